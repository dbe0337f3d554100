//! What the interval of a value holds.

use super::Quantity;
use crate::kpi::practice::PracticePart;
use crate::kpi::problem::ProblemPart;
use crate::scenario::Language;
use crate::simulation::measure::Measure;

/// What makes members and years differ in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing: it follows from plan and prices.
    Nothing,
    /// Weather alone.
    Weather,
    /// Weather, and the doubt about rate, traffic and form of ignition.
    WeatherAndIgnition,
    /// Weather, and the doubt about traits of plants and animals and losses by machines.
    WeatherAndLife,
}

impl Holds {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Holds::Nothing => "",
            Holds::Weather => "weather",
            Holds::WeatherAndIgnition => "weather+ignition",
            Holds::WeatherAndLife => "weather+life",
        }
    }

    /// In words.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Holds::Nothing, _) => "",
            (Holds::Weather, Language::En) => "weather",
            (Holds::Weather, Language::Nl) => "weer",
            (Holds::WeatherAndIgnition, Language::En) => "weather, ignition",
            (Holds::WeatherAndIgnition, Language::Nl) => "weer, ontbranding",
            (Holds::WeatherAndLife, Language::En) => "weather, plants and insects",
            (Holds::WeatherAndLife, Language::Nl) => "weer, planten en insecten",
        }
    }
}

/// Whether a measure hangs on traits of plants or animals.
fn is_of_life(measure: Measure) -> bool {
    use Measure as M;
    matches!(
        measure,
        M::SeedSet
            | M::InsectSurvival
            | M::WinterSurvival
            | M::Richness
            | M::TargetRichness
            | M::ExtinctionDebt
            | M::ColonisationCredit
            | M::GrassShare
            | M::TargetsSettingSeed
            | M::Nectar
            | M::TargetNectar
            | M::LateNectar
            | M::ForageGapDays
            | M::Continuity
            | M::CaterpillarSurvival
            | M::GrasshopperSurvival
            | M::SwardSurvival
            | M::BeeSurvival
            | M::InsectPotential
            | M::BiodiversityIndex
    )
}

impl Quantity {
    /// What its interval holds in the tables of a run; `life_draws`: whether traits are drawn anew for each member.
    pub fn holds(self, life_draws: bool) -> Holds {
        let of_life = if life_draws { Holds::WeatherAndLife } else { Holds::Weather };
        match self {
            _ if self.holds_ignition_doubt() => Holds::WeatherAndIgnition,
            Quantity::Measure(measure, ..) if is_of_life(measure) => of_life,
            Quantity::SpeciesRichKm
            | Quantity::Problem(ProblemPart::Violations | ProblemPart::SeedIndex)
            | Quantity::Robustness => of_life,
            Quantity::Practice(PracticePart::FirstCutBeforeJuly) => Holds::Weather,
            Quantity::Work(_)
            | Quantity::Practice(_)
            | Quantity::JointPlan
            | Quantity::Problem(ProblemPart::TonnesApart) => Holds::Nothing,
            _ => Holds::Weather,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kpi::define::find;

    #[test]
    fn an_interval_says_what_it_holds() {
        let of = |kpi: &str, draws| find(kpi).expect("listed").quantity.holds(draws).name();
        assert_eq!([of("B1", true), of("B1", false), of("B10", true)], ["weather+life", "weather", "weather+life"]);
        assert_eq!([of("F1", true), of("fire", true), of("K1", true)], ["weather", "weather+ignition", ""]);
        assert_eq!([of("B12", true), of("B14", true), of("B18", true)], ["weather", "weather", "weather+life"]);
    }
}
