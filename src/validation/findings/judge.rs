//! A contrast judged: size, probabilities, and the word for how sure its direction is.
//!
//! | symbol | is |
//! |---|---|
//! | `P_year` | share of weather years in which the direction holds within a draw, median over the draws |
//! | `P_draw` | share of draws in which the mean over the years says so |
//! | `P` | share of pairs of draw and year |
//!
//! The word goes by `P_draw`: 0.95 or more is shown, 0.8 or more likely, 0.2 or more not decided, less the opposite. Slow measures
//! have `P_draw` alone. A difference of exactly nothing counts half.

use super::contrast::{Contrast, Expected, Form};
use crate::ensemble::summary::{ascending, quantile};
use crate::scenario::Language;
use crate::validation::trial::{SLOW_YEARS, Trial, TrialClimate, TrialMeasure};
use std::collections::BTreeMap;

/// Trials by climate; the first draw of each has every number at its value in use.
pub type Trials = BTreeMap<TrialClimate, Trial>;

/// How sure a direction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// In at most a fifth of the draws.
    Opposite,
    /// In a fifth to four fifths of the draws.
    NotDecided,
    /// In four fifths of the draws or more.
    Likely,
    /// In 95 % of the draws or more.
    Shown,
}

impl Word {
    /// The word for a share of draws.
    ///
    /// ```
    /// use zeis::validation::findings::judge::Word;
    /// assert_eq!([0.95, 0.8, 0.5, 0.1].map(Word::of), [Word::Shown, Word::Likely, Word::NotDecided, Word::Opposite]);
    /// ```
    pub fn of(p_draw: f64) -> Self {
        match p_draw {
            p if p >= 0.95 => Word::Shown,
            p if p >= 0.8 => Word::Likely,
            p if p >= 0.2 => Word::NotDecided,
            _ => Word::Opposite,
        }
    }

    /// The word in a language.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Word::Shown, Language::En) => "shown",
            (Word::Shown, Language::Nl) => "aangetoond",
            (Word::Likely, Language::En) => "likely",
            (Word::Likely, Language::Nl) => "waarschijnlijk",
            (Word::NotDecided, Language::En) => "not decided",
            (Word::NotDecided, Language::Nl) => "onbeslist",
            (Word::Opposite, Language::En) => "the opposite",
            (Word::Opposite, Language::Nl) => "het omgekeerde",
        }
    }
}

/// A contrast with what the draws say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The contrast.
    pub contrast: Contrast,
    /// Size with every number at its value in use.
    pub base: f64,
    /// Median and 5-95 % interval over the draws.
    pub size: [f64; 3],
    /// Share of years, median over the draws; `None` for slow measures.
    pub p_year: Option<f64>,
    /// Share of draws.
    pub p_draw: f64,
    /// Share of pairs of draw and year; `None` for slow measures.
    pub p: Option<f64>,
    /// Number of draws.
    pub draws: usize,
}

impl Judgement {
    /// How sure the expected direction is; where none is expected, how sure that of the median is.
    pub fn word(&self) -> Word {
        Word::of(self.p_draw)
    }

    /// Whether it came out as expected; a size that is told for orientation always does.
    pub fn holds(&self) -> bool {
        match self.contrast.expected {
            Expected::Near(tolerance) => self.size[1].abs() <= tolerance,
            Expected::Open => true,
            _ => self.word() >= Word::Likely,
        }
    }

    /// Whether the interval and that of the prototype overlap; `None` where the prototype gave none.
    pub fn overlaps(&self) -> Option<bool> {
        let [low, high] = self.contrast.interval?;
        Some(self.size[0] <= high && self.size[2] >= low)
    }
}

/// Judges a contrast; `None` where the trials lack one of its sides.
///
/// `read` may put another measure in the place of one that is asked, such as the fire risk by another reading.
pub fn judge(trials: &Trials, contrast: &Contrast, read: &dyn Fn(TrialMeasure) -> TrialMeasure) -> Option<Judgement> {
    let draws = trials.get(&contrast.climates[0])?.draws.len();
    let sizes: Vec<f64> = (0..draws).map(|draw| size(trials, contrast, draw, read)).collect::<Option<_>>()?;
    let (base, drawn) = sizes.split_first()?;
    let sorted = ascending(drawn);
    if sorted.is_empty() {
        return None;
    }
    let sign = match contrast.expected {
        Expected::Below => -1.0,
        Expected::Above => 1.0,
        Expected::Near(_) | Expected::Open => quantile(&sorted, 0.5).signum(),
    };
    let years = (1..draws).map(|draw| yearly(trials, contrast, draw, read)).collect::<Option<Vec<Vec<f64>>>>();
    let shares: Option<Vec<f64>> = years.map(|years| years.iter().map(|years| agreeing(years, sign)).collect());
    Some(Judgement {
        contrast: contrast.clone(),
        base: *base,
        size: [0.05, 0.5, 0.95].map(|p| quantile(&sorted, p)),
        p_year: shares.as_ref().map(|shares| quantile(&ascending(shares), 0.5)),
        p_draw: agreeing(drawn, sign),
        p: shares.map(|shares| shares.iter().sum::<f64>() / shares.len() as f64),
        draws: draws - 1,
    })
}

