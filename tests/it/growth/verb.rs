//! The verb `grow`: its site files and its table.

use std::fmt::Write as _;

use zeis::cli::grow::GrowArgs;
use zeis::scenario::Language;
use zeis::scenario::site_file::load;

use super::made_up_weather;

#[test]
fn every_problem_of_a_site_file_is_named_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("site.toml");
    let text = "profile = \"pasim\"\nweather = \"none.csv\"\ncolour = 1\n[shares]\nA = 0.5\nB = 0.4\n[parameters]\n\
                RUEmax = 30\n[site]\nwhc_mm = -3\n[[cuts]]\nmonth_day = \"02-30\"\nheight_m = 8\nremoval = \"burn\"\n";
    std::fs::write(&path, text).expect("written");
    let problems = load(&path).expect_err("nothing is right");
    let mut codes: Vec<&str> = problems.0.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    let expected = ["G503", "G504", "G509", "G511", "G520", "G520", "G521", "G540", "G542", "I901"];
    assert_eq!(codes, expected, "{problems}");
    assert!(problems.to_string().contains("site.toml:3, colour"));
    std::fs::write(&path, "weather = [\n").expect("written");
    assert_eq!(load(&path).expect_err("no toml").0[0].code, "G501");
}

#[test]
fn the_verb_writes_its_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = "date,tmean_c,radiation_mj_m2,rain_mm\n".to_owned();
    for row in made_up_weather(40) {
        writeln!(table, "{},{},{},{}", row.date, row.temp_c, 2.0 * row.par_mj_m2, row.rain_mm).expect("a string");
    }
    std::fs::write(folder.path().join("w.csv"), table).expect("written");
    let (site, out) = (folder.path().join("site.toml"), folder.path().join("out.csv"));
    let text = "weather = \"w.csv\"\nshares = { A = 0.1, B = 0.5, C = 0.3, D = 0.1 }\n[site]\nwhc_mm = 120\n\
                n_mineralisation_kg_ha = 80\n[start]\nGV = 650\nT10 = [1, 2.5]\n[[cuts]]\ndate = 2001-02-01\n\
                height_m = 0.05\nremoval = \"hay\"\n";
    std::fs::write(&site, text).expect("written");
    let args = GrowArgs { site, out: out.clone(), plot: true };
    zeis::cli::grow::run(args, Language::En).expect("a run");
    for ending in ["svg", "png"] {
        assert!(out.with_extension(ending).metadata().expect("a figure").len() > 2000);
    }
    let written = std::fs::read_to_string(out).expect("a table");
    assert_eq!(written.lines().count(), 41);
    assert!(written.starts_with("date,T,m10,ST,LAI,"));
    assert!(written.lines().nth(1).expect("a row").starts_with("2001-01-01,"));
}
