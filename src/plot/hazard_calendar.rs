//! The hazard calendar: years by days, coloured by flame length, under the present and another regime.
//!
//! A reader sees the bad years, and the window that mowing closes.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, WIDTH, bar};
use super::font::text_width;
use super::pair::Paired;
use super::palette::{BLACK, Colour, DARK_GREY, RISK, WHITE, risk_class};
use super::season::CutMark;
use crate::calendar::MONTH_START;
use crate::fire::annual::FLAME_LIMITS_M;
use crate::plot::words::{MONTH_LETTERS, capital, choose, number, with_decimals};
use crate::scenario::Language;

/// Days drawn of a year.
const DAYS: usize = 365;
const LEFT: f64 = 74.0;
const RIGHT: f64 = 62.0;
const GAP: f64 = 84.0;
const BELOW: f64 = 112.0;

/// One regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Flame length, m, for each row (year) and day.
    pub flame_m: Vec<Vec<f64>>,
    /// Cuts of the usual year.
    pub cuts: Vec<CutMark>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct HazardCalendar {
    /// Language.
    pub language: Language,
    /// Site in words: soil, productivity, weather.
    pub place: String,
    /// Names of the rows, usually years.
    pub rows: Vec<String>,
    /// The present regime and another one.
    pub panels: [Panel; 2],
    /// Members over which the numbers of the title are taken.
    pub members: usize,
    /// Days a year with a flame of 1.2 m or more, present and other, over all members.
    pub days: (f64, f64),
    /// Their paired difference, other less present, over members.
    pub change: Option<Paired>,
}

/// The sentence above the figure.
pub fn title(calendar: &HazardCalendar) -> String {
    let language = calendar.language;
    let [present, other] = &calendar.panels;
    let [before, after] = [calendar.days.0, calendar.days.1].map(|days| with_decimals(days, 1, language));
    let proven = calendar.change.is_some_and(|change| change.is_proven());
    match (language, proven) {
        (Language::En, true) => format!(
            "{}: {after} days a year with a tall flame if it burns, against {before} under {}",
            capital(&other.label),
            present.label
        ),
        (Language::Nl, true) => format!(
            "{}: {after} dagen per jaar met een hoge vlam bij brand, tegen {before} bij {}",
            capital(&other.label),
            present.label
        ),
        (Language::En, false) => format!(
            "No proven difference in days with a tall flame: {after} a year under {}, {before} under {}",
            other.label, present.label
        ),
        (Language::Nl, false) => format!(
            "Geen aangetoond verschil in dagen met een hoge vlam: {after} per jaar bij {}, {before} bij {}",
            other.label, present.label
        ),
    }
}

