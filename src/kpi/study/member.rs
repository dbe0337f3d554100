//! One unit of a study: a member in a climate, from its draws to its numbers.

use super::frame::{Frame, class_values};
use super::known::{DRAW_NUMBERS, TypicalRoad, controls};
use super::years::{MemberYears, SEASON, yearly_kpis};
use crate::ensemble::controls::{CONTROLS, further_weathers, mean_of_further};
use crate::ensemble::draws::points;
use crate::ensemble::labels::{Asked, ClassLabel, FORMAT, Labels, Until};
use crate::ensemble::run::run_member;
use crate::ensemble::store::Key;
use crate::error::{Problem, Problems};
use crate::fire::rate_doubt::{IgnitionDraw, ignition_draws};
use crate::kpi::define::find;
use crate::kpi::outcomes::columns;
use crate::kpi::sites::{BookPrices, ScenarioSites, setting_with};
use crate::kpi::{Evidence, Setting};
use crate::random;
use crate::scenario::stands::Stands;
use crate::scenario::terms::{Direction, Terms};
use crate::scenario::uncertain::{self, coordinates, values_at};
use crate::scenario::{Enough, EnsembleOptions, Language, Sampling, Scenario};

/// Everything that units are made of.
#[derive(Debug)]
pub struct Material<'a> {
    /// The scenario in each of the climates.
    climates: Vec<Scenario>,
    stands: &'a Stands,
    /// Whether classes and years are kept beside the means of the network.
    classes: bool,
    /// Groups and KPIs.
    pub frame: Frame,
    members: Vec<MemberDraw>,
    /// Further weathers of each member.
    further: usize,
    road: TypicalRoad,
    part: Part,
}

/// Which part of a study members belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The whole network; so many members of a sample go with them.
    Whole(usize),
    /// A sample of the network, with the digest of its segments.
    Sample(u64),
}

/// Tag of the draws of the further members of a sample, apart from those of others.
const SAMPLE_DRAWS: u64 = 1 << 41;

/// What makes a member of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberDraw {
    /// Which weather, plants and insects it meets: a member of their draws, mirrored where [`random::MIRRORED`] is set.
    pub weather: usize,
    /// Drawn values of the uncertain parameters; empty where nothing is drawn.
    pub values: Vec<f64>,
    /// How fires come about, where no drawn value says.
    pub ignition: IgnitionDraw,
}

impl<'a> Material<'a> {
    /// The material of an ensemble, from a scenario without a plan: every climate, each member with its own weather.
    pub fn new(scenario: &Scenario, stands: &'a Stands) -> Self {
        let options = &scenario.ensemble;
        let (_, count) = coordinates(&options.parameters);
        let points = points(options.sampling, scenario.seed, scenario.members, count);
        let ignition = ignition_draws(scenario.seed, scenario.members as u64, scenario.members, &scenario.fire);
        let member = |(member, (point, ignition))| member_of(options, member, point, ignition);
        let members = points.into_iter().zip(ignition).enumerate().map(member).collect();
        let of_sample = options.sample.map_or(0, |sample| scenario.members + sample.members);
        Material::of_climates(scenario, stands, members, Part::Whole(of_sample))
    }

    /// The material of a sample of the network: the members of the whole one, then further ones. `scenario` is that of the sample.
    pub fn of_sample(scenario: &Scenario, stands: &'a Stands, whole: &Material<'_>, further: usize) -> Self {
        let options = &scenario.ensemble;
        let (_, count) = coordinates(&options.parameters);
        let points = points(options.sampling, scenario.seed ^ SAMPLE_DRAWS, further, count);
        let ignition = ignition_draws(scenario.seed, SAMPLE_DRAWS, further, &scenario.fire);
        let first = whole.members.len();
        let member = |(member, (point, ignition))| member_of(options, first + member, point, ignition);
        let more = points.into_iter().zip(ignition).enumerate().map(member);
        let members = whole.members.iter().cloned().chain(more).collect();
        let ids: Vec<&str> = scenario.network.segments.iter().map(|segment| segment.id.as_str()).collect();
        Material::of_climates(scenario, stands, members, Part::Sample(random::digest(ids.join("\n").as_bytes())))
    }

