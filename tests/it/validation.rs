//! The findings of field research, the table of published against simulated, the guideline, the field trial.

use crate::program::{files_below, zeis};
use std::collections::BTreeMap;
use std::path::Path;
use zeis::fire::drivers::RainRule;
use zeis::validation::findings::{Alternative, Effort, Expected, Experiments, Finding, findings};
use zeis::validation::trial::TrialWeather;
use zeis::validation::verdict::Verdict;

/// The smallest effort that the program accepts.
const SMALL: [&str; 6] = ["--draws", "5", "--other-draws", "5", "--years", "8"];

fn found() -> (Experiments, Vec<Finding>) {
    let weather = TrialWeather::generated(260).expect("De Bilt is shipped");
    let effort = Effort { draws: 8, other_draws: 4, years: 18 };
    let experiments = Experiments::run(&weather, RainRule::SameDay, effort, 1, &|_| ()).expect("closed books");
    let findings = findings(&experiments);
    (experiments, findings)
}

/// Every finding comes out in its direction; what is known to be fragile turns over where it is known to.
#[test]
fn the_findings_of_field_research_come_out() {
    let (experiments, findings) = found();
    let of = |id: &str| findings.iter().find(|finding| finding.id == id).expect("a finding");
    for finding in findings.iter().filter(|finding| finding.id.starts_with('F')) {
        let failing: Vec<String> = finding.failing().map(|outcome| outcome.base.contrast.name()).collect();
        assert_ne!(finding.verdict(), Verdict::Fails, "{}: {failing:?}", finding.id);
        // Eight draws leave words open that eighty decide; the directions of the medians must be there.
        for judged in finding.claims().map(|outcome| &outcome.base) {
            let median = judged.size[1];
            let goes = match judged.contrast.expected {
                Expected::Below => median < 0.0,
                Expected::Above => median > 0.0,
                Expected::Near(tolerance) => median.abs() < 1.5 * tolerance,
                Expected::Open => false,
            };
            assert!(goes, "{}: {:?}", judged.contrast.name(), judged.size);
        }
    }
    for id in ["F1", "F2", "F5", "F9"] {
        assert_eq!(of(id).verdict(), Verdict::Holds, "{id}");
        let apart = of(id).outcomes.iter().find(|outcome| outcome.base.overlaps() == Some(false));
        assert!(apart.is_none(), "{id}: {:?}", apart.map(|outcome| outcome.base.contrast.name()));
    }
    // The sign of the first two stays under every structure, and the size is smaller by load and after Cheney.
    assert!(of("F1").turned_by().is_empty() && of("F2").turned_by().is_empty());
    let first = of("F1").claims().next().expect("a claim");
    for (other, judged) in &first.others {
        if [Alternative::ByLoad, Alternative::Cheney].contains(other) {
            assert!(judged.size[1].abs() < 0.7 * first.base.size[1].abs(), "{}", other.name());
        }
    }
    // Fragile: that two cuts are the best for plants hangs on the measure of fertility.
    assert!(of("F3").turned_by().contains(&Alternative::ClippedYield), "{:?}", of("F3").turned_by());
    let decided = experiments.decided_by(&first.base.contrast).expect("numbers are drawn");
    assert!(decided.1.abs() > 0.3, "{decided:?}");
}

#[test]
fn validate_reaches_every_verdict_with_the_same_bytes_on_one_thread_and_two() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |threads: &str| -> BTreeMap<String, Vec<u8>> {
        let out = folder.path().join(threads);
        let shown = out.display().to_string();
        let mut arguments = vec!["validate", "--json", "-q", "--threads", threads, "-o", &shown];
        arguments.extend(SMALL);
        let run = zeis(&arguments);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let told: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let checks = told["checks"].as_array().expect("checks");
        assert!(checks.len() > 35, "{}", checks.len());
        for group in ["findings", "life", "growth", "fire", "weather", "planning"] {
            assert!(checks.iter().any(|check| check["group"] == group), "{group}");
        }
        for check in checks {
            assert!(check["source"].as_str().is_some_and(|source| source.len() > 3), "{check}");
        }
        let verdict = |id: &str| &checks.iter().find(|check| check["id"] == id).expect("a check")["verdict"];
        for id in ["V7", "fire.spread", "fire.codes", "weather.months", "planning.instance", "growth.verge_yield"] {
            assert_eq!(verdict(id), "holds", "{id}");
        }
        // Known to be too narrow, and said so.
        assert_eq!(verdict("growth.years"), "fails");
        files_below(&out)
    };
    let (one, two) = (run("1"), run("2"));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    assert!(one.iter().all(|(name, bytes)| two[name] == *bytes));
    let page = String::from_utf8_lossy(&one["validation.html"]).into_owned();
    assert!(page.matches("<svg").count() > 12 && !page.contains("http://") | page.contains("www.w3.org"));
    assert!(one.contains_key("plots/F10.png") && one.contains_key("findings.csv"));
}

