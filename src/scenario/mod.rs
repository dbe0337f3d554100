//! The scenario: what the user wrote ([`mod@file`]), and the resolved, valid, immutable [`Scenario`] that runs.

pub mod check;
pub mod climates;
pub mod conflict;
pub mod crews;
pub mod defaults;
pub mod depots;
pub mod file;
pub mod inputs;
pub mod interchanges;
pub mod load;
mod plan_options;
mod sample;
pub mod site_file;
pub mod stands;
pub mod terms;
pub mod uncertain;
pub mod weather_nodes;

use crate::biodiversity::connectivity::Walker;
use crate::biodiversity::plants::Plants;
use crate::biodiversity::problem_species::ProblemLimits;
use crate::calendar::DayRange;
use crate::fire::drivers::FireWeather;
use crate::fire::parameters::FireParameters;
use crate::mowing::regime::{Cut, Machine, Regime};
use crate::network::Network;
use crate::network::segment::Point;
use crate::operations::PriceBook;
use crate::vegetation::parameters::Parameters;
use crate::weather::nodes::NodeWeather;
pub use climates::{Climate, Co2};
pub use plan_options::{Limit, PlanOptions, Sweep};
use std::path::PathBuf;
use std::sync::Arc;
use terms::Terms;
use uncertain::Uncertain;

/// Language of reports, tables and plot labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Dutch.
    Nl,
}

impl Language {
    /// The English or the Dutch text.
    pub fn choose<'a>(self, english: &'a str, dutch: &'a str) -> &'a str {
        match self {
            Language::En => english,
            Language::Nl => dutch,
        }
    }
}

/// Arithmetic of the daily path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Double precision (default).
    F64,
    /// Single precision, for very large ensembles.
    F32,
}

/// A scenario, resolved and valid.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Name, used for the output folder.
    pub name: String,
    /// Language of what is written.
    pub language: Language,
    /// The scenario file.
    pub path: PathBuf,
    /// First simulated and planned season.
    pub first_year: i16,
    /// Simulated years after the warm-up.
    pub years: usize,
    /// Years of warm-up under the present regime.
    pub warmup: usize,
    /// Climates of the run, in the order of the file.
    pub climates: Vec<Climate>,
    /// The climate in which the weather of this scenario is (index into `climates`).
    pub climate: usize,
    /// The climate for which is planned.
    pub plan_climate: usize,
    /// Weather nodes, in order of their names.
    pub nodes: Vec<Node>,
    /// Weather node of each segment (index into `nodes`).
    pub segment_node: Vec<usize>,
    /// How fire weather is made of the weather; the hour of rain is chosen per node and member.
    pub fire_weather: FireWeather,
    /// Whether fires take what they burn from the stands.
    pub burnt: bool,
    /// Members of the ensemble.
    pub members: usize,
    /// Seed.
    pub seed: u64,
    /// Arithmetic of the daily path.
    pub precision: Precision,
    /// The network.
    pub network: Network,
    /// Regimes in the order of the file; the uncut regime `none` is always among them.
    pub regimes: Vec<Regime>,
    /// Present regime of each segment (index into `regimes`).
    pub segment_present: Vec<usize>,
    /// Regime of today where a segment names none.
    pub present: usize,
    /// Obligatory strips beside the main verge.
    pub strips: Strips,
    /// Owners, in order of name; every owner of a segment is among them.
    pub owners: Vec<Owner>,
    /// How to plan; `None` stops after the comparison.
    pub plan: Option<PlanOptions>,
    /// Crews; empty means no capacity limit.
    pub crews: Vec<Crew>,
    /// Interchanges that are given; without those of a road they are derived.
    pub interchanges: Vec<Interchange>,
    /// Depots for cuttings; empty means that they take everything.
    pub depots: Vec<Depot>,
    /// Price book.
    pub prices: PriceBook,
    /// Growth parameters.
    pub growth: Parameters,
    /// Fire parameters.
    pub fire: FireParameters,
    /// Plants, with the parameters they are read with.
    pub plants: Arc<Plants>,
    /// Nectar below which a day is a gap in the forage, mg sugar/m2/d, where the user sets it: it is not drawn then.
    pub forage_gap_mg: Option<f64>,
    /// How far animals get between verges.
    pub walker: Walker,
    /// Whether traits of plants and insects are drawn anew for each member.
    pub life_draws: bool,
    /// Rules for problem species.
    pub problem_limits: ProblemLimits,
    /// Problem species seen anywhere on the network (index into the species of `plants`), ascending.
    pub problem_species: Vec<usize>,
    /// What else varies between members, and when there are enough.
    pub ensemble: EnsembleOptions,
    /// Height above which grass hampers: safety strip, sight triangles, agreed visual quality (kpis V1, V2, V3;
    /// the last infinite where none is agreed), m.
    pub height_limits_m: [f64; 3],
    /// What the contract asks and pays, and sets of weights.
    pub terms: Terms,
    /// Where and what to write.
    pub output: Output,
    /// Every file read, with the digest of its content, in order of reading.
    pub inputs: Vec<InputFile>,
    /// Remarks that are not errors: defaults that stand in for data, turned kilometres, filled gaps.
    pub notices: Vec<String>,
}

