//! `schedule.csv`: what is mown where, when, by whom and with what.
//!
//! A visit to consecutive segments of a chain with one order (week, zone, visit, machine, height, removal, share, owner, contract,
//! district) is one row. Dates are those of the ISO week in the first year of the plan; obligatory strips, which have a day
//! instead of a planned week, get the week of their day.

use crate::calendar::Date;
use crate::kpi::Setting;
use crate::kpi::cost::{VisitCost, VisitWork};
use crate::mowing::regime::Removal;
use crate::network::Network;
use crate::network::segment::{Segment, Side};
use crate::planning::{Choice, Plan};
use crate::plot::words::per_cent;
use crate::report::csv::{Sheet, money, number};
use crate::report::problem_species::remark;
use crate::scenario::stands::Zone;
use crate::scenario::{Crew, Language, Owner};
use std::collections::BTreeMap;

/// Share of the years with fire weather on the day of a visit from which the schedule says so.
const WORTH_A_WARNING: f64 = 0.01;

/// One row of the schedule: a visit along consecutive segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Segments of the network, in order along the road.
    pub segments: Vec<usize>,
    /// Programme.
    pub programme: usize,
    /// The visit, as on the first segment.
    pub work: VisitWork,
    /// Area cut, ha.
    pub area_ha: f64,
    /// Length, m.
    pub length_m: f64,
    /// Cost, hours and tonnes of all segments.
    pub cost: VisitCost,
    /// Monday and Sunday of the week.
    pub dates: (Date, Date),
    /// Last day on which the cuttings must be gone, where they are taken away.
    pub removal_by: Option<Date>,
    /// Crew; empty where none can do it.
    pub crew: String,
    /// Whether nests must be looked for first, on some segment.
    pub nest_check: bool,
}

/// Who works for whom.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// Crews.
    pub crews: &'a [Crew],
    /// Owners.
    pub owners: &'a [Owner],
    /// Whether owners plan together.
    pub joint: bool,
}

/// Monday and Sunday of an ISO week; week 53 of a year without one is its week 52.
pub fn week_dates(year: i16, week: u8) -> (Date, Date) {
    use jiff::civil::{ISOWeekDate, Weekday};
    let day = |weekday| {
        (1..=week.clamp(1, 53))
            .rev()
            .find_map(|week| ISOWeekDate::new(year, week as i8, weekday).ok())
            .map(ISOWeekDate::date)
    };
    let new_year = jiff::civil::date(year, 1, 1);
    (day(Weekday::Monday).unwrap_or(new_year), day(Weekday::Sunday).unwrap_or(new_year))
}

/// Whether two visits are the same order.
fn same_order(setting: &Setting, a: (&Choice, &VisitWork), b: (&Choice, &VisitWork)) -> bool {
    let ((one, x), (other, y)) = (a, b);
    let (here, there) = (&setting.segments[one.segment], &setting.segments[other.segment]);
    let main_alike = x.zone != Zone::Main || one.programme == other.programme;
    main_alike
        && (x.zone, x.visit, x.week, x.machine, x.removal, x.lying_days)
            == (y.zone, y.visit, y.week, y.machine, y.removal, y.lying_days)
        && x.height_m == y.height_m
        && x.leave == y.leave
        && (&here.owner, &here.contract, &here.district) == (&there.owner, &there.contract, &there.district)
}

/// Gives each order to the crew that can do it and has the smallest share of its week booked (ties: the order of the crews).
///
/// A crew can do a visit in its district (for its owner, unless owners plan together) with its machines in its weeks; an order that
/// none can do has no crew.
fn assign_crews(orders: &mut [Order], setting: &Setting, parties: Parties) {
    let mut booked: BTreeMap<(usize, u8), f64> = BTreeMap::new();
    for order in orders {
        let segment = &setting.segments[order.segments[0]];
        let week = order.work.week;
        let load = |crew: usize, booked: &BTreeMap<(usize, u8), f64>| {
            let hours = booked.get(&(crew, week)).copied().unwrap_or(0.0) + order.cost.hours;
            hours / parties.crews[crew].hours_per_week.max(1e-9)
        };
        let able = (0..parties.crews.len()).filter(|&crew| can_do(&parties.crews[crew], parties.joint, segment, order));
        if let Some(crew) = able.min_by(|&a, &b| load(a, &booked).total_cmp(&load(b, &booked))) {
            *booked.entry((crew, week)).or_default() += order.cost.hours;
            order.crew.clone_from(&parties.crews[crew].name);
        }
    }
}

