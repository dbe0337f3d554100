//! Rules that end a study before its last member.

use super::{done, results, same, shown, small_study, study, units};
use crate::program::zeis;
use std::path::Path;

/// A rule on differences ends a study at the same member whole or in parts, with verdicts on every pair of regimes.
#[test]
fn decided_differences_end_a_study() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let rule = "until = { decided = [\"fire\", \"B1\"], within = 1.0, equal = 1.0 }";
    std::fs::write(&scenario, text.replace("sampling = \"latin\"", &format!("sampling = \"sobol\"\n{rule}")))
        .expect("written");
    let out = folder.path().join("out");
    let run = study(&scenario, &out, &[]);
    done(&run);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(said.contains("20 members") && said.contains("15 of 15 differences between regimes are decided"), "{said}");
    let table = std::fs::read_to_string(out.join("precision.csv")).expect("the table");
    assert_eq!(table.lines().count(), 1 + 2 * 2 * 15);
    assert!(table.lines().skip(1).all(|line| line.ends_with(",known") || line.ends_with(",same")), "{table}");

    std::fs::write(
        &scenario,
        text.replace("members = 24", &format!("members = 24\n{rule}")).replace("\"B1\"", "\"B77\""),
    )
    .expect("written");
    let unknown = study(&scenario, &out, &[]);
    assert!(unknown.status.code() == Some(2) && String::from_utf8_lossy(&unknown.stderr).contains("S154"));
}

#[test]
fn enough_members_end_a_study_whole_or_in_parts() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let wide = text.replace("sampling = \"latin\"", "sampling = \"sobol\"\nuntil = { kpi = \"K1\", half_width = 1e9 }");
    std::fs::write(&scenario, &wide).expect("written");
    let out = folder.path().join("out");
    let run = study(&scenario, &out, &[]);
    done(&run);
    assert!(String::from_utf8_lossy(&run.stdout).contains("20 members"), "the first look is after 20 members");
    assert_eq!(units(&out).len(), 2 * 20);
    let parts = [1, 2].map(|part| {
        let dir = folder.path().join(format!("part{part}"));
        done(&study(&scenario, &dir, &["--shard", &format!("{part}/2"), "-q"]));
        shown(&dir)
    });
    let merged = folder.path().join("merged");
    done(&zeis(&["merge", &parts[0], &parts[1], "-o", &shown(&merged), "-q"]));
    let tables = |out: &Path| {
        let mut files = results(out);
        files.retain(|name, _| !name.starts_with("units"));
        files
    };
    same(&tables(&out), &tables(&merged));

    std::fs::write(&scenario, wide.replace("\"K1\"", "\"K77\"")).expect("written");
    let unknown = study(&scenario, &out, &[]);
    assert!(unknown.status.code() == Some(2) && String::from_utf8_lossy(&unknown.stderr).contains("S154"));
}
