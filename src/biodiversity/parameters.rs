//! Parameters of plants and flowers, with unit, range of the draws, mark and source in `parameters.toml`.

mod read;

pub use read::{ParameterRow, parameter_rows};

/// Declares the fields, and their values in the table.
macro_rules! parameters {
    ($($(#[doc = $text:literal])+ $name:ident,)+) => {
        /// Parameters of plants and flowers; unit, mark and source of each stand in [`parameter_rows`].
        #[derive(Clone, Debug, PartialEq)]
        pub struct PlantParameters {
            $($(#[doc = $text])+ pub $name: f64,)+
        }

        /// Names of all parameters.
        pub const PARAMETER_NAMES: &[&str] = &[$(stringify!($name)),+];

        impl PlantParameters {
            /// Parameters with a value chosen for each row of the table, in the order of [`PARAMETER_NAMES`].
            pub fn chosen(mut choose: impl FnMut(&ParameterRow) -> f64) -> Self {
                let rows = parameter_rows();
                PlantParameters { $($name: choose(&rows[stringify!($name)]),)+ }
            }

            fn place(&mut self, name: &str) -> Option<&mut f64> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)+
                    _ => None,
                }
            }

            /// Value of a parameter by its name.
            pub fn value(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(self.$name),)+
                    _ => None,
                }
            }
        }
    };
}

parameters! {
    /// Production of a place over the year's growth.
    production_share_of_growth,
    /// Nutrient level of a place without production.
    nutrients_without_production,
    /// Rise of the nutrient level per t DM/ha of production.
    nutrients_per_production,
    /// Width of the niches for nutrients.
    nutrient_width,
    /// Width of the niches for moisture.
    moisture_width,
    /// Width of the niches for reaction.
    reaction_width,
    /// Dead mass of 31 March at which suitability for short species halves, g/m2.
    litter_scale_g_m2,
    /// Dead mass of 31 March at which colonisation halves, g/m2.
    seedling_litter_scale_g_m2,
    /// Share of an extinction debt paid in a year.
    decline_per_year,
    /// Share of a colonisation credit paid in a year.
    colonisation_per_year,
    /// Species in 25 m2 over the sum of occupancies.
    richness_scale,
    /// First day of a second flush after the cut, d.
    second_flush_delay_days,
    /// Days by which flowering comes earlier per degree of spring warmth.
    earlier_days_per_degree,
    /// Nectar below which a day is a gap in the forage, mg sugar/m2/d.
    forage_gap_mg_m2_day,
    /// Weight of nectar within 2 m of the carriageway.
    nectar_beside_traffic,
    /// Share of the labile nitrogen pool mineralised in a year.
    nitrogen_pool_turnover,
    /// Share of available nitrogen taken up.
    nitrogen_uptake_share,
    /// Nitrogen in dry matter, kg/t.
    nitrogen_kg_per_t,
    /// Share of the mass cut that leaves the verge with removal.
    removed_share,
    /// Nitrogen deposition, kg/ha/yr.
    nitrogen_deposition_kg_ha,
}

impl PlantParameters {
    /// Sets a parameter by its name; names that are unknown change nothing.
    pub fn set(&mut self, name: &str, value: f64) {
        if let Some(place) = self.place(name) {
            *place = value;
        }
    }
}

/// Whether a parameter stands in for the growth engine where there is none: it is not read in a simulation.
pub fn is_bridge(name: &str) -> bool {
    [
        "nitrogen_pool_turnover",
        "nitrogen_uptake_share",
        "nitrogen_kg_per_t",
        "removed_share",
        "nitrogen_deposition_kg_ha",
    ]
    .contains(&name)
}

impl Default for PlantParameters {
    fn default() -> Self {
        PlantParameters::chosen(|row| row.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_fields_are_one_list() {
        let rows = parameter_rows();
        assert_eq!(rows.len(), PARAMETER_NAMES.len());
        for (name, row) in &rows {
            assert!(PARAMETER_NAMES.contains(&name.as_str()), "{name}");
            assert!(row.range[0] <= row.value && row.value <= row.range[1], "{name}");
            assert!(["V", "S", "C", "A", "M"].contains(&row.mark.as_str()), "{name}");
            assert!(!row.unit.is_empty() && !row.source.is_empty(), "{name}");
        }
        let parameters = PlantParameters::default();
        let mut drawn = PlantParameters::default();
        drawn.set("litter_scale_g_m2", 300.0);
        assert_eq!((drawn.value("litter_scale_g_m2"), drawn.value("litter_scale")), (Some(300.0), None));
        assert_eq!((parameters.litter_scale_g_m2, parameters.decline_per_year), (350.0, 0.2));
    }
}
