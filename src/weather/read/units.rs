//! Units of generic columns, told from name and range.

use super::Column;
use super::aliases::{Target, bare};

/// How file values become values of the crate: `factor value + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Conversion {
    pub(super) factor: f64,
    pub(super) offset: f64,
    /// Unit the values were taken to be in; empty if none was converted.
    pub(super) unit: &'static str,
}

impl Conversion {
    /// Values are taken as they are.
    pub(super) const NONE: Conversion = Conversion { factor: 1.0, offset: 0.0, unit: "" };

    pub(super) fn apply(self, value: f64) -> f64 {
        self.factor * value + self.offset
    }
}

const fn times(factor: f64, unit: &'static str) -> Conversion {
    Conversion { factor, offset: 0.0, unit }
}

/// Whether a name carries its unit (`_c`, `_mm`, ...): such columns are never converted.
pub(super) fn names_its_unit(name: &str) -> bool {
    bare(name).contains('_')
}

/// Conversion of a column by its name and values.
pub(super) fn conversion(name: &str, target: Target, mut values: Vec<f64>) -> Conversion {
    let name = bare(name);
    if values.is_empty() || names_its_unit(&name) {
        return Conversion::NONE;
    }
    let half = values.len() / 2;
    let (_, &mut middle, above) = values.select_nth_unstable_by(half, f64::total_cmp);
    let most = above.iter().copied().max_by(f64::total_cmp).unwrap_or(middle);
    match target {
        Target::Value(Column::Tmin | Column::Tmean | Column::Tmax | Column::Temp12) | Target::DewPoint
            if middle > 150.0 =>
        {
            Conversion { factor: 1.0, offset: -273.15, unit: "K" }
        }
        Target::Value(Column::Rain) if name == "pr" && most > 0.0 && most < 0.01 => times(86_400.0, "kg m-2 s-1"),
        Target::Value(Column::Rain) if name == "tp" && most > 0.0 && most < 0.5 => times(1_000.0, "m"),
        Target::Value(Column::Radiation) if most > 100_000.0 => times(1e-6, "J/m2"),
        Target::Value(Column::Radiation) if most > 45.0 && most <= 500.0 => times(0.0864, "W/m2"),
        _ => Conversion::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_climate_models_are_recognised() {
        let rain = Target::Value(Column::Rain);
        assert_eq!(conversion("pr", rain, vec![0.0, 1e-4]).unit, "kg m-2 s-1");
        assert_eq!(conversion("pr", rain, vec![0.0, 12.0]), Conversion::NONE);
        assert_eq!(conversion("tp", rain, vec![0.0, 0.012]).apply(0.012), 12.0);
        let radiation = Target::Value(Column::Radiation);
        assert_eq!(conversion("ssrd", radiation, vec![2e7]).apply(2e7), 20.0);
        assert_eq!(conversion("rsds", radiation, vec![20.0, 300.0]).unit, "W/m2");
        assert_eq!(conversion("radiation_mj_m2", radiation, vec![300.0]), Conversion::NONE);
        let kelvin = conversion("tas", Target::Value(Column::Tmean), vec![283.15]);
        assert!((kelvin.apply(283.15) - 10.0).abs() < 1e-9);
    }
}
