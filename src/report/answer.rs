//! The answer of a run in a few lines: what to do by type of verge, what it changes against today, how surely.

use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::network::segment::{ProductivityClass, Segment};
use crate::planning::Plan;
use crate::plot::axis;
use crate::scenario::{Language, Scenario};

/// KPIs that the answer shows, in this order.
const SHOWN: [&str; 7] = ["fire", "F3", "B9", "B10", "B12", "K1", "hours"];
/// Regimes of a verge type that cover less than this share of its length are left out of the line.
const WORTH_NAMING: f64 = 0.02;

/// What a verge type gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// Productivity class.
    pub productivity: ProductivityClass,
    /// Length, km.
    pub length_km: f64,
    /// Regimes with their share of the length, largest first.
    pub regimes: Vec<(usize, f64)>,
}

/// What changes against the present regimes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Title of the KPI.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Median today.
    pub present: f64,
    /// Median under the plan or regime.
    pub value: f64,
    /// Paired difference: 5 %, median, 95 %.
    pub difference: [f64; 3],
    /// Whether the interval of the difference excludes zero.
    pub proven: bool,
    /// Whether the change is for the better, where one way is better.
    pub better: Option<bool>,
}

/// Recommended regimes by productivity, most productive first.
pub fn recommendations(segments: &[Segment], plan: &Plan) -> Vec<Recommendation> {
    let classes = [ProductivityClass::High, ProductivityClass::Mid, ProductivityClass::Low];
    let of_class = |productivity: ProductivityClass| {
        let mut lengths: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
        for choice in &plan.choices {
            let segment = &segments[choice.segment];
            if segment.site.productivity == productivity {
                *lengths.entry(choice.regime).or_default() += segment.length_m;
            }
        }
        let total: f64 = lengths.values().sum();
        let mut regimes: Vec<(usize, f64)> =
            lengths.into_iter().map(|(regime, length)| (regime, length / total)).collect();
        regimes.sort_by(|a, b| b.1.total_cmp(&a.1));
        Recommendation { productivity, length_km: total * crate::units::KM_PER_M, regimes }
    };
    classes.into_iter().map(of_class).filter(|recommendation| !recommendation.regimes.is_empty()).collect()
}

/// What a regime, or `plan`, changes on the whole network.
pub fn changes(rows: &[KpiRow], regime: &str) -> Vec<Change> {
    let of = |id: &&str| {
        let row = rows.iter().find(|row| row.group.0 == Level::Network && row.regime == regime && row.kpi.id == *id)?;
        let difference = row.difference?;
        Some(Change {
            title: row.title,
            unit: row.kpi.unit,
            present: row.present_q50?,
            value: row.value.q50,
            difference: [difference.q05, difference.q50, difference.q95],
            proven: difference.excludes_zero(),
            better: row.p_better.map(|p| p > 0.5),
        })
    };
    SHOWN.iter().filter_map(of).collect()
}

/// Name of a productivity class.
pub fn productivity_name(productivity: ProductivityClass, language: Language) -> &'static str {
    match (productivity, language) {
        (ProductivityClass::High, Language::En) => "productive verges",
        (ProductivityClass::Mid, Language::En) => "moderate verges",
        (ProductivityClass::Low, Language::En) => "poor verges",
        (ProductivityClass::High, Language::Nl) => "productieve bermen",
        (ProductivityClass::Mid, Language::Nl) => "matig productieve bermen",
        (ProductivityClass::Low, Language::Nl) => "schrale bermen",
    }
}

/// Name of a regime for readers: its description in the language, else its name.
pub fn regime_name(scenario: &Scenario, regime: usize) -> String {
    let regime = &scenario.regimes[regime];
    let described = match scenario.language {
        Language::En => &regime.describe_en,
        Language::Nl => &regime.describe_nl,
    };
    if described.is_empty() { regime.name.replace('_', " ") } else { described.clone() }
}

/// "productive verges (12.3 km): two cuts 80 %, one cut early 20 %".
pub fn recommendation_line(scenario: &Scenario, recommendation: &Recommendation) -> String {
    let language = scenario.language;
    let regimes: Vec<String> = recommendation
        .regimes
        .iter()
        .filter(|(_, share)| *share >= WORTH_NAMING)
        .map(|&(regime, share)| format!("{} {}", regime_name(scenario, regime), axis::per_cent(share, language)))
        .collect();
    format!(
        "{} ({} km): {}",
        productivity_name(recommendation.productivity, language),
        axis::number(recommendation.length_km, language),
        regimes.join(", ")
    )
}

/// "Expected verge fires: 1.20 -> 0.93 fires/yr (-0.35 to -0.20)", or "no proven difference".
pub fn change_line(change: &Change, language: Language) -> String {
    let number = |value: f64| axis::number(value, language);
    let signed = |value: f64| axis::signed(value, language);
    let verdict = match (change.proven, language) {
        (true, Language::En) => format!("{} to {}", signed(change.difference[0]), signed(change.difference[2])),
        (true, Language::Nl) => format!("{} tot {}", signed(change.difference[0]), signed(change.difference[2])),
        (false, Language::En) => "no proven difference".to_owned(),
        (false, Language::Nl) => "geen aangetoond verschil".to_owned(),
    };
    format!("{}: {} -> {} {} ({verdict})", change.title, number(change.present), number(change.value), change.unit)
}
