//! The answer of a calibration on screen.

use super::CalibrationReport;
use crate::fire::calibrate::{ExponentFound, LEAST_FOR_EXPONENT, LEAST_FOR_FORMS, LEAST_FOR_RATE};
use crate::fire::national::facts;
use crate::fire::rate_doubt::Reading;
use crate::kpi::calibration::Calibration;
use crate::plot::words::{choose, number, per_cent};
use crate::scenario::Language;

/// Share of the likelihood from which one form counts as told from the others.
const FORM_TOLD: f64 = 0.95;

/// Lines on screen.
pub fn screen_lines(report: &CalibrationReport<'_>) -> Vec<String> {
    let (found, language) = (report.found, report.language());
    let mut lines = vec![rate_line(found, language), String::new()];
    lines.push(used_line(found, language));
    lines.extend(span_line(found, language));
    lines.push(exponent_line(found, language));
    lines.push(form_line(found, language));
    lines.push(dispersion_line(found, language));
    lines.extend(departures(found, language));
    lines.push(
        choose(
            language,
            "  k is the rate of registered fires: what nobody wrote down is not in it, and it cannot be told from a level of susceptibility that is wrong everywhere.",
            "  k is de frequentie van geregistreerde branden: wat niemand opschreef zit er niet in, en zij is niet te scheiden van een overal verkeerd niveau van de vatbaarheid.",
        )
        .to_owned(),
    );
    lines.push(shipped_line(language));
    lines
}

fn rate_line(found: &Calibration, language: Language) -> String {
    let show = |value: f64| {
        let text = format!("{value:.2e}");
        if language == Language::Nl { text.replace('.', ",") } else { text }
    };
    let rate = &found.rate;
    let [low, high] = rate.interval.map(show);
    let g = number(found.g, language);
    let before = show(found.rate_before);
    if rate.fires == 0 {
        return match language {
            Language::En => format!("No fire was registered: k is at most {high} at g = {g} (95 %); in use {before}."),
            Language::Nl => {
                format!("Geen brand geregistreerd: k is hoogstens {high} bij g = {g} (95 %); in gebruik {before}.")
            }
        };
    }
    let verdict = match (found.rate_before < rate.interval[0], found.rate_before > rate.interval[1]) {
        (true, _) => choose(
            language,
            "more fires than the rate in use expects",
            "meer branden dan de frequentie in gebruik verwacht",
        ),
        (_, true) => choose(
            language,
            "fewer fires than the rate in use expects",
            "minder branden dan de frequentie in gebruik verwacht",
        ),
        _ => choose(
            language,
            "no proven difference from the rate in use",
            "geen aangetoond verschil met de frequentie in gebruik",
        ),
    };
    let k = show(rate.k);
    let few = rate.fires < LEAST_FOR_RATE;
    match language {
        Language::En if few => format!(
            "{} fires are too few for a rate: k lies between {low} and {high} at g = {g}; in use {before}: {verdict}.",
            rate.fires
        ),
        Language::Nl if few => format!(
            "{} branden zijn te weinig voor een frequentie: k ligt tussen {low} en {high} bij g = {g}; in gebruik {before}: {verdict}.",
            rate.fires
        ),
        Language::En => {
            format!("k = {k} ({low} to {high}) at g = {g}, from {} fires; in use {before}: {verdict}.", rate.fires)
        }
        Language::Nl => format!(
            "k = {k} ({low} tot {high}) bij g = {g}, uit {} branden; in gebruik {before}: {verdict}.",
            rate.fires
        ),
    }
}

