//! One finding: paired differences as intervals around a zero line, one row per contrast, one mark per site, and the word.

use super::axis::Scale;
use super::drawing::{Anchor, BORDER, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::{text_width, wrap};
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PALE_GREY, REGIMES};
use super::words::{choose, number, per_cent, signed};
use crate::scenario::Language;
use crate::validation::findings::contrast::Form;
use crate::validation::findings::words::worded;
use crate::validation::findings::{Contrast, Expected, Finding, Judgement, Role};
use crate::validation::trial::sites;
use crate::validation::verdict::Verdict;

/// Room for the contrasts at the left.
const LEFT: f64 = 430.0;
/// Where the interval of a row ends and its numbers begin.
const RIGHT: f64 = 760.0;
/// Room below.
const BELOW: f64 = 44.0;
/// Rows that are drawn at most.
const MOST_ROWS: usize = 11;
/// Rows beside the claims, at most, where not all rows fit.
const MOST_OTHERS: usize = 4;
/// Size of the small texts.
const SMALL: f64 = 13.0;
/// Colours of the sites, from rich to poor.
const SITES: [Colour; 3] = [REGIMES[2], REGIMES[1], REGIMES[3]];

/// Contrasts that differ in their site alone.
struct Row<'a> {
    contrast: &'a Contrast,
    judged: Vec<&'a Judgement>,
}

fn rows(finding: &Finding) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let shown = finding.outcomes.iter().map(|outcome| &outcome.base);
    let has_sizes = finding.id == "T1" || finding.id == "F10";
    let shown = shown.filter(|judged| {
        let contrast = &judged.contrast;
        contrast.role != Role::Size || (has_sizes && contrast.form != Form::Level)
    });
    for judged in shown {
        let contrast = &judged.contrast;
        let alike = |row: &Row<'_>| {
            let other = row.contrast;
            other.is_alike(contrast) && !other.spans_sites() && !contrast.spans_sites()
        };
        match rows.iter_mut().find(|row| alike(row)) {
            Some(row) => row.judged.push(judged),
            None => rows.push(Row { contrast, judged: vec![judged] }),
        }
    }
    // the claims first, the other side after them
    rows.sort_by_key(|row| row.contrast.role != Role::Claim);
    if rows.len() > MOST_ROWS {
        let claims = rows.iter().filter(|row| row.contrast.role == Role::Claim).count();
        let others = (rows.len() - claims).min(MOST_OTHERS);
        rows.drain(claims.min(MOST_ROWS - others)..claims);
        rows.truncate(MOST_ROWS);
    }
    rows
}

/// A size in words: changes with their sign, shares and levels as they are.
pub fn value(form: Form, value: f64, language: Language) -> String {
    match form {
        Form::Level | Form::Ratio | Form::YearFactor => number(value, language),
        Form::Share => per_cent(value, language),
        _ if form.is_share() => {
            let text = per_cent(value, language);
            if value > 0.0 && !text.starts_with('0') { format!("+{text}") } else { text }
        }
        _ => signed(value, language),
    }
}

/// The sentence above: the finding and how it came out.
pub fn title(finding: &Finding, language: Language) -> String {
    let words = finding.words(language);
    let (claims, failing) = (finding.claims().count(), finding.failing().count());
    match (finding.verdict(), language) {
        (Verdict::Holds, _) => format!("{}: {words}", finding.id),
        (_, Language::En) => format!("{}: {words} ({} of {claims} claims hold)", finding.id, claims - failing),
        (_, Language::Nl) => format!("{}: {words} ({} van {claims} uitspraken kloppen)", finding.id, claims - failing),
    }
}

/// Lays the figure out.
pub fn drawing(finding: &Finding, place: &str, language: Language) -> Drawing {
    let say = |en, nl| choose(language, en, nl);
    let draws = finding.outcomes.first().map_or(0, |outcome| outcome.base.draws);
    let subtitle = format!(
        "{place}; {} ({draws} {}); {}",
        say(
            "median and 5–95 % of paired differences over the draws",
            "mediaan en 5–95 % van gepaarde verschillen over de trekkingen"
        ),
        say("draws", "trekkingen"),
        say("every row on its own scale", "elke rij op eigen schaal")
    );
    let mut figure = Drawing::new(title(finding, language), subtitle);
    let rows = rows(finding);
    let key_y = figure.top + 4.0;
    let names: Vec<(Colour, String)> =
        sites().iter().zip(SITES).map(|(site, colour)| (colour, site.words(language).to_owned())).collect();
    figure.key((LEFT, key_y), &names);
    let (top, bottom) = (key_y + 18.0, HEIGHT - BELOW);
    let middle = f64::midpoint(LEFT, RIGHT);
    figure.line(vec![(middle, top), (middle, bottom)], DARK_GREY, 1.2);
    figure.label((middle, bottom + 18.0), "0", SMALL, DARK_GREY, false, Anchor::Middle);
    let grey = say(
        "grey bars: size and interval in an earlier, separate program, for orientation; text in orange: not as expected",
        "grijze balken: grootte en interval in een eerder, apart programma, ter oriëntatie; oranje tekst: niet zoals verwacht",
    );
    figure.label((LEFT, bottom + 36.0), grey, SMALL, DARK_GREY, false, Anchor::Start);
    let pace = (bottom - top) / rows.len().max(1) as f64;
    let mut before: Option<Role> = None;
    for (number, row) in rows.iter().enumerate() {
        let from = top + pace * number as f64;
        if before.is_some_and(|role| role == Role::Claim) && row.contrast.role != Role::Claim {
            figure.line(vec![(BORDER, from), (WIDTH - BORDER, from)], PALE_GREY, 1.5);
        } else if number > 0 {
            figure.line(vec![(BORDER, from), (WIDTH - BORDER, from)], GRID, 0.8);
        }
        before = Some(row.contrast.role);
        draw_row(&mut figure, row, (from, pace), language);
    }
    figure
}

