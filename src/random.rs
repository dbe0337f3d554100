//! Keyed streams of random numbers.
//!
//! A draw is a function of (seed, purpose, weather node, member) and its place in that stream, never of thread or
//! order. Neither regime nor climate is part of a key, so all regimes meet the same weather and their differences
//! carry no sampling noise. Distributions are drawn by inverse transform, one uniform a draw, so that a changed
//! parameter shifts no later draw. The generator is ChaCha8, whose stream is fixed by its specification.

use crate::lane::math::{exp, ln};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a stream is for; part of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Wet or dry.
    RainOccurrence = 1,
    /// Rain amount of a wet day.
    RainAmount = 2,
    /// Residuals of temperature, radiation, humidity and wind.
    Residuals = 3,
    /// Wind direction.
    WindDirection = 4,
    /// Departure of noon values from their estimate.
    NoonNoise = 5,
    /// Parameters of a member.
    ParameterDraw = 7,
    /// Rain used to fill a gap in a station series.
    GapFilling = 8,
    /// Hour of the day in which generated rain falls.
    RainHour = 9,
    /// Number of sources of fire of a segment in a year.
    FireCount = 10,
    /// Day, hour, place and mark of a source of fire.
    FireMark = 11,
    /// Years drawn again and again, for the doubt about a return level.
    Resampling = 12,
    /// Slow effects of the weather, the same for the whole country.
    SlowWeather = 20,
    /// Chains of segments drawn from the law of the planner's dual.
    PlanRounding = 21,
    /// Switches that the planner tries.
    PlanAnnealing = 22,
    /// Made planning instances.
    PlanInstance = 23,
    /// Traits of plants and insects of a member, and what grows in a region.
    LifeDraw = 24,
}

/// Set in the member of a key, it asks for the numbers of the member without it, mirrored: `1 - u` for every uniform `u`.
///
/// Distributions are drawn by inverse transform, so that a mirrored member has the same laws as any other, and is high where its
/// pair is low.
pub const MIRRORED: u64 = 1 << 63;

/// One keyed stream.
#[derive(Clone, Debug)]
pub struct Stream {
    numbers: ChaCha8Rng,
    /// All ones where the stream is mirrored: the complement of a draw is the draw of `1 - u`.
    mirror: u64,
}

impl Stream {
    /// Opens the stream of a key. `node` is the station number or a digest of the node's name (see [`digest`]).
    pub fn open(seed: u64, purpose: Purpose, node: u64, member: u64) -> Self {
        let mut key = [0_u8; 32];
        for (part, value) in key.chunks_exact_mut(8).zip([seed, purpose as u64, node, member & !MIRRORED]) {
            part.copy_from_slice(&value.to_le_bytes());
        }
        let mirror = if member & MIRRORED == 0 { 0 } else { u64::MAX };
        Stream { numbers: ChaCha8Rng::from_seed(key), mirror }
    }

    /// The same key with a further part, such as the year.
    #[must_use]
    pub fn part(mut self, part: u64) -> Self {
        self.numbers.set_stream(part);
        self
    }

    /// A raw 64-bit draw.
    pub fn next_u64(&mut self) -> u64 {
        self.numbers.next_u64() ^ self.mirror
    }

    /// A uniform draw, strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        ((self.next_u64() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// A standard normal draw.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// A Poisson draw with this mean, 0 and up: one uniform for each 500 of the mean, and at least one.
    ///
    /// The quantile of one uniform rises with the mean, so that a smaller mean never gives more.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let (mut left, mut count) = (mean, 0);
        while left > LARGEST_POISSON_MEAN {
            count += poisson_quantile(LARGEST_POISSON_MEAN, self.uniform());
            left -= LARGEST_POISSON_MEAN;
        }
        count + poisson_quantile(left, self.uniform())
    }

    /// A whole number in `0..bound`, by multiplication (bias below 2^-40 for bounds below 2^24).
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next_u64()) * bound as u128) >> 64) as usize
    }
}

/// A stable 64-bit digest of bytes (FNV-1a), for names of nodes and for input digests.
pub fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Mean up to which `exp(-mean)` is far from the smallest number.
const LARGEST_POISSON_MEAN: f64 = 500.0;

