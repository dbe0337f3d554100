//! Plant species year by year under up to four regimes, with what will not stay and what may still come.
//!
//! Occupancy follows a regime slowly: the line tells what is there, the band below it how many of these will leave (extinction
//! debt), the band above it how many may still come (colonisation credit).

use super::axis::{Scale, step};
use super::drawing::{Anchor, Drawing, HEIGHT, Shape, WIDTH};
use super::pair::Paired;
use super::palette::{Colour, DARK_GREY, DEAD, LIFE};
use super::panels::{grid, head, rooms};
use crate::plot::words::{capital, choose, signed};
use crate::scenario::Language;

/// One regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Species of each year: 5, 50 and 95 % of the members.
    pub species: Vec<[f64; 3]>,
    /// Species that will not stay, median of each year.
    pub debt: Vec<f64>,
    /// Species that may still come, median of each year.
    pub credit: Vec<f64>,
    /// Change from the first to the last year, member by member.
    pub change: Option<Paired>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Richness {
    /// Language.
    pub language: Language,
    /// The site in words.
    pub place: String,
    /// First simulated year.
    pub first_year: i16,
    /// Members.
    pub members: usize,
    /// What the intervals hold.
    pub holds: &'static str,
    /// Regimes, the present one first.
    pub panels: Vec<Panel>,
}

/// The sentence above the figure, made from the numbers.
pub fn title(richness: &Richness) -> String {
    let language = richness.language;
    let years = richness.panels.first().map_or(0, |panel| panel.species.len());
    let proven = || {
        let known = richness.panels.iter().filter_map(|panel| Some((panel, panel.change?)));
        known.filter(|(_, change)| change.is_proven())
    };
    let most = proven().filter(|(_, change)| change.mid > 0.0).max_by(|a, b| a.1.mid.total_cmp(&b.1.mid));
    let least = proven().filter(|(_, change)| change.mid < 0.0).min_by(|a, b| a.1.mid.total_cmp(&b.1.mid));
    let told = |(panel, change): (&Panel, Paired)| {
        format!("{} {} {}", panel.label, signed(change.mid, language), choose(language, "species", "soorten"))
    };
    let parts: Vec<String> = [most, least].into_iter().flatten().map(told).collect();
    match (parts.is_empty(), language) {
        (false, Language::En) => format!("In {years} years: {}", parts.join(", ")),
        (false, Language::Nl) => format!("In {years} jaar: {}", parts.join(", ")),
        (true, Language::En) => format!("No proven change in plant species in {years} years"),
        (true, Language::Nl) => format!("Geen aangetoonde verandering in plantensoorten in {years} jaar"),
    }
}

fn subtitle(richness: &Richness) -> String {
    match richness.language {
        Language::En => format!(
            "Plant species expected in 25 m2, {}; {} weathers: line median, thin lines 5\u{2013}95 % ({}); brown: species that will not stay; green: species that may still come",
            richness.place, richness.members, richness.holds
        ),
        Language::Nl => format!(
            "Verwachte plantensoorten in 25 m2, {}; {} keer weer: lijn mediaan, dunne lijnen 5\u{2013}95 % ({}); bruin: soorten die niet blijven; groen: soorten die nog kunnen komen",
            richness.place, richness.members, richness.holds
        ),
    }
}

