//! The decision tree: site, surroundings, regime, with the probability that it is the best.

use super::drawing::{Anchor, BORDER, Drawing, HEIGHT, LABEL, WIDTH, bar};
use super::font::{text_width, wrap};
use super::palette::{BLACK, Colour, DARK_GREY, GRID, PALE_GREY, REGIMES, WHITE};
use super::words::{choose, per_cent};
use crate::scenario::Language;
use crate::validation::guideline::Leaf;
use crate::validation::trial::{sites, trial_regimes};

/// Where the surroundings, the regimes and the numbers begin.
const AROUND: f64 = 186.0;
const REGIME: f64 = 440.0;
const SHARE: f64 = 790.0;
/// Size of the small texts.
const SMALL: f64 = 14.0;
/// Room below.
const BELOW: f64 = 40.0;
/// Bars of probability at most, wide.
const BAR: f64 = 150.0;

/// The finding: on how many kinds of verge one regime is the best.
fn title(leaves: &[&Leaf], language: Language) -> String {
    let single = leaves.iter().filter(|leaf| leaf.is_single()).count();
    match language {
        Language::En => format!("Which regime where: one is the best for {single} of {} kinds of verge", leaves.len()),
        Language::Nl => format!("Welk regime waar: één is het best voor {single} van {} soorten bermen", leaves.len()),
    }
}

/// Lays the figure out.
pub fn drawing(leaves: &[&Leaf], place: &str, language: Language) -> Drawing {
    let say = |en, nl| choose(language, en, nl);
    let subtitle = format!(
        "{place}; {}",
        say(
            "share of draws in which the regime scores best on fire, plants, insects and cost; hollow: no single best (below 80 %)",
            "deel van de trekkingen waarin het regime het best scoort op brand, planten, insecten en kosten; open: geen enkel best (onder 80 %)"
        )
    );
    let mut figure = Drawing::new(title(leaves, language), subtitle);
    let (top, bottom) = (figure.top + 16.0, HEIGHT - BELOW);
    for (x, head) in [
        (BORDER, say("site", "plek")),
        (AROUND, say("beside the verge", "naast de berm")),
        (REGIME, say("mow", "maai")),
        (SHARE, say("best in", "het best in")),
        (SHARE + BAR + 70.0, say("fire, against 15 Sept.", "brand, t.o.v. 15 sept.")),
    ] {
        figure.label((x, top - 6.0), head, SMALL, DARK_GREY, false, Anchor::Start);
    }
    let pace = (bottom - top) / leaves.len().max(1) as f64;
    let (sites, regimes) = (sites(), trial_regimes());
    for site in &sites {
        let own: Vec<usize> = (0..leaves.len()).filter(|&place| leaves[place].site == site.name).collect();
        let (Some(&first), Some(&last)) = (own.first(), own.last()) else { continue };
        let (from, to) = (top + pace * first as f64, top + pace * (last + 1) as f64);
        let middle = f64::midpoint(from, to);
        figure.line(vec![(BORDER, from), (WIDTH - BORDER, from)], PALE_GREY, 1.2);
        for (line, text) in wrap(site.words(language), LABEL, true, AROUND - BORDER - 40.0).iter().enumerate() {
            figure.label((BORDER, middle + 5.0 + 18.0 * line as f64), text, LABEL, BLACK, true, Anchor::Start);
        }
        for place in own {
            let y = top + pace * (place as f64 + 0.5);
            figure.line(vec![(AROUND - 40.0, middle), (AROUND - 14.0, y)], DARK_GREY, 1.2);
            leaf_row(&mut figure, leaves[place], y, &regimes, language);
        }
    }
    figure
}

fn leaf_row(
    figure: &mut Drawing,
    leaf: &Leaf,
    y: f64,
    regimes: &[crate::validation::trial::TrialRegime],
    language: Language,
) {
    let advised = leaf.advised();
    let words = regimes
        .iter()
        .find(|one| one.name == advised.regime)
        .map_or(advised.regime.as_str(), |one| one.words(language));
    let beside = leaf.surroundings.words(language);
    let size = if text_width(beside, SMALL, false) > REGIME - AROUND - 30.0 { 12.0 } else { SMALL };
    figure.label((AROUND - 8.0, y + 5.0), beside, size, BLACK, false, Anchor::Start);
    figure.line(vec![(REGIME - 30.0, y), (REGIME - 8.0, y)], GRID, 1.2);
    let size = if text_width(words, SMALL, true) > SHARE - REGIME - 12.0 { 12.0 } else { SMALL };
    figure.label((REGIME, y + 5.0), words, size, BLACK, leaf.is_single(), Anchor::Start);
    let colour: Colour = if leaf.is_single() { REGIMES[0] } else { PALE_GREY };
    let width = BAR * advised.p_best;
    let tip = leaf
        .options
        .iter()
        .filter(|option| option.p_best > 0.0)
        .map(|option| format!("{} {}", option.regime, per_cent(option.p_best, language)))
        .collect::<Vec<_>>()
        .join(", ");
    figure.add_with_tip(bar((SHARE, y - 8.0), (width, 16.0), colour), tip);
    if !leaf.is_single() {
        figure.bar((SHARE + 1.5, y - 6.5), ((width - 3.0).max(0.0), 13.0), WHITE);
    }
    figure.label((SHARE + BAR + 8.0, y + 5.0), &per_cent(advised.p_best, language), SMALL, BLACK, false, Anchor::Start);
    let fire = advised.against_today[0].quantiles;
    let told = |value: f64| {
        let text = per_cent(value, language);
        if value > 0.0 && !text.starts_with('0') { format!("+{text}") } else { text }
    };
    let text = format!("{} ({} {} {})", told(fire[1]), told(fire[0]), choose(language, "to", "tot"), told(fire[2]));
    figure.label((SHARE + BAR + 70.0, y + 5.0), &text, 12.5, DARK_GREY, false, Anchor::Start);
}
