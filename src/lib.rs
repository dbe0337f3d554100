//! **zeis** (Dutch for scythe) plans the mowing of road verges and simulates their risk of fire: when, where and how to mow,
//! so that verges burn less, flower more, and cost what the budget allows.
//!
//! The program is thin over this library. One straight line leads from a scenario to its results:
//!
//! ```no_run
//! use std::path::Path;
//! use zeis::{ensemble, kpi, planning, scenario};
//!
//! let scenario = scenario::load::load(Path::new("scenarios/veluwe.toml"))?;     // file, checks, Scenario
//! let stands = scenario::stands::build(&scenario);                              // segments to distinct stands
//! let outcomes = ensemble::run::run(&scenario, &stands, &|_| ())?;              // every stand, every member
//!
//! let sites = kpi::sites::ScenarioSites::new(&scenario, &stands);
//! let prices = kpi::sites::BookPrices { book: &scenario.prices, owners: &scenario.owners };
//! let setting = kpi::sites::setting(&scenario, &stands, "reference");
//! let evidence = kpi::Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
//! let rows = kpi::evaluate::evaluate(&evidence, None);                          // regimes compared
//!
//! if let Some(options) = &scenario.plan {
//!     let scenario::Scenario { crews, owners, depots, network, .. } = &scenario;
//!     let rules = planning::instance::Rules { options, crews, owners, depots, chains: &network.chains };
//!     let effort = planning::search::rounding::Effort::default();
//!     let planned = planning::plan(&evidence, &rules, effort, scenario.seed);   // a programme for every segment
//!     if let Ok(plan) = &planned.plan {
//!         println!("{} KPI rows, {:.0} EUR a year, gap {:.5}", rows.len(), plan.cost_eur(), plan.gap());
//!     }
//! }
//! # Ok::<(), zeis::error::Error>(())
//! ```
//!
//! The tree of modules is the table of contents of the model. Each imports only from those above it:
//!
//! | modules | hold |
//! |---|---|
//! | [`error`], [`mod@lane`], [`random`], [`units`], [`calendar`] | the number type of the daily formulas, keyed streams, days |
//! | [`weather`], [`network`] | station files, gap filling, the generator; segments and chains |
//! | [`vegetation`] | growth, senescence, water, nitrogen, height: one day of a stand |
//! | [`mowing`] | regimes, patterns, programmes, and what a cut does |
//! | [`fire`], [`biodiversity`], [`operations`] | danger of a day; seed set and insects; cost, hours, tonnes |
//! | [`scenario`] | what the user wrote, checked; segments to classes, cases and stands |
//! | [`simulation`] | the day loop over lanes, yearly sums, instruction sets |
//! | [`fit`] | numbers of a site estimated from observations |
//! | [`ensemble`] | members, draws of parameters, work units, ordered reduction, stored members, summaries, sensitivity |
//! | [`kpi`] | indicators per segment, owner, contract, road, network |
//! | [`tender`] | bonus and malus, award on quality, whose weights choose what |
//! | [`planning`] | candidates, capacity, limits, the search for a plan with its bound, the independent check |
//! | [`replan`] | a plan adjusted on its way: measurements, lost hours, what triggered each change |
//! | [`validation`] | published against simulated: the virtual field trial, findings, checks, the guideline |
//! | [`plot`], [`report`] | figures, tables, the page |
//! | [`cli`] | the command line |
//!
//! Equal input and seed give equal bytes: for any number of threads and on every x86-64 machine.

pub mod biodiversity;
pub mod calendar;
pub mod cli;
pub mod ensemble;
pub mod error;
pub mod fire;
pub mod fit;
pub mod kpi;
pub mod lane;
pub mod mowing;
pub mod network;
pub mod operations;
pub mod planning;
pub mod plot;
pub mod random;
pub mod replan;
pub mod report;
pub mod scenario;
pub mod simulation;
pub mod tender;
pub mod units;
pub mod validation;
pub mod vegetation;
pub mod weather;
