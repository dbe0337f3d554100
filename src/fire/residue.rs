//! Fresh cuttings: mass, moisture and age.
//!
//! Cuttings start as moist as the plants they came from, dry with the vapour pressure deficit and take up rain. While
//! they are fresh they damp fire as live fuel on the ground; dried, they join the litter as loose dead fuel that
//! settles with age. Hay left lying is there for its days and then leaves.
//!
//! | state | unit | |
//! |---|---|---|
//! | fresh mass | kg/ha | part of the litter of the stand or of the swath |
//! | moisture of cuttings | fraction | 0 when nothing is fresh |
//! | age of the newest residue | days | sets the bulk density |
//! | swath | kg/ha | exported mass still lying; the books of the stand know it as gone |
//!
//! Order of a day: growth of the stand, [`add_cut`] where it was cut, [`step`], then danger. The day of the cut
//! counts for drying. Decay is that of the litter of the stand. The rates are assumptions.

use super::drivers::FireDay;
use super::parameters::FireParameters;
use crate::lane::Lane;

/// Days since the last cut that stand for "never".
const NEVER_CUT_DAY: f64 = 100_000.0;

/// Fresh cuttings and residue of a stand: all the state that fire carries from day to day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residue<L: Lane> {
    /// Fresh cuttings, kg DM/ha.
    pub fresh_kg_ha: L,
    /// Moisture of cuttings, fraction of dry mass.
    pub moisture: L,
    /// Days since the newest residue dried.
    pub age_day: L,
    /// Mown hay that waits for removal, kg DM/ha.
    pub swath_kg_ha: L,
    /// Days, today included, that the swath still lies.
    pub swath_days: L,
    /// Days since the last cut.
    pub since_cut_day: L,
}

impl<L: Lane> Residue<L> {
    /// A stand with settled thatch only, never cut.
    pub fn thatch(p: &FireParameters) -> Self {
        let settled = (p.thatch_density_kg_m3 - p.residue_density_kg_m3) / p.residue_settling_kg_m3_day;
        Residue {
            fresh_kg_ha: L::zero(),
            moisture: L::zero(),
            age_day: L::splat(settled),
            swath_kg_ha: L::zero(),
            swath_days: L::zero(),
            since_cut_day: L::splat(NEVER_CUT_DAY),
        }
    }

    /// Dead fuel on the ground, kg/ha: litter less what of it is still fresh, with the swath.
    ///
    /// The litter (kg/ha) is that of the stand at the end of the day, with all cuttings that stay.
    #[inline(always)]
    pub fn dead_on_ground(&self, litter_kg_ha: L) -> L {
        (litter_kg_ha - self.fresh_kg_ha + self.swath_kg_ha).max(L::zero())
    }
}

/// Lays the cuttings of a day on the ground.
///
/// - `cut_kg_ha`: all standing mass cut, 0 where a column was not cut
/// - `exported_kg_ha`: what of it leaves as hay, on this day or after lying (0 for mulch)
/// - `lying_days`: days that hay lies, the day of the cut included; 0 takes it away at once
/// - `live_moisture`: of the stand on the day of the cut
///
/// Moistures of old and new cuttings are weighed by mass. A swath that still lies leaves with the later one.
#[inline(always)]
pub fn add_cut<L: Lane>(residue: &mut Residue<L>, cut_kg_ha: L, exported_kg_ha: L, lying_days: L, live_moisture: L) {
    let lies = lying_days.ge(L::one());
    let swath = L::select(lies, exported_kg_ha, L::zero());
    let added = cut_kg_ha - exported_kg_ha + swath;
    let fresh = residue.fresh_kg_ha + added;
    let mixed = (residue.moisture * residue.fresh_kg_ha + live_moisture * added) / fresh.max(L::splat(1e-12));
    residue.moisture = L::select(added.gt(L::zero()), mixed, residue.moisture);
    residue.fresh_kg_ha = fresh;
    residue.swath_kg_ha = residue.swath_kg_ha + swath;
    // one day more than the hay lies: the step of the day of the cut takes it off again
    let new_days = L::select(swath.gt(L::zero()), lying_days + L::one(), L::zero());
    residue.swath_days = residue.swath_days.max(new_days);
    // likewise the step of today counts the day of the cut as day 0
    residue.since_cut_day = L::select(cut_kg_ha.gt(L::zero()), L::splat(-1.0), residue.since_cut_day);
}

/// Moves the residue through a day: removal of hay, drying and wetting, joining the litter, settling.
///
/// Moisture: `Me + (Mc - Me) exp(-D)`, `Me` dead moisture and `D` the deficit at noon; then 0.3 per mm of rain.
#[inline(always)]
pub fn step<L: Lane>(residue: &mut Residue<L>, day: &FireDay, p: &FireParameters) {
    residue.since_cut_day = residue.since_cut_day + L::one();
    residue.age_day = residue.age_day + L::one();
    let waits = residue.swath_days.gt(L::zero());
    if L::any(waits | residue.fresh_kg_ha.gt(L::zero())) {
        dry_and_clear(residue, day, p);
    }
}

