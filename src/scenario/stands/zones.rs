//! Zones of a segment: shares of area and of ignitions.

use super::Zone;
use crate::lane::math::exp;
use crate::network::segment::Segment;
use crate::scenario::Strips;

/// Distance over which ignitions fall off from the carriageway, m (fire.md 3.4, an assumption).
pub const IGNITION_DISTANCE_M: f64 = 5.0;

/// Zones of a segment from the carriageway outwards, each with its share of the area and of the ignitions; both sum to 1.
///
/// The safety strip takes its width first, then the ditch strip what is left of its own, the main verge the rest; zones
/// without width are left out.
pub fn zones(segment: &Segment, strips: &Strips) -> Vec<(Zone, f64, f64)> {
    let safety_m = if strips.safety.is_empty() { 0.0 } else { segment.safety_strip_m };
    let ditch_m = if strips.ditch.is_empty() { 0.0 } else { strips.ditch_width_m };
    divided(segment.width_m, safety_m, ditch_m)
}

/// Zones of a verge of `width_m` (m) with strips of these widths (m), as in [`zones`].
fn divided(width_m: f64, safety_m: f64, ditch_m: f64) -> Vec<(Zone, f64, f64)> {
    let inner = safety_m.clamp(0.0, width_m);
    let outer = width_m - ditch_m.clamp(0.0, width_m - inner);
    [(Zone::Safety, 0.0, inner), (Zone::Main, inner, outer), (Zone::Ditch, outer, width_m)]
        .into_iter()
        .filter(|(_, from, to)| to > from)
        .map(|(zone, from, to)| (zone, (to - from) / width_m, ignition_share(from, to, width_m)))
        .collect()
}

/// Share of the ignitions of a verge that fall between two distances from the carriageway.
///
/// `q = (exp(-a/5) - exp(-b/5)) / (1 - exp(-W/5))` with `a = from_m`, `b = to_m`, `W = width_m` > 0, 0 <= a <= b <= W
/// (fire.md 3.4). An empty strip gives 0.
///
/// ```
/// use zeis::scenario::stands::zones::ignition_share;
/// assert!((ignition_share(0.0, 1.5, 10.0) - 0.29975).abs() < 1e-5);
/// ```
pub fn ignition_share(from_m: f64, to_m: f64, width_m: f64) -> f64 {
    let reaching = |distance_m: f64| exp(-distance_m / IGNITION_DISTANCE_M);
    (reaching(from_m) - reaching(to_m)) / (1.0 - reaching(width_m))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(zones: &[(Zone, f64, f64)]) -> (f64, f64) {
        (zones.iter().map(|zone| zone.1).sum(), zones.iter().map(|zone| zone.2).sum())
    }

    #[test]
    fn shares_sum_to_one_and_the_near_strip_ignites_most_per_area() {
        let all = divided(10.0, 1.5, 2.0);
        assert_eq!(all.iter().map(|zone| zone.0).collect::<Vec<_>>(), [Zone::Safety, Zone::Main, Zone::Ditch]);
        assert!((all[0].1 - 0.15).abs() < 1e-12 && (all[1].1 - 0.65).abs() < 1e-12);
        let (area, ignition) = sums(&all);
        assert!((area - 1.0).abs() < 1e-12 && (ignition - 1.0).abs() < 1e-12);
        assert!(all[0].2 / all[0].1 > all[1].2 / all[1].1 && all[1].2 / all[1].1 > all[2].2 / all[2].1);
    }

    #[test]
    fn strips_wider_than_the_verge_are_clipped() {
        assert_eq!(divided(1.0, 1.5, 2.0), [(Zone::Safety, 1.0, 1.0)]);
        let no_main = divided(3.0, 1.5, 2.0);
        assert_eq!(no_main.iter().map(|zone| zone.0).collect::<Vec<_>>(), [Zone::Safety, Zone::Ditch]);
        assert_eq!(no_main[1].1, 0.5);
        assert_eq!(divided(8.0, 0.0, 0.0), [(Zone::Main, 1.0, 1.0)]);
    }
}
