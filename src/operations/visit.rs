//! Cost, hours, tonnes, fuel and CO2 of one visit to one segment.
//!
//! `cost = area share rate(machine, slope) + closure + setup + tonnes_fresh (gate + haul) + nest check`, with
//! `hours = area share / area rate + obstacles min/60 + setup`. All but the tonnes is known before the season, so that
//! [`tariff`] gives a fixed part and a price per tonne once, and each member of an ensemble brings its own tonnes.

use super::prices::{PriceBook, Rates};
use crate::mowing::regime::{Machine, Removal};
use crate::units::{HA_PER_M2, KM_PER_M, TONNE_PER_KG};

/// Days of lying after which hay has lost the weight of D08 (low end of D11).
const DRIED_AFTER_DAYS: u8 = 2;
const MINUTES_PER_HOUR: f64 = 60.0;

/// What the cost of a visit reads of a segment and its circumstances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentFacts {
    /// Area that is mown in a full cut, m2.
    pub area_m2: f64,
    /// Length along the road, m.
    pub length_m: f64,
    /// Slope, degrees.
    pub slope_deg: f64,
    /// Obstacles per 100 m of road.
    pub obstacles_per_100m: f64,
    /// Whether a guard rail stands in the verge.
    pub guard_rail: bool,
    /// Vehicles a day, both directions.
    pub aadt: f64,
    /// Whether the work is done at night.
    pub night: bool,
    /// Whether nests must be looked for first.
    pub nest_check: bool,
}

/// What is done in a visit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisitOrder {
    /// Share of the area that is cut, 0-1.
    pub share: f64,
    /// Machine.
    pub machine: Machine,
    /// What happens to the cuttings.
    pub removal: Removal,
    /// Days the hay lies before it is taken away.
    pub lying_days: u8,
    /// Set-ups that fall to this visit: 1 alone, a part of one within a stretch, 0 when the caller counts stretches.
    pub setups: f64,
    /// Price of a set-up, EUR.
    pub setup_eur: f64,
}

/// Part of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostItem {
    /// Cutting, and raking and collecting where the cuttings leave.
    Cutting,
    /// Moving closure of a lane.
    Closure,
    /// Surcharge on labour at night.
    Night,
    /// Setting up and packing up.
    Setup,
    /// Check for nests.
    NestCheck,
    /// Gate fee of composting.
    Gate,
    /// Transport of the cuttings.
    Haul,
}

/// What a visit costs before its tonnes are known, and per tonne.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitTariff {
    /// Cost that does not depend on the tonnes, EUR.
    pub fixed_eur: f64,
    /// Gate fee, EUR/t fresh.
    pub gate_eur_t: f64,
    /// Transport, EUR/t fresh.
    pub haul_eur_t: f64,
    /// Fresh tonnes taken to the gate for each kg DM taken away; 0 when the cuttings stay.
    pub tonnes_fresh_per_kg: f64,
    /// Crew hours.
    pub hours: f64,
    /// Hours of moving closure within them.
    pub closure_hours: f64,
    /// Diesel, L; transport is not included (no published figure).
    pub litres_diesel: f64,
    /// CO2 of that diesel, kg.
    pub co2_kg: f64,
    /// Parts of the fixed cost that are not zero, EUR.
    pub lines: Vec<(CostItem, f64)>,
}

impl VisitTariff {
    /// Cost for each kg DM taken away, EUR/kg.
    pub fn eur_per_kg(&self) -> f64 {
        self.tonnes_fresh_per_kg * (self.gate_eur_t + self.haul_eur_t)
    }

    /// Cost of the visit, EUR.
    ///
    /// - `exported_kg`: dry mass taken away from the segment in this visit, kg DM
    pub fn eur(&self, exported_kg: f64) -> f64 {
        self.fixed_eur + exported_kg * self.eur_per_kg()
    }

    /// The visit with its tonnes.
    ///
    /// - `exported_kg`: dry mass taken away from the segment in this visit, kg DM
    pub fn cost(&self, exported_kg: f64) -> VisitCost {
        let tonnes_fresh = exported_kg * self.tonnes_fresh_per_kg;
        let mut lines = self.lines.clone();
        let by_tonne =
            [(CostItem::Gate, tonnes_fresh * self.gate_eur_t), (CostItem::Haul, tonnes_fresh * self.haul_eur_t)];
        lines.extend(by_tonne.into_iter().filter(|(_, eur)| *eur != 0.0));
        VisitCost {
            eur: self.eur(exported_kg),
            hours: self.hours,
            tonnes_fresh,
            litres_diesel: self.litres_diesel,
            co2_kg: self.co2_kg,
            lines,
        }
    }
}

