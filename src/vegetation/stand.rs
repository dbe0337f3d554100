//! State of a stand: what one day hands to the next.
//!
//! Masses are kg DM/ha, nitrogen kg N/ha, water mm, ages C d. Temperature sum, running temperature and snow follow from
//! weather alone and live in [`super::drivers`]. The start state is that of growth specification section 3.

use crate::lane::Lane;
use crate::vegetation::lanes::lane_struct;
use crate::vegetation::nitrogen::critical_nitrogen;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::profile::Profile;
use crate::vegetation::site::Site;
use crate::vegetation::traits::Shares;

lane_struct! {
    /// Today's state of a stand.
    Stand {
        /// Green vegetative mass (leaves and sheaths), kg DM/ha.
        gv,
        /// Green reproductive mass (stems and ears), kg DM/ha.
        gr,
        /// Dead vegetative mass, standing, kg DM/ha.
        dv,
        /// Dead reproductive mass, standing, kg DM/ha.
        dr,
        /// Mean age of the green vegetative mass, C d.
        age_gv,
        /// Mean age of the green reproductive mass, C d.
        age_gr,
        /// Mean age of the dead vegetative mass, C d.
        age_dv,
        /// Mean age of the dead reproductive mass, C d.
        age_dr,
        /// Litter with mulched cuttings, kg DM/ha.
        litter,
        /// Water in the top layer, mm.
        w1,
        /// Water below the top layer, mm.
        w2,
        /// Nitrogen in green mass, kg N/ha.
        n_green,
        /// Nitrogen in standing dead mass, kg N/ha.
        n_dead,
        /// Nitrogen in litter, kg N/ha.
        n_litter,
        /// Mineral nitrogen, kg N/ha.
        n_mineral,
        /// Active organic nitrogen, kg N/ha.
        n_organic,
        /// Sward height, m.
        height_m,
        /// 1 while stems may still grow this year, 0 once a cut took them.
        stems_allowed,
        /// Critical nitrogen of the green mass, kg N/ha; kept from evening to morning, renewed by a cut.
        n_critical,
        /// Nitrogen taken up since 1 January, kg N/ha.
        n_uptake_year,
        /// Cuts since 1 January, also those that found nothing to take.
        cuts_year,
        /// Share of functional group A.
        share_a,
        /// Share of functional group B.
        share_b,
        /// Share of functional group C.
        share_c,
        /// Share of functional group D.
        share_d,
        /// Senescence of green leaves on the day before, kg DM/ha; as the three below kept by profile `growr` alone.
        last_senescence_gv,
        /// Senescence of green stems on the day before, kg DM/ha.
        last_senescence_gr,
        /// Abscission of dead leaves on the day before, kg DM/ha.
        last_abscission_dv,
        /// Abscission of dead stems on the day before, kg DM/ha.
        last_abscission_dr,
    }
}

impl<L: Lane> Stand<L> {
    /// Green mass, kg DM/ha.
    #[inline(always)]
    pub fn green(&self) -> L {
        self.gv + self.gr
    }

    /// Standing dead mass, kg DM/ha.
    #[inline(always)]
    pub fn dead(&self) -> L {
        self.dv + self.dr
    }

    /// Standing mass, green and dead, kg DM/ha.
    #[inline(always)]
    pub fn standing(&self) -> L {
        self.green() + self.dead()
    }

    /// Curing: the dead share of standing mass, 0 where nothing stands.
    #[inline(always)]
    pub fn curing(&self) -> L {
        let dead = self.dead();
        dead / (self.green() + dead).max(L::splat(crate::vegetation::lanes::TINY))
    }

    /// Shares of the functional groups.
    #[inline(always)]
    pub fn shares(&self) -> Shares<L> {
        Shares { a: self.share_a, b: self.share_b, c: self.share_c, d: self.share_d }
    }

    /// All nitrogen of the column, kg N/ha.
    #[inline(always)]
    pub fn nitrogen(&self) -> L {
        self.n_green + self.n_dead + self.n_litter + self.n_mineral + self.n_organic
    }

    /// Renews the critical nitrogen after the green mass was changed from outside the daily step.
    #[inline(always)]
    pub fn renew_critical_nitrogen(&mut self, p: &Parameters) {
        self.n_critical = critical_nitrogen(self.green(), p);
    }
}

impl Stand<f64> {
    /// Start state of a profile: a wintry sward, on a full soil but in profile `inrae` (that of its test case).
    ///
    /// - `n_organic_kg_ha`: active organic nitrogen, kg N/ha; [`organic_nitrogen`] gives it from the first year's yield
    pub fn start(shares: &Shares<f64>, site: &Site<f64>, n_organic_kg_ha: f64, p: &Parameters) -> Self {
        let ([gv, gr, dv, dr], [age_gv, age_gr, age_dv, age_dr]) = match p.profile {
            Profile::Verge => ([500.0, 0.0, 400.0, 100.0], [100.0, 0.0, 300.0, 300.0]),
            Profile::Inrae => ([750.0, 0.0, 1200.0, 500.0], [100.0, 2000.0, 300.0, 500.0]),
            Profile::Growr => ([420.0, 0.0, 300.0, 30.0], [100.0, 2000.0, 500.0, 500.0]),
        };
        let water = match p.profile {
            Profile::Inrae => site.whc_mm.min(60.0),
            Profile::Verge | Profile::Growr => site.whc_mm,
        };
        let w1 = p.top_share * water;
        let mut stand = Stand {
            gv,
            gr,
            dv,
            dr,
            age_gv,
            age_gr,
            age_dv,
            age_dr,
            litter: if p.profile == Profile::Verge { 500.0 } else { 0.0 },
            w1,
            w2: water - w1,
            n_green: 0.0,
            n_dead: 0.0,
            n_litter: 0.0,
            n_mineral: 5.0,
            n_organic: n_organic_kg_ha,
            height_m: 0.1,
            stems_allowed: 1.0,
            n_critical: 0.0,
            n_uptake_year: 0.0,
            cuts_year: 0.0,
            share_a: shares.a,
            share_b: shares.b,
            share_c: shares.c,
            share_d: shares.d,
            last_senescence_gv: 0.0,
            last_senescence_gr: 0.0,
            last_abscission_dv: 0.0,
            last_abscission_dr: 0.0,
        };
        stand.start_nitrogen(p);
        stand
    }

    /// Nitrogen that the masses hold at the start: 70 % of the critical content in green, 1 % in dead mass and litter.
    pub fn start_nitrogen(&mut self, p: &Parameters) {
        self.renew_critical_nitrogen(p);
        self.n_green = 0.7 * self.n_critical;
        self.n_dead = 0.01 * self.dead();
        self.n_litter = 0.01 * self.litter;
    }
}

/// Active organic nitrogen at the start, kg N/ha: `Nyr1 / turnover`.
///
/// - `n_mineralisation_kg_ha`: nitrogen that the site mineralises in its first year at 10 C, kg N/ha/yr (15-300)
/// - `turnover_per_year`: share mineralised in a year at 10 C, above 0
///
/// ```
/// assert!((zeis::vegetation::stand::organic_nitrogen(80.0, 0.12) - 666.666_666_666).abs() < 1e-6);
/// ```
pub fn organic_nitrogen(n_mineralisation_kg_ha: f64, turnover_per_year: f64) -> f64 {
    n_mineralisation_kg_ha / turnover_per_year
}
