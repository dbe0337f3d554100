//! Hazard class of a day: what a fire would do in a verge, in five classes.
//!
//! | class | word | when |
//! |---|---|---|
//! | 1 | hardly burns | no fire would spread, or susceptibility below 0.01 |
//! | 2 | low | a fire would spread, and no higher class holds |
//! | 3 | moderate | flame of 0.5 m or more and susceptibility of 0.05 or more |
//! | 4 | high | flame of 1.2 m or more and susceptibility of 0.15 or more |
//! | 5 | very high | flame of 2.4 m or more or spread of 20 m/min or more, and susceptibility of 0.15 or more |
//!
//! The limits are parameters. The classes are ours, an assumption: those of class 4 are the hazard day of the yearly sums,
//! 2.4 m is a limit of equipment from memory. Traffic is no part of the class: it decides how many fires start, not how
//! they burn.

use super::danger::Danger;
use super::intensity::is_spreading_fire;
use super::parameters::FireParameters;

/// Lowest and highest class.
pub const CLASSES: std::ops::RangeInclusive<u8> = 1..=5;

/// Hazard class of a stand on a day, 1 (hardly burns) to 5 (very high).
///
/// - `flame_m`, `spread_m_min`: 0 and up; `susceptibility`: 0-1
///
/// ```
/// use zeis::fire::{FireParameters, hazard_class::hazard_class};
/// let p = FireParameters::default();
/// assert_eq!(hazard_class(1.3, 6.0, 0.20, &p), 4);
/// assert_eq!(hazard_class(1.3, 6.0, 0.10, &p), 3);
/// ```
pub fn hazard_class(flame_m: f64, spread_m_min: f64, susceptibility: f64, p: &FireParameters) -> u8 {
    let spreads = is_spreading_fire(spread_m_min, flame_m, p.spreading_m_min, p.spreading_flame_m);
    if !spreads || susceptibility < p.hazard_least_susceptibility {
        return 1;
    }
    let fierce = flame_m >= p.hazard_very_high_flame_m || spread_m_min >= p.hazard_very_high_spread_m_min;
    if fierce && susceptibility >= p.hazard_susceptibility {
        5
    } else if flame_m >= p.hazard_flame_m && susceptibility >= p.hazard_susceptibility {
        4
    } else if flame_m >= p.hazard_moderate_flame_m && susceptibility >= p.hazard_moderate_susceptibility {
        3
    } else {
        2
    }
}

/// Hazard class of a danger.
pub fn class_of(danger: &Danger<f64>, p: &FireParameters) -> u8 {
    hazard_class(danger.flame_m, danger.spread_m_min, danger.susceptibility, p)
}

/// Whether mowing should wait: machines strike sparks, so not on days with a fire weather index above 21.3 or an ignition
/// probability above 0.5.
///
/// - `fwi`: 0 and up; `ignition_probability`: 0-1
pub fn mowing_should_wait(fwi: f64, ignition_probability: f64, p: &FireParameters) -> bool {
    fwi > p.fire_weather_fwi || ignition_probability > p.mowing_ignition_probability
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_its_limits() {
        let p = FireParameters::default();
        let class = |flame, spread, h| hazard_class(flame, spread, h, &p);
        assert_eq!(class_of(&Danger::none(), &p), 1);
        assert_eq!(class(0.04, 5.0, 0.5), 1, "no flame that spreads");
        assert_eq!(class(0.3, 0.5, 0.009), 1);
        assert_eq!(class(0.3, 0.5, 0.3), 2);
        assert_eq!(class(0.5, 1.0, 0.05), 3);
        assert_eq!(class(1.2, 3.0, 0.15), 4);
        assert_eq!(class(1.19, 3.0, 0.15), 3);
        assert_eq!((class(2.4, 3.0, 0.15), class(1.0, 20.0, 0.15)), (5, 5));
        assert_eq!(class(3.0, 30.0, 0.149), 3, "a bed that sources hardly ignite");
    }

    #[test]
    fn more_of_anything_never_lowers_the_class() {
        let p = FireParameters::default();
        for step in 0..200 {
            let x = f64::from(step) * 0.02;
            assert!(hazard_class(x, 8.0, 0.3, &p) <= hazard_class(x + 0.02, 8.0, 0.3, &p));
            assert!(hazard_class(1.3, 10.0 * x, 0.3, &p) <= hazard_class(1.3, 10.0 * x + 0.2, 0.3, &p));
            assert!(hazard_class(1.3, 8.0, 0.25 * x, &p) <= hazard_class(1.3, 8.0, 0.25 * x + 0.005, &p));
        }
        assert!(CLASSES.contains(&hazard_class(9.0, 90.0, 1.0, &p)));
    }

    #[test]
    fn mowing_waits_on_days_of_fire_weather() {
        let p = FireParameters::default();
        assert!(!mowing_should_wait(21.3, 0.5, &p));
        assert!(mowing_should_wait(21.4, 0.1, &p) && mowing_should_wait(3.0, 0.51, &p));
    }
}