fn subtitle(calendar: &HazardCalendar) -> String {
    match calendar.language {
        Language::En => format!(
            "Flame length in m if a fire started that day, {}; the years of one weather out of {}; at the right the days of 1.2 m or more",
            calendar.place, calendar.members
        ),
        Language::Nl => format!(
            "Vlamlengte in m als er die dag brand ontstaat, {}; de jaren van een van {} keer weer; rechts de dagen met 1,2 m of meer",
            calendar.place, calendar.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(calendar: &HazardCalendar) -> Drawing {
    let mut figure = Drawing::new(title(calendar), subtitle(calendar));
    let width = (WIDTH - LEFT - RIGHT - GAP) / 2.0;
    for (place, panel) in calendar.panels.iter().enumerate() {
        let left = LEFT + place as f64 * (width + GAP);
        let days = Scale { values: (0.0, DAYS as f64), places: (left, left + width) };
        figure.bar((left, figure.top - 2.0), (width, 4.0), panel.colour);
        figure.label((left, figure.top + 21.0), &capital(&panel.label), 17.0, BLACK, true, Anchor::Start);
        cells(&mut figure, calendar, panel, days, place == 0);
        months_and_cuts(&mut figure, panel, days, calendar.language);
    }
    key(&mut figure, calendar.language);
    figure
}

fn cells(figure: &mut Drawing, calendar: &HazardCalendar, panel: &Panel, days: Scale, labelled: bool) {
    let (top, bottom) = (figure.top + 34.0, HEIGHT - BELOW);
    let height = (bottom - top) / calendar.rows.len().max(1) as f64;
    // Long calendars name every second or third row only.
    let every = (LABEL / height).ceil().max(1.0) as usize;
    for (row, name) in calendar.rows.iter().enumerate() {
        let y = top + row as f64 * height;
        let flames: &[f64] = panel.flame_m.get(row).map_or(&[], |days| &days[..days.len().min(DAYS)]);
        let mut first = 0;
        for day in 1..=flames.len() {
            let class = risk_class(flames[first], FLAME_LIMITS_M);
            if day == flames.len() || risk_class(flames[day], FLAME_LIMITS_M) != class {
                let (from, to) = (days.at(first as f64), days.at(day as f64));
                figure.add(bar((from, y), (to - from, (height - 1.5).max(1.0)), RISK[class]));
                first = day;
            }
        }
        if row % every == 0 {
            let base = y + height / 2.0 + 5.0;
            if labelled {
                figure.text((days.places.0 - 8.0, base), name, DARK_GREY, Anchor::End);
            }
            let tall = flames.iter().filter(|&&flame| flame >= FLAME_LIMITS_M[1]).count();
            figure.text((days.places.1 + 38.0, base), &tall.to_string(), BLACK, Anchor::End);
        }
    }
    for month in &MONTH_START[1..12] {
        let x = days.at(f64::from(*month));
        figure.line(vec![(x, top), (x, bottom)], WHITE, 1.0);
    }
}

fn months_and_cuts(figure: &mut Drawing, panel: &Panel, days: Scale, language: Language) {
    let base = HEIGHT - BELOW;
    for (month, letter) in MONTH_LETTERS.iter().enumerate() {
        let middle = f64::midpoint(f64::from(MONTH_START[month]), f64::from(MONTH_START[month + 1]));
        figure.text((days.at(middle), base + 17.0), letter, DARK_GREY, Anchor::Middle);
    }
    for cut in &panel.cuts {
        let x = days.at(f64::from(cut.day_of_year) - 0.5);
        figure.line(vec![(x, base - 8.0), (x, base + 34.0)], BLACK, 2.5);
        let text = format!("{} {}\u{a0}cm", choose(language, "cut", "maaien"), number(100.0 * cut.height_m, language));
        figure.text((x, base + 50.0), &text, BLACK, Anchor::Middle);
    }
    figure.text((days.places.1 + 38.0, base + 17.0), choose(language, "days", "dagen"), DARK_GREY, Anchor::End);
}

fn key(figure: &mut Drawing, language: Language) {
    let limit = |place: usize| number(FLAME_LIMITS_M[place], language);
    let below = choose(language, "below", "onder");
    let or_more = choose(language, "m or more", "m of meer");
    let entries: Vec<_> = (0..RISK.len())
        .map(|class| {
            let text = match class {
                0 => format!("{below} {} m", limit(0)),
                4 => format!("{} {or_more}", limit(3)),
                _ => format!("{}\u{2013}{} m", limit(class - 1), limit(class)),
            };
            (RISK[class], text)
        })
        .collect();
    let words = choose(language, "Flame length:", "Vlamlengte:");
    let y = HEIGHT - 14.0;
    figure.text((LEFT, y), words, DARK_GREY, Anchor::Start);
    figure.key((LEFT + text_width(words, LABEL, false) + 14.0, y), &entries);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{PRESENT, REGIMES};
    use crate::plot::svg;

    /// Flames that come and go, roughly.
    fn flames(year: usize, lowered_after: usize) -> Vec<f64> {
        (0..DAYS)
            .map(|day| {
                let distance = (day as f64 - 205.0) / 70.0;
                let dry = (((day / 6) * 7 + year * 13) % 11) as f64 / 10.0;
                let fresh = if day >= lowered_after { 0.45 } else { 1.0 };
                2.9 * dry * fresh * (1.0 - distance * distance).max(0.06) * (0.6 + 0.08 * ((year * 5) % 7) as f64)
            })
            .collect()
    }

    /// A made-up calendar for tests and looking.
    pub(crate) fn example(language: Language) -> HazardCalendar {
        let panel = |label: &str, colour, after, day_of_year| Panel {
            label: label.to_string(),
            colour,
            flame_m: (0..10).map(|year| flames(year, after)).collect(),
            cuts: vec![CutMark { day_of_year, height_m: 0.08 }],
        };
        HazardCalendar {
            language,
            place: "clay, high productivity, weather of Deelen".to_string(),
            rows: (2027..2037).map(|year| year.to_string()).collect(),
            panels: [panel("one cut in autumn", PRESENT, 273, 273), panel("one cut before July", REGIMES[0], 176, 176)],
            members: 20,
            days: (23.4, 9.1),
            change: Some(Paired { low: -19.0, mid: -14.0, high: -9.5, p_below: 1.0 }),
        }
    }

    #[test]
    fn the_title_counts_days_and_admits_what_is_not_proven() {
        let mut calendar = example(Language::En);
        assert!(title(&calendar).contains("9.1 days a year") && title(&calendar).contains("against 23.4"));
        calendar.change = None;
        assert!(title(&calendar).starts_with("No proven difference"));
    }

    #[test]
    fn days_of_one_class_are_one_cell_and_short_years_are_allowed() {
        let mut calendar = example(Language::Nl);
        calendar.panels[0].flame_m = vec![vec![0.0; 365]];
        calendar.panels[1].flame_m = vec![Vec::new()];
        calendar.rows.truncate(1);
        let figure = drawing(&calendar);
        assert!(figure.marks.len() < 90);
        assert!(svg::render(&figure).contains("Vlamlengte"));
    }
}
