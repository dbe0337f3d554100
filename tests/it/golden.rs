//! Golden tables: outcomes of a small run as they were when last looked at, compared as text.
//!
//! The numbers are the same on every machine and at every number of threads. A change of a formula, parameter or price
//! changes them, and this test shows which; once the change is understood, `ZEIS_RENEW_GOLDEN=1 cargo test --release golden`
//! writes the table anew.

use crate::program::{small_veluwe, zeis};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Environment variable that has the tables written anew.
const RENEW: &str = "ZEIS_RENEW_GOLDEN";
/// Differences shown in a failure.
const SHOWN: usize = 30;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Medians of the measures of the whole network, a row for each regime (the plan is one) and measure.
fn network_medians(kpi: &str) -> String {
    let mut reader = csv::Reader::from_reader(kpi.as_bytes());
    let head = reader.headers().expect("a head line").clone();
    let place = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
    let [level, regime, measure, unit, median] = ["level", "regime", "kpi", "unit", "q50"].map(place);
    let mut text = String::from("regime,kpi,unit,q50\n");
    for row in reader.records().map(|row| row.expect("a row")).filter(|row| &row[level] == "network") {
        writeln!(text, "{},{},{},{}", &row[regime], &row[measure], &row[unit], &row[median]).expect("text grows");
    }
    text
}

/// Rows of a table by what names them: all cells but the last.
fn by_name(table: &str) -> BTreeMap<&str, &str> {
    table.lines().filter_map(|line| line.rsplit_once(',')).collect()
}

/// What changed, a line each.
fn changes(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (by_name(old), by_name(new));
    let mut names: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    let shown = |cell: Option<&&str>| cell.map_or("no row".to_owned(), |cell| format!("{cell:?}"));
    names
        .into_iter()
        .filter(|name| old.get(name) != new.get(name))
        .map(|name| format!("{name}: {} is now {}", shown(old.get(name)), shown(new.get(name))))
        .collect()
}

#[test]
fn the_small_shipped_area_keeps_its_outcomes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let out = folder.path().join("out");
    let run = zeis(&["run", &scenario, "-o", &out.display().to_string(), "-q"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let found = network_medians(&std::fs::read_to_string(out.join("kpi.csv")).expect("the measures"));
    for regime in ["none", "one_cut_autumn", "one_cut_early", "two_cuts", "two_cuts_phased", "plan"] {
        assert!(found.contains(&format!("\n{regime},fire,")), "no fires of {regime}:\n{found}");
    }
    let path = golden("veluwe_small.csv");
    if std::env::var_os(RENEW).is_some_and(|value| value == "1") {
        std::fs::write(&path, &found).expect("the golden table is written");
        return;
    }
    let kept = std::fs::read_to_string(&path).expect("the golden table is there").replace("\r\n", "\n");
    let changed = changes(&kept, &found);
    let more = changed.len().saturating_sub(SHOWN);
    assert!(
        kept == found,
        "{} of {} outcomes differ from {}:\n  {}{}\nIf that is meant, say so in CHANGELOG.md and write the table anew:\n  \
         {RENEW}=1 cargo test --release --test it golden",
        changed.len(),
        found.lines().count() - 1,
        path.display(),
        changed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n  "),
        if more > 0 { format!("\n  and {more} more") } else { String::new() },
    );
}

#[test]
fn a_changed_outcome_is_named() {
    let old = "regime,kpi,unit,q50\nnone,fire,fires/yr,1.5\nnone,F1,t/ha,2\n";
    let new = "regime,kpi,unit,q50\nnone,fire,fires/yr,1.6\nplan,F1,t/ha,2\n";
    assert_eq!(
        changes(old, new),
        [
            "none,F1,t/ha: \"2\" is now no row",
            "none,fire,fires/yr: \"1.5\" is now \"1.6\"",
            "plan,F1,t/ha: no row is now \"2\""
        ]
    );
    assert!(changes(old, old).is_empty());
}
