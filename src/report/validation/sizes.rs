//! Sizes beside those of the prototype, for orientation: levels and shares that no claim hangs on.

use crate::plot::finding::value;
use crate::plot::words::{capital, choose};
use crate::report::html::{Cell, folded, paragraph, table};
use crate::scenario::Language;
use crate::validation::findings::words::worded;
use crate::validation::findings::{Finding, Judgement, Role};
use crate::validation::trial::sites;

/// The table of a finding; nothing where it has no such size.
pub fn sizes(finding: &Finding, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let own = finding.outcomes.iter().map(|outcome| &outcome.base);
    let own: Vec<&Judgement> = own.filter(|judged| judged.contrast.role == Role::Size).collect();
    let mut rows: Vec<(&Judgement, Vec<&Judgement>)> = Vec::new();
    for judged in own {
        match rows.iter_mut().find(|(first, _)| first.contrast.is_alike(&judged.contrast)) {
            Some((_, alike)) => alike.push(judged),
            None => rows.push((judged, vec![judged])),
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let sites = sites();
    let names: Vec<&str> = sites.iter().map(|site| site.words(language)).collect();
    let mut head = vec![say("what", "wat")];
    head.extend(names);
    head.push(say("remark", "opmerking"));
    let cells: Vec<Vec<Cell>> = rows
        .iter()
        .map(|(first, alike)| {
            let mut row = vec![Cell::Text(capital(&worded(&first.contrast, language)))];
            row.extend(sites.iter().map(|site| {
                let judged = alike.iter().find(|judged| judged.contrast.site == site.name);
                Cell::Text(judged.map_or(String::new(), |judged| told(judged, language)))
            }));
            row.push(Cell::Text(remark(&first.contrast.note, language)));
            row
        })
        .collect();
    let intro = paragraph(say(
        "Median and 5–95 % over the draws; in square brackets what the earlier, separate program of the specification gave: \
         orientation, no acceptance value, no measurement.",
        "Mediaan en 5–95 % over de trekkingen; tussen rechte haken wat het eerdere, aparte programma van de specificatie gaf: \
         oriëntatie, geen norm, geen meting.",
    ));
    folded(say("Sizes for orientation", "Groottes ter oriëntatie"), &(intro + &table(&head, &cells)))
}

fn told(judged: &Judgement, language: Language) -> String {
    let form = judged.contrast.form;
    let value = |one: f64| value(form, one, language);
    let [low, mid, high] = judged.size.map(value);
    let known = judged.contrast.published.map_or(String::new(), |known| format!(" [{}]", value(known)));
    if low == mid && mid == high {
        return mid + &known;
    }
    format!("{mid} ({low} {} {high}){known}", choose(language, "to", "tot"))
}

/// Remarks of the table of contrasts in words; those that are English alone stay out of a Dutch page.
fn remark(note: &str, language: Language) -> String {
    const DUTCH: [(&str, &str); 4] = [
        (
            "an earlier program: 0.53 to 0.59 over the sites; hangs on a calibrated rate of senescence",
            "een eerder programma: 0,53 tot 0,59 over de plekken; hangt aan een gekalibreerde snelheid van afsterven",
        ),
        ("weather alone: the same under every regime", "alleen weer: gelijk onder elk regime"),
        ("an earlier program: below 20 cm on loam and sand", "een eerder programma: onder 20 cm op leem en zand"),
        ("a statement about CO2", "een uitspraak over CO2"),
    ];
    match language {
        Language::En => note.to_owned(),
        Language::Nl => DUTCH.iter().find(|(en, _)| *en == note).map_or(String::new(), |(_, nl)| (*nl).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::findings::contrasts;

    #[test]
    fn a_size_stands_beside_that_of_the_prototype() {
        let contrast = contrasts()
            .into_iter()
            .find(|one| one.measure.name() == "curing_1_july" && one.a == "U" && one.site == "high")
            .expect("there is one");
        let judged =
            Judgement { contrast, base: 0.5, size: [0.4, 0.52, 0.6], p_year: None, p_draw: 1.0, p: None, draws: 4 };
        assert_eq!(told(&judged, Language::Nl), "0,52 (0,4 tot 0,6) [0,51]");
        assert_eq!(told(&judged, Language::En), "0.52 (0.4 to 0.6) [0.51]");
        assert!(remark("weather alone: the same under every regime", Language::Nl).starts_with("alleen weer"));
    }
}
