//! Work of the visits of a programme on a segment: what is done when, and its hours, tonnes and money.

use super::Evidence;
use super::define::WorkPart;
use crate::calendar::MonthDay;
use crate::mowing::patches::{PlannedCut, Timing};
use crate::mowing::regime::{Cut, Machine, Removal};
use crate::network::segment::Segment;
use crate::scenario::stands::Zone;
use crate::units::{HA_PER_M2, TONNE_PER_KG};

/// Cost, hours, tonnes and CO2 of a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VisitCost {
    /// Money, EUR.
    pub eur: f64,
    /// Machine hours.
    pub hours: f64,
    /// Fresh cuttings taken away, t.
    pub tonnes_fresh: f64,
    /// Diesel, litres.
    pub litres_diesel: f64,
    /// CO2, kg.
    pub co2_kg: f64,
}

impl VisitCost {
    /// The cost of a visit that happens in this share of the years.
    fn times(self, share: f64) -> Self {
        VisitCost {
            eur: share * self.eur,
            hours: share * self.hours,
            tonnes_fresh: share * self.tonnes_fresh,
            litres_diesel: share * self.litres_diesel,
            co2_kg: share * self.co2_kg,
        }
    }

    /// One part, in the unit of its KPI.
    pub fn part(&self, part: WorkPart) -> f64 {
        match part {
            WorkPart::Eur => self.eur,
            WorkPart::Co2 => self.co2_kg * TONNE_PER_KG,
            WorkPart::Tonnes => self.tonnes_fresh,
            WorkPart::Hours => self.hours,
        }
    }
}

/// What a price is asked for: one zone of one segment, cut once.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Segment.
    pub segment: &'a Segment,
    /// Machine.
    pub machine: Machine,
    /// What happens to the cuttings.
    pub removal: Removal,
    /// Days the hay lies.
    pub lying_days: u8,
    /// Day of the visit.
    pub day: MonthDay,
    /// Area of the zone, m2.
    pub area_m2: f64,
    /// Share of it that is cut.
    pub share: f64,
    /// Mass taken away, kg DM per ha cut.
    pub exported_kg_ha: f64,
}

/// Prices of visits.
pub trait Prices: Sync {
    /// Cost, hours, tonnes and CO2 of a job.
    fn visit(&self, job: &Job) -> VisitCost;
}

/// A visit to a zone of a segment under a programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisitWork {
    /// Zone.
    pub zone: Zone,
    /// Index of the visit in its programme, or of the cut in the list of its strip.
    pub visit: u8,
    /// Week of the year.
    pub week: u8,
    /// Day of the year on which it happens (the median day where a rule finds it).
    pub day: MonthDay,
    /// Machine.
    pub machine: Machine,
    /// Cutting height, m.
    pub height_m: f64,
    /// What happens to the cuttings.
    pub removal: Removal,
    /// Days the hay lies.
    pub lying_days: u8,
    /// Share left standing.
    pub leave: f64,
    /// Area cut, ha.
    pub area_ha: f64,
    /// Share of the years in which it falls on a day when mowing should wait.
    pub waiting: f64,
    /// Cost, hours, tonnes and CO2.
    pub cost: VisitCost,
}

/// Week of a plan in which a day of the year lies: days `7w - 6` to `7w` are week `w`, whose day `7w - 3` stands for it.
///
/// ```
/// assert_eq!(zeis::kpi::cost::week_of_day(7 * 27 - 3), 27);
/// ```
pub fn week_of_day(day_of_year: u16) -> u8 {
    (day_of_year.clamp(1, 365)).div_ceil(7).min(52) as u8
}

fn planned(cut: &Cut, visit: usize) -> (PlannedCut, f64) {
    let timing = match cut.when {
        Some((trigger, otherwise)) => Timing::Rule { window: cut.window, trigger, otherwise },
        None => Timing::Day(cut.default_day()),
    };
    let cut = PlannedCut {
        timing,
        visit: visit as u8,
        height_m: cut.height_m,
        machine: cut.machine,
        removal: cut.removal,
        lying_days: cut.lying_days,
    };
    (cut, 0.0)
}

