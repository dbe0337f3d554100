//! A measure year by year in every climate: median, 50 % and 90 % of the members under the regimes of today, and the median under
//! another regime.
//!
//! Panels of the climates share their axes. A reader sees what a usual year is, how bad a bad one is, whether years drift, and
//! what another regime and another climate change beside that.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PRESENT};
use super::words::{capital, choose, number};
use crate::scenario::Language;

const LEFT: f64 = 74.0;
const RIGHT: f64 = 24.0;
const BELOW: f64 = 52.0;
const GAP: f64 = 18.0;
/// Room for the names of the panels.
const NAMES: f64 = 46.0;

/// One climate.
#[derive(Clone, Debug, PartialEq)]
pub struct FanPanel {
    /// Name of the climate.
    pub name: String,
    /// For every year the 5, 25, 50, 75 and 95 % quantile under the regimes of today.
    pub years: Vec<[f64; 5]>,
    /// Medians under the other regime.
    pub other: Vec<f64>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// Language.
    pub language: Language,
    /// Name of the measure.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// Where the numbers are from, and what else the bands hold.
    pub place: String,
    /// Members.
    pub members: usize,
    /// First year.
    pub first_year: i16,
    /// The other regime: name and colour; without one its medians are empty.
    pub other: Option<(String, Colour)>,
    /// The climates.
    pub panels: Vec<FanPanel>,
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

/// Mean over the years of a quantile under the regimes of today.
fn level(panel: &FanPanel, quantile: usize) -> f64 {
    mean(panel.years.iter().map(|year| year[quantile]))
}

/// The sentence above the figure: the usual year and the bad one of the first climate, and the climate that differs most.
pub fn title(fan: &Fan) -> String {
    let language = fan.language;
    let say = |english, dutch| choose(language, english, dutch);
    let Some(first) = fan.panels.first().filter(|panel| !panel.years.is_empty()) else {
        return say("No year to show", "Geen jaar om te tonen").to_owned();
    };
    let shown = |value: f64| number(value, language);
    let usual = format!(
        "{}: {} {} {} ({}\u{2013}{} {})",
        capital(&fan.measure),
        say("usually", "gewoonlijk"),
        shown(level(first, 2)),
        fan.unit,
        shown(level(first, 0)),
        shown(level(first, 4)),
        say("in nine of ten years", "in negen van de tien jaar"),
    );
    let away = |panel: &&FanPanel| (level(panel, 2) - level(first, 2)).abs();
    match fan.panels[1..].iter().max_by(|a, b| away(a).total_cmp(&away(b))) {
        Some(farthest) => format!("{usual}; {} {} {}", shown(level(farthest, 2)), say("in", "in"), farthest.name),
        None => usual,
    }
}

fn subtitle(fan: &Fan) -> String {
    let last = fan.first_year + fan.panels.first().map_or(0, |panel| panel.years.len() as i16) - 1;
    let measure = &fan.measure;
    match fan.language {
        Language::En => format!(
            "{measure} ({}) year by year, {}, {}\u{2013}{last}; grey: median, 50 % and 90 % of {} members under the regimes of today",
            fan.unit, fan.place, fan.first_year, fan.members
        ),
        Language::Nl => format!(
            "{measure} ({}) per jaar, {}, {}\u{2013}{last}; grijs: mediaan, 50 % en 90 % van {} leden onder de regimes van nu",
            fan.unit, fan.place, fan.first_year, fan.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(fan: &Fan) -> Drawing {
    let mut figure = Drawing::new(title(fan), subtitle(fan));
    let (top, bottom) = (figure.top + NAMES, HEIGHT - BELOW);
    let mut key = vec![(PRESENT, choose(fan.language, "regimes of today", "regimes van nu").to_owned())];
    key.extend(fan.other.iter().map(|(name, colour)| (*colour, name.clone())));
    figure.key((LEFT, figure.top + 2.0), &key);
    let bands = fan.panels.iter().flat_map(|panel| panel.years.iter().map(|year| year[4]));
    let largest = bands.chain(fan.panels.iter().flat_map(|panel| panel.other.iter().copied())).fold(0.0, f64::max);
    let high = round_up(largest, 5);
    let values = Scale { values: (0.0, high), places: (bottom, top) };
    let apart = step(high, 5);
    for value in ticks(0.0, high, 5) {
        let y = values.at(value);
        figure.line(vec![(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        figure.text((LEFT - 8.0, y + 5.0), &tick_label(value, apart, fan.language), DARK_GREY, Anchor::End);
    }
    let count = fan.panels.len().max(1) as f64;
    let width = (WIDTH - LEFT - RIGHT - GAP * (count - 1.0)) / count;
    for (place, panel) in fan.panels.iter().enumerate() {
        let left = LEFT + place as f64 * (width + GAP);
        draw_panel(&mut figure, fan, panel, values, (left, left + width));
    }
    figure
}

fn draw_panel(figure: &mut Drawing, fan: &Fan, panel: &FanPanel, values: Scale, (left, right): (f64, f64)) {
    let (bottom, top) = values.places;
    figure.label((left, top - 8.0), &panel.name, 16.0, BLACK, true, Anchor::Start);
    let years = panel.years.len();
    let across = Scale { values: (0.0, (years.max(2) - 1) as f64), places: (left + 4.0, right - 4.0) };
    let line = |quantile: usize| -> Vec<(f64, f64)> {
        let point = |(year, bands): (usize, &[f64; 5])| (across.at(year as f64), values.within(bands[quantile]));
        panel.years.iter().enumerate().map(point).collect()
    };
    for (low, high, opacity) in [(0, 4, 0.22), (1, 3, 0.38)] {
        let mut points = line(low);
        points.extend(line(high).into_iter().rev());
        figure.add(Shape::Area { points, fill: PRESENT, opacity });
    }
    figure.line(line(2), PRESENT, 3.0);
    if let Some((_, colour)) = &fan.other {
        let point = |(year, &value): (usize, &f64)| (across.at(year as f64), values.within(value));
        let points = panel.other.iter().enumerate().map(point).collect();
        figure.add(Shape::Line { points, colour: *colour, width: 2.5, dashed: true });
    }
    // Years that have room: four digits and a space each.
    let room = ((right - left) / (4.0 * LABEL)).max(2.0) as usize;
    let apart = (step(years as f64, room) as usize).max(1);
    for year in (0..years).step_by(apart) {
        let x = across.at(year as f64);
        figure.line(vec![(x, bottom), (x, bottom + 5.0)], DARK_GREY, 1.0);
        let text = (fan.first_year + year as i16).to_string();
        let anchor = if year == 0 { Anchor::Start } else { Anchor::Middle };
        figure.text((if year == 0 { left } else { x }, bottom + 22.0), &text, DARK_GREY, anchor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::palette::REGIMES;
    use crate::plot::svg;

    fn example(language: Language) -> Fan {
        let panel = |name: &str, factor: f64| FanPanel {
            name: name.to_owned(),
            years: (0..10).map(|_| [0.5, 0.8, 1.0, 1.3, 2.0].map(|value| factor * value)).collect(),
            other: vec![0.7 * factor; 10],
        };
        Fan {
            language,
            measure: "Expected verge fires".to_owned(),
            unit: "a year".to_owned(),
            place: "the network".to_owned(),
            members: 100,
            first_year: 2027,
            other: Some(("two cuts".to_owned(), REGIMES[1])),
            panels: vec![panel("reference", 1.0), panel("Hd-2050", 1.8)],
        }
    }

    #[test]
    fn the_title_tells_the_usual_year_the_bad_one_and_the_farthest_climate() {
        let text = title(&example(Language::En));
        assert!(text.contains("usually 1 a year (0.5\u{2013}2") && text.ends_with("1.8 in Hd-2050"), "{text}");
        let alone = Fan { panels: example(Language::Nl).panels[..1].to_vec(), ..example(Language::Nl) };
        assert!(title(&alone).ends_with("negen van de tien jaar)"), "{}", title(&alone));
        let empty = Fan { panels: Vec::new(), ..alone };
        assert!(!svg::render(&drawing(&empty)).contains("NaN"));
    }

    #[test]
    fn every_climate_has_two_bands_a_median_and_the_other_regime() {
        let text = svg::render(&drawing(&example(Language::En)));
        assert_eq!(text.matches("stroke-dasharray").count(), 2);
        assert!(text.contains("Hd-2050") && text.contains("2035") && !text.contains("NaN"));
        let one_year = Fan {
            panels: vec![FanPanel {
                years: vec![[1.0; 5]],
                other: vec![1.0],
                ..example(Language::En).panels[0].clone()
            }],
            ..example(Language::En)
        };
        assert!(!svg::render(&drawing(&one_year)).contains("NaN"));
    }
}
