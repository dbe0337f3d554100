//! `kpi.csv`: KPIs per level, regime and climate.

use crate::kpi::evaluate::{KpiRow, Pass};
use crate::report::csv::{SheetFile, cell, number};
use std::path::Path;

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

/// Begins the table; bonuses are empty until a contract sets them.
pub fn begin(path: &Path) -> SheetFile {
    SheetFile::begin(path, &HEAD)
}

/// Adds the rows of a climate.
pub fn add(file: &mut SheetFile, rows: &[KpiRow]) {
    for row in rows {
        file.row(&cells(row));
    }
}

fn cells(row: &KpiRow) -> Vec<String> {
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
        cell(kpi.threshold.map(|threshold| threshold.0)),
        row.pass.map_or("", Pass::name).into(),
        cell(row.present_q50),
        cell(difference.map(|difference| difference.q50)),
        cell(difference.map(|difference| difference.q05)),
        cell(difference.map(|difference| difference.q95)),
        cell(row.p_better),
        row.proven().map_or("", |proven| if proven { "yes" } else { "no" }).into(),
        String::new(),
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
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        assert!(rows.iter().all(|row| cells(row).len() == HEAD.len()));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("kpi.csv");
        let mut file = begin(&path);
        add(&mut file, &rows);
        file.finish().expect("written");
        let text = std::fs::read_to_string(&path).expect("read");
        assert_eq!(text.lines().count(), 1 + rows.len());
        assert!(text.contains("network,,early,reference,fire,Expected verge fires,fires/yr,down,"));
    }
}
