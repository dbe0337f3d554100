use super::*;
use crate::biodiversity::flowering::FloweringCurve;
use crate::biodiversity::species::Species;

fn cut(day_of_year: u16, height_m: f64) -> CutEvent {
    CutEvent {
        cut_kg_ha: 3000.0,
        exported_kg_ha: 2700.0,
        exported_n_kg_ha: 40.0,
        ..CutEvent::hay(day_of_year, height_m)
    }
}

fn cuts(days: &[u16]) -> Vec<CutEvent> {
    days.iter().map(|&day| cut(day, 0.06)).collect()
}

fn place(name: &str) -> usize {
    Species::named(name).expect("in the table").index
}

/// Daily flowers of one species.
fn daily(plants: &Plants, species: usize, cuts: &[CutEvent], shift_days: i32) -> [f64; DAY_SLOTS] {
    let mut weights = plants.constant(0.0);
    weights[species / BLOCK].set(species % BLOCK, 1.0);
    Response::of(plants, cuts, shift_days).daily(&weights)
}

/// Plants that send up no second flush.
fn without_second_flush() -> Plants {
    let species: Vec<Species> = Species::all().iter().map(|s| Species { reflower: 0.0, ..s.clone() }).collect();
    Plants::new(&species, crate::biodiversity::parameters::PlantParameters::default())
}

#[test]
fn knapweed_flowers_as_worked_by_hand() {
    let plants = Plants::shipped();
    let knapweed = place("Centaurea jacea");
    assert!((Response::of(plants, &[], 0).flowers_of(knapweed) - 1.0).abs() < 1e-12);
    let response = Response::of(plants, &cuts(&[178]), 0);
    assert!((response.flowers_of(knapweed) - 0.588).abs() < 1e-3, "{}", response.flowers_of(knapweed));
    let days = daily(plants, knapweed, &cuts(&[178]), 0);
    let second: f64 = days[213..=247].iter().sum::<f64>();
    let spared: f64 = daily(&without_second_flush(), knapweed, &cuts(&[178]), 0)[213..=247].iter().sum();
    assert!((second - spared - 0.41).abs() < 0.006, "{second} {spared}");
}

/// Day by day, by the definitions and without bends.
fn by_days(curve: &FloweringCurve, cuts: &[CutEvent]) -> Vec<f64> {
    let mut out = vec![0.0; DAY_SLOTS];
    let (mut standing, mut flushes) = (1.0, Vec::new());
    for day in 1..=365 {
        for cut in cuts.iter().filter(|cut| i32::from(cut.day_of_year) == day) {
            let removed = curve.stem_share_removed(cut.height_m);
            let hit = removed * curve.bud_stage(day);
            for (_, size) in &mut flushes {
                *size *= 1.0 - removed;
            }
            if day + 35 < 300 {
                flushes.push((day + 35, curve.second_flush_potential(day, hit * standing)));
            }
            standing *= 1.0 - hit;
        }
        let open = curve.flowered_by(day) - curve.flowered_by(day - 1);
        let second = flushes.iter().filter(|(first, _)| (*first..*first + 35).contains(&day) && day <= 304);
        out[day as usize] = standing * open + second.map(|(_, size)| size / 35.0).sum::<f64>();
    }
    out
}

#[test]
fn bends_sum_to_the_daily_definition_for_every_species() {
    let plants = Plants::shipped();
    let regimes: [&[u16]; 7] =
        [&[], &[178], &[178, 258], &[100, 135, 220, 285], &[60, 90, 120], &[178, 213, 214, 240], &[363]];
    for days in regimes {
        let cuts = cuts(days);
        for (species, curve) in Species::all().iter().map(Species::flowering).enumerate() {
            let (found, expected) = (daily(plants, species, &cuts, 0), by_days(&curve, &cuts));
            for day in 1..=365 {
                assert!((found[day] - expected[day]).abs() < 1e-12, "{species} {days:?} {day}");
            }
            let sum = Response::of(plants, &cuts, 0).flowers_of(species);
            assert!((sum - expected.iter().sum::<f64>()).abs() < 1e-12, "{species} {days:?}");
        }
    }
}

#[test]
fn a_warm_spring_moves_the_curve() {
    let plants = Plants::shipped();
    for species in [place("Centaurea jacea"), place("Bellis perennis")] {
        let (normal, early) = (daily(plants, species, &[], 0), daily(plants, species, &[], -8));
        for day in 1..350 {
            assert!((early[day] - normal[day + 8]).abs() < 1e-12, "{species} {day}");
        }
    }
}

#[test]
fn a_cut_never_adds_flowers_on_a_day_without_a_second_flush() {
    let plants = without_second_flush();
    for species in 0..plants.count {
        for day in (40..340).step_by(25) {
            let (low, high) = (cut(day, 0.06), cut(day, 0.25));
            let [uncut, at_low, at_high] = [&[][..], &[low], &[high]].map(|cuts| daily(&plants, species, cuts, 0));
            for at in 1..=365 {
                assert!(at_low[at] <= uncut[at] + 1e-12, "{species} {day} {at}");
                assert!(at_low[at] <= at_high[at] + 1e-12, "{species} {day} {at}");
            }
        }
    }
}

#[test]
fn seed_decides_on_short_lived_plants_and_on_spread() {
    let plants = Plants::shipped();
    let response = Response::of(plants, &cuts(&[120, 150, 180, 210, 240, 270]), 0);
    let knapweed = place("Centaurea jacea");
    assert!(response.seed_set_of(knapweed) < 0.05);
    assert!(response.spread[knapweed / BLOCK].get(knapweed % BLOCK) < 0.35);
    assert_eq!(response.recruitment[knapweed / BLOCK].get(knapweed % BLOCK), 1.0, "long-lived");
    let rattle = place("Rhinanthus angustifolius");
    assert!(response.recruitment[rattle / BLOCK].get(rattle % BLOCK) < 0.5, "annual");
    let sets_seed = |response: &Response| response.setting_seed[knapweed / BLOCK].get(knapweed % BLOCK);
    assert_eq!((sets_seed(&response), sets_seed(&Response::of(plants, &[], 0))), (0.0, 1.0));
}
