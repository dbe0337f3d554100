//! Changes of climate brought into an observed series, month by month over all its years (method of KNMI's transformation
//! program: Bakker 2015, TR-349).
//!
//! **Temperature**: straight lines through (percentile, percentile + change) at 1, 5, 50, 95 and 99 %, the outermost lines extended;
//! the shipped changes are alike at all percentiles. **Rain** (0.1 mm and more is wet): days are dried, those beside a dry day
//! first, or wetted after a wet day; then amounts become `a X^b` below the 99 % quantile (the 90 % quantile times a ratio of
//! the month) and `c X` above, so that the mean of a wet day and that quantile change as asked. **Radiation** is multiplied,
//! at most to 0.75 of that outside the atmosphere, so that its mean changes as asked. Relative humidity is kept, Makkink
//! evaporation recomputed. The simple way adds to temperature and multiplies the rest.

use super::{MonthFactors, YearFactors};
use crate::calendar::Date;
use crate::lane::math::powf;
use crate::weather::WeatherSeries;
use crate::weather::climatology::noon_coefficients;
use crate::weather::derive::{extraterrestrial_radiation, noon_temperature};
use crate::weather::evaporation::makkink;
use crate::weather::figures::dates;

/// Least rain of a wet day, mm.
const WET_MM: f64 = 0.1;
/// Estimate of the 99 % quantile of wet days over the 90 % quantile, January to December.
const QUANTILE_RATIO: [f64; 12] = [2.22, 2.271, 2.366, 2.147, 2.346, 2.166, 2.276, 2.404, 2.476, 2.087, 2.336, 2.18];
/// Percentiles at which temperature changes.
const PERCENTILES: [f64; 5] = [0.01, 0.05, 0.5, 0.95, 0.99];
/// Halvings that solve an exponent or a factor to the last bits.
const HALVINGS: usize = 60;

/// An observed series in another climate.
pub fn changed(observed: &WeatherSeries, factors: &YearFactors, simple: bool) -> WeatherSeries {
    let mut series = observed.clone();
    let dates = dates(observed);
    for (month, factors) in (1..=12).zip(factors) {
        let days: Vec<usize> = (0..dates.len()).filter(|&day| dates[day].month() == month).collect();
        if days.is_empty() {
            continue;
        }
        for (column, change) in [
            (&mut series.tmax_c, factors.tmax_c),
            (&mut series.tmin_c, factors.tmin_c),
            (&mut series.tmean_c, f64::midpoint(factors.tmax_c, factors.tmin_c)),
        ] {
            shift(column, &days, &[change; 5], simple);
        }
        if simple {
            for &day in &days {
                series.rain_mm[day] *= factors.rain;
            }
        } else {
            rain(&mut series.rain_mm, &days, month, factors);
        }
        radiation(&mut series, &days, &dates, factors.radiation, simple);
        for &day in &days {
            rest(&mut series, observed, day, month, factors);
        }
    }
    series
}

/// Moves the values of some days by the changes at [`PERCENTILES`].
fn shift(values: &mut [f64], days: &[usize], changes: &[f64; 5], simple: bool) {
    if simple || changes.iter().all(|&change| change == changes[0]) {
        for &day in days {
            values[day] += changes[2];
        }
        return;
    }
    let mut sorted: Vec<f64> = days.iter().map(|&day| values[day]).collect();
    sorted.sort_by(f64::total_cmp);
    let knots = PERCENTILES.map(|p| quantile(&sorted, p));
    for &day in days {
        let x = values[day];
        let at = (1..4).find(|&k| x < knots[k]).unwrap_or(4);
        let (low, high) = (knots[at - 1], knots[at]);
        let share = if high > low { (x - low) / (high - low) } else { 0.0 };
        values[day] = x + changes[at - 1] + share * (changes[at] - changes[at - 1]);
    }
}

/// Quantile of sorted values, straight lines between them.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let below = place as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

fn rain(mm: &mut [f64], days: &[usize], month: i8, factors: &MonthFactors) {
    let before = wet_amounts(mm, days);
    if before.len() < 3 {
        return;
    }
    let mean = before.iter().sum::<f64>() / before.len() as f64;
    let top = quantile(&before, 0.9) * QUANTILE_RATIO[(month - 1) as usize];
    let more = (factors.wet_days - 1.0) * before.len() as f64;
    if more < 0.0 {
        dry(mm, days, &before, (-more).round() as usize);
    } else {
        wet(mm, days, more.round() as usize);
    }
    amounts(mm, days, top, mean * factors.amount(), top * factors.amount());
}