    fn of_climates(scenario: &Scenario, stands: &'a Stands, members: Vec<MemberDraw>, part: Part) -> Self {
        let climates = (0..scenario.climates.len()).map(|climate| with_draws(&scenario.in_climate(climate))).collect();
        let (further, road) = (further_weathers(scenario, stands), TypicalRoad::of(scenario));
        Material { climates, stands, classes: true, frame: frame(scenario, stands), members, further, road, part }
    }

    /// Material of other members, in the climate of the scenario and of the network alone.
    pub fn of_members(scenario: &Scenario, stands: &'a Stands, members: Vec<MemberDraw>) -> Self {
        let climates = vec![without_draws(scenario)];
        let (frame, road) = (frame(scenario, stands), TypicalRoad::of(scenario));
        Material { climates, stands, classes: false, frame, members, further: 0, road, part: Part::Whole(0) }
    }

    /// Names for the numbers; `until` has been checked.
    pub fn labels(&self, until: Option<Until>) -> Labels {
        let scenario = &self.climates[0];
        let name = |text: &str| text.to_owned();
        let class = |class: &crate::scenario::stands::SiteClass| ClassLabel {
            name: class.name.clone(),
            soil: name(class.site.soil.name()),
            productivity: name(class.site.productivity.name()),
            node: scenario.nodes[class.node].name.clone(),
        };
        let parameters = &scenario.ensemble.parameters;
        Labels {
            format: FORMAT,
            program: name(env!("CARGO_PKG_VERSION")),
            digest: format!("{:016x}", self.digest()),
            scenario: scenario.name.clone(),
            language: name(if scenario.language == Language::Nl { "nl" } else { "en" }),
            period: (scenario.first_year, scenario.years),
            climates: self.climates.iter().map(|scenario| scenario.climate().name.clone()).collect(),
            members: self.members.len(),
            // How fires come about is drawn evenly in any case, unless a parameter decides it.
            even: self.classes && scenario.ensemble.sampling != Sampling::Random,
            antithetic: self.classes && scenario.ensemble.antithetic,
            until,
            sample: if let Part::Whole(members) = self.part { members } else { 0 },
            groups: self.frame.groups.iter().map(|(level, member)| (name(level.name()), member.clone())).collect(),
            regimes: scenario.regimes.iter().map(|regime| regime.name.clone()).collect(),
            yearly: yearly_kpis().iter().filter(|_| self.classes).map(|kpi| name(kpi.id)).collect(),
            season: SEASON.iter().filter(|_| self.classes).map(|quantity| name(quantity[0])).collect(),
            controls: self.classes.then(|| controls(scenario, self.further)),
            control_count: if self.classes { 2 * CONTROLS + DRAW_NUMBERS } else { 0 },
            points: None,
            asked: asked(&scenario.terms),
            kpis: self.frame.kpis.iter().map(|kpi| name(kpi.id)).collect(),
            classes: self.stands.classes.iter().filter(|_| self.classes).map(class).collect(),
            columns: columns().iter().map(|&(kpi, unit, _, _)| (name(kpi), name(unit))).collect(),
            parameters: parameters.iter().map(|one| (one.full_name(), one.known.unit.clone())).collect(),
        }
    }

    /// Digest of all that decides the numbers: inputs, seed, program, parameters in use and drawn.
    fn digest(&self) -> u64 {
        let scenario = &self.climates[0];
        let mut bytes = scenario.digest().to_le_bytes().to_vec();
        bytes.extend_from_slice(env!("CARGO_PKG_VERSION").as_bytes());
        bytes.extend_from_slice(format!("{:?} {:?}", scenario.growth, scenario.fire).as_bytes());
        if let Part::Sample(segments) = self.part {
            bytes.extend_from_slice(&segments.to_le_bytes());
        }
        for member in &self.members {
            bytes.extend_from_slice(&(member.weather as u64).to_le_bytes());
            let ignition = &member.ignition;
            let form = ignition.reading as u8;
            bytes.push(form);
            for value in member.values.iter().chain([&ignition.k, &ignition.g]) {
                bytes.extend_from_slice(&value.to_le_bytes());
            }
        }
        random::digest(&bytes)
    }

