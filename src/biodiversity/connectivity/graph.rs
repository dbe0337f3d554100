//! The graph: links of each node in one array, those that a path over shorter links makes needless left out.

/// A link between two nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Nodes.
    pub between: [usize; 2],
    /// Cost of passing, `-ln p`, 0 or more.
    pub cost: f64,
}

/// Relative difference that counts as none when a path is compared with a link.
const EQUAL_COST: f64 = 1e-9;

/// Nodes and their links, both ways.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    starts: Vec<u32>,
    targets: Vec<u32>,
    costs: Vec<f64>,
}

impl Graph {
    /// The graph of some links; of several links between two nodes the cheapest counts.
    pub fn new(nodes: usize, links: &[Link]) -> Self {
        let mut both: Vec<(u32, u32, f64)> = Vec::with_capacity(2 * links.len());
        for link in links {
            let [a, b] = link.between.map(|node| node as u32);
            if a != b {
                both.push((a, b, link.cost.max(0.0)));
                both.push((b, a, link.cost.max(0.0)));
            }
        }
        both.sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(x.2.total_cmp(&y.2)));
        both.dedup_by_key(|link| (link.0, link.1));
        let mut graph = Graph { starts: vec![0; nodes + 1], ..Graph::default() };
        for (from, to, cost) in both {
            graph.starts[from as usize + 1] += 1;
            graph.targets.push(to);
            graph.costs.push(cost);
        }
        for node in 0..nodes {
            graph.starts[node + 1] += graph.starts[node];
        }
        graph
    }

    /// The graph without links that two cheaper ones replace at no higher cost; `p*` stays the same between all nodes.
    #[must_use]
    pub fn thinned(&self) -> Self {
        let mut kept = Graph { starts: vec![0], ..Graph::default() };
        for from in 0..self.nodes() {
            for (to, cost) in self.links(from) {
                let detour = self.links(from).any(|(over, first)| {
                    first > 0.0
                        && first < cost
                        && self.cost(over, to).is_some_and(|second| {
                            second > 0.0 && second < cost && first + second <= cost * (1.0 + EQUAL_COST)
                        })
                });
                if !detour {
                    kept.targets.push(to as u32);
                    kept.costs.push(cost);
                }
            }
            kept.starts.push(kept.targets.len() as u32);
        }
        kept
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Number of links, both ways.
    pub fn directed_links(&self) -> usize {
        self.targets.len()
    }

    /// Links of a node: the other node and the cost, by ascending node.
    #[inline]
    pub fn links(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.starts[node] as usize..self.starts[node + 1] as usize;
        self.targets[range.clone()].iter().map(|&to| to as usize).zip(self.costs[range].iter().copied())
    }

    fn cost(&self, from: usize, to: usize) -> Option<f64> {
        let range = self.starts[from] as usize..self.starts[from + 1] as usize;
        let place = self.targets[range.clone()].binary_search(&(to as u32)).ok()?;
        Some(self.costs[range.start + place])
    }
}
