//! The season: live, dead and litter over the year under up to three regimes, with the cuts and the fire weather below.
//!
//! A reader sees at once when the grass is cured while the weather is dry. Panels share their axes; medians are lines,
//! bands hold 25-75 % and 5-95 % of the member-years.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH, bar};
use super::pair::{Paired, quantile};
use super::palette::{BLACK, Colour, DARK_GREY, DEAD, GRID, LITTER, LIVE, RISK, WHITE, risk_class};
use crate::calendar::MONTH_START;
use crate::plot::words::{MONTH_LETTERS, capital, choose, number, per_cent};
use crate::scenario::Language;

/// Days of the year that are drawn.
const DAYS: usize = 365;
/// Limits of the classes of fire weather: share of the years in which the day is one of fire weather.
const FIRE_WEATHER_LIMITS: [f64; 4] = [0.02, 0.05, 0.10, 0.20];
/// Room for the labels of lines at the right.
const RIGHT: f64 = 138.0;
/// Room for the axis at the left.
const LEFT: f64 = 66.0;
/// Room between panels.
const GAP: f64 = 26.0;
/// Room for cuts, fire weather and months below the panels.
const BELOW: f64 = 112.0;

/// Quantiles of a daily quantity over member-years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// For each of 365 days the 5, 25, 50, 75 and 95 % quantile.
    pub days: Vec<[f64; 5]>,
}

impl Bands {
    /// Quantiles of the values of each day; `samples(day)` gives the values of all member-years on day 0-364.
    pub fn of(samples: impl Fn(usize) -> Vec<f64>) -> Self {
        let day_quantiles = |day| {
            let mut values = samples(day);
            values.sort_by(f64::total_cmp);
            [0.05, 0.25, 0.5, 0.75, 0.95].map(|probability| quantile(&values, probability))
        };
        Bands { days: (0..DAYS).map(day_quantiles).collect() }
    }

    fn largest(&self) -> f64 {
        self.days.iter().map(|quantiles| quantiles[4]).fold(0.0, f64::max)
    }
}

/// A cut as it is drawn below a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutMark {
    /// Day of the year, 1-365.
    pub day_of_year: u16,
    /// Cutting height, m.
    pub height_m: f64,
}

/// One regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Live standing mass, kg DM/ha.
    pub live: Bands,
    /// Dead standing mass, kg DM/ha.
    pub dead: Bands,
    /// Litter, kg DM/ha.
    pub litter: Bands,
    /// Cuts of the usual year.
    pub cuts: Vec<CutMark>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// Language.
    pub language: Language,
    /// Site in words: soil, productivity, weather, and how much of the network it stands for.
    pub place: String,
    /// First and last simulated year.
    pub years: (i16, i16),
    /// Members.
    pub members: usize,
    /// One to three regimes, the present one first.
    pub panels: Vec<Panel>,
    /// For each of 365 days the share of member-years with fire weather (FWI of 21.3 or more).
    pub fire_weather: Vec<f64>,
    /// Dead grass standing on average in June to August, last panel against the first, as a relative difference over
    /// members.
    pub summer_dead: Option<Paired>,
}

/// The sentence above the figure, made from the numbers.
pub fn title(season: &Season) -> String {
    let language = season.language;
    let (Some(first), Some(last)) = (season.panels.first(), season.panels.last()) else {
        return choose(language, "No regime to show", "Geen regime om te tonen").to_string();
    };
    match season.summer_dead {
        Some(change) if season.panels.len() > 1 && change.is_proven() => {
            let size = per_cent(change.mid.abs(), language);
            let more = change.mid > 0.0;
            match language {
                Language::En => {
                    let word = if more { "more" } else { "less" };
                    format!(
                        "{}: {size} {word} dead grass standing in summer than under {}",
                        capital(&last.label),
                        first.label
                    )
                }
                Language::Nl => {
                    let word = if more { "meer" } else { "minder" };
                    format!("{}: {size} {word} dood gras in de zomer dan bij {}", capital(&last.label), first.label)
                }
            }
        }
        Some(_) if season.panels.len() > 1 => match language {
            Language::En => {
                format!("No proven difference in dead grass in summer between {} and {}", last.label, first.label)
            }
            Language::Nl => {
                format!("Geen aangetoond verschil in dood gras in de zomer tussen {} en {}", last.label, first.label)
            }
        },
        _ => format!(
            "{}: {} {} kg/ha",
            capital(&first.label),
            choose(language, "dead grass in mid-summer", "dood gras in de hoogzomer"),
            number(first.dead.days.get(195).map_or(f64::NAN, |day| day[2]), language)
        ),
    }
}

