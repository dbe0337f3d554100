//! `pareto.csv`: the plans of every sweep, and the choices beside them.

use crate::kpi::Setting;
use crate::kpi::define::limit_names;
use crate::planning::limits::Values;
use crate::planning::model::Objective;
use crate::planning::pareto::Front;
use crate::report::csv::{Sheet, number};

/// Columns before those of the measures.
const HEAD: [&str; 9] = ["sweep", "objective", "kind", "name", "limit", "value", "bound", "gap", "price"];

/// The table: `kind` is `plan`, `present` or `regime`; `value`, `bound` and `price` are those of the objective, per unit of the sweep.
pub fn sheet(fronts: &[Front], setting: &Setting) -> Sheet {
    let mut head = HEAD.to_vec();
    head.extend(limit_names());
    let mut sheet = Sheet::new(&head);
    for front in fronts {
        let objective = match front.objective {
            Objective::Cost => "cost",
            Objective::Measure(kpi) => kpi.limit,
        };
        let mut add = |kind: &str, name: &str, numbers: [Option<f64>; 5], values: &Values| {
            let mut cells = vec![front.kpi.limit.to_owned(), objective.to_owned(), kind.to_owned(), name.to_owned()];
            cells.extend(numbers.map(|value| value.map(number).unwrap_or_default()));
            cells.extend(values.iter().map(|&value| number(value)));
            sheet.rows.push(cells);
        };
        for (at, point) in front.points.iter().enumerate() {
            let numbers = [point.limit, point.value, point.bound, point.gap, point.price].map(Some);
            add("plan", &(at + 1).to_string(), numbers, &point.values);
        }
        for one in &front.beside {
            let (kind, name) = one.regime.map_or(("present", ""), |regime| ("regime", setting.regimes[regime]));
            let value = front.objective_value(&one.values);
            add(kind, name, [None, Some(value), None, None, None], &one.values);
        }
    }
    sheet
}
