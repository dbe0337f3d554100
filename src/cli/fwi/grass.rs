//! The grass codes of 2025 of a clean daily table: hours are made of its days, and the day is judged at 15 UT.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::error::{Problem, Problems};
use crate::fire::grass2025::GrassForm;
use crate::fire::grass2025::days::{CUSTOMARY_LOAD_KG_M2, daily_indices, grass_days};
use crate::fire::table::{Table, shortest};
use crate::weather::hourly::RainHour;
use crate::weather::table::read_table;

/// Columns that are added.
pub(super) const OUTPUT: [&str; 4] = ["grass_moisture_pct", "gfmc", "gsi", "gfwi"];
/// Columns that make the hours, with the range and unit of each.
const USED: [(&str, RangeInclusive<f64>, &str); 7] = [
    ("tmin_c", -50.0..=60.0, "C"),
    ("tmean_c", -50.0..=60.0, "C"),
    ("tmax_c", -50.0..=60.0, "C"),
    ("radiation_mj_m2", 0.0..=50.0, "MJ/m2"),
    ("rain_mm", 0.0..=500.0, "mm"),
    ("wind_m_s", 0.0..=60.0, "m/s"),
    ("rh_pct", 0.0..=110.0, "%"),
];
/// Column that may hold the cured share of each day, %.
const CURING: &str = "curing_pct";

/// What the grass codes need beside the weather.
#[derive(Clone, Debug, PartialEq, clap::Args)]
pub struct GrassOptions {
    /// Add the grass codes of 2025 at 15 UT (needs a clean daily table)
    #[arg(long)]
    pub grass: bool,
    /// Cured share of the grass, %; a column `curing_pct` goes before it
    #[arg(long, requires = "grass", value_name = "PCT")]
    pub curing: Option<f64>,
    /// Grass load, kg/m2
    #[arg(long, requires = "grass", value_name = "KG_M2", default_value_t = CUSTOMARY_LOAD_KG_M2)]
    pub load: f64,
    /// The grass lies flat (winter grass, cuttings) instead of upright
    #[arg(long, requires = "grass")]
    pub matted: bool,
}

impl Default for GrassOptions {
    fn default() -> Self {
        GrassOptions { grass: false, curing: None, load: CUSTOMARY_LOAD_KG_M2, matted: false }
    }
}

impl GrassOptions {
    /// Problems of the values given.
    pub fn check(&self) -> Result<(), Problems> {
        let mut problems = Problems::none();
        let curing = self.curing.unwrap_or(0.0);
        for (name, value, range, unit) in
            [("--curing", curing, 0.0..=100.0, "%"), ("--load", self.load, 0.01..=10.0, "kg/m2")]
        {
            if !range.contains(&value) {
                let what = format!("{value} is outside the range {}-{} {unit}", range.start(), range.end());
                problems.push(Problem::new("F612", name, what));
            }
        }
        problems.unless_any(())
    }
}

/// Cells of the grass codes of each row of the clean daily table in `text`; `name` is that of the file, for messages.
///
/// Grass of each station begins at the moisture of fine fuel moisture code 85 on its first day, and rain falls in the
/// hour that ends at 6 UT. Moisture is that of the layer that burns.
pub fn grass_rows(name: &str, text: &str, options: &GrassOptions) -> Result<Vec<Vec<String>>, Problems> {
    let mut problems = Problems::none();
    let series = problems.take(read_table(name, text));
    let table = Table::parse(name, text)?;
    let curing = curing_of_rows(name, &table, options.curing, &mut problems);
    table.require(&["station"], &mut problems);
    for (column, range, unit) in USED {
        for row in 0..table.len() {
            table.number(row, column, range.clone(), unit, &mut problems);
        }
    }
    let series = problems.unless_any(series)?.unwrap_or_default();

    let form = if options.matted { GrassForm::Matted } else { GrassForm::Standing };
    let mut days: BTreeMap<&str, _> = series
        .iter()
        .map(|series| (series.node.as_str(), grass_days(series, RainHour::Morning, options.load).into_iter()))
        .collect();
    let station = table.find("station");
    let cells = |row: usize| {
        let day = days.get_mut(table.cell(row, station)).and_then(Iterator::next);
        let day = day.expect("both readers find the same rows of each station");
        let indices = daily_indices(&day, curing[row], options.load, form);
        [day.at_15.of(form), indices.gfmc, indices.gsi, indices.gfwi].map(shortest).to_vec()
    };
    Ok((0..table.len()).map(cells).collect())
}

/// Cured share of each row, %: its own, else that of all days.
fn curing_of_rows(name: &str, table: &Table, of_all: Option<f64>, problems: &mut Problems) -> Vec<f64> {
    if of_all.is_none() && table.find(CURING).is_none() {
        let what = format!("column `{CURING}` is missing");
        problems.push(Problem::new("F605", name, what).hint("or one cured share for all days: --curing 80"));
    }
    let mut own = |row: usize| match of_all {
        Some(pct) => table.number(row, CURING, 0.0..=100.0, "%", problems).unwrap_or(pct),
        // a problem stands beside every zero that is put in
        None => table.needed(row, CURING, 0.0..=100.0, "%", problems).unwrap_or(0.0),
    };
    (0..table.len()).map(&mut own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::parameters;
    use crate::weather::generate::generate;
    use crate::weather::table::write_table;

    #[test]
    fn stations_run_apart_and_a_curing_column_goes_first() {
        let year = |station, member| generate(parameters(station).expect("embedded"), 1, member, 2018, 1);
        let options = GrassOptions { curing: Some(80.0), ..GrassOptions::default() };
        let alone = grass_rows("a.csv", &write_table(&[year(260, 0)]), &options).expect("a clean table");
        let text = write_table(&[year(280, 1), year(260, 0)]);
        let both = grass_rows("a.csv", &text, &options).expect("a clean table");
        assert_eq!(both[365..], alone[..]);
        let cured = text.lines().enumerate().fold(String::new(), |out, (i, line)| {
            out + line
                + if i == 0 {
                    ",curing_pct\n"
                } else if i < 366 {
                    ",0\n"
                } else {
                    ",\n"
                }
        });
        let by_column = grass_rows("a.csv", &cured, &options).expect("a clean table");
        assert_eq!(by_column[365..], alone[..]);
        assert!(by_column[..365].iter().all(|cells| cells[1] == "0" && cells[3] == "0"));
        let told = grass_rows("a.csv", &cured, &GrassOptions::default()).expect_err("empty cells");
        assert!(told.0.len() == 365 && told.0.iter().all(|p| p.code == "F608"));
    }

    #[test]
    fn wrong_options_and_values_are_told() {
        let options = GrassOptions { curing: Some(180.0), load: 0.0, ..GrassOptions::default() };
        assert_eq!(options.check().expect_err("both").0.len(), 2);
        let series = generate(parameters(260).expect("embedded"), 1, 0, 2018, 1);
        let text = write_table(&[series]).replacen(",radiation_mj_m2,", ",wind,", 1);
        let told = grass_rows("a.csv", &text, &GrassOptions::default()).expect_err("two problems");
        assert_eq!(told.0.iter().map(|p| p.code).collect::<Vec<_>>(), ["W302", "F605"]);
    }
}
