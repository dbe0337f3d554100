//! A whole choice with its use of every row, kept up to date switch by switch.

use crate::planning::problem::{Adds, Problem};

/// An option for every segment, and what that uses.
#[derive(Clone, Debug)]
pub struct Tally<'a> {
    problem: &'a Problem,
    /// Option of each segment (place among its options).
    pub choice: Vec<u32>,
    /// Use of each row, without what is fixed.
    pub used: Vec<f64>,
    /// Rows of each owner's columns: row and column.
    column_rows: Vec<Vec<(u32, u32)>>,
    begins: Vec<bool>,
}

/// Change of the use of rows.
pub type Changes = Vec<(u32, f64)>;

fn put(changes: &mut Changes, from: usize, row: u32, amount: f64) {
    match changes[from..].iter_mut().find(|(at, _)| *at == row) {
        Some((_, sum)) => *sum += amount,
        None => changes.push((row, amount)),
    }
}

impl<'a> Tally<'a> {
    /// Adds up a choice.
    pub fn new(problem: &'a Problem, choice: Vec<u32>) -> Self {
        let mut column_rows = vec![Vec::new(); problem.owners];
        for (at, row) in problem.rows.iter().enumerate() {
            if let Adds::Column { column, owner } = row.adds {
                for (place, rows) in column_rows.iter_mut().enumerate() {
                    if owner.is_none_or(|owner| owner as usize == place) {
                        rows.push((at as u32, column as u32));
                    }
                }
            }
        }
        let begins = (0..problem.segments()).map(|segment| problem.begins_chain(segment)).collect();
        let mut tally = Tally { problem, choice, used: Vec::new(), column_rows, begins };
        tally.recount();
        tally
    }

    /// The problem.
    pub fn problem(&self) -> &'a Problem {
        self.problem
    }

    /// Adds up anew, which takes away what many switches have left by rounding.
    pub fn recount(&mut self) {
        let problem = self.problem;
        let mut used = vec![0.0; problem.rows.len()];
        for segment in 0..problem.segments() {
            let option = self.choice[segment] as usize;
            for &(row, share) in problem.shares(segment, option) {
                used[row as usize] += share * problem.hours[segment];
            }
            for &(row, column) in &self.column_rows[problem.owner[segment] as usize] {
                used[row as usize] += problem.value(segment, option, column as usize);
            }
        }
        self.used = used;
    }

    /// Programme of a segment.
    pub fn programme(&self, segment: usize) -> u32 {
        self.problem.programme[self.problem.first[segment] as usize + self.choice[segment] as usize]
    }

    /// Whether a segment begins a chain.
    pub fn begins(&self, segment: usize) -> bool {
        self.begins.get(segment).copied().unwrap_or(true)
    }

    /// Adds to `changes` what a switch of a segment to an option changes in the rows.
    pub fn add_changes(&self, segment: usize, option: usize, changes: &mut Changes) {
        let problem = self.problem;
        let now = self.choice[segment] as usize;
        let hours = problem.hours[segment];
        for &(row, share) in problem.shares(segment, now) {
            put(changes, 0, row, -share * hours);
        }
        for &(row, share) in problem.shares(segment, option) {
            put(changes, 0, row, share * hours);
        }
        let first = problem.first[segment] as usize;
        for &(row, column) in &self.column_rows[problem.owner[segment] as usize] {
            let values = &problem.columns[column as usize];
            put(changes, 0, row, values[first + option] - values[first + now]);
        }
    }

    /// What a switch changes in the objective, changes of programme along the road included.
    pub fn cost_change(&self, segment: usize, option: usize) -> f64 {
        let problem = self.problem;
        let first = problem.first[segment] as usize;
        let values = &problem.columns[problem.objective];
        let own = values[first + option] - values[first + self.choice[segment] as usize];
        if problem.stretch == 0.0 {
            return own;
        }
        let (from, to) = (self.programme(segment), problem.programme[first + option]);
        let mut more = 0_i32;
        if !self.begins(segment) {
            let left = self.programme(segment - 1);
            more += i32::from(left != to) - i32::from(left != from);
        }
        if !self.begins(segment + 1) {
            let right = self.programme(segment + 1);
            more += i32::from(right != to) - i32::from(right != from);
        }
        own + problem.stretch * f64::from(more)
    }

    /// Makes a switch whose changes are known.
    pub fn switch(&mut self, segment: usize, option: usize, changes: &Changes) {
        self.choice[segment] = option as u32;
        self.book(changes);
    }

    /// Adds changes to the use of the rows.
    pub fn book(&mut self, changes: &Changes) {
        for &(row, amount) in changes {
            self.used[row as usize] += amount;
        }
    }

    /// Makes a switch.
    pub fn set(&mut self, segment: usize, option: usize) {
        let mut changes = Changes::new();
        self.add_changes(segment, option, &mut changes);
        self.switch(segment, option, &changes);
    }

    /// Whether changes leave every row that they touch within its limit, or at least no further out than before.
    pub fn fits(&self, changes: &Changes) -> bool {
        changes.iter().all(|&(row, amount)| {
            let row_data = &self.problem.rows[row as usize];
            let used = self.used[row as usize];
            amount * row_data.sign() <= 0.0 || row_data.excess(used + amount) <= 0.5 * row_data.tolerance()
        })
    }

    /// The row that changes would break most, relative to its size; `None` if they fit.
    pub fn lacking(&self, changes: &Changes) -> Option<usize> {
        let over = changes.iter().filter_map(|&(row, amount)| {
            let data = &self.problem.rows[row as usize];
            let excess = data.excess(self.used[row as usize] + amount);
            (amount * data.sign() > 0.0 && excess > 0.5 * data.tolerance()).then(|| (row, excess / data.size()))
        });
        over.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(row, _)| row as usize)
    }

    /// Rows that are beyond their limits, with their excess.
    pub fn broken(&self) -> Vec<(usize, f64)> {
        let rows = self.problem.rows.iter().zip(&self.used).enumerate();
        rows.map(|(at, (row, &used))| (at, row.excess(used) - row.tolerance(), row.excess(used)))
            .filter(|(_, over, _)| *over > 0.0)
            .map(|(at, _, excess)| (at, excess))
            .collect()
    }

    /// Number of changes of programme along the chains.
    pub fn stretch_changes(&self) -> usize {
        (1..self.problem.segments())
            .filter(|&segment| !self.begins(segment) && self.programme(segment) != self.programme(segment - 1))
            .count()
    }

    /// Sum of a column.
    pub fn sum(&self, column: usize) -> f64 {
        let values = (0..self.problem.segments())
            .map(|segment| self.problem.value(segment, self.choice[segment] as usize, column));
        values.sum()
    }

    /// Cost of the changes of programme along the road.
    pub fn stretch_cost(&self) -> f64 {
        if self.problem.stretch > 0.0 { self.problem.stretch * self.stretch_changes() as f64 } else { 0.0 }
    }

    /// The objective, changes of programme included.
    pub fn cost(&self) -> f64 {
        self.sum(self.problem.objective) + self.stretch_cost()
    }
}
