//! Generated over observed weather, a row for each figure, with the range that counts as agreement.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::palette::{DARK_GREY, GRID, PALE_GREY, REGIMES};
use super::words::{choose, number, with_decimals};
use crate::scenario::Language;
use crate::weather::figures::{Figure, Tolerance};

/// Room for the names at the left.
const LEFT: f64 = 330.0;
/// Room for the values at the right.
const RIGHT: f64 = 190.0;
/// Room for the axis below.
const BELOW: f64 = 56.0;
/// Ends of the axis: generated over observed.
const RANGE: (f64, f64) = (0.4, 1.8);

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct WeatherTest {
    /// Language.
    pub language: Language,
    /// Name of the place.
    pub place: String,
    /// Years observed.
    pub observed_years: usize,
    /// Years generated.
    pub generated_years: usize,
    /// Observed figures with their generated values.
    pub rows: Vec<(Figure, f64)>,
}

/// The sentence above the figure: how many agree.
pub fn title(test: &WeatherTest) -> String {
    let agree = test.rows.iter().filter(|(figure, value)| figure.tolerance.holds(figure.value, *value)).count();
    match test.language {
        Language::En => {
            format!("{agree} of {} figures of the generated weather agree with the observed", test.rows.len())
        }
        Language::Nl => {
            format!("{agree} van {} cijfers van het gemaakte weer stemmen overeen met het gemeten", test.rows.len())
        }
    }
}

/// Least and largest ratio that count as agreement.
fn band(figure: &Figure) -> (f64, f64) {
    let of = |limit: f64| {
        let share = (limit / figure.value).abs();
        (1.0 - share, 1.0 + share)
    };
    match figure.tolerance {
        Tolerance::Within(limit) => of(limit),
        Tolerance::ShareOr(share, least) => of((share * figure.value.abs()).max(least)),
        Tolerance::Ratio(low, high) => (low, high),
    }
}

/// Lays the figure out.
pub fn drawing(test: &WeatherTest) -> Drawing {
    let language = test.language;
    let subtitle = match language {
        Language::En => format!(
            "{}: {} generated over {} observed years; grey: what counts as agreement",
            test.place, test.generated_years, test.observed_years
        ),
        Language::Nl => format!(
            "{}: {} gemaakte over {} gemeten jaren; grijs: wat als overeenkomst telt",
            test.place, test.generated_years, test.observed_years
        ),
    };
    let mut figure = Drawing::new(title(test), subtitle);
    let (top, bottom) = (figure.top, HEIGHT - BELOW);
    let scale = Scale { values: RANGE, places: (LEFT, WIDTH - RIGHT) };
    for tenths in (4..=18).step_by(2) {
        let value = f64::from(tenths) / 10.0;
        let x = scale.at(value);
        figure.line(vec![(x, top), (x, bottom)], if tenths == 10 { DARK_GREY } else { GRID }, 1.0);
        figure.text((x, bottom + 20.0), &with_decimals(value, 1, language), DARK_GREY, Anchor::Middle);
    }
    let axis = choose(language, "generated over observed", "gemaakt gedeeld door gemeten");
    figure.text((f64::midpoint(LEFT, WIDTH - RIGHT), bottom + 42.0), axis, DARK_GREY, Anchor::Middle);
    let pace = (bottom - top) / test.rows.len().max(1) as f64;
    for (row, (observed, value)) in test.rows.iter().enumerate() {
        let y = top + (row as f64 + 0.5) * pace;
        let (low, high) = band(observed);
        let (from, to) = (scale.within(low), scale.within(high));
        figure.bar((from, y - 0.35 * pace), (to - from, 0.7 * pace), PALE_GREY);
        let name = observed.name.replace('_', " ");
        figure.label((LEFT - 10.0, y + 4.5), &name, LABEL - 2.0, DARK_GREY, false, Anchor::End);
        let holds = observed.tolerance.holds(observed.value, *value);
        let colour = if holds { REGIMES[0] } else { REGIMES[1] };
        let at = (scale.within(value / observed.value), y);
        let tip =
            format!("{name}: {} / {} {}", number(*value, language), number(observed.value, language), observed.unit);
        figure.add_with_tip(Shape::Dot { at, radius: 5.0, colour, hollow: !holds }, tip);
        let values = format!("{} / {} {}", number(*value, language), number(observed.value, language), observed.unit);
        figure.label((WIDTH - RIGHT + 12.0, y + 4.5), &values, LABEL - 2.0, DARK_GREY, false, Anchor::Start);
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_row_and_the_title_counts_them() {
        let figure = |value, tolerance| Figure { name: "days_30_degrees".to_owned(), unit: "d/yr", value, tolerance };
        let test = WeatherTest {
            language: Language::En,
            place: "De Bilt".to_owned(),
            observed_years: 30,
            generated_years: 200,
            rows: vec![
                (figure(4.0, Tolerance::Ratio(0.8, 1.2)), 4.4),
                (figure(4.0, Tolerance::Within(0.5)), 9.0),
                (figure(0.0, Tolerance::Within(0.5)), 0.1),
            ],
        };
        assert!(title(&test).starts_with("2 of 3"));
        let drawing = drawing(&test);
        assert!(drawing.marks.iter().all(|mark| match &mark.shape {
            Shape::Dot { at, .. } => at.0.is_finite() && at.0 <= WIDTH,
            _ => true,
        }));
    }
}