fn draw_row(figure: &mut Drawing, row: &Row<'_>, (from, pace): (f64, f64), language: Language) {
    let mut text = worded(row.contrast, language);
    if row.contrast.role == Role::Price {
        text = format!("{} {text}", choose(language, "Price:", "Prijs:"));
    }
    let lines = wrap(&super::words::capital(&text), SMALL, false, LEFT - BORDER - 16.0);
    let first = from + 0.5 * pace - 0.5 * (SMALL + 3.0) * (lines.len() as f64 - 1.0) + 4.0;
    for (place, line) in lines.iter().enumerate() {
        let y = first + place as f64 * (SMALL + 3.0);
        figure.label((BORDER, y), line, SMALL, BLACK, false, Anchor::Start);
    }
    let widest = row.judged.iter().fold(0.0_f64, |widest, judged| {
        let known = judged.contrast.interval.unwrap_or([judged.contrast.published.unwrap_or(0.0); 2]);
        let all = judged.size.into_iter().chain(known);
        all.map(f64::abs).filter(|value| value.is_finite()).fold(widest, f64::max)
    });
    let end = if widest > 0.0 { 1.05 * widest } else { 1.0 };
    let scale = Scale { values: (-end, end), places: (LEFT, RIGHT) };
    let step = pace / (row.judged.len() as f64 + 0.6);
    for (place, judged) in row.judged.iter().enumerate() {
        let y = from + step * (place as f64 + 0.8);
        draw_judged(figure, judged, &scale, (y, step), language);
    }
}

fn draw_judged(figure: &mut Drawing, judged: &Judgement, scale: &Scale, (y, step): (f64, f64), language: Language) {
    let contrast = &judged.contrast;
    let colour = sites().iter().position(|site| contrast.site == site.name).map_or(BLACK, |place| SITES[place]);
    if let Some([low, high]) = contrast.interval {
        let (x, width) = (scale.at(low), scale.at(high) - scale.at(low));
        figure.bar((x, y - 0.32 * step), (width, 0.64 * step), PALE_GREY);
    } else if let Some(mid) = contrast.published {
        figure.bar((scale.at(mid) - 2.5, y - 0.32 * step), (5.0, 0.64 * step), PALE_GREY);
    }
    let [low, mid, high] = judged.size;
    figure.line(vec![(scale.at(low), y), (scale.at(high), y)], colour, 2.4);
    let [low, mid_text, high] = [low, mid, high].map(|one| value(contrast.form, one, language));
    let word = match contrast.expected {
        Expected::Near(_) if judged.holds() => {
            choose(language, "small, as expected", "klein, zoals verwacht").to_owned()
        }
        Expected::Near(_) => choose(language, "not small", "niet klein").to_owned(),
        Expected::Open => String::new(),
        _ => judged.word().words(language).to_owned(),
    };
    let told = format!("{mid_text} ({low} {} {high})", choose(language, "to", "tot"));
    let tip = format!("{}: {told} {word}", worded(contrast, language));
    figure.add_with_tip(Shape::Dot { at: (scale.at(mid), y), radius: 4.5, colour, hollow: !judged.holds() }, tip);
    let size = SMALL.min(step - 0.5).max(9.0);
    figure.label((RIGHT + 16.0, y + 0.35 * size), &told, size, DARK_GREY, false, Anchor::Start);
    let at = (RIGHT + 26.0 + text_width(&told, size, false).max(190.0), y + 0.35 * size);
    figure.label(
        at,
        &word,
        size.min(LABEL),
        if judged.holds() { BLACK } else { SITES[2] },
        !judged.holds(),
        Anchor::Start,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::svg;
    use crate::validation::findings::{Effort, Experiments, findings};
    use crate::validation::trial::TrialWeather;

    #[test]
    fn every_finding_is_drawn_within_the_frame_in_both_languages() {
        let weather = TrialWeather::generated(260).expect("De Bilt is shipped");
        let effort = Effort { draws: 3, other_draws: 2, years: 5 };
        let experiments = Experiments::run(&weather, crate::fire::drivers::RainRule::SameDay, effort, 1, &|_| ())
            .expect("closed books");
        for finding in findings(&experiments) {
            for language in [Language::En, Language::Nl] {
                let figure = drawing(&finding, "De Bilt", language);
                assert!(svg::render(&figure).contains(&finding.id));
                for mark in &figure.marks {
                    let at = match &mark.shape {
                        Shape::Dot { at, .. } | Shape::Text { at, .. } => *at,
                        _ => continue,
                    };
                    assert!((0.0..=WIDTH).contains(&at.0) && (0.0..=HEIGHT).contains(&at.1), "{}: {at:?}", finding.id);
                }
            }
        }
    }
}
