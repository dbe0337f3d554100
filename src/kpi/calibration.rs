//! A register of fires against the network it was kept on: rate and exponent as far as the counts carry them, and what was
//! registered beside what was expected, by month, road and class of fire weather.

use crate::calendar::Date;
use crate::ensemble::fire_exposure::{Exposure, WEATHER_CLASSES, exposure, quarter_of};
use crate::error::{Problem, Problems};
use crate::fire::calibrate::counts::count_interval;
use crate::fire::calibrate::{Burnt, ExponentFound, Observed, Place, RateFound, dispersion};
use crate::fire::ignition::traffic_weight;
use crate::fire::rate_doubt::Reading;
use crate::fire::register::{Incident, Register, Roads, road_key};
use crate::scenario::Scenario;
use crate::scenario::stands::build;
use crate::simulation::fire_days::FORMS;
use crate::units::KM_PER_M;
use crate::weather::nodes::NodeWeather;
use std::collections::{BTreeMap, BTreeSet};

/// The form of susceptibility that rates are given for.
const DEFAULT_FORM: usize = Reading::Flame as usize;

/// What the rows of a register are cut along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Month, 1-12.
    Month,
    /// Road.
    Road,
    /// Class of the fire weather index: 0 very low to 5 extreme.
    Danger,
}

impl Cut {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Cut::Month => "month",
            Cut::Road => "road",
            Cut::Danger => "danger_class",
        }
    }
}

/// Registered beside expected fires.
#[derive(Clone, Debug, PartialEq)]
pub struct Residual {
    /// What the register is cut along.
    pub cut: Cut,
    /// Month, road or class.
    pub name: String,
    /// Fires of the register.
    pub observed: f64,
    /// Fires expected at the rate found.
    pub expected: f64,
    /// 5 and 95 % of the count where the expectation holds.
    pub interval: [f64; 2],
    /// Departure in standard deviations of the count.
    pub departure: f64,
}

/// What a register told.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// First and last day that was compared.
    pub period: (Date, Date),
    /// Rows within network and period.
    pub used: usize,
    /// Rows on no segment of the network.
    pub off_network: usize,
    /// Rows on segments where no grass grows.
    pub off_grass: usize,
    /// Rows before or after the period.
    pub off_period: usize,
    /// Rows that repeat another.
    pub repeated: usize,
    /// Fires on days when nothing burns after the model: heavy rain, snow, wet fuel.
    pub on_wet_days: usize,
    /// First and last registered day within network and period.
    pub span: Option<(Date, Date)>,
    /// Exponent of traffic in use before.
    pub exponent_before: f64,
    /// Rate in use before, at the exponent of the result.
    pub rate_before: f64,
    /// The exponent of traffic, if the counts carry it.
    pub exponent: ExponentFound,
    /// Log-likelihood at every exponent, by form.
    pub profile: Vec<(f64, [f64; FORMS])>,
    /// Exponent that the rate is given for.
    pub g: f64,
    /// The rate.
    pub rate: RateFound,
    /// Variance of counts over chance alone, if the counts carry it.
    pub dispersion: Option<f64>,
    /// Share of each form of [`Reading::ALL`] in the likelihood of all, if the counts carry it.
    pub forms: Option<Vec<f64>>,
    /// Traffic at which the rate holds whatever the exponent.
    pub pivot_traffic: f64,
    /// Mean year sum of susceptibility of the network, weighed by length and traffic, in every form.
    pub year_sums: [f64; FORMS],
    /// Registered beside expected fires.
    pub residuals: Vec<Residual>,
}

