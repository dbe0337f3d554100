//! `zeis fire`: fire behaviour of a table of fuel beds and moistures; with `--grass`, grassland tables.

pub mod calibrate;
pub mod draws;
pub mod grass;
pub mod national;

use std::fs;
use std::path::{Path, PathBuf};

use super::Global;
use crate::error::{Error, Problem, Problems};
use crate::fire::spread::models::{fuel_of_metric, fuel_of_model};
use crate::fire::spread::{FireBehaviour, Fuel, Surroundings, fire_behaviour};
use crate::fire::table::{Table, shortest};
use crate::report::csv::write_whole;

/// Columns that every table needs.
const COLUMNS: [&str; 5] = ["model", "dead_moisture_pct", "live_herb_moisture_pct", "wind10m_km_h", "slope_deg"];
/// Further columns that a `custom` bed needs.
const CUSTOM_COLUMNS: [&str; 7] =
    ["depth_m", "mx", "w1_kg_m2", "wherb_kg_m2", "sigma1_per_m", "sigma_herb_per_m", "heat_kj_kg"];
/// Columns that are added.
const OUTPUT: [&str; 10] = [
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
/// Column of a wind that does not blow upslope, degrees from upslope.
const WIND_ANGLE: &str = "wind_from_upslope_deg";
/// Columns that are added where that column is there.
const DIRECTION_OUTPUT: [&str; 5] =
    ["heading_from_upslope_deg", "effective_wind_m_s", "length_to_width", "back_m_min", "flank_m_min"];

/// Fire behaviour of a table of fuel beds and moistures
///
/// Columns in: model (GR1-GR9, VB1-VB5 or custom), dead_moisture_pct, live_herb_moisture_pct, wind10m_km_h, slope_deg;
/// for custom beds also depth_m, mx, w1_kg_m2, w10_kg_m2, wherb_kg_m2, sigma1_per_m, sigma_herb_per_m, heat_kj_kg.
/// With wind_from_upslope_deg (where the wind blows to, 0 upslope) heading, effective wind, length-to-width ratio and
/// spread of back and flank are added too; without it the wind blows upslope.
///
/// With --grass the table is one of three, told by its columns: a moisture step (mc_prev_pct, temp_c, rh_pct,
/// wind_km_h, rain_mm, load_kg_m2, and solar_kw_m2 or sun_zenith_deg), indices (mc_pct, cured_pct, wind_km_h,
/// load_kg_m2) or verge beds after Cheney (height_m, days_since_mowing, green_kg_m2, dead_kg_m2, residue_kg_m2,
/// dead_moisture_pct, wind10m_km_h).
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis fire beds.csv -o behaviour.csv", subcommand_negates_reqs = true)]
pub struct FireArgs {
    /// What to do with a scenario instead
    #[command(subcommand)]
    pub verb: Option<FireVerb>,
    /// Table of fuel beds (csv)
    #[arg(required = true)]
    pub input: Option<PathBuf>,
    /// Table to write
    #[arg(short, long, required = true)]
    pub output: Option<PathBuf>,
    /// Take the table as a grassland table: moisture steps, indices or verge beds after Cheney
    #[arg(long)]
    pub grass: bool,
}

/// The verbs of fire that read more than a table of beds.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum FireVerb {
    /// Draw fires one by one: counts, clustering, fires at the same time, return levels
    Draws(draws::DrawsArgs),
    /// Estimate the rate of ignition from a register of verge fires
    Calibrate(calibrate::CalibrateArgs),
    /// Calibrate the shipped rate of ignition again from station files and the counts of the country
    National(national::NationalArgs),
}

/// Runs the verb.
pub fn run(args: &FireArgs, global: &Global) -> Result<(), Error> {
    if args.verb.is_some() && (args.input.is_some() || args.output.is_some() || args.grass) {
        let what = "a table of fuel beds and a verb that reads a scenario cannot be asked for at once";
        return Err(Error::Input(Problem::new("S193", "fire", what).hint("one of them at a time").into()));
    }
    match (&args.verb, &args.input, &args.output) {
        (Some(FireVerb::Draws(args)), ..) => draws::run(args, global),
        (Some(FireVerb::Calibrate(args)), ..) => calibrate::run(args, global),
        (Some(FireVerb::National(args)), ..) => national::run(args, global),
        (None, Some(input), Some(output)) => table(input, output, args.grass),
        (None, ..) => Ok(()),
    }
}

