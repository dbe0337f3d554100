//! `zeis grow`: one site, a daily table of every state and rate.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::plot::course::{Course, CourseCut, CourseDay, drawing};
use crate::plot::draw;
use crate::plot::words::choose;
use crate::report::csv::write_whole;
use crate::scenario::Language;
use crate::scenario::site_file::{self, GrowSite};
use crate::simulation::grow::{COLUMNS, TraceDay, grow};

/// Grows one site day by day and writes every state, rate and flux.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example: zeis grow site.toml -o daily.csv --plot")]
pub struct GrowArgs {
    /// Site file (TOML): profile, weather, processes, parameters, shares, site, cuts, burns (days of a fire), start.
    pub site: PathBuf,
    /// Table to write (CSV).
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
    /// Draw masses, height, soil water, nutrition and cuts beside the table, as SVG and PNG.
    #[arg(long)]
    pub plot: bool,
}

/// Reads the site, runs it and writes the table, and the figure where it is wanted.
pub fn run(args: GrowArgs, language: Language) -> Result<(), Error> {
    let GrowArgs { site: path, out, plot } = args;
    let site = site_file::load(&path)?;
    let trace = grow(&site).map_err(Error::Run)?;
    let mut text = std::iter::once("date").chain(COLUMNS).collect::<Vec<_>>().join(",");
    text.push('\n');
    for day in &trace {
        text.push_str(&record(day).join(","));
        text.push('\n');
    }
    write_whole(&out, text.as_bytes()).map_err(Error::Run)?;
    if plot && let Some(course) = course(&path, &site, &trace, language) {
        draw(&drawing(&course), &out).map_err(Error::Run)?;
    }
    Ok(())
}

/// The figure of a trace; none of a trace without days.
fn course(path: &Path, site: &GrowSite, trace: &[TraceDay], language: Language) -> Option<Course> {
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut course = Course {
        language,
        place: format!("{file}, {} {}", choose(language, "profile", "profiel"), site.parameters.profile.name()),
        first_day: trace.first()?.date,
        days: Vec::with_capacity(trace.len()),
        cuts: Vec::new(),
        capacity_mm: site.site.whc_mm,
    };
    for (day, row) in trace.iter().enumerate() {
        let [gv, gr, dv, dr, litter_kg_ha, height_m, water_mm, nutrition, cut_kg_ha] =
            ["GV", "GR", "DV", "DR", "LIT", "HT", "WR", "NI", "H"].map(|name| row.value(name).unwrap_or(f64::NAN));
        let (live_kg_ha, dead_kg_ha) = (gv + gr, dv + dr);
        course.days.push(CourseDay { live_kg_ha, dead_kg_ha, litter_kg_ha, height_m, water_mm, nutrition });
        if cut_kg_ha > 0.0 {
            course.cuts.push(CourseCut { day, cut_kg_ha });
        }
    }
    Some(course)
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
