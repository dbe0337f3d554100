//! `schedule.ics`: a calendar of the crews (RFC 5545), an event for each day of a crew.
//!
//! Times are local times without a zone; the stamp is the first day of the plan, so that equal plans give equal files.

use super::WorkPlan;
use super::tables::clock;
use crate::planning::route::{Purpose, Task};
use crate::plot::words::{choose, number, with_decimals};
use crate::report::schedule::{Order, side_name};
use crate::scenario::Scenario;
use std::fmt::Write;

/// Octets of a line, its end left out.
const LINE: usize = 75;

/// A text with the signs that the format reads otherwise written out.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A content line, folded where it is too long.
fn line(out: &mut String, text: &str) {
    let mut room = LINE;
    for sign in text.chars() {
        if sign.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(sign);
        room -= sign.len_utf8();
    }
    out.push_str("\r\n");
}

/// The calendar.
pub fn calendar(plan: &WorkPlan, orders: &[Order], scenario: &Scenario) -> String {
    let language = scenario.language;
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zeis//schedule//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&scenario.name)));
    let stamp = |text: String| text.replace(['-', ':'], "") + "00";
    for day in &plan.worked.days {
        let crew = &plan.crews[day.crew];
        let mut stops = String::new();
        for stop in &day.day.stops {
            let task = &day.tasks[stop.stop.task];
            let segment = &scenario.network.segments[orders[task.order].segments[0]];
            let what = match task.purpose {
                Purpose::Cut => choose(language, "cut", "maaien"),
                Purpose::Collect => choose(language, "take hay away", "hooi afvoeren"),
            };
            let times = [stop.begin, stop.end].map(|hours| clock(day.date, hours)[11..].to_owned());
            let _ = writeln!(
                stops,
                "{}-{} {} {}{} {} {}-{}: {what}",
                times[0],
                times[1],
                segment.road,
                segment.carriageway,
                segment.letter,
                side_name(segment.side),
                with_decimals(task.begin(stop.stop.up).km, 1, language),
                with_decimals(task.end(stop.stop.up).km, 1, language)
            );
        }
        let km = number(day.day.ways_km() + day.tasks.iter().map(Task::length_km).sum::<f64>(), language);
        let count = day.day.stops.len();
        let summary = format!("{}: {count} {}, {km} km", crew.name, if count == 1 { "stop" } else { "stops" });
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}-{}@{}.zeis", escaped(&crew.name).replace(' ', "_"), day.date, scenario.seed));
        line(&mut out, &format!("DTSTAMP:{:04}0101T000000Z", scenario.first_year));
        line(&mut out, &format!("DTSTART:{}", stamp(clock(day.date, day.day.depart))));
        line(&mut out, &format!("DTEND:{}", stamp(clock(day.date, day.day.back))));
        line(&mut out, &format!("SUMMARY:{}", escaped(&summary)));
        line(&mut out, &format!("DESCRIPTION:{}", escaped(stops.trim_end())));
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_whole_signs() {
        let mut out = String::new();
        line(&mut out, &("SUMMARY:".to_owned() + &"\u{e9}".repeat(60)));
        let lines: Vec<&str> = out.trim_end().split("\r\n").collect();
        assert!(lines.len() == 2 && lines.iter().all(|line| line.len() <= LINE) && lines[1].starts_with(' '));
        assert_eq!(escaped("a,b;c\nd"), "a\\,b\\;c\\nd");
    }
}
