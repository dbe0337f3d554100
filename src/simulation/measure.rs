//! What a year leaves behind for a case, per unit of exposure or area: the measures that KPIs are made of.

use crate::fire::rate_doubt::FORMS;

/// A yearly measure of a case (one zone of a site class under one programme, in one member).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Measure {
    /// Sum of the daily susceptibility h over the year (fire.md 6.2).
    Susceptibility,
    /// The same from 1 March to 15 May.
    SusceptibilitySpring,
    /// The same from 16 May to 30 September.
    SusceptibilitySummer,
    /// Sum of h on days with a flame above 0.5 m.
    SusceptibilityAbove05,
    /// Sum of h on days with a flame above 1.2 m.
    SusceptibilityAbove12,
    /// Sum of h on days with a flame above 1.5 m.
    SusceptibilityAbove15,
    /// Sum of h on days with a flame above 2.4 m.
    SusceptibilityAbove24,
    /// Sum of h (1 + flame / 1.5 m).
    SusceptibilityWeighted,
    /// Sum of h with half the flame scale.
    SusceptibilityShortScale,
    /// Sum of h with twice the flame scale.
    SusceptibilityLongScale,
    /// Sum of h by dead load and curing.
    SusceptibilityByLoad,
    /// Sum of h by the flame of the other model of spread.
    SusceptibilitySecondOpinion,
    /// Sum of h with grass that burns easily after a machine cut.
    SusceptibilityFreshCut,
    /// Sum of h on days with a spread above 2 m/min.
    SusceptibilityFast,
    /// Days with a flame of 1.2 m or more.
    FlameDays,
    /// Days with h of 0.15 or more.
    SusceptibleDays,
    /// The same with half the flame scale, at a limit that starts as many fires.
    SusceptibleDaysShortScale,
    /// The same with twice the flame scale.
    SusceptibleDaysLongScale,
    /// The same by dead load and curing.
    SusceptibleDaysByLoad,
    /// Days with a flame of 1.2 m or more and h of 0.15 or more.
    HazardDays,
    /// The same with half the flame scale, at a limit that starts as many fires.
    HazardDaysShortScale,
    /// The same with twice the flame scale.
    HazardDaysLongScale,
    /// The same by dead load and curing.
    HazardDaysByLoad,
    /// Largest dead fuel (standing dead and litter) of April to September, kg DM/ha.
    DeadFuelPeak,
    /// Largest curing of June to August, share.
    CuringPeak,
    /// Production that clipping would find, kg DM/ha.
    Production,
    /// Sum of growth, kg DM/ha.
    Growth,
    /// Largest standing mass, kg DM/ha.
    StandingPeak,
    /// Mass cut, kg DM/ha.
    Cut,
    /// Mass taken away, kg DM/ha.
    Exported,
    /// Nitrogen taken away, kg N/ha.
    ExportedNitrogen,
    /// Mean sward height of April to September, m.
    MeanHeight,
    /// Days with a sward above the first height limit (safety strip).
    TallDaysStrip,
    /// Days with a sward above the second height limit (sight triangles).
    TallDaysSight,
    /// Share of the days with a sward within the height of the agreed visual quality.
    QualityShare,
    /// Seed set of target species, 0-1.
    SeedSet,
    /// Insect survival index, 0-1.
    InsectSurvival,
    /// Survival of stages that winter above ground, 0-1.
    WinterSurvival,
    /// Area share that stands through the winter at 0.2 m or more.
    WinterRefuge,
    /// Smallest uncut share over the rounds of the year; 1 without a cut.
    UncutShare,
    /// Day of the year of the first cut; 366 without a cut.
    FirstCutDay,
    /// Share of the zone cut, summed over the cuts.
    CutShare,
    /// The same, times the chance that a source ignites dead fuel on the day.
    CutIgnition,
    /// The same, on days when mowing should wait.
    CutWaiting,
    /// Plant species expected in 25 m2.
    Richness,
    /// Target species expected in 25 m2.
    TargetRichness,
    /// Species still there that would not stay.
    ExtinctionDebt,
    /// Species that would come and are not there yet.
    ColonisationCredit,
    /// Cover of grasses and sedges, share.
    GrassShare,
    /// Target species expected in 25 m2 that ripen a fifth of their seeds or more.
    TargetsSettingSeed,
    /// Nectar, kg sugar/ha/yr; beside the carriageway it counts half.
    Nectar,
    /// Nectar of target species, kg sugar/ha/yr.
    TargetNectar,
    /// Nectar of August and September, kg sugar/ha.
    LateNectar,
    /// Days of 16 March to 15 October with too little nectar.
    ForageGapDays,
    /// Continuity of flowering, 0-1.
    Continuity,
    /// Survival of caterpillars, 0-1.
    CaterpillarSurvival,
    /// Survival of grasshoppers, 0-1.
    GrasshopperSurvival,
    /// Survival of other dwellers of the sward, 0-1.
    SwardSurvival,
    /// Survival of wild bees, 0-1.
    BeeSurvival,
    /// Insect potential, 0-1.
    InsectPotential,
    /// Structure: evenness of classes of height, 0-1.
    Structure,
    /// Biodiversity index, 0-1.
    BiodiversityIndex,
}

