//! Crews and weeks: a bar in every week that a crew is out, as wide as the hours that it takes of those it has.
//!
//! A reader sees who works when, what is cutting, hauling hay and driving, and where a week is too short.

use super::drawing::{Anchor, Drawing, HEIGHT, Shape, WIDTH, bar};
use super::font::text_width;
use super::palette::{BLACK, Colour, DARK_GREY, GRID, WHITE};
use crate::plot::words::{choose, number, per_cent};
use crate::scenario::Language;

const RIGHT: f64 = 20.0;
const BELOW: f64 = 66.0;
/// Most crews that can be read; of more the busiest are drawn.
const MOST: usize = 18;
/// Most room that names take.
const NAMES: f64 = 200.0;
const CUT: Colour = Colour(0x2E, 0x7D, 0x5B);
const HAY: Colour = Colour(0xD9, 0xA4, 0x41);
const WAY: Colour = Colour(0x7A, 0x93, 0xAC);
const OVER: Colour = Colour(0xB0, 0x3A, 0x2E);
const CLOSED: Colour = Colour(0xEE, 0xEE, 0xEC);

/// A week of a crew.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GanttWeek {
    /// Hours there are; 0: the crew does not work.
    pub capacity: f64,
    /// Hours of cutting.
    pub cut: f64,
    /// Hours of taking hay away.
    pub hay: f64,
    /// Hours of driving and waiting.
    pub way: f64,
}

impl GanttWeek {
    fn all(&self) -> f64 {
        self.cut + self.hay + self.way
    }
}

