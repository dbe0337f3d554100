//! When the codes run: all year, or in a season that temperature or a window opens and closes.
//!
//! In the Netherlands the codes run all year, because wet winters reset the drought code by themselves. Where they
//! stop in winter, they start again from the customary codes, with a drought code carried through the winter by
//! [`overwintered_drought_code`].

use super::dc::overwintered_drought_code;
use super::{Codes, NoonWeather, next};
use crate::calendar::{DayRange, MonthDay};
use crate::error::{Problem, Problems};

/// Warmest temperature of the day above which three days open the season, degrees C.
const OPENING_TMAX_C: f64 = 12.0;
/// Warmest temperature of the day below which three days close the season, degrees C.
const CLOSING_TMAX_C: f64 = 5.0;
/// Days in a row that open or close the season.
const DAYS_IN_A_ROW: u32 = 3;

/// When the codes run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Season {
    /// Every day of the year.
    #[default]
    AllYear,
    /// Opened by three days above 12 degrees C and closed by three days below 5 (Wotton and Flannigan 1993).
    Temperature,
    /// The same days every year.
    Window(DayRange),
}

/// Least share of autumn moisture that is carried over. Above zero, so that moisture is left after every winter and a
/// spring always has a drought code.
pub const LEAST_CARRIED: f64 = 0.01;

/// Shares of autumn moisture and winter rain that reach the spring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wintering {
    carried: f64,
    absorbed: f64,
}

impl Wintering {
    /// Both shares, if some moisture is left after a winter without rain.
    ///
    /// - `carried`: share `a` of autumn moisture that is carried over, 0.01-1
    /// - `absorbed`: share `b` of winter rain that is taken up, 0-1
    ///
    /// ```
    /// use zeis::fire::fwi::season::Wintering;
    /// assert!(Wintering::of(0.75, 0.75).is_ok() && Wintering::of(1.0, 0.0).is_ok());
    /// assert!(Wintering::of(0.0, 0.75).is_err());
    /// ```
    pub fn of(carried: f64, absorbed: f64) -> Result<Self, Problems> {
        let mut problems = Problems::none();
        for (name, share, least) in [("winter_carried", carried, LEAST_CARRIED), ("winter_absorbed", absorbed, 0.0)] {
            if !(least..=1.0).contains(&share) {
                let what = format!("{share} is outside the range {least}-1");
                let hint = "a spring needs moisture left from autumn for its drought code";
                problems.push(Problem::new("F611", name, what).hint(hint));
            }
        }
        problems.unless_any(Wintering { carried, absorbed })
    }
}

/// Which days lie in the season.
///
/// `days`: month and day with the warmest temperature (degrees C) of each day, in order. A season by temperature
/// begins closed and changes on the third day in a row.
pub fn days_in_season(season: Season, days: &[(MonthDay, f64)]) -> Vec<bool> {
    let mut open = false;
    let mut run = 0;
    let mut inside = Vec::with_capacity(days.len());
    for &(day, tmax_c) in days {
        inside.push(match season {
            Season::AllYear => true,
            Season::Window(window) => window.contains(day),
            Season::Temperature => {
                let turning = if open { tmax_c < CLOSING_TMAX_C } else { tmax_c > OPENING_TMAX_C };
                run = if turning { run + 1 } else { 0 };
                if run == DAYS_IN_A_ROW {
                    open = !open;
                    run = 0;
                }
                open
            }
        });
    }
    inside
}

/// Codes of every day of the season, `None` outside.
///
/// `start` begins the first season; later ones begin with its FFMC and DMC and a drought code carried through the
/// winter. Rain below zero counts as none.
pub fn codes_in_season(
    noons: &[NoonWeather],
    inside: &[bool],
    start: Codes,
    wintering: Wintering,
) -> Vec<Option<Codes>> {
    let mut codes = start;
    let mut winter_rain_mm: Option<f64> = None;
    let mut ran = false;
    let mut out = Vec::with_capacity(noons.len());
    for (noon, &open) in noons.iter().zip(inside) {
        if !open {
            winter_rain_mm = Some(winter_rain_mm.unwrap_or(0.0) + noon.rain_mm.max(0.0));
            out.push(None);
            continue;
        }
        if let (Some(rain_mm), true) = (winter_rain_mm.take(), ran) {
            let dc = overwintered_drought_code(codes.dc, rain_mm, wintering.carried, wintering.absorbed)
                .expect("some moisture of autumn is carried over, and rain takes none away");
            codes = Codes { ffmc: start.ffmc, dmc: start.dmc, dc, ..codes };
        }
        ran = true;
        codes = next(codes, noon);
        out.push(Some(codes));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_days_open_and_close_the_season() {
        let may = MonthDay::from_day_of_year(130);
        let days = [13.0, 13.0, 11.0, 13.0, 13.0, 13.0, 4.0, 4.0, 6.0, 4.0, 4.0, 4.0, 4.0].map(|t| (may, t));
        let inside = days_in_season(Season::Temperature, &days);
        let expected = [false, false, false, false, false, true, true, true, true, true, true, false, false];
        assert_eq!(inside, expected);
        let window = DayRange { first: may, last: may };
        assert!(days_in_season(Season::Window(window), &days).iter().all(|&open| open));
    }

    #[test]
    fn a_spring_starts_anew_with_the_drought_of_the_winter() {
        let noon =
            NoonWeather { temp_c: 20.0, rh_pct: 50.0, wind_km_h: 10.0, rain_mm: 0.0, month: 7, latitude_deg: 52.0 };
        let wet = NoonWeather { rain_mm: 30.0, ..noon };
        let wintering = Wintering::of(0.75, 0.75).expect("the customary shares");
        let noons = [noon, wet, wet, noon];
        let codes = codes_in_season(&noons, &[true, false, false, true], Codes::start(85.0, 6.0, 300.0), wintering);
        let spring = overwintered_drought_code(codes[0].map_or(0.0, |c| c.dc), 60.0, 0.75, 0.75).unwrap_or(0.0);
        let expected = next(Codes::start(85.0, 6.0, spring), &noon);
        assert_eq!(codes[3].map(|c| (c.ffmc, c.dmc, c.dc)), Some((expected.ffmc, expected.dmc, expected.dc)));
        assert_eq!(codes[1], None);
    }

    #[test]
    fn a_spring_without_moisture_is_refused_and_never_passed_over() {
        for (carried, absorbed, wrong) in [(0.0, 0.75, 1), (-0.1, 1.5, 2), (f64::NAN, 0.5, 1), (0.75, -0.01, 1)] {
            let problems = Wintering::of(carried, absorbed).expect_err("out of range");
            assert!(problems.0.len() == wrong && problems.0.iter().all(|p| p.code == "F611" && !p.hint.is_empty()));
        }
        let noon =
            NoonWeather { temp_c: 20.0, rh_pct: 50.0, wind_km_h: 10.0, rain_mm: 0.0, month: 7, latitude_deg: 52.0 };
        let driest = Wintering::of(LEAST_CARRIED, 0.0).expect("the least share");
        let start = Codes::start(85.0, 6.0, 3000.0);
        let winter = |rain_mm| [noon, NoonWeather { rain_mm, ..noon }, noon];
        let after = |rain_mm| codes_in_season(&winter(rain_mm), &[true, false, true], start, driest)[2];
        assert!(after(0.0).is_some_and(|c| c.dc > 3000.0 && c.dc.is_finite()));
        assert_eq!(after(-900.0), after(0.0));
    }
}
