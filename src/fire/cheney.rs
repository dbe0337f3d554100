//! Spread of a verge bed after Cheney, as a second opinion beside [Rothermel's](super::spread).
//!
//! Spread follows from wind, moisture and curing, and from whether the sward stands or is cut; load makes a fire
//! intense, not fast. So this form is blind to cuttings that were taken away except through the intensity, and
//! Rothermel's stays the one that regimes are compared with. Where regimes differ in spread under one form alone, the
//! two disagree and the difference is not to be relied on. Measured grass fires side with this form: spread does not
//! rise with load (Cruz et al. 2018), and lower grass burns slower (Cruz, Sullivan and Gould 2020).
//!
//! A bed on which nothing stands has no curing and no spread, whatever lies on it.

use super::drivers::FireDay;
use super::fuel_bed::{FuelBed, curing};
use super::grass2025::GrassForm;
use super::grass2025::spread::{curing_factor, moisture_factor, rate_of_spread, wind_factor};
use super::intensity::{fireline_intensity, flame_length};
use super::parameters::FireParameters;
use crate::lane::Lane;

/// Height above which an uncut sward counts as standing, m: an assumption.
pub const STANDING_FROM_M: f64 = 0.25;
/// Days after mowing during which a sward counts as cut, whatever its height: an assumption.
pub const CUT_FOR_DAYS: f64 = 30.0;

/// A verge bed, loads in kg/m2.
#[derive(Clone, Copy, Debug)]
pub struct GrassBed<L: Lane> {
    /// Standing green mass.
    pub green: L,
    /// Standing dead mass.
    pub dead: L,
    /// Litter and dried cuttings on the ground.
    pub residue: L,
    /// Height of the sward, m.
    pub height_m: L,
    /// Days since it was last mown; infinite or any large number where it was not.
    pub days_since_mowing: L,
}

/// Fire of a verge bed.
#[derive(Clone, Copy, Debug)]
pub struct GrassFire<L: Lane> {
    /// Rate of spread of the head, m/min.
    pub spread_m_min: L,
    /// Mass that burns, kg/m2.
    pub consumed_kg_m2: L,
    /// Fireline intensity, kW/m.
    pub intensity_kw_m: L,
    /// Flame length, m.
    pub flame_m: L,
}

impl<L: Lane> GrassFire<L> {
    /// No fire.
    #[inline(always)]
    pub fn none() -> Self {
        let zero = L::zero();
        GrassFire { spread_m_min: zero, consumed_kg_m2: zero, intensity_kw_m: zero, flame_m: zero }
    }
}

/// Mass that burns, kg/m2: all dead mass and as much of the green as curing lets burn, `wd + wr + phi wg`.
#[inline(always)]
pub fn consumed_load<L: Lane>(bed: &GrassBed<L>, curing_factor: L) -> L {
    bed.dead + bed.residue + curing_factor * bed.green
}

/// Spread of fully cured grass, m/min: what weather alone decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenSpread {
    /// In a standing sward.
    pub standing: f64,
    /// In a cut or matted one.
    pub cut: f64,
}

/// `standing` where the sward counts as standing (higher than 0.25 m and not mown within 30 days), else `cut`.
#[inline(always)]
pub fn by_form<L: Lane>(height_m: L, days_since_mowing: L, standing: L, cut: L) -> L {
    // both are above their limits where the smaller excess is above zero
    let excess = (height_m - L::splat(STANDING_FROM_M)).min(days_since_mowing - L::splat(CUT_FOR_DAYS));
    L::select(excess.gt(L::zero()), standing, cut)
}

impl OpenSpread {
    /// The spread that applies to a sward.
    #[inline(always)]
    pub fn of<L: Lane>(&self, height_m: L, days_since_mowing: L) -> L {
        by_form(height_m, days_since_mowing, L::splat(self.standing), L::splat(self.cut))
    }
}

/// Spread of fully cured grass, `16.67 g(U) fm`; zero where the grass is too moist.
///
/// - `dead_moisture`: of fine dead fuel, as a fraction, 0 and up; `wind_km_h`: 10 m wind, 0 and up
pub fn open_spread(dead_moisture: f64, wind_km_h: f64) -> OpenSpread {
    let moisture = moisture_factor(100.0 * dead_moisture, wind_km_h);
    let of = |form| rate_of_spread(wind_factor(wind_km_h, form), moisture, 1.0);
    OpenSpread { standing: of(GrassForm::Standing), cut: of(GrassForm::Matted) }
}

/// Fire of a verge bed on level ground.
///
/// `R = 16.67 g(U) fm phi`, `I = H w R / 60` with the mass `w` that burns, and the flame of Byram.
///
/// - `dead_moisture`: of fine dead fuel, as a fraction, 0 and up; `wind_km_h`: 10 m wind, 0 and up
/// - `p`: gives the heat content `H`
///
/// No spread means no intensity and no flame, all exactly zero. Source: Cheney et al. (1998); curing after Cruz et al.
/// (2015).
///
/// ```
/// use zeis::fire::cheney::{GrassBed, cheney_fire};
/// let p = zeis::fire::FireParameters::default();
/// let uncut = GrassBed { green: 0.2, dead: 0.3, residue: 0.05, height_m: 0.8, days_since_mowing: 300.0 };
/// let fire = cheney_fire(&uncut, 0.07, 18.0, &p);
/// let mown = cheney_fire(&GrassBed { days_since_mowing: 10.0, ..uncut }, 0.07, 18.0, &p);
/// assert!(mown.spread_m_min < fire.spread_m_min && mown.flame_m < fire.flame_m);
/// ```
#[inline(always)]
pub fn cheney_fire<L: Lane>(bed: &GrassBed<L>, dead_moisture: f64, wind_km_h: f64, p: &FireParameters) -> GrassFire<L> {
    let phi = curing_factor(L::splat(100.0) * curing(bed.green, bed.dead));
    let spread_m_min = open_spread(dead_moisture, wind_km_h).of(bed.height_m, bed.days_since_mowing) * phi;
    let consumed_kg_m2 = consumed_load(bed, phi);
    let intensity_kw_m = fireline_intensity(L::splat(p.heat_kj_kg) * consumed_kg_m2, spread_m_min);
    GrassFire { spread_m_min, consumed_kg_m2, intensity_kw_m, flame_m: flame_length(intensity_kw_m) }
}

