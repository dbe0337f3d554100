//! The administrative road edge: one side of about 100 m of road, with everything that growth does not read kept apart.

use crate::calendar::Date;

/// Side of the carriageway on which a verge lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Left in the direction of the kilometres (*links*).
    Left,
    /// Between carriageways.
    Middle,
    /// Right in the direction of the kilometres (*rechts*).
    Right,
}

impl Side {
    /// Names in files.
    pub const WORDS: [(&'static str, Side); 3] = [("Li", Side::Left), ("Re", Side::Right), ("middle", Side::Middle)];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Side::Left => "Li",
            Side::Right => "Re",
            Side::Middle => "middle",
        }
    }
}

/// Soil of the verge; gives water capacity and the moisture and reaction of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Soil {
    /// Dry sand.
    SandDry,
    /// Moist sand.
    SandMoist,
    /// Loam.
    Loam,
    /// Calcareous loam.
    LoamCalcareous,
    /// Clay.
    Clay,
    /// Peat.
    Peat,
}

impl Soil {
    /// Names in files.
    pub const WORDS: [(&'static str, Soil); 6] = [
        ("sand_dry", Soil::SandDry),
        ("sand_moist", Soil::SandMoist),
        ("loam", Soil::Loam),
        ("loam_calcareous", Soil::LoamCalcareous),
        ("clay", Soil::Clay),
        ("peat", Soil::Peat),
    ];

    /// Name in files.
    pub fn name(self) -> &'static str {
        Soil::WORDS[self as usize].0
    }
}

/// Productivity of the verge: below 3.5, 3.5-6, above 6 t DM/ha/yr (working convention, unconfirmed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProductivityClass {
    /// Below 3.5 t DM/ha/yr.
    Low,
    /// 3.5 to 6 t DM/ha/yr.
    Mid,
    /// Above 6 t DM/ha/yr.
    High,
}

impl ProductivityClass {
    /// Names in files.
    pub const WORDS: [(&'static str, ProductivityClass); 3] =
        [("low", ProductivityClass::Low), ("mid", ProductivityClass::Mid), ("high", ProductivityClass::High)];

    /// Name in files.
    pub fn name(self) -> &'static str {
        ProductivityClass::WORDS[self as usize].0
    }
}

/// Vegetation of the verge; only the grass types are simulated and mown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VegetationType {
    /// Grass-dominated.
    Grass,
    /// Herb-rich grass.
    HerbRichGrass,
    /// Heath, reed, shrub or wood: listed but not simulated.
    Other,
}

impl VegetationType {
    /// Names in files; heath, reed, shrub and wood are listed but not simulated.
    pub const WORDS: [(&'static str, VegetationType); 6] = [
        ("grass", VegetationType::Grass),
        ("herb_rich_grass", VegetationType::HerbRichGrass),
        ("heath", VegetationType::Other),
        ("reed", VegetationType::Other),
        ("shrub", VegetationType::Other),
        ("wood", VegetationType::Other),
    ];
}

/// What lies behind the verge; its weight counts the harm of a fire that escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjacentUse {
    /// Dry heath.
    Heath,
    /// Pine forest.
    PineForest,
    /// Peat or wet heath.
    Peat,
    /// Deciduous forest.
    DeciduousForest,
    /// Crop.
    Crop,
    /// Improved grass.
    Grass,
    /// Other nature.
    Nature,
    /// Built-up land.
    Urban,
    /// Water.
    Water,
}

impl AdjacentUse {
    /// Names in files, without the aliases `forest` and `arable`.
    pub const WORDS: [(&'static str, AdjacentUse); 9] = [
        ("heath", AdjacentUse::Heath),
        ("pine_forest", AdjacentUse::PineForest),
        ("peat", AdjacentUse::Peat),
        ("deciduous_forest", AdjacentUse::DeciduousForest),
        ("crop", AdjacentUse::Crop),
        ("grass", AdjacentUse::Grass),
        ("nature", AdjacentUse::Nature),
        ("urban", AdjacentUse::Urban),
        ("water", AdjacentUse::Water),
    ];

    /// Name in files.
    pub fn name(self) -> &'static str {
        AdjacentUse::WORDS[self as usize].0
    }
}

/// A place on the map in RD New (EPSG:28992), metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// East.
    pub x_m: f64,
    /// North.
    pub y_m: f64,
}

/// A problem species seen on a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenSpecies {
    /// Latin name, as in the table of species.
    pub name: String,
    /// Cover, 0-1.
    pub cover: f64,
}