/// Sizes of a contrast over the draws, the base left out.
pub fn sizes(trials: &Trials, contrast: &Contrast) -> Option<Vec<f64>> {
    let draws = trials.get(&contrast.climates[0])?.draws.len();
    (1..draws).map(|draw| size(trials, contrast, draw, &|measure| measure)).collect()
}

/// Share of values on the side of a sign; those that are zero count half.
fn agreeing(values: &[f64], sign: f64) -> f64 {
    let worth = |value: &f64| if *value == 0.0 { 0.5 } else { f64::from(u8::from(value * sign > 0.0)) };
    values.iter().map(worth).sum::<f64>() / values.len().max(1) as f64
}

/// Size of a contrast in a draw.
fn size(trials: &Trials, contrast: &Contrast, draw: usize, read: &dyn Fn(TrialMeasure) -> TrialMeasure) -> Option<f64> {
    let on = |site: &str| on_site(trials, contrast, (draw, site), read);
    match contrast.site.split_once('-') {
        Some((first, second)) => Some(on(first)? - on(second)?),
        None => on(&contrast.site),
    }
}

fn on_site(
    trials: &Trials,
    contrast: &Contrast,
    (draw, site): (usize, &str),
    read: &dyn Fn(TrialMeasure) -> TrialMeasure,
) -> Option<f64> {
    let [of_a, of_b] = contrast.climates;
    let measure = read(contrast.measure);
    let mean = |climate, regime: &str, measure| trials.get(&climate)?.mean(draw, site, regime, measure);
    let a = mean(of_a, &contrast.a, measure);
    let b = || mean(of_b, best(trials, contrast, (draw, site), measure)?, measure);
    Some(match contrast.form {
        Form::Relative => a? / b()? - 1.0,
        Form::Difference => a? - b()?,
        Form::Ratio => a? / b()?,
        Form::RatioLess(number) => a? / b()? - number,
        Form::Trend => {
            let series = trials.get(&of_a)?.series(draw, site, &contrast.a, measure)?;
            let years = SLOW_YEARS.min(series.len());
            let sum = |part: &[f64]| part.iter().sum::<f64>();
            sum(&series[series.len() - years..]) / sum(&series[..years]) - 1.0
        }
        Form::Level => a?,
        Form::Share => a? / mean(of_a, &contrast.a, read(TrialMeasure::Fire))?,
        Form::ShareOver => {
            let other = mean(of_a, &contrast.a, TrialMeasure::named(&contrast.b)?)?;
            (a? - other) / mean(of_a, &contrast.a, read(TrialMeasure::Fire))?
        }
        Form::YearFactor => {
            let series = trials.get(&of_a)?.series(draw, site, &contrast.a, measure)?;
            let most = series.iter().copied().reduce(f64::max)?;
            let least = series.iter().copied().reduce(f64::min)?;
            let less = match contrast.b.split_once('|') {
                Some((high, low)) => mean(of_b, high, measure)? / mean(of_b, low, measure)?,
                None => 0.0,
            };
            most / least - less
        }
    })
}

/// The regime of the second side: where several are named, the best of them in the draw.
fn best<'a>(
    trials: &Trials,
    contrast: &'a Contrast,
    (draw, site): (usize, &str),
    measure: TrialMeasure,
) -> Option<&'a str> {
    let sign = f64::from(measure.better());
    let mean = |regime: &str| trials.get(&contrast.climates[1])?.mean(draw, site, regime, measure);
    let mut found: Option<(f64, &str)> = None;
    for regime in contrast.b.split('|') {
        let value = sign * mean(regime)?;
        if found.is_none_or(|(best, _)| value > best) {
            found = Some((value, regime));
        }
    }
    found.map(|(_, regime)| regime)
}

