//! One site, day by day, in f64, with every state, rate and flux of each day.

use crate::calendar::{Date, MonthDay};
use crate::error::Problem;
use crate::lane::Lane;
use crate::mowing::cut::{CutMass, LaneCut, apply};
use crate::scenario::site_file::{CutDay, GrowSite, Restart, SiteCut};
use crate::vegetation::balance::Balance;
use crate::vegetation::composition::new_year;
use crate::vegetation::drivers::{DayDrivers, drivers};
use crate::vegetation::growth::{Growth, growth};
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;
use crate::vegetation::{Fluxes, step};

/// Names of the columns of a trace, symbols of the specification: states at the end of the day; leaf area, factors and
/// rates as they were used on the day.
pub const COLUMNS: [&str; 53] = [
    "m10", "ST", "LAI", "ETc", "TR", "EV", "DRAIN", "SNOW", "W1", "W2", "W", "fT", "fPAR", "fW", "SEA", "NI", "REP",
    "PGRO", "GRO", "SENGV", "SENGR", "ABSDV", "ABSDR", "GV", "GR", "DV", "DR", "LIT", "aGV", "aGR", "aDV", "aDR", "BM",
    "H", "Hx", "NX", "NG", "ND", "NL", "Nmin", "Norg", "MIN", "UPT", "LEACH", "curing", "sA", "sB", "sC", "sD", "HT",
    "DEC", "cutflag", "fWTR",
];

/// One day of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceDay {
    /// Date.
    pub date: Date,
    /// Values in the order of [`COLUMNS`].
    pub values: [f64; COLUMNS.len()],
}

impl TraceDay {
    /// The value of a column; `None` for a name that is not in [`COLUMNS`].
    pub fn value(&self, column: &str) -> Option<f64> {
        let index = COLUMNS.iter().position(|name| *name == column)?;
        Some(self.values[index])
    }
}

/// Runs one site over its weather.
///
/// Balances of water and nitrogen are checked at the end of each year; one that does not close is an error that names the
/// year.
pub fn grow(site: &GrowSite) -> Result<Vec<TraceDay>, Problem> {
    let p = &site.parameters;
    let days = drivers(site.weather.iter().copied(), &mut site.memory.clone(), p);
    let start_column = Column::new(&site.start.shares(), &site.site, p);
    let (mut stand, mut column) = (site.start, start_column);
    let mut snow_mm = site.memory.snow_mm;
    let mut balance = Balance::open(&stand, snow_mm);
    let mut trace = Vec::with_capacity(days.len());
    for (index, day) in days.iter().enumerate() {
        if day.new_year && index > 0 {
            match site.restart {
                Restart::Never => column = new_year(&mut stand, &site.site, p),
                Restart::Yearly => (stand, column) = (site.start, start_column),
            }
            balance = Balance::open(&stand, snow_mm);
        }
        let cut = cut_of_day(&site.cuts, day);
        let mass = apply(&mut stand, &cut, &column, p, day.temp_sum);
        // On days without growth the step leaves the factors out; the trace shows them on every day.
        let factors = growth(&stand, &column, p, day, f64::one());
        let fluxes = step(&mut stand, &column, p, day);
        balance.add_export(mass.exported_n_kg_ha);
        balance.add_day(&fluxes, day);
        snow_mm = day.snow_mm;
        trace.push(trace_day(day, &stand, &column, &factors, &fluxes, &mass));
        let year_ends = days.get(index + 1).is_none_or(|next| next.new_year);
        if year_ends && balance.close(&stand, &column, snow_mm).fails(0) {
            let residual = balance.close(&stand, &column, snow_mm);
            return Err(Problem::new("G590", format!("year {}", day.date.year()), {
                format!("balance left open: water {:e}, nitrogen {:e}", residual.water, residual.nitrogen)
            })
            .hint("an error of the program; please report it with the site file"));
        }
    }
    Ok(trace)
}

/// All cuts of a day as one.
fn cut_of_day(cuts: &[SiteCut], day: &DayDrivers) -> LaneCut<f64> {
    let today = MonthDay::new(day.month, day.day);
    let happens = |cut: &&SiteCut| match cut.day {
        CutDay::Date(date) => date == day.date,
        CutDay::Yearly(month_day) => Some(month_day) == today,
    };
    cuts.iter().filter(happens).fold(LaneCut::NOTHING, |all, one| all.and(one.cut))
}

/// The values of a day in the order of [`COLUMNS`].
fn trace_day(
    day: &DayDrivers,
    stand: &Stand<f64>,
    column: &Column<f64>,
    factors: &Growth<f64>,
    fluxes: &Fluxes<f64>,
    mass: &CutMass<f64>,
) -> TraceDay {
    let values = [
        day.mean10_c,
        day.temp_sum,
        fluxes.leaf_area,
        day.crop_evaporation_mm,
        fluxes.transpiration,
        fluxes.evaporation,
        fluxes.drainage,
        day.snow_mm,
        stand.w1,
        stand.w2,
        (stand.w1 + stand.w2) * column.per_whc,
        day.growth_warmth,
        factors.light_factor,
        fluxes.growth_factor,
        factors.season,
        factors.nutrition,
        factors.reproductive,
        factors.potential,
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
        stand.age_gv,
        stand.age_gr,
        stand.age_dv,
        stand.age_dr,
        stand.standing(),
        mass.cut_kg_ha,
        mass.exported_kg_ha,
        mass.exported_n_kg_ha,
        stand.n_green,
        stand.n_dead,
        stand.n_litter,
        stand.n_mineral,
        stand.n_organic,
        fluxes.mineralisation,
        fluxes.uptake,
        fluxes.leaching,
        stand.curing(),
        stand.share_a,
        stand.share_b,
        stand.share_c,
        stand.share_d,
        stand.height_m,
        fluxes.decay,
        1.0 - stand.stems_allowed,
        fluxes.transpiration_factor,
    ];
    TraceDay { date: day.date, values }
}
