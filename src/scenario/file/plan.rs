//! Sections `[owners.NAME]` and `[plan]`.

use super::dates;
use super::keys::{Item, Keys, Located, shown};
use super::{suggest, templates};
use crate::calendar::{DayRange, MonthDay};
use crate::mowing::regime::{Machine, Regime};
use crate::scenario::{Limit, Owner, PlanOptions, Sweep};

/// Limits that a plan of this version can keep, with the way they can be written: a budget only as an amount.
pub const LIMITS: [&str; 17] = [
    "fire",
    "fire_cost_eur",
    "hazard_days",
    "seed_set",
    "insect_survival",
    "winter_refuge",
    "uncut_share",
    "budget_eur",
    "co2_t",
    "n_export_kg_ha",
    "target_richness",
    "species_rich_km",
    "richness",
    "nectar_kg_ha",
    "insect_potential",
    "biodiversity_index",
    "forage_gap_days",
];

/// Those of them that lie between 0 and 1.
pub const FROM_0_TO_1: [&str; 6] =
    ["seed_set", "insect_survival", "winter_refuge", "uncut_share", "insect_potential", "biodiversity_index"];

/// `[plan]`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFile {
    /// How to plan.
    pub options: PlanOptions,
    /// Where the years of the contract are written, if they are.
    pub contract: Option<Located<()>>,
    /// Climate for which is planned.
    pub climate: Option<Located<String>>,
    /// File of crews.
    pub crews: Option<Located<String>>,
    /// File of depots.
    pub depots: Option<Located<String>>,
    /// File of interchanges.
    pub interchanges: Option<Located<String>>,
    /// File of prices.
    pub prices: Option<Located<String>>,
    /// Templates that are weighed beside the regimes of the user.
    pub templates: Vec<Located<Regime>>,
}

/// An owner without any rule of its own.
pub fn free_owner(name: &str) -> Owner {
    Owner {
        name: name.to_string(),
        weights: None,
        windows: Vec::new(),
        budget_eur: None,
        machines: Vec::new(),
        breeding: DayRange {
            first: MonthDay::new(3, 15).expect("15 March is a day of every year"),
            last: MonthDay::new(7, 15).expect("15 July is a day of every year"),
        },
        breeding_share: 0.5,
        hours: Vec::new(),
    }
}

/// Reads `[owners]`.
pub fn owners(root: &Keys<'_>) -> Vec<Located<Owner>> {
    let Some(keys) = root.table("owners") else {
        return Vec::new();
    };
    keys.entries().into_iter().filter_map(|(name, item)| Some(item.locate(owner(&name, &item.keys()?)))).collect()
}

fn owner(name: &str, keys: &Keys<'_>) -> Owner {
    let mut owner = free_owner(name);
    owner.windows = keys.list("windows").iter().filter_map(dates::window).collect();
    owner.budget_eur = keys.get("budget_eur").and_then(|item| item.number(0.0..=1e10));
    let machines = keys.list("machines");
    owner.machines = machines
        .iter()
        .filter_map(|item| item.word(&Machine::ALL.map(Machine::name)))
        .map(|index| Machine::ALL[index])
        .collect();
    if let Some(breeding) = keys.get("breeding").and_then(|item| dates::window(&item)) {
        owner.breeding = breeding;
    }
    owner.breeding_share = keys.number_or("breeding_share", 0.0..=1.0, 0.5);
    owner.hours = keys.list("hours").iter().filter_map(dates::hours).collect();
    owner.weights = keys.get("weights").and_then(|item| item.text());
    keys.finish();
    owner
}

/// Reads `[plan]`, if written.
pub fn plan(root: &Keys<'_>) -> Option<PlanFile> {
    let keys = root.table("plan")?;
    let minimise = keys.get("minimise").and_then(|item| minimise(&item)).unwrap_or_else(|| "cost".to_string());
    let limits = keys.table("limits").map(|limits| {
        limits.entries().into_iter().filter_map(|(name, item)| Some((name.clone(), limit(&name, &item)?))).collect()
    });
    let usual = PlanOptions::default();
    let options = PlanOptions {
        minimise,
        limits: limits.unwrap_or_default(),
        weeks: keys.get("weeks").and_then(|item| span(&item)).unwrap_or(usual.weeks),
        candidates: keys.whole_or("candidates", 1..=1000, usual.candidates as i64) as usize,
        min_gap_weeks: keys.whole_or("min_gap_weeks", 0..=51, i64::from(usual.min_gap_weeks)) as u8,
        stretch_eur: keys.number_or("stretch_eur", 0.0..=1e6, usual.stretch_eur),
        species_rich_at: keys.number_or("species_rich_at", 0.0..=100.0, usual.species_rich_at),
        joint: keys.get("joint").and_then(|item| item.flag()).unwrap_or(usual.joint),
        unmown: keys.get("unmown").and_then(|item| item.flag()).unwrap_or(usual.unmown),
        pareto: sweeps(&keys),
        synchrony: synchrony(&keys),
        opposite_weeks: keys.get("opposite_weeks").and_then(|item| item.whole(1..=20)).map(|weeks| weeks as u8),
        cvar: keys.get("cvar").and_then(|item| item.number(0.0..=0.999)),
        day_hours: keys.number_or("day_hours", 1.0..=12.0, usual.day_hours),
        closures: keys.get("closures").and_then(|item| item.whole(1..=100)).map(|count| count as usize),
        contract_years: keys.whole_or("contract_years", 1..=8, usual.contract_years as i64) as usize,
        change_eur: keys.get("change_eur").and_then(|item| item.number(0.0..=1e6)),
        ..PlanOptions::default()
    };
    let interchanges = file_name(&keys, "interchanges");
    let crews = file_name(&keys, "crews");
    let depots = file_name(&keys, "depots");
    let prices = file_name(&keys, "prices");
    let climate = file_name(&keys, "climate");
    let templates = templates::asked(&keys);
    if options.cvar.is_some() && options.limits.iter().all(|(name, _)| name != "fire") {
        keys.problem(
            "S209",
            "`cvar` has no limit on fires to hold",
            "give one in `limits`, such as fire = \"-8 %\", or leave `cvar` out",
        );
    }
    keys.finish();
    let contract = keys.get("contract_years").map(|item| item.locate(()));
    Some(PlanFile { options, contract, climate, crews, depots, interchanges, prices, templates })
}

