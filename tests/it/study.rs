//! The Monte Carlo study: the same bytes resumed, killed, divided or whole; damage is found; a full disk is told.

mod memory;
mod sample;
mod sensitivity;
mod stop;

use crate::program::{files_below, zeis};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// Members of the small study.
const MEMBERS: usize = 24;

/// A small study: the first segments of the shipped area, two climates, drawn parameters.
fn small_study(folder: &Path) -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let table = std::fs::read_to_string(shipped.join("veluwe/segments.csv")).expect("the segment table");
    let rows: Vec<&str> = table.lines().take(30).collect();
    std::fs::write(folder.join("segments.csv"), rows.join("\n")).expect("written");
    let text = format!(
        "name = \"study\"\n[period]\nfirst_year = 2027\nyears = 3\nwarmup = 1\n\
         [climate]\nweather = {{ climatology = \"275\" }}\nscenarios = [\"reference\", \"Hd-2050\"]\n\
         [ensemble]\nmembers = {MEMBERS}\nsampling = \"latin\"\n\
         [ensemble.parameters]\n\"growth.RUEmax\" = {{ dist = \"triangular\", low = 2.0, mode = 3.0, high = 3.5 }}\n\
         klit = {{ dist = \"lognormal\", median = 0.0012, sd_ln = 0.3 }}\n\
         fire.extinction_moisture = {{ dist = \"uniform\", low = 0.15, high = 0.4 }}\n\
         litter_scale_g_m2 = {{ dist = \"normal\", mean = 350, sd = 40 }}\n\
         ignition.rate = {{ dist = \"lognormal\", median = 1.0, sd_ln = 0.7 }}\n\
         [network]\nsegments = \"segments.csv\"\npresent = \"one_cut_autumn\"\n\
         [regimes.one_cut_autumn]\ncuts = [{{ window = \"09-15..10-15\" }}]\n\
         [regimes.one_cut_early]\ncuts = [{{ window = \"06-15..07-05\" }}]\n\
         [regimes.two_cuts]\ncuts = [{{ window = \"06-15..07-05\" }}, {{ window = \"09-15..10-15\" }}]\n\
         [regimes.two_cuts_phased]\npattern = \"rotating\"\n\
         cuts = [{{ window = \"06-15..07-05\", leave = 0.25 }}, {{ window = \"09-15..10-15\", leave = 0.25 }}]\n"
    );
    let path = folder.join("study.toml");
    std::fs::write(&path, text).expect("written");
    path.display().to_string()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn study(scenario: &str, out: &Path, more: &[&str]) -> std::process::Output {
    let out = shown(out);
    let mut arguments = vec!["ensemble", scenario, "-o", &out];
    arguments.extend(more);
    zeis(&arguments)
}

fn done(run: &std::process::Output) {
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// What a study leaves behind, but for the time it took.
fn results(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files_below(out);
    files.remove("timing.toml");
    files
}

fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} differs");
    }
}

fn units(out: &Path) -> Vec<PathBuf> {
    let paths = files_below(out).into_keys().map(|name| out.join(name));
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "unit")).collect()
}

