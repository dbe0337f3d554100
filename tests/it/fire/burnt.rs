//! Fires that take what they burn from the stands.

use crate::growth::mid_site;
use crate::made_weather::made_weather;
use zeis::calendar::MonthDay;
use zeis::fire::FireParameters;
use zeis::fire::drivers::FireWeather;
use zeis::lane::dispatch::InstructionSet;
use zeis::lane::{F64x8, Lane};
use zeis::mowing::patches::{CutList, PlannedCut, Timing};
use zeis::mowing::regime::{Machine, Removal};
use zeis::scenario::site_file::{CutDay, GrowSite};
use zeis::simulation::grow::grow;
use zeis::simulation::outcome::StandYear;
use zeis::simulation::{ColumnStart, Run, StandPlan, stand_years};
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::site::Site;
use zeis::vegetation::traits::Shares;

/// Years of a verge with one cut, for each chance of a fire per unit of susceptibility.
fn years<L: Lane>(chances: &[f64]) -> Vec<Vec<StandYear>> {
    let (p, fire) = (Parameters::verge(), FireParameters::default());
    let weather = made_weather(2019, 4);
    let run = Run::new(&weather, &p, &fire, &FireWeather::default(), p.co2_reference);
    let cut = PlannedCut {
        timing: Timing::Day(MonthDay::new(9, 15).expect("a day")),
        visit: 0,
        height_m: 0.08,
        machine: Machine::FlailMulch,
        removal: Removal::Mulch,
        lying_days: 0,
    };
    let cuts = CutList { years: vec![vec![cut]], once: 0 };
    let start = |fires_per_susceptibility: f64| ColumnStart {
        site: Site::open(120.0, &p),
        shares: Shares { a: 0.1, b: 0.5, c: 0.3, d: 0.1 },
        n_mineralisation_kg_ha: 80.0,
        fires_per_susceptibility,
    };
    let plans: Vec<StandPlan<'_>> =
        chances.iter().map(|&chance| StandPlan { start: start(chance), warmup: &cuts, cuts: &cuts }).collect();
    let histories =
        stand_years::<L>(InstructionSet::best(), &plans, &run, 1, [0.5, 0.6, f64::INFINITY]).expect("the books close");
    histories.into_iter().map(|history| history.years).collect()
}

fn sum(years: &[StandYear], of: fn(&StandYear) -> f64) -> f64 {
    years.iter().map(of).sum()
}

#[test]
fn the_more_a_verge_burns_the_less_is_left_to_burn() {
    let found = years::<F64x8>(&[0.0, 0.001, 0.02, 0.2]);
    let fires: Vec<f64> = found.iter().map(|years| sum(years, |year| year.susceptibility)).collect();
    assert!(fires.windows(2).all(|pair| pair[1] < pair[0]), "{fires:?}");
    // one fire in a thousand units of susceptibility takes a few per mille of them
    assert!(fires[1] > 0.98 * fires[0] && fires[3] < 0.9 * fires[0], "{fires:?}");
    let dead: Vec<f64> = found.iter().map(|years| sum(years, |year| year.dead_fuel_peak_kg_ha)).collect();
    assert!(dead[3] < dead[0], "{dead:?}");
}

#[test]
fn columns_that_do_not_burn_keep_their_bits_beside_those_that_do() {
    let (alone, beside) = (years::<F64x8>(&[0.0]), years::<F64x8>(&[0.0, 0.2]));
    assert_eq!(alone[0], beside[0]);
    assert_eq!(years::<f64>(&[0.0, 0.2]), beside);
}

#[test]
fn a_known_fire_of_a_site_takes_its_dead_mass_and_litter() {
    let burn = CutDay::Yearly(MonthDay::new(7, 26).expect("a day"));
    let unburnt = GrowSite { cuts: Vec::new(), ..mid_site(365) };
    let burnt = GrowSite { burns: vec![burn], ..unburnt.clone() };
    let (unburnt, burnt) = (grow(&unburnt).expect("a run"), grow(&burnt).expect("the books close"));
    let at =
        |days: &[zeis::simulation::grow::TraceDay], day: usize, name: &str| days[day].value(name).expect("a column");
    let (before, evening) = (205, 206);
    assert_eq!(burnt[before], unburnt[before]);
    for name in ["DV", "DR", "LIT", "NL", "ND"] {
        assert_eq!(at(&burnt, evening, name), 0.0, "{name}");
        assert!(at(&unburnt, evening, name) > 0.0, "{name}");
    }
    let green = |days: &[zeis::simulation::grow::TraceDay]| at(days, evening, "GV") + at(days, evening, "GR");
    assert!((green(&burnt) / green(&unburnt) - 0.05).abs() < 1e-9);
    assert!(at(&burnt, 300, "BM") < at(&unburnt, 300, "BM"));
}
