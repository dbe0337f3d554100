//! Profiles `inrae` and `growr` against the programs they are named after, and against their own hand-checked numbers.

use std::fmt::Write as _;
use std::path::Path;

use zeis::scenario::site_file::load;
use zeis::simulation::grow::{TraceDay, grow};

use super::made_up_weather;
use crate::shared::external;

/// Rows of a table, as text by column.
fn table(path: &Path) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let header = reader.headers().expect("a header").clone();
    (header, reader.records().map(|row| row.expect("a row")).collect())
}

/// Largest deviation of columns (ours, theirs): relative, absolute where the value is 0.
fn worst(found: &[TraceDay], file: &Path, columns: &[(&str, &str)]) -> (f64, String) {
    let (header, rows) = table(file);
    assert_eq!(rows.len(), found.len());
    let mut worst = (0.0, String::new());
    for (ours, theirs) in columns {
        let at = header.iter().position(|name| name == *theirs).unwrap_or_else(|| panic!("no column {theirs}"));
        for (row, day) in rows.iter().zip(found) {
            let expected: f64 = row[at].parse().expect("a number");
            let value = day.value(ours).unwrap_or_else(|| panic!("no column {ours}"));
            let size = if expected == 0.0 { 1.0 } else { expected.abs() };
            let deviation = (value - expected).abs() / size;
            if deviation > worst.0 {
                worst = (deviation, format!("{ours} {}", day.date));
            }
        }
    }
    worst
}

fn run(text: &str) -> Vec<TraceDay> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("site.toml");
    std::fs::write(&path, text).expect("written");
    grow(&load(&path).expect("a valid site")).expect("a run")
}

const INRAE_SITE: &str = "shares = { A = 1, B = 0, C = 0, D = 0 }\n[parameters]\nNI = 0.9\n[site]\nwhc_mm = 200\n[start]\n\
                          WR = 60\n[[cuts]]\nmonth_day = \"05-30\"\nheight_m = 0.05\nremoval = \"hay\"\n";

#[test]
fn inrae_runs_as_its_authors_run_it() {
    let name = "inrae_runs_as_its_authors_run_it";
    let file = |file: &str| external(name, &format!("reference/growth/inrae_modvege/{file}"));
    let (Some(inputs), Some(java), Some(trace)) =
        (file("inputs.csv"), file("expected_java.csv"), file("trace_profile_inrae.csv"))
    else {
        return;
    };
    let found = run(&format!("profile = \"inrae\"\nweather = '{}'\n{INRAE_SITE}", inputs.display()));
    let theirs = [("BM", "bm_total"), ("GV", "gv"), ("GR", "gr"), ("DV", "dv"), ("DR", "dr"), ("GRO", "gro")];
    let (deviation, place) = worst(&found, &java, &theirs);
    println!("against INRAE's program: {deviation:.1e} at {place}");
    assert!(deviation < 1e-9, "{deviation:e} at {place}");
    let (header, rows) = table(&java);
    let at = header.iter().position(|name| name == "cum_harvest").expect("harvest");
    let mut harvest = 0.0;
    for (row, day) in rows.iter().zip(&found) {
        harvest += day.value("H").expect("a column");
        let expected: f64 = row[at].parse().expect("a number");
        assert!((harvest - expected).abs() <= 1e-9 * expected.max(1.0), "harvest on {}", day.date);
    }
    let columns: Vec<String> = table(&trace).0.iter().skip(1).map(str::to_owned).collect();
    let pairs: Vec<(&str, &str)> = columns.iter().map(|name| (name.as_str(), name.as_str())).collect();
    assert!(pairs.len() > 25);
    let (deviation, place) = worst(&found, &trace, &pairs);
    assert!(deviation < 1e-9, "{deviation:e} at {place}");
}

