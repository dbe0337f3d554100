//! Growth of one column, as the equations are printed (growth.md, profile `verge`).

use super::{CutInput, DayInput, SiteInput};

/// Values of groups A-D: SLA, ST1, ST2, maxSEA, minSEA, LLS, BDGV, BDDV, BDGR, BDDR.
const GROUPS: [[f64; 10]; 4] = [
    [0.033, 600.0, 1200.0, 1.2, 0.8, 500.0, 850.0, 500.0, 300.0, 150.0],
    [0.025, 700.0, 1350.0, 1.3, 0.7, 800.0, 850.0, 500.0, 300.0, 150.0],
    [0.022, 850.0, 1550.0, 1.4, 0.6, 900.0, 900.0, 700.0, 200.0, 300.0],
    [0.019, 1000.0, 1850.0, 1.5, 0.5, 1400.0, 800.0, 800.0, 150.0, 450.0],
];
const LAMINAE: f64 = 0.68;
const NITROGEN_PER_YEAR_DAYS: f64 = 365.0;

#[derive(Clone, Debug)]
pub struct Stand {
    pub gv: f64,
    pub gr: f64,
    pub dv: f64,
    pub dr: f64,
    age_gv: f64,
    age_gr: f64,
    age_dv: f64,
    age_dr: f64,
    pub litter: f64,
    pub st: f64,
    cut_in_heading: bool,
    w1: f64,
    w2: f64,
    pub snow: f64,
    ng: f64,
    nd: f64,
    nl: f64,
    nmin: f64,
    norg: f64,
    shares: [f64; 4],
    pub height: f64,
    last_temps: Vec<f64>,
    uptake_of_year: f64,
    cuts_of_year: f64,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Fluxes {
    pub growth: f64,
    pub leaf_area: f64,
    pub transpiration_factor: f64,
    pub cut: f64,
    pub exported: f64,
    pub exported_n: f64,
    pub mowed: bool,
    pub after_heading: bool,
    pub snow: f64,
}

fn water_stress(w: f64, e: f64) -> f64 {
    let w = w.clamp(0.0, 1.0);
    if e <= 3.8 {
        if w < 0.2 {
            4.0 * w
        } else if w < 0.4 {
            0.75 * w + 0.65
        } else if w < 0.6 {
            0.25 * w + 0.85
        } else {
            1.0
        }
    } else if e <= 6.5 {
        if w < 0.2 {
            2.0 * w
        } else if w < 0.4 {
            1.5 * w + 0.1
        } else if w < 0.6 {
            w + 0.3
        } else if w < 0.8 {
            0.5 * w + 0.6
        } else {
            1.0
        }
    } else {
        w
    }
}

fn temperature_response(t: f64) -> f64 {
    if !(4.0..40.0).contains(&t) {
        0.0
    } else if t < 10.0 {
        (t - 4.0) / 6.0
    } else if t < 20.0 {
        1.0
    } else {
        (40.0 - t) / 20.0
    }
}

fn season(st: f64, st1: f64, st2: f64, high: f64, low: f64) -> f64 {
    if st < 200.0 || st >= st2 {
        low
    } else if st < st1 - 200.0 {
        low + (high - low) * (st - 200.0) / (st1 - 400.0)
    } else if st < st1 - 100.0 {
        high
    } else {
        high + (low - high) * (st - st1 + 100.0) / (st2 - st1 + 100.0)
    }
}

fn senescence_factor(x: f64) -> f64 {
    if x < 1.0 / 3.0 {
        1.0
    } else if x < 1.0 {
        3.0 * x
    } else {
        3.0
    }
}

fn abscission_factor(x: f64) -> f64 {
    if x < 1.0 / 3.0 {
        1.0
    } else if x < 2.0 / 3.0 {
        2.0
    } else {
        3.0
    }
}

fn critical_nitrogen(w: f64) -> f64 {
    48.0 * w.max(1.0).powf(-0.32)
}

fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}

