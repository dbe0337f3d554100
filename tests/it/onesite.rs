//! One site under observed weather, from the station file to the outcomes.

use crate::program::{files_below, zeis};
use crate::shared::external;
use std::path::Path;

/// The shipped one-site scenario with another source of weather, in a folder of its own; gives its path.
fn one_site(folder: &Path, weather: &str, period: (u16, u16), members: u16) -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    std::fs::create_dir_all(folder.join("one_site")).expect("a folder for the table");
    std::fs::copy(shipped.join("one_site/segments.csv"), folder.join("one_site/segments.csv")).expect("a copied table");
    let text = std::fs::read_to_string(shipped.join("one_site.toml")).expect("the shipped scenario");
    let lines = text.lines().map(|line| match line.split('=').next().map(str::trim) {
        Some("weather") => format!("weather = {weather}"),
        Some("first_year") => format!("first_year = {}", period.0),
        Some("years") => format!("years = {}", period.1),
        Some("warmup") => "warmup = 1".to_owned(),
        Some("members") => format!("members = {members}"),
        _ => line.to_owned(),
    });
    let path = folder.join("one_site.toml");
    std::fs::write(&path, lines.collect::<Vec<_>>().join("\n")).expect("a written scenario");
    path.display().to_string()
}

/// Runs a scenario; what it said, and the table of outcomes.
fn outcomes(scenario: &str, out: &Path) -> (String, String) {
    let run = zeis(&["run", scenario, "-o", &out.display().to_string()]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{said}");
    (said, String::from_utf8(files_below(out)["outcomes.csv"].clone()).expect("text"))
}

/// A table of generated weather, written by the program.
fn generated_table(path: &Path, first_year: &str, years: &str) {
    let place = path.display().to_string();
    let made =
        zeis(&["weather", "generate", "--station", "260", "--first-year", first_year, "--years", years, "-o", &place]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// Every number of two tables agrees within a part of its size, and every other cell is equal.
fn assert_nearly_equal(a: &str, b: &str, part: f64) {
    assert_eq!(a.lines().count(), b.lines().count());
    for (row_a, row_b) in a.lines().zip(b.lines()) {
        for (cell_a, cell_b) in row_a.split(',').zip(row_b.split(',')) {
            if let (Ok(x), Ok(y)) = (cell_a.parse::<f64>(), cell_b.parse::<f64>()) {
                assert!((x - y).abs() <= part * x.abs().max(y.abs()).max(1e-3), "{row_a}\n{row_b}");
            } else {
                assert_eq!(cell_a, cell_b, "{row_a}\n{row_b}");
            }
        }
    }
}

#[test]
fn a_table_of_generated_weather_gives_the_outcomes_of_the_generator() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The warm-up year is the first of the table, as the generator begins with it too.
    generated_table(&folder.path().join("weather.csv"), "2029", "4");
    let from_table = one_site(&folder.path().join("."), "{ table = \"weather.csv\" }", (2030, 3), 1);
    let (_, table) = outcomes(&from_table, &folder.path().join("table"));
    let from_climate = one_site(folder.path(), "{ climatology = \"260\" }", (2030, 3), 1);
    let (_, climate) = outcomes(&from_climate, &folder.path().join("climate"));
    assert!(table.lines().count() > 100);
    // The table holds four decimals.
    assert_nearly_equal(&table, &climate, 1e-3);

    let imported = folder.path().join("imported.csv").display().to_string();
    let source = folder.path().join("weather.csv").display().to_string();
    assert!(zeis(&["weather", "import", &source, "-o", &imported]).status.success());
    let from_import = one_site(folder.path(), "{ table = \"imported.csv\" }", (2030, 3), 1);
    assert_eq!(outcomes(&from_import, &folder.path().join("import")).1, table, "an imported table changes nothing");
}

#[test]
fn members_under_observed_weather_differ_in_plants_and_insects_alone_and_it_is_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated_table(&folder.path().join("weather.csv"), "2029", "3");
    let one = one_site(folder.path(), "{ table = \"weather.csv\" }", (2030, 2), 1);
    let (said, of_one) = outcomes(&one, &folder.path().join("one"));
    assert!(!said.contains("every member meets the same weather"), "{said}");
    let three = one_site(folder.path(), "{ table = \"weather.csv\" }", (2030, 2), 3);
    let (said, of_three) = outcomes(&three, &folder.path().join("three"));
    assert!(said.contains("observed weather: every member meets the same weather"), "{said}");
    let head: Vec<&str> = of_one.lines().next().expect("a head line").split(',').collect();
    let members = head.iter().position(|name| *name == "members").expect("the number of members");
    let spread = head.iter().position(|name| *name == "sd").expect("the spread");
    let mut spread_of_life = 0.0_f64;
    for (row_one, row_three) in of_one.lines().zip(of_three.lines()).skip(1) {
        if row_three.ends_with(",weather+life") {
            let sd = row_three.split(',').nth(spread).and_then(|sd| sd.parse().ok());
            spread_of_life = spread_of_life.max(sd.expect("a number"));
            continue;
        }
        for (place, (a, b)) in row_one.split(',').zip(row_three.split(',')).enumerate().filter(|&(p, _)| p != members) {
            match (a.parse::<f64>(), b.parse::<f64>()) {
                (Ok(x), Ok(y)) => {
                    assert!((x - y).abs() <= 2e-6 * x.abs() + 1e-9, "{}: {row_one}\n{row_three}", head[place]);
                }
                _ => assert_eq!(a, b),
            }
        }
    }
    assert!(spread_of_life > 0.0, "traits are drawn anew for each member");
}

#[test]
fn a_station_that_no_segment_uses_needs_no_years_and_no_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated_table(&folder.path().join("long.csv"), "2029", "4");
    generated_table(&folder.path().join("short.csv"), "2031", "1");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a table");
    let north = read("long.csv").replace("\n260,", "\nnorth,");
    let south = read("short.csv").replace("\n260,", "\nsouth,");
    let rows = south.split_once('\n').expect("rows").1;
    std::fs::write(folder.path().join("both.csv"), format!("{north}{rows}")).expect("written");
    let scenario = one_site(folder.path(), "{ table = \"both.csv\" }", (2030, 3), 1);
    let segments = folder.path().join("one_site/segments.csv");
    let table = std::fs::read_to_string(&segments).expect("the segment table");
    let mut lines = table.lines();
    let named =
        format!("{},weather\n{},north\n", lines.next().expect("a head line"), lines.next().expect("the segment"));
    std::fs::write(&segments, named).expect("written");
    let (_, outcomes) = outcomes(&scenario, &folder.path().join("out"));
    assert!(outcomes.contains(",north,") && !outcomes.contains(",south,"));
}