/// Cost, time, mass and fuel of a visit.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitCost {
    /// Cost, EUR without tax.
    pub eur: f64,
    /// Crew hours.
    pub hours: f64,
    /// Cuttings taken to the gate, t fresh.
    pub tonnes_fresh: f64,
    /// Diesel of the machines in the verge, L.
    pub litres_diesel: f64,
    /// CO2 of that diesel, kg.
    pub co2_kg: f64,
    /// Parts of the cost that are not zero, EUR.
    pub lines: Vec<(CostItem, f64)>,
}

/// Cost of a visit with a given yield.
///
/// - `exported_kg_ha`: dry mass taken away per hectare cut, kg DM/ha
///
/// ```
/// use zeis::mowing::regime::{Machine, Removal};
/// use zeis::operations::{PriceBook, SegmentFacts, VisitOrder, visit};
/// let verge = SegmentFacts {
///     area_m2: 1000.0, length_m: 100.0, slope_deg: 0.0, obstacles_per_100m: 3.0,
///     guard_rail: false, aadt: 1330.0, night: false, nest_check: false,
/// };
/// let hay = VisitOrder {
///     share: 1.0, machine: Machine::DiscHay, removal: Removal::Hay, lying_days: 3, setups: 1.0, setup_eur: 10.0,
/// };
/// // 0.1 ha at 1200 EUR/ha, a set-up, and 300 kg DM = 0.525 t of dried hay at 35 + 13 EUR/t
/// assert!((visit(&PriceBook::default(), &verge, &hay, 3000.0).eur - 155.2).abs() < 1e-9);
/// ```
pub fn visit(book: &PriceBook, segment: &SegmentFacts, order: &VisitOrder, exported_kg_ha: f64) -> VisitCost {
    let cut_ha = segment.area_m2 * HA_PER_M2 * order.share;
    tariff(book, segment, order).cost(exported_kg_ha * cut_ha)
}

/// The part of a visit that is known without its yield.
pub fn tariff(book: &PriceBook, segment: &SegmentFacts, order: &VisitOrder) -> VisitTariff {
    let rates = &book.rates;
    let cut_ha = segment.area_m2 * HA_PER_M2 * order.share;
    let steep = if segment.slope_deg >= rates.steep_from_deg { rates.steep_factor } else { 1.0 };
    let closure_hours = closure_hours(rates, segment, order);
    let cutting = cut_ha * cutting_rate_eur_ha(rates, order.machine, order.removal) * steep;
    let closure = closure_hours * rates.closure_eur_h;
    let surcharge = if segment.night { rates.night_surcharge * rates.labour_share } else { 0.0 };
    let nest_check = if segment.nest_check { cut_ha * rates.nest_check_eur_ha } else { 0.0 };
    let mut lines = vec![
        (CostItem::Cutting, cutting),
        (CostItem::Closure, closure),
        (CostItem::Night, surcharge * (cutting + closure)),
        (CostItem::Setup, order.setups * order.setup_eur),
        (CostItem::NestCheck, nest_check),
    ];
    let fixed_eur = lines.iter().map(|(_, eur)| eur).sum();
    lines.retain(|(_, eur)| *eur != 0.0);

    let obstacles = segment.obstacles_per_100m * segment.length_m / 100.0 * order.share;
    let hours = cut_ha * steep / area_rate_ha_h(rates, order.machine)
        + obstacles * rates.obstacle_min / MINUTES_PER_HOUR
        + order.setups * rates.setup_h;
    let diesel_kg = diesel_kg(rates, segment, order, cut_ha);
    VisitTariff {
        fixed_eur,
        gate_eur_t: rates.gate_eur_t,
        haul_eur_t: rates.haul_eur_t,
        tonnes_fresh_per_kg: tonnes_fresh_per_kg(rates, order.removal, order.lying_days),
        hours,
        closure_hours,
        litres_diesel: diesel_kg / rates.diesel_kg_l,
        co2_kg: diesel_kg * rates.co2_kg_kg,
        lines,
    }
}