fn start(scenario: &str, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_zeis"))
        .args(["ensemble", scenario, "-q", "-o"])
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

#[test]
fn threads_parts_kills_and_damage_change_no_byte() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let whole = folder.path().join("whole");
    let run = study(&scenario, &whole, &["--threads", "2"]);
    done(&run);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(said.contains("Expected verge fires") && said.contains("24 members x 2 climates"), "{said}");
    let expected = results(&whole);
    for table in [
        "ensemble.csv",
        "pairs.csv",
        "climates.csv",
        "exceedance.csv",
        "outcomes.csv",
        "draws.csv",
        "ensemble.nc",
        "years.csv",
        "precision.csv",
        "answer.csv",
        "season.csv",
    ] {
        assert!(expected[table].len() > 500, "{table}");
    }
    let text = String::from_utf8_lossy(&expected["ensemble.csv"]).into_owned();
    let holds = |kpi: &str| text.lines().find(|row| row.contains(kpi)).and_then(|row| row.rsplit(',').next());
    assert_eq!(holds(",B1,"), Some("weather+parameters"), "every interval says what it holds");

    assert!(expected["plots/years_fire.svg"].len() > 2000 && expected["plots/climate_season.png"].len() > 2000);
    years_come_to_the_means(&expected);

    let one = folder.path().join("one");
    done(&study(&scenario, &one, &["--threads", "1", "-q"]));
    same(&expected, &results(&one));

    // Divided and put together.
    let parts: Vec<PathBuf> = (1..=3).map(|part| folder.path().join(format!("part{part}"))).collect();
    for (place, part) in parts.iter().enumerate() {
        done(&study(&scenario, part, &["--shard", &format!("{}/3", place + 1), "-q"]));
        assert!(!part.join("ensemble.csv").exists(), "a part has no tables");
    }
    let merged = folder.path().join("merged");
    let [a, b, c] = [0, 1, 2].map(|place| shown(&parts[place]));
    let short = zeis(&["merge", &a, &b, "-o", &shown(&merged), "-q"]);
    assert_eq!(short.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&short.stderr).contains("E814"), "a part is lacking");
    done(&zeis(&["merge", &a, &b, &c, "-o", &shown(&merged), "-q"]));
    same(&expected, &results(&merged));

    // Damage: bytes changed, cut off, taken away.
    let found = units(&one);
    assert_eq!(found.len(), 2 * MEMBERS);
    let mut bytes = std::fs::read(&found[3]).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&found[3], &bytes).expect("written");
    std::fs::write(&found[7], &bytes[..middle]).expect("written");
    std::fs::remove_file(&found[11]).expect("taken away");
    let run = study(&scenario, &one, &[]);
    done(&run);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("2 damaged units") && said.contains("3 of 48 units computed"), "{said}");
    same(&expected, &results(&one));

    // Killed at many moments, resumed each time.
    let killed = folder.path().join("killed");
    let whole_time = {
        let begun = Instant::now();
        let trial = folder.path().join("trial");
        done(&study(&scenario, &trial, &["-q"]));
        begun.elapsed()
    };
    let (mut kills, mut before) = (0, 0);
    for moment in 0..40_u32 {
        let mut child = start(&scenario, &killed);
        std::thread::sleep(whole_time.mul_f64(0.03 + 0.011 * f64::from(moment % 13)));
        if child.try_wait().expect("its state").is_some() {
            break;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        kills += 1;
        let now = if killed.join("units").exists() { units(&killed).len() } else { 0 };
        assert!(now >= before, "no finished unit is lost: {before}, then {now}");
        before = now;
    }
    assert!(kills >= 5, "{kills} kills only");
    done(&study(&scenario, &killed, &["-q"]));
    same(&expected, &results(&killed));
}

/// The years of a KPI, averaged, are its mean over the years; so are the fires of the half-months under the regimes of today.
fn years_come_to_the_means(files: &BTreeMap<String, Vec<u8>>) {
    let rows = |name: &str| -> Vec<Vec<String>> {
        let text = String::from_utf8(files[name].clone()).expect("a text");
        text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
    };
    let number = |cell: &String| -> f64 { cell.parse().expect("a number") };
    let means = rows("ensemble.csv");
    let mut compared = 0;
    for id in ["fire", "F1", "F3", "F3_weather", "B1", "B9"] {
        for climate in ["reference", "Hd-2050"] {
            for regime in ["present", "two_cuts", "none"] {
                let is_one =
                    |row: &&Vec<String>| row[0] == "network" && [&row[2], &row[3], &row[4]] == [climate, regime, id];
                let mean = number(&means.iter().find(is_one).expect("a mean")[9]);
                let of = rows("years.csv");
                let years: Vec<f64> = of
                    .iter()
                    .filter(|row| [&row[0], &row[1], &row[2]] == [climate, regime, id])
                    .map(|row| number(&row[7]))
                    .collect();
                assert_eq!(years.len(), 3, "{id} {climate} {regime}");
                let found = years.iter().sum::<f64>() / 3.0;
                assert!((found - mean).abs() <= 2e-5 * mean.abs(), "{id} {climate} {regime}: {found}, {mean}");
                compared += 1;
                if id == "fire" && regime == "present" {
                    let halves = rows("season.csv");
                    let fires = halves.iter().filter(|row| row[0] == climate && row[1] == "fire");
                    let sum: f64 = fires.map(|row| number(&row[4])).sum();
                    assert!((sum - mean).abs() <= 1e-4 * mean, "{sum} {mean}");
                }
            }
        }
    }
    assert_eq!(compared, 36);
}

