//! The flowering calendar: which plants feed insects in which half-month under up to four regimes, with the cuts.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, WIDTH, bar};
use super::palette::{Colour, DARK_GREY, GRID, LIFE, risk_class};
use super::panels::{cuts, head, months, rooms};
use super::season::CutMark;
use crate::plot::words::{capital, choose, number};
use crate::scenario::Language;

/// Half-months of a year.
const HALF_MONTHS: usize = 24;
/// Half-months of the season of forage: the second half of March to the first of October.
const SEASON: std::ops::Range<usize> = 5..19;
/// Plants that must feed for a half-month to count as one with a choice of flowers.
const SEVERAL: usize = 3;
/// Least nectar that counts as flowering, kg sugar/ha in a half-month.
pub const LEAST_KG_HA: f64 = 0.02;
/// Limits of the classes of nectar of a plant, kg sugar/ha in a half-month.
const LIMITS: [f64; 4] = [0.1, 0.3, 1.0, 3.0];

/// One regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Nectar of each plant by half-month, kg sugar/ha.
    pub nectar: Vec<[f64; HALF_MONTHS]>,
    /// Cuts of the usual year.
    pub cuts: Vec<CutMark>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FloweringCalendar {
    /// Language.
    pub language: Language,
    /// The site in words.
    pub place: String,
    /// First and last simulated year.
    pub years: (i16, i16),
    /// Members that the means are taken over.
    pub members: usize,
    /// Names of the plants, those with most nectar first.
    pub plants: Vec<String>,
    /// Regimes, the present one first.
    pub panels: Vec<Panel>,
}

/// Half-months of the season in which several of the plants feed insects.
fn fed(panel: &Panel) -> usize {
    SEASON.filter(|&half| panel.nectar.iter().filter(|plant| plant[half] >= LEAST_KG_HA).count() >= SEVERAL).count()
}

/// The sentence above the figure, made from the numbers.
pub fn title(calendar: &FloweringCalendar) -> String {
    let language = calendar.language;
    let Some(first) = calendar.panels.first() else {
        return choose(language, "No regime to show", "Geen regime om te tonen").to_owned();
    };
    let best = calendar.panels.iter().rev().max_by_key(|panel| fed(panel)).unwrap_or(first);
    let (now, most) = (fed(first), fed(best));
    let all = SEASON.len();
    match (most > now, language) {
        (true, Language::En) => format!(
            "{}: three or more main nectar plants feed insects in {most} of {all} half-months, today in {now}",
            capital(&best.label)
        ),
        (true, Language::Nl) => format!(
            "{}: drie of meer nectarplanten voeden insecten in {most} van de {all} halve maanden, nu in {now}",
            capital(&best.label)
        ),
        (false, Language::En) => {
            format!(
                "No regime has more half-months with three or more main nectar plants in flower than today: {now} of {all}"
            )
        }
        (false, Language::Nl) => {
            format!(
                "Geen beheer heeft meer halve maanden met drie of meer bloeiende nectarplanten dan nu: {now} van de {all}"
            )
        }
    }
}

