//! `pareto.csv`: the plans of every sweep, and the choices beside them.

use crate::kpi::Setting;
use crate::kpi::define::limit_names;
use crate::planning::model::Objective;
use crate::planning::pareto::Front;
use crate::report::csv::{Sheet, number};

/// Columns before those of the measures.
const HEAD: [&str; 9] = ["sweep", "objective", "kind", "name", "limit", "value", "bound", "gap", "price"];

/// The table: `kind` is `plan`, `no_plan` (none was found at this limit), `present` or `regime`; `value`, `bound` and `price` are those of the objective, per unit of the sweep.
pub fn sheet(fronts: &[Front], setting: &Setting) -> Sheet {
    let mut head = HEAD.to_vec();
    head.extend(limit_names());
    let mut sheet = Sheet::new(&head);
    for front in fronts {
        let objective = match front.objective {
            Objective::Cost => "cost",
            Objective::Measure(kpi) => kpi.limit,
        };
        let mut add = |kind: &str, name: &str, numbers: [Option<f64>; 5], values: &[f64]| {
            let mut cells = vec![front.kpi.limit.to_owned(), objective.to_owned(), kind.to_owned(), name.to_owned()];
            cells.extend(numbers.map(|value| value.map(number).unwrap_or_default()));
            cells.extend(values.iter().map(|&value| number(value)));
            cells.resize(head.len(), String::new());
            sheet.rows.push(cells);
        };
        for (at, point) in front.points.iter().enumerate() {
            let numbers = [point.limit, point.value, point.bound, point.gap, point.price].map(Some);
            add("plan", &(at + 1).to_string(), numbers, &point.values);
        }
        for &limit in &front.without_plan {
            add("no_plan", "", [Some(limit), None, None, None, None], &[]);
        }
        for one in &front.beside {
            let (kind, name) = one.regime.map_or(("present", ""), |regime| ("regime", setting.regimes[regime]));
            let value = front.objective_value(&one.values);
            add(kind, name, [None, Some(value), None, None, None], &one.values);
        }
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::planning::instance::{Instance, Rules};
    use crate::planning::pareto::front;
    use crate::scenario::{PlanOptions, Sweep};

    #[test]
    fn limits_without_a_plan_have_a_row() {
        let options = PlanOptions { stretch_eur: 0.0, ..PlanOptions::default() };
        let rules = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
        let sheet = Sample::new().with(|evidence| {
            let instance = Instance::build(evidence, &rules);
            let sweep = Sweep { kpi: "fire".to_owned(), points: 3 };
            let mut front = front(evidence, &rules, &instance, &sweep, 1).expect("a front");
            front.without_plan = vec![0.25];
            sheet(&[front], evidence.setting)
        });
        let none: Vec<_> = sheet.rows.iter().filter(|row| row[2] == "no_plan").collect();
        assert_eq!((none.len(), none[0][4].as_str(), none[0][5].as_str()), (1, "0.25", ""));
        assert!(sheet.rows.iter().all(|row| row.len() == none[0].len()));
    }
}
