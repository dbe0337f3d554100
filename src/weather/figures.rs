//! Figures that describe the climate of a daily series: monthly means, spells, extremes, correlations, and the spread
//! between years. They judge a generator against observations.
//!
//! A dry day has less than 0.3 mm; spells are those of April-September, cut at its ends. The precipitation deficit is the
//! running sum of Makkink evaporation less rain from 1 April, never below 0. Spread between years is the standard deviation of
//! yearly values, of observed series after removal of a straight trend (divisor n - 2). Years that are not whole are left out.

pub mod likeness;
pub mod pair;

use super::WeatherSeries;
use super::generate::WET_DAY_MM;
use crate::calendar::Date;

/// A figure and what a generator of 200 years may miss it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name, such as `tx_mean_07`.
    pub name: String,
    /// Unit.
    pub unit: &'static str,
    /// Value; not a number where the series has none.
    pub value: f64,
    /// What counts as agreement.
    pub tolerance: Tolerance,
}

/// How far a generated figure may be from the observed one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Absolute difference.
    Within(f64),
    /// Difference of the larger of a share of the observed value and an absolute one.
    ShareOr(f64, f64),
    /// Generated over observed between these.
    Ratio(f64, f64),
}

impl Tolerance {
    /// Whether a generated value agrees with an observed one.
    pub fn holds(self, observed: f64, generated: f64) -> bool {
        match self {
            Tolerance::Within(limit) => (generated - observed).abs() <= limit,
            Tolerance::ShareOr(share, least) => (generated - observed).abs() <= (share * observed.abs()).max(least),
            Tolerance::Ratio(low, high) => (low * observed..=high * observed).contains(&generated),
        }
    }
}

/// Sums of a year.
#[derive(Clone, Debug, Default)]
struct YearSums {
    year: i16,
    days: f64,
    temperature: [f64; 12],
    days_of_month: [f64; 12],
    radiation: [f64; 12],
    rain: [f64; 12],
    wet_days: [f64; 12],
    makkink: f64,
    spells: [f64; 4],
    longest_summer_half: f64,
    longest: f64,
    days_25: f64,
    days_30: f64,
    dry_noons: f64,
    dry_minima: f64,
    deepest_deficit: f64,
    largest_rain: f64,
}

/// Least lengths of the spells that are counted, days.
pub const SPELLS: [usize; 4] = [5, 10, 15, 20];

/// The figures of a series; `observed` removes the trend from the spread between years.
pub fn figures(series: &WeatherSeries, observed: bool) -> Vec<Figure> {
    let dates = dates(series);
    let years: Vec<YearSums> = year_sums(series, &dates);
    let mut list = monthly(series, &dates, years.len());
    let mut add = |name: &str, unit: &'static str, value: f64, tolerance: Tolerance| {
        list.push(Figure { name: name.to_owned(), unit, value, tolerance });
    };
    let mean = |of: &dyn Fn(&YearSums) -> f64| moments(&years.iter().map(of).collect::<Vec<_>>()).0;
    let wide = Tolerance::Ratio(0.75, 1.45);
    for (place, length) in SPELLS.iter().enumerate() {
        add(&format!("dry_spells_{length}_days"), "1/yr", mean(&|year| year.spells[place]), wide);
    }
    add("longest_dry_april_september", "d", mean(&|year| year.longest_summer_half), Tolerance::Ratio(0.85, 1.15));
    add("longest_dry_year", "d", mean(&|year| year.longest), Tolerance::Ratio(0.85, 1.15));
    add("days_25_degrees", "d/yr", mean(&|year| year.days_25), Tolerance::Ratio(0.85, 1.15));
    add("days_30_degrees", "d/yr", mean(&|year| year.days_30), Tolerance::ShareOr(0.3, 0.5));
    add("deficit", "mm", mean(&|year| year.deepest_deficit), Tolerance::Ratio(0.88, 1.12));
    add("makkink", "mm/yr", mean(&|year| year.makkink), Tolerance::Ratio(0.97, 1.03));
    add("largest_daily_rain", "mm", mean(&|year| year.largest_rain), Tolerance::Ratio(0.85, 1.15));
    add("days_rh12_below_50", "d/yr", mean(&|year| year.dry_noons), Tolerance::Ratio(0.85, 1.15));
    add("days_rh_min_below_50", "d/yr", mean(&|year| year.dry_minima), Tolerance::Ratio(0.85, 1.15));
    for (name, a, b) in correlations(series, &dates) {
        add(name, "-", correlation(&a, &b), Tolerance::Within(0.06));
    }
    let spread = |of: &dyn Fn(&YearSums) -> f64| spread(&years.iter().map(of).collect::<Vec<_>>(), observed);
    let near = Tolerance::Ratio(0.85, 1.15);
    let half = 3..9;
    add("sd_temperature_june_august", "C", spread(&|year| year.mean_temperature(5..8)), near);
    add("sd_temperature_year", "C", spread(&|year| year.mean_temperature(0..12)), near);
    add("sd_radiation_april_september", "MJ/m2/d", spread(&|year| year.mean_radiation(half.clone())), near);
    add("sd_rain_year", "mm", spread(&|year| year.rain.iter().sum()), near);
    add("sd_rain_april_september", "mm", spread(&|year| year.rain[3..9].iter().sum()), near);
    add("sd_rain_september_november", "mm", spread(&|year| year.rain[8..11].iter().sum()), near);
    add("sd_wet_days_april_september", "d", spread(&|year| year.wet_days[3..9].iter().sum()), near);
    add("sd_deficit", "mm", spread(&|year| year.deepest_deficit), near);
    list
}

