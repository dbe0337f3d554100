//! Fire of one column, as the equations are printed (fire.md 3, 4, 6), every day of the year.

use super::growth::{Fluxes, Stand};
use super::{CutInput, DayInput, FuelInput};

const LB_FT2_PER_KG_M2: f64 = 0.3048 * 0.3048 / 0.45359237;

#[derive(Clone, Debug)]
pub struct Residue {
    fresh_kg_ha: f64,
    moisture: f64,
    age_days: f64,
    swath_kg_ha: f64,
    swath_days: f64,
    since_cut_days: f64,
    fuel: FuelInput,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Danger {
    pub spread_m_min: f64,
    pub flame_m: f64,
    pub susceptibility: f64,
    pub consumed_kg_m2: f64,
    /// Susceptibility with half and twice the flame scale, by load, after Cheney, and with grass that lights easily when cut.
    pub readings: [f64; 5],
}

fn damping(moisture: f64, extinction: f64) -> f64 {
    if extinction <= 0.0 || moisture >= extinction {
        0.0
    } else {
        let r = moisture / extinction;
        1.0 - 2.59 * r + 5.11 * r * r - 3.52 * r * r * r
    }
}

fn curing_factor(wg: f64, wd: f64) -> f64 {
    let cured = if wg + wd > 0.0 { 100.0 * wd / (wg + wd) } else { 0.0 };
    if cured < 20.0 { 0.0 } else { 1.036 / (1.0 + 103.989 * (-0.0996 * (cured - 20.0)).exp()) }
}

fn by_load(wg: f64, wd: f64, wr: f64) -> f64 {
    let reached = (1.0 - (-(wd + wr) / 0.10).exp()) / (1.0 - (-0.35_f64 / 0.10).exp());
    (0.5 + 0.5 * curing_factor(wg, wd)) * reached.min(1.0)
}

impl Residue {
    pub fn start(fuel: FuelInput) -> Self {
        Residue {
            fresh_kg_ha: 0.0,
            moisture: 0.0,
            age_days: 44.0,
            swath_kg_ha: 0.0,
            swath_days: 0.0,
            since_cut_days: 1e5,
            fuel,
        }
    }

    pub fn step(&mut self, stand: &Stand, fluxes: &Fluxes, day: &DayInput, cut: Option<CutInput>) -> Danger {
        let k = 250.0 * 59.5 / 101.0;
        let dead_moisture = (k * (101.0 - day.ffmc) / (59.5 + day.ffmc) / 100.0).clamp(0.02, 2.5);
        let top = if fluxes.after_heading { 1.5 } else { 2.0 };
        let live_moisture = (0.6 + (top - 0.6) * fluxes.transpiration_factor).clamp(0.30, 3.0);
        self.lie(fluxes, cut, live_moisture);
        self.dry(day, dead_moisture);
        let danger = self.burn(stand, fluxes, day, dead_moisture, live_moisture);
        self.leave();
        danger
    }

    fn lie(&mut self, fluxes: &Fluxes, cut: Option<CutInput>, live_moisture: f64) {
        self.since_cut_days += 1.0;
        let Some(cut) = cut else { return };
        if fluxes.cut > 0.0 {
            self.since_cut_days = 0.0;
        }
        let swath = if cut.lying_days > 0 { fluxes.exported } else { 0.0 };
        let added = fluxes.cut - fluxes.exported + swath;
        if added > 0.0 {
            self.moisture = (self.fresh_kg_ha * self.moisture + added * live_moisture) / (self.fresh_kg_ha + added);
            self.fresh_kg_ha += added;
        }
        self.swath_kg_ha = swath;
        self.swath_days = f64::from(cut.lying_days);
    }

    fn dry(&mut self, day: &DayInput, dead_moisture: f64) {
        let deficit = 0.6108 * (17.27 * day.temp12_c / (day.temp12_c + 237.3)).exp() * (1.0 - day.rh12_pct / 100.0);
        self.moisture = dead_moisture + (self.moisture - dead_moisture) * (-deficit).exp();
        if day.rain_mm > 0.5 {
            self.moisture = (self.moisture + 0.3 * day.rain_mm).min(2.5);
        }
        if self.fresh_kg_ha > 0.0 && self.moisture <= 0.35 {
            self.fresh_kg_ha = 0.0;
            self.age_days = 0.0;
        } else {
            self.age_days += 1.0;
        }
    }

    fn leave(&mut self) {
        if self.swath_days > 0.0 {
            self.swath_days -= 1.0;
            if self.swath_days == 0.0 {
                self.fresh_kg_ha -= self.fresh_kg_ha.min(self.swath_kg_ha);
                self.swath_kg_ha = 0.0;
            }
        }
    }

    /// Flame of the spread after Cheney: standing where high and not mown within 30 days.
    fn cheney_flame(&self, stand: &Stand, day: &DayInput, md: f64, [wg, wd, wr]: [f64; 3]) -> f64 {
        let (u, m) = (day.wind12_km_h, 100.0 * md);
        let standing = stand.height > 0.25 && self.since_cut_days > 30.0;
        let (slope, level, rise) = if standing { (0.269, 1.4, 0.838) } else { (0.209, 1.1, 0.715) };
        let g = if u < 5.0 { 0.054 + slope * u } else { level + rise * (u - 5.0).powf(0.844) };
        let fm = if m < 12.0 {
            (-0.108 * m).exp()
        } else if u < 9.5 {
            if m < 20.0 { (0.6838 - 0.0342 * m).max(0.0) } else { 0.0 }
        } else if m < 23.9 {
            (0.547 - 0.0228 * m).max(0.0)
        } else {
            0.0
        };
        let phi = curing_factor(wg, wd);
        let intensity = self.fuel.heat_kj_kg * (wd + wr + phi * wg) * (16.67 * g * fm * phi) / 60.0;
        if intensity > 0.0 { 0.07747608 * intensity.powf(0.46) } else { 0.0 }
    }

