//! Sources on a Dutch page: what is not a name or a title is told in Dutch.

use crate::scenario::Language;

/// Phrases of the sources with their Dutch.
const DUTCH: [(&str, &str); 20] = [
    ("specification of the project", "specificatie van het project"),
    (
        "convention of the project, consistent with published ranges",
        "afspraak van het project, past bij gepubliceerde marges",
    ),
    (
        "computed by the project from observations of KNMI (free use with acknowledgement of KNMI)",
        "door het project berekend uit waarnemingen van het KNMI (vrij gebruik met bronvermelding)",
    ),
    (
        "instance generator of the project; the bound needs no trust in the search",
        "instantiegenerator van het project; de grens vraagt geen vertrouwen in het zoeken",
    ),
    ("no monthly count of verge fires was found", "geen telling van bermbranden per maand gevonden"),
    ("breeding season as road authorities keep it", "broedseizoen zoals wegbeheerders het aanhouden"),
    ("press release of 19 March 2019", "persbericht van 19 maart 2019"),
    ("final report section", "eindrapport paragraaf"),
    ("final report", "eindrapport"),
    ("PhD thesis", "proefschrift"),
    ("CBS yields of grassland", "CBS, opbrengst van grasland"),
    ("library firelab/behave", "programmabibliotheek firelab/behave"),
    ("scenarios", "scenario's"),
    ("(direction)", "(richting)"),
    ("(summary)", "(samenvatting)"),
    ("(findings)", "(bevindingen)"),
    ("(fire)", "(brand)"),
    ("(growth)", "(groei)"),
    ("(biodiversity)", "(biodiversiteit)"),
    ("review (succession)", "overzicht (successie)"),
];

/// A source in a language.
pub fn sourced(source: &str, language: Language) -> String {
    match language {
        Language::En => source.to_owned(),
        Language::Nl => DUTCH.iter().fold(source.to_owned(), |text, (en, nl)| text.replace(en, nl)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_phrases_are_told_in_dutch() {
        let source = "Bakker, PhD thesis Wageningen 2026 (summary); All4Biodiversity final report";
        assert_eq!(sourced(source, Language::En), source);
        let dutch = "Bakker, proefschrift Wageningen 2026 (samenvatting); All4Biodiversity eindrapport";
        assert_eq!(sourced(source, Language::Nl), dutch);
    }
}
