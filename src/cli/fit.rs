//! `zeis fit`: numbers of sites estimated from what was measured there.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Problem, Problems};
use crate::fit::{Case, Estimate, Fit, Score, Sought, fit, read};
use crate::plot::words::number;
use crate::report::csv::{data_number, write_whole};
use crate::scenario::Language;
use crate::scenario::site_file::change::{FERTILITY, SENESCENCE, span};
use crate::scenario::site_file::{self, GrowSite};
use crate::vegetation::processes::Process;

/// Estimates numbers of a site from measured masses, yields or growth.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example: zeis fit site.toml --observed yields.csv --parameters n_mineralisation_kg_ha,RUEmax\n\n\
    Observations: date, quantity (standing_kg_ha, yield_kg_ha, cum_yield_kg_ha, growth_kg_ha_day, height_m, curing), value, \
    and sd, n where known; or date with cum_biomass_kg_dm_ha or growth_rate_kg_dm_ha_d. Several sites are fitted together: \
    give as many tables, in the same order. A trial whose plots were cut in turn on the dates of observation has \
    [rota] plots = 4, height_m = 0.05 in its site file."
)]
pub struct FitArgs {
    /// Site files (TOML), as for grow.
    #[arg(required = true)]
    pub sites: Vec<PathBuf>,
    /// Observations of each site (CSV).
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub observed: Vec<PathBuf>,
    /// Numbers to estimate: parameters of growth, K (both rates of senescence), whc_mm, n_mineralisation_kg_ha
    /// (default: fertility or NI, RUEmax, K, and kN where nitrogen is simulated).
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub parameters: Vec<String>,
    /// Years whose observations are predicted but not fitted.
    #[arg(long, value_delimiter = ',', value_name = "YEARS")]
    pub test_years: Vec<i16>,
    /// Table of residuals to write (CSV); the profiles go beside it as OUT.profile.csv.
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
}

/// Reads sites and observations, fits, and prints what was found.
pub fn run(args: &FitArgs, language: Language) -> Result<(), Error> {
    let (cases, notices) = read_cases(args)?;
    for notice in notices {
        super::screen::tell(&notice);
    }
    let sought = sought(args, &cases)?;
    let found = fit(&cases, &sought, &args.test_years).map_err(Error::Run)?;
    super::screen::print(&text(&found, language))?;
    if let Some(out) = &args.out {
        write_whole(out, residuals(&found, args).as_bytes()).map_err(Error::Run)?;
        write_whole(&out.with_extension("profile.csv"), profiles(&found).as_bytes()).map_err(Error::Run)?;
    }
    Ok(())
}

fn read_cases(args: &FitArgs) -> Result<(Vec<Case>, Vec<String>), Problems> {
    let (mut problems, mut cases, mut notices) = (Problems::none(), Vec::new(), Vec::new());
    if args.sites.len() != args.observed.len() {
        let what = format!("{} sites and {} tables of observations", args.sites.len(), args.observed.len());
        problems.push(Problem::new("G550", "--observed", what).hint("one table for each site, in the same order"));
    }
    for (place, path) in args.sites.iter().enumerate() {
        let site = problems.take(site_file::load(path));
        let table = args.observed.get(place).and_then(|file| Some((file, problems.take(read::read(file))?)));
        if let (Some(site), Some((file, mut observed))) = (site, table) {
            let before = observed.list.len();
            let (first, last) = (site.weather.first().map(|row| row.date), site.weather.last().map(|row| row.date));
            observed.list.retain(|one| Some(one.date) >= first && Some(one.date) <= last);
            let outside = before - observed.list.len();
            if outside + observed.left_out > 0 {
                notices.push(format!(
                    "{}: {outside} observations outside the weather and {} rows without a value of growth are left out",
                    file.display(),
                    observed.left_out
                ));
            }
            cases.push(Case { site, observations: observed.list });
        }
    }
    problems.unless_any((cases, notices))
}

