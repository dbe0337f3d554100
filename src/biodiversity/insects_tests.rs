use super::*;
use crate::mowing::regime::{Machine, Removal};

fn cut(day_of_year: u16, machine: Machine) -> CutEvent {
    CutEvent {
        day_of_year,
        visit: 0,
        height_m: 0.06,
        machine,
        removal: Removal::Hay,
        lying_days: 0,
        cut_kg_ha: 3000.0,
        exported_kg_ha: 2700.0,
        exported_n_kg_ha: 40.0,
    }
}

fn whole(cuts: &[CutEvent]) -> GuildSurvival {
    survival(&[PatchCuts { area_share: 1.0, cuts }], &InsectParameters::default())
}

fn with_refuge(refuge: f64, cuts: &[CutEvent], parameters: &InsectParameters) -> GuildSurvival {
    let standing = PatchCuts { area_share: refuge, cuts: &[] };
    survival(&[PatchCuts { area_share: 1.0 - refuge, cuts }, standing], parameters)
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 5e-4
}

#[test]
fn worked_cases_are_met() {
    let parameters = InsectParameters::default();
    let june = whole(&[cut(166, Machine::DiscHay)]);
    assert!(close(june.of(Guild::Caterpillars), 0.392), "{june:?}");
    assert!(close(june.of(Guild::Orthoptera), 0.349), "{june:?}");
    assert!(close(june.population(Guild::Orthoptera, &parameters), 0.132));
    let refuge = with_refuge(0.15, &[cut(166, Machine::DiscHay)], &parameters);
    assert!(close(refuge.of(Guild::Orthoptera), 0.498), "{refuge:?}");
    // worked from the rounded 0.498
    assert!((refuge.population(Guild::Orthoptera, &parameters) - 0.331).abs() < 1e-3);
    let july = whole(&[cut(196, Machine::DiscHay)]);
    assert!(close(july.of(Guild::Orthoptera), 0.486), "{july:?}");
    let twice = whole(&[cut(178, Machine::DiscHay), cut(258, Machine::DiscHay)]);
    assert!(close(twice.of(Guild::Caterpillars), 0.154) && close(twice.of(Guild::Orthoptera), 0.230), "{twice:?}");
    assert!(twice.is_lost(Guild::Orthoptera, &parameters) && !july.is_lost(Guild::Orthoptera, &parameters));
    assert_eq!(refuge_threshold(4.0), 0.25);
}

/// A second coding of the same equations for whole regimes: caterpillars, orthoptera, sward, bees, overwintering, index.
#[test]
fn regimes_agree_with_a_second_coding() {
    let rows: [(&[u16], Machine, [f64; 6]); 10] = [
        (&[258], Machine::DiscHay, [0.392, 0.6575, 0.508, 0.905, 0.712, 0.5867]),
        (&[285], Machine::DiscHay, [0.468, 0.863, 0.6925, 0.9525, 0.496, 0.7184]),
        (&[178], Machine::DiscHay, [0.392, 0.3492, 0.4465, 0.8575, 0.928, 0.4785]),
        (&[178, 258], Machine::DiscHay, [0.1537, 0.2296, 0.2268, 0.776, 0.6607, 0.2807]),
        (&[178, 285], Machine::DiscHay, [0.1835, 0.3014, 0.3092, 0.8168, 0.4603, 0.3438]),
        (&[135, 258], Machine::DiscHay, [0.1239, 0.2522, 0.2268, 0.776, 0.6607, 0.2723]),
        (&[220, 285], Machine::DiscHay, [0.1835, 0.4492, 0.3092, 0.8168, 0.4603, 0.3798]),
        (&[178, 258], Machine::FlailSuction, [0.0568, 0.1509, 0.1733, 0.7109, 0.5845, 0.1803]),
        (&[178, 258], Machine::FlailMulch, [0.0523, 0.1509, 0.1492, 0.7109, 0.5696, 0.1702]),
        (&[258], Machine::FlailMulch, [0.2288, 0.605, 0.424, 0.875, 0.628, 0.476]),
    ];
    for (days, machine, expected) in rows {
        let cuts: Vec<_> = days.iter().map(|&day| cut(day, machine)).collect();
        let found = whole(&cuts);
        for (found, expected) in found.survival.into_iter().chain([found.index()]).zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{days:?} {machine:?}: {found}, second coding {expected}");
        }
    }
}

/// Phased by quarters: the j-th round leaves part j.
#[test]
fn phased_rounds_agree_with_a_second_coding() {
    let rows: [(&[u16], Machine, f64, [f64; 6]); 3] = [
        (&[258], Machine::DiscHay, 0.06, [0.5528, 0.771, 0.6673, 0.9504, 0.784, 0.7211]),
        (&[178, 285], Machine::DiscHay, 0.06, [0.3132, 0.5016, 0.4744, 0.9011, 0.5861, 0.5091]),
        (&[178, 285], Machine::EcoHead, 0.06, [0.5104, 0.6333, 0.6839, 0.9011, 0.6248, 0.6681]),
    ];
    for (days, machine, height_m, expected) in rows {
        let lists: Vec<Vec<CutEvent>> = (0..4)
            .map(|part| {
                let rounds = days.iter().enumerate().filter(|&(round, _)| round != part);
                rounds.map(|(_, &day)| CutEvent { height_m, ..cut(day, machine) }).collect()
            })
            .collect();
        let patches: Vec<_> = lists.iter().map(|cuts| PatchCuts { area_share: 0.25, cuts }).collect();
        let found = survival(&patches, &InsectParameters::default());
        for (found, expected) in found.survival.into_iter().chain([found.index()]).zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{days:?} {machine:?}: {found}, second coding {expected}");
        }
    }
}

