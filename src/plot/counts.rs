//! Registered beside expected counts, by month, road or class: where a register and the model part.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::text_width;
use super::palette::{BLACK, DARK_GREY, GRID, PALE_GREY, REGIMES};
use super::words::{choose, number};
use crate::scenario::Language;

/// Room for the axis at the left.
const LEFT: f64 = 84.0;
/// Room at the right.
const RIGHT: f64 = 40.0;
/// Room for the names below.
const BELOW: f64 = 92.0;
/// Room for key and unit above the axis.
const ABOVE: f64 = 56.0;
/// Part of its room that a column takes.
const COLUMN_SHARE: f64 = 0.62;

/// A column of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct CountColumn {
    /// Name below the column.
    pub name: String,
    /// Registered fires.
    pub observed: f64,
    /// Expected fires.
    pub expected: f64,
    /// 5 and 95 % of the count where the expectation holds.
    pub interval: [f64; 2],
}

impl CountColumn {
    /// Whether the registered count lies outside the interval.
    pub fn departs(&self) -> bool {
        self.observed < self.interval[0] || self.observed > self.interval[1]
    }
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// Language.
    pub language: Language,
    /// The finding.
    pub title: String,
    /// What was counted where, in words.
    pub place: String,
    /// What the columns are.
    pub axis: String,
    /// Columns from left to right.
    pub columns: Vec<CountColumn>,
}

/// Lays the figure out.
pub fn drawing(counts: &Counts) -> Drawing {
    let language = counts.language;
    let mut figure = Drawing::new(counts.title.clone(), counts.place.clone());
    let largest =
        counts.columns.iter().flat_map(|one| [one.observed, one.interval[1], one.expected]).fold(0.0, f64::max);
    let (end, top, bottom) = (round_up(1.02 * largest, 6), figure.top + ABOVE, HEIGHT - BELOW);
    let height = Scale { values: (0.0, end), places: (bottom, top) };
    let apart = step(end, 6);
    for value in ticks(0.0, end, 6) {
        let y = height.at(value);
        figure.line(vec![(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        figure.text((LEFT - 8.0, y + 5.0), &tick_label(value, apart, language), DARK_GREY, Anchor::End);
    }
    let unit = choose(language, "fires in the period", "branden in de periode");
    figure.text((LEFT, top - 10.0), unit, DARK_GREY, Anchor::Start);
    key(&mut figure, language, top - 34.0);
    let room = (WIDTH - RIGHT - LEFT) / counts.columns.len().max(1) as f64;
    for (place, column) in counts.columns.iter().enumerate() {
        let middle = LEFT + room * (place as f64 + 0.5);
        let width = (COLUMN_SHARE * room).min(70.0);
        let (y, low, high) = (height.at(column.expected), column.interval[0], column.interval[1]);
        figure.bar((middle - 0.5 * width, y), (width, bottom - y), PALE_GREY);
        for value in [low, high] {
            let y = height.at(value);
            figure.line(vec![(middle - 0.18 * width, y), (middle + 0.18 * width, y)], DARK_GREY, 1.2);
        }
        figure.line(vec![(middle, height.at(low)), (middle, height.at(high))], DARK_GREY, 1.2);
        let shown = |value: f64| number(value, language);
        let tip = format!(
            "{}: {} {}, {} {} ({} {} {})",
            column.name,
            shown(column.observed),
            choose(language, "registered", "geregistreerd"),
            shown(column.expected),
            choose(language, "expected", "verwacht"),
            shown(low),
            choose(language, "to", "tot"),
            shown(high)
        );
        let colour = if column.departs() { REGIMES[3] } else { REGIMES[0] };
        let at = (middle, height.at(column.observed));
        figure.add_with_tip(Shape::Dot { at, radius: 6.5, colour, hollow: column.departs() }, tip);
        let fits = text_width(&column.name, LABEL, false) < room - 4.0;
        if fits || place.is_multiple_of(2) {
            figure.text((middle, bottom + 22.0), &column.name, BLACK, Anchor::Middle);
        } else {
            figure.text((middle, bottom + 42.0), &column.name, BLACK, Anchor::Middle);
        }
    }
    figure.text((f64::midpoint(LEFT, WIDTH - RIGHT), bottom + 68.0), &counts.axis, DARK_GREY, Anchor::Middle);
    figure
}

/// The key in one row.
fn key(figure: &mut Drawing, language: Language, y: f64) {
    let expected = choose(
        language,
        "expected at the rate found (line: 5\u{2013}95 % of the count)",
        "verwacht bij de gevonden frequentie (lijn: 5\u{2013}95 % van de telling)",
    );
    let mut x = figure.key((LEFT, y), &[(PALE_GREY, expected.to_owned())]) + 8.0;
    let entries = [
        (REGIMES[0], false, choose(language, "registered, within", "geregistreerd, erbinnen")),
        (REGIMES[3], true, choose(language, "registered, outside", "geregistreerd, erbuiten")),
    ];
    for (colour, hollow, text) in entries {
        figure.add(Shape::Dot { at: (x + 7.0, y - 5.0), radius: 6.5, colour, hollow });
        figure.text((x + 20.0, y), text, DARK_GREY, Anchor::Start);
        x += 20.0 + text_width(text, LABEL, false) + 22.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::svg;

    #[test]
    fn columns_that_depart_are_rings() {
        let column = |name: &str, observed: f64| CountColumn {
            name: name.to_owned(),
            observed,
            expected: 4.0,
            interval: [1.0, 8.0],
        };
        assert!(column("a", 9.0).departs() && column("a", 0.0).departs() && !column("a", 8.0).departs());
        let counts = Counts {
            language: Language::Nl,
            title: "In juli meer branden dan verwacht".into(),
            place: "A12".into(),
            axis: "maand".into(),
            columns: vec![column("J", 9.0), column("A", 3.0)],
        };
        let text = svg::render(&drawing(&counts));
        assert!(text.contains("branden in de periode") && text.contains("9 geregistreerd"));
        let none = svg::render(&drawing(&Counts { columns: Vec::new(), ..counts }));
        assert!(none.contains("<svg"));
    }
}
