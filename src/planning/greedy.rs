//! The baseline planner: one pass over the segments in a random order, each taking the cheapest programme that is no worse than
//! today.
//!
//! Obligatory strips are booked first. Then, for each segment in an order drawn from the seed: of the candidates that fit in
//! 97 % of the crew hours left, the cheapest whose expected fires are not above, and whose seed set is not below, those of its
//! present regime; failing that, the one with the least fire; failing that, only the obligatory cuts. It is what a careful
//! planner could do by hand, and stays as the yardstick of better planners. Limits on the network are not sought, only judged
//! afterwards.

use super::instance::{Candidate, Instance, Place};
use super::limits::place;
use crate::random::{Purpose, Stream};

/// Share of the crew hours that the baseline planner books.
pub const BOOKED_SHARE: f64 = 0.97;

/// Why a segment got its programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Cheapest of those that are no worse than today.
    CheapestNoWorse,
    /// None is no worse than today; this has the least fire of those that fit.
    LeastFire,
    /// Nothing fits in crew hours and windows but the obligatory cuts.
    ObligatoryOnly,
}

/// The candidate each place takes (index into its candidates), and why.
pub fn choose(instance: &Instance, seed: u64) -> Vec<(usize, Reason)> {
    let mut booked = vec![0.0; instance.capacity.rows.len()];
    for &(row, hours) in instance.places.iter().flat_map(|place| &place.obligatory) {
        booked[row] += hours;
    }
    let mut choices = vec![(0, Reason::ObligatoryOnly); instance.places.len()];
    for at in order(instance.places.len(), seed) {
        let place = &instance.places[at];
        let choice = choose_one(instance, place, &booked);
        for &(row, hours) in &place.candidates[choice.0].usage {
            booked[row] += hours;
        }
        choices[at] = choice;
    }
    choices
}

/// The numbers below `count` in an order drawn from the seed (Fisher and Yates).
pub fn order(count: usize, seed: u64) -> Vec<usize> {
    let mut stream = Stream::open(seed, Purpose::PlanOrder, 0, 0);
    let mut list: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        list.swap(last, stream.below(last + 1));
    }
    list
}

fn fits(instance: &Instance, candidate: &Candidate, booked: &[f64]) -> bool {
    candidate.usage.iter().all(|&(row, hours)| {
        instance.capacity.rows[row].hours.is_none_or(|limit| booked[row] + hours <= BOOKED_SHARE * limit)
    })
}

fn choose_one(instance: &Instance, segment: &Place, booked: &[f64]) -> (usize, Reason) {
    let (fire, seeds) = (place("fire").unwrap_or(0), place("seed_set").unwrap_or(0));
    let fitting = || segment.candidates.iter().enumerate().filter(|(_, one)| fits(instance, one, booked));
    let no_worse = |one: &Candidate| {
        one.values[fire] <= segment.present[fire] * (1.0 + 1e-12) && one.values[seeds] >= segment.present[seeds] - 1e-12
    };
    let cheapest =
        fitting().filter(|(_, one)| no_worse(one)).min_by(|(_, a), (_, b)| a.cost_eur.total_cmp(&b.cost_eur));
    if let Some((at, _)) = cheapest {
        return (at, Reason::CheapestNoWorse);
    }
    if fitting().all(|(_, one)| one.weeks.is_empty()) {
        return (0, Reason::ObligatoryOnly);
    }
    let least = fitting().min_by(|(_, a), (_, b)| a.values[fire].total_cmp(&b.values[fire]));
    least.map_or((0, Reason::ObligatoryOnly), |(at, _)| (at, Reason::LeastFire))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::mowing::regime::Machine;
    use crate::planning::instance::Rules;
    use crate::scenario::{Crew, PlanOptions};

    fn options() -> PlanOptions {
        PlanOptions {
            minimise: "cost".into(),
            limits: Vec::new(),
            weeks: (14, 44),
            candidates: 30,
            min_gap_weeks: 6,
            stretch_eur: 0.0,
            joint: true,
        }
    }

    fn crew(machines: &[Machine], hours: f64, weeks: (u8, u8)) -> Crew {
        Crew {
            name: "one".into(),
            owner: "RWS".into(),
            district: "d".into(),
            machines: machines.to_vec(),
            hours_per_week: hours,
            weeks: vec![weeks],
            eur_per_hour: 0.0,
            night: false,
        }
    }

    fn chosen(sample: &Sample, crews: &[Crew], seed: u64) -> Vec<(usize, Reason)> {
        let options = options();
        let rules = Rules { options: &options, crews, owners: &[] };
        let instance = sample.with(|evidence| Instance::build(evidence, &rules));
        let choices = choose(&instance, seed);
        choices.into_iter().zip(&instance.places).map(|((at, why), p)| (p.candidates[at].programme, why)).collect()
    }

    #[test]
    fn every_segment_takes_the_cheapest_that_is_no_worse() {
        // All weekly programmes cost the same, so the first in order that is no worse than late is early@24.
        assert_eq!(chosen(&Sample::new(), &[], 1), vec![(3, Reason::CheapestNoWorse); 3]);
    }

    #[test]
    fn full_weeks_push_segments_on_and_then_out() {
        // A segment takes 1.8 h of main verge: weeks 24 and 26 hold one segment each, week 38 none.
        let eco = [Machine::DiscHay];
        let crews =
            [crew(&eco, 2.0, (24, 24)), crew(&eco, 2.0, (26, 26)), crew(&[Machine::FlailSuction], 9.0, (14, 44))];
        let plan = chosen(&Sample::new(), &crews, 1);
        let mut programmes: Vec<usize> = plan.iter().map(|choice| choice.0).collect();
        programmes.sort_unstable();
        assert_eq!(programmes, vec![2, 3, 4]);
        assert_eq!(plan.iter().filter(|choice| choice.1 == Reason::ObligatoryOnly).count(), 1);
        assert_eq!(plan, chosen(&Sample::new(), &crews, 1));
        let orders: std::collections::BTreeSet<Vec<usize>> = (0..20).map(|seed| order(3, seed)).collect();
        assert_eq!(orders.len(), 6);
    }

    #[test]
    fn no_row_is_booked_beyond_its_share_whatever_the_order() {
        let sample = Sample::new();
        let options = options();
        for seed in 0..20 {
            let crews = [crew(&[], 1.2 + 0.3 * seed as f64, (14, 44))];
            let rules = Rules { options: &options, crews: &crews, owners: &[] };
            let (plan, _) = sample.with(|evidence| crate::planning::plan(evidence, &rules, seed));
            for row in &plan.rows {
                let limit = row.row.hours.expect("crews limit every row");
                assert!(row.used <= BOOKED_SHARE * limit + 1e-12, "seed {seed}: {row:?}");
            }
        }
    }

    #[test]
    fn where_nothing_is_as_good_as_today_the_least_fire_is_taken() {
        let mut sample = Sample::new();
        sample.present = vec![2; 4]; // uncut sets more seed than any programme, but burns most
        assert_eq!(chosen(&sample, &[], 1)[0], (2, Reason::CheapestNoWorse));
        for class in 0..2 {
            for member in 0..2 {
                let susceptibility = crate::simulation::measure::Measure::Susceptibility.index();
                sample.outcomes.mean[[7 * class + 1, member, susceptibility]] = 1.0;
            }
        }
        sample.present = vec![0; 4]; // late now burns least of all
        assert_eq!(chosen(&sample, &[], 1)[0], (3, Reason::LeastFire));
    }
}
