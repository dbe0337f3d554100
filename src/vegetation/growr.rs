//! What profile `growr` does its own way: start of season, demand for water, ages, capped senescence, stubble.
//!
//! After growR 1.3 (Kramer & Calanca; the start of season after Schaumberger 2011). Ages are those of the paper's
//! equations 5-8, with the losses of the day before; senescence is capped by growth. Kept from the original although no
//! verge works so: the stubble that is filled up after the reproductive season makes mass, refrozen rain reaches the
//! soil as well as the snow, the soil is full every 1 January, 366th days are left out, and a cut comes at the end of
//! its day and undoes the growth of that day.

use std::ops::Range;

use crate::calendar::Date;
use crate::lane::Lane;
use crate::vegetation::drivers::{DayDrivers, WeatherRow};
use crate::vegetation::growth::Growth;
use crate::vegetation::lanes::TINY;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::senescence::{Losses, abscission_age_factor, senescence_age_factor};
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Whether a day is left out: the 366th of a leap year.
pub fn leaves_out(date: Date) -> bool {
    date.day_of_year() == 366
}

/// CO2 of the air in a calendar year, ppm: the parabola of growR.
///
/// ```
/// assert!((zeis::vegetation::growr::co2_ppm(2013) - 395.443_840_9).abs() < 1e-6);
/// ```
pub fn co2_ppm(year: i16) -> f64 {
    let year = f64::from(year);
    1.569_61e-2 * year * year - 60.962 * year + 59_508.7
}

/// Evaporation that the air demands of a crop, mm: `kc ET0`, less on days with more than 1 mm of rain, 0.2 mm under
/// snow, and less with more CO2.
pub fn crop_evaporation(row: &WeatherRow, snow_mm: f64, p: &Parameters) -> f64 {
    const RAIN_DAY_MM: f64 = 1.0;
    let dry = p.crop_factor * row.makkink_mm.max(0.0);
    let demand = if row.rain_mm > RAIN_DAY_MM { p.rain_day_demand * dry } else { dry };
    let demand = if snow_mm > p.snow_limit { p.snow_evaporation } else { demand };
    (demand * (1.0 - p.co2_transpiration * (row.co2_ppm - p.co2_reference))).max(0.0)
}

/// First day of the growing season of each year of a block, as its place in the block.
///
/// From 30 January on, the first ten days without one below 2 C and with a mean of 6 C or more that hold five days above
/// 5 C; the season begins with those five (Schaumberger 2011, as in growR).
pub fn seasons(rows: &[WeatherRow]) -> Vec<Range<usize>> {
    let mut years: Vec<Range<usize>> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        match years.last_mut() {
            Some(year) if rows[year.start].date.year() == row.date.year() => year.end = place + 1,
            _ => years.push(place..place + 1),
        }
    }
    years
        .into_iter()
        .map(|year| season_start(&rows[year.clone()]).map_or(0..0, |start| year.start + start..year.end))
        .collect()
}

/// Place of the first day of the season in a year's rows.
fn season_start(year: &[WeatherRow]) -> Option<usize> {
    const FIRST_DAY: i16 = 30;
    year.windows(10).enumerate().find_map(|(place, ten)| {
        let early = year[place].date.day_of_year() < FIRST_DAY;
        let mean = ten.iter().map(|row| row.temp_c).sum::<f64>() / 10.0;
        if early || mean < 6.0 || ten.iter().any(|row| row.temp_c < 2.0) {
            return None;
        }
        let five = ten.windows(5).position(|five| five.iter().all(|row| row.temp_c > 5.0))?;
        Some(place + five)
    })
}

/// Mean age of a pool after a day, after the paper: what was there a day ago and has not been lost yet is a day older, what
/// comes in is new; 0 for an empty pool.
#[inline(always)]
fn paper_age<L: Lane>(age: L, mass: L, loss_before: L, gain: L, warmth_c: f64) -> L {
    let left = mass - loss_before;
    let together = left + gain;
    let aged = (age + L::splat(warmth_c)) * (left / together.max(L::splat(TINY)));
    L::select(together.gt(L::zero()), aged, L::zero())
}

/// Ages, losses and masses of a day, in this order; masses of green pools do not fall below the stubble once the
/// reproductive season is over.
pub fn integrate<L: Lane>(
    stand: &mut Stand<L>,
    growth: &Growth<L>,
    column: &Column<L>,
    p: &Parameters,
    day: &DayDrivers,
) -> Losses<L> {
    let (zero, warmth_c) = (L::zero(), day.warmth_c);
    let cap = L::splat(p.senescence_cap);

    stand.age_gv = paper_age(stand.age_gv, stand.gv, stand.last_senescence_gv, growth.of_leaves, warmth_c);
    stand.age_gr = paper_age(stand.age_gr, stand.gr, stand.last_senescence_gr, growth.of_stems, warmth_c);
    let dying = |mass: L, rate: f64, age: L, growth: L| {
        let factor = if day.senesces { senescence_age_factor(age) } else { L::one() };
        (mass * L::splat(rate * day.ageing_c) * factor).min(cap * growth)
    };
    let leaf_age = stand.age_gv * column.thirds_of_leaf_life;
    let stem_age = stand.age_gr * column.thirds_of_stem_life;
    let senescence_gv = dying(stand.gv, p.senescence_gv, leaf_age, growth.of_leaves);
    let senescence_gr = dying(stand.gr, p.senescence_gr, stem_age, growth.of_stems);

    stand.age_dv = paper_age(stand.age_dv, stand.dv, stand.last_abscission_dv, senescence_gv, warmth_c);
    stand.age_dr = paper_age(stand.age_dr, stand.dr, stand.last_abscission_dr, senescence_gr, warmth_c);
    let falling = |mass: L, rate: f64, age: L| mass * L::splat(rate * warmth_c) * abscission_age_factor(age);
    let abscission_dv = falling(stand.dv, p.abscission_dv, stand.age_dv * column.thirds_of_leaf_life);
    let abscission_dr = falling(stand.dr, p.abscission_dr, stand.age_dr * column.thirds_of_stem_life);

    stand.gv = stand.gv + growth.of_leaves - senescence_gv;
    stand.gr = stand.gr + growth.of_stems - senescence_gr;
    stand.dv = stand.dv + L::splat(1.0 - p.respired_gv) * senescence_gv - abscission_dv;
    stand.dr = stand.dr + L::splat(1.0 - p.respired_gr) * senescence_gr - abscission_dr;
    let season_over = column.st2.le(L::splat(day.temp_sum));
    let stubble = L::splat(p.stubble_m);
    stand.gv = L::select(season_over, stand.gv.max(stubble * column.mass_per_m_gv), stand.gv);
    stand.gr = L::select(season_over, stand.gr.max(stubble * column.mass_per_m_gr), stand.gr);
    (stand.last_senescence_gv, stand.last_senescence_gr) = (senescence_gv, senescence_gr);
    (stand.last_abscission_dv, stand.last_abscission_dr) = (abscission_dv, abscission_dr);
    stand.litter = abscission_dv + abscission_dr;
    Losses { senescence_gv, senescence_gr, abscission_dv, abscission_dr, decay_share: zero, decay: zero }
}

/// Begins a year: the soil is full, and the losses of the day before are forgotten.
pub fn new_year<L: Lane>(stand: &mut Stand<L>, column: &Column<L>) {
    let zero = L::zero();
    (stand.w1, stand.w2) = (column.w1_max, column.w2_max);
    (stand.last_senescence_gv, stand.last_senescence_gr) = (zero, zero);
    (stand.last_abscission_dv, stand.last_abscission_dr) = (zero, zero);
}
