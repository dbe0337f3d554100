//! Changes of climate imposed on the extended generator.
//!
//! Persistence of wet and dry days is kept and the long-run share of wet days multiplied; amounts are scaled; maximum
//! temperature is moved alike in all states; the daily range is multiplied so that minimum temperature moves as asked; the logit of
//! clearness is moved. As wet days, temperature, radiation and humidity hang together, a first guess misses: 300 years with and without the
//! change, under the same random numbers, give the error of each month, which is taken off, twice. On other random numbers what
//! is left is at most 0.1 degrees at a station in a month, and 1-2 % of rain in the mean over stations (5 % at a single station and month).
//!
//! Relative humidity follows the number of wet days unless a factor is given.

use super::{ClimateChange, MonthFactors, YearFactors, between};
use crate::calendar::Date;
use crate::lane::math::ln;
use crate::weather::WeatherSeries;
use crate::weather::derive::extraterrestrial_radiation;
use crate::weather::figures::dates;
use crate::weather::generate::{Generator, MonthShift, WET_DAY_MM, YearShift};

/// Years run with and without a change to correct it.
const YEARS: usize = 300;
/// Seed of these years, apart from that of any run.
const SEED: u64 = 0x5eed_c0de;
/// Times the error is taken off.
const PASSES: usize = 2;
/// Largest clearness index of the generator.
const CLEARNESS_MAX: f64 = 0.80;

/// The change of a run in the units of the generator.
#[derive(Clone, Debug, PartialEq)]
pub struct ImposedChange {
    years: Vec<i16>,
    shifts: Vec<YearShift>,
    transient: bool,
}

impl ImposedChange {
    /// Works out the change for a generator.
    pub fn new(generator: &Generator, change: &ClimateChange) -> Self {
        let reference = MonthMeans::of(&generator.series(SEED, 0, 2001, YEARS));
        let shifts = change
            .anchors
            .iter()
            .map(|(_, factors)| corrected(generator, &reference, factors, change.dry_persistence))
            .collect();
        ImposedChange {
            years: change.anchors.iter().map(|(year, _)| *year).collect(),
            shifts,
            transient: change.transient,
        }
    }

    /// The change of a year.
    pub fn of(&self, year: i16) -> YearShift {
        if !self.transient {
            return self.shifts.last().copied().unwrap_or([MonthShift::NONE; 12]);
        }
        let (before, after, share) = between(&self.years, year);
        let at = |place: usize| if place == 0 { [MonthShift::NONE; 12] } else { self.shifts[place - 1] };
        let (from, to) = (at(before), at(after));
        if share == 1.0 {
            return to;
        }
        std::array::from_fn(|m| from[m].towards(&to[m], share))
    }
}

/// Monthly means of a long series that the correction compares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct MonthMean {
    days: f64,
    tmax_c: f64,
    range_c: f64,
    radiation_mj_m2: f64,
    clearness: f64,
    rh_pct: f64,
    wet_days: f64,
    rain_mm: f64,
}

struct MonthMeans([MonthMean; 12]);

impl MonthMeans {
    fn of(series: &WeatherSeries) -> Self {
        let outside: Vec<f64> =
            (1..=366).map(|day| extraterrestrial_radiation(series.latitude_deg, f64::from(day))).collect();
        let mut sums = [MonthMean::default(); 12];
        for (i, date) in dates(series).iter().enumerate() {
            let sum = &mut sums[month_index(*date)];
            sum.days += 1.0;
            sum.tmax_c += series.tmax_c[i];
            sum.range_c += series.tmax_c[i] - series.tmin_c[i];
            sum.radiation_mj_m2 += series.radiation_mj_m2[i];
            sum.clearness += series.radiation_mj_m2[i] / outside[(date.day_of_year() - 1) as usize];
            sum.rh_pct += series.rh_pct[i];
            sum.wet_days += f64::from(u8::from(series.rain_mm[i] >= WET_DAY_MM));
            sum.rain_mm += series.rain_mm[i];
        }
        for sum in &mut sums {
            for value in
                [&mut sum.tmax_c, &mut sum.range_c, &mut sum.radiation_mj_m2, &mut sum.clearness, &mut sum.rh_pct]
            {
                *value /= sum.days;
            }
        }
        MonthMeans(sums)
    }
}

