//! Doubt about the fires expected on a day, and about the class of a verge.
//!
//! The fires of a day are expected at many draws of rate, exponent of traffic and form of susceptibility
//! ([`crate::fire::rate_doubt`]), the same on every segment; 5 % and 95 % of them are the interval. It is that of the
//! *expected* fires: how many come is chance on top. The weather of the day is taken as it is given. The class has no draws:
//! each form of susceptibility gives one, at the rate of fires that the limits of the classes stand for.

use crate::ensemble::summary::{ascending, quantile};
use crate::fire::danger::Danger;
use crate::fire::hazard_class::hazard_class;
use crate::fire::ignition::{daily_rate, traffic_weight};
use crate::fire::parameters::FireParameters;
use crate::fire::rate_doubt::{FORMS, IgnitionDraw, Reading, ignition_draws};
use crate::network::segment::Segment;
use crate::units::KM_PER_M;
use std::collections::BTreeMap;

/// Draws of rate and form.
const DRAWS: usize = 400;
/// Tag of these draws, apart from those of other results.
const TAG: u64 = 1 << 33;

/// Susceptibility of a danger in every form of [`Reading::ALL`].
pub fn forms(danger: &Danger<f64>) -> [f64; FORMS] {
    let readings = &danger.readings;
    [danger.susceptibility, readings.short_scale, readings.long_scale, readings.by_load]
}

/// Lowest and highest hazard class over the forms of susceptibility.
pub fn class_range(danger: &Danger<f64>, p: &FireParameters) -> [u8; 2] {
    let class = |(form, susceptibility): (Reading, f64)| {
        hazard_class(danger.flame_m, danger.spread_m_min, susceptibility * form.scale(p), p)
    };
    let classes = Reading::ALL.into_iter().zip(forms(danger)).map(class);
    classes.fold([u8::MAX, u8::MIN], |[low, high], class| [low.min(class), high.max(class)])
}

/// The draws that the fires of a network are expected at.
#[derive(Clone, Debug)]
pub struct DayDoubt {
    draws: Vec<IgnitionDraw>,
    /// Fires per km and unit of susceptibility at each draw, by traffic (its bits).
    rates: BTreeMap<u64, Vec<f64>>,
}

impl DayDoubt {
    /// Draws for the roads of some segments.
    pub fn of(seed: u64, segments: &[Segment], p: &FireParameters) -> Self {
        let draws = ignition_draws(seed, TAG, DRAWS, p);
        let rate = |draw: &IgnitionDraw, aadt: f64| draw.reading.scale(p) * draw.k * traffic_weight(aadt, draw.g);
        let mut rates = BTreeMap::new();
        for segment in segments {
            let of = || draws.iter().map(|draw| rate(draw, segment.aadt)).collect();
            rates.entry(segment.aadt.to_bits()).or_insert_with(of);
        }
        DayDoubt { draws, rates }
    }

    /// Fires expected on a day at each draw, of segments with their susceptibility in every form.
    pub fn fires<'a>(&self, verges: impl Iterator<Item = (&'a Segment, [f64; FORMS])>) -> Vec<f64> {
        let mut fires = vec![0.0; self.draws.len()];
        for (segment, forms) in verges {
            let length_km = segment.length_m * KM_PER_M * segment.ignition_share;
            let rates = &self.rates[&segment.aadt.to_bits()];
            for ((sum, draw), rate) in fires.iter_mut().zip(&self.draws).zip(rates) {
                *sum += length_km * rate * forms[draw.reading as usize];
            }
        }
        fires
    }
}

/// 5 % and 95 % of the fires expected at the draws.
pub fn interval(fires: &[f64]) -> [f64; 2] {
    let ascending = ascending(fires);
    [0.05, 0.95].map(|share| quantile(&ascending, share))
}

/// Fires expected on a day at the rate and form of the parameters.
pub fn expected_fires(segment: &Segment, susceptibility: f64, p: &FireParameters) -> f64 {
    let length_km = segment.length_m * KM_PER_M;
    let (k, g) = (p.rate_constant, p.traffic_exponent);
    daily_rate(k, g, segment.aadt, length_km, 1.0, segment.ignition_share, susceptibility)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::readings::Readings;
    use crate::kpi::sample::Sample;

    #[test]
    fn the_interval_holds_rate_traffic_and_form() {
        let (sample, p) = (Sample::new(), FireParameters::default());
        let segment = &sample.segments[0];
        let doubt = DayDoubt::of(1, &sample.segments, &p);
        let spread = |forms: [f64; FORMS]| interval(&doubt.fires(std::iter::once((segment, forms))));
        // Forms that agree on the fires leave the rate, a factor of about exp(1.645 x 0.7) either way, and the traffic.
        let agreeing = Reading::ALL.map(|form| 0.2 / form.scale(&p));
        let [low, high] = spread(agreeing);
        let central = expected_fires(segment, 0.2, &p);
        assert!(low < central / 2.5 && high > central * 2.5, "{low} {central} {high}");
        assert!(low > central / 4.5 && high < central * 4.5, "{low} {central} {high}");
        // Forms that disagree widen it.
        let [lower, higher] = spread([agreeing[0], agreeing[1] * 2.0, agreeing[2] * 0.5, agreeing[3]]);
        assert!(lower < low && higher > high, "{lower} {higher}");
        assert_eq!(spread([0.0; FORMS]), [0.0, 0.0]);
    }

    #[test]
    fn fires_of_segments_add_up_draw_by_draw() {
        let (sample, p) = (Sample::new(), FireParameters::default());
        let doubt = DayDoubt::of(1, &sample.segments, &p);
        let one = doubt.fires(std::iter::once((&sample.segments[0], [0.1; FORMS])));
        let two = doubt.fires(sample.segments[..2].iter().map(|segment| (segment, [0.1; FORMS])));
        assert!(one.iter().zip(&two).all(|(one, two)| (two - 2.0 * one).abs() < 1e-15));
    }

    #[test]
    fn a_class_on_the_edge_has_another_beside_it() {
        let p = FireParameters::default();
        let at = |susceptibility: f64| {
            let forms = Reading::ALL.map(|form| susceptibility / form.scale(&p));
            let readings = Readings {
                short_scale: forms[1],
                long_scale: forms[2],
                by_load: 0.5 * forms[3],
                second_opinion: 0.0,
                fresh_cut: 0.0,
            };
            Danger { flame_m: 1.3, spread_m_min: 6.0, susceptibility, readings, ..Danger::none() }
        };
        assert_eq!(class_range(&at(0.20), &p), [3, 4]);
        assert_eq!(class_range(&at(0.50), &p), [4, 4]);
        assert_eq!(class_range(&Danger::none(), &p), [1, 1]);
    }
}
