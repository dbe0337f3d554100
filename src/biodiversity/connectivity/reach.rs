//! What can be reached from a node, nearest first.

use super::{FARTHEST, Graph};
use crate::lane::math::exp;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Working memory of a search; one serves for many sources.
#[derive(Clone, Debug)]
pub struct Reach {
    cost: Vec<f64>,
    parent: Vec<u32>,
    touched: Vec<u32>,
    /// Nodes reached with their `p*`, nearest first.
    order: Vec<(u32, f64)>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Reach {
    /// Memory for a graph.
    pub fn new(graph: &Graph) -> Self {
        Reach {
            cost: vec![f64::INFINITY; graph.nodes()],
            parent: vec![u32::MAX; graph.nodes()],
            touched: Vec::new(),
            order: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Nodes that a source reaches with `p*` of 1/1000 or more, itself first with 1; equally near ones by ascending number.
    ///
    /// - `without`: a node that may not be entered
    /// - `toll`: extra cost of passing on from a node, for nodes that are hard to cross
    pub fn search(
        &mut self,
        graph: &Graph,
        source: usize,
        without: Option<usize>,
        toll: impl Fn(usize) -> f64,
    ) -> &[(u32, f64)] {
        for &node in &self.touched {
            self.cost[node as usize] = f64::INFINITY;
        }
        self.touched.clear();
        self.order.clear();
        self.cost[source] = 0.0;
        self.parent[source] = u32::MAX;
        self.touched.push(source as u32);
        // costs are not negative, so that their bits sort like the numbers
        self.heap.push(Reverse((0, source as u32)));
        while let Some(Reverse((bits, node))) = self.heap.pop() {
            let cost = f64::from_bits(bits);
            if cost > self.cost[node as usize] {
                continue;
            }
            self.order.push((node, exp(-cost)));
            let onward = if node as usize == source { cost } else { cost + toll(node as usize) };
            for (next, step) in graph.links(node as usize) {
                let total = onward + step;
                if total <= FARTHEST && total < self.cost[next] && Some(next) != without {
                    if self.cost[next].is_infinite() {
                        self.touched.push(next as u32);
                    }
                    self.cost[next] = total;
                    self.parent[next] = node;
                    self.heap.push(Reverse((total.to_bits(), next as u32)));
                }
            }
        }
        &self.order
    }

    /// Nodes of the last search with their `p*`, nearest first.
    pub fn reached(&self) -> &[(u32, f64)] {
        &self.order
    }

    /// Node before a node on its best path in the last search.
    pub(super) fn parent_of(&self, node: u32) -> Option<u32> {
        let parent = self.parent[node as usize];
        (parent != u32::MAX).then_some(parent)
    }
}

/// `sum over j of a_i a_j p*_ij` of one source `i`, for every column of worths: its part of `ECA^2`.
///
/// - `worths`: worth of the nodes, row by row, `columns` numbers each (half-months, or half-months of many regimes)
pub fn source_sums(graph: &Graph, reach: &mut Reach, source: usize, worths: &[f64], columns: usize) -> Vec<f64> {
    let mut sums = vec![0.0; columns];
    reach.search(graph, source, None, |_| 0.0);
    for &(node, probability) in reach.reached() {
        let row = &worths[node as usize * columns..(node as usize + 1) * columns];
        sums.iter_mut().zip(row).for_each(|(sum, worth)| *sum += probability * worth);
    }
    let own = &worths[source * columns..(source + 1) * columns];
    sums.iter_mut().zip(own).for_each(|(sum, worth)| *sum *= worth);
    sums
}
