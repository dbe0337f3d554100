//! How alike random numbers are at two places, by their distance and by what each shares with its surroundings.

use super::distance_km;
use super::extended::season_index;
use super::interpolate::neighbours;
use super::parse::Table;
use super::tables::StationParameters;
use crate::lane::math::{exp, powf};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Quantities drawn at each place: rain or not, amount, the five variables.
pub const QUANTITIES: usize = 7;

const NAMES: [&str; QUANTITIES] =
    ["omega_occurrence", "rho_amount", "rho_tx", "rho_lndtr", "rho_logit_kt", "rho_logit_rh", "rho_sqrt_wind"];

/// Distance over which what is a place's own is still another's, km (calibrated with the tables; of 25, 45, 70, 110 and 160).
const OWN_WITHIN_KM: f64 = 110.0;

/// Correlation of the fields around two places: `(1 - n) e^(-(d/L)^g - x |D|)`, with their distance d, km, and the difference D of their
/// [`exposure`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct DistanceDecay {
    nugget: f64,
    length_km: f64,
    exponent: f64,
    per_exposure: f64,
}

impl DistanceDecay {
    fn correlation(&self, distance_km: f64, exposures_apart: f64) -> f64 {
        let far = powf((distance_km / self.length_km).max(1e-9), self.exponent);
        (1.0 - self.nugget) * exp(-far - self.per_exposure * exposures_apart.abs())
    }
}

/// Share by season and quantity, 0-1.
type Shared = [[f64; QUANTITIES]; 4];

/// A place and what likeness to others hangs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surroundings {
    latitude_deg: f64,
    longitude_deg: f64,
    exposure: f64,
    shared: Shared,
}

impl Surroundings {
    /// Those of a station; a place between stations shares as much as its three nearest, with weights `1/d2`.
    pub fn of(place: &StationParameters) -> Self {
        let station = &place.station;
        let (latitude_deg, longitude_deg) = (station.latitude_deg, station.longitude_deg);
        let shared = match shared_of_stations().get(&station.number) {
            Some(shared) => *shared,
            None => shared_between(latitude_deg, longitude_deg),
        };
        Surroundings { latitude_deg, longitude_deg, exposure: exposure(place), shared }
    }

    /// Correlation of the normal numbers of a quantity at two places: `s t r + sqrt((1 - s2)(1 - t2)) e^(-(d/110)^2)`, where `s` and `t` are
    /// what each shares with the field around it and `r` the correlation of these fields.
    pub fn likeness(&self, other: &Self, season: usize, quantity: usize) -> f64 {
        let distance = distance_km(self.latitude_deg, self.longitude_deg, other.latitude_deg, other.longitude_deg);
        let around = distance_decay(season, quantity).correlation(distance, self.exposure - other.exposure);
        let [s, t] = [self, other].map(|place| place.shared[season][quantity]);
        let near = distance / OWN_WITHIN_KM;
        s * t * around + ((1.0 - s * s) * (1.0 - t * t)).sqrt() * exp(-near * near)
    }
}

/// How open a place lies to the sea: mean logarithm of its daily range of temperature, which is small at the coast.
fn exposure(place: &StationParameters) -> f64 {
    const RANGE: usize = 1;
    place.variables.mean.iter().map(|state| state[RANGE].0[0]).sum::<f64>() / place.variables.mean.len() as f64
}

fn distance_decay(season: usize, quantity: usize) -> &'static DistanceDecay {
    static DECAYS: OnceLock<[[DistanceDecay; QUANTITIES]; 4]> = OnceLock::new();
    &DECAYS.get_or_init(|| {
        let mut decays = [[DistanceDecay::default(); QUANTITIES]; 4];
        let place = |name: &str| NAMES.iter().position(|&known| known == name).expect("the seven quantities only");
        for row in Table::new(include_str!("../climatology_data/wgen_distance_decay.csv")).rows() {
            decays[season_index(row.text("season"))][place(row.text("quantity"))] = DistanceDecay {
                nugget: row.number("nugget"),
                length_km: row.number("length_km"),
                exponent: row.number("exponent"),
                per_exposure: row.number("per_exposure"),
            };
        }
        decays
    })[season][quantity]
}

fn shared_of_stations() -> &'static BTreeMap<u16, Shared> {
    static SHARED: OnceLock<BTreeMap<u16, Shared>> = OnceLock::new();
    SHARED.get_or_init(|| {
        let mut shared: BTreeMap<u16, Shared> = BTreeMap::new();
        for row in Table::new(include_str!("../climatology_data/wgen_shared.csv")).rows() {
            let station = shared.entry(row.number("station") as u16).or_insert([[0.0; QUANTITIES]; 4]);
            station[season_index(row.text("season"))] = NAMES.map(|name| row.number(name));
        }
        shared
    })
}

fn shared_between(latitude_deg: f64, longitude_deg: f64) -> Shared {
    let mut mean = [[0.0; QUANTITIES]; 4];
    for (weight, _, place) in neighbours(latitude_deg, longitude_deg, &[]) {
        let shared = shared_of_stations()[&place.station.number];
        mean.as_flattened_mut().iter_mut().zip(shared.as_flattened()).for_each(|(sum, share)| *sum += weight * share);
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::super::{interpolate, parameters, stations};
    use super::*;

    fn of(number: u16) -> Surroundings {
        Surroundings::of(parameters(number).expect("station"))
    }

    #[test]
    fn likeness_falls_with_distance_and_with_exposure() {
        const HUMIDITY: usize = 5;
        let decay = distance_decay(3, HUMIDITY);
        assert!(decay.correlation(20.0, 0.0) > decay.correlation(60.0, 0.0));
        assert!(decay.correlation(20.0, 0.0) > decay.correlation(20.0, 0.3));
        assert_eq!(decay.correlation(20.0, 0.3), decay.correlation(20.0, -0.3));
        let [inland, island] = [278, 251].map(|number| exposure(parameters(number).expect("station")));
        assert!(inland > island + 0.3, "Heino {inland}, Terschelling {island}");
    }

    #[test]
    fn every_station_shares_a_part_and_places_between_a_mean_of_it() {
        assert_eq!(shared_of_stations().len(), stations().len());
        let shares = shared_of_stations().values().flatten().flatten();
        assert!(shares.clone().all(|share| (0.2..=1.0).contains(share)) && shares.clone().any(|share| *share < 0.9));
        let between = Surroundings::of(&interpolate(52.0, 5.6, None, &[]));
        let all = |season: usize, quantity: usize| shared_of_stations().values().map(move |one| one[season][quantity]);
        for season in 0..4 {
            for quantity in 0..QUANTITIES {
                let (least, most) =
                    (all(season, quantity).fold(1.0, f64::min), all(season, quantity).fold(0.0, f64::max));
                assert!((least..=most).contains(&between.shared[season][quantity]));
            }
        }
    }

    #[test]
    fn a_place_is_wholly_like_itself_and_nearly_like_its_next() {
        for quantity in 0..QUANTITIES {
            let nugget = distance_decay(0, quantity).nugget;
            assert!(of(260).likeness(&of(260), 0, quantity) >= 1.0 - nugget - 1e-3, "a distance of nothing");
            assert!(of(260).likeness(&of(348), 0, quantity) > of(260).likeness(&of(380), 0, quantity));
            assert_eq!(of(260).likeness(&of(380), 0, quantity), of(380).likeness(&of(260), 0, quantity));
        }
    }
}
