//! Weather-only numbers of a member, and their means over many more weathers than are simulated: control variates.
//!
//! How much a regime changes fires or flowers over some decades hangs on the weather of those decades. Some of that weather can be
//! told without growing any grass: how often a spark catches, how dry and warm the seasons are. A member keeps these numbers of
//! its own weather and their mean over further weathers, which cost little where many stands share a weather. The mean of a result can
//! then be corrected for the luck of the weathers that were simulated
//! ([`two_phase`](super::two_phase)).
//!
//! | control | mean over the years of |
//! |---|---|
//! | `starts_spring` | sum of the chance that a spark catches, 1 March-15 May |
//! | `starts_summer` | the same, 16 May-30 September |
//! | `severity` | sum of the daily severity rating |
//! | `rain_summer` | rain of April-September, mm |
//! | `rain_winter` | rain of October-March, mm |
//! | `warmth` | mean temperature of March-October, C |
//! | `growth_early` | sum of what light, warmth and water allow to grow, 1 March-25 June, MJ/m2 |
//! | `growth_late` | the same, 26 June-30 September, MJ/m2 |
//! | `degree_days` | temperature sum on 31 May, C d |
//!
//! What may grow in a day is light times the response to warmth and CO2 times the fill of a soil that holds 60 mm
//! (assumed: a control need not be right, only go with what it corrects). On 30 segments of the shipped area over ten years
//! all nine explain three fifths of the variance of differences in cost, where the first six explain a seventh; a sixth for
//! days of hazard (a twentieth); with the seed set, where traits are not drawn, the temperature sum alone explains three
//! quarters. Differences in plants whose traits are drawn hang on these draws, which no weather tells.

use super::unit::run_of;
use crate::random::MIRRORED;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use crate::simulation::Run;
use crate::weather::nodes::NodeWeather;

/// Number of controls.
pub const CONTROLS: usize = 9;
/// Their names.
pub const NAMES: [&str; CONTROLS] = [
    "starts_spring",
    "starts_summer",
    "severity",
    "rain_summer",
    "rain_winter",
    "warmth",
    "growth_early",
    "growth_late",
    "degree_days",
];
/// Those that go with fires, the strongest first, as few members carry few of them.
pub const OF_FIRES: [usize; CONTROLS] = [1, 6, 0, 7, 2, 8, 4, 3, 5];
/// Those that go with growth and flowering, likewise.
pub const OF_GROWTH: [usize; CONTROLS] = [6, 8, 7, 4, 3, 5, 1, 0, 2];

/// The controls of a weather.
pub type WeatherControls = [f64; CONTROLS];

/// Stands that take as long as a weather and its fire weather, about.
const STANDS_AS_LONG: f64 = 8.0;
/// Variance of fires over their draws that weathers explain, over what is left: 0.14 and 0.05 on the shipped area.
const EXPLAINED: f64 = 2.8;
/// Further weathers of a member at most.
const MOST: usize = 16;
/// Water that the soil of the growth sums holds, mm.
const SOIL_MM: f64 = 60.0;
/// Fill from which grass does not lack water.
const UNSTRESSED: f64 = 0.6;
/// First of the further weathers, apart from those of members.
const FIRST: usize = 1 << 32;

/// Further weathers of a member, by the number of stands that share one; none where the weather is observed.
///
/// With `F` of them a member takes `1 + c F` times as long, where `c` is the time of a weather over that of the member, and leaves the
/// variance `a + b/(1 + F)`, where the weather explains `b` and not `a`; the product is least near `1 + F = sqrt(b/(a c))`.
pub fn further_weathers(scenario: &Scenario, stands: &Stands) -> usize {
    let is_drawn = |weather: &NodeWeather| matches!(weather, NodeWeather::Generated(_));
    if !scenario.nodes.iter().any(|node| is_drawn(&node.weather)) {
        return 0;
    }
    let own = stands.stands.len() as f64 / scenario.nodes.len() as f64;
    let best = (EXPLAINED * own / STANDS_AS_LONG).sqrt().round() as usize;
    best.saturating_sub(1).min(MOST)
}

/// The controls of a run, mean over the years after the warm-up.
pub fn controls_of(run: &Run<'_>, warmup: usize) -> WeatherControls {
    let years = &run.years[warmup..];
    let mut sums = [0.0; CONTROLS];
    let mut warm_days = 0.0;
    let mut soil_mm = SOIL_MM;
    for day in years.iter().flat_map(|year| year.days.clone()) {
        let (weather, fire) = (&run.days[day], &run.fire_days[day]);
        let month = weather.month;
        let date = (month, weather.day);
        let fill = (soil_mm / (UNSTRESSED * SOIL_MM)).min(1.0);
        soil_mm = (soil_mm + weather.infiltration_mm - fill * weather.crop_evaporation_mm).clamp(0.0, SOIL_MM);
        let growth = weather.growth_warmth * weather.co2_factor * weather.par_mj_m2 * fill;
        if ((3, 1)..=(6, 25)).contains(&date) {
            sums[6] += growth;
        } else if ((6, 26)..=(9, 30)).contains(&date) {
            sums[7] += growth;
        }
        if date == (5, 31) {
            sums[8] += weather.temp_sum;
        }
        if fire.burnable {
            if ((3, 1)..=(5, 15)).contains(&date) {
                sums[0] += fire.ignition_probability;
            } else if (5..=9).contains(&month) {
                sums[1] += fire.ignition_probability;
            }
        }
        sums[2] += fire.codes.dsr;
        sums[if (4..=9).contains(&month) { 3 } else { 4 }] += weather.rain_mm;
        if (3..=10).contains(&month) {
            sums[5] += weather.temp_c;
            warm_days += 1.0;
        }
    }
    let count = years.len().max(1) as f64;
    sums[5] *= count / f64::max(warm_days, 1.0);
    sums.map(|sum| sum / count)
}

/// Mean controls of the further weathers of a member over the network; `nodes` are the shares of the nodes. Those of a mirrored
/// member are the mirrored ones of its pair.
pub fn mean_of_further(scenario: &Scenario, member: usize, count: usize, nodes: &[f64]) -> WeatherControls {
    let mut mean = [0.0; CONTROLS];
    let mirrored = member & MIRRORED as usize;
    let first = mirrored | (FIRST + (member - mirrored) * MOST);
    for weather in 0..count {
        for (node, share) in nodes.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            let run = run_of(scenario, node, first + weather);
            let found = controls_of(&run, scenario.warmup);
            mean.iter_mut().zip(found).for_each(|(sum, value)| *sum += share * value / count as f64);
        }
    }
    mean
}
