//! Runs in several climates.

use crate::program::{files_below, small_veluwe, zeis};

fn text(files: &std::collections::BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("text")
}

/// The small shipped area in the reference and a warmer climate: rows of both, a table of differences, sources of the changes.
#[test]
fn a_run_simulates_each_climate() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let run = |climates: &str, out: &str, threads: &str| {
        let shipped = std::fs::read_to_string(&scenario).expect("the small scenario");
        let changed = shipped.replacen("[climate]", &format!("[climate]\n{climates}"), 1);
        let path = folder.path().join(format!("{out}.toml"));
        std::fs::write(&path, changed).expect("a written scenario");
        let out = folder.path().join(out);
        let told = zeis(&["run", &path.display().to_string(), "-o", &out.display().to_string(), "--threads", threads]);
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        (files_below(&out), String::from_utf8_lossy(&told.stdout).into_owned())
    };
    let (files, said) = run("scenarios = [\"reference\", \"Hd-2100\"]", "two", "2");
    assert!(said.contains("Hd-2100 against reference"), "{said}");
    let (alone, _) = run("scenarios = [\"reference\"]", "one", "1");
    let fires = |table: &str, climate: &str| -> f64 {
        let start = format!("network,,one_cut_autumn,{climate},fire,");
        let row = table.lines().find(|line| line.starts_with(&start)).expect("a row of the climate");
        row.split(',').nth(8).expect("a median").parse().expect("a number")
    };
    let kpi = text(&files, "kpi.csv");
    assert!(fires(&kpi, "Hd-2100") > fires(&kpi, "reference"), "a hotter and drier summer burns more");
    let of_reference: Vec<&str> = kpi.lines().filter(|line| !line.contains(",Hd-2100,")).collect();
    assert_eq!(of_reference.join("\n"), text(&alone, "kpi.csv").trim_end(), "the reference is the same beside others");
    let outcomes = text(&files, "outcomes.csv");
    assert_eq!(outcomes.lines().filter(|line| line.contains(",Hd-2100,")).count() * 2 + 1, outcomes.lines().count());
    assert_eq!(text(&files, "plan.csv"), text(&alone, "plan.csv"));
    let page = text(&files, "report.html");
    assert!(page.contains("id=\"climates\"") && page.contains("climate.Hd-2100.rain"));
    assert!(!text(&alone, "report.html").contains("id=\"climates\""));
    let manifest = text(&files, "manifest.toml");
    assert!(manifest.contains("[climates.Hd-2100]") && manifest.contains("temperature (months 3 4"), "{manifest}");
}
