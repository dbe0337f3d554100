//! The plan that was begun: what each segment was to be mown like, what was done of it, and how it may go on.

use super::lost::{Lost, missed};
use super::observed::Cut;
use crate::calendar::{Date, MonthDay};
use crate::error::{Problem, Problems};
use crate::kpi::cost::week_of_day;
use crate::mowing::course::{Part, join};
use crate::mowing::patches::{PlannedCut, Programme, Timing, Visit, lists_of};
use crate::mowing::regime::{Machine, Pattern, Removal, parts};
use crate::planning::verify::tables::Table;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use std::collections::BTreeMap;
use std::path::Path;

/// The day of an adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct From {
    /// The day; everything before it is past.
    pub date: Date,
    /// Its year, counted from the first planned one.
    pub year: usize,
    /// Its day of the year, 1-365.
    pub day: u16,
}

impl From {
    /// The week that the day lies in.
    pub fn week(self) -> u8 {
        week_of_day(self.day)
    }
}

/// Programme of every segment with grass in the plan of a finished run (index into the programmes of the scenario).
pub fn read_plan(dir: &Path, scenario: &Scenario, stands: &Stands) -> Result<Vec<Option<usize>>, Problems> {
    let mut problems = Problems::none();
    problems.take(same_inputs(&dir.join("manifest.toml"), scenario));
    let table = problems.take(Table::read(&dir.join("plan.csv")));
    let mut list = vec![None; scenario.network.segments.len()];
    for row in table.iter().flat_map(Table::records) {
        let (id, name) = (row.text("segment"), row.text("programme"));
        let segment = scenario.network.segments.iter().position(|segment| segment.id == id);
        let programme = stands.programmes.iter().position(|programme| programme.name == name);
        match (segment, programme) {
            (Some(segment), Some(programme)) => list[segment] = Some(programme),
            (None, _) => problems.push(Problem::new("P445", row.place(), format!("there is no segment \"{id}\""))),
            (_, None) => problems.push(
                Problem::new("P445", row.place(), format!("there is no programme \"{name}\" in the scenario"))
                    .hint("an adjusted plan is adjusted again from the run it began with, with all observations since"),
            ),
        }
    }
    if problems.is_empty() {
        for (segment, class) in stands.segment_class.iter().enumerate() {
            if class.is_some() && list[segment].is_none() {
                let id = &scenario.network.segments[segment].id;
                problems.push(Problem::new(
                    "P445",
                    dir.join("plan.csv").display().to_string(),
                    format!("{id} is missing"),
                ));
            }
        }
    }
    problems.unless_any(list)
}

/// The run must be one of this scenario.
fn same_inputs(manifest: &Path, scenario: &Scenario) -> Result<(), Problems> {
    let place = manifest.display().to_string();
    let text = std::fs::read_to_string(manifest).map_err(|error| {
        Problem::new("I901", &place, format!("cannot be read: {error}"))
            .hint("a plan is adjusted after `zeis run`; name its folder with --run")
    })?;
    let table: toml::Table =
        text.parse().map_err(|error| Problem::new("P446", &place, format!("is no manifest: {error}")))?;
    let digest = |name: &str| table.get("inputs")?.get(name)?.as_str();
    let changed = scenario.inputs.iter().filter(|input| digest(&input.name) != Some(&format!("{:016x}", input.digest)));
    let mut problems = Problems::none();
    for input in changed {
        let what = format!("the run is of another {}", input.name);
        problems.push(
            Problem::new("P446", &place, what).hint("run the scenario again, or name the folder of its run with --run"),
        );
    }
    problems.unless_any(())
}

/// What was done on a segment.
#[derive(Clone, Debug, PartialEq)]
struct Past {
    /// Programme of the plan.
    old: usize,
    /// Days of visits of this year that were missed, as their weeks were lost.
    missed: Vec<u16>,
    /// What was mown, by year, where that was observed: day and tenths of the verge.
    mown: Vec<(usize, Vec<(u16, u8)>)>,
}

/// Everything that the segments may do from the day on.
#[derive(Clone, Debug, Default)]
pub struct Courses {
    /// Courses.
    pub programmes: Vec<Programme>,
    /// Courses of each segment; the first is to keep the plan.
    pub of_segment: Vec<Vec<usize>>,
    /// Segments on which planned visits were missed.
    pub missed: Vec<usize>,
}

/// What a plan that was begun stands on.
#[derive(Clone, Copy)]
pub struct Begun<'a> {
    /// Scenario.
    pub scenario: &'a Scenario,
    /// Its stands.
    pub stands: &'a Stands,
    /// Programme of each segment in the plan.
    pub old: &'a [Option<usize>],
    /// What was mown.
    pub cuts: &'a [Cut],
    /// Hours lost.
    pub lost: &'a [Lost],
    /// The day.
    pub from: From,
    /// Years after which nothing is planned.
    pub years: usize,
}

