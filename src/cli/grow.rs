//! `zeis grow`: one site, a daily table of every state and rate.

use std::path::PathBuf;

use crate::error::Error;
use crate::report::csv::write_whole;
use crate::scenario::site_file;
use crate::simulation::grow::{COLUMNS, TraceDay, grow};

/// Grows one site day by day and writes every state, rate and flux.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example: zeis grow site.toml -o daily.csv")]
pub struct GrowArgs {
    /// Site file (TOML): profile, weather, shares, site, cuts, start.
    pub site: PathBuf,
    /// Table to write (CSV).
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
}

/// Reads the site, runs it and writes the table.
pub fn run(args: GrowArgs) -> Result<(), Error> {
    let GrowArgs { site, out } = args;
    let site = site_file::load(&site)?;
    let trace = grow(&site).map_err(Error::Run)?;
    let mut text = std::iter::once("date").chain(COLUMNS).collect::<Vec<_>>().join(",");
    text.push('\n');
    for day in &trace {
        text.push_str(&record(day).join(","));
        text.push('\n');
    }
    write_whole(&out, text.as_bytes()).map_err(Error::Run)
}

/// A row of the table.
fn record(day: &TraceDay) -> Vec<String> {
    std::iter::once(day.date.to_string()).chain(day.values.iter().map(|&value| twelve_digits(value))).collect()
}

/// A number with 12 significant digits, without trailing zeros.
fn twelve_digits(value: f64) -> String {
    // Adding zero takes the sign off a negative zero.
    let rounded: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_twelve_digits() {
        assert_eq!(twelve_digits(2.0 / 3.0), "0.666666666667");
        assert_eq!(twelve_digits(1234567.0 / 9.0), "137174.111111");
        assert_eq!(twelve_digits(-0.0), "0");
        assert_eq!(twelve_digits(500.0), "500");
    }
}