/// Differences of the single years; `None` for slow measures and for forms that have no years.
fn yearly(
    trials: &Trials,
    contrast: &Contrast,
    draw: usize,
    read: &dyn Fn(TrialMeasure) -> TrialMeasure,
) -> Option<Vec<f64>> {
    let measure = read(contrast.measure);
    if measure.is_slow() || !matches!(contrast.form, Form::Relative | Form::Difference) {
        return None;
    }
    let site = contrast.site.split_once('-').is_none().then_some(contrast.site.as_str())?;
    let [a, b] = contrast.climates;
    let regime = best(trials, contrast, (draw, site), measure)?;
    let first = trials.get(&a)?.series(draw, site, &contrast.a, measure)?;
    let second = trials.get(&b)?.series(draw, site, regime, measure)?;
    Some(first.iter().zip(second).map(|(a, b)| a - b).collect())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::validation::findings::contrast::contrasts;

    /// A trial of one site, two regimes and two years in the base draw and four others.
    pub fn small() -> Trials {
        let mut draws = Vec::new();
        for draw in 0..5_u8 {
            let mut values = Vec::new();
            for regime in 0..2 {
                for year in 0..2 {
                    let mut row = vec![1.0; TrialMeasure::COUNT];
                    let fire = [[8.0, 4.0], [10.0, if draw == 4 { 3.0 } else { 5.0 }]];
                    row[TrialMeasure::Fire.index()] = fire[regime][year];
                    row[TrialMeasure::FireByLoad.index()] = 20.0 - fire[regime][year];
                    row[TrialMeasure::TargetSpecies.index()] = 3.0 + f64::from(draw);
                    values.extend(row);
                }
            }
            draws.push(values);
        }
        let trial = Trial { regimes: vec!["J".into(), "S".into()], sites: vec!["high".into()], years: 2, draws };
        Trials::from([(TrialClimate::Reference, trial)])
    }

    fn first() -> Contrast {
        contrasts().into_iter().find(|one| (one.a.as_str(), one.b.as_str()) == ("J", "S")).expect("there is one")
    }

    #[test]
    fn sizes_and_shares_are_those_of_the_draws_without_the_base() {
        let judged = judge(&small(), &first(), &|measure| measure).expect("both sides are there");
        assert_eq!((judged.draws, judged.p_draw), (4, 1.0));
        assert!((judged.base + 0.2).abs() < 1e-12 && (judged.size[1] + 0.2).abs() < 1e-12);
        // in the last draw one of the two years goes the other way
        assert_eq!((judged.p_year, judged.p), (Some(1.0), Some(0.875)));
        assert!(judged.holds() && judged.word() == Word::Shown && judged.overlaps() == Some(true));
    }

    #[test]
    fn another_reading_may_turn_a_contrast_over() {
        let by_load = |measure| if measure == TrialMeasure::Fire { TrialMeasure::FireByLoad } else { measure };
        let judged = judge(&small(), &first(), &by_load).expect("both sides are there");
        assert!(judged.word() == Word::Opposite && !judged.holds());
    }

    #[test]
    fn slow_measures_have_no_years_and_equal_sides_are_not_decided() {
        let contrast = Contrast { measure: TrialMeasure::TargetSpecies, form: Form::Difference, ..first() };
        let judged = judge(&small(), &contrast, &|measure| measure).expect("both sides are there");
        assert_eq!((judged.p_year, judged.p, judged.p_draw), (None, None, 0.5));
        assert!(judged.word() == Word::NotDecided && !judged.holds());
        let near = Contrast { expected: Expected::Near(0.1), ..contrast };
        assert!(judge(&small(), &near, &|measure| measure).expect("both sides are there").holds());
        let lacking = Contrast { a: "T3".into(), ..first() };
        assert_eq!(judge(&small(), &lacking, &|measure| measure), None);
    }

    #[test]
    fn the_best_of_several_is_the_second_side() {
        let contrast = Contrast { b: "J|S".into(), a: "S".into(), form: Form::Ratio, ..first() };
        let judged = judge(&small(), &contrast, &|measure| measure).expect("both sides are there");
        assert!((judged.base - 1.25).abs() < 1e-12, "less fire is better");
        let factor = Contrast { b: "S|J".into(), a: "J".into(), form: Form::YearFactor, ..first() };
        let judged = judge(&small(), &factor, &|measure| measure).expect("both sides are there");
        assert!((judged.base - (2.0 - 1.25)).abs() < 1e-12);
    }
}
