//! Regimes against the present one: a row per measure, a point with its interval per regime.
//!
//! The zero line is the present regime; right of it is better, whatever the direction of the measure. A measure changes in
//! per cent of its present value; a share, which may be zero today, in percentage points. A reader sees who wins on what, and
//! what is not decided.

use super::axis::{Scale, round_up, step, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::wrap;
use super::pair::{Paired, Verdict};
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PRESENT};
use crate::plot::words::{capital, choose, inside, number, per_cent, with_interval};
use crate::scenario::Language;

const LEFT: f64 = 262.0;
const RIGHT: f64 = 360.0;
const BELOW: f64 = 62.0;
/// Widest change that is drawn; longer intervals end in an arrow.
const WIDEST: f64 = 1.5;

/// A regime other than the present one.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeKey {
    /// Name of the regime for people.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
}

/// A measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name of the measure for people.
    pub name: String,
    /// Its unit; of no meaning for a share.
    pub unit: String,
    /// Whether it is a share (0-1), which changes in percentage points.
    pub is_share: bool,
    /// Whether less of it is better.
    pub less_is_better: bool,
    /// Value under the present regime (median over members).
    pub present: f64,
    /// Paired difference of each regime against the present one, in the unit; `None` where there is no value.
    pub differences: Vec<Option<Paired>>,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Regimes {
    /// Language.
    pub language: Language,
    /// Where the numbers are from.
    pub place: String,
    /// First and last simulated year.
    pub years: (i16, i16),
    /// Members.
    pub members: usize,
    /// Name of the present regime for people.
    pub present: String,
    /// The other regimes, at most four.
    pub regimes: Vec<RegimeKey>,
    /// Measures from top to bottom, fire first; at most seven are readable.
    pub rows: Vec<Row>,
}

/// A difference turned so that positive is better: of shares as it is, of others as a part of the present value.
fn gain(row: &Row, difference: &Paired) -> Option<Paired> {
    let scale = if row.is_share { 1.0 } else { row.present.abs() };
    if scale < 1e-9 {
        return None;
    }
    let Paired { low, mid, high, p_below } = *difference;
    Some(if row.less_is_better {
        Paired { low: -high / scale, mid: -mid / scale, high: -low / scale, p_below: 1.0 - p_below }
    } else {
        Paired { low: low / scale, mid: mid / scale, high: high / scale, p_below }
    })
}

