//! The weather of the experiments: generated years of a shipped station, or a file of the user; today's climate or another.

use super::WARMUP;
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::validation::verdict::Text;
use crate::weather::WeatherSeries;
use crate::weather::climate::REFERENCE_YEAR;
use crate::weather::climate::{ClimateChange, MonthFactors, Variant, YearFactors, factors};
use crate::weather::climatology::{Emission, co2_ppm, parameters};
use crate::weather::generate::Method;
use crate::weather::nodes::{NodeWeather, RunYears, load_station_in_climates};
use std::path::{Path, PathBuf};

/// Seed of generated weather.
const SEED: u64 = 1;
/// First year of generated weather, warm-up included.
const FIRST_YEAR: i16 = 2000;
/// Warming of December to February in the climate of warm winters, C.
const WARM_WINTER_C: f64 = 3.0;

/// A climate of the experiments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrialClimate {
    /// 1991-2020, CO2 of today.
    Reference,
    /// KNMI'23 Hd around 2050.
    Hd2050,
    /// KNMI'23 Hd around 2100.
    Hd2100,
    /// The weather of Hd around 2100 with the CO2 of today.
    Hd2100Co2Held,
    /// Today with December to February three degrees warmer.
    WarmWinter,
}

impl TrialClimate {
    /// Every climate.
    pub const ALL: [TrialClimate; 5] = [
        TrialClimate::Reference,
        TrialClimate::Hd2050,
        TrialClimate::Hd2100,
        TrialClimate::Hd2100Co2Held,
        TrialClimate::WarmWinter,
    ];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            TrialClimate::Reference => "reference",
            TrialClimate::Hd2050 => "Hd-2050",
            TrialClimate::Hd2100 => "Hd-2100",
            TrialClimate::Hd2100Co2Held => "Hd-2100, CO2 held",
            TrialClimate::WarmWinter => "winter +3",
        }
    }

    /// The climate of a name; the reference for an empty one.
    pub fn named(name: &str) -> Option<Self> {
        if name.is_empty() {
            return Some(TrialClimate::Reference);
        }
        Self::ALL.into_iter().find(|climate| climate.name() == name)
    }

    /// CO2, ppm.
    pub fn co2_ppm(self) -> f64 {
        match self {
            TrialClimate::Hd2050 => co2_ppm(Emission::High, 2050),
            TrialClimate::Hd2100 => co2_ppm(Emission::High, 2100),
            _ => co2_ppm(Emission::High, REFERENCE_YEAR),
        }
    }

    /// Monthly changes; `None` in the reference.
    fn factors(self) -> Option<YearFactors> {
        let variant = Variant { emission: Emission::High, drying: true };
        match self {
            TrialClimate::Reference => None,
            TrialClimate::Hd2050 => factors(variant, 2050).map(|(months, _)| months),
            TrialClimate::Hd2100 | TrialClimate::Hd2100Co2Held => factors(variant, 2100).map(|(months, _)| months),
            TrialClimate::WarmWinter => Some(std::array::from_fn(|month| {
                let warmer = if [0, 1, 11].contains(&month) { WARM_WINTER_C } else { 0.0 };
                MonthFactors { tmax_c: warmer, tmin_c: warmer, ..MonthFactors::NONE }
            })),
        }
    }

    /// The change, the same in every year.
    fn change(self) -> Option<ClimateChange> {
        self.factors().map(|months| ClimateChange {
            name: self.name().to_owned(),
            anchors: vec![(REFERENCE_YEAR, months)],
            transient: false,
            dry_persistence: 1.0,
        })
    }
}

/// Where the weather comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum TrialWeather {
    /// Every draw its own years of a shipped station, in every climate.
    Generated {
        /// KNMI number.
        station: u16,
        /// In the order of [`TrialClimate::ALL`].
        climates: Vec<NodeWeather>,
    },
    /// The same observed years in every draw.
    Observed {
        /// Name of the station and its years.
        place: Text,
        /// In the order of [`TrialClimate::ALL`].
        climates: Vec<NodeWeather>,
        /// First year, warm-up included.
        first_year: i16,
    },
}

impl TrialWeather {
    /// The generator with the climate of a shipped station; `None` for a number that is not one.
    pub fn generated(station: u16) -> Option<Self> {
        let reference = NodeWeather::generated(parameters(station)?.clone(), Method::Extended);
        let climates = TrialClimate::ALL.into_iter().map(|climate| {
            let NodeWeather::Generated(node) = &reference else { return reference.clone() };
            NodeWeather::Generated(Box::new(node.in_climate(climate.change().as_ref())))
        });
        Some(TrialWeather::Generated { station, climates: climates.collect() })
    }

