//! Parameters of the weather generator at a station.

use super::embedded::{Row, Table};
use super::{Station, station, stations};
use std::sync::OnceLock;

/// The transformed variables, in the order of every matrix: maximum temperature; logarithm of the daily range; logit of
/// the clearness of the sky; logit of relative humidity; square root of wind speed.
pub const VARIABLES: [&str; 5] = ["tx", "lndtr", "logit_kt", "logit_rh", "sqrt_wind"];

/// Rain in one calendar month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RainMonth {
    /// Probability that a day after a dry day is wet.
    pub wet_after_dry: f64,
    /// Probability that a day after a wet day is wet.
    pub wet_after_wet: f64,
    /// Probability that an amount is of the first exponential component.
    pub first_share: f64,
    /// Mean of the first component of the amount above 0.25 mm, mm.
    pub first_mean_mm: f64,
    /// Mean of the second component of the amount above 0.25 mm, mm.
    pub second_mean_mm: f64,
}

/// A course over the year: `a0 + sum over k of a[k] cos(k w) + b[k] sin(k w)` with `w = 2 pi d / 365.25`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Harmonics {
    /// Mean of the year.
    pub a0: f64,
    /// Cosine coefficients of the harmonics 1-3.
    pub a: [f64; 3],
    /// Sine coefficients of the harmonics 1-3.
    pub b: [f64; 3],
}

impl Harmonics {
    /// The value at day of year `day` (1-365; 59.5 for 29 February).
    pub fn at(&self, day: f64) -> f64 {
        self.with_waves(&waves(day))
    }

    /// The value where the cosines and sines of the three harmonics are known.
    pub(in crate::weather) fn with_waves(&self, waves: &[(f64, f64); 3]) -> f64 {
        (0..3).fold(self.a0, |sum, k| sum + self.a[k] * waves[k].0 + self.b[k] * waves[k].1)
    }
}

/// Cosine and sine of the three harmonics at a day of the year.
pub(in crate::weather) fn waves(day: f64) -> [(f64, f64); 3] {
    let w = std::f64::consts::TAU * day / 365.25;
    [1.0, 2.0, 3.0].map(|k| (libm::cos(k * w), libm::sin(k * w)))
}

/// Mean and standard deviation of a transformed variable on days of one rain state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StateMoments {
    /// Mean.
    pub mean: Harmonics,
    /// Standard deviation.
    pub sd: Harmonics,
}

/// What the generator needs to know of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct StationParameters {
    /// Station number; part of the key of the random streams.
    pub number: u32,
    /// Latitude, degrees north.
    pub latitude_deg: f64,
    /// Rain, January to December.
    pub rain: Box<[RainMonth; 12]>,
    /// Moments of the transformed variables on dry (0) and wet (1) days.
    pub states: Box<[[StateMoments; 5]; 2]>,
    /// Weights of yesterday's residuals in today's.
    pub persistence: Box<[[f64; 5]; 5]>,
    /// Lower triangle that gives the innovations their covariance.
    pub innovation: Box<[[f64; 5]; 5]>,
}

impl StationParameters {
    /// Parameters of a station of the embedded list.
    pub fn of(number: u32) -> Option<Self> {
        static ALL: OnceLock<Vec<StationParameters>> = OnceLock::new();
        ALL.get_or_init(read_all).iter().find(|parameters| parameters.number == number).cloned()
    }

    /// The station, when the parameters are those of one in the embedded list.
    pub fn station(&self) -> Option<&'static Station> {
        station(self.number)
    }
}

fn read_all() -> Vec<StationParameters> {
    let mut all: Vec<StationParameters> = stations()
        .iter()
        .map(|station| StationParameters {
            number: station.number,
            latitude_deg: station.latitude_deg,
            rain: Box::default(),
            states: Box::default(),
            persistence: Box::default(),
            innovation: Box::default(),
        })
        .collect();
    each_row(&mut all, include_str!("../climatology_data/wgen_rain_monthly.csv"), |parameters, row| {
        parameters.rain[row.month("month")] = RainMonth {
            wet_after_dry: row.number("p01"),
            wet_after_wet: row.number("p11"),
            first_share: row.number("mix_alpha"),
            first_mean_mm: row.number("mix_mean1_mm"),
            second_mean_mm: row.number("mix_mean2_mm"),
        };
    });
    each_row(&mut all, include_str!("../climatology_data/wgen_harmonics.csv"), |parameters, row| {
        let state = usize::from(row.text("state") == "wet");
        let moments = &mut parameters.states[state][variable(row.text("variable"))];
        let course = if row.text("moment") == "mean" { &mut moments.mean } else { &mut moments.sd };
        course.a0 = row.number("a0");
        course.a = ["a1", "a2", "a3"].map(|column| row.number(column));
        course.b = ["b1", "b2", "b3"].map(|column| row.number(column));
    });
    each_row(&mut all, include_str!("../climatology_data/wgen_residual_matrices.csv"), |parameters, row| {
        let matrix = match row.text("matrix") {
            "A" => &mut parameters.persistence,
            "B" => &mut parameters.innovation,
            _ => return,
        };
        matrix[variable(row.text("row"))] = VARIABLES.map(|column| row.number(column));
    });
    all
}

fn each_row(all: &mut [StationParameters], text: &'static str, mut take: impl FnMut(&mut StationParameters, Row<'_>)) {
    for row in Table::new(text).rows() {
        let number = row.whole("stn");
        if let Some(parameters) = all.iter_mut().find(|parameters| parameters.number == number) {
            take(parameters, row);
        }
    }
}

fn variable(name: &str) -> usize {
    VARIABLES.iter().position(|&known| known == name).expect("embedded tables name the five variables")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_every_station_are_complete_and_usable() {
        for station in stations() {
            let parameters = StationParameters::of(station.number).expect("a station of the list");
            for rain in parameters.rain.iter() {
                assert!(rain.wet_after_dry > 0.05 && rain.wet_after_dry < rain.wet_after_wet);
                assert!(rain.wet_after_wet < 0.97 && rain.second_mean_mm > 0.5);
                assert!((0.0..=1.0).contains(&rain.first_share) && rain.first_mean_mm >= 0.0);
            }
            for moments in parameters.states.iter().flatten() {
                let smallest = (1..=365).map(|day| moments.sd.at(f64::from(day))).fold(f64::MAX, f64::min);
                assert!(smallest > 0.05, "{}: {smallest}", station.number);
            }
            assert!((0..5).all(|i| parameters.innovation[i][i] > 0.3 && parameters.persistence[i][i] > 0.1));
        }
        assert_eq!(StationParameters::of(1), None);
    }

    #[test]
    fn a_course_passes_its_coefficients() {
        let course = Harmonics { a0: 1.0, a: [2.0, 0.0, 0.0], b: [0.0; 3] };
        assert!((course.at(365.25) - 3.0).abs() < 1e-12);
        assert!((course.at(365.25 / 2.0) + 1.0).abs() < 1e-12);
    }
}
