//! Crew hours: a row for each area, group of machines and week.
//!
//! An area is a district; where owners plan apart and a district has several, each has its own. A group of machines is one of the
//! distinct machine lists of the crews of an area. A visit is booked to one group: of those that have its machine, the one with
//! most hours in the year (ties: the shorter list, then the name); this is fixed beforehand, so that hours add up in rows. Without
//! any crews nothing is limited, and hours are only counted.

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
    /// Price of an hour on top of the price book by area and group, EUR.
    extra: BTreeMap<(usize, String), f64>,
    /// Group of a machine in an area.
    groups: BTreeMap<(usize, Machine), String>,
    /// Place of a row.
    places: BTreeMap<(usize, String, u8), usize>,
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
            let Some(area) = place(&name(&crew.district, &crew.owner)).filter(|_| works_here) else { continue };
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
            for machine in Machine::ALL {
                self.groups.insert((area, machine), ALL_MACHINES.to_owned());
            }
            for week in 1..=53 {
                self.add_row(Row { area, group: ALL_MACHINES.to_owned(), year: None, week, hours: None });
            }
        }
    }

    fn add_groups(&mut self, groups: &BTreeMap<(usize, String), Group>) {
        for ((area, name), group) in groups {
            for (&week, &hours) in &group.hours {
                self.add_row(Row { area: *area, group: name.clone(), year: None, week, hours: Some(hours) });
            }
            let hours = group.year_hours();
            if hours > 0.0 {
                self.extra.insert((*area, name.clone()), group.premium_eur / hours);
            }
        }
        for area in 0..self.areas.len() {
            for machine in Machine::ALL {
                let has = |group: &Group| group.machines.is_empty() || group.machines.contains(&machine);
                let length = |group: &Group| if group.machines.is_empty() { usize::MAX } else { group.machines.len() };
                let best = groups.iter().filter(|((place, _), group)| *place == area && has(group)).min_by(
                    |((_, a), x), ((_, b), y)| {
                        y.year_hours().total_cmp(&x.year_hours()).then(length(x).cmp(&length(y))).then(a.cmp(b))
                    },
                );
                if let Some(((_, name), _)) = best {
                    self.groups.insert((area, machine), name.clone());
                }
            }
        }
    }

    fn add_row(&mut self, row: Row) {
        self.places.insert((row.area, row.group.clone(), row.week), self.rows.len());
        self.rows.push(row);
    }

    /// Whether crews limit anything.
    pub fn is_limited(&self) -> bool {
        self.rows.iter().any(|row| row.hours.is_some())
    }

    /// Row of the first year in which a visit with this machine is booked; `None` where no crew can do it that week.
    pub fn row(&self, area: usize, machine: Machine, week: u8) -> Option<usize> {
        let group = self.groups.get(&(area, machine))?;
        self.places.get(&(area, group.clone(), week)).copied()
    }

    /// Price of an hour with this machine on top of the price book, EUR.
    pub fn extra_eur_per_hour(&self, area: usize, machine: Machine) -> f64 {
        let group = self.groups.get(&(area, machine));
        group.and_then(|group| self.extra.get(&(area, group.clone()))).copied().unwrap_or(0.0)
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
        }
    }

    #[test]
    fn crews_with_equal_machines_add_up_and_the_largest_group_is_booked() {
        let sample = Sample::new();
        let crews = [
            crew("RWS", &[Machine::EcoHead, Machine::DiscHay], 10.0),
            crew("RWS", &[Machine::DiscHay, Machine::EcoHead], 5.0),
            crew("RWS", &[Machine::DiscHay], 8.0),
        ];
        let capacity = Capacity::new(&sample.segments, &crews, true);
        assert_eq!(capacity.areas, vec!["d"]);
        let row = capacity.row(0, Machine::DiscHay, 25).expect("crews work in week 25");
        assert_eq!(capacity.rows[row].hours, Some(15.0));
        assert_eq!(capacity.row_name(row), "capacity/d/disc_hay+eco_head/25");
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
