//! `zeis weather import` and `zeis weather generate`.

use super::knmi_text;
use clap::Parser;
use zeis::cli::weather::{WeatherArgs, run};
use zeis::error::Error;
use zeis::weather::climatology::parameters;
use zeis::weather::generate::generate;
use zeis::weather::table::{read_table, write_table};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    weather: WeatherArgs,
}

fn zeis(line: &[&str]) -> Result<(), Error> {
    let line = Line::try_parse_from([&["weather"], line].concat()).expect("known options");
    run(line.weather)
}

#[test]
fn import_writes_a_clean_table_that_imports_to_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let series = generate(parameters(260).expect("De Bilt"), 1, 0, 2010, 1);
    std::fs::write(path("in.txt"), knmi_text(&series)).expect("written");
    zeis(&["import", &path("in.txt"), "-o", &path("out.csv")]).expect("imported");
    let text = std::fs::read_to_string(path("out.csv")).expect("there");
    let table = read_table("out.csv", &text).expect("clean");
    assert_eq!((table.len(), table[0].len()), (1, 365));
    assert!(table[0].tmax_c.iter().zip(&series.tmax_c).all(|(a, b)| (a - b).abs() <= 0.0501));
    zeis(&["import", &path("out.csv"), "-o", &path("again.csv")]).expect("imported");
    let again = std::fs::read_to_string(path("again.csv")).expect("there");
    assert_eq!(again, text);
    assert!(!std::path::Path::new(&path("out.csv.part")).exists());
}

#[test]
fn import_of_a_broken_file_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("in.txt"), "# STN,YYYYMMDD,TG\n260,20200101,x\n").expect("written");
    let error = zeis(&["import", &path("in.txt"), &path("none.txt"), "-o", &path("out.csv")]).expect_err("broken");
    let Error::Input(problems) = &error else { panic!("wrong input") };
    assert_eq!(problems.0.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["W303", "I901"]);
    assert_eq!(error.exit_code(), 2);
    assert!(!std::path::Path::new(&path("out.csv")).exists());
}

#[test]
fn generate_writes_the_series_of_the_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.csv").display().to_string();
    let wanted = write_table(&[generate(parameters(260).expect("De Bilt"), 7, 3, 2001, 2)]);
    for place in [["--station", "260"], ["--at", "52.1,5.18"]] {
        let options = ["--years", "2", "--member", "3", "--seed", "7", "-o", &out];
        zeis(&[&["generate"], &place[..], &options[..]].concat()).expect("generated");
        assert_eq!(std::fs::read_to_string(&out).expect("there"), wanted);
    }
    assert!(zeis(&["generate", "--station", "999", "-o", &out]).is_err());
    let below_a_file = format!("{out}/all.csv");
    assert!(zeis(&["generate", "--station", "260", "-o", &below_a_file]).is_err_and(|e| e.exit_code() == 1));
}
