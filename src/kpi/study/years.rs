//! The years of a member: KPIs of the network year by year, and the season under the regimes of today.
//!
//! A KPI that is a sum of yearly measures over the cases keeps its years without the cases keeping theirs: segments are put
//! together into weights of cases once, and every case hands over its years as soon as it is simulated. So memory grows by one
//! number per KPI, choice and year, whatever the size of the network. Measures that a threshold or a whole network makes
//! (species-rich length, fire index, consequences, work) have the mean over the years alone.
//!
//! The season is live mass, dead mass (standing and litter) and expected fires by half-month, on the network under the regimes of
//! today.

use crate::biodiversity::season::HALF_MONTHS;
use crate::ensemble::controls::WeatherControls;
use crate::ensemble::unit::{Unit, UnitRows};
use crate::fire::rate_doubt::IgnitionDraw;
use crate::kpi::Setting;
use crate::kpi::define::{Kpi, Quantity, Zones, find};
use crate::kpi::fires::{exposure, form_factor, per_exposure};
use crate::kpi::group::weight;
use crate::kpi::segment_value::Sites;

/// KPIs whose years are kept.
const YEARLY: [&str; 15] = [
    "fire",
    "fire_spring",
    "fire_summer",
    "fire_tall",
    "F1",
    "F2",
    "F3",
    "F3_weather",
    "B1",
    "B4",
    "B6",
    "B7",
    "B9",
    "B10",
    "B12",
];

/// Quantities of the season: name, English and Dutch title, unit.
pub const SEASON: [[&str; 4]; 3] = [
    ["live", "Live mass", "Levende massa", "t DM/ha"],
    ["dead", "Standing dead and litter", "Staand dood en strooisel", "t DM/ha"],
    ["fire", "Expected verge fires", "Verwachte bermbranden", "fires"],
];

const T_HA_PER_KG_HA: f64 = 1e-3;

/// KPIs whose years are kept, in the order of the numbers.
pub fn yearly_kpis() -> Vec<&'static Kpi> {
    YEARLY.iter().filter_map(|id| find(id)).collect()
}

/// A way in which segments weigh cases.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Kind {
    zones: Zones,
    /// How segments are put together; a KPI of this kind, for its weight.
    kpi: &'static Kpi,
    /// Whether a unit of the measure counts as the fires of the segment.
    per_fire: bool,
}

/// Weights of a case under a choice, by kind.
type CaseWeights = Vec<(usize, Vec<f64>)>;

/// The years of one member, summed up as its cases are simulated.
#[derive(Debug)]
pub struct MemberYears<'a> {
    setting: &'a Setting<'a>,
    draw: IgnitionDraw,
    kpis: Vec<&'static Kpi>,
    /// Kind of each KPI; `None` for the weather.
    kinds: Vec<Option<usize>>,
    cases: Vec<CaseWeights>,
    /// `[kind][choice]`.
    divisors: Vec<Vec<f64>>,
    /// Share of the network that each node stands for, and whether its weather was seen.
    nodes: Vec<(f64, bool)>,
    years: usize,
    choices: usize,
    values: Vec<f64>,
    season: Vec<f64>,
    weather: WeatherControls,
}

impl<'a> MemberYears<'a> {
    /// Nothing yet; `evidence` needs no outcomes. `count`: of cases and nodes.
    pub fn new(setting: &'a Setting<'a>, sites: &dyn Sites, years: usize, (cases, nodes): (usize, usize)) -> Self {
        let kpis = yearly_kpis();
        let (all, kinds) = kinds(&kpis);
        let choices = setting.regimes.len() + 1;
        let mut found = MemberYears {
            setting,
            draw: setting.ignition_draws[0][0],
            kinds,
            cases: vec![Vec::new(); cases],
            divisors: vec![vec![0.0; choices]; all.len()],
            nodes: vec![(0.0, false); nodes],
            years,
            choices,
            values: vec![0.0; kpis.len() * choices * years],
            season: vec![0.0; SEASON.len() * years * HALF_MONTHS],
            weather: WeatherControls::default(),
            kpis,
        };
        for segment in 0..setting.segments.len() {
            found.weigh(&all, sites, segment);
        }
        let grass: f64 = found.nodes.iter().map(|node| node.0).sum();
        found.nodes.iter_mut().filter(|_| grass > 0.0).for_each(|node| node.0 /= grass);
        found
    }

    /// Which cases show their half-months: those of today.
    pub fn seasons(&self) -> Vec<bool> {
        let today = self.choices - 1;
        self.cases.iter().map(|weights| weights.iter().any(|&(choice, _)| choice == today)).collect()
    }

