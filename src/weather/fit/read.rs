//! The file of parameters (`PARAMS.toml`): written by `zeis weather fit`, read by `zeis weather generate` and by scenarios.

use crate::error::{Problem, Problems};
use crate::weather::climatology::extended::{QUANTILES, SEASONS, STATES};
use crate::weather::climatology::{Harmonics, RainMonth, SeasonalVariables, Station, StationParameters};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Layout of the file.
const FORMAT: u32 = 1;
const VARIABLES: [&str; 5] = ["tx", "lndtr", "logit_kt", "logit_rh", "sqrt_wind"];

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParamsFile {
    format: u32,
    place: PlaceFile,
    rain: RainFile,
    /// `mean.STATE.VARIABLE`: a0, a1, b1 ... b4.
    mean: BTreeMap<String, BTreeMap<String, Vec<f64>>>,
    /// `spread.STATE.VARIABLE`: a0, a1, b1, a2, b2.
    spread: BTreeMap<String, BTreeMap<String, Vec<f64>>>,
    /// `same_day.SEASON`: rows in the order of the variables.
    same_day: BTreeMap<String, Vec<Vec<f64>>>,
    /// `day_after.SEASON`.
    day_after: BTreeMap<String, Vec<Vec<f64>>>,
    /// `quantiles.SEASON.VARIABLE`.
    quantiles: BTreeMap<String, BTreeMap<String, Vec<f64>>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFile {
    name: String,
    latitude_deg: f64,
    longitude_deg: f64,
    altitude_m: f64,
    first_day: String,
    last_day: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RainFile {
    wet_after_dry: Vec<f64>,
    wet_after_wet: Vec<f64>,
    share_first: Vec<f64>,
    mean_first_mm: Vec<f64>,
    mean_second_mm: Vec<f64>,
}

/// Text of the file; `days` are the first and the last day of the series behind it.
pub fn write(parameters: &StationParameters, days: [String; 2]) -> Result<String, Problem> {
    let (station, variables) = (&parameters.station, &parameters.variables);
    let [first_day, last_day] = days;
    let of_rain = |of: fn(&RainMonth) -> f64| parameters.rain.iter().map(of).collect();
    let harmonics = |moments: &[[Harmonics; 5]; 3], terms: usize| {
        let state = |state: &[Harmonics; 5]| {
            VARIABLES.iter().zip(state).map(|(name, h)| ((*name).to_owned(), h.0[..terms].to_vec())).collect()
        };
        STATES.iter().zip(moments).map(|(name, moments)| ((*name).to_owned(), state(moments))).collect()
    };
    let matrices = |all: &[[[f64; 5]; 5]; 4]| {
        let rows = |matrix: &[[f64; 5]; 5]| matrix.iter().map(|row| row.to_vec()).collect();
        SEASONS.iter().zip(all).map(|(name, matrix)| ((*name).to_owned(), rows(matrix))).collect()
    };
    let quantiles = SEASONS.iter().zip(&variables.quantiles).map(|(season, all)| {
        let of = VARIABLES.iter().zip(all).map(|(name, values)| ((*name).to_owned(), values.to_vec()));
        ((*season).to_owned(), of.collect())
    });
    let file = ParamsFile {
        format: FORMAT,
        place: PlaceFile {
            name: station.name.clone(),
            latitude_deg: station.latitude_deg,
            longitude_deg: station.longitude_deg,
            altitude_m: station.altitude_m,
            first_day,
            last_day,
        },
        rain: RainFile {
            wet_after_dry: of_rain(|month| month.wet_after_dry),
            wet_after_wet: of_rain(|month| month.wet_after_wet),
            share_first: of_rain(|month| month.share_first),
            mean_first_mm: of_rain(|month| month.mean_first_mm),
            mean_second_mm: of_rain(|month| month.mean_second_mm),
        },
        mean: harmonics(&variables.mean, 9),
        spread: harmonics(&variables.spread, 5),
        same_day: matrices(&variables.same_day),
        day_after: matrices(&variables.day_after),
        quantiles: quantiles.collect(),
    };
    let text = toml::to_string(&file).map_err(|error| {
        Problem::new("I910", "parameters", format!("cannot be written as TOML: {error}"))
            .hint("a fault of the program; please report it")
    })?;
    Ok(format!("# Parameters of the extended weather generator, from `zeis weather fit`.\n{text}"))
}

/// Reads a file of parameters; every problem at once.
pub fn read(place: &str, text: &str) -> Result<StationParameters, Problems> {
    let file: ParamsFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
        let problem = Problem::new("W342", format!("{place}:{line}"), error.message().to_owned());
        Problems::from(problem.hint("make the file with `zeis weather fit`"))
    })?;
    let mut checks = Checks { place, problems: Problems::none() };
    if file.format != FORMAT {
        checks.wrong("format", &format!("{} is unknown; this version reads {FORMAT}", file.format));
    }
    checks.within("place.latitude_deg", &[file.place.latitude_deg], 49.0, 56.0);
    checks.within("place.longitude_deg", &[file.place.longitude_deg], 1.0, 10.0);
    if file.place.name.is_empty() || file.place.name.parse::<u16>().is_ok() {
        checks.wrong("place.name", "a name that is no number is needed, to tell it from stations");
    }
    let rain = rain(&mut checks, &file.rain);
    let mut variables = SeasonalVariables::default();
    for (what, table, moments, terms) in
        [("mean", &file.mean, &mut variables.mean, 9), ("spread", &file.spread, &mut variables.spread, 5)]
    {
        for (state, moments) in STATES.iter().zip(moments.iter_mut()) {
            for (variable, harmonics) in VARIABLES.iter().zip(moments.iter_mut()) {
                let name = format!("{what}.{state}.{variable}");
                let values = table.get(*state).and_then(|state| state.get(*variable)).map_or(&[][..], Vec::as_slice);
                if checks.count(&name, values, terms) {
                    harmonics.0[..terms].copy_from_slice(values);
                }
            }
        }
    }
    for (place, season) in SEASONS.iter().enumerate() {
        for (what, table, matrix) in [
            ("same_day", &file.same_day, &mut variables.same_day[place]),
            ("day_after", &file.day_after, &mut variables.day_after[place]),
        ] {
            let rows = table.get(*season).map_or(&[][..], Vec::as_slice);
            let name = format!("{what}.{season}");
            if rows.len() != 5 {
                checks.wrong(&name, &format!("{} rows instead of 5", rows.len()));
            }
            for (row, values) in matrix.iter_mut().zip(rows) {
                if checks.count(&name, values, 5) {
                    row.copy_from_slice(values);
                    checks.within(&name, values, -1.0, 1.0);
                }
            }
        }
        for (variable, quantiles) in VARIABLES.iter().zip(&mut variables.quantiles[place]) {
            let name = format!("quantiles.{season}.{variable}");
            let values = file.quantiles.get(*season).and_then(|all| all.get(*variable));
            let values = values.map_or(&[][..], Vec::as_slice);
            if checks.count(&name, values, QUANTILES) {
                quantiles.copy_from_slice(values);
                if values.windows(2).any(|pair| pair[0] > pair[1]) {
                    checks.wrong(&name, "the quantiles fall");
                }
            }
        }
    }
    let station = Station {
        number: 0,
        name: file.place.name,
        latitude_deg: file.place.latitude_deg,
        longitude_deg: file.place.longitude_deg,
        altitude_m: file.place.altitude_m,
        x_rd_m: 0.0,
        y_rd_m: 0.0,
    };
    checks.problems.unless_any(StationParameters { station, rain, variables, basic: None })
}

