//! Reference tables of fire that may be shipped: spread, ignition, codes, grass components, row by row.

use crate::fire::fwi::{Codes, NoonWeather, next};
use crate::fire::grass2025::moisture::grass_moisture;
use crate::fire::grass2025::{GrassForm, GrassHour, grass_indices};
use crate::fire::ignition::{fuel_temperature, ignition_probability};
use crate::fire::spread::models::fuel_of_model;
use crate::fire::spread::{Surroundings, fire_behaviour};
use crate::validation::table::{Row, Table};
use crate::validation::verdict::{Check, Group, Text, Verdict, short};

const SPREAD: &str = include_str!("../../../tests/published/fire_rothermel_grid.csv");
const IGNITION: &str = include_str!("../../../tests/published/fire_p_ignition_schroeder.csv");
const CODES: &str = include_str!("../../../tests/published/fire_fwi_vanwagner_pickett_1985.csv");
const MOISTURE: &str = include_str!("../../../tests/published/fire_grass_moisture_step.csv");
const INDICES: &str = include_str!("../../../tests/published/fire_grass_indices.csv");
/// Spread below which the peer is left with rounding where the program gives zero, m/min.
const NO_SPREAD_M_MIN: f64 = 1e-6;

/// One check for each table.
pub fn checks() -> Vec<Check> {
    let row = |id: &str, en: &str, nl: &str, (rows, worst): (usize, f64), tolerance: f64, source: &str| Check {
        id: id.to_owned(),
        group: Group::Fire,
        subject: Text::new(en, nl),
        published: Text::told(|language| {
            format!("{rows} {} {}", language.choose("rows, within", "rijen, binnen"), short(tolerance))
        }),
        simulated: Text::told(|language| {
            format!("{} {}", language.choose("largest difference", "grootste verschil"), short(worst))
        }),
        verdict: Verdict::of(worst < tolerance),
        must_hold: true,
        source: source.to_owned(),
        remark: Text::default(),
    };
    vec![
        row(
            "fire.spread",
            "Spread, intensity and flame of table beds (Rothermel)",
            "Uitbreiding, intensiteit en vlam van tabelbedden (Rothermel)",
            spread(),
            1e-6,
            "library firelab/behave",
        ),
        row(
            "fire.ignition",
            "Chance of ignition (Schroeder)",
            "Kans op ontsteking (Schroeder)",
            ignition(),
            1e-7,
            "library firelab/behave",
        ),
        row(
            "fire.codes",
            "Fire weather codes over 48 days",
            "Codes voor brandweer over 48 dagen",
            codes(),
            5e-4,
            "Van Wagner and Pickett 1985, as in R package cffdrs 1.10 (4 digits)",
        ),
        row(
            "fire.grass_moisture",
            "Moisture of cured grass, hour by hour",
            "Vocht van dood gras, uur voor uur",
            moisture(),
            1e-6,
            "cffdrs-ng 2026-08-13",
        ),
        row(
            "fire.grass_indices",
            "Grass indices of 2025",
            "Grasindices van 2025",
            indices(),
            1e-6,
            "cffdrs-ng 2026-08-13",
        ),
    ]
}

