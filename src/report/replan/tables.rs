//! `options.csv`, `changes.csv`, `measured.csv`, `beliefs.csv`, and the cost of changes among the planning data.

use super::Adjustment;
use super::reasons::{trigger, why};
use super::stretches::stretches;
use crate::kpi::Setting;
use crate::replan::Adjusted;
use crate::replan::options::Trigger;
use crate::report::csv::{Sheet, cell, data_number, money, number};
use crate::report::schedule::side_name;

/// Column of what is made small where changes cost.
pub const WITH_CHANGES: &str = "cost_with_changes";

/// Adds what changes cost to the planning data, where they do.
pub fn charge(sheets: &mut [(&'static str, Sheet)], found: &Adjusted) {
    if found.change_eur_a_year <= 0.0 {
        return;
    }
    let keep = |segment: usize| found.stands.begun.as_ref().and_then(|begun| begun[segment].first().copied());
    let charged = found.planned.instance.places.iter().flat_map(|place| {
        place.candidates.iter().map(move |candidate| {
            let change = if Some(candidate.programme) == keep(place.segment) { 0.0 } else { found.change_eur_a_year };
            data_number(candidate.cost_eur + change)
        })
    });
    let charged: Vec<String> = charged.collect();
    for (name, sheet) in sheets {
        if *name == "values.csv" {
            sheet.head.push(WITH_CHANGES);
            sheet.rows.iter_mut().zip(&charged).for_each(|(row, eur)| row.push(eur.clone()));
        } else if *name == "limits.csv" {
            let mut row: Vec<String> = ["minimise", "", WITH_CHANGES, "<=", ""].map(str::to_owned).to_vec();
            row.resize(sheet.head.len(), String::new());
            sheet.rows.push(row);
        }
    }
}

/// KPIs of the network under each way to go on.
pub fn options(found: &Adjusted, setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&[
        "kpi",
        "title",
        "unit",
        "expected",
        "kept",
        "adjusted",
        "difference_q05",
        "difference_q50",
        "difference_q95",
        "proven",
    ]);
    for row in &found.options {
        let proven = row.difference.map(|found| if found.excludes_zero() { "yes" } else { "no" });
        sheet.rows.push(vec![
            row.kpi.limit.to_owned(),
            row.kpi.title(setting.language).to_owned(),
            row.kpi.unit.to_owned(),
            number(row.expected),
            number(row.kept),
            number(row.adjusted),
            cell(row.difference.map(|found| found.q05)),
            cell(row.difference.map(|found| found.q50)),
            cell(row.difference.map(|found| found.q95)),
            proven.unwrap_or_default().to_owned(),
        ]);
    }
    sheet
}

/// Segments whose programme changes.
pub fn changes(adjustment: &Adjustment<'_>) -> Sheet {
    let (found, setting) = (adjustment.found, adjustment.setting);
    let mut sheet = Sheet::new(&[
        "segment",
        "programme_before",
        "programme_after",
        "trigger",
        "trigger_kpi",
        "expected",
        "believed",
        "measured",
        "cost_before_eur",
        "cost_after_eur",
        "fires_before",
        "fires_after",
        "target_richness_before",
        "target_richness_after",
    ]);
    for one in &found.changes {
        let kpi = if let Trigger::Kpi(kpi) = one.trigger { kpi.limit } else { "" };
        let belief = found.learnt.beliefs.iter().find(|belief| belief.segment == one.segment);
        let measured = belief.map_or("", |belief| if belief.own { "itself" } else { "its class" });
        sheet.rows.push(vec![
            setting.segments[one.segment].id.clone(),
            setting.programmes[one.programmes.0].name.clone(),
            setting.programmes[one.programmes.1].name.clone(),
            trigger(adjustment, one.trigger),
            kpi.to_owned(),
            cell(one.moved.map(|moved| moved.0)),
            cell(one.moved.map(|moved| moved.1)),
            measured.to_owned(),
            money(one.cost_eur.0),
            money(one.cost_eur.1),
            number(one.fires.0),
            number(one.fires.1),
            number(one.target_richness.0),
            number(one.target_richness.1),
        ]);
    }
    sheet
}

/// The same, joined to stretches and in words.
pub fn stretch_sheet(adjustment: &Adjustment<'_>) -> Sheet {
    let setting = adjustment.setting;
    let mut sheet = Sheet::new(&[
        "road",
        "letter",
        "carriageway",
        "side",
        "km_from",
        "km_to",
        "owner",
        "contract",
        "length_km",
        "rest_of_year_before",
        "rest_of_year_after",
        "later_before",
        "later_after",
        "why",
        "cost_before_eur",
        "cost_after_eur",
        "fires_per_100_km_before",
        "fires_per_100_km_after",
        "target_richness_before",
        "target_richness_after",
        "segments",
    ]);
    for stretch in stretches(adjustment) {
        let ids: Vec<&str> = stretch.changes.iter().map(|one| setting.segments[one.segment].id.as_str()).collect();
        let first = &setting.segments[stretch.changes[0].segment];
        let last = stretch.changes.last().map_or(first, |one| &setting.segments[one.segment]);
        let (cost, fires, species) =
            (stretch.cost_eur(), stretch.fires_per_100_km(adjustment), stretch.target_richness(adjustment));
        sheet.rows.push(vec![
            first.road.clone(),
            first.letter.clone(),
            first.carriageway.clone(),
            side_name(first.side).to_owned(),
            number(first.km_from),
            number(last.km_to),
            first.owner.clone(),
            first.contract.clone(),
            number(stretch.length_km(adjustment)),
            stretch.before.rest.clone(),
            stretch.after.rest.clone(),
            stretch.before.later.clone(),
            stretch.after.later.clone(),
            why(adjustment, &stretch),
            money(cost.0),
            money(cost.1),
            number(fires.0),
            number(fires.1),
            number(species.0),
            number(species.1),
            ids.join(";"),
        ]);
    }
    sheet
}

/// Every measurement beside what was expected.
pub fn measured(found: &Adjusted, setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&["segment", "date", "quantity", "measured", "sd", "expected", "deviations", "used"]);
    for one in &found.learnt.compared {
        sheet.rows.push(vec![
            setting.segments[one.measured.segment].id.clone(),
            one.measured.date.to_string(),
            one.measured.quantity.name().to_owned(),
            number(one.measured.value),
            number(one.measured.sd),
            cell(one.expected),
            cell(one.deviations()),
            if one.used { "yes" } else { "no" }.to_owned(),
        ]);
    }
    sheet
}

/// What is believed of every segment of a measured class: factors on growth, fertility and species.
pub fn beliefs(found: &Adjusted, setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&[
        "segment",
        "measured",
        "ln_growth",
        "ln_growth_sd",
        "mineralisation_factor",
        "at_limit",
        "ln_species",
        "ln_species_sd",
    ]);
    for one in &found.learnt.beliefs {
        sheet.rows.push(vec![
            setting.segments[one.segment].id.clone(),
            if one.own { "yes" } else { "no" }.to_owned(),
            cell(one.growth.map(|effect| effect.mean)),
            cell(one.growth.map(|effect| effect.sd)),
            number(one.fertility),
            if one.at_limit { "yes" } else { "no" }.to_owned(),
            cell(one.species.map(|effect| effect.mean)),
            cell(one.species.map(|effect| effect.sd)),
        ]);
    }
    sheet
}