fn used_line(found: &Calibration, language: Language) -> String {
    let Calibration { used, off_network, off_grass, off_period, repeated, on_wet_days, .. } = found;
    let (from, to) = found.period;
    match language {
        Language::En => format!(
            "  {used} rows used, {from} to {to}; left out: {off_network} off the network, {off_grass} where no grass grows, {off_period} outside the period, {repeated} repeated; {on_wet_days} on days when nothing burns after the model"
        ),
        Language::Nl => format!(
            "  {used} regels gebruikt, {from} tot {to}; weggelaten: {off_network} buiten het netwerk, {off_grass} zonder gras, {off_period} buiten de periode, {repeated} dubbel; {on_wet_days} op dagen waarop volgens het model niets brandt"
        ),
    }
}

/// A register that begins late or ends early makes the rate too low.
fn span_line(found: &Calibration, language: Language) -> Option<String> {
    let (first, last) = found.span?;
    let (from, to) = found.period;
    let year_off =
        |a: crate::calendar::Date, b: crate::calendar::Date| a.until(b).map_or(0, |span| span.get_days()) > 365;
    (year_off(from, first) || year_off(last, to)).then(|| match language {
        Language::En => format!(
            "  the fires lie between {first} and {last}: if the register was kept only then, give --from and --to, else k is too low"
        ),
        Language::Nl => format!(
            "  de branden liggen tussen {first} en {last}: is het register alleen toen bijgehouden, geef dan --from en --to, anders is k te laag"
        ),
    })
}

fn exponent_line(found: &Calibration, language: Language) -> String {
    let show = |value: f64| number(value, language);
    let kept = show(found.exponent_before);
    match (found.exponent, language) {
        (ExponentFound::Found(one), Language::En) => {
            format!(
                "  exponent of traffic g = {} ({} to {}); in use {kept}",
                show(one.value),
                show(one.interval[0]),
                show(one.interval[1])
            )
        }
        (ExponentFound::Found(one), Language::Nl) => {
            format!(
                "  exponent van het verkeer g = {} ({} tot {}); in gebruik {kept}",
                show(one.value),
                show(one.interval[0]),
                show(one.interval[1])
            )
        }
        (ExponentFound::FewFires, Language::En) => {
            format!("  exponent of traffic: not estimated below {LEAST_FOR_EXPONENT} fires; g = {kept} is kept")
        }
        (ExponentFound::FewFires, Language::Nl) => {
            format!(
                "  exponent van het verkeer: niet geschat bij minder dan {LEAST_FOR_EXPONENT} branden; g = {kept} blijft"
            )
        }
        (ExponentFound::AlikeTraffic { needed }, Language::En) => {
            let why = if needed.is_finite() {
                format!("traffic differs so little that {} fires would be needed", show(needed.ceil()))
            } else {
                "all roads carry the same traffic".to_owned()
            };
            format!("  exponent of traffic: not estimated, {why}; g = {kept} is kept")
        }
        (ExponentFound::AlikeTraffic { needed }, Language::Nl) => {
            let why = if needed.is_finite() {
                format!("het verkeer verschilt zo weinig dat {} branden nodig zijn", show(needed.ceil()))
            } else {
                "alle wegen dragen evenveel verkeer".to_owned()
            };
            format!("  exponent van het verkeer: niet geschat, {why}; g = {kept} blijft")
        }
    }
}

fn form_name(reading: Reading, language: Language) -> &'static str {
    match reading {
        Reading::Flame => choose(language, "flame", "vlam"),
        Reading::ShortScale => choose(language, "flame, half the scale", "vlam, halve schaal"),
        Reading::LongScale => choose(language, "flame, twice the scale", "vlam, dubbele schaal"),
        Reading::Load => choose(language, "load and curing", "massa en verdroging"),
    }
}

