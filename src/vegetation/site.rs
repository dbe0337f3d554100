//! What belongs to the place and does not change, and the rates of a column that hold for a year.

use crate::error::Problem;
use crate::lane::Lane;
use crate::vegetation::lanes::lane_struct;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::traits::{Shares, mixture};

/// Days among which yearly rates are spread; a leap day is not rescaled.
pub const DAYS_PER_YEAR: f64 = 365.0;

/// Below this share of the top layer's capacity mineralisation slows down.
const DRY_FOR_MINERALISATION: f64 = 0.6;

lane_struct! {
    /// A place where a stand grows.
    Site {
        /// Water that the root zone holds for plants, mm.
        whc_mm,
        /// Share of radiation lost to trees, buildings and screens, 0-1.
        shade,
        /// Nitrogen deposition, kg N/ha/yr.
        n_deposition_kg_ha,
        /// Nitrogen fixation, kg N/ha/yr.
        n_fixation_kg_ha,
        /// Turnover of active organic nitrogen at 10 C, 1/yr: 0.06 under a long-established verge, 0.12 on sand or recently
        /// fertilised soil.
        n_turnover_per_year,
        /// Depth of the water table where it is highest in the year, m; read with groundwater.
        water_table_high_m,
        /// Depth of the water table where it is lowest, m.
        water_table_low_m,
        /// Coefficient `a` of capillary rise, below 0.
        rise_slope,
        /// Coefficient `b` of capillary rise.
        rise_level,
    }
}

impl Site<f64> {
    /// An unshaded site far above groundwater, with the deposition, fixation and turnover of the parameters.
    pub fn open(whc_mm: f64, p: &Parameters) -> Self {
        Site {
            whc_mm,
            shade: 0.0,
            n_deposition_kg_ha: p.n_deposition,
            n_fixation_kg_ha: p.n_fixation,
            n_turnover_per_year: p.n_turnover,
            water_table_high_m: 10.0,
            water_table_low_m: 10.0,
            rise_slope: -0.5,
            rise_level: 0.0,
        }
    }

    /// What is wrong with the values.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let mut check = |key: &str, value: f64, low: f64, high: f64, unit: &str| {
            if !(low..=high).contains(&value) {
                let what = format!("{value} is outside {low} to {high} {unit}");
                found.push(Problem::new("G520", format!("site.{key}"), what));
            }
        };
        check("whc_mm", self.whc_mm, 5.0, 1000.0, "mm");
        check("shade", self.shade, 0.0, 1.0, "(a share)");
        check("n_deposition_kg_ha", self.n_deposition_kg_ha, 0.0, 200.0, "kg N/ha/yr");
        check("n_fixation_kg_ha", self.n_fixation_kg_ha, 0.0, 400.0, "kg N/ha/yr");
        check("n_turnover_per_year", self.n_turnover_per_year, 0.005, 1.0, "per year");
        found
    }
}

lane_struct! {
    /// Rates of a column that hold from one 1 January to the next: products of traits, site and parameters.
    Column {
        /// Leaf area index per kg/ha of green mass.
        leaf_area_per_kg,
        /// Temperature sum at the onset of reproductive growth, C d.
        st1,
        /// Temperature sum at the end of reproductive growth, C d.
        st2,
        /// Highest seasonal factor.
        max_sea,
        /// Lowest seasonal factor.
        min_sea,
        /// Rise of the seasonal factor per C d from 200 C d.
        season_rise,
        /// Fall of the seasonal factor per C d from `season_turn`.
        season_fall,
        /// Temperature sum at which the seasonal factor begins to fall, C d.
        season_turn,
        /// Three lifespans of leaves, inverted, 1/(C d).
        thirds_of_leaf_life,
        /// Three lifespans of stems, inverted, 1/(C d).
        thirds_of_stem_life,
        /// Mass per height of green leaves, kg/ha/m.
        mass_per_m_gv,
        /// Mass per height of green stems, kg/ha/m.
        mass_per_m_gr,
        /// Mass per height of dead leaves, kg/ha/m.
        mass_per_m_dv,
        /// Mass per height of dead stems, kg/ha/m.
        mass_per_m_dr,
        /// Height per mass of green leaves, m ha/kg.
        m_per_mass_gv,
        /// Height per mass of green stems, m ha/kg.
        m_per_mass_gr,
        /// Height per mass of dead leaves, m ha/kg.
        m_per_mass_dv,
        /// Height per mass of dead stems, m ha/kg.
        m_per_mass_dr,
        /// Share of radiation that reaches the sward.
        lit_share,
        /// Water capacity of the root zone, mm.
        whc,
        /// Its inverse, 1/mm.
        per_whc,
        /// Water capacity of the top layer, mm.
        w1_max,
        /// Its inverse, 1/mm.
        per_w1_max,
        /// Water capacity below the top layer, mm.
        w2_max,
        /// Inverse of the water in the top layer below which mineralisation slows down, 1/mm.
        per_w1_moist,
        /// Turnover of active organic nitrogen at 10 C, 1/d.
        n_turnover_per_day,
        /// Nitrogen from air and legumes, kg N/ha/d.
        n_input_per_day,
        /// Depth of the water table where it is highest, m.
        water_table_m,
        /// How much deeper it lies where it is lowest, m.
        water_table_fall_m,
        /// Depth of the middle of the lower layer, m.
        lower_layer_m,
        /// Coefficient `a` of capillary rise.
        rise_slope,
        /// Coefficient `b` of capillary rise.
        rise_level,
    }
}

