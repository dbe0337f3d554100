//! Nectar through the year under up to four regimes: when insects starve.
//!
//! Lines are medians, bands hold 25-75 % and 5-95 % of the member-years; days on which most years have too little are shaded.

use super::axis::{Scale, round_up};
use super::drawing::{Anchor, Drawing, HEIGHT, Shape, WIDTH};
use super::pair::Paired;
use super::palette::{Colour, DARK_GREY, LIVE, RISK};
use super::panels::{band, cuts, grid, head, months, rooms};
use super::season::{Bands, CutMark};
use crate::plot::words::{capital, choose, number, signed};
use crate::scenario::Language;

/// Days of the year that are drawn.
const DAYS: usize = 365;
/// First and last day of the season of forage, counted from 0: 16 March and 15 October.
const SEASON: std::ops::Range<usize> = 74..288;

/// One regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Nectar, mg sugar/m2/d.
    pub nectar: Bands,
    /// For each day the share of member-years with too little.
    pub short: Vec<f64>,
    /// Days of the season with too little: 5, 50 and 95 % of the member-years.
    pub gap_days: [f64; 3],
    /// The same against the first panel, pair by pair; none for the first.
    pub change: Option<Paired>,
    /// Cuts of the usual year.
    pub cuts: Vec<CutMark>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct NectarCurve {
    /// Language.
    pub language: Language,
    /// The site in words.
    pub place: String,
    /// First and last simulated year.
    pub years: (i16, i16),
    /// Members.
    pub members: usize,
    /// Nectar below which a day is a gap, mg sugar/m2/d.
    pub gap_below: f64,
    /// Regimes, the present one first.
    pub panels: Vec<Panel>,
}

/// The sentence above the figure, made from the numbers.
pub fn title(curve: &NectarCurve) -> String {
    let language = curve.language;
    let Some(first) = curve.panels.first() else {
        return choose(language, "No regime to show", "Geen regime om te tonen").to_owned();
    };
    let largest = curve.panels[1..]
        .iter()
        .filter_map(|panel| Some((panel, panel.change.filter(Paired::is_proven)?)))
        .max_by(|a, b| a.1.mid.abs().total_cmp(&b.1.mid.abs()));
    let now = number(first.gap_days[1], language);
    match (largest, language) {
        (Some((panel, change)), Language::En) => format!(
            "{}: {} days without enough nectar against {now} under {}",
            capital(&panel.label),
            signed(change.mid, language),
            first.label
        ),
        (Some((panel, change)), Language::Nl) => format!(
            "{}: {} dagen zonder genoeg nectar tegenover {now} bij {}",
            capital(&panel.label),
            signed(change.mid, language),
            first.label
        ),
        (None, Language::En) => format!(
            "Insects go {now} days a year without enough nectar under {}; no proven difference with other regimes",
            first.label
        ),
        (None, Language::Nl) => format!(
            "Insecten vinden {now} dagen per jaar te weinig nectar bij {}; geen aangetoond verschil met ander beheer",
            first.label
        ),
    }
}