#[test]
fn a_larger_refuge_never_lowers_survival_of_an_event() {
    for machine in Machine::ALL {
        for day in (10..365).step_by(15) {
            let at = |refuge| with_refuge(refuge, &[cut(day, machine)], &InsectParameters::default()).survival;
            let mut before = whole(&[cut(day, machine)]).survival;
            for percent in (5..95).step_by(5) {
                let now = at(f64::from(percent) / 100.0);
                assert!(now.iter().zip(before).all(|(n, b)| *n >= b - 1e-12), "{machine:?} {day} {percent}");
                before = now;
            }
        }
    }
}

#[test]
fn another_full_cut_or_a_harsher_machine_or_a_lower_cut_never_raises_survival() {
    let not_above = |worse: GuildSurvival, better: GuildSurvival| {
        worse.survival.iter().zip(better.survival).all(|(w, b)| *w <= b + 1e-12)
    };
    for first in (20..340).step_by(20) {
        for second in (first + 5..365).step_by(20) {
            let both = [cut(first, Machine::DiscHay), cut(second, Machine::DiscHay)];
            assert!(not_above(whole(&both), whole(&both[..1])) && not_above(whole(&both), whole(&both[1..])));
        }
        let order = [Machine::FlailMulch, Machine::FlailSuction, Machine::DiscHay, Machine::BarHay];
        for pair in order.windows(2) {
            assert!(not_above(whole(&[cut(first, pair[0])]), whole(&[cut(first, pair[1])])), "{pair:?}");
        }
        let high = CutEvent { height_m: 0.15, ..cut(first, Machine::DiscHay) };
        assert!(not_above(whole(&[cut(first, Machine::DiscHay)]), whole(&[high])));
    }
}

#[test]
fn without_losses_no_animal_is_lost() {
    let harmless = InsectParameters { loss: [[0.0; 5]; 5], bare_ground_loss: [0.0; 5], ..InsectParameters::default() };
    let cuts = [cut(150, Machine::DiscHay), cut(170, Machine::FlailMulch), cut(260, Machine::EcoHead)];
    for found in with_refuge(0.25, &cuts, &harmless).survival {
        assert!((found - 1.0).abs() < 1e-12, "{found}");
    }
    let around = survival_among_neighbours(&[PatchCuts { area_share: 0.8, cuts: &cuts }], &[0.5; 3], &harmless);
    assert!(around.survival.iter().all(|s| (s - 1.0).abs() < 1e-12), "{around:?}");
    assert_eq!(survival(&[], &InsectParameters::default()).index(), 1.0);
}

#[test]
fn neighbours_that_stand_shelter_what_a_whole_segment_loses() {
    let parameters = InsectParameters::default();
    let cuts = [cut(166, Machine::DiscHay)];
    let alone = [PatchCuts { area_share: 1.0, cuts: &cuts }];
    let none = survival_among_neighbours(&alone, &[0.0], &parameters);
    assert_eq!(none, survival(&alone, &parameters));
    assert_eq!(survival_among_neighbours(&alone, &[], &parameters), none);
    let half = survival_among_neighbours(&alone, &[0.5], &parameters);
    // 0.05 + 0.95 * 0.45 * (0.6 phi + (1 - 0.6 phi) 0.7), phi = 1 - exp(-5)
    let leaving = 0.6 * (1.0 - 0.006_737_947);
    let expected = 0.05 + 0.95 * 0.45 * (leaving + (1.0 - leaving) * 0.7);
    assert!(close(half.of(Guild::Orthoptera), expected), "{half:?} {expected}");
}

#[test]
fn a_flushing_bar_spares_and_cuts_of_one_day_are_one_event() {
    let parameters = InsectParameters { flushed: 0.55, ..InsectParameters::default() };
    let cuts = [cut(166, Machine::DiscHay)];
    let flushed = survival(&[PatchCuts { area_share: 1.0, cuts: &cuts }], &parameters);
    assert!(close(flushed.of(Guild::Caterpillars), 0.2 + 0.8 * (1.0 - 0.6 * 0.45) * 0.6));
    let strips = [PatchCuts { area_share: 0.2, cuts: &cuts }, PatchCuts { area_share: 0.8, cuts: &cuts }];
    let both = survival(&strips, &InsectParameters::default());
    assert!(close(both.of(Guild::Orthoptera), whole(&cuts).of(Guild::Orthoptera)));
    assert_eq!(cut_days(&strips), vec![166]);
    assert_eq!(uncut_share_on(&strips, 166), 0.0);
    assert_eq!(uncut_share_on(&strips, 167), 1.0);
}
