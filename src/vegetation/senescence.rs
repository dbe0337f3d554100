//! Ageing, senescence, abscission and decay of litter.
//!
//! Green tissue dies with age, drought and frost and stands dead; dead tissue falls and becomes litter, which decays in
//! warm and moist weather. Ages are mean ages of the pools, in C d. Jouven et al. 2006 eqs 5-18, with the drought term of
//! LINGRA.

use crate::lane::Lane;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::growth::Growth;
use crate::vegetation::lanes::quotients;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Masses that leave their pools on a day, kg DM/ha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses<L> {
    /// Senescence of green vegetative mass.
    pub senescence_gv: L,
    /// Senescence of green reproductive mass.
    pub senescence_gr: L,
    /// Abscission of dead vegetative mass.
    pub abscission_dv: L,
    /// Abscission of dead reproductive mass.
    pub abscission_dr: L,
    /// Share of the litter that decays.
    pub decay_share: L,
    /// Decay of litter.
    pub decay: L,
}

/// Factor of age on senescence: 1 to a third of the lifespan, rising to 3 at its end.
///
/// - `thirds`: age in thirds of the lifespan
///
/// ```
/// assert_eq!(zeis::vegetation::senescence::senescence_age_factor(1.5_f64), 1.5);
/// ```
#[inline(always)]
pub fn senescence_age_factor<L: Lane>(thirds: L) -> L {
    thirds.clamp_to(1.0, 3.0)
}

/// Factor of age on abscission: 1, 2 and 3 in the three thirds of the lifespan, 3 after it.
///
/// - `thirds`: age in thirds of the lifespan
///
/// ```
/// assert_eq!(zeis::vegetation::senescence::abscission_age_factor(1.5_f64), 2.0);
/// ```
#[inline(always)]
pub fn abscission_age_factor<L: Lane>(thirds: L) -> L {
    let (one, two) = (L::one(), L::splat(2.0));
    let late = L::select(thirds.lt(two), two, L::splat(3.0));
    L::select(thirds.lt(one), one, late)
}

/// Share of a green pool that dies in a day, at most 1.
///
/// Above `T0`: `K T fsen(age/lifespan) + rdry (1 - fW)`; in frost `K |T|`; between them nothing.
///
/// - `rate`: `K`, 1/(C d)
/// - `thirds`: age of the evening before in thirds of the lifespan
/// - `water_factor`: factor of water stress on growth
#[inline(always)]
pub fn senescence_share<L: Lane>(rate: f64, thirds: L, water_factor: L, p: &Parameters, day: &DayDrivers) -> L {
    let by_heat = L::splat(rate * day.ageing_c);
    if day.senesces {
        let by_drought = L::splat(p.drought_senescence) * (L::one() - water_factor);
        (by_heat * senescence_age_factor(thirds) + by_drought).min(L::one())
    } else {
        by_heat.min(L::one())
    }
}

/// Share of the litter that decays in a day, at most 1: `klit T+ (0.2 + 0.8 W1/W1max)`.
#[inline(always)]
pub fn decay_share<L: Lane>(stand: &Stand<L>, column: &Column<L>, p: &Parameters, day: &DayDrivers) -> L {
    let moisture =
        L::splat(p.litter_moisture_floor) + L::splat(1.0 - p.litter_moisture_floor) * (stand.w1 * column.per_w1_max);
    (L::splat(p.litter_decay * day.warmth_c) * moisture).min(L::one())
}

/// Losses of a day, from masses after a cut and ages of the evening before.
#[inline(always)]
pub fn losses<L: Lane>(
    stand: &Stand<L>,
    column: &Column<L>,
    p: &Parameters,
    day: &DayDrivers,
    water_factor: L,
) -> Losses<L> {
    let zero = L::zero();
    let mut losses = Losses {
        senescence_gv: zero,
        senescence_gr: zero,
        abscission_dv: zero,
        abscission_dr: zero,
        decay_share: zero,
        decay: zero,
    };
    if p.frost_hardening && !day.senesces && day.ageing_c > 0.0 {
        losses.senescence_gv = stand.gv * L::splat(day.frost_killed);
    } else if day.ageing_c > 0.0 {
        let leaf = stand.age_gv * column.thirds_of_leaf_life;
        let stem = stand.age_gr * column.thirds_of_stem_life;
        losses.senescence_gv = stand.gv * senescence_share(p.senescence_gv, leaf, water_factor, p, day);
        losses.senescence_gr = stand.gr * senescence_share(p.senescence_gr, stem, water_factor, p, day);
    }
    if day.warmth_c > 0.0 {
        let leaf = abscission_age_factor(stand.age_dv * column.thirds_of_leaf_life);
        let stem = abscission_age_factor(stand.age_dr * column.thirds_of_stem_life);
        losses.abscission_dv = stand.dv * (L::splat(p.abscission_dv * day.warmth_c) * leaf).min(L::one());
        losses.abscission_dr = stand.dr * (L::splat(p.abscission_dr * day.warmth_c) * stem).min(L::one());
        losses.decay_share = decay_share(stand, column, p, day);
        losses.decay = losses.decay_share * stand.litter;
    }
    losses
}