/// The sentence above the figure: who wins the first row, and on how many measures it is better and worse.
pub fn title(figure: &Regimes) -> String {
    let language = figure.language;
    let Some(first) = figure.rows.first() else {
        return choose(language, "No measure to show", "Geen maatstaf om te tonen").to_string();
    };
    let proven = |row: &Row, regime: usize| {
        row.differences
            .get(regime)
            .copied()
            .flatten()
            .filter(Paired::is_proven)
            .and_then(|d| gain(row, &d))
            .map(|g| g.mid)
    };
    let best = (0..figure.regimes.len())
        .filter_map(|regime| proven(first, regime).map(|size| (regime, size)))
        .filter(|(_, size)| *size > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((regime, size)) = best else {
        return match language {
            Language::En => format!("{}: no regime is proven better than {}", capital(&first.name), figure.present),
            Language::Nl => {
                format!("{}: geen regime is aantoonbaar beter dan {}", capital(&first.name), figure.present)
            }
        };
    };
    let count = |better: bool| {
        let rest = figure.rows.iter().skip(1).filter_map(|row| proven(row, regime));
        rest.filter(|size| if better { *size > 0.0 } else { *size < 0.0 }).count()
    };
    let label = capital(&figure.regimes[regime].label);
    let sign = if first.less_is_better { "\u{2212}" } else { "+" };
    let change = format!("{sign}{}", per_cent(size, language));
    let (better, worse) = (count(true), count(false));
    let name = inside(&first.name);
    match language {
        Language::En => {
            format!("{label}: {name} {change}; of the other measures {better} better, {worse} worse")
        }
        Language::Nl => {
            format!("{label}: {name} {change}; van de andere maatstaven {better} beter, {worse} slechter")
        }
    }
}

fn subtitle(figure: &Regimes) -> String {
    let (from, to) = figure.years;
    match figure.language {
        Language::En => format!(
            "Change against {} in % (shares: in percentage points), {}; years of {} weathers of {from}\u{2013}{to}, the same for all regimes; point: median, bar: 5\u{2013}95 % over weather and doubts; an arrow goes on beyond the axis",
            figure.present, figure.place, figure.members
        ),
        Language::Nl => format!(
            "Verandering tegenover {} in % (aandelen: in procentpunten), {}; jaren van {} keer weer van {from}\u{2013}{to}, voor alle regimes hetzelfde; punt: mediaan, balk: 5\u{2013}95 % over weer en twijfels; een pijl loopt door buiten de as",
            figure.present, figure.place, figure.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(figure: &Regimes) -> Drawing {
    let mut out = Drawing::new(title(figure), subtitle(figure));
    let entries: Vec<_> = figure.regimes.iter().map(|regime| (regime.colour, regime.label.clone())).collect();
    let end = out.key((LEFT, out.top + 4.0), &entries);
    let present = format!("| 0 = {}", figure.present);
    out.text((end, out.top + 4.0), &present, PRESENT, Anchor::Start);
    let (top, bottom) = (out.top + 22.0, HEIGHT - BELOW);
    let ends = figure.rows.iter().flat_map(|row| row.differences.iter().flatten().filter_map(|d| gain(row, d)));
    let (mut worst, mut best) = (0.1_f64, 0.1_f64);
    for gain in ends {
        worst = worst.max(-gain.low);
        best = best.max(gain.high);
    }
    let (worst, best) = (round_up(worst.min(WIDEST), 4), round_up(best.min(WIDEST), 4));
    let change = Scale { values: (-worst, best), places: (LEFT, WIDTH - RIGHT) };
    axis(&mut out, change, (top, bottom), figure.language);
    let height = (bottom - top) / figure.rows.len().max(1) as f64;
    for (place, row) in figure.rows.iter().enumerate() {
        let y = top + place as f64 * height;
        if place > 0 {
            out.line(vec![(24.0, y), (WIDTH - 24.0, y)], GRID, 1.0);
        }
        names(&mut out, row, (y, height), figure.language);
        points(&mut out, figure, row, change, (y, height));
    }
    out
}

fn axis(out: &mut Drawing, change: Scale, (top, bottom): (f64, f64), language: Language) {
    let apart = step(change.values.1 - change.values.0, 8);
    for value in ticks(change.values.0, change.values.1, 8) {
        let x = change.at(value);
        let zero = value.abs() < apart / 2.0;
        out.line(vec![(x, top), (x, bottom)], if zero { PRESENT } else { GRID }, if zero { 3.0 } else { 1.0 });
        out.text((x, bottom + 18.0), &per_cent(value.abs(), language), DARK_GREY, Anchor::Middle);
    }
    let zero = change.at(0.0);
    let words = (
        choose(language, "\u{2190} worse", "\u{2190} slechter"),
        choose(language, "better \u{2192}", "beter \u{2192}"),
    );
    let y = bottom + 40.0;
    out.label((zero - 14.0, y), words.0, 17.0, BLACK, true, Anchor::End);
    out.label((zero + 14.0, y), words.1, 17.0, BLACK, true, Anchor::Start);
}

fn names(out: &mut Drawing, row: &Row, (y, height): (f64, f64), language: Language) {
    let lines = wrap(&capital(&row.name), 16.0, true, LEFT - 48.0);
    let total = 19.0 * lines.len() as f64 + 18.0;
    let mut base = y + (height - total) / 2.0 + 15.0;
    for line in lines {
        out.label((24.0, base), &line, 16.0, BLACK, true, Anchor::Start);
        base += 19.0;
    }
    let now = choose(language, "now", "nu");
    let now = if row.is_share {
        let points = choose(language, "change in points", "verandering in punten");
        format!("{now} {}\u{a0}%, {points}", number(100.0 * row.present, language))
    } else {
        format!("{now} {} {}", number(row.present, language), row.unit)
    };
    out.label((24.0, base), &now, 14.0, DARK_GREY, false, Anchor::Start);
}

fn points(out: &mut Drawing, figure: &Regimes, row: &Row, change: Scale, (y, height): (f64, f64)) {
    let apart = (height - 8.0) / figure.regimes.len().max(1) as f64;
    for (place, regime) in figure.regimes.iter().enumerate() {
        let middle = y + 4.0 + (place as f64 + 0.5) * apart;
        let Some(difference) = row.differences.get(place).copied().flatten() else { continue };
        if let Some(gain) = gain(row, &difference) {
            let (from, to) = (change.within(gain.low), change.within(gain.high));
            out.line(vec![(from, middle), (to, middle)], regime.colour, 4.0);
            for (beyond, x, tip) in [(gain.low < change.values.0, from, -12.0), (gain.high > change.values.1, to, 12.0)]
            {
                if beyond {
                    let points = vec![(x, middle - 7.0), (x + tip, middle), (x, middle + 7.0)];
                    out.add(Shape::Area { points, fill: regime.colour, opacity: 1.0 });
                }
            }
            let hollow = !difference.is_proven();
            if gain.mid >= change.values.0 && gain.mid <= change.values.1 {
                out.add(Shape::Dot {
                    at: (change.within(gain.mid), middle),
                    radius: 6.0,
                    colour: regime.colour,
                    hollow,
                });
            }
        }
        says(out, (figure.language, row.is_share), &difference, regime.colour, middle);
    }
}

/// The size in words at the right: change, interval and how sure; the unit stands with the name of the row.
fn says(out: &mut Drawing, (language, is_share): (Language, bool), difference: &Paired, colour: Colour, middle: f64) {
    let scale = if is_share { 100.0 } else { 1.0 };
    let verdict = difference.verdict();
    let x = WIDTH - RIGHT + 22.0;
    let base = middle + 5.0;
    out.add(Shape::Dot { at: (x, middle), radius: 4.0, colour, hollow: !difference.is_proven() });
    let size = if difference.is_proven() {
        with_interval([difference.low, difference.mid, difference.high].map(|value| scale * value), language)
    } else {
        choose(language, "no proven difference", "geen aangetoond verschil").to_string()
    };
    let ink = if verdict == Verdict::Shown { BLACK } else { DARK_GREY };
    out.text((x + 12.0, base), &size, ink, Anchor::Start);
    out.label((WIDTH - 24.0, base), verdict.word(language), LABEL, ink, verdict == Verdict::Shown, Anchor::End);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::REGIMES;
    use crate::plot::svg;

    fn paired(low: f64, mid: f64, high: f64) -> Paired {
        let p_below = if high < 0.0 {
            1.0
        } else if low > 0.0 {
            0.0
        } else {
            0.6
        };
        Paired { low, mid, high, p_below }
    }

    /// Made-up regimes for tests and looking.
    pub(crate) fn example(language: Language) -> Regimes {
        let row = |name: &str, unit: &str, less_is_better, present, differences: [Paired; 3]| Row {
            name: name.to_string(),
            unit: unit.to_string(),
            is_share: unit == "share",
            less_is_better,
            present,
            differences: differences.map(Some).to_vec(),
        };
        let keys = ["one cut before July", "two cuts", "two cuts, a quarter left"];
        let regimes = keys.iter().enumerate();
        Regimes {
            language,
            place: "355 verges of the Veluwe".to_string(),
            years: (2027, 2036),
            members: 20,
            present: "one cut in autumn".to_string(),
            regimes: regimes.map(|(i, label)| RegimeKey { label: (*label).to_string(), colour: REGIMES[i] }).collect(),
            rows: vec![
                row(
                    "expected verge fires",
                    "a year",
                    true,
                    1.84,
                    [paired(-0.61, -0.48, -0.37), paired(-0.66, -0.52, -0.41), paired(-0.47, -0.33, -0.21)],
                ),
                row(
                    "hazard days",
                    "a year",
                    true,
                    14.2,
                    [paired(-12.0, -9.8, -6.0), paired(-12.5, -10.4, -6.6), paired(-8.1, -5.2, -2.0)],
                ),
                row(
                    "seed set of target species",
                    "share",
                    false,
                    0.62,
                    [paired(-0.25, -0.2, -0.16), paired(-0.21, -0.18, -0.12), paired(-0.09, -0.02, 0.05)],
                ),
                row(
                    "insect survival",
                    "share",
                    false,
                    0.55,
                    [paired(-0.1, -0.07, -0.05), paired(-0.25, -0.21, -0.18), paired(-0.03, 0.01, 0.06)],
                ),
                row(
                    "cost",
                    "k EUR a year",
                    true,
                    61.5,
                    [paired(-4.0, -2.0, 1.0), paired(49.0, 52.0, 56.0), paired(58.0, 63.0, 102.0)],
                ),
            ],
        }
    }

    #[test]
    fn the_title_names_the_winner_of_the_first_row_or_none() {
        let mut figure = example(Language::En);
        assert!(title(&figure).starts_with("Two cuts: expected verge fires \u{2212}28\u{a0}%"), "{}", title(&figure));
        figure.rows[0].differences = vec![Some(paired(-0.1, 0.0, 0.1)); 3];
        assert!(title(&figure).contains("no regime is proven better"));
        figure.rows.clear();
        assert_eq!(title(&figure), "No measure to show");
    }

    #[test]
    fn better_is_always_to_the_right() {
        let figure = example(Language::En);
        let fires = gain(&figure.rows[0], &figure.rows[0].differences[0].expect("given")).expect("present above zero");
        let seeds = gain(&figure.rows[2], &figure.rows[2].differences[0].expect("given")).expect("present above zero");
        assert!(fires.low > 0.0 && seeds.high < 0.0 && fires.low < fires.high);
    }

    #[test]
    fn shares_change_in_points_also_from_nothing() {
        let mut figure = example(Language::En);
        figure.rows[2].present = 0.0;
        let seeds = gain(&figure.rows[2], &figure.rows[2].differences[0].expect("given")).expect("no division");
        assert_eq!((seeds.low, seeds.mid), (-0.25, -0.2));
        let text = svg::render(&drawing(&figure));
        assert!(
            text.contains("now 0\u{a0}%, change in points") && text.contains("\u{2212}20 (\u{2212}25 to \u{2212}16)")
        );
    }

    #[test]
    fn rows_without_values_leave_no_mark() {
        let mut figure = example(Language::Nl);
        figure.rows[1].differences = vec![None, None, None];
        figure.rows[4].present = 0.0;
        let text = svg::render(&drawing(&figure));
        assert!(text.contains("geen aangetoond verschil") && !text.contains("NaN") && !text.contains("inf"));
    }
}