fn can_do(crew: &Crew, joint: bool, segment: &Segment, order: &Order) -> bool {
    crew.district == segment.district
        && (joint || crew.owner.is_empty() || crew.owner == segment.owner)
        && (crew.machines.is_empty() || crew.machines.contains(&order.work.machine))
        && crew.weeks.iter().any(|&(first, last)| (first..=last).contains(&order.work.week))
}

/// Last day on which hay must be gone: the end of the week plus the days it lies.
fn removal_by(work: &VisitWork, end: Date) -> Option<Date> {
    if work.removal != Removal::Hay {
        return None;
    }
    end.checked_add(jiff::Span::new().days(i64::from(work.lying_days))).ok()
}

/// Orders of a plan, year by year where a contract is planned so.
pub fn orders(plan: &Plan, setting: &Setting, network: &Network, parties: Parties) -> Vec<Order> {
    let years: Vec<i16> =
        plan.choices.first().map_or_else(Vec::new, |choice| choice.years.iter().map(|year| year.year).collect());
    if years.is_empty() {
        return of_year(plan, setting, network, parties);
    }
    let of = |(at, &year): (usize, &i16)| {
        let mut plan = plan.clone();
        for choice in &mut plan.choices {
            choice.visits.clone_from(&choice.years[at].visits);
        }
        of_year(&plan, &Setting { first_year: year, ..setting.clone() }, network, parties)
    };
    years.iter().enumerate().flat_map(of).collect()
}

/// Orders of the first year, sorted by week, road, letter, carriageway, side and kilometre.
fn of_year(plan: &Plan, setting: &Setting, network: &Network, parties: Parties) -> Vec<Order> {
    let mut chosen: Vec<Option<&Choice>> = vec![None; setting.segments.len()];
    for choice in &plan.choices {
        chosen[choice.segment] = Some(choice);
    }
    let mut orders: Vec<Order> = Vec::new();
    for chain in &network.chains {
        // Orders that the segment before took part in.
        let mut open: Vec<(usize, VisitWork, &Choice)> = Vec::new();
        for &segment in &chain.segments {
            let Some(choice) = chosen[segment] else {
                open.clear();
                continue;
            };
            let mut next = Vec::new();
            for work in choice.visits.iter().filter(|work| work.area_ha > 0.0) {
                let before = open.iter().find(|(_, other, from)| same_order(setting, (from, other), (choice, work)));
                let at = before.map_or_else(
                    || {
                        let dates = week_dates(setting.first_year, work.week);
                        orders.push(Order {
                            segments: Vec::new(),
                            programme: choice.programme,
                            work: *work,
                            area_ha: 0.0,
                            length_m: 0.0,
                            cost: VisitCost::default(),
                            dates,
                            removal_by: removal_by(work, dates.1),
                            crew: String::new(),
                            nest_check: false,
                        });
                        orders.len() - 1
                    },
                    |(at, _, _)| *at,
                );
                add(&mut orders[at], segment, &setting.segments[segment], work);
                orders[at].nest_check |= nest_check(parties.owners, &setting.segments[segment], work);
                next.push((at, *work, choice));
            }
            open = next;
        }
    }
    orders.sort_by(|a, b| {
        let (x, y) = (&setting.segments[a.segments[0]], &setting.segments[b.segments[0]]);
        (a.work.week, &x.road, &x.letter, &x.carriageway, x.side)
            .cmp(&(b.work.week, &y.road, &y.letter, &y.carriageway, y.side))
            .then(x.km_from.total_cmp(&y.km_from))
            .then((a.work.zone, a.work.visit).cmp(&(b.work.zone, b.work.visit)))
    });
    assign_crews(&mut orders, setting, parties);
    orders
}

fn add(order: &mut Order, place: usize, segment: &Segment, work: &VisitWork) {
    order.segments.push(place);
    order.area_ha += work.area_ha;
    order.length_m += segment.length_m;
    order.cost.eur += work.cost.eur;
    order.cost.hours += work.cost.hours;
    order.cost.tonnes_fresh += work.cost.tonnes_fresh;
    order.cost.litres_diesel += work.cost.litres_diesel;
    order.cost.co2_kg += work.cost.co2_kg;
}

