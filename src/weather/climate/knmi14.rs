//! The scenarios of KNMI'14, for comparison with earlier studies: GL, GH, WL and WH around 2050 and 2085.
//!
//! G and W are moderate and warm, L and H a low and a high change of the air circulation. The monthly changes are those of KNMI's
//! transformation program over the country (KNMI'14; Bakker 2015, TR-349): rain and wet days as published; temperature as the mean of
//! its changes at 1, 5, 50, 95 and 99 %, on straight lines between them; radiation as published. They are against
//! 1981-2010 and are applied to 1991-2020 as they are, so that the warming between these periods is counted twice. Nothing is said of
//! humidity and wind (factor 1), nor of carbon dioxide: that of SSP2-4.5 is taken (mark A).

use super::factors::{MonthFactors, Origin, YearFactors};
use super::read::named_rows;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Horizons of KNMI'14.
pub const HORIZONS: [i16; 2] = [2050, 2085];
/// Its scenarios.
pub const SCENARIOS: [&str; 4] = ["GL", "GH", "WL", "WH"];

/// A scenario of KNMI'14 at a horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its name.
    pub scenario: &'static str,
    /// Its horizon.
    pub horizon: i16,
}

impl Earlier {
    /// The scenario of a text such as `WH-2085`.
    ///
    /// ```
    /// use zeis::weather::climate::knmi14::Earlier;
    /// assert!(Earlier::named("WH-2085").is_some() && Earlier::named("WH-2100").is_none());
    /// ```
    pub fn named(text: &str) -> Option<Self> {
        let (name, horizon) = text.split_once('-')?;
        let scenario = SCENARIOS.into_iter().find(|scenario| *scenario == name)?;
        let horizon = horizon.parse().ok().filter(|year| HORIZONS.contains(year))?;
        Some(Earlier { scenario, horizon })
    }

    /// Its name in files.
    pub fn text(self) -> String {
        format!("{}-{}", self.scenario, self.horizon)
    }

    /// Its changes, year by horizon up to its own: all of them where `transient`, else the last alone.
    pub fn anchors(self, transient: bool) -> Vec<(i16, YearFactors)> {
        let horizons = HORIZONS.into_iter().filter(|&year| year == self.horizon || (transient && year < self.horizon));
        horizons.filter_map(|year| Some((year, *table().get(&(self.scenario.to_owned(), year))?))).collect()
    }

    /// Where its changes come from.
    pub fn origins(self) -> Vec<Origin> {
        let of = |what, status: &str| Origin { what, status: status.to_owned(), months: (1..=12).collect() };
        let data = "data: KNMI'14, against 1981-2010 and applied to 1991-2020 as it is";
        vec![
            of("temperature", data),
            of("rain", data),
            of("radiation", data),
            of("co2", "assumed: that of SSP2-4.5, KNMI'14 names none"),
        ]
    }
}

fn table() -> &'static BTreeMap<(String, i16), YearFactors> {
    static TABLE: OnceLock<BTreeMap<(String, i16), YearFactors>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (_, rows) = named_rows(include_str!("../climatology_data/knmi14_monthly_factors.csv"));
        let mut table: BTreeMap<(String, i16), YearFactors> = BTreeMap::new();
        for row in rows.into_iter().filter_map(|(_, row)| row.ok()) {
            let number = |column: &str| row.get(column).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
            let key = (row.get("scenario").cloned().unwrap_or_default(), number("horizon") as i16);
            let months = table.entry(key).or_insert([MonthFactors::NONE; 12]);
            if let Some(month) = (number("month") as usize).checked_sub(1).and_then(|month| months.get_mut(month)) {
                *month = MonthFactors {
                    tmax_c: number("d_tmax_c"),
                    tmin_c: number("d_tmin_c"),
                    rain: number("f_rain"),
                    wet_days: number("f_wet_day_frequency"),
                    radiation: number("f_radiation"),
                    ..MonthFactors::NONE
                };
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_has_both_horizons_and_warms_with_them() {
        for scenario in SCENARIOS {
            let of = |horizon| Earlier { scenario, horizon }.anchors(false)[0].1;
            let mean = |factors: YearFactors| factors.iter().map(|month| month.tmax_c).sum::<f64>() / 12.0;
            assert!(mean(of(2085)) > mean(of(2050)) && mean(of(2050)) > 0.5, "{scenario}");
        }
        let [wh, gl] = ["WH", "GL"].map(|scenario| Earlier { scenario, horizon: 2085 }.anchors(true));
        assert_eq!((wh.len(), wh[0].0, wh[1].0), (2, 2050, 2085));
        let (july, mild) = (wh[1].1[6], gl[1].1[6]);
        assert_eq!((july.rain, july.wet_days, july.radiation), (0.7241, 0.8087, 1.1029));
        assert!(july.tmax_c > 3.5 && mild.rain > july.rain);
    }
}
