//! `plan.csv` and `programmes.csv`: which programme each segment gets, and what a programme does.

use crate::calendar::MonthDay;
use crate::kpi::Setting;
use crate::kpi::cost::week_of_day;
use crate::mowing::course::stages;
use crate::mowing::patches::{Programme, Timing, Visit};
use crate::planning::Plan;
use crate::planning::reason::reason_text;
use crate::report::csv::{Sheet, money, number};

/// `plan.csv`.
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
    let contract = plan.choices.iter().any(|choice| !choice.years.is_empty());
    if contract {
        sheet.head.extend(["then", "from_year"]);
    }
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
            number(choice.value("target_richness")),
            number(choice.value("winter_refuge")),
            reason_text(choice.reason, plan.limit_of(choice.reason), setting.language),
        ]);
        if contract {
            let stages = stages(&setting.programmes[choice.programme]);
            let then: Vec<&str> = stages.iter().skip(1).map(|stage| setting.regimes[stage.regime]).collect();
            let years: Vec<String> =
                stages.iter().skip(1).map(|stage| (setting.first_year + stage.year as i16).to_string()).collect();
            if let Some(row) = sheet.rows.last_mut() {
                row.extend([then.join(";"), years.join(";")]);
            }
        }
    }
    sheet
}

/// Week and day of a visit to the main verge; `None` where a rule finds the day, which then differs between sites.
fn week_and_day(visit: &Visit) -> Option<(u8, MonthDay)> {
    match (visit.week, visit.cut.timing) {
        (Some(week), _) => Some((week, MonthDay::of_week(week))),
        (None, Timing::Day(day)) => Some((week_of_day(day.day_of_year()), day)),
        (None, Timing::Rule { .. }) => None,
    }
}

/// First and last calendar year of a visit of a course; empty where it comes in every year.
fn span(programme: &Programme, visit: usize, first_year: i16) -> [String; 2] {
    let at = programme.stages.iter().position(|stage| stage.visits.contains(&visit));
    let year = |year: usize| (first_year + year as i16).to_string();
    let from = at.map(|at| year(programme.stages[at].year)).unwrap_or_default();
    let next = at.and_then(|at| programme.stages.get(at + 1));
    let last = next.map(|next| if next.day > 1 { next.year } else { next.year.saturating_sub(1) });
    [from, last.map(year).unwrap_or_default()]
}

/// `programmes.csv`: every visit of the programmes that the plan hands out, and of the regimes on their own days.
///
/// An uncut programme has one row without a visit. `share` is the share that is cut. Week and day are empty where a rule finds
/// them; the schedule has the expected week of each site.
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
    let in_turn = plan.is_some_and(|plan| plan.choices.iter().any(|choice| !choice.years.is_empty()));
    if in_turn {
        sheet.head.extend(["from_year", "until_year"]);
    }
    let mut planned = vec![false; setting.programmes.len()];
    for choice in plan.iter().flat_map(|plan| &plan.choices) {
        planned[choice.programme] = true;
    }
    for (place, programme) in setting.programmes.iter().enumerate() {
        let same_name = |other: usize| planned[other] && setting.programmes[other].name == programme.name;
        let shadowed = !planned[place] && (place + 1..setting.programmes.len()).any(same_name);
        if (!planned[place] && place >= setting.regimes.len()) || shadowed {
            continue;
        }
        let head = [programme.name.clone(), setting.regimes[programme.regime].to_owned()];
        if programme.visits.is_empty() {
            let mut cells = head.to_vec();
            cells.resize(sheet.head.len(), String::new());
            sheet.rows.push(cells);
        }
        for (number_of_visit, visit) in programme.visits.iter().enumerate() {
            let when = week_and_day(visit);
            let mut cells = head.to_vec();
            cells.extend([
                (number_of_visit + 1).to_string(),
                when.map(|(week, _)| week.to_string()).unwrap_or_default(),
                when.map(|(_, day)| day.to_string()).unwrap_or_default(),
                number(1.0 - visit.leave),
                number(visit.cut.height_m),
                visit.cut.machine.name().into(),
                visit.cut.removal.name().into(),
                visit.cut.lying_days.to_string(),
            ]);
            if in_turn {
                cells.extend(span(programme, number_of_visit, setting.first_year));
            }
            sheet.rows.push(cells);
        }
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::DayRange;
    use crate::kpi::sample::Sample;
    use crate::mowing::regime::{Otherwise, Trigger};

    #[test]
    fn programmes_show_their_weeks_and_rules_none() {
        let mut sample = Sample::new();
        let window = DayRange::parse("05-25..07-05").expect("valid");
        sample.programmes[1].visits[0].cut.timing =
            Timing::Rule { window, trigger: Trigger::Mass { mass_kg_ha: 3500.0 }, otherwise: Otherwise::LastDay };
        let text = sample.with(|evidence| programmes_sheet(None, evidence.setting)).text();
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            rows,
            vec![
                "late,late,1,37,09-15,1,0.1,disc_hay,hay,3",
                "early,early,1,,,1,0.1,disc_hay,hay,3",
                "none,none,,,,,,,,",
            ]
        );
    }
}
