//! Planning data as the judge reads it: a bare instance, or what a run wrote beside its plan.

use super::FIRE_MEMBERS;
use super::tables::Table;
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;
use std::path::Path;

/// A segment.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    pub(super) district: String,
    pub(super) owner: String,
    pub(super) hours_full_cut: Option<f64>,
    pub(super) chain: String,
    pub(super) position: f64,
    /// Weights by name: `area_m2`, `length_m`.
    pub(super) weights: BTreeMap<String, f64>,
}

/// Hours by group and week.
pub(super) type Hours = Vec<((String, u8), f64)>;

/// What the programmes do on the segments.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// Names of the columns of numbers: `cost`, `fire`, `bio` and those of other limits.
    pub(super) columns: Vec<String>,
    /// Programmes of each segment, with the row of their numbers.
    rows: BTreeMap<String, Vec<(u32, u32)>>,
    programmes: Vec<String>,
    numbers: Vec<f64>,
    /// Cases of each row with their weights in the fires; empty where fires are not told by member.
    cases: Vec<Vec<(String, f64)>>,
    /// Hours of each row; empty where they follow from the full cut and the shares.
    hours: Vec<Hours>,
}

/// A row of the values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    values: &'a Values,
    row: usize,
}

impl<'a> Value<'a> {
    /// A number by the name of its column.
    pub(super) fn get(self, column: &str) -> Option<f64> {
        let at = self.values.columns.iter().position(|name| name == column)?;
        Some(self.values.numbers[self.row * self.values.columns.len() + at])
    }

    /// The numbers in the order of the columns.
    pub(super) fn numbers(self) -> &'a [f64] {
        let count = self.values.columns.len();
        &self.values.numbers[self.row * count..][..count]
    }

    /// Hours by group and week; `None` where they follow from the full cut and the shares.
    pub(super) fn hours(self) -> Option<&'a Hours> {
        self.values.hours.get(self.row)
    }
}

impl Values {
    /// Cases of every row with their weights, and the row's numbers.
    pub(super) fn cases(&self) -> impl Iterator<Item = (&[(String, f64)], &[f64])> {
        let numbers = self.numbers.chunks(self.columns.len().max(1));
        self.cases.iter().map(Vec::as_slice).zip(numbers)
    }

    /// Adds columns; `cells` holds the numbers of every row.
    pub(super) fn add_columns(&mut self, names: Vec<String>, cells: &[Vec<f64>]) {
        let count = self.columns.len().max(1);
        let rows = self.numbers.chunks(count).zip(cells);
        self.numbers = rows.flat_map(|(row, more)| row.iter().chain(more)).copied().collect();
        self.columns.extend(names);
    }

    /// Cases of a programme on a segment.
    pub(super) fn cases_of(&self, segment: &str, programme: &str) -> Option<&[(String, f64)]> {
        let rows = self.rows.get(segment)?;
        let (_, row) = rows.iter().find(|(at, _)| self.programmes[*at as usize] == programme)?;
        self.cases.get(*row as usize).map(Vec::as_slice)
    }

    /// What a programme does on a segment.
    pub(super) fn get(&self, segment: &str, programme: &str) -> Option<Value<'_>> {
        let rows = self.rows.get(segment)?;
        let (_, row) = rows.iter().find(|(at, _)| self.programmes[*at as usize] == programme)?;
        Some(Value { values: self, row: *row as usize })
    }

    /// Every programme of a segment.
    pub(super) fn of(&self, segment: &str) -> impl Iterator<Item = (&str, Value<'_>)> {
        let rows = self.rows.get(segment).into_iter().flatten();
        rows.map(|&(at, row)| (self.programmes[at as usize].as_str(), Value { values: self, row: row as usize }))
    }
}

/// Hours of a district, group of machines and week.
#[derive(Clone, Debug, Default)]
pub(super) struct Capacity {
    /// `None`: no limit.
    pub(super) hours: Option<f64>,
    /// Hours that the plan claims to use.
    pub(super) claimed: Option<f64>,
}

/// A limit.
#[derive(Clone, Debug, Default)]
pub(super) struct Limit {
    pub(super) name: String,
    pub(super) column: String,
    pub(super) at_least: bool,
    pub(super) value: f64,
    /// Weight of a mean; empty for a sum.
    pub(super) weight: String,
    /// Owner whose segments count; empty for all.
    pub(super) owner: String,
    pub(super) claimed: Option<f64>,
    /// Whether the plan claims to keep it; `None` where it must be kept.
    pub(super) claimed_met: Option<bool>,
}

/// What is made small where it is not cost.
#[derive(Clone, Debug, Default)]
pub(super) struct Objective {
    pub(super) column: String,
    /// Whether it is made large instead.
    pub(super) large: bool,
    /// Weight of a mean; empty for a sum.
    pub(super) weight: String,
}

