//! Properties that hold whatever the numbers: lanes, skipped days, monotone answers.

use jiff::civil::date;
use zeis::fire::drivers::{FireConstants, FireDay, FireWeather, RainRule, fire_day, fire_days};
use zeis::fire::fwi::{Codes, NoonWeather, dead_moisture_pct};
use zeis::fire::residue::{Residue, add_cut, step};
use zeis::fire::{Danger, FireParameters, Fuel, danger};
use zeis::lane::{F32x16, F64x8, Lane};
use zeis::weather::WeatherSeries;

fn summer_noon(wind_km_h: f64, rain_mm: f64) -> NoonWeather {
    NoonWeather { temp_c: 24.0, rh_pct: 45.0, wind_km_h, rain_mm, month: 7, latitude_deg: 52.0 }
}

/// Eight stands, from bare ground to a rough verge.
fn stand(column: usize) -> Fuel<f64> {
    let i = column as f64;
    Fuel {
        green_kg_ha: 130.0 * i * i,
        dead_kg_ha: 640.0 * i,
        litter_kg_ha: if column == 0 { 0.0 } else { 2600.0 - 300.0 * i },
        height_m: 0.13 * i,
        headed: true,
        transpiration_factor: 0.9 - 0.12 * i,
    }
}

fn eight_stands() -> Fuel<F64x8> {
    let row = |value: &dyn Fn(&Fuel<f64>) -> f64| {
        let mut lanes = F64x8::zero();
        for column in 0..8 {
            lanes.set(column, value(&stand(column)));
        }
        lanes
    };
    Fuel {
        green_kg_ha: row(&|s| s.green_kg_ha),
        dead_kg_ha: row(&|s| s.dead_kg_ha),
        litter_kg_ha: row(&|s| s.litter_kg_ha),
        height_m: row(&|s| s.height_m),
        headed: F64x8::zero().lt(F64x8::one()),
        transpiration_factor: row(&|s| s.transpiration_factor),
    }
}

fn values<L: Lane>(d: &Danger<L>) -> [L; 8] {
    [
        d.depth_m,
        d.live_moisture,
        d.residue_kg_m2,
        d.spread_m_min,
        d.intensity_kw_m,
        d.flame_m,
        d.consumed_kg_m2,
        d.susceptibility,
    ]
}

#[test]
fn eight_columns_have_the_bits_of_one() {
    let constants = FireConstants::of(&FireParameters::default());
    let p = &constants.parameters;
    let stands = eight_stands();
    let mut seen = 0;
    for ffmc in [60.0, 82.0, 88.0, 93.0, 99.0] {
        for wind in [0.0, 12.0, 55.0] {
            for rain in [0.0, 1.3, 6.0] {
                let day = fire_day(&summer_noon(wind, rain), Codes::start(ffmc, 20.0, 200.0), 0.0, None, &constants);
                let mut wide = Residue::<F64x8>::thatch(p);
                let mass = stands.green_kg_ha + stands.dead_kg_ha;
                let half = mass * F64x8::splat(0.5);
                add_cut(&mut wide, mass, half, F64x8::splat(2.0), F64x8::splat(1.1));
                for _ in 0..4 {
                    step(&mut wide, &day, p);
                    let all = danger(&stands, &wide, &day, &constants);
                    seen += 1;
                    for column in 0..8 {
                        let own = narrow(&wide, column);
                        let one = danger(&stand(column), &own, &day, &constants);
                        for (a, b) in values(&all).iter().zip(values(&one)) {
                            assert_eq!(a.get(column).to_bits(), b.to_bits());
                            assert!(b.is_finite() && b >= 0.0);
                        }
                    }
                }
            }
        }
    }
    assert_eq!(seen, 180);
}

