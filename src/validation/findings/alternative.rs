//! Other structures of the model, run beside the draws: a finding that turns over under one of them is told with its name.

use crate::scenario::Language;
use crate::validation::trial::{Change, TrialClimate, TrialMeasure};

/// A structure of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alternative {
    /// As fires are counted.
    Base,
    /// Susceptibility by dead load and curing instead of the flame.
    ByLoad,
    /// Spread after Cheney instead of Rothermel.
    Cheney,
    /// Grass burns easily for a month after a machine cut.
    FreshCut,
    /// The soil does not run out of nitrogen.
    NoDepletion,
    /// CO2 has no effect.
    NoCo2,
    /// Nutrients judged by clipped yield.
    ClippedYield,
    /// Grass grows on every day above freezing.
    WinterGrowth,
}

impl Alternative {
    /// Every structure, the base first.
    pub const ALL: [Alternative; 8] = [
        Alternative::Base,
        Alternative::ByLoad,
        Alternative::Cheney,
        Alternative::FreshCut,
        Alternative::NoDepletion,
        Alternative::NoCo2,
        Alternative::ClippedYield,
        Alternative::WinterGrowth,
    ];
    /// Those that need runs of their own.
    pub const SIMULATED: [Alternative; 4] =
        [Alternative::NoDepletion, Alternative::NoCo2, Alternative::ClippedYield, Alternative::WinterGrowth];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Alternative::Base => "base",
            Alternative::ByLoad => "by_load",
            Alternative::Cheney => "cheney",
            Alternative::FreshCut => "fresh_cut",
            Alternative::NoDepletion => "no_depletion",
            Alternative::NoCo2 => "no_co2",
            Alternative::ClippedYield => "clipped_yield",
            Alternative::WinterGrowth => "winter_growth",
        }
    }

    /// Name for people.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Alternative::Base, Language::En) => "base model",
            (Alternative::Base, Language::Nl) => "basismodel",
            (Alternative::ByLoad, Language::En) => "ignition by load instead of flame",
            (Alternative::ByLoad, Language::Nl) => "ontsteking naar massa in plaats van vlam",
            (Alternative::Cheney, Language::En) => "spread after Cheney",
            (Alternative::Cheney, Language::Nl) => "uitbreiding naar Cheney",
            (Alternative::FreshCut, Language::En) => "fresh cuts burn easily",
            (Alternative::FreshCut, Language::Nl) => "vers gemaaid brandt gemakkelijk",
            (Alternative::NoDepletion, Language::En) => "no depletion of nitrogen",
            (Alternative::NoDepletion, Language::Nl) => "geen verschraling",
            (Alternative::NoCo2, Language::En) => "no effect of CO2",
            (Alternative::NoCo2, Language::Nl) => "geen effect van CO2",
            (Alternative::ClippedYield, Language::En) => "nutrients by clipped yield",
            (Alternative::ClippedYield, Language::Nl) => "voedselrijkdom naar geknipte opbrengst",
            (Alternative::WinterGrowth, Language::En) => "grass grows above freezing",
            (Alternative::WinterGrowth, Language::Nl) => "gras groeit boven het vriespunt",
        }
    }

    /// What it changes in a run.
    pub fn change(self) -> Change {
        match self {
            Alternative::NoDepletion => Change::NoDepletion,
            Alternative::NoCo2 => Change::NoCo2Effect,
            Alternative::ClippedYield => Change::ClippedYield,
            Alternative::WinterGrowth => Change::WinterGrowth,
            Alternative::Base | Alternative::ByLoad | Alternative::Cheney | Alternative::FreshCut => Change::None,
        }
    }

    /// Climates that it is run in.
    pub fn climates(self) -> &'static [TrialClimate] {
        match self {
            Alternative::WinterGrowth => &[TrialClimate::Reference, TrialClimate::Hd2100, TrialClimate::WarmWinter],
            Alternative::NoCo2 => &[TrialClimate::Reference, TrialClimate::Hd2100],
            _ => &[TrialClimate::Reference],
        }
    }

    /// The measure that stands for one that is asked.
    pub fn read(self, measure: TrialMeasure) -> TrialMeasure {
        match (self, measure) {
            (Alternative::ByLoad, TrialMeasure::Fire) => TrialMeasure::FireByLoad,
            (Alternative::Cheney, TrialMeasure::Fire) => TrialMeasure::FireByCheney,
            (Alternative::FreshCut, TrialMeasure::Fire) => TrialMeasure::FireFreshCut,
            _ => measure,
        }
    }

    /// Whether a contrast of a measure can come out otherwise than under the base.
    pub fn concerns(self, measure: TrialMeasure) -> bool {
        match self {
            Alternative::Base | Alternative::NoDepletion | Alternative::NoCo2 | Alternative::WinterGrowth => true,
            Alternative::ByLoad | Alternative::Cheney | Alternative::FreshCut => measure == TrialMeasure::Fire,
            Alternative::ClippedYield => {
                matches!(measure, TrialMeasure::TargetSpecies | TrialMeasure::Richness | TrialMeasure::InsectPotential)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_changes_the_fire_alone_and_a_simulated_one_changes_the_run() {
        for alternative in Alternative::ALL {
            let reads_otherwise = alternative.read(TrialMeasure::Fire) != TrialMeasure::Fire;
            let runs_otherwise = alternative.change() != Change::default();
            assert_eq!(runs_otherwise, Alternative::SIMULATED.contains(&alternative));
            assert!(alternative == Alternative::Base || reads_otherwise != runs_otherwise);
            assert_eq!(alternative.read(TrialMeasure::SeedSet), TrialMeasure::SeedSet);
        }
    }
}