/// The programme that cuts as was observed: these days and tenths of the verge, with the machine of the plan's nearest visit.
fn as_mown(old: &Programme, cuts: &[(u16, u8)]) -> Option<Programme> {
    let like = |day: u16| {
        let near = old.visits.iter().min_by_key(|visit| visit.cut.span().middle().day_of_year().abs_diff(day));
        near.map_or(
            PlannedCut {
                timing: Timing::Day(MonthDay::from_day_of_year(day)),
                visit: 0,
                height_m: 0.10,
                machine: Machine::DiscHay,
                removal: Removal::Hay,
                lying_days: 3,
            },
            |visit| visit.cut,
        )
    };
    let visits: Vec<Visit> = cuts
        .iter()
        .filter(|(_, tenths)| *tenths > 0)
        .map(|&(day, tenths)| Visit {
            week: None,
            cut: PlannedCut { timing: Timing::Day(MonthDay::from_day_of_year(day)), ..like(day) },
            leave: 1.0 - f64::from(tenths) / 10.0,
        })
        .collect();
    let leaves: Vec<f64> = visits.iter().map(|visit| visit.leave).collect();
    let pattern = if leaves.iter().all(|leave| *leave == 0.0) { Pattern::Full } else { Pattern::Rotating };
    parts(pattern, &leaves).ok()?;
    Some(Programme { name: "mown".into(), regime: old.regime, pattern, visits, stages: Vec::new() })
}

