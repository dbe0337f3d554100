//! Direction of the wind.

/// Share of days with wind from each sector of 45 degrees, centred on N, NE, E, SE, S, SW, W, NW; seasons DJF, MAM,
/// JJA, SON. Mean of Cabauw and Hoogeveen, days without rain 1991-2020 (computed from KNMI observations).
const SECTOR_SHARES: [[f64; 8]; 4] = [
    [0.047, 0.161, 0.220, 0.130, 0.169, 0.177, 0.067, 0.029],
    [0.157, 0.167, 0.191, 0.072, 0.067, 0.116, 0.119, 0.111],
    [0.159, 0.123, 0.115, 0.056, 0.073, 0.164, 0.167, 0.143],
    [0.064, 0.132, 0.206, 0.118, 0.183, 0.178, 0.072, 0.047],
];

/// Direction from which the wind blows, whole degrees 1-360, uniform within a sector drawn by its share.
pub(super) fn wind_direction(month: i8, uniform: f64) -> f64 {
    let shares = &SECTOR_SHARES[(month % 12 / 3) as usize];
    let mut rest = uniform * shares.iter().sum::<f64>();
    let mut sector = 0;
    while sector < 7 && rest >= shares[sector] {
        rest -= shares[sector];
        sector += 1;
    }
    let within = (rest / shares[sector]).clamp(0.0, 1.0);
    let degrees = (45.0 * (sector as f64 + within) - 22.5).round();
    if degrees < 0.5 { degrees + 360.0 } else { degrees }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_cover_the_circle_with_the_shares_of_the_season() {
        let n = 10_000;
        let draws: Vec<f64> = (0..n).map(|i| wind_direction(1, (f64::from(i) + 0.5) / f64::from(n))).collect();
        assert!(draws.iter().all(|d| (1.0..=360.0).contains(d)));
        let east = draws.iter().filter(|&&d| d > 67.5 && d <= 112.5).count() as f64 / f64::from(n);
        assert!((east - 0.220).abs() < 0.01, "{east}");
        let north = draws.iter().filter(|&&d| d > 337.5 || d <= 22.5).count() as f64 / f64::from(n);
        assert!((north - 0.047).abs() < 0.01, "{north}");
    }

    #[test]
    fn every_month_has_its_season() {
        assert_eq!([12, 1, 3, 6, 9, 11].map(|m: i8| m % 12 / 3), [0, 0, 1, 2, 3, 3]);
    }
}
