//! A hand-made tiny instance for unit tests: four segments, six programmes, two members of two years.

use super::cost::{Job, Prices, VisitCost};
use super::segment_value::{Sites, ZonePart};
use super::{Evidence, IgnitionRate, Setting};
use crate::biodiversity::connectivity::Walker;
use crate::biodiversity::problem_species::ProblemLimits;
use crate::biodiversity::species::Species;
use crate::calendar::{DayRange, MonthDay};
use crate::ensemble::{Outcomes, ProblemOutcomes, VisitOutcome};
use crate::fire::FireParameters;
use crate::fire::rate_doubt::{IgnitionDraw, Reading};
use crate::mowing::patches::{PlannedCut, Programme, Timing, Visit};
use crate::mowing::regime::{At, Cut, Machine, Pattern, Removal};
use crate::network::segment::{AdjacentUse, ProductivityClass, Segment, Side, SiteColumns, Soil, VegetationType};
use crate::scenario::stands::Zone;
use crate::scenario::terms::Terms;
use crate::scenario::{Language, Strips};
use crate::simulation::measure::Measure;
use crate::simulation::outcome::{FireTable, SpreadCell};
use ndarray::{Array3, Array4, s};

/// Main zone by programme: susceptibility, seed set.
const MAIN: [(f64, f64); 6] = [(10.0, 0.2), (6.0, 0.3), (14.0, 0.5), (6.0, 0.3), (6.5, 0.35), (10.0, 0.2)];
const STRIP: [ZonePart; 2] = [
    ZonePart { zone: Zone::Safety, area_share: 0.1, ignition_share: 0.4 },
    ZonePart { zone: Zone::Main, area_share: 0.9, ignition_share: 0.6 },
];

/// Segments 0 and 1 of road A1 (class 0), 2 of road A2 (class 1, twice the fire), 3 without grass.
pub(crate) struct Sample {
    pub(crate) segments: Vec<Segment>,
    pub(crate) present: Vec<usize>,
    pub(crate) programmes: Vec<Programme>,
    pub(crate) strips: Strips,
    pub(crate) outcomes: Outcomes,
}

impl Sites for Sample {
    fn zones(&self, segment: usize) -> &[ZonePart] {
        if segment == 3 { &[] } else { &STRIP }
    }

    fn node(&self, segment: usize) -> Option<usize> {
        (segment != 3).then_some(0)
    }

    fn case(&self, segment: usize, zone: Zone, programme: usize) -> Option<usize> {
        let first = 7 * [Some(0), Some(0), Some(1), None][segment]?;
        Some(if zone == Zone::Safety { first } else { first + 1 + programme })
    }

    fn candidates(&self, segment: usize) -> Vec<usize> {
        if segment == 3 { Vec::new() } else { vec![2, 3, 4, 5] }
    }
}

impl Prices for Sample {
    fn visit(&self, job: &Job) -> VisitCost {
        let area_ha = 1e-4 * job.area_m2 * job.share;
        VisitCost {
            eur: 100.0 * area_ha,
            hours: 2.0 * area_ha,
            tonnes_fresh: 0.003 * job.exported_kg_ha * area_ha,
            litres_diesel: 10.0 * area_ha,
            co2_kg: 32.0 * area_ha,
        }
    }
}

fn segment(id: &str, road: &str, km: f64) -> Segment {
    Segment {
        id: id.into(),
        road: road.into(),
        letter: String::new(),
        carriageway: "R".into(),
        side: Side::Right,
        km_from: km,
        km_to: km + 0.1,
        ends: None,
        length_m: 100.0,
        width_m: 10.0,
        mown_area_m2: 10_000.0,
        owner: if road == "A1" { "RWS" } else { "province" }.into(),
        district: "d".into(),
        contract: "c".into(),
        slope_deg: 0.0,
        vegetation: VegetationType::Grass,
        site: SiteColumns {
            soil: Soil::SandMoist,
            productivity: ProductivityClass::Mid,
            whc_mm: 100.0,
            n_mineralisation_kg_ha: 80.0,
            n_turnover_per_year: 0.06,
            n_deposition_kg_ha: 19.0,
            shade: 0.0,
            ellenberg_f: 5.0,
            ellenberg_r: 6.0,
            shares: [0.1, 0.5, 0.3, 0.1],
        },
        adjacent_use: AdjacentUse::Grass,
        natura2000_dist_m: None,
        aadt: 10_000.0,
        hgv_share: 0.1,
        safety_strip_m: 1.0,
        obstacles_per_100m: 3.0,
        barrier_m: 0.0,
        guard_rail: false,
        sight_triangle: false,
        protected_species: false,
        problem_species: Vec::new(),
        current_regime: None,
        last_cut: None,
        weather: None,
        ignition_share: 0.5,
        line: 2,
    }
}

