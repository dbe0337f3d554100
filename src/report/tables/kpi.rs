//! `kpi.csv`: KPIs per level, regime and climate.

use crate::kpi::Setting;
use crate::kpi::define::{FieldKpi, field_kpis};
use crate::kpi::evaluate::{KpiRow, Pass};
use crate::kpi::group::Level;
use crate::report::csv::{SheetFile, cell, number};
use crate::scenario::Language;
use crate::tender::assess::{Assessment, assess, bonus_eur};
use std::collections::BTreeMap;
use std::path::Path;

/// Columns of the table.
const HEAD: [&str; 26] = [
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
    "interval_holds",
    "assessed",
];

/// Begins the table.
pub fn begin(path: &Path) -> SheetFile {
    SheetFile::begin(path, &HEAD)
}

/// Adds the rows of a climate, with the bonuses that a contract sets; KPIs that only the field can tell stand below with empty
/// values.
pub fn add(file: &mut SheetFile, rows: &[KpiRow], setting: &Setting) {
    let assessments = assess(setting.terms, rows);
    let bonuses: BTreeMap<(&str, &str), &Assessment> =
        assessments.iter().map(|one| ((one.contract, one.regime), one)).collect();
    let bonus = |row: &KpiRow| {
        let assessment = bonuses.get(&(row.group.1.as_str(), row.regime.as_str()))?;
        (row.group.0 == Level::Contract).then(|| bonus_eur(setting.terms, assessment, row.kpi.id))?
    };
    for row in rows {
        file.row(&cells(row, setting, bonus(row)));
    }
    for kpi in field_kpis(setting.terms) {
        file.row(&field_cells(kpi, setting));
    }
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
        ("field_check", kpi.field_check.text(setting.language).to_owned()),
    ];
    for (column, text) in written {
        if let Some(place) = HEAD.iter().position(|head| *head == column) {
            cells[place] = text;
        }
    }
    cells
}

fn cells(row: &KpiRow, setting: &Setting, bonus_eur: Option<f64>) -> Vec<String> {
    let kpi = row.kpi;
    let direction = setting.terms.direction(kpi.id, kpi.direction);
    let difference = row.difference;
    vec![
        row.group.0.name().into(),
        row.group.1.clone(),
        row.regime.clone(),
        row.climate.clone(),
        kpi.id.into(),
        row.title.into(),
        kpi.unit.into(),
        direction.name().into(),
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
        kpi.field_check.text(setting.language).into(),
        kpi.quantity.holds(setting.life_draws).name().into(),
        row.assessed.iter().map(|one| format!("{}={}", one.year, number(one.value.q50))).collect::<Vec<_>>().join(";"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::sample::Sample;

    #[test]
    fn every_row_has_every_column() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("kpi.csv");
        let count = Sample::new().with(|evidence| {
            let rows = evaluate(evidence, None);
            assert!(rows.iter().all(|row| cells(row, evidence.setting, None).len() == HEAD.len()));
            let mut file = begin(&path);
            add(&mut file, &rows, evidence.setting);
            file.finish().expect("written");
            rows.len()
        });
        let text = std::fs::read_to_string(&path).expect("read");
        assert_eq!(text.lines().count(), 1 + count + crate::kpi::define::FIELD_KPIS.len());
        assert!(text.contains("network,,early,reference,fire,Expected verge fires,fires/yr,down,"));
        let field: Vec<&str> = text.lines().last().expect("rows").split(',').collect();
        assert_eq!((field[4], field[8], field[21]), ("K4", "", "field"));
        let ends = |line: &str, with: &str| {
            text.lines().any(|row| row.contains(line) && row.trim_end_matches(',').ends_with(with))
        };
        assert!(ends(",B9,", ",weather+life") && ends(",F1,", ",weather") && ends(",K1,", ",invoices"));
    }
}
