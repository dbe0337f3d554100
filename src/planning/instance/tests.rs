use super::*;
use crate::kpi::sample::Sample;
use crate::mowing::regime::Machine;

fn options() -> PlanOptions {
    PlanOptions { stretch_eur: 0.0, joint: true, ..PlanOptions::default() }
}

#[test]
fn candidates_are_those_that_owner_and_crews_allow() {
    let options = options();
    let crew = |machine, weeks| Crew {
        name: "one".into(),
        owner: "RWS".into(),
        district: "d".into(),
        machines: vec![machine],
        hours_per_week: 2.0,
        weeks: vec![weeks],
        eur_per_hour: 10.0,
        night: false,
        depot: None,
    };
    let crews = [crew(Machine::DiscHay, (26, 44))];
    let rules = Rules { options: &options, crews: &crews, owners: &[], depots: &[], chains: &[] };
    let instance = Sample::new().with(|evidence| Instance::build(evidence, &rules));
    assert_eq!(instance.places.len(), 3);
    let names: Vec<usize> = instance.places[0].candidates.iter().map(|one| one.programme).collect();
    assert_eq!(names, vec![2, 4, 5], "no crew works in week 24");
    // 0.9 ha: 90 EUR and 1.8 h at 10 EUR; the strip 10 EUR, without a crew.
    assert!((instance.places[0].candidates[1].cost_eur - 118.0).abs() < 1e-9);
    assert!(instance.notes[0].contains("3 segments"), "{:?}", instance.notes);
    let mut short = crews.clone();
    short[0].hours_per_week = 1.0;
    let rules = Rules { crews: &short, ..rules };
    let instance = Sample::new().with(|evidence| Instance::build(evidence, &rules));
    assert_eq!(instance.places[0].candidates.len(), 1, "no crew has 1.8 hours");
    let mown = PlanOptions { unmown: false, ..options.clone() };
    let kept = Sample::new().with(|evidence| Instance::build(evidence, &Rules { options: &mown, ..rules }));
    assert_eq!(kept.places[0].candidates.len(), 1, "left as it is where nobody can mow");
    assert!(kept.notes.iter().any(|note| note.starts_with("3 segments stay unmown")), "{:?}", kept.notes);
    let free = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
    let instance = Sample::new().with(|evidence| Instance::build(evidence, &free));
    assert_eq!(instance.places[0].obligatory.len(), 1);
    assert!(instance.notes[0].contains("not limited"));
    let mown = Sample::new().with(|evidence| Instance::build(evidence, &Rules { options: &mown, ..free }));
    for (place, kept) in instance.places.iter().zip(&mown.places) {
        assert_eq!(place.candidates[1..], kept.candidates[..], "all but the uncut programme");
    }
}

#[test]
fn a_programme_that_is_nowhere_better_is_dropped() {
    let mut sample = Sample::new();
    let mut twin = sample.programmes[3].clone();
    twin.name = "twin@24".into();
    sample.programmes[4] = twin; // same weeks and cost as early@24, but more fire; its seed set is higher
    let options = options();
    let rules = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
    let count = |sample: &Sample| sample.with(|evidence| Instance::build(evidence, &rules)).places[0].candidates.len();
    assert_eq!(count(&sample), 4);
    let seeds = crate::simulation::measure::Measure::SeedSet.index();
    for member in 0..2 {
        sample.outcomes.mean[[5, member, seeds]] = 0.3;
    }
    assert_eq!(count(&sample), 3);
}
