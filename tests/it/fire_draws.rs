//! Drawn fires: they come to the sums, share their sources, and are written as told.

use crate::program::{files_below, small_veluwe, zeis};
use std::collections::BTreeSet;
use std::path::Path;
use zeis::ensemble::fire_draws::{DrawnFire, FireDraws, Rate, fire_draws};
use zeis::kpi::define::find;
use zeis::kpi::segment_value::expected;
use zeis::kpi::sites::{BookPrices, ScenarioSites, setting};
use zeis::kpi::{Evidence, fire_counts::fire_counts};
use zeis::scenario::Scenario;
use zeis::scenario::load::load;
use zeis::scenario::stands::build;

/// The small area without its plan.
fn small(folder: &Path) -> Scenario {
    let mut scenario = load(Path::new(&small_veluwe(folder))).expect("the small area");
    scenario.plan = None;
    scenario
}

fn draws(scenario: &Scenario, count: u32) -> FireDraws {
    fire_draws(scenario, &build(scenario), count).expect("drawn")
}

/// What names a fire, whatever its flame.
fn names(fires: &[DrawnFire], rate: Rate) -> BTreeSet<(usize, u32, u32, usize, usize, usize, u64)> {
    let name = |fire: &DrawnFire| {
        (fire.regime, fire.draw, fire.member, fire.year, fire.day, fire.segment, fire.hour.to_bits())
    };
    fires.iter().filter(|fire| fire.rate == rate).map(name).collect()
}

#[test]
fn the_mean_of_the_draws_is_the_sum_without_drawing() {
    const DRAWS: u32 = 150;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small(folder.path());
    let stands = build(&scenario);
    let outcomes = zeis::ensemble::run::run(&scenario, &stands, &|_| {}).expect("simulated");
    let sites = ScenarioSites::new(&scenario, &stands);
    let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
    let setting = setting(&scenario, &stands, "reference");
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    let kpi = find("fire").expect("listed");
    let drawn = draws(&scenario, DRAWS);
    let counts = fire_counts(&scenario, &drawn);
    for regime in std::iter::once(None).chain((0..scenario.regimes.len()).map(Some)) {
        let of_segment = |segment: usize| {
            expected(&evidence, kpi, segment, regime.unwrap_or(scenario.segment_present[segment])).unwrap_or(0.0)
        };
        let sum: f64 = (0..scenario.network.segments.len()).map(of_segment).sum();
        let found = counts
            .iter()
            .find(|one| one.region.is_none() && one.regime == regime && one.rate == Rate::Central)
            .expect("the network under the regime");
        let own = found.expected.iter().sum::<f64>() / found.expected.len() as f64;
        assert!((own / sum - 1.0).abs() < 1e-9, "{regime:?}: {own} beside the draws, {sum} of the KPI");
        // Given the weather, the number of all draws is a Poisson count.
        let years = f64::from(DRAWS) * (scenario.members * scenario.years) as f64;
        let total: f64 = found.years.iter().map(|year| year.fires as f64).sum();
        let error = (total - sum * years) / (sum * years).sqrt();
        assert!(sum * years > 200.0 && error.abs() < 3.5, "{regime:?}: {total} drawn, {} expected", sum * years);
    }
}

#[test]
fn verges_that_burn_less_never_have_more_fires_and_a_higher_rate_keeps_the_fires_of_a_lower_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small(folder.path());
    let usual = names(&draws(&scenario, 20).fires, Rate::Central);
    let mut less = scenario.clone();
    // A longer scale lowers the susceptibility of every verge on every day, and changes nothing else.
    less.fire.flame_scale_m *= 1.6;
    let less = names(&draws(&less, 20).fires, Rate::Central);
    assert!(less.is_subset(&usual) && less.len() < usual.len() && less.len() > usual.len() / 3);
    let mut more = scenario.clone();
    more.fire.rate_constant *= 1.7;
    let more = names(&draws(&more, 20).fires, Rate::Central);
    assert!(usual.is_subset(&more) && usual.len() < more.len());
}

#[test]
fn draws_are_the_same_for_every_number_of_threads_and_begin_alike() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let run = |threads: &str, draws: &str, out: &str| {
        let out = folder.path().join(out);
        let place = out.display().to_string();
        let run = zeis(&["fire", "draws", &scenario, "--draws", draws, "--threads", threads, "-q", "-o", &place]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        files_below(&out)
    };
    let one = run("1", "6", "one");
    assert_eq!(one.keys().collect::<Vec<_>>(), ["fire_counts.csv", "fire_return_levels.csv", "fires.csv"]);
    assert_eq!(one, run("2", "6", "two"));
    let text = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        String::from_utf8(files["fires.csv"].clone()).expect("text")
    };
    let (all, first) = (text(&one), text(&run("2", "3", "three")));
    let rows: BTreeSet<&str> = all.lines().collect();
    assert!(first.lines().count() > 10 && first.lines().all(|row| rows.contains(row)));
    assert!(all.lines().count() > first.lines().count());
}

#[test]
fn the_tables_agree_with_each_other_and_the_answer_is_given_in_dutch() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let out = folder.path().join("out");
    let place = out.display().to_string();
    let run = zeis(&["fire", "draws", &scenario, "--draws", "40", "--lang", "nl", "-o", &place]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.starts_with("Beheer van nu: ") && said.contains("veiligheidsregio"), "{said}");
    assert!(said.contains("niet gedragen door 4 weerjaren"), "{said}");
    let table = |name: &str| -> Vec<std::collections::BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(out.join(name)).expect("the table");
        let head = reader.headers().expect("a head").clone();
        let row = |row: csv::StringRecord| head.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
        reader.records().map(|one| row(one.expect("a row"))).collect()
    };
    let fires = table("fires.csv");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let today = fires.iter().filter(|fire| fire["today"] == "yes").count() as f64;
    let counts = table("fire_counts.csv");
    let mean = |name: &str| -> f64 {
        let of = |row: &&std::collections::BTreeMap<String, String>| {
            row["level"] == if name.is_empty() { "network" } else { "region" }
                && row["name"] == name
                && row["regime"] == "today"
                && row["rate"] == "central"
                && row["quantity"] == "fires"
        };
        number(&counts.iter().find(of).expect("the row")["mean"])
    };
    assert!((mean("") * 160.0 - today).abs() < 1e-3, "{} {today}", mean(""));
    let regions: BTreeSet<&str> = fires.iter().map(|fire| fire["region"].as_str()).collect();
    assert!(regions.len() > 1 && (regions.iter().map(|name| mean(name)).sum::<f64>() - mean("")).abs() < 1e-4);
    for fire in &fires {
        assert!(number(&fire["flame_m"]) > 0.0 && fire["hour"].as_str() >= "12:00" && fire["hour"].as_str() < "20:00");
        assert_eq!(&fire["date"][..4], fire["year"]);
    }
    let levels = table("fire_return_levels.csv");
    let series: Vec<f64> = levels
        .iter()
        .filter(|row| row["level"] == "network" && row["regime"] == "today" && row["rate"] == "central")
        .filter(|row| row["quantity"] == "fires_in_a_year")
        .map(|row| number(&row["value"]))
        .collect();
    assert!(series.len() == 5 && series.is_sorted() && series[4] > series[0], "{series:?}");
}

#[test]
fn more_sources_than_can_be_drawn_are_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut scenario = small(folder.path());
    scenario.fire.rate_constant = 0.1;
    assert_eq!(fire_draws(&scenario, &build(&scenario), 100_000).expect_err("too many").code, "S199");
}
