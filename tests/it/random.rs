//! Our keyed draws against a library's: the same distributions, drawn another way.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Exp, Normal};
use zeis::lane::math::ln;
use zeis::random::{Purpose, Stream};

const DRAWS: usize = 20_000;

/// Largest distance between the distribution functions of two samples (Kolmogorov and Smirnov).
fn distance(mut ours: Vec<f64>, mut theirs: Vec<f64>) -> f64 {
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    let below = |sample: &[f64], value: f64| sample.partition_point(|&x| x <= value) as f64 / sample.len() as f64;
    ours.iter().chain(&theirs).map(|&value| (below(&ours, value) - below(&theirs, value)).abs()).fold(0.0, f64::max)
}

/// Distance that two samples of this size of one distribution exceed once in a thousand times.
fn critical() -> f64 {
    1.95 * (2.0 / DRAWS as f64).sqrt()
}

#[test]
fn inverse_transforms_follow_the_distributions_of_the_library() {
    let mut stream = Stream::open(11, Purpose::Residuals, 260, 3);
    let mut library = ChaCha8Rng::seed_from_u64(5);
    let normal = Normal::new(0.0, 1.0).expect("a distribution");
    let ours = (0..DRAWS).map(|_| stream.normal()).collect();
    let theirs = (0..DRAWS).map(|_| normal.sample(&mut library)).collect();
    assert!(distance(ours, theirs) < critical());

    let exponential = Exp::new(0.25).expect("a distribution");
    let ours = (0..DRAWS).map(|_| -4.0 * ln(stream.uniform())).collect();
    let theirs = (0..DRAWS).map(|_| exponential.sample(&mut library)).collect();
    assert!(distance(ours, theirs) < critical());

    let shifted = (0..DRAWS).map(|_| stream.normal() + 0.1).collect();
    let centred = (0..DRAWS).map(|_| normal.sample(&mut library)).collect();
    assert!(distance(shifted, centred) > critical(), "the test must see a tenth of a standard deviation");
}
