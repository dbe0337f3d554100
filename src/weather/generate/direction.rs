//! Wind direction.

use crate::random::Stream;

/// Shares of sectors of 45 degrees from north clockwise: winter, spring, summer, autumn. Days without rain at Cabauw
/// and Hoogeveen, 1991-2020.
const SHARES: [[f64; 8]; 4] = [
    [0.047, 0.161, 0.220, 0.130, 0.169, 0.177, 0.067, 0.029],
    [0.157, 0.167, 0.191, 0.072, 0.067, 0.116, 0.119, 0.111],
    [0.159, 0.123, 0.115, 0.056, 0.073, 0.164, 0.167, 0.143],
    [0.064, 0.132, 0.206, 0.118, 0.183, 0.178, 0.072, 0.047],
];

/// Directions drawn from the shares of the season, each day for itself, an assumption of this program.
pub(super) struct WindDirections {
    stream: Stream,
}

impl WindDirections {
    pub(super) fn new(stream: Stream) -> Self {
        WindDirections { stream }
    }

    /// Direction of the next day, whole degrees 1-360. Takes one draw.
    pub(super) fn next_day(&mut self, month: u8) -> f64 {
        direction(&SHARES[usize::from(month % 12) / 3], self.stream.uniform())
    }
}

/// The direction at a probability: sector by its share, uniform within.
fn direction(shares: &[f64; 8], probability: f64) -> f64 {
    let mut rest = probability * shares.iter().sum::<f64>();
    let mut sector = 0;
    while sector < 7 && rest >= shares[sector] {
        rest -= shares[sector];
        sector += 1;
    }
    let within = (rest / shares[sector]).clamp(0.0, 1.0);
    let degrees = (45.0 * (sector as f64 - 0.5 + within)).ceil();
    if degrees < 1.0 { degrees + 360.0 } else { degrees }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_whole_degrees_of_the_rose() {
        for shares in &SHARES {
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 0.005);
            let mut count = [0_u32; 8];
            for i in 0..100_000 {
                let degrees = direction(shares, (f64::from(i) + 0.5) / 100_000.0);
                assert!((1.0..=360.0).contains(&degrees) && degrees.fract() == 0.0);
                count[((degrees - 0.5 + 22.5) % 360.0 / 45.0) as usize] += 1;
            }
            for (count, share) in count.iter().zip(shares) {
                assert!((f64::from(*count) / 100_000.0 - share).abs() < 0.005);
            }
        }
        assert_eq!(direction(&SHARES[0], 1e-9), 338.0);
        assert_eq!(direction(&SHARES[0], 1.0 - 1e-12), 338.0);
    }
}
