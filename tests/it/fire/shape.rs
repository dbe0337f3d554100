//! The shape of verge fires against their spread: what the yearly table of fires leaves out.

use zeis::calendar::MonthDay;
use zeis::fire::FireParameters;
use zeis::fire::consequence::verge_length_to_width;
use zeis::fire::drivers::FireWeather;
use zeis::fire::spread::ellipse::length_to_width;
use zeis::mowing::patches::{CutList, PlannedCut, Timing};
use zeis::mowing::regime::{Machine, Removal};
use zeis::simulation::day_state::day_states;
use zeis::simulation::outcome::{SPREAD_CLASSES, SPREAD_LIMITS_M_MIN};
use zeis::simulation::{ColumnStart, Run, StandPlan};
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::site::Site;
use zeis::vegetation::traits::Shares;
use zeis::weather::climatology;
use zeis::weather::generate::generate;

/// Wind at midflame height over a bed, m/s: the logarithmic profile of unsheltered fuel, depth in feet.
fn midflame_wind(wind_km_h: f64, depth_m: f64) -> f64 {
    let depth = depth_m / 0.3048;
    let adjustment = 1.83 / ((20.0 + 0.36 * depth) / (0.13 * depth)).ln();
    adjustment * wind_km_h / 3.6 / 1.15
}

#[test]
fn the_shape_follows_the_spread_as_fitted() {
    let (p, fire) = (Parameters::verge(), FireParameters::default());
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 3, 0, 2001, 12);
    let run = Run::new(&weather, &p, &fire, &FireWeather::default(), p.co2_reference);
    let cut = |month, visit| PlannedCut {
        timing: Timing::Day(MonthDay::new(month, 15).expect("a day")),
        visit,
        height_m: 0.08,
        machine: Machine::DiscHay,
        removal: Removal::Hay,
        lying_days: 3,
    };
    let regimes =
        [vec![], vec![cut(9, 0)], vec![cut(6, 0), cut(9, 1)]].map(|cuts| CutList { years: vec![cuts], once: 0 });
    let sites =
        [(170.0, 200.0, [0.3, 0.6, 0.1, 0.0]), (120.0, 80.0, [0.1, 0.5, 0.3, 0.1]), (70.0, 30.0, [0.0, 0.2, 0.4, 0.4])];
    // By class of spread: weight, spread and length-to-width ratio.
    let mut sums = [[0.0; 3]; SPREAD_CLASSES];
    for (whc_mm, n_mineralisation_kg_ha, [a, b, c, d]) in sites {
        let start = ColumnStart {
            site: Site::open(whc_mm, &p),
            shares: Shares { a, b, c, d },
            n_mineralisation_kg_ha,
            fires_per_susceptibility: 0.0,
        };
        for cuts in &regimes {
            let plan = StandPlan { start, warmup: cuts, cuts };
            for day in day_states(&plan, &run, 2, "2003-01-01".parse().expect("a date")) {
                if day.danger.susceptibility > 0.0 {
                    let ratio = length_to_width(midflame_wind(day.fire.wind_km_h, day.danger.depth_m));
                    let class = SPREAD_LIMITS_M_MIN.iter().filter(|&&limit| day.danger.spread_m_min > limit).count();
                    for (sum, value) in sums[class].iter_mut().zip([1.0, day.danger.spread_m_min, ratio]) {
                        *sum += day.danger.susceptibility * value;
                    }
                }
            }
        }
    }
    let total: f64 = sums.iter().map(|sum| sum[0]).sum();
    let mut worst: f64 = 0.0;
    for [weight, spread, ratio] in sums {
        if weight > 0.01 * total {
            let (spread, ratio) = (spread / weight, ratio / weight);
            let fitted = verge_length_to_width(spread, &fire);
            eprintln!(
                "{:.3} of h: spread {spread:.2} m/min, length to width {ratio:.3}, fitted {fitted:.3}",
                weight / total
            );
            worst = worst.max((fitted / ratio - 1.0).abs());
        }
    }
    assert!(worst < 0.1, "off by {worst}");
}
