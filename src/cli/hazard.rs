//! `zeis hazard`: which verges would burn on a day, and why.

use super::{Global, screen};
use crate::calendar::Date;
use crate::error::{Error, Problem, Problems};
use crate::kpi::hazard::hazard;
use crate::report::csv::write_whole;
use crate::report::hazard as report;
use crate::scenario::load::load_to_day;
use crate::scenario::stands::build;
use crate::weather::nodes::day::DayAsked;
use std::path::PathBuf;

/// Hazard class of every stretch on a day, with reasons, from the weather observed up to that day
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "The weather of the scenario must be observed and reach from 1 January to the day; later rows are the outlook.\n\n\
                        Example: zeis hazard scenario.toml --date 2027-07-16 --days 5"
)]
pub struct HazardArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// The day, as 2027-07-16
    #[arg(long, value_name = "DATE")]
    pub date: String,
    /// Days to show: the day and those after it, as far as the weather has them
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub days: u8,
    /// Folder for hazard.csv and hazard.geojson (default: that of the scenario, else out/NAME)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Print the hazard as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the verb.
pub fn run(args: &HazardArgs, global: &Global) -> Result<(), Error> {
    let asked = DayAsked { day: day(&args.date)?, outlook_days: usize::from(args.days) - 1 };
    let mut scenario = load_to_day(&args.scenario, asked)?;
    global.apply(&mut scenario);
    let language = scenario.language;
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
    }
    let stands = build(&scenario);
    let days = hazard(&scenario, &stands, asked.day);
    if !global.quiet {
        for remark in remarks(&scenario.network.segments, asked, days.len()) {
            screen::tell(&format!("note: {remark}"));
        }
    }
    let dir = args.output.as_ref().unwrap_or(&scenario.output.dir);
    let sheet = report::sheet(&days, &scenario.network, language);
    sheet.write(&dir.join("hazard.csv"))?;
    let map = report::geojson(&days, &scenario.network, language);
    write_whole(&dir.join("hazard.geojson"), map.as_bytes())?;
    if args.json {
        return screen::print(&format!("{:#}", report::json(&days, &scenario.network, language)));
    }
    if !global.quiet {
        screen::print(&report::screen_lines(&days, &scenario.network, language).join("\n"))?;
        screen::tell(&format!("hazard.csv, hazard.geojson: {}", dir.display()));
    }
    Ok(())
}

/// The day that was asked for.
fn day(text: &str) -> Result<Date, Problems> {
    text.trim().parse().map_err(|_| {
        let problem = Problem::new("S196", "--date", format!("{text:?} is not a date"));
        problem.hint("year-month-day, such as 2027-07-16").into()
    })
}

/// What the reader of the result should know.
fn remarks(segments: &[crate::network::segment::Segment], asked: DayAsked, days: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if days <= asked.outlook_days {
        remarks
            .push(format!("the weather ends before the outlook of {} days: {days} days are shown", asked.outlook_days));
    }
    let later = segments.iter().filter(|segment| segment.last_cut.is_some_and(|cut| cut > asked.day)).count();
    if later > 0 {
        remarks.push(format!("{later} segments have a last_cut_date after {}: it is not used", asked.day));
    }
    let unplaced = segments.iter().filter(|segment| segment.ends.is_none()).count();
    if unplaced > 0 {
        remarks.push(format!("{unplaced} segments have no coordinates: hazard.geojson shows them without a line"));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_is_none_is_told() {
        assert_eq!(day("2018-07-26").map(|date| date.to_string()), Ok("2018-07-26".to_owned()));
        for text in ["26-07-2018", "2018-02-30", ""] {
            assert_eq!(day(text).expect_err("no date").0[0].code, "S196");
        }
    }
}
