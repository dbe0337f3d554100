//! Words for soils, sites and regimes, in both languages.

use crate::network::segment::{ProductivityClass, Soil};
use crate::plot::words::choose;
use crate::scenario::stands::SiteClass;
use crate::scenario::{Language, Scenario};
use crate::weather::climatology::station;

/// What the intervals of a run hold, for inside a sentence.
pub fn doubts(life_draws: bool, language: Language) -> &'static str {
    match (life_draws, language) {
        (true, Language::En) => {
            "the weather; for fires and hazard days also the doubt about rate and form of ignition; for plants and insects also that about their traits and about losses by machines"
        }
        (true, Language::Nl) => {
            "het weer; voor branden en dagen met gevaar ook de twijfel over aantal en vorm van ontbranden; voor planten en insecten ook die over hun eigenschappen en over verliezen door machines"
        }
        (false, Language::En) => {
            "the weather; for fires and hazard days also the doubt about rate and form of ignition"
        }
        (false, Language::Nl) => {
            "het weer; voor branden en dagen met gevaar ook de twijfel over aantal en vorm van ontbranden"
        }
    }
}

/// Name of a soil.
pub fn soil(soil: Soil, language: Language) -> &'static str {
    let (english, dutch) = match soil {
        Soil::SandDry => ("dry sand", "droog zand"),
        Soil::SandMoist => ("moist sand", "vochtig zand"),
        Soil::Loam => ("loam", "leem"),
        Soil::LoamCalcareous => ("calcareous loam", "kalkrijke leem"),
        Soil::Clay => ("clay", "klei"),
        Soil::Peat => ("peat", "veen"),
    };
    choose(language, english, dutch)
}

/// Name of a productivity class, for verges.
pub fn verges(productivity: ProductivityClass, language: Language) -> &'static str {
    let (english, dutch) = match productivity {
        ProductivityClass::High => ("productive verges", "productieve bermen"),
        ProductivityClass::Mid => ("moderate verges", "matig productieve bermen"),
        ProductivityClass::Low => ("poor verges", "schrale bermen"),
    };
    choose(language, english, dutch)
}

/// A class of sites in words: productivity, soil, weather.
pub fn site(scenario: &Scenario, class: &SiteClass) -> String {
    let language = scenario.language;
    let node = node(&scenario.nodes[class.node].name);
    format!(
        "{}, {}, {} {node}",
        verges(class.site.productivity, language),
        soil(class.site.soil, language),
        choose(language, "weather of", "weer van")
    )
}

/// Name of a weather node for people: a KNMI station by its place, anything else as it is.
pub fn node(name: &str) -> String {
    let station = name.parse().ok().and_then(station);
    station.map_or_else(|| name.to_owned(), |station| station.name.clone())
}

/// A unit of the measures for readers.
pub fn unit(unit: &'static str, language: Language) -> &'static str {
    let (english, dutch) = match unit {
        "share" => ("%", "%"),
        "fires/yr" => ("fires a year", "branden per jaar"),
        "visits/yr" => ("visits a year", "beurten per jaar"),
        "fires/100 km/yr" => ("a year", "per jaar"),
        "d/yr" => ("days a year", "dagen per jaar"),
        "h/yr" => ("hours a year", "uur per jaar"),
        "EUR/yr" => ("EUR a year", "EUR per jaar"),
        "t/yr" => ("t a year", "t per jaar"),
        "t DM/ha/yr" => ("t dry matter per ha and year", "t droge stof per ha en jaar"),
        "kg N/ha/yr" => ("kg N per ha and year", "kg N per ha en jaar"),
        "species/25 m2" => ("species in 25 m\u{b2}", "soorten op 25 m\u{b2}"),
        "day of year" => ("day of the year", "dag van het jaar"),
        other => (other, other),
    };
    choose(language, english, dutch)
}

/// Name of a regime for readers: its description in the language, else its name.
pub fn regime(scenario: &Scenario, regime: usize) -> String {
    let regime = &scenario.regimes[regime];
    let described = match scenario.language {
        Language::En => &regime.describe_en,
        Language::Nl => &regime.describe_nl,
    };
    match (described.is_empty(), regime.cuts.is_empty()) {
        (false, _) => described.clone(),
        (true, true) => choose(scenario.language, "uncut", "niet gemaaid").to_owned(),
        (true, false) => regime.name.replace('_', " "),
    }
}
