//! What the members of a study come to, read KPI by KPI from the stored units: memory does not follow their number but by one
//! number per member, group and choice.

use crate::biodiversity::season::HALF_MONTHS;
use crate::ensemble::labels::Labels;
use crate::ensemble::store::{Key, Store};
use crate::ensemble::summary::{Difference, Summary, difference, error_of_mean, summarise};
use crate::error::Problem;
use crate::kpi::define::{Direction, Kpi, find};

/// Numbers of the classes that are held at a time.
const HELD: usize = 1_000_000;

/// A KPI of a group under a choice in a climate.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow {
    /// Group (index into the labels).
    pub group: usize,
    /// Climate (index).
    pub climate: usize,
    /// Choice: a regime, or after them today.
    pub choice: usize,
    /// The KPI.
    pub kpi: Kpi,
    /// Spread over members.
    pub value: Summary,
    /// Monte Carlo error of the mean.
    pub mc_error: f64,
    /// Share of members in which the threshold is met; `None` without one.
    pub p_meets: Option<f64>,
    /// Against today, in the same members.
    pub against_today: Option<Difference>,
}

/// Two choices compared on the network in the same members, or one choice in two climates.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// The KPI.
    pub kpi: Kpi,
    /// First climate and choice.
    pub first: (usize, usize),
    /// Second climate and choice.
    pub second: (usize, usize),
    /// First less second.
    pub difference: Difference,
}

/// A measure of a class under a regime in a climate.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassRow {
    /// Class (index).
    pub class: usize,
    /// Regime (index).
    pub regime: usize,
    /// Climate (index).
    pub climate: usize,
    /// Measure (index into the columns).
    pub column: usize,
    /// Spread over members.
    pub value: Summary,
    /// Monte Carlo error of the mean.
    pub mc_error: f64,
}

/// Probability that the first of a pair is the better one, where one way is better.
pub fn p_better(kpi: &Kpi, difference: &Difference) -> Option<f64> {
    match kpi.direction {
        Direction::Up => Some(difference.p_larger),
        Direction::Down => Some(1.0 - difference.p_larger),
        Direction::Neither => None,
    }
}

/// The stored study, with the members that count.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// What the numbers mean.
    pub labels: &'a Labels,
    /// The units; those of the members that count are whole.
    pub store: &'a Store,
    /// Members that count.
    pub members: usize,
    /// Members of a sample of the network, the first of which meet what these meet.
    pub sample: Option<Sample<'a>>,
}

/// A study of a sample of the network, all its members whole.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// What the numbers mean.
    pub labels: &'a Labels,
    /// The units.
    pub store: &'a Store,
}

/// Values of one KPI: `[climate][group * choices + choice][member]`.
pub type KpiValues = Vec<Vec<Vec<f64>>>;

impl<'a> Study<'a> {
    /// The study of the sample.
    pub fn sample(&self) -> Option<Study<'a>> {
        let Sample { labels, store } = self.sample?;
        Some(Study { labels, store, members: labels.members, sample: None })
    }
}

