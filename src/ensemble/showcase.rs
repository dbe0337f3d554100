//! Daily pictures of a few cases, over members and years: the material of the season and hazard figures.

use crate::network::segment::ProductivityClass;
use crate::scenario::stands::{Stands, Zone};
use crate::simulation::trace::TraceRow;
use ndarray::{Array2, Array3, Array4};

/// Days of a year in a picture; the last slot of a common year repeats its last day.
pub const DAY_SLOTS: usize = 366;

/// A column of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum ShowColumn {
    /// Live standing mass, kg DM/ha.
    Live = 0,
    /// Dead standing mass, kg DM/ha.
    Dead = 1,
    /// Litter, kg DM/ha.
    Litter = 2,
    /// Sward height, m.
    Height = 3,
    /// Flame length, m.
    Flame = 4,
    /// Susceptibility h.
    Susceptibility = 5,
    /// Mass cut that day, kg DM/ha.
    Cut = 6,
    /// Fire weather index of the day.
    FireWeather = 7,
}

/// Columns of a picture.
pub const SHOW_COLUMNS: usize = 8;

/// The days of the first patch of one case.
#[derive(Clone, Debug)]
pub struct Showcase {
    /// The case (index into `Stands::cases`).
    pub case: usize,
    /// `[member, year, day of the year from 0, column]`; columns are [`ShowColumn`].
    pub days: Array4<f32>,
    /// `[member, year, day of the year from 0]`: nectar of all patches, mg sugar/m2/d.
    pub nectar: Array3<f32>,
    /// `[species, half-month]`: nectar of all patches, kg sugar/ha, mean over years and the first members.
    pub bloom: Array2<f64>,
}

/// The cases worth a picture: for each productivity class its commonest class of site, under every regime on its own days.
pub fn chosen(stands: &Stands, regimes: usize) -> Vec<usize> {
    let mut cases = Vec::new();
    for productivity in [ProductivityClass::High, ProductivityClass::Mid, ProductivityClass::Low] {
        let commonest = (0..stands.classes.len())
            .filter(|&class| stands.classes[class].site.productivity == productivity)
            .max_by_key(|&class| (stands.classes[class].segments.len(), std::cmp::Reverse(class)));
        let Some(class) = commonest else { continue };
        cases.extend((0..regimes).filter_map(|regime| {
            (0..stands.programmes[regime].split().variants())
                .find_map(|variant| stands.find_case(class, Zone::Main, regime, variant))
        }));
    }
    cases
}

/// The days that count of a trace, as a picture `[year][day][column]` in one row.
pub fn picture(rows: &[TraceRow], first_year: i16, years: usize) -> Vec<f32> {
    let mut out = vec![0.0; years * DAY_SLOTS * SHOW_COLUMNS];
    for row in rows {
        let Ok(year) = usize::try_from(row.date.year() - first_year) else { continue };
        if year >= years {
            continue;
        }
        let day = row.date.day_of_year() as usize - 1;
        let of = |column: &str| row.value(column) as f32;
        let values = [
            of("GV") + of("GR"),
            of("DV") + of("DR"),
            of("LIT"),
            of("HT"),
            of("flame_m"),
            of("susceptibility"),
            of("H"),
            of("fwi"),
        ];
        for slot in [Some(day), (day == 364).then_some(365)].into_iter().flatten() {
            let at = (year * DAY_SLOTS + slot) * SHOW_COLUMNS;
            out[at..at + SHOW_COLUMNS].copy_from_slice(&values);
        }
    }
    out
}
