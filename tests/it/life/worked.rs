//! Numbers worked by hand, and properties that hold whatever the numbers, on the toy canopy.

use super::toy::{CLAY, SAND, ToyPatch, ToyRegime, ToySite, plant_years};
use zeis::biodiversity::community::{Fit, SitePlants};
use zeis::biodiversity::nectar::DailyNectar;
use zeis::biodiversity::parameters::PlantParameters;
use zeis::biodiversity::plants::Plants;
use zeis::biodiversity::season::LightPlace;
use zeis::biodiversity::species::Species;

#[test]
fn suitability_of_three_species_is_as_worked() {
    let plants = Plants::shipped();
    let names = ["Leucanthemum vulgare", "Arrhenatherum elatius", "Hypochaeris radicata"];
    for (toy, expected) in [(CLAY, [0.072, 0.846, 0.006]), (SAND, [0.759, 0.035, 0.805])] {
        let cuts = [ToyRegime::hay(&[258]).cut(258)];
        let mut patch = ToyPatch::start(toy.production_t_ha);
        let season = patch.year(toy.production_t_ha, &cuts).season;
        let site = SitePlants::new(plants, toy.moisture, toy.reaction);
        let fit = Fit::of(plants, &site, &season);
        for (name, expected) in names.iter().zip(expected) {
            let species = Species::named(name).expect("in the table");
            let found = fit.of_species(species.index);
            assert!((found - expected).abs() < 0.001 + 0.01 * expected, "{name}: {found}, worked {expected}");
        }
        if toy.production_t_ha > 8.0 {
            let daisy = Species::named(names[0]).expect("in the table");
            let light = season.light.at(LightPlace::of(daisy.height_m));
            let half = 0.02 * f64::powf(2.0, daisy.light - 4.0);
            let suits = light * light / (light * light + half * half);
            assert!((suits - 0.937).abs() < 0.002, "{suits}");
        }
    }
}

/// Richness in the first year over production: a hump with its top near 6 t/ha.
#[test]
fn richness_is_humped_over_production() {
    let plants = Plants::shipped();
    let worked = [(1.0, 13.9), (2.0, 19.6), (3.0, 25.4), (4.0, 30.3), (6.0, 34.7), (9.0, 26.5), (12.0, 11.7)];
    for (production_t_ha, expected) in worked {
        let toy = ToySite { production_t_ha, moisture: 5.0, reaction: 6.0 };
        let found = plant_years(plants, toy, &ToyRegime::hay(&[258]), 1)[0].1[0].1.richness;
        assert!((found - expected).abs() < 0.01 * expected, "{production_t_ha} t/ha: {found}, worked {expected}");
    }
}

#[test]
fn hay_never_yields_more_next_year_than_mulch() {
    let plants = Plants::shipped();
    for toy in [CLAY, SAND] {
        for days in [&[258][..], &[178, 258], &[135, 178, 258]] {
            let production = |regime: &ToyRegime| -> Vec<f64> {
                plant_years(plants, toy, regime, 5).into_iter().map(|year| year.0).collect()
            };
            let (hay, mulch) = (production(&ToyRegime::hay(days)), production(&ToyRegime::mulch(days)));
            assert!(hay.iter().zip(&mulch).skip(1).all(|(hay, mulch)| hay < mulch), "{days:?}");
        }
    }
}

/// Plants without a second flush, over which the properties of flowers hold.
fn plants_without_second_flush() -> Plants {
    let species: Vec<Species> = Species::all().iter().map(|s| Species { reflower: 0.0, ..s.clone() }).collect();
    Plants::new(&species, PlantParameters::default())
}

/// Nectar of the first year, patch by patch, under cuts that leave the same plants.
fn nectar(plants: &Plants, toy: ToySite, regime: &ToyRegime) -> Vec<DailyNectar> {
    plant_years(plants, toy, regime, 1).remove(0).1.into_iter().map(|(_, plant)| plant.nectar).collect()
}

#[test]
fn a_segment_of_two_patches_never_feeds_less_than_its_poorer_patch() {
    let plants = Plants::shipped();
    for toy in [CLAY, SAND] {
        let (mown, uncut) = (nectar(plants, toy, &ToyRegime::hay(&[196])), nectar(plants, toy, &ToyRegime::hay(&[])));
        let mut both = DailyNectar::default();
        both.add(&mown[0], 0.5);
        both.add(&uncut[0], 0.5);
        for day in 1..=365 {
            assert!(both.0[day] >= mown[0].0[day].min(uncut[0].0[day]) - 1e-12);
        }
    }
}

/// A larger uncut share keeps at least as much nectar in the five weeks after the cut.
#[test]
fn leaving_more_never_lowers_nectar_soon_after_the_cut() {
    let plants = plants_without_second_flush();
    for toy in [CLAY, SAND] {
        for day in [135_u16, 178, 196, 227] {
            let (mown, uncut) =
                (nectar(&plants, toy, &ToyRegime::hay(&[day])), nectar(&plants, toy, &ToyRegime::hay(&[])));
            for after in usize::from(day)..usize::from(day) + 35 {
                assert!(uncut[0].0[after] >= mown[0].0[after], "{day} {after}");
            }
        }
    }
}