/// Reads the table, adds the columns, writes the whole result or nothing.
fn table(input: &Path, output: &Path, grass: bool) -> Result<(), Error> {
    let text = read_text(input)?;
    let name = input.display().to_string();
    let result = if grass { grass::add_grass(&name, &text)? } else { add_fire_behaviour(&name, &text)? };
    write_whole(output, result.as_bytes()).map_err(Error::Run)
}

/// The table of fuel beds in `text` with its fire behaviour added; `name` is that of the file, for messages.
///
/// ```
/// let table = "model,dead_moisture_pct,live_herb_moisture_pct,wind10m_km_h,slope_deg\nGR2,6,60,20,0\n";
/// let out = zeis::cli::fire::add_fire_behaviour("beds.csv", table).expect("a correct table");
/// assert!(out.lines().nth(1).is_some_and(|row| row.contains(",8.30453")));
/// ```
pub fn add_fire_behaviour(name: &str, text: &str) -> Result<String, Problems> {
    let table = Table::parse(name, text)?;
    let mut problems = Problems::none();
    table.require(&COLUMNS, &mut problems);
    let model = table.find("model");
    let is_custom = |row: usize| table.cell(row, model).eq_ignore_ascii_case("custom");
    if (0..table.len()).any(is_custom) {
        table.require(&CUSTOM_COLUMNS, &mut problems);
    }
    let by_angle = table.find(WIND_ANGLE).is_some();
    let mut rows = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let fuel = if is_custom(row) {
            custom_fuel(&table, row, &mut problems)
        } else if let Some(fuel) = fuel_of_model(table.cell(row, model)) {
            Some(fuel)
        } else {
            if model.is_some() {
                let what = format!("no fuel model is called `{}`", table.cell(row, model));
                problems.push(Problem::new("F609", table.place(row, "model"), what).hint("GR1-GR9, VB1-VB5 or custom"));
            }
            None
        };
        let weather = surroundings(&table, row, &mut problems);
        if let (Some(fuel), Some(weather)) = (fuel, weather) {
            let fire = fire_behaviour(&fuel, &weather);
            rows.push([cells(&fire), if by_angle { direction_cells(&fire) } else { Vec::new() }].concat());
        }
    }
    problems.unless_any(())?;
    let columns = if by_angle { [&OUTPUT[..], &DIRECTION_OUTPUT].concat() } else { OUTPUT.to_vec() };
    Ok(table.with_columns(&columns, &rows))
}

/// Moistures, wind and slope of a row.
fn surroundings(table: &Table, row: usize, problems: &mut Problems) -> Option<Surroundings> {
    let dead = table.needed(row, "dead_moisture_pct", 0.0..=400.0, "%", problems);
    let live = table.needed(row, "live_herb_moisture_pct", 0.0..=600.0, "%", problems);
    let wind = table.needed(row, "wind10m_km_h", 0.0..=200.0, "km/h", problems);
    let slope = table.needed(row, "slope_deg", 0.0..=60.0, "degrees", problems);
    let angle = match table.find(WIND_ANGLE) {
        Some(_) => table.needed(row, WIND_ANGLE, -360.0..=360.0, "degrees", problems),
        None => Some(0.0),
    };
    Some(Surroundings {
        dead_moisture: dead? / 100.0,
        live_moisture: live? / 100.0,
        wind_km_h: wind?,
        wind_from_upslope_deg: angle?,
        slope_deg: slope?,
    })
}

/// Fuel of a `custom` row.
fn custom_fuel(table: &Table, row: usize, problems: &mut Problems) -> Option<Fuel> {
    let depth = table.needed(row, "depth_m", 0.001..=4.0, "m", problems);
    let extinction = table.needed(row, "mx", 0.01..=2.0, "as a fraction", problems);
    let fine = table.needed(row, "w1_kg_m2", 0.0..=10.0, "kg/m2", problems);
    // the 10-h class is rare in verges: an absent one is empty
    let coarse = table.number(row, "w10_kg_m2", 0.0..=10.0, "kg/m2", problems).unwrap_or(0.0);
    let herb = table.needed(row, "wherb_kg_m2", 0.0..=10.0, "kg/m2", problems);
    let sigma_fine = table.needed(row, "sigma1_per_m", 50.0..=20_000.0, "1/m", problems);
    let sigma_herb = table.needed(row, "sigma_herb_per_m", 50.0..=20_000.0, "1/m", problems);
    let heat = table.needed(row, "heat_kj_kg", 5_000.0..=30_000.0, "kJ/kg", problems);
    Some(fuel_of_metric(depth?, extinction?, [fine?, coarse, herb?], [sigma_fine?, sigma_herb?], heat?))
}

