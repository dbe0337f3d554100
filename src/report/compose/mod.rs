//! From results to what readers see: the figures, the page and the lines on screen.

pub mod advice;
pub mod captions;
pub mod climates;
pub mod contract;
pub mod figures;
pub mod fire_figures;
pub mod life_figures;
pub mod maps;
pub mod marks;
pub mod mowing_days;
pub mod observed;
pub mod owners;
pub mod page;
pub mod plan_figures;
pub mod plan_lines;
pub mod problems;
pub mod second_opinion;
pub mod synchrony;
pub mod tail;
pub mod tender;
pub mod words;
pub mod work;

use crate::ensemble::{Outcomes, summary};
use crate::kpi::climates::ClimateRow;
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::kpi::outcomes::OutcomeRow;
use crate::kpi::{Evidence, Setting};
use crate::planning::contract::worth::Worth;
use crate::planning::pareto::Front;
use crate::planning::together::Together;
use crate::planning::{Plan, Refusal};
use crate::plot::pair::Paired;
use crate::plot::palette::{Colour, regime_colours};
use crate::plot::words::{capital, choose, inside, number, per_cent, signed, with_interval};
use crate::report::schedule::Order;
use crate::report::workorders::WorkPlan;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use std::path::Path;

/// Marginal prices that are told on screen.
const PRICES_ON_SCREEN: usize = 6;

/// Unit of measures that are shown in per cent, and change in percentage points.
pub const SHARE: &str = "share";

/// What the list of changes on screen is.
const CHANGES_EN: &str = "  Medians of now -> with the plan, and the difference (5\u{2013}95 % over";
const CHANGES_NL: &str = "  Medianen van nu -> met het plan, en het verschil (5\u{2013}95 % over";

/// A paired difference as figures and pages read it.
pub fn paired(difference: &summary::Paired) -> Paired {
    Paired { low: difference.q05, mid: difference.q50, high: difference.q95, p_below: 1.0 - difference.p_larger }
}

/// The answer on screen: what to do by type of verge, what it changes, which limits hold, where the files are.
pub fn screen_lines(results: &Results, dir: &Path) -> Vec<String> {
    let language = results.scenario.language;
    let mut lines = vec![advice::headline(results), String::new()];
    for line in advice::recommendations(results) {
        let regimes = line.regimes.iter().map(|one| format!("{} {}", one.regime, per_cent(one.share, language)));
        let regimes = regimes.collect::<Vec<_>>().join(", ");
        lines.push(format!("  {} ({} km): {regimes}", line.verge_type, number(line.length_km, language)));
    }
    if results.plan.is_none() {
        lines.extend(compared(results));
    }
    lines.push(String::new());
    let changes = page::changes(results);
    if !changes.is_empty() {
        let doubts = words::doubts(results.scenario.life_draws, language);
        lines.push(format!("{} {doubts}):", choose(language, CHANGES_EN, CHANGES_NL)));
    }
    for change in changes {
        let sure = match &change.difference {
            Some(found) if found.proven => {
                let points = if change.unit == "%" { choose(language, " points", " punten") } else { "" };
                format!("{}{points}", with_interval([found.low, found.mid, found.high], language))
            }
            Some(_) => choose(language, "no proven difference", "geen aangetoond verschil").to_owned(),
            None => change.sure.clone(),
        };
        lines.push(format!(
            "  {}: {} -> {} {}: {sure}",
            change.measure,
            number(change.present, language),
            number(change.plan, language),
            change.unit
        ));
    }
    for limit in advice::verdicts(results) {
        let limit_word = choose(language, "limit", "grens");
        lines.push(format!("  {limit_word}: {} - {}", limit.text, limit.word(language)));
    }
    if let Some(plan) = results.plan {
        let regime = |regime| words::regime(results.scenario, regime);
        lines.extend(plan_lines::breeding(plan, &regime, language).iter().map(|line| format!("  {line}")));
        lines.push(format!("  {}", plan_lines::gap(plan, language)));
        lines.extend(
            plan_lines::prices(plan, language)
                .into_iter()
                .take(PRICES_ON_SCREEN)
                .map(|price| format!("  {}", price.line(language))),
        );
    }
    if let Some(plan) = results.work {
        lines.extend(work::lines(plan, language).iter().map(|line| format!("  {line}")));
    }
    lines.extend(contract::lines(results).iter().map(|line| format!("  {line}")));
    if let Some(found) = results.together {
        lines.extend(owners::lines(found, language).iter().map(|line| format!("  {line}")));
    }
    lines.push(format!("  {}", advice::weather_alone(results)));
    lines.extend(climates::screen_lines(results));
    lines.extend(tender::network_partners(results).map(|found| format!("  {}", tender::sentence(results, &found))));
    for note in results.plan.map_or(&[][..], |plan| &plan.notes) {
        lines.push(format!("  {note}"));
    }
    lines.push(String::new());
    lines.push(format!("{} {}", choose(language, "Open", "Open"), dir.join("report.html").display()));
    lines
}

