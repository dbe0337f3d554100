//! Maps of the network: by recommended regime, and by the risk of today.

use super::{Results, words};
use crate::kpi::define::find;
use crate::network::segment::{Segment, Side};
use crate::planning::Choice;
use crate::plot::Drawing;
use crate::plot::axis::step;
use crate::plot::network_map::{self, MapClass, MapSegment, NetworkMap};
use crate::plot::palette::{BLACK, RISK, WEEK_COLOURS, risk_class};
use crate::plot::words::{choose, number};
use crate::scenario::stands::Zone;
use crate::units::KM_PER_M;

/// What a map shows: classes with their colours, and the class of each segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Name of the figure's file.
    pub file: &'static str,
    /// What is shown.
    pub quantity: &'static str,
    /// Whether the classes rise.
    pub rising: bool,
    /// Second line.
    pub subtitle: String,
    /// Classes.
    pub classes: Vec<MapClass>,
    /// Segment, its class, and what is told of it.
    pub segments: Vec<(usize, usize, String)>,
}

/// The themes that the results can fill.
pub fn themes(results: &Results) -> Vec<Theme> {
    [by_regime(results), by_week(results), by_risk(results)].into_iter().flatten().collect()
}

/// The maps that the results can fill, with their file names.
pub fn maps(results: &Results) -> Vec<(&'static str, Drawing)> {
    let scenario = results.scenario;
    let map = |theme: Theme| {
        let place = |(segment, class, told): &(usize, usize, String)| {
            map_segment(&scenario.network.segments[*segment], *class, told)
        };
        let segments: Vec<MapSegment> = theme.segments.iter().filter_map(place).collect();
        (!segments.is_empty()).then(|| {
            let map = NetworkMap {
                language: scenario.language,
                headline: None,
                quantity: theme.quantity.to_owned(),
                rising: theme.rising,
                subtitle: theme.subtitle,
                classes: theme.classes,
                segments,
            };
            (theme.file, network_map::drawing(&map))
        })
    };
    themes(results).into_iter().filter_map(map).collect()
}

/// A segment on a map; `None` where its place is not known.
pub fn map_segment(segment: &Segment, class: usize, told: &str) -> Option<MapSegment> {
    let [from, to] = segment.ends?;
    let side = match segment.side {
        Side::Left => -1,
        Side::Middle => 0,
        Side::Right => 1,
    };
    Some(MapSegment {
        road: segment.road.clone(),
        km: segment.km_from,
        ends: [(from.x_m, from.y_m), (to.x_m, to.y_m)],
        side,
        class,
        length_m: segment.length_m,
        tip: format!("{} {:.1}-{:.1}: {told}", segment.road, segment.km_from, segment.km_to),
    })
}

fn by_regime(results: &Results) -> Option<Theme> {
    let (scenario, plan) = (results.scenario, results.plan?);
    let colours = results.colours();
    let mut used: Vec<usize> = plan.choices.iter().map(|choice| choice.regime).collect();
    used.sort_unstable();
    used.dedup();
    let class = |choice: &Choice| {
        let class = used.binary_search(&choice.regime).ok()?;
        Some((choice.segment, class, results.stands.programmes[choice.programme].name.clone()))
    };
    Some(Theme {
        file: "map_regimes",
        quantity: choose(scenario.language, "Recommended regime", "Aanbevolen regime"),
        rising: false,
        subtitle: super::page::area(results),
        classes: used
            .iter()
            .map(|&regime| MapClass { label: words::regime(scenario, regime), colour: colours[regime] })
            .collect(),
        segments: plan.choices.iter().filter_map(class).collect(),
    })
}

/// First weeks of the classes of the map of weeks.
const WEEKS: [u8; 5] = [0, 25, 28, 33, 38];

/// Weeks in which the main verge of a segment is cut.
pub fn weeks(choice: &Choice) -> impl Iterator<Item = u8> {
    choice.visits.iter().filter(|work| work.zone == Zone::Main && work.area_ha > 0.0).map(|work| work.week)
}

/// The plan by the week of the first cut of the main verge.
fn by_week(results: &Results) -> Option<Theme> {
    let (language, plan) = (results.scenario.language, results.plan?);
    let class =
        |week: Option<u8>| week.map_or(WEEKS.len(), |week| WEEKS.iter().filter(|&&first| week >= first).count() - 1);
    let told = |choice: &Choice| {
        let weeks: Vec<String> = weeks(choice).map(|week| week.to_string()).collect();
        match (weeks.is_empty(), language) {
            (true, _) => choose(language, "not mown", "niet gemaaid").to_owned(),
            (false, _) => format!("week {}", weeks.join(", ")),
        }
    };
    let label = |place: usize| match (WEEKS.get(place + 1), place) {
        (Some(next), 0) => format!("{} {}", choose(language, "before week", "voor week"), next),
        (Some(next), _) => format!("week {}\u{2013}{}", WEEKS[place], next - 1),
        (None, _) => format!("{} {}", choose(language, "from week", "vanaf week"), WEEKS[place]),
    };
    let mut classes: Vec<MapClass> =
        (0..WEEKS.len()).map(|place| MapClass { label: label(place), colour: WEEK_COLOURS[place] }).collect();
    classes.push(MapClass { label: choose(language, "not mown", "niet gemaaid").to_owned(), colour: BLACK });
    Some(Theme {
        file: "map_weeks",
        quantity: choose(language, "Week of the first cut", "Week van de eerste maaibeurt"),
        rising: false,
        subtitle: super::page::area(results),
        classes,
        segments: plan
            .choices
            .iter()
            .map(|choice| (choice.segment, class(weeks(choice).min()), told(choice)))
            .collect(),
    })
}

/// Expected fires per 100 km and year under today's regimes, in five classes of equal width from nothing up.
fn by_risk(results: &Results) -> Option<Theme> {
    let scenario = results.scenario;
    let (language, segments) = (scenario.language, &scenario.network.segments);
    let kpi = find("fire")?;
    let present = |index: usize| -> Option<f64> {
        let fires = crate::kpi::segment_value::expected(results.evidence, kpi, index, scenario.segment_present[index])?;
        Some(fires / (segments[index].length_m * KM_PER_M) * 100.0)
    };
    let values: Vec<(usize, f64)> = (0..segments.len()).filter_map(|index| Some((index, present(index)?))).collect();
    let apart = step(values.iter().map(|&(_, value)| value).fold(0.0, f64::max), 5);
    let limits = [1.0, 2.0, 3.0, 4.0].map(|place| place * apart);
    let told = |value: f64| number(value, language);
    let label = |class: usize| match class {
        0 => format!("{} {}", choose(language, "below", "onder"), told(limits[0])),
        4 => format!("{} {}", told(limits[3]), choose(language, "or more", "of meer")),
        _ => format!("{}\u{2013}{}", told(limits[class - 1]), told(limits[class])),
    };
    let unit = choose(language, "fires per 100 km and year", "branden per 100 km en jaar");
    let class = |&(index, value): &(usize, f64)| (index, risk_class(value, limits), format!("{} {unit}", told(value)));
    Some(Theme {
        file: "map_risk",
        quantity: choose(
            language,
            "Expected verge fires per 100 km and year",
            "Verwachte bermbranden per 100 km en jaar",
        ),
        rising: true,
        subtitle: format!(
            "{}; {}",
            super::page::area(results),
            choose(language, "regimes of today, mean over the weathers", "regimes van nu, gemiddeld over het weer"),
        ),
        classes: (0..5).map(|class| MapClass { label: label(class), colour: RISK[class] }).collect(),
        segments: values.iter().map(class).collect(),
    })
}
