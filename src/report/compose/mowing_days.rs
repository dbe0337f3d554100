//! How much of the mowing would fall on days when it should wait: machines strike sparks.
//!
//! Mowing should wait on days with a fire weather index above 21.3 or a chance above 0.5 that a source ignites dead fuel. The
//! simulated cuts do not wait: the share tells how often the crews would have to.

use super::{Results, words};
use crate::kpi::cost::visits;
use crate::plot::words::{choose, number, per_cent};
use crate::scenario::Language;

/// Share of the visits, by length, that falls on such days when each segment has a programme; `None` without visits.
fn waiting_share(results: &Results, programme: impl Fn(usize) -> Option<usize>) -> Option<f64> {
    let (mut waiting, mut all) = (0.0, 0.0);
    for (segment, row) in results.setting().segments.iter().enumerate() {
        let Some(works) = programme(segment).and_then(|programme| visits(results.evidence, segment, programme)) else {
            continue;
        };
        for work in works.iter().filter(|work| work.area_ha > 0.0) {
            all += row.length_m;
            waiting += row.length_m * work.waiting;
        }
    }
    (all > 0.0).then(|| waiting / all)
}

/// A sentence on the visits of today, of every regime and of the plan, with the fires that mowing would start.
pub fn remark(results: &Results) -> Option<String> {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let now = waiting_share(results, |segment| Some(scenario.segment_present[segment]))?;
    let mut parts = vec![format!("{} {}", choose(language, "today", "nu"), per_cent(now, language))];
    let regimes = results.other_regimes().into_iter().filter(|&regime| !scenario.regimes[regime].cuts.is_empty());
    for regime in regimes {
        let share = waiting_share(results, |_| Some(regime))?;
        parts.push(format!("{} {}", words::regime(scenario, regime), per_cent(share, language)));
    }
    if let Some(plan) = results.plan {
        let mut chosen = vec![None; scenario.network.segments.len()];
        for choice in &plan.choices {
            chosen[choice.segment] = Some(choice.programme);
        }
        let share = waiting_share(results, |segment| chosen[segment])?;
        parts.push(format!("{} {}", choose(language, "the plan", "het plan"), per_cent(share, language)));
    }
    let present = &scenario.regimes[scenario.present].name;
    let fires = results.network_row(present, "fire_mowing")?.present_q50?;
    Some(sentence(&parts, fires, language))
}

fn sentence(parts: &[String], fires: f64, language: Language) -> String {
    let (list, fires) = (parts.join(", "), number(fires, language));
    match language {
        Language::En => format!(
            "Machines strike sparks, so mowing should wait on days with a fire weather index above 21.3 or an ignition probability above 0.5. Visits that would fall on such days, strips included: {list}. Mowing that does not wait would start about {fires} fires a year today (an assumed rate; not part of the fires above)."
        ),
        Language::Nl => format!(
            "Machines slaan vonken, dus op dagen met een brandweerindex boven 21,3 of een ontstekingskans boven 0,5 moet het maaien wachten. Beurten die op zulke dagen zouden vallen, stroken inbegrepen: {list}. Maaien dat niet wacht zou nu ongeveer {fires} branden per jaar veroorzaken (een aangenomen kans; niet begrepen in de branden hierboven)."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_regimes_and_fires() {
        let parts = ["today 3 %".to_owned(), "two cuts 8 %".to_owned()];
        let english = sentence(&parts, 0.0012, Language::En);
        assert!(english.contains("included: today 3 %, two cuts 8 %.") && english.contains("0.0012 fires"));
        assert!(sentence(&parts, 0.0012, Language::Nl).contains("0,0012 branden"));
    }
}
