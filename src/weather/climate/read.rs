//! Tables of monthly changes: the shipped one, and those of users (the climates of 2150, or changes of one's own).
//!
//! Columns: `scenario, horizon, month, d_tmax_c, d_tmin_c, f_rain, f_wet_day_frequency, f_radiation`, and if wanted
//! `f_humidity` and `f_wind`; others are passed over. Each scenario and horizon has twelve rows.

use super::factors::{MonthFactors, YearFactors};
use super::{HORIZONS, Variant};
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;

/// A row of a table by the names of its columns.
pub(super) type NamedRow = BTreeMap<String, String>;

/// Rows with their line numbers; `Err` holds the number of fields of a row that has too many or too few.
pub(super) type NumberedRows = Vec<(u64, Result<NamedRow, usize>)>;

/// Rows of a comma or semicolon separated table with their line numbers; a row with the wrong number of fields is `Err`.
pub(super) fn named_rows(text: &str) -> (Vec<String>, NumberedRows) {
    let head = text.lines().next().unwrap_or("");
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let head: Vec<String> =
        reader.headers().map(|head| head.iter().map(str::to_lowercase).collect()).unwrap_or_default();
    let rows = reader.records().flatten().map(|record| {
        let line = record.position().map_or(0, csv::Position::line);
        let named = head.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        (line, if record.len() == head.len() { Ok(named) } else { Err(record.len()) })
    });
    let rows = rows.collect();
    (head, rows)
}

/// Limits of a column and what it is worth where it is left out.
const COLUMNS: [(&str, (f64, f64), Option<f64>); 7] = [
    ("d_tmax_c", (-15.0, 15.0), None),
    ("d_tmin_c", (-15.0, 15.0), None),
    ("f_rain", (0.2, 3.0), None),
    ("f_wet_day_frequency", (0.3, 2.0), None),
    ("f_radiation", (0.5, 1.5), None),
    ("f_humidity", (0.5, 1.5), Some(1.0)),
    ("f_wind", (0.5, 2.0), Some(1.0)),
];

/// Changes by scenario and horizon.
pub type FactorsTable = BTreeMap<(String, i16), YearFactors>;

/// Reads a table of a user; every problem at once.
pub fn read(place: &str, text: &str) -> Result<FactorsTable, Problems> {
    let (head, rows) = named_rows(text);
    let mut problems = Problems::none();
    let needed = ["scenario", "horizon", "month"].into_iter();
    let needed = needed.chain(COLUMNS.iter().filter(|column| column.2.is_none()).map(|column| column.0));
    let missing: Vec<&str> = needed.filter(|name| !head.iter().any(|column| column == name)).collect();
    if !missing.is_empty() {
        let what = format!("columns are missing: {}", missing.join(", "));
        let hint = "scenario,horizon,month,d_tmax_c,d_tmin_c,f_rain,f_wet_day_frequency,f_radiation";
        return Err(Problem::new("W330", format!("{place}:1"), what).hint(hint).into());
    }
    let mut months: BTreeMap<(String, i16), [Option<MonthFactors>; 12]> = BTreeMap::new();
    for (line, row) in rows {
        let at = format!("{place}:{line}");
        match row {
            Err(fields) => {
                let what = format!("the row has {fields} fields, the head line {}", head.len());
                problems.push(Problem::new("W331", at, what).hint("one value for each column"));
            }
            Ok(row) => {
                if let Some((key, month, factors)) = problems.take(month(&at, &row)) {
                    let slot = &mut months.entry(key).or_default()[month];
                    if slot.replace(factors).is_some() {
                        problems.push(Problem::new("W333", at, "this month of the scenario was given before"));
                    }
                }
            }
        }
    }
    let mut table = FactorsTable::new();
    for (key, months) in months {
        let lacking: Vec<String> = (1..=12).filter(|m| months[m - 1].is_none()).map(|m| m.to_string()).collect();
        if lacking.is_empty() {
            table.insert(key, months.map(|month| month.unwrap_or(MonthFactors::NONE)));
        } else if problems.is_empty() {
            let what = format!("{}-{} lacks the months {}", key.0, key.1, lacking.join(", "));
            problems.push(Problem::new("W334", place, what).hint("twelve rows for each scenario and horizon"));
        }
    }
    if table.is_empty() && problems.is_empty() {
        problems.push(Problem::new("W334", place, "the table has no rows").hint("twelve rows for each scenario"));
    }
    problems.unless_any(table)
}

