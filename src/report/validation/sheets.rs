//! Tables of the validation.

use super::sources::sourced;
use crate::report::csv::{Sheet, cell, number};
use crate::scenario::Language;
use crate::validation::findings::{Alternative, Expected, Judgement};
use crate::validation::guideline::{AIMS, Leaf};
use crate::validation::summary::Validation;

/// Published, simulated, verdict, source: a row for each check.
pub fn checks(validation: &Validation, language: Language) -> Sheet {
    let mut sheet =
        Sheet::new(&["id", "group", "subject", "published", "simulated", "verdict", "must_hold", "source", "remark"]);
    sheet.rows.extend(validation.checks.iter().map(|check| {
        vec![
            check.id.clone(),
            check.group.name().to_owned(),
            check.subject.of(language).to_owned(),
            check.published.of(language).to_owned(),
            check.simulated.of(language).to_owned(),
            check.verdict.name().to_owned(),
            if check.must_hold { "yes" } else { "no" }.to_owned(),
            sourced(&check.source, language),
            check.remark.of(language).to_owned(),
        ]
    }));
    sheet
}

/// Every contrast of every finding under every structure of the model.
pub fn contrasts(validation: &Validation) -> Sheet {
    let mut sheet = Sheet::new(&[
        "finding",
        "role",
        "site",
        "measure",
        "unit",
        "contrast",
        "structure",
        "expected",
        "at_values_in_use",
        "q05",
        "q50",
        "q95",
        "p_year",
        "p_draw",
        "p",
        "draws",
        "word",
        "as_expected",
        "earlier",
        "earlier_q05",
        "earlier_q95",
        "earlier_p_draw",
        "intervals_overlap",
        "note",
    ]);
    for finding in &validation.findings {
        for outcome in &finding.outcomes {
            sheet.rows.push(row(&outcome.base, Alternative::Base));
            sheet.rows.extend(outcome.others.iter().map(|(alternative, judged)| row(judged, *alternative)));
        }
    }
    sheet
}

fn row(judged: &Judgement, alternative: Alternative) -> Vec<String> {
    let contrast = &judged.contrast;
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let expected = match contrast.expected {
        Expected::Below => "below 0".to_owned(),
        Expected::Above => "above 0".to_owned(),
        Expected::Near(tolerance) => format!("within {tolerance} of 0"),
        Expected::Open => "open (orientation)".to_owned(),
    };
    let [low, mid, high] = judged.size.map(number);
    let judged_at_all = contrast.expected != Expected::Open;
    vec![
        contrast.finding.clone(),
        contrast.role.name().to_owned(),
        contrast.site.clone(),
        contrast.measure.name().to_owned(),
        if contrast.form.is_share() { "-" } else { contrast.measure.unit() }.to_owned(),
        contrast.name(),
        alternative.name().to_owned(),
        expected,
        number(judged.base),
        low,
        mid,
        high,
        cell(judged.p_year.filter(|_| judged_at_all)),
        cell(judged_at_all.then_some(judged.p_draw)),
        cell(judged.p.filter(|_| judged_at_all)),
        judged.draws.to_string(),
        if judged_at_all { judged.word().words(Language::En).to_owned() } else { String::new() },
        if judged_at_all { yes(judged.holds()) } else { String::new() },
        cell(contrast.published),
        cell(contrast.interval.map(|interval| interval[0])),
        cell(contrast.interval.map(|interval| interval[1])),
        cell(contrast.p_draw),
        judged.overlaps().map(yes).unwrap_or_default(),
        contrast.note.clone(),
    ]
}

/// The scan of dates.
pub fn dates(validation: &Validation) -> Sheet {
    let mut sheet = Sheet::new(&["site", "date", "q05", "q50", "q95"]);
    for scan in &validation.scan {
        for (date, quantiles) in &scan.dates {
            let mut row = vec![scan.site.clone(), date.to_string()];
            row.extend(quantiles.map(number));
            sheet.rows.push(row);
        }
    }
    sheet
}

/// The decision table: every allowed regime of every leaf.
pub fn decisions(leaves: &[Leaf]) -> Sheet {
    let mut sheet = Sheet::new(&[
        "climate",
        "site",
        "surroundings",
        "regime",
        "advised",
        "p_best",
        "single_best",
        "pareto",
        "p_best_fire",
        "p_best_plants",
        "p_best_insects",
        "p_best_cost",
        "fire",
        "target_species",
        "insect_potential",
        "cost_eur_ha",
        "against",
        "aim",
        "q05",
        "q50",
        "q95",
        "p_better",
    ]);
    for leaf in leaves {
        for (place, option) in leaf.options.iter().enumerate() {
            for (against, spreads) in [("advised", &option.price), ("cut of 15 September", &option.against_today)] {
                for (aim, spread) in AIMS.iter().zip(spreads) {
                    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
                    let mut row = vec![
                        leaf.climate.name().to_owned(),
                        leaf.site.clone(),
                        leaf.surroundings.name.clone(),
                        option.regime.clone(),
                        yes(place == 0),
                        number(option.p_best),
                        yes(place == 0 && leaf.is_single()),
                        yes(option.pareto),
                    ];
                    row.extend(option.p_best_on.map(number));
                    row.extend(option.medians.map(number));
                    row.extend([against.to_owned(), aim.name().to_owned()]);
                    row.extend(spread.quantiles.map(number));
                    row.push(number(spread.p_better));
                    sheet.rows.push(row);
                }
            }
        }
    }
    sheet
}
