//! The year of the crews, day by day: cuts in their weeks, and the rounds that take hay away after it has lain.

use super::bound::least_ways_km;
use super::clock::{Day, Going, Shift, time_together};
use super::closures::Closures;
use super::days::days;
use super::graph::{Graph, Ways};
use super::legs::{Legs, Stop};
use super::tour::tour;
use super::{DRIVE_KM_H, Purpose, Task};
use crate::calendar::Date;
use crate::network::segment::Point;
use std::collections::BTreeMap;

/// Last working day of a week that needs no more, counted from Monday (assumption: Monday to Friday).
const FRIDAY: usize = 4;

/// A crew and its cuts of the year.
#[derive(Clone, Debug, PartialEq)]
pub struct CrewYear {
    /// Name.
    pub name: String,
    /// District: its crews share closures.
    pub district: String,
    /// Where its days begin and end.
    pub depot: Option<Point>,
    /// Whether it works at night.
    pub night: bool,
    /// Cuts by the Monday of their week.
    pub weeks: BTreeMap<Date, Vec<Task>>,
}

/// Rules for all crews.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Longest day from departure to return, h.
    pub day_hours: f64,
    /// Moving closures that a district has at a time; `None`: as many as are needed.
    pub closures: Option<usize>,
}

/// A day of a crew with its tasks; the stops of the day point at them.
#[derive(Clone, Debug, PartialEq)]
pub struct CrewDay {
    /// Crew, by its place among the crews.
    pub crew: usize,
    /// Date.
    pub date: Date,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Times and ways.
    pub day: Day,
    /// Time beyond the shift, h.
    pub overtime: f64,
}

/// Sums of a crew's week.
#[derive(Clone, Debug, PartialEq)]
pub struct CrewWeek {
    /// Crew, by its place among the crews.
    pub crew: usize,
    /// Monday.
    pub monday: Date,
    /// Days on which it is out.
    pub days: usize,
    /// Stops.
    pub stops: usize,
    /// Hours of cutting and of taking hay away.
    pub hours: [f64; 2],
    /// Driving between stretches and to and from the depot, h.
    pub drive: f64,
    /// Waiting, h.
    pub idle: f64,
    /// Time beyond the shifts, h.
    pub overtime: f64,
    /// All kilometres, those along the stretches included.
    pub km: f64,
    /// Kilometres along the stretches.
    pub work_km: f64,
    /// Kilometres that no routes go below, however the tasks are divided over days.
    pub least_km: f64,
    /// Kilometres that no routes with the same tasks on each day go below.
    pub least_of_days_km: f64,
}

/// Days and weeks of all crews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    /// Days by crew and date.
    pub days: Vec<CrewDay>,
    /// Weeks by crew and date.
    pub weeks: Vec<CrewWeek>,
}

/// A day so many days later.
fn later(date: Date, days: usize) -> Date {
    date.checked_add(jiff::Span::new().days(days as i64)).unwrap_or(date)
}

/// Days since the Monday of the date's week.
fn since_monday(date: Date) -> usize {
    date.weekday().to_monday_zero_offset() as usize
}

/// The day on which hay cut on a date is taken away: after it has lain, on the next working day.
pub fn collected_on(cut: Date, lies: u8) -> Date {
    let date = later(cut, usize::from(lies));
    if since_monday(date) > FRIDAY { later(date, 7 - since_monday(date)) } else { date }
}

/// Tasks of a crew by date.
fn by_date(crew: &CrewYear, graph: &Graph, shift: &Shift) -> BTreeMap<Date, Vec<Task>> {
    let mut dates: BTreeMap<Date, Vec<Task>> = BTreeMap::new();
    let mut ways = Ways::new(graph, crew.depot);
    for (&monday, tasks) in &crew.weeks {
        let legs = Legs::new(tasks, &mut ways);
        let mut cut = days(tasks, &legs, &tour(&legs), shift);
        // Hay first, so that it dries within the week.
        let hay = |stops: &Vec<Stop>| {
            stops
                .iter()
                .map(|stop| &tasks[stop.task])
                .filter(|task| task.lies.is_some())
                .map(|task| task.hours)
                .sum::<f64>()
        };
        cut.sort_by(|a, b| hay(b).total_cmp(&hay(a)));
        for (at, stops) in cut.iter().enumerate() {
            let date = later(monday, at.min(6));
            for stop in stops {
                let task = tasks[stop.task].clone();
                if let Some(lies) = task.lies.filter(|&lies| lies > 0) {
                    let round = Task { purpose: Purpose::Collect, lies: None, ..task.clone() };
                    dates.entry(collected_on(date, lies)).or_default().push(round);
                }
                dates.entry(date).or_default().push(task);
            }
        }
    }
    for tasks in dates.values_mut() {
        tasks.sort_by_key(|task| (task.purpose, task.order));
    }
    dates
}

