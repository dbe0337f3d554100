//! Why a stretch changes, in words: which measurement, which measure moves and by how much, or whose hours and which limit.

use super::Adjustment;
use super::stretches::{Stretch, place};
use crate::plot::words::{choose, date_words, inside, number, signed};
use crate::replan::learn::{Belief, Compared};
use crate::replan::observed::Quantity;
use crate::replan::options::Trigger;
use crate::report::compose::words::unit;
use crate::scenario::Language;

/// A measured quantity for readers, with its unit.
pub fn quantity(quantity: Quantity, language: Language) -> (&'static str, &'static str) {
    let (english, dutch, unit) = match quantity {
        Quantity::Standing => ("standing mass", "staande massa", "kg/ha"),
        Quantity::Yield => ("yield of a cut", "opbrengst van een snede", "kg/ha"),
        Quantity::CumulativeYield => ("yield of the year so far", "opbrengst van het jaar tot dan", "kg/ha"),
        Quantity::Growth => ("growth", "groei", choose(language, "kg/ha a day", "kg/ha per dag")),
        Quantity::Height => ("height of the sward", "hoogte van het gewas", "m"),
        Quantity::Richness => ("plant species", "plantensoorten", choose(language, "in 25 m\u{b2}", "op 25 m\u{b2}")),
        Quantity::TargetRichness => {
            ("target species", "doelsoorten", choose(language, "in 25 m\u{b2}", "op 25 m\u{b2}"))
        }
        Quantity::GrassShare => ("cover of grasses", "bedekking door grassen", "%"),
        Quantity::Curing => ("dead share of the grass", "dood deel van het gras", "%"),
    };
    (choose(language, english, dutch), unit)
}

/// A value of a quantity in the unit that readers see.
pub fn value(of: Quantity, value: f64, language: Language) -> String {
    let per_cent = matches!(of, Quantity::GrassShare | Quantity::Curing);
    number(if per_cent { 100.0 * value } else { value }, language)
}

/// What triggered a change, in few words.
pub fn trigger(adjustment: &Adjustment<'_>, trigger: Trigger) -> String {
    let language = adjustment.setting.language;
    let fixed = match (trigger, language) {
        (Trigger::Kpi(kpi), _) => return kpi.title(language).to_owned(),
        (Trigger::Limit(limit), _) => {
            let limits = adjustment.found.planned.plan.as_ref().map_or(&[][..], |plan| &plan.limits);
            let kpi = limits.get(limit).and_then(|limit| limit.kpi);
            let name = kpi.map_or_else(String::new, |kpi| inside(kpi.title(language)));
            return match language {
                Language::En => format!("nothing new here: needed to keep the limit on {name}"),
                Language::Nl => format!("hier niets nieuws: nodig om de grens op {name} te halen"),
            };
        }
        (Trigger::Missed, Language::En) => "its visit was missed",
        (Trigger::Missed, Language::Nl) => "de beurt is gemist",
        (Trigger::Mown, Language::En) => "mown otherwise than planned",
        (Trigger::Mown, Language::Nl) => "anders gemaaid dan gepland",
        (Trigger::LosesHours, Language::En) => "its crew lost the hours of that week",
        (Trigger::LosesHours, Language::Nl) => "de ploeg verloor de uren van die week",
        (Trigger::Hours, Language::En) => "nothing new here: the hours of its week are needed elsewhere",
        (Trigger::Hours, Language::Nl) => "hier niets nieuws: de uren van de week zijn elders nodig",
        (Trigger::Others, Language::En) => "nothing new here: it fills what the others leave of hours and limits",
        (Trigger::Others, Language::Nl) => "hier niets nieuws: het vult wat anderen van uren en grenzen overlaten",
    };
    fixed.to_owned()
}

/// Whether a change has no news behind it.
pub fn is_without_news(trigger: Trigger) -> bool {
    matches!(trigger, Trigger::Hours | Trigger::Limit(_) | Trigger::Others)
}

