//! The table of published against simulated as one picture: findings with their sizes, the other groups with their counts.

use super::axis::Scale;
use super::drawing::{Anchor, BORDER, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::wrap;
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PALE_GREY, REGIMES};
use super::words::{choose, per_cent, signed};
use crate::scenario::Language;
use crate::validation::findings::{Finding, Judgement};
use crate::validation::summary::Validation;
use crate::validation::trial::sites;
use crate::validation::verdict::{Group, Verdict};

/// Where the intervals begin and end.
const FROM: f64 = 560.0;
const TO: f64 = 820.0;
/// Where the verdict stands.
const WORD: f64 = 1070.0;
/// Room for the groups below.
const BELOW: f64 = 118.0;
/// Size of the rows' texts.
const SMALL: f64 = 13.5;
/// Colours of the sites, from rich to poor.
const SITES: [Colour; 3] = [REGIMES[2], REGIMES[1], REGIMES[3]];

/// The first claim of a finding on each of its sites.
fn leading(finding: &Finding) -> Vec<&Judgement> {
    let Some(first) = finding.claims().next() else { return Vec::new() };
    let first = &first.base.contrast;
    finding.claims().map(|outcome| &outcome.base).filter(|judged| judged.contrast.is_alike(first)).collect()
}

/// Lays the figure out.
pub fn drawing(found: &Validation, language: Language) -> Drawing {
    let say = |en, nl| choose(language, en, nl);
    let findings: Vec<&Finding> = found.findings.iter().filter(|finding| finding.id.starts_with('F')).collect();
    let holding = findings.iter().filter(|finding| finding.verdict() == Verdict::Holds).count();
    let title = match language {
        Language::En => format!(
            "{holding} of {} findings of field research come out of the model in their direction",
            findings.len()
        ),
        Language::Nl => {
            format!("{holding} van {} bevindingen uit het veld komen in hun richting uit het model", findings.len())
        }
    };
    let subtitle = format!(
        "{}: {} {} {}",
        found.place.of(language),
        say(
            "first claim of each finding, median and 5–95 % over",
            "eerste uitspraak van elke bevinding, mediaan en 5–95 % over"
        ),
        found.effort.draws,
        say(
            "draws; grey: the same in an earlier, separate program",
            "trekkingen; grijs: hetzelfde in een eerder, apart programma"
        )
    );
    let mut figure = Drawing::new(title, subtitle);
    let key: Vec<(Colour, String)> =
        sites().iter().zip(SITES).map(|(site, colour)| (colour, site.words(language).to_owned())).collect();
    let key_y = figure.top + 2.0;
    figure.key((FROM, key_y), &key);
    let (top, bottom) = (key_y + 12.0, HEIGHT - BELOW);
    let middle = f64::midpoint(FROM, TO);
    figure.line(vec![(middle, top), (middle, bottom)], DARK_GREY, 1.2);
    let pace = (bottom - top) / findings.len().max(1) as f64;
    for (number, finding) in findings.iter().enumerate() {
        let y = top + pace * number as f64;
        figure.line(vec![(BORDER, y), (WIDTH - BORDER, y)], GRID, 0.8);
        row(&mut figure, finding, (y, pace), language);
    }
    groups(&mut figure, found, bottom, language);
    figure
}

fn row(figure: &mut Drawing, finding: &Finding, (y, pace): (f64, f64), language: Language) {
    let lines = wrap(finding.words(language), SMALL, false, FROM - BORDER - 60.0);
    let first = y + 0.5 * pace - 0.5 * (SMALL + 3.0) * (lines.len() as f64 - 1.0) + 5.0;
    figure.label((BORDER, y + 0.5 * pace + 5.0), &finding.id, LABEL, BLACK, true, Anchor::Start);
    for (place, line) in lines.iter().enumerate() {
        let at = (BORDER + 44.0, first + place as f64 * (SMALL + 3.0));
        figure.label(at, line, SMALL, BLACK, false, Anchor::Start);
    }
    let judged = leading(finding);
    let widest = judged.iter().flat_map(|judged| judged.size).map(f64::abs).fold(0.0, f64::max);
    let end = if widest > 0.0 { 1.08 * widest } else { 1.0 };
    let scale = Scale { values: (-end, end), places: (FROM, TO) };
    let step = pace / (judged.len() as f64 + 0.7);
    for (place, judged) in judged.iter().enumerate() {
        let middle = y + step * (place as f64 + 0.85);
        let colour = sites().iter().position(|site| judged.contrast.site == site.name).map_or(BLACK, |one| SITES[one]);
        if let Some([low, high]) = judged.contrast.interval {
            let (from, to) = (scale.within(low), scale.within(high));
            figure.bar((from, middle - 0.3 * step), (to - from, 0.6 * step), PALE_GREY);
        }
        let [low, mid, high] = judged.size;
        figure.line(vec![(scale.at(low), middle), (scale.at(high), middle)], colour, 2.2);
        figure.add(Shape::Dot { at: (scale.at(mid), middle), radius: 3.6, colour, hollow: !judged.holds() });
    }
    let told: Vec<String> = judged
        .iter()
        .map(|judged| {
            let mid = judged.size[1];
            if judged.contrast.form.is_share() { per_cent(mid, language) } else { signed(mid, language) }
        })
        .collect();
    figure.label((TO + 14.0, y + 0.5 * pace + 5.0), &told.join(", "), SMALL, DARK_GREY, false, Anchor::Start);
    let verdict = finding.verdict();
    let colour = if verdict == Verdict::Holds { REGIMES[0] } else { REGIMES[3] };
    let at = (WORD - 12.0, y + 0.5 * pace);
    figure.add(Shape::Dot { at, radius: 5.5, colour, hollow: verdict != Verdict::Holds });
    figure.label((WORD, y + 0.5 * pace + 5.0), verdict.words(language), LABEL, colour, true, Anchor::Start);
}

/// What the other groups come to, and which of their checks do not hold.
fn groups(figure: &mut Drawing, found: &Validation, top: f64, language: Language) {
    figure.line(vec![(BORDER, top), (WIDTH - BORDER, top)], DARK_GREY, 1.0);
    let others = Group::ALL.into_iter().filter(|group| *group != Group::Findings);
    let width = (WIDTH - 2.0 * BORDER) / 5.0;
    for (place, group) in others.enumerate() {
        let x = BORDER + width * place as f64;
        let (holding, all) = found.counts(Some(group));
        figure.label((x, top + 26.0), group.words(language), LABEL, BLACK, true, Anchor::Start);
        let text = format!("{holding} {} {all} {}", choose(language, "of", "van"), choose(language, "hold", "kloppen"));
        let colour = if holding == all { REGIMES[0] } else { DARK_GREY };
        figure.label((x, top + 47.0), &text, LABEL, colour, false, Anchor::Start);
        let failing: Vec<&str> = found
            .checks
            .iter()
            .filter(|check| check.group == group && ![Verdict::Holds, Verdict::NotRun].contains(&check.verdict))
            .map(|check| check.subject.of(language))
            .collect();
        if let Some(first) = failing.first() {
            let no = choose(language, "not:", "niet:");
            let more = if failing.len() > 1 { format!(" (+{})", failing.len() - 1) } else { String::new() };
            let text = format!("{no} {}{more}", super::words::inside(first));
            for (line, text) in wrap(&text, 11.5, false, width - 16.0).iter().take(3).enumerate() {
                let at = (x, top + 66.0 + 14.0 * line as f64);
                figure.label(at, text, 11.5, DARK_GREY, false, Anchor::Start);
            }
        }
    }
}