/// Lays the figure out.
pub fn drawing(richness: &Richness) -> Drawing {
    let mut figure = Drawing::new(title(richness), subtitle(richness));
    let language = richness.language;
    let panels = &richness.panels;
    let low = panels.iter().flat_map(|p| p.species.iter().zip(&p.debt).map(|(s, debt)| s[0].min(s[1] - debt)));
    let high = panels.iter().flat_map(|p| p.species.iter().zip(&p.credit).map(|(s, credit)| s[2].max(s[1] + credit)));
    let (low, high) = (low.fold(f64::INFINITY, f64::min), high.fold(0.0, f64::max));
    let apart = step((high - low).max(1.0), 5);
    let ends = if low < high { ((low / apart).floor() * apart, (high / apart).ceil() * apart) } else { (0.0, 1.0) };
    let room = (figure.top + 8.0, HEIGHT - 34.0);
    for (place, room) in rooms(panels.len(), (66.0, WIDTH - 110.0), room, (40.0, 36.0)).into_iter().enumerate() {
        let panel = &panels[place];
        let count = panel.species.len();
        let years =
            Scale { values: (0.0, count.saturating_sub(1).max(1) as f64), places: (room.x.0 + 8.0, room.x.1 - 8.0) };
        let values = Scale { values: ends, places: (room.y.1, room.y.0 + 4.0) };
        grid(&mut figure, room, values, 5, language);
        let at = |year: usize, value: f64| (years.at(year as f64), values.within(value));
        let between = |other: &dyn Fn(usize) -> f64| -> Vec<(f64, f64)> {
            let line = (0..count).map(|year| at(year, panel.species[year][1]));
            line.chain((0..count).rev().map(|year| at(year, other(year)))).collect()
        };
        let credit = between(&|year| panel.species[year][1] + panel.credit[year]);
        figure.add(Shape::Area { points: credit, fill: LIFE[3], opacity: 0.35 });
        let debt = between(&|year| panel.species[year][1] - panel.debt[year]);
        figure.add(Shape::Area { points: debt, fill: DEAD, opacity: 0.35 });
        for (which, width) in [(0, 1.0), (2, 1.0), (1, 2.8)] {
            let points = (0..count).map(|year| at(year, panel.species[year][which])).collect();
            figure.add(Shape::Line { points, colour: panel.colour, width, dashed: which != 1 });
        }
        head(&mut figure, room, &panel.label, panel.colour);
        if let Some(change) = panel.change {
            let told = if change.is_proven() {
                signed(change.mid, language)
            } else {
                choose(language, "no proven change", "geen aangetoonde verandering").to_owned()
            };
            figure.text((room.x.1, room.y.0 - 6.0), &told, DARK_GREY, Anchor::End);
        }
        for year in [0, count.saturating_sub(1)] {
            let name = (i32::from(richness.first_year) + year as i32).to_string();
            let anchor = if year == 0 { Anchor::Start } else { Anchor::End };
            figure.text((years.at(year as f64), room.y.1 + 18.0), &name, DARK_GREY, anchor);
        }
        if place + 1 == panels.len() {
            names(&mut figure, panel, values, language);
        }
    }
    figure
}

/// Names of the bands at the end of the last panel, moved apart where they would touch.
fn names(figure: &mut Drawing, panel: &Panel, values: Scale, language: Language) {
    let Some(last) = panel.species.len().checked_sub(1) else { return };
    let [_, mid, _] = panel.species[last];
    let texts = [
        (mid + panel.credit[last], LIFE[4], choose(language, "may come", "kan komen")),
        (mid, DARK_GREY, choose(language, "there now", "er nu")),
        (mid - panel.debt[last], DEAD, choose(language, "will go", "verdwijnt")),
    ];
    let mut lowest = f64::NEG_INFINITY;
    for (value, colour, name) in texts {
        let y = (values.within(value) + 5.0).max(lowest + 18.0);
        lowest = y;
        figure.label((WIDTH - 104.0, y), capital(name).as_str(), 15.0, colour, true, Anchor::Start);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{BLACK, PRESENT};
    use crate::plot::svg;

    /// A made-up figure for tests and looking.
    pub(crate) fn example(language: Language) -> Richness {
        let panel = |label: &str, colour, slope: f64, change| {
            let mid = |year: usize| 24.0 + slope * year as f64;
            Panel {
                label: label.to_owned(),
                colour,
                species: (0..10).map(|year| [mid(year) - 3.0, mid(year), mid(year) + 3.0]).collect(),
                debt: (0..10).map(|year| 2.0 - 0.1 * f64::from(year)).collect(),
                credit: (0..10).map(|year| 3.0 - 0.2 * f64::from(year)).collect(),
                change,
            }
        };
        let fewer = Paired { low: -9.0, mid: -7.2, high: -5.0, p_below: 1.0 };
        Richness {
            language,
            place: "productive verges".to_owned(),
            first_year: 2027,
            members: 20,
            holds: "weather, plants and insects",
            panels: vec![panel("one cut in autumn", PRESENT, 0.1, None), panel("not mown", BLACK, -0.8, Some(fewer))],
        }
    }

    #[test]
    fn the_title_tells_proven_changes_alone() {
        let mut richness = example(Language::En);
        assert_eq!(title(&richness), "In 10 years: not mown \u{2212}7.2 species");
        richness.panels[1].change = Some(Paired { low: -9.0, mid: -7.2, high: 5.0, p_below: 0.8 });
        assert!(title(&richness).starts_with("No proven change"));
        richness.panels.clear();
        assert!(!svg::render(&drawing(&richness)).contains("NaN"));
    }

    #[test]
    fn debt_and_credit_lie_below_and_above_the_line() {
        let figure = drawing(&example(Language::Nl));
        let text = svg::render(&figure);
        assert!(text.contains("2027") && text.contains("2036") && text.contains("Kan komen") && !text.contains("NaN"));
        let area = |fill: Colour| {
            figure.marks.iter().find_map(|mark| match &mark.shape {
                Shape::Area { points, fill: own, .. } if *own == fill => Some(points.clone()),
                _ => None,
            })
        };
        let (credit, debt) = (area(LIFE[3]).expect("credit"), area(DEAD).expect("debt"));
        assert!(credit[19].1 < credit[0].1 && debt[19].1 > debt[0].1, "places grow downwards");
    }
}
