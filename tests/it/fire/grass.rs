//! Grass components of 2025: moisture steps, indices, an hourly season, and what must hold everywhere.

use std::collections::BTreeMap;

use zeis::cli::fire::grass::add_grass;
use zeis::fire::grass2025::radiation::{cos_zenith, estimated_radiation};
use zeis::fire::grass2025::{GrassForm, GrassHour, GrassMoisture, grass_indices, next};

use super::{Columns, published, without};
use crate::shared::external;

const STEP: [&str; 1] = ["mc_next_pct"];
const INDICES: [&str; 9] = [
    "curing_factor",
    "p_sustained_cured",
    "gfmc",
    "ros_matted_m_min",
    "ros_standing_m_min",
    "gsi_matted",
    "gsi_standing",
    "gfwi_matted",
    "gfwi_standing",
];

/// Largest relative difference of the columns that the verb adds from those of a table; zeros must be zero.
fn largest_difference(text: &str, columns: &[&str]) -> f64 {
    let ours = Columns::of(&add_grass("table.csv", &without(text, columns)).expect("a correct table"));
    let theirs = Columns::of(text);
    assert!(theirs.rows.len() > 150);
    let mut worst: f64 = 0.0;
    for row in 0..theirs.rows.len() {
        for column in columns {
            let (a, b) = (ours.number(row, column), theirs.number(row, column));
            if b == 0.0 {
                assert_eq!(a, 0.0, "row {row} {column}");
            } else {
                worst = worst.max(((a - b) / b).abs());
            }
        }
    }
    worst
}

#[test]
fn moisture_steps_and_indices_are_as_published() {
    for (file, columns) in [("fire_grass_moisture_step.csv", STEP.as_slice()), ("fire_grass_indices.csv", &INDICES)] {
        let worst = largest_difference(&published(file), columns);
        println!("{file}: largest relative difference {worst:e}");
        assert!(worst < 1e-6, "{file} {worst:e}");
    }
}

#[test]
fn moisture_steps_and_indices_follow_the_full_tables() {
    let test = "moisture_steps_and_indices_follow_the_full_tables";
    let tables = [("fwi2025_grass_moisture_step.csv", STEP.as_slice()), ("fwi2025_grass_indices.csv", &INDICES)];
    for (file, columns) in tables {
        let Some(path) = external(test, &format!("reference/fire/{file}")) else { return };
        let text = std::fs::read_to_string(path).expect("a file that is there");
        let worst = largest_difference(&text, columns);
        println!("{file}: largest relative difference {worst:e}");
        assert!(worst < 1e-6, "{file} {worst:e}");
    }
}

/// Largest absolute differences of an hourly run, by column: moisture is carried from hour to hour from the start, and
/// radiation is estimated, so that nothing of the run is used but its weather, curing and load.
fn hourly_differences(table: &Columns) -> BTreeMap<&'static str, f64> {
    let mut worst = BTreeMap::new();
    let mut moisture = GrassMoisture::default();
    for row in 0..table.rows.len() {
        let value = |name: &str| table.number(row, name);
        let (month, day, hour) = (value("mon"), value("day"), value("hr"));
        let days_before = [0.0, 31.0, 59.0, 90.0, 120.0, 151.0, 181.0, 212.0, 243.0, 273.0, 304.0, 334.0];
        let day_of_year = days_before[month as usize - 1] + day;
        let sun = cos_zenith(value("lat"), value("long"), day_of_year, hour - value("timezone"));
        let weather = GrassHour {
            temp_c: value("temp"),
            rh_pct: value("rh"),
            wind_km_h: value("ws"),
            rain_mm: value("prec"),
            solar_kw_m2: estimated_radiation(sun, value("temp"), value("rh")),
        };
        moisture = next(moisture, &weather, value("grass_fuel_load"), 1.0);
        // the run stands its grass up on the first of July
        let form = if month < 7.0 { GrassForm::Matted } else { GrassForm::Standing };
        let load = value("grass_fuel_load");
        let indices = grass_indices(moisture.of(form), value("percent_cured"), weather.wind_km_h, load, form);
        let ours = [
            ("solrad", weather.solar_kw_m2),
            ("mcgfmc_matted", moisture.matted_pct),
            ("mcgfmc_standing", moisture.standing_pct),
            ("gfmc", indices.gfmc),
            ("gsi", indices.gsi),
            ("gfwi", indices.gfwi),
        ];
        for (name, a) in ours {
            let largest = worst.entry(name).or_insert(0.0_f64);
            *largest = largest.max((a - value(name)).abs());
        }
    }
    worst
}

