//! Same input and seed, same bytes: any number of threads, run again, on any kind of number of columns.

use crate::program::{files_below, small_veluwe, zeis};

#[test]
fn threads_and_repeats_change_no_byte() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let mut runs = Vec::new();
    for (name, threads) in [("one", "1"), ("two", "2"), ("again", "2")] {
        let out = folder.path().join(name);
        let run = zeis(&["run", &scenario, "-o", &out.display().to_string(), "--threads", threads, "-q"]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        runs.push(files_below(&out));
    }
    let names: Vec<&String> = runs[0].keys().filter(|name| *name != "timing.toml").collect();
    for expected in ["report.html", "plan.csv", "schedule.csv", "kpi.csv", "kpi.xlsx", "outcomes.csv", "manifest.toml"]
    {
        assert!(runs[0].contains_key(expected), "{expected} is missing among {names:?}");
    }
    for other in &runs[1..] {
        assert_eq!(names, other.keys().filter(|name| *name != "timing.toml").collect::<Vec<_>>());
        for name in &names {
            assert!(runs[0][*name] == other[*name], "{name} differs between runs");
        }
    }
}