/// A measurement beside what was expected: "standing mass 6 200 kg/ha, expected 4 100".
fn beside(one: &Compared, language: Language) -> String {
    let (name, unit) = quantity(one.measured.quantity, language);
    let [measured, expected] =
        [one.measured.value, one.expected.unwrap_or(f64::NAN)].map(|x| value(one.measured.quantity, x, language));
    format!("{name} {measured} {unit}, {} {expected}", choose(language, "expected", "verwacht"))
}

/// The measurement of some segments that deviates most, in standard deviations.
fn strongest<'a>(adjustment: &Adjustment<'a>, of: impl Fn(usize) -> bool) -> Option<&'a Compared> {
    let used = adjustment.found.learnt.compared.iter().filter(|one| one.used && of(one.measured.segment));
    let size = |one: &&Compared| one.deviations().map_or(0.0, f64::abs);
    used.max_by(|a, b| size(a).total_cmp(&size(b)))
}

/// What was learnt, as multiples: "growth 1.3 times, species 0.9 times the expected".
fn multiples(belief: &Belief, language: Language) -> String {
    let times = choose(language, "times", "maal");
    let mut parts = Vec::new();
    if belief.growth.is_some() {
        let growth = number(belief.growth_multiple(), language);
        parts.push(format!("{} {growth} {times}", choose(language, "growth", "groei")));
    }
    if belief.species.is_some() {
        let species = number(belief.multiple(), language);
        parts.push(format!("{} {species} {times}", choose(language, "species", "soorten")));
    }
    format!("{} {}", parts.join(", "), choose(language, "the expected", "de verwachting"))
}

/// The measurement behind a stretch, in words; empty where there is none.
fn measured(adjustment: &Adjustment<'_>, stretch: &Stretch<'_>) -> String {
    let (language, beliefs) = (adjustment.setting.language, &adjustment.found.learnt.beliefs);
    let on = |segment: usize| stretch.changes.iter().any(|change| change.segment == segment);
    let Some(belief) = beliefs.iter().filter(|belief| on(belief.segment)).max_by_key(|belief| belief.own) else {
        return String::new();
    };
    let learnt = multiples(belief, language);
    if let Some(own) = strongest(adjustment, on) {
        let day = date_words(own.measured.date, language);
        return match language {
            Language::En => format!("Measured here on {day}: {} ({learnt}).", beside(own, language)),
            Language::Nl => format!("Hier gemeten op {day}: {} ({learnt}).", beside(own, language)),
        };
    }
    let alike =
        |segment: usize| beliefs.iter().any(|one| one.segment == segment && one.own && one.class == belief.class);
    let Some(other) = strongest(adjustment, alike) else { return String::new() };
    let segment = &adjustment.setting.segments[other.measured.segment];
    let at = place(adjustment, segment, (segment.km_from, segment.km_to));
    match language {
        Language::En => {
            format!("Measured on a verge of the same kind, {at}: {} (here {learnt}).", beside(other, language))
        }
        Language::Nl => {
            format!("Gemeten op een berm van dezelfde soort, {at}: {} (hier {learnt}).", beside(other, language))
        }
    }
}

/// Why a stretch changes, in a sentence or two.
pub fn why(adjustment: &Adjustment<'_>, stretch: &Stretch<'_>) -> String {
    let language = adjustment.setting.language;
    let told = |text: String| crate::plot::words::capital(&text) + ".";
    let Trigger::Kpi(kpi) = stretch.trigger() else { return told(trigger(adjustment, stretch.trigger())) };
    let Some((from, to)) = stretch.moved(kpi, adjustment) else { return told(trigger(adjustment, stretch.trigger())) };
    let scale = if kpi.unit == "share" { 100.0 } else { 1.0 };
    let [before, after] = [from, to].map(|value| number(scale * value, language));
    let change = if from.abs() > 0.0 {
        format!(" ({}\u{a0}%)", signed((100.0 * (to / from - 1.0)).round(), language))
    } else {
        String::new()
    };
    let (title, unit) = (kpi.title(language), unit(kpi.unit, language));
    let moved = match language {
        Language::En => format!("{title} under the old plan: {before} expected, now {after} {unit}{change}."),
        Language::Nl => format!("{title} onder het oude plan: {before} verwacht, nu {after} {unit}{change}."),
    };
    let mut parts = vec![measured(adjustment, stretch), moved];
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
