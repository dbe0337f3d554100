use super::*;
use crate::scenario::terms::{Direction, Mode};

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
        ("[plan]\ncvar = 0.9", "S209"),
        ("[plan]\nlimits = { fire = \"-5 %\" }\ncvar = 1.5", "S104"),
        ("[owners.x]\nhours = [\"9-15\"]", "S208"),
    ];
    for (text, code) in later {
        assert_eq!(codes(&format!("{SMALLEST}{text}\n")), [code], "{text}");
    }
    for served in [
        "[climate]\ngenerator = \"basic\"",
        "[climate]\nscenarios = [\"reference\", \"Hd-2050\"]\nmode = \"transient\"\ndelta = \"simple\"",
        "[climate]\nco2_ppm = { reference = 381, Hd-2050 = 560 }",
        "[output]\nfiles = [\"kpi.xlsx\"]",
        "[plan]\nlimits = { fire = \"-5 %\" }\ncvar = 0.9\nsynchrony = { zone_km = 2 }\nopposite_weeks = 3",
        "[plan]\nday_hours = 9\nclosures = 2\n[owners.x]\nhours = [\"09:00-15:00\", \"20:00-05:00\"]",
        "[plan]\njoint = false\nunmown = false\ncontract_years = 4\nchange_eur = 20",
        "[ensemble]\nparameters = \"default\"\nsampling = \"sobol\"\nuntil = { kpi = \"fire\", half_width = 0.1 }",
        "[ensemble]\nuntil = { decided = [\"fire\", \"B1\"], within = 0.02 }",
        "[ensemble]\nmembers = 40\nantithetic = true",
        "[ensemble]\nmembers = 8\nantithetic = true\nsample = { share = 0.1, members = 50 }",
        "[ensemble]\nsample = {}",
        "[ensemble]\nmembers = 41\nantithetic = false",
        "[ensemble]\nsampling = \"none\"\n[ensemble.parameters]\nklit = { dist = \"fixed\", value = 0.001 }",
        "[plan]\njoint = true\ntemplates = true\npareto = { kpi = \"fire\", points = 3 }\nspecies_rich_at = 4",
        "[plan]\ntemplates = [\"one_cut_june\"]\npareto = [{ kpi = \"fire\" }, { kpi = \"budget_eur\" }]\ndepots = \"d.csv\"",
        "[biodiversity]\nspecies = \"own.csv\"\ngap_mg = 3\nd50_m = 2000\n[kpi.V3]\nlimit_m = 0.3\nthreshold = 0.9",
        "[plan]\nlimits = { species_rich_km = \"+0.5\", fire_cost_eur = \"-5 %\" }",
        "[fire]\nburnt = true\nspread = \"cheney\"\nalpha = 0.25\nmoisture = \"mcarthur\"\nseason = \"wf93\"",
    ] {
        assert!(codes(&format!("{SMALLEST}{served}\n")).is_empty(), "{served}");
    }
}

