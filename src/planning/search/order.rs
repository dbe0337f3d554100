//! Lists in rising order, of which only the beginning is wanted.

use std::cmp::Ordering;

/// Items that are sorted at first; each further part is so many times longer.
const FIRST: (usize, usize) = (256, 4);

/// Brings the `count` least items to the front, in order, and drops the rest.
///
/// ```
/// let mut list = vec![5, 1, 4, 2, 3];
/// zeis::planning::search::order::keep_least(&mut list, 2, |a, b| a.cmp(b));
/// assert_eq!(list, [1, 2]);
/// ```
pub fn keep_least<T>(list: &mut Vec<T>, count: usize, compare: impl Fn(&T, &T) -> Ordering) {
    if count < list.len() {
        list.select_nth_unstable_by(count, &compare);
        list.truncate(count);
    }
    list.sort_unstable_by(compare);
}

/// Hands out the items in rising order as long as `take` asks for more; what is not asked for is not sorted.
///
/// ```
/// let mut seen = Vec::new();
/// zeis::planning::search::order::rising(&mut [5, 1, 4, 2, 3], |a, b| a.cmp(b), |&item| {
///     seen.push(item);
///     item < 3
/// });
/// assert_eq!(seen, [1, 2, 3]);
/// ```
pub fn rising<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering, mut take: impl FnMut(&T) -> bool) {
    let (mut left, mut count) = (list, FIRST.0);
    while !left.is_empty() {
        count = count.min(left.len());
        if count < left.len() {
            left.select_nth_unstable_by(count, &compare);
        }
        let (part, rest) = left.split_at_mut(count);
        part.sort_unstable_by(&compare);
        if !part.iter().all(&mut take) {
            return;
        }
        (left, count) = (rest, count * FIRST.1);
    }
}

#[cfg(test)]
mod tests {
    use super::{keep_least, rising};

    /// Numbers without order, among them equal ones.
    fn mixed(count: u64) -> Vec<(u64, u64)> {
        (0..count).map(|at| (at * 7_919 % 4_001, at)).collect()
    }

    #[test]
    fn all_items_come_out_in_the_order_of_a_sort() {
        let mut sorted = mixed(10_000);
        sorted.sort_unstable();
        let mut seen = Vec::new();
        rising(&mut mixed(10_000), Ord::cmp, |&item| {
            seen.push(item);
            true
        });
        assert_eq!(seen, sorted);
    }

    #[test]
    fn the_least_items_are_those_of_a_sort() {
        let mut sorted = mixed(5_000);
        sorted.sort_unstable();
        for count in [0, 1, 400, 5_000, 6_000] {
            let mut list = mixed(5_000);
            keep_least(&mut list, count, Ord::cmp);
            assert_eq!(list, sorted[..count.min(5_000)]);
        }
    }
}
