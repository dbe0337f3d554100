//! The season and the fires of the year in every climate, under the regimes of today.
//!
//! Live mass, dead mass and fires by half-month: the first climate grey, the others in colour, each with its median and the 5-95 %
//! of its member-years. A reader sees whether a climate makes more fuel, earlier fuel, or weather that burns it.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, Shape, WIDTH};
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PRESENT, REGIMES};
use super::words::{MONTH_LETTERS, choose, number, per_cent};
use crate::scenario::Language;

const LEFT: f64 = 74.0;
const RIGHT: f64 = 24.0;
const BELOW: f64 = 40.0;
const GAP: f64 = 30.0;
/// Half-months of a year.
pub const HALVES: usize = 24;
/// Line patterns are solid for the first climate and broken for every second one after it.
const BAND: f64 = 0.16;

/// 5, 50 and 95 % over member-years, and the mean, of every half-month.
pub type Course = [[f64; 4]; HALVES];

/// One quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonPanel {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its course in every climate.
    pub climates: Vec<Course>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct ClimateSeason {
    /// Language.
    pub language: Language,
    /// Where the numbers are from.
    pub place: String,
    /// First and last year.
    pub years: (i16, i16),
    /// Members.
    pub members: usize,
    /// Names of the climates.
    pub climates: Vec<String>,
    /// The quantities, fires last.
    pub panels: Vec<SeasonPanel>,
}

fn colour(climate: usize) -> Colour {
    if climate == 0 { PRESENT } else { REGIMES[(climate - 1) % REGIMES.len()] }
}

/// Fires of a mean year, and the half-month with most of them.
fn fires(course: &Course) -> (f64, usize) {
    let total = course.iter().map(|half| half[3]).sum();
    let worst = (0..HALVES).max_by(|&a, &b| course[a][3].total_cmp(&course[b][3])).unwrap_or(0);
    (total, worst)
}

fn half_month_words(half: usize, language: Language) -> String {
    const NAMES: [[&str; 2]; 12] = [
        ["January", "januari"],
        ["February", "februari"],
        ["March", "maart"],
        ["April", "april"],
        ["May", "mei"],
        ["June", "juni"],
        ["July", "juli"],
        ["August", "augustus"],
        ["September", "september"],
        ["October", "oktober"],
        ["November", "november"],
        ["December", "december"],
    ];
    let name = NAMES[half / 2][usize::from(language == Language::Nl)];
    let part = match (half % 2, language) {
        (0, Language::En) => "early",
        (_, Language::En) => "late",
        (0, Language::Nl) => "begin",
        (_, Language::Nl) => "eind",
    };
    format!("{part} {name}")
}

/// The sentence above the figure: how many more fires in the climate that differs most, and when.
pub fn title(figure: &ClimateSeason) -> String {
    let language = figure.language;
    let say = |english, dutch| choose(language, english, dutch);
    let Some(panel) = figure.panels.last().filter(|panel| !panel.climates.is_empty()) else {
        return say("No season to show", "Geen seizoen om te tonen").to_owned();
    };
    let (now, worst) = fires(&panel.climates[0]);
    let away = |course: &Course| (fires(course).0 - now).abs();
    let others = panel.climates.iter().zip(&figure.climates).skip(1);
    let Some((course, name)) = others.max_by(|a, b| away(a.0).total_cmp(&away(b.0))) else {
        let when = half_month_words(worst, language);
        return format!("{} {when}", say("Verges burn most in", "Bermen branden het meest"));
    };
    let (then, worst) = fires(course);
    let change = if now > 0.0 { then / now - 1.0 } else { 0.0 };
    let amount = per_cent(change.abs(), language);
    let when = half_month_words(worst, language);
    let first = &figure.climates[0];
    match (language, change >= 0.0) {
        (Language::En, true) => format!("{name}: {amount} more verge fires than in {first}, the peak in {when}"),
        (Language::En, false) => format!("{name}: {amount} fewer verge fires than in {first}, the peak in {when}"),
        (Language::Nl, true) => format!("{name}: {amount} meer bermbranden dan in {first}, de piek {when}"),
        (Language::Nl, false) => format!("{name}: {amount} minder bermbranden dan in {first}, de piek {when}"),
    }
}

