//! Checks that need more than one part of a scenario: names that must exist elsewhere.

use super::file::ScenarioFile;
use super::file::keys::{Located, shown};
use super::file::plan::free_owner;
use super::file::suggest;
use super::{Owner, PlanOptions};
use crate::biodiversity::species::Species;
use crate::error::{Problem, Problems};
use crate::mowing::regime::Regime;
use crate::network::Network;
use crate::network::segment::Segment;
use std::collections::{BTreeMap, BTreeSet};

/// Regimes of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present {
    /// Where a segment names none (index into the regimes).
    pub general: usize,
    /// Of each segment.
    pub of_segment: Vec<usize>,
}

fn names(regimes: &[Located<Regime>]) -> Vec<&str> {
    regimes.iter().map(|regime| regime.value.name.as_str()).collect()
}

/// The present regime named in `[network]`, else the first one.
pub fn general_present(file: &ScenarioFile) -> Result<usize, Problems> {
    let Some(present) = &file.network.present else { return Ok(0) };
    let names = names(&file.regimes);
    names.iter().position(|name| *name == present.value).ok_or_else(|| {
        let what = format!("there is no regime \"{}\"", shown(&present.value));
        Problem::new("S130", present.place.clone(), what).hint(suggest::hint(&present.value, names)).into()
    })
}

/// The present regime of every segment; a name that is unknown is reported once, with its first line.
pub fn present(file: &ScenarioFile, network: &Network, table: &str, general: usize) -> Result<Vec<usize>, Problems> {
    let names = names(&file.regimes);
    let mut unknown: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut of_segment = Vec::with_capacity(network.segments.len());
    for segment in &network.segments {
        let name = segment.current_regime.as_deref();
        let place = name.map(|name| names.iter().position(|known| *known == name));
        if let (Some(name), Some(None)) = (name, place) {
            unknown.entry(name).or_default().push(segment.line);
        }
        of_segment.push(place.flatten().unwrap_or(general));
    }
    let problems = unknown.into_iter().map(|(name, lines)| {
        let first = lines.iter().min().copied().unwrap_or(0);
        let what = format!("there is no regime \"{}\" ({} segments name it)", shown(name), lines.len());
        Problem::new("S130", format!("{table}:{first}, current_regime"), what)
            .hint(suggest::hint(name, names.iter().copied()))
    });
    Problems(problems.collect()).unless_any(of_segment)
}

/// Every owner of a segment, with its rules; owners with rules but without a segment are an error where another owner's
/// name is near, else a remark.
pub fn owners(file: &ScenarioFile, network: &Network, notices: &mut Vec<String>) -> Result<Vec<Owner>, Problems> {
    let present: BTreeSet<&str> = network.segments.iter().map(|segment| segment.owner.as_str()).collect();
    let mut problems = Problems::none();
    for owner in file.owners.iter().filter(|owner| !present.contains(owner.value.name.as_str())) {
        let name = owner.value.name.as_str();
        match suggest::nearest(name, present.iter().copied()) {
            Some(near) => {
                let what = format!("no segment belongs to \"{}\"", shown(name));
                problems
                    .push(Problem::new("S131", owner.place.clone(), what).hint(format!("did you mean \"{near}\"?")));
            }
            None => notices.push(format!("{}: no segment belongs to {name}; its rules are not used", owner.place)),
        }
    }
    let sets: Vec<&str> = file.terms.weights.iter().map(|set| set.name.as_str()).collect();
    for owner in &file.owners {
        if let Some(name) = owner.value.weights.as_deref().filter(|name| !sets.contains(name)) {
            let what = format!("there are no weights \"{}\"", shown(name));
            let hint = suggest::hint(name, sets.iter().copied());
            problems.push(Problem::new("S131", owner.place.clone(), what).hint(if hint.is_empty() {
                "[biodiversity.weights] names sets: NAME = { fire = 2, B1 = 1 }".to_owned()
            } else {
                hint
            }));
        }
    }
    let owner = |name: &str| {
        let ruled = file.owners.iter().find(|owner| owner.value.name == name);
        ruled.map_or_else(|| free_owner(name), |owner| owner.value.clone())
    };
    problems.unless_any(present.into_iter().map(owner).collect())
}

/// Segments with daily traces must exist.
pub fn daily(file: &ScenarioFile, network: &Network) -> Result<Vec<String>, Problems> {
    let ids: BTreeSet<&str> = network.segments.iter().map(|segment| segment.id.as_str()).collect();
    let unknown = file.output.daily.iter().filter(|id| !ids.contains(id.value.as_str())).map(|id| {
        let what = format!("there is no segment \"{}\"", shown(&id.value));
        let near = suggest::nearest(&id.value, ids.iter().copied());
        Problem::new("S161", id.place.clone(), what)
            .hint(near.map_or(String::new(), |near| format!("did you mean `{near}`?")))
    });
    Problems(unknown.collect()).unless_any(file.output.daily.iter().map(|id| id.value.clone()).collect())
}

/// Problem species of the segments must stand in the table of species; gives those seen anywhere, ascending.
pub fn problem_species(network: &Network, table: &str, list: &[Species]) -> Result<Vec<usize>, Problems> {
    let (mut found, mut problems) = (BTreeSet::new(), Problems::none());
    for segment in &network.segments {
        for seen in &segment.problem_species {
            if let Some(species) = Species::find(list, &seen.name) {
                found.insert(species.index);
                continue;
            }
            let what = format!("the table of species has no \"{}\"", shown(&seen.name));
            let near = suggest::nearest(&seen.name, list.iter().map(|species| species.name.as_str()));
            let hint = near
                .map_or("Latin names, such as Jacobaea vulgaris".to_owned(), |near| format!("did you mean `{near}`?"));
            problems.push(Problem::new("N225", format!("{table}:{}, problem_species", segment.line), what).hint(hint));
        }
    }
    problems.unless_any(found.into_iter().collect())
}

/// A contract must end within the simulated period.
pub fn contract(file: &ScenarioFile) -> Result<(), Problems> {
    let Some(plan) = &file.plan else { return Ok(()) };
    let (asked, years) = (plan.options.contract_years, file.period.years);
    match &plan.contract {
        Some(contract) if asked > 1 && asked > years => {
            let what = format!("the contract has {asked} years and period.years only {years}");
            Err(Problem::new("S135", contract.place.clone(), what).hint(format!("period.years = {asked}")).into())
        }
        _ => Ok(()),
    }
}

/// At least one segment must be grass.
pub fn anything_grows(network: &Network, table: &str) -> Result<(), Problems> {
    if network.segments.iter().any(Segment::is_grass) {
        return Ok(());
    }
    let what = "no segment has vegetation_type grass or herb_rich_grass: nothing grows and nothing is mown";
    Err(Problem::new("N218", table, what).into())
}

/// Cuts that no week of the plan can hold.
pub fn cuts_without_a_week(regimes: &[Located<Regime>], plan: &PlanOptions) -> Vec<String> {
    let (first, last) = plan.weeks;
    let mut remarks = Vec::new();
    for regime in regimes {
        for cut in regime.value.cuts.iter().filter(|cut| cut.when.is_none()) {
            if !cut.window.weeks().any(|week| (first..=last).contains(&week)) {
                let name = &regime.value.name;
                remarks.push(format!(
                    "{}: {name} cannot be planned: no day of a week in {first}-{last} lies in {}",
                    regime.place, cut.window
                ));
            }
        }
    }
    remarks
}
