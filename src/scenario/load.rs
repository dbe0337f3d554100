//! File to scenario: read, check, resolve.

use super::climates::{self, Climate};
use super::file::ScenarioFile;
use super::file::keys::Located;
use super::inputs::{self, Inputs};
use super::weather_nodes::{self, Nodes};
use super::{
    Crew, Depot, InputFile, Interchange, Node, Output, Scenario, check, crews, defaults, depots, file, interchanges,
};
use crate::biodiversity::parameters::PlantParameters;
use crate::biodiversity::plants::Plants;
use crate::biodiversity::species::{self, Species};
use crate::error::{Problem, Problems};
use crate::fire::drivers::FireWeather;
use crate::fire::moisture::DeadMoisture;
use crate::network::Network;
use crate::network::cells::ColumnDefault;
use crate::network::delimited::decode;
use crate::network::gis::{self, Format};
use crate::network::nature::{NatureArea, nature_areas};
use crate::operations::PriceBook;
use crate::random::digest;
use crate::weather::generate::Method;
use crate::weather::nodes::NodeWeather;
use crate::weather::nodes::day::DayAsked;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads a scenario file and everything it names. Every problem of every file is reported, as far as the parts can be
/// judged apart.
///
/// ```no_run
/// let scenario = zeis::scenario::load::load(std::path::Path::new("scenarios/veluwe.toml"))?;
/// println!("{} segments", scenario.network.segments.len());
/// # Ok::<(), zeis::error::Problems>(())
/// ```
pub fn load(path: &Path) -> Result<Scenario, Problems> {
    load_with(path, None)
}

/// The scenario as far as the hazard of a day needs it: one year, that of the day, under observed weather that reaches from
/// 1 January to the day; one member, no plan.
///
/// Weather that is generated, begins later or ends earlier is refused.
pub fn load_to_day(path: &Path, asked: DayAsked) -> Result<Scenario, Problems> {
    load_with(path, Some(asked))
}