#[test]
fn single_precision_stays_close() {
    let constants = FireConstants::of(&FireParameters::default());
    let residue = Residue::<f64>::thatch(&constants.parameters);
    let single = Residue::<F32x16>::thatch(&constants.parameters);
    for ffmc in [82.0, 88.0, 93.0, 99.0] {
        let day = fire_day(&summer_noon(14.0, 0.0), Codes::start(ffmc, 20.0, 200.0), 0.0, None, &constants);
        for column in 0..8 {
            let one = stand(column);
            let sixteen = Fuel {
                green_kg_ha: F32x16::splat(one.green_kg_ha),
                dead_kg_ha: F32x16::splat(one.dead_kg_ha),
                litter_kg_ha: F32x16::splat(one.litter_kg_ha),
                height_m: F32x16::splat(one.height_m),
                headed: F32x16::zero().lt(F32x16::one()),
                transpiration_factor: F32x16::splat(one.transpiration_factor),
            };
            let wide = values(&danger(&sixteen, &single, &day, &constants));
            for (a, b) in wide.iter().zip(values(&danger(&one, &residue, &day, &constants))) {
                assert!((a.get(7) - b).abs() <= 1e-4 * b.abs().max(1e-6), "{column} {ffmc}: {} {b}", a.get(7));
            }
        }
    }
}

/// One column of the residue of eight.
fn narrow(wide: &Residue<F64x8>, column: usize) -> Residue<f64> {
    Residue {
        fresh_kg_ha: wide.fresh_kg_ha.get(column),
        moisture: wide.moisture.get(column),
        age_day: wide.age_day.get(column),
        swath_kg_ha: wide.swath_kg_ha.get(column),
        swath_days: wide.swath_days.get(column),
        since_cut_day: wide.since_cut_day.get(column),
    }
}

#[test]
fn residue_of_eight_columns_has_the_bits_of_one() {
    let constants = FireConstants::of(&FireParameters::default());
    let p = &constants.parameters;
    let mut wide = Residue::<F64x8>::thatch(p);
    let mut own = [Residue::<f64>::thatch(p); 8];
    for n in 0..60 {
        let noon = summer_noon(9.0, if n % 7 == 3 { 4.0 } else { 0.0 });
        let day = fire_day(&noon, Codes::start(80.0 + f64::from(n % 13), 20.0, 200.0), 0.0, None, &constants);
        if n % 20 == 5 {
            let mut cut = F64x8::zero();
            for (column, residue) in own.iter_mut().enumerate() {
                let mass = 400.0 * column as f64;
                cut.set(column, mass);
                add_cut(residue, mass, 0.8 * mass, 4.0, 1.3);
            }
            add_cut(&mut wide, cut, cut * F64x8::splat(0.8), F64x8::splat(4.0), F64x8::splat(1.3));
        }
        step(&mut wide, &day, p);
        for (column, residue) in own.iter_mut().enumerate() {
            step(residue, &day, p);
            assert_eq!(narrow(&wide, column), *residue);
        }
    }
}

#[test]
fn days_that_cannot_burn_give_exact_zeros() {
    let constants = FireConstants::of(&FireParameters::default());
    let residue = Residue::thatch(&constants.parameters);
    for (ffmc, rain, snow) in [(75.0, 0.0, 0.0), (90.0, 5.0, 0.0), (90.0, 0.0, 9.0)] {
        let day = fire_day(&summer_noon(20.0, rain), Codes::start(ffmc, 20.0, 200.0), snow, None, &constants);
        assert!(!day.burnable);
        for column in 0..8 {
            assert_eq!(danger(&stand(column), &residue, &day, &constants), Danger::none());
        }
    }
    let day = fire_day(&summer_noon(20.0, 0.0), Codes::start(92.0, 20.0, 200.0), 0.0, None, &constants);
    let bare = danger(&stand(0), &residue, &day, &constants);
    assert_eq!((bare.spread_m_min, bare.flame_m, bare.susceptibility), (0.0, 0.0, 0.0));
}