    fn burn(&self, stand: &Stand, fluxes: &Fluxes, day: &DayInput, md: f64, ml: f64) -> Danger {
        let sigma = self.fuel.sigma_per_m * 0.3048;
        let extinction = self.fuel.extinction_moisture;
        let wg = (stand.gv + stand.gr) * 1e-4;
        let wd = (stand.dv + stand.dr) * 1e-4;
        let fresh = self.fresh_kg_ha * 1e-4;
        let wr = ((stand.litter + self.swath_kg_ha - self.fresh_kg_ha) * 1e-4).max(0.0);
        let total = wg + wd + wr + fresh;
        if total < 0.005 || fluxes.snow > 5.0 || day.rain_mm >= 5.0 {
            return Danger::default();
        }
        let standing_depth = (0.7 * stand.height).max(0.02);
        let ground = wr + fresh;
        let ground_density = (8.0 + 0.5 * self.age_days).min(30.0);
        let depth = (((wd + wg) * standing_depth + ground * ground / ground_density) / total).max(0.01);
        let depth = depth.max(total / (0.12 * 512.59));

        let dead = (wd + wr) * LB_FT2_PER_KG_M2;
        let live = (wg + fresh) * LB_FT2_PER_KG_M2;
        let live_moisture = if live > 0.0 { (wg * ml + fresh * self.moisture) / (wg + fresh) } else { 0.0 };
        let depth_ft = depth / 0.3048;
        let share_dead = dead / (dead + live);
        let share_live = 1.0 - share_dead;
        let bulk = (dead + live) / depth_ft;
        let packing = bulk / 32.0;
        let relative = packing / (3.348 * sigma.powf(-0.8189));
        let live_extinction = if live > 0.0 {
            let w = dead * (-138.0 / sigma).exp() / (live * (-500.0 / sigma).exp());
            (2.9 * w * (1.0 - md / extinction) - 0.226).max(extinction)
        } else {
            extinction
        };
        let eta_s = (0.174 * self.fuel.minerals_effective.powf(-0.19)).min(1.0);
        let gamma_max = sigma.powf(1.5) / (495.0 + 0.0594 * sigma.powf(1.5));
        let a = 133.0 * sigma.powf(-0.7913);
        let gamma = gamma_max * relative.powf(a) * (a * (1.0 - relative)).exp();
        let heat = self.fuel.heat_kj_kg / 2.326;
        let net = 1.0 - self.fuel.minerals_total;
        let reaction = gamma
            * heat
            * eta_s
            * (dead * net * damping(md, extinction) + live * net * damping(live_moisture, live_extinction));
        let xi = ((0.792 + 0.681 * sigma.sqrt()) * (packing + 0.1)).exp() / (192.0 + 0.2595 * sigma);
        let sink = bulk
            * (-138.0 / sigma).exp()
            * (share_dead * (250.0 + 1116.0 * md) + share_live * (250.0 + 1116.0 * live_moisture));
        let still = reaction * xi / sink;
        let u20 = day.wind12_km_h / 1.15 * 1000.0 / 0.3048 / 60.0;
        let adjustment = 1.83 / ((20.0 + 0.36 * depth_ft) / (0.13 * depth_ft)).ln();
        let midflame = u20 * adjustment;
        let phi = if midflame > 0.0 {
            7.47 * (-0.133 * sigma.powf(0.55)).exp()
                * midflame.powf(0.02526 * sigma.powf(0.54))
                * relative.powf(-0.715 * (-3.59e-4 * sigma).exp())
        } else {
            0.0
        };
        let spread = still * (1.0 + phi);
        let intensity = reaction * (384.0 / sigma) * spread / 60.0;
        let flame = if intensity > 0.0 { 0.45 * intensity.powf(0.46) * 0.3048 } else { 0.0 };

        let fuel_temp = day.temp12_c + 25.0 / 1.8;
        let q = (144.51 - 0.266 * fuel_temp - 0.00058 * fuel_temp * fuel_temp - fuel_temp * md
            + 18.54 * (1.0 - (-15.1 * md).exp())
            + 640.0 * md)
            .min(400.0);
        let ignition = (0.000048 * (0.1 * (400.0 - q)).powf(4.3) / 50.0).clamp(0.0, 1.0);
        let carried = 1.0 - (-flame / 0.5).exp();
        let susceptibility = ignition * carried;
        let fresh_cut = if self.since_cut_days < 30.0 && carried > 0.0 { carried.max(0.63) } else { carried };
        Danger {
            readings: [
                ignition * (1.0 - (-flame / 0.25).exp()),
                ignition * (1.0 - (-flame / 1.0).exp()),
                if md < extinction { ignition * by_load(wg, wd, wr) } else { 0.0 },
                ignition * (1.0 - (-self.cheney_flame(stand, day, md, [wg, wd, wr]) / 0.5).exp()),
                ignition * fresh_cut,
            ],
            spread_m_min: spread * 0.3048,
            flame_m: flame,
            susceptibility,
            consumed_kg_m2: reaction * (384.0 / sigma) / heat / LB_FT2_PER_KG_M2,
        }
    }
}