fn load_with(path: &Path, asked: Option<DayAsked>) -> Result<Scenario, Problems> {
    let shown = path.display().to_string();
    let bytes = inputs::read(path, &shown)?;
    let text = decode(&shown, &bytes)?;
    let (mut file, mut problems) = file::parse(&shown, &text)?;
    if let Some(asked) = asked {
        cut_to_day(&mut file, asked);
    }
    let mut inputs = Inputs::beside(path);
    let own_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    inputs.files.push(InputFile { name: own_name, digest: digest(&bytes) });
    let mut notices = Vec::new();
    let network = problems.take(network(&file, &mut inputs));
    let areas = problems.take(areas(&file, &mut inputs));
    let crews = problems.take(crews(&file, &mut inputs, &mut notices));
    let depots = problems.take(depots(&file, &mut inputs, &mut notices));
    let interchanges = problems.take(interchanges(&file, &mut inputs, &mut notices));
    let prices = problems.take(prices(&file, &mut inputs));
    let plants = problems.take(plants(&file, &mut inputs));
    let general = problems.take(check::general_present(&file));
    problems.take(check::contract(&file));
    let table = file.network.segments.as_ref().map(|name| inputs.path(&name.value).display().to_string());
    let parts = network.flatten().map(|mut network| {
        network.place_areas(areas.unwrap_or_default());
        let table = table.unwrap_or_default();
        let species = plants.as_ref().map_or(Species::all(), |plants| &plants.species);
        let origin = Origin { file: &file, asked, table: &table, general: general.unwrap_or(0), species };
        resolve(&origin, network, &mut inputs, &mut problems, &mut notices)
    });
    let (Some(parts), Some(crews), Some(depots), Some(interchanges), Some(prices), Some(plants), Some(first_year)) =
        (parts, crews, depots, interchanges, prices, plants, file.period.first_year)
    else {
        return Err(problems);
    };
    if let Some(network) = parts.as_ref().map(|parts| &parts.network) {
        notices.extend(crews::remarks(&crews, network));
        notices.extend(interchanges::remark(&interchanges, network));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let Some(parts) = parts else { return Err(problems) };
    notices.splice(0..0, parts.network.notices.iter().cloned());
    notices.extend(weather_remarks(&parts.nodes, file.ensemble.members, file.life.draws));
    notices.extend(shipped_stand_ins(&file));
    let name = file.name.clone().unwrap_or_else(|| stem(path));
    Ok(Scenario {
        language: file.language,
        path: path.to_path_buf(),
        first_year,
        years: file.period.years,
        warmup: file.period.warmup,
        climate: 0,
        plan_climate: parts.plan_climate,
        climates: parts.climates,
        nodes: parts.nodes.nodes,
        segment_node: parts.nodes.segment_node,
        fire_weather: FireWeather {
            rain: file.climate.rain_for_fire,
            moisture: file.fire.moisture,
            season: file.fire.season,
            ..FireWeather::default()
        },
        burnt: file.fire.burnt,
        members: file.ensemble.members,
        seed: file.ensemble.seed,
        precision: file.ensemble.precision,
        network: parts.network,
        regimes: file.regimes.iter().map(|regime| regime.value.clone()).collect(),
        segment_present: parts.segment_present,
        present: general.unwrap_or(0),
        strips: file.strips.strips.clone(),
        owners: parts.owners,
        plan: file.plan.as_ref().map(|plan| plan.options.clone()),
        crews,
        depots,
        interchanges,
        prices,
        growth: defaults::growth(),
        fire: file.fire.parameters,
        plants: Arc::new(plants),
        forage_gap_mg: file.life.gap_mg,
        walker: file.life.walker,
        life_draws: file.life.draws,
        problem_limits: file.life.problems.clone(),
        problem_species: parts.problem_species,
        ensemble: file.ensemble.options.clone(),
        height_limits_m: file.height_limits_m,
        terms: file.terms.clone(),
        output: Output {
            dir: file.output.dir.as_ref().map_or_else(|| Path::new("out").join(&name), PathBuf::from),
            files: file.output.files.clone(),
            daily: parts.daily,
        },
        inputs: inputs.files,
        notices,
        name,
    })
}

/// Leaves of a scenario what a day needs.
fn cut_to_day(file: &mut ScenarioFile, asked: DayAsked) {
    file.period.first_year = Some(asked.day.year());
    file.period.years = 1;
    file.climate.first_weather_year = None;
    file.climate.climates.scenarios.clear();
    file.ensemble.members = 1;
    file.plan = None;
}

/// Name of the scenario where it gives none: that of its file.
fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "scenario".to_string(), |stem| stem.to_string_lossy().into_owned())
}

/// The parts that need the network.
struct Parts {
    network: Network,
    nodes: Nodes,
    climates: Vec<Climate>,
    plan_climate: usize,
    segment_present: Vec<usize>,
    owners: Vec<super::Owner>,
    daily: Vec<String>,
    problem_species: Vec<usize>,
}

/// What the parts of a scenario are made from, beside its network.
struct Origin<'a> {
    file: &'a ScenarioFile,
    asked: Option<DayAsked>,
    /// Name of the segment table, for messages.
    table: &'a str,
    /// Regime of segments that name none.
    general: usize,
    species: &'a [Species],
}

