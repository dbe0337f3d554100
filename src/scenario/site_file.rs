//! The site file of `zeis grow`: one site, its weather, its cuts and its start state.
//!
//! Keys: `profile`, `weather`, `restart`, `[processes]`, `[shares]`, `[parameters]`, `[site]`, `[[cuts]]`, `[[burns]]`, `[rota]`, `[start]`. Every problem of the
//! file and of the weather table is reported at once.

pub mod change;
mod cuts;
mod keys;
mod start;
mod weather;

use std::path::Path;

use toml::de::DeTable;

use crate::calendar::{Date, MonthDay};
use crate::error::{Problem, Problems};
use crate::mowing::cut::LaneCut;
use crate::vegetation::drivers::{WeatherMemory, WeatherRow};
use crate::vegetation::groundwater::SOILS;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::processes::{Process, Processes};
use crate::vegetation::profile::Profile;
use crate::vegetation::site::Site;
use crate::vegetation::stand::{Stand, organic_nitrogen};
use crate::vegetation::traits::Shares;

use cuts::{read_burn, read_cut, read_list};
use keys::{Keys, Source, as_number};

/// What happens on 1 January.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restart {
    /// The stand goes on, its composition shifts.
    Never,
    /// The stand begins again from its start state; weather (snow, running temperature) goes on.
    Yearly,
}

/// When a cut of a single site happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutDay {
    /// Once.
    Date(Date),
    /// Every year.
    Yearly(MonthDay),
}

/// A cut of a single site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteCut {
    /// When.
    pub day: CutDay,
    /// Height, removal, days in the swath.
    pub cut: LaneCut<f64>,
}

/// Plots of a field trial that were cut in turn, on the dates of the observations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rota {
    /// Number of plots.
    pub plots: usize,
    /// Cutting height, m.
    pub height_m: f64,
}

/// One site, ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowSite {
    /// Parameters, with those of processes that are off at the values at which these do nothing.
    pub parameters: Parameters,
    /// Processes that are on.
    pub processes: Processes,
    /// Nitrogen mineralised in the first year at 10 C, kg N/ha, where the file gives it.
    pub fertility_kg_ha: Option<f64>,
    /// Rota of a field trial; read by the verb `fit` alone.
    pub rota: Option<Rota>,
    /// The place.
    pub site: Site<f64>,
    /// State before the first day.
    pub start: Stand<f64>,
    /// Weather memory before the first day.
    pub memory: WeatherMemory,
    /// Cuts.
    pub cuts: Vec<SiteCut>,
    /// Days on which the site burns.
    pub burns: Vec<CutDay>,
    /// What happens on 1 January.
    pub restart: Restart,
    /// Weather, day by day.
    pub weather: Vec<WeatherRow>,
}

/// Reads a site file with its weather table; the path of the table is taken from the folder of the file on.
pub fn load(path: &Path) -> Result<GrowSite, Problems> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::new("I901", &name, format!("cannot be read: {error}")))?;
    parse(name, &text, path.parent().unwrap_or(Path::new("")))
}

/// Reads the text of a site file; `name` stands for it in messages, and the path of its weather is taken from `folder` on.
pub fn parse(name: String, text: &str, folder: &Path) -> Result<GrowSite, Problems> {
    let file = Source { name, text };
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let report = |error: &toml::de::Error| {
            let place = file.place(&error.span().unwrap_or(0..0), "");
            Problem::new("G501", place, error.message()).hint("the file is TOML: key = value, [table], [[list]]")
        };
        return Err(Problems(errors.iter().map(report).collect()));
    }
    read_site(&mut Keys::new(&file, "", document.get_ref()), folder)
}

