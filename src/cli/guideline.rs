//! `zeis guideline`: the decision table, the tree and the page that a road authority can adopt.

use super::validate::TrialArgs;
use super::{Global, screen};
use crate::error::{Error, Problem, Problems};
use crate::plot::{decision_tree, draw};
use crate::report::csv::write_whole;
use crate::report::validation::guide::{page, sentences};
use crate::report::validation::sheets::decisions;
use crate::validation::guideline::Leaf;
use crate::validation::summary::Extent;
use crate::validation::trial::TrialClimate;

/// Which regime suits which verge, how sure that is, and what choosing otherwise costs
///
/// A decision table by site, surroundings and climate from the virtual field trial of `zeis validate`: with the probability
/// that a regime is the best on fire, plants, insects and cost together and alone. Writes guideline.html (with --lang nl in
/// Dutch), guideline.csv and the decision tree.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis guideline -o guideline --lang nl")]
pub struct GuidelineArgs {
    /// The runs
    #[command(flatten)]
    pub trial: TrialArgs,
}

/// Runs the verb.
pub fn run(args: &GuidelineArgs, global: &Global) -> Result<(), Error> {
    let Some(dir) = &args.trial.output else {
        let problem = Problem::new("S189", "--output", "a guideline needs a folder to be written to");
        return Err(Problems::from(problem.hint("zeis guideline -o guideline")).into());
    };
    let found = args.trial.run(global, Extent::Findings, false)?;
    let language = global.language();
    let now: Vec<&Leaf> = found.guideline.iter().filter(|leaf| leaf.climate == TrialClimate::Reference).collect();
    let write = || -> Result<(), Problem> {
        decisions(&found.guideline).write(&dir.join("guideline.csv"))?;
        write_whole(&dir.join("guideline.html"), page(&found, language).as_bytes())?;
        draw(
            &decision_tree::drawing(&now, found.place.of(language), language),
            &dir.join("plots").join("decision_tree"),
        )
    };
    write().map_err(Error::Run)?;
    if !global.quiet {
        let lines: Vec<String> = now.iter().filter_map(|leaf| sentences(leaf, language).into_iter().next()).collect();
        screen::print(&lines.join("\n"))?;
        screen::tell(&format!("guideline.html, guideline.csv, plots/decision_tree.svg and .png: {}", dir.display()));
    }
    Ok(())
}