impl YearSums {
    fn mean_temperature(&self, months: std::ops::Range<usize>) -> f64 {
        self.temperature[months.clone()].iter().sum::<f64>() / self.days_of_month[months].iter().sum::<f64>()
    }

    fn mean_radiation(&self, months: std::ops::Range<usize>) -> f64 {
        self.radiation[months.clone()].iter().sum::<f64>() / self.days_of_month[months].iter().sum::<f64>()
    }
}

/// Date of every day of a series.
pub fn dates(series: &WeatherSeries) -> Vec<Date> {
    let next = |day: &Date| day.tomorrow().ok();
    std::iter::successors(Some(series.first_day), next).take(series.len()).collect()
}

fn year_sums(series: &WeatherSeries, dates: &[Date]) -> Vec<YearSums> {
    let mut years: Vec<YearSums> = Vec::new();
    let mut year = YearSums::default();
    let (mut run, mut run_half, mut deficit) = (0_usize, 0_usize, 0.0_f64);
    for (i, date) in dates.iter().enumerate() {
        let m = (date.month() - 1) as usize;
        let dry = series.rain_mm[i] < WET_DAY_MM;
        let count = |yes: bool| f64::from(u8::from(yes));
        year.year = date.year();
        year.days += 1.0;
        year.days_of_month[m] += 1.0;
        year.temperature[m] += f64::midpoint(series.tmin_c[i], series.tmax_c[i]);
        year.radiation[m] += series.radiation_mj_m2[i];
        year.rain[m] += series.rain_mm[i];
        year.wet_days[m] += count(!dry);
        year.makkink += series.makkink_mm[i];
        year.days_25 += count(series.tmax_c[i] >= 25.0);
        year.days_30 += count(series.tmax_c[i] >= 30.0);
        year.dry_noons += count(series.rh12_pct[i] < 50.0);
        year.dry_minima += count(series.rh_min_pct[i] < 50.0);
        year.largest_rain = year.largest_rain.max(series.rain_mm[i]);
        run = if dry { run + 1 } else { 0 };
        year.longest = year.longest.max(run as f64);
        let in_half = (3..9).contains(&m);
        if in_half && dry {
            run_half += 1;
        }
        if in_half {
            year.longest_summer_half = year.longest_summer_half.max(run_half as f64);
            deficit = (deficit + series.makkink_mm[i] - series.rain_mm[i]).max(0.0);
            year.deepest_deficit = year.deepest_deficit.max(deficit);
        }
        if !(in_half && dry) {
            for (spells, least) in year.spells.iter_mut().zip(SPELLS) {
                *spells += count(run_half >= least);
            }
            run_half = 0;
        }
        if !in_half {
            deficit = 0.0;
        }
        if date.month() == 12 && date.day() == 31 {
            // A year cut off at the start of the series counts for nothing.
            if year.days >= 365.0 {
                years.push(year);
            }
            year = YearSums::default();
        }
    }
    years
}

/// Monthly means.
fn monthly(series: &WeatherSeries, dates: &[Date], years: usize) -> Vec<Figure> {
    let mut list = Vec::new();
    let means: [(&str, &str, &[f64], Tolerance); 5] = [
        ("tx_mean", "C", &series.tmax_c, Tolerance::Within(0.6)),
        ("tn_mean", "C", &series.tmin_c, Tolerance::Within(0.6)),
        ("radiation_mean", "MJ/m2/d", &series.radiation_mj_m2, Tolerance::ShareOr(0.05, 0.3)),
        ("rh_mean", "%", &series.rh_pct, Tolerance::Within(2.0)),
        ("wind_mean", "m/s", &series.wind_m_s, Tolerance::Within(0.35)),
    ];
    let of_month = |values: &[f64], month: i8| -> Vec<f64> {
        values.iter().zip(dates).filter(|(_, date)| date.month() == month).map(|(&value, _)| value).collect()
    };
    let mut add = |name: String, unit: &'static str, value: f64, tolerance: Tolerance| {
        list.push(Figure { name, unit, value, tolerance });
    };
    for month in 1..=12 {
        for (name, unit, values, tolerance) in means {
            add(format!("{name}_{month:02}"), unit, moments(&of_month(values, month)).0, tolerance);
        }
        let rain = of_month(&series.rain_mm, month);
        let days = rain.len() as f64 / years.max(1) as f64;
        let wet = rain.iter().filter(|&&mm| mm >= WET_DAY_MM).count() as f64 / rain.len() as f64;
        add(format!("wet_days_{month:02}"), "d", wet * days, Tolerance::Within(1.2));
        add(format!("rain_{month:02}"), "mm", moments(&rain).0 * days, Tolerance::ShareOr(0.12, 8.0));
    }
    list
}

