//! Which segments hold the network together: what connectivity loses without each.

use super::{Graph, Reach};

/// What connectivity loses without a node, shares of the whole (`dPC` of Saura & Rubio 2010, Ecography 33:523-537).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodePriority {
    /// Node.
    pub node: usize,
    /// Its own area, `a_k^2`.
    pub intra: f64,
    /// What it gives to and takes from others, `2 sum a_k a_j p*`.
    pub flux: f64,
    /// What passes through it and finds no other way as good.
    pub connector: f64,
}

impl NodePriority {
    /// `dPC`: the sum of the three.
    pub fn total(&self) -> f64 {
        self.intra + self.flux + self.connector
    }
}

/// For every node its intra and flux parts, and for the connector part an upper bound: everything whose best path passes it.
///
/// - `worths`: area times quality of each node, ha
pub fn priority_bounds(graph: &Graph, worths: &[f64]) -> Vec<NodePriority> {
    let mut reach = Reach::new(graph);
    let mut rows: Vec<NodePriority> =
        (0..graph.nodes()).map(|node| NodePriority { node, intra: 0.0, flux: 0.0, connector: 0.0 }).collect();
    let mut whole = 0.0;
    let mut behind = vec![0.0; graph.nodes()];
    for source in 0..graph.nodes() {
        let own = worths[source];
        reach.search(graph, source, None, |_| 0.0);
        for &(node, probability) in reach.reached() {
            behind[node as usize] = own * worths[node as usize] * probability;
        }
        whole += reach.reached().iter().map(|(node, _)| behind[*node as usize]).sum::<f64>();
        rows[source].intra = own * own;
        // farthest first: what lies behind a node passes through it
        for &(node, probability) in reach.reached().iter().rev() {
            let ends_here = own * worths[node as usize] * probability;
            if node as usize != source {
                rows[source].flux += 2.0 * ends_here;
                rows[node as usize].connector += behind[node as usize] - ends_here;
                if let Some(parent) = reach.parent_of(node) {
                    behind[parent as usize] += behind[node as usize];
                }
            }
        }
    }
    scaled(rows, whole)
}

/// The exact priority of a node: what is lost between all others when paths may not pass it.
///
/// - `whole`: `sum a_i a_j p*` over all nodes
pub fn exact_priority(graph: &Graph, worths: &[f64], node: usize, whole: f64) -> NodePriority {
    let (mut reach, mut without) = (Reach::new(graph), Reach::new(graph));
    let around: Vec<(u32, f64)> = reach.search(graph, node, None, |_| 0.0).to_vec();
    let own = worths[node];
    let flux: f64 = around[1..].iter().map(|&(other, p)| 2.0 * own * worths[other as usize] * p).sum();
    let mut lost = 0.0;
    for &(source, _) in &around[1..] {
        let source = source as usize;
        let sum = |reached: &[(u32, f64)]| -> f64 {
            let others = reached.iter().filter(|(other, _)| *other as usize != node);
            others.map(|&(other, p)| worths[other as usize] * p).sum()
        };
        let with = sum(reach.search(graph, source, None, |_| 0.0));
        lost += worths[source] * (with - sum(without.search(graph, source, Some(node), |_| 0.0)));
    }
    let row = NodePriority { node, intra: own * own, flux, connector: lost.max(0.0) };
    scaled(vec![row], whole)[0]
}

fn scaled(mut rows: Vec<NodePriority>, whole: f64) -> Vec<NodePriority> {
    let share = if whole > 0.0 { 1.0 / whole } else { 0.0 };
    for row in &mut rows {
        row.intra *= share;
        row.flux *= share;
        row.connector *= share;
    }
    rows
}
