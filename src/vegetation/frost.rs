//! Frost hardening: how cold leaves can get before half of them die; a process that is off unless asked for.
//!
//! `LT50`, the temperature that kills half of the leaves in a day, falls while it is cool in autumn (hardening) and rises
//! while it is mild (dehardening); the share killed is logistic in the distance to it. Form and values of BASGRA
//! (Thorsen & Höglind 2010; Höglind et al. 2016), fitted to timothy, which is hardier than ryegrass. With it frost kills
//! leaves by [`killed_share`] instead of ModVege's `K |T|`, and no stems. Left out: shelter by snow, ice, and the cost of
//! hardening.

use crate::lane::math::exp;
use crate::vegetation::parameters::Parameters;

/// Day of the year on which plants can no longer harden.
const HARDENING_ENDS_DAY: f64 = 91.0;
/// Most that frost kills in a day.
const MOST_KILLED: f64 = 0.5;

/// Ability to harden, 0-1: 1 in autumn, falling to 0 on 1 April over `reHardRedDay` days, 1 again in high summer.
pub fn hardening_ability(day_of_year: u16, p: &Parameters) -> f64 {
    let falls_days = p.hardening_falls_days;
    let since = (f64::from(day_of_year) - (HARDENING_ENDS_DAY - falls_days) + 365.0) % 365.0;
    if since < falls_days + 0.5 * (365.0 - falls_days) { (1.0 - since / falls_days).max(0.0) } else { 1.0 }
}

/// `LT50` after a day, C.
///
/// `- ability H (THARDMX - T)(LT50 - LT50MN)` while the day is colder than `THARDMX`, `+ min(2, D (LT50MX - LT50)(T +
/// TsurfDiff))` where that is above 0.
pub fn lt50_after(lt50_c: f64, temp_c: f64, day_of_year: u16, p: &Parameters) -> f64 {
    let hardening = hardening_ability(day_of_year, p)
        * p.hardening_rate
        * (p.hardening_below_c - temp_c).max(0.0)
        * (lt50_c - p.lt50_min_c).max(0.0);
    let room = p.lt50_max_c - lt50_c;
    let dehardening =
        (p.dehardening_rate * room * (temp_c + p.surface_difference_c)).min(room).min(p.dehardening_most).max(0.0);
    lt50_c + dehardening - hardening
}

/// Share of the leaves that a frosty day kills: `1 - 1/(1 + exp(-k (T - LT50)))`, at most a half.
///
/// ```
/// use zeis::vegetation::{frost::killed_share, parameters::Parameters};
/// let p = Parameters::verge();
/// assert_eq!(killed_share(-12.0, -12.0, &p), 0.5);
/// assert!((killed_share(-9.0, -12.0, &p) - 0.0474).abs() < 1e-4);
/// ```
pub fn killed_share(temp_c: f64, lt50_c: f64, p: &Parameters) -> f64 {
    (1.0 - 1.0 / (1.0 + exp(-p.frost_steepness * (temp_c - lt50_c)))).min(MOST_KILLED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plants_harden_in_autumn_and_lose_it_in_spring() {
        let p = Parameters::verge();
        assert_eq!(
            (hardening_ability(300, &p), hardening_ability(91, &p), hardening_ability(150, &p)),
            (1.0, 0.0, 0.0)
        );
        let mut lt50_c = p.lt50_max_c;
        for day in 300..=360 {
            lt50_c = lt50_after(lt50_c, 3.0, day, &p);
        }
        assert!(lt50_c < -15.0 && lt50_c > p.lt50_min_c, "{lt50_c}");
        for day in 91..=140 {
            lt50_c = lt50_after(lt50_c, 14.0, day, &p);
        }
        assert!((lt50_c - p.lt50_max_c).abs() < 2.0, "{lt50_c}");
    }

    #[test]
    fn an_unhardened_sward_dies_of_the_frost_that_a_hardened_one_stands() {
        let p = Parameters::verge();
        assert!(killed_share(-10.0, -4.8, &p) > 0.49 && killed_share(-10.0, -20.0, &p) < 1e-4);
    }
}