/// Price of cutting, EUR/ha: M10 where the cuttings stay, M11 for suction, M12 for hay.
///
/// A finger bar and an insect-friendly head cost M12 times a factor, and an insect-friendly head that leaves the cuttings
/// M10 times its factor; mulch with a disc or bar mower costs as flailing (all assumptions).
pub fn cutting_rate_eur_ha(rates: &Rates, machine: Machine, removal: Removal) -> f64 {
    match (machine, removal) {
        (Machine::EcoHead, Removal::Mulch) => rates.flail_eur_ha * rates.eco_head_factor,
        (_, Removal::Mulch) | (Machine::FlailMulch, Removal::Hay) => rates.flail_eur_ha,
        (Machine::FlailSuction, Removal::Hay) => rates.suction_eur_ha,
        (Machine::DiscHay, Removal::Hay) => rates.hay_eur_ha,
        (Machine::BarHay, Removal::Hay) => rates.hay_eur_ha * rates.bar_factor,
        (Machine::EcoHead, Removal::Hay) => rates.hay_eur_ha * rates.eco_head_factor,
    }
}

/// Area cut in an hour with stops and turns, ha/h: bar as disc, insect-friendly head as flail (assumptions).
pub fn area_rate_ha_h(rates: &Rates, machine: Machine) -> f64 {
    match machine {
        Machine::FlailMulch | Machine::FlailSuction | Machine::EcoHead => rates.flail_ha_h,
        Machine::DiscHay | Machine::BarHay => rates.disc_ha_h,
    }
}

/// Hours of moving closure: one pass along the road where traffic asks for a closure, whatever the share cut (assumption:
/// the other passes run in the verge).
fn closure_hours(rates: &Rates, segment: &SegmentFacts, order: &VisitOrder) -> f64 {
    if segment.aadt < rates.closure_from_aadt || order.share <= 0.0 {
        return 0.0;
    }
    let km_h = match order.machine {
        Machine::FlailMulch | Machine::FlailSuction | Machine::EcoHead => rates.flail_km_h,
        Machine::DiscHay | Machine::BarHay => rates.disc_km_h,
    };
    segment.length_m * KM_PER_M / km_h
}

/// Fresh tonnes at the gate for each kg DM taken away: `1/(1000 dry matter)`, less the drying loss for hay that has lain
/// two days or more.
///
/// Dry matter of 40 % is a working value; at 9 t DM/ha it gives the 22 t fresh of a productive verge.
fn tonnes_fresh_per_kg(rates: &Rates, removal: Removal, lying_days: u8) -> f64 {
    if removal == Removal::Mulch {
        return 0.0;
    }
    let dried = if lying_days >= DRIED_AFTER_DAYS { 1.0 - rates.drying_loss } else { 1.0 };
    TONNE_PER_KG / rates.dry_matter * dried
}