impl Begun<'_> {
    fn past_of(&self, segment: usize) -> Option<Past> {
        let old = self.old[segment]?;
        let programme = &self.stands.programmes[old];
        let row = &self.scenario.network.segments[segment];
        let mut mown: BTreeMap<usize, Vec<(u16, u8)>> = BTreeMap::new();
        for cut in self.cuts.iter().filter(|cut| cut.segment == segment) {
            let year = usize::try_from(cut.date.year() - self.scenario.first_year).ok()?;
            let day = MonthDay::new(cut.date.month() as u8, cut.date.day() as u8).map_or(59, MonthDay::day_of_year);
            mown.entry(year).or_default().push((day, (10.0 * cut.share).round() as u8));
        }
        let gone =
            |visit: &&Visit| visit.cut.span().first.day_of_year() < self.from.day && self.is_lost(visit, &row.district);
        let missed = programme.visits.iter().filter(gone).map(|visit| visit.cut.span().first.day_of_year());
        let missed = if mown.contains_key(&self.from.year) { Vec::new() } else { missed.collect() };
        Some(Past { old, missed, mown: mown.into_iter().collect() })
    }

    /// What was done until the day, as a course.
    fn done(&self, past: &Past, name: String) -> Option<Programme> {
        let old = &self.stands.programmes[past.old];
        let mown: Vec<(usize, Programme)> =
            past.mown.iter().map(|(year, cuts)| Some((*year, as_mown(old, cuts)?))).collect::<Option<_>>()?;
        let mut parts = vec![Part { year: 0, day: 1, programme: old }];
        for (year, programme) in &mown {
            parts.retain(|part| part.year != *year);
            parts.push(Part { year: *year, day: 1, programme });
            if *year < self.from.year {
                parts.push(Part { year: year + 1, day: 1, programme: old });
            }
        }
        if !past.missed.is_empty() && self.from.year > 0 {
            parts.push(Part { year: self.from.year, day: 1, programme: old });
        }
        let mut done = join(name, &parts)?;
        let now = (self.from.year, self.from.day);
        let visits = &done.visits;
        let is_missed = |visit: &usize| past.missed.contains(&visits[*visit].cut.span().first.day_of_year());
        if let Some(stage) = done.stages.iter_mut().rev().find(|stage| (stage.year, stage.day) <= now) {
            stage.missed = stage.visits.clone().filter(is_missed).collect();
        }
        Some(done)
    }

    /// Last day of this year on which something was cut before the day of the adjustment.
    fn last_cut(&self, done: &Programme) -> Option<u16> {
        let lists = lists_of(done);
        let cuts = lists.iter().flatten().flat_map(|list| list.year(self.from.year));
        cuts.map(|cut| cut.span().first.day_of_year()).filter(|day| *day < self.from.day).max()
    }

    /// Whether the rest of this year under a programme keeps its distance from the last cut.
    fn keeps_distance(&self, programme: &Programme, last: Option<u16>) -> bool {
        let gap = self.scenario.plan.as_ref().map_or(0, |plan| 7 * u16::from(plan.min_gap_weeks));
        let days = programme.visits.iter().map(|visit| visit.cut.span().first.day_of_year());
        let mut coming = days.filter(|day| *day >= self.from.day);
        last.is_none_or(|last| coming.all(|day| day >= last + gap))
    }

    /// Every course of every segment: to keep the plan, to go on otherwise in the rest of this year, from the next year on, or
    /// in both; `most` of each kind.
    pub fn courses(&self, most: usize) -> Courses {
        let mut found = Courses { of_segment: vec![Vec::new(); self.old.len()], ..Courses::default() };
        let mut pasts: Vec<Past> = Vec::new();
        let mut known: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        let mut of_old: BTreeMap<usize, usize> = BTreeMap::new();
        for segment in 0..self.old.len() {
            let Some(past) = self.past_of(segment) else { continue };
            if !past.missed.is_empty() {
                found.missed.push(segment);
            }
            let place = pasts.iter().position(|one| *one == past).unwrap_or_else(|| {
                pasts.push(past.clone());
                pasts.len() - 1
            });
            let old = &self.stands.programmes[past.old];
            let first = *of_old.entry(past.old).or_insert(place);
            let label = if first == place && past.missed.is_empty() && past.mown.is_empty() {
                old.name.clone()
            } else {
                format!("{}~{place}", old.name)
            };
            let Some(done) = self.done(&past, label.clone()) else { continue };
            for (now, later) in self.ways(segment, past.old, &done, most) {
                let at = *known.entry((place, now, later)).or_insert_with(|| {
                    let course = self.course(&done, &label, (past.old, now, later));
                    found.programmes.extend(course);
                    found.programmes.len() - 1
                });
                found.of_segment[segment].push(at);
            }
        }
        found
    }

    /// Whether a coming visit of this year stands in a week that its crews lost as a whole.
    fn loses_a_coming_visit(&self, segment: usize, old: usize) -> bool {
        let district = &self.scenario.network.segments[segment].district;
        let coming = |visit: &Visit| visit.cut.span().first.day_of_year() >= self.from.day;
        self.stands.programmes[old].visits.iter().any(|visit| coming(visit) && self.is_lost(visit, district))
    }

    /// Whether the crews of a district lost the whole week of a visit.
    fn is_lost(&self, visit: &Visit, district: &str) -> bool {
        let week = visit.week.unwrap_or_else(|| week_of_day(visit.cut.span().first.day_of_year()));
        missed(&self.scenario.crews, self.lost, week, district, visit.cut.machine)
    }

    /// Programmes for the rest of this year and for the years after it, the plan's own first.
    fn ways(&self, segment: usize, old: usize, done: &Programme, most: usize) -> Vec<(usize, usize)> {
        let programmes = &self.stands.programmes;
        let last = self.last_cut(done);
        let split = programmes[old].split();
        let unmown = self.scenario.plan.as_ref().is_none_or(|plan| plan.unmown);
        let fits = |one: &usize| {
            *one != old
                && (unmown || !programmes[*one].visits.is_empty())
                && programmes[*one].stages.is_empty()
                && agree(split, programmes[*one].split())
                && agree(done.split(), programmes[*one].split())
        };
        let allowed: Vec<usize> = self
            .stands
            .programmes_of(self.scenario, segment)
            .into_iter()
            .map(|one| one.programme)
            .filter(fits)
            .collect();
        let rest = |one: usize| -> Vec<PlannedCut> {
            let coming = programmes[one].visits.iter().map(|visit| visit.cut);
            coming.filter(|cut| cut.span().first.day_of_year() >= self.from.day).collect()
        };
        let now: Vec<usize> = allowed
            .iter()
            .copied()
            .filter(|&one| rest(one) != rest(old) && self.keeps_distance(&programmes[one], last))
            .collect();
        let thin = |list: &[usize]| crate::planning::candidate::thin(list.to_vec(), most);
        let mut ways = vec![(old, old)];
        ways.extend(thin(&now).into_iter().map(|now| (now, old)));
        // A visit whose week is lost can be left out this year, whatever else the crews have hours for.
        let left_out = programmes.iter().position(|one| one.visits.is_empty()).map(|uncut| (uncut, old));
        ways.extend(left_out.filter(|way| self.loses_a_coming_visit(segment, old) && !ways.contains(way)));
        if self.from.year + 1 < self.years {
            ways.extend(thin(&allowed).into_iter().map(|later| (old, later)));
            ways.extend(thin(&now).into_iter().map(|both| (both, both)));
        }
        ways
    }

    fn course(&self, done: &Programme, label: &str, (old, now, later): (usize, usize, usize)) -> Option<Programme> {
        let programmes = &self.stands.programmes;
        let From { date, year, day } = self.from;
        let next = date.year() + 1;
        let name = match (now == old, later == old, now == later) {
            (true, true, _) => label.to_owned(),
            (false, true, _) if year + 1 < self.years => {
                format!("{label}>{date}>{}>{next}>{}", programmes[now].name, programmes[old].name)
            }
            (false, _, true) | (false, true, _) => format!("{label}>{date}>{}", programmes[now].name),
            _ => format!("{label}>{next}>{}", programmes[later].name),
        };
        let mut parts =
            vec![Part { year: 0, day: 1, programme: done }, Part { year, day, programme: &programmes[now] }];
        if year + 1 < self.years {
            parts.push(Part { year: year + 1, day: 1, programme: &programmes[later] });
        }
        join(name, &parts)
    }
}

/// Whether two ways to divide the verge over segments can follow each other.
fn agree(a: crate::mowing::patches::Split, b: crate::mowing::patches::Split) -> bool {
    use crate::mowing::patches::Split;
    a == b || a == Split::Alike || b == Split::Alike
}
