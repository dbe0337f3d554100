//! Survival of insects and other small animals under every regime, guild by guild, with intervals.
//!
//! A mark on each group of bars shows the survival below which a guild cannot keep itself up and is lost without new arrivals.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH, bar};
use super::font::text_width;
use super::pair::Paired;
use super::palette::{BLACK, Colour, DARK_GREY, GRID};
use crate::plot::words::{capital, choose, number, per_cent, signed};
use crate::scenario::Language;

/// Room for the axis at the left.
const LEFT: f64 = 66.0;

/// A regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Survival of each guild, 5, 50 and 95 %, 0-1.
    pub survival: Vec<[f64; 3]>,
    /// Survival of all guilds together against the regimes of today, pair by pair.
    pub change: Option<Paired>,
}

/// A guild.
#[derive(Clone, Debug, PartialEq)]
pub struct GuildName {
    /// Name for people.
    pub label: String,
    /// Survival below which it is lost without new arrivals, 0-1; none where nothing is known.
    pub least: Option<f64>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct InsectSurvival {
    /// Language.
    pub language: Language,
    /// What it stands for: sections and kilometres.
    pub place: String,
    /// First and last simulated year.
    pub years: (i16, i16),
    /// Members.
    pub members: usize,
    /// What the intervals hold.
    pub holds: &'static str,
    /// Guilds.
    pub guilds: Vec<GuildName>,
    /// Regimes, the present one first.
    pub bars: Vec<Bars>,
}

/// The sentence above the figure, made from the numbers.
pub fn title(survival: &InsectSurvival) -> String {
    let language = survival.language;
    if survival.bars.is_empty() {
        return choose(language, "No regime to show", "Geen regime om te tonen").to_owned();
    }
    let best = survival
        .bars
        .iter()
        .filter_map(|bars| Some((bars, bars.change.filter(|change| change.is_proven() && change.mid > 0.0)?)))
        .max_by(|a, b| a.1.mid.total_cmp(&b.1.mid));
    match (best, language) {
        (Some((bars, change)), Language::En) => format!(
            "{}: insects survive the mowing best, {} points against today",
            capital(&bars.label),
            signed(100.0 * change.mid, language)
        ),
        (Some((bars, change)), Language::Nl) => format!(
            "{}: insecten overleven het maaien het best, {} punten tegenover nu",
            capital(&bars.label),
            signed(100.0 * change.mid, language)
        ),
        (None, Language::En) => "No regime is proven to spare more insects than today".to_owned(),
        (None, Language::Nl) => "Van geen beheer is aangetoond dat het meer insecten spaart dan nu".to_owned(),
    }
}

fn subtitle(survival: &InsectSurvival) -> String {
    let (from, to) = survival.years;
    match survival.language {
        Language::En => format!(
            "Share of the animals that survive a year of mowing, {}; {} weathers of {from}\u{2013}{to}; bars medians, lines 5\u{2013}95 % ({}); black mark: below it the guild is lost without arrivals",
            survival.place, survival.members, survival.holds
        ),
        Language::Nl => format!(
            "Deel van de dieren dat een jaar maaien overleeft, {}; {} keer weer van {from}\u{2013}{to}; balken medianen, lijnen 5\u{2013}95 % ({}); zwart streepje: daaronder verdwijnt de groep zonder aanvoer",
            survival.place, survival.members, survival.holds
        ),
    }
}

/// Lays the figure out.
pub fn drawing(survival: &InsectSurvival) -> Drawing {
    let mut figure = Drawing::new(title(survival), subtitle(survival));
    let language = survival.language;
    let shares = Scale { values: (0.0, 1.0), places: (HEIGHT - 96.0, figure.top + 16.0) };
    for tick in 0..=5 {
        let (share, y) = (0.2 * f64::from(tick), shares.at(0.2 * f64::from(tick)));
        figure.line(vec![(LEFT, y), (WIDTH - 24.0, y)], if tick == 0 { DARK_GREY } else { GRID }, 1.0);
        figure.text((LEFT - 8.0, y + 5.0), &per_cent(share, language), DARK_GREY, Anchor::End);
    }
    let group = (WIDTH - 24.0 - LEFT) / survival.guilds.len().max(1) as f64;
    let width = 0.82 * group / survival.bars.len().max(1) as f64;
    for (place, guild) in survival.guilds.iter().enumerate() {
        let left = LEFT + (place as f64 + 0.09) * group;
        for (number_of, bars) in survival.bars.iter().enumerate() {
            let Some(&[low, mid, high]) = bars.survival.get(place) else { continue };
            let x = left + number_of as f64 * width;
            let (top, base) = (shares.within(mid), shares.at(0.0));
            let told = format!("{}, {}: {}", guild.label, bars.label, per_cent(mid, language));
            figure.add_with_tip(bar((x + 2.0, top), (width - 4.0, base - top), bars.colour), told);
            let middle = x + 0.5 * width;
            figure.line(vec![(middle, shares.within(low)), (middle, shares.within(high))], BLACK, 2.0);
            let text = number(100.0 * mid, language);
            if width > 26.0 {
                let above = shares.within(high) - 6.0;
                figure.label((middle, above), &text, 13.0, DARK_GREY, false, Anchor::Middle);
            }
        }
        if let Some(least) = guild.least {
            let y = shares.within(least);
            let points = vec![(left - 5.0, y), (left + 0.82 * group + 5.0, y)];
            figure.add(Shape::Line { points, colour: BLACK, width: 1.6, dashed: true });
        }
        figure.text((left + 0.41 * group, HEIGHT - 74.0), &capital(&guild.label), BLACK, Anchor::Middle);
    }
    key(&mut figure, survival);
    figure
}

/// Names of the regimes with their colours, in as many rows as they need.
fn key(figure: &mut Drawing, survival: &InsectSurvival) {
    let (mut x, mut y) = (LEFT, HEIGHT - 40.0);
    for bars in &survival.bars {
        let wide = 19.0 + text_width(&bars.label, LABEL, false) + 18.0;
        if x + wide > WIDTH - 24.0 && x > LEFT {
            (x, y) = (LEFT, y + 24.0);
        }
        x = figure.key((x, y), &[(bars.colour, bars.label.clone())]);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::{PRESENT, REGIMES};
    use crate::plot::svg;

    /// A made-up figure for tests and looking.
    pub(crate) fn example(language: Language) -> InsectSurvival {
        let bars = |label: &str, colour, mid: f64, change| Bars {
            label: label.to_owned(),
            colour,
            survival: vec![[0.8 * mid, mid, 1.1 * mid]; 2],
            change,
        };
        let more = Paired { low: 0.1, mid: 0.17, high: 0.2, p_below: 0.0 };
        let guild = |label: &str, least| GuildName { label: label.to_owned(), least };
        InsectSurvival {
            language,
            place: "355 verge sections".to_owned(),
            years: (2027, 2036),
            members: 20,
            holds: "weather, plants and insects",
            guilds: vec![guild("caterpillars", Some(1.0 / 3.0)), guild("wild bees", Some(0.5))],
            bars: vec![
                bars("one cut in autumn", PRESENT, 0.5, None),
                bars("two cuts, a quarter left", REGIMES[2], 0.67, Some(more)),
            ],
        }
    }

    #[test]
    fn the_title_names_the_regime_that_spares_most_if_that_is_proven() {
        let mut survival = example(Language::En);
        assert!(title(&survival).starts_with("Two cuts, a quarter left: insects survive the mowing best, +17 points"));
        survival.bars[1].change = Some(Paired { low: -0.1, mid: 0.17, high: 0.2, p_below: 0.2 });
        assert!(title(&survival).starts_with("No regime is proven"));
        survival.bars.clear();
        assert!(!svg::render(&drawing(&survival)).contains("NaN"));
    }

    #[test]
    fn every_guild_has_a_bar_for_each_regime_and_its_threshold() {
        let figure = drawing(&example(Language::Nl));
        let text = svg::render(&figure);
        assert_eq!(text.matches("<title>").count(), 1 + 4);
        let dashed = figure.marks.iter().filter(|mark| matches!(mark.shape, Shape::Line { dashed: true, .. }));
        assert_eq!(dashed.count(), 2);
        assert!(text.contains("67\u{a0}%") && text.contains("Caterpillars"));
    }
}