/// A row of the plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Planned {
    pub(super) segment: String,
    pub(super) programme: String,
    /// Claims by name: `cost_eur`, `hours`, `fires_per_year`, `visits`.
    pub(super) claims: BTreeMap<String, f64>,
}

/// Weeks of the visits of programmes by name.
pub(super) type Issued = BTreeMap<String, Vec<Option<u8>>>;

/// The limit on the fires of the worst members.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    pub(super) limit: f64,
    /// Share of the members that is not looked at.
    pub(super) share: f64,
    /// What the plan claims.
    pub(super) claimed: Option<f64>,
    /// Susceptibility by case and member.
    pub(super) cases: BTreeMap<String, BTreeMap<u32, f64>>,
}

/// Everything a plan is judged by.
#[derive(Clone, Debug, Default)]
pub(super) struct Data {
    pub(super) segments: BTreeMap<String, Segment>,
    /// Week and share of each visit.
    pub(super) programmes: BTreeMap<String, Vec<(u8, f64)>>,
    /// Visits of the programmes that were handed out, where a run wrote them: their weeks, `None` where a rule finds the day.
    pub(super) issued: Option<Issued>,
    pub(super) values: Values,
    pub(super) capacity: BTreeMap<(String, String, u8), Capacity>,
    pub(super) limits: Vec<Limit>,
    pub(super) stretch_eur: f64,
    /// `None`: cost.
    pub(super) objective: Option<Objective>,
    pub(super) plan: Vec<Planned>,
    pub(super) tail: Option<Tail>,
}

impl Data {
    /// Reads the tables of `data`, the plan, and the programmes handed out with it.
    pub(super) fn read(data: &Path, plan: Option<&Path>, issued: Option<&Path>) -> Result<Self, Problems> {
        let mut problems = Problems::none();
        let mut open = |path: &Path| problems.take(Table::read(path)).unwrap_or_default();
        let tables =
            ["segments", "programmes", "capacity", "limits"].map(|name| open(&data.join(format!("{name}.csv"))));
        let values = data.join("values.csv");
        if !values.is_file() {
            // For the message only: the table itself is read row by row.
            open(&values);
        }
        let plan = plan.map(&mut open);
        let issued = issued.map(&mut open);
        let mut problems = problems.unless_any(Problems::none())?;
        let mut judged = Data::default();
        judged.read_segments(&tables[0], &mut problems);
        judged.read_programmes(&tables[1], &mut problems);
        judged.read_values(&values, &mut problems);
        judged.read_capacity(&tables[2], &mut problems);
        judged.read_limits(&tables[3], &mut problems);
        super::members::read(&data.join(FIRE_MEMBERS), judged.tail.as_mut(), &mut problems);
        if let Some(plan) = &plan {
            judged.read_plan(plan, &mut problems);
        }
        judged.issued = issued.map(|table| read_issued(&table, &mut problems));
        problems.unless_any(judged)
    }

