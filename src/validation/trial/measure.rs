//! What the experiments measure in a year of a case.

use crate::scenario::Language;

macro_rules! measures {
    ($($(#[doc = $text:literal])+ $name:ident, $key:literal, $unit:literal, $en:literal, $nl:literal, $better:literal;)+) => {
        /// A measure of the experiments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(usize)]
        pub enum TrialMeasure {
            $($(#[doc = $text])+ $name,)+
        }

        impl TrialMeasure {
            /// Every measure, in the order of its index.
            pub const ALL: &'static [TrialMeasure] = &[$(TrialMeasure::$name),+];

            /// Name in tables.
            pub fn name(self) -> &'static str {
                match self { $(TrialMeasure::$name => $key,)+ }
            }

            /// Unit.
            pub fn unit(self) -> &'static str {
                match self { $(TrialMeasure::$name => $unit,)+ }
            }

            /// Name for people.
            pub fn words(self, language: Language) -> &'static str {
                match (self, language) {
                    $((TrialMeasure::$name, Language::En) => $en, (TrialMeasure::$name, Language::Nl) => $nl,)+
                }
            }

            /// -1 where less is better, 1 where more is, 0 where neither.
            pub fn better(self) -> i8 {
                match self { $(TrialMeasure::$name => $better,)+ }
            }
        }
    };
}

measures! {
    /// Sum of the daily susceptibility h over the year.
    Fire, "fire", "1/yr", "yearly fire risk", "brandrisico per jaar", -1;
    /// The same by dead load and curing instead of the flame.
    FireByLoad, "fire_by_load", "1/yr", "fire risk by load", "brandrisico naar massa", -1;
    /// The same by the spread of Cheney.
    FireByCheney, "fire_by_cheney", "1/yr", "fire risk after Cheney", "brandrisico naar Cheney", -1;
    /// The same with grass that burns easily after a machine cut.
    FireFreshCut, "fire_fresh_cut", "1/yr", "fire risk, fresh cuts burn", "brandrisico, vers gemaaid brandt", -1;
    /// Sum of h (1 + flame / 1.5 m).
    FireWeighted, "fire_weighted", "1/yr", "flame-weighted fire risk", "brandrisico gewogen naar vlam", -1;
    /// Sum of h of March and April.
    FireMarchApril, "fire_march_april", "1/yr", "fire risk in March and April", "brandrisico in maart en april", -1;
    /// Sum of h of May and June.
    FireMayJune, "fire_may_june", "1/yr", "fire risk in May and June", "brandrisico in mei en juni", -1;
    /// Sum of h of July to September.
    FireJulySeptember, "fire_july_september", "1/yr", "fire risk in July to September", "brandrisico in juli tot september", -1;
    /// Sum of h of 15 to 28 June.
    FireLateJune, "fire_late_june", "1/yr", "fire risk of 15 to 28 June", "brandrisico van 15 tot 28 juni", -1;
    /// Sum of h of 15 July to 14 August.
    FireHighSummer, "fire_high_summer", "1/yr", "fire risk of 15 July to 14 August", "brandrisico van 15 juli tot 14 augustus", -1;
    /// Sum of h of 15 September to 26 October.
    FireAutumn, "fire_autumn", "1/yr", "fire risk of 15 September to 26 October", "brandrisico van 15 september tot 26 oktober", -1;
    /// Sum of h of 16 June to 14 September.
    FireAfterJune, "fire_after_june", "1/yr", "fire risk of 16 June to 14 September", "brandrisico van 16 juni tot 14 september", -1;
    /// Days with a flame of 1.2 m or more.
    FlameDays, "flame_days", "d/yr", "days with flames of 1.2 m or more", "dagen met vlammen van 1,2 m of meer", -1;
    /// Target species in 25 m2.
    TargetSpecies, "target_species", "per 25 m2", "target species", "doelsoorten", 1;
    /// Plant species in 25 m2.
    Richness, "richness", "per 25 m2", "plant species", "plantensoorten", 1;
    /// Seed set of target species.
    SeedSet, "seed_set", "0-1", "seed set of target species", "zaadzetting van doelsoorten", 1;
    /// Days with too little nectar.
    GapDays, "gap_days", "d/yr", "days with too little nectar", "dagen met te weinig nectar", -1;
    /// Nectar of target species.
    TargetNectar, "target_nectar", "kg/ha", "nectar of target species", "nectar van doelsoorten", 1;
    /// Nectar of 16 July to 14 August.
    NectarAfterJuly, "nectar_after_july", "mg/m2", "nectar of 16 July to 14 August", "nectar van 16 juli tot 14 augustus", 1;
    /// Insect survival index.
    InsectSurvival, "insect_survival", "0-1", "survival of insects", "overleving van insecten", 1;
    /// Survival of grasshoppers.
    Grasshoppers, "grasshopper_survival", "0-1", "survival of grasshoppers", "overleving van sprinkhanen", 1;
    /// Survival of bees.
    Bees, "bee_survival", "0-1", "survival of wild bees", "overleving van wilde bijen", 1;
    /// Survival of stages that winter above ground.
    WinterSurvival, "winter_survival", "0-1", "survival of stages that winter above ground", "overleving van overwinteraars", 1;
    /// Insect potential.
    InsectPotential, "insect_potential", "0-1", "insect potential", "insectenpotentie", 1;
    /// Largest curing of June to August.
    Curing, "curing_peak", "share", "largest curing of June to August", "grootste verdorring van juni tot augustus", -1;
    /// Curing on 1 April.
    CuringApril, "curing_1_april", "share", "curing on 1 April", "verdorring op 1 april", -1;
    /// Curing on 1 July.
    CuringJuly, "curing_1_july", "share", "curing on 1 July", "verdorring op 1 juli", -1;
    /// Curing on 10 August.
    CuringAugust, "curing_10_august", "share", "curing on 10 August", "verdorring op 10 augustus", -1;
    /// Mean sward height of April to September.
    MeanHeight, "mean_height", "m", "mean height of April to September", "gemiddelde hoogte van april tot september", 0;
    /// Sum of growth.
    Growth, "growth", "kg/ha", "growth", "groei", 0;
    /// Mass cut.
    Cut, "cut", "kg/ha", "mass cut", "gemaaide massa", 0;
    /// Yield that clipping would find.
    Production, "production", "kg/ha", "yield", "opbrengst", 0;
    /// Largest standing mass.
    StandingPeak, "standing_peak", "kg/ha", "largest standing mass", "grootste staande massa", 0;
    /// Cost of the visits.
    Cost, "cost", "EUR/ha", "cost", "kosten", -1;
    /// Days with a fire weather index of 21.3 or more: weather alone, the same under every regime.
    FireWeatherDays, "fire_weather_days", "d/yr", "fire weather days, whatever is mown", "brandweerdagen, wat er ook gemaaid wordt", 0;
    /// Largest running deficit of rain from April to September: weather alone.
    Deficit, "deficit", "mm", "largest deficit of rain from April to September", "grootste neerslagtekort van april tot september", 0;
}

impl TrialMeasure {
    /// Number of measures.
    pub const COUNT: usize = Self::ALL.len();

    /// Place in an array of measures.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The measure of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.name() == name)
    }

    /// Whether it moves slowly from year to year: judged by its last years, and not year by year.
    pub fn is_slow(self) -> bool {
        matches!(self, TrialMeasure::TargetSpecies | TrialMeasure::Richness)
    }
}

#[cfg(test)]
mod tests {
    use super::TrialMeasure;

    #[test]
    fn indices_follow_the_list_and_names_are_unique() {
        for (place, measure) in TrialMeasure::ALL.iter().enumerate() {
            assert_eq!(measure.index(), place);
            assert_eq!(TrialMeasure::named(measure.name()), Some(*measure));
        }
    }
}