/// `synchrony = { zone_km, share }`.
fn synchrony(keys: &Keys<'_>) -> Option<(f64, f64)> {
    let keys = keys.get("synchrony")?.keys()?;
    let zone_km = keys.number_or("zone_km", 0.5..=20.0, 2.0);
    let share = keys.number_or("share", 0.05..=1.0, 0.5);
    keys.finish();
    Some((zone_km, share))
}

/// Sweeps: `pareto = { kpi, points }`, or a list of them.
fn sweeps(keys: &Keys<'_>) -> Vec<Sweep> {
    let Some(item) = keys.get("pareto") else { return Vec::new() };
    let sweep = |item: &Item<'_>| {
        let keys = item.keys()?;
        let kpi = keys.required("kpi", "pareto = { kpi = \"fire\", points = 10 }")?;
        let kpi = kpi.text().filter(|name| known_limit(name, &kpi));
        let points = keys.whole_or("points", 2..=200, 10) as usize;
        keys.finish();
        Some(Sweep { kpi: kpi?, points })
    };
    let items = if item.is_list() { keys.list("pareto") } else { vec![item] };
    items.iter().filter_map(sweep).collect()
}

/// The file named under a key.
pub fn file_name(keys: &Keys<'_>, key: &'static str) -> Option<Located<String>> {
    let item = keys.get(key)?;
    Some(item.locate(item.text()?))
}

fn span(item: &Item<'_>) -> Option<(u8, u8)> {
    let text = item.text()?;
    let weeks = dates::weeks(&text);
    if weeks.is_none() {
        item.problem("S128", format!("\"{}\" is no span of weeks", shown(&text)), "such as \"14-44\", within 1-52");
    }
    weeks
}

fn known_limit(name: &str, item: &Item<'_>) -> bool {
    if !LIMITS.contains(&name) {
        let what = format!("\"{}\" is no quantity of a plan", shown(name));
        item.problem("S126", what, suggest::hint(name, LIMITS));
        return false;
    }
    true
}

fn minimise(item: &Item<'_>) -> Option<String> {
    let name = item.text()?;
    let cost = name == "cost";
    (cost || known_limit(&name, item)).then_some(name)
}

fn limit(name: &str, item: &Item<'_>) -> Option<Limit> {
    if !known_limit(name, item) {
        return None;
    }
    let limit = if item.is_text() {
        let text = item.text()?;
        let limit = limit_of(&text);
        if limit.is_none() {
            let what = format!("\"{}\" is no limit", shown(&text));
            let hint =
                "\"-25 %\" and \"+0.5\" are changes against the present regime; a number without quotes is absolute";
            item.problem("S127", what, hint);
        }
        limit?
    } else {
        Limit::Absolute(item.any_number()?)
    };
    let beyond = match limit {
        Limit::Relative(_) => false,
        Limit::Difference(value) => value.abs() > 1.0,
        Limit::Absolute(value) => !(0.0..=1.0).contains(&value),
    };
    if beyond && FROM_0_TO_1.contains(&name) {
        let what = format!("`{name}` lies between 0 and 1: this limit could not be met or not be missed");
        item.problem("S127", what, "\"-0.05\" is 5 points less than today, \"-5 %\" is 5 % less, 0.75 is absolute");
        return None;
    }
    Some(limit)
}

/// Reads the text of a limit: a signed share of the present value, or a signed difference.
///
/// ```
/// use zeis::scenario::{Limit, file::plan::limit_of};
/// assert_eq!(limit_of("-25 %"), Some(Limit::Relative(-0.25)));
/// assert_eq!(limit_of("+0.5"), Some(Limit::Difference(0.5)));
/// assert_eq!(limit_of("0.5"), None);
/// ```
pub fn limit_of(text: &str) -> Option<Limit> {
    let text = text.trim().replace('\u{2212}', "-");
    if !text.starts_with(['+', '-']) && text.trim_end_matches('%').trim() != "0" {
        return None;
    }
    let (number, per_cent) = text.strip_suffix('%').map_or((text.as_str(), false), |number| (number.trim_end(), true));
    let value: f64 = number.parse().ok()?;
    if !value.is_finite() || (per_cent && value < -100.0) {
        return None;
    }
    Some(if per_cent { Limit::Relative(value / 100.0) } else { Limit::Difference(value) })
}