    fn weigh(&mut self, kinds: &[Kind], sites: &dyn Sites, segment: usize) {
        let row = &self.setting.segments[segment];
        let Some(node) = sites.node(segment) else { return };
        self.nodes[node].0 += row.length_m;
        let (fires, today) = (exposure(row, &self.draw), self.setting.present[segment]);
        for regime in 0..self.choices - 1 {
            let choices = [Some(regime), (regime == today).then_some(self.choices - 1)];
            for choice in choices.into_iter().flatten() {
                let mut counted = vec![false; kinds.len()];
                for part in sites.zones(segment) {
                    let Some(case) = sites.case(segment, part.zone, regime) else { continue };
                    let weights = entry(&mut self.cases[case], choice, kinds.len());
                    for (place, kind) in kinds.iter().enumerate() {
                        let Some(share) = kind.zones.weight(row, part) else { continue };
                        let whole = if kind.per_fire { share * fires } else { share };
                        weights[place] += whole * weight(kind.kpi, row).0;
                        counted[place] = true;
                    }
                }
                for (place, kind) in kinds.iter().enumerate().filter(|(place, _)| counted[*place]) {
                    self.divisors[place][choice] += weight(kind.kpi, row).1;
                }
            }
        }
    }

    /// Adds the years of a group of classes.
    pub fn add(&mut self, unit: &Unit, rows: &UnitRows) {
        for (case, found) in &rows.cases {
            for year in 0..self.years {
                self.add_case(*case, year, &found.years[year]);
            }
        }
        for (case, seasons) in &rows.seasons {
            let found = rows.cases.binary_search_by_key(case, |(other, _)| *other).ok().map(|at| &rows.cases[at].1);
            for (year, season) in seasons.iter().enumerate() {
                let factor = found.map_or(1.0, |found| form_factor(&found.years[year], &self.draw, self.setting.fire));
                for (half, sums) in season.iter().enumerate() {
                    let values = [sums.live_kg_ha, sums.dead_kg_ha, factor * sums.susceptibility];
                    self.add_season(*case, year, half, values);
                }
            }
        }
        let node = &mut self.nodes[unit.node];
        if std::mem::replace(&mut node.1, true) {
            return;
        }
        self.weather.iter_mut().zip(rows.weather).for_each(|(sum, value)| *sum += node.0 * value);
        if let Some(place) = self.kinds.iter().position(Option::is_none) {
            for choice in 0..self.choices {
                for (year, days) in rows.fire_weather_days.iter().enumerate() {
                    self.values[(place * self.choices + choice) * self.years + year] += node.0 * days;
                }
            }
        }
    }

    fn add_case(&mut self, case: usize, year: usize, measures: &[f64]) {
        for (place, (kpi, kind)) in self.kpis.iter().zip(&self.kinds).enumerate() {
            let Some(kind) = kind else { continue };
            let value = of_year(kpi, measures, &self.draw, self.setting);
            for (choice, weights) in &self.cases[case] {
                self.values[(place * self.choices + choice) * self.years + year] += weights[*kind] * value;
            }
        }
    }

    fn add_season(&mut self, case: usize, year: usize, half: usize, [live, dead, fires]: [f64; 3]) {
        let today = self.choices - 1;
        let kind = |id: &str| self.kpis.iter().position(|kpi| kpi.id == id).and_then(|place| self.kinds[place]);
        let (Some(mass), Some(fire)) = (kind("F1"), kind("fire")) else { return };
        let Some((_, weights)) = self.cases[case].iter().find(|(choice, _)| *choice == today) else { return };
        let area = T_HA_PER_KG_HA * weights[mass] / self.divisors[mass][today].max(f64::MIN_POSITIVE);
        let values = [area * live, area * dead, weights[fire] * fires];
        for (quantity, value) in values.into_iter().enumerate() {
            self.season[(quantity * self.years + year) * HALF_MONTHS + half] += value;
        }
    }

    /// Share of the network that each node stands for.
    pub fn node_shares(&self) -> Vec<f64> {
        self.nodes.iter().map(|node| node.0).collect()
    }

    /// `[kpi][choice][year]`, then `[quantity of the season][year][half-month]`, then the controls of the weather.
    pub fn finish(mut self) -> Vec<f64> {
        for (place, kind) in self.kinds.iter().enumerate() {
            let Some(kind) = kind else { continue };
            for choice in 0..self.choices {
                let divisor = self.divisors[*kind][choice];
                let first = (place * self.choices + choice) * self.years;
                let years = self.values[first..first + self.years].iter_mut();
                years.filter(|_| divisor > 0.0).for_each(|value| *value /= divisor);
            }
        }
        self.values.extend(self.season);
        self.values.extend(self.weather);
        self.values
    }
}