type Month = ((String, i16), usize, MonthFactors);

fn month(at: &str, row: &NamedRow) -> Result<Month, Problems> {
    let mut problems = Problems::none();
    let text = |column: &str| row.get(column).map_or("", String::as_str);
    let mut wrong = |column: &str, what: String, hint: String| {
        problems.push(Problem::new("W332", format!("{at}, {column}"), what).hint(hint));
    };
    let scenario = text("scenario");
    if Variant::named(scenario).is_none() {
        wrong("scenario", format!("\"{scenario}\" is no scenario"), "one of Ld, Ln, Md, Mn, Hd, Hn".to_owned());
    }
    let horizon: i16 = text("horizon").parse().unwrap_or(0);
    if !HORIZONS.contains(&horizon) {
        wrong("horizon", format!("\"{}\" is no horizon", text("horizon")), "one of 2050, 2100, 2150".to_owned());
    }
    let month: usize = text("month").parse().unwrap_or(0);
    if !(1..=12).contains(&month) {
        wrong("month", format!("\"{}\" is no month", text("month")), "1 to 12".to_owned());
    }
    let mut values = [0.0; COLUMNS.len()];
    for (value, (column, (low, high), default)) in values.iter_mut().zip(COLUMNS) {
        *value = match (text(column), default) {
            ("", Some(default)) => default,
            (text, _) => match text.replace(',', ".").parse::<f64>() {
                Ok(number) if (low..=high).contains(&number) => number,
                _ => {
                    let hint = if column.starts_with('f') { "a factor, such as 0.95" } else { "degrees C" };
                    wrong(column, format!("\"{text}\" is no number from {low} to {high}"), hint.to_owned());
                    1.0
                }
            },
        };
    }
    let [tmax_c, tmin_c, rain, wet_days, radiation, humidity, wind] = values;
    let factors = MonthFactors { tmax_c, tmin_c, rain, wet_days, radiation, humidity, wind };
    problems.unless_any(((scenario.to_owned(), horizon), month.wrapping_sub(1), factors))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "scenario,horizon,month,d_tmax_c,d_tmin_c,f_rain,f_wet_day_frequency,f_radiation,f_wind\n";

    fn table(row: impl Fn(usize) -> String) -> String {
        (1..=12).fold(HEAD.to_owned(), |text, month| text + &row(month) + "\n")
    }

    #[test]
    fn a_whole_table_is_read() {
        let text =
            table(|month| format!("Hd,2150,{month},6.5,6.0,0.7,0.8,1.05,{}", if month == 1 { "" } else { "0.9" }));
        let found = read("f.csv", &text).expect("whole");
        let months = &found[&("Hd".to_owned(), 2150)];
        assert_eq!((months[0].tmax_c, months[0].wind, months[5].wind, months[3].humidity), (6.5, 1.0, 0.9, 1.0));
        let dutch = text.replace(',', ";").replace("0.7", "0,7");
        assert_eq!(read("f.csv", &dutch).expect("decimal comma"), found);
    }

    #[test]
    fn every_mistake_is_told() {
        let codes = |text: &str| -> Vec<&'static str> {
            read("f.csv", text).expect_err("bad").0.iter().map(|problem| problem.code).collect()
        };
        assert_eq!(codes("scenario,month\n"), ["W330"]);
        assert_eq!(codes(HEAD), ["W334"]);
        assert_eq!(
            codes(&format!("{HEAD}WH,2085,13,x,40,5,0.9,1,1\nHd,2150\n")),
            ["W332"; 6].iter().chain(&["W331"]).copied().collect::<Vec<_>>()
        );
        let twice = table(|month| format!("Hd,2150,{},6.5,6,0.7,0.8,1,1", month.min(11)));
        assert_eq!(codes(&twice), ["W333"]);
        let short = table(|month| format!("Hd,2150,{month},6.5,6,0.7,0.8,1,1"));
        let short = short.lines().take(12).collect::<Vec<_>>().join("\n");
        assert_eq!(codes(&short), ["W334"]);
    }
}