fn form_line(found: &Calibration, language: Language) -> String {
    let Some(forms) = &found.forms else {
        return match language {
            Language::En => format!("  form of susceptibility: not compared below {LEAST_FOR_FORMS} fires"),
            Language::Nl => {
                format!("  vorm van de vatbaarheid: niet vergeleken bij minder dan {LEAST_FOR_FORMS} branden")
            }
        };
    };
    let list: Vec<String> = Reading::ALL
        .iter()
        .zip(forms)
        .map(|(reading, share)| format!("{} {}", form_name(*reading, language), per_cent(*share, language)))
        .collect();
    let told = forms.iter().any(|share| *share >= FORM_TOLD);
    let verdict = if told {
        choose(language, "the fires tell them apart", "de branden onderscheiden ze")
    } else {
        choose(language, "the fires do not tell them apart", "de branden onderscheiden ze niet")
    };
    match language {
        Language::En => {
            format!("  form of susceptibility, by where and when it burned: {}; {verdict}", list.join(", "))
        }
        Language::Nl => {
            format!("  vorm van de vatbaarheid, naar plaats en dag van de branden: {}; {verdict}", list.join(", "))
        }
    }
}

fn dispersion_line(found: &Calibration, language: Language) -> String {
    match (found.dispersion, language) {
        (Some(value), _) if value <= 1.0 => choose(
            language,
            "  counts of roads and quarters vary no more than by chance",
            "  tellingen per weg en kwartaal lopen niet meer uiteen dan door toeval",
        )
        .to_owned(),
        (Some(value), Language::En) => format!("  counts of roads and quarters vary {} times as much as chance alone; the interval of k holds that", number(value, language)),
        (Some(value), Language::Nl) => format!("  tellingen per weg en kwartaal lopen {} keer zoveel uiteen als bij toeval alleen; het interval van k houdt daar rekening mee", number(value, language)),
        (None, Language::En) => "  whether counts vary more than chance alone: too few fires to tell; the interval of k takes chance alone".to_owned(),
        (None, Language::Nl) => "  of tellingen meer uiteenlopen dan bij toeval alleen: te weinig branden om te zeggen; het interval van k neemt toeval alleen".to_owned(),
    }
}

/// The residuals that depart most.
fn departures(found: &Calibration, language: Language) -> Option<String> {
    let mut outside: Vec<_> =
        found.residuals.iter().filter(|row| row.observed < row.interval[0] || row.observed > row.interval[1]).collect();
    outside.sort_by(|a, b| b.departure.abs().total_cmp(&a.departure.abs()).then(a.name.cmp(&b.name)));
    let name = |cut: crate::kpi::calibration::Cut| match cut {
        crate::kpi::calibration::Cut::Month => choose(language, "month", "maand"),
        crate::kpi::calibration::Cut::Road => choose(language, "road", "weg"),
        crate::kpi::calibration::Cut::Danger => choose(language, "danger class", "gevarenklasse"),
    };
    let list: Vec<String> = outside
        .iter()
        .take(5)
        .map(|row| {
            format!(
                "{} {} ({} / {})",
                name(row.cut),
                row.name,
                number(row.observed, language),
                number(row.expected, language)
            )
        })
        .collect();
    (!list.is_empty()).then(|| match language {
        Language::En => format!("  registered against expected departs most in: {}", list.join(", ")),
        Language::Nl => format!("  geregistreerd tegen verwacht wijkt het meest af in: {}", list.join(", ")),
    })
}

/// What the shipped rate rests on.
fn shipped_line(language: Language) -> String {
    let counts: Vec<String> = facts()
        .into_iter()
        .filter(|fact| ["nl_2017", "nl_2018", "en_july_2018"].contains(&fact.id.as_str()))
        .map(|fact| {
            let status = match fact.status.as_str() {
                "derived" => choose(language, "derived", "afgeleid"),
                _ => choose(language, "reported", "opgegeven"),
            };
            format!("{} {}: {} ({status})", fact.region, fact.period, number(fact.value, language))
        })
        .collect();
    match language {
        Language::En => format!(
            "  The shipped rate rests on published counts: {}; known within a factor of about two.",
            counts.join("; ")
        ),
        Language::Nl => format!(
            "  De meegeleverde frequentie rust op gepubliceerde tellingen: {}; bekend binnen een factor van ongeveer twee.",
            counts.join("; ")
        ),
    }
}
