//! Parameters of fire, with unit, range, mark and source.
//!
//! The values stand in `parameters.toml` beside this file, so that a report can list them and a scenario can set them
//! by name. Marks say how far a value can be trusted: `V` checked against a published table, `S` read in the source
//! named, `A` an assumption of ours, `C` calibrated, `M` from memory and not confirmed.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::spread::SpreadModel;
use crate::error::Problem;

/// The table as text.
const TABLE: &str = include_str!("parameters.toml");

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    /// Default value.
    pub value: f64,
    /// Unit; `-` where there is none.
    pub unit: String,
    /// Smallest and largest value that may be set.
    pub range: [f64; 2],
    /// Smallest and largest value of a draw, where the value is uncertain and the calibration does not hang on it.
    pub draw: Option<[f64; 2]>,
    /// How far the value can be trusted: `V`, `S`, `A`, `C` or `M`.
    pub mark: String,
    /// What the parameter is and where its value comes from.
    pub source: String,
}

/// All rows by name, in alphabetic order.
pub fn parameter_rows() -> BTreeMap<String, ParameterRow> {
    static ROWS: OnceLock<BTreeMap<String, ParameterRow>> = OnceLock::new();
    ROWS.get_or_init(|| toml::from_str(TABLE).expect("the embedded table is read by a test")).clone()
}

/// Declares the fields, and the access by name that the table needs.
macro_rules! parameters {
    ($($(#[doc = $text:literal])+ $name:ident,)+) => {
        /// Parameters of fire; the meaning, unit and source of each stand in [`parameter_rows`].
        #[derive(Clone, Debug, PartialEq)]
        pub struct FireParameters {
            $($(#[doc = $text])+ pub $name: f64,)+
            /// Model of spread that fires are counted with.
            pub spread_model: SpreadModel,
        }

        /// Names of all parameters, in the order of the table.
        pub const PARAMETER_NAMES: &[&str] = &[$(stringify!($name)),+];

        impl Default for FireParameters {
            fn default() -> Self {
                let rows = parameter_rows();
                FireParameters { $($name: rows[stringify!($name)].value,)+ spread_model: SpreadModel::default() }
            }
        }

        impl FireParameters {
            /// Value of a parameter by name.
            pub fn value(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(self.$name),)+
                    _ => None,
                }
            }

            /// The place of a parameter by name.
            fn place(&mut self, name: &str) -> Option<&mut f64> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)+
                    _ => None,
                }
            }
        }
    };
}