impl Study<'_> {
    /// Monte Carlo error of the mean of the members.
    pub fn error(&self, values: &[f64]) -> f64 {
        error_of_mean(values, self.labels.antithetic)
    }

    /// Differences `first - second` of the members; `None` without a finite one.
    pub fn difference(&self, first: &[f64], second: &[f64]) -> Option<Difference> {
        difference(first, second, self.labels.antithetic)
    }

    /// The KPIs as the contract asks them, in the order of the numbers.
    pub fn kpis(&self) -> Vec<Option<Kpi>> {
        self.labels.kpis.iter().map(|id| self.kpi(id)).collect()
    }

    /// Controls of the members in a climate: `[number][member]`.
    pub fn controls(&self, climate: usize) -> Result<Vec<Vec<f64>>, Problem> {
        let labels = self.labels;
        let after = labels.control_count + labels.parameters.len() + 1;
        self.block_of(climate, labels.count() - after, labels.control_count)
    }

    /// A KPI as the contract asks it, by its id.
    pub fn kpi(&self, id: &str) -> Option<Kpi> {
        let mut kpi = *find(id)?;
        if let Some(asked) = self.labels.asked.iter().find(|asked| asked.kpi == id) {
            kpi.threshold = asked.threshold.map(|value| (value, "")).or(kpi.threshold);
            kpi.direction = match asked.more_is_better {
                Some(true) => Direction::Up,
                Some(false) => Direction::Down,
                None => kpi.direction,
            };
        }
        Some(kpi)
    }

    /// Values of a block of numbers: `[climate][place][member]`.
    fn block(&self, first: usize, count: usize) -> Result<KpiValues, Problem> {
        (0..self.labels.climates.len()).map(|climate| self.block_of(climate, first, count)).collect()
    }

    /// Values of a block of numbers in one climate: `[place][member]`.
    fn block_of(&self, climate: usize, first: usize, count: usize) -> Result<Vec<Vec<f64>>, Problem> {
        let mut values = vec![Vec::with_capacity(self.members); count];
        for member in 0..self.members {
            let found = self.store.part(Key { member, climate }, first..first + count)?;
            values.iter_mut().zip(found).for_each(|(values, value)| values.push(value));
        }
        Ok(values)
    }

    /// Values of a KPI on the network: `[climate][choice][member]`.
    pub fn network(&self, kpi: usize) -> Result<KpiValues, Problem> {
        let (groups, choices) = (self.labels.groups.len(), self.labels.choices());
        self.block(kpi * groups * choices, choices)
    }

    /// Years of a KPI of [`Labels::yearly`] on the network under a choice in a climate: `[year][member]`.
    pub fn years(&self, kpi: usize, climate: usize, choice: usize) -> Result<Vec<Vec<f64>>, Problem> {
        let labels = self.labels;
        let years = labels.period.1;
        let first = labels.network_count() + labels.class_count() + (kpi * labels.choices() + choice) * years;
        self.block_of(climate, first, years)
    }

    /// A quantity of the season on the network in a climate: `[year * half-months + half-month][member]`.
    pub fn season(&self, quantity: usize, climate: usize) -> Result<Vec<Vec<f64>>, Problem> {
        let labels = self.labels;
        let block = labels.period.1 * HALF_MONTHS;
        let first = labels.network_count() + labels.class_count() + labels.year_count();
        self.block_of(climate, first + quantity * block, block)
    }

    /// Rows of every group, climate and choice, handed over KPI by KPI.
    pub fn group_rows(&self, see: &mut dyn FnMut(GroupRow)) -> Result<(), Problem> {
        let (groups, choices) = (self.labels.groups.len(), self.labels.choices());
        for (place, kpi) in self.kpis().into_iter().enumerate() {
            let Some(kpi) = kpi else { continue };
            let values = self.block(place * groups * choices, groups * choices)?;
            for group in 0..groups {
                for (climate, values) in values.iter().enumerate() {
                    let of = |choice: usize| &values[group * choices + choice];
                    for choice in 0..choices {
                        let Some(value) = summarise(of(choice)) else { continue };
                        let today = of(choices - 1);
                        let against_today =
                            if choice + 1 < choices { self.difference(of(choice), today) } else { None };
                        let mc_error = self.error(of(choice));
                        let p_meets = p_meets(&kpi, of(choice));
                        see(GroupRow { group, climate, choice, kpi, value, mc_error, p_meets, against_today });
                    }
                }
            }
        }
        Ok(())
    }

    /// Every pair of choices in every climate, then every choice in every climate against the first climate; on the network.
    pub fn pair_rows(&self, see: &mut dyn FnMut(PairRow)) -> Result<(), Problem> {
        let choices = self.labels.choices();
        for (place, kpi) in self.kpis().into_iter().enumerate() {
            let Some(kpi) = kpi else { continue };
            let values = self.network(place)?;
            let mut pair = |first: (usize, usize), second: (usize, usize)| {
                let found = self.difference(&values[first.0][first.1], &values[second.0][second.1]);
                if let Some(difference) = found {
                    see(PairRow { kpi, first, second, difference });
                }
            };
            for climate in 0..values.len() {
                for first in 0..choices {
                    (first + 1..choices).for_each(|second| pair((climate, first), (climate, second)));
                }
            }
            for climate in 1..values.len() {
                (0..choices).for_each(|choice| pair((climate, choice), (0, choice)));
            }
        }
        Ok(())
    }

    /// Rows of every class, a few classes at a time.
    pub fn class_rows(&self, see: &mut dyn FnMut(ClassRow)) -> Result<(), Problem> {
        let (regimes, columns) = (self.labels.regimes.len(), self.labels.columns.len());
        let row = (regimes * columns).max(1);
        let together = (HELD / (row * self.members.max(1) * self.labels.climates.len().max(1))).max(1);
        let classes = self.labels.classes.len();
        for first in (0..classes).step_by(together) {
            let some = together.min(classes - first);
            let values = self.block(self.labels.network_count() + first * row, some * row)?;
            for place in 0..some * regimes {
                for (climate, values) in values.iter().enumerate() {
                    for column in 0..columns {
                        let Some(value) = summarise(&values[place * columns + column]) else { continue };
                        let (class, regime) = (first + place / regimes, place % regimes);
                        let mc_error = self.error(&values[place * columns + column]);
                        see(ClassRow { class, regime, climate, column, value, mc_error });
                    }
                }
            }
        }
        Ok(())
    }

    /// Drawn values of the uncertain parameters: `[parameter][member]`; the same in every climate.
    pub fn parameters(&self) -> Result<Vec<Vec<f64>>, Problem> {
        let labels = self.labels;
        let first = labels.count() - 1 - labels.parameters.len();
        let values = self.block(first, labels.parameters.len())?;
        Ok(values.into_iter().next().unwrap_or_default())
    }
}

