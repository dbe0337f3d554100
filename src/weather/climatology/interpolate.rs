//! The climate of a point between stations.
//!
//! Parameters, not series, are averaged over the three nearest stations with weights 1/d2: probabilities of wet days, mean
//! amounts, means and spreads of the variables. The shape of amounts, correlations and quantiles of residuals are those of the nearest
//! station, as averages would blunt them. Temperature falls 0.0065 degrees per metre above the weighted height of the stations.
//!
//! Left out and made again from its neighbours, a station comes back within 0.9 degrees (minimum), 0.9 MJ, 2 wet days and 15 mm in every month
//! (tests/it/generator/interpolation.rs).

use super::tables::{Harmonics, RainMonth, Station, StationParameters};
use super::{distance_km, parameters, stations};

/// Stations that make a point.
const NEIGHBOURS: usize = 3;
/// A point this near to a station is the station, km.
const SAME_PLACE_KM: f64 = 1.0;
/// Fall of temperature with height, degrees C per m.
const LAPSE_C_PER_M: f64 = 0.0065;

/// The stations nearest to a point, nearest first: weight `1/d2` (together 1), distance, km, and climate; those in `without` are passed
/// over.
pub(super) fn neighbours(
    latitude_deg: f64,
    longitude_deg: f64,
    without: &[u16],
) -> Vec<(f64, f64, &'static StationParameters)> {
    let away =
        |station: &Station| distance_km(latitude_deg, longitude_deg, station.latitude_deg, station.longitude_deg);
    let mut near: Vec<(f64, &StationParameters)> = stations()
        .iter()
        .filter(|station| !without.contains(&station.number))
        .filter_map(|station| Some((away(station), parameters(station.number)?)))
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(NEIGHBOURS);
    let raw = |distance_km: f64| 1.0 / (distance_km * distance_km).max(1e-6);
    let total: f64 = near.iter().map(|&(distance, _)| raw(distance)).sum();
    near.into_iter().map(|(distance, place)| (raw(distance) / total, distance, place)).collect()
}

/// The climate of a point, degrees north and east; without a height that of its stations. Stations in `without` are passed over.
///
/// ```
/// let climate = zeis::weather::climatology::interpolate(52.03, 5.60, None, &[]);
/// assert_eq!(climate.station.node_name(), "52.0300N 5.6000E");
/// ```
pub fn interpolate(
    latitude_deg: f64,
    longitude_deg: f64,
    altitude_m: Option<f64>,
    without: &[u16],
) -> StationParameters {
    let near = neighbours(latitude_deg, longitude_deg, without);
    let (_, distance, nearest) = near[0];
    if distance < SAME_PLACE_KM && altitude_m.is_none() {
        return nearest.clone();
    }
    let mean = |of: &dyn Fn(&StationParameters) -> f64| near.iter().map(|(w, _, place)| w * of(place)).sum::<f64>();
    let height = mean(&|place| place.station.altitude_m);
    let mut point = nearest.clone();
    point.station = Station {
        number: 0,
        name: format!("{latitude_deg:.4}N {longitude_deg:.4}E"),
        latitude_deg,
        longitude_deg,
        altitude_m: altitude_m.unwrap_or(height),
        x_rd_m: mean(&|place| place.station.x_rd_m),
        y_rd_m: mean(&|place| place.station.y_rd_m),
    };
    point.basic = None;
    for m in 0..12 {
        let amount =
            |rain: &RainMonth| rain.share_first * rain.mean_first_mm + (1.0 - rain.share_first) * rain.mean_second_mm;
        let scale = mean(&|place| amount(&place.rain[m])) / amount(&nearest.rain[m]);
        point.rain[m] = RainMonth {
            wet_after_dry: mean(&|place| place.rain[m].wet_after_dry),
            wet_after_wet: mean(&|place| place.rain[m].wet_after_wet),
            share_first: nearest.rain[m].share_first,
            mean_first_mm: nearest.rain[m].mean_first_mm * scale,
            mean_second_mm: nearest.rain[m].mean_second_mm * scale,
        };
    }
    let cooler = LAPSE_C_PER_M * (point.station.altitude_m - height);
    for state in 0..3 {
        for variable in 0..5 {
            let harmonics = |of: &dyn Fn(&StationParameters) -> Harmonics| {
                Harmonics(std::array::from_fn(|k| mean(&|place| of(place).0[k])))
            };
            point.variables.mean[state][variable] = harmonics(&|place| place.variables.mean[state][variable]);
            point.variables.spread[state][variable] = harmonics(&|place| place.variables.spread[state][variable]);
        }
        point.variables.mean[state][0].0[0] -= cooler;
    }
    point
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_station_is_itself_and_a_point_lies_between() {
        let de_bilt = parameters(260).expect("De Bilt");
        let at = &de_bilt.station;
        assert_eq!(&interpolate(at.latitude_deg, at.longitude_deg, None, &[]), de_bilt);
        let point = interpolate(52.03, 5.60, None, &[]);
        let july = |place: &StationParameters| place.rain[6].wet_after_dry;
        let around = [260, 275, 356].map(|number| july(parameters(number).expect("station")));
        let (low, high) = around.iter().fold((1.0_f64, 0.0_f64), |(a, b), &x| (a.min(x), b.max(x)));
        assert!((low..=high).contains(&july(&point)));
        assert!(point.basic.is_none() && point.station.number == 0);
        let higher = interpolate(52.03, 5.60, Some(point.station.altitude_m + 100.0), &[]);
        assert!((point.variables.mean[0][0].0[0] - higher.variables.mean[0][0].0[0] - 0.65).abs() < 1e-9);
    }
}
