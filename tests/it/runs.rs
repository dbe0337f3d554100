//! Whole runs: the shipped scenario, what it must show, and the README's words.

use crate::program::{files_below, small_veluwe, zeis};
use std::path::Path;

/// Cells of a column of the rows of a table that a filter keeps.
fn column(table: &str, name: &str, keep: impl Fn(&dyn Fn(&str) -> String) -> bool) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().expect("a head line").clone();
    let place = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
    reader
        .records()
        .map(|row| row.expect("a row"))
        .filter(|row| keep(&|name: &str| row[place(name)].to_owned()))
        .map(|row| row[place(name)].to_owned())
        .collect()
}

fn text(files: &std::collections::BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("text")
}

#[test]
fn a_run_writes_what_a_road_authority_opens() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let out = folder.path().join("out");
    let run = zeis(&["run", &scenario, "-o", &out.display().to_string()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("Expected verge fires") && said.contains("report.html"), "{said}");

    let files = files_below(&out);
    for figure in ["season", "hazard_calendar", "regimes", "map_regimes", "map_risk", "weeks"] {
        for ending in ["svg", "png"] {
            assert!(files[&format!("plots/{figure}.{ending}")].len() > 2_000, "{figure}.{ending}");
        }
    }
    let page = text(&files, "report.html");
    assert!(page.contains("<svg"));
    for outside in ["src=\"http", "href=\"http", "<script src", "@import", "url(http"] {
        assert!(!page.contains(outside), "the page stands alone: {outside}");
    }

    let plan = text(&files, "plan.csv");
    let segments = std::fs::read_to_string(folder.path().join("veluwe/segments.csv")).expect("the segment table");
    assert_eq!(column(&plan, "segment", |_| true).len(), segments.lines().count() - 1, "one line per segment");
    let kpi = text(&files, "kpi.csv");
    let fires = |regime: &str| -> f64 {
        let of = |cell: &dyn Fn(&str) -> String| {
            cell("level") == "network" && cell("regime") == regime && cell("kpi") == "fire"
        };
        column(&kpi, "q50", of)[0].parse().expect("a number")
    };
    assert!(fires("one_cut_early") < fires("one_cut_autumn"), "a first cut before July burns less");
    assert!(fires("one_cut_autumn") < fires("none"), "any cut with removal burns less than none");
    assert!(fires("plan") < fires("one_cut_autumn"));

    let verdict = zeis(&["verify", &out.display().to_string()]);
    assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stdout));
}

#[test]
fn a_forged_plan_is_refuted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let out = folder.path().join("out");
    assert!(zeis(&["run", &scenario, "-o", &out.display().to_string(), "-q"]).status.success());
    let plan = std::fs::read_to_string(out.join("plan.csv")).expect("the plan");
    let shorter: Vec<&str> = plan.lines().take(plan.lines().count() - 1).collect();
    std::fs::write(out.join("plan.csv"), shorter.join("\n")).expect("written");
    let verdict = zeis(&["verify", &out.display().to_string()]);
    assert_eq!(verdict.status.code(), Some(1));
}

#[test]
fn the_uncut_regime_alone_compares_without_a_plan() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let without = text.split("[plan]").next().expect("a part before the plan").to_owned();
    std::fs::write(&scenario, without).expect("written");
    let out = folder.path().join("out");
    let run = zeis(&["run", &scenario, "-o", &out.display().to_string()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("Two cuts: expected verge fires"), "the regimes are compared on screen: {said}");
    let files = files_below(&out);
    assert!(files.contains_key("kpi.csv") && !files.contains_key("plan.csv"));
}

#[test]
fn the_readme_gives_the_commands_that_are_checked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let checked = std::fs::read_to_string(root.join(".ci/run")).expect("the checks");
    for command in ["cargo run --release -- run scenarios/veluwe.toml", "cargo test --release"] {
        assert!(readme.contains(command), "README lacks `{command}`");
        assert!(checked.contains(command), ".ci/run lacks `{command}`");
    }
    assert!(root.join("scenarios/veluwe.toml").exists());
}
