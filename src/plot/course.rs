//! The course of one stand: live, dead and litter mass, sward height, soil water and nutrition index day by day, with the
//! cuts.
//!
//! Four panels above each other share the days. A reader sees what limited growth when, and what each cut took.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::palette::{BLACK, Colour, DARK_GREY, DEAD, GRID, LITTER, LIVE, REGIMES};
use super::words::{MONTH_LETTERS, choose, date_words, number, per_cent};
use crate::calendar::Date;
use crate::scenario::Language;

/// Room for the axis at the left.
const LEFT: f64 = 74.0;
/// Room for the names of lines at the right.
const RIGHT: f64 = 138.0;
/// Room for the days below the panels.
const BELOW: f64 = 58.0;
/// Room between panels.
const GAP: f64 = 16.0;
/// Colour of water.
const WATER: Colour = REGIMES[0];
/// Colour of nutrition.
const NUTRITION: Colour = REGIMES[4];

/// The evening of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CourseDay {
    /// Green standing mass, kg DM/ha.
    pub live_kg_ha: f64,
    /// Dead standing mass, kg DM/ha.
    pub dead_kg_ha: f64,
    /// Litter, kg DM/ha.
    pub litter_kg_ha: f64,
    /// Sward height, m.
    pub height_m: f64,
    /// Water in the root zone, mm.
    pub water_mm: f64,
    /// Nitrogen nutrition index.
    pub nutrition: f64,
}

/// A cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CourseCut {
    /// Place of its day.
    pub day: usize,
    /// Mass it took, kg DM/ha.
    pub cut_kg_ha: f64,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Language.
    pub language: Language,
    /// The site in words.
    pub place: String,
    /// First day.
    pub first_day: Date,
    /// The days, without a gap.
    pub days: Vec<CourseDay>,
    /// The cuts.
    pub cuts: Vec<CourseCut>,
    /// Water capacity of the root zone, mm.
    pub capacity_mm: f64,
}

