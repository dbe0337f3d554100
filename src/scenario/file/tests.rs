use super::*;

const SMALLEST: &str = r#"
[period]
first_year = 2027
[network]
segments = "segments.csv"
[regimes.autumn]
cuts = [{ window = "09-15..10-15" }]
"#;

fn codes(text: &str) -> Vec<&'static str> {
    match parse("a.toml", text) {
        Ok((_, problems)) | Err(problems) => problems.0.iter().map(|problem| problem.code).collect(),
    }
}

#[test]
fn the_smallest_scenario_has_the_defaults_of_the_grammar() {
    let (file, problems) = parse("a.toml", SMALLEST).expect("valid TOML");
    assert!(problems.is_empty(), "{problems}");
    assert_eq!((file.period.years, file.period.warmup, file.ensemble.members), (10, 3, 20));
    assert_eq!(file.climate.weather.value, climate::WeatherChoice::Nearest);
    let names: Vec<&str> = file.regimes.iter().map(|regime| regime.value.name.as_str()).collect();
    assert_eq!(names, ["autumn", "none"]);
    let cut = &file.regimes[0].value.cuts[0];
    assert_eq!((cut.height_m, cut.lying_days, cut.leave), (0.10, 3, 0.0));
    assert_eq!(file.strips.strips.safety.len(), 2);
    assert!(file.plan.is_none());
}

#[test]
fn every_problem_is_found_in_one_go_with_its_line() {
    let text = r#"
lang = "de"
[period]
first_year = "2027"
yeras = 10
[climate]
weather = "260"
[ensemble]
members = 0
[network]
[regimes.a]
cuts = [{ window = "06-31..07-05", height_m = 8, machine = "disk_hay" }]
"#;
    let (_, problems) = parse("a.toml", text).expect("valid TOML");
    let found: Vec<(&str, &str)> =
        problems.0.iter().map(|p| (p.code, p.place.split(',').next().unwrap_or_default())).collect();
    let expected = [
        ("S106", "a.toml:2"),
        ("S103", "a.toml:4"),
        ("S102", "a.toml:5"),
        ("S121", "a.toml:7"),
        ("S104", "a.toml:9"),
        ("S105", "a.toml:10"),
        ("S110", "a.toml:12"),
        ("S104", "a.toml:12"),
        ("S106", "a.toml:12"),
    ];
    assert_eq!(found, expected);
    assert!(problems.to_string().contains("did you mean `years`?"));
    assert!(problems.to_string().contains("did you mean `disc_hay`?"));
}

#[test]
fn keys_of_later_versions_are_refused_by_name() {
    let later = [
        ("[climate]\nrain_for_fire = \"noon_to_noon\"", "S191"),
        ("[ensemble]\nsampling = \"sobol\"", "S191"),
        ("[ensemble.parameters]\nk = { dist = \"fixed\", value = 1 }", "S190"),
        ("[plan]\ncontract_years = 3", "S191"),
        ("[plan]\nsynchrony = { zone_km = 2 }", "S190"),
        ("[biodiversity]\ngap_mg = 5", "S190"),
        ("[kpi.B1]\nthreshold = 3", "S190"),
        ("[kpi.V1]\nband = 3", "S190"),
        ("[tender]\nbase_eur = 3", "S190"),
        ("[output]\nfiles = [\"kpi.xlsx\"]", "S191"),
    ];
    for (text, code) in later {
        assert_eq!(codes(&format!("{SMALLEST}{text}\n")), [code], "{text}");
    }
    for served in [
        "[climate]\ngenerator = \"basic\"",
        "[climate]\nscenarios = [\"reference\", \"Hd-2050\"]\nmode = \"transient\"\ndelta = \"simple\"",
        "[climate]\nco2_ppm = { reference = 381, Hd-2050 = 560 }",
        "[plan]\njoint = false\ncontract_years = 1",
        "[plan]\njoint = true\ntemplates = true\npareto = { kpi = \"fire\", points = 3 }\nspecies_rich_at = 4",
        "[plan]\ntemplates = [\"one_cut_june\"]\npareto = [{ kpi = \"fire\" }, { kpi = \"budget_eur\" }]\ndepots = \"d.csv\"",
        "[plan]\nlimits = { species_rich_km = \"+0.5\", fire_cost_eur = \"-5 %\" }",
        "[fire]\nburnt = true\nspread = \"cheney\"\nalpha = 0.25\nmoisture = \"mcarthur\"\nseason = \"wf93\"",
    ] {
        assert!(codes(&format!("{SMALLEST}{served}\n")).is_empty(), "{served}");
    }
}

#[test]
fn cuts_must_follow_each_other_and_fit_their_machine() {
    let regime = |cuts: &str| codes(&SMALLEST.replace("{ window = \"09-15..10-15\" }", cuts));
    assert_eq!(regime(r#"{ window = "06-01..07-01" }, { window = "06-20..08-01" }"#), ["S112"]);
    assert_eq!(regime(r#"{ window = "08-01..09-01" }, { window = "06-20..07-01" }"#), ["S112"]);
    assert_eq!(regime(r#"{ window = "12-15..01-15" }"#), ["S111"]);
    assert_eq!(regime(r#"{ window = "09-01..09-30", at = "10-01" }"#), ["S113"]);
    assert_eq!(regime(r#"{ window = "09-01..09-30", machine = "flail_mulch", removal = "hay" }"#), ["S114"]);
    assert_eq!(regime(r#"{ window = "09-01..09-30", machine = "flail_suction", lying_days = 2 }"#), ["S114"]);
    assert_eq!(regime(r#"{ window = "09-01..09-30", leave = 0.25 }"#), ["S116"]);
    assert_eq!(regime(r#"{ window = "09-01..09-30", when = { dry_days = 3, height_m = 0.5 } }"#), ["S117"]);
    assert!(regime(r#"{ window = "09-01..09-30", when = { mass_kg_ha = 3500 }, otherwise = "skip" }"#).is_empty());
}

#[test]
fn numbers_must_be_finite_and_syntax_errors_name_their_line() {
    assert_eq!(codes(&format!("{SMALLEST}[fire]\nk = inf\n")), ["S107"]);
    assert_eq!(codes(&format!("{SMALLEST}[fire]\nk = nan\n")), ["S107"]);
    assert_eq!(codes(&format!("{SMALLEST}[ensemble]\nseed = 99999999999999999999\n")), ["S104"]);
    let problems = parse("a.toml", "[period\nfirst_year = 2027\n").expect_err("no TOML");
    assert_eq!(problems.0[0].code, "S101");
    assert!(problems.0[0].place.starts_with("a.toml:1"));
}

#[test]
fn parameters_of_fire_are_set_by_name() {
    let text = format!("{SMALLEST}[fire]\nk = 3e-4\n[fire.parameters]\nrate_sd_log = 0.2\ncalibrated_traffic = 5e4\n");
    let (file, problems) = parse("a.toml", &text).expect("TOML");
    assert!(problems.is_empty(), "{problems}");
    let p = &file.fire.parameters;
    assert_eq!((p.rate_constant, p.rate_sd_log, p.calibrated_traffic), (3e-4, 0.2, 5e4));
    assert_eq!(codes(&format!("{SMALLEST}[fire.parameters]\nflame = 2\nflame_scale_m = 99\n")), ["F610", "F611"]);
    // without moisture of autumn a spring could have no drought code
    let dry = format!("{SMALLEST}[fire.parameters]\nwinter_carried = 0\nwinter_absorbed = -0.5\n");
    assert_eq!(codes(&dry), ["F611", "F611"]);
}
