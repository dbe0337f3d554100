//! Which weather each segment has: the nodes of a scenario. Everything the scenario asks of the weather module is here.

mod observed;
mod stations;

use super::file::climate::{ClimateFile, PeriodFile, WeatherChoice};
use super::file::climates::Delta;
use super::file::keys::Located;
use super::file::suggest;
use super::inputs::Inputs;
use super::{Climate, Node};
use crate::error::{Problem, Problems};
use crate::network::Network;
use crate::network::delimited::decode;
use crate::network::segment::{Point, Segment};
use crate::network::wgs84::longitude_latitude;
use crate::weather::climate::ClimateChange;
use crate::weather::climatology::{StationParameters, interpolate, nearest_station, parameters, stations};
use crate::weather::generate::Method;
use crate::weather::nodes::day::{DayAsked, DayWeather};
use crate::weather::nodes::{NodeWeather, RunYears, link_nodes};
use observed::Observed;
use stations::{nearest, station};
use std::collections::{BTreeMap, BTreeSet};

/// The nodes of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Nodes {
    /// Nodes in order of their names.
    pub nodes: Vec<Node>,
    /// Node of each segment (index into `nodes`).
    pub segment_node: Vec<usize>,
    /// Remarks.
    pub notices: Vec<String>,
}

/// What the scenario asks of the weather.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Sources.
    pub climate: &'a ClimateFile,
    /// Years of the run.
    pub period: &'a PeriodFile,
    /// The day at which the weather may end, instead of the years of the run.
    pub day: Option<DayAsked>,
    /// Climates in which the weather is wanted.
    pub climates: &'a [Climate],
    /// Seed.
    pub seed: u64,
}

/// Finds the node of every segment. `table` names the segment table in messages.
pub fn nodes(asked: &Asked<'_>, network: &Network, table: &str, inputs: &mut Inputs) -> Result<Nodes, Problems> {
    let mut finder = Finder {
        climate: asked.climate,
        period: asked.period,
        day: asked.day,
        climates: asked.climates,
        seed: asked.seed,
        table,
        problems: Problems::none(),
        notices: Vec::new(),
        own: BTreeMap::new(),
        nodes: BTreeMap::new(),
        changed: BTreeMap::new(),
        first_years: BTreeMap::new(),
    };
    let observed = finder.open_all(inputs);
    let mut names: Vec<Option<String>> = Vec::with_capacity(network.segments.len());
    let mut unplaced: Vec<&Segment> = Vec::new();
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for segment in &network.segments {
        let (index, choice) = finder.choice_of(segment);
        let found = match (&choice.value, &observed[index]) {
            (source, _) if is_generated(source) && asked.day.is_some() => Err(Missing::Station(generated_day(choice))),
            (WeatherChoice::Params(file), _) => Ok(finder.fitted(file)),
            (WeatherChoice::Nearest | WeatherChoice::Interpolated | WeatherChoice::Station(_), _) => {
                finder.climatology(choice, segment)
            }
            (_, Some(observed)) => finder.observed(choice, observed, segment),
            (_, None) => Ok(None),
        };
        match found {
            Ok(name) => names.push(name),
            Err(Missing::Coordinates) => unplaced.push(segment),
            Err(Missing::Station(problem)) => {
                // One station that is missing is told once, not for every segment that names it.
                if told.insert((choice.place.clone(), problem.what.clone())) {
                    finder.problems.push(problem);
                }
            }
        }
    }
    if let Some(first) = unplaced.first() {
        let what = format!("{} segments have no coordinates, so their nearest station is unknown", unplaced.len());
        let hint = "give x_from_m to y_to_m, a column `weather`, or climate.weather = { climatology = \"260\" }";
        finder.problems.push(Problem::new("S120", format!("{table}:{}, x_from_m", first.line), what).hint(hint));
    }
    let districts: BTreeSet<&str> = network.segments.iter().map(|segment| segment.district.as_str()).collect();
    for (district, choice) in asked.climate.by_district.iter().filter(|(name, _)| !districts.contains(name.as_str())) {
        let what = format!("no segment lies in the district \"{district}\"");
        let hint = suggest::hint(district, districts.iter().copied());
        finder.problems.push(Problem::new("S123", choice.place.clone(), what).hint(hint));
    }
    finder.finish(&names)
}

