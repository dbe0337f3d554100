//! Flame length against days since the cut: hay taken away, mulch left lying, and uncut, in the same weathers.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::pair::Paired;
use super::palette::{BLACK, Colour, DARK_GREY, DEAD, GRID, LIVE, PRESENT};
use super::words::{choose, number, with_decimals};
use crate::scenario::Language;

const LEFT: f64 = 70.0;
const RIGHT: f64 = 170.0;
const BELOW: f64 = 66.0;
const ABOVE: f64 = 26.0;
/// Limit of hand tools, m.
const HAND_TOOLS_M: f64 = 1.2;

/// Flames of one treatment on each day after the cut: 25, 50 and 75 % of the dry days around it, m.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Name at the end of the line.
    pub label: String,
    /// Quartiles per day.
    pub quartiles: Vec<[f64; 3]>,
    /// Mean over the dry days that the title speaks of, m.
    pub mean_m: f64,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct AfterCut {
    /// Language.
    pub language: Language,
    /// Site in words.
    pub place: String,
    /// Day of the cut in words.
    pub cut_on: String,
    /// Cutting height, m.
    pub height_m: f64,
    /// First and last day after the cut that the title speaks of.
    pub days: (usize, usize),
    /// Members and years behind it.
    pub sample: (usize, usize),
    /// Uncut, mulch, hay.
    pub courses: [Course; 3],
    /// Hay less mulch over members, m.
    pub difference: Option<Paired>,
}

/// The sentence above the figure.
pub fn title(figure: &AfterCut) -> String {
    let language = figure.language;
    let [uncut, mulch, hay] = [0, 1, 2].map(|course| with_decimals(figure.courses[course].mean_m, 1, language));
    let (first, last) = figure.days;
    let proven = figure.difference.is_some_and(|difference| difference.is_proven());
    match (language, proven) {
        (Language::En, true) => format!(
            "{first} to {last} days after a cut on {}, flames are {hay} m where hay is taken away and {mulch} m where mulch lies; uncut {uncut} m",
            figure.cut_on
        ),
        (Language::Nl, true) => format!(
            "{first} tot {last} dagen na maaien op {} zijn vlammen {hay} m waar maaisel weg is en {mulch} m waar het ligt; ongemaaid {uncut} m",
            figure.cut_on
        ),
        (Language::En, false) => format!(
            "A cut on {} brings flames from {uncut} to {hay} m; no proven difference between hay and mulch",
            figure.cut_on
        ),
        (Language::Nl, false) => format!(
            "Maaien op {} brengt vlammen van {uncut} naar {hay} m; geen aangetoond verschil tussen afvoeren en laten liggen",
            figure.cut_on
        ),
    }
}

fn subtitle(figure: &AfterCut) -> String {
    let (members, years) = figure.sample;
    let height = number(100.0 * figure.height_m, figure.language);
    match figure.language {
        Language::En => format!(
            "Flame length in m if a fire started that day, on days dry enough to burn, {}, cut at {height} cm; line: median, band: half of the days; {members} weathers of {years} years",
            figure.place
        ),
        Language::Nl => format!(
            "Vlamlengte in m als er die dag brand ontstaat, op dagen droog genoeg om te branden, {}, gemaaid op {height} cm; lijn: mediaan, band: de helft van de dagen; {members} keer weer van {years} jaar",
            figure.place
        ),
    }
}

