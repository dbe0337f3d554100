//! Edge cases of whole instances: owners without a crew, budgets below what must be cut, one segment, one district.

use super::instance::Rules;
use super::search::rounding::Effort;
use super::{Planned, Refusal, plan};
use crate::kpi::sample::Sample;
use crate::mowing::regime::Machine;
use crate::scenario::{Crew, Limit, PlanOptions};

fn crew(owner: &str, machines: &[Machine]) -> Crew {
    Crew {
        name: owner.into(),
        owner: owner.into(),
        district: "d".into(),
        machines: machines.to_vec(),
        hours_per_week: 40.0,
        weeks: vec![(14, 44)],
        eur_per_hour: 0.0,
        night: false,
        depot: None,
    }
}

fn planned(sample: &Sample, limits: &[(&str, Limit)], crews: &[Crew], joint: bool) -> Planned {
    let limits = limits.iter().map(|(name, limit)| ((*name).to_owned(), *limit)).collect();
    let options = PlanOptions { limits, stretch_eur: 0.0, joint, ..PlanOptions::default() };
    let rules = Rules { options: &options, crews, owners: &[], depots: &[], chains: &[] };
    sample.with(|evidence| plan(evidence, &rules, Effort::default(), 1))
}

fn refused(planned: Planned) -> Refusal {
    planned.plan.expect_err("there is no plan")
}

#[test]
fn an_owner_without_a_crew_keeps_its_verges_uncut_and_that_is_said() {
    let crews = [crew("RWS", &[])];
    let found = planned(&Sample::new(), &[("fire", Limit::Relative(-0.1))], &crews, false);
    // The province (segment 2) has nobody; RWS alone cannot keep the fires down.
    assert!(found.instance.places.iter().any(|place| place.segment == 2 && place.candidates.len() == 1));
    assert!(
        found.instance.notes.iter().any(|note| note.contains("no crew has the machine")),
        "{:?}",
        found.instance.notes
    );
    assert!(refused(found).proven);
    // Together the crew works for both.
    let joint = planned(&Sample::new(), &[("fire", Limit::Relative(-0.1))], &crews, true);
    assert!(joint.plan.is_ok());
    // Without a limit there is a plan: the province's verge stays.
    let free = planned(&Sample::new(), &[], &crews, false).plan.expect("there is a plan");
    assert_eq!(free.programmes(4)[2], Some(2));
}

#[test]
fn a_budget_below_the_strips_that_must_be_cut_is_refused_by_what_is_short() {
    // The strips of three segments cost 30 EUR.
    let refusal = refused(planned(&Sample::new(), &[("budget_eur", Limit::Absolute(20.0))], &[], true));
    assert!(refusal.proven && refusal.missing[0].name == "budget_eur", "{refusal:?}");
    assert!((refusal.missing[0].short - 10.0).abs() < 1e-3, "{refusal:?}");
    assert!(planned(&Sample::new(), &[("budget_eur", Limit::Absolute(30.0))], &[], true).plan.is_ok());
}

#[test]
fn one_segment_alone_is_planned() {
    let mut sample = Sample::new();
    // All others have no grass: the sample gives segment 3 none, and only one place is left by its owner.
    let limits = vec![("fire".to_owned(), Limit::Relative(-0.2))];
    let options = PlanOptions { limits, stretch_eur: 0.0, joint: false, ..PlanOptions::default() };
    let rules = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
    sample.segments[1].owner = "other".into();
    let found = sample.with(|evidence| {
        let instance = super::instance::Instance::of_owners(evidence, &rules, Some(&["other"]));
        assert_eq!(instance.places.len(), 1);
        let model = super::model::model(&instance, evidence.setting, &options);
        super::search::solve::solve(&model.problem, None, Effort::default(), 1).expect("there is a plan")
    });
    assert!(found.choice.len() == 1 && found.bound <= found.cost + 1e-9);
}

#[test]
fn a_verge_without_area_costs_nothing_and_is_planned() {
    let mut sample = Sample::new();
    sample.segments[0].mown_area_m2 = 0.0;
    let found = planned(&sample, &[("fire", Limit::Relative(-0.2))], &[crew("RWS", &[]), crew("province", &[])], true);
    let plan = found.plan.expect("there is a plan");
    assert!((plan.choices[0].cost_eur, plan.choices[0].hours) == (0.0, 0.0), "{:?}", plan.choices[0]);
}