    /// A station of files of the user.
    ///
    /// - `years`: warm-up and years that count, from `first_year` on
    pub fn observed(
        files: &[PathBuf],
        station: &str,
        first_year: i16,
        years: usize,
        warmup: usize,
    ) -> Result<Self, Problems> {
        let run = RunYears { first_year: first_year + warmup as i16, years, warmup, first_weather_year: None };
        let changes: Vec<Option<ClimateChange>> = TrialClimate::ALL.into_iter().map(TrialClimate::change).collect();
        let name = files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ");
        let found = load_station_in_climates(files, station, &run, &changes, false)?.ok_or_else(|| {
            Problem::new("W312", name, format!("there is no station {station}"))
                .hint("give the number of the KNMI file")
        })?;
        let last = first_year + (warmup + years) as i16 - 1;
        Ok(TrialWeather::Observed {
            place: observed_place(station, first_year + warmup as i16, last),
            climates: found.climates,
            first_year,
        })
    }

    /// De Bilt, as the daily file of KNMI in a folder gives it.
    pub fn of_file(path: &Path, years: usize, warmup: usize, first_year: i16) -> Result<Self, Problems> {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let station: String = name.chars().filter(char::is_ascii_digit).collect();
        Self::observed(&[path.to_path_buf()], &station, first_year, years, warmup)
    }

    /// Weather of a draw in a climate, from 1 January, warm-up included.
    pub fn series(&self, climate: TrialClimate, draw: usize, years: usize) -> WeatherSeries {
        let place = climate as usize;
        match self {
            TrialWeather::Generated { climates, .. } => climates[place].series(SEED, draw as u64, FIRST_YEAR, years),
            TrialWeather::Observed { climates, first_year, .. } => climates[place].series(SEED, 0, *first_year, years),
        }
    }

    /// Calendar year of the first year that counts, under observed weather; none in generated weather.
    pub fn first_counted_year(&self) -> Option<i16> {
        match self {
            TrialWeather::Generated { .. } => None,
            TrialWeather::Observed { first_year, .. } => Some(first_year + WARMUP as i16),
        }
    }

    /// Where and when, for people.
    pub fn place(&self) -> Text {
        match self {
            TrialWeather::Generated { station, .. } => {
                let name = crate::weather::climatology::station(*station).map_or("", |station| station.name.as_str());
                Text::new(
                    format!("{name}, generated weather of 1991-2020"),
                    format!("{name}, gemaakt weer van 1991-2020"),
                )
            }
            TrialWeather::Observed { place, .. } => place.clone(),
        }
    }

    /// First day of the series.
    pub fn first_day(&self) -> Date {
        let first_year = match self {
            TrialWeather::Generated { .. } => FIRST_YEAR,
            TrialWeather::Observed { first_year, .. } => *first_year,
        };
        Date::constant(first_year, 1, 1)
    }
}

/// Station and years of observed weather: "De Bilt, observed weather of 2003-2020".
fn observed_place(station: &str, first: i16, last: i16) -> Text {
    let known = station.parse().ok().and_then(crate::weather::climatology::station);
    let name = known.map_or_else(|| station.to_owned(), |known| known.name.clone());
    Text::new(format!("{name}, observed weather of {first}-{last}"), format!("{name}, gemeten weer van {first}-{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn climates_change_the_weather_they_say() {
        let weather = TrialWeather::generated(260).expect("De Bilt is shipped");
        let of = |climate| weather.series(climate, 3, 2);
        let [now, hd, held, winter] =
            [TrialClimate::Reference, TrialClimate::Hd2100, TrialClimate::Hd2100Co2Held, TrialClimate::WarmWinter]
                .map(of);
        let mean = |series: &WeatherSeries, days: std::ops::Range<usize>| {
            series.tmean_c[days.clone()].iter().sum::<f64>() / days.len() as f64
        };
        assert_eq!(hd, held);
        assert!(mean(&hd, 0..365) > mean(&now, 0..365) + 3.0);
        assert!((mean(&winter, 0..50) - mean(&now, 0..50) - WARM_WINTER_C).abs() < 0.5);
        assert!((mean(&winter, 150..250) - mean(&now, 150..250)).abs() < 0.3);
        assert!(TrialClimate::Hd2100.co2_ppm() > 1000.0 && TrialClimate::Hd2100Co2Held.co2_ppm() < 400.0);
        assert_ne!(now, weather.series(TrialClimate::Reference, 4, 2), "every draw has its own years");
        for climate in TrialClimate::ALL {
            assert_eq!(TrialClimate::named(climate.name()), Some(climate));
        }
    }
}
