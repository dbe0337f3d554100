//! Fires by member as a plan is judged by them: `fire_members.csv`, and the column `fire_cases` of `values.csv`.

use crate::planning::Planned;
use crate::report::csv::{Sheet, data_number};

/// Susceptibility of every case in every member; `None` where the fires of the worst members are not limited.
pub fn sheet(planned: &Planned) -> Option<Sheet> {
    let tail = planned.tail.as_ref()?;
    let mut sheet = Sheet::new(&["case", "member", "susceptibility"]);
    for (case, fires) in &tail.cases {
        for (member, fires) in fires.iter().enumerate() {
            sheet.rows.push(vec![case.to_string(), member.to_string(), data_number(*fires)]);
        }
    }
    Some(sheet)
}

/// Cases of every candidate of every place, as `case:weight;...`, in the order of the places.
pub fn cases(planned: &Planned) -> Option<Vec<Vec<String>>> {
    let tail = planned.tail.as_ref()?;
    let model = &planned.model;
    let text = |cases: &Vec<(usize, f64)>| {
        let list: Vec<String> = cases.iter().map(|(case, weight)| format!("{case}:{}", data_number(*weight))).collect();
        list.join(";")
    };
    let mut list = vec![Vec::new(); planned.instance.places.len()];
    for (at, &place) in model.order.iter().enumerate() {
        list[place] = tail.options[model.problem.options(at)].iter().map(text).collect();
    }
    Some(list)
}
