//! The tables of one plan together, judged again from disk.

use super::{plan, plan_data};
use crate::calendar::DayRange;
use crate::kpi::Evidence;
use crate::kpi::sample::Sample;
use crate::network::Network;
use crate::network::chain::Chain;
use crate::network::segment::Point;
use crate::planning::instance::Rules;
use crate::planning::search::rounding::Effort;
use crate::planning::verify::verify_run;
use crate::report::output::proof;
use crate::report::schedule::{Parties, orders, schedule_sheet};
use crate::scenario::{Crew, Depot, Limit, Owner, PlanOptions};
use std::path::Path;

fn options() -> PlanOptions {
    PlanOptions {
        limits: vec![
            ("fire".into(), Limit::Relative(-0.25)),
            ("seed_set".into(), Limit::Difference(0.0)),
            ("hazard_days".into(), Limit::Absolute(3.0)),
        ],
        stretch_eur: 10.0,
        joint: true,
        ..PlanOptions::default()
    }
}

fn crews() -> Vec<Crew> {
    vec![Crew {
        name: "noord-1".into(),
        owner: "RWS".into(),
        district: "d".into(),
        machines: Vec::new(),
        hours_per_week: 4.0,
        weeks: vec![(14, 44)],
        eur_per_hour: 1.0,
        night: false,
        depot: None,
    }]
}

fn owners() -> Vec<Owner> {
    vec![Owner {
        name: "RWS".into(),
        weights: None,
        windows: Vec::new(),
        budget_eur: Some(210.0),
        machines: Vec::new(),
        breeding: DayRange::parse("03-15..07-15").expect("valid"),
        breeding_share: 0.5,
        hours: Vec::new(),
    }]
}

fn depots() -> Vec<Depot> {
    let place = Point { x_m: 180_000.0, y_m: 450_000.0 };
    vec![Depot { name: "Ermelo".into(), place, tonnes_per_week: 25.0, eur_per_tonne: 0.0 }]
}

fn network() -> Network {
    let chains = vec![Chain { segments: vec![0, 1] }, Chain { segments: vec![2, 3] }];
    Network { segments: Vec::new(), chains, areas: Vec::new(), notices: Vec::new() }
}

fn write(evidence: &Evidence, folder: &Path) -> Vec<String> {
    let (options, crews, owners, network) = (options(), crews(), owners(), network());
    let rules = Rules { options: &options, crews: &crews, owners: &owners, depots: &depots(), chains: &network.chains };
    let planned = crate::planning::plan(evidence, &rules, Effort::default(), 3);
    let made = planned.plan.as_ref().expect("there is a plan");
    let setting = evidence.setting;
    plan::plan_sheet(made, setting).write(&folder.join("plan.csv")).expect("written");
    plan::programmes_sheet(Some(made), setting).write(&folder.join("programmes.csv")).expect("written");
    for (name, sheet) in plan_data::sheets(&planned, setting) {
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.head.len()), "{name}");
    }
    assert_eq!(proof(folder, &planned, setting).expect("written").len(), 2);
    let parties = Parties { crews: &crews, owners: &owners, joint: true };
    let orders = orders(made, setting, &network, parties);
    let hours: f64 = orders.iter().map(|order| order.cost.hours).sum();
    assert!((hours - made.hours()).abs() < 1e-9, "every hour of the plan is in the schedule");
    schedule_sheet(&orders, setting).text().lines().map(str::to_owned).collect()
}

#[test]
fn a_written_plan_is_upheld_and_a_forged_one_is_not() {
    let sample = Sample::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    sample.with(|evidence| write(evidence, folder.path()));
    let verdict = verify_run(folder.path()).expect("sound tables");
    assert!(verdict.holds(), "{verdict:#?}");
    assert_eq!(verdict.segments, 3);
    assert!(verdict.proof.and_then(|proof| proof.gap).is_some_and(|gap| (0.0..0.5).contains(&gap)), "{verdict:#?}");
    let forged = |file: &str, old: &str, new: &str| {
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.contains(old), "{file} has no {old}:\n{text}");
        std::fs::write(&path, text.replacen(old, new, 1)).expect("written");
        let holds = verify_run(folder.path()).expect("sound tables").holds();
        std::fs::write(&path, text).expect("written");
        holds
    };
    assert!(!forged("plan.csv", "early@24,1,102.00", "early@24,1,92.00"));
    assert!(!forged("plan.csv", "early@24", "early@25"));
    assert!(!forged("programmes.csv", "early@24,early,1,24", "early@24,early,1,25"));
    assert!(!forged("plan_data/limits.csv", ",yes", ",no"));
    assert!(!forged("certificate.json", "\"multiplier\": 0.0", "\"multiplier\": 100.0"));
    assert!(verdict.checks.iter().any(|check| check.name == "limit budget_eur/RWS" && check.found.contains("204")));
    assert!(!forged("plan_data/limits.csv", ",RWS,204,yes", ",RWS,104,yes"));
    assert!(!forged("plan_data/capacity.csv", "d,all,24,4,", "d,all,24,3,"));
    assert!(!forged("plan_data/capacity.csv", ",@Ermelo,24,25,", ",@Ermelo,24,1,"));
}

#[test]
fn neighbours_with_one_order_are_one_row() {
    let mut sample = Sample::new();
    sample.segments[1].km_from = 1.1;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rows = sample.with(|evidence| write(evidence, folder.path()));
    // Safety strips of A1 and A2 in week 20; two segments fit into week 24, one goes to week 26 or 24 alone.
    let strip = rows.iter().find(|row| row.contains("safety strip") && row.contains(",A1,")).expect("A1 has strips");
    assert!(strip.starts_with(
        "20,2027-05-17,2027-05-23,c,RWS,d,noord-1,A1,,R,Re,1,1.2,1,,,flail_suction,0.08,hay,2027-05-23,0,"
    ));
    assert!(strip.contains(",a;b,"));
    assert!(rows.iter().any(|row| {
        row.starts_with("24,2027-06-14,2027-06-20")
            && row.contains(",2027-06-23,0,")
            && row
                .ends_with("look for nests first; fire weather on this day in 25 % of the years: then wait with mowing")
    }));
}
