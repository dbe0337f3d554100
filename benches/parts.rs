//! Times of the parts around the kernel: weather, one unit of the ensemble with and without its neighbours, planning.
//!
//! Run: `cargo bench --bench parts`.

use divan::{Bencher, black_box};
use std::path::Path;
use zeis::ensemble::unit::{Wanted, run_of, run_unit};
use zeis::ensemble::{Outcomes, run};
use zeis::kpi::sites::{BookPrices, ScenarioSites, setting};
use zeis::kpi::{Evidence, evaluate::evaluate};
use zeis::planning::instance::Rules;
use zeis::scenario::stands::{Stands, build};
use zeis::scenario::{Scenario, load};
use zeis::weather::climatology;
use zeis::weather::generate::generate;

fn main() {
    divan::main();
}

fn veluwe() -> (Scenario, Stands) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe.toml");
    let mut scenario = load::load(&path).expect("the shipped scenario is valid");
    (scenario.members, scenario.years, scenario.warmup) = (2, 3, 1);
    let stands = build(&scenario);
    (scenario, stands)
}

/// Weather of 13 years at De Bilt.
#[divan::bench]
fn weather_generated(bencher: Bencher<'_, '_>) {
    let parameters = climatology::parameters(260).expect("De Bilt is embedded");
    bencher.bench(|| generate(black_box(parameters), 1, 0, 2024, 13));
}

/// Weather and fire weather of one node and member, digested.
#[divan::bench]
fn weather_digested(bencher: Bencher<'_, '_>) {
    let (scenario, _) = veluwe();
    bencher.bench(|| run_of(black_box(&scenario), 0, 0));
}

/// Segments to classes, cases and stands.
#[divan::bench]
fn stands_built(bencher: Bencher<'_, '_>) {
    let (scenario, _) = veluwe();
    bencher.bench(|| build(black_box(&scenario)));
}

/// One unit: weather, stands and cases of a node in a member.
#[divan::bench(sample_count = 10)]
fn unit_simulated(bencher: Bencher<'_, '_>) {
    let (scenario, stands) = veluwe();
    let units = run::units(&scenario, &stands);
    bencher.bench(|| {
        run_unit(black_box(&scenario), &stands, Wanted::default(), &units[0], &mut |rows| {
            black_box(rows);
        })
    });
}

fn outcomes(scenario: &Scenario, stands: &Stands) -> Outcomes {
    run::run(scenario, stands, &|_| ()).expect("the shipped scenario runs")
}

/// KPIs of every regime at every level.
#[divan::bench(sample_count = 10)]
fn kpis_evaluated(bencher: Bencher<'_, '_>) {
    let (scenario, stands) = veluwe();
    let outcomes = outcomes(&scenario, &stands);
    let sites = ScenarioSites::new(&scenario, &stands);
    let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
    let setting = setting(&scenario, &stands, "reference");
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    bencher.bench(|| evaluate(black_box(&evidence), None));
}

/// Candidates and the baseline plan.
#[divan::bench(sample_count = 10)]
fn plan_made(bencher: Bencher<'_, '_>) {
    let (scenario, stands) = veluwe();
    let outcomes = outcomes(&scenario, &stands);
    let sites = ScenarioSites::new(&scenario, &stands);
    let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
    let setting = setting(&scenario, &stands, "reference");
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    let options = scenario.plan.as_ref().expect("the shipped scenario plans");
    let (crews, owners, depots) = (&scenario.crews, &scenario.owners, &scenario.depots);
    let rules = Rules { options, crews, owners, depots, chains: &scenario.network.chains };
    let effort = zeis::planning::search::rounding::Effort::default();
    bencher.bench(|| zeis::planning::plan(black_box(&evidence), &rules, effort, scenario.seed));
}