    /// The numbers of a unit; a function of the scenario and the key alone.
    pub fn numbers(&self, key: Key) -> Result<Vec<f64>, Problem> {
        let base = &self.climates[key.climate];
        let MemberDraw { weather, values, ignition } = &self.members[key.member];
        let drawn = if values.is_empty() { None } else { Some(base.with_values(values)?) };
        let scenario = drawn.as_ref().unwrap_or(base);
        let ignition = base.ignition_of(values).unwrap_or(*ignition);
        let sites = ScenarioSites::new(scenario, self.stands);
        let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
        let setting: Setting<'_> =
            setting_with(scenario, self.stands, &scenario.climate().name, [vec![ignition], Vec::new()]);
        let mut years = self.classes.then(|| {
            let counts = (self.stands.cases.len(), scenario.nodes.len());
            MemberYears::new(&setting, &sites, scenario.years, counts)
        });
        let seasons = years.as_ref().map(MemberYears::seasons).unwrap_or_default();
        let outcomes = run_member(scenario, self.stands, *weather, &seasons, &mut |unit, rows| {
            if let Some(years) = &mut years {
                years.add(unit, rows);
            }
        })?;
        let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
        let mut numbers = self.frame.values(&evidence);
        if self.classes {
            numbers.extend(class_values(self.stands, &outcomes));
        }
        if let Some(years) = years {
            let shares = years.node_shares();
            numbers.extend(years.finish());
            numbers.extend(mean_of_further(scenario, *weather, self.further, &shares));
            numbers.extend(self.road.numbers(&ignition, base));
        }
        numbers.extend(values);
        numbers.push(outcomes.column_days as f64);
        Ok(numbers)
    }
}

/// A member with its point of the unit cube and the way its fires come about.
fn member_of(options: &EnsembleOptions, member: usize, point: Vec<f64>, ignition: IgnitionDraw) -> MemberDraw {
    let values = if point.is_empty() { point } else { values_at(&options.parameters, &point) };
    let weather = if options.antithetic { antithetic(member) } else { member };
    MemberDraw { weather, values, ignition }
}

/// Which weather, plants and insects an antithetic member meets: each two members in a row share one number, the second mirrored.
fn antithetic(member: usize) -> usize {
    let mirrored = if member % 2 == 1 { random::MIRRORED as usize } else { 0 };
    (member / 2) | mirrored
}

/// Plants and insects of an ensemble are drawn for each member, as in a run, unless the scenario says itself which of their
/// parameters are drawn and by what law.
fn with_draws(scenario: &Scenario) -> Scenario {
    let is_named = scenario.ensemble.parameters.iter().any(|one| one.known.part == uncertain::Part::Biodiversity);
    Scenario { life_draws: scenario.life_draws && !is_named, ..scenario.clone() }
}

/// A study of sensitivity says itself what is drawn: without a law a parameter keeps its value.
fn without_draws(scenario: &Scenario) -> Scenario {
    Scenario { life_draws: false, ..scenario.clone() }
}

/// What the contract asks otherwise than the catalogue.
fn asked(terms: &Terms) -> Vec<Asked> {
    let own = terms.kpis.iter().filter(|term| term.threshold.is_some() || term.direction.is_some());
    let asked = own.map(|term| Asked {
        kpi: term.kpi.clone(),
        threshold: term.threshold,
        more_is_better: term.direction.map(|direction| direction == Direction::Up),
    });
    asked.collect()
}

fn frame(scenario: &Scenario, stands: &Stands) -> Frame {
    Frame::new(&setting_with(scenario, stands, "", [Vec::new(), Vec::new()]))
}

/// The rule on when members are enough, with the id of its KPI; refuses unknown KPIs and those that no member has.
pub fn until(scenario: &Scenario) -> Result<Option<Until>, Problems> {
    let Some(rule) = &scenario.ensemble.until else { return Ok(None) };
    let known = super::kpis();
    let mut problems = Problems::none();
    let mut id = |name: &str| {
        let kpi = find(name).filter(|kpi| known.iter().any(|one| one.id == kpi.id));
        if kpi.is_none() {
            let what = format!("no KPI of a member is called \"{name}\"");
            let names: Vec<&str> = known.iter().map(|kpi| kpi.id).collect();
            problems.push(Problem::new("S154", rule.place.clone(), what).hint(format!("one of: {}", names.join(", "))));
        }
        kpi.map_or_else(String::new, |kpi| kpi.id.to_owned())
    };
    let until = match &rule.enough {
        Enough::HalfWidth { kpi, half_width } => Until::HalfWidth { kpi: id(kpi), half_width: *half_width },
        Enough::Decided { kpis, within, equal } => {
            let kpis = kpis.iter().map(|name| id(name)).collect();
            Until::Decided { kpis, within: *within, equal: *equal }
        }
    };
    problems.unless_any(Some(until))
}
