//! The columns that the benches simulate: 768 sites from poor sand to rich clay under four regimes.

use super::naive;
use zeis::calendar::MonthDay;
use zeis::fire::parameters::FireParameters;
use zeis::mowing::patches::{CutList, PlannedCut, Timing};
use zeis::mowing::regime::{Machine, Removal};
use zeis::simulation::ColumnStart;
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::site::Site;
use zeis::vegetation::traits::Shares;

/// Number of columns.
pub const COLUMNS: usize = 768;
/// CO2 of the air, ppm.
pub const CO2_PPM: f64 = 395.0;
const CUTS: [&[(u8, u8, Removal)]; 4] = [
    &[],
    &[(9, 15, Removal::Hay)],
    &[(6, 20, Removal::Hay), (9, 30, Removal::Hay)],
    &[(6, 20, Removal::Mulch), (9, 15, Removal::Mulch)],
];

/// Water capacity, first year's nitrogen and cuts of a column.
pub fn site_of(column: usize) -> (f64, f64, &'static [(u8, u8, Removal)]) {
    (60.0 + 10.0 * (column % 12) as f64, 30.0 + 10.0 * (column / 12 % 16) as f64, CUTS[column / 192])
}

/// A column before its first day.
pub fn start(column: usize, p: &Parameters) -> ColumnStart {
    let (whc_mm, n_mineralisation_kg_ha, _) = site_of(column);
    ColumnStart {
        site: Site { n_turnover_per_year: 0.06, ..Site::open(whc_mm, p) },
        shares: Shares { a: 0.1, b: 0.5, c: 0.3, d: 0.1 },
        n_mineralisation_kg_ha,
        fires_per_susceptibility: 0.0,
    }
}

/// The cuts of a column.
pub fn cut_list(cuts: &[(u8, u8, Removal)]) -> CutList {
    let cuts = cuts.iter().zip(0..).map(|(&(month, day, removal), visit)| PlannedCut {
        timing: Timing::Day(MonthDay::new(month, day).expect("a day of every year")),
        visit,
        height_m: 0.08,
        machine: Machine::DiscHay,
        removal,
        lying_days: 3,
    });
    CutList { years: vec![cuts.collect()], once: 0 }
}

/// The plain computation of these columns; the sum of susceptibility.
pub fn plain(days: &[naive::DayInput], columns: &[usize], fire: &FireParameters) -> f64 {
    let mut sum = 0.0;
    for &column in columns {
        let (whc_mm, n_first_year_kg_ha, cuts) = site_of(column);
        let mut stand = naive::Column::new(naive::SiteInput {
            fuel: naive::FuelInput::of(fire),
            whc_mm,
            n_first_year_kg_ha,
            n_turnover_per_year: 0.06,
            n_deposition_kg_ha: 19.0,
            n_fixation_kg_ha: 5.0,
            shade: 0.0,
            co2_ppm: CO2_PPM,
            shares: [0.1, 0.5, 0.3, 0.1],
            cuts: cuts
                .iter()
                .map(|&(month, day, removal)| naive::CutInput {
                    month,
                    day,
                    height_m: 0.08,
                    hay: removal == Removal::Hay,
                    lying_days: 3,
                })
                .collect(),
        });
        for day in days {
            if let Some(year) = stand.step(day) {
                sum += year.susceptibility;
            }
        }
    }
    sum
}