/// What growth reads of a segment, after defaults and rounding; equal sites share their stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteColumns {
    /// Soil.
    pub soil: Soil,
    /// Productivity class.
    pub productivity: ProductivityClass,
    /// Water capacity of the root zone, mm (rounded to 10).
    pub whc_mm: f64,
    /// Nitrogen mineralised in the first year at 10 C, kg N/ha (rounded to 5).
    pub n_mineralisation_kg_ha: f64,
    /// Yearly turnover of active organic nitrogen at 10 C, 1/yr.
    pub n_turnover_per_year: f64,
    /// Nitrogen deposition, kg N/ha/yr (rounded to 2).
    pub n_deposition_kg_ha: f64,
    /// Share of radiation lost to trees and buildings (rounded to 0.05).
    pub shade: f64,
    /// Ellenberg moisture of the site (rounded to 0.5).
    pub ellenberg_f: f64,
    /// Ellenberg reaction of the site (rounded to 0.5).
    pub ellenberg_r: f64,
    /// Shares of the functional groups A-D, summing to 1.
    pub shares: [f64; 4],
}

/// One segment-side of the network: a row of the segment table with defaults filled in.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Unique name.
    pub id: String,
    /// Road number, such as `A12`.
    pub road: String,
    /// Hectometre letter, often empty.
    pub letter: String,
    /// Carriageway: `L`, `R`, an NWB code, or empty.
    pub carriageway: String,
    /// Side of the carriageway.
    pub side: Side,
    /// Kilometre at the start.
    pub km_from: f64,
    /// Kilometre at the end, above `km_from`.
    pub km_to: f64,
    /// The two ends on the map, if known.
    pub ends: Option<[Point; 2]>,
    /// Length, m.
    pub length_m: f64,
    /// Carriageway edge to outer edge, m.
    pub width_m: f64,
    /// Area that is mown, m2.
    pub mown_area_m2: f64,
    /// Owner.
    pub owner: String,
    /// District: the area of one capacity row.
    pub district: String,
    /// Contract: tender lot.
    pub contract: String,
    /// Slope, degrees.
    pub slope_deg: f64,
    /// Vegetation type.
    pub vegetation: VegetationType,
    /// What growth reads.
    pub site: SiteColumns,
    /// What lies behind the verge.
    pub adjacent_use: AdjacentUse,
    /// Distance to the nearest Natura 2000 area, m, if known.
    pub natura2000_dist_m: Option<f64>,
    /// Vehicles a day, both directions.
    pub aadt: f64,
    /// Share of lorries.
    pub hgv_share: f64,
    /// Width of the safety strip, m.
    pub safety_strip_m: f64,
    /// Obstacles per 100 m.
    pub obstacles_per_100m: f64,
    /// Width of a ditch with water or a bare strip at the outer edge, m.
    pub barrier_m: f64,
    /// Whether a guard rail stands in the verge.
    pub guard_rail: bool,
    /// Whether the segment lies in a sight triangle.
    pub sight_triangle: bool,
    /// Whether protected species are known here.
    pub protected_species: bool,
    /// Problem species seen on it.
    pub problem_species: Vec<SeenSpecies>,
    /// Regime of today (a name of the scenario's regimes), if the table names one.
    pub current_regime: Option<String>,
    /// Date of the last cut, if known.
    pub last_cut: Option<Date>,
    /// Weather station or node named by the table.
    pub weather: Option<String>,
    /// Share of the fires of its hectometre that fall to this segment-side (1 over the number of sides there).
    pub ignition_share: f64,
    /// Line of the segment table this segment was read from.
    pub line: usize,
}

impl Segment {
    /// Whether the verge is grass that grows and is mown.
    pub fn is_grass(&self) -> bool {
        self.vegetation != VegetationType::Other
    }

    /// Middle of the segment on the map.
    pub fn middle(&self) -> Option<Point> {
        self.ends.map(|[a, b]| Point { x_m: f64::midpoint(a.x_m, b.x_m), y_m: f64::midpoint(a.y_m, b.y_m) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_words_of_the_files() {
        for (word, soil) in Soil::WORDS {
            assert_eq!(soil.name(), word);
        }
        for (word, class) in ProductivityClass::WORDS {
            assert_eq!(class.name(), word);
        }
        for (word, side) in Side::WORDS {
            assert_eq!(side.name(), word);
        }
        for (word, adjacent) in AdjacentUse::WORDS {
            assert_eq!(adjacent.name(), word);
        }
    }
}
