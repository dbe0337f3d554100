//! Measures that the network has as a whole: its connectivity, joint planning, robustness.

use super::{Keyed, PLAN, row};
use crate::biodiversity::index::connectivity_part;
use crate::kpi::Evidence;
use crate::kpi::connectivity::{Choice, ConnectivityPart, NetworkSeries, network_series};
use crate::kpi::define::{KPIS, Kpi, Quantity};
use crate::kpi::group::{Level, Total, Totals};
use crate::kpi::robustness::{joint_totals, robustness};
use crate::kpi::segment_value::Over;
use crate::kpi::web::Web;
use crate::simulation::measure::Measure;
use crate::units::HA_PER_M2;

/// The network under every choice: the present, each regime, and the plan where there is one.
pub(super) fn network(evidence: &Evidence, plan: Option<&[Option<usize>]>) -> Vec<NetworkSeries> {
    let setting = evidence.setting;
    let present = |segment: usize| Some(setting.present[segment]);
    let regimes: Vec<_> = (0..setting.regimes.len()).map(|regime| move |_: usize| Some(regime)).collect();
    let chosen = |segment: usize| plan.and_then(|plan| plan[segment]);
    let mut choices: Vec<Choice<'_>> = vec![&present];
    choices.extend(regimes.iter().map(|regime| regime as Choice<'_>));
    if plan.is_some() {
        choices.push(&chosen);
    }
    network_series(evidence, &Web::of(setting), &choices)
}

/// Totals of a measure of the whole network; passage between nature areas also by pair.
fn network_totals(evidence: &Evidence, series: &NetworkSeries, part: ConnectivityPart) -> Totals {
    let of = |values: &[f64]| {
        let mut total = Total::default();
        total.add(values, 0.0, (1.0, 0.0));
        total
    };
    let mut totals = Totals::from([((Level::Network, String::new()), of(&series.values(part)))]);
    if part == ConnectivityPart::Corridor {
        for corridor in &series.corridors {
            let [a, b] = corridor.areas.map(|area| evidence.setting.areas[area].name.as_str());
            totals.insert((Level::Corridor, format!("{a} - {b}")), of(&corridor.least));
        }
    }
    totals
}

/// Rows of the measures of the whole network, in members: they have no years.
pub(super) fn network_rows(evidence: &Evidence, all: &[NetworkSeries], planned: bool) -> Vec<Keyed> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    let setting = evidence.setting;
    let mut names: Vec<(usize, &str)> = setting.regimes.iter().copied().enumerate().collect();
    names.extend(planned.then_some((usize::MAX, PLAN)));
    let mut rows = Vec::new();
    for (place, kpi) in LIST.iter().enumerate() {
        let Quantity::Connectivity(part) = kpi.quantity else { continue };
        let present = network_totals(evidence, &all[0], part);
        for ((order, name), series) in names.iter().zip(&all[1..]) {
            let now = network_totals(evidence, series, part);
            let made = now.keys().filter_map(|group| {
                Some(((group.clone(), *order, place), row(setting, kpi, name, group, &now, &present)?))
            });
            rows.extend(made);
        }
    }
    rows
}

/// Rows of joint planning and of robustness: one number each, which the present does not have to be held against.
pub(super) fn contract_rows(evidence: &Evidence, plan: Option<&[Option<usize>]>) -> Vec<Keyed> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    let setting = evidence.setting;
    let mut rows = Vec::new();
    for (place, kpi) in LIST.iter().enumerate() {
        let mut add = |order: usize, name: &str, totals: &Totals| {
            let made = totals.keys().filter_map(|group| {
                Some(((group.clone(), order, place), row(setting, kpi, name, group, totals, &Totals::new())?))
            });
            rows.extend(made);
        };
        match (kpi.quantity, plan) {
            (Quantity::JointPlan, Some(plan)) => add(usize::MAX, PLAN, &joint_totals(evidence, kpi, plan)),
            (Quantity::Robustness, _) => {
                let today = |segment: usize| Some(setting.present[segment]);
                let chance = |programme: &dyn Fn(usize) -> Option<usize>| robustness(evidence, programme, &today);
                for (regime, name) in setting.regimes.iter().enumerate() {
                    add(regime, name, &chance(&|_| Some(regime)));
                }
                if let Some(plan) = plan {
                    add(usize::MAX, PLAN, &chance(&|segment| plan[segment]));
                }
            }
            _ => {}
        }
    }
    rows
}

/// Mixes the connectivity of the network into the index of its verges; other KPIs stay as they are.
///
/// Connectivity has no years: those of a member all have that of the member.
pub(in crate::kpi) fn with_connectivity(
    evidence: &Evidence,
    kpi: &Kpi,
    over: Over,
    series: &NetworkSeries,
    totals: &mut Totals,
) {
    if !matches!(kpi.quantity, Quantity::Measure(Measure::BiodiversityIndex, ..)) {
        return;
    }
    let parts = connectivity_worths(evidence, series);
    let years = evidence.outcomes.count(over) / parts.len().max(1);
    let (shares, worths): (Vec<f64>, Vec<f64>) =
        parts.into_iter().flat_map(|part| std::iter::repeat_n(part, years)).unzip();
    let Some(&share) = shares.first() else { return };
    for total in totals.values_mut() {
        total.mix(share, &worths);
    }
}

/// Share that the connectivity of the network has in the index, and its worth, in each member.
pub(in crate::kpi) fn connectivity_worths(evidence: &Evidence, series: &NetworkSeries) -> Vec<(f64, f64)> {
    let grass = evidence.setting.segments.iter().enumerate();
    let area_ha: f64 = grass
        .filter(|(segment, _)| !evidence.sites.zones(*segment).is_empty())
        .map(|(_, row)| HA_PER_M2 * row.mown_area_m2)
        .sum();
    let least = series.values(ConnectivityPart::Least).into_iter();
    least.map(|least_ha| connectivity_part(least_ha / area_ha.max(f64::MIN_POSITIVE))).collect()
}
