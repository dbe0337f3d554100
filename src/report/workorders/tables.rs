//! `workorders.csv` and `crew_weeks.csv`.

use super::WorkPlan;
use crate::calendar::Date;
use crate::mowing::regime::Removal;
use crate::network::segment::Segment;
use crate::planning::route::clock::Timed;
use crate::planning::route::week::CrewDay;
use crate::planning::route::{DRIVE_KM_H, Purpose};
use crate::plot::words::choose;
use crate::report::csv::{Sheet, money, number};
use crate::report::schedule::{Order, side_name};
use crate::scenario::{Language, Scenario};

/// A time of the day of a date, or of the night after it, as `2027-06-15T09:30`.
pub fn clock(date: Date, hours: f64) -> String {
    let minutes = (hours * 60.0).round() as i64;
    let date = date.checked_add(jiff::Span::new().days(minutes.div_euclid(1440))).unwrap_or(date);
    let minutes = minutes.rem_euclid(1440);
    format!("{date}T{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The vehicles of a moving closure with what these verges need, in their order (T01 of the price book).
pub fn train(segments: &[&Segment], language: Language) -> String {
    let words = match language {
        Language::En => ["action vehicle", "crash cushion", "guard-rail mower", "verge mower", "strimmer"],
        Language::Nl => ["actievoertuig", "botsabsorber", "geleiderailmaaier", "bermmaaier", "bosmaaier"],
    };
    let rail = segments.iter().any(|segment| segment.guard_rail);
    let posts = segments.iter().any(|segment| segment.obstacles_per_100m > 0.0);
    let there = [true, true, rail, true, posts];
    let list: Vec<&str> = words.into_iter().zip(there).filter_map(|(word, there)| there.then_some(word)).collect();
    list.join(" > ")
}

/// Segments of an order between two kilometres.
fn segments_of<'a>(scenario: &'a Scenario, order: &Order, km: (f64, f64)) -> Vec<&'a Segment> {
    let all = order.segments.iter().map(|&segment| &scenario.network.segments[segment]);
    all.filter(|segment| segment.km_from >= km.0 - 1e-9 && segment.km_to <= km.1 + 1e-9).collect()
}

fn note(plan: &WorkPlan, day: &CrewDay, stop: &Timed, last: bool, language: Language) -> String {
    let task = &day.tasks[stop.stop.task];
    let mut notes = Vec::new();
    if !stop.allowed {
        notes.push(choose(
            language,
            "outside the hours that the owner allows",
            "buiten de uren die de beheerder toestaat",
        ));
    }
    if task.purpose == Purpose::Cut && plan.no_dry_spell[task.order].is_some_and(|share| share >= 0.5) {
        notes.push(choose(language, "often too wet for hay", "vaak te nat voor hooi"));
    }
    if last && day.overtime > 1e-6 {
        notes.push(choose(language, "day longer than the shift", "dag langer dan de dienst"));
    }
    notes.join("; ")
}

