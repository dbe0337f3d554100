//! Fitting: numbers that made the observations are found again, and what cannot be told is said.

use std::fmt::Write as _;
use std::path::PathBuf;

use zeis::cli::fit::{FitArgs, run};
use zeis::fit::{Case, Sought, fit, read};
use zeis::scenario::Language;
use zeis::scenario::site_file::change::span;
use zeis::scenario::site_file::load;
use zeis::simulation::grow::grow;

use crate::growth::made_up_weather;

/// A site file with its weather, and yields that a site of these numbers gives.
fn trial(folder: &std::path::Path, fertility: f64, rue: f64) -> (PathBuf, PathBuf) {
    let mut weather = "date,tmean_c,par_mj_m2,rain_mm,et0_mm\n".to_owned();
    for row in made_up_weather(1095) {
        writeln!(weather, "{},{},{},{},{}", row.date, row.temp_c, row.par_mj_m2, row.rain_mm, row.makkink_mm)
            .expect("a string");
    }
    std::fs::write(folder.join("w.csv"), weather).expect("written");
    let text = |fertility: f64, rue: f64| {
        format!(
            "weather = \"w.csv\"\nshares = {{ A = 0.1, B = 0.5, C = 0.3, D = 0.1 }}\n[parameters]\nRUEmax = {rue}\n\
             [site]\nwhc_mm = 120\nn_mineralisation_kg_ha = {fertility}\n[[cuts]]\nmonth_day = \"06-20\"\n\
             height_m = 0.08\nremoval = \"hay\"\n"
        )
    };
    let path = folder.join("site.toml");
    std::fs::write(&path, text(fertility, rue)).expect("written");
    let trace = grow(&load(&path).expect("valid")).expect("a run");
    let mut observed = "date,quantity,value,sd,n\n".to_owned();
    for day in &trace {
        if (4..=6).contains(&day.date.month()) && [1, 15].contains(&day.date.day()) {
            writeln!(observed, "{},standing_kg_ha,{},50,1", day.date, day.value("BM").expect("a column"))
                .expect("a string");
        }
        if day.value("H") > Some(0.0) {
            writeln!(observed, "{},yield_kg_ha,{},50,1", day.date, day.value("H").expect("a column"))
                .expect("a string");
        }
    }
    let table = folder.join("observed.csv");
    std::fs::write(&table, observed).expect("written");
    std::fs::write(&path, text(80.0, 3.0)).expect("written");
    (path, table)
}

fn sought(names: &[&str]) -> Vec<Sought> {
    names.iter().map(|name| Sought { name: (*name).to_owned(), span: span(name).expect("known") }).collect()
}

#[test]
fn numbers_that_made_the_observations_are_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, table) = trial(folder.path(), 140.0, 2.6);
    let case = Case { site: load(&site).expect("valid"), observations: read::read(&table).expect("a table").list };
    let found = fit(&[case], &sought(&["n_mineralisation_kg_ha", "RUEmax"]), &[2003]).expect("a fit");
    for (estimate, expected) in found.estimates.iter().zip([140.0, 2.6]) {
        assert!((estimate.value / expected - 1.0).abs() < 0.02, "{estimate:?}");
        assert!(estimate.profile.interval.0 <= expected && expected <= estimate.profile.interval.1);
        assert!(!estimate.at_bound());
    }
    let (fitted, test) = (found.score(false, false).expect("pairs"), found.score(true, false).expect("pairs"));
    assert!(fitted.rmse < 30.0 && test.rmse < 60.0, "{fitted:?} {test:?}");
    assert!(found.score(true, true).expect("pairs").rmse > 5.0 * test.rmse, "the year kept apart is met by the fit");
}

#[test]
fn a_number_beyond_its_range_stops_at_the_bound_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, table) = trial(folder.path(), 140.0, 3.5);
    let case = Case { site: load(&site).expect("valid"), observations: read::read(&table).expect("a table").list };
    let narrow = Sought { name: "RUEmax".to_owned(), span: (2.0, 2.5) };
    let found = fit(&[case], &[narrow], &[]).expect("a fit");
    assert!(found.estimates[0].at_bound() && !found.estimates[0].profile.closed.1);
}

#[test]
fn the_verb_writes_residuals_and_profiles_and_names_every_mistake() {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, table) = trial(folder.path(), 100.0, 3.0);
    let out = folder.path().join("fit.csv");
    let args = FitArgs {
        sites: vec![site.clone()],
        observed: vec![table.clone()],
        parameters: vec!["RUEmax".to_owned()],
        test_years: vec![2003],
        out: Some(out.clone()),
    };
    run(&args, Language::En).expect("a fit");
    let residuals = std::fs::read_to_string(&out).expect("written");
    assert!(residuals.lines().count() > 15 && residuals.contains(",test") && residuals.contains("standing_kg_ha"));
    let profiles = std::fs::read_to_string(out.with_extension("profile.csv")).expect("written");
    assert_eq!(profiles.lines().count(), 1 + 22);
    let wrong = FitArgs { parameters: vec!["NI".to_owned(), "colour".to_owned()], ..args };
    let said = run(&wrong, Language::En).expect_err("neither can be fitted").to_string();
    assert!(said.contains("NI") && said.contains("colour"), "{said}");
    let unpaired = FitArgs { sites: vec![site.clone(), site], ..wrong };
    assert!(run(&unpaired, Language::En).expect_err("two sites, one table").to_string().contains("G550"));
}
