//! Small pieces of a scenario for tests.

use crate::calendar::DayRange;
use crate::mowing::regime::{At, Cut, Machine, Pattern, Regime, Removal};
use crate::network::segment::*;
use crate::scenario::Owner;

pub fn cut(window: &str, leave: f64) -> Cut {
    Cut {
        window: DayRange::parse(window).expect("valid"),
        at: At::Middle,
        when: None,
        height_m: 0.1,
        machine: Machine::DiscHay,
        removal: Removal::Hay,
        lying_days: 3,
        leave,
    }
}

pub fn regime(name: &str, pattern: Pattern, cuts: &[(&str, f64)]) -> Regime {
    let cuts = cuts.iter().map(|&(window, leave)| cut(window, leave)).collect();
    Regime { name: name.into(), cuts, pattern, describe_en: String::new(), describe_nl: String::new() }
}

pub fn owner(name: &str, windows: &[&str]) -> Owner {
    let range = |text: &str| DayRange::parse(text).expect("valid");
    Owner {
        name: name.into(),
        weights: None,
        windows: windows.iter().map(|window| range(window)).collect(),
        budget_eur: None,
        machines: Vec::new(),
        breeding: range("03-15..07-15"),
        breeding_share: 0.0,
        hours: Vec::new(),
    }
}

pub fn segment(id: &str, owner: &str, side: Side, whc_mm: f64) -> Segment {
    let site = SiteColumns {
        soil: Soil::SandMoist,
        productivity: ProductivityClass::Mid,
        whc_mm,
        n_mineralisation_kg_ha: 80.0,
        n_turnover_per_year: 0.06,
        n_deposition_kg_ha: 20.0,
        shade: 0.0,
        ellenberg_f: 5.0,
        ellenberg_r: 6.0,
        shares: [0.1, 0.5, 0.3, 0.1],
    };
    Segment {
        id: id.into(),
        road: "A12".into(),
        letter: String::new(),
        carriageway: "R".into(),
        side,
        km_from: 0.0,
        km_to: 0.1,
        ends: None,
        length_m: 100.0,
        width_m: 10.0,
        mown_area_m2: 1000.0,
        owner: owner.into(),
        district: owner.into(),
        contract: owner.into(),
        slope_deg: 0.0,
        vegetation: VegetationType::Grass,
        site,
        adjacent_use: AdjacentUse::Grass,
        natura2000_dist_m: None,
        aadt: 1330.0,
        hgv_share: 0.1,
        safety_strip_m: 1.5,
        obstacles_per_100m: 3.0,
        barrier_m: 0.0,
        guard_rail: false,
        sight_triangle: false,
        protected_species: false,
        problem_species: Vec::new(),
        current_regime: None,
        last_cut: None,
        weather: None,
        ignition_share: 1.0,
        line: 2,
    }
}