#[test]
fn a_season_of_hours_follows_the_run_of_2007() {
    let test = "a_season_of_hours_follows_the_run_of_2007";
    let Some(path) = external(test, "reference/fire/fwi2025_prf2007_hourly.csv") else { return };
    let table = Columns::read(&path);
    let worst = hourly_differences(&table);
    println!("{} hours at Petawawa: {worst:?}", table.rows.len());
    assert!(worst.values().all(|&difference| difference < 1e-4), "{worst:?}");
}

#[test]
fn the_first_hours_of_the_run_of_2007_are_followed() {
    // 10 May at Petawawa, curing 84.4 %
    let table = Columns::of(
        "lat,long,timezone,mon,day,hr,temp,rh,ws,prec,grass_fuel_load,percent_cured,solrad,mcgfmc_matted,\
         mcgfmc_standing,gfmc,gsi,gfwi\n\
         45.996,-77.427,-4,5,10,8,14.78,94.9,2.7324,0,0.35,84.4,0.0586,20.5278,22.2388,79.9891,0,0\n\
         45.996,-77.427,-4,5,10,9,17.44,79.11,3.6663,0,0.35,84.4,0.2937,18.1412,22.0928,81.817,0.8514,3.2216\n\
         45.996,-77.427,-4,5,10,10,21.21,62.95,4.359,0,0.35,84.4,0.539,12.7284,19.4418,85.9941,3.9279,13.0239\n",
    );
    let worst = hourly_differences(&table);
    assert!(worst.values().all(|&difference| difference < 1e-4), "{worst:?}");
}

#[test]
fn wetter_grass_is_never_more_dangerous() {
    for form in [GrassForm::Matted, GrassForm::Standing] {
        for wind in [0.0, 4.9, 5.0, 9.4, 9.5, 10.0, 60.0] {
            let mut before = grass_indices(0.0, 90.0, wind, 0.35, form);
            for step in 1..=300 {
                let now = grass_indices(0.1 * f64::from(step), 90.0, wind, 0.35, form);
                assert!(now.gfmc <= before.gfmc && now.spread_m_min <= before.spread_m_min + 1e-12, "{wind} {step}");
                before = now;
            }
            assert_eq!(before.spread_m_min, 0.0);
        }
    }
}

#[test]
fn more_curing_and_rain_push_as_they_should() {
    let mut before = grass_indices(7.0, 0.0, 18.0, 0.35, GrassForm::Standing);
    for cured in 1..=100 {
        let now = grass_indices(7.0, f64::from(cured), 18.0, 0.35, GrassForm::Standing);
        assert!(now.gfmc >= before.gfmc && now.spread_m_min >= before.spread_m_min, "{cured}");
        assert!((0.0..=101.0).contains(&now.gfmc));
        before = now;
    }
    let mut wettest = 0.0;
    for step in 0..100 {
        let hour =
            GrassHour { temp_c: 18.0, rh_pct: 70.0, wind_km_h: 10.0, rain_mm: 0.1 * f64::from(step), solar_kw_m2: 0.1 };
        let moisture = next(GrassMoisture::default(), &hour, 0.35, 1.0).matted_pct;
        assert!(moisture >= wettest && moisture <= 250.0, "{step}");
        wettest = moisture;
    }
}
