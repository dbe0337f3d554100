//! Keys by which sites and lists of cuts are told apart: numbers count as equal when their bits are.

use crate::mowing::patches::{CutList, PlannedCut, Timing};
use crate::mowing::regime::{Otherwise, Removal, Trigger};
use crate::network::segment::{ProductivityClass, SiteColumns, Soil};
use std::collections::BTreeMap;

/// What makes two sites equal: the bits of every column.
pub(super) type SiteKey = (Soil, ProductivityClass, [u64; 11]);

/// Key of a site; 0 and -0 are equal.
pub(super) fn site_key(site: &SiteColumns) -> SiteKey {
    let SiteColumns { soil, productivity, shares: [a, b, c, d], .. } = *site;
    let numbers = [
        site.whc_mm,
        site.n_mineralisation_kg_ha,
        site.n_turnover_per_year,
        site.n_deposition_kg_ha,
        site.shade,
        site.ellenberg_f,
        site.ellenberg_r,
        a,
        b,
        c,
        d,
    ];
    (soil, productivity, numbers.map(|number| (number + 0.0).to_bits()))
}

/// Distinct lists of cuts.
#[derive(Default)]
pub(super) struct Lists {
    /// The lists, in order of first appearance.
    pub lists: Vec<CutList>,
    index: BTreeMap<Vec<u64>, usize>,
}

impl Lists {
    /// Index of the list, added if it is new.
    pub fn index(&mut self, list: CutList) -> usize {
        *self.index.entry(list_key(&list)).or_insert_with(|| {
            self.lists.push(list);
            self.lists.len() - 1
        })
    }
}

/// Key of a list: equal keys exactly for equal lists.
fn list_key(list: &CutList) -> Vec<u64> {
    let mut key = vec![list.once as u64];
    for year in &list.years {
        key.push(year.len() as u64);
        for cut in year {
            cut_key(cut, &mut key);
        }
    }
    key
}

/// Appends what makes a cut equal to another.
fn cut_key(cut: &PlannedCut, key: &mut Vec<u64>) {
    match cut.timing {
        Timing::Day(day) => key.extend([0, u64::from(day.day_of_year())]),
        Timing::Rule { window, trigger, otherwise } => {
            let (kind, value, base) = match trigger {
                Trigger::Mass { mass_kg_ha } => (1, mass_kg_ha, 0.0),
                Trigger::DegreeDays { degree_days, base_c } => (2, degree_days, base_c),
                Trigger::DryDays { days } => (3, f64::from(days), 0.0),
                Trigger::Height { height_m } => (4, height_m, 0.0),
            };
            let days = [window.first, window.last].map(|day| u64::from(day.day_of_year()));
            key.extend([kind, value.to_bits(), base.to_bits(), days[0], days[1]]);
            key.push(u64::from(otherwise == Otherwise::Skip));
        }
    }
    key.extend([u64::from(cut.visit), cut.height_m.to_bits(), cut.machine as u64]);
    key.extend([u64::from(cut.removal == Removal::Mulch), u64::from(cut.lying_days)]);
}

#[cfg(test)]
mod tests {
    use super::super::samples::{cut, segment};
    use super::*;
    use crate::mowing::patches::strip_list;
    use crate::network::segment::Side;

    #[test]
    fn lists_are_equal_only_with_equal_cuts() {
        let mut lists = Lists::default();
        let june = cut("06-15..06-20", 0.0);
        let mut low = june.clone();
        low.height_m = 0.08;
        let mut ruled = june.clone();
        ruled.when = Some((Trigger::Mass { mass_kg_ha: 3500.0 }, Otherwise::Skip));
        let mut tall = june.clone();
        tall.when = Some((Trigger::Height { height_m: 3500.0 }, Otherwise::Skip));
        let all = [vec![], vec![june.clone()], vec![low], vec![ruled], vec![tall], vec![june.clone(), june.clone()]];
        for (place, cuts) in all.iter().enumerate() {
            assert_eq!(lists.index(strip_list(cuts)), place);
        }
        assert_eq!(lists.index(strip_list(&[june])), 1);
        assert_eq!(lists.lists.len(), 6);
    }

    #[test]
    fn sites_are_equal_with_equal_columns() {
        let site = segment("a", "o", Side::Right, 100.0).site;
        let mut other = site;
        other.shade = -0.0;
        assert!(site_key(&site) == site_key(&other));
        other.shares = [0.1, 0.5, 0.1, 0.3];
        assert!(site_key(&site) != site_key(&other));
    }
}
