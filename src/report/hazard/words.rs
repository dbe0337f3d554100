//! The hazard of a day in words, English and Dutch.

use crate::fire::hazard_reason::Factor;
use crate::kpi::hazard::{HazardDay, HazardValues, NodeDay, Traffic};
use crate::kpi::stretch::name;
use crate::network::Network;
use crate::plot::words::{capital, choose, date_words, number};
use crate::report::compose::words::node as node_name;
use crate::scenario::Language;

/// Reasons that are named in each direction.
const NAMED: usize = 2;
/// Stretches named on screen.
const WORST: usize = 10;

/// Word of a hazard class.
pub fn class_word(class: u8, language: Language) -> &'static str {
    let (english, dutch) = match class {
        0 | 1 => ("hardly burns", "brandt nauwelijks"),
        2 => ("low", "laag"),
        3 => ("moderate", "matig"),
        4 => ("high", "hoog"),
        _ => ("very high", "zeer hoog"),
    };
    choose(language, english, dutch)
}

/// A factor where it raises (`raises`) or lowers the hazard.
fn factor_words(factor: Factor, raises: bool, language: Language) -> &'static str {
    let (english, dutch) = match (factor, raises) {
        (Factor::Fuel, true) => ("much or tall fuel", "veel of hoog gewas"),
        (Factor::Fuel, false) => ("little or low fuel", "weinig of laag gewas"),
        (Factor::Curing, true) => ("cured grass", "verdord gras"),
        (Factor::Curing, false) => ("green grass", "groen gras"),
        (Factor::DeadMoisture, true) => ("dry dead fuel", "droge dode brandstof"),
        (Factor::DeadMoisture, false) => ("moist dead fuel", "vochtige dode brandstof"),
        (Factor::Wind, true) => ("strong wind", "harde wind"),
        (Factor::Wind, false) => ("little wind", "weinig wind"),
        (Factor::Rain, _) => ("rain of the day", "regen van de dag"),
        (Factor::Snow, _) => ("snow cover", "sneeuwdek"),
    };
    choose(language, english, dutch)
}

/// The reasons of a class in words: what raises and lowers it beside a common dry summer day, and the traffic.
pub fn reason(values: &HazardValues, language: Language) -> String {
    let and = choose(language, " and ", " en ");
    let side = |raises: bool, lead: &str| {
        let of_side = values.reasons.iter().filter(|reason| reason.raises == raises);
        let named: Vec<&str> =
            of_side.take(NAMED).map(|reason| factor_words(reason.factor, reason.raises, language)).collect();
        (!named.is_empty()).then(|| format!("{lead} {}", named.join(and)))
    };
    let raised = side(true, choose(language, "raised by", "verhoogd door"));
    let lowered = side(false, choose(language, "lowered by", "verlaagd door"));
    // What made the class stands first.
    let mut parts: Vec<String> =
        if values.class >= 3 { [raised, lowered] } else { [lowered, raised] }.into_iter().flatten().collect();
    if parts.is_empty() {
        parts.push(choose(language, "near that of a common dry summer day", "als op een gewone droge zomerdag").into());
    }
    match values.traffic {
        Traffic::Busy => parts.push(choose(language, "busy road", "drukke weg").into()),
        Traffic::Quiet => parts.push(choose(language, "quiet road", "rustige weg").into()),
        Traffic::Common => {}
    }
    parts.join("; ")
}

/// The short answer: length per class, the worst stretches, whether mowing should wait, the outlook.
pub fn screen_lines(days: &[HazardDay], network: &Network, language: Language) -> Vec<String> {
    let Some((today, outlook)) = days.split_first() else { return Vec::new() };
    let mut lines = vec![headline(today, language), String::new()];
    lines.extend(worst_lines(today, network, language));
    lines.push(String::new());
    lines.extend(today.nodes.iter().map(|node| mowing_line(node, language)));
    if !outlook.is_empty() {
        lines.push(String::new());
        lines.push(
            choose(language, "Outlook (days after the one asked for):", "Vooruitblik (dagen na de gevraagde):").into(),
        );
        lines.extend(outlook.iter().map(|day| format!("  {}", headline(day, language))));
    }
    lines
}