/// Visits of a segment under a programme, strips included, in order of day and zone; `None` if not simulated or without
/// grass.
///
/// The area and mass of a visit are the means over members and years of the ensemble; one that happens in some years only costs
/// that share of what it costs in a year in which it happens.
pub fn visits(evidence: &Evidence, segment: usize, programme: usize) -> Option<Vec<VisitWork>> {
    let setting = evidence.setting;
    let zones = evidence.sites.zones(segment);
    if zones.is_empty() {
        return None;
    }
    let mut list = Vec::new();
    for part in zones {
        let case = evidence.sites.case(segment, part.zone, programme)?;
        let cuts: Vec<(PlannedCut, f64, Option<u8>)> = match part.zone {
            Zone::Main => {
                setting.programmes[programme].visits.iter().map(|visit| (visit.cut, visit.leave, visit.week)).collect()
            }
            Zone::Safety | Zone::Ditch => {
                let cuts = if part.zone == Zone::Safety { &setting.strips.safety } else { &setting.strips.ditch };
                cuts.iter().enumerate().map(|(visit, cut)| planned(cut, visit)).map(|(cut, u)| (cut, u, None)).collect()
            }
        };
        for (place, (cut, leave, week)) in cuts.into_iter().enumerate() {
            let outcome = evidence.outcomes.visits[case].get(place).copied().unwrap_or_default();
            let day = match (week, cut.timing) {
                (Some(week), _) => MonthDay::of_week(week),
                (None, Timing::Day(day)) => day,
                (None, Timing::Rule { window, .. }) if outcome.median_day == 0 => window.last,
                (None, Timing::Rule { .. }) => MonthDay::from_day_of_year(outcome.median_day),
            };
            let area_m2 = setting.segments[segment].mown_area_m2 * part.area_share;
            let area_ha = area_m2 * HA_PER_M2 * outcome.share;
            let job = Job {
                segment: &setting.segments[segment],
                machine: cut.machine,
                removal: cut.removal,
                lying_days: cut.lying_days,
                day,
                area_m2,
                share: if outcome.frequency > 0.0 { outcome.share / outcome.frequency } else { 0.0 },
                exported_kg_ha: outcome.exported_kg_ha,
            };
            list.push(VisitWork {
                zone: part.zone,
                visit: place as u8,
                week: week.unwrap_or_else(|| week_of_day(day.day_of_year())),
                day,
                machine: cut.machine,
                height_m: cut.height_m,
                removal: cut.removal,
                lying_days: cut.lying_days,
                leave,
                area_ha,
                waiting: outcome.waiting,
                cost: if area_ha > 0.0 {
                    evidence.prices.visit(&job).times(outcome.frequency)
                } else {
                    VisitCost::default()
                },
            });
        }
    }
    list.sort_by_key(|work| (work.day, work.zone, work.visit));
    Some(list)
}

/// Sum of the work of visits.
pub fn total(visits: &[VisitWork]) -> VisitCost {
    visits.iter().fold(VisitCost::default(), |sum, work| VisitCost {
        eur: sum.eur + work.cost.eur,
        hours: sum.hours + work.cost.hours,
        tonnes_fresh: sum.tonnes_fresh + work.cost.tonnes_fresh,
        litres_diesel: sum.litres_diesel + work.cost.litres_diesel,
        co2_kg: sum.co2_kg + work.cost.co2_kg,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn every_day_lies_in_the_week_whose_day_is_nearest() {
        for week in 1..=52_u16 {
            for shift in 0..7 {
                assert_eq!(u16::from(week_of_day(7 * week - 6 + shift)), week);
            }
        }
        assert_eq!(week_of_day(366), 52);
    }

    #[test]
    fn strips_are_cut_under_every_programme() {
        let sample = Sample::new();
        sample.with(|evidence| {
            let uncut = visits(evidence, 0, 2).expect("simulated");
            assert_eq!(uncut.iter().map(|work| work.zone).collect::<Vec<_>>(), vec![Zone::Safety]);
            let cut = visits(evidence, 0, 0).expect("simulated");
            assert_eq!(cut.len(), 2);
            // 100 EUR per ha: 0.1 ha of strip and 0.9 ha of main verge.
            assert!((total(&cut).eur - 100.0).abs() < 1e-9);
            assert!((total(&uncut).eur - 10.0).abs() < 1e-9);
        });
        assert_eq!(Sample::new().with(|evidence| visits(evidence, 3, 0)), None);
    }
}