/// Why a segment has no node.
enum Missing {
    Coordinates,
    Station(Problem),
}

struct Finder<'a> {
    climate: &'a ClimateFile,
    period: &'a PeriodFile,
    day: Option<DayAsked>,
    seed: u64,
    table: &'a str,
    problems: Problems,
    notices: Vec<String>,
    climates: &'a [Climate],
    /// Parameters of the user, by file.
    own: BTreeMap<&'a str, StationParameters>,
    nodes: BTreeMap<String, NodeWeather>,
    /// Observed weather in each climate.
    changed: BTreeMap<String, Vec<NodeWeather>>,
    /// Year of the files that stands for the first year of the run, of each observed node.
    first_years: BTreeMap<String, i16>,
}

impl<'a> Finder<'a> {
    /// Every source: the general one first, then those of districts.
    fn choices(&self) -> impl Iterator<Item = &'a Located<WeatherChoice>> {
        std::iter::once(&self.climate.weather).chain(self.climate.by_district.iter().map(|(_, choice)| choice))
    }

    /// The source of a segment and its place among the choices.
    fn choice_of(&self, segment: &Segment) -> (usize, &'a Located<WeatherChoice>) {
        let own = self.climate.by_district.iter().position(|(district, _)| *district == segment.district);
        match own {
            Some(place) => (place + 1, &self.climate.by_district[place].1),
            None => (0, &self.climate.weather),
        }
    }

    /// Opens the files of every source.
    fn open_all(&mut self, inputs: &mut Inputs) -> Vec<Option<Observed>> {
        let choices: Vec<&Located<WeatherChoice>> = self.choices().collect();
        let any_observed =
            choices.iter().any(|choice| matches!(choice.value, WeatherChoice::Knmi(_) | WeatherChoice::Table(_)));
        let mut between = Vec::new();
        let changed = self.climates.iter().any(|climate| climate.change.is_some());
        let asked = self.climate.climates.scenarios.first().map_or(&self.climate.weather.place, |first| &first.place);
        if changed
            && self.climate.generator == Method::Basic
            && self.choices().any(|choice| is_generated(&choice.value))
        {
            let what = "the basic generator has no climates to come";
            self.problems.push(Problem::new("S133", asked.clone(), what).hint("leave climate.generator out"));
        }
        let elsewhere =
            |choice: &WeatherChoice| matches!(choice, WeatherChoice::Interpolated | WeatherChoice::Params(_));
        for choice in self.choices().filter(|choice| elsewhere(&choice.value)) {
            if self.climate.generator == Method::Basic {
                let what = "the basic generator knows the shipped stations only";
                let hint = "leave climate.generator out, or use { climatology = \"nearest\" }";
                let place = choice.place.clone();
                between.push(Problem::new("S134", place, what).hint(hint));
            }
        }
        self.problems.0.extend(between);
        if let Some(year) = self.climate.first_weather_year.as_ref().filter(|_| !any_observed) {
            let what = "the weather is generated, so no year of a file can be named";
            self.problems.push(Problem::new("S122", year.place.clone(), what).hint("leave first_weather_year out"));
        }
        choices
            .into_iter()
            .map(|choice| match &choice.value {
                WeatherChoice::Knmi(files) => self.problems.take(observed::open(files, true, &choice.place, inputs)),
                WeatherChoice::Table(file) => {
                    self.problems.take(observed::open(std::slice::from_ref(file), false, &choice.place, inputs))
                }
                WeatherChoice::Station(name) => {
                    if station(name).is_none() {
                        self.problems.push(unknown_station(&choice.place, name));
                    }
                    None
                }
                WeatherChoice::Params(file) => {
                    let read = own_parameters(file, &choice.place, inputs);
                    let read = self.problems.take(read);
                    self.own.extend(read.map(|parameters| (file.as_str(), parameters)));
                    None
                }
                WeatherChoice::Nearest | WeatherChoice::Interpolated => None,
            })
            .collect()
    }

    /// The years of the run, once the scenario says them.
    fn run_years(&self) -> Option<RunYears> {
        Some(RunYears {
            first_year: self.period.first_year?,
            years: self.period.years,
            warmup: self.period.warmup,
            first_weather_year: self.climate.first_weather_year.as_ref().map(|year| year.value),
        })
    }

    /// How each climate changes.
    fn changes(&self) -> Vec<Option<ClimateChange>> {
        self.climates.iter().map(|climate| climate.change.clone()).collect()
    }

    fn climatology(&mut self, choice: &Located<WeatherChoice>, segment: &Segment) -> Result<Option<String>, Missing> {
        let found = match (&segment.weather, &choice.value) {
            (Some(name), _) => {
                let place = format!("{}:{}, weather", self.table, segment.line);
                station(name).ok_or_else(|| Missing::Station(unknown_station(&place, name)))?
            }
            (None, WeatherChoice::Station(name)) => match station(name) {
                Some(station) => station,
                None => return Ok(None),
            },
            (None, _) => {
                let middle = segment.middle().ok_or(Missing::Coordinates)?;
                if choice.value == WeatherChoice::Interpolated {
                    return Ok(Some(self.interpolated(middle)));
                }
                nearest_station(middle.x_m, middle.y_m)
            }
        };
        let key = found.number.to_string();
        if !self.nodes.contains_key(&key) {
            let climate = parameters(found.number).expect("every station of the climatology has its parameters");
            self.nodes.insert(key.clone(), NodeWeather::generated(climate.clone(), self.climate.generator));
        }
        Ok(Some(key))
    }

    /// The node of a file of parameters; none where it could not be read.
    fn fitted(&mut self, file: &str) -> Option<String> {
        let climate = self.own.get(file)?.clone();
        let (key, method) = (climate.station.node_name(), self.climate.generator);
        self.nodes.entry(key.clone()).or_insert_with(|| NodeWeather::generated(climate, method));
        Some(key)
    }

    /// The node of the square of 10 km around a point: the climate of its middle.
    fn interpolated(&mut self, at: Point) -> String {
        const SQUARE_M: f64 = 10_000.0;
        let middle = |metres: f64| (metres / SQUARE_M).floor() * SQUARE_M + SQUARE_M / 2.0;
        let [longitude, latitude] = longitude_latitude(Point { x_m: middle(at.x_m), y_m: middle(at.y_m) });
        let climate = interpolate(latitude, longitude, None, &[]);
        let key = climate.station.node_name();
        let method = self.climate.generator;
        self.nodes.entry(key.clone()).or_insert_with(|| NodeWeather::generated(climate, method));
        key
    }

    fn observed(
        &mut self,
        choice: &Located<WeatherChoice>,
        observed: &Observed,
        segment: &Segment,
    ) -> Result<Option<String>, Missing> {
        let listed: Vec<&str> = observed.stations.keys().map(String::as_str).collect();
        let name = match (&segment.weather, &listed[..]) {
            (Some(name), _) => listed.iter().copied().find(|station| station == name).ok_or_else(|| {
                let place = format!("{}:{}, weather", self.table, segment.line);
                let what = format!("the weather files have no station \"{name}\"");
                Missing::Station(Problem::new("W381", place, what).hint(suggest::hint(name, listed.iter().copied())))
            })?,
            (None, [only]) => only,
            (None, _) => {
                let middle = segment.middle().ok_or(Missing::Coordinates)?;
                let placed = observed.stations.iter().filter_map(|(name, at)| Some((name.as_str(), at.place?)));
                nearest(middle, placed).ok_or_else(|| {
                    let what = format!("the weather has several nodes ({}) of unknown place", listed.join(", "));
                    let hint = "name the node of each segment in a column `weather`";
                    Missing::Station(Problem::new("W382", choice.place.clone(), what).hint(hint))
                })?
            }
        };
        // Districts may have files with equal station numbers; then the file tells the nodes apart.
        let key =
            if self.climate.by_district.is_empty() { name.to_string() } else { format!("{name} ({})", observed.label) };
        if !self.nodes.contains_key(&key) {
            let loaded = if let Some(asked) = self.day {
                let climate = observed::climate_of(observed, name, segment);
                let wanted = DayWeather { asked, warmup: self.period.warmup, climate, seed: self.seed };
                observed.load_to_day(name, &wanted)
            } else {
                let wanted = self.climate.first_weather_year.as_ref();
                observed::first_weather_year(observed, name, wanted, self.period, &choice.place)
                    .map_err(Missing::Station)?;
                let Some(run) = self.run_years() else { return Ok(None) };
                let simple = self.climate.climates.delta == Delta::Simple;
                observed.load(name, &run, &self.changes(), simple)
            };
            match loaded {
                Ok(loaded) => {
                    let new: Vec<String> =
                        loaded.notices.into_iter().filter(|notice| !self.notices.contains(notice)).collect();
                    self.notices.extend(new);
                    self.first_years.insert(key.clone(), loaded.source_first_year);
                    self.nodes.insert(key.clone(), loaded.weather);
                    self.changed.insert(key.clone(), loaded.climates);
                }
                Err(problems) => {
                    let new = problems.0.into_iter().filter(|problem| !self.problems.0.contains(problem));
                    let new: Vec<Problem> = new.collect();
                    self.problems.0.extend(new);
                    return Ok(None);
                }
            }
        }
        Ok(Some(key))
    }

    /// A remark where nodes meet the weather of unlike years, so that their outcomes differ by year as well as by place.
    fn unlike_years(&self) -> Option<String> {
        let distinct: BTreeSet<i16> = self.first_years.values().copied().collect();
        let list: Vec<String> = self.first_years.iter().map(|(node, year)| format!("{node} from {year}")).collect();
        (distinct.len() > 1).then(|| {
            format!(
                "the weather nodes take unlike years of their files ({}): name one in climate.first_weather_year",
                list.join(", ")
            )
        })
    }

    fn finish(mut self, names: &[Option<String>]) -> Result<Nodes, Problems> {
        self.notices.extend(self.unlike_years());
        link_nodes(&mut self.nodes.values_mut().collect::<Vec<_>>());
        let order: BTreeMap<&String, usize> = self.nodes.keys().zip(0..).collect();
        let segment_node = names.iter().flatten().filter_map(|name| order.get(name).copied()).collect();
        let nodes = self.nodes.iter().map(|(name, weather)| {
            let climates = match weather {
                NodeWeather::Observed(_) => self.changed.get(name).cloned().unwrap_or_default(),
                NodeWeather::Generated(drawn) => self
                    .climates
                    .iter()
                    .map(|climate| NodeWeather::Generated(Box::new(drawn.in_climate(climate.change.as_ref()))))
                    .collect(),
            };
            let weather = climates.first().unwrap_or(weather).clone();
            Node { name: name.clone(), weather, source_first_year: self.first_years.get(name).copied(), climates }
        });
        let found = Nodes { nodes: nodes.collect(), segment_node, notices: self.notices };
        self.problems.unless_any(found)
    }
}

