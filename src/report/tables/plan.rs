//! `plan.csv` and `programmes.csv`: which programme each segment gets, and what a programme does.

use crate::calendar::MonthDay;
use crate::kpi::Setting;
use crate::kpi::cost::week_of_day;
use crate::mowing::patches::{Timing, Visit};
use crate::planning::{Plan, reason_text};
use crate::report::csv::{Sheet, money, number};
use crate::scenario::stands::Zone;
use std::collections::BTreeMap;

/// `plan.csv`; target richness is empty, as it has no value yet.
pub fn plan_sheet(plan: &Plan, setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&[
        "segment",
        "owner",
        "contract",
        "regime",
        "programme",
        "visits",
        "cost_eur",
        "hours",
        "fires_per_year",
        "present_fires_per_year",
        "target_richness",
        "winter_refuge",
        "reason",
    ]);
    for choice in &plan.choices {
        let segment = &setting.segments[choice.segment];
        sheet.rows.push(vec![
            segment.id.clone(),
            segment.owner.clone(),
            segment.contract.clone(),
            setting.regimes[choice.regime].into(),
            setting.programmes[choice.programme].name.clone(),
            setting.programmes[choice.programme].visits.len().to_string(),
            money(choice.cost_eur),
            number(choice.hours),
            number(choice.value("fire")),
            number(choice.present_value("fire")),
            String::new(),
            number(choice.value("winter_refuge")),
            reason_text(choice.reason, setting.language).into(),
        ]);
    }
    sheet
}

/// Week and day of a visit to the main verge; a rule's day is the median one, or the last of its window if unknown.
pub(crate) fn week_and_day(visit: &Visit, median_day: Option<u16>) -> (u8, MonthDay) {
    let day = match (visit.week, visit.cut.timing) {
        (Some(week), _) => MonthDay::of_week(week),
        (None, Timing::Day(day)) => day,
        (None, Timing::Rule { window, .. }) => median_day.map_or(window.last, MonthDay::from_day_of_year),
    };
    (visit.week.unwrap_or_else(|| week_of_day(day.day_of_year())), day)
}

/// `programmes.csv`: every visit of the programmes that the plan hands out, and of the regimes on their own days.
///
/// An uncut programme has one row without a visit. `share` is the share that is cut.
pub fn programmes_sheet(plan: Option<&Plan>, setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&[
        "programme",
        "regime",
        "visit",
        "week",
        "month_day",
        "share",
        "height_m",
        "machine",
        "removal",
        "lying_days",
    ]);
    // Days that a rule finds, where the plan knows them.
    let mut days: BTreeMap<(usize, u8), u16> = BTreeMap::new();
    let mut planned = vec![false; setting.programmes.len()];
    for choice in plan.iter().flat_map(|plan| &plan.choices) {
        planned[choice.programme] = true;
        for work in choice.visits.iter().filter(|work| work.zone == Zone::Main) {
            days.entry((choice.programme, work.visit)).or_insert(work.day.day_of_year());
        }
    }
    for (place, programme) in setting.programmes.iter().enumerate() {
        if !planned[place] && place >= setting.regimes.len() {
            continue;
        }
        let head = [programme.name.clone(), setting.regimes[programme.regime].to_owned()];
        if programme.visits.is_empty() {
            let mut cells = head.to_vec();
            cells.resize(sheet.head.len(), String::new());
            sheet.rows.push(cells);
        }
        for (number_of_visit, visit) in programme.visits.iter().enumerate() {
            let (week, day) = week_and_day(visit, days.get(&(place, number_of_visit as u8)).copied());
            let mut cells = head.to_vec();
            cells.extend([
                (number_of_visit + 1).to_string(),
                week.to_string(),
                day.to_string(),
                number(1.0 - visit.leave),
                number(visit.cut.height_m),
                visit.cut.machine.name().into(),
                visit.cut.removal.name().into(),
                visit.cut.lying_days.to_string(),
            ]);
            sheet.rows.push(cells);
        }
    }
    sheet
}
