//! Tables of the extended generator: per station and season, and pooled over stations.

use super::parse::Table;
use super::tables::{Harmonics, StationParameters, VARIABLES, station_number, variable_index};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Probabilities of the residual quantiles, %.
pub const QUANTILE_PCT: [f64; QUANTILES] = [
    0.05, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 85.0, 90.0, 95.0, 98.0, 99.0,
    99.5, 99.8, 99.95,
];
/// Number of residual quantiles.
pub const QUANTILES: usize = 23;
/// Seasons in the order of the tables: winter (December-February), spring, summer, autumn.
pub const SEASONS: [&str; 4] = ["DJF", "MAM", "JJA", "SON"];
/// States of a day: wet, dry for up to three days, dry for longer.
pub const STATES: [&str; 3] = ["wet", "dry_1_3", "dry_4plus"];

/// The five variables of the extended generator at a place; order of variables as in [`StationParameters`].
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonalVariables {
    /// Mean over the year by state of the day: `mean[state][variable]`; four harmonics.
    pub mean: [[Harmonics; 5]; 3],
    /// Standard deviation likewise; two harmonics.
    pub spread: [[Harmonics; 5]; 3],
    /// Correlation of normal scores of the same day per season: `same_day[season][row][column]` (M0).
    pub same_day: [[[f64; 5]; 5]; 4],
    /// Correlation of today (row) with yesterday (column) per season (M1).
    pub day_after: [[[f64; 5]; 5]; 4],
    /// Residuals at [`QUANTILE_PCT`]: `quantiles[season][variable]`.
    pub quantiles: [[[f64; QUANTILES]; 5]; 4],
}

impl Default for SeasonalVariables {
    fn default() -> Self {
        SeasonalVariables {
            mean: [[Harmonics::default(); 5]; 3],
            spread: [[Harmonics::default(); 5]; 3],
            same_day: [[[0.0; 5]; 5]; 4],
            day_after: [[[0.0; 5]; 5]; 4],
            quantiles: [[[0.0; QUANTILES]; 5]; 4],
        }
    }
}

/// What all places share in the extended generator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// Factor on the probability of a wet day after a dry run of 1, 2, 3-4, 5-8, 9 and more days, per season.
    pub after_dry: [[f64; 5]; 4],
    /// Factor on the probability of a wet day after a wet run of 1, 2-3, 4 and more days, per season.
    pub after_wet: [[f64; 3]; 4],
    /// Covariance of the slow effects per season: five variables in normal-score units, then wet in logit units.
    pub slow: [[[f64; 6]; 6]; 4],
}

/// Tables that all places share.
pub fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(read_shared)
}

pub(super) fn season_index(name: &str) -> usize {
    SEASONS.iter().position(|&season| season == name).expect("the embedded tables name the four seasons only")
}

fn slow_index(name: &str) -> usize {
    if name == "wet" { 5 } else { variable_index(name) }
}

fn read_shared() -> Shared {
    let mut shared = Shared::default();
    for row in Table::new(include_str!("../climatology_data/wgen_run_length_factors.csv")).rows() {
        let season = season_index(row.text("season"));
        let classes: &mut [f64] =
            if row.text("previous") == "dry" { &mut shared.after_dry[season] } else { &mut shared.after_wet[season] };
        let names: &[&str] = if classes.len() == 5 { &["1", "2", "3-4", "5-8", "9+"] } else { &["1", "2-3", "4+"] };
        let class = names.iter().position(|&name| name == row.text("run_class"));
        classes[class.expect("the embedded table has the classes of its reader")] = row.number("factor");
    }
    let mut variance = [[0.0; 6]; 4];
    for row in Table::new(include_str!("../climatology_data/wgen_slow_layer.csv")).rows() {
        variance[season_index(row.text("season"))][slow_index(row.text("variable"))] = row.number("weight_slow");
    }
    for row in Table::new(include_str!("../climatology_data/wgen_slow_layer_correlation.csv")).rows() {
        let (season, i) = (season_index(row.text("season")), slow_index(row.text("row")));
        for (j, name) in VARIABLES.iter().chain(&["wet"]).enumerate() {
            shared.slow[season][i][j] = (variance[season][i] * variance[season][j]).sqrt() * row.number(name);
        }
    }
    shared
}

pub(super) fn read(by_station: &mut BTreeMap<u16, StationParameters>) {
    for row in Table::new(include_str!("../climatology_data/wgen_harmonics3.csv")).rows() {
        let Some(parameters) = by_station.get_mut(&station_number(&row)) else { continue };
        let variables = &mut parameters.variables;
        let moments = if row.text("moment") == "mean" { &mut variables.mean } else { &mut variables.spread };
        let state = STATES.iter().position(|&state| state == row.text("state"));
        let state = state.expect("the embedded table names the three states only");
        moments[state][variable_index(row.text("variable"))] =
            Harmonics(["a0", "a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4"].map(|name| row.number(name)));
    }
    for row in Table::new(include_str!("../climatology_data/wgen_residual_matrices_seasonal.csv")).rows() {
        let Some(parameters) = by_station.get_mut(&station_number(&row)) else { continue };
        let variables = &mut parameters.variables;
        let matrices = if row.text("matrix") == "M0" { &mut variables.same_day } else { &mut variables.day_after };
        matrices[season_index(row.text("season"))][variable_index(row.text("row"))] =
            VARIABLES.map(|name| row.number(name));
    }
    let names = QUANTILE_PCT.map(|pct| format!("q{pct}"));
    for row in Table::new(include_str!("../climatology_data/wgen_residual_quantiles.csv")).rows() {
        let Some(parameters) = by_station.get_mut(&station_number(&row)) else { continue };
        let quantiles = &mut parameters.variables.quantiles[season_index(row.text("season"))];
        quantiles[variable_index(row.text("variable"))] = std::array::from_fn(|i| row.number(&names[i]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::parameters;
    use super::*;

    #[test]
    fn values_of_the_first_station_are_read_from_the_right_places() {
        let variables = &parameters(235).expect("De Kooy").variables;
        assert_eq!(variables.mean[0][0].0[8], 0.36028);
        assert_eq!(variables.spread[0][0].0[..5], [2.56102, -0.19571, 0.31300, 0.06782, -0.25874]);
        assert_eq!(variables.same_day[0][2][1], 0.2644);
        assert_eq!(variables.quantiles[0][2][22], 5.241);
        assert_eq!(shared().after_dry[2], [1.3315, 1.1012, 0.8813, 0.7489, 0.6407]);
        assert!((shared().slow[0][0][0] - 0.36).abs() < 1e-12);
        assert!((shared().slow[0][0][5] - 0.261 * (0.36_f64 * 0.0463).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn quantiles_rise_and_correlations_are_those_of_a_correlation_matrix() {
        for station in super::super::stations() {
            let variables = &parameters(station.number).expect("parameters").variables;
            for season in 0..4 {
                for variable in 0..5 {
                    let quantiles = &variables.quantiles[season][variable];
                    assert!(quantiles.windows(2).all(|pair| pair[0] <= pair[1]), "{} {season}", station.number);
                    assert_eq!(variables.same_day[season][variable][variable], 1.0);
                }
            }
        }
    }
}