fn aged(age: f64, left: f64, gain: f64, warmth: f64) -> f64 {
    if left + gain > 0.0 { warmth + age * left / (left + gain) } else { 0.0 }
}

impl Stand {
    pub fn start(site: &SiteInput) -> Self {
        let (gv, dead, litter) = (500.0, 500.0, 500.0);
        Stand {
            gv,
            gr: 0.0,
            dv: 400.0,
            dr: 100.0,
            age_gv: 100.0,
            age_gr: 0.0,
            age_dv: 300.0,
            age_dr: 300.0,
            litter,
            st: 0.0,
            cut_in_heading: false,
            w1: 0.3 * site.whc_mm,
            w2: site.whc_mm - 0.3 * site.whc_mm,
            snow: 0.0,
            ng: 0.7 * critical_nitrogen(gv / 1000.0) * gv / 1000.0,
            nd: 0.01 * dead,
            nl: 0.01 * litter,
            nmin: 5.0,
            norg: site.n_first_year_kg_ha / site.n_turnover_per_year,
            shares: site.shares,
            height: 0.1,
            last_temps: Vec::new(),
            uptake_of_year: 0.0,
            cuts_of_year: 0.0,
        }
    }

    pub fn standing(&self) -> f64 {
        self.gv + self.gr + self.dv + self.dr
    }

    pub fn new_year(&mut self, first_day: bool) {
        self.st = 0.0;
        self.cut_in_heading = false;
        if !first_day {
            let x = 1.0 / (1.0 + (-(self.uptake_of_year - 110.0) / 20.0).exp());
            let y = ((self.cuts_of_year - 1.0) / 2.0).clamp(0.0, 1.0);
            let targets = [x * y, x * (1.0 - y), (1.0 - x) * y, (1.0 - x) * (1.0 - y)];
            for (share, target) in self.shares.iter_mut().zip(targets) {
                *share += 0.15 * (target - *share);
            }
        }
        self.uptake_of_year = 0.0;
        self.cuts_of_year = 0.0;
    }

    fn trait_value(&self, index: usize) -> f64 {
        (0..4).map(|g| self.shares[g] * GROUPS[g][index]).sum()
    }