/// Amounts of the wet days among some, sorted.
fn wet_amounts(mm: &[f64], days: &[usize]) -> Vec<f64> {
    let mut amounts: Vec<f64> = days.iter().map(|&day| mm[day]).filter(|&mm| mm >= WET_MM).collect();
    amounts.sort_by(f64::total_cmp);
    amounts
}

/// Dries so many days: targets spread evenly over the sorted amounts, smallest first; each time the wet day beside a dry one
/// whose amount is nearest to the target.
fn dry(mm: &mut [f64], days: &[usize], sorted: &[f64], count: usize) {
    for target in 0..count {
        let target = sorted[((target as f64 + 0.5) / count as f64 * sorted.len() as f64) as usize];
        let is_dry =
            |day: Option<usize>, mm: &[f64]| day.and_then(|day| mm.get(day)).is_some_and(|&amount| amount < WET_MM);
        let wet = days.iter().copied().filter(|&day| mm[day] >= WET_MM);
        let beside = wet.filter(|&day| is_dry(day.checked_sub(1), mm) || is_dry(Some(day + 1), mm));
        let nearest = beside.min_by(|&a, &b| (mm[a] - target).abs().total_cmp(&(mm[b] - target).abs()));
        if let Some(day) = nearest {
            mm[day] = 0.0;
        }
    }
}

/// Wets so many dry days that follow a wet one, evenly through the months; amounts by the rank of the wet day before.
fn wet(mm: &mut [f64], days: &[usize], count: usize) {
    let following: Vec<usize> =
        days.iter().copied().filter(|&day| day > 0 && mm[day] < WET_MM && mm[day - 1] >= WET_MM).collect();
    let count = count.min(following.len());
    let sorted = wet_amounts(mm, days);
    let mut before: Vec<f64> = following.iter().map(|&day| mm[day - 1]).collect();
    before.sort_by(f64::total_cmp);
    for place in 0..count {
        let day = following[((place as f64 + 0.5) / count as f64 * following.len() as f64) as usize];
        let rank = before.iter().filter(|&&amount| amount < mm[day - 1]).count() as f64 + 0.5;
        mm[day] = sorted[(rank / before.len() as f64 * sorted.len() as f64) as usize];
    }
}

/// Amounts of wet days: `a X^b` below the quantile `top`, `c X` above, with the wanted mean and the wanted quantile; never
/// below 0.1 mm.
fn amounts(mm: &mut [f64], days: &[usize], top: f64, wanted_mean: f64, wanted_top: f64) {
    let wet = wet_amounts(mm, days);
    let changed = |x: f64, b: f64| {
        let y = if x < top { wanted_top * powf(x / top, b) } else { wanted_top / top * x };
        y.max(WET_MM)
    };
    let mean = |b: f64| wet.iter().map(|&x| changed(x, b)).sum::<f64>() / wet.len() as f64;
    // The mean falls as the exponent rises.
    let (mut low, mut high) = (0.05, 5.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if mean(middle) > wanted_mean { low = middle } else { high = middle }
    }
    let b = f64::midpoint(low, high);
    for &day in days {
        if mm[day] >= WET_MM {
            mm[day] = changed(mm[day], b);
        }
    }
}

fn radiation(series: &mut WeatherSeries, days: &[usize], dates: &[Date], factor: f64, simple: bool) {
    let latitude = series.latitude_deg;
    let most = |day: usize| {
        let outside = extraterrestrial_radiation(latitude, f64::from(dates[day].day_of_year()));
        (0.75 * outside).max(series.radiation_mj_m2[day])
    };
    let most: Vec<f64> = days.iter().map(|&day| most(day)).collect();
    let values: Vec<f64> = days.iter().map(|&day| series.radiation_mj_m2[day]).collect();
    let total = |a: f64| values.iter().zip(&most).map(|(value, most)| (a * value).min(*most)).sum::<f64>();
    let wanted = factor * values.iter().sum::<f64>();
    let mut a = factor;
    if factor > 1.0 && !simple {
        let (mut low, mut high) = (1.0, 10.0);
        for _ in 0..HALVINGS {
            a = f64::midpoint(low, high);
            if total(a) < wanted { low = a } else { high = a }
        }
    }
    for ((&day, value), most) in days.iter().zip(values).zip(most) {
        series.radiation_mj_m2[day] = (a * value).min(most);
    }
}

