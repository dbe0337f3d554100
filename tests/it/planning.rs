//! Plans judged again from their tables: the reference instance, a small one, and plans broken on purpose.

use crate::shared::external;
use std::fs;
use std::path::Path;
use zeis::planning::verify::{Verdict, verify_instance};

/// Two segments of one district; programme `early` in week 24 for all of the verge, `late` in week 38 for half of it.
const TABLES: [(&str, &str); 6] = [
    ("segments.csv", "segment,district,hours_full_cut,chain,position\na,d,2,x,1\nb,d,3,x,2\n"),
    ("programmes.csv", "programme,visits\nnone,\nearly,24:1\nlate,38:0.5\n"),
    (
        "values.csv",
        "segment,programme,cost,fire,bio\na,none,0,5,0\na,early,100,2,1\na,late,60,4,3\n\
         b,none,0,6,0\nb,early,150,3,1\nb,late,80,5,2\n",
    ),
    ("capacity.csv", "district,week,hours\nd,24,2.5\nd,38,4\n"),
    ("limits.csv", "name,value\nfire_max,7\nbio_min,3\nbudget_max,215\nstretch_eur,10\n"),
    ("plan.csv", "segment,programme\na,early\nb,late\n"),
];

/// Judges the small instance with some files replaced.
fn judged(replaced: &[(&str, &str)]) -> Verdict {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in TABLES.iter().chain(replaced) {
        fs::write(folder.path().join(name), text).expect("written");
    }
    verify_instance(folder.path(), &folder.path().join("plan.csv")).expect("the tables are sound")
}

/// Names of the checks that a verdict calls broken.
fn broken(verdict: &Verdict) -> Vec<&str> {
    verdict.checks.iter().filter(|check| !check.is_kept()).map(|check| check.name.as_str()).collect()
}

#[test]
fn a_sound_plan_holds_and_adds_up() {
    let verdict = judged(&[]);
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!((verdict.cost_eur, verdict.fire, verdict.bio, verdict.stretch_eur), (180.0, 7.0, 3.0, 10.0));
    assert_eq!(verdict.fullest_row, Some(0.8));
}

#[test]
fn every_kind_of_breach_is_caught() {
    let plan = |text: &str| broken(&judged(&[("plan.csv", text)])).join(" + ");
    assert_eq!(plan("segment,programme\na,early\n"), "one programme per segment + limit bio_min");
    assert_eq!(plan("segment,programme\na,early\nb,late\nb,none\n"), "one programme per segment + limit fire_max");
    assert_eq!(plan("segment,programme\na,early\nb,late\nc,none\n"), "one programme per segment");
    assert_eq!(plan("segment,programme\na,early\nb,weekly\n"), "programmes allowed + limit bio_min");
    assert_eq!(plan("segment,programme\na,late\nb,early\n"), "capacity");
    assert_eq!(plan("segment,programme\na,none\nb,late\n"), "limit fire_max + limit bio_min");
    assert_eq!(plan("segment,programme,cost_eur\na,early,99\nb,late,80\n"), "claims per segment");
    assert_eq!(plan("segment,programme,hours\na,early,2\nb,late,1.6\n"), "claims per segment");
    assert_eq!(plan("segment,programme,fires_per_year\na,early,1.9\nb,late,5\n"), "claims per segment");
    assert_eq!(plan("segment,programme,visits\na,early,2\nb,late,1\n"), "claims per segment");
}

#[test]
fn limits_and_hours_are_held_against_what_the_plan_says() {
    let limits = |text: &str| broken(&judged(&[("limits.csv", text)])).join(" + ");
    assert_eq!(limits("name,value\nfire_max,7.00001\nbudget_max,179\n"), "limit budget_max");
    let head = "name,value,column,sense,used,met";
    assert_eq!(limits(&format!("{head}\nfire,6,fire,<=,7,no\n")), "");
    assert_eq!(limits(&format!("{head}\nfire,6,fire,<=,7,yes\n")), "limit fire");
    assert_eq!(limits(&format!("{head}\nfire,8,fire,<=,7,no\n")), "limit fire");
    assert_eq!(limits(&format!("{head}\nfire,8,fire,<=,6.9,yes\n")), "limit fire");
    let capacity = |text: &str| broken(&judged(&[("capacity.csv", text)])).join(" + ");
    assert_eq!(capacity("district,week,hours\nd,24,2.5\n"), "capacity");
    assert_eq!(capacity("district,week,hours,used\nd,24,,2\nd,38,,1.5\n"), "");
    assert_eq!(capacity("district,week,hours,used\nd,24,,2\nd,38,,1.4\n"), "claimed hours");
}

#[test]
fn bad_tables_are_problems_with_codes_and_lines() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = folder.path().join("plan.csv");
    let codes = |path: &Path| -> Vec<&'static str> {
        let problems = verify_instance(path, &plan).expect_err("the tables are wrong");
        problems.0.iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes(folder.path()), vec!["I901"; 6]);
    for (name, text) in TABLES {
        fs::write(folder.path().join(name), text).expect("written");
    }
    fs::write(folder.path().join("capacity.csv"), "district,week,hours\nd,60,2.5\nd,24,inf\nd,24,1\n")
        .expect("written");
    fs::write(folder.path().join("limits.csv"), "name,value\nfires,1\n").expect("written");
    assert_eq!(codes(folder.path()), vec!["P407", "P403", "P405", "P406"]);
}

#[test]
fn the_best_plan_known_of_the_reference_instance_holds() {
    let test = "the_best_plan_known_of_the_reference_instance_holds";
    let Some(plan) = external(test, "reference/planning/plan_best_known.csv") else { return };
    let folder = plan.parent().expect("a file lies in a folder");
    let verdict = verify_instance(folder, &plan).expect("the tables are sound");
    assert!(verdict.holds(), "{:?}", broken(&verdict));
    assert!((verdict.cost_eur - 33_235.834).abs() < 0.001, "{}", verdict.cost_eur);
    assert_eq!(verdict.segments, 400);
    let text = fs::read_to_string(&plan).expect("read");
    let spoilt = tempfile::tempdir().expect("a temporary folder");
    let other = spoilt.path().join("plan.csv");
    fs::write(&other, text.replacen("12,21", "12,29", 1)).expect("written");
    assert!(!verify_instance(folder, &other).expect("the tables are sound").holds());
}
