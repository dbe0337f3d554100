//! `zeis fire --grass`: grassland tables, told apart by their columns.
//!
//! | table | known by | columns added |
//! |---|---|---|
//! | moisture step of one hour | `mc_prev_pct` | `mc_next_pct` |
//! | indices | `mc_pct` | curing factor, chance of flaming, code, spread and indices of both forms |
//! | verge beds after Cheney | `height_m` | curing, whether the sward stands, spread, intensity, flame |

use crate::error::{Problem, Problems};
use crate::fire::FireParameters;
use crate::fire::cheney::{GrassBed, by_form, cheney_fire};
use crate::fire::fuel_bed::curing;
use crate::fire::grass2025::indices::sustained_flaming;
use crate::fire::grass2025::moisture::grass_moisture;
use crate::fire::grass2025::radiation::estimated_radiation;
use crate::fire::grass2025::spread::curing_factor;
use crate::fire::grass2025::{GrassForm, GrassHour, grass_indices};
use crate::fire::table::{Table, shortest};

/// One kind of table: the column it is known by, all columns needed, the columns added, and its rows.
struct Kind {
    known_by: &'static str,
    needs: &'static [&'static str],
    adds: &'static [&'static str],
    row: fn(&Table, usize, &mut Problems) -> Option<Vec<String>>,
}

const KINDS: [Kind; 3] = [
    Kind {
        known_by: "mc_prev_pct",
        needs: &["mc_prev_pct", "temp_c", "rh_pct", "wind_km_h", "rain_mm", "load_kg_m2"],
        adds: &["mc_next_pct"],
        row: moisture_row,
    },
    Kind {
        known_by: "mc_pct",
        needs: &["mc_pct", "cured_pct", "wind_km_h", "load_kg_m2"],
        adds: &[
            "curing_factor",
            "p_sustained_cured",
            "gfmc",
            "ros_matted_m_min",
            "ros_standing_m_min",
            "gsi_matted",
            "gsi_standing",
            "gfwi_matted",
            "gfwi_standing",
        ],
        row: index_row,
    },
    Kind {
        known_by: "height_m",
        needs: &[
            "height_m",
            "days_since_mowing",
            "green_kg_m2",
            "dead_kg_m2",
            "residue_kg_m2",
            "dead_moisture_pct",
            "wind10m_km_h",
        ],
        adds: &["cured_pct", "standing", "ros_m_min", "fireline_intensity_kw_m", "flame_length_m"],
        row: verge_row,
    },
];

/// The grassland table in `text` with its results added; `name` is that of the file, for messages.
///
/// ```
/// let table = "mc_pct,cured_pct,wind_km_h,load_kg_m2\n11.9,100,20,0.1\n";
/// let out = zeis::cli::fire::grass::add_grass("hours.csv", table).expect("a correct table");
/// assert!(out.lines().nth(1).is_some_and(|row| row.contains(",22.15031")));
/// ```
pub fn add_grass(name: &str, text: &str) -> Result<String, Problems> {
    let table = Table::parse(name, text)?;
    let kind = kind_of(&table, name)?;
    let mut problems = Problems::none();
    table.require(kind.needs, &mut problems);
    let is_step = kind.known_by == "mc_prev_pct";
    if is_step && table.find("solar_kw_m2").is_none() && table.find("sun_zenith_deg").is_none() {
        let what = "column `solar_kw_m2` is missing";
        problems.push(Problem::new("F605", name, what).hint("or `sun_zenith_deg`, to estimate it"));
    }
    let rows: Vec<Vec<String>> = (0..table.len()).filter_map(|row| (kind.row)(&table, row, &mut problems)).collect();
    problems.unless_any(())?;
    Ok(table.with_columns(kind.adds, &rows))
}

