//! Sections of the national road file (NWB): fields of both generations of names, and what stands in their way.
//!
//! Fields after the NWB handbook (docs.ndw.nu, Handleiding NWB v1.1, 2024). Kilometres run linearly with length from the beginning of the
//! drawn line to its end; a line may be drawn against the kilometres.

pub mod convert;
pub mod hectometre;
pub mod points;
pub mod traps;

use super::geometry::distance_m;
use super::gis::Feature;
use super::segment::Point;

/// Kind of owner (`wegbehsrt`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnerKind {
    /// State.
    State,
    /// Province.
    Province,
    /// Municipality.
    Municipality,
    /// Water board.
    WaterBoard,
    /// Anyone else.
    Other,
}

impl OwnerKind {
    fn of(code: Option<&str>) -> Self {
        match code {
            Some("R") => OwnerKind::State,
            Some("P") => OwnerKind::Province,
            Some("G") => OwnerKind::Municipality,
            Some("W") => OwnerKind::WaterBoard,
            _ => OwnerKind::Other,
        }
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            OwnerKind::State => "state",
            OwnerKind::Province => "province",
            OwnerKind::Municipality => "municipality",
            OwnerKind::WaterBoard => "water board",
            OwnerKind::Other => "other",
        }
    }
}

/// Place of a carriageway on its road, seen in the direction of the kilometres (`pos_tv_wol`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// The only one, or in the middle.
    Single,
    /// Left.
    Left,
    /// Right.
    Right,
}

impl Position {
    /// Carriageway in the segment table.
    pub fn name(self) -> &'static str {
        match self {
            Position::Single => "",
            Position::Left => "L",
            Position::Right => "R",
        }
    }
}

/// A road section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Number of its feature.
    pub feature: usize,
    /// `wvk_id`.
    pub id: String,
    /// Kind of owner.
    pub kind: OwnerKind,
    /// Name of the owner.
    pub owner: String,
    /// District of the road authority, where the file has it.
    pub district: Option<String>,
    /// Road: `A10`, `N247`; `None` without a number.
    pub road: Option<String>,
    /// Number as the file has it.
    pub number: Option<String>,
    /// Letter on the hectometre sign; empty for the main carriageways.
    pub letter: String,
    /// Kind of carriageway (`bst_code`, or `baansubsrt` of older files); may be empty.
    pub kind_of_carriageway: String,
    /// Place on the road.
    pub position: Position,
    /// Kilometres at the beginning and the end of the line; `None` where they are not set.
    pub km: Option<[f64; 2]>,
    /// Pieces of the line.
    pub lines: Vec<Vec<Point>>,
}

/// Largest distance between pieces of a line that still follow each other, m.
const JOINED_M: f64 = 1.0;

impl Section {
    /// The section of a feature; `None` where it has no section number.
    pub fn of(feature: &Feature) -> Option<Self> {
        let text = |names: &[&str]| feature.text(names).map(str::to_owned);
        let kind = OwnerKind::of(feature.text(&["wegbehsrt"]));
        let number = text(&["wegnummer"]);
        let km = [feature.number_of(&["beginkm"]), feature.number_of(&["eindkm"])];
        let km = match km {
            [Some(from), Some(to)] if from != 0.0 || to != 0.0 => Some([from, to]),
            _ => None,
        };
        let municipality = || text(&["gme_naam"]).unwrap_or_else(|| kind.name().to_owned());
        let named = text(&["wegbehnaam"]);
        let owner = match kind {
            OwnerKind::State => "Rijkswaterstaat".to_owned(),
            OwnerKind::Municipality => named.unwrap_or_else(municipality),
            _ => named.unwrap_or_else(|| kind.name().to_owned()),
        };
        Some(Section {
            feature: feature.number,
            id: text(&["wvk_id"])?,
            kind,
            owner,
            district: text(&["distrnaam", "dienstnaam"]),
            road: number.as_deref().map(|number| road_name(number, feature.text(&["routeltr"]))),
            number,
            letter: text(&["hecto_lttr"]).unwrap_or_default().to_lowercase(),
            kind_of_carriageway: text(&["bst_code", "baansubsrt"]).unwrap_or_default(),
            position: match feature.text(&["pos_tv_wol", "rpe_code"]) {
                Some("L") => Position::Left,
                Some("R") => Position::Right,
                _ => Position::Single,
            },
            km,
            lines: joined(feature.lines()),
        })
    }

