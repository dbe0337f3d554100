//! Cuts and fires of a single site: when, and how.

use toml::de::DeValue;

use super::keys::Keys;
use super::{CutDay, SiteCut};
use crate::calendar::MonthDay;
use crate::error::{Problem, Problems};
use crate::mowing::cut::LaneCut;

/// The tables of a list such as `[[cuts]]`, each as `read` takes it.
pub(super) fn read_list<T>(
    keys: &mut Keys<'_>,
    key: &'static str,
    problems: &mut Problems,
    read: fn(&mut Keys<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let Some(value) = keys.value(key) else { return Vec::new() };
    let DeValue::Array(items) = value.get_ref() else {
        problems.push(keys.wrong_type(key, value, &format!("a list [[{key}]]")));
        return Vec::new();
    };
    let mut list = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let name = format!("{key}[{}]", index + 1);
        match item.get_ref() {
            DeValue::Table(table) => list.extend(read(&mut Keys::new(keys.file, &name, table), problems)),
            _ => problems.push(keys.wrong_type(&name, item, "a table")),
        }
    }
    list
}

/// `date` or `month_day`: the day of a cut or a fire.
fn read_day(keys: &mut Keys<'_>, problems: &mut Problems) -> Option<CutDay> {
    let date = keys.value("date").map(|value| {
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            other => other.as_str().unwrap_or("").to_owned(),
        };
        text.parse().ok().map(CutDay::Date)
    });
    let yearly = keys.text("month_day", problems).map(|text| MonthDay::parse(text).map(CutDay::Yearly));
    let day = match (date, yearly) {
        (Some(day), None) | (None, Some(day)) => day,
        _ => None,
    };
    if day.is_none() {
        let hint = "date = \"2001-06-20\" for one year or month_day = \"06-20\" for every year (never 02-29)";
        problems.push(Problem::new("G540", keys.place("date"), "no single day can be read").hint(hint));
    }
    day
}

/// A day on which the site burns.
pub(super) fn read_burn(keys: &mut Keys<'_>, problems: &mut Problems) -> Option<CutDay> {
    let day = read_day(keys, problems);
    keys.refuse_others(problems);
    day
}

/// A cut.
pub(super) fn read_cut(keys: &mut Keys<'_>, problems: &mut Problems) -> Option<SiteCut> {
    let day = read_day(keys, problems);
    let height_m = keys.number("height_m", (0.001, 1.0), "m", problems);
    if height_m.is_none() && keys.value("height_m").is_none() {
        problems.push(Problem::new("G541", keys.place("height_m"), "it is missing").hint("m, such as 0.08"));
    }
    let hay = match keys.text("removal", problems) {
        Some("hay") => Some(1.0),
        Some("mulch") => Some(0.0),
        other => {
            let what = other.map_or_else(|| "it is missing".to_owned(), |other| format!("{other} is not known"));
            problems.push(Problem::new("G542", keys.place("removal"), what).hint("hay or mulch"));
            None
        }
    };
    let lying_days = keys.number("lying_days", (0.0, 42.0), "days", problems).unwrap_or(0.0);
    keys.refuse_others(problems);
    Some(SiteCut { day: day?, cut: LaneCut { height_m: height_m?, hay: hay?, lying_days } })
}