fn subtitle(season: &Season) -> String {
    let (from, to) = season.years;
    match season.language {
        Language::En => format!(
            "Dry mass in kg/ha, {}; {} weathers of {from}\u{2013}{to}: median, 25\u{2013}75 % (dark) and 5\u{2013}95 % (pale) of the years",
            season.place, season.members
        ),
        Language::Nl => format!(
            "Droge stof in kg/ha, {}; {} keer weer van {from}\u{2013}{to}: mediaan, 25\u{2013}75 % (donker) en 5\u{2013}95 % (licht) van de jaren",
            season.place, season.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(season: &Season) -> Drawing {
    let mut figure = Drawing::new(title(season), subtitle(season));
    let count = season.panels.len().max(1) as f64;
    let width = (WIDTH - LEFT - RIGHT - GAP * (count - 1.0)) / count;
    let largest =
        season.panels.iter().flat_map(|p| [&p.live, &p.dead, &p.litter]).map(Bands::largest).fold(0.0, f64::max);
    let top = round_up(largest, 5);
    let mass = Scale { values: (0.0, top), places: (HEIGHT - BELOW, figure.top + 30.0) };
    for (place, panel) in season.panels.iter().enumerate() {
        let left = LEFT + place as f64 * (width + GAP);
        let days = Scale { values: (0.0, DAYS as f64), places: (left, left + width) };
        grid(&mut figure, mass, days, place == 0, season.language);
        masses(&mut figure, panel, mass, days);
        figure.bar((left, figure.top - 2.0), (width, 4.0), panel.colour);
        figure.label((left, figure.top + 21.0), &capital(&panel.label), 17.0, BLACK, true, Anchor::Start);
        below(&mut figure, season, panel, days);
    }
    if let Some(last) = season.panels.last() {
        line_labels(&mut figure, last, mass, season.language);
    }
    side_texts(&mut figure, season.language);
    figure
}

fn grid(figure: &mut Drawing, mass: Scale, days: Scale, labelled: bool, language: Language) {
    let apart = step(mass.values.1, 5);
    for value in ticks(0.0, mass.values.1, 5) {
        let y = mass.at(value);
        let colour = if value == 0.0 { DARK_GREY } else { GRID };
        figure.line(vec![(days.places.0, y), (days.places.1, y)], colour, 1.0);
        if labelled {
            figure.text((LEFT - 8.0, y + 5.0), &tick_label(value, apart, language), DARK_GREY, Anchor::End);
        }
    }
}

fn masses(figure: &mut Drawing, panel: &Panel, mass: Scale, days: Scale) {
    let kinds = [(&panel.litter, LITTER), (&panel.live, LIVE), (&panel.dead, DEAD)];
    for (bands, colour) in kinds {
        for (low, high, opacity) in [(0, 4, 0.14), (1, 3, 0.26)] {
            figure.add(Shape::Area { points: band(bands, low, high, mass, days), fill: colour, opacity });
        }
    }
    for (bands, colour) in kinds {
        let middle = bands.days.iter().enumerate();
        let points: Vec<_> = middle.map(|(day, q)| (days.at(day as f64 + 0.5), mass.within(q[2]))).collect();
        figure.add(Shape::Line { points, colour, width: 2.5, dashed: colour == LITTER });
    }
}

/// The outline between two quantiles.
fn band(bands: &Bands, low: usize, high: usize, mass: Scale, days: Scale) -> Vec<(f64, f64)> {
    let at = |(day, q): (usize, &[f64; 5]), which: usize| (days.at(day as f64 + 0.5), mass.within(q[which]));
    let upper = bands.days.iter().enumerate().map(|day| at(day, high));
    let lower = bands.days.iter().enumerate().rev().map(|day| at(day, low));
    upper.chain(lower).collect()
}

/// Cuts, fire weather and months.
fn below(figure: &mut Drawing, season: &Season, panel: &Panel, days: Scale) {
    let base = HEIGHT - BELOW;
    for cut in &panel.cuts {
        let x = days.at(f64::from(cut.day_of_year) - 0.5);
        figure.line(vec![(x, base - 14.0), (x, base + 16.0)], BLACK, 2.5);
        let height = format!("{}\u{a0}cm", number(100.0 * cut.height_m, season.language));
        figure.text((x, base + 32.0), &height, BLACK, Anchor::Middle);
    }
    let (strip, height) = (base + 42.0, 18.0);
    let mut first = 0;
    let class = |day: usize| risk_class(season.fire_weather.get(day).copied().unwrap_or(0.0), FIRE_WEATHER_LIMITS);
    for day in 1..=DAYS {
        if day == DAYS || class(day) != class(first) {
            let (from, to) = (days.at(first as f64), days.at(day as f64));
            figure.add(bar((from, strip), (to - from, height), RISK[class(first)]));
            first = day;
        }
    }
    for (month, letter) in MONTH_LETTERS.iter().enumerate() {
        let middle = f64::midpoint(f64::from(MONTH_START[month]), f64::from(MONTH_START[month + 1]));
        figure.text((days.at(middle), strip + height + 17.0), letter, DARK_GREY, Anchor::Middle);
        if month > 0 {
            let x = days.at(f64::from(MONTH_START[month]));
            figure.line(vec![(x, strip), (x, strip + height)], WHITE, 1.0);
        }
    }
}

/// Names of the three lines at the right end, moved apart where they would touch.
fn line_labels(figure: &mut Drawing, panel: &Panel, mass: Scale, language: Language) {
    let names = [
        (&panel.live, LIVE, choose(language, "live", "levend")),
        (&panel.dead, DEAD, choose(language, "standing dead", "staand dood")),
        (&panel.litter, LITTER, choose(language, "litter", "strooisel")),
    ];
    let mut places: Vec<_> = names
        .iter()
        .filter_map(|(bands, colour, name)| bands.days.last().map(|q| (mass.within(q[2]) + 5.0, *colour, *name)))
        .collect();
    places.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut lowest = f64::INFINITY;
    for (y, colour, name) in places {
        let y = y.min(lowest);
        lowest = y - LABEL - 3.0;
        figure.label((WIDTH - RIGHT + 8.0, y), name, LABEL, colour, true, Anchor::Start);
    }
}

fn side_texts(figure: &mut Drawing, language: Language) {
    let base = HEIGHT - BELOW;
    let x = WIDTH - RIGHT + 8.0;
    figure.text((x, base + 32.0), choose(language, "cut, height", "maaien, hoogte"), DARK_GREY, Anchor::Start);
    figure.text((x, base + 56.0), choose(language, "fire weather", "droog weer"), DARK_GREY, Anchor::Start);
    let mut entries = Vec::new();
    let lows = [0.0, 0.02, 0.05, 0.10, 0.20];
    for (class, colour) in RISK.iter().enumerate() {
        let low = 100.0 * lows[class];
        let text = lows
            .get(class + 1)
            .map_or_else(|| format!("{low:.0}\u{a0}%+"), |high| format!("{low:.0}\u{2013}{:.0}\u{a0}%", 100.0 * high));
        entries.push((*colour, text));
    }
    let words = choose(
        language,
        "Fire weather (FWI 21.3 or more), share of years around the day:",
        "Brandgevaarlijk weer (FWI 21,3 of meer), deel van de jaren rond de dag:",
    );
    let y = HEIGHT - 12.0;
    figure.text((LEFT, y), words, DARK_GREY, Anchor::Start);
    let width = super::font::text_width(words, LABEL, false);
    figure.key((LEFT + width + 14.0, y), &entries);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{PRESENT, REGIMES};
    use crate::plot::svg;

    fn hump(day: usize, peak: f64, width: f64) -> f64 {
        let distance = (day as f64 - peak) / width;
        1.0 / (1.0 + distance * distance)
    }

    /// Grass that grows, is cut and dies, roughly.
    fn panel(label: &str, colour: Colour, cuts: &[u16]) -> Panel {
        let share = |day: usize| {
            let since = cuts.iter().filter(|&&cut| usize::from(cut) <= day).map(|&cut| day - usize::from(cut)).min();
            since.map_or(1.0, |days| (0.25 + days as f64 / 90.0).min(1.0))
        };
        let bands = |height: f64, peak: f64, width: f64, cut: bool| {
            Bands::of(|day| {
                let factor = if cut { share(day) } else { 1.0 };
                (0..40).map(|year| height * factor * hump(day, peak, width) * (0.6 + 0.02 * f64::from(year))).collect()
            })
        };
        Panel {
            label: label.to_string(),
            colour,
            live: bands(2600.0, 165.0, 55.0, true),
            dead: bands(2100.0, 235.0, 70.0, true),
            litter: bands(900.0, 330.0, 160.0, false),
            cuts: cuts.iter().map(|&day_of_year| CutMark { day_of_year, height_m: 0.08 }).collect(),
        }
    }

    /// A made-up season for tests and looking.
    pub(crate) fn example(language: Language) -> Season {
        Season {
            language,
            place: "dry sand, low productivity, weather of Deelen".to_string(),
            years: (2027, 2036),
            members: 20,
            panels: vec![
                panel("one cut in autumn", PRESENT, &[273]),
                panel("one cut before July", REGIMES[0], &[176]),
                panel("two cuts, a quarter left", REGIMES[2], &[176, 273]),
            ],
            fire_weather: (0..365).map(|day| 0.45 * hump(day, 195.0, 50.0) - 0.05).collect(),
            summer_dead: Some(Paired { low: -0.44, mid: -0.38, high: -0.31, p_below: 1.0 }),
        }
    }

    #[test]
    fn the_title_is_the_finding_or_says_that_nothing_is_proven() {
        let mut season = example(Language::En);
        assert!(title(&season).contains("38\u{a0}% less dead grass"));
        season.summer_dead = Some(Paired { low: -0.1, mid: -0.02, high: 0.1, p_below: 0.6 });
        assert!(title(&season).starts_with("No proven difference"));
        season.language = Language::Nl;
        assert!(title(&season).starts_with("Geen aangetoond verschil"));
        season.panels.truncate(1);
        assert!(title(&season).starts_with("One cut in autumn") || title(&season).contains("dood gras"));
        season.panels.clear();
        assert!(!svg::render(&drawing(&season)).is_empty());
    }

    #[test]
    fn bands_are_ordered_and_drawn() {
        let season = example(Language::En);
        for quantiles in &season.panels[0].dead.days {
            assert!(quantiles.windows(2).all(|pair| pair[0] <= pair[1]));
        }
        let text = svg::render(&drawing(&season));
        assert!(text.contains("standing dead") && text.contains("8\u{a0}cm") && text.contains("#8C510A"));
        assert!(!text.contains("NaN"));
    }
}
