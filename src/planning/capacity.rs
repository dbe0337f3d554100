//! Crew hours: a row for each area, group of machines and week.
//!
//! An area is a district; where owners plan apart and a district has several, each has its own. A group of machines is one of the
//! distinct machine lists of the crews of an area, or, where such lists overlap, a set of machines whose hours together are a limit
//! ([`pools`]): a visit counts in every row that has its machine. Without any crews nothing is limited, and hours are only counted.

use super::pool::{has, pools};
use crate::mowing::regime::Machine;
use crate::network::segment::Segment;
use crate::scenario::Crew;
use std::collections::{BTreeMap, BTreeSet};

/// Name of the group that has every machine.
pub const ALL_MACHINES: &str = "all";

/// Hours of a group of machines in an area in a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Area.
    pub area: usize,
    /// Machines, joined by `+`; `all`.
    pub group: String,
    /// Calendar year, where a contract is planned year by year.
    pub year: Option<i16>,
    /// Week.
    pub week: u8,
    /// Hours there are; `None`: no limit.
    pub hours: Option<f64>,
}

impl Row {
    /// The group for tables and certificates, after the year where there is one: `disc_hay`, `2029/disc_hay`.
    pub fn group_name(&self) -> String {
        self.year.map_or_else(|| self.group.clone(), |year| format!("{year}/{}", self.group))
    }
}

/// Every row, and how segments and machines find theirs.
#[derive(Clone, Debug, Default)]
pub struct Capacity {
    /// Names of the areas, in order.
    pub areas: Vec<String>,
    /// Rows in order of year, area, group and week.
    pub rows: Vec<Row>,
    /// Rows of one year.
    pub in_a_year: usize,
    /// Area of each segment.
    pub segment_area: Vec<usize>,
    /// Price of an hour on top of the price book by area and machine, EUR: the mean of the crews that have it, by their hours.
    extra: BTreeMap<(usize, Machine), f64>,
    /// Rows of an area, machine and week, the fewest machines first.
    places: BTreeMap<(usize, Machine, u8), Vec<usize>>,
}

/// Name of a list of machines.
fn group_name(machines: &[Machine]) -> String {
    if machines.is_empty() {
        return ALL_MACHINES.to_owned();
    }
    let sorted: BTreeSet<Machine> = machines.iter().copied().collect();
    sorted.into_iter().map(Machine::name).collect::<Vec<_>>().join("+")
}

fn works_in(crew: &Crew, week: u8) -> bool {
    crew.weeks.iter().any(|&(first, last)| (first..=last).contains(&week))
}

/// A group of machines of one area while it is being added up.
#[derive(Default)]
struct Group {
    machines: Vec<Machine>,
    hours: BTreeMap<u8, f64>,
    premium_eur: f64,
}

impl Group {
    fn year_hours(&self) -> f64 {
        self.hours.values().sum()
    }
}

impl Capacity {
    /// Rows of the crews for these segments; `joint`: crews work for every owner of their district.
    pub fn new(segments: &[Segment], crews: &[Crew], joint: bool) -> Self {
        Self::of_owners(segments, crews, joint, None)
    }

