//! Stations left out and made again from their neighbours.

use zeis::weather::climatology::{interpolate, normals, parameters};
use zeis::weather::figures::{Figure, figures};
use zeis::weather::generate::{Generator, generate};

fn value(list: &[Figure], name: &str) -> f64 {
    list.iter().find(|figure| figure.name == name).expect("a figure").value
}

/// Inland stations with neighbours around them; the coast has none on one side.
#[test]
fn a_station_comes_back_from_its_neighbours() {
    for number in [260, 278, 356, 269] {
        let own = parameters(number).expect("station");
        let station = &own.station;
        let without = [number];
        let made = interpolate(station.latitude_deg, station.longitude_deg, Some(station.altitude_m), &without);
        assert_eq!(made.station.number, 0);
        // The same random numbers, so that the climates alone differ.
        let made = zeis::weather::climatology::StationParameters { station: own.station.clone(), ..made };
        let (made, real) =
            (figures(&Generator::new(&made).series(5, 0, 2001, 200), false), generate(own, 5, 0, 2001, 200));
        let real = figures(&real, false);
        assert!(normals(number).is_some());
        for month in 1..=12 {
            let close = |name: &str, limit: f64| {
                let name = format!("{name}_{month:02}");
                let (made, real) = (value(&made, &name), value(&real, &name));
                assert!((made - real).abs() < limit, "{number} {name}: {made:.2} from neighbours, {real:.2} its own");
            };
            close("tx_mean", 0.7);
            close("tn_mean", 0.9);
            close("radiation_mean", 0.9);
            close("wet_days", 2.0);
            close("rain", 15.0);
        }
        let deficit = value(&made, "deficit") / value(&real, "deficit");
        assert!((0.85..1.15).contains(&deficit), "{number}: deficit {deficit}");
    }
}
