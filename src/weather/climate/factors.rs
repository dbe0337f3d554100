//! Monthly changes of each scenario and horizon.
//!
//! Rules by which the table was made from published figures: seasons are smoothed to months that keep the season means; a
//! missing temperature is that of the other variant times 0.935 (H, n) or 1; wet-day frequency follows rain with the ratio of the
//! KNMI'14 tables; radiation is solved so that Makkink evaporation changes as published, spread over March-October. Nothing is
//! known of relative humidity and wind: their factor is 1 (mark A). M has no published value: `L + x (H - L)` with x 0.4
//! in 2050 and 0.35 in 2100 (mark A).

use super::Variant;
use super::read::named_rows;
use crate::weather::climatology::Emission;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Share of the way from L to H at which M lies, by horizon: an assumption.
const MODERATE_SHARE: [(i16, f64); 2] = [(2050, 0.4), (2100, 0.35)];

/// Changes of a month against 1991-2020.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthFactors {
    /// Maximum temperature, degrees C more.
    pub tmax_c: f64,
    /// Minimum temperature, degrees C more.
    pub tmin_c: f64,
    /// Factor on rain.
    pub rain: f64,
    /// Factor on the number of wet days.
    pub wet_days: f64,
    /// Factor on global radiation.
    pub radiation: f64,
    /// Factor on relative humidity; 1 keeps what follows from the number of wet days.
    pub humidity: f64,
    /// Factor on wind speed.
    pub wind: f64,
}

impl MonthFactors {
    /// No change.
    pub const NONE: MonthFactors =
        MonthFactors { tmax_c: 0.0, tmin_c: 0.0, rain: 1.0, wet_days: 1.0, radiation: 1.0, humidity: 1.0, wind: 1.0 };

    /// Factor on the mean amount of a wet day.
    pub fn amount(&self) -> f64 {
        self.rain / self.wet_days
    }

    /// The change a share of the way to another: 0 is this one, 1 the other.
    #[must_use]
    pub fn towards(&self, other: &MonthFactors, share: f64) -> MonthFactors {
        let between = |a: f64, b: f64| a + share * (b - a);
        MonthFactors {
            tmax_c: between(self.tmax_c, other.tmax_c),
            tmin_c: between(self.tmin_c, other.tmin_c),
            rain: between(self.rain, other.rain),
            wet_days: between(self.wet_days, other.wet_days),
            radiation: between(self.radiation, other.radiation),
            humidity: between(self.humidity, other.humidity),
            wind: between(self.wind, other.wind),
        }
    }
}

/// Changes of the twelve months.
pub type YearFactors = [MonthFactors; 12];

/// Where a change comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `temperature`, `rain`, `radiation` or `co2`.
    pub what: &'static str,
    /// Status and explanation, as the table has it.
    pub status: String,
    /// Months (1-12) to which it applies.
    pub months: Vec<i8>,
}

struct Row {
    factors: MonthFactors,
    status: [String; 3],
}

const WHAT: [&str; 3] = ["temperature", "rain", "radiation"];

fn table() -> &'static BTreeMap<(String, i16), Vec<Row>> {
    static TABLE: OnceLock<BTreeMap<(String, i16), Vec<Row>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: BTreeMap<(String, i16), Vec<Row>> = BTreeMap::new();
        let (_, rows) = named_rows(include_str!("../climatology_data/knmi23_monthly_factors_default.csv"));
        for row in rows.into_iter().filter_map(|(_, row)| row.ok()) {
            let number = |column: &str| row.get(column).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
            let text = |column: &str| row.get(column).cloned().unwrap_or_default();
            let factors = MonthFactors {
                tmax_c: number("d_tmax_c"),
                tmin_c: number("d_tmin_c"),
                rain: number("f_rain"),
                wet_days: number("f_wet_day_frequency"),
                radiation: number("f_radiation"),
                ..MonthFactors::NONE
            };
            let status = [text("status_temperature"), text("status_rain"), text("status_radiation")];
            let key = (text("scenario"), number("horizon") as i16);
            table.entry(key).or_default().push(Row { factors, status });
        }
        table
    })
}

fn rows(variant: Variant, horizon: i16) -> Option<&'static Vec<Row>> {
    table().get(&(variant.name(), horizon)).filter(|rows| rows.len() == 12)
}

/// The shipped changes of a scenario at a horizon; `None` for 2150, of which nothing is known.
///
/// ```
/// use zeis::weather::climate::{Variant, factors};
/// let (july, _) = factors(Variant::named("Hd").expect("a scenario"), 2100).expect("shipped");
/// assert!(july[6].tmax_c > 5.0 && july[6].rain < 0.75);
/// ```
pub fn factors(variant: Variant, horizon: i16) -> Option<(YearFactors, Vec<Origin>)> {
    if variant.emission != Emission::Moderate {
        let rows = rows(variant, horizon)?;
        return Some((std::array::from_fn(|m| rows[m].factors), origins(rows)));
    }
    let (_, share) = MODERATE_SHARE.into_iter().find(|(year, _)| *year == horizon)?;
    let low = rows(Variant { emission: Emission::Low, ..variant }, horizon)?;
    let high = rows(Variant { emission: Emission::High, ..variant }, horizon)?;
    let months = std::array::from_fn(|m| low[m].factors.towards(&high[m].factors, share));
    let status = format!("assumed: {share} of the way from L to H, no value of M is published");
    let assumed = |what| Origin { what, status: status.clone(), months: (1..=12).collect() };
    Some((months, WHAT.map(assumed).to_vec()))
}

/// The different origins of the rows of a scenario and horizon, with their months.
fn origins(rows: &[Row]) -> Vec<Origin> {
    let mut list: Vec<Origin> = Vec::new();
    for (place, what) in WHAT.into_iter().enumerate() {
        for (m, row) in rows.iter().enumerate() {
            let status = &row.status[place];
            match list.iter_mut().find(|origin| origin.what == what && origin.status == *status) {
                Some(origin) => origin.months.push(m as i8 + 1),
                None => list.push(Origin { what, status: status.clone(), months: vec![m as i8 + 1] }),
            }
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, horizon: i16) -> (YearFactors, Vec<Origin>) {
        factors(Variant::named(name).expect("a scenario"), horizon).expect("shipped")
    }

    #[test]
    fn shipped_changes_are_those_of_the_table() {
        let (months, origins) = of("Hd", 2050);
        assert_eq!((months[6].tmax_c, months[6].rain, months[0].radiation), (2.18, 0.8577, 1.0));
        assert!((months[6].amount() - 0.9601).abs() < 2e-4);
        assert!(origins.iter().any(|origin| origin.what == "rain" && origin.status == "data"));
        let radiation = origins.iter().find(|origin| origin.what == "radiation").expect("an origin");
        assert!(radiation.status.starts_with("derived from annual potential evaporation change 8.5%"));
        assert_eq!(radiation.months.len(), 12);
    }

    #[test]
    fn m_lies_between_and_says_that_it_is_assumed() {
        for horizon in [2050, 2100] {
            let (low, middle, high) = (of("Ld", horizon).0, of("Md", horizon), of("Hd", horizon).0);
            for m in 0..12 {
                let (a, b, c) = (low[m].tmax_c, middle.0[m].tmax_c, high[m].tmax_c);
                assert!(a < b && b < c, "{horizon} {m}");
            }
            assert!(middle.1.iter().all(|origin| origin.status.starts_with("assumed")));
        }
        assert!(factors(Variant::named("Hd").expect("a scenario"), 2150).is_none());
    }
}
