//! The mean of a result by regression on numbers whose mean is known better: control variates in two phases.
//!
//! A few members have a result `y` and numbers `x` that go with it; the mean of `x` is known from many more draws. With
//! `y / e = b x + noise` fitted by least squares (`e`: a known factor of a member, such as its rate of ignition),
//!
//! `mean(y) = b mean(e x) + mean of the residuals`,
//!
//! where `mean(e x)` is that of the many draws. The residuals carry what the numbers do not explain, so that the
//! result is right on average even where the line is not. Its variance has two parts: that of the residuals over the
//! members, with the loss of the fitted numbers, and that of the explained part over the many draws.
//!
//! Sources: Cochran (1977), Sampling Techniques, 12.6 (double sampling with regression); Lavenberg and Welch (1981), Management
//! Science 27, 322-335 (loss by fitting).

/// What is known of the members, the same for every result.
#[derive(Clone, Debug)]
pub struct Design {
    /// Columns that were kept, standardised: `[column][member]`; the constant first.
    columns: Vec<Vec<f64>>,
    /// Factor of each member.
    factors: Vec<f64>,
    /// Mean of factor times column over the many draws.
    means: Vec<f64>,
    /// Columns (from this one on) whose mean is itself estimated, and over how many draws.
    weather: (usize, f64),
    /// Cholesky factor of the normal equations.
    root: Vec<Vec<f64>>,
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
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Its value in each member.
    pub values: Vec<f64>,
    /// Mean over the many draws.
    pub mean: f64,
    /// Mean of the factor of the member times it, over the many draws.
    pub factored_mean: f64,
}

/// Members for each fitted number, at least.
const MEMBERS_PER_NUMBER: usize = 4;
/// Exact controls that go before those of the weather.
const FIRST_EXACT: usize = 4;
/// Least share of a column that the columns before leave unexplained.
const LEAST_NEW: f64 = 1e-6;

impl Design {
    /// A design for members with these factors, whose mean over the many draws is `mean_factor`.
    ///
    /// - `exact`: controls whose mean is exact; `estimated`: those with a mean over `draws` draws, which `exact` and factors are
    ///   independent of
    ///
    /// Controls are taken in their order as long as there are four members for each, half of them exact ones where there are so
    /// many (the first four in any case); those that vary nowhere, or hang on others, are left out.
    pub fn new(factors: Vec<f64>, mean_factor: f64, exact: &[Control], estimated: &[Control], draws: f64) -> Self {
        let members = factors.len();
        let mut design = Design {
            columns: vec![vec![1.0; members]],
            factors,
            means: vec![mean_factor],
            weather: (1, draws.max(1.0)),
            root: vec![vec![(members as f64).sqrt()]],
        };
        // The exact ones stand first, so that the columns of the weather are the last.
        let most = (members / MEMBERS_PER_NUMBER).saturating_sub(1);
        let first = exact.len().min((most / 2).max(FIRST_EXACT.min(most)));
        exact[..first].iter().for_each(|control| design.add(control));
        design.weather.0 = design.columns.len();
        estimated.iter().take(most - first).for_each(|control| design.add(control));
        design
    }

    /// Adds a control, centred and scaled, unless the columns before tell it.
    fn add(&mut self, control: &Control) {
        let size = rms(control.values.iter().map(|value| value - control.mean));
        if !size.is_finite() || size <= 1e-12 * control.mean.abs() {
            return;
        }
        let column: Vec<f64> = control.values.iter().map(|value| (value - control.mean) / size).collect();
        let mut row: Vec<f64> = Vec::with_capacity(self.root.len() + 1);
        for (place, other) in self.columns.iter().enumerate() {
            let known: f64 = row.iter().zip(&self.root[place]).map(|(a, b)| a * b).sum();
            row.push((dot(&column, other) - known) / self.root[place][place]);
        }
        let left = dot(&column, &column) - dot(&row, &row);
        if left > LEAST_NEW * column.len() as f64 {
            row.push(left.sqrt());
            self.root.push(row);
            self.columns.push(column);
            self.means.push((control.factored_mean - control.mean * self.means[0]) / size);
        }
    }

    /// Mean of a result, one value for each member; `None` where there are too few members.
    pub fn estimate(&self, values: &[f64]) -> Option<Estimate> {
        let (members, numbers) = (self.factors.len() as f64, self.columns.len() as f64);
        if values.len() != self.factors.len() || members < numbers + 3.0 {
            return None;
        }
        let scaled: Vec<f64> = values.iter().zip(&self.factors).map(|(value, factor)| value / factor).collect();
        let slopes = self.solve(&scaled);
        let fitted =
            |member: usize| self.columns.iter().zip(&slopes).map(|(column, slope)| slope * column[member]).sum::<f64>();
        let residuals: Vec<f64> =
            (0..values.len()).map(|member| values[member] - self.factors[member] * fitted(member)).collect();
        let left = residuals.iter().sum::<f64>() / members;
        let explained: f64 = slopes.iter().zip(&self.means).map(|(slope, mean)| slope * mean).sum();
        let squares: f64 = residuals.iter().map(|residual| (residual - left) * (residual - left)).sum();
        let unexplained = squares / (members - numbers) / members * (members - 2.0) / (members - numbers - 1.0);
        let weather = rms((0..values.len()).map(|member| {
            let from = self.weather.0;
            self.columns[from..].iter().zip(&slopes[from..]).map(|(column, slope)| slope * column[member]).sum::<f64>()
        })) * self.means[0];
        let error = (unexplained + weather * weather / self.weather.1).sqrt();
        Some(Estimate { mean: explained + left, error })
    }

