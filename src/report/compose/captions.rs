//! What is to be read from each figure, in a sentence or two.

use super::{life_figures, words};
use crate::plot::words::choose;
use crate::scenario::{Language, Scenario};

/// What a figure needs said below it; empty for most.
pub fn caption(name: &str, scenario: &Scenario) -> String {
    let language = scenario.language;
    if name == "regimes" {
        let doubts = words::doubts(scenario.life_draws, language);
        return match language {
            Language::En => {
                format!("Each regime on the whole network. Intervals hold {doubts}, over single years.")
            }
            Language::Nl => {
                format!("Elk regime op het hele net. Intervallen dragen {doubts}, over losse jaren.")
            }
        };
    }
    let text = match name {
        "season" => choose(
            language,
            "One type of site stands as an example; the plan weighs all types. Grass burns when much of it is dead while the weather is dry.",
            "Eén soort standplaats staat model; het plan weegt alle soorten. Gras brandt als veel ervan dood is terwijl het droog weer is.",
        ),
        _ if name.starts_with("pareto_") => choose(
            language,
            "Each dot is a plan that keeps all other limits and the crews' hours, with its own bound (broken line). Rings are the regimes of today and each regime alone on every verge, whether or not they fit in hours and limits. The right panel is what one unit more of the limit would cost at each plan.",
            "Elke stip is een plan dat alle andere grenzen en de uren van de ploegen houdt, met zijn eigen ondergrens (onderbroken lijn). Ringen zijn de regimes van nu en elk regime alleen op elke berm, of ze nu in uren en grenzen passen of niet. Rechts staat wat een eenheid meer van de grens bij elk plan zou kosten.",
        ),
        "gantt" => choose(
            language,
            "The plan counts the hours of cutting against those of the crews. Driving, waiting and taking hay away come on top and are shown so that a week that is too short is seen beforehand.",
            "Het plan rekent de uren van het maaien af van die van de ploegen. Rijden, wachten en hooi afvoeren komen daar bovenop en staan erbij om een te korte week vooraf te zien.",
        ),
        "after_cut" => choose(
            language,
            "The same cut in the same weathers, with the cuttings taken away after three days, left lying, or not made. A laboratory study found that machine-mown grass lights more easily for a while; the table of regimes says where that changes a verdict.",
            "Dezelfde maaibeurt in hetzelfde weer: maaisel na drie dagen afgevoerd, blijven liggen, of niet gemaaid. Laboratoriumonderzoek vond dat machinaal gemaaid gras een tijd lichter ontvlamt; de tabel van regimes zegt waar dat een oordeel verandert.",
        ),
        "months" => choose(
            language,
            "The months follow from weather and grass; that fires of verges and of nature follow the same year is an assumption. Lines hold the weather of single years at the form of ignition of the scenario; another form moves fires between the months.",
            "De maanden volgen uit weer en gras; dat bermbranden en natuurbranden hetzelfde jaar volgen is een aanname. Lijnen dragen het weer van losse jaren bij de vorm van ontbranden van het scenario; een andere vorm verschuift branden tussen de maanden.",
        ),
        _ => life_figures::caption(name, language),
    };
    text.to_owned()
}
