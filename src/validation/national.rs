//! The rate of ignition of the country as a study that anyone can repeat: station files in, the table of the calibration out.
//!
//! Nine cases stand for what stood along Dutch roads (three sites, each with one hay cut and one mulch cut on 15 September and
//! two hay cuts on 15 June and 15 September, 8 cm), at twelve stations with observed noon values, from a year of warm-up
//! on. With `S` the mean of the year sums of susceptibility of 2017 and 2018, `N` the mean of the counted alarms and
//! `W(g)` the traffic-weighted length of the roads, `k(g) = N / (S W(g))`.
//!
//! Selection on two numbers, not validation: the ratio of the two years and the share of the third quarter chose the form.
//! Agreement with the embedded sums is checked by a test where the files are there.

use super::trial::regime::{TrialRegime, regimes};
use super::trial::site::{SiteDraw, sites};
use crate::ensemble::run::on_each;
use crate::error::{Problem, Problems};
use crate::fire::FireParameters;
use crate::fire::drivers::FireWeather;
use crate::fire::ignition::rate_constant;
use crate::fire::national::{counted_fires, value};
use crate::fire::rate_doubt::national_weight;
use crate::fire::spread::SpreadModel;
use crate::lane::F64x8;
use crate::lane::dispatch::InstructionSet;
use crate::mowing::patches::CutList;
use crate::simulation::fire_days::fire_years;
use crate::simulation::outcome::StandYear;
use crate::simulation::{Breach, ColumnStart, Run, StandPlan, stand_years};
use crate::vegetation::parameters::Parameters;
use crate::weather::WeatherSeries;
use crate::weather::nodes::{RunYears, load_station};
use std::path::{Path, PathBuf};

/// Stations with observed noon values.
pub const STATIONS: [u16; 12] = [240, 267, 270, 275, 280, 290, 310, 319, 344, 350, 370, 377];
/// First year that counts, and how many there are.
pub const YEARS: (i16, usize) = (2012, 13);
/// Regimes of the nine cases.
const REGIMES: [&str; 3] = ["S", "MS", "JS"];
/// Nine cases: sites times regimes.
pub const CASES: usize = 9;
/// The two years with a count.
const COUNTED: [i16; 2] = [2017, 2018];
/// Height limits of the safety measures, m; not read here.
const HEIGHT_LIMITS_M: [f64; 3] = [0.5, 0.6, f64::INFINITY];

/// A year sum of a stand.
type YearSum = fn(&StandYear) -> f64;

/// Readings of susceptibility, with the year sum that each is.
const READINGS: [(&str, YearSum); 6] = [
    ("flame", |year| year.susceptibility),
    ("flame, half scale", |year| year.readings.short_scale),
    ("flame, twice the scale", |year| year.readings.long_scale),
    ("load", |year| year.readings.by_load),
    ("other spread model", |year| year.readings.second_opinion),
    ("fresh cuts burn", |year| year.readings.fresh_cut),
];

/// A reading of the study.
#[derive(Clone, Debug, PartialEq)]
pub struct NationalReading {
    /// Model of spread.
    pub model: SpreadModel,
    /// Reading of susceptibility.
    pub reading: &'static str,
    /// Sum of each year, mean over stations and cases.
    pub years: Vec<f64>,
}

impl NationalReading {
    /// Sum of a calendar year.
    pub fn of_year(&self, year: i16) -> f64 {
        usize::try_from(year - YEARS.0).ok().and_then(|place| self.years.get(place)).copied().unwrap_or(f64::NAN)
    }

    /// Mean of 2017 and 2018.
    pub fn mean(&self) -> f64 {
        f64::midpoint(self.of_year(COUNTED[0]), self.of_year(COUNTED[1]))
    }

    /// 2018 over 2017.
    pub fn ratio(&self) -> f64 {
        self.of_year(COUNTED[1]) / self.of_year(COUNTED[0])
    }

    /// The rate at an exponent of traffic, 1/(km d (veh/d)^g).
    pub fn rate(&self, g: f64, p: &FireParameters) -> Option<f64> {
        rate_constant(counted_fires()?, self.mean(), national_weight(g, p))
    }
}

/// What the study found.
#[derive(Clone, Debug, PartialEq)]
pub struct National {
    /// Stations that were found.
    pub stations: Vec<u16>,
    /// Every reading under both models of spread, the default first.
    pub readings: Vec<NationalReading>,
    /// Share of each month in the sum of all years, by the default reading.
    pub months: [f64; 12],
    /// Share of July to September in 2018, by the default reading.
    pub third_quarter: f64,
    /// Mean of 2017 and 2018 of every case, by the default reading, sites times regimes.
    pub cases: Vec<f64>,
    /// Mean of 2017 and 2018 of every station, by the default reading.
    pub by_station: Vec<f64>,
}

