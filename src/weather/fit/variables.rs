//! Means, spreads, quantiles and correlations of the five variables.

use crate::calendar::Date;
use crate::lane::math::ln;
use crate::random::normal_quantile;
use crate::weather::WeatherSeries;
use crate::weather::climatology::extended::QUANTILE_PCT;
use crate::weather::climatology::{Harmonics, SeasonalVariables};
use crate::weather::derive::extraterrestrial_radiation;
use crate::weather::figures::correlation;
use crate::weather::generate::{WET_DAY_MM, waves};

const VARIABLES: usize = 5;
/// Waves of the spread: a constant and two harmonics.
const SPREAD_TERMS: usize = 5;
/// Fewest days of a state, or of a season.
const LEAST_DAYS: usize = 60;
/// Mean absolute value of a normal variable over its standard deviation, inverted: `sqrt(pi/2)`.
const SD_PER_MEAN_ABSOLUTE: f64 = 1.253_314_137_315_5;

/// The variables of a day: maximum temperature, log of the range, logit of the clearness over its largest value, logit of
/// humidity, root of wind, each held within the limits of the generator.
fn transformed(series: &WeatherSeries, day: usize, day_of_year: f64) -> [f64; VARIABLES] {
    let outside = extraterrestrial_radiation(series.latitude_deg, day_of_year);
    let clearness = (series.radiation_mj_m2[day] / outside).clamp(0.015, 0.79);
    let humidity = series.rh_pct[day].clamp(20.0, 99.5) / 100.0;
    [
        series.tmax_c[day],
        ln((series.tmax_c[day] - series.tmin_c[day]).max(0.3)),
        ln(clearness / (0.80 - clearness)),
        ln(humidity / (1.0 - humidity)),
        series.wind_m_s[day].max(0.0).sqrt(),
    ]
}

/// Day of a common year; 29 February stands half-way between its neighbours.
fn day_of_year(date: Date) -> f64 {
    let day = f64::from(date.day_of_year());
    match (date.in_leap_year(), date.month(), date.day()) {
        (true, 2, 29) => 59.5,
        (true, 3.., _) => day - 1.0,
        _ => day,
    }
}

/// State of each day: wet, dry for up to three days, dry for longer.
fn states(series: &WeatherSeries) -> Vec<usize> {
    let mut dry_days = 0;
    series
        .rain_mm
        .iter()
        .map(|&mm| {
            dry_days = if mm >= WET_DAY_MM { 0 } else { dry_days + 1 };
            match dry_days {
                0 => 0,
                1..=3 => 1,
                _ => 2,
            }
        })
        .collect()
}

/// The variables of a series; `None` where a state or season has too few days.
pub(super) fn fit(series: &WeatherSeries, dates: &[Date]) -> Option<SeasonalVariables> {
    let days: Vec<f64> = dates.iter().copied().map(day_of_year).collect();
    let y: Vec<[f64; VARIABLES]> = days.iter().enumerate().map(|(i, &day)| transformed(series, i, day)).collect();
    let waves: Vec<[f64; 9]> = days.iter().map(|&day| waves(day)).collect();
    let states = states(series);
    let mut found = SeasonalVariables::default();
    let mut residuals = vec![[0.0; VARIABLES]; y.len()];
    for state in 0..3 {
        let of_state: Vec<usize> = (0..y.len()).filter(|&day| states[day] == state).collect();
        if of_state.len() < LEAST_DAYS {
            return None;
        }
        for variable in 0..VARIABLES {
            let mean = regression(&of_state, &waves, |day| y[day][variable]);
            let about = |terms: &[f64], day: usize| -> f64 { terms.iter().zip(&waves[day]).map(|(c, w)| c * w).sum() };
            let short: Vec<[f64; SPREAD_TERMS]> = waves.iter().map(|waves| std::array::from_fn(|k| waves[k])).collect();
            let absolute = |day: usize| SD_PER_MEAN_ABSOLUTE * (y[day][variable] - about(&mean, day)).abs();
            let spread = regression(&of_state, &short, absolute);
            let all = of_state.iter().map(|&day| absolute(day)).sum::<f64>() / of_state.len() as f64;
            for &day in &of_state {
                let sd = about(&spread, day).max(0.2 * all);
                residuals[day][variable] = (y[day][variable] - about(&mean, day)) / sd;
            }
            found.mean[state][variable] = Harmonics(mean);
            let mut padded = [0.0; 9];
            padded[..SPREAD_TERMS].copy_from_slice(&spread);
            found.spread[state][variable] = Harmonics(padded);
        }
    }
    for season in 0..4 {
        seasonal(&mut found, season, dates, &residuals)?;
    }
    Some(found)
}