/// The one kind that the table is.
fn kind_of(table: &Table, name: &str) -> Result<&'static Kind, Problems> {
    let mut found = KINDS.iter().filter(|kind| table.find(kind.known_by).is_some());
    let (first, second) = (found.next(), found.next());
    let what = match (first, second) {
        (Some(kind), None) => return Ok(kind),
        (Some(one), Some(other)) => {
            format!("columns of two grassland tables, `{}` and `{}`", one.known_by, other.known_by)
        }
        (None, _) => "no grassland table has these columns".to_owned(),
    };
    let hint = "`mc_prev_pct` makes a moisture step, `mc_pct` indices, `height_m` verge beds: exactly one of them";
    Err(Problem::new("F616", name, what).hint(hint).into())
}

/// Added cell of a moisture step.
fn moisture_row(table: &Table, row: usize, problems: &mut Problems) -> Option<Vec<String>> {
    let previous = table.needed(row, "mc_prev_pct", 0.0..=250.0, "%", problems);
    let temp_c = table.needed(row, "temp_c", -50.0..=60.0, "degrees C", problems);
    let rh_pct = table.needed(row, "rh_pct", 0.0..=110.0, "%", problems);
    let wind_km_h = table.needed(row, "wind_km_h", 0.0..=200.0, "km/h", problems);
    let rain_mm = table.needed(row, "rain_mm", 0.0..=500.0, "mm", problems);
    // rain is divided by the load
    let load = table.needed(row, "load_kg_m2", 0.01..=10.0, "kg/m2", problems);
    let solar = table.find("solar_kw_m2");
    let measured = solar.is_some() && !table.cell(row, solar).is_empty();
    let solar_kw_m2 = if measured || table.find("sun_zenith_deg").is_none() {
        table.needed(row, "solar_kw_m2", 0.0..=1.5, "kW/m2", problems)
    } else {
        let zenith = table.needed(row, "sun_zenith_deg", 0.0..=180.0, "degrees", problems);
        zenith.and_then(|zenith| Some(estimated_radiation(libm::cos(zenith.to_radians()), temp_c?, rh_pct?)))
    };
    let hour = GrassHour {
        temp_c: temp_c?,
        rh_pct: rh_pct?,
        wind_km_h: wind_km_h?,
        rain_mm: rain_mm?,
        solar_kw_m2: solar_kw_m2?,
    };
    Some(vec![shortest(grass_moisture(previous?, &hour, load?, 1.0))])
}

/// Added cells of a row of indices.
fn index_row(table: &Table, row: usize, problems: &mut Problems) -> Option<Vec<String>> {
    let moisture = table.needed(row, "mc_pct", 0.0..=250.0, "%", problems);
    let cured = table.needed(row, "cured_pct", 0.0..=100.0, "%", problems);
    let wind = table.needed(row, "wind_km_h", 0.0..=200.0, "km/h", problems);
    let load = table.needed(row, "load_kg_m2", 0.0..=10.0, "kg/m2", problems);
    let (moisture, cured, wind, load) = (moisture?, cured?, wind?, load?);
    let matted = grass_indices(moisture, cured, wind, load, GrassForm::Matted);
    let standing = grass_indices(moisture, cured, wind, load, GrassForm::Standing);
    let cells = [
        curing_factor(cured),
        sustained_flaming(moisture, wind),
        matted.gfmc,
        matted.spread_m_min,
        standing.spread_m_min,
        matted.gsi,
        standing.gsi,
        matted.gfwi,
        standing.gfwi,
    ];
    Some(cells.map(shortest).to_vec())
}