#[test]
fn growr_runs_as_its_package_runs_it() {
    for (name, parameters, restart) in [
        ("posieux1_2013_2015_independent_years", "posieux", "yearly"),
        ("posieux2_2013_2015_independent_years", "posieux", "yearly"),
        ("sorens1_2016_2018_independent_years", "sorens", "yearly"),
        ("sorens1_2013_2015_carried_over", "sorens", "never"),
    ] {
        let file =
            |file: String| external("growr_runs_as_its_package_runs_it", &format!("reference/growth/growr/{file}"));
        let (Some(expected), Some(parameters)) =
            (file(format!("{name}.csv")), file(format!("{parameters}_parameters.csv")))
        else {
            return;
        };
        let (_, rows) = table(&parameters);
        let value = |name: &str| rows.iter().find(|row| &row[1] == name).map(|row| row[2].to_owned()).expect("given");
        let mut text = format!(
            "profile = \"growr\"\nweather = '{}'\nrestart = \"{restart}\"\n\
             shares = {{ A = {}, B = {}, C = {}, D = {} }}\n[parameters]\nNI = {}\n[site]\nwhc_mm = {}\n",
            expected.display(),
            value("w_FGA"),
            value("w_FGB"),
            value("w_FGC"),
            value("w_FGD"),
            value("NI"),
            value("WHC")
        );
        let (header, rows) = table(&expected);
        let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
        for row in rows.iter().filter(|row| &row[at("cut")] != "0") {
            let first: zeis::calendar::Date = format!("{}-01-01", &row[at("year")]).parse().expect("a year");
            let day: i64 = row[at("DOY")].parse().expect("a day");
            let date = first.checked_add(jiff::Span::new().days(day - 1)).expect("a date");
            writeln!(text, "[[cuts]]\ndate = {date}\nheight_m = 0.05\nremoval = \"hay\"").expect("a string");
        }
        let found = run(&text);
        let columns = [
            ("GV", "BMGV"),
            ("GR", "BMGR"),
            ("DV", "BMDV"),
            ("DR", "BMDR"),
            ("aGV", "AgeGV"),
            ("aGR", "AgeGR"),
            ("aDV", "AgeDV"),
            ("aDR", "AgeDR"),
            ("GRO", "GRO"),
            ("WR", "WR"),
            ("AET", "AET"),
            ("ST", "ST"),
            ("SNOW", "snow"),
        ];
        let (deviation, place) = worst(&found, &expected, &columns);
        println!("{name}: {deviation:.1e} at {place}");
        assert!(deviation < 1e-7, "{name}: {deviation:e} at {place}");
        let (mut harvest, mut year) = (0.0, 0);
        for (row, day) in rows.iter().zip(&found) {
            if day.date.year() != year {
                (harvest, year) = (0.0, day.date.year());
            }
            harvest += day.value("H").expect("a column");
            let expected: f64 = row[at("cumHarvest")].parse().expect("a number");
            assert!((harvest - expected).abs() <= 1e-7 * expected.max(1.0), "{name}: harvest on {}", day.date);
        }
    }
}

/// A site of a profile under made-up weather, as a file beside its table.
fn made_up(profile: &str, rest: &str, days: usize) -> Vec<TraceDay> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut weather = "date,tmean_c,par_mj_m2,rain_mm,et0_mm,co2_ppm\n".to_owned();
    for row in made_up_weather(days) {
        let numbers = [row.temp_c, row.par_mj_m2, row.rain_mm, row.makkink_mm, row.co2_ppm];
        let numbers = numbers.map(|number| number.to_string()).join(",");
        writeln!(weather, "{},{numbers}", row.date).expect("a string");
    }
    std::fs::write(folder.path().join("w.csv"), weather).expect("written");
    let path = folder.path().join("site.toml");
    std::fs::write(&path, format!("profile = \"{profile}\"\nweather = \"w.csv\"\n{rest}")).expect("written");
    grow(&load(&path).expect("a valid site")).expect("a run")
}

fn on(trace: &[TraceDay], date: &str, column: &str) -> f64 {
    let day = trace.iter().find(|day| day.date.to_string() == date).expect("a day of the run");
    day.value(column).expect("a column")
}

/// The smaller sister of the two tests above: milestones under made-up weather, written down at that agreement.
#[test]
fn both_profiles_stay_as_they_were_under_made_up_weather() {
    let inrae = made_up("inrae", INRAE_SITE, 730);
    let growr = made_up("growr", INRAE_SITE, 730);
    let mut found = String::new();
    for (name, trace) in [("inrae", &inrae), ("growr", &growr)] {
        for (date, column) in [
            ("2001-05-29", "BM"),
            ("2001-05-30", "H"),
            ("2001-08-10", "GV"),
            ("2001-08-10", "aDV"),
            ("2001-12-31", "WR"),
            ("2002-05-15", "GR"),
            ("2002-12-31", "DR"),
        ] {
            writeln!(found, "{name} {date} {column} {:.9e}", on(trace, date, column)).expect("a string");
        }
    }
    assert_eq!(found, MILESTONES);
}

const MILESTONES: &str = "\
inrae 2001-05-29 BM 3.855153816e3\n\
inrae 2001-05-30 H 2.955153816e3\n\
inrae 2001-08-10 GV 1.112482055e3\n\
inrae 2001-08-10 aDV 3.561499073e2\n\
inrae 2001-12-31 WR 1.214020706e2\n\
inrae 2002-05-15 GR 1.016078160e-1\n\
inrae 2002-12-31 DR 1.914394568e1\n\
growr 2001-05-29 BM 4.977894528e3\n\
growr 2001-05-30 H 4.077894528e3\n\
growr 2001-08-10 GV 2.127333748e3\n\
growr 2001-08-10 aDV 2.054560427e2\n\
growr 2001-12-31 WR 5.881936091e1\n\
growr 2002-05-15 GR 2.897046079e2\n\
growr 2002-12-31 DR 4.539117733e0\n\
";

#[test]
fn growr_has_a_start_of_season_and_a_full_soil_every_january() {
    let trace = made_up("growr", INRAE_SITE, 730);
    let first = trace.iter().find(|day| day.value("GRO") > Some(0.0)).expect("growth");
    assert!(first.date.day_of_year() >= 30);
    assert!(on(&trace, "2001-12-31", "WR") < 200.0 || on(&trace, "2002-01-01", "WR") > 199.0);
    let frosty = trace.iter().find(|day| day.value("T") < Some(0.0)).expect("frost");
    assert_eq!(frosty.value("GRO"), Some(0.0));
}