/// Name of a side in tables.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Left => "Li",
        Side::Middle => "middle",
        Side::Right => "Re",
    }
}

/// Remark on an order: obligatory strips, nests to look for first, problem species, and how often the day is one of fire weather.
fn note(order: &Order, setting: &Setting) -> String {
    let language = setting.language;
    let about = match (order.work.zone, order.nest_check, language) {
        (Zone::Main, false, _) => "",
        (Zone::Main, true, Language::En) => "breeding season: look for nests first",
        (Zone::Main, true, Language::Nl) => "broedseizoen: eerst nesten zoeken",
        (Zone::Safety, _, Language::En) => "safety strip, obligatory",
        (Zone::Safety, _, Language::Nl) => "veiligheidsstrook, verplicht",
        (Zone::Ditch, _, Language::En) => "ditch side, obligatory",
        (Zone::Ditch, _, Language::Nl) => "slootkant, verplicht",
    };
    let wait = (order.work.waiting >= WORTH_A_WARNING).then(|| {
        let share = per_cent(order.work.waiting, language).replace('\u{a0}', " ");
        match language {
            Language::En => format!("fire weather on this day in {share} of the years: then wait with mowing"),
            Language::Nl => format!("brandweer op deze dag in {share} van de jaren: dan wachten met maaien"),
        }
    });
    let problems = if order.work.zone == Zone::Main { remark(setting, &order.segments) } else { String::new() };
    let parts = [about.to_owned(), problems, wait.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Whether nests must be looked for: the main verge is cut in the owner's breeding season, whatever stays.
fn nest_check(owners: &[Owner], segment: &Segment, work: &VisitWork) -> bool {
    let owner = owners.iter().find(|owner| owner.name == segment.owner);
    work.zone == Zone::Main && owner.is_some_and(|owner| owner.breeding.contains(work.day))
}

/// `schedule.csv`.
pub fn schedule_sheet(orders: &[Order], setting: &Setting) -> Sheet {
    let mut sheet = Sheet::new(&[
        "week",
        "date_from",
        "date_to",
        "contract",
        "owner",
        "district",
        "crew",
        "road",
        "letter",
        "carriageway",
        "side",
        "km_from",
        "km_to",
        "visit",
        "regime",
        "programme",
        "machine",
        "height_m",
        "removal",
        "removal_by",
        "stays",
        "length_m",
        "area_ha",
        "hours",
        "tonnes_fresh",
        "cost_eur",
        "segments",
        "note",
    ]);
    for order in orders {
        let first = &setting.segments[order.segments[0]];
        let last = order.segments.last().map_or(first, |&segment| &setting.segments[segment]);
        let programme = &setting.programmes[order.programme];
        let main = order.work.zone == Zone::Main;
        let ids: Vec<&str> = order.segments.iter().map(|&segment| setting.segments[segment].id.as_str()).collect();
        sheet.rows.push(vec![
            order.work.week.to_string(),
            order.dates.0.to_string(),
            order.dates.1.to_string(),
            first.contract.clone(),
            first.owner.clone(),
            first.district.clone(),
            order.crew.clone(),
            first.road.clone(),
            first.letter.clone(),
            first.carriageway.clone(),
            side_name(first.side).into(),
            number(first.km_from),
            number(last.km_to),
            (order.work.visit + 1).to_string(),
            if main { setting.regimes[programme.regime].into() } else { String::new() },
            if main { programme.name.clone() } else { String::new() },
            order.work.machine.name().into(),
            number(order.work.height_m),
            order.work.removal.name().into(),
            order.removal_by.map(|date| date.to_string()).unwrap_or_default(),
            number(order.work.leave),
            number(order.length_m),
            number(order.area_ha),
            money(order.cost.hours),
            money(order.cost.tonnes_fresh),
            money(order.cost.eur),
            ids.join(";"),
            note(order, setting),
        ]);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_those_of_the_iso_calendar() {
        let text = |year, week| {
            let (monday, sunday) = week_dates(year, week);
            format!("{monday} {sunday}")
        };
        assert_eq!(text(2027, 24), "2027-06-14 2027-06-20");
        assert_eq!(text(2026, 1), "2025-12-29 2026-01-04");
        assert_eq!(text(2026, 53), "2026-12-28 2027-01-03");
        assert_eq!(text(2027, 53), text(2027, 52));
    }
}
