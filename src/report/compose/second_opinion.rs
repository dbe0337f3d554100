//! Where another reading of fire tells a different story about a regime.
//!
//! Rothermel's spread rises with the load, Cheney's does not. And a laboratory study found that mowing by machine makes grass
//! light more easily for a while, against what less fuel says. A difference between regimes that only one of two readings shows
//! rests on that reading, and must not be sold as a finding.

use super::{Results, words};
use crate::fire::spread::SpreadModel;
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

/// A way to count fires beside the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opinion {
    /// The model of spread that fires are not counted with.
    OtherSpread(SpreadModel),
    /// Grass that lights easily after a machine cut.
    FreshCut,
}

impl Opinion {
    fn kpi(self) -> &'static str {
        match self {
            Opinion::OtherSpread(SpreadModel::Cheney) => "fire_cheney",
            Opinion::OtherSpread(SpreadModel::Rothermel) => "fire_rothermel",
            Opinion::FreshCut => "fire_fresh_cut",
        }
    }
}

/// Whether another reading of fire tells another story about a regime, or the plan, than the one that fires are counted with.
pub fn disputed(results: &Results, regime: &str) -> bool {
    let counted = results.network_row(regime, "fire").and_then(says);
    opinions(results).into_iter().any(|opinion| {
        let other = results.network_row(regime, opinion.kpi()).and_then(says);
        counted.is_some() && other.is_some() && counted != other
    })
}

/// A sentence for each regime, and the plan, on which the default and another reading disagree.
pub fn disagreements(results: &Results) -> Vec<String> {
    opinions(results).into_iter().flat_map(|opinion| disagreements_with(results, opinion)).collect()
}

/// The readings beside the one that fires are counted with.
fn opinions(results: &Results) -> [Opinion; 2] {
    let other = match results.scenario.fire.spread_model {
        SpreadModel::Rothermel => SpreadModel::Cheney,
        SpreadModel::Cheney => SpreadModel::Rothermel,
    };
    [Opinion::OtherSpread(other), Opinion::FreshCut]
}

fn disagreements_with(results: &Results, opinion: Opinion) -> Vec<String> {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let named = results.other_regimes().into_iter().map(|regime| {
        let name = words::regime(scenario, regime);
        (scenario.regimes[regime].name.clone(), name)
    });
    let plan = ("plan".to_owned(), choose(language, "the plan", "het plan").to_owned());
    named
        .chain([plan])
        .filter_map(|(regime, name)| {
            let counted = says(results.network_row(&regime, "fire")?)?;
            let other = says(results.network_row(&regime, opinion.kpi())?)?;
            let told = [counted, other].map(|found| told(found, language));
            (counted != other).then(|| sentence(opinion, &name, told, language))
        })
        .collect()
}

fn sentence(opinion: Opinion, name: &str, [counted, other]: [&str; 2], language: Language) -> String {
    let models = |model| match model {
        SpreadModel::Cheney => ["Rothermel", "Cheney"],
        SpreadModel::Rothermel => ["Cheney", "Rothermel"],
    };
    match (opinion, language) {
        (Opinion::OtherSpread(model), Language::En) => {
            let [one, two] = models(model);
            format!(
                "Two models of spread disagree on {name}: {counted} after {one}, {other} after {two}. Do not rest a choice on this difference."
            )
        }
        (Opinion::OtherSpread(model), Language::Nl) => {
            let [one, two] = models(model);
            format!(
                "Twee uitbreidingsmodellen zijn het oneens over {name}: {counted} volgens {one}, {other} volgens {two}. Bouw geen keuze op dit verschil."
            )
        }
        (Opinion::FreshCut, Language::En) => format!(
            "If grass lights easily for 30 days after a machine cut, as a French laboratory study suggests, {name} gives {other} instead of {counted}: the difference is not robust."
        ),
        (Opinion::FreshCut, Language::Nl) => format!(
            "Als gras tot 30 dagen na machinaal maaien licht ontvlamt, zoals Frans laboratoriumonderzoek aangeeft, geeft {name} {other} in plaats van {counted}: het verschil is niet robuust."
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
            assessed: Vec::new(),
            worst_tenth: None,
            threshold: None,
            pass: None,
            present_q50: None,
            difference: Some(Paired { q50, q05, q95, ..Paired::default() }),
            relative_q50: None,
            p_better: None,
        }
    }

    #[test]
    fn only_proven_differences_speak() {
        assert_eq!(says(&row(-2.0, -1.0, -0.5)), Some(Ordering::Less));
        assert_eq!(says(&row(0.5, 1.0, 2.0)), Some(Ordering::Greater));
        assert_eq!(says(&row(-2.0, -1.0, 0.5)), Some(Ordering::Equal));
        let found = [Ordering::Less, Ordering::Equal].map(|found| told(found, Language::En));
        let by_spread = Opinion::OtherSpread(SpreadModel::Cheney);
        let text = sentence(by_spread, "two cuts", found, Language::En);
        assert!(text.contains("fewer fires after Rothermel, no proven difference after Cheney"), "{text}");
        let text = sentence(Opinion::OtherSpread(SpreadModel::Rothermel), "two cuts", found, Language::En);
        assert!(text.contains("fewer fires after Cheney, no proven difference after Rothermel"), "{text}");
        let text = sentence(Opinion::FreshCut, "two cuts", found, Language::En);
        assert!(text.contains("two cuts gives no proven difference instead of fewer fires"), "{text}");
        for opinion in [by_spread, Opinion::OtherSpread(SpreadModel::Rothermel), Opinion::FreshCut] {
            assert!(find(opinion.kpi()).is_some());
        }
    }
}