impl National {
    /// The default reading.
    pub fn default_reading(&self) -> &NationalReading {
        &self.readings[0]
    }

    /// Least and largest rate that the sources of doubt allow one by one: either count alone, any case, any station.
    pub fn rate_interval(&self, g: f64, p: &FireParameters) -> Option<[f64; 2]> {
        let weight = national_weight(g, p);
        let own = |fires: Option<f64>, year: i16| rate_constant(fires?, self.default_reading().of_year(year), weight);
        let counted = counted_fires()?;
        let all = [own(value("nl_2017"), COUNTED[0]), own(value("nl_2018"), COUNTED[1])];
        let sums = self.cases.iter().chain(&self.by_station).map(|&sum| rate_constant(counted, sum, weight));
        let rates: Vec<f64> = all.into_iter().chain(sums).flatten().collect();
        Some([rates.iter().copied().reduce(f64::min)?, rates.iter().copied().reduce(f64::max)?])
    }
}

/// Files of a folder whose name holds the number of each station, as far as there are any; hourly-derived files first.
pub fn files_of(folder: &Path) -> Result<Vec<(u16, PathBuf)>, Problems> {
    let shown = folder.display().to_string();
    let entries =
        std::fs::read_dir(folder).map_err(|error| Problem::new("I901", &shown, format!("cannot be read: {error}")))?;
    let mut names: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    names.sort_unstable();
    // noon values are in the files made of hours
    names.sort_by_key(|path| !path.to_string_lossy().contains("uur"));
    let number = |path: &PathBuf| -> Option<u16> {
        let stem = path.file_stem()?.to_string_lossy().into_owned();
        stem.split(|letter: char| !letter.is_ascii_digit()).find(|part| part.len() == 3)?.parse().ok()
    };
    let of = |station: u16| names.iter().find(|path| number(path) == Some(station)).map(|path| (station, path.clone()));
    let found: Vec<(u16, PathBuf)> = STATIONS.into_iter().filter_map(of).collect();
    if found.is_empty() {
        let what = "holds no file of the twelve stations of the calibration";
        let hint = format!("files are known by the number in their name, such as uurdag_{}.txt", STATIONS[0]);
        return Err(Problem::new("W311", shown, what).hint(hint).into());
    }
    Ok(found)
}

/// Runs the study on files of stations.
pub fn study(files: &[(u16, PathBuf)]) -> Result<National, Problems> {
    let run = RunYears { first_year: YEARS.0, years: YEARS.1, warmup: 1, first_weather_year: None };
    let mut problems = Problems::none();
    let mut series: Vec<(u16, WeatherSeries)> = Vec::new();
    for (station, file) in files {
        match problems.take(load_station(std::slice::from_ref(file), &station.to_string(), &run)) {
            Some(Some(loaded)) => series.push((*station, loaded.weather.series(1, 0, YEARS.0 - 1, YEARS.1 + 1))),
            Some(None) => problems.push(Problem::new(
                "W312",
                file.display().to_string(),
                format!("there is no station {station}"),
            )),
            None => {}
        }
    }
    let series = problems.unless_any(series)?;
    let parts = on_each(&series, |(_, weather)| of_station(weather)).map_err(Problems::from)?;
    Ok(together(series.iter().map(|(station, _)| *station).collect(), &parts))
}

/// What one station gives.
struct StationPart {
    /// `[model][reading][year][case]`.
    sums: Vec<Vec<Vec<[f64; CASES]>>>,
    /// `[month]` of all years, and of 2018 alone, by the default reading.
    months: [[f64; 12]; 2],
}

fn cases(p: &Parameters) -> Vec<(ColumnStart, CutList)> {
    let all = regimes();
    let list = |name: &str| all.iter().find(|regime| regime.name == name).map(TrialRegime::lists);
    let lists: Vec<CutList> = REGIMES.iter().filter_map(|name| list(name)).flatten().collect();
    let draw = SiteDraw::base(p);
    sites()
        .iter()
        .flat_map(|site| lists.iter().map(|list| (site.start(&draw, p), list.clone())).collect::<Vec<_>>())
        .collect()
}

fn of_station(weather: &WeatherSeries) -> Result<StationPart, Problem> {
    let p = Parameters::verge();
    let cases = cases(&p);
    let plans: Vec<StandPlan<'_>> =
        cases.iter().map(|(start, cuts)| StandPlan { start: *start, warmup: cuts, cuts }).collect();
    let failed = |breach: Breach| {
        Problem::new("E801", weather.node.clone(), format!("the books do not close in {}", breach.year))
            .hint("this is a fault of the program")
    };
    let mut sums = Vec::new();
    let mut months = [[0.0; 12]; 2];
    for spread_model in SpreadModel::ALL {
        let fire = FireParameters { spread_model, ..FireParameters::default() };
        let run = Run::new(weather, &p, &fire, &FireWeather::default(), p.co2_reference);
        let histories =
            stand_years::<F64x8>(InstructionSet::best(), &plans, &run, 1, HEIGHT_LIMITS_M).map_err(failed)?;
        let of_year = |of: YearSum, year: usize| std::array::from_fn(|case| of(&histories[case].years[year]));
        sums.push(READINGS.iter().map(|(_, of)| (0..YEARS.1).map(|year| of_year(*of, year)).collect()).collect());
        if spread_model == SpreadModel::default() {
            months = months_of(&plans, &run).map_err(failed)?;
        }
    }
    Ok(StationPart { sums, months })
}

