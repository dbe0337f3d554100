//! Crews by week: hours planned as a part of the hours there are, each crew by its own hours so that small ones can be read.
//!
//! A reader sees whether it can be done, and which weeks are tight.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, HEIGHT, WIDTH};
use super::font::text_width;
use super::palette::{BLACK, Colour, DARK_GREY, GRID};
use crate::plot::words::{choose, number, per_cent};
use crate::scenario::Language;

const LEFT: f64 = 62.0;
const RIGHT: f64 = 24.0;
const BELOW: f64 = 60.0;
/// Most rows that can be read; of more the tightest are drawn.
const MOST: usize = 5;
/// From this share of the hours on a week is drawn as tight.
const TIGHT: f64 = 0.9;
/// Colour of weeks with room.
const HOURS: Colour = Colour(0xA9, 0xBC, 0xCC);
/// Colour of weeks without a crew.
const CLOSED: Colour = Colour(0xEE, 0xEE, 0xEC);
/// Colour of tight weeks.
const TIGHT_HOURS: Colour = Colour(0x1D, 0x3F, 0x5E);

/// One crew, or the crews of a district with the same machines.
#[derive(Clone, Debug, PartialEq)]
pub struct CrewRow {
    /// Name.
    pub label: String,
    /// Hours planned, one per week of the figure.
    pub hours: Vec<f64>,
    /// Hours there are, one per week of the figure.
    pub capacity: Vec<f64>,
}

impl CrewRow {
    /// Largest share of the capacity that is used in a week, with the place of that week; hours without capacity count as 1.
    fn tightest(&self) -> (f64, usize) {
        let shares = self.hours.iter().zip(&self.capacity).enumerate().map(|(week, (&hours, &capacity))| {
            let share = if capacity > 0.0 { hours / capacity } else { f64::from(hours > 0.0) };
            (share, week)
        });
        shares.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).unwrap_or((0.0, 0))
    }
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Weeks {
    /// Language.
    pub language: Language,
    /// First week drawn; the rows count from it.
    pub first_week: u8,
    /// Crews.
    pub rows: Vec<CrewRow>,
}

/// The sentence above the figure.
pub fn title(weeks: &Weeks) -> String {
    let language = weeks.language;
    let tightest = weeks.rows.iter().map(|row| (row.tightest(), &row.label)).max_by(|a, b| a.0.0.total_cmp(&b.0.0));
    let Some(((share, week), label)) = tightest.filter(|((share, _), _)| *share > 0.0) else {
        return choose(language, "No hours are planned", "Er zijn geen uren gepland").to_string();
    };
    let week = usize::from(weeks.first_week) + week;
    let share = per_cent(share, language);
    let full = weeks.rows.iter().flat_map(|row| row.hours.iter().zip(&row.capacity));
    let full = full.filter(|(hours, capacity)| **hours > 0.0 && **hours >= TIGHT * **capacity).count();
    match (language, full) {
        (Language::En, 0) => {
            format!("Every week has room: the fullest, week {week} of {label}, takes {share} of the hours")
        }
        (Language::Nl, 0) => {
            format!("Elke week is er ruimte: de volste, week {week} van {label}, vraagt {share} van de uren")
        }
        (Language::En, n) => {
            format!(
                "{n} crew-{} nearly full; the tightest is week {week} of {label}, at {share}",
                if n == 1 { "week is" } else { "weeks are" }
            )
        }
        (Language::Nl, n) => {
            format!(
                "{n} ploeg{} bijna vol; het krapst is week {week} van {label}, met {share}",
                if n == 1 { "week is" } else { "weken zijn" }
            )
        }
    }
}

fn subtitle(weeks: &Weeks, drawn: usize) -> String {
    let all = weeks.rows.len();
    let text = choose(
        weeks.language,
        "Planned hours per week in % of the hours of the crew that week",
        "Geplande uren per week in % van de uren van de ploeg in die week",
    );
    match weeks.language {
        _ if drawn == all => text.to_string(),
        Language::En => format!("{text}; the {drawn} tightest of {all} crews"),
        Language::Nl => format!("{text}; de {drawn} krapste van {all} ploegen"),
    }
}

/// Lays the figure out.
pub fn drawing(weeks: &Weeks) -> Drawing {
    let mut order: Vec<usize> = (0..weeks.rows.len()).collect();
    order.sort_by(|&a, &b| weeks.rows[b].tightest().0.total_cmp(&weeks.rows[a].tightest().0));
    order.truncate(MOST);
    order.sort_unstable();
    let mut figure = Drawing::new(title(weeks), subtitle(weeks, order.len()));
    let (top, bottom) = (figure.top + 6.0, HEIGHT - BELOW);
    let height = (bottom - top) / order.len().max(1) as f64;
    let count = weeks.rows.iter().map(|row| row.hours.len()).max().unwrap_or(0).max(1);
    let across = Scale { values: (0.0, count as f64), places: (LEFT, WIDTH - RIGHT) };
    let drawn = || order.iter().map(|&row| &weeks.rows[row]);
    for (place, row) in drawn().enumerate() {
        let y = top + place as f64 * height;
        let shares = Scale { values: (0.0, 1.0), places: (y + height - 10.0, y + 34.0) };
        panel(&mut figure, row, across, shares, weeks.language);
    }
    let label = choose(weeks.language, "week", "week");
    for week in (0..count).filter(|week| (usize::from(weeks.first_week) + week) % 2 == 0) {
        let x = across.at(week as f64 + 0.5);
        figure.text((x, bottom + 14.0), &(usize::from(weeks.first_week) + week).to_string(), DARK_GREY, Anchor::Middle);
    }
    figure.text((LEFT - 8.0, bottom + 14.0), label, DARK_GREY, Anchor::End);
    key(&mut figure, weeks.language);
    figure
}