fn p_meets(kpi: &Kpi, values: &[f64]) -> Option<f64> {
    let (threshold, _) = kpi.threshold?;
    let meets = |value: &&f64| match kpi.direction {
        Direction::Up => **value >= threshold,
        Direction::Down => **value <= threshold,
        Direction::Neither => false,
    };
    Some(values.iter().filter(meets).count() as f64 / values.len() as f64)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ensemble::labels::Asked;
    use crate::ensemble::labels::tests::labels;
    use std::path::Path;

    /// A store with members whose fires under the two regimes and today are given, the same in both climates but for a factor.
    pub(in crate::kpi::study) fn filled(dir: &Path, labels: &Labels, fires: &[[f64; 3]]) -> Store {
        let store = Store::open(dir, labels, false).expect("opened");
        for (member, row) in fires.iter().enumerate() {
            for (climate, factor) in [1.0, 2.0].into_iter().enumerate() {
                let mut numbers: Vec<f64> = row.iter().map(|fires| factor * fires).collect();
                let years = (0..3 * 2).map(|place| factor * row[place / 2] * (0.5 + (place % 2) as f64));
                numbers.extend(years);
                numbers.extend((0..2 * HALF_MONTHS).map(|place| factor * place as f64));
                numbers.extend([3.0 + member as f64, 100.0]);
                store.save(Key { member, climate }, &numbers).expect("written");
            }
        }
        store
    }

    #[test]
    fn a_contract_changes_what_is_asked_and_which_way_is_better() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let asked = Asked { kpi: "fire".into(), threshold: Some(1.5), more_is_better: Some(true) };
        let labels = Labels { asked: vec![asked], ..labels() };
        let store = filled(folder.path(), &labels, &[[1.0, 2.0, 1.0], [2.0, 1.0, 2.0], [1.0, 5.0, 3.0]]);
        let study = Study { labels: &labels, store: &store, members: 3, sample: None };
        let mut rows = Vec::new();
        study.group_rows(&mut |row| rows.push(row)).expect("read");
        let early = rows.iter().find(|row| (row.climate, row.choice) == (0, 1)).expect("there");
        assert!((early.p_meets.expect("asked") - 2.0 / 3.0).abs() < 1e-12);
        let against = early.against_today.expect("a regime");
        assert_eq!(p_better(&early.kpi, &against), Some(against.p_larger));
        let plain = Labels { asked: Vec::new(), ..labels.clone() };
        let catalogue = Study { labels: &plain, ..study }.kpis()[0].expect("listed");
        assert_eq!((catalogue.threshold, catalogue.direction), (None, Direction::Down));
    }

    #[test]
    fn members_come_to_means_differences_and_pairs() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let labels = labels();
        let store =
            filled(folder.path(), &labels, &[[1.0, 2.0, 1.0], [2.0, 1.0, 2.0], [3.0, 5.0, 3.0], [4.0, 8.0, 4.0]]);
        let study = Study { labels: &labels, store: &store, members: 4, sample: None };
        let mut groups = Vec::new();
        study.group_rows(&mut |row| groups.push(row)).expect("read");
        assert_eq!(groups.len(), 2 * 3);
        let early = groups.iter().find(|row| (row.climate, row.choice) == (1, 1)).expect("there");
        assert_eq!((early.value.count, early.value.mean), (4, 8.0));
        let against = early.against_today.expect("a regime");
        assert_eq!((against.value.mean, against.p_larger), (3.0, 0.75));
        assert_eq!(p_better(&early.kpi, &against), Some(0.25));
        // differences of 2, -2, 4, 8: variance 52/3
        assert!((against.mc_error - (52.0_f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12);
        assert!(groups.iter().filter(|row| row.choice == 2).all(|row| row.against_today.is_none()));
        let mut pairs = Vec::new();
        study.pair_rows(&mut |row| pairs.push(row)).expect("read");
        assert_eq!(pairs.len(), 2 * 3 + 3);
        let warmer = pairs.iter().find(|row| row.first == (1, 0) && row.second == (0, 0)).expect("there");
        assert_eq!((warmer.difference.value.mean, warmer.difference.p_larger), (2.5, 1.0));
        assert_eq!(study.parameters().expect("read"), [[3.0, 4.0, 5.0, 6.0]]);
        // years are half and one and a half times the mean, under every choice and in both climates
        let late = study.years(0, 1, 1).expect("read");
        assert_eq!(late, [[2.0, 1.0, 5.0, 8.0], [6.0, 3.0, 15.0, 24.0]]);
        let season = study.season(0, 1).expect("read");
        assert_eq!((season.len(), season[25][3]), (48, 50.0));
    }
}