/// What varies between the members of a study beside the weather, and when there are enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnsembleOptions {
    /// How draws fill their laws.
    pub sampling: Sampling,
    /// Uncertain parameters.
    pub parameters: Vec<Uncertain>,
    /// Whether members come in pairs, whose second meets the mirrored weather, plants and insects of the first.
    pub antithetic: bool,
    /// Further members that simulate a sample of the network only.
    pub sample: Option<SampleOptions>,
    /// When fewer members are enough.
    pub until: Option<UntilRule>,
}

/// Further members that simulate a sample of the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleOptions {
    /// Share of the classes of sites and of the area.
    pub share: f64,
    /// Further members.
    pub members: usize,
}

/// How draws fill their laws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sampling {
    /// Nothing is drawn.
    #[default]
    None,
    /// Independent draws.
    Random,
    /// Latin hypercube: each part of every law has one draw.
    Latin,
    /// Scrambled points of Sobol.
    Sobol,
}

/// When members are enough, and where the scenario says so.
#[derive(Clone, Debug, PartialEq)]
pub struct UntilRule {
    /// What must be known.
    pub enough: Enough,
    /// Place of the names of KPIs.
    pub place: String,
}

/// What must be known before members are enough.
#[derive(Clone, Debug, PartialEq)]
pub enum Enough {
    /// The mean of a KPI.
    HalfWidth {
        /// Name of the KPI.
        kpi: String,
        /// Largest half-width of the 95 % interval of its mean, in its unit.
        half_width: f64,
    },
    /// Every difference between two regimes.
    Decided {
        /// Names of the KPIs.
        kpis: Vec<String>,
        /// Largest half-width of the 95 % interval of a difference, as a share of it.
        within: f64,
        /// A difference that surely stays below this share of the value counts as none.
        equal: f64,
    },
}

/// A weather node: a station, or a table of the user.
#[derive(Clone, Debug)]
pub struct Node {
    /// Station number or name.
    pub name: String,
    /// The weather, in the climate of the scenario.
    pub weather: NodeWeather,
    /// Year of the files that stands for the first year, where the weather is observed.
    pub source_first_year: Option<i16>,
    /// The weather in each climate of the scenario.
    pub climates: Vec<NodeWeather>,
}

/// Obligatory strips, the same under every regime.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strips {
    /// Safety strip beside the carriageway; its width is a column of the segment.
    pub safety: Vec<Cut>,
    /// Ditch side.
    pub ditch: Vec<Cut>,
    /// Width of the ditch strip, m (0: none).
    pub ditch_width_m: f64,
}

/// An owner and its rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    /// Name.
    pub name: String,
    /// Its set of weights.
    pub weights: Option<String>,
    /// Days on which the main verge may be cut; empty: no limit.
    pub windows: Vec<DayRange>,
    /// Budget, EUR a year.
    pub budget_eur: Option<f64>,
    /// Machines allowed; empty: all.
    pub machines: Vec<Machine>,
    /// Breeding season.
    pub breeding: DayRange,
    /// Share of the verge that stays when it is cut in the breeding season.
    pub breeding_share: f64,
    /// Hours of the day at which crews may work, from and to; an end before the begin is on the next day. Empty: all.
    pub hours: Vec<(f64, f64)>,
}

/// A crew.
#[derive(Clone, Debug, PartialEq)]
pub struct Crew {
    /// Name.
    pub name: String,
    /// Owner it works for.
    pub owner: String,
    /// District it works in.
    pub district: String,
    /// Machines it has; empty: all.
    pub machines: Vec<Machine>,
    /// Hours a week.
    pub hours_per_week: f64,
    /// Weeks in which it works, as spans.
    pub weeks: Vec<(u8, u8)>,
    /// Price of an hour on top of the price book, EUR.
    pub eur_per_hour: f64,
    /// Works at night.
    pub night: bool,
    /// Where its days begin and end.
    pub depot: Option<Point>,
}

/// A place where crews can turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Interchange {
    /// Road.
    pub road: String,
    /// Hectometre letter, often empty.
    pub letter: String,
    /// Kilometre.
    pub km: f64,
}

/// A depot that takes cuttings.
#[derive(Clone, Debug, PartialEq)]
pub struct Depot {
    /// Name.
    pub name: String,
    /// Place.
    pub place: Point,
    /// Fresh cuttings that it takes in a week, t.
    pub tonnes_per_week: f64,
    /// Price of a tonne on top of the price book, EUR.
    pub eur_per_tonne: f64,
}

/// Where and what to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Folder.
    pub dir: PathBuf,
    /// Files to write; empty: all.
    pub files: Vec<String>,
    /// Segments (ids) with daily traces.
    pub daily: Vec<String>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Name as the scenario gives it.
    pub name: String,
    /// Digest of the bytes.
    pub digest: u64,
}