#[test]
fn other_inputs_are_refused_and_a_full_disk_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let out = folder.path().join("out");
    done(&study(&scenario, &out, &["--shard", "1/12", "-q"]));
    let other = study(&scenario, &out, &["--seed", "9", "-q"]);
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(other.status.code() == Some(1) && said.contains("E812") && said.contains("--fresh"), "{said}");
    let elsewhere = folder.path().join("elsewhere");
    done(&study(&scenario, &elsewhere, &["--seed", "9", "--shard", "1/12", "-q"]));
    let mixed = zeis(&["merge", &shown(&out), &shown(&elsewhere), "-o", &shown(&folder.path().join("mixed"))]);
    assert!(mixed.status.code() == Some(2) && String::from_utf8_lossy(&mixed.stderr).contains("E812"));

    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: no /dev/full here");
        return;
    }
    #[cfg(unix)]
    {
        let before = units(&out);
        let beside = out.join("units/00/000005.part");
        std::os::unix::fs::symlink("/dev/full", &beside).expect("linked");
        let full = study(&scenario, &out, &["--shard", "6/12", "-q"]);
        let said = String::from_utf8_lossy(&full.stderr).into_owned();
        assert!(full.status.code() == Some(1) && said.contains("E811") && said.contains("000005.unit"), "{said}");
        assert!(said.contains("goes on from there"), "{said}");
        assert!(before.iter().all(|unit| unit.exists()));
        done(&study(&scenario, &out, &["--shard", "6/12", "-q"]));
        assert!(out.join("units/00/000005.unit").exists());
    }
}

/// What a reader of NetCDF that is not ours finds in a cube: sizes, names, unit, and values beside those of `ensemble.csv`.
const READ_CUBE: &str = r#"
import csv, sys, xarray
cube = xarray.open_dataset(sys.argv[1] + "/ensemble.nc", engine="scipy")
assert dict(cube["fire"].sizes) == {"climate": 2, "regime": 6, "member": 24}, cube["fire"].sizes
assert [str(name) for name in cube["climate"].values] == ["reference", "Hd-2050"], cube["climate"]
names = [str(name) for name in cube["regime"].values]
assert cube["fire"].attrs["units"] == "fires/yr" and list(cube["member"].values) == list(range(24))
rows = [row for row in csv.DictReader(open(sys.argv[1] + "/ensemble.csv")) if row["level"] == "network"]
years = cube["fire_by_year"]
assert years.dims == ("climate", "regime", "member", "year") and list(cube["year"].values) == [2027, 2028, 2029], years
gap = abs(years.mean("year") - cube["fire"]) / cube["fire"]
assert float(gap.max()) < 1e-9, gap
season = cube["season_fire"]
assert season.dims == ("climate", "member", "year", "half_month") and season.sizes["half_month"] == 24
now = cube["fire"].values[:, names.index("present")]
assert abs(season.sum("half_month").mean("year").values / now - 1).max() < 1e-9
compared = 0
for row in rows:
    found = cube[row["kpi"]].values[["reference", "Hd-2050"].index(row["climate"]), names.index(row["regime"])]
    assert abs(found.mean() - float(row["mean"])) <= 1e-5 * abs(float(row["mean"])) + 1e-12, (row, found.mean())
    compared += 1
assert compared > 300, compared
"#;

#[test]
fn the_cube_is_read_by_others() {
    let has_readers = Command::new("python3").args(["-c", "import xarray, scipy"]).output();
    if !has_readers.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no python3 with xarray and scipy here");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let out = folder.path().join("out");
    done(&study(&scenario, &out, &["-q"]));
    let read = Command::new("python3").args(["-c", READ_CUBE]).arg(&out).output().expect("python3 starts");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
}
