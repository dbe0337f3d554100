//! A bridge from nitrogen to production, for where no growth engine gives the production of a place.
//!
//! One pool of labile nitrogen feeds the sward each year, deposition adds, hay takes away. With the growth engine its own
//! nitrogen balance stands in this place.

use super::parameters::PlantParameters;

/// The labile nitrogen of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NitrogenPool {
    /// Labile nitrogen, kg N/ha.
    pub labile_kg_ha: f64,
}

impl NitrogenPool {
    /// The pool that yields a production: `S = (Y c_N / u_e - N_dep) / m`, not below 0.
    ///
    /// - `production_t_ha`: yearly production `Y`, t DM/ha
    ///
    /// ```
    /// use zeis::biodiversity::{fertility::NitrogenPool, parameters::PlantParameters};
    /// let pool = NitrogenPool::yielding(9.0, &PlantParameters::default());
    /// assert!((pool.labile_kg_ha - 4274.5).abs() < 0.1);
    /// ```
    pub fn yielding(production_t_ha: f64, p: &PlantParameters) -> Self {
        let available = production_t_ha * p.nitrogen_kg_per_t / p.nitrogen_uptake_share;
        let labile_kg_ha = ((available - p.nitrogen_deposition_kg_ha) / p.nitrogen_pool_turnover).max(0.0);
        NitrogenPool { labile_kg_ha }
    }

    /// Nitrogen taken up in a year: `U = u_e (m S + N_dep)`, kg N/ha.
    pub fn uptake_kg_ha(&self, p: &PlantParameters) -> f64 {
        p.nitrogen_uptake_share * (p.nitrogen_pool_turnover * self.labile_kg_ha + p.nitrogen_deposition_kg_ha)
    }

    /// Production of the year: `Y = U / c_N`, t DM/ha.
    pub fn production_t_ha(&self, p: &PlantParameters) -> f64 {
        self.uptake_kg_ha(p) / p.nitrogen_kg_per_t
    }

    /// The pool a year later: `S - m S + (U - E_N)` with `E_N = rho_h c_N` times the mass cut if it is taken away.
    ///
    /// - `removed_t_ha`: mass cut and taken away, t DM/ha; 0 for cuttings that stay
    #[must_use]
    pub fn after_year(&self, removed_t_ha: f64, p: &PlantParameters) -> Self {
        let exported = p.removed_share * p.nitrogen_kg_per_t * removed_t_ha;
        let mineralised = p.nitrogen_pool_turnover * self.labile_kg_ha;
        NitrogenPool { labile_kg_ha: self.labile_kg_ha - mineralised + (self.uptake_kg_ha(p) - exported) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_year_is_met() {
        let p = PlantParameters::default();
        let start = NitrogenPool::yielding(9.0, &p);
        assert!((start.uptake_kg_ha(&p) - 126.0).abs() < 1e-9);
        let (hay, mulch) = (start.after_year(6.8, &p), start.after_year(0.0, &p));
        assert!((hay.labile_kg_ha - 4191.0).abs() < 1.0, "{hay:?}");
        assert!((mulch.labile_kg_ha - 4272.0).abs() < 1.0, "{mulch:?}");
    }

    #[test]
    fn removal_starves_and_deposition_feeds() {
        let p = PlantParameters::default();
        let rain = |kg| PlantParameters { nitrogen_deposition_kg_ha: kg, ..p.clone() };
        for production in [2.0, 5.0, 9.0, 12.0] {
            let start = NitrogenPool::yielding(production, &p);
            let next = |removed| start.after_year(removed, &p).production_t_ha(&p);
            let yields: Vec<f64> = [0.0, 1.0, 3.0, 6.0].map(next).to_vec();
            assert!(yields.windows(2).all(|pair| pair[1] < pair[0]), "{yields:?}");
            let by_deposition =
                [10.0, 20.0, 35.0].map(|kg| start.after_year(2.0, &rain(kg)).production_t_ha(&rain(kg)));
            assert!(by_deposition.windows(2).all(|pair| pair[1] > pair[0]), "{by_deposition:?}");
        }
    }
}
