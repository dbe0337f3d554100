//! The figures of sweeps, filled from their fronts.

use super::{Results, SHARE, plan_lines, words};
use crate::kpi::define::{Kpi, find};
use crate::planning::limits::{Values, place};
use crate::planning::model::Objective;
use crate::planning::pareto::Front;
use crate::plot::Drawing;
use crate::plot::palette::PRESENT;
use crate::plot::pareto::{self, FrontMark, FrontPoint, ParetoFigure};
use crate::plot::words::choose;

/// A figure for each front that has one, with its file name.
pub fn fronts(results: &Results) -> Vec<(&'static str, Drawing)> {
    let named = |front: &Front| Some((file(front.kpi)?, pareto::drawing(&figure(results, front))));
    results.fronts.iter().filter_map(named).collect()
}

/// File names of the figures of sweeps, by the limit that is swept.
const FILES: [(&str, &str); 17] = [
    ("fire", "pareto_fire"),
    ("fire_cost_eur", "pareto_fire_cost_eur"),
    ("hazard_days", "pareto_hazard_days"),
    ("seed_set", "pareto_seed_set"),
    ("insect_survival", "pareto_insect_survival"),
    ("winter_refuge", "pareto_winter_refuge"),
    ("uncut_share", "pareto_uncut_share"),
    ("budget_eur", "pareto_budget_eur"),
    ("co2_t", "pareto_co2_t"),
    ("n_export_kg_ha", "pareto_n_export_kg_ha"),
    ("target_richness", "pareto_target_richness"),
    ("species_rich_km", "pareto_species_rich_km"),
    ("richness", "pareto_richness"),
    ("nectar_kg_ha", "pareto_nectar_kg_ha"),
    ("insect_potential", "pareto_insect_potential"),
    ("biodiversity_index", "pareto_biodiversity_index"),
    ("forage_gap_days", "pareto_forage_gap_days"),
];

fn file(kpi: &Kpi) -> Option<&'static str> {
    FILES.iter().find(|(limit, _)| *limit == kpi.limit).map(|(_, file)| *file)
}

/// Factor by which a measure is shown.
fn scale(kpi: &Kpi) -> f64 {
    if kpi.unit == SHARE { 100.0 } else { 1.0 }
}

fn figure(results: &Results, front: &Front) -> ParetoFigure {
    let language = results.scenario.language;
    let objective = match front.objective {
        Objective::Measure(kpi) => Some(kpi),
        Objective::Cost => find("budget_eur"),
    };
    let of_y = objective.map_or(1.0, scale);
    let of_x = scale(front.kpi);
    let named = |kpi: &'static Kpi| (kpi.title(language).to_owned(), words::unit(kpi.unit, language).to_owned());
    let at = place(front.kpi.limit).unwrap_or(0);
    let colours = results.colours();
    let mark = |values: &Values, label: String, colour| FrontMark {
        label,
        colour,
        x: of_x * values[at],
        y: of_y * front.objective_value(values),
    };
    let marks = front.beside.iter().map(|one| match one.regime {
        None => {
            let today = choose(language, "regimes of today", "regimes van nu");
            mark(&one.values, today.to_owned(), PRESENT)
        }
        Some(regime) => mark(&one.values, words::regime(results.scenario, regime), colours[regime]),
    });
    let point = |point: &crate::planning::pareto::Point| FrontPoint {
        x: of_x * point.used,
        y: of_y * point.value,
        bound: of_y * point.bound,
        price: of_y * point.price / of_x,
    };
    let (title, unit) = objective.map_or_else(Default::default, named);
    let money = if front.objective == Objective::Cost { "EUR".to_owned() } else { unit.clone() };
    ParetoFigure {
        language,
        measure: named(front.kpi),
        objective: (title, unit),
        price_unit: plan_lines::price_unit(&money, front.kpi, language),
        place: super::page::area(results),
        points: front.points.iter().map(point).collect(),
        without_plan: front.without_plan.len(),
        marks: marks.collect(),
    }
}