fn subtitle(curve: &NectarCurve) -> String {
    let ((from, to), gap) = (curve.years, number(curve.gap_below, curve.language));
    match curve.language {
        Language::En => format!(
            "Nectar in mg sugar/m2 a day, {}; {} weathers of {from}\u{2013}{to}: median, 25\u{2013}75 % (dark) and 5\u{2013}95 % (pale) of the years, with the doubt about plants; shaded: days of 16 March\u{2013}15 October with less than {gap} in most years",
            curve.place, curve.members
        ),
        Language::Nl => format!(
            "Nectar in mg suiker/m2 per dag, {}; {} keer weer van {from}\u{2013}{to}: mediaan, 25\u{2013}75 % (donker) en 5\u{2013}95 % (licht) van de jaren, met de twijfel over planten; gekleurd: dagen van 16 maart\u{2013}15 oktober met minder dan {gap} in de meeste jaren",
            curve.place, curve.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(curve: &NectarCurve) -> Drawing {
    let mut figure = Drawing::new(title(curve), subtitle(curve));
    let language = curve.language;
    let largest = curve.panels.iter().flat_map(|panel| &panel.nectar.days).map(|day| day[3]).fold(0.0, f64::max);
    let top = round_up(largest.max(2.0 * curve.gap_below), 4);
    let room = (figure.top + 8.0, HEIGHT - 48.0);
    for (place, room) in rooms(curve.panels.len(), (66.0, WIDTH - 24.0), room, (34.0, 62.0)).into_iter().enumerate() {
        let panel = &curve.panels[place];
        let days = Scale { values: (0.0, DAYS as f64), places: room.x };
        let values = Scale { values: (0.0, top), places: (room.y.1, room.y.0) };
        gaps(&mut figure, panel, days, room.y);
        grid(&mut figure, room, values, 4, language);
        for (pair, opacity) in [((0, 4), 0.16), ((1, 3), 0.28)] {
            figure.add(Shape::Area { points: band(&panel.nectar, pair, values, days), fill: LIVE, opacity });
        }
        let middle = panel.nectar.days.iter().enumerate();
        let points = middle.map(|(day, q)| (days.at(day as f64 + 0.5), values.within(q[2]))).collect();
        figure.add(Shape::Line { points, colour: LIVE, width: 2.5, dashed: false });
        let y = values.at(curve.gap_below);
        let points = vec![(days.at(SEASON.start as f64), y), (days.at(SEASON.end as f64), y)];
        figure.add(Shape::Line { points, colour: RISK[4], width: 1.2, dashed: true });
        head(&mut figure, room, &panel.label, panel.colour);
        let [low, mid, high] = panel.gap_days.map(|days| number(days, language));
        let told = match language {
            Language::En => format!("{mid} days short ({low} to {high})"),
            Language::Nl => format!("{mid} dagen tekort ({low} tot {high})"),
        };
        figure.text((room.x.1, room.y.0 - 6.0), &told, DARK_GREY, Anchor::End);
        months(&mut figure, days, room.y.1);
        cuts(&mut figure, &panel.cuts, days, room.y.1, language);
    }
    figure
}

/// Days of the season with too little nectar in most years, as shaded spans.
fn gaps(figure: &mut Drawing, panel: &Panel, days: Scale, (top, bottom): (f64, f64)) {
    let is_short = |day: usize| SEASON.contains(&day) && panel.short.get(day).is_some_and(|share| *share > 0.5);
    let mut first = None;
    for day in 0..=DAYS {
        match (first, is_short(day)) {
            (None, true) => first = Some(day),
            (Some(from), false) => {
                let (left, right) = (days.at(from as f64), days.at(day as f64));
                let points = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
                figure.add(Shape::Area { points, fill: RISK[1], opacity: 0.55 });
                first = None;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{PRESENT, REGIMES};
    use crate::plot::svg;

    fn panel(label: &str, colour: Colour, height: f64, change: Option<Paired>) -> Panel {
        let nectar = |day: usize| height * (1.0 - (day as f64 - 190.0).abs() / 100.0).max(0.0);
        Panel {
            label: label.to_owned(),
            colour,
            nectar: Bands::of(|day| (0..20).map(|year| nectar(day) * (0.5 + 0.05 * f64::from(year))).collect()),
            short: (0..365).map(|day| f64::from(u8::from(nectar(day) < 5.0))).collect(),
            gap_days: [40.0, 52.0, 71.0],
            change,
            cuts: vec![CutMark { day_of_year: 273, height_m: 0.08 }],
        }
    }

    /// A made-up figure for tests and looking.
    pub(crate) fn example(language: Language) -> NectarCurve {
        let fewer = Paired { low: -20.0, mid: -14.0, high: -8.0, p_below: 1.0 };
        NectarCurve {
            language,
            place: "moderate verges".to_owned(),
            years: (2027, 2036),
            members: 20,
            gap_below: 5.0,
            panels: vec![
                panel("one cut in autumn", PRESENT, 30.0, None),
                panel("two cuts", REGIMES[0], 22.0, None),
                panel("two cuts, a quarter left", REGIMES[2], 40.0, Some(fewer)),
            ],
        }
    }

    #[test]
    fn the_title_tells_the_largest_proven_difference() {
        let mut curve = example(Language::En);
        assert!(title(&curve).starts_with("Two cuts, a quarter left: \u{2212}14 days"), "{}", title(&curve));
        curve.panels.truncate(2);
        assert!(title(&curve).contains("no proven difference"));
        curve.panels.clear();
        assert!(!svg::render(&drawing(&curve)).contains("NaN"));
    }

    #[test]
    fn gaps_are_shaded_spans_of_the_season() {
        let figure = drawing(&example(Language::Nl));
        let shaded = figure.marks.iter().filter(
            |mark| matches!(&mark.shape, Shape::Area { fill, opacity, .. } if *fill == RISK[1] && *opacity == 0.55),
        );
        assert_eq!(shaded.count(), 6, "before and after the flowers, in three panels");
        let text = svg::render(&figure);
        assert!(text.contains("52 dagen tekort (40 tot 71)") && text.contains("8\u{a0}cm"));
    }
}