/// A line per regime: what it changes against the regimes of today.
fn compared(results: &Results) -> Vec<String> {
    const COMPARED: [&str; 4] = ["fire", "B9", "B10", "K1"];
    let (scenario, language) = (results.scenario, results.scenario.language);
    let change = |regime: usize, kpi: &str| {
        let row = results.network_row(&scenario.regimes[regime].name, kpi)?;
        let difference = row.difference?;
        let title = inside(row.title);
        if !difference.excludes_zero() {
            let none = choose(language, "no proven difference", "geen aangetoond verschil");
            return Some(format!("{title} {none}"));
        }
        Some(if row.kpi.unit == "share" {
            let points = choose(language, "points", "punten");
            format!("{title} {} {points}", signed(100.0 * difference.q50, language))
        } else {
            format!("{title} {} %", signed(100.0 * row.relative_q50?, language))
        })
    };
    let line = |regime: usize| {
        let parts: Vec<String> = COMPARED.iter().filter_map(|kpi| change(regime, kpi)).collect();
        format!("  {}: {}", capital(&words::regime(scenario, regime)), parts.join("; "))
    };
    results.other_regimes().into_iter().map(line).collect()
}

/// What a run found in another climate than that of the plan.
#[derive(Clone, Debug)]
pub struct OtherClimate {
    /// The climate (index into the scenario's).
    pub climate: usize,
    /// KPIs.
    pub rows: Vec<KpiRow>,
    /// Outcomes per class of sites.
    pub outcomes: Vec<OutcomeRow>,
}

/// Everything a run found.
#[derive(Clone, Copy)]
pub struct Results<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Classes, cases and stands.
    pub stands: &'a Stands,
    /// What the ensemble left behind.
    pub outcomes: &'a Outcomes,
    /// What KPIs are made of.
    pub evidence: &'a Evidence<'a>,
    /// KPIs.
    pub rows: &'a [KpiRow],
    /// The plan, unless only regimes were compared or none exists.
    pub plan: Option<&'a Plan>,
    /// Why there is no plan although one was asked for.
    pub refusal: Option<&'a Refusal>,
    /// The joint plan against each owner's alone.
    pub together: Option<&'a Together>,
    /// What changes of regime within a contract buy.
    pub worth: Option<&'a Worth>,
    /// Sweeps of limits.
    pub fronts: &'a [Front],
    /// The schedule of the plan.
    pub orders: &'a [Order],
    /// Routes of the crews.
    pub work: Option<&'a WorkPlan>,
    /// KPIs and outcomes in the other climates of the run.
    pub others: &'a [OtherClimate],
    /// The first climate against the others.
    pub climates: &'a [ClimateRow],
}

impl<'a> Results<'a> {
    /// What KPIs read of the scenario.
    pub fn setting(&self) -> &'a Setting<'a> {
        self.evidence.setting
    }

    /// Colour of every regime.
    pub fn colours(&self) -> Vec<Colour> {
        let names: Vec<&str> = self.scenario.regimes.iter().map(|regime| regime.name.as_str()).collect();
        regime_colours(&names, self.scenario.present)
    }

    /// The network's row of a KPI under a regime, or under `plan`.
    pub fn network_row(&self, regime: &str, kpi: &str) -> Option<&'a KpiRow> {
        self.row(Level::Network, "", regime, kpi)
    }

    /// The row of a member of a level.
    pub fn row(&self, level: Level, name: &str, regime: &str, kpi: &str) -> Option<&'a KpiRow> {
        let is_it = |row: &&KpiRow| row.group.0 == level && row.regime == regime && row.kpi.id == kpi;
        self.rows.iter().filter(is_it).find(|row| row.group.1 == name)
    }

    /// Regimes other than the present one, those of the user before the uncut one.
    pub fn other_regimes(&self) -> Vec<usize> {
        let uncut = |regime: &usize| self.scenario.regimes[*regime].cuts.is_empty();
        let others = (0..self.scenario.regimes.len()).filter(|&regime| regime != self.scenario.present);
        let (none, own): (Vec<usize>, Vec<usize>) = others.partition(uncut);
        own.into_iter().chain(none).collect()
    }

    /// First and last simulated year.
    pub fn years(&self) -> (i16, i16) {
        let first = self.scenario.first_year;
        (first, first + self.scenario.years as i16 - 1)
    }
}
