//! What a year of a stand leaves behind.

use crate::fire::rate_doubt::FORMS;
use crate::mowing::CutEvent;

/// Limits of the classes of spread rate, m/min: class `i` holds rates above limit `i-1` and up to limit `i`.
pub const SPREAD_LIMITS_M_MIN: [f64; 7] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0];
/// Classes of spread rate.
pub const SPREAD_CLASSES: usize = SPREAD_LIMITS_M_MIN.len() + 1;
/// First class of fast fires: above 2 m/min.
pub const FAST_CLASS: usize = 4;
/// Wind sectors of 45 degrees, the first centred on north.
pub const WIND_SECTORS: usize = 8;
/// Half-months in a year.
pub const HALF_MONTHS: usize = 24;

/// Sums of one cell of the table of wind sectors and spread classes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpreadCell {
    /// Sum of susceptibility h.
    pub susceptibility: f64,
    /// Sum of h times flame length, m.
    pub flame: f64,
    /// Sum of h times consumed mass, kg/m2.
    pub consumed: f64,
}

/// A table of fires: cells by wind sector and class of spread.
pub type FireTable = [[SpreadCell; SPREAD_CLASSES]; WIND_SECTORS];

/// Spread that stands for a class, m/min: the geometric mean of its limits, half the limit of the slowest, 1.4 times that of
/// the fastest.
pub fn spread_of_class(class: usize) -> f64 {
    match class {
        0 => 0.5 * SPREAD_LIMITS_M_MIN[0],
        7.. => 1.4 * SPREAD_LIMITS_M_MIN[6],
        _ => (SPREAD_LIMITS_M_MIN[class - 1] * SPREAD_LIMITS_M_MIN[class]).sqrt(),
    }
}

/// Sums of susceptibility by the readings of [`Readings`](crate::fire::readings::Readings).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ReadingSums {
    /// With half the flame scale.
    pub short_scale: f64,
    /// With twice the flame scale.
    pub long_scale: f64,
    /// By dead load and curing.
    pub by_load: f64,
    /// By the flame of the other model of spread.
    pub second_opinion: f64,
    /// By the flame, with grass that burns easily after a machine cut.
    pub fresh_cut: f64,
}

/// Means of one half-month, and its sum of susceptibility.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HalfMonth {
    /// Leaf area index.
    pub leaf_area: f64,
    /// Sward height, m.
    pub height_m: f64,
    /// Live standing mass, kg DM/ha.
    pub live_kg_ha: f64,
    /// Dead standing mass and litter, kg DM/ha.
    pub dead_kg_ha: f64,
    /// Sum of susceptibility h.
    pub susceptibility: f64,
}

/// Accumulated numbers of one stand in one year and member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StandYear {
    /// Sum of growth, kg DM/ha.
    pub growth_kg_ha: f64,
    /// Largest standing mass, kg DM/ha.
    pub standing_peak_kg_ha: f64,
    /// Production that clipping would find (biodiversity.md 0.1, `Y_clip`), kg DM/ha.
    pub production_kg_ha: f64,
    /// Largest sum of standing dead and litter of April to September, kg DM/ha.
    pub dead_fuel_peak_kg_ha: f64,
    /// Largest curing of June to August, share.
    pub curing_peak: f64,
    /// Dead mass (standing and litter) on 31 March, kg DM/ha.
    pub dead_spring_kg_ha: f64,
    /// Sum of susceptibility h.
    pub susceptibility: f64,
    /// The same from 1 March to 15 May.
    pub susceptibility_spring: f64,
    /// The same from 16 May to 30 September.
    pub susceptibility_summer: f64,
    /// Sum of h on days with a flame above each of [`FLAME_LIMITS_M`](crate::fire::annual::FLAME_LIMITS_M).
    pub susceptibility_above: [f64; 4],
    /// Sum of h (1 + flame / 1.5 m).
    pub susceptibility_weighted: f64,
    /// Sums of susceptibility by the other readings.
    pub readings: ReadingSums,
    /// Days with a flame of 1.2 m or more.
    pub flame_days: f64,
    /// Days with h of 0.15 or more, and by the other forms of [`Reading::ALL`](crate::fire::rate_doubt::Reading::ALL) with as
    /// many fires.
    pub susceptible_days: [f64; FORMS],
    /// Days with both, by the same forms.
    pub hazard_days: [f64; FORMS],
    /// Mean sward height of April to September, m.
    pub mean_height_m: f64,
    /// Days with a sward above each height limit of the scenario.
    pub tall_days: [f64; 2],
    /// Share of the days with a sward within the height of the agreed visual quality; 1 where none is agreed.
    pub quality_share: f64,
    /// Days of April to September with a sward below 0.15 m within 42 days from a cut.
    pub short_days: f64,
    /// Means of the half-months.
    pub half_months: [HalfMonth; HALF_MONTHS],
    /// Sums by wind sector and class of spread rate, over days with a known wind direction.
    pub spread: FireTable,
    /// Cuts that happened, in order of date.
    pub cuts: Vec<CutEvent>,
}

impl StandYear {
    /// Mean sward height of January, m.
    pub fn january_height_m(&self) -> f64 {
        f64::midpoint(self.half_months[0].height_m, self.half_months[1].height_m)
    }

    /// Susceptibility of fast fires, on all days: their share in the table of the days with a known wind, of the whole sum.
    pub fn fast_susceptibility(&self) -> f64 {
        let over = |classes: std::ops::Range<usize>| -> f64 {
            self.spread.iter().flat_map(|cells| &cells[classes.clone()]).map(|cell| cell.susceptibility).sum()
        };
        let known = over(0..SPREAD_CLASSES);
        if known > 0.0 { self.susceptibility * over(FAST_CLASS..SPREAD_CLASSES) / known } else { 0.0 }
    }

    /// Sum over the cuts of a quantity, such as the mass taken away.
    pub fn over_cuts(&self, quantity: impl Fn(&CutEvent) -> f64) -> f64 {
        self.cuts.iter().map(quantity).sum()
    }
}