fn read_site(keys: &mut Keys<'_>, folder: &Path) -> Result<GrowSite, Problems> {
    let mut problems = Problems::none();
    let profile = read_profile(keys, &mut problems);
    let mut processes = Processes::of(profile);
    let chosen = read_processes(keys, &mut problems);
    for &(process, on) in &chosen {
        processes.set(process, on);
    }
    let restart = match keys.text("restart", &mut problems) {
        None if !processes.has(Process::CarryOver) => Restart::Yearly,
        None | Some("never") => Restart::Never,
        Some("yearly") => Restart::Yearly,
        Some(other) => {
            let what = format!("{other} is not a way to restart");
            problems.push(Problem::new("G505", keys.place("restart"), what).hint("never or yearly"));
            Restart::Never
        }
    };
    let mut parameters = read_parameters(keys, profile, &mut problems);
    let shares = read_shares(keys, &mut problems);
    let mut place = read_place(keys, &parameters, &mut problems);
    let says_groundwater = chosen.iter().any(|(process, _)| *process == Process::Groundwater);
    if place.has_water_table && !says_groundwater {
        processes.set(Process::Groundwater, true);
    } else if processes.has(Process::Groundwater) && !place.has_water_table {
        let hint = "[site.groundwater] highest_m = 0.4, lowest_m = 1.2, soil = \"loam\"";
        problems.push(Problem::new("G522", keys.place("site.groundwater"), "the water table is missing").hint(hint));
    }
    processes.apply(&mut parameters, &mut place.site);
    let cuts = read_list(keys, "cuts", &mut problems, read_cut);
    let burns = read_list(keys, "burns", &mut problems, read_burn);
    let rota = keys.table("rota", &mut problems).and_then(|mut table| read_rota(&mut table, &mut problems));

    let mut memory = WeatherMemory::start();
    let mut start = Stand::start(&shares, &place.site, place.n_organic.unwrap_or(0.0), &parameters);
    let mut knows_sum = false;
    let mut knows_organic = place.n_organic.is_some() || !processes.has(Process::Nitrogen);
    if let Some(mut table) = keys.table("start", &mut problems) {
        knows_organic |= table.value("Norg").is_some();
        knows_sum = start::read_start(&mut table, &mut start, &mut memory, &place.site, &parameters, &mut problems);
    }
    processes.empty(&mut start);
    if !knows_organic {
        problems.push(
            Problem::new("G521", keys.place("site"), "the fertility of the site is missing")
                .hint("n_mineralisation_kg_ha: 30 on a poor, 80 on a middling, 200 on a rich site"),
        );
    }
    let mut weather = Vec::new();
    match keys.text("weather", &mut problems) {
        Some(file) => {
            let read = weather::read_weather(&folder.join(file), profile, place.co2_ppm);
            weather = problems.take(read).unwrap_or_default();
        }
        None if keys.value("weather").is_none() => {
            problems.push(Problem::new("G506", keys.place("weather"), "no weather table is named"));
        }
        None => {}
    }
    if let Some(first) = weather.first()
        && !knows_sum
        && (first.date.month(), first.date.day()) != (1, 1)
    {
        problems.push(
            Problem::new("G507", keys.place("start.ST"), format!("the run begins on {} without it", first.date))
                .hint("sum of daily temperatures of 4 C or more since 1 January, or begin on 1 January"),
        );
    }
    keys.refuse_others(&mut problems);
    let Place { site, fertility_kg_ha, .. } = place;
    problems.unless_any(GrowSite {
        parameters,
        processes,
        fertility_kg_ha,
        rota,
        site,
        start,
        memory,
        cuts,
        burns,
        restart,
        weather,
    })
}

fn read_profile(keys: &mut Keys<'_>, problems: &mut Problems) -> Profile {
    let Some(name) = keys.text("profile", problems) else { return Profile::Verge };
    Profile::named(name).unwrap_or_else(|| {
        let what = format!("{name} is not a profile");
        problems.push(Problem::new("G504", keys.place("profile"), what).hint("verge, inrae or growr"));
        Profile::Verge
    })
}

/// `[processes]`: what is switched on or off by name.
fn read_processes(keys: &mut Keys<'_>, problems: &mut Problems) -> Vec<(Process, bool)> {
    let Some(mut table) = keys.table("processes", problems) else { return Vec::new() };
    let mut chosen = Vec::new();
    for process in Process::ALL {
        chosen.extend(table.flag(process.name(), problems).map(|on| (process, on)));
    }
    table.refuse_others(problems);
    chosen
}

fn read_parameters(keys: &mut Keys<'_>, profile: Profile, problems: &mut Problems) -> Parameters {
    let mut parameters = Parameters::of(profile);
    let Some(table) = keys.table("parameters", problems) else { return parameters };
    for (name, value) in table.entries() {
        let place = table.file.place(&value.span(), &table.name(name));
        match as_number(value.get_ref()) {
            Some(number) => {
                if let Err(problem) = parameters.set(name, number) {
                    problems.push(Problem { place, ..problem });
                }
            }
            None => problems.push(table.wrong_type(name, value, "a number")),
        }
    }
    for problem in parameters.problems() {
        let place = format!("{}, {}", table.file.name, problem.place);
        problems.push(Problem { place, ..problem });
    }
    parameters
}

fn read_shares(keys: &mut Keys<'_>, problems: &mut Problems) -> Shares<f64> {
    let none = Shares { a: 0.0, b: 0.0, c: 0.0, d: 0.0 };
    let Some(mut table) = keys.table("shares", problems) else {
        if keys.value("shares").is_none() {
            let hint = "such as { A = 0.1, B = 0.5, C = 0.3, D = 0.1 }";
            problems.push(Problem::new("G508", keys.place("shares"), "no functional groups are given").hint(hint));
        }
        return none;
    };
    let mut share = |key| table.number(key, (0.0, 1.0), "(a share)", problems).unwrap_or(0.0);
    let shares = Shares { a: share("A"), b: share("B"), c: share("C"), d: share("D") };
    table.refuse_others(problems);
    if !shares.is_valid() {
        let what = format!("they sum to {}", shares.a + shares.b + shares.c + shares.d);
        problems.push(Problem::new("G509", keys.place("shares"), what).hint("shares sum to 1"));
    }
    shares
}