impl Measure {
    /// Every measure, in the order of its index.
    pub const ALL: [Measure; 62] = [
        Measure::Susceptibility,
        Measure::SusceptibilitySpring,
        Measure::SusceptibilitySummer,
        Measure::SusceptibilityAbove05,
        Measure::SusceptibilityAbove12,
        Measure::SusceptibilityAbove15,
        Measure::SusceptibilityAbove24,
        Measure::SusceptibilityWeighted,
        Measure::SusceptibilityShortScale,
        Measure::SusceptibilityLongScale,
        Measure::SusceptibilityByLoad,
        Measure::SusceptibilitySecondOpinion,
        Measure::SusceptibilityFreshCut,
        Measure::SusceptibilityFast,
        Measure::FlameDays,
        Measure::SusceptibleDays,
        Measure::SusceptibleDaysShortScale,
        Measure::SusceptibleDaysLongScale,
        Measure::SusceptibleDaysByLoad,
        Measure::HazardDays,
        Measure::HazardDaysShortScale,
        Measure::HazardDaysLongScale,
        Measure::HazardDaysByLoad,
        Measure::DeadFuelPeak,
        Measure::CuringPeak,
        Measure::Production,
        Measure::Growth,
        Measure::StandingPeak,
        Measure::Cut,
        Measure::Exported,
        Measure::ExportedNitrogen,
        Measure::MeanHeight,
        Measure::TallDaysStrip,
        Measure::TallDaysSight,
        Measure::QualityShare,
        Measure::SeedSet,
        Measure::InsectSurvival,
        Measure::WinterSurvival,
        Measure::WinterRefuge,
        Measure::UncutShare,
        Measure::FirstCutDay,
        Measure::CutShare,
        Measure::CutIgnition,
        Measure::CutWaiting,
        Measure::Richness,
        Measure::TargetRichness,
        Measure::ExtinctionDebt,
        Measure::ColonisationCredit,
        Measure::GrassShare,
        Measure::TargetsSettingSeed,
        Measure::Nectar,
        Measure::TargetNectar,
        Measure::LateNectar,
        Measure::ForageGapDays,
        Measure::Continuity,
        Measure::CaterpillarSurvival,
        Measure::GrasshopperSurvival,
        Measure::SwardSurvival,
        Measure::BeeSurvival,
        Measure::InsectPotential,
        Measure::Structure,
        Measure::BiodiversityIndex,
    ];
    /// Number of measures.
    pub const COUNT: usize = Self::ALL.len();
    /// Measures that contracts look at in assessment years: target species, species, share of grasses, production.
    pub const ASSESSED: [Measure; 4] =
        [Measure::TargetRichness, Measure::Richness, Measure::GrassShare, Measure::Production];
    /// Sums of susceptibility by the forms of [`Reading::ALL`](crate::fire::rate_doubt::Reading::ALL).
    pub const SUSCEPTIBILITIES: [Measure; FORMS] = [
        Measure::Susceptibility,
        Measure::SusceptibilityShortScale,
        Measure::SusceptibilityLongScale,
        Measure::SusceptibilityByLoad,
    ];
    /// Days with much susceptibility, by the same forms.
    pub const SUSCEPTIBLE_DAYS: [Measure; FORMS] = [
        Measure::SusceptibleDays,
        Measure::SusceptibleDaysShortScale,
        Measure::SusceptibleDaysLongScale,
        Measure::SusceptibleDaysByLoad,
    ];
    /// Hazard days, by the same forms.
    pub const HAZARD_DAYS: [Measure; FORMS] =
        [Measure::HazardDays, Measure::HazardDaysShortScale, Measure::HazardDaysLongScale, Measure::HazardDaysByLoad];

    /// Place in an array of measures.
    pub fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn indices_follow_the_order_of_the_list() {
        for (place, measure) in Measure::ALL.into_iter().enumerate() {
            assert_eq!(measure.index(), place);
        }
    }
}
