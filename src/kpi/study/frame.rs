//! The numbers of one member: KPIs of groups of segments under every regime and under those of today, and measures of the
//! classes of sites.

use super::kpis;
use crate::biodiversity::season::HALF_MONTHS;
use crate::ensemble::{Outcomes, Over};
use crate::fire::consequence::Consequence;
use crate::kpi::connectivity::{Choice, NetworkSeries, network_series};
use crate::kpi::consequence::ZoneFires;
use crate::kpi::define::{Kpi, Quantity};
use crate::kpi::evaluate::connectivity_worths;
use crate::kpi::group::{Group, Level, groups, weight};
use crate::kpi::outcomes::{cases_of_regimes, columns};
use crate::kpi::segment_value::{ZonePart, ZoneYear, is_index, series, value};
use crate::kpi::web::Web;
use crate::kpi::{Evidence, Setting, cost};
use crate::scenario::stands::{Stands, Zone};
use crate::simulation::measure::Measure;

/// Worths of segments by choice and half-month that are held at a time.
const WORTHS_HELD: usize = 1_000_000;

/// Groups of segments and KPIs, in the order of the numbers.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Groups: the network, owners, contracts, routes.
    pub groups: Vec<Group>,
    /// KPIs.
    pub kpis: Vec<&'static Kpi>,
    /// Groups that each segment belongs to.
    group_of: Vec<Vec<usize>>,
    choices: usize,
    web: Web,
}

/// Sum over segments, and what it is divided by.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    weighted: f64,
    divisor: f64,
    segments: usize,
}

impl Sum {
    fn add(&mut self, value: f64, (weight, divisor): (f64, f64)) {
        self.weighted += weight * value;
        self.divisor += divisor;
        self.segments += 1;
    }

    /// Mixes a share of another value into a mean.
    fn mix(&mut self, share: f64, other: f64) {
        self.weighted = (1.0 - share) * self.weighted + share * self.divisor * other;
    }

    fn value(&self) -> f64 {
        match (self.segments, self.divisor > 0.0) {
            (0, _) => f64::NAN,
            (_, true) => self.weighted / self.divisor,
            _ => self.weighted,
        }
    }
}

impl Frame {
    /// The groups of the segments with grass.
    pub fn new(setting: &Setting) -> Self {
        let is_told = |group: &Group| group.0 != Level::Segment;
        let mut all: Vec<Group> =
            setting.segments.iter().filter(|row| row.is_grass()).flat_map(groups).filter(is_told).collect();
        all.sort_unstable();
        all.dedup();
        let place = |group: Group| all.binary_search(&group).ok();
        let group_of = setting.segments.iter().map(|row| groups(row).into_iter().filter_map(place).collect());
        Frame {
            group_of: group_of.collect(),
            groups: all,
            kpis: kpis(),
            choices: setting.regimes.len() + 1,
            web: Web::of(setting),
        }
    }

    /// Values `[kpi][group][choice]` of the one member of the outcomes; not a number where a KPI does not apply.
    ///
    /// Choices are the regimes, each on the whole network, and then each segment's own regime of today. Costs follow the mass of
    /// the member, consequences of fires its own table of winds and spread.
    pub fn values(&self, evidence: &Evidence) -> Vec<f64> {
        let mut sums = vec![Sum::default(); self.kpis.len() * self.groups.len() * self.choices];
        for segment in 0..evidence.setting.segments.len() {
            self.add_segment(evidence, segment, &mut sums);
        }
        self.add_network(evidence, &mut sums);
        sums.iter().map(Sum::value).collect()
    }

    /// Adds what belongs to the network as a whole: its connectivity, a few choices at a time, and the part of that in the index.
    fn add_network(&self, evidence: &Evidence, sums: &mut [Sum]) {
        let setting = evidence.setting;
        let today = |segment: usize| Some(setting.present[segment]);
        let regimes: Vec<_> = (0..self.choices - 1).map(|regime| move |_: usize| Some(regime)).collect();
        let mut choices: Vec<Choice<'_>> = regimes.iter().map(|regime| regime as Choice<'_>).collect();
        choices.push(&today);
        let together = (WORTHS_HELD / (HALF_MONTHS * setting.segments.len()).max(1)).max(1);
        for (first, some) in choices.chunks(together).enumerate() {
            for (place, series) in network_series(evidence, &self.web, some).iter().enumerate() {
                self.add_series(evidence, first * together + place, series, sums);
            }
        }
    }

    fn add_series(&self, evidence: &Evidence, choice: usize, series: &NetworkSeries, sums: &mut [Sum]) {
        for (place, kpi) in self.kpis.iter().enumerate() {
            let at = |group: usize| (place * self.groups.len() + group) * self.choices + choice;
            match kpi.quantity {
                Quantity::Connectivity(part) => {
                    let (Some(&value), false) = (series.values(part).first(), self.groups.is_empty()) else { continue };
                    sums[at(0)].add(value, (1.0, 0.0));
                }
                Quantity::Measure(Measure::BiodiversityIndex, ..) => {
                    let Some(&(share, worth)) = connectivity_worths(evidence, series).first() else { continue };
                    (0..self.groups.len()).for_each(|group| sums[at(group)].mix(share, worth));
                }
                _ => {}
            }
        }
    }

    fn add_segment(&self, evidence: &Evidence, segment: usize, sums: &mut [Sum]) {
        let setting = evidence.setting;
        let (row, parts) = (&setting.segments[segment], evidence.sites.zones(segment));
        let draw = &setting.ignition_draws[0][0];
        let today = setting.present[segment];
        let fires: Vec<ZoneFires<'_>> = parts.iter().map(|part| ZoneFires::new(evidence, segment, part)).collect();
        let mut strips: Vec<Option<[Consequence; 2]>> = vec![None; parts.len()];
        for regime in 0..setting.regimes.len() {
            let Some(found) = zones(evidence, (segment, regime), (parts, &fires), &mut strips) else { continue };
            let zones: Vec<ZoneYear<'_>> = found
                .iter()
                .zip(parts)
                .map(|((measures, per_fire), part)| ZoneYear { part, measures, per_fire })
                .collect();
            let work = cost::visits(evidence, segment, regime).map(|visits| cost::total(&visits));
            for (place, kpi) in self.kpis.iter().enumerate() {
                let value = match kpi.quantity {
                    Quantity::Work(part) => work.map(|work| work.part(part)),
                    Quantity::Practice(_) | Quantity::FireWeatherDays | Quantity::Problem(_) => {
                        series(evidence, kpi, segment, regime, Over::Members).and_then(|one| one.first().copied())
                    }
                    quantity if is_index(quantity) && !row.problem_species.is_empty() => {
                        series(evidence, kpi, segment, regime, Over::Members).and_then(|one| one.first().copied())
                    }
                    quantity => value(setting, row, quantity, &zones, draw),
                };
                let Some(value) = value else { continue };
                let weight = weight(kpi, row);
                for group in &self.group_of[segment] {
                    let first = (place * self.groups.len() + group) * self.choices;
                    sums[first + regime].add(value, weight);
                    if regime == today {
                        sums[first + self.choices - 1].add(value, weight);
                    }
                }
            }
        }
    }
}