fn panel(figure: &mut Drawing, row: &CrewRow, across: Scale, shares: Scale, language: Language) {
    let full = shares.places.0 - shares.places.1;
    let mut week = 0;
    while week < row.capacity.len() {
        let closed = row.capacity[week..].iter().take_while(|&&capacity| capacity <= 0.0).count();
        if closed > 0 {
            let (from, to) = (across.at(week as f64), across.at((week + closed) as f64));
            figure.bar((from, shares.places.1), (to - from, full), CLOSED);
        }
        week += closed.max(1);
    }
    for (value, colour) in [(0.0, DARK_GREY), (0.5, GRID), (1.0, BLACK)] {
        let y = shares.at(value);
        figure.line(vec![(across.places.0, y), (across.places.1, y)], colour, if value == 1.0 { 1.6 } else { 1.0 });
        if value != 0.5 {
            figure.text((LEFT - 8.0, y + 5.0), &per_cent(value, language), DARK_GREY, Anchor::End);
        }
    }
    figure.label((LEFT, shares.places.1 - 9.0), &row.label, 16.0, BLACK, true, Anchor::Start);
    let beside = LEFT + text_width(&row.label, 16.0, true) + 10.0;
    figure.text((beside, shares.places.1 - 9.0), &hours_of(row, language), DARK_GREY, Anchor::Start);
    for (week, (&planned, &capacity)) in row.hours.iter().zip(&row.capacity).enumerate() {
        if planned > 0.0 {
            let share = if capacity > 0.0 { planned / capacity } else { 1.0 };
            let fill = if share >= TIGHT { TIGHT_HOURS } else { HOURS };
            let y = shares.within(share);
            let x = across.at(week as f64 + 0.12);
            figure.bar((x, y), (across.at(week as f64 + 0.88) - x, shares.places.0 - y), fill);
        }
    }
}

/// Hours planned in all, and what a usual week has.
fn hours_of(row: &CrewRow, language: Language) -> String {
    let planned = number(row.hours.iter().sum(), language);
    let most = number(row.capacity.iter().copied().fold(0.0, f64::max), language);
    match language {
        Language::En => format!("{planned} hours planned; the crew has {most} a week"),
        Language::Nl => format!("{planned} uur gepland; de ploeg heeft er {most} per week"),
    }
}

fn key(figure: &mut Drawing, language: Language) {
    let tight = per_cent(TIGHT, language);
    let entries = [
        (HOURS, choose(language, "room to spare", "ruimte over").to_string()),
        (TIGHT_HOURS, format!("{} {tight}", choose(language, "nearly full: from", "bijna vol: vanaf"))),
        (CLOSED, choose(language, "no crew in this week", "geen ploeg in deze week").to_string()),
    ];
    figure.key((LEFT, HEIGHT - 14.0), &entries);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::svg;

    /// Made-up crews for tests and looking.
    pub(crate) fn example(language: Language) -> Weeks {
        let row = |label: &str, capacity: f64, busy: &[(usize, f64)]| {
            let mut hours = vec![0.0; 31];
            for &(week, share) in busy {
                hours[week - 14] = share * capacity;
            }
            let mut there = vec![capacity; 31];
            there[15] = 0.0;
            CrewRow { label: label.to_string(), hours, capacity: there }
        };
        Weeks {
            language,
            first_week: 14,
            rows: vec![
                row("noord, hay", 12.0, &[(25, 0.8), (26, 0.97), (27, 0.6), (38, 0.9), (39, 0.5), (40, 0.2)]),
                row("zuid, hay", 12.0, &[(25, 0.4), (26, 0.7), (39, 0.6), (40, 0.5)]),
                row("gelderland, hay", 5.0, &[(26, 0.5), (39, 0.8)]),
            ],
        }
    }

    #[test]
    fn the_title_names_the_tightest_week() {
        let mut weeks = example(Language::En);
        assert_eq!(title(&weeks), "2 crew-weeks are nearly full; the tightest is week 26 of noord, hay, at 97\u{a0}%");
        weeks.rows.remove(0);
        assert!(title(&weeks).starts_with("Every week has room: the fullest, week 39 of gelderland"));
        weeks.rows.clear();
        assert_eq!(title(&weeks), "No hours are planned");
        assert!(!svg::render(&drawing(&weeks)).is_empty());
    }

    #[test]
    fn small_crews_are_as_tall_as_large_ones() {
        let mut weeks = example(Language::En);
        let heights = |weeks: &Weeks| drawing(weeks).marks.len();
        let before = heights(&weeks);
        for row in &mut weeks.rows[1..] {
            row.hours.iter_mut().chain(&mut row.capacity).for_each(|hours| *hours *= 0.01);
        }
        assert_eq!(before, heights(&weeks));
        let text = svg::render(&drawing(&weeks));
        assert!(text.contains("the crew has 0.12 a week") && text.contains("no crew in this week"));
    }

    #[test]
    fn of_many_crews_the_tightest_are_drawn() {
        let mut weeks = example(Language::Nl);
        for extra in 0..6 {
            weeks.rows.push(CrewRow { label: format!("leeg {extra}"), hours: vec![0.0; 31], capacity: vec![5.0; 31] });
        }
        let text = svg::render(&drawing(&weeks));
        assert!(text.contains("de 5 krapste van 9 ploegen") && text.contains("noord, hay") && !text.contains("leeg 4"));
    }
}