#[test]
fn uncertain_parameters_have_laws_within_their_limits() {
    let text = "[ensemble]\nparameters = { retranslocation = { dist = \"beta\", mean = 0.5, sd = 0.1, group = \"leaf\" }, \
                fire.heat_kj_kg = { dist = \"normal\", mean = 18608, sd = 300 } }";
    let (file, problems) = parse("a.toml", &format!("{SMALLEST}{text}\n")).expect("TOML");
    assert!(problems.is_empty(), "{problems}");
    let options = &file.ensemble.options;
    assert_eq!(options.sampling, crate::scenario::Sampling::Latin);
    let names: Vec<String> = options.parameters.iter().map(crate::scenario::uncertain::Uncertain::full_name).collect();
    assert_eq!(names, ["growth.retranslocation", "fire.heat_kj_kg"]);
    assert_eq!(options.parameters[0].group.as_deref(), Some("leaf"));
    let law = |law: &str| codes(&format!("{SMALLEST}[ensemble.parameters]\nklit = {law}\n"));
    assert_eq!(law("{ dist = \"normal\", mean = 9, sd = 1 }"), ["S152"]);
    assert_eq!(law("{ dist = \"lognormal\", median = -1, sd_ln = 1 }"), ["S153"]);
    assert_eq!(law("{ dist = \"beta\", mean = 0.5, sd = 0.6 }"), ["S153"]);
    assert_eq!(law("{ dist = \"uniform\", low = 0.001 }"), ["S105"]);
    assert_eq!(law("3"), ["S103"]);
    assert_eq!(
        codes(&format!("{SMALLEST}[ensemble.parameters]\nrate_constant = {{ dist = \"fixed\", value = 1 }}\n")),
        ["S151"]
    );
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

#[test]
fn terms_of_a_contract_are_read_and_every_fault_of_them_is_found() {
    let text = format!(
        "{SMALLEST}[kpi.B1]\nthreshold = 5\nband = 2\nweight = 0.4\nmax_eur = 1000\n[kpi.V1]\nlimit_m = 0.4\n\
         [kpi.B3]\nthreshold = 0.6\ndirection = \"down\"\n[tender]\nbase_eur = 1e5\nmode = \"clamped\"\nmax = 0.1\n\
         assessment_years = [2, 4]\n[biodiversity.weights.water]\nfire = 1\nB1 = 2.5\n"
    );
    let (file, problems) = parse("a.toml", &text).expect("valid TOML");
    assert!(problems.0.is_empty(), "{problems}");
    let terms = file.terms;
    assert_eq!((terms.base_eur, terms.mode, terms.max_share), (Some(1e5), Mode::Clamped, 0.1));
    assert_eq!((terms.assessment_years, file.height_limits_m), (vec![2, 4], [0.4, 0.6, f64::INFINITY]));
    assert_eq!(terms.quality_limit_m, None, "no height of visual quality is agreed");
    assert_eq!(terms.kpis.iter().map(|term| term.kpi.as_str()).collect::<Vec<_>>(), ["B1", "B3"]);
    assert_eq!((terms.kpis[0].band, terms.kpis[1].direction), (Some(2.0), Some(Direction::Down)));
    assert_eq!(terms.weights[0].weights, [("fire".to_owned(), 1.0), ("B1".to_owned(), 2.5)]);
    for (text, expected) in [
        ("[kpi.B1]\nweight = 1", "S149"),
        ("[kpi.B3]\nthreshold = 0.6\nband = 0.1\nweight = 1", "S149"),
        ("[kpi.B1]\nband = 0", "S104"),
        ("[kpi.B77]\nthreshold = 1", "S148"),
        ("[kpi.V3]\nthreshold = 0.9", "S149"),
        ("[kpi.V3]\nlimit_m = 30", "S104"),
        ("[biodiversity]\ngap_mg = -1", "S104"),
        ("[biodiversity]\nd50_m = 5", "S104"),
        ("[biodiversity]\nspecies = \"\"", "S108"),
        ("[tender]\nassessment_years = [6, 3]", "S149"),
        ("[biodiversity.weights.a]\nfier = 1\nB1 = 1", "S148"),
        ("[biodiversity.weights.a]\nfire = 0", "S149"),
    ] {
        assert_eq!(codes(&format!("{SMALLEST}{text}\n")), [expected], "{text}");
    }
}

#[test]
fn a_limit_on_a_share_that_no_share_can_reach_is_refused() {
    let codes_of = |limit: &str| codes(&format!("{SMALLEST}[plan]\nlimits = {{ {limit} }}\n"));
    for wrong in ["seed_set = \"-5\"", "winter_refuge = 15", "insect_survival = -0.1", "uncut_share = \"+1.5\""] {
        assert_eq!(codes_of(wrong), ["S127"], "{wrong}");
    }
    for right in ["seed_set = \"-0.05\"", "seed_set = \"-5 %\"", "winter_refuge = 0.15", "richness = \"-5\""] {
        assert!(codes_of(right).is_empty(), "{right}");
    }
}