fn resolve(
    origin: &Origin<'_>,
    network: Network,
    inputs: &mut Inputs,
    problems: &mut Problems,
    notices: &mut Vec<String>,
) -> Option<Parts> {
    let Origin { file, table, .. } = *origin;
    problems.take(check::anything_grows(&network, table));
    let segment_present = problems.take(check::present(file, &network, table, origin.general));
    let owners = problems.take(check::owners(file, &network, notices));
    let daily = problems.take(check::daily(file, &network));
    let problem_species = problems.take(check::problem_species(&network, table, origin.species));
    let climates = problems.take(climates::resolve(file, inputs)).unwrap_or_default();
    let plan_climate = problems.take(plan_climate(file));
    let weather = weather_nodes::Asked {
        climate: &file.climate,
        period: &file.period,
        day: origin.asked,
        climates: &climates,
        seed: file.ensemble.seed,
    };
    let nodes = problems.take(weather_nodes::nodes(&weather, &network, table, inputs));
    if let Some(plan) = &file.plan {
        notices.extend(check::cuts_without_a_week(&file.regimes, &plan.options));
    }
    let mut nodes = nodes?;
    notices.append(&mut nodes.notices);
    let plan_climate = plan_climate?;
    Some(Parts {
        network,
        nodes,
        climates,
        plan_climate,
        segment_present: segment_present?,
        owners: owners?,
        daily: daily?,
        problem_species: problem_species?,
    })
}

/// The climate for which is planned: the one that is named, else the first.
fn plan_climate(file: &ScenarioFile) -> Result<usize, Problems> {
    let Some(named) = file.plan.as_ref().and_then(|plan| plan.climate.as_ref()) else { return Ok(0) };
    let names = climates::names(file);
    names.iter().position(|name| *name == named.value).ok_or_else(|| {
        let what = format!("the climate \"{}\" is not among climate.scenarios", named.value);
        Problem::new("S125", named.place.clone(), what).hint(format!("one of: {}", names.join(", "))).into()
    })
}

/// The network; nothing where the scenario does not say which.
fn network(file: &ScenarioFile, inputs: &mut Inputs) -> Result<Option<Network>, Problems> {
    let Some(segments) = &file.network.segments else { return Ok(None) };
    let mut bytes = inputs.read(&segments.value, &segments.place)?;
    if Format::of(&bytes) != Format::Table {
        bytes = of_geometry(segments, inputs)?;
    }
    let defaults: Vec<ColumnDefault> = file
        .network
        .defaults
        .iter()
        .map(|(column, Located { value, place })| ColumnDefault {
            column: column.to_lowercase(),
            value: value.clone(),
            place: place.clone(),
        })
        .collect();
    let name = inputs.path(&segments.value).display().to_string();
    crate::network::read::segments(&name, &bytes, &defaults, file.strips.safety_width_m).map(Some)
}

/// The segment table in a file of geometry.
fn of_geometry(segments: &Located<String>, inputs: &Inputs) -> Result<Vec<u8>, Problems> {
    let layers = gis::read(&inputs.path(&segments.value))?;
    let table = layers.iter().find_map(gis::table::segment_table);
    table.map(String::into_bytes).ok_or_else(|| {
        let what = format!("{} holds no segments: no feature has a field km_from", segments.value);
        let hint = "road sections of the NWB become segments with `zeis network convert`";
        Problem::new("S192", segments.place.clone(), what).hint(hint).into()
    })
}

/// Natura 2000 areas; none where the scenario names no file of them.
fn areas(file: &ScenarioFile, inputs: &mut Inputs) -> Result<Vec<NatureArea>, Problems> {
    let Some(named) = &file.network.natura2000 else { return Ok(Vec::new()) };
    inputs.read(&named.value, &named.place)?;
    nature_areas(&gis::read(&inputs.path(&named.value))?)
}

fn crews(file: &ScenarioFile, inputs: &mut Inputs, notices: &mut Vec<String>) -> Result<Vec<Crew>, Problems> {
    let Some(plan) = &file.plan else { return Ok(Vec::new()) };
    let Some(named) = &plan.crews else {
        notices.push("no crews are given: there is no capacity limit, hours are only counted".to_string());
        return Ok(Vec::new());
    };
    let bytes = inputs.read(&named.value, &named.place)?;
    let (crews, remarks) = crews::read(&inputs.path(&named.value).display().to_string(), &bytes)?;
    notices.extend(remarks);
    Ok(crews)
}

