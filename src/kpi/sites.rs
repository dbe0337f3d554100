//! KPIs of a scenario: its segments, zones and cases, and the prices of its price book.

use super::cost::{Job, Prices, VisitCost};
use super::segment_value::{Sites, ZonePart};
use super::{IgnitionRate, Setting};
use crate::fire::rate_doubt::{IgnitionDraw, ignition_draws};
use crate::operations::{PriceBook, SegmentFacts, VisitOrder, visit};
use crate::scenario::stands::zones::zones;
use crate::scenario::stands::{Stands, Zone};
use crate::scenario::{Owner, Scenario};

/// Length worked behind one closure, m (assumption).
const METRES_PER_CLOSURE: f64 = 1_000.0;

/// Zones and cases of the segments of a scenario.
#[derive(Clone, Debug)]
pub struct ScenarioSites<'a> {
    scenario: &'a Scenario,
    stands: &'a Stands,
    zones: Vec<Vec<ZonePart>>,
}

impl<'a> ScenarioSites<'a> {
    /// Looks up the zones of every segment.
    pub fn new(scenario: &'a Scenario, stands: &'a Stands) -> Self {
        let rows = scenario.network.segments.iter().zip(&stands.segment_class);
        let zones = rows.map(|(segment, class)| if class.is_some() { parts(segment, scenario) } else { Vec::new() });
        ScenarioSites { scenario, stands, zones: zones.collect() }
    }
}

fn parts(segment: &crate::network::segment::Segment, scenario: &Scenario) -> Vec<ZonePart> {
    let part = |(zone, area_share, ignition_share)| ZonePart { zone, area_share, ignition_share };
    zones(segment, &scenario.strips).into_iter().map(part).collect()
}

impl Sites for ScenarioSites<'_> {
    fn zones(&self, segment: usize) -> &[ZonePart] {
        &self.zones[segment]
    }

    fn node(&self, segment: usize) -> Option<usize> {
        Some(self.stands.classes[self.stands.segment_class[segment]?].node)
    }

    fn case(&self, segment: usize, zone: Zone, programme: usize) -> Option<usize> {
        let class = self.stands.segment_class[segment]?;
        let variant = self.stands.variant_of(self.scenario, segment, programme);
        self.stands.find_case(class, zone, programme, variant)
    }

    fn candidates(&self, segment: usize) -> Vec<usize> {
        let allowed = self.stands.programmes_of(self.scenario, segment);
        allowed.into_iter().map(|candidate| candidate.programme).collect()
    }

    fn is_adjusted(&self, _programme: usize) -> bool {
        self.stands.begun.is_some()
    }
}

/// What KPIs read of a scenario, in one climate.
pub fn setting<'a>(scenario: &'a Scenario, stands: &'a Stands, climate: &'a str) -> Setting<'a> {
    let draws = [scenario.members, scenario.members * scenario.years]
        .map(|n| ignition_draws(scenario.seed, n as u64, n, &scenario.fire));
    setting_with(scenario, stands, climate, draws)
}

/// The same with other draws of how fires come about: for each member, and for each member-year.
pub fn setting_with<'a>(
    scenario: &'a Scenario,
    stands: &'a Stands,
    climate: &'a str,
    ignition_draws: [Vec<IgnitionDraw>; 2],
) -> Setting<'a> {
    Setting {
        segments: &scenario.network.segments,
        areas: &scenario.network.areas,
        present: &scenario.segment_present,
        regimes: scenario.regimes.iter().map(|regime| regime.name.as_str()).collect(),
        programmes: &stands.programmes,
        strips: &scenario.strips,
        terms: &scenario.terms,
        ignition: IgnitionRate {
            k: scenario.fire.rate_constant,
            g: scenario.fire.traffic_exponent,
            index_per_km: scenario.fire.index_reference_per_km,
        },
        ignition_draws,
        fire: &scenario.fire,
        species_rich_at: scenario.plan.clone().unwrap_or_default().species_rich_at,
        life_draws: scenario.life_draws,
        species: &scenario.plants.species,
        walker: scenario.walker,
        problem_limits: &scenario.problem_limits,
        joint: scenario.plan.as_ref().is_some_and(|plan| plan.joint),
        limits: scenario.plan.as_ref().map_or(&[], |plan| &plan.limits),
        language: scenario.language,
        climate,
        first_year: scenario.first_year,
    }
}

/// Prices of visits from a price book; nests are looked for in the owner's breeding season where protected species are known.
#[derive(Clone, Copy, Debug)]
pub struct BookPrices<'a> {
    /// Price book.
    pub book: &'a PriceBook,
    /// Owners, for their breeding seasons.
    pub owners: &'a [Owner],
}

impl Prices for BookPrices<'_> {
    fn visit(&self, job: &Job) -> VisitCost {
        let row = job.segment;
        let owner = self.owners.iter().find(|owner| owner.name == row.owner);
        let facts = SegmentFacts {
            area_m2: job.area_m2,
            length_m: row.length_m,
            slope_deg: row.slope_deg,
            obstacles_per_100m: row.obstacles_per_100m,
            guard_rail: row.guard_rail,
            aadt: row.aadt,
            night: false,
            nest_check: row.protected_species && owner.is_some_and(|owner| owner.breeding.contains(job.day)),
        };
        // One closure per kilometre is an assumption: how long the stretches of a week are is known after the plan only.
        let order = VisitOrder {
            share: job.share,
            machine: job.machine,
            removal: job.removal,
            lying_days: job.lying_days,
            setups: row.length_m / METRES_PER_CLOSURE,
            setup_eur: 0.0,
        };
        let cost = visit(self.book, &facts, &order, job.exported_kg_ha);
        VisitCost {
            eur: cost.eur,
            hours: cost.hours,
            tonnes_fresh: cost.tonnes_fresh,
            litres_diesel: cost.litres_diesel,
            co2_kg: cost.co2_kg,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::MonthDay;
    use crate::kpi::sample::Sample;
    use crate::mowing::regime::{Machine, Removal};

    #[test]
    fn a_price_holds_its_share_of_a_closure() {
        let sample = Sample::new();
        let book = PriceBook::default();
        let job = |share| Job {
            segment: &sample.segments[0],
            machine: Machine::DiscHay,
            removal: Removal::Hay,
            lying_days: 3,
            day: MonthDay::of_week(24),
            area_m2: 1000.0,
            share,
            exported_kg_ha: 3000.0,
        };
        let prices = BookPrices { book: &book, owners: &[] };
        let (whole, half) = (prices.visit(&job(1.0)), prices.visit(&job(0.5)));
        assert!(whole.eur > 100.0 && whole.hours > 0.0 && whole.tonnes_fresh > 0.0);
        assert!(whole.hours < 2.0 * half.hours, "setting up takes as long for half the area");
    }
}
