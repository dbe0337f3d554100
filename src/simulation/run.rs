//! What the columns of one weather node share in one member: weather, fire weather, parameters.

use crate::fire::drivers::{FireConstants, FireDay, FireWeather, fire_days};
use crate::fire::parameters::FireParameters;
use crate::vegetation::drivers::{DayDrivers, WeatherMemory, drivers, weather_rows};
use crate::vegetation::parameters::Parameters;
use crate::weather::WeatherSeries;
use std::ops::Range;

/// A year of a run: its number and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunYear {
    /// Calendar year.
    pub year: i16,
    /// Days, as indices into the days of the run.
    pub days: Range<usize>,
}

/// Weather and parameters of a run, in whole years from 1 January.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// Growth parameters.
    pub growth: &'a Parameters,
    /// Fire parameters, and what follows from them alone.
    pub fire: FireConstants,
    /// Weather as growth reads it.
    pub days: Vec<DayDrivers>,
    /// Weather as fire reads it.
    pub fire_days: Vec<FireDay>,
    /// The years.
    pub years: Vec<RunYear>,
}

impl<'a> Run<'a> {
    /// Digests a series of whole years under one concentration of CO2.
    pub fn new(
        weather: &WeatherSeries,
        growth: &'a Parameters,
        fire: &FireParameters,
        fire_weather: &FireWeather,
        co2_ppm: f64,
    ) -> Self {
        Run::with_co2(weather, growth, fire, fire_weather, &|_| co2_ppm)
    }

    /// Digests a series of whole years; `co2_ppm` gives the concentration of each.
    pub fn with_co2(
        weather: &WeatherSeries,
        growth: &'a Parameters,
        fire: &FireParameters,
        fire_weather: &FireWeather,
        co2_ppm: &dyn Fn(i16) -> f64,
    ) -> Self {
        let mut days = drivers(weather_rows(weather, co2_ppm), &mut WeatherMemory::start(), growth);
        days.shrink_to_fit();
        let snow: Vec<f64> = days.iter().map(|day| day.snow_mm).collect();
        let mut fire_days = fire_days(weather, &snow, fire, fire_weather);
        fire_days.shrink_to_fit();
        let mut years: Vec<RunYear> = Vec::new();
        for (index, day) in days.iter().enumerate() {
            match years.last_mut() {
                Some(year) if year.year == day.date.year() => year.days.end = index + 1,
                _ => years.push(RunYear { year: day.date.year(), days: index..index + 1 }),
            }
        }
        Run { growth, fire: FireConstants::of(fire), days, fire_days, years }
    }

    /// Snow on the evening before a year begins, mm.
    pub fn snow_before(&self, year: &RunYear) -> f64 {
        year.days.start.checked_sub(1).map_or(0.0, |before| self.days[before].snow_mm)
    }

    /// Snow on the last evening of a year, mm.
    pub fn snow_after(&self, year: &RunYear) -> f64 {
        self.days[year.days.end - 1].snow_mm
    }
}