/// What `[site]` says.
struct Place {
    site: Site<f64>,
    co2_ppm: Option<f64>,
    fertility_kg_ha: Option<f64>,
    n_organic: Option<f64>,
    has_water_table: bool,
}

fn read_place(keys: &mut Keys<'_>, p: &Parameters, problems: &mut Problems) -> Place {
    let mut place = Place {
        site: Site::open(120.0, p),
        co2_ppm: None,
        fertility_kg_ha: None,
        n_organic: None,
        has_water_table: false,
    };
    let Some(mut table) = keys.table("site", problems) else {
        if keys.value("site").is_none() {
            problems.push(Problem::new("G521", keys.place("site"), "the table is missing"));
        }
        return place;
    };
    match table.number("whc_mm", (5.0, 1000.0), "mm", problems) {
        Some(whc_mm) => place.site.whc_mm = whc_mm,
        None if table.value("whc_mm").is_none() => {
            let hint = "water that the root zone holds: sand 60-80, loam 130-150, clay 150-180 mm";
            problems.push(Problem::new("G521", table.place("whc_mm"), "it is missing").hint(hint));
        }
        None => {}
    }
    if let Some(shade) = table.number("shade", (0.0, 1.0), "(a share)", problems) {
        place.site.shade = shade;
    }
    if let Some(deposition) = table.number("n_deposition_kg_ha", (0.0, 200.0), "kg N/ha/yr", problems) {
        place.site.n_deposition_kg_ha = deposition;
    }
    if let Some(fixation) = table.number("n_fixation_kg_ha", (0.0, 400.0), "kg N/ha/yr", problems) {
        place.site.n_fixation_kg_ha = fixation;
    }
    if let Some(mut water) = table.table("groundwater", problems) {
        place.has_water_table = true;
        read_water_table(&mut water, &mut place.site, problems);
    }
    place.co2_ppm = table.number("co2_ppm", (150.0, 2000.0), "ppm", problems);
    let yearly = table.number("n_mineralisation_kg_ha", (0.0, 1000.0), "kg N/ha/yr", problems);
    let organic = table.number("norg0_kg_ha", (0.0, 20_000.0), "kg N/ha", problems);
    place.fertility_kg_ha = yearly.filter(|_| organic.is_none());
    place.n_organic = organic.or(yearly.map(|yearly| organic_nitrogen(yearly, place.site.n_turnover_per_year)));
    table.refuse_others(problems);
    place
}

/// `[site.groundwater]`: depths of the water table in the wettest and the driest season, and the soil it rises through.
fn read_water_table(keys: &mut Keys<'_>, site: &mut Site<f64>, problems: &mut Problems) {
    for (key, depth_m) in [("highest_m", &mut site.water_table_high_m), ("lowest_m", &mut site.water_table_low_m)] {
        match keys.number(key, (0.0, 20.0), "m below the surface", problems) {
            Some(depth) => *depth_m = depth,
            None if keys.value(key).is_none() => problems.push(Problem::new("G522", keys.place(key), "it is missing")),
            None => {}
        }
    }
    if site.water_table_low_m < site.water_table_high_m {
        let what = format!("{} m is above highest_m {} m", site.water_table_low_m, site.water_table_high_m);
        problems.push(Problem::new("G522", keys.place("lowest_m"), what).hint("both are depths below the surface"));
    }
    let named = keys.text("soil", problems);
    if let Some(soil) = SOILS.iter().find(|soil| Some(soil.name) == named) {
        (site.rise_slope, site.rise_level) = (soil.slope, soil.level);
    } else {
        let what = named.map_or_else(|| "it is missing".to_owned(), |named| format!("{named} is not a soil"));
        let names: Vec<&str> = SOILS.iter().map(|soil| soil.name).collect();
        problems.push(Problem::new("G522", keys.place("soil"), what).hint(names.join(", ")));
    }
    keys.refuse_others(problems);
}

fn read_rota(keys: &mut Keys<'_>, problems: &mut Problems) -> Option<Rota> {
    let plots = keys.number("plots", (1.0, 12.0), "", problems);
    let height_m = keys.number("height_m", (0.001, 1.0), "m", problems);
    for key in ["plots", "height_m"] {
        if keys.value(key).is_none() {
            let hint = "plots = 4, height_m = 0.05";
            problems.push(Problem::new("G543", keys.place(key), "it is missing").hint(hint));
        }
    }
    keys.refuse_others(problems);
    Some(Rota { plots: plots? as usize, height_m: height_m? })
}
