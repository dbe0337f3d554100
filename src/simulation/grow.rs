//! One site, day by day, in f64, with every state, rate and flux of each day.

use crate::calendar::{Date, MonthDay};
use crate::error::Problem;
use crate::fire::FireParameters;
use crate::fire::burnt::burn_stand;
use crate::lane::Lane;
use crate::mowing::cut::{CutMass, LaneCut, apply};
use crate::scenario::site_file::{CutDay, GrowSite, Restart, SiteCut};
use crate::vegetation::balance::Balance;
use crate::vegetation::composition::new_year;
use crate::vegetation::drivers::{DayDrivers, drivers};
use crate::vegetation::growr;
use crate::vegetation::growth::{Growth, growth};
use crate::vegetation::parameters::Parameters;
use crate::vegetation::profile::Profile;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;
use crate::vegetation::{Fluxes, step};

/// Names of the columns of a trace, symbols of the specification: states at the end of the day; leaf area, factors and
/// rates as they were used on the day.
pub const COLUMNS: [&str; 58] = [
    "T", "m10", "ST", "LAI", "LAIGV", "ETc", "TR", "EV", "AET", "DRAIN", "SNOW", "W1", "W2", "WR", "W", "fT", "fPAR",
    "fW", "SEA", "NI", "REP", "PGRO", "GRO", "SENGV", "SENGR", "ABSDV", "ABSDR", "GV", "GR", "DV", "DR", "LIT", "aGV",
    "aGR", "aDV", "aDR", "BM", "H", "Hx", "NX", "NG", "ND", "NL", "Nmin", "Norg", "MIN", "UPT", "LEACH", "curing",
    "sA", "sB", "sC", "sD", "HT", "DEC", "cutflag", "fWTR", "CR",
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
    let (p, fire) = (&site.parameters, FireParameters::default());
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
            if p.profile == Profile::Growr {
                growr::new_year(&mut stand, &column);
            }
            balance = Balance::open(&stand, snow_mm);
        }
        let cut = cut_of_day(&site.cuts, day);
        let today = day_of(&mut stand, &column, p, day, &cut);
        balance.add_export(today.mass.exported_n_kg_ha);
        if site.burns.iter().any(|burn| falls_on(*burn, day)) {
            balance.add_export(burn_stand(&mut stand, 1.0, &column, p, &fire));
        }
        balance.add_day(&today.fluxes, day);
        snow_mm = day.snow_mm;
        trace.push(trace_day(day, &stand, &column, p, &today));
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

/// What happened on a day.
struct Today {
    /// Leaf area index of the leaves before growth, after a cut.
    leaf_area_gv: f64,
    /// Factors of growth; shown on days without growth as well.
    factors: Growth<f64>,
    fluxes: Fluxes<f64>,
    mass: CutMass<f64>,
}

/// One day of a stand: the cut comes before its growth, in profile `growr` after it.
fn day_of(stand: &mut Stand<f64>, column: &Column<f64>, p: &Parameters, day: &DayDrivers, cut: &LaneCut<f64>) -> Today {
    let mut mown = *stand;
    let mass = apply(&mut mown, cut, column, p, day.temp_sum);
    if p.profile != Profile::Growr {
        *stand = mown;
    }
    let leaf_area_gv = column.leaf_area_per_kg * stand.gv;
    let factors = growth(stand, column, p, day, f64::one());
    let fluxes = step(stand, column, p, day);
    if p.profile == Profile::Growr && cut.height_m > 0.0 {
        (stand.gv, stand.gr, stand.dv, stand.dr) = (mown.gv, mown.gr, mown.dv, mown.dr);
        (stand.height_m, stand.stems_allowed) = (mown.height_m, mown.stems_allowed);
    }
    Today { leaf_area_gv, factors, fluxes, mass }
}

/// Whether a cut or fire falls on a day.
fn falls_on(cut: CutDay, day: &DayDrivers) -> bool {
    match cut {
        CutDay::Date(date) => date == day.date,
        CutDay::Yearly(month_day) => Some(month_day) == MonthDay::new(day.month, day.day),
    }
}

/// All cuts of a day as one.
fn cut_of_day(cuts: &[SiteCut], day: &DayDrivers) -> LaneCut<f64> {
    cuts.iter().filter(|cut| falls_on(cut.day, day)).fold(LaneCut::NOTHING, |all, one| all.and(one.cut))
}

/// The values of a day in the order of [`COLUMNS`].
fn trace_day(day: &DayDrivers, stand: &Stand<f64>, column: &Column<f64>, p: &Parameters, today: &Today) -> TraceDay {
    let Today { leaf_area_gv, factors, fluxes, mass } = today;
    // INRAE's program reports the growth of frosty days too, although it does not happen.
    let growth = match p.profile {
        Profile::Inrae => {
            let unlimited = factors.potential * factors.nutrition * factors.light_factor * day.growth_warmth;
            unlimited * fluxes.growth_factor * factors.season
        }
        Profile::Verge | Profile::Growr => fluxes.growth,
    };
    let water_mm = stand.w1 + stand.w2;
    let values = [
        day.temp_c,
        day.mean10_c,
        day.temp_sum,
        fluxes.leaf_area,
        *leaf_area_gv,
        day.crop_evaporation_mm,
        fluxes.transpiration,
        fluxes.evaporation,
        fluxes.transpiration + fluxes.evaporation,
        fluxes.drainage,
        day.snow_mm,
        stand.w1,
        stand.w2,
        water_mm,
        water_mm * column.per_whc,
        day.growth_warmth,
        factors.light_factor,
        fluxes.growth_factor,
        factors.season,
        factors.nutrition,
        factors.reproductive,
        factors.potential,
        growth,
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
        fluxes.capillary_rise,
    ];
    TraceDay { date: day.date, values }
}
