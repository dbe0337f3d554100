//! What stands in the way of reading sections as they are: found, counted and named.

use super::Section;
use std::collections::BTreeMap;

/// Length below which a section is a short piece, km.
const SHORT_KM: f64 = 0.025;
/// Share and metres by which the line may differ from its kilometres.
const OFF: (f64, f64) = (0.1, 20.0);

/// A kind of trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trap {
    /// Drawn against the kilometres.
    Reversed,
    /// A numbered road whose kilometres are both zero or missing: not set.
    WithoutKilometres,
    /// Begins and ends at one kilometre.
    NoLengthInKilometres,
    /// Shorter than 25 m: hectometres must be cut across its borders.
    Short,
    /// Another letter than the main carriageway.
    Letter,
    /// Line in pieces that do not meet.
    InPieces,
    /// Without a line.
    WithoutLine,
    /// The line is much longer or shorter than its kilometres.
    LengthAgainstKilometres,
    /// Two sections with the same number.
    Twice,
    /// Overlaps another section of the same road, letter and carriageway in kilometres.
    Overlaps,
}

impl Trap {
    /// Words for people.
    pub fn words(self) -> &'static str {
        match self {
            Trap::Reversed => "drawn against the kilometres; turned round",
            Trap::WithoutKilometres => "a numbered road without kilometres (0/0 means not set); left out",
            Trap::NoLengthInKilometres => "begins and ends at one kilometre; left out",
            Trap::Short => "shorter than 25 m; hectometres are cut across its borders",
            Trap::Letter => "has a letter of its own, and so segments of its own",
            Trap::InPieces => "the line is in pieces that do not meet",
            Trap::WithoutLine => "has no line; left out",
            Trap::LengthAgainstKilometres => "the line is more than a tenth longer or shorter than its kilometres",
            Trap::Twice => "the section number stands there twice; the later one is left out",
            Trap::Overlaps => "overlaps another section of its carriageway; the first one counts",
        }
    }

    /// Name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Trap::Reversed => "reversed",
            Trap::WithoutKilometres => "without_kilometres",
            Trap::NoLengthInKilometres => "no_length_in_kilometres",
            Trap::Short => "short",
            Trap::Letter => "letter",
            Trap::InPieces => "in_pieces",
            Trap::WithoutLine => "without_line",
            Trap::LengthAgainstKilometres => "length_against_kilometres",
            Trap::Twice => "twice",
            Trap::Overlaps => "overlaps",
        }
    }
}

/// Traps of the sections of numbered roads, with the numbers (`wvk_id`) of those that have them.
pub fn traps(sections: &[Section]) -> BTreeMap<Trap, Vec<String>> {
    let mut found: BTreeMap<Trap, Vec<String>> = BTreeMap::new();
    let mut add = |trap: Trap, section: &Section| found.entry(trap).or_default().push(section.id.clone());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for section in sections {
        *seen.entry(&section.id).or_default() += 1;
        if seen[section.id.as_str()] > 1 {
            add(Trap::Twice, section);
        }
        if section.lines.is_empty() {
            add(Trap::WithoutLine, section);
        } else if section.lines.len() > 1 {
            add(Trap::InPieces, section);
        }
        if section.road.is_none() {
            continue;
        }
        if !section.letter.is_empty() {
            add(Trap::Letter, section);
        }
        let Some([from, to]) = section.km else {
            add(Trap::WithoutKilometres, section);
            continue;
        };
        let km = (to - from).abs();
        if from > to {
            add(Trap::Reversed, section);
        }
        if km == 0.0 {
            add(Trap::NoLengthInKilometres, section);
        } else if km < SHORT_KM {
            add(Trap::Short, section);
        }
        let off = (section.length_m() - 1000.0 * km).abs();
        if !section.lines.is_empty() && km > 0.0 && off > OFF.1 && off > OFF.0 * 1000.0 * km {
            add(Trap::LengthAgainstKilometres, section);
        }
    }
    for (section, _) in super::hectometre::overlaps(sections) {
        add(Trap::Overlaps, &sections[section]);
    }
    found
}
