//! Contrasts, climates and sites in words.

use super::contrast::{Contrast, Form};
use crate::scenario::Language;
use crate::validation::trial::{TrialClimate, TrialMeasure, regime::regimes, sites};

/// What is compared, in words.
pub fn worded(contrast: &Contrast, language: Language) -> String {
    let all = regimes();
    let name = |short: &str| {
        let one = |short: &str| {
            let regime = all.iter().find(|regime| regime.name == short);
            regime.map_or(short.to_owned(), |regime| regime.words(language).to_owned())
        };
        if short.contains('|') && contrast.form != Form::YearFactor {
            language.choose("the best single cut", "de beste enkele maaibeurt").to_owned()
        } else {
            one(short)
        }
    };
    let measure = contrast.measure.words(language);
    let against = language.choose("against", "tegenover");
    let [a, b] = contrast.climates;
    match contrast.form {
        Form::Level if contrast.measure == TrialMeasure::FireWeatherDays => measure.to_owned(),
        Form::Level if a == TrialClimate::Reference => format!("{measure}: {}", name(&contrast.a)),
        Form::Level => format!("{measure}: {} ({})", name(&contrast.a), climate(a, language)),
        Form::YearFactor if contrast.b.is_empty() => {
            let what = language.choose("largest over smallest year", "grootste gedeeld door kleinste jaar");
            format!("{measure}: {what}, {}", name(&contrast.a))
        }
        Form::YearFactor => {
            let what = language.choose(
                "spread between years less that between regimes",
                "spreiding tussen jaren min die tussen regimes",
            );
            format!("{measure}: {what}")
        }
        Form::Share | Form::ShareOver => {
            let less = if contrast.form == Form::ShareOver {
                language.choose(" less March and April", " min maart en april")
            } else {
                ""
            };
            format!(
                "{measure}{less} {}, {}",
                language.choose("as a share of the year", "als deel van het jaar"),
                name(&contrast.a)
            )
        }
        Form::RatioLess(less) => {
            let [over, minus] = [language.choose("over", "gedeeld door"), language.choose("less", "min")];
            format!("{measure}: {} {over} {}, {minus} {}", name(&contrast.a), name(&contrast.b), less)
        }
        Form::Trend => {
            let years = language.choose("last years against the first", "laatste jaren tegenover de eerste");
            format!("{measure}: {}, {years}", name(&contrast.a))
        }
        _ if a != b => {
            format!("{measure}: {} {against} {}, {}", climate(a, language), climate(b, language), name(&contrast.a))
        }
        _ => {
            let place =
                if a == TrialClimate::Reference { String::new() } else { format!(" ({})", climate(a, language)) };
            let sites = match contrast.site.split_once('-') {
                Some((first, second)) => {
                    format!(", {} {} {}", site(first, language), language.choose("less", "min"), site(second, language))
                }
                None => String::new(),
            };
            format!("{measure}: {} {against} {}{place}{sites}", name(&contrast.a), name(&contrast.b))
        }
    }
}

/// A site in words; two with a hyphen are the first less the second.
pub fn site(name: &str, language: Language) -> String {
    let of = |name: &str| {
        let known = sites().into_iter().find(|site| site.name == name);
        known.map_or(name.to_owned(), |site| site.words(language).to_owned())
    };
    name.split('-').map(of).collect::<Vec<_>>().join(language.choose(" less ", " min "))
}

/// A climate in words.
pub fn climate(climate: TrialClimate, language: Language) -> &'static str {
    match (climate, language) {
        (TrialClimate::Reference, Language::En) => "today",
        (TrialClimate::Reference, Language::Nl) => "nu",
        (TrialClimate::Hd2100Co2Held, Language::Nl) => "klimaat van 2100 (Hd) met CO2 van nu",
        (TrialClimate::Hd2100Co2Held, Language::En) => "climate of 2100 (Hd) with CO2 of today",
        (TrialClimate::WarmWinter, Language::Nl) => "winter +3 graden",
        (TrialClimate::WarmWinter, Language::En) => "winter +3 degrees",
        (TrialClimate::Hd2050, Language::En) => "climate of 2050 (Hd)",
        (TrialClimate::Hd2050, Language::Nl) => "klimaat van 2050 (Hd)",
        (TrialClimate::Hd2100, Language::En) => "climate of 2100 (Hd)",
        (TrialClimate::Hd2100, Language::Nl) => "klimaat van 2100 (Hd)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::findings::contrast::contrasts;

    #[test]
    fn no_contrast_is_told_in_codes() {
        for contrast in contrasts() {
            for language in [Language::En, Language::Nl] {
                let told = worded(&contrast, language);
                assert!(!told.contains('_') && !told.contains('|'), "{told}");
                let against = format!("{} ", language.choose("against", "tegenover"));
                assert!(
                    !told.trim_end().ends_with(against.trim_end()) && !told.contains(&format!("{against}:")),
                    "{told}"
                );
                let of_two_regimes = !contrast.b.is_empty()
                    && !matches!(contrast.form, Form::ShareOver | Form::YearFactor | Form::RatioLess(_));
                assert!(!of_two_regimes || told.contains(language.choose("against", "tegenover")), "{told}");
            }
        }
        assert_eq!(site("high-low", Language::Nl), "voedselrijke klei min arm zand");
    }
}