#[test]
fn strict_fails_only_for_what_must_hold_and_bad_input_is_told() {
    let missing = zeis(&["validate", "--weather", "nowhere_260.txt"]);
    assert_eq!(missing.status.code(), Some(2), "{}", String::from_utf8_lossy(&missing.stderr));
    let unknown = zeis(&["validate", "--station", "999"]);
    assert!(unknown.status.code() == Some(2) && String::from_utf8_lossy(&unknown.stderr).contains("W311"));
    let nowhere = zeis(&["guideline"]);
    assert!(nowhere.status.code() == Some(2) && String::from_utf8_lossy(&nowhere.stderr).contains("S189"));
    let folder = zeis(&["fire", "national", "scenarios"]);
    assert!(folder.status.code() == Some(2) && String::from_utf8_lossy(&folder.stderr).contains("W311"));
}

#[test]
fn the_guideline_tells_a_regime_and_its_probability_for_every_leaf() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (lang, word) in [("en", "for the better in"), ("nl", "gunstiger in")] {
        let out = folder.path().join(lang).display().to_string();
        let mut arguments = vec!["guideline", "--lang", lang, "-o", &out];
        arguments.extend(SMALL);
        let run = zeis(&arguments);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let told = String::from_utf8_lossy(&run.stdout).into_owned();
        assert_eq!(told.lines().count(), 12, "{told}");
        assert!(told.lines().all(|line| line.contains('%')), "every sentence carries its probability: {told}");
        let page = std::fs::read_to_string(Path::new(&out).join("guideline.html")).expect("the page");
        assert!(page.contains(word) && page.contains("<svg"));
        let table = std::fs::read_to_string(Path::new(&out).join("guideline.csv")).expect("the table");
        let birds: Vec<&str> = table.lines().filter(|line| line.contains(",birds,")).collect();
        assert!(
            birds.len() > 50 && birds.iter().all(|line| !line.contains(",birds,J,") && !line.contains(",birds,JO,"))
        );
        let advised = table.lines().filter(|line| line.starts_with("reference,") && line.contains(",yes,"));
        assert!(advised.count() >= 12 * 8);
    }
}

#[test]
fn the_field_trial_runs_and_june_burns_less_than_september_on_every_site() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    std::fs::create_dir_all(folder.path().join("field_trial")).expect("a folder");
    let table = "field_trial/segments.csv";
    std::fs::copy(shipped.join(table), folder.path().join(table)).expect("copied");
    let text = std::fs::read_to_string(shipped.join("field_trial.toml")).expect("the scenario");
    let small = text.replace("years = 18", "years = 4").replace("members = 20", "members = 2");
    let scenario = folder.path().join("field_trial.toml");
    std::fs::write(&scenario, small).expect("written");
    let out = folder.path().join("out");
    let run = zeis(&["run", &scenario.display().to_string(), "-q", "-o", &out.display().to_string()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut reader = csv::Reader::from_path(out.join("outcomes.csv")).expect("outcomes");
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    let value = |site: &str, regime: &str| -> f64 {
        let own = rows.iter().filter(|row| row["class"] == site && row["regime"] == regime && row["kpi"] == "sum_h");
        let values: Vec<f64> = own.map(|row| row["mean"].parse().expect("a number")).collect();
        assert!(!values.is_empty(), "{site} {regime}");
        values.iter().sum::<f64>() / values.len() as f64
    };
    let mut sites: Vec<&str> = rows.iter().map(|row| row["class"].as_str()).collect();
    sites.sort_unstable();
    sites.dedup();
    assert_eq!(sites.len(), 10);
    for site in sites {
        assert!(value(site, "june") < 0.95 * value(site, "september"), "{site}");
    }
}

/// The growth tables of other programs agree where a folder holds them.
#[test]
fn growth_tables_of_other_programs_agree() {
    let Some(folder) = crate::shared::external("growth_tables_of_other_programs_agree", "reference/growth") else {
        return;
    };
    let found = zeis::validation::checks::growth_tables::checks(Some(&folder)).expect("tables that can be read");
    let told: Vec<(&str, Verdict)> = found.iter().map(|check| (check.id.as_str(), check.verdict)).collect();
    let holding = ["growth.inrae_modvege", "growth.growr", "growth.spec_traces"].map(|id| (id, Verdict::Holds));
    assert_eq!(told, holding, "{found:?}");
}