    /// The same with the crews of some owners and those that name none that others would use.
    pub fn of_owners(segments: &[Segment], crews: &[Crew], joint: bool, some: Option<&[&str]>) -> Self {
        let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for segment in segments {
            owners.entry(&segment.district).or_default().insert(&segment.owner);
        }
        let shared = |district: &str| !joint && owners.get(district).is_some_and(|list| list.len() > 1);
        let name = |district: &str, owner: &str| {
            if shared(district) { format!("{district} ({owner})") } else { district.to_owned() }
        };
        let names: BTreeSet<String> = segments.iter().map(|s| name(&s.district, &s.owner)).collect();
        let areas: Vec<String> = names.into_iter().collect();
        let place = |name: &str| areas.binary_search_by(|area| area.as_str().cmp(name)).ok();
        let segment_area = segments.iter().filter_map(|s| place(&name(&s.district, &s.owner))).collect();
        let mut groups: BTreeMap<(usize, String), Group> = BTreeMap::new();
        for crew in crews {
            let only_owner = owners.get(crew.district.as_str()).and_then(|list| list.first().copied());
            let works_here =
                joint || shared(&crew.district) || crew.owner.is_empty() || Some(crew.owner.as_str()) == only_owner;
            // Crews of others stay with them; a crew without an owner works for all who plan together.
            let ours = !joint || some.is_none_or(|some| crew.owner.is_empty() || some.contains(&crew.owner.as_str()));
            let Some(area) = place(&name(&crew.district, &crew.owner)).filter(|_| works_here && ours) else { continue };
            let group = groups.entry((area, group_name(&crew.machines))).or_default();
            group.machines.clone_from(&crew.machines);
            for week in (1..=53).filter(|&week| works_in(crew, week)) {
                *group.hours.entry(week).or_default() += crew.hours_per_week;
                group.premium_eur += crew.hours_per_week * crew.eur_per_hour;
            }
        }
        let mut capacity = Capacity { areas, segment_area, ..Capacity::default() };
        if crews.is_empty() {
            capacity.add_unlimited();
        } else {
            capacity.add_groups(&groups);
        }
        capacity.in_a_year = capacity.rows.len();
        capacity
    }

    /// The same hours in each of these calendar years, one after the other; as it is without any.
    #[must_use]
    pub fn year_by_year(mut self, years: &[i16]) -> Self {
        if !years.is_empty() {
            let of = |&year: &i16| self.rows.iter().map(move |row| Row { year: Some(year), ..row.clone() });
            self.rows = years.iter().flat_map(of).collect();
        }
        self
    }

    fn add_unlimited(&mut self) {
        for area in 0..self.areas.len() {
            for week in 1..=53 {
                self.add_row(
                    Row { area, group: ALL_MACHINES.to_owned(), year: None, week, hours: None },
                    &Machine::ALL,
                );
            }
        }
    }

    fn add_groups(&mut self, groups: &BTreeMap<(usize, String), Group>) {
        for area in 0..self.areas.len() {
            let own: Vec<&Group> =
                groups.iter().filter(|((place, _), _)| *place == area).map(|(_, group)| group).collect();
            // By number of machines, so that the rows of a machine come with the fewest first.
            let mut rows: BTreeMap<(usize, String, u8), (f64, Vec<Machine>)> = BTreeMap::new();
            for week in 1..=53_u8 {
                let there: Vec<(&[Machine], f64)> = own
                    .iter()
                    .filter_map(|group| Some((group.machines.as_slice(), *group.hours.get(&week)?)))
                    .collect();
                for pool in pools(&there) {
                    let whole = pool.machines.len() == Machine::ALL.len();
                    let name = if whole { ALL_MACHINES.to_owned() } else { group_name(&pool.machines) };
                    rows.insert((pool.machines.len(), name, week), (pool.hours, pool.machines));
                }
            }
            let mut rows: Vec<_> = rows.into_iter().collect();
            rows.sort_by(|((_, a, v), _), ((_, b, w), _)| a.cmp(b).then(v.cmp(w)));
            for ((_, group, week), (hours, machines)) in rows {
                self.add_row(Row { area, group, year: None, week, hours: Some(hours) }, &machines);
            }
            for machine in Machine::ALL {
                let able = || own.iter().filter(|group| has(&group.machines, machine));
                let hours: f64 = able().map(|group| group.year_hours()).sum();
                if hours > 0.0 {
                    let premium: f64 = able().map(|group| group.premium_eur).sum();
                    self.extra.insert((area, machine), premium / hours);
                }
            }
        }
        let size = |row: usize| {
            self.rows[row].group.split('+').count() + 9 * usize::from(self.rows[row].group == ALL_MACHINES)
        };
        let mut places = std::mem::take(&mut self.places);
        for rows in places.values_mut() {
            rows.sort_by_key(|&row| (size(row), row));
        }
        self.places = places;
    }

    fn add_row(&mut self, row: Row, machines: &[Machine]) {
        for &machine in machines {
            self.places.entry((row.area, machine, row.week)).or_default().push(self.rows.len());
        }
        self.rows.push(row);
    }

