//! Owners together and apart, in words and as a table.

use super::plan_lines;
use crate::planning::together::Together;
use crate::plot::words::{choose, number, per_cent, with_decimals};
use crate::report::page::ToldTable;
use crate::scenario::Language;

/// What planning together changes.
pub fn lines(found: &Together, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for share in &found.owners {
        if let Err(refusal) = &share.alone {
            let why = plan_lines::none(refusal, language);
            lines.push(match language {
                Language::En => format!("{} alone: {why}", share.owner),
                Language::Nl => format!("{} alleen: {why}", share.owner),
            });
        }
    }
    let eur = |value: f64| with_decimals(value, 0, language);
    let Some(apart) = found.apart else {
        lines.push(
            choose(
                language,
                "Owners together: not every owner has a plan alone, so that no saving can be told",
                "Beheerders samen: niet elke beheerder heeft alleen een plan, zodat geen besparing te noemen is",
            )
            .to_owned(),
        );
        return lines;
    };
    let saved = apart.cost_eur - found.joint.cost_eur;
    let share = per_cent(saved.abs() / apart.cost_eur.max(f64::MIN_POSITIVE), language);
    let [joint, alone] = [found.joint, apart].map(|sums| (eur(sums.cost_eur), number(sums.fires, language)));
    let word = match (saved >= 0.0, language) {
        (true, Language::En) => "less",
        (false, Language::En) => "more",
        (true, Language::Nl) => "minder",
        (false, Language::Nl) => "meer",
    };
    lines.push(match language {
        Language::En => format!(
            "Owners together: {} EUR a year and {} fires; each alone {} EUR and {} fires, so together costs {} EUR ({share}) {word}",
            joint.0,
            joint.1,
            alone.0,
            alone.1,
            eur(saved.abs())
        ),
        Language::Nl => format!(
            "Beheerders samen: {} EUR per jaar en {} branden; ieder alleen {} EUR en {} branden, dus samen kost {} EUR ({share}) {word}",
            joint.0,
            joint.1,
            alone.0,
            alone.1,
            eur(saved.abs())
        ),
    });
    if let (Some(refuge), Some(synchrony)) = (found.refuge_ha, found.synchrony) {
        let [a, b] = refuge.map(|ha| number(ha, language));
        let [c, d] = synchrony.map(|share| per_cent(share, language));
        lines.push(match language {
            Language::En => format!(
                "Connected verge standing in the worst half-month: together {a} ha, apart {b} ha; neighbours cut within two weeks of each other: {c} and {d}"
            ),
            Language::Nl => format!(
                "Verbonden berm die in de slechtste halve maand staat: samen {a} ha, apart {b} ha; buren die binnen twee weken van elkaar worden gemaaid: {c} en {d}"
            ),
        });
    }
    lines
}

/// The table of the page.
pub fn table(found: &Together, language: Language) -> ToldTable {
    let heads = match language {
        Language::En => [
            "Owner",
            "Alone, EUR",
            "Alone, fires",
            "Together, EUR of work",
            "Together, fires",
            "Price, EUR",
            "Saving, EUR",
            "Nucleolus, EUR",
        ],
        Language::Nl => [
            "Beheerder",
            "Alleen, EUR",
            "Alleen, branden",
            "Samen, EUR werk",
            "Samen, branden",
            "Prijs, EUR",
            "Besparing, EUR",
            "Nucleolus, EUR",
        ],
    };
    let none = || "\u{2013}".to_owned();
    let eur = |value: Option<f64>| value.map_or_else(none, |value| with_decimals(value, 0, language));
    let rows = found.owners.iter().map(|share| {
        let alone = share.alone.as_ref().ok();
        vec![
            share.owner.clone(),
            eur(alone.map(|sums| sums.cost_eur)),
            alone.map_or_else(none, |sums| number(sums.fires, language)),
            eur(Some(share.joint.cost_eur)),
            number(share.joint.fires, language),
            eur(share.price_eur),
            eur(alone.and_then(|sums| Some(sums.cost_eur - share.price_eur?))),
            eur(share.nucleolus_eur),
        ]
    });
    let mut sentences = lines(found, language);
    sentences.push(
        choose(
            language,
            "Alone, each owner has its own crews and its own share of every limit. The price shares the saving in proportion to the cost alone.",
            "Alleen heeft elke beheerder zijn eigen ploegen en zijn eigen deel van elke grens. De prijs deelt de besparing naar de kosten alleen.",
        )
        .to_owned(),
    );
    if let Some(core) = found.core {
        let (english, dutch) = if core {
            (
                "The nucleolus leaves every group of owners as much of the saving as can be, the worst-off first; no group pays more than a plan of its own would cost.",
                "De nucleolus laat elke groep beheerders zoveel mogelijk van de besparing, de slechtst bedeelde eerst; geen groep betaalt meer dan een eigen plan zou kosten.",
            )
        } else {
            (
                "No division keeps every group of owners below the cost of a plan of its own (the core is empty); the nucleolus comes nearest.",
                "Geen verdeling houdt elke groep beheerders onder de kosten van een eigen plan (de kern is leeg); de nucleolus komt het dichtst bij.",
            )
        };
        sentences.push(choose(language, english, dutch).to_owned());
    }
    ToldTable { sentences, heads: heads.map(str::to_owned).to_vec(), rows: rows.collect() }
}