/// Added cells of a verge bed.
fn verge_row(table: &Table, row: usize, problems: &mut Problems) -> Option<Vec<String>> {
    let height_m = table.needed(row, "height_m", 0.0..=4.0, "m", problems);
    // a sward that was never mown has an empty cell
    let days_since_mowing = table.number(row, "days_since_mowing", 0.0..=1e6, "d", problems).unwrap_or(f64::INFINITY);
    let green = table.needed(row, "green_kg_m2", 0.0..=10.0, "kg/m2", problems);
    let dead = table.needed(row, "dead_kg_m2", 0.0..=10.0, "kg/m2", problems);
    let residue = table.needed(row, "residue_kg_m2", 0.0..=10.0, "kg/m2", problems);
    let moisture = table.needed(row, "dead_moisture_pct", 0.0..=400.0, "%", problems);
    let wind = table.needed(row, "wind10m_km_h", 0.0..=200.0, "km/h", problems);
    let bed = GrassBed { green: green?, dead: dead?, residue: residue?, height_m: height_m?, days_since_mowing };
    let fire = cheney_fire(&bed, moisture? / 100.0, wind?, &FireParameters::default());
    let stands = by_form(bed.height_m, bed.days_since_mowing, 1.0, 0.0);
    let mut cells = vec![shortest(100.0 * curing(bed.green, bed.dead)), shortest(stands)];
    cells.extend([fire.spread_m_min, fire.intensity_kw_m, fire.flame_m].map(shortest));
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        add_grass("grass.csv", text).expect_err("a wrong table").0.iter().map(|p| p.code).collect()
    }

    #[test]
    fn columns_tell_the_table() {
        assert_eq!(codes("model,slope_deg\nGR2,0\n"), ["F616"]);
        assert_eq!(codes("mc_pct,mc_prev_pct\n1,1\n"), ["F616"]);
        assert_eq!(codes("mc_pct,load_kg_m2\n1,0.3\n"), ["F605", "F605"]);
        assert_eq!(codes("mc_prev_pct,temp_c,rh_pct,wind_km_h,rain_mm,load_kg_m2\n9,20,50,5,0,0.35\n"), ["F605"]);
    }

    #[test]
    fn every_wrong_cell_is_named() {
        let step = "mc_prev_pct,temp_c,rh_pct,wind_km_h,rain_mm,solar_kw_m2,load_kg_m2\n\
                    300,warm,50,5,0,,0.35\n9,20,50,5,-1,0.2,0\n";
        assert_eq!(codes(step), ["F607", "F606", "F608", "F607", "F607"]);
        assert_eq!(codes("mc_pct,cured_pct,wind_km_h,load_kg_m2\n9,101,,0.3\n"), ["F607", "F608"]);
    }

    #[test]
    fn radiation_is_estimated_where_none_is_given() {
        let text = "id,mc_prev_pct,temp_c,rh_pct,wind_km_h,rain_mm,solar_kw_m2,sun_zenith_deg,load_kg_m2\n\
                    a,15,22,40,8,0,,60,0.35\nb,15,22,40,8,0,0.45032,,0.35\nc,15,22,40,8,0,,120,0.35\n\
                    d,15,22,40,8,0,0,,0.35\n";
        let out = add_grass("grass.csv", text).expect("a correct table");
        let moisture: Vec<f64> =
            out.lines().skip(1).map(|row| row.rsplit(',').next().expect("a cell").parse().expect("a number")).collect();
        assert!(out.starts_with("id,mc_prev_pct"));
        assert!((moisture[0] - moisture[1]).abs() < 0.05 && moisture[0] < moisture[2], "{moisture:?}");
        assert_eq!(moisture[2], moisture[3]);
    }

    #[test]
    fn a_verge_bed_stands_until_it_is_mown() {
        let text = "height_m,days_since_mowing,green_kg_m2,dead_kg_m2,residue_kg_m2,dead_moisture_pct,wind10m_km_h\n\
                    0.8,,0.2,0.3,0.05,7,18\n0.8,30,0.2,0.3,0.05,7,18\n";
        let out = add_grass("grass.csv", text).expect("a correct table");
        let rows: Vec<Vec<&str>> = out.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert_eq!((rows[0][8], rows[1][8]), ("1", "0"));
        let spread = |row: usize| rows[row][9].parse::<f64>().expect("a number");
        assert!(spread(1) < spread(0) && spread(1) > 0.0);
    }
}
