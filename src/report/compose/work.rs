//! The crews' routes in words, as a table and as a figure.

use super::Results;
use crate::planning::route::DRIVE_KM_H;
use crate::planning::route::week::CrewWeek;
use crate::plot::gantt::{Gantt, GanttRow, GanttWeek};
use crate::plot::words::{choose, number, per_cent, with_decimals};
use crate::report::page::ToldTable;
use crate::report::workorders::WorkPlan;
use crate::scenario::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Share of years without dry days from which a crew-week is told.
const OFTEN_WET: f64 = 0.5;

/// Calendar years that crews are out in: those of the contract, or one.
fn years(plan: &WorkPlan) -> BTreeSet<i16> {
    plan.worked.weeks.iter().map(|week| week.monday.iso_week_date().year()).collect()
}

/// Sum of all crew-weeks, a year.
fn sum(plan: &WorkPlan, part: impl Fn(&CrewWeek) -> f64) -> f64 {
    plan.worked.weeks.iter().map(part).sum::<f64>() / years(plan).len().max(1) as f64
}

/// Kilometres, hours and what no route goes below, in a sentence or two.
pub fn lines(plan: &WorkPlan, language: Language) -> Vec<String> {
    let [km, least, of_days] =
        [sum(plan, |week| week.km), sum(plan, |week| week.least_km), sum(plan, |week| week.least_of_days_km)];
    if plan.worked.weeks.is_empty() {
        return Vec::new();
    }
    let more = per_cent(km / of_days.max(1e-9) - 1.0, language);
    let [drive, idle, hay] = [sum(plan, |w| w.drive), sum(plan, |w| w.idle), sum(plan, |w| w.hours[1])];
    let [drive, idle, hay] = [drive, idle, hay].map(|hours| number(hours, language));
    let [km, least, of_days] = [km, least, of_days].map(|km| number(km, language));
    let over = plan.worked.weeks.iter().filter(|week| week.overtime > 1e-6).count();
    let mut lines = vec![match language {
        Language::En => format!(
            "Routes: crews drive {km} km a year (with this work on these days no routes go below {of_days} km, \
             so at most {more} more than needed; however divided over days not below {least} km), \
             {drive} h on the way and {idle} h waiting; taking hay away asks {hay} h beside the hours of the plan"
        ),
        Language::Nl => format!(
            "Routes: de ploegen rijden {km} km per jaar (met dit werk op deze dagen komen geen routes onder {of_days} km, \
             dus hoogstens {more} meer dan nodig; hoe ook over dagen verdeeld niet onder {least} km), \
             {drive} u onderweg en {idle} u wachten; hooi afvoeren vraagt {hay} u naast de uren van het plan"
        ),
    }];
    if over > 0 {
        lines.push(match language {
            Language::En => format!("In {over} crew-weeks a day is longer than the shift allows (crew_weeks.csv)"),
            Language::Nl => format!("In {over} ploegweken is een dag langer dan de dienst toelaat (crew_weeks.csv)"),
        });
    }
    let count = years(plan).len().max(1) as f64;
    let wet = plan.put_off().values().sum::<f64>() / count;
    let often = plan.no_dry_spell.iter().flatten().filter(|share| **share >= OFTEN_WET).count() as f64 / count;
    if wet > 0.0 {
        let [wet, often] = [wet, often].map(|value| number(value, language));
        lines.push(match language {
            Language::En => format!(
                "Hay: {wet} h of cutting a year meet a week without enough dry days and move on ({often} orders in half of the years or more)"
            ),
            Language::Nl => format!(
                "Hooi: {wet} u maaien per jaar treft een week zonder genoeg droge dagen en schuift door ({often} opdrachten in de helft van de jaren of vaker)"
            ),
        });
    }
    lines
}

/// What the routes take for granted.
fn assumptions(plan: &WorkPlan, language: Language) -> Vec<String> {
    let (all, given, speed) = (plan.graph.roads.len(), plan.graph.given, number(DRIVE_KM_H, language));
    let mut list = vec![match language {
        Language::En => format!(
            "Crews turn at interchanges only: given for {given} of {all} roads (`interchanges` of [plan]), for the others taken to lie where \
             verges end and where roads meet. Ways at {speed} km/h, over other roads 1.3 times the straight line; taking hay away as \
             long as cutting; day crews 7-19 h, night crews 20-5 h (all assumptions)."
        ),
        Language::Nl => format!(
            "Ploegen keren alleen bij aansluitingen: gegeven voor {given} van {all} wegen (`interchanges` van [plan]), bij de andere aangenomen \
             waar bermen eindigen en wegen elkaar raken. Rijden met {speed} km/u, over andere wegen 1,3 maal de rechte lijn; hooi afvoeren \
             even lang als maaien; dagploegen 7-19 u, nachtploegen 20-5 u (alles aangenomen)."
        ),
    }];
    if plan.graph.unplaced {
        list.push(
            choose(
                language,
                "Some roads have no coordinates: ways to them are not known and count as nothing.",
                "Van sommige wegen ontbreken coördinaten: de weg erheen is onbekend en telt als niets.",
            )
            .to_owned(),
        );
    }
    if plan.without_crew > 0 {
        list.push(match language {
            Language::En => format!("{} orders have no crew and no route.", plan.without_crew),
            Language::Nl => format!("{} opdrachten hebben geen ploeg en geen route.", plan.without_crew),
        });
    }
    list
}

