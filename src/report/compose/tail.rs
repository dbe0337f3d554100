//! Fires in the worst weathers, in words.

use super::Results;
use crate::planning::tail::TailResult;
use crate::plot::words::{choose, number, per_cent};
use crate::report::page::Verdict;
use crate::scenario::Language;

/// Fires in the worst of the weathers of the plan.
fn in_sample(tail: &TailResult, language: Language) -> String {
    let share = per_cent(1.0 - tail.limit.share, language);
    let [worst, limit, present, mean] =
        [tail.worst, tail.limit.limit, tail.limit.present, tail.mean].map(|fires| number(fires, language));
    match language {
        Language::En => format!(
            "Fires in the worst {share} of the weathers: at most {limit} a year in the mean; with the plan {worst} (now {present}; mean of all weathers {mean})"
        ),
        Language::Nl => format!(
            "Branden in de slechtste {share} van het weer: hoogstens {limit} per jaar gemiddeld; met het plan {worst} (nu {present}; gemiddelde van al het weer {mean})"
        ),
    }
}

/// Fires of the plan in weathers that it was not made for.
fn out_of_sample(tail: &TailResult, language: Language) -> String {
    let Some(fresh) = tail.fresh else {
        return choose(
            language,
            "There is no other weather to look at the plan in: the weather is an observed series",
            "Er is geen ander weer om het plan in te bekijken: het weer is een gemeten reeks",
        )
        .to_owned();
    };
    let [worst, mean] = [fresh.worst, fresh.mean].map(|fires| number(fires, language));
    let (above, count) = (per_cent(fresh.above, language), fresh.members);
    match language {
        Language::En => format!(
            "In {count} fresh weathers that the plan was not made for: {worst} fires a year in the worst, {mean} in the mean of all; {above} of them have more than the limit"
        ),
        Language::Nl => format!(
            "In {count} nieuwe weerreeksen waarvoor het plan niet is gemaakt: {worst} branden per jaar in de slechtste, {mean} gemiddeld over alle; {above} heeft er meer dan de grens"
        ),
    }
}

/// The limit with what the plan makes of it, in the weathers of the plan and in fresh ones; nothing without such a limit.
pub fn verdicts(results: &Results) -> Vec<Verdict> {
    let language = results.scenario.language;
    let Some(tail) = results.plan.and_then(|plan| plan.tail) else { return Vec::new() };
    let text = format!("{}. {}", in_sample(&tail, language), out_of_sample(&tail, language));
    vec![Verdict { text, met: Some(tail.worst <= tail.limit.limit * (1.0 + 1e-9)) }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::tail::{Fresh, TailLimit};

    #[test]
    fn both_weathers_are_told() {
        let limit = TailLimit { share: 0.9, limit: 3.0, present: 3.5 };
        let mut tail = TailResult { limit, mean: 2.0, worst: 2.9, price: 10.0, fresh: None };
        let text = in_sample(&tail, Language::En);
        assert!(text.contains("worst 10\u{a0}%") && text.contains("at most 3 ") && text.contains("plan 2.9"), "{text}");
        assert!(out_of_sample(&tail, Language::Nl).contains("geen ander weer"));
        tail.fresh = Some(Fresh { members: 20, mean: 2.1, worst: 3.2, above: 0.05 });
        let text = out_of_sample(&tail, Language::En);
        assert!(
            text.contains("20 fresh weathers") && text.contains("3.2 fires") && text.contains("5\u{a0}%"),
            "{text}"
        );
    }
}
