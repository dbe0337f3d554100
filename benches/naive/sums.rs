//! The sums of a year of one column.

use super::DayInput;
use super::fire::Danger;
use super::growth::{Fluxes, Stand};

const SPREAD_LIMITS: [f64; 7] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0];
const FLAME_LIMITS: [f64; 4] = [0.5, 1.2, 1.5, 2.4];
/// Year sums of the country, by the flame, with half and twice its scale, and by load.
const NATIONAL_SUMS: [f64; 4] = [11.885, 16.02, 7.89, 12.75];

#[derive(Clone, Debug)]
pub struct Sums {
    pub growth: f64,
    pub standing_peak: f64,
    pub production: f64,
    production_base: f64,
    production_peak: f64,
    pub dead_fuel_peak: f64,
    pub curing_peak: f64,
    pub dead_spring: f64,
    pub susceptibility: f64,
    pub susceptibility_spring: f64,
    pub susceptibility_summer: f64,
    pub susceptibility_above: [f64; 4],
    pub susceptibility_weighted: f64,
    pub readings: [f64; 5],
    pub flame_days: f64,
    pub susceptible_days: [f64; 4],
    pub hazard_days: [f64; 4],
    pub mean_height: f64,
    height_days: f64,
    pub tall_days: [f64; 2],
    pub short_days: f64,
    days_since_cut: f64,
    pub cut: f64,
    pub exported: f64,
    pub exported_n: f64,
    /// Leaf area, height, live and dead mass of the half-months, and their days.
    pub halves: [[f64; 5]; 24],
    /// Susceptibility, flame and consumed mass by wind sector and spread class.
    pub spread: [[[f64; 3]; 8]; 8],
}

impl Default for Sums {
    fn default() -> Self {
        Sums {
            growth: 0.0,
            standing_peak: 0.0,
            production: 0.0,
            production_base: 0.0,
            production_peak: 0.0,
            dead_fuel_peak: 0.0,
            curing_peak: 0.0,
            dead_spring: 0.0,
            susceptibility: 0.0,
            susceptibility_spring: 0.0,
            susceptibility_summer: 0.0,
            susceptibility_above: [0.0; 4],
            susceptibility_weighted: 0.0,
            readings: [0.0; 5],
            flame_days: 0.0,
            susceptible_days: [0.0; 4],
            hazard_days: [0.0; 4],
            mean_height: 0.0,
            height_days: 0.0,
            tall_days: [0.0; 2],
            short_days: 0.0,
            days_since_cut: 42.0,
            cut: 0.0,
            exported: 0.0,
            exported_n: 0.0,
            halves: [[0.0; 5]; 24],
            spread: [[[0.0; 3]; 8]; 8],
        }
    }
}

impl Sums {
    pub fn add(&mut self, stand: &Stand, fluxes: &Fluxes, danger: &Danger, day: &DayInput, standing_before: f64) {
        let (live, dead) = (stand.gv + stand.gr, stand.dv + stand.dr);
        let standing = live + dead;
        if fluxes.mowed {
            if fluxes.cut > 0.0 {
                self.production += self.production_peak - self.production_base;
                self.production_base = standing_before - fluxes.cut;
                self.production_peak = self.production_base;
            }
            self.days_since_cut = 0.0;
            self.cut += fluxes.cut;
            self.exported += fluxes.exported;
            self.exported_n += fluxes.exported_n;
        }
        self.growth += fluxes.growth;
        self.standing_peak = self.standing_peak.max(standing);
        self.production_peak = self.production_peak.max(standing);
        if (4..=9).contains(&day.month) {
            self.dead_fuel_peak = self.dead_fuel_peak.max(dead + stand.litter);
            self.mean_height += stand.height;
            self.height_days += 1.0;
            if stand.height < 0.15 && self.days_since_cut < 42.0 {
                self.short_days += 1.0;
            }
        }
        if (6..=8).contains(&day.month) && standing > 0.0 {
            self.curing_peak = self.curing_peak.max(dead / standing);
        }
        if day.month == 3 && day.day == 31 {
            self.dead_spring = dead + stand.litter;
        }
        for (count, limit) in self.tall_days.iter_mut().zip([0.5, 0.6]) {
            if stand.height > limit {
                *count += 1.0;
            }
        }
        self.days_since_cut += 1.0;
        let half = &mut self.halves[2 * (usize::from(day.month) - 1) + usize::from(day.day > 15)];
        for (sum, value) in half.iter_mut().zip([fluxes.leaf_area, stand.height, live, dead + stand.litter, 1.0]) {
            *sum += value;
        }
        self.add_fire(danger, day);
    }

    fn add_fire(&mut self, danger: &Danger, day: &DayInput) {
        let h = danger.susceptibility;
        self.susceptibility += h;
        if day.month == 3 || day.month == 4 || (day.month == 5 && day.day <= 15) {
            self.susceptibility_spring += h;
        } else if (5..=9).contains(&day.month) {
            self.susceptibility_summer += h;
        }
        for (sum, limit) in self.susceptibility_above.iter_mut().zip(FLAME_LIMITS) {
            if danger.flame_m > limit {
                *sum += h;
            }
        }
        self.susceptibility_weighted += h * (1.0 + danger.flame_m / 1.5);
        for (sum, reading) in self.readings.iter_mut().zip(danger.readings) {
            *sum += reading;
        }
        if danger.flame_m >= 1.2 {
            self.flame_days += 1.0;
        }
        let forms = [h, danger.readings[0], danger.readings[1], danger.readings[2]];
        for (form, (value, national)) in forms.into_iter().zip(NATIONAL_SUMS).enumerate() {
            if value >= 0.15 / (NATIONAL_SUMS[0] / national) {
                self.susceptible_days[form] += 1.0;
                if danger.flame_m >= 1.2 {
                    self.hazard_days[form] += 1.0;
                }
            }
        }
        if let Some(sector) = day.wind_sector {
            let class = SPREAD_LIMITS.iter().filter(|&&limit| danger.spread_m_min > limit).count();
            let cell = &mut self.spread[sector][class];
            cell[0] += h;
            cell[1] += h * danger.flame_m;
            cell[2] += h * danger.consumed_kg_m2;
        }
    }

    pub fn close(&mut self) {
        self.production += self.production_peak - self.production_base;
        self.mean_height /= self.height_days;
        for half in &mut self.halves {
            let days = half[4];
            for value in &mut half[..4] {
                *value /= days;
            }
        }
    }

    /// What the next year takes over: how long ago the last cut was.
    pub fn carry(&mut self, finished: &Sums) {
        self.days_since_cut = finished.days_since_cut;
    }
}
