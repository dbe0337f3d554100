//! Segment-sides of about a hectometre, cut across the borders of sections.

use super::{Position, Section};
use crate::network::segment::Point;
use std::collections::{BTreeMap, BTreeSet};

/// Largest gap between sections that a run goes over, km.
const GAP_KM: f64 = 0.020;
/// Share of a cell below which a piece goes to its neighbour.
const LEAST_SHARE: f64 = 0.2;
/// Room for rounding of kilometres, km.
const ROUNDING_KM: f64 = 1e-6;

/// Road, letter and carriageway.
pub type Key<'a> = (&'a str, &'a str, Position);

/// A cut piece of one side of a carriageway.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Road.
    pub road: String,
    /// Letter.
    pub letter: String,
    /// Carriageway.
    pub position: Position,
    /// `Li`, `Re` or `middle`.
    pub side: &'static str,
    /// Kilometres, rising.
    pub km: [f64; 2],
    /// Ends on the axis of the carriageway.
    pub ends: Option<[Point; 2]>,
    /// Section that covers most of it (index).
    pub section: usize,
}

/// Sections of numbered roads with kilometres and a line, by carriageway, in order of kilometre.
pub fn by_carriageway(sections: &[Section]) -> BTreeMap<Key<'_>, Vec<usize>> {
    let mut rows: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (at, section) in sections.iter().enumerate() {
        let (Some(road), Some([from, to])) = (&section.road, section.km_range()) else { continue };
        if to - from > ROUNDING_KM && !section.lines.is_empty() && seen.insert(&section.id) {
            rows.entry((road, &section.letter, section.position)).or_default().push(at);
        }
    }
    for row in rows.values_mut() {
        row.sort_by(|&a, &b| begin(sections, a).total_cmp(&begin(sections, b)).then(a.cmp(&b)));
    }
    rows
}

fn begin(sections: &[Section], at: usize) -> f64 {
    sections[at].km_range().map_or(0.0, |[from, _]| from)
}

/// Sections that overlap an earlier one of their carriageway, with that one.
pub fn overlaps(sections: &[Section]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for row in by_carriageway(sections).values() {
        let mut reach: Option<(f64, usize)> = None;
        for &at in row {
            let Some([from, to]) = sections[at].km_range() else { continue };
            if let Some((_, before)) = reach.filter(|(end, _)| from < end - ROUNDING_KM) {
                found.push((at, before));
            }
            if reach.is_none_or(|(end, _)| to > end) {
                reach = Some((to, at));
            }
        }
    }
    found
}

/// A stretch of a carriageway without a gap: its kilometres, and the part that each section has of it.
struct Run {
    km: [f64; 2],
    parts: Vec<(f64, f64, usize)>,
}

fn runs(sections: &[Section], row: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &at in row {
        let Some([from, to]) = sections[at].km_range() else { continue };
        match runs.last_mut() {
            Some(run) if from <= run.km[1] + GAP_KM + ROUNDING_KM => {
                if to > run.km[1] {
                    run.parts.push((from.max(run.km[1]), to, at));
                    run.km[1] = to;
                }
            }
            _ => runs.push(Run { km: [from, to], parts: vec![(from, to, at)] }),
        }
    }
    runs
}

/// Borders of the cells of a run: its ends and the multiples of the cell between, without pieces that are too short.
fn borders([from, to]: [f64; 2], cell_km: f64) -> Vec<f64> {
    let least = LEAST_SHARE * cell_km;
    let (first, last) =
        (((from + ROUNDING_KM) / cell_km).floor() as i64 + 1, ((to - ROUNDING_KM) / cell_km).ceil() as i64);
    let mut list = vec![from];
    for number in first..last {
        // A kilometre is written with three decimals.
        let border = (number as f64 * cell_km * 1000.0).round() / 1000.0;
        if border - from >= least && to - border >= least {
            list.push(border);
        }
    }
    list.push(to);
    list
}

impl Run {
    /// Section that covers most of a piece.
    fn section(&self, [from, to]: [f64; 2]) -> usize {
        let cover = |part: &(f64, f64, usize)| (part.1.min(to) - part.0.max(from)).max(0.0);
        let most = self.parts.iter().max_by(|a, b| cover(a).total_cmp(&cover(b)).then(b.2.cmp(&a.2)));
        most.map_or(0, |part| part.2)
    }

    /// Place at a kilometre, on the section that has it.
    fn place(&self, sections: &[Section], km: f64) -> Option<Point> {
        let part = self.parts.iter().find(|part| km <= part.1 + ROUNDING_KM).or(self.parts.last())?;
        sections[part.2].place_at(km)
    }
}

/// Sides of a carriageway that have verge: both of a single one, and of one with a letter; the outer one of a pair, and the middle
/// verge with the right one where there is a left one too.
fn sides(position: Position, letter: &str, has_left: bool) -> &'static [&'static str] {
    match (position, letter.is_empty()) {
        (Position::Single, _) | (_, false) => &["Li", "Re"],
        (Position::Left, true) => &["Li"],
        (Position::Right, true) if has_left => &["Re", "middle"],
        (Position::Right, true) => &["Re"],
    }
}

