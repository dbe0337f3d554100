//! Where two models of fire spread tell different stories about a regime.
//!
//! Rothermel's spread rises with the load, Cheney's does not. A difference between regimes that only one of them shows rests on
//! that model, and must not be sold as a finding.

use super::{Results, words};
use crate::kpi::evaluate::KpiRow;
use crate::plot::words::choose;
use crate::scenario::Language;
use std::cmp::Ordering;

/// What a model says of a regime against the present: fewer fires, more, or nothing proven.
fn says(row: &KpiRow) -> Option<Ordering> {
    let difference = row.difference?;
    Some(if row.proven()? { difference.q50.total_cmp(&0.0) } else { Ordering::Equal })
}

fn told(says: Ordering, language: Language) -> &'static str {
    match says {
        Ordering::Less => choose(language, "fewer fires", "minder branden"),
        Ordering::Greater => choose(language, "more fires", "meer branden"),
        Ordering::Equal => choose(language, "no proven difference", "geen aangetoond verschil"),
    }
}

/// A sentence for each regime, and the plan, on which the two models disagree.
pub fn disagreements(results: &Results) -> Vec<String> {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let named = results.other_regimes().into_iter().map(|regime| {
        let name = words::regime(scenario, regime);
        (scenario.regimes[regime].name.clone(), name)
    });
    let plan = ("plan".to_owned(), choose(language, "the plan", "het plan").to_owned());
    named
        .chain([plan])
        .filter_map(|(regime, name)| {
            let rothermel = says(results.network_row(&regime, "fire")?)?;
            let cheney = says(results.network_row(&regime, "fire_cheney")?)?;
            (rothermel != cheney).then(|| sentence(&name, told(rothermel, language), told(cheney, language), language))
        })
        .collect()
}

fn sentence(name: &str, rothermel: &str, cheney: &str, language: Language) -> String {
    match language {
        Language::En => format!(
            "Two models of spread disagree on {name}: {rothermel} after Rothermel, {cheney} after Cheney. Do not rest a choice on this difference."
        ),
        Language::Nl => format!(
            "Twee uitbreidingsmodellen zijn het oneens over {name}: {rothermel} volgens Rothermel, {cheney} volgens Cheney. Bouw geen keuze op dit verschil."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::summary::{Paired, Summary};
    use crate::kpi::define::find;
    use crate::kpi::group::Level;

    fn row(q05: f64, q50: f64, q95: f64) -> KpiRow {
        let kpi = find("fire").expect("listed");
        KpiRow {
            group: (Level::Network, String::new()),
            regime: "two".into(),
            climate: "reference".into(),
            kpi,
            title: kpi.title_en,
            value: Summary::default(),
            worst_tenth: None,
            pass: None,
            present_q50: None,
            difference: Some(Paired { q50, q05, q95, ..Paired::default() }),
            p_better: None,
        }
    }

    #[test]
    fn only_proven_differences_speak() {
        assert_eq!(says(&row(-2.0, -1.0, -0.5)), Some(Ordering::Less));
        assert_eq!(says(&row(0.5, 1.0, 2.0)), Some(Ordering::Greater));
        assert_eq!(says(&row(-2.0, -1.0, 0.5)), Some(Ordering::Equal));
        let text =
            sentence("two cuts", told(Ordering::Less, Language::En), told(Ordering::Equal, Language::En), Language::En);
        assert!(text.contains("fewer fires after Rothermel, no proven difference after Cheney"), "{text}");
    }
}