fn months_of(plans: &[StandPlan<'_>], run: &Run<'_>) -> Result<[[f64; 12]; 2], Breach> {
    let mut months = [[0.0; 12]; 2];
    fire_years::<F64x8>(InstructionSet::best(), plans, run, 1, &mut |year, days| {
        let span = &run.years[1 + year];
        for day in 0..days.days() {
            let month = usize::from(run.days[span.days.start + day].month) - 1;
            let sum: f64 = (0..plans.len()).map(|stand| days.at(stand, day).susceptibility[0]).sum();
            months[0][month] += sum;
            if span.year == COUNTED[1] {
                months[1][month] += sum;
            }
        }
    })?;
    Ok(months)
}

/// Means over stations and cases.
fn together(stations: Vec<u16>, parts: &[StationPart]) -> National {
    let count = parts.len().max(1) as f64;
    let mut readings = Vec::new();
    for (model, spread_model) in SpreadModel::ALL.into_iter().enumerate() {
        for (place, (reading, _)) in READINGS.iter().enumerate() {
            let of_year = |year: usize| {
                let sum = |part: &StationPart| part.sums[model][place][year].iter().sum::<f64>();
                parts.iter().map(sum).sum::<f64>() / (count * CASES as f64)
            };
            readings.push(NationalReading { model: spread_model, reading, years: (0..YEARS.1).map(of_year).collect() });
        }
    }
    let default = SpreadModel::ALL.iter().position(|model| *model == SpreadModel::default()).unwrap_or(0);
    readings.rotate_left(default * READINGS.len());
    let counted = COUNTED.map(|year| usize::from((year - YEARS.0).unsigned_abs()));
    let of_case = |part: &StationPart, case: usize| {
        counted.iter().map(|&year| part.sums[default][0][year][case]).sum::<f64>() / counted.len() as f64
    };
    let months = |which: usize| -> [f64; 12] {
        let sums: [f64; 12] = std::array::from_fn(|month| parts.iter().map(|part| part.months[which][month]).sum());
        let all: f64 = sums.iter().sum();
        sums.map(|sum| sum / all)
    };
    National {
        stations,
        readings,
        months: months(0),
        third_quarter: months(1)[6..9].iter().sum(),
        cases: (0..CASES).map(|case| parts.iter().map(|part| of_case(part, case)).sum::<f64>() / count).collect(),
        by_station: parts
            .iter()
            .map(|part| (0..CASES).map(|case| of_case(part, case)).sum::<f64>() / CASES as f64)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::parameters;
    use crate::weather::generate::generate;

    #[test]
    fn stations_weigh_alike_and_shares_sum_to_one() {
        let weather = |number: u16| generate(parameters(number).expect("shipped"), 3, 0, YEARS.0 - 1, YEARS.1 + 1);
        let parts: Vec<StationPart> =
            [275, 370].into_iter().map(|number| of_station(&weather(number)).expect("closed books")).collect();
        let found = together(vec![275, 370], &parts);
        assert!((found.months.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(found.default_reading().model, SpreadModel::default());
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let all = found.default_reading().mean();
        assert!((mean(&found.cases) - all).abs() < 1e-9 && (mean(&found.by_station) - all).abs() < 1e-9);
        let p = FireParameters::default();
        let rate = found.default_reading().rate(p.traffic_exponent, &p).expect("a rate");
        let [low, high] = found.rate_interval(p.traffic_exponent, &p).expect("an interval");
        assert!(low < rate && rate < high, "{low} {rate} {high}");
        let half = found.readings.iter().find(|one| one.reading == "flame, half scale").expect("there");
        assert!(half.mean() > all, "a shorter scale burns more often");
    }

    #[test]
    fn a_folder_without_stations_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("notes_12.txt"), "x").expect("written");
        assert_eq!(files_of(folder.path()).expect_err("nothing").0[0].code, "W311");
        std::fs::write(folder.path().join("etmgeg_240.txt"), "x").expect("written");
        std::fs::write(folder.path().join("uurdag_240.txt"), "x").expect("written");
        let found = files_of(folder.path()).expect("one station");
        assert!(found.len() == 1 && found[0].1.ends_with("uurdag_240.txt"));
        assert!(study(&found).is_err());
    }
}