    fn read_segments(&mut self, table: &Table, problems: &mut Problems) {
        table.require(&["segment", "district"], problems);
        for row in table.records() {
            let weights = ["area_m2", "length_m"]
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), row.optional(name, problems)?)))
                .collect();
            let segment = Segment {
                district: row.text("district").to_owned(),
                owner: row.text("owner").to_owned(),
                hours_full_cut: row.optional("hours_full_cut", problems),
                chain: row.text("chain").to_owned(),
                position: row.optional("position", problems).unwrap_or(0.0),
                weights,
            };
            if self.segments.insert(row.text("segment").to_owned(), segment).is_some() {
                problems.push(Problem::new("P405", row.place(), "this segment stands there twice"));
            }
        }
    }

    fn read_programmes(&mut self, table: &Table, problems: &mut Problems) {
        table.require(&["programme", "visits"], problems);
        for row in table.records() {
            let visits = row.pairs("visits", problems).into_iter();
            let visits = visits.filter_map(|(week, share)| Some((week_of(week, &row.place(), problems)?, share)));
            let visits = visits.collect();
            if self.programmes.insert(row.text("programme").to_owned(), visits).is_some() {
                problems.push(Problem::new("P405", row.place(), "this programme stands there twice"));
            }
        }
    }

    fn read_values(&mut self, path: &Path, problems: &mut Problems) {
        let values = &mut self.values;
        let mut places: BTreeMap<String, u32> = BTreeMap::new();
        let (mut count, mut has_hours) = (0_u32, false);
        Table::stream(path, problems, |row, problems| {
            if count == 0 {
                row.table().require(&["segment", "programme", "cost", "fire", "bio"], problems);
                let numbers = row
                    .table()
                    .columns()
                    .filter(|name| !["segment", "programme", "hours", "fire_cases"].contains(name));
                values.columns = numbers.map(str::to_owned).collect();
                has_hours = row.table().has("hours");
            }
            for name in &values.columns {
                values.numbers.push(row.number(name, problems));
            }
            if has_hours {
                let pairs = row.pairs("hours", problems).into_iter();
                let hours = pairs.filter_map(|(key, hours)| Some((slot(key, &row.place(), problems)?, hours)));
                let hours = hours.collect();
                values.hours.push(hours);
            }
            if row.table().has("fire_cases") {
                let pairs = row.pairs("fire_cases", problems).into_iter();
                values.cases.push(pairs.map(|(case, weight)| (case.to_owned(), weight)).collect());
            }
            let name = row.text("programme");
            let programme = places.get(name).copied().unwrap_or_else(|| {
                places.insert(name.to_owned(), values.programmes.len() as u32);
                values.programmes.push(name.to_owned());
                values.programmes.len() as u32 - 1
            });
            match values.rows.get_mut(row.text("segment")) {
                Some(own) => {
                    if own.iter().any(|(known, _)| *known == programme) {
                        let what = "this segment and programme stand there twice";
                        problems.push(Problem::new("P405", row.place(), what));
                    }
                    own.push((programme, count));
                }
                None => {
                    values.rows.insert(row.text("segment").to_owned(), vec![(programme, count)]);
                }
            }
            count += 1;
        });
    }

    fn read_capacity(&mut self, table: &Table, problems: &mut Problems) {
        table.require(&["district", "week", "hours"], problems);
        for row in table.records() {
            let Some(week) = week_of(row.text("week"), &row.place(), problems) else { continue };
            let capacity = Capacity { hours: row.optional("hours", problems), claimed: row.optional("used", problems) };
            let key = (row.text("district").to_owned(), row.text("group").to_owned(), week);
            if self.capacity.insert(key, capacity).is_some() {
                problems.push(Problem::new("P405", row.place(), "this row stands there twice"));
            }
        }
    }

    fn read_limits(&mut self, table: &Table, problems: &mut Problems) {
        table.require(&["name", "value"], problems);
        for row in table.records() {
            let name = row.text("name").to_owned();
            if name == "minimise" {
                let (column, weight) = (row.text("column").to_owned(), row.text("weight").to_owned());
                self.objective = Some(Objective { column, large: row.text("sense") == ">=", weight });
                continue;
            }
            let value = row.number("value", problems);
            let (column, sense) = match name.as_str() {
                "stretch_eur" => {
                    self.stretch_eur = value;
                    continue;
                }
                "fire_tail" => {
                    let (share, claimed) = (row.number("weight", problems), row.optional("used", problems));
                    self.tail = Some(Tail { limit: value, share, claimed, cases: BTreeMap::new() });
                    continue;
                }
                "fire_max" => ("fire", "<="),
                "bio_min" => ("bio", ">="),
                "budget_max" => ("cost", "<="),
                _ => (row.text("column"), row.text("sense")),
            };
            if column.is_empty() || !["<=", ">="].contains(&sense) {
                problems.push(
                    Problem::new("P406", row.place(), format!("the limit {name} is not understood"))
                        .hint("fire_max, bio_min, budget_max, stretch_eur; others need columns `column` and `sense`"),
                );
                continue;
            }
            let claimed_met = match row.text("met") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            self.limits.push(Limit {
                column: column.to_owned(),
                at_least: sense == ">=",
                value,
                weight: row.text("weight").to_owned(),
                owner: row.text("owner").to_owned(),
                claimed: row.optional("used", problems),
                claimed_met,
                name,
            });
        }
    }

    fn read_plan(&mut self, table: &Table, problems: &mut Problems) {
        table.require(&["segment", "programme"], problems);
        for row in table.records() {
            let claims = ["cost_eur", "hours", "fires_per_year", "visits"]
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), row.optional(name, problems)?)))
                .collect();
            let (segment, programme) = (row.text("segment").to_owned(), row.text("programme").to_owned());
            self.plan.push(Planned { segment, programme, claims });
        }
    }
}

fn week_of(text: &str, place: &str, problems: &mut Problems) -> Option<u8> {
    let week = text.parse::<u8>().ok().filter(|week| (1..=53).contains(week));
    if week.is_none() {
        problems.push(Problem::new("P407", place, format!("`{text}` is not a week (1-53)")));
    }
    week
}

/// Group and week of `GROUP/WEEK`, or a bare week.
fn slot(text: &str, place: &str, problems: &mut Problems) -> Option<(String, u8)> {
    let (group, week) = text.rsplit_once('/').unwrap_or(("", text));
    Some((group.to_owned(), week_of(week, place, problems)?))
}

fn read_issued(table: &Table, problems: &mut Problems) -> Issued {
    table.require(&["programme", "visit", "week"], problems);
    let mut list = Issued::new();
    for row in table.records() {
        let weeks = list.entry(row.text("programme").to_owned()).or_default();
        if !row.text("visit").is_empty() {
            let week = row.text("week");
            weeks.push(if week.is_empty() { None } else { week_of(week, &row.place(), problems) });
        }
    }
    list
}
