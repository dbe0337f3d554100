//! Members of a sample of the network beside those of the whole.

use super::{done, results, same, shown, small_study, study};
use crate::program::zeis;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The small study with 12 members of the whole, further ones of a sample where asked for, and one climate.
fn sampled(folder: &Path, name: &str, members: &str) -> String {
    let text = std::fs::read_to_string(small_study(folder)).expect("the scenario");
    let text = text.replace("members = 24", members).replace(", \"Hd-2050\"", "");
    let path = folder.join(format!("{name}.toml"));
    std::fs::write(&path, text).expect("written");
    shown(&path)
}

/// Rows of a table by their first cells.
fn rows(files: &BTreeMap<String, Vec<u8>>, name: &str, key: &[usize]) -> BTreeMap<Vec<String>, Vec<String>> {
    let text = String::from_utf8(files[name].clone()).expect("a text");
    let row = |line: &str| {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        (key.iter().map(|&place| cells[place].clone()).collect(), cells)
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn a_sample_tells_more_of_differences_and_changes_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = sampled(folder.path(), "sampled", "members = 12\nsample = { share = 0.3, members = 60 }");
    let out = folder.path().join("out");
    let run = study(&scenario, &out, &[]);
    done(&run);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("a sample of") && said.contains("goes first: 72 members"), "{said}");
    let expected = results(&out);
    assert_eq!(expected.keys().filter(|name| name.starts_with("sample/units/00/")).count(), 72);

    // Members of the whole network are those of a study without a sample.
    let plain = sampled(folder.path(), "plain", "members = 12");
    let bare = folder.path().join("bare");
    done(&study(&plain, &bare, &["-q"]));
    let without = results(&bare);
    for table in ["ensemble.csv", "pairs.csv", "outcomes.csv", "draws.csv", "years.csv", "season.csv"] {
        assert!(expected[table] == without[table], "{table}");
    }

    // A hundred members of the whole network, with another seed, agree with the corrected means within their errors.
    let many = sampled(folder.path(), "many", "members = 100\nseed = 5");
    let sure = folder.path().join("sure");
    done(&study(&many, &sure, &["-q"]));
    let key = [0, 3, 4];
    let (told, of_many) = (rows(&expected, "precision.csv", &key), rows(&results(&sure), "precision.csv", &key));
    let (mut squares, mut count, mut smaller) = (0.0, 0.0, 0.0);
    for (pair, row) in &told {
        let number = |row: &[String], place: usize| row[place].parse::<f64>().unwrap_or(f64::NAN);
        let (mean, error, of_sample) = (number(row, 8), number(row, 9), number(row, 17));
        let (other, other_error) = (number(&of_many[pair], 8), number(&of_many[pair], 9));
        if error > 0.0 && other_error > 0.0 && of_sample.is_finite() {
            squares += (mean - other) * (mean - other) / (error * error + other_error * other_error);
            count += 1.0;
            smaller += f64::from(u8::from(of_sample < 0.7 * number(row, 12)));
        }
    }
    assert!(count > 40.0 && smaller > 0.6 * count, "{smaller} of {count} are known better");
    assert!(squares / count < 3.0, "{}", squares / count);

    // One thread, parts and a merge change no byte.
    let one = folder.path().join("one");
    done(&study(&scenario, &one, &["--threads", "1", "-q"]));
    same(&expected, &results(&one));
    let parts: Vec<PathBuf> = [1, 2].map(|part| folder.path().join(format!("part{part}"))).to_vec();
    for (place, part) in parts.iter().enumerate() {
        done(&study(&scenario, part, &["--shard", &format!("{}/2", place + 1), "-q"]));
    }
    let merged = folder.path().join("merged");
    let [a, b] = [0, 1].map(|place| shown(&parts[place]));
    let short = zeis(&["merge", &a, "-o", &shown(&merged), "-q"]);
    assert!(short.status.code() == Some(1) && String::from_utf8_lossy(&short.stderr).contains("E814"));
    done(&zeis(&["merge", &a, &b, "-o", &shown(&merged), "-q"]));
    same(&expected, &results(&merged));

    // A unit of the sample that was damaged is found and computed again.
    let unit = out.join("sample/units/00/000031.unit");
    std::fs::write(&unit, b"nothing").expect("written");
    let again = study(&scenario, &out, &[]);
    done(&again);
    assert!(String::from_utf8_lossy(&again.stderr).contains("1 damaged units"));
    same(&expected, &results(&out));
}