/// A line of a panel: how it reads the day, colour, whether broken, name.
type Line = (fn(&CourseDay) -> f64, Colour, bool, &'static str);

/// A panel: its share of the height, unit, top of the axis, lines.
struct Panel {
    share: f64,
    unit: &'static str,
    top: f64,
    lines: Vec<Line>,
}

/// The sentence above the figure, made from the numbers.
pub fn title(course: &Course) -> String {
    let language = course.language;
    let standing = |day: &CourseDay| day.live_kg_ha + day.dead_kg_ha;
    // Backwards, so that the first of equal days is named.
    let days = course.days.iter().enumerate().rev();
    let Some((peak_day, peak)) = days.max_by(|a, b| standing(a.1).total_cmp(&standing(b.1))) else {
        return choose(language, "No day to show", "Geen dag om te tonen").to_owned();
    };
    let when = date_words(date_of(course, peak_day), language);
    let mass = number(standing(peak), language);
    let cured = per_cent(peak.dead_kg_ha / standing(peak).max(f64::MIN_POSITIVE), language);
    let cut: f64 = course.cuts.iter().map(|cut| cut.cut_kg_ha).sum();
    let cut = number(cut, language);
    match (language, course.cuts.len()) {
        (Language::En, 0) => format!("Most grass on {when}: {mass} kg/ha, {cured} of it dead; never cut"),
        (Language::En, count) => format!(
            "Most grass on {when}: {mass} kg/ha, {cured} of it dead; {count} {} took {cut} kg/ha",
            if count == 1 { "cut" } else { "cuts" }
        ),
        (Language::Nl, 0) => format!("Meeste gras op {when}: {mass} kg/ha, {cured} dood; nooit gemaaid"),
        (Language::Nl, count) => {
            format!("Meeste gras op {when}: {mass} kg/ha, {cured} dood; {count}x maaien nam {cut} kg/ha")
        }
    }
}

fn date_of(course: &Course, day: usize) -> Date {
    course.first_day.saturating_add(jiff::Span::new().days(day as i64))
}

fn panels(course: &Course) -> [Panel; 4] {
    let say = |en: &'static str, nl: &'static str| choose(course.language, en, nl);
    let largest = |of: fn(&CourseDay) -> f64| course.days.iter().map(of).fold(0.0, f64::max);
    let mass = largest(|day| day.live_kg_ha).max(largest(|day| day.dead_kg_ha)).max(largest(|day| day.litter_kg_ha));
    [
        Panel {
            share: 0.46,
            unit: say("kg/ha dry", "kg/ha droog"),
            top: round_up(mass, 5),
            lines: vec![
                (|day| day.litter_kg_ha, LITTER, true, say("litter", "strooisel")),
                (|day| day.live_kg_ha, LIVE, false, say("live", "levend")),
                (|day| day.dead_kg_ha, DEAD, false, say("standing dead", "staand dood")),
            ],
        },
        Panel {
            share: 0.18,
            unit: "m",
            top: round_up(largest(|day| day.height_m), 3),
            lines: vec![(|day| day.height_m, BLACK, false, say("sward height", "grashoogte"))],
        },
        Panel {
            share: 0.18,
            unit: "mm",
            top: round_up(course.capacity_mm.max(largest(|day| day.water_mm)), 3),
            lines: vec![(|day| day.water_mm, WATER, false, say("soil water", "bodemvocht"))],
        },
        Panel {
            share: 0.18,
            unit: "-",
            top: round_up(largest(|day| day.nutrition).max(1.0), 2),
            lines: vec![(|day| day.nutrition, NUTRITION, false, say("nutrition index", "stikstofindex"))],
        },
    ]
}

/// Lays the figure out.
pub fn drawing(course: &Course) -> Drawing {
    let subtitle = match course.language {
        Language::En => {
            format!("{}: masses, height, soil water and nitrogen nutrition index on every evening", course.place)
        }
        Language::Nl => format!("{}: massa's, hoogte, bodemvocht en stikstofindex op elke avond", course.place),
    };
    let mut figure = Drawing::new(title(course), subtitle);
    let days = Scale { values: (0.0, course.days.len().max(1) as f64), places: (LEFT, WIDTH - RIGHT) };
    let (top, bottom) = (figure.top + 22.0, HEIGHT - BELOW);
    let room = bottom - top - 3.0 * GAP;
    let mut y = top;
    for panel in panels(course) {
        let height = panel.share * room;
        draw_panel(&mut figure, course, &panel, days, (y, y + height));
        y += height + GAP;
    }
    cuts(&mut figure, course, days, (top, bottom));
    day_axis(&mut figure, course, days, bottom);
    figure
}

fn draw_panel(figure: &mut Drawing, course: &Course, panel: &Panel, days: Scale, (top, bottom): (f64, f64)) {
    let values = Scale { values: (0.0, panel.top), places: (bottom, top) };
    let most = if panel.share > 0.3 { 5 } else { 2 };
    let apart = step(panel.top, most);
    for value in ticks(0.0, panel.top, most) {
        let y = values.at(value);
        let colour = if value == 0.0 { DARK_GREY } else { GRID };
        figure.line(vec![(days.places.0, y), (days.places.1, y)], colour, 1.0);
        figure.text((LEFT - 8.0, y + 5.0), &tick_label(value, apart, course.language), DARK_GREY, Anchor::End);
    }
    let mut names: Vec<(f64, Colour, &str)> = vec![(top + LABEL, DARK_GREY, panel.unit)];
    for &(of, colour, dashed, name) in &panel.lines {
        let points: Vec<(f64, f64)> = course
            .days
            .iter()
            .enumerate()
            .map(|(day, row)| (days.at(day as f64 + 0.5), values.within(of(row))))
            .collect();
        names.push((points.last().map_or(bottom, |point| point.1) + 5.0, colour, name));
        figure.add(Shape::Line { points, colour, width: 2.0, dashed });
    }
    names.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut lowest = f64::INFINITY;
    for (y, colour, name) in names {
        let y = y.min(lowest);
        lowest = y - LABEL - 3.0;
        figure.label((WIDTH - RIGHT + 8.0, y), name, LABEL, colour, colour != DARK_GREY, Anchor::Start);
    }
}

/// A line through all panels on the day of each cut, with what it took where there is room.
fn cuts(figure: &mut Drawing, course: &Course, days: Scale, (top, bottom): (f64, f64)) {
    let mut free_from = 0.0;
    for cut in &course.cuts {
        let x = days.at(cut.day as f64);
        let tip = format!(
            "{}: {} kg/ha",
            date_words(date_of(course, cut.day), course.language),
            number(cut.cut_kg_ha, course.language)
        );
        let points = vec![(x, top - 4.0), (x, bottom)];
        figure.add_with_tip(Shape::Line { points, colour: DARK_GREY, width: 1.2, dashed: true }, tip);
        let text = format!("\u{2212}{}", number(cut.cut_kg_ha, course.language));
        let half = 0.5 * super::font::text_width(&text, LABEL, false);
        if x - half >= free_from {
            figure.text((x, top - 9.0), &text, DARK_GREY, Anchor::Middle);
            free_from = x + half + 6.0;
        }
    }
}

/// Months with their letters, and the years; years alone where months have no room.
fn day_axis(figure: &mut Drawing, course: &Course, days: Scale, base: f64) {
    let months_fit = course.days.len() <= 3 * 366;
    let mut month_began = 0;
    for day in 0..=course.days.len() {
        let (date, x) = (date_of(course, day), days.at(day as f64));
        let ends = day == course.days.len();
        if months_fit && day > 0 && (ends || date.day() == 1) {
            let middle = days.at(f64::midpoint(month_began as f64, day as f64));
            let letter = MONTH_LETTERS[usize::from(date_of(course, day - 1).month() as u8) - 1];
            if day - month_began > 15 {
                figure.text((middle, base + 18.0), letter, DARK_GREY, Anchor::Middle);
            }
            figure.line(vec![(x, base), (x, base + 5.0)], DARK_GREY, 1.0);
            month_began = day;
        }
        if !ends && (day == 0 || (date.month() == 1 && date.day() == 1)) {
            figure.line(vec![(x, base), (x, base + 40.0)], DARK_GREY, 1.0);
            figure.text((x + 6.0, base + 38.0), &date.year().to_string(), BLACK, Anchor::Start);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::svg;

    /// Two made-up years for tests and looking.
    pub(crate) fn example(language: Language) -> Course {
        let day = |place: usize| {
            let season = 1.0 - (f64::from((place % 365) as u16) / 182.5 - 1.0).abs();
            CourseDay {
                live_kg_ha: 300.0 + 3000.0 * season,
                dead_kg_ha: 800.0 + 900.0 * (1.0 - season),
                litter_kg_ha: 900.0,
                height_m: 0.1 + 0.4 * season,
                water_mm: 120.0 - 90.0 * season,
                nutrition: 0.9 - 0.3 * season,
            }
        };
        Course {
            language,
            place: "site.toml, profile verge".to_owned(),
            first_day: "2001-01-01".parse().expect("a date"),
            days: (0..730).map(day).collect(),
            cuts: vec![CourseCut { day: 170, cut_kg_ha: 2345.0 }, CourseCut { day: 540, cut_kg_ha: 1999.0 }],
            capacity_mm: 120.0,
        }
    }

    #[test]
    fn the_title_says_the_peak_and_what_was_cut() {
        let course = example(Language::En);
        assert!(title(&course).contains("2 cuts took 4") && title(&course).contains("July 2001"), "{}", title(&course));
        let uncut = Course { cuts: Vec::new(), ..example(Language::Nl) };
        assert!(title(&uncut).contains("nooit gemaaid"));
        let empty = Course { days: Vec::new(), ..uncut };
        assert!(!svg::render(&drawing(&empty)).contains("NaN"));
    }

    #[test]
    fn every_line_is_named_and_every_cut_drawn() {
        let text = svg::render(&drawing(&example(Language::En)));
        for name in ["live", "standing dead", "litter", "sward height", "soil water", "nutrition index", "2002"] {
            assert!(text.contains(name), "{name}");
        }
        assert_eq!(text.matches("<title>").count(), 1 + 2, "the figure and both cuts");
        assert!(!text.contains("NaN"));
    }
}
