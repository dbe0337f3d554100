//! The mean of a result by regression on numbers whose mean is known better: control variates in two phases.
//!
//! A few members have a result `y` and numbers `x` that go with it; the mean of `x` is known from many more draws. With
//! `y / e = b x + noise` fitted by least squares (`e`: a known factor of a member, such as its rate of ignition),
//!
//! `mean(y) = b mean(e x) + mean of the residuals`,
//!
//! where `mean(e x)` is that of the many draws. The residuals carry what the numbers do not explain, so that the
//! result is right on average even where the line is not. As slopes are linear in `y`, so is the mean: `sum of w y`, whose weights `w`
//! follow from the numbers alone.
//!
//! Its variance has two parts. The first is that of the residuals, `sum of (w r)^2` over members, each residual `r` being that of the line fitted
//! without its member (without its pair where members come in pairs): a member that pulls the line towards itself would
//! otherwise hide its own error, and factors of a long-tailed law give few members most of the weight. The second is that of the explained
//! part over the many draws. Where the mean of a number is itself an estimate from elsewhere, such as that of a simulated sample of the
//! network, its error comes in with its slope.
//!
//! Sources: Cochran (1977), Sampling Techniques, 12.6 (double sampling with regression); Lavenberg and Welch (1981), Management
//! Science 27, 322-335 (loss by fitting); MacKinnon and White (1985), Journal of Econometrics 29, 305-325 (errors without the
//! member, jackknife).

use super::summary::error_of_mean;

/// What is known of the members, the same for every result.
#[derive(Clone, Debug)]
pub struct Design {
    /// Columns that were kept, standardised: `[column][member]`; the constant first.
    columns: Vec<Vec<f64>>,
    /// Factor of each member.
    factors: Vec<f64>,
    /// Mean of factor times column over the many draws.
    means: Vec<f64>,
    /// Of each column whose mean is itself estimated: its mean over the draws of each member, centred and scaled.
    drawn: Vec<(usize, Vec<f64>)>,
    /// Of each column whose mean comes with an error: the error, scaled.
    told: Vec<(usize, f64)>,
    /// Cholesky factor of the normal equations.
    root: Vec<Vec<f64>>,
    /// Weight of each member in the mean.
    weights: Vec<f64>,
    /// Whether members come in pairs that belong together, each two in a row.
    in_pairs: bool,
}

/// A mean with its error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
}

/// A number of the members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Control {
    /// Its value in each member.
    pub values: Vec<f64>,
    /// Mean over the many draws.
    pub mean: f64,
    /// Mean of the factor of the member times it, over the many draws.
    pub factored_mean: f64,
    /// Its mean over the draws that each member has, where the mean is one over these; empty where it is exact.
    pub drawn: Vec<f64>,
    /// Standard error of the factored mean, where it was estimated elsewhere; 0 where it is exact or `drawn` tells.
    pub error: f64,
}

/// Members for each fitted number, at least.
const MEMBERS_PER_NUMBER: usize = 4;
/// Exact controls that go before those of the weather.
const FIRST_EXACT: usize = 4;
/// Least share of a column that the columns before leave unexplained.
const LEAST_NEW: f64 = 1e-6;
/// Least share of a member (of its pair: of its square) that the others leave to itself.
const LEAST_OWN: f64 = 1e-3;

impl Design {
    /// A design for members with these factors, whose mean over the many draws is `mean_factor`.
    ///
    /// - `exact`: controls whose mean is exact; `estimated`: those with a mean over draws, which `exact` and factors are
    ///   independent of
    /// - `in_pairs`: whether each two members in a row belong together, as antithetic ones do
    ///
    /// Controls are taken in their order as long as there are four members for each, half of them exact ones where there are so
    /// many (the first four in any case); those that vary nowhere, or hang on others, are left out.
    pub fn new(factors: Vec<f64>, mean_factor: f64, exact: &[Control], estimated: &[Control], in_pairs: bool) -> Self {
        let members = factors.len();
        let mut design = Design {
            columns: vec![vec![1.0; members]],
            factors,
            means: vec![mean_factor],
            drawn: Vec::new(),
            told: Vec::new(),
            root: vec![vec![(members as f64).sqrt()]],
            weights: Vec::new(),
            in_pairs,
        };
        let most = (members / MEMBERS_PER_NUMBER).saturating_sub(1);
        let first = exact.len().min((most / 2).max(FIRST_EXACT.min(most)));
        exact[..first].iter().for_each(|control| design.add(control));
        estimated.iter().take(most - first).for_each(|control| design.add(control));
        design.weights = design.weights();
        design
    }

    /// Adds a control, centred and scaled, unless the columns before tell it.
    fn add(&mut self, control: &Control) {
        let size = rms(control.values.iter().map(|value| value - control.mean));
        if !size.is_finite() || size <= 1e-12 * control.mean.abs() {
            return;
        }
        let scaled = |values: &[f64]| values.iter().map(|value| (value - control.mean) / size).collect::<Vec<f64>>();
        let column = scaled(&control.values);
        let row = self.known(|other| dot(&column, other));
        let left = dot(&column, &column) - dot(&row, &row);
        if left > LEAST_NEW * column.len() as f64 {
            if !control.drawn.is_empty() {
                self.drawn.push((self.columns.len(), scaled(&control.drawn)));
            }
            if control.error > 0.0 {
                self.told.push((self.columns.len(), control.error / size));
            }
            self.root.push(row.into_iter().chain([left.sqrt()]).collect());
            self.columns.push(column);
            self.means.push((control.factored_mean - control.mean * self.means[0]) / size);
        }
    }

