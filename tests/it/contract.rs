//! Contracts of several years: courses of programmes, hours and budget year by year, what the changes buy, the proof.

use crate::program::zeis;
use std::path::Path;

/// The district of the small shipped area that four owners share, as a contract of three years.
fn contract(folder: &Path, limits: &str) -> String {
    let scenario = crate::plans::shared_district(folder, limits, "contract_years = 3\ncandidates = 8");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let text = text.replace("years = 2", "years = 3").replace("candidates = 30", "# candidates above");
    std::fs::write(&scenario, text).expect("written");
    scenario
}

#[test]
fn a_contract_is_planned_year_by_year_and_proven() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = contract(folder.path(), "limits = { fire = \"+5 %\", budget_eur = 20000 }");
    let out = folder.path().join("out").display().to_string();
    let run = zeis(&["run", &scenario, "-o", &out]);
    let said = [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert!(said.contains("Contract 2027\u{2013}2029: production goes from"), "{said}");
    assert!(said.contains("Without changes of regime the best plan found has"), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("out").join(name)).expect("written");
    let plan = read("plan.csv");
    assert!(plan.lines().next().is_some_and(|head| head.ends_with(",reason,then,from_year")), "{plan}");
    let years = read("contract.csv");
    assert_eq!(years.lines().count(), 1 + 3 * (plan.lines().count() - 1));
    let schedule = read("schedule.csv");
    for year in ["2027", "2028", "2029"] {
        assert!(schedule.lines().any(|row| row.split(',').nth(1).is_some_and(|date| date.starts_with(year))), "{year}");
    }
    let certificate = read("certificate.json");
    assert!(certificate.contains("budget_eur@2029") && certificate.contains("/2028/"));
    let values = read("plan_data/values.csv");
    assert!(values.contains(">2028>") && values.contains("cost_year_3"), "courses are weighed");
    assert!(read("report.html").contains("id=\"contract\""));
    let verdict = zeis(&["verify", &out]);
    assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stdout));
    // A year that costs more than its budget is found.
    let table = folder.path().join("out/plan_data/limits.csv");
    let text = std::fs::read_to_string(&table).expect("read");
    let forged = text.replace("budget_eur@2028,20000,", "budget_eur@2028,20,");
    assert_ne!(text, forged);
    std::fs::write(&table, forged).expect("written");
    assert_eq!(zeis(&["verify", &out]).status.code(), Some(1));
}

#[test]
fn a_contract_longer_than_the_simulated_years_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = contract(folder.path(), "limits = {}");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    std::fs::write(&scenario, text.replace("contract_years = 3", "contract_years = 5")).expect("written");
    let check = zeis(&["check", &scenario]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned() + &String::from_utf8_lossy(&check.stderr);
    assert_eq!(check.status.code(), Some(2), "{said}");
    assert!(said.contains("S135") && said.contains("period.years = 5"), "{said}");
}

#[test]
fn worst_weathers_zones_and_sides_hold_in_every_year_of_a_contract() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = contract(folder.path(), "limits = { fire = \"+8 %\" }");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let more = "cvar = 0.5\nsynchrony = { zone_km = 1, share = 0.8 }\nopposite_weeks = 2\ncontract_years = 3";
    std::fs::write(&scenario, text.replace("contract_years = 3", more)).expect("written");
    let out = folder.path().join("out").display().to_string();
    let run = zeis(&["run", &scenario, "-o", &out]);
    let said = [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert!(said.contains("in the worst 50") && said.contains("fresh weathers"), "{said}");
    assert!(said.contains("in each zone of 1 km") && said.contains("at least 2 weeks apart"), "{said}");
    assert!(said.contains("Contract 2027\u{2013}2029") && !said.contains("NOT met"), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("out").join(name)).expect("written");
    let certificate = read("certificate.json");
    assert!(certificate.contains("\"fire_tail/1\""), "{certificate}");
    for year in [2027, 2028, 2029] {
        let budgeted = format!("/{year}/");
        assert!(certificate.contains(&budgeted), "{year}");
    }
    let capacity = read("plan_data/capacity.csv");
    let of_a_year = |row: &str| row.starts_with(",#") && row.contains("/2027,");
    assert!(capacity.lines().any(of_a_year), "{capacity}");
    // Opposite sides are kept apart in every year of the schedule.
    let mut large: Vec<(String, String, String, f64, f64, u8)> = Vec::new();
    let mut reader = csv::Reader::from_path(folder.path().join("out/schedule.csv")).expect("the schedule");
    let head = reader.headers().expect("a head line").clone();
    let at = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
    for row in reader.records().map(|row| row.expect("a row")).filter(|row| !row[at("programme")].is_empty()) {
        let number = |name: &str| row[at(name)].parse::<f64>().expect("a number");
        if number("stays") < 0.5 {
            let year = row[at("date_from")][..4].to_owned();
            let place = format!("{}{} {}", &row[at("road")], &row[at("letter")], &row[at("owner")]);
            let side = row[at("side")].to_owned();
            large.push((year, place, side, number("km_from"), number("km_to"), number("week") as u8));
        }
    }
    assert!(!large.is_empty());
    for a in &large {
        for b in large.iter().filter(|b| b.0 == a.0 && b.1 == a.1 && a.2 == "Li" && b.2 == "Re") {
            let meet = a.3.max(b.3) + 0.05 < a.4.min(b.4);
            assert!(!meet || a.5.abs_diff(b.5) >= 2, "{a:?} {b:?}");
        }
    }
    let verdict = zeis(&["verify", &out]);
    let told = String::from_utf8_lossy(&verdict.stdout).into_owned();
    assert!(verdict.status.success() && told.contains("fires of the worst members"), "{told}");
}
