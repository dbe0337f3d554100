//! The `[start]` table of a site file: any state of growth by the names of its specification.

use toml::de::DeValue;

use crate::error::{Problem, Problems};
use crate::vegetation::drivers::WeatherMemory;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::site::Site;
use crate::vegetation::stand::Stand;

use super::keys::{Keys, as_number};

/// Largest mass, kg/ha, and nitrogen, kg N/ha, that a start state may hold.
const MOST_MASS: (f64, f64) = (0.0, 100_000.0);
const MOST_NITROGEN: (f64, f64) = (0.0, 20_000.0);
const MOST_AGE: (f64, f64) = (0.0, 50_000.0);

/// Changes the default start state by the table; says whether `ST` was given.
pub(super) fn read_start(
    keys: &mut Keys<'_>,
    stand: &mut Stand<f64>,
    memory: &mut WeatherMemory,
    site: &Site<f64>,
    p: &Parameters,
    problems: &mut Problems,
) -> bool {
    let top = p.top_share * site.whc_mm;
    let fields: [(&'static str, &mut f64, (f64, f64)); 12] = [
        ("GV", &mut stand.gv, MOST_MASS),
        ("GR", &mut stand.gr, MOST_MASS),
        ("DV", &mut stand.dv, MOST_MASS),
        ("DR", &mut stand.dr, MOST_MASS),
        ("LIT", &mut stand.litter, MOST_MASS),
        ("aGV", &mut stand.age_gv, MOST_AGE),
        ("aGR", &mut stand.age_gr, MOST_AGE),
        ("aDV", &mut stand.age_dv, MOST_AGE),
        ("aDR", &mut stand.age_dr, MOST_AGE),
        ("W1", &mut stand.w1, (0.0, top + 1e-9)),
        ("W2", &mut stand.w2, (0.0, site.whc_mm - top + 1e-9)),
        ("HT", &mut stand.height_m, (0.0, 5.0)),
    ];
    for (key, field, bounds) in fields {
        if let Some(value) = keys.number(key, bounds, "", problems) {
            *field = value;
        }
    }
    if let Some(water_mm) = keys.number("WR", (0.0, site.whc_mm + 1e-9), "mm", problems) {
        (stand.w1, stand.w2) = (p.top_share * water_mm, (1.0 - p.top_share) * water_mm);
    }
    stand.start_nitrogen(p);
    let pools: [(&'static str, &mut f64); 5] = [
        ("NG", &mut stand.n_green),
        ("ND", &mut stand.n_dead),
        ("NL", &mut stand.n_litter),
        ("Nmin", &mut stand.n_mineral),
        ("Norg", &mut stand.n_organic),
    ];
    for (key, field) in pools {
        if let Some(value) = keys.number(key, MOST_NITROGEN, "kg N/ha", problems) {
            *field = value;
        }
    }
    if keys.flag("cutflag", problems) == Some(true) {
        stand.stems_allowed = 0.0;
    }
    if let Some(snow_mm) = keys.number("SNOW", (0.0, 2000.0), "mm", problems) {
        memory.snow_mm = snow_mm;
    }
    read_last_temperatures(keys, memory, problems);
    let sum = keys.number("ST", (0.0, 10_000.0), "C d", problems);
    memory.temp_sum = sum.unwrap_or(0.0);
    keys.refuse_others(problems);
    sum.is_some()
}

/// `T10`: up to ten daily temperatures, oldest first.
fn read_last_temperatures(keys: &mut Keys<'_>, memory: &mut WeatherMemory, problems: &mut Problems) {
    let Some(value) = keys.value("T10") else { return };
    let numbers: Option<Vec<f64>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().map(|item| as_number(item.get_ref())).collect(),
        _ => None,
    };
    match numbers {
        Some(numbers) if numbers.len() <= 10 => memory.last_temps_c = numbers,
        _ => problems.push(
            Problem::new("G502", keys.place("T10"), "not a list of up to ten numbers")
                .hint("daily mean temperatures of the last days, oldest first"),
        ),
    }
}
