//! Owners together against each alone: what pooled crews and shared limits save, and a price for each.
//!
//! Alone, an owner has its own crews, its windows and budget, and its own share of every limit: a change against the present counts
//! against its own present, an absolute sum is shared in proportion to the present, an absolute mean holds for each. All plans alone
//! together then keep the limits of the joint plan, whose bound can therefore not lie above their cost, as long as pooling takes no
//! machine out of anyone's reach.

use super::instance::{Instance, Rules};
use super::limits::place;
use super::model::{Objective, model};
use super::nucleolus::{MOST, is_in_core, nucleolus};
use super::search::rounding::Effort;
use super::tail::solve_within;
use super::{Plan, Refusal, refusal};
use crate::kpi::Evidence;
use crate::kpi::connectivity::{ConnectivityPart, network_series};
use crate::kpi::web::Web;
use crate::scenario::PlanOptions;

/// What a plan does on the verges of an owner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Cost, changes along the road left out, EUR a year.
    pub cost_eur: f64,
    /// Fires a year.
    pub fires: f64,
    /// Hours a year.
    pub hours: f64,
}

impl Sums {
    fn add(&mut self, cost_eur: f64, fires: f64, hours: f64) {
        self.cost_eur += cost_eur;
        self.fires += fires;
        self.hours += hours;
    }
}

/// An owner with its part of both plans.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnerShare {
    /// Owner.
    pub owner: String,
    /// Its plan alone, or why there is none.
    pub alone: Result<Sums, Refusal>,
    /// The bound on any plan of its own, EUR a year with changes along the road; `None` without a plan.
    pub bound: Option<f64>,
    /// What the joint plan does on its verges.
    pub joint: Sums,
    /// What it pays for the joint plan if the saving is shared in proportion to the cost alone, EUR a year; `None` unless every
    /// owner has a plan alone.
    pub price_eur: Option<f64>,
    /// What it pays by the nucleolus, EUR a year; `None` for more than four owners, or unless every group of owners has a plan.
    pub nucleolus_eur: Option<f64>,
}

/// Owners together and apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Owners.
    pub owners: Vec<OwnerShare>,
    /// Joint plan.
    pub joint: Sums,
    /// All plans alone; `None` unless every owner has one.
    pub apart: Option<Sums>,
    /// Whether the nucleolus is in the core: no group of owners pays more than a plan of its own costs.
    pub core: Option<bool>,
    /// Connected standing verge in the worst half-month, mean of the weathers, ha: joint and apart.
    pub refuge_ha: Option<[f64; 2]>,
    /// Weighted share of neighbours cut within two weeks of each other: joint and apart.
    pub synchrony: Option<[f64; 2]>,
}

/// An owner's plan alone: its sums, its bound, and programmes by segment.
type Alone = (Sums, f64, Vec<(usize, usize)>);

/// Effort of the plans of groups of owners, of which only the cost counts.
const GROUPS: Effort = Effort { proposals: 2_000_000, passes: (40, 6_000), drawn: 500_000, starts: 2, retries: 3 };

/// Divides the cost of the joint plan by the nucleolus of what every group of owners would pay; whether that lies in the core.
///
/// A group pools its crews as all owners do, and has its share of every limit. A search may find a group a plan dearer than its
/// parts apart: those count then.
fn divide(evidence: &Evidence, apart: &Rules, owners: &mut [OwnerShare], all_eur: f64, seed: u64) -> Option<bool> {
    let count = owners.len();
    if count > MOST {
        return None;
    }
    let options = PlanOptions { joint: true, ..apart.options.clone() };
    let rules = Rules { options: &options, ..*apart };
    let full = (1_usize << count) - 1;
    let mut costs = vec![0.0; full + 1];
    for group in 1..full {
        let names: Vec<&str> = owners
            .iter()
            .enumerate()
            .filter(|(at, _)| group & (1 << at) != 0)
            .map(|(_, one)| one.owner.as_str())
            .collect();
        costs[group] = if let [_] = names.as_slice() {
            owners[group.trailing_zeros() as usize].alone.as_ref().ok()?.cost_eur
        } else {
            let found = of_group(evidence, &rules, &names, GROUPS, seed).ok().map(|found| found.0.cost_eur);
            let parts = (1..group).filter(|part| part & group == *part).map(|part| costs[part] + costs[group & !part]);
            parts.chain(found).reduce(f64::min)?
        };
    }
    costs[full] = all_eur;
    let paid = nucleolus(&costs, count);
    for (owner, eur) in owners.iter_mut().zip(&paid) {
        owner.nucleolus_eur = Some(*eur);
    }
    Some(is_in_core(&costs, &paid))
}

