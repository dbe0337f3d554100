//! What a programme does from the day of an adjustment on, in words: the rest of the season, and the years after it.

use crate::kpi::cost::week_of_day;
use crate::mowing::course::{Stage, stages};
use crate::mowing::patches::{Programme, Visit};
use crate::plot::words::choose;
use crate::replan::begun::From;
use crate::report::compose::words::regime;
use crate::scenario::Scenario;

/// A programme from a day on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ahead {
    /// The rest of the year of the day: "cut in week 39".
    pub rest: String,
    /// The years after it: "two cuts, a quarter left, weeks 26 and 39"; empty where none are left.
    pub later: String,
}

fn week(visit: &Visit) -> u8 {
    visit.week.unwrap_or_else(|| week_of_day(visit.cut.span().first.day_of_year()))
}

/// Weeks in words: "week 26", "weeks 26 and 39".
fn weeks(mut list: Vec<u8>, scenario: &Scenario) -> String {
    list.sort_unstable();
    list.dedup();
    let say = |english, dutch| choose(scenario.language, english, dutch);
    let texts: Vec<String> = list.iter().map(u8::to_string).collect();
    match texts.split_last() {
        None => String::new(),
        Some((only, [])) => format!("week {only}"),
        Some((last, rest)) => {
            format!("{} {} {} {last}", say("weeks", "weken"), rest.join(", "), say("and", "en"))
        }
    }
}

/// Stages that hold in a year, each with its end: of the stage after it.
fn held(all: &[Stage], year: usize) -> impl Iterator<Item = (&Stage, (usize, u16))> {
    let end = |at: usize| all.get(at + 1).map_or((usize::MAX, 1), |next| (next.year, next.day));
    let of = move |(at, stage)| (stage, end(at));
    all.iter().enumerate().map(of).filter(move |(stage, end)| stage.year <= year && *end > (year, 1))
}

/// What a programme does from the day on.
pub fn ahead(programme: &Programme, scenario: &Scenario, from: From, years: usize) -> Ahead {
    let say = |english, dutch| choose(scenario.language, english, dutch);
    let all = stages(programme);
    let coming = held(&all, from.year).flat_map(|(stage, end)| {
        stage.visits.clone().filter(move |visit| !stage.missed.contains(visit)).filter_map(move |visit| {
            let visit = &programme.visits[visit];
            let when = (from.year, visit.cut.span().first.day_of_year());
            ((stage.year, stage.day) <= when && when < end && when.1 >= from.day).then(|| week(visit))
        })
    });
    let coming: Vec<u8> = coming.collect();
    let rest =
        if coming.is_empty() { say("no more cut", "geen beurt meer").to_owned() } else { weeks(coming, scenario) };
    let mut later: Vec<(usize, String)> = Vec::new();
    for year in from.year + 1..years {
        // A stage that begins within the year is told from the year after.
        let Some(stage) = held(&all, year).map(|(stage, _)| stage).find(|stage| (stage.year, stage.day) <= (year, 1))
        else {
            continue;
        };
        let told = weeks(programme.visits[stage.visits.clone()].iter().map(week).collect(), scenario);
        let name = regime(scenario, stage.regime);
        let text = if told.is_empty() { name } else { format!("{name} ({told})") };
        if later.last().is_none_or(|(_, last)| *last != text) {
            later.push((year, text));
        }
    }
    let first = scenario.first_year;
    let told = later.iter().enumerate().map(|(at, (year, text))| match at {
        0 => text.clone(),
        _ => format!("{} {}: {text}", say("from", "vanaf"), i32::from(first) + *year as i32),
    });
    Ahead { rest, later: told.collect::<Vec<_>>().join("; ") }
}

/// Two programmes from the day on, told where they differ.
pub fn differing(old: &Ahead, new: &Ahead, scenario: &Scenario, from: From) -> (String, String) {
    let year = from.date.year();
    let rest = choose(scenario.language, "rest of", "rest van");
    let since = choose(scenario.language, "from", "vanaf");
    let tell = |one: &Ahead| {
        let mut parts = Vec::new();
        if old.rest != new.rest {
            parts.push(format!("{rest} {year}: {}", one.rest));
        }
        if old.later != new.later && !one.later.is_empty() {
            parts.push(format!("{since} {}: {}", year + 1, one.later));
        }
        parts.join("; ")
    };
    (tell(old), tell(new))
}
