//! Connected area through the season, and the passage between nature areas.

use super::{Graph, Reach, source_sums};
use crate::lane::math::ln;

/// Equivalent connected area through a season.
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonConnectivity {
    /// Equivalent connected area of each half-month, ha.
    pub eca_ha: Vec<f64>,
    /// Mean of the season, ha.
    pub mean_ha: f64,
    /// Least of the season, ha.
    pub min_ha: f64,
    /// `1 - min/mean`, 0-1; 0 where there is nothing.
    pub dip: f64,
    /// Half-month of the least.
    pub worst: usize,
}

impl SeasonConnectivity {
    /// A season from the sums `sum a_i a_j p*` of its half-months.
    pub fn of_sums(sums: &[f64]) -> Self {
        let eca_ha: Vec<f64> = sums.iter().map(|sum| sum.max(0.0).sqrt()).collect();
        let mean_ha = eca_ha.iter().sum::<f64>() / eca_ha.len().max(1) as f64;
        let least = eca_ha.iter().copied().enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        let (worst, min_ha) = least.unwrap_or((0, 0.0));
        let dip = if mean_ha > 0.0 { 1.0 - min_ha / mean_ha } else { 0.0 };
        SeasonConnectivity { eca_ha, mean_ha, min_ha, dip, worst }
    }
}

/// Connectivity of one season on one thread.
///
/// - `worths`: area times quality of the nodes, ha, row by row with `columns` half-months each
///
/// Larger works share the sources over threads with [`source_sums`] and add up in order.
pub fn connected_area(graph: &Graph, worths: &[f64], columns: usize) -> SeasonConnectivity {
    let mut reach = Reach::new(graph);
    let mut sums = vec![0.0; columns];
    for source in 0..graph.nodes() {
        let part = source_sums(graph, &mut reach, source, worths, columns);
        sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    SeasonConnectivity::of_sums(&sums)
}

/// Least share of passers that cross a segment without any standing grass (assumption, as for a carriageway).
const ACROSS_MOWN: f64 = 0.5;

/// `p*` between each pair of some nodes when what lies on the way is crossed by quality: `1 - 0.5 (1 - q)` of the passers go on.
///
/// - `ends`: the nodes, ascending; `quality`: standing share of each node of the graph in the half-month, 0-1
///
/// Pairs (the lower node first) without a path of 1/1000 or more are left out. That mown segments hinder those who pass is an
/// assumption of this function alone.
pub fn corridors_of(graph: &Graph, reach: &mut Reach, ends: &[usize], quality: &[f64]) -> Vec<([usize; 2], f64)> {
    let toll = |node: usize| -ln(1.0 - (1.0 - ACROSS_MOWN) * (1.0 - quality[node].clamp(0.0, 1.0)));
    let mut found = Vec::new();
    for (place, &from) in ends.iter().enumerate() {
        reach.search(graph, from, None, toll);
        let others = &ends[place + 1..];
        let mut reached: Vec<([usize; 2], f64)> = reach
            .reached()
            .iter()
            .filter(|(node, _)| others.binary_search(&(*node as usize)).is_ok())
            .map(|&(node, probability)| ([from, node as usize], probability))
            .collect();
        reached.sort_by_key(|(pair, _)| *pair);
        found.extend(reached);
    }
    found
}