/// Length per class, from the highest, and the expected fires of the day.
fn headline(day: &HazardDay, language: Language) -> String {
    let km = day.km_per_class();
    let classes: Vec<String> = (1..=5_u8)
        .rev()
        .filter(|&class| km[usize::from(class) - 1] > 0.0)
        .map(|class| {
            let length = number(km[usize::from(class) - 1], language);
            format!("{class} {} {length} km", class_word(class, language))
        })
        .collect();
    let fires = choose(language, "expected fires on the day", "verwachte branden op de dag");
    let [low, high] = day.fires_interval.map(|fires| number(fires, language));
    let interval = match language {
        Language::En => format!("{low} to {high} in 5\u{2013}95 % over rate and form of ignition"),
        Language::Nl => format!("{low} tot {high} in 5\u{2013}95 % over aantal en vorm van ontbranden"),
    };
    format!(
        "{}: {}; {fires} {} ({interval}).",
        date_words(day.date, language),
        classes.join(", "),
        number(day.fires(), language)
    )
}

fn worst_lines(day: &HazardDay, network: &Network, language: Language) -> Vec<String> {
    let worst = day.worst(WORST);
    let head = choose(language, "Stretches to watch first:", "Vakken om eerst op te letten:").to_owned();
    let burning: Vec<String> = worst
        .iter()
        .filter(|stretch| stretch.values.class > 1)
        .map(|stretch| {
            let values = &stretch.values;
            format!(
                "  {}: {} {}{}, {} {} m, {} m/min: {}",
                name(&network.segments, &stretch.segments),
                values.class,
                class_word(values.class, language),
                class_doubt(values),
                choose(language, "flame", "vlam"),
                number(values.flame_m, language),
                number(values.spread_m_min, language),
                reason(values, language),
            )
        })
        .collect();
    if burning.is_empty() {
        return vec![
            choose(language, "No stretch would carry a fire far.", "Op geen vak zou brand zich uitbreiden.").into(),
        ];
    }
    let doubted = worst.iter().any(|stretch| stretch.values.class > 1 && !class_doubt(&stretch.values).is_empty());
    let note = choose(
        language,
        "  (in brackets: the classes by other forms of susceptibility that fit the counted fires as well)",
        "  (tussen haakjes: de klassen volgens andere vormen van brandbaarheid die even goed bij de getelde branden passen)",
    );
    std::iter::once(head).chain(burning).chain(doubted.then(|| note.to_owned())).collect()
}

/// The classes over the forms of susceptibility, where they differ.
fn class_doubt(values: &HazardValues) -> String {
    let [low, high] = values.class_range;
    if low == high { String::new() } else { format!(" ({low}\u{2013}{high})") }
}

fn mowing_line(node: &NodeDay, language: Language) -> String {
    let verdict = if node.mowing_waits {
        choose(language, "do not mow today", "vandaag niet maaien")
    } else {
        choose(language, "mowing need not wait", "maaien hoeft niet te wachten")
    };
    format!(
        "{} ({} {}): {verdict} ({} {}, {} {}).",
        capital(choose(language, "mowing", "maaien")),
        choose(language, "weather of", "weer van"),
        node_name(&node.node),
        choose(language, "fire weather index", "brandweerindex (FWI)"),
        number(node.fwi, language),
        choose(language, "ignition probability", "ontstekingskans"),
        number(node.ignition_probability, language),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::hazard_reason::Reason;

    fn values(class: u8, reasons: &[(Factor, bool)], traffic: Traffic) -> HazardValues {
        let reason = |&(factor, raises): &(Factor, bool)| Reason { factor, raises, class_otherwise: 2, effect: 1.0 };
        HazardValues {
            class,
            class_range: [class.min(3), class],
            reasons: reasons.iter().map(reason).collect(),
            traffic,
            flame_m: 1.3,
            spread_m_min: 6.0,
            susceptibility: 0.2,
            forms: [0.2; 4],
            curing: 0.7,
            dead_moisture: 0.08,
            fwi: 25.0,
            fires: 0.001,
        }
    }

    #[test]
    fn what_made_the_class_stands_first() {
        let factors =
            [(Factor::Wind, false), (Factor::Curing, true), (Factor::DeadMoisture, true), (Factor::Fuel, true)];
        let high = values(4, &factors, Traffic::Busy);
        assert_eq!(
            reason(&high, Language::En),
            "raised by cured grass and dry dead fuel; lowered by little wind; busy road"
        );
        let low = values(2, &factors, Traffic::Common);
        assert!(reason(&low, Language::Nl).starts_with("verlaagd door weinig wind; verhoogd door verdord gras en "));
        assert_eq!((class_doubt(&high).as_str(), class_doubt(&low).as_str()), (" (3\u{2013}4)", ""));
        assert_eq!(reason(&values(3, &[], Traffic::Common), Language::En), "near that of a common dry summer day");
    }
}