/// Quantiles of the residuals of a season, and correlations of their normal scores.
fn seasonal(
    found: &mut SeasonalVariables,
    season: usize,
    dates: &[Date],
    residuals: &[[f64; VARIABLES]],
) -> Option<()> {
    let in_season = |day: usize| (dates[day].month() % 12 / 3) as usize == season;
    let days: Vec<usize> = (0..dates.len()).filter(|&day| in_season(day)).collect();
    if days.len() < LEAST_DAYS {
        return None;
    }
    let mut scores = vec![[0.0; VARIABLES]; dates.len()];
    for variable in 0..VARIABLES {
        let mut order = days.clone();
        order.sort_by(|&a, &b| residuals[a][variable].total_cmp(&residuals[b][variable]));
        let n = order.len() as f64;
        for (rank, &day) in order.iter().enumerate() {
            scores[day][variable] = normal_quantile((rank as f64 + 0.5) / n);
        }
        for (quantile, pct) in found.quantiles[season][variable].iter_mut().zip(QUANTILE_PCT) {
            let place = (pct / 100.0 * n - 0.5).clamp(0.0, n - 1.0);
            let below = place as usize;
            let above = (below + 1).min(order.len() - 1);
            let (a, b) = (residuals[order[below]][variable], residuals[order[above]][variable]);
            *quantile = a + (place - below as f64) * (b - a);
        }
    }
    let pairs: Vec<usize> = days.iter().copied().filter(|&day| day > 0 && in_season(day - 1)).collect();
    for i in 0..VARIABLES {
        for j in 0..VARIABLES {
            let of = |days: &[usize], variable: usize, back: usize| -> Vec<f64> {
                days.iter().map(|&day| scores[day - back][variable]).collect()
            };
            found.same_day[season][i][j] = if i == j { 1.0 } else { correlation(&of(&days, i, 0), &of(&days, j, 0)) };
            found.day_after[season][i][j] = correlation(&of(&pairs, i, 0), &of(&pairs, j, 1));
        }
    }
    Some(())
}

/// Least squares of values on waves over some days, by normal equations and elimination.
fn regression<const N: usize>(days: &[usize], waves: &[[f64; N]], value: impl Fn(usize) -> f64) -> [f64; N] {
    let mut matrix = [[0.0; N]; N];
    let mut right = [0.0; N];
    for &day in days {
        let (w, y) = (&waves[day], value(day));
        for i in 0..N {
            right[i] += w[i] * y;
            for j in 0..N {
                matrix[i][j] += w[i] * w[j];
            }
        }
    }
    // Where a state is missing in a part of the year the waves are hardly told apart; a little weight towards 0 decides.
    for (i, row) in matrix.iter_mut().enumerate().skip(1) {
        row[i] += 1e-3 * days.len() as f64;
    }
    for i in 0..N {
        for k in i + 1..N {
            let factor = matrix[k][i] / matrix[i][i];
            let above = matrix[i];
            for (entry, above) in matrix[k].iter_mut().zip(above).skip(i) {
                *entry -= factor * above;
            }
            right[k] -= factor * right[i];
        }
    }
    let mut solved = [0.0; N];
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|j| matrix[i][j] * solved[j]).sum();
        solved[i] = (right[i] - known) / matrix[i][i];
    }
    solved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_of_the_year_come_back() {
        let days: Vec<usize> = (0..3650).collect();
        let of: Vec<[f64; 9]> = days.iter().map(|&day| waves((day % 365) as f64 + 1.0)).collect();
        let wanted = [12.0, -7.0, -2.0, 0.5, 0.1, 0.0, 0.2, -0.1, 0.3];
        let found = regression(&days, &of, |day| wanted.iter().zip(&of[day]).map(|(c, w): (&f64, &f64)| c * w).sum());
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.02), "{found:?}");
    }
}
