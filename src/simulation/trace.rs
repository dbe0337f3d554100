//! Every day of one stand: the observer behind daily traces and the figures of a season.

use super::{Batch, ColumnStart, Day, Observer, Run, StandPlan, cuts_of, simulate_days};
use crate::calendar::Date;

/// Columns of a trace after the date: states and rates of growth, then fire (names of formats.md 7).
pub const COLUMNS: [&str; 52] = [
    "m10",
    "ST",
    "LAI",
    "ETc",
    "TR",
    "EV",
    "DRAIN",
    "SNOW",
    "W1",
    "W2",
    "fW",
    "GRO",
    "SENGV",
    "SENGR",
    "ABSDV",
    "ABSDR",
    "GV",
    "GR",
    "DV",
    "DR",
    "LIT",
    "HT",
    "H",
    "Hx",
    "NX",
    "NG",
    "ND",
    "NL",
    "Nmin",
    "Norg",
    "MIN",
    "UPT",
    "LEACH",
    "curing",
    "ffmc",
    "dmc",
    "dc",
    "isi",
    "bui",
    "fwi",
    "dead_moisture",
    "live_moisture",
    "depth_m",
    "load_dead",
    "load_live",
    "load_residue",
    "load_fresh",
    "spread_m_min",
    "intensity_kw_m",
    "flame_m",
    "consumed_kg_m2",
    "susceptibility",
];

/// One day of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceRow {
    /// Date.
    pub date: Date,
    /// Values in the order of [`COLUMNS`].
    pub values: [f64; COLUMNS.len()],
}

impl TraceRow {
    /// The value of a column, 0 for a name that is not one.
    pub fn value(&self, column: &str) -> f64 {
        COLUMNS.iter().position(|name| *name == column).map_or(0.0, |place| self.values[place])
    }
}

/// The observer that keeps every day.
#[derive(Clone, Debug, Default)]
pub struct DailyTrace {
    /// Days so far.
    pub rows: Vec<TraceRow>,
}

impl Observer<f64> for DailyTrace {
    fn see(&mut self, day: &Day<'_, f64>) {
        let (weather, fire, stand, fluxes, danger) = (day.weather, day.fire, day.stand, day.fluxes, day.danger);
        let mass = day.cut.map(|cut| cut.mass);
        let taken = |of: fn(&crate::mowing::cut::CutMass<f64>) -> f64| mass.as_ref().map_or(0.0, of);
        let kg_m2 = crate::units::KG_M2_PER_KG_HA;
        self.rows.push(TraceRow {
            date: weather.date,
            values: [
                weather.mean10_c,
                weather.temp_sum,
                fluxes.leaf_area,
                weather.crop_evaporation_mm,
                fluxes.transpiration,
                fluxes.evaporation,
                fluxes.drainage,
                weather.snow_mm,
                stand.w1,
                stand.w2,
                fluxes.growth_factor,
                fluxes.growth,
                fluxes.senescence_gv,
                fluxes.senescence_gr,
                fluxes.abscission_dv,
                fluxes.abscission_dr,
                stand.gv,
                stand.gr,
                stand.dv,
                stand.dr,
                stand.litter,
                stand.height_m,
                taken(|mass| mass.cut_kg_ha),
                taken(|mass| mass.exported_kg_ha),
                taken(|mass| mass.exported_n_kg_ha),
                stand.n_green,
                stand.n_dead,
                stand.n_litter,
                stand.n_mineral,
                stand.n_organic,
                fluxes.mineralisation,
                fluxes.uptake,
                fluxes.leaching,
                stand.curing(),
                fire.codes.ffmc,
                fire.codes.dmc,
                fire.codes.dc,
                fire.codes.isi,
                fire.codes.bui,
                fire.codes.fwi,
                fire.dead_moisture,
                danger.live_moisture,
                danger.depth_m,
                stand.dead() * kg_m2,
                stand.green() * kg_m2,
                day.residue.dead_on_ground(stand.litter) * kg_m2,
                day.residue.fresh_kg_ha * kg_m2,
                danger.spread_m_min,
                danger.intensity_kw_m,
                danger.flame_m,
                danger.consumed_kg_m2,
                danger.susceptibility,
            ],
        });
    }
}

/// Every day of one stand, warm-up included, in f64.
pub fn trace(plan: &StandPlan<'_>, run: &Run<'_>, warmup: usize) -> Vec<TraceRow> {
    let mut batch: Batch<f64> = Batch::new(std::slice::from_ref::<ColumnStart>(&plan.start), run);
    let mut days = DailyTrace::default();
    for (index, year) in run.years.iter().enumerate() {
        let cuts = cuts_of(std::slice::from_ref(plan), run, index, warmup);
        batch.begin_year(cuts, run.snow_before(year), index == 0, run);
        simulate_days(&mut batch, run, year.days.clone(), &mut days);
    }
    days.rows
}
