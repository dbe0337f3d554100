//! Sections `[regimes.NAME]` and `[strips]`: what is mown, when and how.

use super::dates;
use super::keys::{Item, Keys, Located, shown};
use crate::calendar::DayRange;
use crate::mowing::regime::{At, Cut, Machine, Otherwise, Pattern, Regime, Removal, Trigger};
use crate::scenario::Strips;

/// Name of the regime without any cut, which always exists.
pub const UNCUT: &str = "none";
/// Width of the safety strip where neither scenario nor segment table names one, m.
pub const SAFETY_STRIP_M: f64 = 1.5;

/// `[strips]`.
#[derive(Clone, Debug, PartialEq)]
pub struct StripsFile {
    /// Width of the safety strip where the segment table names none, m.
    pub safety_width_m: f64,
    /// Cuts of the strips.
    pub strips: Strips,
    /// Whether the shipped cuts of the safety strip stand in for the user's own.
    pub safety_is_default: bool,
}

/// Reads `[regimes]`; the uncut regime is added at the end where the user does not name it.
pub fn regimes(root: &Keys<'_>) -> Vec<Located<Regime>> {
    let hint = "[regimes.one_cut_autumn]\ncuts = [{ window = \"09-15..10-15\" }]";
    let mut regimes = Vec::new();
    let listed = root.required("regimes", hint).and_then(|item| item.keys());
    if let Some(keys) = listed {
        let entries = keys.entries();
        if entries.is_empty() {
            keys.problem("S119", "there is no regime", hint);
        }
        for (name, item) in entries {
            if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control() || "@+/\\,;".contains(c)) {
                let what = format!("\"{}\" is no name for a regime", shown(&name));
                item.problem("S108", what, "letters, digits, `_` and `-`");
            } else if let Some(regime) = regime(&name, &item) {
                regimes.push(item.locate(regime));
            }
        }
    }
    if !regimes.iter().any(|regime| regime.value.name == UNCUT) {
        regimes.push(Located { value: uncut(), place: "the regime `none`".to_string() });
    }
    regimes
}

fn uncut() -> Regime {
    Regime {
        name: UNCUT.to_string(),
        cuts: Vec::new(),
        pattern: Pattern::Full,
        describe_en: "not mown".to_string(),
        describe_nl: "niet gemaaid".to_string(),
    }
}

fn regime(name: &str, item: &Item<'_>) -> Option<Regime> {
    const PATTERNS: [Pattern; 5] = [Pattern::Full, Pattern::Sides, Pattern::Blocks, Pattern::Rotating, Pattern::Sinus];
    let keys = item.keys()?;
    let mut regime = Regime { name: name.to_string(), cuts: Vec::new(), pattern: Pattern::Full, ..uncut() };
    (regime.describe_en, regime.describe_nl) = (String::new(), String::new());
    let written = keys.list("cuts");
    regime.cuts = cuts(&written);
    let complete = regime.cuts.len() == written.len();
    if name == UNCUT && !written.is_empty() {
        item.problem("S118", "`none` is the regime without any cut", "give this regime another name");
    }
    if let Some(pattern) = keys.get("pattern").and_then(|item| item.word(&PATTERNS.map(Pattern::name))) {
        regime.pattern = PATTERNS[pattern];
    }
    if complete {
        shares(&keys, &regime);
    }
    if let Some(describe) = keys.table("describe") {
        regime.describe_en = describe.get("en").and_then(|item| item.text()).unwrap_or_default();
        regime.describe_nl = describe.get("nl").and_then(|item| item.text()).unwrap_or_default();
        describe.finish();
    }
    keys.finish();
    Some(regime)
}

