//! Climates to come: the changes of KNMI'23 and how they enter the weather.
//!
//! KNMI'23 (Van der Wiel et al. 2024) has three emission levels, L (SSP1-2.6), M (SSP2-4.5) and H (SSP5-8.5), each in a
//! drying (d) and a wetting (n) variant, as climates of 30 years around 2050, 2100 and 2150 against 1991-2020. [`mod@factors`]
//! holds monthly changes made from what is published of them; they are no product of KNMI, and each carries where it comes
//! from ([`Origin`]). [`knmi14`] holds the
//! scenarios before them. [`impose`] brings them into the generator, [`delta`] into an observed series.

pub mod delta;
pub mod factors;
pub mod impose;
pub mod knmi14;
pub mod read;

pub use factors::{MonthFactors, Origin, YearFactors, factors};

use super::climatology::Emission;

/// Centre of the reference period 1991-2020.
pub const REFERENCE_YEAR: i16 = 2006;
/// Horizons of KNMI'23.
pub const HORIZONS: [i16; 3] = [2050, 2100, 2150];

/// A scenario of KNMI'23.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Emissions.
    pub emission: Emission,
    /// Drying (d) instead of wetting (n).
    pub drying: bool,
}

impl Variant {
    /// The scenario with this name: Ld, Ln, Md, Mn, Hd or Hn.
    ///
    /// ```
    /// use zeis::weather::climate::Variant;
    /// assert!(Variant::named("Hd").is_some_and(|variant| variant.drying));
    /// assert!(Variant::named("WH").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let emission = match name.get(..1)? {
            "L" => Emission::Low,
            "M" => Emission::Moderate,
            "H" => Emission::High,
            _ => return None,
        };
        match name.get(1..)? {
            "d" => Some(Variant { emission, drying: true }),
            "n" => Some(Variant { emission, drying: false }),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> String {
        let emission = match self.emission {
            Emission::Low => "L",
            Emission::Moderate => "M",
            Emission::High => "H",
        };
        format!("{emission}{}", if self.drying { "d" } else { "n" })
    }
}

/// How the climate of a run differs from the reference, year by year.
#[derive(Clone, Debug, PartialEq)]
pub struct ClimateChange {
    /// Name, such as `Hd-2050`.
    pub name: String,
    /// Changes that hold in a year: every year where there is one, else straight lines between the years, the reference in
    /// [`REFERENCE_YEAR`] and before, the last change after the last year.
    pub anchors: Vec<(i16, YearFactors)>,
    /// Whether the climate changes from year to year.
    pub transient: bool,
    /// Factor on the persistence of wet and dry days in May-September (1: kept).
    pub dry_persistence: f64,
}

impl ClimateChange {
    /// Monthly changes of a year: those of the last anchor, or, where the climate changes from year to year, on straight lines
    /// between the anchors.
    pub fn factors_of(&self, year: i16) -> YearFactors {
        let none = [MonthFactors::NONE; 12];
        if !self.transient {
            return self.anchors.last().map_or(none, |(_, factors)| *factors);
        }
        let years: Vec<i16> = self.anchors.iter().map(|(year, _)| *year).collect();
        let (before, after, share) = between(&years, year);
        let at = |place: usize| if place == 0 { none } else { self.anchors[place - 1].1 };
        let (from, to) = (at(before), at(after));
        std::array::from_fn(|month| from[month].towards(&to[month], share))
    }
}

/// Share of the way between two neighbouring anchors, and their places; place 0 is the reference.
pub(super) fn between(anchors: &[i16], year: i16) -> (usize, usize, f64) {
    let mut before = (0, REFERENCE_YEAR);
    for (place, &at) in anchors.iter().enumerate() {
        if year <= at {
            let share = f64::from(year - before.1) / f64::from(at - before.1);
            return (before.0, place + 1, share.clamp(0.0, 1.0));
        }
        before = (place + 1, at);
    }
    (before.0, before.0, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for name in ["Ld", "Ln", "Md", "Mn", "Hd", "Hn"] {
            assert_eq!(Variant::named(name).expect("a scenario").name(), name);
        }
        for name in ["", "L", "Lx", "Hdd", "é"] {
            assert!(Variant::named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn changes_of_a_year_lie_on_the_line_to_the_horizon() {
        let warmer = MonthFactors { tmax_c: 2.0, rain: 0.8, ..MonthFactors::NONE };
        let mut change = ClimateChange {
            name: String::new(),
            anchors: vec![(2050, [warmer; 12])],
            transient: true,
            dry_persistence: 1.0,
        };
        let found = change.factors_of(2028)[6];
        assert!((found.tmax_c - 1.0).abs() < 1e-12 && (found.rain - 0.9).abs() < 1e-12);
        assert_eq!((change.factors_of(2000)[0], change.factors_of(2080)[0]), (MonthFactors::NONE, warmer));
        change.transient = false;
        assert_eq!(change.factors_of(2000)[3], warmer);
    }

    #[test]
    fn years_lie_between_their_anchors() {
        let anchors = [2050, 2100];
        assert_eq!(between(&anchors, 1990), (0, 1, 0.0));
        assert_eq!(between(&anchors, 2028), (0, 1, 0.5));
        assert_eq!(between(&anchors, 2050), (0, 1, 1.0));
        assert_eq!(between(&anchors, 2075), (1, 2, 0.5));
        assert_eq!(between(&anchors, 2130), (2, 2, 0.0));
    }
}