    /// `w = 1/n + x (X'X)^-1 g / e`, with `g` by how much the members' `e x` miss their mean over the many draws.
    fn weights(&self) -> Vec<f64> {
        let members = self.factors.len() as f64;
        let missed =
            self.columns.iter().zip(&self.means).map(|(column, mean)| mean - dot(column, &self.factors) / members);
        let slopes = self.solve(&missed.collect::<Vec<f64>>());
        (0..self.factors.len())
            .map(|member| 1.0 / members + self.line(&slopes, member) / self.factors[member])
            .collect()
    }

    /// Mean of a result, one value for each member; `None` where there are too few members.
    pub fn estimate(&self, values: &[f64]) -> Option<Estimate> {
        if values.len() != self.factors.len() || values.len() < self.columns.len() + 3 {
            return None;
        }
        let scaled: Vec<f64> = values.iter().zip(&self.factors).map(|(value, factor)| value / factor).collect();
        let sides: Vec<f64> = self.columns.iter().map(|column| dot(column, &scaled)).collect();
        let slopes = self.solve(&sides);
        let residual = |member: usize| scaled[member] - self.line(&slopes, member);
        let weight = |member: usize| self.weights[member] * self.factors[member];
        let together = if self.in_pairs { 2 } else { 1 };
        let groups = values.len().div_ceil(together) as f64;
        let squares: f64 = (0..values.len())
            .step_by(together)
            .map(|first| {
                let error = if together == 2 && first + 1 < values.len() {
                    let [a, b] = self.without_pair(first, [residual(first), residual(first + 1)]);
                    weight(first) * a + weight(first + 1) * b
                } else {
                    weight(first) * residual(first) / (1.0 - self.pull(first, first)).max(LEAST_OWN)
                };
                error * error
            })
            .sum();
        let unexplained = (groups - 1.0) / groups * squares;
        let explained = self.explained(&slopes) * self.means[0];
        let told: f64 = self.told.iter().map(|&(place, error)| slopes[place] * slopes[place] * error * error).sum();
        let error = (unexplained + explained * explained + told).sqrt();
        Some(Estimate { mean: dot(&self.weights, values), error })
    }

    /// Error of the mean of the explained part over the many draws, per unit of the factor.
    fn explained(&self, slopes: &[f64]) -> f64 {
        let Some((_, first)) = self.drawn.first() else { return 0.0 };
        let of = |member: usize| self.drawn.iter().map(|(place, drawn)| slopes[*place] * drawn[member]).sum::<f64>();
        error_of_mean(&(0..first.len()).map(of).collect::<Vec<f64>>(), self.in_pairs)
    }

    /// How much a member pulls the line at another: an entry of the hat matrix.
    fn pull(&self, member: usize, other: usize) -> f64 {
        let [a, b] = [member, other].map(|at| self.known(|column| column[at]));
        dot(&a, &b)
    }

    /// Residuals of a pair from the line without it: `(1 - H)^-1 r`.
    fn without_pair(&self, first: usize, residuals: [f64; 2]) -> [f64; 2] {
        let (own, across, other) =
            (1.0 - self.pull(first, first), self.pull(first, first + 1), 1.0 - self.pull(first + 1, first + 1));
        let size = (own * other - across * across).max(LEAST_OWN * LEAST_OWN);
        let [a, b] = residuals;
        [(other * a + across * b) / size, (across * a + own * b) / size]
    }

    /// The fitted line at a member.
    fn line(&self, slopes: &[f64], member: usize) -> f64 {
        self.columns.iter().zip(slopes).map(|(column, slope)| slope * column[member]).sum()
    }

    /// Forward half of the normal equations: `R y = side`, with the sides by column.
    fn known(&self, side: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let mut solved: Vec<f64> = Vec::with_capacity(self.columns.len() + 1);
        for (column, row) in self.columns.iter().zip(&self.root) {
            let known: f64 = solved.iter().zip(row).map(|(a, b)| a * b).sum();
            solved.push((side(column) - known) / row[solved.len()]);
        }
        solved
    }

    /// Solution of the normal equations.
    fn solve(&self, sides: &[f64]) -> Vec<f64> {
        let mut solved: Vec<f64> = Vec::with_capacity(sides.len());
        for (side, row) in sides.iter().zip(&self.root) {
            let known: f64 = solved.iter().zip(row).map(|(a, b)| a * b).sum();
            solved.push((side - known) / row[solved.len()]);
        }
        for place in (0..solved.len()).rev() {
            let known: f64 = (place + 1..solved.len()).map(|later| self.root[later][place] * solved[later]).sum();
            solved[place] = (solved[place] - known) / self.root[place][place];
        }
        solved
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Root mean square.
fn rms(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    (values.map(|value| value * value).sum::<f64>() / count).sqrt()
}

#[cfg(test)]
mod tests;