/// What is sought, by name or by default, within the ranges of the sources.
fn sought(args: &FitArgs, cases: &[Case]) -> Result<Vec<Sought>, Problems> {
    let nitrogen = cases.iter().all(|case| case.site.processes.has(Process::Nitrogen));
    let usual: &[&str] =
        if nitrogen { &[FERTILITY, "RUEmax", SENESCENCE, "kN"] } else { &["NI", "RUEmax", SENESCENCE] };
    let names: Vec<String> = if args.parameters.is_empty() {
        usual.iter().map(|name| (*name).to_owned()).collect()
    } else {
        args.parameters.clone()
    };
    let mut problems = Problems::none();
    let mut sought = Vec::new();
    for name in names {
        let refusal = cases.iter().find_map(|case| GrowSite::refusal(&case.site, &name));
        match (refusal, span(&name)) {
            (Some(problem), _) => problems.push(problem),
            (None, Some(span)) => sought.push(Sought { name, span }),
            (None, None) => {}
        }
    }
    problems.unless_any(sought)
}

/// The findings as text.
fn text(found: &Fit, language: Language) -> String {
    let show = |value: f64| number(value, language);
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes all");
    line(format!("{:<24} {:>10} {:>20} {:>16} {:>10}", "number", "fitted", "95 % interval", "sought within", "before"));
    for estimate in &found.estimates {
        let Estimate { sought, before, value, profile } = estimate;
        let (low, high) = profile.interval;
        let open = |closed: bool, sign: &str| if closed { String::new() } else { format!("{sign} ") };
        let interval =
            format!("{}{} to {}{}", open(profile.closed.0, "<="), show(low), open(profile.closed.1, ">="), show(high));
        let within = format!("{} to {}", show(sought.span.0), show(sought.span.1));
        let remark = match (estimate.at_bound(), profile.closed) {
            (_, (false, false)) => "  the observations do not tell",
            (true, _) => "  at the bound of what was sought",
            _ => "",
        };
        line(format!(
            "{:<24} {:>10} {interval:>20} {within:>16} {:>10}{remark}",
            sought.name,
            show(*value),
            show(*before)
        ));
    }
    line(String::new());
    line(format!("{:<24} {:>6} {:>12} {:>12} {:>12}", "observations", "count", "mean", "RMSE", "bias"));
    for (name, test, before) in [
        ("fitted", false, false),
        ("  before the fit", false, true),
        ("test years", true, false),
        ("  before the fit", true, true),
    ] {
        if let Some(Score { count, rmse, bias, mean }) = found.score(test, before) {
            line(format!("{name:<24} {count:>6} {:>12} {:>12} {:>12}", show(mean), show(rmse), show(bias)));
        }
    }
    line(String::new());
    line(format!(
        "misfit {} over the fitted observations, variances scaled by {}; {} runs of the engine",
        show(found.misfit),
        show(found.scale),
        found.runs
    ));
    out
}

fn residuals(found: &Fit, args: &FitArgs) -> String {
    let mut out = String::from("site,date,quantity,observed,sd,predicted,before,use\n");
    for one in &found.residuals {
        let site = args.sites.get(one.case).map_or(Path::new(""), PathBuf::as_path).display();
        let row = [one.observation.value, one.observation.sd, one.predicted, one.before].map(data_number).join(",");
        let kind = if one.test { "test" } else { "fit" };
        writeln!(out, "{site},{},{},{row},{kind}", one.observation.date, one.observation.quantity.name())
            .expect("a string takes all");
    }
    out
}

fn profiles(found: &Fit) -> String {
    let mut out = String::from("number,value,rise\n");
    for estimate in &found.estimates {
        for (value, rise) in &estimate.profile.points {
            writeln!(out, "{},{},{}", estimate.sought.name, data_number(*value), data_number(*rise))
                .expect("a string takes all");
        }
    }
    out
}