/// Routes and times of all crews.
pub fn work(crews: &[CrewYear], graph: &Graph, rules: &Rules) -> Worked {
    let shifts: Vec<Shift> = crews.iter().map(|crew| Shift::new(crew.night, rules.day_hours)).collect();
    let dates: Vec<BTreeMap<Date, Vec<Task>>> =
        crews.iter().zip(&shifts).map(|(crew, shift)| by_date(crew, graph, shift)).collect();
    let mut worked = Worked { days: on_the_clock(crews, graph, rules, &shifts, &dates), weeks: Vec::new() };
    for (at, crew) in crews.iter().enumerate() {
        let mut ways = Ways::new(graph, crew.depot);
        let days = worked.days.iter().filter(|day| day.crew == at);
        let mut weeks: BTreeMap<Date, Vec<&CrewDay>> = BTreeMap::new();
        for day in days {
            let monday =
                day.date.checked_sub(jiff::Span::new().days(since_monday(day.date) as i64)).unwrap_or(day.date);
            weeks.entry(monday).or_default().push(day);
        }
        for (monday, days) in weeks {
            worked.weeks.push(sums(at, monday, &days, &mut ways, &shifts[at]));
        }
    }
    worked
}

/// The days of all crews, by crew and date; the crews of a district share closures by the clock.
fn on_the_clock(
    crews: &[CrewYear],
    graph: &Graph,
    rules: &Rules,
    shifts: &[Shift],
    dates: &[BTreeMap<Date, Vec<Task>>],
) -> Vec<CrewDay> {
    type Out = (usize, Legs, Vec<Stop>);
    let mut together: BTreeMap<(&str, Date), Vec<Out>> = BTreeMap::new();
    for (at, crew) in crews.iter().enumerate() {
        let mut ways = Ways::new(graph, crew.depot);
        for (&date, tasks) in &dates[at] {
            let legs = Legs::new(tasks, &mut ways);
            let stops = tour(&legs);
            together.entry((&crew.district, date)).or_default().push((at, legs, stops));
        }
    }
    let mut days: Vec<CrewDay> = Vec::new();
    for ((_, date), out) in &together {
        let going = out.iter().map(|(at, legs, stops)| Going::new(&dates[*at][date], legs, stops, &shifts[*at]));
        let timed = time_together(going.collect(), &mut Closures::new(rules.closures));
        for (day, &(crew, ..)) in timed.into_iter().zip(out) {
            let overtime = day.overtime(&shifts[crew]);
            days.push(CrewDay { crew, date: *date, tasks: dates[crew][date].clone(), day, overtime });
        }
    }
    days.sort_by_key(|day| (day.crew, day.date));
    days
}

fn sums(crew: usize, monday: Date, days: &[&CrewDay], ways: &mut Ways<'_>, shift: &Shift) -> CrewWeek {
    let tasks: Vec<Task> = days.iter().flat_map(|day| day.tasks.iter().cloned()).collect();
    let hours = |purpose| tasks.iter().filter(|task| task.purpose == purpose).map(|task| task.hours).sum::<f64>();
    let hours = [hours(Purpose::Cut), hours(Purpose::Collect)];
    let ways_km: f64 = days.iter().map(|day| day.day.ways_km()).sum();
    let work_km: f64 = tasks.iter().map(Task::length_km).sum();
    // Work beyond the shifts is allowed, so that its hours do not tell how many days there must be; one there is.
    let overtime: f64 = days.iter().map(|day| day.overtime).sum();
    let needed =
        if overtime > 0.0 { 1 } else { ((hours[0] + hours[1]) / shift.longest - 1e-9).ceil().max(1.0) as usize };
    let legs = Legs::new(&tasks, ways);
    let of_days: f64 =
        days.iter().map(|day| least_ways_km(&Legs::new(&day.tasks, ways), 1).min(day.day.ways_km())).sum();
    CrewWeek {
        crew,
        monday,
        days: days.len(),
        stops: tasks.len(),
        hours,
        drive: ways_km / DRIVE_KM_H,
        idle: days.iter().map(|day| day.day.idle()).sum(),
        overtime,
        km: ways_km + work_km,
        work_km,
        least_km: work_km + least_ways_km(&legs, needed).min(of_days),
        least_of_days_km: work_km + of_days,
    }
}