/// Parameters of the user from a file.
fn own_parameters(file: &str, place: &str, inputs: &mut Inputs) -> Result<StationParameters, Problems> {
    let bytes = inputs.read(file, place)?;
    let shown = inputs.path(file).display().to_string();
    crate::weather::fit::read::read(&shown, &decode(&shown, &bytes)?)
}

/// Whether the weather of a source is drawn from a climate.
fn is_generated(choice: &WeatherChoice) -> bool {
    use WeatherChoice::{Interpolated, Nearest, Params, Station};
    matches!(choice, Nearest | Interpolated | Station(_) | Params(_))
}

/// A day is asked of weather that was never observed.
fn generated_day(choice: &Located<WeatherChoice>) -> Problem {
    let what = "the hazard of a day needs observed weather, and the weather of the scenario is generated";
    Problem::new("W392", choice.place.clone(), what).hint(
        "climate.weather = { table = \"weather.csv\" } or { knmi = \"etmgeg_275.txt\" }, from 1 January to the day",
    )
}

fn unknown_station(place: &str, name: &str) -> Problem {
    let what = format!("\"{name}\" is no station of the shipped climatology");
    let list: Vec<String> = stations().iter().map(|station| format!("{} {}", station.number, station.name)).collect();
    let hint = match suggest::nearest(name, stations().iter().map(|station| station.name.as_str())) {
        Some(near) => format!("did you mean {near}, {}?", station(near).map_or(0, |station| station.number)),
        None => format!("stations: {}", list.join(", ")),
    };
    Problem::new("W380", place, what).hint(hint)
}