    /// Length of the line, m.
    pub fn length_m(&self) -> f64 {
        self.lines.iter().map(|line| line_length_m(line)).sum()
    }

    /// Lowest and highest kilometre.
    pub fn km_range(&self) -> Option<[f64; 2]> {
        self.km.map(|[from, to]| [from.min(to), from.max(to)])
    }

    /// Place at a kilometre, along the line; the nearer end beyond it.
    pub fn place_at(&self, km: f64) -> Option<Point> {
        let [from, to] = self.km?;
        let share = if to == from { 0.0 } else { ((km - from) / (to - from)).clamp(0.0, 1.0) };
        let mut left = share * self.length_m();
        for pair in self.lines.iter().flat_map(|line| line.windows(2)) {
            let length = distance_m(pair[0], pair[1]);
            if length > 0.0 && left <= length {
                let part = left / length;
                let between = |a: f64, b: f64| a + part * (b - a);
                return Some(Point { x_m: between(pair[0].x_m, pair[1].x_m), y_m: between(pair[0].y_m, pair[1].y_m) });
            }
            left -= length;
        }
        self.lines.last().and_then(|line| line.last()).copied()
    }
}

/// Length of a line, m.
pub fn line_length_m(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| distance_m(pair[0], pair[1])).sum()
}

/// Pieces of a line that follow each other as one.
fn joined(lines: Vec<Vec<Point>>) -> Vec<Vec<Point>> {
    let mut all: Vec<Vec<Point>> = Vec::new();
    for line in lines.into_iter().filter(|line| line.len() > 1) {
        let follows = all.last().and_then(|last| last.last()).is_some_and(|end| distance_m(*end, line[0]) <= JOINED_M);
        match all.last_mut() {
            Some(last) if follows => last.extend(line.into_iter().skip(1)),
            _ => all.push(line),
        }
    }
    all
}

/// Name of a road: state roads have three figures, `010` for the A10; their letter is that of the route where the file has one.
fn road_name(number: &str, route_letter: Option<&str>) -> String {
    match number.parse::<u32>() {
        Ok(figure) => format!("{}{figure}", route_letter.unwrap_or("A")),
        Err(_) => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis::Shape;

    fn feature(fields: &[(&str, &str)], lines: Vec<Vec<[f64; 2]>>) -> Feature {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Feature { number: 1, fields, shape: Shape::Lines(lines) }
    }

    #[test]
    fn both_generations_of_names_say_the_same() {
        let line = vec![vec![[0.0, 0.0], [100.0, 0.0]]];
        let common = [("wvk_id", "1"), ("wegbehsrt", "R"), ("wegnummer", "010"), ("beginkm", "3.2"), ("eindkm", "3.1")];
        let older = feature(&[&common[..], &[("baansubsrt", "HR"), ("pos_tv_wol", "R")]].concat(), line.clone());
        let newer = feature(&[&common[..], &[("bst_code", "HR"), ("rpe_code", "R")]].concat(), line);
        let (a, b) = (Section::of(&older), Section::of(&newer));
        assert_eq!(a, b);
        let section = a.expect("a section");
        assert_eq!((section.road.as_deref(), section.owner.as_str()), (Some("A10"), "Rijkswaterstaat"));
        assert_eq!(section.km_range(), Some([3.1, 3.2]));
        // Drawn against the kilometres: 3.175 lies a quarter along the line.
        assert_eq!(section.place_at(3.175).map(|place| place.x_m.round()), Some(25.0));
    }

    #[test]
    fn pieces_that_meet_are_one_line_and_zero_kilometres_are_none() {
        let pieces =
            vec![vec![[0.0, 0.0], [50.0, 0.0]], vec![[50.5, 0.0], [100.0, 0.0]], vec![[200.0, 0.0], [300.0, 0.0]]];
        let found = feature(&[("wvk_id", "1"), ("beginkm", "0"), ("eindkm", "0")], pieces);
        let section = Section::of(&found).expect("a section");
        assert_eq!((section.lines.len(), section.km), (2, None));
        assert!(Section::of(&feature(&[], Vec::new())).is_none());
    }
}
