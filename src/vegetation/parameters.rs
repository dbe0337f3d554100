//! Parameters of growth: one table with value, unit, range, mark and source per row, and the plain numbers read from it.
//!
//! The table is `traits.toml` beside this file. [`Parameters`] are the numbers of one member, shared by all its columns;
//! [`rows`] lists the table for reports. Rows of the four functional groups end in `_A` to `_D` (`SLA_A`).

mod read;

pub use read::{ParameterRow, rows};

use super::profile::Profile;
use crate::error::Problem;

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal: $text:literal,)* } $($rest:tt)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = $text] pub $field: f64,)*
            $($rest)*
        }

        impl $name {
            fn own_slot(&mut self, name: &str) -> Option<&mut f64> {
                match name {
                    $($key => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

table! {
    /// Traits of one functional group (Jouven et al. 2006, table 2).
    GroupTraits {
        sla = "SLA": "Specific leaf area, m2/g.",
        laminae = "LAM": "Share of laminae in the vegetative green mass.",
        st1 = "ST1": "Temperature sum at the onset of reproductive growth, C d.",
        st2 = "ST2": "Temperature sum at the end of reproductive growth, C d.",
        max_sea = "maxSEA": "Highest seasonal factor.",
        min_sea = "minSEA": "Lowest seasonal factor.",
        leaf_lifespan = "LLS": "Lifespan of leaves, C d.",
        density_gv = "BDGV": "Bulk density of green vegetative mass, g/m3.",
        density_gr = "BDGR": "Bulk density of green reproductive mass, g/m3.",
        density_dv = "BDDV": "Bulk density of dead vegetative mass, g/m3.",
        density_dr = "BDDR": "Bulk density of dead reproductive mass, g/m3.",
    }
}

table! {
    /// The numbers of growth of one member.
    Parameters {
        rue_max = "RUEmax": "Largest radiation use efficiency, g DM/MJ PAR.",
        par_slope = "aPAR": "Loss of efficiency per MJ PAR/m2/d above 5.",
        extinction = "extinction": "Extinction of light per leaf area.",
        respired_gv = "sGV": "Share of mass respired at senescence, vegetative.",
        respired_gr = "sGR": "Share of mass respired at senescence, reproductive.",
        t0 = "T0": "Temperature at which growth begins, C.",
        t1 = "T1": "Lower end of the best temperatures, C.",
        t2 = "T2": "Upper end of the best temperatures, C.",
        senescence_gv = "KGV": "Rate of senescence, vegetative, 1/(C d).",
        senescence_gr = "KGR": "Rate of senescence, reproductive, 1/(C d).",
        abscission_dv = "KlDV": "Rate of abscission, vegetative, 1/(C d).",
        abscission_dr = "KlDR": "Rate of abscission, reproductive, 1/(C d).",
        crop_factor = "kc": "Crop factor on Makkink evaporation.",
        top_share = "f1": "Share of the water capacity in the top layer.",
        litter_cover = "litter_cover": "Shading of the soil by litter, ha/t.",
        melt_threshold = "melt_threshold": "Temperature above which snow melts, C.",
        melt_rate = "melt_rate": "Melt, mm/C/d.",
        freeze_rate = "freeze_rate": "Refreezing of rain on snow, mm/C/d.",
        snow_midpoint = "snow_midpoint": "Temperature at which half of the precipitation is snow, C.",
        snow_slope = "snow_slope": "Steepness of the passage from snow to rain, 1/C.",
        snow_limit = "snow_limit": "Snow water above which nothing grows and little evaporates, mm.",
        snow_evaporation = "snow_evaporation": "Most evaporation above that limit, mm/d.",
        co2_growth = "b": "Response of growth to the logarithm of CO2.",
        co2_transpiration = "co2_transpiration": "Saving of water per ppm of CO2.",
        co2_reference = "cref": "CO2 without effect, ppm.",
        gv_min = "GVmin": "Green vegetative mass that reserves can stand in for in the leaf area, kg/ha.",
        drought_senescence = "rdry": "Additional senescence of a plant without water, 1/d.",
        harvest_loss = "loss": "Share of hay lost at harvest.",
        swath_loss = "swath_loss": "Share of hay lost per day in the swath, 1/d.",
        litter_decay = "klit": "Rate of litter decay, 1/(C d).",
        litter_moisture_floor = "litter_moisture_floor": "Factor of litter decay over a dry top layer.",
        lodging = "lodging": "Sinking of a sward that is no longer held up, 1/d.",
        stem_factor = "stem_factor": "Height of stems above what their bulk density gives.",
        n_turnover = "kN": "Turnover of active organic nitrogen at 10 C, 1/yr.",
        mineralisation_q10 = "Q10": "Rise of mineralisation over 10 C.",
        litter_n_to_organic = "litter_n_to_organic": "Share of the nitrogen of decayed litter that stays organic.",
        retranslocation = "retranslocation": "Share of the nitrogen of senescing tissue drawn back.",
        n_uptake_rate = "uptake_rate": "Largest uptake of mineral nitrogen, 1/d.",
        critical_n = "Ncrit": "Critical nitrogen of a sparse sward, kg/t.",
        critical_n_exponent = "Ncrit_exponent": "Fall of critical nitrogen with the logarithm of mass.",
        critical_n_lower = "Ncrit_lower": "Mass below which critical nitrogen no longer rises, t/ha.",
        nutrition_floor = "NI_floor": "Lowest nutrition index.",
        nutrition_ceiling = "NI_ceiling": "Highest nutrition index.",
        n_deposition = "Ndep": "Nitrogen deposition where a site gives none, kg N/ha/yr.",
        n_fixation = "Nfix": "Nitrogen fixation where a site gives none, kg N/ha/yr.",
        composition_rate = "composition_rate": "Yearly move of the composition towards its target, 1/yr.",
        fertility_midpoint = "fertility_midpoint": "Yearly uptake at which fertile and poor groups balance, kg N/ha.",
        fertility_width = "fertility_width": "Width of the passage between them, kg N/ha.",
        nutrition = "NI": "Nutrition index where the nitrogen balance is off.",
        senescence_cap = "senescence_cap": "Most senescence of a pool as a share of its growth of the day; profile `growr`.",
        stubble_m = "stubble": "Height of the stubble kept after the reproductive season, m; profile `growr`.",
        rain_day_demand = "rain_day_demand": "Share of the evaporation left on days with rain; profile `growr`.",
        root_depth_m = "root_depth": "Depth of the root zone, m; read with groundwater.",
        hardening_rate = "Hparam": "Rate of hardening, 1/(C d); this and the following read with frost hardening.",
        dehardening_rate = "Dparam": "Rate of dehardening, 1/(C d).",
        lt50_min_c = "LT50MN": "Temperature that kills half of fully hardened leaves, C.",
        lt50_max_c = "LT50MX": "Temperature that kills half of unhardened leaves, C.",
        hardening_below_c = "THARDMX": "Temperature below which plants harden, C.",
        surface_difference_c = "TsurfDiff": "Surface above air temperature in dehardening, C.",
        dehardening_most = "RATEDMX": "Most dehardening, C/d.",
        hardening_falls_days = "reHardRedDay": "Days over which the ability to harden falls to nothing on 1 April.",
        frost_steepness = "KRSR3H": "Steepness of the share killed, 1/C.",
    }
    /// Traits of the functional groups A-D.
    pub groups: [GroupTraits; 4],
    /// The reading of the model that the numbers are for.
    pub profile: Profile,
    /// Whether water rises from groundwater.
    pub groundwater: bool,
    /// Whether frost kills by hardiness.
    pub frost_hardening: bool,
}

impl Parameters {
    /// The values of profile `verge`.
    pub fn verge() -> Self {
        Self::of(Profile::Verge)
    }

    /// The values of a profile.
    pub fn of(profile: Profile) -> Self {
        let mut parameters = Parameters { profile, ..Parameters::default() };
        for row in rows() {
            let slot = parameters.slot(&row.name).expect("every row of the table has its field, as a test checks");
            *slot = row.value_in(profile);
        }
        parameters
    }

    fn slot(&mut self, name: &str) -> Option<&mut f64> {
        if let Some((trait_name, group)) = name.rsplit_once('_')
            && let Some(group) = ["A", "B", "C", "D"].iter().position(|&letter| letter == group)
        {
            return self.groups[group].own_slot(trait_name);
        }
        self.own_slot(name)
    }

    /// The value of a parameter by its name in the table.
    pub fn value(&self, name: &str) -> Option<f64> {
        let mut copy = *self;
        copy.slot(name).copied()
    }

    /// Sets a parameter by its name in the table; refuses unknown names and values outside the limits of the row.
    ///
    /// ```
    /// let mut parameters = zeis::vegetation::parameters::Parameters::verge();
    /// assert!(parameters.set("b", 0.0).is_ok());
    /// assert!(parameters.set("RUEmax", -1.0).is_err());
    /// ```
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), Problem> {
        let Some(row) = rows().iter().find(|row| row.name == name) else {
            return Err(Problem::new("G510", format!("parameters.{name}"), "no parameter of this name")
                .hint(nearest_name(name)));
        };
        let (low, high) = row.limits;
        if !(low..=high).contains(&value) {
            let what = format!("{value} is outside {low} to {high} {}", row.unit);
            return Err(Problem::new("G511", format!("parameters.{name}"), what)
                .hint(format!("the default is {}", row.value_in(self.profile))));
        }
        if let Some(slot) = self.slot(name) {
            *slot = value;
        }
        Ok(())
    }

    /// What is wrong between parameters: temperatures and thermal times out of order.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        if !(self.t0 < self.t1 && self.t1 < self.t2) {
            let what = format!("{}, {}, {} do not rise", self.t0, self.t1, self.t2);
            found.push(Problem::new("G512", "parameters.T0, T1, T2", what));
        }
        for (group, letter) in self.groups.iter().zip(["A", "B", "C", "D"]) {
            if group.st2 <= group.st1 {
                let what = format!("{} is not above ST1 {}", group.st2, group.st1);
                found.push(Problem::new("G513", format!("parameters.ST2_{letter}"), what));
            }
            if group.max_sea < group.min_sea {
                let what = format!("{} is below minSEA {}", group.max_sea, group.min_sea);
                found.push(Problem::new("G514", format!("parameters.maxSEA_{letter}"), what));
            }
        }
        if self.nutrition_ceiling < self.nutrition_floor {
            found.push(Problem::new("G515", "parameters.NI_ceiling", "is below NI_floor"));
        }
        found
    }
}

/// Hint with the names that look like the one typed.
fn nearest_name(name: &str) -> String {
    let typed = name.to_lowercase();
    let alike = |known: &&ParameterRow| {
        let known = known.name.to_lowercase();
        known.contains(&typed) || typed.contains(&known)
    };
    let names: Vec<&str> = rows().iter().filter(alike).map(|row| row.name.as_str()).take(4).collect();
    if names.is_empty() {
        "names are those of the parameter table, such as RUEmax, KGV, SLA_A".to_owned()
    } else {
        format!("perhaps {}", names.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_filled_from_a_row_within_its_limits_and_range() {
        // Profile and switches together take the room of one number.
        let scalars = (std::mem::size_of::<Parameters>() - std::mem::size_of::<[GroupTraits; 4]>()) / 8 - 1;
        let fields = 11 * 4 + scalars;
        assert_eq!(rows().len(), fields);
        let mut read = Parameters::default();
        for row in rows() {
            assert!((row.limits.0..=row.limits.1).contains(&row.value), "{} outside its limits", row.name);
            if let Some((low, high)) = row.range {
                assert!(low <= row.value && row.value <= high, "{} outside its range", row.name);
            }
            assert!(!row.source.is_empty() && "PICDUA".contains(&row.mark), "{} lacks mark or source", row.name);
            let slot = read.slot(&row.name).expect("a field");
            assert_eq!(*slot, 0.0, "{} is given twice", row.name);
            *slot = row.value;
        }
        assert_eq!(read, Parameters::verge());
        for profile in Profile::ALL {
            assert!(Parameters::of(profile).problems().is_empty());
            for row in rows() {
                assert!((row.limits.0..=row.limits.1).contains(&row.value_in(profile)), "{} of {profile:?}", row.name);
            }
        }
    }

    #[test]
    fn unknown_names_and_wild_values_are_refused() {
        let mut parameters = Parameters::verge();
        assert_eq!(parameters.set("SLA_E", 0.02).expect_err("refused").code, "G510");
        assert!(parameters.set("klitt", 0.02).expect_err("refused").hint.contains("klit"));
        assert_eq!(parameters.set("kN", f64::NAN).expect_err("refused").code, "G511");
        parameters.set("ST2_B", 650.0).expect("within its limits");
        assert_eq!(parameters.problems()[0].code, "G513");
        assert_eq!(parameters.value("ST2_B"), Some(650.0));
    }
}