fn programme(name: &str, regime: usize, cuts: &[(Option<u8>, u16)]) -> Programme {
    let visits = cuts.iter().enumerate().map(|(visit, &(week, day))| Visit {
        week,
        cut: PlannedCut {
            timing: Timing::Day(MonthDay::from_day_of_year(day)),
            visit: visit as u8,
            height_m: 0.1,
            machine: Machine::DiscHay,
            removal: Removal::Hay,
            lying_days: 3,
        },
        leave: 0.0,
    });
    Programme { name: name.into(), regime, pattern: Pattern::Full, visits: visits.collect(), stages: Vec::new() }
}

/// All fires of a case in one cell: a north wind, spread between 1 and 2 m/min, flames of 1 m.
fn slow_fires(case: usize) -> FireTable {
    let susceptibility = (case % 7).checked_sub(1).map_or(2.0, |programme| MAIN[programme].0);
    let mut table = FireTable::default();
    table[0][3] = SpreadCell { susceptibility, flame: susceptibility, consumed: 0.4 * susceptibility };
    table
}

impl Sample {
    pub(crate) fn new() -> Self {
        let mut other = segment("d", "A2", 5.1);
        other.vegetation = VegetationType::Other;
        let programmes = vec![
            programme("late", 0, &[(None, 258)]),
            programme("early", 1, &[(None, 165)]),
            programme("none", 2, &[]),
            programme("early@24", 1, &[(Some(24), 165)]),
            programme("early@26", 1, &[(Some(26), 179)]),
            programme("late@38", 0, &[(Some(38), 263)]),
        ];
        let window = DayRange::parse("05-15..06-01").expect("valid");
        let strips = Strips {
            safety: vec![Cut {
                window,
                at: At::Early,
                when: None,
                height_m: 0.08,
                machine: Machine::FlailSuction,
                removal: Removal::Hay,
                lying_days: 0,
                leave: 0.0,
            }],
            ..Strips::default()
        };
        let mut mean = Array3::zeros((14, 2, Measure::COUNT));
        let mut yearly = Array4::zeros((14, 2, 2, Measure::COUNT));
        let mut visits = Vec::new();
        for case in 0..14 {
            let (class, place) = (case / 7, case % 7);
            let (fire, seed) = if place == 0 { (2.0, 0.0) } else { MAIN[place - 1] };
            for member in 0..2 {
                let fire = fire * (1.0 + class as f64) * (1.0 + 0.1 * member as f64);
                mean[[case, member, Measure::Susceptibility.index()]] = fire;
                mean[[case, member, Measure::SeedSet.index()]] = seed;
                for year in 0..2 {
                    let fire = fire * (0.9 + 0.2 * year as f64);
                    yearly[[case, member, year, Measure::Susceptibility.index()]] = fire;
                    yearly[[case, member, year, Measure::SeedSet.index()]] = seed;
                }
            }
            let cut = VisitOutcome {
                share: 1.0,
                frequency: 1.0,
                cut_kg_ha: 3000.0,
                exported_kg_ha: 2000.0,
                median_day: 0,
                waiting: 0.25,
            };
            visits.push(vec![cut; if place == 0 { 1 } else { programmes[place - 1].visits.len() }]);
        }
        let outcomes = Outcomes {
            planned_fires: mean.slice(s![.., .., Measure::Susceptibility.index()]).to_owned(),
            mean,
            yearly,
            kept: (0..14).map(|case| (case % 7 < 4).then_some(case)).collect(),
            visits,
            fire_weather_days: Array3::zeros((1, 2, 2)),
            showcases: Vec::new(),
            fires: (0..14).map(slow_fires).collect(),
            standing: Array3::ones((14, 2, 24)),
            assessed: Array4::zeros((14, 2, 2, Measure::ASSESSED.len())),
            problems: ProblemOutcomes::zeros(&[], 14, 14, 2, 2),
            column_days: 0,
            by_year: Vec::new(),
        };
        let segments = vec![segment("a", "A1", 1.0), segment("b", "A1", 1.1), segment("c", "A2", 5.0), other];
        Sample { segments, present: vec![0; 4], programmes, strips, outcomes }
    }

    /// Calls `run` with the evidence of the sample.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&Evidence) -> T) -> T {
        let setting = Setting {
            segments: &self.segments,
            areas: &[],
            present: &self.present,
            regimes: vec!["late", "early", "none"],
            programmes: &self.programmes,
            strips: &self.strips,
            terms: &Terms::default(),
            ignition_draws: [2, 4].map(|n| vec![IgnitionDraw { k: 2.1e-4, g: 0.3, reading: Reading::Flame }; n]),
            fire: &FireParameters::default(),
            ignition: IgnitionRate { k: 2.1e-4, g: 0.3, index_per_km: 0.2 },
            species_rich_at: 5.0,
            life_draws: true,
            species: Species::all(),
            walker: Walker::default(),
            problem_limits: &ProblemLimits::default(),
            joint: false,
            limits: &[],
            language: Language::En,
            climate: "reference",
            first_year: 2027,
        };
        run(&Evidence { setting: &setting, outcomes: &self.outcomes, sites: self, prices: self })
    }
}