/// Pairs of variables in June-August, and maximum temperature with that of the day before.
fn correlations(series: &WeatherSeries, dates: &[Date]) -> [(&'static str, Vec<f64>, Vec<f64>); 4] {
    let summer: Vec<usize> = (1..dates.len()).filter(|&i| (6..=8).contains(&dates[i].month())).collect();
    let of = |values: &[f64]| -> Vec<f64> { summer.iter().map(|&i| values[i]).collect() };
    let before: Vec<f64> = summer.iter().map(|&i| series.tmax_c[i - 1]).collect();
    [
        ("correlation_tx_radiation", of(&series.tmax_c), of(&series.radiation_mj_m2)),
        ("correlation_tx_rh", of(&series.tmax_c), of(&series.rh_pct)),
        ("correlation_radiation_rh", of(&series.radiation_mj_m2), of(&series.rh_pct)),
        ("correlation_tx_day_before", of(&series.tmax_c), before),
    ]
}

/// Mean and standard deviation (n - 1).
pub fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

/// Correlation of two lists of equal length.
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let ((ma, sa), (mb, sb)) = (moments(a), moments(b));
    a.iter().zip(b).map(|(x, y)| (x - ma) * (y - mb)).sum::<f64>() / ((a.len() as f64 - 1.0) * sa * sb)
}

/// Standard deviation of yearly values, about their trend if asked.
fn spread(values: &[f64], detrended: bool) -> f64 {
    let (mean, sd) = moments(values);
    if !detrended {
        return sd;
    }
    let n = values.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let (mut cross, mut square) = (0.0, 0.0);
    for (i, value) in values.iter().enumerate() {
        cross += (i as f64 - middle) * (value - mean);
        square += (i as f64 - middle) * (i as f64 - middle);
    }
    ((sd * sd * (n - 1.0) - cross * cross / square).max(0.0) / (n - 2.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series() -> WeatherSeries {
        let mut series = WeatherSeries::empty("x", 52.0, Date::constant(2001, 1, 1));
        let one = super::super::generate::generate(
            super::super::climatology::parameters(260).expect("De Bilt"),
            1,
            0,
            2001,
            1,
        );
        for i in 0..365 {
            series.push_day_of(&one, i);
        }
        series
    }

    fn value(list: &[Figure], name: &str) -> f64 {
        list.iter().find(|figure| figure.name == name).expect("a figure of the list").value
    }

    #[test]
    fn spells_and_deficit_of_a_made_year() {
        let mut series = series();
        series.rain_mm.fill(1.0);
        series.makkink_mm.fill(0.5);
        // 16 dry days from 10 June; a dry run over 31 March counts from 1 April.
        series.rain_mm[160..176].fill(0.0);
        series.rain_mm[80..96].fill(0.2);
        let list = figures(&series, false);
        assert_eq!(value(&list, "dry_spells_15_days"), 1.0);
        assert_eq!(value(&list, "dry_spells_5_days"), 2.0);
        assert_eq!(value(&list, "longest_dry_year"), 16.0);
        assert_eq!(value(&list, "longest_dry_april_september"), 16.0);
        assert!((value(&list, "deficit") - 8.0).abs() < 1e-9);
        assert!((value(&list, "rain_06") - 14.0).abs() < 1e-9);
        assert!((value(&list, "wet_days_07") - 31.0).abs() < 1e-9);
    }

    #[test]
    fn a_trend_is_no_spread() {
        let trend: Vec<f64> = (0..30).map(f64::from).collect();
        assert!(spread(&trend, true) < 1e-9);
        assert!((spread(&trend, false) - moments(&trend).1).abs() < 1e-12);
    }

    #[test]
    fn tolerances_judge_as_they_say() {
        assert!(Tolerance::Within(0.5).holds(1.0, 1.4) && !Tolerance::Within(0.5).holds(1.0, 1.6));
        assert!(Tolerance::ShareOr(0.1, 8.0).holds(50.0, 57.0) && !Tolerance::ShareOr(0.1, 8.0).holds(50.0, 59.0));
        assert!(Tolerance::Ratio(0.8, 1.2).holds(10.0, 8.0) && !Tolerance::Ratio(0.8, 1.2).holds(10.0, 13.0));
    }
}
