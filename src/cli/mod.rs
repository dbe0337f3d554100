//! The command line: one short file per verb.

pub mod check;
pub mod ensemble;
pub mod fire;
pub mod fit;
pub mod fwi;
pub mod grow;
pub mod guideline;
pub mod hazard;
pub mod init;
pub mod network;
pub mod plan;
pub mod priority;
pub mod replan;
pub mod run;
pub mod screen;
pub mod sensitivity;
pub mod validate;
pub mod verify;
pub mod weather;

use crate::error::Error;
use crate::scenario::{Language, Scenario};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

/// When, where and how to mow road verges, so that they burn less, flower more and cost what the budget allows
#[derive(Debug, Parser)]
#[command(
    name = "zeis",
    version,
    after_help = "Example, from nothing to a checked project:\n  zeis init my-verges\n  zeis check my-verges/scenario.toml\n\n\
                  Exit codes: 0 done, 1 the run failed, 2 the input is wrong."
)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Options of every verb
    #[command(flatten)]
    pub global: Global,
}

/// Options of every verb.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Global {
    /// Language of reports, tables and plot labels (default: that of the scenario, else en)
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Threads (default: all processors)
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Seed (default: that of the scenario)
    #[arg(long, global = true, value_name = "SEED", value_parser = clap::value_parser!(u64).range(0..=i64::MAX as u64))]
    pub seed: Option<u64>,
    /// Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Say nothing but problems
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

impl Global {
    /// Language of a verb that reads no scenario.
    pub fn language(&self) -> Language {
        self.lang.map_or(Language::En, Language::from)
    }

    /// Puts the options in the place of the scenario's own.
    pub fn apply(&self, scenario: &mut Scenario) {
        if let Some(lang) = self.lang {
            scenario.language = lang.into();
        }
        if let Some(seed) = self.seed {
            scenario.seed = seed;
        }
    }
}

/// Language as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English.
    En,
    /// Dutch.
    Nl,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Language::En,
            Lang::Nl => Language::Nl,
        }
    }
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Write a starter project: a commented scenario, a small segment table, a readme
    Init(init::InitArgs),
    /// Simulate, evaluate and compare regimes, plan, check the plan, report: the main job
    Run(run::RunArgs),
    /// Monte Carlo over members, climates and uncertain parameters: resumable, divisible
    Ensemble(ensemble::EnsembleArgs),
    /// Put the parts of a divided ensemble together
    Merge(ensemble::MergeArgs),
    /// Which uncertain parameters the results hang on
    Sensitivity(sensitivity::SensitivityArgs),
    /// List every problem of a scenario and all its inputs at once
    Check(check::CheckArgs),
    /// Solve a bare planning instance, with a proven bound
    Plan(plan::PlanArgs),
    /// Adjust a plan on its way: measurements, what was mown, hours lost
    Replan(replan::ReplanArgs),
    /// Judge a written plan again from its tables
    Verify(verify::VerifyArgs),
    /// Grow one site: a daily table of every state and rate
    Grow(grow::GrowArgs),
    /// Estimate numbers of a site from measured masses, yields or growth
    Fit(fit::FitArgs),
    /// Fire behaviour of a table of fuel beds and moistures
    Fire(fire::FireArgs),
    /// Hazard class of every stretch on a day, with reasons
    Hazard(hazard::HazardArgs),
    /// Stretches to cut before summer first, by the harm that avoids per euro
    Priority(priority::PriorityArgs),
    /// Published results against simulated ones, in one table
    Validate(validate::ValidateArgs),
    /// Which regime suits which verge, as a page a road authority can adopt
    Guideline(guideline::GuidelineArgs),
    /// Road files: what they hold, and the segment table made of them
    Network {
        /// What to do
        #[command(subcommand)]
        verb: NetworkVerb,
    },
    /// Station files, generated series, fire weather codes
    Weather {
        /// What to do
        #[command(subcommand)]
        verb: WeatherVerb,
    },
}

/// The verbs of networks.
#[derive(Debug, Subcommand)]
pub enum NetworkVerb {
    /// What road files hold, and every trap in them
    Check(network::CheckArgs),
    /// Cut road sections into sides of a hectometre, and write the segment table
    Convert(network::ConvertArgs),
}