    /// Whether crews limit anything.
    pub fn is_limited(&self) -> bool {
        self.rows.iter().any(|row| row.hours.is_some())
    }

    /// Rows of the first year in which a visit with this machine counts, the one with the fewest machines first; none where no crew
    /// can do it.
    pub fn rows_of(&self, area: usize, machine: Machine, week: u8) -> &[usize] {
        self.places.get(&(area, machine, week)).map_or(&[], Vec::as_slice)
    }

    /// The row of a visit in the first year that has the fewest machines; `None` where no crew can do it that week.
    pub fn row(&self, area: usize, machine: Machine, week: u8) -> Option<usize> {
        self.rows_of(area, machine, week).first().copied()
    }

    /// Price of an hour with this machine on top of the price book, EUR.
    pub fn extra_eur_per_hour(&self, area: usize, machine: Machine) -> f64 {
        self.extra.get(&(area, machine)).copied().unwrap_or(0.0)
    }

    /// Name of a row in certificates and messages: `capacity/AREA/GROUP/WEEK`, `capacity/AREA/YEAR/GROUP/WEEK`.
    pub fn row_name(&self, row: usize) -> String {
        let row = &self.rows[row];
        format!("capacity/{}/{}/{}", self.areas[row.area], row.group_name(), row.week)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    fn crew(owner: &str, machines: &[Machine], hours: f64) -> Crew {
        Crew {
            name: "noord".into(),
            owner: owner.into(),
            district: "d".into(),
            machines: machines.to_vec(),
            hours_per_week: hours,
            weeks: vec![(24, 26), (38, 38)],
            eur_per_hour: 5.0,
            night: false,
            depot: None,
        }
    }

    #[test]
    fn crews_with_equal_machines_add_up_and_those_that_overlap_share() {
        let sample = Sample::new();
        let crews = [
            crew("RWS", &[Machine::EcoHead, Machine::DiscHay], 10.0),
            crew("RWS", &[Machine::DiscHay, Machine::EcoHead], 5.0),
            crew("RWS", &[Machine::DiscHay], 8.0),
        ];
        let capacity = Capacity::new(&sample.segments, &crews, true);
        assert_eq!(capacity.areas, vec!["d"]);
        // Discs by all three crews; the insect-friendly head by two of them, within the hours of all three.
        let rows = capacity.rows_of(0, Machine::DiscHay, 25);
        assert_eq!((rows.len(), capacity.rows[rows[0]].hours), (1, Some(23.0)));
        assert_eq!(capacity.row_name(rows[0]), "capacity/d/disc_hay+eco_head/25");
        let head = capacity.rows_of(0, Machine::EcoHead, 25);
        assert_eq!((head.len(), capacity.rows[head[0]].hours, head[1]), (2, Some(15.0), rows[0]));
        assert_eq!(capacity.row(0, Machine::DiscHay, 30), None);
        assert_eq!(capacity.row(0, Machine::BarHay, 25), None);
        assert_eq!(capacity.extra_eur_per_hour(0, Machine::EcoHead), 5.0);
    }

    #[test]
    fn owners_that_plan_apart_have_their_own_rows() {
        let sample = Sample::new();
        let crews = [crew("RWS", &[], 10.0), crew("province", &[], 4.0)];
        let apart = Capacity::new(&sample.segments, &crews, false);
        assert_eq!(apart.areas, vec!["d (RWS)", "d (province)"]);
        let hours = |segment: usize| {
            apart.row(apart.segment_area[segment], Machine::DiscHay, 24).and_then(|row| apart.rows[row].hours)
        };
        assert_eq!((hours(0), hours(2)), (Some(10.0), Some(4.0)));
        let joint = Capacity::new(&sample.segments, &crews, true);
        assert_eq!(joint.row(0, Machine::DiscHay, 24).and_then(|row| joint.rows[row].hours), Some(14.0));
    }

    #[test]
    fn without_crews_nothing_is_limited() {
        let sample = Sample::new();
        let capacity = Capacity::new(&sample.segments, &[], false);
        assert!(!capacity.is_limited());
        assert!(capacity.row(0, Machine::BarHay, 1).is_some());
    }
}