/// Smallest count whose Poisson probability of not being passed reaches `p`; mean 0 to 500, `p` above 0 and below 1.
///
/// ```
/// assert_eq!(zeis::random::poisson_quantile(0.1, 0.90), 0); // exp(-0.1) = 0.905
/// assert_eq!(zeis::random::poisson_quantile(0.1, 0.91), 1);
/// ```
pub fn poisson_quantile(mean: f64, p: f64) -> u64 {
    let mut chance = exp(-mean);
    let (mut reached, mut count) = (chance, 0);
    // The last bits of the sum may stay below the largest uniforms; by then the chances have vanished.
    while reached < p && (chance > 0.0 && (count as f64) < mean + 60.0 * (mean.sqrt() + 1.0)) {
        count += 1;
        chance *= mean / count as f64;
        reached += chance;
    }
    count
}

/// Quantile of the standard normal distribution for `0 < p < 1`.
///
/// Acklam's rational approximation (relative error below 1.2e-9), which is as good as the 53 bits of a uniform need in
/// weather draws.
///
/// ```
/// assert!((zeis::random::normal_quantile(0.975) - 1.959964).abs() < 1e-6);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_690e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    const TAIL: f64 = 0.024_25;
    let tail = |q: f64| {
        (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
            / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1.0)
    };
    if p < TAIL {
        tail((-2.0 * ln(p)).sqrt())
    } else if p > 1.0 - TAIL {
        -tail((-2.0 * ln(1.0 - p)).sqrt())
    } else {
        let q = p - 0.5;
        let r = q * q;
        (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
            / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
    }
}

/// Distribution function of the standard normal distribution.
///
/// ```
/// assert!((zeis::random::normal_probability(1.959963985) - 0.975).abs() < 1e-9);
/// ```
pub fn normal_probability(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_every_part_of_its_key() {
        let first = |seed, purpose, node, member| Stream::open(seed, purpose, node, member).next_u64();
        let base = first(1, Purpose::RainAmount, 260, 0);
        assert_eq!(base, first(1, Purpose::RainAmount, 260, 0));
        for other in [
            first(2, Purpose::RainAmount, 260, 0),
            first(1, Purpose::Residuals, 260, 0),
            first(1, Purpose::RainAmount, 275, 0),
            first(1, Purpose::RainAmount, 260, 1),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn a_mirrored_stream_has_the_numbers_of_the_other_side() {
        let open = |member| Stream::open(4, Purpose::Residuals, 260, member).part(3);
        let (mut own, mut mirrored) = (open(7), open(7 | MIRRORED));
        for _ in 0..1000 {
            assert!((own.uniform() + mirrored.uniform() - 1.0).abs() < 1e-15);
        }
        assert!((0..1000).all(|_| (own.normal() + mirrored.normal()).abs() < 1e-9));
        assert_ne!(open(7 | MIRRORED).next_u64(), open(8 | MIRRORED).next_u64());
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut stream = Stream::open(7, Purpose::Residuals, 1, 1);
        let draws: Vec<f64> = (0..40_000).map(|_| stream.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 40_000.0;
        let variance = draws.iter().map(|x| x * x).sum::<f64>() / 40_000.0;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }

    #[test]
    fn poisson_draws_have_their_mean_and_variance_and_rise_with_it() {
        for mean in [0.03, 2.0, 40.0, 1300.0] {
            let draws: Vec<f64> = (0..4000)
                .map(|part| Stream::open(5, Purpose::FireCount, 1, 0).part(part).poisson(mean) as f64)
                .collect();
            let found = draws.iter().sum::<f64>() / 4000.0;
            let variance = draws.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / 3999.0;
            assert!((found - mean).abs() < 4.0 * (mean / 4000.0).sqrt(), "{found} {mean}");
            let error = ((1.0 / mean + 2.0) / 4000.0).sqrt();
            assert!((variance / mean - 1.0).abs() < 4.0 * error, "{variance} {mean}");
        }
        for part in 0..200 {
            let at = |mean| Stream::open(5, Purpose::FireCount, 1, 0).part(part).poisson(mean);
            assert!(at(0.5) <= at(0.7) && at(0.7) <= at(3.0));
        }
        assert_eq!(Stream::open(5, Purpose::FireCount, 1, 0).poisson(0.0), 0);
    }

    #[test]
    fn the_quantile_inverts_the_distribution_function() {
        for i in 1..1000 {
            let p = f64::from(i) / 1000.0;
            assert!((normal_probability(normal_quantile(p)) - p).abs() < 1e-8);
        }
    }
}
