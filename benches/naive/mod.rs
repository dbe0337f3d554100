//! The plain way to compute a verge: one struct per column, f64, the standard library's functions, an `if` for every
//! case, the fire of every day. It is the baseline that the kernel is timed against, and a second reading of the
//! formulas that the kernel is checked against. Only the fire weather codes are shared between columns.

mod fire;
mod growth;
mod sums;

pub use sums::Sums;
use zeis::fire::parameters::FireParameters;
use zeis::weather::WeatherSeries;

/// What a column reads of a day.
#[derive(Clone, Copy, Debug)]
pub struct DayInput {
    pub month: u8,
    pub day: u8,
    pub temp_c: f64,
    pub radiation_mj_m2: f64,
    pub rain_mm: f64,
    pub makkink_mm: f64,
    pub temp12_c: f64,
    pub rh12_pct: f64,
    pub wind12_km_h: f64,
    pub wind_sector: Option<usize>,
    pub ffmc: f64,
}

/// The days of a series, with the fine fuel moisture code of each.
pub fn day_inputs(weather: &WeatherSeries, ffmc: impl Iterator<Item = f64>) -> Vec<DayInput> {
    let mut date = weather.first_day;
    let mut days = Vec::with_capacity(weather.len());
    for (i, ffmc) in ffmc.enumerate() {
        days.push(DayInput {
            month: date.month() as u8,
            day: date.day() as u8,
            temp_c: weather.tmean_c[i],
            radiation_mj_m2: weather.radiation_mj_m2[i],
            rain_mm: weather.rain_mm[i],
            makkink_mm: weather.makkink_mm[i],
            temp12_c: weather.temp12_c[i],
            rh12_pct: weather.rh12_pct[i],
            wind12_km_h: weather.wind12_m_s[i] * 3.6,
            wind_sector: weather.wind_dir_deg[i].map(|direction| (((direction + 22.5) % 360.0) / 45.0) as usize),
            ffmc,
        });
        date = date.tomorrow().expect("the series is short");
    }
    days
}

/// A cut on a day of the year given by month and day.
#[derive(Clone, Copy, Debug)]
pub struct CutInput {
    pub month: u8,
    pub day: u8,
    pub height_m: f64,
    pub hay: bool,
    pub lying_days: u8,
}

/// The fuel bed. Read at run time as the kernel's is, so that the compiler works out no formula of the particles ahead.
#[derive(Clone, Copy, Debug)]
pub struct FuelInput {
    pub sigma_per_m: f64,
    pub extinction_moisture: f64,
    pub heat_kj_kg: f64,
    pub minerals_total: f64,
    pub minerals_effective: f64,
}

impl FuelInput {
    pub fn of(p: &FireParameters) -> Self {
        FuelInput {
            sigma_per_m: p.sigma_per_m,
            extinction_moisture: p.extinction_moisture,
            heat_kj_kg: p.heat_kj_kg,
            minerals_total: p.minerals_total,
            minerals_effective: p.minerals_effective,
        }
    }
}

/// The site of a column and its cuts, the same every year.
#[derive(Clone, Debug)]
pub struct SiteInput {
    pub fuel: FuelInput,
    pub whc_mm: f64,
    pub n_first_year_kg_ha: f64,
    pub n_turnover_per_year: f64,
    pub n_deposition_kg_ha: f64,
    pub n_fixation_kg_ha: f64,
    pub shade: f64,
    pub co2_ppm: f64,
    pub shares: [f64; 4],
    pub cuts: Vec<CutInput>,
}

/// One column: site, stand, cuttings on the ground, and the sums of the year.
#[derive(Clone, Debug)]
pub struct Column {
    growth: growth::Stand,
    fire: fire::Residue,
    sums: Sums,
    site: SiteInput,
    first_day: bool,
}

impl Column {
    pub fn new(site: SiteInput) -> Self {
        Column {
            growth: growth::Stand::start(&site),
            fire: fire::Residue::start(site.fuel),
            sums: Sums::default(),
            site,
            first_day: true,
        }
    }

    /// One day; on 31 December the sums of the year come out.
    pub fn step(&mut self, day: &DayInput) -> Option<Sums> {
        if day.month == 1 && day.day == 1 {
            self.growth.new_year(self.first_day);
        }
        self.first_day = false;
        let cut = self.site.cuts.iter().find(|cut| cut.month == day.month && cut.day == day.day).copied();
        let standing_before = self.growth.standing();
        let fluxes = self.growth.step(&self.site, day, cut);
        let danger = self.fire.step(&self.growth, &fluxes, day, cut);
        self.sums.add(&self.growth, &fluxes, &danger, day, standing_before);
        if day.month == 12 && day.day == 31 {
            let mut finished = std::mem::take(&mut self.sums);
            finished.close();
            self.sums.carry(&finished);
            return Some(finished);
        }
        None
    }
}