parameters! {
    /// Depth of standing fuel over sward height.
    depth_share_of_height,
    /// Least depth of standing fuel, m.
    least_standing_depth_m,
    /// Least depth of a bed, m.
    least_depth_m,
    /// Bulk density of cuttings that have just dried, kg/m3.
    residue_density_kg_m3,
    /// Gain of bulk density a day, kg/m3/d.
    residue_settling_kg_m3_day,
    /// Bulk density of settled thatch, kg/m3.
    thatch_density_kg_m3,
    /// Largest packing ratio of a bed.
    densest_packing,
    /// Least load that carries a fire, kg/m2.
    least_load_kg_m2,
    /// Surface-area-to-volume ratio, 1/m.
    sigma_per_m,
    /// Dead moisture of extinction.
    extinction_moisture,
    /// Heat content, kJ/kg.
    heat_kj_kg,
    /// Total mineral content.
    minerals_total,
    /// Effective mineral content.
    minerals_effective,
    /// Least dead moisture.
    dead_moisture_min,
    /// Largest dead moisture.
    dead_moisture_max,
    /// Live moisture of herbs without water.
    live_moisture_base,
    /// Live moisture before heading with all the water they want.
    live_moisture_leafy,
    /// Live moisture after heading with all the water they want.
    live_moisture_headed,
    /// Least live moisture.
    live_moisture_min,
    /// Largest live moisture.
    live_moisture_max,
    /// Drying of cuttings per kPa of noon vapour pressure deficit, 1/(kPa d).
    cuttings_drying_per_kpa,
    /// Rain that does not wet cuttings, mm.
    cuttings_wetting_above_mm,
    /// Moisture that cuttings take up per mm of rain, 1/mm.
    cuttings_wetting_per_mm,
    /// Largest moisture of cuttings.
    cuttings_wettest,
    /// Moisture at which cuttings join the dead residue.
    cuttings_dry_below,
    /// Shade on dead fuel.
    shade,
    /// Flame length scale of susceptibility, m.
    flame_scale_m,
    /// Share of starts in ground residue, for the reading by load.
    residue_starts,
    /// Dead load at which the reading by load reaches 63 %, kg/m2.
    load_scale_kg_m2,
    /// Dead load that counts as full in the reading by load, kg/m2.
    full_load_kg_m2,
    /// Rain from which no fire starts, mm.
    rain_limit_mm,
    /// Snow pack above which no fire starts, mm.
    snow_limit_mm,
    /// Pessimistic switch.
    fresh_cut_floor,
    /// Days that the pessimistic switch lasts after a cut, d.
    fresh_cut_days,
    /// Least carrying chance after a cut in the pessimistic reading shown beside the default.
    fresh_cut_reading,
    /// Fires per km-day and weight of traffic, 1/(km d (veh/d)^g).
    rate_constant,
    /// Exponent of traffic.
    traffic_exponent,
    /// Verge fire alarms a year, mean of 2017 and 2018, 1/yr.
    national_fires_per_year,
    /// Year sum of susceptibility, mean of 2017 and 2018 over 12 stations and nine cases, 1/yr.
    national_susceptibility_per_year,
    /// Distance over which ignitions fall off by e from the carriageway, m.
    zone_decay_m,
    /// Ignition probability above which mowing waits.
    mowing_ignition_probability,
    /// Fires per mown km at ignition probability 1, 1/km.
    mowing_fires_per_km,
    /// Fire weather index from which a day counts as fire weather.
    fire_weather_fwi,
    /// Lower bound of danger class low.
    danger_class_1_fwi,
    /// Lower bound of danger class moderate.
    danger_class_2_fwi,
    /// Lower bound of danger class high.
    danger_class_3_fwi,
    /// Lower bound of danger class very high.
    danger_class_4_fwi,
    /// Lower bound of danger class extreme.
    danger_class_5_fwi,
    /// Flame length of a hazard day, m.
    hazard_flame_m,
    /// Susceptibility of a hazard day.
    hazard_susceptibility,
    /// Susceptibility below which a verge hardly burns.
    hazard_least_susceptibility,
    /// Flame length of hazard class 3, m.
    hazard_moderate_flame_m,
    /// Susceptibility of hazard class 3.
    hazard_moderate_susceptibility,
    /// Flame length of hazard class 5, m.
    hazard_very_high_flame_m,
    /// Spread of hazard class 5, m/min.
    hazard_very_high_spread_m_min,
    /// Standing mass of a common summer verge, kg/m2.
    typical_standing_kg_m2,
    /// Ground residue of a common summer verge, kg/m2.
    typical_residue_kg_m2,
    /// Sward height of a common summer verge, m.
    typical_height_m,
    /// Curing of a common summer verge.
    typical_curing,
    /// Dead moisture of a common dry summer noon.
    typical_dead_moisture,
    /// Noon wind of a common summer day, km/h.
    typical_wind_km_h,
    /// Change from which a factor is named as a reason.
    reason_ratio,
    /// Spread above which an ignition becomes a spreading fire, m/min.
    spreading_m_min,
    /// Flame above which an ignition becomes a spreading fire, m.
    spreading_flame_m,
    /// Flame length that doubles the weight of a fire in the fire index, m.
    index_flame_scale_m,
    /// Weighted fires per km and year at fire index 63, 1/(km yr).
    index_reference_per_km,
    /// Fine fuel moisture code of the first day.
    start_ffmc,
    /// Duff moisture code of the first day.
    start_dmc,
    /// Drought code of the first day.
    start_dc,
    /// Share of autumn moisture carried through the winter.
    winter_carried,
    /// Share of winter rain taken up.
    winter_absorbed,
    /// Median time from ignition to report, min.
    detection_median_min,
    /// Standard deviation of the logarithm of the time to report.
    detection_sd_log,
    /// Time from report to arrival, min.
    brigade_min,
    /// Time from arrival until the fire is out, min.
    fight_min,
    /// Time from turn-out until the fire brigade is free again, min.
    engagement_min,
    /// Width of a bare strip that stops a fire, flame lengths.
    barrier_flames,
    /// Burnt mass with wind towards the road at which it is closed, kg.
    smoke_limit_kg,
    /// Distance of the nearest fuel to the lane, m.
    lane_distance_m,
    /// Cost of a fire that does not escape, EUR.
    fire_cost_eur,
    /// Cost of a fire that escapes into habitat of weight 1, EUR.
    escape_cost_eur,
    /// Cost of an hour of closed road, EUR/h.
    closure_eur_per_h,
    /// Time that a road is closed for smoke, h.
    closure_h,
    /// Weight of an escape into dry heath.
    habitat_heath,
    /// Weight of an escape into pine forest.
    habitat_pine_forest,
    /// Weight of an escape into peat or wet heath.
    habitat_peat,
    /// Weight of an escape into deciduous forest.
    habitat_deciduous_forest,
    /// Weight of an escape into a crop before harvest.
    habitat_crop,
    /// Weight of an escape into improved grass.
    habitat_grass,
    /// Weight of an escape into other nature.
    habitat_nature,
    /// Scale `a` of the length-to-width ratio of verge fires.
    verge_shape_scale,
    /// Exponent `b` of the length-to-width ratio of verge fires.
    verge_shape_exponent,
    /// Year sum of susceptibility with half the flame scale, as above, 1/yr.
    national_short_scale_per_year,
    /// Year sum of susceptibility with twice the flame scale, as above, 1/yr.
    national_long_scale_per_year,
    /// Year sum of susceptibility by load and curing, as above, 1/yr.
    national_load_per_year,
    /// Year sum of susceptibility after Cheney's spread, as above, 1/yr.
    national_cheney_per_year,
    /// Year sum after Cheney's spread with half the flame scale, as above, 1/yr.
    national_cheney_short_scale_per_year,
    /// Year sum after Cheney's spread with twice the flame scale, as above, 1/yr.
    national_cheney_long_scale_per_year,
    /// Year sum of susceptibility by the pessimistic reading, as above, 1/yr.
    national_fresh_cut_per_year,
    /// Share of the standing green that a fire takes.
    burnt_green_share,
    /// Standard deviation of the logarithm of the rate.
    rate_sd_log,
    /// Lowest exponent of traffic in draws.
    traffic_exponent_low,
    /// Highest exponent of traffic in draws.
    traffic_exponent_high,
    /// Traffic of the roads that a calibration was made on, veh/d; 0: the country.
    calibrated_traffic,
    /// Length of the motorways of the country, km.
    motorway_km,
    /// Their mean traffic, veh/d.
    motorway_traffic,
    /// Length of the other roads of the country, km.
    other_road_km,
    /// Their mean traffic, veh/d.
    other_road_traffic,
}

