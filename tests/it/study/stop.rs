//! Rules that end a study before its last member.

use super::{done, results, same, shown, small_study, study, units};
use crate::program::zeis;
use std::path::{Path, PathBuf};

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
    answers_take_fewer_members_by_better_ways(&out);
    assert!(table.lines().skip(1).all(|line| line.ends_with(",known") || line.ends_with(",same")), "{table}");

    std::fs::write(
        &scenario,
        text.replace("members = 24", &format!("members = 24\n{rule}")).replace("\"B1\"", "\"B77\""),
    )
    .expect("written");
    let unknown = study(&scenario, &out, &[]);
    assert!(unknown.status.code() == Some(2) && String::from_utf8_lossy(&unknown.stderr).contains("S154"));
}

/// `answer.csv`: every way but antithetic pairs, which this study has not, and the best of them.
fn answers_take_fewer_members_by_better_ways(out: &Path) {
    let table = std::fs::read_to_string(out.join("answer.csv")).expect("the table");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    for (id, climate) in [("fire", "reference"), ("B1", "Hd-2050")] {
        let own = rows.iter().filter(|row| [row[0], row[1]] == [id, climate]);
        let found: Vec<(&str, f64, f64)> =
            own.map(|row| (row[2], row[5].parse().expect("a ratio"), row[8].parse().expect("members"))).collect();
        let names: Vec<&str> = found.iter().map(|row| row.0).collect();
        assert_eq!(names, ["independent", "common", "even", "draws", "weather", "best"], "{id}");
        assert_eq!(found[0].1, 1.0);
        let is_better = |pair: &[(&str, f64, f64)]| pair[1].1 >= pair[0].1 && pair[1].2 <= pair[0].2;
        assert!(is_better(&found[..2]) && is_better(&[found[1], found[5]]), "{found:?}");
    }
    let times = std::fs::read_to_string(out.join("timing.toml")).expect("the times");
    let times: toml::Table = times.parse().expect("TOML");
    let fire = &times["answer"]["fire"]["reference"];
    let seconds = |key: &str| fire[key].as_float().expect("seconds");
    assert!(seconds("plain_cpu_s") >= seconds("best_cpu_s") && seconds("best_cpu_s") > 0.0, "{fire:?}");
}

/// The folder of a study that was run in two parts and merged.
fn in_two_parts(scenario: &str, folder: &Path) -> PathBuf {
    let parts = [1, 2].map(|part| {
        let dir = folder.join(format!("part{part}"));
        done(&study(scenario, &dir, &["--shard", &format!("{part}/2"), "-q"]));
        shown(&dir)
    });
    let merged = folder.join("merged");
    done(&zeis(&["merge", &parts[0], &parts[1], "-o", &shown(&merged), "-q"]));
    merged
}

/// Members in pairs: each two have the mirrored draws of each other, whole or in parts, and errors are those of the pairs.
#[test]
fn antithetic_members_come_in_pairs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let pairs = text.replace("members = 24", "members = 24\nantithetic = true");
    std::fs::write(&scenario, &pairs).expect("written");
    let out = folder.path().join("out");
    done(&study(&scenario, &out, &["-q"]));
    let precision = std::fs::read_to_string(out.join("precision.csv")).expect("the table");
    let head: Vec<&str> = precision.lines().next().expect("a head").split(',').collect();
    let place = |name: &str| head.iter().position(|other| *other == name).expect("a column");
    let rows: Vec<Vec<&str>> = precision.lines().skip(1).map(|line| line.split(',').collect()).collect();
    for row in &rows {
        assert_eq!(row[place("error_antithetic")], row[place("mc_error")], "{row:?}");
    }
    assert!(rows.iter().any(|row| row[place("error_antithetic")] != row[place("error_common")]));
    assert!(std::fs::read_to_string(out.join("answer.csv")).expect("the table").contains(",antithetic,"));
    let merged = in_two_parts(&scenario, folder.path());
    same(&results(&out), &results(&merged));

    std::fs::write(&scenario, pairs.replace("members = 24", "members = 25")).expect("written");
    let odd = study(&scenario, &out, &["-q"]);
    assert!(odd.status.code() == Some(2) && String::from_utf8_lossy(&odd.stderr).contains("S150"));
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
    let merged = in_two_parts(&scenario, folder.path());
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
