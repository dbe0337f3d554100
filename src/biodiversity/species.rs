//! Traits of verge plants.
//!
//! `species.csv` holds 155 species of Dutch road verges. It was put together from open tables: indicator values and
//! codes of Tyler et al. 2021 (Ecological Indicators 120:106923), Pignatti et al. 2005 and EIVE 1.0 (Dengler et al. 2023,
//! CC BY), each turned to Ellenberg's scale and taken as the median; heights and seed mass of Díaz et al. 2022
//! (Scientific Data 9:755); bloom and nectar of Baude et al. 2016 (Nature 530:85-88); strategies after Grime.
//!
//! Weight the columns carry: indicator values, heights, longevity and nectar are published; **Dutch and English names,
//! 106 of the 155 flowering months, seed lags, reflowering shares, host-class limits and availability are from memory
//! (unconfirmed)**; the flag is a judgement, and the legal status of invasive species must be checked by the user.
//! A user's own table has the same columns ([`read()`]).

mod read;

pub use read::read;

use std::sync::OnceLock;

use super::flowering::FloweringCurve;

const TABLE: &str = include_str!("species.csv");

/// Group by family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionalGroup {
    /// Grasses.
    Grass,
    /// Sedges and rushes.
    Graminoid,
    /// Legumes.
    Legume,
    /// Other herbs.
    Herb,
    /// Hemiparasites.
    Parasite,
    /// Dwarf shrubs and brambles.
    Shrub,
    /// Ferns.
    Fern,
}

/// What a road authority thinks of a species; a judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// Hay-meadow, heath or dry-grassland species wanted in verges.
    Target,
    /// Tall dominating grass.
    High,
    /// Ruderal of nutrient-rich places.
    Nitro,
    /// Nuisance to neighbours.
    Nuisance,
    /// Toxic in hay.
    Toxic,
    /// Alien and toxic in hay.
    ToxicAlien,
    /// Invasive.
    Invasive,
    /// Listed invasive alien (legal status to be checked by the user).
    InvasiveAlien,
    /// Causes hay fever.
    Allergen,
    /// No flag.
    None,
}

/// A row of the species table.
#[derive(Clone, Debug)]
pub struct Species {
    /// Place in the table, from 0.
    pub index: usize,
    /// Scientific name.
    pub name: String,
    /// Dutch name (from memory, unconfirmed).
    pub dutch_name: String,
    /// English name (from memory, unconfirmed).
    pub english_name: String,
    /// Functional group.
    pub group: FunctionalGroup,
    /// Ellenberg light, 1-9.
    pub light: f64,
    /// Ellenberg moisture, 1-12.
    pub moisture: f64,
    /// Ellenberg reaction, 1-9.
    pub reaction: f64,
    /// Ellenberg nutrients, 1-9.
    pub nutrients: f64,
    /// Spread of the nutrient value between its sources.
    pub nutrients_sd: f64,
    /// Mowing and grazing optimum, 1 (none) to 8 (needs strong).
    pub mowing_optimum: f64,
    /// Longevity, 1 annual to 4 long-lived.
    pub longevity: f64,
    /// First month of flowering, 1-12.
    pub flower_first_month: f64,
    /// Last month of flowering, 1-12.
    pub flower_last_month: f64,
    /// Day of the year of full flowering.
    pub flower_peak_day: f64,
    /// Vegetative height, m.
    pub height_m: f64,
    /// Days from flower opening to ripe seed (from memory, unconfirmed; sd 8 d).
    pub seed_lag_days: u16,
    /// Size of a second flush over the potential that a cut removed (from memory, unconfirmed; sd 30 %).
    pub reflower: f64,
    /// Nectar at full cover, g sugar/m2/yr.
    pub nectar_g_m2: f64,
    /// Host class, 1-8: organisms that use the plant.
    pub host_class: f64,
    /// Seed bank, 1 none to 4 large.
    pub seed_bank: f64,
    /// Judgement of the road authority.
    pub flag: Flag,
    /// Chance that the species is in the pool of a random place (from memory, unconfirmed), 0-1.
    pub availability: f64,
}

impl Species {
    /// Every species, in the order of the table.
    pub fn all() -> &'static [Species] {
        static ALL: OnceLock<Vec<Species>> = OnceLock::new();
        ALL.get_or_init(|| read("species.csv", TABLE.as_bytes()).expect("the embedded table is read by a test"))
    }

    /// Species wanted in verges, in the order of the table.
    pub fn targets() -> impl Iterator<Item = &'static Species> {
        Self::all().iter().filter(|species| species.flag == Flag::Target)
    }

    /// The shipped species of a scientific name (any case).
    pub fn named(name: &str) -> Option<&'static Species> {
        Self::find(Self::all(), name)
    }

    /// The species of a scientific name (any case) in a list.
    pub fn find<'a>(list: &'a [Species], name: &str) -> Option<&'a Species> {
        list.iter().find(|species| species.name.eq_ignore_ascii_case(name.trim()))
    }

    /// When the species flowers and ripens.
    pub fn flowering(&self) -> FloweringCurve {
        FloweringCurve::of(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_155_species_of_which_63_are_wanted() {
        let all = Species::all();
        assert_eq!(all.len(), 155);
        assert_eq!(Species::targets().count(), 63);
        let count = |flag: Flag| all.iter().filter(|s| s.flag == flag).count();
        assert_eq!([Flag::High, Flag::Nitro, Flag::InvasiveAlien, Flag::None].map(count), [9, 8, 3, 64]);
        assert_eq!(all.iter().filter(|s| s.group == FunctionalGroup::Herb).count(), 97);
    }

    #[test]
    fn values_lie_in_their_ranges() {
        for s in Species::all() {
            assert!((1.0..=9.0).contains(&s.nutrients) && (1.0..=9.0).contains(&s.light), "{}", s.name);
            assert!((1.0..=12.0).contains(&s.moisture) && (1.0..=9.0).contains(&s.reaction), "{}", s.name);
            assert!((0.0..=1.0).contains(&s.availability) && (0.0..=1.0).contains(&s.reflower), "{}", s.name);
            assert!(
                s.flower_first_month <= s.flower_last_month && s.height_m > 0.0 && s.nutrients_sd > 0.0,
                "{}",
                s.name
            );
        }
        let knapweed = Species::named("centaurea jacea").expect("in the table");
        assert_eq!((knapweed.seed_lag_days, knapweed.reflower, knapweed.height_m), (40, 0.5, 0.48));
        assert_eq!(knapweed.flag, Flag::Target);
        assert!(Species::named("Nihil nihil").is_none());
    }
}