impl FireParameters {
    /// Sets a parameter by name; refuses unknown names and values outside the range.
    ///
    /// ```
    /// let mut p = zeis::fire::FireParameters::default();
    /// assert!(p.set("extinction_moisture", 0.30).is_ok());
    /// assert!(p.set("extinction_moisture", 30.0).is_err() && p.set("extinction", 0.3).is_err());
    /// ```
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), Problem> {
        let rows = parameter_rows();
        let (Some(row), Some(place)) = (rows.get(name), self.place(name)) else {
            return Err(Problem::new("F610", name, "no fire parameter has this name")
                .hint(format!("known names: {}", PARAMETER_NAMES.join(", "))));
        };
        let [low, high] = row.range;
        if !(low..=high).contains(&value) {
            return Err(Problem::new("F611", name, format!("{value} is outside the range {low}-{high}"))
                .hint(format!("{}; unit {}", row.source, row.unit)));
        }
        *place = value;
        Ok(())
    }

    /// Lower bounds of the five danger classes of the fire weather index.
    pub fn danger_classes(&self) -> [f64; 5] {
        [
            self.danger_class_1_fwi,
            self.danger_class_2_fwi,
            self.danger_class_3_fwi,
            self.danger_class_4_fwi,
            self.danger_class_5_fwi,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_and_fields_hold_the_same_names() {
        let rows = parameter_rows();
        let mut names = PARAMETER_NAMES.to_vec();
        names.sort_unstable();
        assert_eq!(rows.keys().map(String::as_str).collect::<Vec<_>>(), names);
        for (name, row) in &rows {
            assert!(row.range[0] <= row.value && row.value <= row.range[1], "{name}");
            assert!(["V", "S", "A", "M", "C"].contains(&row.mark.as_str()), "{name}");
            assert_eq!(FireParameters::default().value(name), Some(row.value));
            if let Some([low, high]) = row.draw {
                assert!(row.range[0] <= low && low < row.value && row.value < high && high <= row.range[1], "{name}");
            }
        }
    }
}