#[test]
fn nodes_that_meet_unlike_years_are_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated_table(&folder.path().join("early.csv"), "2029", "4");
    let path = folder.path().join("late.csv").display().to_string();
    let made = zeis(&["weather", "generate", "--station", "275", "--first-year", "2031", "--years", "3", "-o", &path]);
    assert!(made.status.success());
    let scenario = one_site(folder.path(), "{ knmi = [\"early.csv\", \"late.csv\"] }", (2029, 2), 1);
    let segments = folder.path().join("one_site/segments.csv");
    let table = std::fs::read_to_string(&segments).expect("the segment table");
    let far =
        "far,N304,Re,20.0,20.1,190000,450000,190100,450000,my organisation,10,sand_moist,mid,grass,12000,0.08,3\n";
    std::fs::write(&segments, format!("{table}{far}")).expect("written");
    let (said, _) = outcomes(&scenario, &folder.path().join("out"));
    assert!(said.contains("unlike years of their files (260 from 2029, 275 from 2031)"), "{said}");
}

#[test]
fn years_that_the_file_has_not_are_refused_before_the_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated_table(&folder.path().join("weather.csv"), "2029", "3");
    let out = folder.path().join("out");
    for (period, code) in [((2030, 3), "W386"), ((2050, 4), "W386")] {
        let scenario = one_site(folder.path(), "{ table = \"weather.csv\" }", period, 1);
        let run = zeis(&["run", &scenario, "-o", &out.display().to_string()]);
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(2) && said.contains(code) && said.contains("first_weather_year"), "{said}");
        assert!(!out.exists(), "a refused scenario leaves nothing");
    }
}

#[test]
fn a_station_file_of_de_bilt_runs_from_end_to_end() {
    let name = "a_station_file_of_de_bilt_runs_from_end_to_end";
    let Some(file) = external(name, "data/knmi/result_260.txt") else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::copy(&file, folder.path().join("result_260.txt")).expect("a copied station file");
    let scenario = one_site(folder.path(), "{ knmi = \"result_260.txt\" }", (2017, 3), 1);
    let (said, direct) = outcomes(&scenario, &folder.path().join("direct"));
    assert!(said.contains("station 260 De Bilt: 7671 days"), "{said}");
    let table = folder.path().join("table.csv").display().to_string();
    let import = zeis(&["weather", "import", &file.display().to_string(), "-o", &table]);
    assert!(import.status.success());
    let scenario = one_site(folder.path(), "{ table = \"table.csv\" }", (2017, 3), 1);
    let (_, by_table) = outcomes(&scenario, &folder.path().join("by_table"));
    assert_nearly_equal(&direct, &by_table, 1e-3);
    // 2018 was the driest summer of these years.
    let cured = |year: &str| -> f64 {
        let row = direct
            .lines()
            .find(|line| line.contains(",one_cut_autumn,") && line.contains(&format!(",{year},F2,")))
            .expect("a row of the cured share");
        row.split(',').nth(10).expect("the mean").parse().expect("a number")
    };
    assert!(cured("2018") > cured("2017") && cured("2018") > cured("2019"), "2018 was the driest summer");
}
