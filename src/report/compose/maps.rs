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

/// The maps that the results can fill, with their file names.
pub fn maps(results: &Results) -> Vec<(&'static str, Drawing)> {
    let mut list = Vec::new();
    if let Some(map) = by_regime(results) {
        list.push(("map_regimes", network_map::drawing(&map)));
    }
    if let Some(map) = by_week(results) {
        list.push(("map_weeks", network_map::drawing(&map)));
    }
    if let Some(map) = by_risk(results) {
        list.push(("map_risk", network_map::drawing(&map)));
    }
    list
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

fn by_regime(results: &Results) -> Option<NetworkMap> {
    let (scenario, plan) = (results.scenario, results.plan?);
    let colours = results.colours();
    let mut used: Vec<usize> = plan.choices.iter().map(|choice| choice.regime).collect();
    used.sort_unstable();
    used.dedup();
    let segments: Vec<MapSegment> = plan
        .choices
        .iter()
        .filter_map(|choice| {
            let class = used.binary_search(&choice.regime).ok()?;
            let programme = &results.stands.programmes[choice.programme].name;
            map_segment(&scenario.network.segments[choice.segment], class, programme)
        })
        .collect();
    (!segments.is_empty()).then(|| NetworkMap {
        language: scenario.language,
        headline: None,
        quantity: choose(scenario.language, "Recommended regime", "Aanbevolen regime").to_owned(),
        rising: false,
        subtitle: super::page::area(results),
        classes: used
            .iter()
            .map(|&regime| MapClass { label: words::regime(scenario, regime), colour: colours[regime] })
            .collect(),
        segments,
    })
}

/// First weeks of the classes of the map of weeks.
const WEEKS: [u8; 5] = [0, 25, 28, 33, 38];

/// The plan by the week of the first cut of the main verge.
fn by_week(results: &Results) -> Option<NetworkMap> {
    let (scenario, plan) = (results.scenario, results.plan?);
    let language = scenario.language;
    let week = |choice: &Choice| {
        let cuts = choice.visits.iter().filter(|work| work.zone == Zone::Main && work.area_ha > 0.0);
        cuts.map(|work| work.week).min()
    };
    let class =
        |week: Option<u8>| week.map_or(WEEKS.len(), |week| WEEKS.iter().filter(|&&first| week >= first).count() - 1);
    let told = |choice: &Choice| {
        let cuts = choice.visits.iter().filter(|work| work.zone == Zone::Main && work.area_ha > 0.0);
        let weeks: Vec<String> = cuts.map(|work| work.week.to_string()).collect();
        match (weeks.is_empty(), language) {
            (true, _) => choose(language, "not mown", "niet gemaaid").to_owned(),
            (false, _) => format!("week {}", weeks.join(", ")),
        }
    };
    let segments: Vec<MapSegment> = plan
        .choices
        .iter()
        .filter_map(|choice| {
            map_segment(&scenario.network.segments[choice.segment], class(week(choice)), &told(choice))
        })
        .collect();
    let label = |place: usize| match (WEEKS.get(place + 1), place) {
        (Some(next), 0) => format!("{} {}", choose(language, "before week", "voor week"), next),
        (Some(next), _) => format!("week {}\u{2013}{}", WEEKS[place], next - 1),
        (None, _) => format!("{} {}", choose(language, "from week", "vanaf week"), WEEKS[place]),
    };
    let mut classes: Vec<MapClass> =
        (0..WEEKS.len()).map(|place| MapClass { label: label(place), colour: WEEK_COLOURS[place] }).collect();
    classes.push(MapClass { label: choose(language, "not mown", "niet gemaaid").to_owned(), colour: BLACK });
    (!segments.is_empty()).then(|| NetworkMap {
        language,
        headline: None,
        quantity: choose(language, "Week of the first cut", "Week van de eerste maaibeurt").to_owned(),
        rising: false,
        subtitle: super::page::area(results),
        classes,
        segments,
    })
}

/// Expected fires per 100 km and year under today's regimes, in five classes of equal width from nothing up.
fn by_risk(results: &Results) -> Option<NetworkMap> {
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
    let drawn: Vec<MapSegment> = values
        .iter()
        .filter_map(|&(index, value)| {
            let told = format!("{} {unit}", number(value, language));
            map_segment(&segments[index], risk_class(value, limits), &told)
        })
        .collect();
    (!drawn.is_empty()).then(|| NetworkMap {
        language,
        headline: None,
        quantity: choose(
            language,
            "Expected verge fires per 100 km and year",
            "Verwachte bermbranden per 100 km en jaar",
        )
        .to_owned(),
        rising: true,
        subtitle: format!(
            "{}; {}",
            super::page::area(results),
            choose(language, "regimes of today, mean over the weathers", "regimes van nu, gemiddeld over het weer"),
        ),
        classes: (0..5).map(|class| MapClass { label: label(class), colour: RISK[class] }).collect(),
        segments: drawn,
    })
}
