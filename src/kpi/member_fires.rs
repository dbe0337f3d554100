//! Fires of a segment in every member, as weights on cases: `f[s, p, m] = sum of weight[s, p, c] x phi[c, m]`.
//!
//! `phi` is the yearly susceptibility of a case in a member, mean of the years that are planned (those of a contract, or all); the
//! weight holds exposure and share of ignitions, at the central rate and form. The mean over the members is what plans count as fires.

use super::Evidence;
use super::define::Zones;
use super::segment_value::{exposure, weights};

/// Weights of the cases of a segment under a programme, fires a year per unit of susceptibility; `None` where not simulated.
pub fn fire_weights(evidence: &Evidence, segment: usize, programme: usize) -> Option<Vec<(usize, f64)>> {
    let factor = exposure(&evidence.setting.segments[segment], evidence.setting.ignition);
    let mut list = weights(evidence, segment, programme, Zones::Ignition)?;
    for (_, weight) in &mut list {
        *weight *= factor;
    }
    Some(list)
}

/// Susceptibility of a case in each member, per year.
pub fn case_fires(evidence: &Evidence, case: usize) -> Vec<f64> {
    evidence.outcomes.planned_fires.row(case).to_vec()
}

/// Fires of chosen programmes in each member: segment and programme of each; `None` where one was not simulated.
pub fn fires_by_member(evidence: &Evidence, chosen: impl Iterator<Item = (usize, usize)>) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; evidence.outcomes.planned_fires.ncols()];
    for (segment, programme) in chosen {
        for (case, weight) in fire_weights(evidence, segment, programme)? {
            let row = evidence.outcomes.planned_fires.row(case);
            sums.iter_mut().zip(row).for_each(|(sum, phi)| *sum += weight * phi);
        }
    }
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::define::find;
    use crate::kpi::sample::Sample;
    use crate::kpi::segment_value::expected;

    #[test]
    fn the_mean_of_the_members_is_what_plans_count() {
        Sample::new().with(|evidence| {
            let fires = fires_by_member(evidence, [(0, 0), (1, 1)].into_iter()).expect("simulated");
            let kpi = find("fire").expect("listed");
            let mean = [(0, 0), (1, 1)].iter().map(|&(s, p)| expected(evidence, kpi, s, p).expect("simulated"));
            let found = fires.iter().sum::<f64>() / fires.len() as f64;
            assert!((found - mean.sum::<f64>()).abs() < 1e-15 && fires.len() > 1);
            assert_eq!(fires_by_member(evidence, [(3, 0)].into_iter()), None);
        });
    }
}
