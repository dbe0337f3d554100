//! How dry a year was, whatever is mown: days of fire weather, and the deficit of rain.

use crate::simulation::Run;
use crate::simulation::run::RunYear;
use crate::weather::WeatherSeries;

/// Months that the deficit runs over: April to September.
const SUMMER_HALF: std::ops::RangeInclusive<u8> = 4..=9;

/// How dry a year was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dryness {
    /// Days with a fire weather index of 21.3 or more.
    pub fire_weather_days: f64,
    /// Largest running sum of reference evaporation (Makkink) less rain from April to September, never below 0, mm.
    pub deficit_mm: f64,
}

/// How dry a year of a run was; `weather` is the series that the run was made from.
pub fn dryness(weather: &WeatherSeries, run: &Run<'_>, year: &RunYear) -> Dryness {
    let (mut deficit, mut deepest) = (0.0_f64, 0.0_f64);
    for day in year.days.clone().filter(|&day| SUMMER_HALF.contains(&run.days[day].month)) {
        deficit = (deficit + weather.makkink_mm[day] - weather.rain_mm[day]).max(0.0);
        deepest = deepest.max(deficit);
    }
    let danger = year.days.clone().filter(|&day| run.fire_days[day].fire_weather).count();
    Dryness { fire_weather_days: danger as f64, deficit_mm: deepest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::FireParameters;
    use crate::fire::drivers::FireWeather;
    use crate::validation::trial::{TrialClimate, TrialWeather};
    use crate::vegetation::parameters::Parameters;

    #[test]
    fn a_year_without_rain_is_drier_than_one_with_it() {
        let weather = TrialWeather::generated(260).expect("De Bilt is shipped");
        let wet = weather.series(TrialClimate::Reference, 1, 2);
        let mut dry = wet.clone();
        dry.rain_mm.fill(0.0);
        let (growth, fire) = (Parameters::verge(), FireParameters::default());
        let of = |series: &WeatherSeries| {
            let run = Run::new(series, &growth, &fire, &FireWeather::default(), 400.0);
            dryness(series, &run, &run.years[1])
        };
        let (wet, dry) = (of(&wet), of(&dry));
        assert!(dry.deficit_mm > wet.deficit_mm + 200.0, "{dry:?} {wet:?}");
        assert!(dry.fire_weather_days > wet.fire_weather_days + 50.0, "{dry:?} {wet:?}");
    }
}
