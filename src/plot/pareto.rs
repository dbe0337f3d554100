//! What a limit costs: plans from the loosest limit to the tightest, with the regimes of today and each regime alone beside them, and
//! the marginal price along the way.

use super::axis::{Scale, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::text_width;
use super::palette::{BLACK, Colour, DARK_GREY, GRID};
use super::words::{choose, number};
use crate::scenario::Language;

/// Room for the axis at the left of a panel.
const LEFT: f64 = 96.0;
/// Where the left panel ends and the right one begins.
const PANELS: (f64, f64) = (740.0, 860.0);
/// Room at the right.
const RIGHT: f64 = 30.0;
/// Room for the axis below.
const BELOW: f64 = 70.0;
/// Room for the unit above the axis.
const ABOVE: f64 = 26.0;
/// Colour of the front.
const FRONT: Colour = Colour(0x1D, 0x3F, 0x5E);

/// A plan of the front.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrontPoint {
    /// Value of the measure.
    pub x: f64,
    /// Value of what is made small or large.
    pub y: f64,
    /// No plan does better than this.
    pub bound: f64,
    /// Marginal price of the limit.
    pub price: f64,
}

/// A choice beside the front.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMark {
    /// Name.
    pub label: String,
    /// Colour.
    pub colour: Colour,
    /// Value of the measure.
    pub x: f64,
    /// Value of what is made small or large.
    pub y: f64,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct ParetoFigure {
    /// Language.
    pub language: Language,
    /// Measure and its unit.
    pub measure: (String, String),
    /// What is made small or large, and its unit.
    pub objective: (String, String),
    /// Unit of the marginal price.
    pub price_unit: String,
    /// Network, in words.
    pub place: String,
    /// Plans, from the loosest limit to the tightest.
    pub points: Vec<FrontPoint>,
    /// Limits at which no plan was found.
    pub without_plan: usize,
    /// Choices beside them.
    pub marks: Vec<FrontMark>,
}

/// Radius of the dot of a plan, and of the ring of a choice beside them, in points of the figure.
const PLAN: f64 = 4.0;
const RING: f64 = 6.5;

/// The sentence above the figure.
pub fn title(figure: &ParetoFigure) -> String {
    let (language, name) = (figure.language, &figure.measure.0);
    let (Some(first), Some(last)) = (figure.points.first(), figure.points.last()) else { return name.clone() };
    let [x0, x1, y0, y1] = [first.x, last.x, first.y, last.y].map(|value| number(value, language));
    let (unit, of, of_unit) = (&figure.measure.1, &figure.objective.0, &figure.objective.1);
    let of = super::words::inside(of);
    let none = match (figure.without_plan, language) {
        (0, _) => String::new(),
        (1, Language::En) => "; at one more limit no plan was found".to_owned(),
        (1, Language::Nl) => "; bij één andere grens is geen plan gevonden".to_owned(),
        (limits, Language::En) => format!("; at {limits} more limits no plan was found"),
        (limits, Language::Nl) => format!("; bij {limits} andere grenzen is geen plan gevonden"),
    };
    match language {
        Language::En => format!("{name} from {x0} to {x1} {unit}: {of} from {y0} to {y1} {of_unit}{none}"),
        Language::Nl => format!("{name} van {x0} naar {x1} {unit}: {of} van {y0} naar {y1} {of_unit}{none}"),
    }
}

/// A scale that holds the values with some room at both ends.
fn scale(values: impl Iterator<Item = f64> + Clone, places: (f64, f64)) -> Scale {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let room = if high > low { 0.06 * (high - low) } else { 0.1 * high.abs().max(1.0) };
    // A scale of amounts does not begin below nothing.
    let low = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
    Scale { values: (low, high + room), places }
}

fn axes(figure: &mut Drawing, (x, y): (Scale, Scale), names: (&str, &str), language: Language) {
    let ((left, right), (bottom, top)) = (x.places, y.places);
    let apart = step(y.values.1 - y.values.0, 6);
    for value in ticks(y.values.0, y.values.1, 6) {
        let at = y.at(value);
        figure.line(vec![(left, at), (right, at)], GRID, 1.0);
        figure.text((left - 8.0, at + 5.0), &tick_label(value, apart, language), DARK_GREY, Anchor::End);
    }
    figure.line(vec![(left, bottom), (right, bottom)], DARK_GREY, 1.0);
    let most = if right - left > 400.0 { 6 } else { 5 };
    let apart = step(x.values.1 - x.values.0, most);
    for value in ticks(x.values.0, x.values.1, most) {
        let at = x.at(value);
        figure.line(vec![(at, bottom), (at, bottom + 5.0)], DARK_GREY, 1.0);
        figure.text((at, bottom + 22.0), &tick_label(value, apart, language), DARK_GREY, Anchor::Middle);
    }
    figure.text((f64::midpoint(left, right), bottom + 48.0), names.0, DARK_GREY, Anchor::Middle);
    figure.text((left, top - 10.0), names.1, DARK_GREY, Anchor::Start);
}