/// Lays the figure out.
pub fn drawing(figure: &AfterCut) -> Drawing {
    let language = figure.language;
    let mut drawing = Drawing::new(title(figure), subtitle(figure));
    let days = figure.courses.iter().map(|course| course.quartiles.len()).max().unwrap_or(1).max(2);
    let largest = figure.courses.iter().flat_map(|course| &course.quartiles).map(|found| found[2]).fold(0.0, f64::max);
    let (end, top, bottom) = (round_up(largest.max(HAND_TOOLS_M), 6), drawing.top + ABOVE, HEIGHT - BELOW);
    let across = Scale { values: (0.0, (days - 1) as f64), places: (LEFT, WIDTH - RIGHT) };
    let up = Scale { values: (0.0, end), places: (bottom, top) };
    let apart = step(end, 6);
    for value in ticks(0.0, end, 6) {
        let y = up.at(value);
        drawing.line(vec![(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        drawing.text((LEFT - 8.0, y + 5.0), &tick_label(value, apart, language), DARK_GREY, Anchor::End);
    }
    for value in ticks(0.0, (days - 1) as f64, 6) {
        let x = across.at(value);
        drawing.line(vec![(x, bottom), (x, bottom + 5.0)], DARK_GREY, 1.0);
        drawing.text((x, bottom + 22.0), &number(value, language), DARK_GREY, Anchor::Middle);
    }
    let axis = choose(language, "days since the cut", "dagen sinds het maaien");
    drawing.text((f64::midpoint(LEFT, WIDTH - RIGHT), bottom + 46.0), axis, DARK_GREY, Anchor::Middle);
    drawing.text((LEFT, top - 10.0), choose(language, "flame length, m", "vlamlengte, m"), DARK_GREY, Anchor::Start);
    let limit = up.at(HAND_TOOLS_M);
    let points = vec![(LEFT, limit), (WIDTH - RIGHT, limit)];
    drawing.add(Shape::Line { points, colour: PRESENT, width: 1.2, dashed: true });
    let words = choose(language, "hand tools up to here", "handgereedschap tot hier");
    drawing.text((WIDTH - RIGHT + 8.0, limit + 5.0), words, PRESENT, Anchor::Start);

    let colours = [BLACK, DEAD, LIVE];
    for (course, colour) in figure.courses.iter().zip(colours) {
        band(&mut drawing, course, colour, across, up);
    }
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (place, (course, colour)) in figure.courses.iter().zip(colours).enumerate() {
        let line = course.quartiles.iter().enumerate();
        let points: Vec<(f64, f64)> = line.map(|(day, found)| (across.at(day as f64), up.at(found[1]))).collect();
        ends.extend(points.last().map(|end| (end.1, place)));
        drawing.add(Shape::Line { points, colour, width: 2.8, dashed: place == 0 });
    }
    for (y, place) in apart_from(ends, limit) {
        let label = &figure.courses[place].label;
        drawing.label((WIDTH - RIGHT + 8.0, y + 5.0), label, LABEL, colours[place], true, Anchor::Start);
    }
    drawing
}

fn band(drawing: &mut Drawing, course: &Course, colour: Colour, across: Scale, up: Scale) {
    let edge = |which: usize| {
        let points = course.quartiles.iter().enumerate();
        points.map(move |(day, found)| (across.at(day as f64), up.at(found[which]))).collect::<Vec<_>>()
    };
    let points: Vec<(f64, f64)> = edge(0).into_iter().chain(edge(2).into_iter().rev()).collect();
    drawing.add(Shape::Area { points, fill: colour, opacity: 0.16 });
}

/// Places of labels from top to bottom, moved so that none covers another or the label of the limit.
fn apart_from(mut ends: Vec<(f64, usize)>, limit: f64) -> Vec<(f64, usize)> {
    const ROOM: f64 = 20.0;
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f64::NEG_INFINITY;
    for end in &mut ends {
        let mut y = end.0.max(lowest);
        if (y - limit).abs() < ROOM {
            y = if end.0 < limit && limit - ROOM >= lowest { limit - ROOM } else { limit + ROOM };
        }
        end.0 = y;
        lowest = y + ROOM;
    }
    ends
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::svg;

    /// A made-up figure for tests and looking.
    pub(crate) fn example(language: Language) -> AfterCut {
        let course = |label: &str, level: f64, mean_m: f64| Course {
            label: label.to_owned(),
            quartiles: (0..121)
                .map(|day| [0.6, 1.0, 1.3].map(|part| part * level * (0.4 + 0.005 * f64::from(day))))
                .collect(),
            mean_m,
        };
        AfterCut {
            language,
            place: "clay, high productivity, weather of Deelen".to_owned(),
            cut_on: "20 June".to_owned(),
            height_m: 0.1,
            days: (10, 60),
            sample: (20, 10),
            courses: [course("uncut", 2.0, 1.7), course("mulch", 1.0, 0.8), course("hay", 0.5, 0.3)],
            difference: Some(Paired { low: -0.7, mid: -0.5, high: -0.3, p_below: 1.0 }),
        }
    }

    #[test]
    fn the_title_tells_hay_from_mulch_only_where_it_is_proven() {
        let mut figure = example(Language::En);
        assert!(title(&figure).contains("0.3 m where hay is taken away and 0.8 m where mulch lies"));
        figure.difference = Some(Paired { low: -0.7, mid: -0.1, high: 0.3, p_below: 0.6 });
        assert!(title(&figure).contains("no proven difference between hay and mulch"));
        assert!(svg::render(&drawing(&example(Language::Nl))).contains("dagen sinds het maaien"));
    }

    #[test]
    fn labels_keep_apart() {
        let places = apart_from(vec![(300.0, 0), (303.0, 1), (310.0, 2)], 305.0);
        for (one, other) in places.iter().zip(&places[1..]) {
            assert!(other.0 - one.0 >= 20.0);
        }
        assert!(places.iter().all(|(y, _)| (y - 305.0).abs() >= 20.0), "{places:?}");
    }
}
