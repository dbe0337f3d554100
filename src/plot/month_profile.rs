//! The year of fires: expected fires by month with the spring shoulder and the summer peak, beside what was observed.
//!
//! No monthly counts of verge fires are published in the Netherlands. What stands below the months is what there is: a share of a
//! quarter, the months with most nature fires, and the weather that dries fuel.

use super::axis::{Scale, round_up, ticks};
use super::drawing::{Anchor, Drawing, HEIGHT, Shape, WIDTH};
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PALE_GREY, PRESENT};
use super::words::{MONTH_LETTERS, capital, choose, number, per_cent, with_decimals};
use crate::scenario::Language;

const LEFT: f64 = 70.0;
const RIGHT: f64 = 30.0;
const ABOVE: f64 = 26.0;
/// Room below the months for what was observed.
const OBSERVED: f64 = 240.0;
/// Height of a bar of humidity days, at most.
const STRIP: f64 = 46.0;

/// Months by month: 5, 50 and 95 % over single years, as shares of the fires of a mean year under the present regimes.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name of the regime.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
    /// Shares per month.
    pub months: [[f64; 3]; 12],
    /// Mean shares per month.
    pub means: [f64; 12],
}

/// Something observed in some months.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// First and last month, from 0.
    pub months: (usize, usize),
    /// What, in words.
    pub text: String,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthProfile {
    /// Language.
    pub language: Language,
    /// Sites in words.
    pub place: String,
    /// First and last year.
    pub years: (i16, i16),
    /// Members.
    pub members: usize,
    /// The present regimes.
    pub present: Series,
    /// Another regime.
    pub other: Option<Series>,
    /// Share of July to September under the present regimes: 5 % of the single years, the mean year, 95 %.
    pub third_quarter: [f64; 3],
    /// Share of March to May in the mean year.
    pub spring: f64,
    /// What was observed.
    pub observed: Vec<Observation>,
    /// Observed days of dry air per month.
    pub dry_days: [f64; 12],
    /// What these days are, in words.
    pub dry_days_text: String,
}

/// The sentence above the figure.
pub fn title(figure: &MonthProfile) -> String {
    let language = figure.language;
    let [summer, spring] = [figure.third_quarter[1], figure.spring].map(|share| per_cent(share, language));
    match language {
        Language::En => format!(
            "Verges burn in summer, with a shoulder in spring: {summer} of the fires in July to September, {spring} in March to May"
        ),
        Language::Nl => format!(
            "Bermen branden in de zomer, met een schouder in het voorjaar: {summer} van de branden in juli tot september, {spring} in maart tot mei"
        ),
    }
}

fn subtitle(figure: &MonthProfile) -> String {
    let (first, last) = figure.years;
    match figure.language {
        Language::En => format!(
            "Expected verge fires by month in % of those of a mean year under today's regimes, {}; bars: mean, lines: 5\u{2013}95 % of the single years; {first}\u{2013}{last} in {} weathers",
            figure.place, figure.members
        ),
        Language::Nl => format!(
            "Verwachte bermbranden per maand in % van die van een gemiddeld jaar onder de regimes van nu, {}; balken: gemiddelde, lijnen: 5\u{2013}95 % van de losse jaren; {first}\u{2013}{last} in {} keer weer",
            figure.place, figure.members
        ),
    }
}