/// Lays the figure out.
pub fn drawing(front: &ParetoFigure) -> Drawing {
    let language = front.language;
    let mut figure = Drawing::new(title(front), front.place.clone());
    let (top, bottom) = (figure.top + ABOVE, HEIGHT - BELOW);
    let xs = front.points.iter().map(|point| point.x);
    let x = scale(xs.clone().chain(front.marks.iter().map(|mark| mark.x)), (LEFT, PANELS.0));
    let ys = front.points.iter().flat_map(|point| [point.y, point.bound]);
    let y = scale(ys.chain(front.marks.iter().map(|mark| mark.y)), (bottom, top));
    let name =
        |(title, unit): &(String, String)| if unit.is_empty() { title.clone() } else { format!("{title}, {unit}") };
    axes(&mut figure, (x, y), (&name(&front.measure), &name(&front.objective)), language);
    let bound = front.points.iter().map(|point| (x.at(point.x), y.at(point.bound))).collect();
    figure.add(Shape::Line { points: bound, colour: DARK_GREY, width: 1.2, dashed: true });
    figure.line(front.points.iter().map(|point| (x.at(point.x), y.at(point.y))).collect(), FRONT, 2.5);
    for point in &front.points {
        let [at_x, at_y, least] = [point.x, point.y, point.bound].map(|value| number(value, language));
        let bound = choose(language, "bound", "grens");
        figure.add_with_tip(
            Shape::Dot { at: (x.at(point.x), y.at(point.y)), radius: PLAN, colour: FRONT, hollow: false },
            format!("{at_x} {}: {at_y} {} ({bound} {least})", front.measure.1, front.objective.1),
        );
    }
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for mark in &front.marks {
        let at = (x.at(mark.x), y.at(mark.y));
        figure.add_with_tip(
            Shape::Dot { at, radius: RING, colour: mark.colour, hollow: true },
            format!("{}: {}, {}", mark.label, number(mark.x, language), number(mark.y, language)),
        );
        let width = text_width(&mark.label, LABEL, false);
        let (place, anchor) =
            if at.0 + 12.0 + width < PANELS.0 { (at.0 + 12.0, Anchor::Start) } else { (at.0 - 12.0, Anchor::End) };
        let left = if anchor == Anchor::Start { place } else { place - width };
        let on_a_name = |line: f64| {
            taken.iter().any(|&(other, height)| (other - place).abs() < 220.0 && (height - line).abs() < 17.0)
        };
        let on_a_dot = |line: f64| {
            let plans = front.points.iter().map(|point| (point.x, point.y, PLAN));
            let others = front.marks.iter().filter(|other| !std::ptr::eq(*other, mark));
            plans.chain(others.map(|other| (other.x, other.y, RING))).any(|(across, down, radius)| {
                (left - radius..left + width + radius).contains(&x.at(across))
                    && (y.at(down) - (line - 5.0)).abs() < 9.0 + radius
            })
        };
        // A name that would lie on another, on a plan or on another's ring goes below it.
        let mut line = at.1 + 5.0;
        while on_a_name(line) || on_a_dot(line) {
            line += 17.0;
        }
        taken.push((place, line));
        figure.text((place, line), &mark.label, mark.colour, anchor);
    }
    let named = [(FRONT, choose(language, "plans", "plannen")), (DARK_GREY, choose(language, "bound", "ondergrens"))];
    let named = named.map(|(colour, text)| (colour, text.to_owned()));
    figure.key((LEFT + 12.0, bottom - 14.0), &named);
    prices(&mut figure, front, (top, bottom));
    figure
}