fn month_index(date: Date) -> usize {
    (date.month() - 1) as usize
}

/// The first guess for a month.
fn first_guess(factors: &MonthFactors, reference: &MonthMean) -> MonthShift {
    let range = (reference.range_c + factors.tmax_c - factors.tmin_c).max(0.5);
    MonthShift {
        tmax_c: factors.tmax_c,
        ln_range: ln(range / reference.range_c),
        logit_clearness: ln(factors.radiation) / (1.0 - reference.clearness / CLEARNESS_MAX),
        logit_humidity: ln(factors.humidity) / (1.0 - reference.rh_pct / 100.0),
        root_wind_factor: factors.wind.sqrt(),
        wet_factor: factors.wet_days,
        persistence_factor: 1.0,
        amount_factor: factors.amount(),
    }
}

/// The change of a horizon, corrected.
fn corrected(generator: &Generator, reference: &MonthMeans, factors: &YearFactors, dry_persistence: f64) -> YearShift {
    let mut shift: YearShift = std::array::from_fn(|m| {
        let guess = first_guess(&factors[m], &reference.0[m]);
        MonthShift { persistence_factor: if (4..9).contains(&m) { dry_persistence } else { 1.0 }, ..guess }
    });
    for _ in 0..PASSES {
        let obtained = MonthMeans::of(&generator.changing_series(SEED, 0, 2001, YEARS, &|_| shift));
        for (m, shift) in shift.iter_mut().enumerate() {
            let (wanted, from, got) = (&factors[m], &reference.0[m], &obtained.0[m]);
            shift.tmax_c -= got.tmax_c - from.tmax_c - wanted.tmax_c;
            let range = (from.range_c + wanted.tmax_c - wanted.tmin_c).max(0.5);
            shift.ln_range += ln(range / got.range_c);
            shift.logit_clearness += ln(wanted.radiation * from.radiation_mj_m2 / got.radiation_mj_m2)
                / (1.0 - got.clearness / CLEARNESS_MAX);
            if wanted.humidity != 1.0 {
                shift.logit_humidity += ln(wanted.humidity * from.rh_pct / got.rh_pct) / (1.0 - got.rh_pct / 100.0);
            }
            shift.wet_factor *= wanted.wet_days * from.wet_days / got.wet_days;
            let amount = |mean: &MonthMean| mean.rain_mm / mean.wet_days;
            shift.amount_factor *= wanted.amount() * amount(from) / amount(got);
        }
    }
    shift
}

#[cfg(test)]
mod tests {
    use super::super::{Variant, factors};
    use super::*;
    use crate::weather::climatology::parameters;

    fn change(transient: bool) -> ClimateChange {
        let of = |horizon| factors(Variant::named("Hd").expect("a scenario"), horizon).expect("shipped").0;
        let anchors = vec![(2050, of(2050)), (2100, of(2100))];
        let anchors = if transient { anchors } else { anchors[..1].to_vec() };
        ClimateChange { name: "Hd".to_owned(), anchors, transient, dry_persistence: 1.0 }
    }

    #[test]
    fn a_transient_climate_passes_through_its_horizons() {
        let generator = Generator::new(parameters(260).expect("De Bilt"));
        let imposed = ImposedChange::new(&generator, &change(true));
        assert_eq!(imposed.of(2000), [MonthShift::NONE; 12]);
        assert_eq!(imposed.of(2120), imposed.of(2100));
        let still = ImposedChange::new(&generator, &change(false));
        assert_eq!(still.of(1990), still.of(2050));
        assert_eq!(still.of(2050), imposed.of(2050));
        let (a, b, c) = (imposed.of(2050)[6].tmax_c, imposed.of(2075)[6].tmax_c, imposed.of(2100)[6].tmax_c);
        assert!((b - f64::midpoint(a, c)).abs() < 1e-12 && a < b && b < c);
    }
}
