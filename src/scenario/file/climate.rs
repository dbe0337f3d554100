//! Sections `[climate]` and `[period]`: years and weather.

use super::climates::{self, ClimatesFile};
use super::keys::{Item, Keys, Located};
use crate::fire::drivers::RainRule;
use crate::weather::generate::Method;

/// Where weather comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeatherChoice {
    /// Generated from the shipped climatology of the station nearest to each segment.
    Nearest,
    /// Generated from a climate between the stations, one for each square of 10 km.
    Interpolated,
    /// Generated from the shipped climatology of one station.
    Station(String),
    /// Station files of KNMI.
    Knmi(Vec<String>),
    /// A table of the user.
    Table(String),
    /// Generated from parameters of the user.
    Params(String),
}

/// `[period]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodFile {
    /// First simulated and planned season; `None` if it could not be read.
    pub first_year: Option<i16>,
    /// Simulated years.
    pub years: usize,
    /// Years of warm-up.
    pub warmup: usize,
}

/// `[climate]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClimateFile {
    /// Weather where no district has its own.
    pub weather: Located<WeatherChoice>,
    /// Weather by district.
    pub by_district: Vec<(String, Located<WeatherChoice>)>,
    /// Year of observed weather used for the first year.
    pub first_weather_year: Option<Located<i16>>,
    /// Rain that moistens the fuels.
    pub rain_for_fire: RainRule,
    /// Climates and their CO2.
    pub climates: ClimatesFile,
    /// Generator of weather that is drawn from a climate.
    pub generator: Method,
}

/// Reads `[period]`.
pub fn period(root: &Keys<'_>) -> PeriodFile {
    let mut period = PeriodFile { first_year: None, years: 10, warmup: 3 };
    let hint = "[period]\nfirst_year = 2027";
    let Some(keys) = root.required("period", hint).and_then(|item| item.keys()) else {
        return period;
    };
    period.first_year =
        keys.required("first_year", hint).and_then(|item| item.whole(1900..=2300)).map(|year| year as i16);
    period.years = keys.whole_or("years", 1..=200, 10) as usize;
    period.warmup = keys.whole_or("warmup", 0..=50, 3) as usize;
    keys.finish();
    period
}

/// Reads `[climate]`.
pub fn climate(root: &Keys<'_>) -> ClimateFile {
    let default = Located { value: WeatherChoice::Nearest, place: root.place() };
    let mut climate = ClimateFile {
        weather: default,
        by_district: Vec::new(),
        first_weather_year: None,
        rain_for_fire: RainRule::SameDay,
        climates: ClimatesFile::default(),
        generator: Method::Extended,
    };
    let Some(keys) = root.table("climate") else {
        return climate;
    };
    if let Some(item) = keys.get("weather")
        && let Some(choice) = weather(&item)
    {
        climate.weather = item.locate(choice);
    }
    if let Some(districts) = keys.table("weather_by_district") {
        for (district, item) in districts.entries() {
            climate.by_district.extend(weather(&item).map(|choice| (district, item.locate(choice))));
        }
    }
    climate.first_weather_year =
        keys.get("first_weather_year").and_then(|item| item.whole(1800..=2300).map(|year| item.locate(year as i16)));
    if let Some(1) = keys.get("generator").and_then(|item| item.word(&["extended", "basic"])) {
        climate.generator = Method::Basic;
    }
    if let Some(item) = keys.get("rain_for_fire") {
        match item.word(&["same_day", "previous_day", "noon_to_noon"]) {
            Some(1) => climate.rain_for_fire = RainRule::PreviousDay,
            Some(2) => {
                item.problem("S191", "\"noon_to_noon\" is not in this version", "\"previous_day\" is causal too");
            }
            _ => {}
        }
    }
    climate.climates = climates::climates(&keys);
    keys.finish();
    climate
}

/// Reads one source of weather.
fn weather(item: &Item<'_>) -> Option<WeatherChoice> {
    const HINT: &str = "one of { climatology = \"260\" }, { climatology = \"nearest\" }, \
                        { climatology = \"interpolated\" }, { knmi = \"etmgeg_260.txt\" }, \
                        { table = \"weather.csv\" }";
    if !item.is_table() {
        item.problem("S121", "the source of the weather is a table with one key", HINT);
        return None;
    }
    let keys = item.keys()?;
    let climatology = keys.get("climatology").map(|name| {
        name.text().map(|text| match text.trim() {
            "nearest" => WeatherChoice::Nearest,
            "interpolated" => WeatherChoice::Interpolated,
            station => WeatherChoice::Station(station.to_string()),
        })
    });
    let knmi = keys.get("knmi").map(|files| {
        let names: Vec<String> = if files.is_list() {
            files.list().iter().filter_map(Item::text).collect()
        } else {
            files.text().into_iter().collect()
        };
        (!names.is_empty()).then_some(WeatherChoice::Knmi(names))
    });
    let table = keys.get("table").map(|file| file.text().map(WeatherChoice::Table));
    let params = keys.get("params").map(|file| file.text().map(WeatherChoice::Params));
    let given: Vec<Option<WeatherChoice>> = [climatology, knmi, table, params].into_iter().flatten().collect();
    let choice = match &given[..] {
        [one] => one.clone(),
        [] => {
            item.problem("S121", "no source of weather is given", HINT);
            None
        }
        _ => {
            item.problem("S121", "more than one source of weather is given", HINT);
            None
        }
    };
    keys.finish();
    choice
}