/// The right panel: the marginal price along the front.
fn prices(figure: &mut Drawing, front: &ParetoFigure, (top, bottom): (f64, f64)) {
    let language = front.language;
    let places = (PANELS.1 + 60.0, WIDTH - RIGHT);
    let x = scale(front.points.iter().map(|point| point.x), places);
    let y = scale(front.points.iter().map(|point| point.price).chain([0.0]), (bottom, top));
    let unit = format!("{}, {}", choose(language, "marginal price", "marginale prijs"), front.price_unit);
    let room = WIDTH - RIGHT - PANELS.1;
    let unit = if text_width(&unit, LABEL, false) > room { front.price_unit.clone() } else { unit };
    axes(figure, (x, y), (&front.measure.1, &unit), language);
    figure.line(front.points.iter().map(|point| (x.at(point.x), y.at(point.price))).collect(), BLACK, 2.0);
    for point in &front.points {
        let tip = format!("{}: {} {}", number(point.x, language), number(point.price, language), front.price_unit);
        let dot = Shape::Dot { at: (x.at(point.x), y.at(point.price)), radius: 3.5, colour: BLACK, hollow: false };
        figure.add_with_tip(dot, tip);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{PRESENT, REGIMES};
    use crate::plot::svg;

    /// A made-up front for tests and looking.
    pub(crate) fn example(language: Language) -> ParetoFigure {
        let point = |step: i32| {
            let x = 0.88 - 0.02 * f64::from(step);
            let y = 30_000.0 + 500.0 * f64::from(step * step);
            FrontPoint { x, y, bound: 0.997 * y, price: 50_000.0 * f64::from(step) }
        };
        let mark = |label: &str, colour, x, y| FrontMark { label: label.to_owned(), colour, x, y };
        ParetoFigure {
            language,
            measure: ("Expected verge fires".to_owned(), "fires a year".to_owned()),
            objective: ("Cost".to_owned(), "EUR a year".to_owned()),
            price_unit: "EUR per fire a year".to_owned(),
            place: "355 verge sections".to_owned(),
            points: (0..11).map(point).collect(),
            without_plan: 0,
            marks: vec![
                mark("regimes of today", PRESENT, 0.79, 79_000.0),
                mark("two cuts", REGIMES[0], 0.67, 129_000.0),
                mark("two cuts, a quarter left", REGIMES[1], 0.671, 128_000.0),
            ],
        }
    }

    #[test]
    fn the_front_stands_beside_what_is_done_today() {
        let figure = drawing(&example(Language::En));
        assert_eq!(
            figure.title,
            "Expected verge fires from 0.88 to 0.68 fires a year: cost from 30\u{a0}000 to 80\u{a0}000 EUR a year"
        );
        let text = svg::render(&figure);
        assert!(text.contains("regimes of today") && text.contains("EUR per fire a year"));
        let mut bare = example(Language::Nl);
        bare.points.truncate(1);
        bare.marks.clear();
        assert!(svg::render(&drawing(&bare)).contains("<svg"));
    }

    #[test]
    fn limits_without_a_plan_are_told() {
        let told = |without_plan, language| title(&ParetoFigure { without_plan, ..example(language) });
        assert!(told(1, Language::En).ends_with("; at one more limit no plan was found"));
        assert!(told(2, Language::En).ends_with("; at 2 more limits no plan was found"));
        assert!(told(3, Language::Nl).ends_with("; bij 3 andere grenzen is geen plan gevonden"));
    }

    #[test]
    fn a_name_lies_neither_on_plans_nor_on_rings() {
        let name = "one cut before July";
        let below = |figure: &ParetoFigure| {
            let drawn = drawing(figure);
            let line = drawn.marks.iter().find_map(|mark| match &mark.shape {
                Shape::Text { at, text, .. } if text == name => Some(at.1),
                _ => None,
            });
            let ring = drawn.marks.iter().find_map(|mark| match mark.shape {
                Shape::Dot { at, hollow: true, .. } => Some(at.1),
                _ => None,
            });
            line.expect("a name") - ring.expect("a ring")
        };
        let mark = |label: &str, x, y| FrontMark { label: label.to_owned(), colour: PRESENT, x, y };
        let mut figure = example(Language::En);
        figure.marks = vec![mark(name, 0.79, 129_000.0)];
        assert!(below(&figure) < 6.0, "beside its ring where nothing is in the way");
        figure.marks.push(mark("two cuts", 0.80, 129_000.0));
        assert!(below(&figure) > 13.0, "a ring just to the right, as high");
        let beside = &figure.points[4];
        figure.marks = vec![mark(name, beside.x - 0.004, beside.y)];
        assert!(below(&figure) > 13.0, "the plan of the fifth limit");
    }
}
