//! A plan adjusted on its way: nothing new, more growth than expected, lost weeks, and input that is wrong.

use crate::program::zeis;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A small area of three years that was run; gives the scenario and the folder of the run.
fn run(folder: &Path) -> (String, PathBuf) {
    let limits = "limits = { fire = \"+8 %\" }";
    let scenario = crate::plans::shared_district(folder, limits, "candidates = 8\nchange_eur = 5");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let text = text.replace("years = 2", "years = 3").replace("candidates = 30", "# candidates above");
    std::fs::write(&scenario, text).expect("written");
    let out = folder.join("out");
    let run = zeis(&["run", &scenario, "-o", &out.display().to_string(), "-q"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    (scenario, out)
}

/// Adjusts, and gives exit code and what was said; what was written is judged.
fn replan(scenario: &str, run: &Path, to: &Path, more: &[&str]) -> (Option<i32>, String) {
    let (run, to) = (run.display().to_string(), to.display().to_string());
    let mut arguments = vec!["replan", scenario, "--run", &run, "-o", &to];
    arguments.extend(more);
    let done = zeis(&arguments);
    let said = [done.stdout, done.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    if done.status.success() {
        let verdict = zeis(&["verify", &to]);
        assert!(verdict.status.success(), "{said}\n{}", String::from_utf8_lossy(&verdict.stdout));
    }
    (done.status.code(), said)
}

/// A column of a table by the cells of another.
fn column(table: &Path, key: &str, value: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(table).expect("a table");
    let head = reader.headers().expect("a head line").clone();
    let at = |name: &str| head.iter().position(|cell| cell == name).unwrap_or_else(|| panic!("no column {name}"));
    let (key, value) = (at(key), at(value));
    reader.records().map(|row| row.expect("a row")).map(|row| (row[key].to_owned(), row[value].to_owned())).collect()
}

#[test]
fn what_comes_as_expected_changes_nothing_and_more_growth_does() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (scenario, out) = run(folder.path());
    let plan = column(&out.join("plan.csv"), "segment", "programme");
    let id = plan.keys().next().expect("a segment").clone();
    let observed = folder.path().join("observed.csv");
    let write = |rows: &[(&str, f64)]| {
        let rows: Vec<String> = rows.iter().map(|(what, value)| format!("{id},2028-06-08,{what},{value},,")).collect();
        std::fs::write(&observed, format!("id,date,quantity,value,sd,n\n{}\n", rows.join("\n"))).expect("written");
    };
    let adjust = |to: &str| {
        let more = ["--observed", &observed.display().to_string(), "--from", "2028-06-09"];
        replan(&scenario, &out, &folder.path().join(to), &more)
    };
    // What is expected stands in the table of a first adjustment.
    write(&[("standing_kg_ha", 9000.0), ("richness", 12.0), ("height_m", 0.9), ("grass_share", 0.5)]);
    let (code, said) = adjust("first");
    assert_eq!(code, Some(0), "{said}");
    let expected = column(&folder.path().join("first/measured.csv"), "quantity", "expected");
    let number = |what: &str| expected[what].parse::<f64>().expect("a number");
    let (mass, species) = (number("standing_kg_ha"), number("richness"));
    write(&[("standing_kg_ha", mass), ("richness", species)]);
    let (code, said) = adjust("same");
    assert!(code == Some(0) && said.contains("The plan stays as it is."), "{said}");
    assert_eq!(column(&folder.path().join("same/plan.csv"), "segment", "programme"), plan);
    assert!(!folder.path().join("same/certificate.json").exists());

    write(&[("standing_kg_ha", 2.0 * mass)]);
    let (code, said) = adjust("more");
    assert_eq!(code, Some(0), "{said}");
    let more = folder.path().join("more");
    let beliefs = column(&more.join("beliefs.csv"), "segment", "mineralisation_factor");
    let growth = column(&more.join("beliefs.csv"), "segment", "ln_growth");
    let of = |table: &BTreeMap<String, String>, id: &str| table[id].parse::<f64>().expect("a number");
    // ln 2 with a standard deviation of 0.2 of the value, against priors of 0.30 and 0.25.
    let weight = (0.09 + 0.0625) / (0.09 + 0.0625 + 0.04);
    assert!((of(&growth, &id) - weight * 2.0_f64.ln()).abs() < 1e-4, "{}", growth[&id]);
    assert!(of(&beliefs, &id) > 1.2, "{beliefs:?}");
    let others: Vec<f64> = beliefs.keys().filter(|other| **other != id).map(|other| of(&beliefs, other)).collect();
    assert!(
        others.iter().all(|factor| *factor > 1.0 && *factor <= of(&beliefs, &id)),
        "its class follows, no more than itself: {others:?}"
    );
    let options = |column_of: &str| column(&more.join("options.csv"), "kpi", column_of);
    let (was, kept, adjusted) = (options("expected"), options("kept"), options("adjusted"));
    assert!(of(&kept, "fire") > of(&was, "fire"), "more grass, more fires under the old plan");
    assert!(of(&adjusted, "fire") <= of(&kept, "fire") + 1e-9);
    assert!(said.contains("measurements") && more.join("report.html").exists(), "{said}");
    // Nothing changes where nothing new is known, and what changes is told by stretch with its measurement.
    let triggers = column(&more.join("changes.csv"), "segment", "trigger");
    let is_quiet = |trigger: &String| trigger.starts_with("nothing new here");
    for (changed, trigger) in &triggers {
        assert!(is_quiet(trigger) || growth.contains_key(changed), "{changed} changes without news: {trigger}");
    }
    let elsewhere = said.contains("without news of their own change too");
    assert_eq!(triggers.values().any(is_quiet), elsewhere, "{said}");
    assert!(elsewhere != said.contains("nothing changes elsewhere"), "{said}");
    for why in column(&more.join("stretches.csv"), "segments", "why").values() {
        let told = why.contains("easured") && why.contains("under the old plan:");
        assert!(told || why.starts_with("Nothing new here"), "{why}");
    }
    // The past is fixed: no programme is left that cuts otherwise before the day.
    for programme in column(&more.join("plan.csv"), "segment", "programme").values() {
        assert!(
            plan.values().any(|old| programme == old
                || programme.starts_with(&format!("{old}>"))
                || programme.starts_with(&format!("{old}~"))),
            "{programme}"
        );
    }
    let dates = column(&more.join("schedule.csv"), "date_to", "week");
    assert!(dates.keys().all(|date| date.as_str() >= "2028-06-05"), "{dates:?}");
}

#[test]
fn a_lost_week_is_planned_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (scenario, out) = run(folder.path());
    // The week of June and July with most work of the plan.
    let mut hours: BTreeMap<u8, f64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(out.join("schedule.csv")).expect("the schedule");
    let head = reader.headers().expect("a head line").clone();
    let at = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
    for row in reader.records().map(|row| row.expect("a row")).filter(|row| !row[at("programme")].is_empty()) {
        let week: u8 = row[at("week")].parse().expect("a week");
        *hours.entry(week).or_default() += row[at("hours")].parse::<f64>().expect("hours");
    }
    let week = *hours.iter().max_by(|a, b| a.1.total_cmp(b.1)).expect("a week with work").0;
    let day = jiff::civil::date(2027, 1, 1) + jiff::Span::new().days(7 * i64::from(week));
    let lost = format!("{week}: all");
    let to = folder.path().join("lost");
    let (code, said) = replan(&scenario, &out, &to, &["--from", &day.to_string(), "--lost", &lost]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("missed a planned visit"), "{said}");
    let triggers = column(&to.join("changes.csv"), "segment", "trigger");
    assert!(triggers.values().any(|trigger| trigger == "its visit was missed"), "{triggers:?}");
    let weeks = column(&to.join("contract.csv"), "year", "weeks");
    assert!(weeks.contains_key("2027") && weeks.contains_key("2029"));
    // A week that is lost ahead takes its hours, and the old plan would break them.
    let before = (day - jiff::Span::new().days(14)).to_string();
    let (code, said) = replan(&scenario, &out, &folder.path().join("ahead"), &["--from", &before, "--lost", &lost]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Not changing breaks:"), "{said}");
    let capacity = std::fs::read_to_string(folder.path().join("ahead/plan_data/capacity.csv")).expect("written");
    let mown = |row: &&str| row.contains(",2027/") && row.contains(&format!(",{week},"));
    assert!(capacity.lines().filter(mown).all(|row| row.ends_with(",0,0") || row.contains("flail")), "{capacity}");
    // A machine that fails takes the hours of the crews that have it.
    let failed = format!("{week}: machine eco_head");
    let to = folder.path().join("machine");
    let (code, said) = replan(&scenario, &out, &to, &["--from", &before, "--lost", &failed]);
    assert_eq!(code, Some(0), "{said}");
    let capacity = std::fs::read_to_string(to.join("plan_data/capacity.csv")).expect("written");
    let with_it = |row: &&str| mown(row) && row.contains("eco_head");
    assert!(capacity.lines().filter(with_it).all(|row| row.ends_with(",0,0")), "{capacity}");
    // Who has no visit in that week is left alone unless hours or limits cannot be kept otherwise, which is told.
    let without = column(&to.join("changes.csv"), "segment", "trigger");
    let quiet = without.values().all(|trigger| !trigger.starts_with("nothing new here"));
    assert!(quiet || said.contains("without news of their own change too"), "{without:?}\n{said}");
}

#[test]
fn every_mistake_of_an_adjustment_is_told_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let limits = "limits = { fire = \"-3 %\" }";
    let scenario = crate::plans::shared_district(folder.path(), limits, "candidates = 8");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    std::fs::write(&scenario, text.replace("candidates = 30", "# candidates above")).expect("written");
    let observed = folder.path().join("observed.csv");
    std::fs::write(&observed, "id,date,quantity,value\nnowhere,2027-06-08,weight,-3\n").expect("written");
    let file = observed.display().to_string();
    let wrong = ["--observed", &file, "--from", "2027-07-05", "--lost", "27: crew nobody", "--change-eur=-1"];
    let (code, said) = replan(&scenario, &folder.path().join("no_run"), &folder.path().join("to"), &wrong);
    assert_eq!(code, Some(2), "{said}");
    for code in ["P409", "I901", "O730", "O727", "P441"] {
        assert!(said.contains(code), "{code} is not told:\n{said}");
    }
    assert!(!folder.path().join("to").exists());
    let (code, said) = replan(&scenario, folder.path(), folder.path(), &["--from", "2035-07-05", "--lost", "27: all"]);
    assert!(code == Some(2) && said.contains("P443") && said.contains("2027 to 2028"), "{said}");
}