/// Days of a scenario that a register may be compared with, within `asked`; refuses weather that was not observed in those
/// very years.
pub fn period(scenario: &Scenario, asked: (Option<Date>, Option<Date>)) -> Result<(Date, Date), Problems> {
    let mut problems = Problems::none();
    let place = scenario.path.display().to_string();
    let generated = scenario.nodes.iter().any(|node| matches!(node.weather, NodeWeather::Generated(_)));
    if generated {
        let what = "the weather is generated, so its days are not those on which the fires of a register burned";
        let hint = "climate.weather = { knmi = \"etmgeg_275.txt\" } or { table = \"weather.csv\" } with the years of the register";
        problems.push(Problem::new("W393", format!("{place}, climate.weather"), what).hint(hint));
    }
    let shifted =
        scenario.nodes.iter().find(|node| node.source_first_year.is_some_and(|year| year != scenario.first_year));
    if let Some((node, year)) = shifted.and_then(|node| Some((node, node.source_first_year?))) {
        let what = format!("{} of the run has the weather of {year} (node {})", scenario.first_year, node.name);
        let hint = format!("period.first_year = {year}, and no climate.first_weather_year, so that days are real days");
        problems.push(Problem::new("W394", format!("{place}, period.first_year"), what).hint(hint));
    }
    let first = jiff::civil::date(scenario.first_year, 1, 1);
    let last = jiff::civil::date(scenario.first_year + scenario.years as i16 - 1, 12, 31);
    let (from, to) = (asked.0.unwrap_or(first).max(first), asked.1.unwrap_or(last).min(last));
    if from > to {
        let what = format!("no day from {from} to {to} lies in the years of the scenario, {first} to {last}");
        problems.push(Problem::new("S194", "--from, --to", what).hint("the register and the scenario must share days"));
    }
    problems.unless_any((from, to))
}

/// An incident within network and period.
struct Placed<'a> {
    incident: &'a Incident,
    segments: Vec<usize>,
}

/// Compares a register with the regimes of today over the days of a [`period`].
pub fn calibrate(scenario: &Scenario, register: &Register, period: (Date, Date)) -> Result<Calibration, Problem> {
    let segments = &scenario.network.segments;
    let (roads, mut counts) = (Roads::new(segments), [0; 3]);
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for incident in &register.incidents {
        let matched = roads.find(incident);
        let grass: Vec<usize> = matched.iter().copied().filter(|&segment| segments[segment].is_grass()).collect();
        if matched.is_empty() {
            counts[0] += 1;
        } else if incident.date < period.0 || incident.date > period.1 {
            counts[2] += 1;
        } else if grass.is_empty() {
            counts[1] += 1;
        } else {
            placed.push(Placed { incident, segments: grass });
        }
    }
    let asked: BTreeSet<(usize, Date)> =
        placed.iter().flat_map(|one| one.segments.iter().map(|&segment| (segment, one.incident.date))).collect();
    let stands = build(scenario);
    let exposure = exposure(scenario, &stands, period, &asked)?;
    Ok(estimate(scenario, &placed, &exposure, period, counts, register.repeated))
}

fn estimate(
    scenario: &Scenario,
    placed: &[Placed<'_>],
    exposure: &Exposure,
    period: (Date, Date),
    [off_network, off_grass, off_period]: [usize; 3],
    repeated: usize,
) -> Calibration {
    let (observed, place_of) = observed(scenario, placed, exposure, period);
    let p = &scenario.fire;
    let profile = observed.profile();
    let exponent = observed.exponent(&profile, p.traffic_exponent, DEFAULT_FORM);
    let g = if let ExponentFound::Found(found) = exponent { found.value } else { p.traffic_exponent };
    let plain = observed.rate(g, DEFAULT_FORM, 1.0);
    let network = Network { scenario, placed, exposure, g, k: plain.k };
    let dispersion = dispersion(&network.cells());
    let spread = dispersion.unwrap_or(1.0);
    let weight = |segment: usize| network.length_weight(segment);
    let total: f64 = place_of.keys().map(|&segment| weight(segment)).sum();
    let years = observed.days / 365.25;
    let year_sums = std::array::from_fn(|form| observed.exposure(g, form) / (total * years).max(f64::MIN_POSITIVE));
    let wet = |fire: &&Burnt<FORMS>| fire.iter().all(|(_, found)| found[DEFAULT_FORM] <= 0.0);
    let days = placed.iter().map(|one| one.incident.date);
    Calibration {
        period,
        used: placed.len(),
        off_network,
        off_grass,
        off_period,
        repeated,
        on_wet_days: observed.fires.iter().filter(wet).count(),
        span: days.clone().min().zip(days.max()),
        exponent_before: p.traffic_exponent,
        rate_before: crate::fire::rate_doubt::rate_at(p.rate_constant, p.traffic_exponent, g, p),
        exponent,
        g,
        rate: observed.rate(g, DEFAULT_FORM, spread),
        dispersion,
        forms: observed.form_shares(g, Reading::ALL.len()),
        pivot_traffic: observed.pivot_traffic(g, DEFAULT_FORM),
        year_sums,
        residuals: network.residuals(spread),
        profile,
    }
}

/// Exposure and fires as the estimates read them, and the place of each segment among them.
fn observed(
    scenario: &Scenario,
    placed: &[Placed<'_>],
    exposure: &Exposure,
    (from, to): (Date, Date),
) -> (Observed<FORMS>, BTreeMap<usize, usize>) {
    let mut places = Vec::new();
    let mut place_of = BTreeMap::new();
    for (segment, found) in exposure.segments.iter().enumerate() {
        let Some(found) = found else { continue };
        let row = &scenario.network.segments[segment];
        place_of.insert(segment, places.len());
        places.push(Place {
            length_km: row.length_m * KM_PER_M * row.ignition_share,
            vehicles_per_day: row.aadt,
            susceptibility: found.sums,
        });
    }
    let fire = |one: &Placed<'_>| -> Burnt<FORMS> {
        let day = |&segment: &usize| {
            let found = exposure.asked.get(&(segment, one.incident.date))?;
            Some((*place_of.get(&segment)?, found.susceptibility))
        };
        one.segments.iter().filter_map(day).collect()
    };
    let days = f64::from(from.until(to).map_or(0, |span| span.get_days()) + 1);
    (Observed { places, fires: placed.iter().map(fire).collect(), days }, place_of)
}

/// The network at one rate.
struct Network<'a> {
    scenario: &'a Scenario,
    placed: &'a [Placed<'a>],
    exposure: &'a Exposure,
    g: f64,
    k: f64,
}