/// The table of the page: a row for each crew.
pub fn table(plan: &WorkPlan, language: Language) -> ToldTable {
    let heads: [&str; 10] = match language {
        Language::En => [
            "Crew",
            "Weeks out",
            "Days",
            "Cutting, h",
            "Hay away, h",
            "On the way, h",
            "Waiting, h",
            "Overtime, h",
            "km",
            "Least km",
        ],
        Language::Nl => [
            "Ploeg",
            "Weken uit",
            "Dagen",
            "Maaien, u",
            "Afvoer, u",
            "Onderweg, u",
            "Wachten, u",
            "Overwerk, u",
            "km",
            "Minste km",
        ],
    };
    let mut by_crew: BTreeMap<usize, Vec<&CrewWeek>> = BTreeMap::new();
    for week in &plan.worked.weeks {
        by_crew.entry(week.crew).or_default().push(week);
    }
    let count = years(plan).len().max(1);
    let rows = by_crew.into_iter().map(|(crew, weeks)| {
        let sum = |part: &dyn Fn(&CrewWeek) -> f64| weeks.iter().map(|week| part(week)).sum::<f64>() / count as f64;
        let hours = |part: &dyn Fn(&CrewWeek) -> f64| with_decimals(sum(part), 1, language);
        let km = |part: &dyn Fn(&CrewWeek) -> f64| with_decimals(sum(part), 0, language);
        vec![
            plan.crews[crew].name.clone(),
            number(sum(&|_| 1.0), language),
            number(sum(&|week| week.days as f64), language),
            hours(&|week| week.hours[0]),
            hours(&|week| week.hours[1]),
            hours(&|week| week.drive),
            hours(&|week| week.idle),
            hours(&|week| week.overtime),
            km(&|week| week.km),
            km(&|week| week.least_of_days_km),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return ToldTable::default();
    }
    let mut sentences = lines(plan, language);
    if count > 1 {
        sentences.push(match language {
            Language::En => {
                format!("Numbers are means of the {count} years of the contract; the figure shows the first.")
            }
            Language::Nl => {
                format!("Getallen zijn gemiddelden van de {count} jaren van het contract; de figuur toont het eerste.")
            }
        });
    }
    sentences.extend(assumptions(plan, language));
    sentences.push(
        choose(
            language,
            "Every stop with its times stands in workorders.csv, every crew-week in crew_weeks.csv; schedule.ics opens in a calendar.",
            "Elke stop met zijn tijden staat in workorders.csv, elke ploegweek in crew_weeks.csv; schedule.ics opent in een agenda.",
        )
        .to_owned(),
    );
    ToldTable { sentences, heads: heads.map(str::to_owned).to_vec(), rows }
}

/// The figure of crews and weeks.
pub fn gantt(results: &Results) -> Option<Gantt> {
    let (plan, options) = (results.work?, results.scenario.plan.as_ref()?);
    let (first, last) = options.weeks;
    let weeks = usize::from(last.max(first) - first) + 2;
    let mut rows: Vec<GanttRow> = results
        .scenario
        .crews
        .iter()
        .map(|crew| {
            let week = |at: usize| {
                let number = usize::from(first) + at;
                let works = crew.weeks.iter().any(|&(a, b)| (usize::from(a)..=usize::from(b)).contains(&number));
                GanttWeek { capacity: if works { crew.hours_per_week } else { 0.0 }, ..GanttWeek::default() }
            };
            GanttRow { name: crew.name.clone(), weeks: (0..weeks).map(week).collect() }
        })
        .collect();
    // Of a contract the first year, which is the next to be worked.
    let first_year = years(plan).first().copied();
    let shown = |week: &&CrewWeek| Some(week.monday.iso_week_date().year()) == first_year;
    for week in plan.worked.weeks.iter().filter(shown) {
        let number = week.monday.iso_week_date().week();
        let place = usize::try_from(i16::from(number) - i16::from(first)).ok();
        if let Some(own) = place.and_then(|place| rows[week.crew].weeks.get_mut(place)) {
            own.cut += week.hours[0];
            own.hay += week.hours[1];
            own.way += week.drive + week.idle;
        }
    }
    rows.iter().any(|row| row.weeks.iter().any(|week| week.cut > 0.0)).then_some(Gantt {
        language: results.scenario.language,
        first_week: first,
        rows,
    })
}
