//! Sensitivity bars: which share of the spread of a KPI each uncertain factor accounts for.

use super::axis::{Scale, step, tick_label, ticks};
use super::drawing::{Anchor, BORDER, Drawing, HEIGHT, LABEL, Shape, WIDTH, bar};
use super::font::text_width;
use super::palette::{BLACK, DARK_GREY, GRID, PALE_GREY, REGIMES};
use super::words::{capital, choose, per_cent};
use crate::scenario::Language;

/// Room at the right.
const RIGHT: f64 = 40.0;
/// Room below the bars.
const BELOW: f64 = 66.0;
/// Room for the key.
const ABOVE: f64 = 34.0;
/// Factors that are drawn at most.
const MOST_BARS: usize = 12;
/// Share of the variance from which a factor is drawn; three are drawn in any case.
const LEAST_SHARE: f64 = 0.01;

/// A factor with its indices.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorBar {
    /// Name.
    pub name: String,
    /// First order.
    pub first: f64,
    /// Its 5-95 % interval.
    pub first_interval: [f64; 2],
    /// Total.
    pub total: f64,
    /// Its 5-95 % interval.
    pub total_interval: [f64; 2],
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Language.
    pub language: Language,
    /// What varies, in words, such as `expected verge fires`.
    pub what: String,
    /// Where, under what, over how many runs.
    pub place: String,
    /// Factors, the largest total first.
    pub factors: Vec<FactorBar>,
}

/// The finding: the factor that most hangs on, and whether that is sure.
fn title(figure: &Sensitivity) -> String {
    let language = figure.language;
    let say = |english, dutch| choose(language, english, dutch);
    let what = &figure.what;
    match figure.factors.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| first.total_interval[0] > other.total_interval[1]) => {
            let has = say("accounts for most of the spread of", "bepaalt het grootste deel van de spreiding van");
            format!("{} {has} {what}: {}", capital(&first.name), per_cent(first.total, language))
        }
        [first, second, ..] => format!(
            "{} {} {} {} {what}; {}",
            capital(&first.name),
            say("and", "en"),
            second.name,
            say("account for most of the spread of", "bepalen het grootste deel van de spreiding van"),
            say("which of them more is not decided", "welke van de twee meer is niet beslist")
        ),
        _ => format!("{} {what}", say("Nothing spreads", "Niets spreidt")),
    }
}

/// Lays the figure out.
pub fn drawing(figure: &Sensitivity) -> Drawing {
    let language = figure.language;
    let mut drawing = Drawing::new(title(figure), figure.place.clone());
    let told = figure.factors.iter().filter(|one| one.total.max(one.first) >= LEAST_SHARE).count().clamp(3, MOST_BARS);
    let shown: Vec<&FactorBar> = figure.factors.iter().take(told).collect();
    let widest = shown.iter().map(|one| text_width(&one.name, LABEL, false)).fold(120.0, f64::max);
    let left = BORDER + widest.min(380.0) + 12.0;
    let (top, bottom) = (drawing.top + ABOVE, HEIGHT - BELOW);
    let largest = shown.iter().map(|one| one.total_interval[1].max(one.first_interval[1])).fold(0.2, f64::max);
    let end = ((10.0 * largest).ceil() / 10.0).min(1.0);
    let scale = Scale { values: (0.0, end), places: (left, WIDTH - RIGHT) };
    let apart = step(end, 8);
    for value in ticks(0.0, end, 8) {
        let x = scale.at(value);
        drawing.line(vec![(x, top), (x, bottom)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        drawing.text((x, bottom + 22.0), &tick_label(value, apart, language), DARK_GREY, Anchor::Middle);
    }
    let axis = choose(language, "share of the variance", "deel van de variantie");
    drawing.text((f64::midpoint(left, WIDTH - RIGHT), bottom + 48.0), axis, DARK_GREY, Anchor::Middle);
    let others = figure.factors.len() - shown.len();
    if others > 0 {
        let text = if shown.len() < MOST_BARS {
            let less = choose(language, "other factors account for less than", "andere factoren bepalen minder dan");
            format!("{others} {less} {}", per_cent(LEAST_SHARE, language))
        } else {
            format!("{others} {}", choose(language, "other factors account for less", "andere factoren bepalen minder"))
        };
        drawing.text((BORDER, bottom + 48.0), &text, DARK_GREY, Anchor::Start);
    }
    let key = [
        (REGIMES[0], choose(language, "alone", "alleen").to_owned()),
        (
            PALE_GREY,
            choose(
                language,
                "with what it does together with others (lines: 5\u{2013}95 %, cut off at 1)",
                "met wat hij samen met andere doet (lijnen: 5\u{2013}95 %, afgekapt bij 1)",
            )
            .to_owned(),
        ),
    ];
    drawing.key((left, top - 16.0), &key);
    let room = (bottom - top) / shown.len().max(1) as f64;
    let thick = (0.34 * room).min(22.0);
    for (place, one) in shown.iter().enumerate() {
        let middle = top + room * (place as f64 + 0.5);
        drawing.text((left - 10.0, middle + 5.0), &one.name, BLACK, Anchor::End);
        let rows = [
            (one.first, one.first_interval, REGIMES[0], middle - thick),
            (one.total, one.total_interval, PALE_GREY, middle),
        ];
        for (value, [low, high], colour, y) in rows {
            let width = scale.within(value.max(0.0)) - scale.at(0.0);
            let tip = format!(
                "{}: {} (5\u{2013}95 %: {} {} {})",
                one.name,
                per_cent(value, language),
                per_cent(low, language),
                choose(language, "to", "tot"),
                per_cent(high, language)
            );
            drawing.add_with_tip(bar((left, y), (width, thick), colour), tip);
            let at = [low, high].map(|value| scale.within(value.max(0.0)));
            let y = y + 0.5 * thick;
            drawing.add(Shape::Line { points: vec![(at[0], y), (at[1], y)], colour: BLACK, width: 1.4, dashed: false });
        }
    }
    drawing
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plot::svg;

    fn factor(name: &str, total: f64, half: f64) -> FactorBar {
        FactorBar {
            name: name.into(),
            first: 0.8 * total,
            first_interval: [0.8 * total - half, 0.8 * total + half],
            total,
            total_interval: [total - half, total + half],
        }
    }

    pub(in crate::plot) fn example(language: Language) -> Sensitivity {
        Sensitivity {
            language,
            what: choose(language, "expected verge fires", "verwachte bermbranden").into(),
            place: "veluwe, 64 x 8".into(),
            factors: vec![
                factor("ignition.rate", 0.6, 0.08),
                factor("growth.RUEmax", 0.2, 0.05),
                factor("klit", 0.0, 0.02),
            ],
        }
    }

    #[test]
    fn a_title_claims_no_more_than_the_intervals_allow() {
        let figure = example(Language::En);
        assert_eq!(title(&figure), "Ignition.rate accounts for most of the spread of expected verge fires: 60\u{a0}%");
        let unsure = Sensitivity { factors: vec![factor("a", 0.4, 0.1), factor("b", 0.35, 0.1)], ..figure };
        assert!(title(&unsure).contains("not decided"), "{}", title(&unsure));
        let none = Sensitivity { factors: Vec::new(), language: Language::Nl, ..unsure };
        assert!(svg::render(&drawing(&none)).contains("Niets spreidt"));
    }
}
