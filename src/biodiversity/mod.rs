//! Indicators of life of a year: plants and how slowly they follow, flowers, nectar and its gaps, seeds, insects and their
//! refuges, structure, connectivity, problem species, and an index for ranking.
//!
//! | module | holds | reads |
//! |---|---|---|
//! | [`season`] | production, litter, height and light of a year | half-month means of the sward |
//! | [`response`], [`flowering`], [`seed`] | flowers of each day and ripe seed of each species | cuts of the year, warmth of spring |
//! | [`community`], [`plant_year`] | suitability, equilibrium, occupancy; cover and nectar | the two above, the year before |
//! | [`nectar`] | gaps, continuity, half-months | nectar of each day |
//! | [`insects`], [`losses`], [`potential`] | survival of guilds, long-run potential | cuts of all patches, plants |
//! | [`structure`], [`connectivity`] | heights, refuges; connected area of a network | patches; all segments |
//! | [`problem_species`], [`index`] | rules; one number | observed species; the measures |
//! | [`draws`] | sets of everything that is assumed | ranges of the parameters |
//! | [`fertility`] | nitrogen to production where no growth engine runs | mass taken away |
//!
//! Nothing here looks at the name of a regime: regimes act through their cut events alone. Left out: soil seed banks by
//! depth, grazing, species beyond the 155 of the table, and seed that machines carry between segments.
//!
//! Agreement: 45 cases of site and regime computed from the same text are met within 2 % in all 21 columns
//! (`tests/it/life/golden.rs`), with light at sixteen heights and means of half-months in place of daily values. What field
//! studies found is checked on that canopy (`findings.rs`) and on the growth engine (`engine.rs`), which also tells where the
//! two disagree.

pub mod community;
pub mod connectivity;
pub mod draws;
pub mod fertility;
pub mod flowering;
pub mod index;
pub mod insects;
pub mod losses;
pub mod nectar;
pub mod parameters;
pub mod plant_year;
pub mod plants;
pub mod potential;
pub mod problem_species;
pub mod response;
pub mod season;
pub mod seed;
pub mod species;
pub mod structure;