/// `workorders.csv`: the stops of every crew, day by day.
pub fn orders_sheet(plan: &WorkPlan, orders: &[Order], scenario: &Scenario) -> Sheet {
    let language = scenario.language;
    let mut sheet = Sheet::new(&[
        "crew",
        "date",
        "order",
        "work",
        "road",
        "letter",
        "carriageway",
        "side",
        "km_from",
        "km_to",
        "way_km",
        "km_driven",
        "drive_h",
        "idle_h",
        "begin",
        "end",
        "hours",
        "machine",
        "removal",
        "closure",
        "train",
        "no_dry_spell",
        "schedule_week",
        "owner",
        "note",
    ]);
    for day in &plan.worked.days {
        let crew = &plan.crews[day.crew];
        for (at, stop) in day.day.stops.iter().enumerate() {
            let task = &day.tasks[stop.stop.task];
            let order = &orders[task.order];
            let segments = segments_of(scenario, order, task.km);
            let Some(first) = segments.first() else { continue };
            let (begin, end) = (task.begin(stop.stop.up).km, task.end(stop.stop.up).km);
            let collect = task.purpose == Purpose::Collect;
            let work = match (task.purpose, order.work.removal) {
                (Purpose::Collect, _) => choose(language, "take hay away", "hooi afvoeren"),
                (Purpose::Cut, Removal::Hay) => choose(language, "cut, hay", "maaien, hooi"),
                (Purpose::Cut, Removal::Mulch) => choose(language, "cut", "maaien"),
            };
            sheet.rows.push(vec![
                crew.name.clone(),
                day.date.to_string(),
                (at + 1).to_string(),
                work.to_owned(),
                first.road.clone(),
                first.letter.clone(),
                first.carriageway.clone(),
                side_name(first.side).to_owned(),
                number(begin),
                number(end),
                number(stop.way_km),
                number(stop.way_km + task.length_km()),
                money(stop.way_km / DRIVE_KM_H),
                money(stop.idle),
                clock(day.date, stop.begin),
                clock(day.date, stop.end),
                money(task.hours),
                if collect { String::new() } else { order.work.machine.name().to_owned() },
                order.work.removal.name().to_owned(),
                if task.closure { "yes" } else { "no" }.to_owned(),
                if task.closure && !collect { train(&segments, language) } else { String::new() },
                plan.no_dry_spell[task.order].filter(|_| !collect).map(number).unwrap_or_default(),
                order.work.week.to_string(),
                first.owner.clone(),
                note(plan, day, stop, at + 1 == day.day.stops.len(), language),
            ]);
        }
    }
    sheet
}

/// `crew_weeks.csv`: sums of every crew's weeks, with the kilometres that no route goes below.
pub fn weeks_sheet(plan: &WorkPlan, scenario: &Scenario) -> Sheet {
    let mut sheet = Sheet::new(&[
        "crew",
        "district",
        "monday",
        "days",
        "stops",
        "hours_there_are",
        "hours_cut",
        "hours_hay_away",
        "drive_h",
        "idle_h",
        "overtime_h",
        "km_driven",
        "km_work",
        "km_least",
        "km_least_of_days",
        "km_gap",
        "hours_put_off",
    ]);
    let put_off = plan.put_off();
    for week in &plan.worked.weeks {
        let crew = &plan.crews[week.crew];
        sheet.rows.push(vec![
            crew.name.clone(),
            crew.district.clone(),
            week.monday.to_string(),
            week.days.to_string(),
            week.stops.to_string(),
            number(scenario.crews[week.crew].hours_per_week),
            money(week.hours[0]),
            money(week.hours[1]),
            money(week.drive),
            money(week.idle),
            money(week.overtime),
            number(week.km),
            number(week.work_km),
            number(week.least_km),
            number(week.least_of_days_km),
            number(week.km / week.least_of_days_km.max(1e-9) - 1.0),
            money(put_off.get(&(week.crew, week.monday)).copied().unwrap_or(0.0)),
        ]);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn the_night_runs_into_the_next_day() {
        let date: Date = "2027-06-15".parse().expect("a date");
        assert_eq!(clock(date, 9.5), "2027-06-15T09:30");
        assert_eq!(clock(date, 28.25), "2027-06-16T04:15");
    }

    #[test]
    fn a_train_holds_what_its_verges_need() {
        let mut segment = Sample::new().segments[0].clone();
        (segment.guard_rail, segment.obstacles_per_100m) = (false, 0.0);
        assert_eq!(train(&[&segment], Language::En), "action vehicle > crash cushion > verge mower");
        (segment.guard_rail, segment.obstacles_per_100m) = (true, 3.0);
        assert_eq!(
            train(&[&segment], Language::Nl),
            "actievoertuig > botsabsorber > geleiderailmaaier > bermmaaier > bosmaaier"
        );
    }
}