/// What follows from the changed values of a day.
fn rest(series: &mut WeatherSeries, observed: &WeatherSeries, day: usize, month: i8, factors: &MonthFactors) {
    let tmax = series.tmax_c[day].max(series.tmin_c[day]);
    series.tmax_c[day] = tmax;
    series.tmean_c[day] = series.tmean_c[day].clamp(series.tmin_c[day], tmax);
    let noon = noon_coefficients(month);
    let before = noon_temperature(observed.tmean_c[day], observed.tmax_c[day], noon);
    series.temp12_c[day] += noon_temperature(series.tmean_c[day], tmax, noon) - before;
    for humidity in [&mut series.rh_pct[day], &mut series.rh_min_pct[day], &mut series.rh12_pct[day]] {
        *humidity = (*humidity * factors.humidity).clamp(5.0, 100.0);
    }
    series.wind_m_s[day] *= factors.wind;
    series.wind12_m_s[day] *= factors.wind;
    series.rain_trace[day] &= series.rain_mm[day] == 0.0;
    series.makkink_mm[day] = makkink(series.tmean_c[day], series.radiation_mj_m2[day]);
}

#[cfg(test)]
mod tests {
    use super::super::{Variant, factors};
    use super::*;
    use crate::weather::climatology::parameters;
    use crate::weather::generate::generate;

    fn month_sum(series: &WeatherSeries, values: &[f64], month: i8, of: impl Fn(f64) -> f64) -> f64 {
        values.iter().zip(dates(series)).filter(|(_, date)| date.month() == month).map(|(&x, _)| of(x)).sum()
    }

    #[test]
    fn wanted_changes_come_back_in_every_month() {
        let observed = generate(parameters(260).expect("De Bilt"), 7, 0, 1991, 30);
        for (name, horizon) in [("Hd", 2100), ("Hn", 2100), ("Ld", 2050)] {
            let wanted = factors(Variant::named(name).expect("a scenario"), horizon).expect("shipped").0;
            let series = changed(&observed, &wanted, false);
            for (month, factors) in (1..=12).zip(&wanted) {
                let n = month_sum(&observed, &observed.tmax_c, month, |_| 1.0);
                let sum = |series: &WeatherSeries, values: &[f64]| month_sum(series, values, month, |x| x);
                let warmer = (sum(&series, &series.tmax_c) - sum(&observed, &observed.tmax_c)) / n;
                assert!((warmer - factors.tmax_c).abs() < 1e-9, "{name} {month} {warmer}");
                let rain = sum(&series, &series.rain_mm) / sum(&observed, &observed.rain_mm);
                assert!((rain / factors.rain - 1.0).abs() < 0.01, "{name} {month}: rain {rain}, {}", factors.rain);
                let wet = |values: &[f64]| month_sum(&observed, values, month, |x| f64::from(u8::from(x >= WET_MM)));
                let share = wet(&series.rain_mm) / wet(&observed.rain_mm);
                assert!((share - factors.wet_days).abs() < 0.003, "{name} {month}: wet {share}");
                let light = sum(&series, &series.radiation_mj_m2) / sum(&observed, &observed.radiation_mj_m2);
                assert!((light - factors.radiation).abs() < 1e-6, "{name} {month}: radiation {light}");
            }
            assert!((0..series.len()).all(|day| series.tmin_c[day] <= series.tmean_c[day]
                && series.tmean_c[day] <= series.tmax_c[day]
                && series.rain_mm[day] >= 0.0));
            assert_eq!(series.rh_pct, observed.rh_pct);
            assert!(series.makkink_mm.iter().sum::<f64>() > observed.makkink_mm.iter().sum::<f64>());
        }
    }

    #[test]
    fn the_simple_way_adds_and_multiplies() {
        let observed = generate(parameters(260).expect("De Bilt"), 7, 0, 1991, 2);
        let wanted = factors(Variant::named("Hd").expect("a scenario"), 2050).expect("shipped").0;
        let series = changed(&observed, &wanted, true);
        let july = 190;
        assert_eq!(series.tmax_c[july], observed.tmax_c[july] + wanted[6].tmax_c);
        assert_eq!(series.rain_mm[july], observed.rain_mm[july] * wanted[6].rain);
        assert!((series.temp12_c[july] - observed.temp12_c[july] - wanted[6].tmax_c).abs() < 0.3);
    }

    #[test]
    fn percentiles_move_by_their_own_changes() {
        let mut values: Vec<f64> = (0..=100).map(f64::from).collect();
        let days: Vec<usize> = (0..=100).collect();
        shift(&mut values, &days, &[1.0, 2.0, 3.0, 5.0, 9.0], false);
        for (place, change) in [(1, 1.0), (5, 2.0), (50, 3.0), (95, 5.0), (99, 9.0)] {
            assert!((values[place] - place as f64 - change).abs() < 1e-9, "{place}");
        }
        assert!((values[100] - 110.0).abs() < 1e-9 && (values[0] - 0.75).abs() < 1e-9, "{} {}", values[100], values[0]);
    }
}