fn depots(file: &ScenarioFile, inputs: &mut Inputs, notices: &mut Vec<String>) -> Result<Vec<Depot>, Problems> {
    let Some(named) = file.plan.as_ref().and_then(|plan| plan.depots.as_ref()) else { return Ok(Vec::new()) };
    let bytes = inputs.read(&named.value, &named.place)?;
    let (depots, remarks) = depots::read(&inputs.path(&named.value).display().to_string(), &bytes)?;
    notices.extend(remarks);
    Ok(depots)
}

fn interchanges(
    file: &ScenarioFile,
    inputs: &mut Inputs,
    notices: &mut Vec<String>,
) -> Result<Vec<Interchange>, Problems> {
    let Some(named) = file.plan.as_ref().and_then(|plan| plan.interchanges.as_ref()) else { return Ok(Vec::new()) };
    let bytes = inputs.read(&named.value, &named.place)?;
    let (found, remarks) = interchanges::read(&inputs.path(&named.value).display().to_string(), &bytes)?;
    notices.extend(remarks);
    Ok(found)
}

fn prices(file: &ScenarioFile, inputs: &mut Inputs) -> Result<PriceBook, Problems> {
    let Some(named) = file.plan.as_ref().and_then(|plan| plan.prices.as_ref()) else {
        return defaults::prices(None);
    };
    let bytes = inputs.read(&named.value, &named.place)?;
    defaults::prices(Some((&inputs.path(&named.value).display().to_string(), &bytes)))
}

/// Plants, with the user's species and threshold of nectar where given.
fn plants(file: &ScenarioFile, inputs: &mut Inputs) -> Result<Plants, Problems> {
    let mut parameters = PlantParameters::default();
    if let Some(gap) = file.life.gap_mg {
        parameters.forage_gap_mg_m2_day = gap;
    }
    let Some(named) = &file.life.species else { return Ok(Plants::new(Species::all(), parameters)) };
    let bytes = inputs.read(&named.value, &named.place)?;
    let species = species::read(&inputs.path(&named.value).display().to_string(), &bytes)?;
    Ok(Plants::new(&species, parameters))
}

/// Remarks on what the weather can and cannot tell.
fn weather_remarks(nodes: &Nodes, members: usize, life_draws: bool) -> Option<String> {
    let generated = |node: &Node| match &node.weather {
        NodeWeather::Generated(generated) => Some(generated.method),
        NodeWeather::Observed(_) => None,
    };
    let methods: Vec<Method> = nodes.nodes.iter().filter_map(generated).collect();
    if methods.contains(&Method::Basic) {
        Some("weather is generated by the basic generator, which has too few long dry spells and hot days".to_string())
    } else if !methods.is_empty() {
        None
    } else {
        let what = "observed weather: every member meets the same weather";
        let alike = if life_draws {
            "they differ in the doubt about fires, plants and insects alone".to_owned()
        } else {
            format!("{members} members tell no more than one, but for the doubt about fires")
        };
        (members > 1).then(|| format!("{what}: {alike}"))
    }
}

/// Remarks on shipped values that stand for the user's own.
fn shipped_stand_ins(file: &ScenarioFile) -> Vec<String> {
    let mut remarks = Vec::new();
    if file.strips.safety_is_default && file.strips.safety_width_m > 0.0 {
        remarks
            .push("the safety strip is cut twice a year at 0.08 m, as no [strips.safety] says otherwise".to_string());
    }
    if file.plan.as_ref().is_some_and(|plan| plan.prices.is_none()) {
        remarks.push("costs rest on the shipped price book, as the plan names no prices".to_string());
    }
    if file.fire.moisture != DeadMoisture::Ffmc {
        remarks.push(format!(
            "dead fuel is as moist as \"{}\" says; the ignition rate was calibrated with \"ffmc\", so compare regimes \
             and do not count fires",
            file.fire.moisture.name()
        ));
    }
    remarks
}
