//! The 45 golden cases of site and regime: 15 years of the toy canopy, within 3 %.

use super::toy::{CLAY, LOAM, SAND, ToyRegime, ToySite, plant_years};
use std::collections::BTreeMap;
use zeis::biodiversity::index::{IndexValues, default_weights, index};
use zeis::biodiversity::insects::{GuildSurvival, PatchCuts, survival};
use zeis::biodiversity::losses::{Guild, InsectParameters};
use zeis::biodiversity::nectar::{DailyNectar, continuity};
use zeis::biodiversity::plant_year::PlantYear;
use zeis::biodiversity::plants::Plants;
use zeis::biodiversity::potential::{Habitat, insect_potential};
use zeis::mowing::CutEvent;
use zeis::mowing::regime::Machine;

/// Largest relative difference, and the difference that counts as none.
const TOLERANCE: f64 = 0.03;
const AS_PRINTED: f64 = 1e-4;

/// The regime of a golden name. The days of the six cuts are not told; these reproduce all its columns.
fn regime(name: &str) -> ToyRegime {
    const DAYS: [(&str, u16); 5] = [("may15", 135), ("jun27", 178), ("aug08", 220), ("sep15", 258), ("oct12", 285)];
    if name == "6x_mulch" {
        return ToyRegime::mulch(&[110, 140, 170, 200, 230, 260]);
    }
    let days: Vec<u16> = DAYS.iter().filter(|(part, _)| name.contains(part)).map(|(_, day)| *day).collect();
    let mut regime = if name.ends_with("mulch") { ToyRegime::mulch(&days) } else { ToyRegime::hay(&days) };
    regime.phased = name.contains("phased25");
    if name.ends_with("suction") {
        regime.machine = Machine::FlailSuction;
    }
    if name.ends_with("eco") {
        regime.machine = Machine::EcoHead;
    }
    regime
}

fn site(name: &str) -> ToySite {
    match name {
        "clay_productive" => CLAY,
        "loam_mid" => LOAM,
        _ => SAND,
    }
}

/// Survival of insects: the j-th cut of the year leaves quarter j.
pub fn guilds(regime: &ToyRegime) -> GuildSurvival {
    let patches = regime.patches();
    let lists: Vec<Vec<CutEvent>> = (0..patches).map(|patch| regime.cuts(patch, 0)).collect();
    let parts: Vec<PatchCuts> = lists.iter().map(|cuts| PatchCuts { area_share: 1.0 / patches as f64, cuts }).collect();
    survival(&parts, &InsectParameters::default())
}

/// Every column of a golden row: state in year 15, flowers and seeds as means of the last four years.
pub fn columns(plants: &Plants, toy: ToySite, regime: &ToyRegime) -> BTreeMap<&'static str, f64> {
    let years = plant_years(plants, toy, regime, 15);
    let (production, last) = &years[14];
    let patches = last.len() as f64;
    let of_last = |of: &dyn Fn(&PlantYear) -> f64| last.iter().map(|(_, plant)| of(plant)).sum::<f64>() / patches;
    let late = || years[11..].iter().flat_map(|year| &year.1).map(|(_, plant)| plant);
    let of_late = |of: &dyn Fn(&PlantYear) -> f64| late().map(of).sum::<f64>() / (4.0 * patches);
    let mut nectar = DailyNectar::default();
    late().for_each(|plant| nectar.add(&plant.nectar, 0.25 / patches));
    let bins: Vec<f64> = (0..14).map(|bin| nectar.0[76 + 15 * bin..91 + 15 * bin].iter().sum()).collect();
    let guilds = guilds(regime);
    let parameters = InsectParameters::default();
    let habitat = Habitat {
        richness: of_last(&|plant| plant.richness),
        target_richness: of_last(&|plant| plant.target_richness),
        target_nectar_kg_ha: of_late(&|plant| plant.target_nectar_kg_ha),
        mean_height_m: last.iter().map(|(year, _)| year.season.mean_height_m).sum::<f64>() / patches,
    };
    let values = IndexValues {
        target_richness: Some(habitat.target_richness),
        richness: Some(habitat.richness),
        production_t_ha: Some(*production),
        target_nectar_kg_ha: Some(habitat.target_nectar_kg_ha),
        gap_days: Some(nectar.gap_days(5.0) as f64),
        seed_set: Some(of_late(&|plant| plant.target_seed_set)),
        insect_survival: Some(guilds.index()),
        insect_potential: Some(insect_potential(&habitat, &guilds, &parameters)),
        winter_survival: Some(guilds.overwintering()),
        structure: None,
        connectivity: None,
    };
    let value = |value: Option<f64>| value.expect("given above");
    BTreeMap::from([
        ("richness_y15", habitat.richness),
        ("target_richness_y15", habitat.target_richness),
        ("production_t_ha_y15", *production),
        ("grass_share_y15", of_last(&|plant| plant.grass_share)),
        ("nectar_kg_ha_yr", nectar.of_year(5.0).year_kg_ha),
        ("nectar_target_kg_ha_yr", habitat.target_nectar_kg_ha),
        ("nectar_aug_sep_kg_ha", nectar.of_year(5.0).late_summer_kg_ha),
        ("forage_gap_days", value(values.gap_days)),
        ("continuity", continuity(&bins)),
        ("seed_set_target", value(values.seed_set)),
        ("surv_caterpillar", guilds.of(Guild::Caterpillars)),
        ("surv_orthoptera", guilds.of(Guild::Orthoptera)),
        ("surv_sward", guilds.of(Guild::Sward)),
        ("surv_bees", guilds.of(Guild::Bees)),
        ("surv_overwinter", guilds.overwintering()),
        ("Astar_orthoptera", guilds.population(Guild::Orthoptera, &parameters)),
        ("insect_survival_index", guilds.index()),
        ("insect_potential", value(values.insect_potential)),
        ("mean_height_cm", 100.0 * habitat.mean_height_m),
        // the golden column counts every short day, not only those soon after a cut
        ("short_sward_share", last.iter().map(|(year, _)| year.all_short_share).sum::<f64>() / patches),
        ("index", index(&values, &default_weights(), 1.0, false).expect("nine parts")),
    ])
}

#[test]
fn forty_five_cases_are_met() {
    let plants = Plants::shipped();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/published/biodiversity_golden.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).expect("the golden table");
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 45);
    let (mut worst, mut failures) = (BTreeMap::new(), Vec::new());
    for row in &rows {
        let found = columns(plants, site(&row["site"]), &regime(&row["regime"]));
        assert_eq!(found.len() + 2, row.len(), "every column is compared");
        for (name, found) in found {
            let expected: f64 = row[name].parse().expect("a number");
            let off = (found - expected).abs();
            if off > AS_PRINTED {
                let relative = off / expected.abs();
                let largest: &mut f64 = worst.entry(name).or_default();
                *largest = largest.max(relative);
                if relative > TOLERANCE {
                    failures.push(format!("{} {} {name}: {found:.4}, golden {expected}", row["site"], row["regime"]));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} values differ:\n{}", failures.len(), failures.join("\n"));
    println!("largest relative differences {worst:.4?}");
}