/// Refuses shares left standing that the pattern cannot make.
fn shares(keys: &Keys<'_>, regime: &Regime) {
    let Err(nearest) = regime.parts() else { return };
    let nearest: Vec<String> = nearest.iter().map(|share| format!("{share:.3}")).collect();
    let (code, hint) = if regime.pattern == Pattern::Full {
        ("S116", "choose a pattern such as \"rotating\", or leave = 0".to_string())
    } else {
        ("S115", format!("the nearest shares are leave = {}", nearest.join(" and ")))
    };
    let leaves: Vec<String> = regime.cuts.iter().map(|cut| cut.leave.to_string()).collect();
    let what = format!("pattern \"{}\" cannot leave {} standing", regime.pattern.name(), leaves.join(" and "));
    keys.problem(code, what, hint);
}

/// Reads a list of cuts and checks that their windows follow one another.
fn cuts(written: &[Item<'_>]) -> Vec<Cut> {
    const MOST: usize = 26;
    if let Some(item) = written.get(MOST) {
        item.problem("S104", format!("{} cuts in one list, more than {MOST}", written.len()), "");
        return Vec::new();
    }
    let read: Vec<(&Item<'_>, Cut)> = written.iter().filter_map(|item| Some((item, cut(item)?))).collect();
    for pair in read.windows(2) {
        let (before, after) = (pair[0].1.window, pair[1].1.window);
        if before.overlaps(after) {
            let what = format!("the windows {before} and {after} of one regime overlap");
            pair[1].0.problem("S112", what, "let one end before the next begins");
        } else if after.first < before.first {
            let what = format!("the cut in {after} stands after the one in {before}");
            pair[1].0.problem("S112", what, "cuts stand in order of date");
        }
    }
    read.into_iter().map(|(_, cut)| cut).collect()
}

fn cut(item: &Item<'_>) -> Option<Cut> {
    let keys = item.keys()?;
    let window = keys.required("window", "window = \"09-15..10-15\"").and_then(|item| dates::window(&item));
    let at = keys.get("at").map_or(At::Middle, |item| at(&item, window));
    let when = rule(&keys);
    let height_m = keys.number_or("height_m", 0.02..=0.50, 0.10);
    let machine = keys
        .get("machine")
        .and_then(|item| item.word(&Machine::ALL.map(Machine::name)))
        .map_or(Machine::DiscHay, |index| Machine::ALL[index]);
    let default = if machine == Machine::FlailMulch { Removal::Mulch } else { Removal::Hay };
    let removal = keys
        .get("removal")
        .and_then(|item| item.word(&["hay", "mulch"]))
        .map_or(default, |index| [Removal::Hay, Removal::Mulch][index]);
    match (machine, removal) {
        (Machine::FlailMulch, Removal::Hay) => {
            let hint = "removal = \"mulch\", or a machine that can collect: flail_suction, disc_hay, bar_hay, eco_head";
            item.problem("S114", "flail_mulch cannot take the cuttings away", hint);
        }
        (Machine::FlailSuction, Removal::Mulch) => {
            item.problem("S114", "flail_suction always takes the cuttings away", "removal = \"hay\", or flail_mulch");
        }
        _ => {}
    }
    let lies = removal == Removal::Hay && machine != Machine::FlailSuction;
    let lying = keys.get("lying_days").and_then(|item| Some((item.whole(0..=42)?, item)));
    let lying_days = match lying {
        Some((days @ 1.., item)) if !lies => {
            let what = format!("{days} lying days, but {} leaves no hay to lie", machine.name());
            item.problem("S114", what, "lying_days = 0");
            0
        }
        Some((days, _)) => days as u8,
        None if lies => 3,
        None => 0,
    };
    let leave = keys.number_or("leave", 0.0..=0.9, 0.0);
    keys.finish();
    Some(Cut { window: window?, at, when, height_m, machine, removal, lying_days, leave })
}

fn at(item: &Item<'_>, window: Option<DayRange>) -> At {
    if let Some(text) = item.is_text().then(|| item.text()).flatten()
        && let Some(place) = ["early", "middle", "late"].iter().position(|word| *word == text.trim())
    {
        return [At::Early, At::Middle, At::Late][place];
    }
    let Some(day) = dates::month_day(item) else { return At::Middle };
    if let Some(window) = window
        && !window.contains(day)
    {
        item.problem("S113", format!("{day} lies outside the window {window}"), "early, middle, late, or a day in it");
    }
    At::Day(day)
}

fn rule(cut: &Keys<'_>) -> Option<(Trigger, Otherwise)> {
    const HINT: &str =
        "one of { mass_kg_ha = 3500 }, { degree_days = 900, base_c = 4 }, { dry_days = 3 }, { height_m = 0.5 }";
    let item = cut.get("when")?;
    let otherwise = cut.get("otherwise").and_then(|item| item.word(&["last_day", "skip"]));
    let otherwise = if otherwise == Some(1) { Otherwise::Skip } else { Otherwise::LastDay };
    let keys = item.keys()?;
    // The grammar shows `otherwise` beside the rule; both places are taken.
    let inside = keys.get("otherwise").and_then(|item| item.word(&["last_day", "skip"]));
    let otherwise = if inside == Some(1) { Otherwise::Skip } else { otherwise };
    let base_c = keys.number_or("base_c", -10.0..=20.0, 4.0);
    let triggers: Vec<Option<Trigger>> = [
        keys.get("mass_kg_ha").map(|i| i.number(1.0..=30_000.0).map(|mass_kg_ha| Trigger::Mass { mass_kg_ha })),
        keys.get("degree_days")
            .map(|i| i.number(1.0..=6_000.0).map(|degree_days| Trigger::DegreeDays { degree_days, base_c })),
        keys.get("dry_days").map(|i| i.whole(1..=60).map(|days| Trigger::DryDays { days: days as u8 })),
        keys.get("height_m").map(|i| i.number(0.02..=3.0).map(|height_m| Trigger::Height { height_m })),
    ]
    .into_iter()
    .flatten()
    .collect();
    if triggers.len() != 1 {
        item.problem("S117", format!("{} rules where one is expected", triggers.len()), HINT);
    }
    keys.finish();
    match triggers[..] {
        [Some(trigger)] => Some((trigger, otherwise)),
        _ => None,
    }
}

/// Reads `[strips]`.
pub fn strips(root: &Keys<'_>) -> StripsFile {
    let mut file = StripsFile {
        safety_width_m: SAFETY_STRIP_M,
        strips: Strips { safety: default_safety(), ditch: Vec::new(), ditch_width_m: 0.0 },
        safety_is_default: true,
    };
    let Some(keys) = root.table("strips") else {
        return file;
    };
    if let Some(safety) = keys.table("safety") {
        file.safety_width_m = safety.number_or("width_m", 0.0..=15.0, SAFETY_STRIP_M);
        if let Some(cuts) = strip_cuts(&safety) {
            file.strips.safety = cuts;
            file.safety_is_default = false;
        }
        safety.finish();
    }
    if let Some(ditch) = keys.table("ditch") {
        file.strips.ditch_width_m =
            ditch.required("width_m", "width_m = 2").and_then(|item| item.number(0.0..=50.0)).unwrap_or(0.0);
        file.strips.ditch = strip_cuts(&ditch).unwrap_or_default();
        ditch.finish();
    }
    keys.finish();
    file
}

fn strip_cuts(strip: &Keys<'_>) -> Option<Vec<Cut>> {
    let written = strip.get("cuts")?.list();
    let read = cuts(&written);
    if read.iter().any(|cut| cut.leave > 0.0) {
        strip.problem("S116", "a strip is mown in full", "leave = 0");
    }
    Some(read)
}

/// The shipped cuts of the safety strip: two at 0.08 m with a mow-suction combination (an assumption).
fn default_safety() -> Vec<Cut> {
    ["05-15..06-01", "08-15..09-15"]
        .into_iter()
        .filter_map(DayRange::parse)
        .map(|window| Cut {
            window,
            at: At::Middle,
            when: None,
            height_m: 0.08,
            machine: Machine::FlailSuction,
            removal: Removal::Hay,
            lying_days: 0,
            leave: 0.0,
        })
        .collect()
}
