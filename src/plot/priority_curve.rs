//! What a growing budget for cuts before summer avoids: share of the harm against its cost, the best stretches first.

use super::axis::{Scale, round_up, step, tick_label, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::palette::{DARK_GREY, GRID, REGIMES};
use super::words::{choose, number, per_cent};
use crate::scenario::Language;

/// Room for the axis at the left.
const LEFT: f64 = 84.0;
/// Room at the right.
const RIGHT: f64 = 40.0;
/// Room for the axis below.
const BELOW: f64 = 70.0;
/// Room for the unit above the axis.
const ABOVE: f64 = 26.0;

/// A stretch added to the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Cost of all stretches so far, EUR a year.
    pub cost_eur: f64,
    /// Share of the avoidable harm that they avoid: 5, 50 and 95 %.
    pub share: [f64; 3],
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityCurve {
    /// Language.
    pub language: Language,
    /// What is cut where, in words.
    pub place: String,
    /// Points in the order of the stretches.
    pub points: Vec<CurvePoint>,
}

/// The sentence above the figure: what the first fifth of the money avoids.
pub fn title(curve: &PriorityCurve) -> String {
    let language = curve.language;
    let Some(last) = curve.points.last().filter(|last| last.cost_eur > 0.0) else {
        return choose(language, "No cut before summer to weigh", "Geen maaibeurt voor de zomer om te wegen")
            .to_owned();
    };
    let within = |point: &&CurvePoint| point.cost_eur <= 0.2 * last.cost_eur;
    let first = curve.points.iter().rfind(within);
    let [low, mid, high] = first.map_or([0.0; 3], |point| point.share).map(|share| per_cent(share, language));
    match language {
        Language::En => format!(
            "The first fifth of the money avoids {mid} ({low} to {high}) of the harm that a cut before summer can avoid"
        ),
        Language::Nl => format!(
            "Het eerste vijfde van het geld voorkomt {mid} ({low} tot {high}) van de schade die maaien voor de zomer kan voorkomen"
        ),
    }
}

/// Lays the figure out.
pub fn drawing(curve: &PriorityCurve) -> Drawing {
    let language = curve.language;
    let mut figure = Drawing::new(title(curve), curve.place.clone());
    let largest = curve.points.iter().map(|point| point.cost_eur).fold(0.0, f64::max);
    let (end, top, bottom) = (round_up(largest, 6), figure.top + ABOVE, HEIGHT - BELOW);
    let cost = Scale { values: (0.0, end), places: (LEFT, WIDTH - RIGHT) };
    let share = Scale { values: (0.0, 1.0), places: (bottom, top) };
    for value in ticks(0.0, 1.0, 5) {
        let y = share.at(value);
        figure.line(vec![(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        figure.text((LEFT - 8.0, y + 5.0), &per_cent(value, language), DARK_GREY, Anchor::End);
    }
    let apart = step(end, 6);
    for value in ticks(0.0, end, 6) {
        let x = cost.at(value);
        figure.line(vec![(x, bottom), (x, bottom + 5.0)], DARK_GREY, 1.0);
        figure.text((x, bottom + 22.0), &tick_label(value, apart, language), DARK_GREY, Anchor::Middle);
    }
    let axis = choose(language, "cost of the cuts so far, EUR a year", "kosten van de beurten tot hier, EUR per jaar");
    figure.text((f64::midpoint(LEFT, WIDTH - RIGHT), bottom + 48.0), axis, DARK_GREY, Anchor::Middle);
    let unit = choose(language, "share of the avoidable harm avoided", "voorkomen deel van de vermijdbare schade");
    figure.text((LEFT, top - 10.0), unit, DARK_GREY, Anchor::Start);
    let line = |place: usize| -> Vec<(f64, f64)> {
        let points = curve.points.iter().map(|point| (cost.at(point.cost_eur), share.within(point.share[place])));
        std::iter::once((cost.at(0.0), share.at(0.0))).chain(points).collect()
    };
    let band: Vec<(f64, f64)> = line(0).into_iter().chain(line(2).into_iter().rev()).collect();
    figure.add(Shape::Area { points: band, fill: REGIMES[0], opacity: 0.25 });
    let even = vec![(cost.at(0.0), share.at(0.0)), (cost.at(largest), share.at(1.0))];
    figure.add(Shape::Line { points: even, colour: DARK_GREY, width: 1.2, dashed: true });
    figure.line(line(1), REGIMES[0], 2.5);
    let entries = [
        (
            REGIMES[0],
            choose(
                language,
                "best stretches first (band: 5\u{2013}95 %)",
                "beste trajecten eerst (band: 5\u{2013}95 %)",
            ),
        ),
        (DARK_GREY, choose(language, "money spread evenly", "geld gelijk verdeeld")),
    ];
    for (row, (colour, name)) in entries.into_iter().enumerate() {
        let y = bottom - 50.0 + 24.0 * row as f64;
        let x = WIDTH - RIGHT - 340.0;
        figure.add(Shape::Line {
            points: vec![(x, y), (x + 34.0, y)],
            colour,
            width: if row == 0 { 2.5 } else { 1.2 },
            dashed: row == 1,
        });
        figure.label((x + 44.0, y + 5.0), name, LABEL, colour, row == 0, Anchor::Start);
    }
    for (place, point) in curve.points.iter().enumerate() {
        let tip =
            format!("{}: {} EUR, {}", place + 1, number(point.cost_eur, language), per_cent(point.share[1], language));
        let at = (cost.at(point.cost_eur), share.within(point.share[1]));
        figure.add_with_tip(Shape::Dot { at, radius: 2.5, colour: REGIMES[0], hollow: false }, tip);
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::svg;

    #[test]
    fn the_title_tells_what_the_first_money_does() {
        let point = |cost_eur, mid: f64| CurvePoint { cost_eur, share: [0.9 * mid, mid, (1.1 * mid).min(1.0)] };
        let points = vec![point(100.0, 0.3), point(200.0, 0.5), point(1000.0, 1.0)];
        let mut curve = PriorityCurve { language: Language::En, place: "Veluwe".into(), points };
        assert!(
            title(&curve).starts_with("The first fifth of the money avoids 50\u{a0}% (45\u{a0}% to 55\u{a0}%)"),
            "{}",
            title(&curve)
        );
        let text = svg::render(&drawing(&curve));
        assert!(text.contains("money spread evenly") && text.contains("EUR a year"));
        curve.points.clear();
        assert!(title(&curve).starts_with("No cut"));
        assert!(svg::render(&drawing(&curve)).contains("<svg"));
    }
}
