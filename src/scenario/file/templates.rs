//! Regimes that ship with the program, for plans that are to weigh more than the user's own.

use super::keys::{Item, Keys, Located, Source};
use super::regimes::regimes;
use crate::mowing::regime::Regime;
use toml::de::DeTable;

/// The table of templates.
const TABLE: &str = include_str!("templates.toml");

/// Every template, in the order of the table.
///
/// ```
/// let templates = zeis::scenario::file::templates::templates();
/// assert!(templates.iter().any(|regime| regime.name == "one_cut_june"));
/// ```
pub fn templates() -> Vec<Regime> {
    let source = Source::new("templates", TABLE);
    let Ok(table) = DeTable::parse(TABLE) else { return Vec::new() };
    let root = Keys::new(&source, table.get_ref(), String::new(), 0);
    let list = regimes(&root).into_iter().map(|regime| regime.value).filter(|regime| !regime.cuts.is_empty());
    list.collect()
}

/// Templates that `[plan] templates` asks for: `true` for all, or their names.
pub fn asked(plan: &Keys<'_>) -> Vec<Located<Regime>> {
    let Some(item) = plan.get("templates") else { return Vec::new() };
    if !item.is_list() {
        let all = if item.flag() == Some(true) { templates() } else { Vec::new() };
        return all.into_iter().map(|regime| item.locate(regime)).collect();
    }
    let all = templates();
    let names: Vec<&str> = all.iter().map(|regime| regime.name.as_str()).collect();
    let named = |item: &Item<'_>| Some(item.locate(all[item.word(&names)?].clone()));
    plan.list("templates").iter().filter_map(named).collect()
}

/// Adds templates to the regimes of the user, before the uncut one; a name that the user has given to a regime stays the user's.
pub fn add(regimes: &mut Vec<Located<Regime>>, templates: Vec<Located<Regime>>) {
    for template in templates {
        if regimes.iter().all(|regime| regime.value.name != template.value.name) {
            let uncut = regimes.len() - usize::from(regimes.last().is_some_and(|last| last.value.cuts.is_empty()));
            regimes.insert(uncut, template);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_sound_regime_in_two_languages() {
        let source = Source::new("templates", TABLE);
        let table = DeTable::parse(TABLE).expect("valid TOML");
        let root = Keys::new(&source, table.get_ref(), String::new(), 0);
        let found = regimes(&root);
        root.finish();
        assert_eq!(source.into_problems().0, Vec::new());
        assert_eq!(found.len(), 9);
        for regime in templates() {
            assert!(!regime.describe_en.is_empty() && !regime.describe_nl.is_empty(), "{}", regime.name);
            assert!(regime.parts().is_ok(), "{}", regime.name);
        }
    }

    #[test]
    fn a_regime_of_the_user_keeps_its_name() {
        let mut own = vec![Located { value: templates()[1].clone(), place: "own".to_owned() }];
        own[0].value.describe_en = "mine".to_owned();
        let all = templates().into_iter().map(|value| Located { value, place: "shipped".to_owned() }).collect();
        add(&mut own, all);
        assert_eq!(own.len(), 8);
        assert_eq!(own[0].value.describe_en, "mine");
    }
}