/// Measures and consequences of the zones of a segment under a regime; strips are the same under every regime, and looked at
/// once.
fn zones<'a>(
    evidence: &Evidence<'a>,
    (segment, regime): (usize, usize),
    (parts, fires): (&[ZonePart], &[ZoneFires<'_>]),
    strips: &mut [Option<[Consequence; 2]>],
) -> Option<Vec<(&'a [f64], [Consequence; 2])>> {
    let mut found = Vec::with_capacity(parts.len());
    for ((part, fires), strip) in parts.iter().zip(fires).zip(strips) {
        let case = evidence.sites.case(segment, part.zone, regime)?;
        let consequences = match strip {
            Some(known) if part.zone != Zone::Main => *known,
            _ => *strip.insert(fires.per_fire(evidence, case)),
        };
        found.push((evidence.outcomes.rows(case, Over::Members)?.next()?, consequences));
    }
    (!found.is_empty()).then_some(found)
}

/// Values `[class][regime][column]` of the main verge of every class, in the one member of the outcomes; columns are those of
/// [`columns`].
pub fn class_values(stands: &Stands, outcomes: &Outcomes) -> Vec<f64> {
    let (regimes, columns) = (stands.regimes(), columns());
    let mut values = vec![f64::NAN; stands.classes.len() * regimes * columns.len()];
    for ((class, regime), cases) in cases_of_regimes(stands, regimes) {
        let share = 1.0 / cases.len() as f64;
        let first = (class * regimes + regime) * columns.len();
        for (slot, &(_, _, measure, factor)) in values[first..].iter_mut().zip(&columns) {
            let sum: f64 = cases.iter().map(|&case| outcomes.mean[[case, 0, measure.index()]]).sum();
            *slot = sum * share * factor;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::{totals, with_connectivity};
    use crate::kpi::sample::Sample;
    use ndarray::s;

    #[test]
    fn a_member_alone_has_the_values_that_it_has_among_others() {
        let whole = Sample::new();
        let mut alone = Sample::new();
        alone.outcomes.mean = whole.outcomes.mean.slice(s![.., 0..1, ..]).to_owned();
        alone.outcomes.standing = whole.outcomes.standing.slice(s![.., 0..1, ..]).to_owned();
        alone.outcomes.fire_weather_days = whole.outcomes.fire_weather_days.slice(s![.., 0..1, ..]).to_owned();
        let (frame, values) = alone.with(|evidence| {
            let frame = Frame::new(evidence.setting);
            let values = frame.values(evidence);
            (frame, values)
        });
        assert_eq!(frame.groups.iter().map(|group| group.0.name()).collect::<Vec<_>>()[..2], ["network", "owner"]);
        let mut compared = 0;
        whole.with(|evidence| {
            for (place, kpi) in frame.kpis.iter().enumerate() {
                for choice in 0..frame.choices {
                    let programme = |_| Some(if choice == 3 { 0 } else { choice });
                    let mut expected = totals(evidence, kpi, Over::Members, programme);
                    let series = network_series(evidence, &frame.web, &[&programme]).remove(0);
                    if let Quantity::Connectivity(part) = kpi.quantity {
                        let found = values[place * frame.groups.len() * frame.choices + choice];
                        let expected = series.values(part).first().copied();
                        assert!(expected.map_or(found.is_nan(), |value| value == found), "{}: {found}", kpi.id);
                        continue;
                    }
                    with_connectivity(evidence, kpi, Over::Members, &series, &mut expected);
                    for (group, name) in frame.groups.iter().enumerate() {
                        let found = values[(place * frame.groups.len() + group) * frame.choices + choice];
                        match expected.get(name) {
                            Some(total) => assert_eq!(found.to_bits(), total.values()[0].to_bits(), "{}", kpi.id),
                            None => assert!(found.is_nan(), "{}", kpi.id),
                        }
                        compared += 1;
                    }
                }
            }
        });
        assert!(compared > 500, "{compared}");
    }
}
