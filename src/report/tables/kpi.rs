//! `kpi.csv`: KPIs per level, regime and climate.

use crate::kpi::Setting;
use crate::kpi::define::{FIELD_KPIS, FieldKpi};
use crate::kpi::evaluate::{KpiRow, Pass};
use crate::kpi::group::Level;
use crate::report::csv::{Sheet, cell, number};
use crate::scenario::Language;
use crate::tender::assess::{Assessment, assess, bonus_eur};
use std::collections::BTreeMap;

/// Columns of the table.
const HEAD: [&str; 24] = [
    "level",
    "name",
    "regime",
    "climate",
    "kpi",
    "title",
    "unit",
    "direction",
    "q50",
    "q05",
    "q95",
    "worst10",
    "threshold",
    "pass",
    "present_q50",
    "difference_q50",
    "difference_q05",
    "difference_q95",
    "p_better",
    "proven",
    "bonus_eur",
    "source",
    "mark",
    "field_check",
];

/// The table, with the bonuses that a contract sets; KPIs that only the field can tell stand below with empty values.
pub fn sheet(rows: &[KpiRow], setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&HEAD);
    let assessments = assess(setting.terms, rows);
    let bonuses: BTreeMap<(&str, &str), &Assessment> =
        assessments.iter().map(|one| ((one.contract, one.regime), one)).collect();
    let bonus = |row: &KpiRow| {
        let assessment = bonuses.get(&(row.group.1.as_str(), row.regime.as_str()))?;
        (row.group.0 == Level::Contract).then(|| bonus_eur(setting.terms, assessment, row.kpi.id))?
    };
    sheet.rows = rows.iter().map(|row| cells(row, bonus(row))).collect();
    sheet.rows.extend(FIELD_KPIS.iter().map(|kpi| field_cells(kpi, setting)));
    sheet
}

fn field_cells(kpi: &FieldKpi, setting: &Setting) -> Vec<String> {
    let mut cells = vec![String::new(); HEAD.len()];
    let title = match setting.language {
        Language::En => kpi.title_en,
        Language::Nl => kpi.title_nl,
    };
    let written = [
        ("level", Level::Network.name().to_owned()),
        ("climate", setting.climate.to_owned()),
        ("kpi", kpi.id.to_owned()),
        ("title", title.to_owned()),
        ("unit", kpi.unit.to_owned()),
        ("direction", kpi.direction.name().to_owned()),
        ("threshold", cell(kpi.threshold.map(|(value, _)| value))),
        ("source", "field".to_owned()),
        ("mark", kpi.mark.to_owned()),
        ("field_check", kpi.field_check.to_owned()),
    ];
    for (column, text) in written {
        if let Some(place) = HEAD.iter().position(|head| *head == column) {
            cells[place] = text;
        }
    }
    cells
}

fn cells(row: &KpiRow, bonus_eur: Option<f64>) -> Vec<String> {
    let kpi = row.kpi;
    let difference = row.difference;
    vec![
        row.group.0.name().into(),
        row.group.1.clone(),
        row.regime.clone(),
        row.climate.clone(),
        kpi.id.into(),
        row.title.into(),
        kpi.unit.into(),
        kpi.direction.name().into(),
        number(row.value.q50),
        number(row.value.q05),
        number(row.value.q95),
        cell(row.worst_tenth),
        cell(row.threshold),
        row.pass.map_or("", Pass::name).into(),
        cell(row.present_q50),
        cell(difference.map(|difference| difference.q50)),
        cell(difference.map(|difference| difference.q05)),
        cell(difference.map(|difference| difference.q95)),
        cell(row.p_better),
        row.proven().map_or("", |proven| if proven { "yes" } else { "no" }).into(),
        cell(bonus_eur),
        kpi.source.name().into(),
        kpi.mark.into(),
        kpi.field_check.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::sample::Sample;

    #[test]
    fn every_row_has_every_column() {
        let sheet = Sample::new().with(|evidence| sheet(&evaluate(evidence, None), evidence.setting));
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.head.len()));
        assert!(sheet.text().contains("network,,early,reference,fire,Expected verge fires,fires/yr,down,"));
        let field = sheet.rows.last().expect("rows");
        assert_eq!((field[4].as_str(), field[8].as_str(), field[21].as_str()), ("K4", "", "field"));
    }
}
