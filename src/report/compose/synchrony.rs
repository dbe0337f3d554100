//! What is cut at about the same time, in words.

use super::Results;
use crate::planning::synchrony::{Kind, SyncRow};
use crate::plot::words::{choose, number, per_cent};
use crate::report::page::Verdict;
use crate::scenario::Language;

/// One of the unit of a row, for prices.
pub fn unit(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Zone => "ha",
        Kind::Sides => choose(language, "cut", "maaibeurt"),
    }
}

/// A row for people.
pub fn row_name(row: &SyncRow, language: Language) -> String {
    let year = row.year.map_or_else(String::new, |year| format!(" {} {year}", choose(language, "of", "van")));
    match (row.kind, language) {
        (Kind::Zone, Language::En) => format!("weeks {}-{}{year}, zone {}", row.week, row.week + 1, row.name),
        (Kind::Zone, Language::Nl) => format!("weken {}-{}{year}, zone {}", row.week, row.week + 1, row.name),
        (Kind::Sides, Language::En) => format!("weeks from {}{year}, both sides of {}", row.week, row.name),
        (Kind::Sides, Language::Nl) => format!("weken vanaf {}{year}, beide zijden van {}", row.week, row.name),
    }
}

/// Whether zones and opposite sides are kept apart as asked; nothing where that is not asked.
pub fn verdicts(results: &Results) -> Vec<Verdict> {
    let language = results.scenario.language;
    let (Some(plan), Some(options)) = (results.plan, &results.scenario.plan) else { return Vec::new() };
    let rows = |kind: Kind| plan.synchrony.iter().filter(move |one| one.row.kind == kind);
    let kept = |kind: Kind| Some(rows(kind).all(|one| one.used <= one.row.limit * (1.0 + 1e-6)));
    let mut list = Vec::new();
    if let Some((zone_km, share)) = options.synchrony {
        let fullest = rows(Kind::Zone).map(|one| share * one.used / one.row.limit.max(1e-12)).fold(0.0, f64::max);
        let [most, found] = [share, fullest].map(|share| per_cent(share, language));
        let km = number(zone_km, language);
        list.push(Verdict {
            text: match language {
                Language::En => format!("Cut within two weeks, in each zone of {km} km: at most {most} of its area; the fullest {found}"),
                Language::Nl => format!("Gemaaid binnen twee weken, in elke zone van {km} km: hoogstens {most} van het oppervlak; de volste {found}"),
            },
            met: kept(Kind::Zone),
        });
    }
    if let Some(weeks) = options.opposite_weeks {
        list.push(Verdict {
            text: match language {
                Language::En => format!("Opposite sides cut for more than half: at least {weeks} weeks apart"),
                Language::Nl => {
                    format!("Overstaande zijden voor meer dan de helft gemaaid: minstens {weeks} weken na elkaar")
                }
            },
            met: kept(Kind::Sides),
        });
    }
    list
}