/// The added cells of a row, in the order of [`OUTPUT`].
fn cells(fire: &FireBehaviour) -> Vec<String> {
    [
        fire.midflame_wind_m_s,
        fire.sigma_per_m,
        fire.bulk_density_kg_m3,
        fire.packing_ratio,
        fire.relative_packing,
        fire.reaction_intensity_kw_m2,
        fire.spread_m_min,
        fire.heat_per_area_kj_m2,
        fire.intensity_kw_m,
        fire.flame_m,
    ]
    .map(shortest)
    .to_vec()
}

/// The added cells of a row, in the order of [`DIRECTION_OUTPUT`].
fn direction_cells(fire: &FireBehaviour) -> Vec<String> {
    let ellipse = fire.ellipse();
    [
        fire.heading_from_upslope_deg,
        fire.effective_wind_m_s,
        ellipse.length_to_width,
        ellipse.backing_m_min(),
        ellipse.flanking_m_min(),
    ]
    .map(shortest)
    .to_vec()
}

/// Text of an input file.
pub(super) fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path)
        .map_err(|error| Error::Input(Problem::new("I901", path.display().to_string(), error.to_string()).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_bed_is_its_model() {
        let text = "id,wind10m_km_h,model,dead_moisture_pct,live_herb_moisture_pct,slope_deg,depth_m,mx,w1_kg_m2,\
                    w10_kg_m2,wherb_kg_m2,sigma1_per_m,sigma_herb_per_m,heat_kj_kg\n\
                    a,20,VB3,9,75,15,,,,,,,,\nb,20,custom,9,75,15,0.6,0.25,0.2,,0.45,6000,5500,18622\n";
        let out = add_fire_behaviour("beds.csv", text).expect("a correct table");
        let rows: Vec<Vec<&str>> = out.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert_eq!(rows[0][14..], rows[1][14..]);
        assert_eq!((rows[0][0], rows[1][0], rows[1].len()), ("a", "b", 24));
    }

    #[test]
    fn a_wind_across_the_slope_turns_the_head() {
        let text = "model,dead_moisture_pct,live_herb_moisture_pct,wind10m_km_h,slope_deg,wind_from_upslope_deg\n\
                    GR4,8,90,15,10,0\nGR4,8,90,15,10,90\nGR4,8,90,15,0,90\nGR4,8,90,15,0,0\n";
        let out = add_fire_behaviour("beds.csv", text).expect("a correct table");
        let rows: Vec<Vec<f64>> = out
            .lines()
            .skip(1)
            .map(|line| line.split(',').skip(1).map(|cell| cell.parse().unwrap_or(f64::NAN)).collect())
            .collect();
        let (spread, heading, wind) = (10 + 1, 10 + 5, 10 + 6);
        assert!((rows[0][spread] - 3.833_682).abs() < 1e-5 && rows[0][heading] == 0.0);
        assert!(rows[1][spread] < rows[0][spread] && rows[1][heading] > 45.0 && rows[1][heading] < 90.0);
        assert!((rows[2][heading] - 90.0).abs() < 1e-9 && (rows[2][spread] - rows[3][spread]).abs() < 1e-9);
        // On level ground the effective wind is the wind at midflame height.
        assert!((rows[2][wind] - rows[2][5]).abs() < 1e-9 && rows[0][wind] > rows[2][wind]);
    }

    #[test]
    fn every_wrong_cell_is_named() {
        let text = "model,dead_moisture_pct,live_herb_moisture_pct,wind10m_km_h,slope_deg\n\
                    GR2,six,60,20,0\nGX,6,60,-3,0\ncustom,6,60,20,75\n";
        let problems = add_fire_behaviour("beds.csv", text).expect_err("a wrong table");
        let codes: Vec<_> = problems.0.iter().map(|p| p.code).collect();
        assert_eq!(codes, [["F605"; 7].as_slice(), &["F606", "F609", "F607", "F607"]].concat());
        assert!(problems.to_string().contains("beds.csv:3, model"));
    }
}
