//! Prices of the rows, and what an option costs with them: the reduced cost.

use crate::planning::problem::{Adds, Problem};

/// Multipliers of the rows brought to the columns, for one evaluation.
#[derive(Clone, Debug)]
pub struct Prices {
    /// Price of an hour in each row of hours.
    hours: Vec<f64>,
    /// Weight of each column, by owner.
    columns: Vec<Vec<f64>>,
    /// Price of all limits together.
    limits: f64,
}

impl Prices {
    /// Prices for these multipliers (0 or more, in units of the objective per unit of the row).
    ///
    /// `objective` is the weight of the objective itself: 1, or 0 where only the rows count.
    pub fn new(problem: &Problem, multipliers: &[f64], objective: f64) -> Self {
        let mut columns = vec![vec![0.0; problem.owners]; problem.columns.len()];
        columns[problem.objective].fill(objective);
        let mut limits = 0.0;
        for (row, multiplier) in problem.rows.iter().zip(multipliers) {
            limits += row.sign() * multiplier * (row.limit - row.fixed);
            if let Adds::Column { column, owner } = row.adds {
                match owner {
                    Some(owner) => columns[column][owner as usize] += row.sign() * multiplier,
                    None => columns[column].iter_mut().for_each(|weight| *weight += row.sign() * multiplier),
                }
            }
        }
        let hours = problem.rows.iter().zip(multipliers).take(problem.hour_rows());
        Prices { hours: hours.map(|(row, multiplier)| row.sign() * multiplier).collect(), columns, limits }
    }

    /// Price of all limits together, to be deducted from the sum of the segments.
    pub fn limits(&self) -> f64 {
        self.limits
    }

    /// Price of the shares of each option of a block, per hour of a segment.
    #[inline(always)]
    pub fn of_block(&self, problem: &Problem, block: usize, out: &mut Vec<f64>) {
        let block = &problem.blocks[block];
        out.clear();
        out.extend((0..block.len()).map(|option| {
            block.option(option).iter().map(|&(row, share)| share * self.hours[row as usize]).sum::<f64>()
        }));
    }
}

/// Reduced costs segment by segment; remembers the prices of the last block.
#[derive(Clone, Debug)]
pub struct Reduced<'a> {
    problem: &'a Problem,
    prices: &'a Prices,
    block: u32,
    of_block: Vec<f64>,
    /// Reduced cost of each option of the last segment asked for, padded to a multiple of eight with a huge number.
    pub costs: Vec<f64>,
}

/// Reduced cost of an option that is none, for padding.
pub const NONE: f64 = 1e300;

impl<'a> Reduced<'a> {
    /// Reduced costs of a problem at these prices.
    pub fn new(problem: &'a Problem, prices: &'a Prices) -> Self {
        Reduced { problem, prices, block: u32::MAX, of_block: Vec::new(), costs: Vec::new() }
    }

    /// Works out the costs of a segment.
    #[inline(always)]
    pub fn of(&mut self, segment: usize) {
        let problem = self.problem;
        if self.block != problem.block[segment] {
            self.block = problem.block[segment];
            self.prices.of_block(problem, self.block as usize, &mut self.of_block);
        }
        let options = problem.options(segment);
        let count = options.len();
        self.costs.clear();
        self.costs.resize(count.next_multiple_of(8), NONE);
        let hours = problem.hours[segment];
        let costs = &mut self.costs[..count];
        for (cost, price) in costs.iter_mut().zip(&self.of_block) {
            *cost = hours * price;
        }
        for (column, weights) in problem.columns.iter().zip(&self.prices.columns) {
            let weight = weights[problem.owner[segment] as usize];
            if weight != 0.0 {
                for (cost, value) in costs.iter_mut().zip(&column[options.clone()]) {
                    *cost += weight * value;
                }
            }
        }
    }

    /// The least reduced cost of the last segment asked for.
    #[inline(always)]
    pub fn least(&self) -> f64 {
        self.costs.iter().copied().fold(NONE, f64::min)
    }
}

/// Use of the rows added up from shares of options.
#[derive(Clone, Debug)]
pub struct Uses<'a> {
    problem: &'a Problem,
    block: u32,
    of_block: Vec<f64>,
    hours: Vec<f64>,
    /// Sums of the columns that rows limit, by column and owner.
    columns: Vec<Vec<f64>>,
    limited: Vec<usize>,
}

impl<'a> Uses<'a> {
    /// No use yet.
    pub fn new(problem: &'a Problem) -> Self {
        let mut limited: Vec<usize> = problem
            .rows
            .iter()
            .filter_map(|row| if let Adds::Column { column, .. } = row.adds { Some(column) } else { None })
            .collect();
        limited.sort_unstable();
        limited.dedup();
        Uses {
            problem,
            block: u32::MAX,
            of_block: Vec::new(),
            hours: vec![0.0; problem.hour_rows()],
            columns: vec![vec![0.0; problem.owners]; problem.columns.len()],
            limited,
        }
    }

    #[inline(always)]
    fn flush(&mut self) {
        if self.block == u32::MAX {
            return;
        }
        let block = &self.problem.blocks[self.block as usize];
        for (option, hours) in self.of_block.iter().enumerate() {
            for &(row, share) in block.option(option) {
                self.hours[row as usize] += share * hours;
            }
        }
    }

    /// Adds a segment whose options have these shares.
    #[inline(always)]
    pub fn add(&mut self, segment: usize, shares: &[f64]) {
        let problem = self.problem;
        if self.block != problem.block[segment] {
            self.flush();
            self.block = problem.block[segment];
            self.of_block.clear();
            self.of_block.resize(problem.blocks[self.block as usize].len(), 0.0);
        }
        let hours = problem.hours[segment];
        for (sum, share) in self.of_block.iter_mut().zip(shares) {
            *sum += hours * share;
        }
        let options = problem.options(segment);
        for &column in &self.limited {
            let values = &problem.columns[column][options.clone()];
            self.columns[column][problem.owner[segment] as usize] += dot(values, shares);
        }
    }

    /// Use of every row, without what is fixed.
    pub fn rows(mut self) -> Vec<f64> {
        self.flush();
        let column = |column: usize, owner: Option<u32>| {
            owner.map_or_else(|| self.columns[column].iter().sum(), |owner| self.columns[column][owner as usize])
        };
        let of = |(at, adds)| match adds {
            Adds::Hours => self.hours[at],
            Adds::Column { column: at, owner } => column(at, owner),
        };
        self.problem.rows.iter().map(|row| row.adds).enumerate().map(of).collect()
    }
}

/// Sum of products in eight interleaved parts, which the compiler can turn into vector instructions.
#[inline(always)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut parts = [0.0; 8];
    let count = a.len().min(b.len());
    let whole = count / 8 * 8;
    for (x, y) in a[..whole].chunks_exact(8).zip(b[..whole].chunks_exact(8)) {
        for i in 0..8 {
            parts[i] += x[i] * y[i];
        }
    }
    for (part, (x, y)) in parts.iter_mut().zip(a[whole..count].iter().zip(&b[whole..count])) {
        *part += x * y;
    }
    parts.iter().sum()
}
