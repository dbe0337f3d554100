//! Where a cut before summer avoids most harm for its money.
//!
//! Every stretch is judged with and without the cut in the same weathers, and with the same draws of rate and form of ignition.
//! Harm is the expected cost of the fires: call-outs, escapes weighed by what lies behind the verge, closed roads. The order is
//! that of harm avoided per euro; how sure it is shows in the ranks over the weathers and draws.

use super::define::{Kpi, find};
use super::segment_value::{Over, expected, series};
use super::stretch::stretches;
use super::{Evidence, stretch};
use crate::ensemble::summary::{ascending, quantile};
use crate::network::chain::Chain;

/// Members from which ranks are taken over members; below it over single years.
const ENOUGH_MEMBERS: usize = 20;
/// Smallest cost that a ratio is taken over, EUR: a cut that costs nothing comes first.
const LEAST_COST_EUR: f64 = 0.01;

/// A stretch, in the order of harm avoided per euro.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityStretch {
    /// Its segments.
    pub segments: Vec<usize>,
    /// Length, km.
    pub length_km: f64,
    /// Expected harm under the regimes of today, EUR a year.
    pub harm_eur: f64,
    /// Harm that the cut avoids, EUR a year; negative where it does harm.
    pub avoided_eur: f64,
    /// What the cut costs, EUR a year.
    pub cost_eur: f64,
    /// 5 % and 95 % of its rank over weathers and draws.
    pub rank_interval: [f64; 2],
    /// Chance of being in the first tenth.
    pub p_first_tenth: f64,
    /// Harm avoided by this and all before it, EUR a year.
    pub cumulative_avoided_eur: f64,
    /// Cost of this and all before it, EUR a year.
    pub cumulative_cost_eur: f64,
    /// Share of the harm that can be avoided in all, by this and all before it: 5, 50 and 95 %.
    pub cumulative_share: [f64; 3],
}

impl PriorityStretch {
    /// Harm avoided per euro.
    pub fn avoided_per_eur(&self) -> f64 {
        self.avoided_eur / self.cost_eur.max(LEAST_COST_EUR)
    }
}

/// What a stretch avoids and costs in each member or member-year.
struct Judged {
    segments: Vec<usize>,
    harm_eur: f64,
    avoided_eur: f64,
    cost_eur: f64,
    avoided: Vec<f64>,
}

/// Stretches of at most `stretch_km` with one present regime, in the order of harm avoided per euro.
///
/// - `with_cut`: for each regime, the programme that is it with the cut; `None` where it cuts before summer already
pub fn priority(
    evidence: &Evidence,
    chains: &[Chain],
    with_cut: &[Option<usize>],
    stretch_km: f64,
) -> Vec<PriorityStretch> {
    let present = evidence.setting.present;
    let wanted = |segment: usize| with_cut[present[segment]].is_some() && !evidence.sites.zones(segment).is_empty();
    let joins = |so_far: &[usize], next: usize| {
        let alike = so_far.last().is_some_and(|&last| present[last] == present[next]);
        let longer = stretch::length_km(evidence.setting.segments, so_far)
            + stretch::length_km(evidence.setting.segments, &[next]);
        alike && longer <= stretch_km * (1.0 + 1e-9)
    };
    let over = if evidence.outcomes.count(Over::Members) >= ENOUGH_MEMBERS { Over::Members } else { Over::MemberYears };
    let mut judged: Vec<Judged> = stretches(chains, wanted, joins)
        .into_iter()
        .filter_map(|segments| judge(evidence, segments, with_cut, over))
        .collect();
    let ratio = |one: &Judged| one.avoided_eur / one.cost_eur.max(LEAST_COST_EUR);
    judged.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then(a.segments.cmp(&b.segments)));
    let ranks = ranks(&judged);
    ordered(evidence, judged, &ranks)
}

fn judge(evidence: &Evidence, segments: Vec<usize>, with_cut: &[Option<usize>], over: Over) -> Option<Judged> {
    let [harm, cost]: [&Kpi; 2] = [find("fire_cost")?, find("K1")?];
    let mut judged = Judged {
        harm_eur: 0.0,
        avoided_eur: 0.0,
        cost_eur: 0.0,
        avoided: vec![0.0; evidence.outcomes.count(over)],
        segments,
    };
    for &segment in &judged.segments {
        let present = evidence.setting.present[segment];
        let changed = with_cut[present]?;
        let now = expected(evidence, harm, segment, present)?;
        judged.harm_eur += now;
        judged.avoided_eur += now - expected(evidence, harm, segment, changed)?;
        judged.cost_eur += expected(evidence, cost, segment, changed)? - expected(evidence, cost, segment, present)?;
        let (now, then) =
            (series(evidence, harm, segment, present, over)?, series(evidence, harm, segment, changed, over)?);
        for (sum, (now, then)) in judged.avoided.iter_mut().zip(now.iter().zip(&then)) {
            *sum += now - then;
        }
    }
    Some(judged)
}