    #[expect(clippy::too_many_lines, reason = "the plain way writes a day out in one piece")]
    pub fn step(&mut self, site: &SiteInput, day: &DayInput, cut: Option<CutInput>) -> Fluxes {
        let mut out = Fluxes::default();
        let t = day.temp_c;
        let (sla, st1, st2) = (self.trait_value(0), self.trait_value(1), self.trait_value(2));
        let (high, low, lls) = (self.trait_value(3), self.trait_value(4), self.trait_value(5));
        let density = [self.trait_value(6), self.trait_value(7), self.trait_value(8), self.trait_value(9)];
        self.last_temps.push(t);
        if self.last_temps.len() > 10 {
            self.last_temps.remove(0);
        }
        let mean10 = self.last_temps.iter().sum::<f64>() / self.last_temps.len() as f64;
        if t >= 4.0 {
            self.st += t;
        }
        if let Some(cut) = cut {
            self.mow(cut, density, st1, st2, &mut out);
        }

        // Snow and water.
        let liquid = day.rain_mm / (1.0 + (-1.5 * (t - 2.0)).exp());
        let solid = day.rain_mm - liquid;
        let melt = if self.snow > 0.0 && t >= -1.0 { self.snow.min(3.0 * (t + 1.0)) } else { 0.0 };
        let freeze = if t < -1.0 { liquid.min(0.05 * (-1.0 - t)) } else { 0.0 };
        self.snow = (self.snow + solid + freeze - melt).max(0.0);
        let infiltration = liquid - freeze + melt;
        let mut demand = 1.0 * day.makkink_mm * (1.0 - 1e-4 * (site.co2_ppm - 400.0));
        if self.snow > 5.0 {
            demand = demand.min(0.2);
        }
        let whc1 = 0.3 * site.whc_mm;
        let whc2 = site.whc_mm - whc1;
        let leaf_area = sla * LAMINAE * (self.gv + self.gr) / 10.0;
        let interception = 1.0 - (-0.6 * leaf_area).exp();
        let potential_transpiration = demand * interception;
        let potential_evaporation = (demand - potential_transpiration) * (-0.3 * self.litter / 1000.0).exp();
        let stress_before = water_stress((self.w1 + self.w2) / site.whc_mm, demand);
        let transpiration = (potential_transpiration * stress_before).min(self.w1 + self.w2);
        let from_top = transpiration * ratio(self.w1, self.w1 + self.w2);
        let mut w1 = self.w1 - from_top;
        let evaporation = (potential_evaporation * self.w1 / whc1).min(w1.max(0.0));
        w1 = w1 - evaporation + infiltration;
        let spill = (w1 - whc1).max(0.0);
        self.w1 = w1 - spill;
        let w2 = self.w2 - (transpiration - from_top) + spill;
        let drain = (w2 - whc2).max(0.0);
        self.w2 = w2 - drain;

        // Growth.
        let green = self.gv + self.gr;
        let weight = green / 1000.0;
        let nutrition =
            if weight < 1e-9 { 1.0 } else { (self.ng / (critical_nitrogen(weight) * weight)).clamp(0.35, 1.0) };
        let stress = water_stress((self.w1 + self.w2) / site.whc_mm, demand);
        let par = 0.5 * day.radiation_mj_m2 * (1.0 - site.shade);
        let light_limit = if par < 5.0 { 1.0 } else { (1.0 - 0.0445 * (par - 5.0)).max(0.0) };
        let leaf_area_grown = sla * LAMINAE * self.gv.max(100.0) / 10.0;
        let carbon = 1.0 + 0.5 * (site.co2_ppm / 400.0).ln();
        let potential = par * 3.0 * (1.0 - (-0.6 * leaf_area_grown).exp()) * 10.0 * carbon;
        let growth = if t <= 0.0 || self.snow > 5.0 {
            0.0
        } else {
            potential
                * nutrition
                * light_limit
                * temperature_response(mean10)
                * stress
                * season(self.st, st1, st2, high, low)
        };
        let reproductive = if (st1..=st2).contains(&self.st) && !self.cut_in_heading {
            0.25 + 0.75 * (nutrition - 0.35) / 0.65
        } else {
            0.0
        };

        // Senescence and abscission.
        let span = st2 - st1;
        let senescence = |k: f64, age: f64, life: f64, mass: f64| {
            let rate = if t > 4.0 {
                k * t * senescence_factor(age / life) + 0.01 * (1.0 - stress)
            } else if t >= 0.0 {
                0.0
            } else {
                k * -t
            };
            rate.min(1.0) * mass
        };
        let abscission = |k: f64, age: f64, life: f64, mass: f64| {
            if t > 0.0 { (k * t * abscission_factor(age / life)).min(1.0) * mass } else { 0.0 }
        };
        let sen_gv = senescence(0.001, self.age_gv, lls, self.gv);
        let sen_gr = senescence(0.0005, self.age_gr, span, self.gr);
        let abs_dv = abscission(0.0004, self.age_dv, lls, self.dv);
        let abs_dr = abscission(0.0002, self.age_dr, span, self.dr);
        let warmth = t.max(0.0);
        let (grow_gv, grow_gr) = (growth * (1.0 - reproductive), growth * reproductive);
        let (die_gv, die_gr) = ((1.0 - 0.4) * sen_gv, (1.0 - 0.2) * sen_gr);
        self.age_gv = aged(self.age_gv, self.gv - sen_gv, grow_gv, warmth);
        self.age_gr = aged(self.age_gr, self.gr - sen_gr, grow_gr, warmth);
        self.age_dv = aged(self.age_dv, self.dv - abs_dv, die_gv, warmth);
        self.age_dr = aged(self.age_dr, self.dr - abs_dr, die_gr, warmth);
        let dead_before = self.dv + self.dr;
        self.gv = self.gv - sen_gv + grow_gv;
        self.gr = self.gr - sen_gr + grow_gr;
        self.dv = self.dv - abs_dv + die_gv;
        self.dr = self.dr - abs_dr + die_gr;

        // Litter and nitrogen.
        let litter_before = self.litter;
        let decay = (0.0012 * warmth * (0.2 + 0.8 * self.w1 / whc1)).min(1.0) * self.litter;
        self.litter = self.litter + abs_dv + abs_dr - decay;
        let n_senescence = (sen_gv + sen_gr) * ratio(self.ng, green) * 0.5;
        let n_abscission = (abs_dv + abs_dr) * ratio(self.nd, dead_before);
        let n_decay = decay * ratio(self.nl, litter_before);
        self.ng -= n_senescence;
        self.nd += n_senescence - n_abscission;
        self.nl += n_abscission - n_decay;
        let rate = site.n_turnover_per_year / NITROGEN_PER_YEAR_DAYS;
        let mineralised = if t > 0.0 {
            (rate * 2.0_f64.powf((t - 10.0) / 10.0) * (self.w1 / (0.6 * whc1)).min(1.0)).min(1.0) * self.norg
        } else {
            0.0
        };
        self.norg += 0.6 * n_decay - mineralised;
        self.nmin +=
            mineralised + 0.4 * n_decay + (site.n_deposition_kg_ha + site.n_fixation_kg_ha) / NITROGEN_PER_YEAR_DAYS;
        self.nmin -= self.nmin * drain / (site.whc_mm + drain);
        let weight = (self.gv + self.gr) / 1000.0;
        let wanted = (critical_nitrogen(weight) * weight - self.ng).max(0.0);
        let uptake = wanted.min(0.1 * self.nmin * stress * (mean10 / 10.0).clamp(0.0, 1.0));
        self.nmin -= uptake;
        self.ng += uptake;
        self.uptake_of_year += uptake;

        self.rise(density, grow_gv, grow_gr);
        out.growth = growth;
        out.leaf_area = leaf_area;
        out.transpiration_factor = stress_before;
        out.after_heading = self.st >= st1;
        out.snow = self.snow;
        out
    }

