//! Columns that the user names on the command line: `NAME=COLUMN`, with a unit or a factor and an offset behind it.

use crate::error::{Problem, Problems};
use crate::weather::read::{Column, ColumnMapping};

/// Units with their factor and offset to the units of the crate.
const UNITS: [(&str, f64, f64); 8] = [
    ("K", 1.0, -273.15),
    ("0.1C", 0.1, 0.0),
    ("kgm-2s-1", 86_400.0, 0.0),
    ("m", 1000.0, 0.0),
    ("0.1mm", 0.1, 0.0),
    ("W/m2", 0.0864, 0.0),
    ("J/m2", 1e-6, 0.0),
    ("J/cm2", 0.01, 0.0),
];

/// Mappings from texts such as `T_air=tmean_c`, `tas=tmean_c,K`, `P=rain_mm,0.1` or `X=rh_pct,1,-2`.
pub(super) fn mappings(texts: &[String]) -> Result<Vec<ColumnMapping>, Problems> {
    let mut problems = Problems::none();
    let mut list = Vec::new();
    for text in texts {
        let Some(mapping) = mapping(text) else {
            let columns: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
            let units: Vec<&str> = UNITS.iter().map(|unit| unit.0).collect();
            let hint = format!(
                "NAME=COLUMN, NAME=COLUMN,UNIT or NAME=COLUMN,FACTOR,OFFSET; columns: {}; units: {}",
                columns.join(" "),
                units.join(" ")
            );
            problems.push(Problem::new("W346", "--column", format!("{text:?} is no column")).hint(hint));
            continue;
        };
        list.push(mapping);
    }
    problems.unless_any(list)
}

fn mapping(text: &str) -> Option<ColumnMapping> {
    let (name, rest) = text.split_once('=')?;
    let mut parts = rest.split(',').map(str::trim);
    let wanted = parts.next()?;
    let column = Column::ALL.into_iter().find(|column| column.name() == wanted)?;
    let (factor, offset) = match (parts.next(), parts.next()) {
        (None, _) => (1.0, 0.0),
        (Some(part), None) => match UNITS.iter().find(|unit| unit.0 == part.replace(' ', "")) {
            Some(&(_, factor, offset)) => (factor, offset),
            None => (part.parse().ok()?, 0.0),
        },
        (Some(factor), Some(offset)) => (factor.parse().ok()?, offset.parse().ok()?),
    };
    let usable = f64::is_finite(factor) && f64::is_finite(offset) && factor != 0.0 && parts.next().is_none();
    usable.then(|| ColumnMapping { name: name.trim().to_owned(), column, factor, offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_factors_and_offsets_are_read() {
        let texts = ["a=tmean_c", "b = tmax_c,K", "c=rain_mm,kg m-2 s-1", "d=rh_pct,1,-2"].map(str::to_owned);
        let list = mappings(&texts).expect("columns");
        let numbers: Vec<(f64, f64)> = list.iter().map(|mapping| (mapping.factor, mapping.offset)).collect();
        assert_eq!(numbers, [(1.0, 0.0), (1.0, -273.15), (86_400.0, 0.0), (1.0, -2.0)]);
        assert_eq!((list[1].name.as_str(), list[1].column), ("b", Column::Tmax));
        let wrong = ["a", "a=warmth", "a=tmax_c,F", "a=tmax_c,0", "a=tmax_c,1,2,3"].map(str::to_owned);
        assert_eq!(mappings(&wrong).expect_err("wrong").0.len(), 5);
    }
}
