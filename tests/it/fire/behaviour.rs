//! Spread of table beds and ignition, against the library firelab/behave.

use zeis::cli::fire::add_fire_behaviour;
use zeis::fire::ignition::{fuel_temperature, ignition_probability};

use super::{Columns, published, without};
use crate::shared::external;

const BEHAVIOUR: [&str; 10] = [
    "midflame_wind_m_s",
    "sigma_per_m",
    "bulk_density_kg_m3",
    "packing_ratio",
    "rel_packing_ratio",
    "reaction_intensity_kw_m2",
    "ros_m_min",
    "heat_per_area_kj_m2",
    "fireline_intensity_kw_m",
    "flame_length_m",
];

/// The columns that are zero where nothing burns.
const RESULTS: [&str; 5] =
    ["reaction_intensity_kw_m2", "ros_m_min", "heat_per_area_kj_m2", "fireline_intensity_kw_m", "flame_length_m"];

/// Compares a grid of fire behaviour with the verb, row by row; gives the largest relative difference.
fn largest_difference_of_behaviour(text: &str) -> f64 {
    let input = without(text, &BEHAVIOUR);
    let ours = Columns::of(&add_fire_behaviour("grid.csv", &input).expect("a correct table"));
    let theirs = Columns::of(text);
    assert_eq!(ours.rows.len(), theirs.rows.len());
    let mut worst: f64 = 0.0;
    for row in 0..theirs.rows.len() {
        for column in BEHAVIOUR {
            let (a, b) = (ours.number(row, column), theirs.number(row, column));
            if b == 0.0 {
                assert_eq!(a, 0.0, "row {row} {column}");
            } else if theirs.number(row, "ros_m_min") == 0.0 || theirs.number(row, "ros_m_min") > 1e-6 {
                worst = worst.max(((a - b) / b).abs());
            } else {
                // at extinction the peer is left with 1e-16 of rounding, where we give zero
                let bed_column = !RESULTS.contains(&column);
                assert!(a == 0.0 || bed_column && ((a - b) / b).abs() < 1e-6, "row {row} {column}: {a} {b}");
            }
        }
    }
    worst
}

#[test]
fn spread_follows_a_sample_of_the_grid() {
    let worst = largest_difference_of_behaviour(&published("fire_rothermel_grid.csv"));
    println!("sample of the grid: largest relative difference {worst:e}");
    assert!(worst < 1e-6, "{worst:e}");
}

#[test]
fn spread_follows_the_whole_grid() {
    let Some(path) = external("spread_follows_the_whole_grid", "reference/fire/rothermel_grid.csv") else { return };
    let worst = largest_difference_of_behaviour(&std::fs::read_to_string(path).expect("a file that is there"));
    println!("whole grid: largest relative difference {worst:e}");
    assert!(worst < 1e-6, "{worst:e}");
}

#[test]
fn spread_is_that_worked_out() {
    let table = "model,dead_moisture_pct,live_herb_moisture_pct,wind10m_km_h,slope_deg\n\
                 GR2,6,60,20,0\nGR4,8,90,15,10\nGR1,15,30,10,0\n";
    let out = Columns::of(&add_fire_behaviour("worked.csv", table).expect("a correct table"));
    let expected = [[8.304539, 381.0759, 1.19243], [3.833682, 155.2553, 0.7889492], [0.0, 0.0, 0.0]];
    for (row, values) in expected.iter().enumerate() {
        for (column, value) in ["ros_m_min", "fireline_intensity_kw_m", "flame_length_m"].iter().zip(values) {
            let ours = out.number(row, column);
            assert!((ours - value).abs() <= 1e-6 * value.abs(), "row {row} {column}: {ours}");
        }
    }
    let gr2 = [
        ("sigma_per_m", 1820.0 / 0.3048, 1e-3),
        ("packing_ratio", 0.001578283, 1e-9),
        ("rel_packing_ratio", 0.2203291, 1e-7),
    ];
    for (column, value, within) in gr2 {
        assert!((out.number(0, column) - value).abs() < within, "{column} {}", out.number(0, column));
    }
    assert!((out.number(0, "heat_per_area_kj_m2") - 2753.26).abs() < 5e-3);
    assert_eq!(out.number(2, "reaction_intensity_kw_m2"), 0.0);
}

#[test]
fn ignition_follows_its_table() {
    let table = Columns::of(&published("fire_p_ignition_schroeder.csv"));
    let mut worst: f64 = 0.0;
    for row in 0..table.rows.len() {
        let fuel = fuel_temperature(table.number(row, "air_temp_c"), table.number(row, "shade_fraction"));
        let moisture = table.number(row, "dead_moisture_pct") / 100.0;
        assert!((fuel - table.number(row, "fuel_temp_c")).abs() < 1e-6);
        worst = worst.max((ignition_probability(fuel, moisture) - table.number(row, "p_ignition")).abs());
    }
    println!("ignition: largest difference {worst:e} over {} rows", table.rows.len());
    assert!(worst < 1e-7, "{worst:e}");
    for (temp, moisture, p) in
        [(25.0, 0.06, 0.563989), (20.0, 0.10, 0.303419), (30.0, 0.05, 0.670978), (15.0, 0.15, 0.127418)]
    {
        assert!((ignition_probability(fuel_temperature(temp, 0.0), moisture) - p).abs() < 1e-6);
    }
}