/// Diesel of the machines in the verge, kg: plain mower (F01), times F05 with suction or Z11 with raking and collecting; the
/// strip over a guard rail takes F02 instead.
fn diesel_kg(rates: &Rates, segment: &SegmentFacts, order: &VisitOrder, cut_ha: f64) -> f64 {
    let factor = match (order.machine, order.removal) {
        (Machine::FlailSuction, _) => rates.suction_fuel_factor,
        (_, Removal::Hay) => rates.hay_fuel_factor,
        (_, Removal::Mulch) => 1.0,
    };
    let strip_m2 = if segment.guard_rail { segment.length_m * rates.guard_rail_strip_m } else { 0.0 };
    let strip_ha = strip_m2.min(segment.area_m2) * HA_PER_M2 * order.share;
    strip_ha * rates.guard_rail_fuel_kg_ha + (cut_ha - strip_ha) * rates.fuel_kg_ha * factor
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERGE: SegmentFacts = SegmentFacts {
        area_m2: 1000.0,
        length_m: 100.0,
        slope_deg: 0.0,
        obstacles_per_100m: 3.0,
        guard_rail: false,
        aadt: 1330.0,
        night: false,
        nest_check: false,
    };
    const HAY: VisitOrder = VisitOrder {
        share: 1.0,
        machine: Machine::DiscHay,
        removal: Removal::Hay,
        lying_days: 3,
        setups: 1.0,
        setup_eur: 10.0,
    };

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found}, by hand {expected}");
    }

    #[test]
    fn hay_of_a_country_road_as_counted_by_hand() {
        let cost = visit(&PriceBook::default(), &VERGE, &HAY, 3000.0);
        // 0.1 ha x 1200 + 10 + 0.525 t x (35 + 13)
        close(cost.eur, 155.2);
        close(cost.tonnes_fresh, 300.0 / 0.4 / 1000.0 * 0.7);
        // 0.1/2.16 + 3 x 0.5/60 + 0.75
        close(cost.hours, 0.046_296_296 + 0.025 + 0.75);
        close(cost.litres_diesel, 0.1 * 4.4 * 2.0 / 0.84);
        close(cost.co2_kg, 0.88 * 3.16);
        assert_eq!(cost.lines.len(), 4);
        close(cost.lines.iter().map(|(_, eur)| eur).sum(), cost.eur);
    }

    #[test]
    fn suction_at_night_on_a_steep_motorway_verge_as_counted_by_hand() {
        let motorway = SegmentFacts {
            area_m2: 2000.0,
            slope_deg: 20.0,
            guard_rail: true,
            aadt: 88_000.0,
            night: true,
            nest_check: true,
            ..VERGE
        };
        let suction = VisitOrder { share: 0.75, machine: Machine::FlailSuction, lying_days: 0, setups: 0.0, ..HAY };
        let known = tariff(&PriceBook::default(), &motorway, &suction);
        // cutting 0.15 ha x 1300 x 1.25, closure 0.1 km / 2.4 km/h x 300, night 0.35 x 0.5 of both, nests 0.15 ha x 40
        close(known.fixed_eur, 243.75 + 12.5 + 44.843_75 + 6.0);
        close(known.eur_per_kg(), 48.0 / 400.0);
        close(known.hours, 0.15 / 0.384 * 1.25 + 3.0 * 0.75 * 0.5 / 60.0);
        close(known.closure_hours, 0.1 / 2.4);
        let cost = visit(&PriceBook::default(), &motorway, &suction, 4000.0);
        close(cost.tonnes_fresh, 1.5);
        close(cost.eur, known.eur(600.0));
        close(cost.eur, 307.093_75 + 1.5 * 48.0);
        // strip over the rail 0.0075 ha x 44, the rest 0.1425 ha x 4.4 x 3
        close(cost.litres_diesel, (0.33 + 1.881) / 0.84);
    }

    #[test]
    fn cuttings_that_stay_cost_nothing_at_the_gate() {
        let mulch = VisitOrder { machine: Machine::FlailMulch, removal: Removal::Mulch, lying_days: 0, ..HAY };
        let cost = visit(&PriceBook::default(), &VERGE, &mulch, 0.0);
        close(cost.eur, 110.0);
        assert_eq!((cost.tonnes_fresh, cost.lines.len()), (0.0, 2));
        close(cost.co2_kg, 0.1 * 4.4 * 3.16);
    }

    #[test]
    fn machines_take_their_own_rates() {
        let rates = PriceBook::default().rates;
        let rate = |machine, removal| cutting_rate_eur_ha(&rates, machine, removal);
        close(rate(Machine::EcoHead, Removal::Hay), 1320.0);
        close(rate(Machine::EcoHead, Removal::Mulch), 1100.0);
        close(rate(Machine::BarHay, Removal::Hay), 1200.0);
        close(rate(Machine::DiscHay, Removal::Mulch), 1000.0);
        assert!(area_rate_ha_h(&rates, Machine::EcoHead) < area_rate_ha_h(&rates, Machine::BarHay));
    }

    #[test]
    fn half_of_the_area_costs_half_the_cutting_but_the_whole_closure() {
        let busy = SegmentFacts { aadt: 30_000.0, ..VERGE };
        let book = PriceBook::default();
        let whole = tariff(&book, &busy, &VisitOrder { setups: 0.0, ..HAY });
        let half = tariff(&book, &busy, &VisitOrder { share: 0.5, setups: 0.0, ..HAY });
        close(whole.fixed_eur - half.fixed_eur, 60.0);
        close(whole.closure_hours, half.closure_hours);
        let nothing = tariff(&book, &busy, &VisitOrder { share: 0.0, setups: 0.0, ..HAY });
        assert_eq!((nothing.fixed_eur, nothing.hours, nothing.lines.len()), (0.0, 0.0, 0));
    }
}
