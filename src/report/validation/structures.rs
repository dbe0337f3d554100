//! The first claim of a finding under every form of the model, with its probabilities.

use crate::plot::finding::value;
use crate::plot::words::{capital, choose, per_cent};
use crate::report::html::{Cell, folded, paragraph, table};
use crate::scenario::Language;
use crate::validation::findings::words::worded;
use crate::validation::findings::{Alternative, Finding, Judgement, Outcome};
use crate::validation::trial::sites;

/// The table of a finding; nothing where it has no claim.
pub fn structures(finding: &Finding, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let Some(first) = finding.claims().next() else { return String::new() };
    let alike: Vec<&Outcome> =
        finding.claims().filter(|one| one.base.contrast.is_alike(&first.base.contrast)).collect();
    let sites = sites();
    let mut head = vec![say("form of the model", "vorm van het model")];
    head.extend(sites.iter().map(|site| site.words(language)));
    let row = |alternative: Alternative| {
        let judged = |site: &str| {
            let outcome = alike.iter().find(|outcome| outcome.base.contrast.site == site)?;
            match alternative {
                Alternative::Base => Some(&outcome.base),
                _ => outcome.others.iter().find(|(other, _)| *other == alternative).map(|(_, judged)| judged),
            }
        };
        let found: Vec<Option<&Judgement>> = sites.iter().map(|site| judged(&site.name)).collect();
        found.iter().any(Option::is_some).then(|| {
            let told = |one: Option<&Judgement>| Cell::Text(one.map_or(String::new(), |one| told(one, language)));
            let mut cells = vec![Cell::Text(capital(alternative.words(language)))];
            cells.extend(found.into_iter().map(told));
            cells
        })
    };
    let rows: Vec<Vec<Cell>> = Alternative::ALL.into_iter().filter_map(row).collect();
    let intro = match language {
        Language::En => format!(
            "{}. Median and 5–95 % over the draws; share of draws and of weather years in which it goes its way. Every other claim \
             stands in findings.csv.",
            capital(&worded(&first.base.contrast, language))
        ),
        Language::Nl => format!(
            "{}. Mediaan en 5–95 % over de trekkingen; deel van de trekkingen en van de weerjaren waarin het zijn kant op gaat. Elke \
             andere uitspraak staat in findings.csv.",
            capital(&worded(&first.base.contrast, language))
        ),
    };
    let summary = say(
        "The first claim under every form of the model, with its probabilities",
        "De eerste uitspraak onder elke vorm van het model, met haar kansen",
    );
    folded(summary, &(paragraph(&intro) + &table(&head, &rows)))
}

/// "−23 % (−32 to −12); 99 % of draws, 94 % of years: shown".
fn told(judged: &Judgement, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let form = judged.contrast.form;
    let value = |one: f64| value(form, one, language);
    let [low, mid, high] = judged.size.map(value);
    let draws = format!("{} {}", per_cent(judged.p_draw, language), say("of draws", "van de trekkingen"));
    let years = judged
        .p_year
        .map_or(String::new(), |share| format!(", {} {}", per_cent(share, language), say("of years", "van de jaren")));
    format!("{mid} ({low} {} {high}); {draws}{years}: {}", say("to", "tot"), judged.word().words(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::findings::contrasts;

    #[test]
    fn a_size_is_told_with_both_probabilities_and_its_word() {
        let contrast = contrasts().remove(0);
        let judged = Judgement {
            contrast,
            base: -0.2,
            size: [-0.32, -0.23, -0.12],
            p_year: Some(0.94),
            p_draw: 0.99,
            p: Some(0.9),
            draws: 80,
        };
        let english = "−23 % (−32 % to −12 %); 99 % of draws, 94 % of years: shown";
        assert_eq!(told(&judged, Language::En).replace('\u{a0}', " "), english);
        assert!(told(&judged, Language::Nl).ends_with("van de jaren: aangetoond"));
    }
}