/// Cells of all carriageways, in order of road, letter, carriageway, side and kilometre.
pub fn cells(sections: &[Section], cell_km: f64) -> Vec<Cell> {
    let rows = by_carriageway(sections);
    let mut list = Vec::new();
    for (&(road, letter, position), row) in &rows {
        let left: Vec<[f64; 2]> = rows
            .get(&(road, letter, Position::Left))
            .into_iter()
            .flatten()
            .filter_map(|&at| sections[at].km_range())
            .collect();
        for run in runs(sections, row) {
            for pair in borders(run.km, cell_km).windows(2) {
                let km = [pair[0], pair[1]];
                let has_left = left.iter().any(|[from, to]| *from < km[1] && *to > km[0]);
                let ends = match (run.place(sections, km[0] + ROUNDING_KM), run.place(sections, km[1])) {
                    (Some(a), Some(b)) if a != b => Some([a, b]),
                    _ => None,
                };
                for side in sides(position, letter, has_left) {
                    list.push(Cell {
                        road: road.to_owned(),
                        letter: letter.to_owned(),
                        position,
                        side,
                        km,
                        ends,
                        section: run.section(km),
                    });
                }
            }
        }
    }
    list.sort_by(|a, b| {
        (&a.road, &a.letter, a.position, a.side)
            .cmp(&(&b.road, &b.letter, b.position, b.side))
            .then(a.km[0].total_cmp(&b.km[0]))
    });
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::nwb::OwnerKind;

    fn section(id: &str, km: [f64; 2], position: Position, letter: &str) -> Section {
        let place = |km: f64| Point { x_m: 1000.0 * km, y_m: 0.0 };
        Section {
            feature: 1,
            id: id.to_owned(),
            kind: OwnerKind::Province,
            owner: "province".to_owned(),
            district: None,
            road: Some("N781".to_owned()),
            number: Some("N781".to_owned()),
            letter: letter.to_owned(),
            kind_of_carriageway: String::new(),
            position,
            km: Some(km),
            lines: vec![vec![place(km[0]), place(km[1])]],
        }
    }

    #[test]
    fn cells_go_across_borders_and_reversed_sections() {
        let sections = [
            section("a", [2.386, 1.774], Position::Single, ""),
            section("b", [2.386, 2.406], Position::Single, ""),
            section("c", [2.762, 2.406], Position::Single, ""),
        ];
        let found = cells(&sections, 0.1);
        // 1.774-1.8 (26 m), 1.8-1.9 ... 2.7-2.762 (62 m): eleven cells on each side.
        assert_eq!(found.len(), 22);
        let left: Vec<[f64; 2]> = found.iter().filter(|cell| cell.side == "Li").map(|cell| cell.km).collect();
        assert_eq!((left[0], left[10]), ([1.774, 1.8], [2.7, 2.762]));
        assert!(left.windows(2).all(|pair| pair[0][1] == pair[1][0]));
        for cell in &found {
            let [a, b] = cell.ends.expect("has ends");
            assert!((b.x_m - a.x_m - 1000.0 * (cell.km[1] - cell.km[0])).abs() < 0.01, "{cell:?}");
        }
        // 2.3-2.4: 86 m of a, 14 m of b.
        assert_eq!(found.iter().find(|cell| cell.km[0] == 2.3).map(|cell| cell.section), Some(0));
    }

    #[test]
    fn short_pieces_go_to_their_neighbour_and_gaps_end_a_run() {
        let sections = [
            section("a", [2.386, 2.406], Position::Left, "c"),
            section("b", [2.406, 2.425], Position::Left, "c"),
            section("c", [2.6, 2.7], Position::Left, "c"),
        ];
        let kms: Vec<[f64; 2]> =
            cells(&sections, 0.1).iter().filter(|cell| cell.side == "Re").map(|cell| cell.km).collect();
        assert_eq!(kms, [[2.386, 2.425], [2.6, 2.7]]);
    }

    #[test]
    fn a_pair_of_carriageways_has_outer_sides_and_one_middle() {
        let sections = [section("a", [1.0, 1.2], Position::Left, ""), section("b", [1.0, 1.3], Position::Right, "")];
        let sides: Vec<&str> = cells(&sections, 0.1).iter().map(|cell| cell.side).collect();
        assert_eq!(sides, ["Li", "Li", "Re", "Re", "Re", "middle", "middle"]);
        assert!(overlaps(&sections).is_empty());
        let twice = [sections[1].clone(), section("c", [1.1, 1.4], Position::Right, "")];
        assert_eq!(overlaps(&twice), [(1, 0)]);
        let kms: Vec<f64> = cells(&twice, 0.1).iter().filter(|cell| cell.side == "Re").map(|cell| cell.km[0]).collect();
        assert_eq!(kms, [1.0, 1.1, 1.2, 1.3]);
    }
}
