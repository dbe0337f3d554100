//! Hours of crews with unlike machines, pooled: which sums of hours are limits.
//!
//! A visit can be done by any crew that has its machine. All visits of a week can be shared out over the crews exactly where, for
//! every set of machines, the hours asked of them are no more than the hours of all crews that have one of them (Hall's condition of
//! a flow from visits to crews). Sets that say no more than others are left out: those to which a machine could be added without
//! another crew, and those that fall apart into sets without a crew in common. With machine lists that are equal or have nothing
//! in common, one set a list remains.

use crate::mowing::regime::Machine;

/// Machines and the hours of all crews that have one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Machines, in order.
    pub machines: Vec<Machine>,
    /// Hours.
    pub hours: f64,
}

/// Whether a list has a machine; an empty one has all.
pub fn has(list: &[Machine], machine: Machine) -> bool {
    list.is_empty() || list.contains(&machine)
}

/// Crews (as bits) that have some machine of a set.
fn crews_of(groups: &[(&[Machine], f64)], set: &[Machine]) -> u64 {
    let able = |group: &(&[Machine], f64)| set.iter().any(|&machine| has(group.0, machine));
    groups.iter().enumerate().filter(|(_, group)| able(group)).fold(0, |bits, (at, _)| bits | (1 << at))
}

/// Whether the machines of a set hang together by crews that have several of them.
fn hangs_together(groups: &[(&[Machine], f64)], set: &[Machine]) -> bool {
    let mut reached = vec![set[0]];
    let mut crews = crews_of(groups, &reached);
    loop {
        let next: Vec<Machine> = set
            .iter()
            .copied()
            .filter(|one| !reached.contains(one) && crews_of(groups, &[*one]) & crews != 0)
            .collect();
        if next.is_empty() {
            return reached.len() == set.len();
        }
        reached.extend(next);
        crews = crews_of(groups, &reached);
    }
}

/// The limits of groups of crews: machine list and hours of each, at most 64 groups.
pub fn pools(groups: &[(&[Machine], f64)]) -> Vec<Pool> {
    let known: Vec<Machine> = Machine::ALL.into_iter().filter(|&one| crews_of(groups, &[one]) != 0).collect();
    let mut list = Vec::new();
    for bits in 1..1_u32 << known.len() {
        let set: Vec<Machine> =
            known.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, &one)| one).collect();
        let crews = crews_of(groups, &set);
        let closed = known.iter().all(|&one| set.contains(&one) || crews_of(groups, &[one]) & !crews != 0);
        if closed && hangs_together(groups, &set) {
            let hours =
                groups.iter().enumerate().filter(|(at, _)| crews & (1 << at) != 0).map(|(_, group)| group.1).sum();
            list.push(Pool { machines: set, hours });
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use Machine::{BarHay, DiscHay, EcoHead, FlailMulch};

    fn sets(groups: &[(&[Machine], f64)]) -> Vec<(usize, f64)> {
        pools(groups).into_iter().map(|pool| (pool.machines.len(), pool.hours)).collect()
    }

    #[test]
    fn equal_and_separate_lists_have_one_limit_each() {
        assert_eq!(sets(&[(&[DiscHay, EcoHead], 10.0), (&[FlailMulch], 4.0)]).len(), 2);
        assert_eq!(sets(&[(&[], 10.0)]), [(Machine::ALL.len(), 10.0)]);
    }

    #[test]
    fn lists_that_overlap_limit_each_part_and_the_whole() {
        // Disc by both, insect-friendly head by the first alone.
        assert_eq!(sets(&[(&[DiscHay, EcoHead], 10.0), (&[DiscHay], 8.0)]), [(1, 10.0), (2, 18.0)]);
        // A chain of three: each end alone, ends with the middle, and all.
        let chain: [(&[Machine], f64); 2] = [(&[DiscHay, BarHay], 5.0), (&[BarHay, EcoHead], 7.0)];
        let mut found = sets(&chain);
        found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        assert_eq!(found, [(1, 5.0), (1, 7.0), (3, 12.0)]);
    }
}
