//! The figures of a run, filled from its results.

use super::{Results, fire_figures, life_figures, paired, plan_figures, words};
use crate::ensemble::showcase::{ShowColumn, Showcase};
use crate::mowing::patches::Timing;
use crate::network::segment::ProductivityClass;
use crate::plot::Drawing;
use crate::plot::after_cut;
use crate::plot::flowering_calendar;
use crate::plot::gantt;
use crate::plot::hazard_calendar::{self, HazardCalendar};
use crate::plot::insect_survival;
use crate::plot::month_profile;
use crate::plot::nectar_curve;
use crate::plot::network_map;
use crate::plot::pair::Paired;
use crate::plot::regimes::{self, RegimeKey, Regimes, Row};
use crate::plot::richness;
use crate::plot::season::{self, Bands, CutMark, Season};
use crate::plot::weeks::{self, CrewRow, Weeks};
use crate::plot::words::{choose, per_cent};
use std::collections::BTreeMap;

/// Days of the figures.
const DAYS: usize = 365;
/// KPIs of the figure of regimes, from top to bottom.
const COMPARED: [&str; 6] = ["fire", "F3", "B9", "B10", "B12", "K1"];
/// Regimes beside the present one that the figure of regimes can show.
const MOST_REGIMES: usize = 4;
/// First and last day of June to August, counted from 0.
const SUMMER: std::ops::Range<usize> = 151..243;
/// Days before and after a day that its share of fire weather is taken over: single days of few years jump.
const AROUND: usize = 5;
/// Fire weather index of a day of fire weather.
const FIRE_WEATHER: f32 = 21.3;

/// Every figure that the results can fill, with its file name.
pub fn figures(results: &Results) -> Vec<(&'static str, Drawing)> {
    let mut list = Vec::new();
    if let Some(pair) = Pictures::of(results) {
        list.push(("season", season::drawing(&pair.season(results))));
        list.push(("hazard_calendar", hazard_calendar::drawing(&pair.hazard_calendar(results))));
        let flames = fire_figures::after_cut(results, &pair);
        list.extend(flames.map(|figure| ("after_cut", after_cut::drawing(&figure))));
        let months = fire_figures::month_profile(results, &pair);
        list.extend(months.map(|figure| ("months", month_profile::drawing(&figure))));
        let flowers = life_figures::flowering(results, &pair);
        list.extend(flowers.map(|figure| ("flowering", flowering_calendar::drawing(&figure))));
        list.push(("nectar", nectar_curve::drawing(&life_figures::nectar(results, &pair))));
        list.push(("species", richness::drawing(&life_figures::species(results, &pair))));
    }
    list.push(("insects", insect_survival::drawing(&life_figures::insects(results))));
    list.push(("regimes", regimes::drawing(&regimes_figure(results))));
    list.extend(super::maps::maps(results));
    list.extend(life_figures::standing_map(results).map(|map| ("map_standing", network_map::drawing(&map))));
    if let Some(weeks) = weeks_figure(results) {
        list.push(("weeks", weeks::drawing(&weeks)));
    }
    list.extend(super::work::gantt(results).map(|figure| ("gantt", gantt::drawing(&figure))));
    list.extend(plan_figures::fronts(results));
    list
}

