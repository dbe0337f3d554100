//! Where cuttings go: tonnes by depot and week.
//!
//! A segment's cuttings go to the nearest depot; one whose place is not known to the first. They go in the week in which they are
//! taken away: that of the cut, later by the days that the hay lies.

use crate::kpi::cost::{VisitWork, week_of_day};
use crate::mowing::regime::Removal;
use crate::network::geometry::distance_m;
use crate::network::segment::{Point, Segment};
use crate::scenario::Depot;

/// Weeks of a year.
const WEEKS: usize = 53;

/// Depots, and which of them each segment uses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disposal {
    depots: Vec<Depot>,
    /// Depot of each segment; 0 without depots.
    segment_depot: Vec<usize>,
    /// Calendar years, where a contract is planned year by year.
    years: Vec<i16>,
}

impl Disposal {
    /// The nearest depot of every segment.
    pub fn new(segments: &[Segment], depots: &[Depot]) -> Self {
        let nearest = |segment: &Segment| {
            let Some([a, b]) = segment.ends else { return 0 };
            let middle = Point { x_m: 0.5 * (a.x_m + b.x_m), y_m: 0.5 * (a.y_m + b.y_m) };
            let distance = |depot: &Depot| distance_m(middle, depot.place);
            let all = depots.iter().enumerate();
            all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map_or(0, |(at, _)| at)
        };
        let segment_depot = segments.iter().map(nearest).collect();
        Disposal { depots: depots.to_vec(), segment_depot, years: Vec::new() }
    }

    /// The same depots in each of these calendar years.
    #[must_use]
    pub fn year_by_year(self, years: &[i16]) -> Self {
        Disposal { years: years.to_vec(), ..self }
    }

    /// Rows of one year.
    pub fn in_a_year(&self) -> usize {
        WEEKS * self.depots.len()
    }

    /// Number of rows: a week of a depot each, year by year.
    pub fn rows(&self) -> usize {
        self.in_a_year() * self.years.len().max(1)
    }

    /// Name of a row's depot for tables and certificates, after the year where there is one: `Ede`, `2029/Ede`.
    pub fn depot_name(&self, row: usize) -> String {
        let name = &self.row(row).0.name;
        self.years.get(row / self.in_a_year().max(1)).map_or_else(|| name.clone(), |year| format!("{year}/{name}"))
    }

    /// Depot and week of a row.
    pub fn row(&self, row: usize) -> (&Depot, u8) {
        let row = row % self.in_a_year();
        (&self.depots[row / WEEKS], (row % WEEKS) as u8 + 1)
    }

    /// Tonnes of visits to a segment by row of the first year.
    pub fn usage<'a>(&self, segment: usize, work: impl Iterator<Item = &'a VisitWork>) -> Vec<(usize, f64)> {
        let mut list: Vec<(usize, f64)> = Vec::new();
        if self.depots.is_empty() {
            return list;
        }
        for visit in work.filter(|visit| visit.removal == Removal::Hay && visit.cost.tonnes_fresh > 0.0) {
            let lies = u16::from(visit.lying_days);
            let week = if lies == 0 { visit.week } else { week_of_day(visit.day.day_of_year() + lies) };
            let row = WEEKS * self.segment_depot[segment] + usize::from(week) - 1;
            match list.iter_mut().find(|(other, _)| *other == row) {
                Some((_, tonnes)) => *tonnes += visit.cost.tonnes_fresh,
                None => list.push((row, visit.cost.tonnes_fresh)),
            }
        }
        list
    }

    /// Price of a tonne of a segment on top of the price book, EUR.
    pub fn extra_eur_per_tonne(&self, segment: usize) -> f64 {
        self.depots.get(self.segment_depot[segment]).map_or(0.0, |depot| depot.eur_per_tonne)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::cost::visits;
    use crate::kpi::sample::Sample;

    #[test]
    fn cuttings_go_to_the_nearest_depot_in_the_week_of_their_removal() {
        let mut sample = Sample::new();
        let place = |x_m: f64| Point { x_m, y_m: 450_000.0 };
        sample.segments[0].ends = Some([place(181_000.0), place(181_100.0)]);
        let depot = |name: &str, x_m: f64| Depot {
            name: name.to_owned(),
            place: place(x_m),
            tonnes_per_week: 1.0,
            eur_per_tonne: 2.0,
        };
        let disposal = Disposal::new(&sample.segments, &[depot("west", 150_000.0), depot("east", 185_000.0)]);
        sample.with(|evidence| {
            // Programme 3: week 24 (day 165), hay lies three days: still week 24; the strip has no hay that lies.
            let work = visits(evidence, 0, 3).expect("simulated");
            let usage = disposal.usage(0, work.iter());
            let (depot, week) = disposal.row(usage[usage.len() - 1].0);
            assert_eq!((depot.name.as_str(), week), ("east", 24));
            // A segment without a place goes to the first.
            let (depot, _) = disposal.row(disposal.usage(1, work.iter())[0].0);
            assert_eq!(depot.name, "west");
        });
        assert_eq!((disposal.rows(), disposal.extra_eur_per_tonne(0)), (106, 2.0));
        assert!(Disposal::new(&sample.segments, &[]).usage(0, [].iter()).is_empty());
    }
}