/// Lays the figure out.
pub fn drawing(figure: &MonthProfile) -> Drawing {
    let language = figure.language;
    let mut drawing = Drawing::new(title(figure), subtitle(figure));
    let (top, bottom) = (drawing.top + ABOVE, HEIGHT - OBSERVED);
    let all = std::iter::once(&figure.present).chain(&figure.other);
    let largest = all.flat_map(|series| series.months).map(|month| month[2]).fold(0.0, f64::max);
    let end = round_up(100.0 * largest, 5);
    let up = Scale { values: (0.0, end), places: (bottom, top) };
    let across = Scale { values: (0.0, 12.0), places: (LEFT, WIDTH - RIGHT) };
    for value in ticks(0.0, end, 5) {
        let y = up.at(value);
        drawing.line(vec![(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { DARK_GREY } else { GRID }, 1.0);
        drawing.text((LEFT - 8.0, y + 5.0), &number(value, language), DARK_GREY, Anchor::End);
    }
    let unit = choose(language, "% of the fires of a mean year", "% van de branden van een gemiddeld jaar");
    drawing.text((LEFT, top - 10.0), unit, DARK_GREY, Anchor::Start);
    for (month, letter) in MONTH_LETTERS.iter().enumerate() {
        drawing.text((across.at(month as f64 + 0.5), bottom + 19.0), letter, DARK_GREY, Anchor::Middle);
    }
    bars(&mut drawing, &figure.present, across, up, figure.other.as_ref().map_or(0.5, |_| 0.36));
    if let Some(other) = &figure.other {
        bars(&mut drawing, other, across, up, 0.68);
    }
    key(&mut drawing, figure, (LEFT + 16.0, top + 16.0));
    observed(&mut drawing, figure, across, bottom);
    drawing
}

/// A bar per month with its interval; `at` is the place within the month.
fn bars(drawing: &mut Drawing, series: &Series, across: Scale, up: Scale, at: f64) {
    let width = across.at(0.28) - across.at(0.0);
    for (month, (range, mean)) in series.months.iter().zip(series.means).enumerate() {
        let x = across.at(month as f64 + at);
        let y = up.at(100.0 * mean);
        drawing.bar((x - 0.5 * width, y), (width, up.at(0.0) - y), series.colour);
        let (low, high) = (up.at(100.0 * range[0]), up.at(100.0 * range[2]));
        if low - high > 1.0 {
            drawing.line(vec![(x, low), (x, high)], BLACK, 1.2);
        }
    }
}

fn key(drawing: &mut Drawing, figure: &MonthProfile, at: (f64, f64)) {
    let all = std::iter::once(&figure.present).chain(&figure.other);
    let entries = all.enumerate();
    for (row, series) in entries {
        let change = if row == 0 { None } else { Some(series.means.iter().sum::<f64>() - 1.0) };
        let text = match change {
            None => capital(&series.label),
            Some(change) => format!(
                "{}: {} {}",
                capital(&series.label),
                per_cent(change.abs(), figure.language),
                if change < 0.0 {
                    choose(figure.language, "fewer fires in the mean year", "minder branden in het gemiddelde jaar")
                } else {
                    choose(figure.language, "more fires in the mean year", "meer branden in het gemiddelde jaar")
                }
            ),
        };
        drawing.key((at.0, at.1 + 22.0 * row as f64), &[(series.colour, text)]);
    }
}

/// What this figure gives for July to September, beside the share that was observed there.
fn ours(figure: &MonthProfile) -> String {
    let [low, mean, high] = figure.third_quarter.map(|share| per_cent(share, figure.language));
    let (here, to) = (choose(figure.language, "here", "hier"), choose(figure.language, "to", "tot"));
    format!("{here} {mean} ({low} {to} {high})")
}

/// What was observed, under the months it belongs to.
fn observed(drawing: &mut Drawing, figure: &MonthProfile, across: Scale, bottom: f64) {
    let language = figure.language;
    let head = choose(
        language,
        "Observed in the Netherlands (monthly counts of verge fires are not published)",
        "Waargenomen in Nederland (maandcijfers van bermbranden zijn niet gepubliceerd)",
    );
    let mut y = bottom + 50.0;
    drawing.label((LEFT, y), head, 15.0, BLACK, true, Anchor::Start);
    for (row, observation) in figure.observed.iter().enumerate() {
        y += 24.0;
        let (first, last) = observation.months;
        let (left, right) = (across.at(first as f64 + 0.1), across.at(last as f64 + 0.9));
        drawing.line(vec![(left, y - 5.0), (right, y - 5.0)], PRESENT, 6.0);
        // the words stand on the side that has more room
        if left - LEFT > WIDTH - RIGHT - right {
            drawing.text((left - 8.0, y), &observation.text, DARK_GREY, Anchor::End);
            if row == 0 {
                drawing.text((right + 8.0, y), &ours(figure), DARK_GREY, Anchor::Start);
            }
        } else {
            drawing.text((right + 8.0, y), &observation.text, DARK_GREY, Anchor::Start);
        }
    }
    let base = HEIGHT - 12.0;
    let most = figure.dry_days.iter().copied().fold(1.0, f64::max);
    for (month, &days) in figure.dry_days.iter().enumerate() {
        let x = across.at(month as f64 + 0.5);
        let height = STRIP * days / most;
        let width = across.at(0.6) - across.at(0.0);
        drawing.bar((x - 0.5 * width, base - height), (width, height), PALE_GREY);
        let text = with_decimals(days, 0, language);
        drawing.add(Shape::Text {
            at: (x, base - height - 3.0),
            text,
            size: 12.0,
            colour: DARK_GREY,
            bold: false,
            anchor: Anchor::Middle,
        });
    }
    drawing.text((LEFT, base - STRIP - 20.0), &figure.dry_days_text, DARK_GREY, Anchor::Start);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::REGIMES;
    use crate::plot::svg;

    /// A made-up figure for tests and looking.
    pub(crate) fn example(language: Language) -> MonthProfile {
        let means = [0.0, 0.01, 0.05, 0.08, 0.12, 0.18, 0.22, 0.20, 0.11, 0.03, 0.0, 0.0];
        let series = |label: &str, colour, scale: f64| Series {
            label: label.to_owned(),
            colour,
            months: means.map(|mean| [0.2, 0.9, 2.1].map(|part| part * scale * mean)),
            means: means.map(|mean| scale * mean),
        };
        MonthProfile {
            language,
            place: "main verges".to_owned(),
            years: (2027, 2036),
            members: 20,
            present: series("today", PRESENT, 1.0),
            other: Some(series("one cut before July", REGIMES[0], 0.8)),
            third_quarter: [0.4, 0.55, 0.7],
            spring: 0.23,
            observed: vec![
                Observation { months: (6, 8), text: "2018: more than 60 %".to_owned() },
                Observation { months: (3, 3), text: "2024: third month".to_owned() },
            ],
            dry_days: [0.4, 2.1, 6.4, 14.6, 15.0, 12.4, 10.2, 7.6, 4.8, 0.8, 0.1, 0.1],
            dry_days_text: "days".to_owned(),
        }
    }

    #[test]
    fn the_title_holds_the_peak_and_the_shoulder() {
        let figure = example(Language::En);
        assert!(title(&figure).contains("55\u{a0}% of the fires in July to September, 23\u{a0}% in March to May"));
        let text = svg::render(&drawing(&figure));
        assert!(text.contains("20\u{a0}% fewer fires in the mean year") && text.contains("2018: more than 60 %"));
        assert!(text.contains("here 55\u{a0}% (40\u{a0}% to 70\u{a0}%)"));
        assert!(svg::render(&drawing(&example(Language::Nl))).contains("Waargenomen in Nederland"));
    }
}