    fn mow(&mut self, cut: CutInput, density: [f64; 4], st1: f64, st2: f64, out: &mut Fluxes) {
        let removed = |mass: f64, density: f64| (mass - cut.height_m * 10.0 * density).max(0.0);
        let (gv, dv) = (removed(self.gv, density[0]), removed(self.dv, density[1]));
        let (gr, dr) = (removed(self.gr, density[2]), removed(self.dr, density[3]));
        let n_green = self.ng * ratio(gv + gr, self.gv + self.gr);
        let n_dead = self.nd * ratio(dv + dr, self.dv + self.dr);
        let total = gv + gr + dv + dr;
        let share = if cut.hay { 0.9 * (1.0 - 0.01 * f64::from(cut.lying_days)) } else { 0.0 };
        self.gv -= gv;
        self.gr -= gr;
        self.dv -= dv;
        self.dr -= dr;
        self.ng -= n_green;
        self.nd -= n_dead;
        self.litter += (1.0 - share) * total;
        self.nl += (1.0 - share) * (n_green + n_dead);
        self.height = self.height.min(cut.height_m);
        if (st1..=st2).contains(&self.st) {
            self.cut_in_heading = true;
        }
        self.cuts_of_year += 1.0;
        out.cut = total;
        out.exported = share * total;
        out.exported_n = share * (n_green + n_dead);
        out.mowed = true;
    }

    fn rise(&mut self, density: [f64; 4], grow_gv: f64, grow_gr: f64) {
        let target = (self.gv / (10.0 * density[0]))
            .max(self.dv / (10.0 * density[1]))
            .max(1.5 * self.gr / (10.0 * density[2]))
            .max(1.5 * self.dr / (10.0 * density[3]));
        self.height = if target <= self.height {
            target.max(0.996 * self.height)
        } else {
            let rise = grow_gv / (10.0 * density[0]) + 1.5 * grow_gr / (10.0 * density[2]);
            target.min(self.height + rise)
        };
    }
}