/// Mean ages of two pools after a day: what remains is a day older, what comes in is new; 0 for an empty pool.
///
/// - `ages`: mean ages of the evening before, C d
/// - `remaining`, `gains`: masses that stay and that come in, kg DM/ha
/// - `warmth_c`: mean temperature above 0, C
///
/// Jouven et al. 2006 eqs 5-8 in the reading of INRAE's own program, which does not dilute the day itself.
#[inline(always)]
pub fn mean_ages<L: Lane>(ages: [L; 2], remaining: [L; 2], gains: [L; 2], warmth_c: f64) -> [L; 2] {
    let masses = [remaining[0] + gains[0], remaining[1] + gains[1]];
    let shares = quotients([remaining[0], masses[0]], [remaining[1], masses[1]]);
    [aged(ages[0] * shares[0], masses[0], warmth_c), aged(ages[1] * shares[1], masses[1], warmth_c)]
}

/// Mean age of a pool a day on, 0 where it has no mass.
#[inline(always)]
fn aged<L: Lane>(diluted: L, mass: L, warmth_c: f64) -> L {
    L::select(mass.gt(L::zero()), L::splat(warmth_c) + diluted, L::zero())
}

/// Moves masses and ages of the four standing pools and the litter to the evening.
#[inline(always)]
pub fn integrate<L: Lane>(
    stand: &mut Stand<L>,
    growth: &Growth<L>,
    losses: &Losses<L>,
    p: &Parameters,
    day: &DayDrivers,
) {
    let gv = stand.gv - losses.senescence_gv;
    let gr = stand.gr - losses.senescence_gr;
    let dv = stand.dv - losses.abscission_dv;
    let dr = stand.dr - losses.abscission_dr;
    let gains = [growth.of_leaves, growth.of_stems];
    [stand.age_gv, stand.age_gr] = mean_ages([stand.age_gv, stand.age_gr], [gv, gr], gains, day.warmth_c);
    stand.gv = gv + growth.of_leaves;
    stand.gr = gr + growth.of_stems;
    let dead_leaves = L::splat(1.0 - p.respired_gv) * losses.senescence_gv;
    let dead_stems = L::splat(1.0 - p.respired_gr) * losses.senescence_gr;
    let gains = [dead_leaves, dead_stems];
    [stand.age_dv, stand.age_dr] = mean_ages([stand.age_dv, stand.age_dr], [dv, dr], gains, day.warmth_c);
    stand.dv = dv + dead_leaves;
    stand.dr = dr + dead_stems;
    stand.litter = stand.litter + losses.abscission_dv + losses.abscission_dr - losses.decay;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_factors_have_their_published_steps() {
        for (thirds, dying, falling) in [(0.5, 1.0, 1.0), (1.0, 1.0, 2.0), (2.0, 2.0, 3.0), (6.0, 3.0, 3.0)] {
            assert_eq!(senescence_age_factor(thirds), dying);
            assert_eq!(abscission_age_factor(thirds), falling);
        }
    }

    #[test]
    fn an_empty_pool_has_no_age() {
        assert_eq!(mean_ages([500.0, 500.0], [0.0, 0.0], [0.0, 3.0], 12.0), [0.0, 12.0]);
        let [old, mixed] = mean_ages([300.0, 300.0], [10.0, 10.0], [0.0, 10.0], 12.0);
        assert!((old - 312.0).abs() < 1e-12 && (mixed - 162.0).abs() < 1e-12);
    }

    #[test]
    fn frost_kills_by_its_depth() {
        // Frost day of INRAE's test case, with the published rate of the pasture.
        let p = Parameters::verge();
        let row = crate::vegetation::drivers::WeatherRow {
            date: crate::calendar::MonthDay::new(1, 1).expect("valid").in_year(2001),
            temp_c: -0.84125,
            par_mj_m2: 2.0,
            rain_mm: 0.0,
            makkink_mm: 0.2,
            co2_ppm: 400.0,
            snow: None,
        };
        let mut memory = crate::vegetation::drivers::WeatherMemory::start();
        let day = crate::vegetation::drivers::drivers([row], &mut memory, &p)[0];
        let share = senescence_share(0.002, 0.6, 1.0, &p, &day);
        assert!((750.0 * share - 1.261_875).abs() < 1e-9);
        assert_eq!(senescence_share(10.0, 0.6, 1.0, &p, &day), 1.0);
        let gain = 0.6 * 1.261_875;
        assert!((mean_ages([300.0, 500.0], [1200.0, 500.0], [gain, 0.0], 0.0)[0] - 299.810_838).abs() < 1e-6);
    }
}
