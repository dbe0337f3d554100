//! `zeis fire calibrate`: known rates found again from drawn fires, and no more claimed than the counts carry.

use crate::program::{files_below, small_veluwe, zeis};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use zeis::ensemble::fire_draws::fire_draws;
use zeis::scenario::load::load;
use zeis::scenario::stands::build;

/// Rate at which enough fires are drawn to know it.
const RATE: f64 = 0.03;
/// Exponent at which they are drawn; not that in use.
const EXPONENT: f64 = 0.42;

/// The small area in 2017-2019 under "observed" weather (made by the generator), with `[fire]` lines; gives its path.
fn area(folder: &Path, name: &str, fire: &str) -> String {
    let table = folder.join("weather.csv");
    if !table.exists() {
        let place = table.display().to_string();
        let made =
            zeis(&["weather", "generate", "--station", "275", "--first-year", "2016", "--years", "4", "-o", &place]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
    let text = std::fs::read_to_string(small_veluwe(folder)).expect("the scenario");
    let observed = text
        .replace("{ climatology = \"nearest\" }", "{ table = \"weather.csv\" }")
        .replace("first_year = 2027", "first_year = 2017")
        .replace("members = 2", "members = 1")
        .replace("years = 2\n", "years = 3\n");
    let whole = observed.split("[plan]").next().expect("a part before the plan");
    assert!(whole.contains("first_year = 2017") && whole.contains("years = 3\n") && whole.contains("weather.csv"));
    let path = folder.join(name);
    std::fs::write(&path, format!("{whole}\n{fire}\n")).expect("written");
    path.display().to_string()
}

/// Fires drawn at the known rate, as the rows of a register.
fn register(folder: &Path) -> Vec<String> {
    let scenario = area(folder, "truth.toml", &format!("[fire]\nk = {RATE}\ng = {EXPONENT}"));
    let out = folder.join("truth");
    let run = zeis(&["fire", "draws", &scenario, "--draws", "1", "-q", "-o", &out.display().to_string()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut reader = csv::Reader::from_path(out.join("fires.csv")).expect("the fires");
    let head = reader.headers().expect("a head").clone();
    let place = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
    let [date, road, km, side, today] = ["date", "road", "km", "side", "today"].map(place);
    reader
        .records()
        .map(|row| row.expect("a row"))
        .filter(|row| &row[today] == "yes")
        .map(|row| format!("{},{},{},{}", &row[date], &row[road], &row[km], &row[side]))
        .collect()
}

struct Ended {
    code: Option<i32>,
    said: String,
    told: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Ended {
    fn text(&self, name: &str) -> String {
        String::from_utf8(self.files[name].clone()).expect("text")
    }

    /// Value and interval of a quantity of `calibration.csv`.
    fn number(&self, quantity: &str) -> [Option<f64>; 3] {
        let table = self.text("calibration.csv");
        let row = table.lines().find(|row| row.split(',').next() == Some(quantity)).expect("the quantity").to_owned();
        let cells: Vec<&str> = row.split(',').collect();
        [1, 2, 3].map(|place| cells[place].parse().ok())
    }
}

fn calibrate(folder: &Path, scenario: &str, rows: &[String], more: &[&str]) -> Ended {
    let file = folder.join("register.csv");
    let text = format!("date,road,km,side\n{}\n", rows.join("\n"));
    std::fs::write(&file, text).expect("written");
    raw(folder, scenario, &file, more)
}

fn raw(folder: &Path, scenario: &str, file: &Path, more: &[&str]) -> Ended {
    let out = tempfile::tempdir_in(folder).expect("a temporary folder");
    let place = out.path().join("out").display().to_string();
    let file = file.display().to_string();
    let ended = zeis(&[&["fire", "calibrate", scenario, "--incidents", &file, "-o", &place], more].concat());
    Ended {
        code: ended.status.code(),
        said: String::from_utf8_lossy(&ended.stdout).into_owned(),
        told: String::from_utf8_lossy(&ended.stderr).into_owned(),
        files: if Path::new(&place).exists() { files_below(Path::new(&place)) } else { BTreeMap::new() },
    }
}

#[test]
fn a_known_rate_is_found_again_and_can_be_put_in_the_scenario() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let rows = register(folder);
    assert!(rows.len() > 200, "{}", rows.len());
    let scenario = area(folder, "area.toml", "");
    let found = calibrate(folder, &scenario, &rows, &[]);
    assert_eq!(found.code, Some(0), "{}", found.told);
    let [g, g_low, g_high] = found.number("g").map(|value| value.expect("estimated"));
    assert!(g_low <= EXPONENT && EXPONENT <= g_high && g_high - g_low < 0.5, "{g} {g_low} {g_high}");
    // Rate and exponent go together: what is known is the rate on roads of the traffic of this network.
    let pivot = found.number("calibrated_traffic")[0].expect("traffic");
    let weight = |g: f64| libm::pow(pivot, g);
    let [k, k_low, k_high] = found.number("k").map(|value| value.expect("estimated") * weight(g));
    let truth = RATE * weight(EXPONENT);
    // Of ten registers one lies outside its 5-95 % interval; none should lie outside twice its width.
    let (least, most) = (k - 2.0 * (k - k_low), k + 2.0 * (k_high - k));
    assert!(least < truth && truth < most && (k / truth - 1.0).abs() < 0.2, "{k} ({k_low} to {k_high}), true {truth}");
    assert_eq!(found.number("fires")[0], Some(rows.len() as f64));
    assert!(found.number("form_flame")[0].is_some());
    assert!(found.said.contains("more fires than the rate in use expects"), "{}", found.said);
    assert!(found.said.contains("published counts") && found.said.contains("derived"), "{}", found.said);
    for cut in ["month", "road", "danger"] {
        for ending in ["svg", "png"] {
            assert!(found.files[&format!("plots/calibration_{cut}.{ending}")].len() > 2_000);
        }
    }
    let residuals = found.text("calibration_residuals.csv");
    for cut in ["month", "road", "danger_class"] {
        let sum = |place: usize| -> f64 {
            let of = |row: &str| row.split(',').nth(place).expect("a cell").parse::<f64>().expect("a number");
            residuals.lines().filter(|row| row.split(',').next() == Some(cut)).map(of).sum()
        };
        assert!((sum(2) - rows.len() as f64).abs() < 1e-6 && (sum(3) / sum(2) - 1.0).abs() < 1e-4, "{cut}");
    }

    // The lines go into the scenario as they are, and then it expects what was registered.
    let calibrated = area(folder, "calibrated.toml", &found.text("calibration.toml"));
    let mut before = load(Path::new(&scenario)).expect("good");
    let mut after = load(Path::new(&calibrated)).expect("the lines are good");
    (before.plan, after.plan) = (None, None);
    assert!(after.fire.rate_sd_log < 0.2 && after.fire.calibrated_traffic > 1000.0);
    let drawn = fire_draws(&after, &build(&after), 40).expect("drawn");
    let expected: f64 = drawn.expected[0].iter().flatten().sum();
    assert!((expected / rows.len() as f64 - 1.0).abs() < 1e-4, "{expected} {}", rows.len());
    // The doubt about fires is that of the counts, not that of the country.
    let spread = |scenario: &zeis::scenario::Scenario| {
        let drawn = fire_draws(scenario, &build(scenario), 40).expect("drawn");
        let counts = zeis::kpi::fire_counts::fire_counts(scenario, &drawn);
        let rate = zeis::ensemble::fire_draws::Rate::Drawn;
        let network = counts.iter().find(|one| one.region.is_none() && one.regime.is_none() && one.rate == rate);
        let summary = network.expect("the network").summary(|year| year.fires);
        summary.sd / summary.mean
    };
    before.fire.rate_constant = after.fire.rate_constant;
    before.fire.traffic_exponent = after.fire.traffic_exponent;
    assert!(spread(&after) < 0.6 * spread(&before), "{} {}", spread(&after), spread(&before));
}

#[test]
fn few_fires_carry_little() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let rows = register(folder);
    let scenario = area(folder, "area.toml", "");
    let none = calibrate(folder, &scenario, &[], &[]);
    assert_eq!(none.code, Some(0), "{}", none.told);
    let [k, low, high] = none.number("k");
    assert!(k.is_none() && low == Some(0.0) && high.is_some_and(|high| high > 0.0));
    assert!(none.said.starts_with("No fire was registered: k is at most"), "{}", none.said);
    assert!(none.text("calibration.toml").lines().all(|line| line.starts_with('#')));

    let three = calibrate(folder, &scenario, &rows[..3], &[]);
    assert!(three.said.starts_with("3 fires are too few for a rate"), "{}", three.said);
    assert!(three.text("calibration.toml").lines().all(|line| line.starts_with('#')));
    let [k, low, high] = three.number("k").map(|value| value.expect("an interval"));
    assert!((low / k - 0.8177 / 3.0).abs() < 1e-3 && (high / k - 7.7537 / 3.0).abs() < 1e-3, "{low} {k} {high}");

    let twenty = calibrate(folder, &scenario, &rows[..20], &["--lang", "nl"]);
    assert!(twenty.said.contains("niet geschat bij minder dan 30 branden"), "{}", twenty.said);
    assert!(twenty.said.contains("niet vergeleken bij minder dan 50 branden"), "{}", twenty.said);
    let lines = twenty.text("calibration.toml");
    assert!(lines.contains("\nk = ") && lines.contains("\ng = 0.3\n") && !lines.contains("traffic_exponent_low"));
    assert!(twenty.number("g")[1].is_none() && twenty.number("form_flame")[0].is_none());
}

#[test]
fn rows_that_do_not_belong_are_counted_and_days_can_be_chosen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let mut rows = register(folder);
    let scenario = area(folder, "area.toml", "");
    let of_2018 = rows.iter().filter(|row| row.starts_with("2018")).count();
    let all = calibrate(folder, &scenario, &rows, &[]);
    let part = calibrate(folder, &scenario, &rows, &["--from", "2018-01-01", "--to", "2018-12-31"]);
    assert_eq!(part.number("fires")[0], Some(of_2018 as f64));
    assert_eq!(part.number("off_period")[0], Some((rows.len() - of_2018) as f64));
    let width = |ended: &Ended| {
        let [k, low, high] = ended.number("k").map(|value| value.expect("estimated"));
        (high - low) / k
    };
    assert!(width(&part) > width(&all), "fewer fires, a wider interval");
    rows.extend(["2018-07-16,A99,1.0,Re", "2018-07-16,A12,999,Re"].map(str::to_owned));
    rows.push(format!("2031{}", &rows[0][4..]));
    rows.push(rows[0].clone());
    let messy = calibrate(folder, &scenario, &rows, &[]);
    assert_eq!(messy.number("fires")[0], all.number("fires")[0]);
    let counted = ["off_network", "off_period", "repeated"].map(|name| messy.number(name)[0].expect("a count"));
    assert_eq!(counted, [2.0, 1.0, 1.0]);
    assert_eq!(messy.text("calibration.toml"), all.text("calibration.toml"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_every_problem() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let scenario = area(folder, "area.toml", "");
    let good = folder.join("good.csv");
    std::fs::write(&good, "date,road,km\n2018-07-16,A12,110.05\n").expect("written");
    let refused = |scenario: &str, file: &Path, more: &[&str], codes: &[&str]| {
        let ended = raw(folder, scenario, file, more);
        assert_eq!(ended.code, Some(2), "{}", ended.told);
        assert!(ended.files.is_empty(), "nothing is written");
        for code in codes {
            assert!(ended.told.contains(code), "{code}: {}", ended.told);
        }
    };
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe.toml").display().to_string();
    refused(&shipped, &good, &[], &["W393"]);
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let shifted = folder.join("shifted.toml");
    std::fs::write(&shifted, text.replace("first_year = 2017", "first_year = 2030").replace("years = 3", "years = 2"))
        .expect("written");
    refused(&shifted.display().to_string(), &good, &[], &["W394"]);
    refused(&scenario, &good, &["--from", "2025-01-01"], &["S194"]);
    refused(&scenario, &good, &["--from", "1-1-2018"], &["S195"]);
    refused(&scenario, &folder.join("missing.csv"), &[], &["I901"]);
    let mut text = String::from("date,road,km,side,time\n");
    for row in ["16-07-2018,A12,110.05,Re,", "2018-07-16,,1101,up,", "2018-07-16,A12,near Ede,,noon"] {
        writeln!(text, "{row}").expect("a string takes all");
    }
    let messy = folder.join("messy.csv");
    std::fs::write(&messy, text).expect("written");
    let told = raw(folder, &scenario, &messy, &[]).told;
    for sign in ["messy.csv:2, date", "messy.csv:3, road", "messy.csv:3, km", "messy.csv:3, side", "messy.csv:4, time"]
    {
        assert!(told.contains(sign), "{sign}: {told}");
    }
    refused(&scenario, &messy, &["--to", "x"], &["O714", "O715", "O716", "O717", "S195", "7 problems found"]);
    for (name, bytes, code) in [
        ("empty.csv", &b""[..], "O711"),
        ("columns.csv", b"day,place\n2018-07-16,x\n", "O712"),
        ("short.csv", b"date,road,km\n2018-07-16,A12\n", "O713"),
        ("binary.csv", b"PK\0\x03", "I903"),
    ] {
        std::fs::write(folder.join(name), bytes).expect("written");
        refused(&scenario, &folder.join(name), &[], &[code]);
    }
}
