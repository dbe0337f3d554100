//! The house colours: one meaning each, the same in every figure, table and map of a run.

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// As `#RRGGBB`.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// Text.
pub const BLACK: Colour = Colour(0x1A, 0x1A, 0x1A);
/// Less important text.
pub const DARK_GREY: Colour = Colour(0x50, 0x50, 0x50);
/// The present regime.
pub const PRESENT: Colour = Colour(0x77, 0x77, 0x77);
/// Roads without data, frames of maps.
pub const PALE_GREY: Colour = Colour(0xC8, 0xC8, 0xC8);
/// Grid lines.
pub const GRID: Colour = Colour(0xE4, 0xE4, 0xE4);
/// Paper.
pub const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);
/// Live grass.
pub const LIVE: Colour = Colour(0x2E, 0x7D, 0x32);
/// Dead standing grass.
pub const DEAD: Colour = Colour(0x8C, 0x51, 0x0A);
/// Litter.
pub const LITTER: Colour = Colour(0xB8, 0x96, 0x5A);

/// Risk and hazard from low to high, in five classes.
pub const RISK: [Colour; 5] = [
    Colour(0xFF, 0xFF, 0xB2),
    Colour(0xFE, 0xCC, 0x5C),
    Colour(0xFD, 0x8D, 0x3C),
    Colour(0xF0, 0x3B, 0x20),
    Colour(0xBD, 0x00, 0x26),
];

/// Flowers and species from few to many, in five classes.
pub const LIFE: [Colour; 5] = [
    Colour(0xD9, 0xF0, 0xD3),
    Colour(0xA6, 0xDB, 0xA0),
    Colour(0x5A, 0xAE, 0x61),
    Colour(0x1B, 0x78, 0x37),
    Colour(0x00, 0x44, 0x1B),
];

/// Weeks from early summer to late autumn, in five classes.
pub const WEEK_COLOURS: [Colour; 5] = [
    Colour(0x44, 0x01, 0x54),
    Colour(0x3B, 0x52, 0x8B),
    Colour(0x21, 0x91, 0x8C),
    Colour(0x5E, 0xC9, 0x62),
    Colour(0xE0, 0xC0, 0x1B),
];

/// Regimes other than the present one and the uncut one, in the order of the scenario (Okabe and Ito).
pub const REGIMES: [Colour; 7] = [
    Colour(0x00, 0x72, 0xB2),
    Colour(0xE6, 0x9F, 0x00),
    Colour(0x00, 0x9E, 0x73),
    Colour(0xD5, 0x5E, 0x00),
    Colour(0xCC, 0x79, 0xA7),
    Colour(0x56, 0xB4, 0xE9),
    Colour(0xF0, 0xE4, 0x42),
];

/// The colour of every regime of a scenario: grey for the present one, black for the uncut one, the others in order.
///
/// `names` in the order of the scenario, `present` the index of the present regime. More than seven others begin again.
pub fn regime_colours(names: &[&str], present: usize) -> Vec<Colour> {
    let mut next = REGIMES.iter().cycle();
    names
        .iter()
        .enumerate()
        .map(|(index, name)| match (index == present, *name == "none") {
            (true, _) => PRESENT,
            (_, true) => BLACK,
            _ => next.next().copied().unwrap_or(BLACK),
        })
        .collect()
}

/// Class 0-4 of a value by four rising limits: a value equal to a limit belongs to the class above it.
pub fn risk_class(value: f64, limits: [f64; 4]) -> usize {
    limits.iter().filter(|&&limit| value >= limit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regime_keeps_its_colour_wherever_the_present_one_stands() {
        let colours = regime_colours(&["late", "early", "none", "two"], 0);
        assert_eq!(colours, vec![PRESENT, REGIMES[0], BLACK, REGIMES[1]]);
        assert_eq!(REGIMES[0].hex(), "#0072B2");
        let many = regime_colours(&["a", "b", "c", "d", "e", "f", "g", "h", "i"], 8);
        assert_eq!(many[7], REGIMES[0]);
    }

    #[test]
    fn classes_hold_their_lower_limit() {
        let limits = [0.5, 1.2, 1.5, 2.4];
        assert_eq!(risk_class(0.0, limits), 0);
        assert_eq!(risk_class(1.2, limits), 2);
        assert_eq!(risk_class(9.0, limits), 4);
    }
}
