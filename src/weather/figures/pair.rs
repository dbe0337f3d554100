//! How alike the years of two places are: what decides whether a dry year strikes a whole network at once.

use super::{Figure, Tolerance, YearSums, correlation, dates, year_sums};
use crate::weather::WeatherSeries;

/// Least years that two series must share.
pub const LEAST_YEARS: usize = 10;

/// Correlations between two places of yearly values, over the whole years that both series have; not a number where these are
/// fewer than [`LEAST_YEARS`].
pub fn pair_figures(first: &WeatherSeries, second: &WeatherSeries) -> Vec<Figure> {
    let [first, second] = [first, second].map(|series| year_sums(series, &dates(series)));
    let shared: Vec<(&YearSums, &YearSums)> =
        first.iter().filter_map(|year| Some((year, second.iter().find(|other| other.year == year.year)?))).collect();
    let of = |name: &str, value: &dyn Fn(&YearSums) -> f64| {
        let (a, b): (Vec<f64>, Vec<f64>) = shared.iter().map(|(a, b)| (value(a), value(b))).unzip();
        let value = if a.len() < LEAST_YEARS { f64::NAN } else { correlation(&a, &b) };
        Figure { name: name.to_owned(), unit: "-", value, tolerance: Tolerance::Within(0.1) }
    };
    vec![
        of("pair_correlation_deficit", &|year| year.deepest_deficit),
        of("pair_correlation_rain_april_september", &|year| year.rain[3..9].iter().sum()),
        of("pair_correlation_temperature_june_august", &|year| year.mean_temperature(5..8)),
        of("pair_correlation_days_rh_min_below_50", &|year| year.dry_minima),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::parameters;
    use crate::weather::generate::Generator;
    use crate::weather::generate::sites::links;

    #[test]
    fn linked_places_share_their_years_and_unlinked_ones_little() {
        let places = [parameters(260).expect("De Bilt"), parameters(348).expect("Cabauw")];
        let linked: Vec<WeatherSeries> = places
            .iter()
            .zip(links(&places))
            .map(|(place, links)| Generator::new(place).linked(links).series(1, 0, 2001, 60))
            .collect();
        let near = pair_figures(&linked[0], &linked[1]);
        assert!(near.iter().all(|figure| (0.5..1.0).contains(&figure.value)), "{near:?}");
        let itself = pair_figures(&linked[0], &linked[0]);
        assert!(itself.iter().all(|figure| (figure.value - 1.0).abs() < 1e-9));
        let alone = Generator::new(places[1]).series(2, 0, 2001, 60);
        assert!(pair_figures(&linked[0], &alone)[0].value.abs() < 0.5);
        let other_years = Generator::new(places[1]).series(2, 0, 2101, 60);
        assert!(pair_figures(&linked[0], &other_years)[0].value.is_nan(), "no year is shared");
    }
}