/// Danger by fine fuel moisture code, which falls as dead moisture rises.
fn by_dryness(fuel: &Fuel<f64>, constants: &FireConstants) -> Vec<(FireDay, Danger<f64>)> {
    let residue = Residue::thatch(&constants.parameters);
    (0..=320)
        .map(|i| {
            let codes = Codes::start(100.0 - 0.1 * f64::from(i), 20.0, 200.0);
            let day = fire_day(&summer_noon(15.0, 0.0), codes, 0.0, None, constants);
            (day, danger(fuel, &residue, &day, constants))
        })
        .collect()
}

#[test]
fn moister_dead_fuel_never_raises_danger() {
    let constants = FireConstants::of(&FireParameters::default());
    for column in 1..8 {
        for pair in by_dryness(&stand(column), &constants).windows(2) {
            let ((dry_day, dry), (wet_day, wet)) = (&pair[0], &pair[1]);
            assert!(dead_moisture_pct(wet_day.codes.ffmc) >= dead_moisture_pct(dry_day.codes.ffmc));
            assert!(wet_day.ignition_probability <= dry_day.ignition_probability);
            assert!(wet.susceptibility <= dry.susceptibility + 1e-15, "{column} {}", wet_day.dead_moisture);
            assert!(wet.spread_m_min <= dry.spread_m_min * (1.0 + 1e-12));
        }
    }
}

#[test]
fn more_wind_and_less_water_never_lower_the_flame() {
    let constants = FireConstants::of(&FireParameters::default());
    let residue = Residue::thatch(&constants.parameters);
    let mut before = 0.0;
    for wind in 0..80 {
        let codes = Codes::start(90.0, 20.0, 200.0);
        let day = fire_day(&summer_noon(f64::from(wind), 0.0), codes, 0.0, None, &constants);
        let today = danger(&stand(5), &residue, &day, &constants);
        assert!(today.flame_m >= before);
        before = today.flame_m;
        let watered = Fuel { transpiration_factor: 1.0, ..stand(5) };
        assert!(danger(&watered, &residue, &day, &constants).flame_m <= today.flame_m);
    }
}

/// Ten days of one weather with rain on the fourth.
fn ten_days() -> WeatherSeries {
    let rain_mm = vec![0.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    WeatherSeries {
        node: "260".into(),
        latitude_deg: 52.1,
        first_day: date(2024, 2, 24),
        tmin_c: vec![10.0; 10],
        tmean_c: vec![16.0; 10],
        tmax_c: vec![22.0; 10],
        radiation_mj_m2: vec![20.0; 10],
        rain_mm,
        rain_trace: vec![false; 10],
        wind_m_s: vec![4.0; 10],
        wind_dir_deg: vec![Some(90.0); 10],
        rh_pct: vec![60.0; 10],
        rh_min_pct: vec![35.0; 10],
        temp12_c: vec![20.0; 10],
        rh12_pct: vec![40.0; 10],
        wind12_m_s: vec![5.0; 10],
        makkink_mm: vec![3.0; 10],
        flags: vec![String::new(); 10],
    }
}

#[test]
fn rain_counts_on_its_day_or_on_the_next() {
    let weather = ten_days();
    let p = FireParameters::default();
    let same = fire_days(&weather, &[], &p, &FireWeather::default());
    let previous =
        fire_days(&weather, &[0.0; 10], &p, &FireWeather { rain: RainRule::PreviousDay, ..FireWeather::default() });
    let rainy = |days: &[FireDay]| days.iter().position(|day| day.rain_mm > 0.0);
    assert_eq!((same.len(), rainy(&same), rainy(&previous)), (10, Some(3), Some(4)));
    assert!(same[2].burnable && !same[3].burnable && previous[3].burnable && !previous[4].burnable);
    assert_eq!((same[0].wind_sector, same[0].wind_km_h), (Some(2), 18.0));
    assert_eq!(same[2].codes, previous[2].codes);
    let first = zeis::fire::fwi::next(
        Codes::default(),
        &NoonWeather { temp_c: 20.0, rh_pct: 40.0, wind_km_h: 18.0, rain_mm: 0.0, month: 2, latitude_deg: 52.1 },
    );
    assert_eq!(same[0].codes, first);
}