fn subtitle(calendar: &FloweringCalendar) -> String {
    let (from, to) = calendar.years;
    match calendar.language {
        Language::En => format!(
            "Nectar of the main plants by half-month, kg sugar/ha, {}; means of {from}\u{2013}{to} over {} weathers and draws of traits",
            calendar.place, calendar.members
        ),
        Language::Nl => format!(
            "Nectar van de belangrijkste planten per halve maand, kg suiker/ha, {}; gemiddelden van {from}\u{2013}{to} over {} keer weer en trekkingen van eigenschappen",
            calendar.place, calendar.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(calendar: &FloweringCalendar) -> Drawing {
    const NAMES: f64 = 190.0;
    let mut figure = Drawing::new(title(calendar), subtitle(calendar));
    let language = calendar.language;
    let room = (figure.top + 4.0, HEIGHT - 74.0);
    let count = calendar.panels.len();
    for (place, room) in rooms(count, (NAMES, WIDTH - 24.0), room, (26.0, 58.0)).into_iter().enumerate() {
        let panel = &calendar.panels[place];
        let days = Scale { values: (0.0, 365.0), places: room.x };
        let height = (room.y.1 - room.y.0) / calendar.plants.len().max(1) as f64;
        for (row, plant) in panel.nectar.iter().enumerate() {
            let y = room.y.0 + row as f64 * height;
            if room.is_first {
                let size = LABEL.min(height - 1.0).max(9.0);
                let base = y + 0.5 * height + 0.35 * size;
                figure.label((NAMES - 8.0, base), &calendar.plants[row], size, DARK_GREY, false, Anchor::End);
            }
            figure.line(vec![(room.x.0, y + height), (room.x.1, y + height)], GRID, 1.0);
            let width = (room.x.1 - room.x.0) / HALF_MONTHS as f64;
            for (half, &nectar) in plant.iter().enumerate().filter(|(_, nectar)| **nectar >= LEAST_KG_HA) {
                let left = room.x.0 + half as f64 * width;
                let colour = LIFE[risk_class(nectar, LIMITS)];
                let told = format!("{}: {}\u{a0}kg/ha", calendar.plants[row], number(nectar, language));
                figure.add_with_tip(bar((left, y + 1.0), (width + 0.3, height - 2.0), colour), told);
            }
        }
        head(&mut figure, room, &panel.label, panel.colour);
        months(&mut figure, days, room.y.1);
        cuts(&mut figure, &panel.cuts, days, room.y.1, language);
    }
    let label = |class: usize| match class {
        0 => format!("{}\u{2013}{}", number(LEAST_KG_HA, language), number(LIMITS[0], language)),
        4 => format!("{} {}", number(LIMITS[3], language), choose(language, "or more", "of meer")),
        _ => format!("{}\u{2013}{}", number(LIMITS[class - 1], language), number(LIMITS[class], language)),
    };
    let entries: Vec<(Colour, String)> = (0..5).map(|class| (LIFE[class], label(class))).collect();
    let words = choose(language, "Nectar, kg sugar/ha in a half-month:", "Nectar, kg suiker/ha in een halve maand:");
    figure.text((24.0, HEIGHT - 12.0), words, DARK_GREY, Anchor::Start);
    figure.key((24.0 + super::font::text_width(words, LABEL, false) + 14.0, HEIGHT - 12.0), &entries);
    figure
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{PRESENT, REGIMES};
    use crate::plot::svg;

    /// Plants that flower in spans of half-months.
    fn panel(label: &str, colour: Colour, spans: [(usize, usize); 4]) -> Panel {
        let plant =
            |(from, to): (usize, usize)| std::array::from_fn(|half| if (from..to).contains(&half) { 0.5 } else { 0.0 });
        Panel {
            label: label.to_owned(),
            colour,
            nectar: spans.map(plant).to_vec(),
            cuts: vec![CutMark { day_of_year: 176, height_m: 0.1 }],
        }
    }

    /// A made-up figure for tests and looking.
    pub(crate) fn example(language: Language) -> FloweringCalendar {
        FloweringCalendar {
            language,
            place: "moderate verges".to_owned(),
            years: (2027, 2036),
            members: 5,
            plants: ["Common knapweed", "Oxeye daisy", "Common bird's-foot-trefoil", "Hogweed"]
                .map(str::to_owned)
                .to_vec(),
            panels: vec![
                panel("one cut in autumn", PRESENT, [(10, 17), (9, 13), (9, 15), (11, 15)]),
                panel("two cuts, a quarter left", REGIMES[2], [(10, 19), (9, 12), (9, 18), (11, 18)]),
            ],
        }
    }

    #[test]
    fn the_title_counts_half_months_with_a_choice_of_flowers() {
        let calendar = example(Language::En);
        assert_eq!((fed(&calendar.panels[0]), fed(&calendar.panels[1])), (5, 8));
        assert!(title(&calendar).contains("8 of 14 half-months, today in 5"), "{}", title(&calendar));
        let swapped = FloweringCalendar { panels: calendar.panels.iter().rev().cloned().collect(), ..calendar };
        assert!(title(&swapped).starts_with("No regime"));
    }

    #[test]
    fn every_plant_is_named_and_every_half_month_drawn() {
        let text = svg::render(&drawing(&example(Language::Nl)));
        assert!(text.contains("Hogweed") && text.contains("10\u{a0}cm") && !text.contains("NaN"));
        // a tip for each half-month with nectar, and the title of the figure
        assert_eq!(text.matches("<title>").count(), 1 + 7 + 4 + 6 + 4 + 9 + 3 + 9 + 7);
    }
}
