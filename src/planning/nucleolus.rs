//! A fair division of what a joint plan costs: the nucleolus, for few owners.
//!
//! What each group of owners could do for itself is known. A division is in the core when no group pays more than a plan of its own
//! costs. Of all divisions the nucleolus leaves the worst-off group as much as can be, then the next, and so on (Schmeidler 1969);
//! where the core is not empty it lies in it. Each level is a linear program with so few corners that all are looked at.

/// Most owners for whom all groups are planned: 15 plans.
pub const MOST: usize = 4;
/// What counts as equal, relative to the cost of all.
const EQUAL: f64 = 1e-9;

/// The solution of a square system, each row with its right-hand side at the end; `None` where it has none, or many.
fn solved(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = rows.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|&a, &b| rows[a][at].abs().total_cmp(&rows[b][at].abs()).then(b.cmp(&a)))?;
        if rows[pivot][at].abs() < 1e-9 {
            return None;
        }
        rows.swap(at, pivot);
        let line = rows[at].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let factor = row[at] / line[at];
            row.iter_mut().zip(&line).for_each(|(cell, own)| *cell -= factor * own);
        }
    }
    Some((0..size).map(|at| rows[at][size] / rows[at][at]).collect())
}

/// Number of independent rows.
fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let mut found = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (found..rows.len()).find(|&row| rows[row][column].abs() > 1e-9) else { continue };
        rows.swap(found, pivot);
        let line = rows[found].clone();
        for row in &mut rows[found + 1..] {
            let factor = row[column] / line[column];
            row.iter_mut().zip(&line).for_each(|(cell, own)| *cell -= factor * own);
        }
        found += 1;
    }
    found
}

/// Every choice of so many of the items.
fn choices(items: &[usize], count: usize) -> Vec<Vec<usize>> {
    match (count, items.split_first()) {
        (0, _) => vec![Vec::new()],
        (_, None) => Vec::new(),
        (_, Some((first, rest))) => {
            let with = choices(rest, count - 1).into_iter().map(|mut list| {
                list.push(*first);
                list
            });
            with.chain(choices(rest, count)).collect()
        }
    }
}

/// What a group pays, given by the bits of its owners.
fn pays(paid: &[f64], group: usize) -> f64 {
    paid.iter().enumerate().filter(|(owner, _)| group & (1 << owner) != 0).map(|(_, eur)| eur).sum()
}

/// A row of a group: 1 for each owner in it.
fn row(group: usize, count: usize) -> Vec<f64> {
    (0..count).map(|owner| f64::from(u8::from(group & (1 << owner) != 0))).collect()
}

/// The nucleolus of a cost game: what each of `count` owners pays.
///
/// - `costs`: of every group of owners, by their bits; that of no one first, of all last; EUR
///
/// ```
/// use zeis::planning::nucleolus::nucleolus;
/// // Two owners share what they save equally: 60 + 50 alone, 90 together.
/// let paid = nucleolus(&[0.0, 60.0, 50.0, 90.0], 2);
/// assert!((paid[0] - 50.0).abs() < 1e-9 && (paid[1] - 40.0).abs() < 1e-9);
/// ```
pub fn nucleolus(costs: &[f64], count: usize) -> Vec<f64> {
    let all = (1_usize << count) - 1;
    let equal = EQUAL * costs.iter().map(|cost| cost.abs()).fold(f64::MIN_POSITIVE, f64::max);
    // Groups whose payment is settled, independent of each other, and what they pay.
    let mut settled: Vec<(usize, f64)> = vec![(all, costs[all])];
    let mut open: Vec<usize> = (1..all).collect();
    let mut paid = vec![costs[all] / count.max(1) as f64; count];
    while settled.len() < count && !open.is_empty() {
        // Corners: payments of the owners, and the saving that is left to every open group at least.
        let mut corners: Vec<Vec<f64>> = Vec::new();
        for tight in choices(&open, count + 1 - settled.len()) {
            let fixed = settled.iter().map(|&(group, eur)| [row(group, count), vec![0.0, eur]].concat());
            let at_level = tight.iter().map(|&group| [row(group, count), vec![1.0, costs[group]]].concat());
            let Some(corner) = solved(fixed.chain(at_level).collect()) else { continue };
            if open.iter().all(|&group| pays(&corner[..count], group) + corner[count] <= costs[group] + equal) {
                corners.push(corner);
            }
        }
        let Some(level) = corners.iter().map(|corner| corner[count]).reduce(f64::max) else { return paid };
        corners.retain(|corner| corner[count] >= level - equal);
        for (owner, eur) in paid.iter_mut().enumerate() {
            *eur = corners.iter().map(|corner| corner[owner]).sum::<f64>() / corners.len() as f64;
        }
        // What all best corners agree on is settled.
        let before = open.len();
        open.retain(|&group| {
            let spread = corners.iter().map(|corner| (pays(&corner[..count], group) - pays(&paid, group)).abs());
            let agreed = spread.fold(0.0, f64::max) <= 10.0 * equal;
            if agreed {
                let with: Vec<Vec<f64>> =
                    settled.iter().map(|one| row(one.0, count)).chain([row(group, count)]).collect();
                if rank(with) > settled.len() {
                    settled.push((group, pays(&paid, group)));
                }
            }
            !agreed
        });
        if open.len() == before {
            break;
        }
    }
    paid
}

/// Whether no group pays more than its own plan costs.
pub fn is_in_core(costs: &[f64], paid: &[f64]) -> bool {
    let all = (1_usize << paid.len()) - 1;
    (1..=all).all(|group| pays(paid, group) <= costs[group] + 1e-6 * costs[group].abs().max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(paid: &[f64], expected: &[f64]) {
        assert!(paid.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{paid:?} against {expected:?}");
    }

    #[test]
    fn an_airport_game_of_three_has_its_published_division() {
        // Runways of 1, 2 and 3: a group needs the longest. Littlechild (1974): 1/2, 3/4, 7/4.
        let costs = [0.0, 1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 3.0];
        let paid = nucleolus(&costs, 3);
        near(&paid, &[0.5, 0.75, 1.75]);
        assert!(is_in_core(&costs, &paid));
    }

    #[test]
    fn without_saving_everyone_pays_its_own_plan() {
        let own = [3.0, 5.0, 7.0, 11.0];
        let costs: Vec<f64> = (0..16).map(|group| pays(&own, group)).collect();
        near(&nucleolus(&costs, 4), &own);
        near(&nucleolus(&[0.0, 8.0], 1), &[8.0]);
    }

    #[test]
    fn no_other_division_leaves_the_worst_off_more() {
        // A game whose core is empty: any two do as well as all three.
        let costs = [0.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 18.0];
        let paid = nucleolus(&costs, 3);
        near(&paid, &[6.0, 6.0, 6.0]);
        assert!(!is_in_core(&costs, &paid));
        let four: Vec<f64> = (0..16_u32)
            .map(|group| [0.0, 10.0, 17.0, 22.0, 26.0][group.count_ones() as usize] + f64::from(group & 1))
            .collect();
        let paid = nucleolus(&four, 4);
        let least = |paid: &[f64]| (1..15).map(|group| four[group] - pays(paid, group)).fold(f64::INFINITY, f64::min);
        for (from, to) in [(0, 1), (1, 0), (2, 3), (3, 0)] {
            let mut other = paid.clone();
            (other[from], other[to]) = (other[from] - 0.01, other[to] + 0.01);
            assert!(least(&other) <= least(&paid) + 1e-9);
        }
        assert!((paid.iter().sum::<f64>() - four[15]).abs() < 1e-9 && (paid[1] - paid[2]).abs() < 1e-9);
    }
}
