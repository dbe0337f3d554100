//! What was measured and mown on a network.

pub mod read;

use crate::calendar::Date;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Standing mass, live and dead, before a cut of that day, kg DM/ha.
    Standing,
    /// Mass of one cut, kg DM/ha.
    Yield,
    /// Mass cut since 1 January, kg DM/ha.
    CumulativeYield,
    /// Gross growth, mean of four weeks, kg DM/ha/d.
    Growth,
    /// Sward height on the evening before, m.
    Height,
    /// Plant species in 25 m2.
    Richness,
    /// Target species in 25 m2.
    TargetRichness,
    /// Cover of grasses, share.
    GrassShare,
    /// Dead share of the standing mass.
    Curing,
}

/// What a quantity tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// How much grows: the fertility of the site follows.
    Growth,
    /// Which plants are there: the community follows.
    Species,
    /// Held against what was expected; nothing follows.
    Nothing,
}

/// Name in files; standard deviation where none is given, as a share of the value and at least; largest value.
const TABLE: [(Quantity, &str, f64, f64, f64); 9] = [
    (Quantity::Standing, "standing_kg_ha", 0.2, 0.0, 50_000.0),
    (Quantity::Yield, "yield_kg_ha", 0.2, 0.0, 50_000.0),
    (Quantity::CumulativeYield, "cum_yield_kg_ha", 0.1, 0.0, 50_000.0),
    (Quantity::Growth, "growth_kg_ha_day", 0.3, 0.0, 500.0),
    (Quantity::Height, "height_m", 0.0, 0.05, 4.0),
    (Quantity::Richness, "richness", 0.0, 3.0, 200.0),
    (Quantity::TargetRichness, "target_richness", 0.0, 1.5, 100.0),
    (Quantity::GrassShare, "grass_share", 0.0, 0.1, 1.0),
    (Quantity::Curing, "curing", 0.0, 0.1, 1.0),
];

impl Quantity {
    /// Every quantity.
    pub const ALL: [Quantity; 9] = [
        Quantity::Standing,
        Quantity::Yield,
        Quantity::CumulativeYield,
        Quantity::Growth,
        Quantity::Height,
        Quantity::Richness,
        Quantity::TargetRichness,
        Quantity::GrassShare,
        Quantity::Curing,
    ];

    /// The quantity of this name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Name in files.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// Values that can be.
    pub fn range(self) -> std::ops::RangeInclusive<f64> {
        0.0..=TABLE[self as usize].4
    }

    /// Standard deviation of a measurement where none is given (assumptions).
    pub fn usual_sd(self, value: f64) -> f64 {
        let (_, _, share, least, _) = TABLE[self as usize];
        (share * value.abs()).max(least).max(1e-9)
    }

    /// What follows from it.
    pub fn tells(self) -> Tells {
        match self {
            Quantity::Richness | Quantity::TargetRichness => Tells::Species,
            Quantity::GrassShare | Quantity::Curing => Tells::Nothing,
            _ => Tells::Growth,
        }
    }

    /// Whether its logarithm is taken.
    pub fn needs_logarithm(self) -> bool {
        self.tells() != Tells::Nothing
    }
}

/// A measured value.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Segment of the network.
    pub segment: usize,
    /// Day.
    pub date: Date,
    /// What was measured.
    pub quantity: Quantity,
    /// Its value.
    pub value: f64,
    /// Standard deviation of the value.
    pub sd: f64,
    /// Line in the table.
    pub line: usize,
}

/// What was mown of a segment on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Segment of the network.
    pub segment: usize,
    /// Day.
    pub date: Date,
    /// Share of the main verge; 0: it was not mown.
    pub share: f64,
}

/// Everything that was observed, by segment and date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    /// Measured values.
    pub measured: Vec<Measured>,
    /// What was mown; a segment with a row in a year was mown in that year as its rows say, and not otherwise.
    pub cuts: Vec<Cut>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_quantities() {
        for (at, quantity) in Quantity::ALL.into_iter().enumerate() {
            assert_eq!((TABLE[at].0, Quantity::named(quantity.name())), (quantity, Some(quantity)));
        }
        assert_eq!(Quantity::Standing.usual_sd(3000.0), 600.0);
    }
}