/// Rank of every stretch in each member or member-year, the first is 1; by stretch.
fn ranks(judged: &[Judged]) -> Vec<Vec<f64>> {
    let worlds = judged.first().map_or(0, |first| first.avoided.len());
    let mut ranks = vec![Vec::with_capacity(worlds); judged.len()];
    for world in 0..worlds {
        let ratio = |one: &Judged| one.avoided[world] / one.cost_eur.max(LEAST_COST_EUR);
        let mut order: Vec<usize> = (0..judged.len()).collect();
        order.sort_by(|&a, &b| ratio(&judged[b]).total_cmp(&ratio(&judged[a])).then(a.cmp(&b)));
        for (place, &stretch) in order.iter().enumerate() {
            ranks[stretch].push((place + 1) as f64);
        }
    }
    ranks
}

fn ordered(evidence: &Evidence, judged: Vec<Judged>, ranks: &[Vec<f64>]) -> Vec<PriorityStretch> {
    let worlds = judged.first().map_or(0, |first| first.avoided.len());
    let first_tenth = judged.len().div_ceil(10) as f64;
    let total = |world: usize| judged.iter().map(|one| one.avoided[world].max(0.0)).sum::<f64>();
    let totals: Vec<f64> = (0..worlds).map(total).collect();
    let (mut avoided_eur, mut cost_eur, mut reached) = (0.0, 0.0, vec![0.0; worlds]);
    let mut list = Vec::with_capacity(judged.len());
    for (one, ranks) in judged.into_iter().zip(ranks) {
        avoided_eur += one.avoided_eur;
        cost_eur += one.cost_eur;
        reached.iter_mut().zip(&one.avoided).for_each(|(sum, value)| *sum += value);
        let shares: Vec<f64> =
            reached.iter().zip(&totals).map(|(sum, total)| if *total > 0.0 { sum / total } else { 0.0 }).collect();
        let (ranks, shares) = (ascending(ranks), ascending(&shares));
        list.push(PriorityStretch {
            length_km: stretch::length_km(evidence.setting.segments, &one.segments),
            harm_eur: one.harm_eur,
            avoided_eur: one.avoided_eur,
            cost_eur: one.cost_eur,
            rank_interval: [0.05, 0.95].map(|share| quantile(&ranks, share)),
            p_first_tenth: ranks.iter().filter(|&&rank| rank <= first_tenth).count() as f64 / worlds.max(1) as f64,
            cumulative_avoided_eur: avoided_eur,
            cumulative_cost_eur: cost_eur,
            cumulative_share: [0.05, 0.5, 0.95].map(|share| quantile(&shares, share)),
            segments: one.segments,
        });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn the_stretch_that_burns_most_per_euro_comes_first() {
        let mut sample = Sample::new();
        sample.present = vec![2; 4];
        let chains = [Chain { segments: vec![0, 1] }, Chain { segments: vec![2, 3] }];
        // Nothing is cut today; the early cut is the one cut that it would cost.
        let with_cut = [None, None, Some(1)];
        let found = sample.with(|evidence| priority(evidence, &chains, &with_cut, 1.0));
        assert_eq!(found.len(), 2);
        // Segment 2 has twice the fire at the same cost as each of the others; segment 3 has no grass.
        assert_eq!((found[0].segments.as_slice(), found[1].segments.as_slice()), (&[2][..], &[0, 1][..]));
        assert!(found[0].avoided_eur > 0.0 && found[0].harm_eur > found[0].avoided_eur);
        assert_eq!((found[0].rank_interval, found[0].p_first_tenth), ([1.0, 1.0], 1.0));
        let last = &found[1];
        assert!((last.cumulative_avoided_eur - found[0].avoided_eur - last.avoided_eur).abs() < 1e-12);
        assert!(last.cumulative_share.iter().all(|share| (share - 1.0).abs() < 1e-9));
        let short = sample.with(|evidence| priority(evidence, &chains, &with_cut, 0.1));
        assert_eq!(short.len(), 3);
        assert!(sample.with(|evidence| priority(evidence, &chains, &[None; 3], 1.0)).is_empty());
    }
}