    /// Slopes of least squares.
    fn solve(&self, values: &[f64]) -> Vec<f64> {
        let mut solved: Vec<f64> = Vec::with_capacity(self.columns.len());
        for (column, row) in self.columns.iter().zip(&self.root) {
            let known: f64 = solved.iter().zip(row).map(|(a, b)| a * b).sum();
            solved.push((dot(column, values) - known) / row[solved.len()]);
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
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    /// Members whose result hangs on a factor and on two weathers: `y = e (3 + x1 - 2 x2 + 0.3 noise)`, mean 3 times that of the
    /// factor, 1.
    fn sample(seed: u64, members: usize, further: usize) -> (Design, Vec<f64>) {
        let mut stream = Stream::open(seed, Purpose::Resampling, 0, 0);
        let mut weathers = [Vec::new(), Vec::new()];
        let (mut factors, mut values) = (Vec::new(), Vec::new());
        for _ in 0..members {
            let x = [stream.normal(), stream.normal()];
            let e = 0.5 + stream.uniform();
            values.push(e * (3.0 + x[0] - 2.0 * x[1] + 0.3 * stream.normal()));
            factors.push(e);
            weathers[0].push(x[0]);
            weathers[1].push(x[1]);
        }
        let draws = members * (1 + further);
        let controls = weathers.map(|values| {
            let more: f64 = (0..members * further).map(|_| stream.normal()).sum();
            let mean = (values.iter().sum::<f64>() + more) / draws as f64;
            Control { values, mean, factored_mean: mean }
        });
        (Design::new(factors, 1.0, &[], &controls, draws as f64), values)
    }

    #[test]
    fn errors_are_as_large_as_told_and_much_smaller_than_without() {
        let (mut squares, mut told, mut plain, mut bias) = (0.0, 0.0, 0.0, 0.0);
        let rounds = 400_u32;
        for seed in 0..u64::from(rounds) {
            let (design, values) = sample(seed, 40, 15);
            let found = design.estimate(&values).expect("enough members");
            let mean = values.iter().sum::<f64>() / 40.0;
            squares += (found.mean - 3.0) * (found.mean - 3.0);
            bias += found.mean - 3.0;
            told += found.error * found.error;
            plain += (mean - 3.0) * (mean - 3.0);
        }
        let rounds = f64::from(rounds);
        let ratio = (told / squares).sqrt();
        assert!((0.9..1.15).contains(&ratio), "told {told}, found {squares}");
        assert!(plain > 8.0 * squares, "without {plain}, with {squares}");
        assert!((bias / rounds).abs() < 3.0 * (squares / rounds / rounds).sqrt(), "{}", bias / rounds);
    }

    #[test]
    fn what_is_known_of_the_draws_is_used_up() {
        // The result is a factor times a number that the draws hold: nothing is left to chance.
        let factors: Vec<f64> = (0..20).map(|member| 1.0 + f64::from(member % 5)).collect();
        let draws: Vec<f64> = (0..20).map(|member| f64::from(member % 3)).collect();
        let values: Vec<f64> = factors.iter().zip(&draws).map(|(e, x)| e * (2.0 + 0.5 * x)).collect();
        let control = Control { values: draws, mean: 1.0, factored_mean: 3.0 };
        let design = Design::new(factors, 3.0, &[control.clone(), control], &[], 1.0);
        assert_eq!(design.columns.len(), 2, "a control that hangs on another is left out");
        let found = design.estimate(&values).expect("enough members");
        assert!((found.mean - (2.0 * 3.0 + 0.5 * 3.0)).abs() < 1e-12 && found.error < 1e-12, "{found:?}");
    }

    #[test]
    fn few_members_and_dead_controls_give_plain_means() {
        let control = Control { values: vec![4.0; 6], mean: 4.0, factored_mean: 4.0 };
        let design = Design::new(vec![1.0; 6], 1.0, &[], &[control], 100.0);
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let found = design.estimate(&values).expect("enough members");
        let error = (17.5_f64 / 5.0 / 6.0).sqrt();
        assert!((found.mean - 3.5).abs() < 1e-12 && (found.error - error).abs() < 1e-12, "{found:?}");
        assert_eq!(design.estimate(&values[..2]), None);
    }
}