/// Fire of the bed of a stand on a day; none where the bed carries no fire.
#[inline(always)]
pub fn fire_of_bed<L: Lane>(
    bed: &FuelBed<L>,
    height_m: L,
    days_since_mowing: L,
    day: &FireDay,
    p: &FireParameters,
) -> GrassFire<L> {
    let phi = curing_factor(L::splat(100.0) * curing(bed.loads.green, bed.loads.dead));
    let open = day.grass_spread.of(height_m, days_since_mowing);
    let spread_m_min = L::select(bed.carries_fire, open * phi, L::zero());
    let consumed_kg_m2 = bed.loads.dead + bed.loads.residue + phi * bed.loads.green;
    let intensity_kw_m = fireline_intensity(L::splat(p.heat_kj_kg) * consumed_kg_m2, spread_m_min);
    GrassFire { spread_m_min, consumed_kg_m2, intensity_kw_m, flame_m: flame_length(intensity_kw_m) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lane::F64x8;

    const BED: GrassBed<f64> =
        GrassBed { green: 0.20, dead: 0.30, residue: 0.05, height_m: 0.80, days_since_mowing: 60.0 };

    fn fire(bed: &GrassBed<f64>, moisture: f64) -> GrassFire<f64> {
        cheney_fire(bed, moisture, 18.0, &FireParameters::default())
    }

    #[test]
    fn the_uncut_bed_of_july_is_that_worked_out_by_hand() {
        // 60 % cured: phi 0.352940, g 8.701502 km/h, fm 0.469541 at 7 %
        let july = fire(&BED, 0.07);
        let phi = 1.036 / (1.0 + 103.989 * libm::exp(-0.0996 * 40.0));
        let g = 1.4 + 0.838 * libm::pow(13.0, 0.844);
        let spread = 16.67 * g * libm::exp(-0.756) * phi;
        assert!((july.spread_m_min - spread).abs() < 1e-12 * spread);
        let consumed = 0.35 + 0.20 * phi;
        assert!((july.consumed_kg_m2 - consumed).abs() < 1e-12);
        assert!((july.intensity_kw_m - 18_608.0 * consumed * spread / 60.0).abs() < 1e-9);
    }

    #[test]
    fn load_makes_intensity_and_no_spread() {
        let heavy = GrassBed { green: 0.40, dead: 0.60, residue: 0.10, ..BED };
        let (one, two) = (fire(&BED, 0.07), fire(&heavy, 0.07));
        assert!((one.spread_m_min - two.spread_m_min).abs() < 1e-12);
        assert!((two.intensity_kw_m / one.intensity_kw_m - 2.0).abs() < 1e-12);
        let removed = fire(&GrassBed { residue: 0.0, ..BED }, 0.07);
        assert_eq!(removed.spread_m_min, one.spread_m_min);
        assert!(removed.flame_m < one.flame_m);
    }

    #[test]
    fn a_sward_stands_only_when_high_and_not_mown() {
        let form = |height_m: f64, days: f64| by_form(height_m, days, 2.0, 1.0);
        assert_eq!((form(0.26, 31.0), form(0.80, f64::INFINITY)), (2.0, 2.0));
        assert_eq!((form(0.25, 31.0), form(0.80, 30.0)), (1.0, 1.0));
    }

    #[test]
    fn wet_green_and_bare_beds_do_not_burn() {
        for (bed, moisture) in [
            (BED, 0.24),
            (GrassBed { green: 0.81, dead: 0.19, ..BED }, 0.05),
            (GrassBed { green: 0.0, dead: 0.0, residue: 0.4, ..BED }, 0.05),
        ] {
            let none = fire(&bed, moisture);
            assert_eq!((none.spread_m_min, none.intensity_kw_m, none.flame_m), (0.0, 0.0, 0.0));
        }
    }

    #[test]
    fn wide_lanes_have_the_bits_of_the_scalar() {
        let wide = |f: &dyn Fn(f64) -> f64| {
            let mut lanes = F64x8::zero();
            for i in 0..8 {
                lanes.set(i, f(i as f64));
            }
            lanes
        };
        let beds = GrassBed {
            green: wide(&|i| 0.05 * i),
            dead: wide(&|i| 0.3 - 0.04 * i),
            residue: wide(&|i| 0.02 * i),
            height_m: wide(&|i| 0.1 * i),
            days_since_mowing: wide(&|i| 20.0 + 5.0 * i),
        };
        let fires = cheney_fire(&beds, 0.08, 12.0, &FireParameters::default());
        for i in 0..8 {
            let bed = GrassBed {
                green: beds.green.get(i),
                dead: beds.dead.get(i),
                residue: beds.residue.get(i),
                height_m: beds.height_m.get(i),
                days_since_mowing: beds.days_since_mowing.get(i),
            };
            let one = cheney_fire(&bed, 0.08, 12.0, &FireParameters::default());
            assert_eq!(fires.flame_m.get(i).to_bits(), one.flame_m.to_bits());
        }
    }
}