/// The pictures of one class of sites under the present regime and others.
pub(super) struct Pictures<'a> {
    pub(super) class: usize,
    present: (usize, &'a Showcase),
    pub(super) others: Vec<(usize, &'a Showcase)>,
    uncut: Option<(usize, &'a Showcase)>,
}

impl<'a> Pictures<'a> {
    /// The most productive class with pictures, under today's regime and those that the plan gives such verges most.
    fn of(results: &Results<'a>) -> Option<Self> {
        let (stands, scenario) = (results.stands, results.scenario);
        let cases = || results.outcomes.showcases.iter().map(|showcase| (&stands.cases[showcase.case], showcase));
        let order = [ProductivityClass::High, ProductivityClass::Mid, ProductivityClass::Low];
        let class = order.into_iter().find_map(|productivity| {
            cases().map(|(case, _)| case.class).find(|&class| stands.classes[class].site.productivity == productivity)
        })?;
        let picture = |regime: usize| {
            cases().find(|(case, _)| case.class == class && case.programme == Some(regime)).map(|(_, picture)| picture)
        };
        let productivity = stands.classes[class].site.productivity;
        let mut planned: BTreeMap<usize, f64> = BTreeMap::new();
        for choice in results.plan.map_or(&[][..], |plan| &plan.choices) {
            let segment = &scenario.network.segments[choice.segment];
            if segment.site.productivity == productivity {
                *planned.entry(choice.regime).or_default() += segment.length_m;
            }
        }
        let mut others = results.other_regimes();
        let uncut = others.iter().copied().find(|&regime| scenario.regimes[regime].cuts.is_empty());
        let uncut = uncut.and_then(|regime| Some((regime, picture(regime)?)));
        others.retain(|&regime| !scenario.regimes[regime].cuts.is_empty());
        others.sort_by(|a, b| planned.get(b).unwrap_or(&0.0).total_cmp(planned.get(a).unwrap_or(&0.0)));
        let others = others.into_iter().take(2).filter_map(|regime| Some((regime, picture(regime)?))).collect();
        Some(Pictures { class, present: (scenario.present, picture(scenario.present)?), others, uncut })
    }

    /// Today's regime, the others and the uncut one.
    pub(super) fn with_uncut(&self) -> Vec<(usize, &'a Showcase)> {
        std::iter::once(self.present).chain(self.others.iter().copied()).chain(self.uncut).collect()
    }

    /// The site in words, and how much of the network's grass it stands for.
    pub(super) fn place(&self, results: &Results) -> String {
        let (scenario, class) = (results.scenario, &results.stands.classes[self.class]);
        let segments = &scenario.network.segments;
        let all: f64 = segments.iter().filter(|segment| segment.is_grass()).map(|segment| segment.length_m).sum();
        let here: f64 = class.segments.iter().map(|&segment| segments[segment].length_m).sum();
        let share = per_cent(here / all.max(1.0), scenario.language);
        let of = choose(scenario.language, "of the network", "van het net");
        format!("{}, {share} {of}", words::site(scenario, class))
    }

    fn season(&self, results: &Results) -> Season {
        let scenario = results.scenario;
        let colours = results.colours();
        // The regime that the plan prefers stands last, where the title compares it with today.
        let shown = std::iter::once(&self.present).chain(self.others.iter().rev());
        let panels = shown.map(|&(regime, picture)| season::Panel {
            label: words::regime(scenario, regime),
            colour: colours[regime],
            live: bands(picture, ShowColumn::Live),
            dead: bands(picture, ShowColumn::Dead),
            litter: bands(picture, ShowColumn::Litter),
            cuts: cut_marks(results, picture),
        });
        let last = self.others.first().map_or(self.present.1, |(_, picture)| picture);
        Season {
            language: scenario.language,
            place: self.place(results),
            years: results.years(),
            members: scenario.members,
            panels: panels.collect(),
            fire_weather: fire_weather(self.present.1),
            summer_dead: Paired::relative(&summer_dead(last), &summer_dead(self.present.1)),
        }
    }

    fn hazard_calendar(&self, results: &Results) -> HazardCalendar {
        let scenario = results.scenario;
        let colours = results.colours();
        let panel = |&(regime, picture): &(usize, &Showcase)| hazard_calendar::Panel {
            label: words::regime(scenario, regime),
            colour: colours[regime],
            flame_m: (0..scenario.years)
                .map(|year| (0..DAYS).map(|day| value(picture, 0, year, day, ShowColumn::Flame)).collect())
                .collect(),
            cuts: cut_marks(results, picture),
        };
        let other = self.others.first().unwrap_or(&self.present);
        let (before, after) = (flame_days(self.present.1), flame_days(other.1));
        let mean = |days: &[f64]| days.iter().sum::<f64>() / days.len().max(1) as f64;
        HazardCalendar {
            language: scenario.language,
            place: self.place(results),
            rows: (0..scenario.years).map(|year| (scenario.first_year + year as i16).to_string()).collect(),
            panels: [panel(&self.present), panel(other)],
            members: scenario.members,
            days: (mean(&before), mean(&after)),
            change: Paired::difference(&after, &before),
        }
    }
}

fn value(picture: &Showcase, member: usize, year: usize, day: usize, column: ShowColumn) -> f64 {
    f64::from(picture.days[[member, year, day, column as usize]])
}

/// The values of a day over members and years.
fn samples(picture: &Showcase, day: usize, column: ShowColumn) -> Vec<f64> {
    let (members, years, _, _) = picture.days.dim();
    let all = (0..members).flat_map(|member| (0..years).map(move |year| (member, year)));
    all.map(|(member, year)| value(picture, member, year, day, column)).collect()
}

fn bands(picture: &Showcase, column: ShowColumn) -> Bands {
    Bands::of(|day| samples(picture, day, column))
}

/// For each day the share of fire weather on the days around it.
fn fire_weather(picture: &Showcase) -> Vec<f64> {
    let share = |day: usize| {
        let values = samples(picture, day, ShowColumn::FireWeather);
        values.iter().filter(|&&fwi| fwi >= f64::from(FIRE_WEATHER)).count() as f64 / values.len().max(1) as f64
    };
    let daily: Vec<f64> = (0..DAYS).map(share).collect();
    let around = |day: usize| {
        let days = &daily[day.saturating_sub(AROUND)..(day + AROUND + 1).min(DAYS)];
        days.iter().sum::<f64>() / days.len() as f64
    };
    (0..DAYS).map(around).collect()
}

/// Per member: mean over its years of a sum over days.
fn per_member(picture: &Showcase, of_year: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let (members, years, _, _) = picture.days.dim();
    let mean = |member| (0..years).map(|year| of_year(member, year)).sum::<f64>() / years as f64;
    (0..members).map(mean).collect()
}

fn summer_dead(picture: &Showcase) -> Vec<f64> {
    per_member(picture, |member, year| SUMMER.map(|day| value(picture, member, year, day, ShowColumn::Dead)).sum())
}

fn flame_days(picture: &Showcase) -> Vec<f64> {
    per_member(picture, |member, year| {
        (0..DAYS).filter(|&day| value(picture, member, year, day, ShowColumn::Flame) >= 1.2).count() as f64
    })
}

/// The cuts of a case in a usual year.
pub(super) fn cut_marks(results: &Results, picture: &Showcase) -> Vec<CutMark> {
    let case = &results.stands.cases[picture.case];
    let Some(programme) = case.programme.map(|programme| &results.stands.programmes[programme]) else {
        return Vec::new();
    };
    let found = &results.outcomes.visits[picture.case];
    let marks = programme.visits.iter().zip(found).filter_map(|(visit, found)| {
        let day_of_year = match visit.cut.timing {
            Timing::Day(day) => day.day_of_year(),
            Timing::Rule { .. } => found.median_day,
        };
        (day_of_year > 0).then_some(CutMark { day_of_year, height_m: visit.cut.height_m })
    });
    marks.collect()
}

fn regimes_figure(results: &Results) -> Regimes {
    let scenario = results.scenario;
    let colours = results.colours();
    let others: Vec<usize> = results.other_regimes().into_iter().take(MOST_REGIMES).collect();
    let present = &scenario.regimes[scenario.present].name;
    let rows = COMPARED.iter().filter_map(|kpi| {
        let now = results.network_row(present, kpi)?;
        let differences = others.iter().map(|&regime| {
            let row = results.network_row(&scenario.regimes[regime].name, kpi)?;
            Some(paired(&row.difference?))
        });
        Some(Row {
            name: now.title.to_owned(),
            unit: words::unit(now.kpi.unit, scenario.language).to_owned(),
            is_share: now.kpi.unit == super::SHARE,
            less_is_better: now.kpi.direction == crate::kpi::define::Direction::Down,
            present: now.present_q50.unwrap_or(now.value.q50),
            differences: differences.collect(),
        })
    });
    Regimes {
        language: scenario.language,
        place: super::page::sections(results),
        years: results.years(),
        members: scenario.members,
        present: choose(scenario.language, "the regimes of today", "de regimes van nu").to_owned(),
        regimes: others
            .iter()
            .map(|&regime| RegimeKey { label: words::regime(scenario, regime), colour: colours[regime] })
            .collect(),
        rows: rows.collect(),
    }
}

fn weeks_figure(results: &Results) -> Option<Weeks> {
    let (plan, options) = (results.plan?, results.scenario.plan.as_ref()?);
    let (first, last) = options.weeks;
    let weeks = usize::from(last - first) + 1;
    let mut rows: BTreeMap<(String, String), CrewRow> = BTreeMap::new();
    for row in &plan.rows {
        let Some(hours) = row.row.hours else { continue };
        let Some(place) = row.row.week.checked_sub(first).map(usize::from).filter(|&place| place < weeks) else {
            continue;
        };
        let label = format!(
            "{} · {}",
            row.area,
            row.row.group.replace('_', " ").replace('+', choose(results.scenario.language, " or ", " of "))
        );
        let entry = rows.entry((row.area.clone(), row.row.group.clone())).or_insert_with(|| CrewRow {
            label,
            hours: vec![0.0; weeks],
            capacity: vec![0.0; weeks],
        });
        // Of the years of a contract the one in which the week is fullest.
        let fullest = entry.hours[place] / entry.capacity[place].max(f64::MIN_POSITIVE);
        if entry.capacity[place] == 0.0 || row.used / hours.max(f64::MIN_POSITIVE) > fullest {
            (entry.hours[place], entry.capacity[place]) = (row.used, hours);
        }
    }
    let rows: Vec<CrewRow> = rows.into_values().collect();
    (!rows.is_empty()).then_some(Weeks { language: results.scenario.language, first_week: first, rows })
}