/// The verbs of weather.
#[derive(Debug, Subcommand)]
pub enum WeatherVerb {
    /// KNMI daily files or csv tables to the clean daily table
    Import(weather::ImportArgs),
    /// A clean daily table from the generator
    Generate(weather::GenerateArgs),
    /// Parameters of the generator from an observed series
    Fit(weather::FitArgs),
    /// The generator against an observed series, figure by figure
    Test(weather::TestArgs),
    /// Fire weather codes of a daily table
    Fwi(fwi::FwiArgs),
}

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It did what was asked.
    Done,
    /// It ran, and what it judged does not hold (exit code 1).
    Refuted,
}

impl From<()> for Ending {
    fn from((): ()) -> Self {
        Ending::Done
    }
}

/// Runs a verb.
pub fn run(verb: Verb, global: &Global) -> Result<Ending, Error> {
    match verb {
        Verb::Init(args) => init::run(&args, global).map(Ending::from),
        Verb::Run(args) => run::run(&args, global).map(Ending::from),
        Verb::Ensemble(args) => ensemble::run(&args, global).map(Ending::from),
        Verb::Merge(args) => ensemble::merge(&args, global).map(Ending::from),
        Verb::Sensitivity(args) => sensitivity::run(&args, global).map(Ending::from),
        Verb::Check(args) => check::run(&args, global).map(Ending::from),
        Verb::Plan(args) => plan::run(&args, global).map(Ending::from),
        Verb::Replan(args) => replan::run(&args, global),
        Verb::Verify(args) => verify::verify(&args).map(|holds| if holds { Ending::Done } else { Ending::Refuted }),
        Verb::Grow(args) => grow::run(args, global.language()).map(Ending::from),
        Verb::Fit(args) => fit::run(&args, global.language()).map(Ending::from),
        Verb::Fire(args) => fire::run(&args, global).map(Ending::from),
        Verb::Hazard(args) => hazard::run(&args, global).map(Ending::from),
        Verb::Priority(args) => priority::run(&args, global).map(Ending::from),
        Verb::Validate(args) => validate::run(&args, global),
        Verb::Guideline(args) => guideline::run(&args, global).map(Ending::from),
        Verb::Network { verb: NetworkVerb::Check(args) } => network::check(&args).map(Ending::from),
        Verb::Network { verb: NetworkVerb::Convert(args) } => network::run_convert(&args, global).map(Ending::from),
        Verb::Weather { verb } => run_weather(verb, global.language()).map(Ending::from),
    }
}

fn run_weather(verb: WeatherVerb, language: Language) -> Result<(), Error> {
    let own = |verb| weather::run_in(weather::WeatherArgs { verb }, language);
    match verb {
        WeatherVerb::Import(args) => own(weather::WeatherVerb::Import(args)),
        WeatherVerb::Generate(args) => own(weather::WeatherVerb::Generate(args)),
        WeatherVerb::Fit(args) => own(weather::WeatherVerb::Fit(args)),
        WeatherVerb::Test(args) => own(weather::WeatherVerb::Test(args)),
        WeatherVerb::Fwi(args) => fwi::run(&args),
    }
}

/// Parses the command line, runs the verb, prints the problems and sets the exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version go to stdout, mistakes to stderr; a reader that went away is a normal end.
            let _ = usage.print();
            return if usage.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let ended = match cli.verb {
        Some(verb) => run(verb, &cli.global),
        None => screen::print(&Cli::command().render_help().to_string()).map(Ending::from),
    };
    match ended {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Refuted) => ExitCode::from(1),
        Err(error) => {
            screen::tell(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
        let cli = Cli::try_parse_from(["zeis", "check", "a.toml", "--json", "--lang", "nl", "-q"]).expect("valid");
        assert_eq!(cli.global.lang, Some(Lang::Nl));
        assert!(matches!(cli.verb, Some(Verb::Check(check::CheckArgs { json: true, .. }))));
        assert!(Cli::try_parse_from(["zeis", "chek"]).is_err());
        assert!(Cli::try_parse_from(["zeis"]).expect("help").verb.is_none());
    }
}