/// The kinds of the KPIs, and which is whose.
fn kinds(kpis: &[&'static Kpi]) -> (Vec<Kind>, Vec<Option<usize>>) {
    let mut all: Vec<Kind> = Vec::new();
    let place = kpis.iter().map(|kpi| {
        let (zones, per_fire) = match kpi.quantity {
            Quantity::Measure(_, zones, _) => (zones, false),
            Quantity::Fires(_) => (Zones::Ignition, true),
            Quantity::FormDays(_) => (Zones::Ignition, false),
            _ => return None,
        };
        let same = |kind: &Kind| (kind.zones, kind.per_fire, kind.kpi.aggregate) == (zones, per_fire, kpi.aggregate);
        Some(all.iter().position(same).unwrap_or_else(|| {
            all.push(Kind { zones, kpi, per_fire });
            all.len() - 1
        }))
    });
    let places = place.collect();
    (all, places)
}

fn entry(weights: &mut CaseWeights, choice: usize, kinds: usize) -> &mut Vec<f64> {
    let place = weights.iter().position(|(other, _)| *other == choice).unwrap_or_else(|| {
        weights.push((choice, vec![0.0; kinds]));
        weights.len() - 1
    });
    &mut weights[place].1
}

/// What a case adds to a KPI in a year, per unit of its weight.
fn of_year(kpi: &Kpi, measures: &[f64], draw: &IgnitionDraw, setting: &Setting) -> f64 {
    match kpi.quantity {
        Quantity::Measure(measure, _, factor) => factor * measures[measure.index()],
        Quantity::FormDays(forms) => measures[forms[draw.reading as usize].index()],
        Quantity::Fires(measure) => per_exposure(measures, measure, draw, setting.fire),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Over;
    use crate::ensemble::controls::CONTROLS;
    use crate::kpi::evaluate::totals;
    use crate::kpi::group::Level;
    use crate::kpi::sample::Sample;
    use crate::simulation::case_year::{CaseHalfMonth, CaseYears};
    use crate::simulation::measure::Measure;

    /// The years of the first member of the sample, as a unit hands them over.
    fn rows(sample: &Sample) -> UnitRows {
        let of_case = |case: usize| {
            let year = |year: usize| std::array::from_fn(|measure| sample.outcomes.yearly[[case, 0, year, measure]]);
            (
                case,
                CaseYears {
                    years: vec![year(0), year(1)],
                    visits: Vec::new(),
                    fires: Default::default(),
                    fires_by_year: Vec::new(),
                    problems: Vec::new(),
                },
            )
        };
        let half = CaseHalfMonth { live_kg_ha: 1000.0, dead_kg_ha: 3000.0, susceptibility: 0.5 };
        UnitRows {
            cases: (0..14).map(of_case).collect(),
            standing: Vec::new(),
            fire_weather_days: vec![12.0, 20.0],
            weather: [3.0; CONTROLS],
            seasons: vec![(1, vec![[half; 24]; 2])],
            pictures: Vec::new(),
            column_days: 0,
        }
    }

    #[test]
    fn years_are_those_of_a_run_that_keeps_its_cases() {
        let mut sample = Sample::new();
        for case in 0..14 {
            for year in 0..2 {
                let days = 3.0 + case as f64 + 10.0 * year as f64;
                sample.outcomes.yearly[[case, 0, year, Measure::HazardDays.index()]] = days;
                sample.outcomes.yearly[[case, 0, year, Measure::DeadFuelPeak.index()]] = 100.0 * days;
            }
        }
        let rows = rows(&sample);
        sample.with(|evidence| {
            let mut years = MemberYears::new(evidence.setting, evidence.sites, 2, (14, 1));
            assert_eq!(
                years.seasons().iter().filter(|&&is_shown| is_shown).count(),
                4,
                "main verges and strips of today"
            );
            let unit = Unit { node: 0, member: 0, classes: vec![0, 1] };
            years.add(&unit, &rows);
            // a second group of the node brings its weather again, which counts once
            years.add(&unit, &UnitRows { cases: Vec::new(), seasons: Vec::new(), ..rows.clone() });
            let found = years.finish();
            let mut compared = 0;
            for (place, kpi) in yearly_kpis().into_iter().enumerate() {
                for choice in 0..4 {
                    let values = &found[(place * 4 + choice) * 2..][..2];
                    if kpi.id == "F3_weather" {
                        assert_eq!(values, [12.0, 20.0]);
                        continue;
                    }
                    let programme = |_| Some(if choice == 3 { 0 } else { choice });
                    let expected = totals(evidence, kpi, Over::MemberYears, programme);
                    let expected = expected[&(Level::Network, String::new())].values();
                    for (found, expected) in values.iter().zip(&expected[..2]) {
                        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{}: {found} {expected}", kpi.id);
                        compared += 1;
                    }
                }
            }
            assert_eq!(compared, 14 * 4 * 2);
            // one case shows its half-months: the main verge of two of three segments, 0.9 of their area
            let season = &found[15 * 4 * 2..];
            assert!((season[0] - 0.6).abs() < 1e-12 && (season[48] - 1.8).abs() < 1e-12, "{season:?}");
            let row = &evidence.setting.segments[0];
            assert_eq!(found[found.len() - CONTROLS..], [3.0; CONTROLS], "the weather of the only node");
            let fires = 2.0 * 0.6 * 0.5 * exposure(row, &evidence.setting.ignition_draws[0][0]);
            assert!((season[96] - fires).abs() < 1e-12 * fires, "{} {fires}", season[96]);
        });
    }
}