fn alone(evidence: &Evidence, rules: &Rules, owner: &str, effort: Effort, seed: u64) -> Result<Alone, Refusal> {
    of_group(evidence, rules, &[owner], effort, seed)
}

/// The plan of a group of owners alone.
fn of_group(evidence: &Evidence, rules: &Rules, owners: &[&str], effort: Effort, seed: u64) -> Result<Alone, Refusal> {
    let instance = Instance::of_owners(evidence, rules, Some(owners));
    let mut model = model(&instance, evidence.setting, rules.options);
    let (solution, _) = solve_within(evidence, &instance, &mut model, (effort, seed));
    let solution = solution.map_err(|none| refusal(&model, &none))?;
    let fire = place("fire").expect("fires can be limited");
    let mut sums = Sums::default();
    let mut programmes = Vec::new();
    for (at, &number) in model.order.iter().enumerate() {
        let of_segment = &instance.places[number];
        let candidate = &of_segment.candidates[solution.choice[at] as usize];
        sums.add(candidate.cost_eur, candidate.values[fire], candidate.hours);
        programmes.push((of_segment.segment, candidate.programme));
    }
    Ok((sums, solution.bound, programmes))
}

/// Plans every owner alone and holds that against the joint plan; `None` for a single owner, or where another thing than cost is
/// made small.
pub fn together(evidence: &Evidence, rules: &Rules, joint: &Plan, effort: Effort, seed: u64) -> Option<Together> {
    let segments = evidence.setting.segments;
    let mut names: Vec<&str> = joint.choices.iter().map(|choice| segments[choice.segment].owner.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 || joint.objective != Objective::Cost {
        return None;
    }
    let options = PlanOptions { joint: false, pareto: Vec::new(), ..rules.options.clone() };
    let apart_rules = Rules { options: &options, ..*rules };
    let mut chosen = vec![None; segments.len()];
    let mut owners: Vec<OwnerShare> = Vec::new();
    for owner in names {
        let mut own = Sums::default();
        for choice in joint.choices.iter().filter(|choice| segments[choice.segment].owner == owner) {
            own.add(choice.cost_eur, choice.value("fire"), choice.hours);
        }
        let found = alone(evidence, &apart_rules, owner, effort, seed);
        if let Ok((_, _, programmes)) = &found {
            for &(segment, programme) in programmes {
                chosen[segment] = Some(programme);
            }
        }
        owners.push(OwnerShare {
            owner: owner.to_owned(),
            bound: found.as_ref().ok().map(|found| found.1),
            alone: found.map(|(sums, _, _)| sums),
            joint: own,
            price_eur: None,
            nucleolus_eur: None,
        });
    }
    let mut all = Sums::default();
    for share in &owners {
        all.add(share.joint.cost_eur, share.joint.fires, share.joint.hours);
    }
    let apart = owners.iter().try_fold(Sums::default(), |mut sum, share| {
        let own = share.alone.as_ref().ok()?;
        sum.add(own.cost_eur, own.fires, own.hours);
        Some(sum)
    });
    if let Some(apart) = apart.filter(|apart| apart.cost_eur > 0.0) {
        for share in &mut owners {
            let own = share.alone.as_ref().map_or(0.0, |own| own.cost_eur);
            share.price_eur = Some(all.cost_eur * own / apart.cost_eur);
        }
    }
    let core = divide(evidence, &apart_rules, &mut owners, all.cost_eur, seed);
    let mut together = Together { owners, joint: all, apart, core, refuge_ha: None, synchrony: None };
    if apart.is_some() {
        let planned = joint.programmes(segments.len());
        let (joint, apart) = (|segment: usize| planned[segment], |segment: usize| chosen[segment]);
        let series = network_series(evidence, &Web::of(evidence.setting), &[&joint, &apart]);
        let mean = |part: ConnectivityPart, of: usize| {
            let values = series[of].values(part);
            values.iter().sum::<f64>() / values.len().max(1) as f64
        };
        together.refuge_ha = Some([0, 1].map(|of| mean(ConnectivityPart::Least, of)));
        together.synchrony = Some([0, 1].map(|of| mean(ConnectivityPart::Synchrony, of)));
    }
    Some(together)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::mowing::regime::Machine;
    use crate::scenario::{Crew, Limit};

    fn crew(owner: &str, hours_per_week: f64) -> Crew {
        Crew {
            name: owner.into(),
            owner: owner.into(),
            district: "d".into(),
            machines: vec![Machine::DiscHay, Machine::FlailSuction],
            hours_per_week,
            weeks: vec![(14, 44)],
            eur_per_hour: 0.0,
            night: false,
            depot: None,
        }
    }

    fn compared(limits: Vec<(String, Limit)>, hours: [f64; 2]) -> (Plan, Together) {
        let options = PlanOptions { limits, stretch_eur: 0.0, joint: true, ..PlanOptions::default() };
        let crews = [crew("RWS", hours[0]), crew("province", hours[1])];
        let rules = Rules { options: &options, crews: &crews, owners: &[], depots: &[], chains: &[] };
        Sample::new().with(|evidence| {
            let planned = super::super::plan(evidence, &rules, Effort::default(), 1);
            (planned.plan.expect("a joint plan"), planned.together.expect("two owners"))
        })
    }

    #[test]
    fn the_joint_bound_is_not_above_the_plans_alone() {
        for limits in [
            vec![("fire".to_owned(), Limit::Relative(-0.25))],
            vec![("fire".to_owned(), Limit::Relative(-0.1)), ("seed_set".to_owned(), Limit::Difference(0.02))],
            vec![("seed_set".to_owned(), Limit::Absolute(0.2)), ("budget_eur".to_owned(), Limit::Absolute(310.0))],
        ] {
            let (joint, found) = compared(limits, [4.0, 2.5]);
            let apart = found.apart.expect("both have plans");
            assert!(joint.bound <= apart.cost_eur + 1e-6, "{} {}", joint.bound, apart.cost_eur);
            let bounds: f64 = found.owners.iter().filter_map(|owner| owner.bound).sum();
            assert!(joint.bound <= bounds + 1e-3 * bounds.abs(), "{} {bounds}", joint.bound);
            let paid: f64 = found.owners.iter().filter_map(|owner| owner.price_eur).sum();
            assert!((paid - found.joint.cost_eur).abs() < 1e-9);
            assert!(found.refuge_ha.is_some_and(|[a, b]| a > 0.0 && b > 0.0));
        }
    }

    #[test]
    fn unlike_machine_lists_do_not_make_the_joint_bound_exceed_the_plans_alone() {
        // The province has discs alone and its own safety strips done by the other; pooled, its hours must not be lost.
        let options = PlanOptions {
            limits: vec![("fire".to_owned(), Limit::Relative(-0.25))],
            stretch_eur: 0.0,
            joint: true,
            ..PlanOptions::default()
        };
        let lists: [(&str, &[Machine], f64); 3] = [
            ("RWS", &[Machine::DiscHay, Machine::FlailSuction, Machine::EcoHead], 3.9),
            ("province", &[Machine::DiscHay], 1.9),
            ("province", &[Machine::FlailSuction], 0.6),
        ];
        let crews: Vec<Crew> = lists
            .iter()
            .enumerate()
            .map(|(at, (owner, machines, hours))| Crew {
                name: at.to_string(),
                machines: machines.to_vec(),
                ..crew(owner, *hours)
            })
            .collect();
        let rules = Rules { options: &options, crews: &crews, owners: &[], depots: &[], chains: &[] };
        let (joint, found) = Sample::new().with(|evidence| {
            let planned = super::super::plan(evidence, &rules, Effort::default(), 1);
            (planned.plan.expect("a joint plan"), planned.together.expect("two owners"))
        });
        let apart = found.apart.expect("both have plans");
        assert!(joint.bound <= apart.cost_eur + 1e-6, "{} {}", joint.bound, apart.cost_eur);
        assert!(joint.value <= apart.cost_eur + 1e-6, "{} {}", joint.value, apart.cost_eur);
        // Two owners share the saving equally by the nucleolus, and what is paid is what the joint plan costs.
        let paid: Vec<f64> = found.owners.iter().filter_map(|owner| owner.nucleolus_eur).collect();
        let saved = apart.cost_eur - found.joint.cost_eur;
        for (owner, paid) in found.owners.iter().zip(&paid) {
            let alone = owner.alone.as_ref().expect("a plan alone").cost_eur;
            assert!((alone - paid - 0.5 * saved).abs() < 1e-6, "{alone} {paid} {saved}");
        }
        assert_eq!((paid.len(), found.core), (2, Some(true)));
    }

    #[test]
    fn an_owner_without_hours_of_its_own_has_no_plan_alone() {
        let (_, found) = compared(vec![("fire".to_owned(), Limit::Relative(-0.25))], [8.0, 0.0]);
        let province = found.owners.iter().find(|owner| owner.owner == "province").expect("there");
        assert!(province.alone.as_ref().is_err_and(|refusal| !refusal.missing.is_empty()));
        assert_eq!((found.apart, province.price_eur), (None, None));
        assert!(province.joint.cost_eur > 0.0);
    }
}