fn subtitle(figure: &ClimateSeason) -> String {
    let (first, last) = figure.years;
    match figure.language {
        Language::En => format!(
            "Half-months under the regimes of today, {}, {first}\u{2013}{last}, {} members; lines: median, bands: 5\u{2013}95 % of the member-years",
            figure.place, figure.members
        ),
        Language::Nl => format!(
            "Halve maanden onder de regimes van nu, {}, {first}\u{2013}{last}, {} leden; lijnen: mediaan, banden: 5\u{2013}95 % van de jaren van alle leden",
            figure.place, figure.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(figure: &ClimateSeason) -> Drawing {
    let mut out = Drawing::new(title(figure), subtitle(figure));
    let key: Vec<(Colour, String)> =
        figure.climates.iter().enumerate().map(|(place, name)| (colour(place), name.clone())).collect();
    out.key((LEFT, out.top + 2.0), &key);
    let (top, bottom) = (out.top + 40.0, HEIGHT - BELOW);
    let count = figure.panels.len().max(1) as f64;
    let height = (bottom - top - GAP * (count - 1.0)) / count;
    let across = Scale { values: (0.0, HALVES as f64), places: (LEFT, WIDTH - RIGHT) };
    for (place, panel) in figure.panels.iter().enumerate() {
        let y = top + place as f64 * (height + GAP);
        draw_panel(&mut out, figure.language, panel, across, (y, y + height));
    }
    for (month, letter) in MONTH_LETTERS.iter().enumerate() {
        out.text((across.at(2.0 * month as f64 + 1.0), bottom + 20.0), letter, DARK_GREY, Anchor::Middle);
    }
    out
}

fn draw_panel(out: &mut Drawing, language: Language, panel: &SeasonPanel, across: Scale, (top, bottom): (f64, f64)) {
    let largest = panel.climates.iter().flatten().map(|half| half[2]).fold(0.0, f64::max);
    let high = round_up(largest, 4);
    let values = Scale { values: (0.0, high), places: (bottom, top) };
    let apart = step(high, 4);
    for value in ticks(0.0, high, 4) {
        let y = values.at(value);
        out.line(vec![(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        out.text((LEFT - 8.0, y + 5.0), &tick_label(value, apart, language), DARK_GREY, Anchor::End);
    }
    let name = format!("{}, {}", panel.name, panel.unit);
    out.label((LEFT + 6.0, top - 7.0), &name, 16.0, BLACK, true, Anchor::Start);
    let line = |course: &Course, quantile: usize| -> Vec<(f64, f64)> {
        let point = |(half, row): (usize, &[f64; 4])| (across.at(half as f64 + 0.5), values.within(row[quantile]));
        course.iter().enumerate().map(point).collect()
    };
    for (place, course) in panel.climates.iter().enumerate() {
        let mut points = line(course, 0);
        points.extend(line(course, 2).into_iter().rev());
        out.add(Shape::Area { points, fill: colour(place), opacity: BAND });
    }
    for (place, course) in panel.climates.iter().enumerate() {
        let total = number(course.iter().map(|half| half[3]).sum(), language);
        let points = line(course, 1);
        let shape = Shape::Line { points, colour: colour(place), width: 2.5, dashed: place % 2 == 1 };
        out.add_with_tip(shape, format!("{}: {total}", panel.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::svg;

    fn example(language: Language) -> ClimateSeason {
        let course = |factor: f64| -> Course {
            std::array::from_fn(|half| {
                let size = factor * (1.0 - (half as f64 - 13.0).abs() / 14.0);
                [0.5 * size, size, 2.0 * size, 1.1 * size]
            })
        };
        let panel = |name: &str, unit: &str, factors: [f64; 2]| SeasonPanel {
            name: name.to_owned(),
            unit: unit.to_owned(),
            climates: factors.map(course).to_vec(),
        };
        ClimateSeason {
            language,
            place: "the network".to_owned(),
            years: (2027, 2036),
            members: 100,
            climates: vec!["reference".to_owned(), "Hd-2050".to_owned()],
            panels: vec![
                panel("Live mass", "t/ha", [3.0, 3.3]),
                panel("Standing dead and litter", "t/ha", [2.0, 2.2]),
                panel("Verge fires", "fires", [0.2, 0.35]),
            ],
        }
    }

    #[test]
    fn the_title_tells_how_many_more_fires_and_when() {
        let text = title(&example(Language::En));
        assert!(text.contains("Hd-2050: 75\u{a0}% more") && text.ends_with("late July"), "{text}");
        let mut alone = example(Language::Nl);
        alone.climates.truncate(1);
        alone.panels.iter_mut().for_each(|panel| panel.climates.truncate(1));
        assert_eq!(title(&alone), "Bermen branden het meest eind juli");
        alone.panels.clear();
        assert!(!svg::render(&drawing(&alone)).contains("NaN"));
    }

    #[test]
    fn every_climate_has_a_band_and_a_line_in_every_panel() {
        let text = svg::render(&drawing(&example(Language::En)));
        assert_eq!(text.matches("fill-opacity").count().max(text.matches("opacity=").count()), 6, "{text}");
        assert!(text.contains("Verge fires, fires") && !text.contains("NaN"));
    }
}