struct Checks<'a> {
    place: &'a str,
    problems: Problems,
}

impl Checks<'_> {
    fn wrong(&mut self, name: &str, what: &str) {
        let problem = Problem::new("W343", format!("{}, {name}", self.place), what.to_owned());
        self.problems.push(problem.hint("make the file with `zeis weather fit`"));
    }

    fn count(&mut self, name: &str, values: &[f64], wanted: usize) -> bool {
        if values.len() != wanted || values.iter().any(|value| !value.is_finite()) {
            self.wrong(name, &format!("{wanted} finite numbers are needed, there are {}", values.len()));
            return false;
        }
        true
    }

    fn within(&mut self, name: &str, values: &[f64], low: f64, high: f64) {
        if let Some(value) = values.iter().find(|value| !(low..=high).contains(*value)) {
            self.wrong(name, &format!("{value} is outside {low} to {high}"));
        }
    }
}

fn rain(checks: &mut Checks<'_>, file: &RainFile) -> [RainMonth; 12] {
    let mut months = [RainMonth::default(); 12];
    let mut column = |name: &str, values: &[f64], (low, high): (f64, f64), set: fn(&mut RainMonth, f64)| {
        let name = format!("rain.{name}");
        if checks.count(&name, values, 12) {
            checks.within(&name, values, low, high);
            for (month, &value) in months.iter_mut().zip(values) {
                set(month, value);
            }
        }
    };
    column("wet_after_dry", &file.wet_after_dry, (0.0, 1.0), |month, value| month.wet_after_dry = value);
    column("wet_after_wet", &file.wet_after_wet, (0.0, 1.0), |month, value| month.wet_after_wet = value);
    column("share_first", &file.share_first, (0.0, 1.0), |month, value| month.share_first = value);
    column("mean_first_mm", &file.mean_first_mm, (0.01, 100.0), |month, value| month.mean_first_mm = value);
    column("mean_second_mm", &file.mean_second_mm, (0.01, 100.0), |month, value| month.mean_second_mm = value);
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::interpolate;

    #[test]
    fn a_file_comes_back_and_every_mistake_is_told() {
        let place = interpolate(52.03, 5.60, None, &[]);
        let text = write(&place, ["1991-01-01".to_owned(), "2020-12-31".to_owned()]).expect("written");
        let back = read("p.toml", &text).expect("whole");
        assert_eq!((&back.rain, &back.variables), (&place.rain, &place.variables));
        let codes = |text: &str| -> Vec<&'static str> {
            read("p.toml", text).expect_err("bad").0.iter().map(|problem| problem.code).collect()
        };
        assert_eq!(codes("format = 1\n"), ["W342"]);
        let bad = text.replace("latitude_deg = 52.03", "latitude_deg = 5.60").replace("format = 1", "format = 2");
        assert_eq!(codes(&bad), ["W343", "W343"]);
    }
}