/// Rows of a table, and the largest relative difference of the pairs (found, published) that they give.
fn worst_of<const N: usize>(table: &str, pairs: impl Fn(&Row<'_>) -> [(f64, f64); N]) -> (usize, f64) {
    let table = Table::embedded(table);
    let (mut rows, mut worst) = (0, 0.0_f64);
    for row in table.rows() {
        rows += 1;
        for (found, published) in pairs(&row) {
            let off = if published == 0.0 { found.abs() } else { ((found - published) / published).abs() };
            worst = worst.max(off);
        }
    }
    (rows, worst)
}

fn spread() -> (usize, f64) {
    worst_of(SPREAD, |row| {
        let fuel = fuel_of_model(row.text("model")).expect("every embedded table is read by a test");
        let around = Surroundings {
            dead_moisture: row.sure("dead_moisture_pct") / 100.0,
            live_moisture: row.sure("live_herb_moisture_pct") / 100.0,
            wind_km_h: row.sure("wind10m_km_h"),
            wind_from_upslope_deg: 0.0,
            slope_deg: row.sure("slope_deg"),
        };
        let fire = fire_behaviour(&fuel, &around);
        let published = ["ros_m_min", "fireline_intensity_kw_m", "flame_length_m"].map(|name| row.sure(name));
        let nothing = published[0] <= NO_SPREAD_M_MIN && fire.spread_m_min <= NO_SPREAD_M_MIN;
        let found = [fire.spread_m_min, fire.intensity_kw_m, fire.flame_m];
        std::array::from_fn(|place: usize| if nothing { (0.0, 0.0) } else { (found[place], published[place]) })
            as [_; 3]
    })
}

/// Chances are compared as they are: the table has eight decimals.
fn ignition() -> (usize, f64) {
    let table = Table::embedded(IGNITION);
    let differences = table.rows().map(|row| {
        let fuel_c = fuel_temperature(row.sure("air_temp_c"), row.sure("shade_fraction"));
        let chance = ignition_probability(fuel_c, row.sure("dead_moisture_pct") / 100.0);
        (chance - row.sure("p_ignition")).abs()
    });
    differences.fold((0, 0.0), |(rows, worst), difference| (rows + 1, difference.max(worst)))
}

fn codes() -> (usize, f64) {
    let table = Table::embedded(CODES);
    let (mut rows, mut worst, mut codes) = (0, 0.0_f64, Codes::default());
    for row in table.rows() {
        let noon = NoonWeather {
            temp_c: row.sure("TEMP"),
            rh_pct: row.sure("RH"),
            wind_km_h: row.sure("WS"),
            rain_mm: row.sure("PREC"),
            month: row.sure("MON") as u8,
            latitude_deg: row.sure("LAT"),
        };
        codes = next(codes, &noon);
        rows += 1;
        for (found, name) in [codes.ffmc, codes.dmc, codes.dc, codes.isi, codes.bui, codes.fwi, codes.dsr]
            .into_iter()
            .zip(["FFMC", "DMC", "DC", "ISI", "BUI", "FWI", "DSR"])
        {
            let published = row.sure(name);
            worst = worst.max((found - published).abs() / published.abs().max(1e-9));
        }
    }
    (rows, worst)
}

fn moisture() -> (usize, f64) {
    worst_of(MOISTURE, |row| {
        let hour = GrassHour {
            temp_c: row.sure("temp_c"),
            rh_pct: row.sure("rh_pct"),
            wind_km_h: row.sure("wind_km_h"),
            rain_mm: row.sure("rain_mm"),
            solar_kw_m2: row.sure("solar_kw_m2"),
        };
        let found = grass_moisture(row.sure("mc_prev_pct"), &hour, row.sure("load_kg_m2"), 1.0);
        [(found, row.sure("mc_next_pct"))]
    })
}

fn indices() -> (usize, f64) {
    worst_of(INDICES, |row| {
        let of = |form| {
            let [moisture, cured, wind, load] =
                ["mc_pct", "cured_pct", "wind_km_h", "load_kg_m2"].map(|name| row.sure(name));
            grass_indices(moisture, cured, wind, load, form)
        };
        let (matted, standing) = (of(GrassForm::Matted), of(GrassForm::Standing));
        [
            (matted.spread_m_min, row.sure("ros_matted_m_min")),
            (standing.spread_m_min, row.sure("ros_standing_m_min")),
            (standing.gfmc, row.sure("gfmc")),
            (standing.gfwi, row.sure("gfwi_standing")),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_met_and_a_wrong_number_is_seen() {
        for check in checks() {
            assert_eq!(check.verdict, Verdict::Holds, "{}: {:?}", check.id, check.simulated);
        }
        let (rows, worst) = worst_of("a\n1\n2\n", |row| [(1.0, row.sure("a"))]);
        assert_eq!((rows, worst), (2, 0.5));
        assert_eq!(worst_of("a\n0\n", |row| [(0.25, row.sure("a"))]).1, 0.25);
    }
}