/// The day of residue of which some is fresh or waits for removal.
#[inline(always)]
fn dry_and_clear<L: Lane>(residue: &mut Residue<L>, day: &FireDay, p: &FireParameters) {
    residue.swath_days = (residue.swath_days - L::one()).max(L::zero());
    let stays = residue.swath_days.gt(L::zero());
    let leaves = L::select(stays, L::zero(), residue.swath_kg_ha);
    residue.swath_kg_ha = residue.swath_kg_ha - leaves;
    residue.fresh_kg_ha = (residue.fresh_kg_ha - leaves).max(L::zero());

    let equilibrium = L::splat(day.dead_moisture);
    let dried = equilibrium + (residue.moisture - equilibrium) * L::splat(day.cuttings_drying);
    residue.moisture = if day.cuttings_wetting > 0.0 {
        (dried + L::splat(day.cuttings_wetting)).min(L::splat(p.cuttings_wettest))
    } else {
        dried
    };

    let joins = residue.fresh_kg_ha.gt(L::zero()) & residue.moisture.le(L::splat(p.cuttings_dry_below));
    residue.age_day = L::select(joins, L::zero(), residue.age_day);
    residue.fresh_kg_ha = L::select(joins, L::zero(), residue.fresh_kg_ha);
    residue.moisture = L::select(residue.fresh_kg_ha.gt(L::zero()), residue.moisture, L::zero());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::drivers::{FireConstants, fire_day};
    use crate::fire::fwi::{Codes, NoonWeather};

    fn day(rain_mm: f64) -> (FireDay, FireParameters) {
        let constants = FireConstants::of(&FireParameters::default());
        let noon = NoonWeather { temp_c: 24.0, rh_pct: 45.0, wind_km_h: 10.0, rain_mm, month: 7, latitude_deg: 52.0 };
        (fire_day(&noon, Codes::start(90.0, 20.0, 200.0), 0.0, None, &constants), constants.parameters)
    }

    #[test]
    fn hay_lies_for_its_days_and_leaves() {
        let (dry, p) = day(0.0);
        let mut residue = Residue::thatch(&p);
        add_cut(&mut residue, 2000.0, 1800.0, 3.0, 1.5);
        let mut lying = Vec::new();
        for _ in 0..4 {
            step(&mut residue, &dry, &p);
            lying.push(residue.swath_kg_ha);
        }
        assert_eq!(lying, [1800.0, 1800.0, 1800.0, 0.0]);
        assert_eq!(residue.since_cut_day, 3.0);
        // litter holds the 200 that stay; once dry, all of them are dead fuel
        assert_eq!(residue.dead_on_ground(200.0), 200.0);
    }

    #[test]
    fn hay_taken_at_once_leaves_its_losses_only() {
        let (_, p) = day(0.0);
        let mut residue = Residue::thatch(&p);
        add_cut(&mut residue, 2000.0, 1800.0, 0.0, 1.5);
        assert_eq!((residue.fresh_kg_ha, residue.swath_kg_ha), (200.0, 0.0));
    }

    #[test]
    fn hay_removed_while_fresh_comes_from_the_fresh() {
        let (wet, p) = day(12.0);
        let mut residue = Residue::thatch(&p);
        add_cut(&mut residue, 2000.0, 1800.0, 1.0, 1.5);
        step(&mut residue, &wet, &p);
        assert_eq!((residue.fresh_kg_ha, residue.dead_on_ground(500.0)), (2000.0, 300.0));
        step(&mut residue, &wet, &p);
        assert_eq!((residue.fresh_kg_ha, residue.dead_on_ground(500.0)), (200.0, 300.0));
        assert!(residue.moisture <= 2.5 && residue.age_day == 46.0);
    }

    #[test]
    fn more_removal_never_leaves_more_residue() {
        let (dry, p) = day(0.0);
        let mut before = f64::INFINITY;
        for tenth in 0..=10 {
            let exported = 200.0 * f64::from(tenth);
            let mut residue = Residue::thatch(&p);
            add_cut(&mut residue, 2000.0, exported, 0.0, 1.5);
            for _ in 0..6 {
                step(&mut residue, &dry, &p);
            }
            let dead = residue.dead_on_ground(300.0 + 2000.0 - exported);
            assert!(dead <= before);
            before = dead;
        }
    }

    #[test]
    fn cuttings_on_cuttings_mix_their_moisture() {
        let (_, p) = day(0.0);
        let mut residue = Residue { fresh_kg_ha: 1000.0, moisture: 0.5, ..Residue::thatch(&p) };
        add_cut(&mut residue, 1000.0, 0.0, 0.0, 1.5);
        assert_eq!((residue.fresh_kg_ha, residue.moisture), (2000.0, 1.0));
    }
}