/// A crew.
#[derive(Clone, Debug, PartialEq)]
pub struct GanttRow {
    /// Name.
    pub name: String,
    /// Weeks from the first of the figure on.
    pub weeks: Vec<GanttWeek>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Gantt {
    /// Language.
    pub language: Language,
    /// First week.
    pub first_week: u8,
    /// Crews.
    pub rows: Vec<GanttRow>,
}

/// Share of the hours of all weeks worked that is neither cutting nor taking hay away, and the crew-weeks that run over.
fn sums(gantt: &Gantt) -> (f64, f64, usize, usize) {
    let weeks = || gantt.rows.iter().flat_map(|row| &row.weeks).filter(|week| week.all() > 0.0);
    let cut_over = weeks().filter(|week| week.cut > week.capacity * (1.0 + 1e-6)).count();
    let over = weeks().filter(|week| week.all() > week.capacity * (1.0 + 1e-6)).count();
    let (way, all) = weeks().fold((0.0, 0.0), |(way, all), week| (way + week.way, all + week.all()));
    (way, all, over, cut_over)
}

/// The sentence above the figure.
pub fn title(gantt: &Gantt) -> String {
    let (way, all, over, _) = sums(gantt);
    if all <= 0.0 {
        return choose(gantt.language, "No crew is out", "Geen ploeg rijdt uit").to_owned();
    }
    let share = per_cent(way / all, gantt.language);
    match (gantt.language, over) {
        (Language::En, 0) => format!("Ways and waiting take {share} of the crews' time; every week has room for them"),
        (Language::Nl, 0) => {
            format!("Rijden en wachten kost {share} van de tijd van de ploegen; elke week is er ruimte voor")
        }
        (Language::En, n) => format!(
            "Ways and waiting take {share} of the crews' time; with hauling they run over the hours in {n} crew-week{}",
            if n == 1 { "" } else { "s" }
        ),
        (Language::Nl, 1) => {
            format!(
                "Rijden en wachten kost {share} van de tijd van de ploegen; met afvoer loopt 1 ploegweek over de uren heen"
            )
        }
        (Language::Nl, n) => {
            format!(
                "Rijden en wachten kost {share} van de tijd van de ploegen; met afvoer lopen {n} ploegweken over de uren heen"
            )
        }
    }
}

fn subtitle(gantt: &Gantt, drawn: usize) -> String {
    let text = choose(
        gantt.language,
        "Each box is the hours of a crew in a week; filled: hours planned, beyond the box: more than there are",
        "Elk vak is de uren van een ploeg in een week; gevuld: geplande uren, buiten het vak: meer dan er zijn",
    );
    let all = gantt.rows.len();
    match gantt.language {
        _ if drawn == all => text.to_owned(),
        Language::En => format!("{text}; the {drawn} busiest of {all} crews"),
        Language::Nl => format!("{text}; de {drawn} drukste van {all} ploegen"),
    }
}

/// A name cut off where it is too long.
fn fitting(name: &str) -> String {
    let mut text = name.to_owned();
    while text_width(&text, 15.0, false) > NAMES - 14.0 && text.chars().count() > 4 {
        text = text.trim_end_matches('\u{2026}').to_owned();
        text.pop();
        text.push('\u{2026}');
    }
    text
}

/// Lays the figure out.
pub fn drawing(gantt: &Gantt) -> Drawing {
    let hours = |row: &GanttRow| row.weeks.iter().map(GanttWeek::all).sum::<f64>();
    let mut order: Vec<usize> = (0..gantt.rows.len()).filter(|&row| hours(&gantt.rows[row]) > 0.0).collect();
    let busy = order.len();
    order.sort_by(|&a, &b| hours(&gantt.rows[b]).total_cmp(&hours(&gantt.rows[a])));
    order.truncate(MOST);
    order.sort_unstable();
    let drawn = if order.len() == busy { gantt.rows.len() } else { order.len() };
    let mut figure = Drawing::new(title(gantt), subtitle(gantt, drawn));
    let (top, bottom) = (figure.top, HEIGHT - BELOW);
    let count = gantt.rows.iter().map(|row| row.weeks.len()).max().unwrap_or(0).max(1);
    let names = order.iter().map(|&row| text_width(&fitting(&gantt.rows[row].name), 15.0, false)).fold(40.0, f64::max);
    let left = names + 34.0;
    let width = (WIDTH - RIGHT - left) / count as f64;
    let height = ((bottom - top) / order.len().max(1) as f64).min(64.0);
    for (place, &row) in order.iter().enumerate() {
        let y = top + place as f64 * height;
        let row = &gantt.rows[row];
        figure.label((left - 10.0, y + 0.55 * height + 5.0), &fitting(&row.name), 15.0, BLACK, false, Anchor::End);
        for (week, own) in row.weeks.iter().enumerate() {
            cell(&mut figure, own, (left + week as f64 * width, y), (width, height), gantt, week);
        }
    }
    let end = top + order.len() as f64 * height;
    for week in (0..count).filter(|week| (usize::from(gantt.first_week) + week) % 2 == 0) {
        let x = left + (week as f64 + 0.5) * width;
        figure.text((x, end + 18.0), &(usize::from(gantt.first_week) + week).to_string(), DARK_GREY, Anchor::Middle);
    }
    figure.text((left - 10.0, end + 18.0), choose(gantt.language, "week", "week"), DARK_GREY, Anchor::End);
    let language = gantt.language;
    figure.key(
        (30.0, HEIGHT - 14.0),
        &[
            (CUT, choose(language, "cutting", "maaien").to_owned()),
            (HAY, choose(language, "taking hay away", "hooi afvoeren").to_owned()),
            (WAY, choose(language, "ways and waiting", "rijden en wachten").to_owned()),
            (OVER, choose(language, "more than there are", "meer dan er zijn").to_owned()),
            (CLOSED, choose(language, "no hours", "geen uren").to_owned()),
        ],
    );
    figure
}

/// A week: its box, filled from below; what is beyond the hours stands above it in red.
fn cell(figure: &mut Drawing, week: &GanttWeek, at: (f64, f64), size: (f64, f64), gantt: &Gantt, place: usize) {
    let (x, y) = (at.0 + 1.0, at.1 + 0.22 * size.1);
    let (width, height) = (size.0 - 2.0, 0.68 * size.1);
    let base = y + height;
    let all = week.all();
    figure.bar((x - 0.6, y - 0.6), (width + 1.2, height + 1.2), GRID);
    figure.bar((x, y), (width, height), if week.capacity > 0.0 { WHITE } else { CLOSED });
    if all <= 0.0 {
        return;
    }
    let full = if week.capacity > 0.0 { week.capacity } else { all };
    let mut from = 0.0;
    for (hours, colour) in [(week.cut, CUT), (week.hay, HAY), (week.way, WAY)] {
        let to = (from + hours).min(full);
        if to > from {
            figure.bar((x, base - to / full * height), (width, (to - from) / full * height), colour);
        }
        from += hours;
    }
    if all > full * (1.0 + 1e-6) || week.capacity <= 0.0 {
        // Twice the hours fill the room above the box.
        let over = ((all - week.capacity) / full).min(1.0) * 0.2 * size.1;
        figure.bar((x, y - over.max(1.5)), (width, over.max(1.5)), OVER);
    }
    let language = gantt.language;
    let number = |hours: f64| number(hours, language);
    let tip = format!(
        "{} {}: {} {}, {} {}, {} {} / {} {}",
        choose(language, "week", "week"),
        usize::from(gantt.first_week) + place,
        number(week.cut),
        choose(language, "h cutting", "u maaien"),
        number(week.hay),
        choose(language, "h hay", "u hooi"),
        number(week.way),
        choose(language, "h ways", "u rijden"),
        number(week.capacity),
        choose(language, "h there are", "u beschikbaar"),
    );
    let Shape::Area { points, fill, .. } = bar((x, y), (width, height), WHITE) else { return };
    figure.add_with_tip(Shape::Area { points, fill, opacity: 0.0 }, tip);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::svg;

    /// Made-up crews for tests and looking.
    pub(crate) fn example(language: Language) -> Gantt {
        let week = |capacity: f64, cut: f64, hay: f64, way: f64| GanttWeek { capacity, cut, hay, way };
        let mut weeks = vec![week(20.0, 0.0, 0.0, 0.0); 31];
        (weeks[11], weeks[12], weeks[25]) =
            (week(20.0, 10.0, 4.0, 2.0), week(20.0, 16.0, 8.0, 3.0), week(0.0, 0.0, 2.0, 1.0));
        let other = vec![week(36.0, 20.0, 0.0, 6.0); 31];
        let row = |name: &str, weeks: Vec<GanttWeek>| GanttRow { name: name.to_owned(), weeks };
        Gantt { language, first_week: 14, rows: vec![row("noord-hay", weeks), row("zuid-strip", other)] }
    }

    #[test]
    fn the_title_tells_ways_and_weeks_that_run_over() {
        let mut gantt = example(Language::En);
        assert_eq!(
            title(&gantt),
            "Ways and waiting take 23\u{a0}% of the crews' time; with hauling they run over the hours in 2 crew-weeks"
        );
        gantt.rows.remove(0);
        assert!(title(&gantt).ends_with("every week has room for them"));
        gantt.rows.clear();
        assert_eq!(title(&gantt), "No crew is out");
        assert!(!svg::render(&drawing(&gantt)).is_empty());
    }

    #[test]
    fn every_crew_that_is_out_is_drawn_and_hours_are_told_on_pointing() {
        let text = svg::render(&drawing(&example(Language::Nl)));
        assert!(text.contains("noord-hay") && text.contains("zuid-strip"), "{text}");
        assert!(text.contains("week 25: 10 u maaien, 4 u hooi, 2 u rijden / 20 u beschikbaar"));
    }
}
