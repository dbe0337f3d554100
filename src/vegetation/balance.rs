//! Balances of water and nitrogen of a column over a year.
//!
//! Rain and capillary rise equal transpiration, evaporation, drainage and the change of soil water and snow; deposition and fixation equal
//! export, leaching and the change of the five nitrogen pools. Open a balance before the first day, add each day, and
//! close it on 31 December, before [`super::composition::new_year`].

use crate::lane::Lane;
use crate::vegetation::Fluxes;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Sums of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance<L> {
    /// Water that came in, mm.
    pub water_in: f64,
    /// Snow water at the start, mm.
    pub snow_start: f64,
    /// Days.
    pub days: f64,
    /// Soil water at the start, mm.
    pub water_start: L,
    /// Transpiration, evaporation and drainage less capillary rise, mm.
    pub water_out: L,
    /// Nitrogen of all pools at the start, kg N/ha.
    pub nitrogen_start: L,
    /// Nitrogen leached and exported, kg N/ha.
    pub nitrogen_out: L,
}

/// What a balance leaves unexplained, as a share of the year's turnover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residual<L> {
    /// Of water.
    pub water: L,
    /// Of nitrogen.
    pub nitrogen: L,
}

impl<L: Lane> Balance<L> {
    /// Begins a balance with the state of the evening before; `snow_mm` is the snow water of that evening.
    pub fn open(stand: &Stand<L>, snow_mm: f64) -> Self {
        Balance {
            water_in: 0.0,
            snow_start: snow_mm,
            days: 0.0,
            water_start: stand.w1 + stand.w2,
            water_out: L::zero(),
            nitrogen_start: stand.nitrogen(),
            nitrogen_out: L::zero(),
        }
    }

    /// Adds the fluxes of a day; cuts are added by [`Balance::add_export`].
    #[inline(always)]
    pub fn add_day(&mut self, fluxes: &Fluxes<L>, day: &DayDrivers) {
        self.water_in += day.water_in_mm;
        self.days += 1.0;
        let down_and_up = fluxes.drainage - fluxes.capillary_rise;
        self.water_out = self.water_out + (fluxes.transpiration + fluxes.evaporation + down_and_up);
        self.nitrogen_out = self.nitrogen_out + fluxes.leaching;
    }

    /// Adds the nitrogen that a cut took away, kg N/ha.
    #[inline(always)]
    pub fn add_export(&mut self, nitrogen: L) {
        self.nitrogen_out = self.nitrogen_out + nitrogen;
    }

    /// Closes the balance with the state of the evening; the yearly uptake of the stand counts towards its turnover, so
    /// that a site without input has one.
    pub fn close(&self, stand: &Stand<L>, column: &Column<L>, snow_mm: f64) -> Residual<L> {
        let kept = stand.w1 + stand.w2 - self.water_start + L::splat(snow_mm - self.snow_start);
        let water_in = L::splat(self.water_in);
        let input = column.n_input_per_day * L::splat(self.days);
        let gained = stand.nitrogen() - self.nitrogen_start;
        let one = L::one();
        Residual {
            water: (water_in - self.water_out - kept) / (water_in + self.water_out).max(one),
            nitrogen: (input - self.nitrogen_out - gained) / (input + self.nitrogen_out + stand.n_uptake_year).max(one),
        }
    }
}

impl<L: Lane> Residual<L> {
    /// Whether a column's balance is open by more than the type's rounding explains, or is not a number.
    pub fn fails(&self, column: usize) -> bool {
        let within = |share: f64| share.abs() <= L::BALANCE_TOLERANCE;
        !(within(self.water.get(column)) && within(self.nitrogen.get(column)))
    }
}