impl<L: Lane> Column<L> {
    /// The rates of a year of stands with these shares on these sites.
    pub fn new(shares: &Shares<L>, site: &Site<L>, p: &Parameters) -> Self {
        let one = L::one();
        let traits = mixture(shares, p);
        let spread = traits.max_sea - traits.min_sea;
        let w1_max = site.whc_mm * L::splat(p.top_share);
        // g/m3 over a metre is 10 kg/ha.
        let kg_ha = L::splat(10.0);
        let stem = L::splat(p.stem_factor);
        let (mass_gv, mass_gr) = (traits.density_gv * kg_ha, traits.density_gr * kg_ha);
        let (mass_dv, mass_dr) = (traits.density_dv * kg_ha, traits.density_dr * kg_ha);
        Column {
            leaf_area_per_kg: traits.sla * traits.laminae * L::splat(crate::units::G_M2_PER_KG_HA),
            st1: traits.st1,
            st2: traits.st2,
            max_sea: traits.max_sea,
            min_sea: traits.min_sea,
            season_rise: spread / (traits.st1 - L::splat(400.0)),
            season_fall: spread / (traits.st2 - traits.st1 + L::splat(100.0)),
            season_turn: traits.st1 - L::splat(100.0),
            thirds_of_leaf_life: L::splat(3.0) / traits.leaf_lifespan,
            thirds_of_stem_life: L::splat(3.0) / (traits.st2 - traits.st1),
            mass_per_m_gv: mass_gv,
            mass_per_m_gr: mass_gr,
            mass_per_m_dv: mass_dv,
            mass_per_m_dr: mass_dr,
            m_per_mass_gv: one / mass_gv,
            m_per_mass_gr: stem / mass_gr,
            m_per_mass_dv: one / mass_dv,
            m_per_mass_dr: stem / mass_dr,
            lit_share: one - site.shade,
            whc: site.whc_mm,
            per_whc: one / site.whc_mm,
            w1_max,
            per_w1_max: one / w1_max,
            w2_max: site.whc_mm - w1_max,
            per_w1_moist: one / (w1_max * L::splat(DRY_FOR_MINERALISATION)),
            n_turnover_per_day: site.n_turnover_per_year / L::splat(DAYS_PER_YEAR),
            n_input_per_day: (site.n_deposition_kg_ha + site.n_fixation_kg_ha) / L::splat(DAYS_PER_YEAR),
            water_table_m: site.water_table_high_m,
            water_table_fall_m: site.water_table_low_m - site.water_table_high_m,
            lower_layer_m: L::splat(0.5 * (1.0 + p.top_share) * p.root_depth_m),
            rise_slope: site.rise_slope,
            rise_level: site.rise_level,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_outside_nature_are_refused() {
        let p = Parameters::verge();
        assert!(Site::open(120.0, &p).problems().is_empty());
        let wrong = Site { whc_mm: 0.0, shade: 1.2, n_fixation_kg_ha: f64::NAN, ..Site::open(120.0, &p) };
        assert_eq!(wrong.problems().len(), 3);
    }

    #[test]
    fn a_column_keeps_the_layers_of_the_site() {
        let p = Parameters::verge();
        let shares = Shares { a: 1.0, b: 0.0, c: 0.0, d: 0.0 };
        let column: Column<f64> = Column::new(&shares, &Site::open(100.0, &p), &p);
        assert!((column.w1_max - 30.0).abs() < 1e-12 && (column.w1_max + column.w2_max - 100.0).abs() < 1e-12);
        assert!((column.leaf_area_per_kg * 1000.0 - 2.244).abs() < 1e-12);
    }
}
