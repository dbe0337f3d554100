//! `outcomes.csv`: the long table per class of sites, for researchers.

use crate::kpi::outcomes::OutcomeRow;
use crate::report::csv::{SheetFile, number};
use crate::scenario::stands::SiteClass;
use std::path::Path;

/// Columns of the table.
const HEAD: [&str; 19] = [
    "class",
    "soil",
    "productivity_class",
    "node",
    "regime",
    "climate",
    "year",
    "kpi",
    "unit",
    "members",
    "mean",
    "sd",
    "q05",
    "q25",
    "q50",
    "q75",
    "q95",
    "mc_error",
    "interval_holds",
];

/// What names the rows of the table.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    /// Classes of sites.
    pub classes: &'a [SiteClass],
    /// Weather nodes.
    pub nodes: Vec<&'a str>,
    /// Regimes.
    pub regimes: Vec<&'a str>,
    /// Climate.
    pub climate: &'a str,
    /// First simulated year.
    pub first_year: i16,
}

/// Begins the table.
pub fn begin(path: &Path) -> SheetFile {
    SheetFile::begin(path, &HEAD)
}

/// Adds the rows of a climate; `year` is empty in those of the mean over the period.
pub fn add(file: &mut SheetFile, rows: &[OutcomeRow], names: &Names) {
    for row in rows {
        let class = &names.classes[row.class];
        let year = row.year.map(|year| (i32::from(names.first_year) + year as i32).to_string());
        let value = row.value;
        let mut cells: Vec<String> = vec![
            class.name.clone(),
            class.site.soil.name().into(),
            class.site.productivity.name().into(),
            names.nodes[class.node].into(),
            names.regimes[row.regime].into(),
            names.climate.into(),
            year.unwrap_or_default(),
            row.kpi.into(),
            row.unit.into(),
            value.count.to_string(),
        ];
        let numbers = [value.mean, value.sd, value.q05, value.q25, value.q50, value.q75, value.q95, row.mc_error];
        cells.extend(numbers.map(number));
        cells.push(row.holds.name().into());
        file.row(&cells);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::summary::summarise;
    use crate::kpi::define::Holds;
    use crate::kpi::sample::Sample;

    #[test]
    fn a_year_is_a_calendar_year_and_the_period_is_empty() {
        let site = Sample::new().segments[0].site;
        let class = SiteClass { name: "a".into(), node: 0, site, present: 0, segments: vec![0], counted: None };
        let names = Names {
            classes: &[class],
            nodes: vec!["260"],
            regimes: vec!["late"],
            climate: "reference",
            first_year: 2027,
        };
        let value = summarise(&[1.0, 2.0]).expect("finite");
        let row = |year| OutcomeRow {
            class: 0,
            regime: 0,
            year,
            kpi: "F1",
            unit: "t/ha",
            value,
            mc_error: 0.5,
            holds: Holds::Weather,
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("outcomes.csv");
        let mut file = begin(&path);
        add(&mut file, &[row(None), row(Some(3))], &names);
        file.finish().expect("written");
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.contains(
            "a,sand_moist,mid,260,late,reference,,F1,t/ha,2,1.5,0.707107,1.05,1.25,1.5,1.75,1.95,0.5,weather\n"
        ));
        assert!(text.contains(",2030,F1,"));
    }
}