impl Network<'_> {
    fn length_weight(&self, segment: usize) -> f64 {
        let row = &self.scenario.network.segments[segment];
        row.length_m * KM_PER_M * row.ignition_share * traffic_weight(row.aadt, self.g)
    }

    fn road(&self, segment: usize) -> &str {
        &self.scenario.network.segments[segment].road
    }

    /// Segments with their exposures.
    fn exposures(&self) -> impl Iterator<Item = (usize, f64, &crate::ensemble::fire_exposure::SegmentExposure)> {
        let rows = self.exposure.segments.iter().enumerate();
        rows.filter_map(|(segment, found)| Some((segment, self.k * self.length_weight(segment), found.as_ref()?)))
    }

    /// Registered and expected fires by road and quarter of each year.
    fn cells(&self) -> Vec<(f64, f64)> {
        let mut cells: BTreeMap<(String, usize), (f64, f64)> = BTreeMap::new();
        for (segment, rate, found) in self.exposures() {
            for (quarter, sum) in found.quarters.iter().enumerate() {
                cells.entry((road_key(self.road(segment)), quarter)).or_default().1 += rate * sum;
            }
        }
        for one in self.placed {
            let quarter = quarter_of(one.incident.date, self.scenario.first_year);
            cells.entry((one.incident.road.clone(), quarter)).or_default().0 += 1.0;
        }
        cells.into_values().collect()
    }

    fn residuals(&self, dispersion: f64) -> Vec<Residual> {
        let mut months = [(0.0, 0.0); 12];
        let mut classes = [(0.0, 0.0); WEATHER_CLASSES];
        let mut roads: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for (segment, rate, found) in self.exposures() {
            months.iter_mut().zip(found.months).for_each(|(month, sum)| month.1 += rate * sum);
            classes.iter_mut().zip(found.classes).for_each(|(class, sum)| class.1 += rate * sum);
            roads.entry(road_key(self.road(segment))).or_default().1 += rate * found.sums[DEFAULT_FORM];
        }
        for one in self.placed {
            months[usize::from(one.incident.date.month().unsigned_abs()) - 1].0 += 1.0;
            roads.entry(one.incident.road.clone()).or_default().0 += 1.0;
            let day = one.segments.iter().find_map(|&segment| self.exposure.asked.get(&(segment, one.incident.date)));
            if let Some(day) = day {
                classes[day.class].0 += 1.0;
            }
        }
        let row = |cut: Cut, name: String, (observed, expected): (f64, f64)| Residual {
            cut,
            name,
            observed,
            expected,
            interval: count_interval(expected, dispersion),
            departure: if expected > 0.0 { (observed - expected) / (dispersion * expected).sqrt() } else { 0.0 },
        };
        let numbered = |cut: Cut, first: usize, cells: &[(f64, f64)]| -> Vec<Residual> {
            cells.iter().enumerate().map(|(place, &cell)| row(cut, (place + first).to_string(), cell)).collect()
        };
        let mut all = numbered(Cut::Month, 1, &months);
        all.extend(roads.into_iter().map(|(road, cell)| row(Cut::Road, road, cell)));
        all.extend(numbered(Cut::Danger, 0, &classes));
        all
    }
}
