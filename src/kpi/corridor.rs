//! Passage between Natura 2000 areas along the verges, in the worst half-month of the year.
//!
//! The chance that a small animal gets from one area to another over the best path, `p*` of the connectivity of the verges, with
//! each segment on the way hindering by what is mown of it ([`corridors_of`]). A
//! segment that is not mown (heath, wood, no grass) does not hinder, an area neither. Pairs that no path joins even where
//! everything stands are no pairs.

use super::Evidence;
use super::connectivity::{Choice, MOST_WORTHS, standing_shares};
use super::web::Web;
use crate::biodiversity::connectivity::{HALF_MONTHS, Reach, corridors_of};

/// Searches that are made at most; where members would need more, their mean is taken.
const MOST_SEARCHES: usize = 20_000;

/// Passage between two areas under a choice of programmes.
#[derive(Clone, Debug, PartialEq)]
pub struct Corridor {
    /// The areas (indices into those of the network), the first the lower.
    pub areas: [usize; 2],
    /// `p*` where everything stands.
    pub open: f64,
    /// `p*` in the worst half-month, for each member.
    pub least: Vec<f64>,
    /// The worst half-month, of the mean over members.
    pub worst: usize,
}

/// Mean over the pairs of the passage in the worst half-month, for each member; empty without pairs.
pub fn mean_least(corridors: &[Corridor]) -> Vec<f64> {
    let members = corridors.first().map_or(0, |corridor| corridor.least.len());
    let mean = |member| corridors.iter().map(|corridor| corridor.least[member]).sum::<f64>() / corridors.len() as f64;
    (0..members).map(mean).collect()
}

/// Corridors of the network under each choice of programmes, the same pairs for all.
pub fn corridors(evidence: &Evidence, web: &Web, choices: &[Choice<'_>]) -> Vec<Vec<Corridor>> {
    let Web { with_areas: graph, joined: open, .. } = web;
    if open.is_empty() {
        return vec![Vec::new(); choices.len()];
    }
    let areas = evidence.setting.areas;
    let first_area = evidence.setting.segments.len();
    let area_nodes: Vec<usize> = (first_area..first_area + areas.len()).collect();
    let mut reach = Reach::new(graph);
    let mut passage = |quality: &[f64]| corridors_of(graph, &mut reach, &area_nodes, quality);
    let members = evidence.outcomes.standing.dim().1;
    let searches = choices.len() * HALF_MONTHS * areas.len();
    let numbers = graph.nodes() * HALF_MONTHS;
    let apart = searches * members <= MOST_SEARCHES && numbers * members <= MOST_WORTHS;
    let kept = if apart { members } else { 1 };
    let of_choice = |choice: &Choice<'_>| {
        let mut quality = vec![1.0; graph.nodes() * kept * HALF_MONTHS];
        for segment in (0..first_area).filter(|&segment| !evidence.sites.zones(segment).is_empty()) {
            let row = &mut quality[segment * kept * HALF_MONTHS..(segment + 1) * kept * HALF_MONTHS];
            row.fill(0.0);
            if let Some(programme) = choice(segment) {
                standing_shares(evidence, segment, programme, kept, row);
            }
        }
        let mut found: Vec<[Vec<f64>; HALF_MONTHS]> = vec![std::array::from_fn(|_| Vec::new()); open.len()];
        for member in 0..kept {
            for half in 0..HALF_MONTHS {
                let column = quality.iter().skip(member * HALF_MONTHS + half).step_by(kept * HALF_MONTHS);
                let now = passage(&column.copied().collect::<Vec<f64>>());
                for (found, (pair, _)) in found.iter_mut().zip(open) {
                    found[half].push(now.iter().find(|(other, _)| other == pair).map_or(0.0, |(_, p)| *p));
                }
            }
        }
        let corridor = |(&(areas, open), halves): (&([usize; 2], f64), &[Vec<f64>; HALF_MONTHS])| {
            let least = |member: usize| halves.iter().map(|half| half[member]).fold(f64::INFINITY, f64::min);
            let sum = |half: usize| halves[half].iter().sum::<f64>();
            let worst = (0..HALF_MONTHS).min_by(|&a, &b| sum(a).total_cmp(&sum(b))).unwrap_or(0);
            let least: Vec<f64> = (0..members).map(|member| least(if kept == members { member } else { 0 })).collect();
            Corridor { areas: areas.map(|node| node - first_area), open, least, worst }
        };
        open.iter().zip(&found).map(corridor).collect()
    };
    choices.iter().map(of_choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Setting;
    use crate::kpi::sample::Sample;
    use crate::network::nature::NatureArea;
    use crate::network::segment::Point;

    fn area(name: &str, x_m: f64) -> NatureArea {
        let corners = [(0.0, 0.0), (50.0, 0.0), (50.0, 50.0), (0.0, 50.0)];
        let ring = corners.map(|(dx, dy)| Point { x_m: x_m + dx, y_m: dy }).to_vec();
        NatureArea::new(name.into(), vec![vec![ring]])
    }

    #[test]
    fn a_cut_between_two_areas_narrows_the_passage() {
        let mut sample = Sample::new();
        // Segments 0 and 1 of the A1 between two areas of a heath; a third area lies too far away.
        for (segment, x_m) in [(0, 1000.0), (1, 1100.0), (2, 30_000.0)] {
            sample.segments[segment].ends = Some([0.0, 100.0].map(|along| Point { x_m: x_m + along, y_m: 0.0 }));
        }
        let areas = [area("west", 900.0), area("east", 1300.0), area("far", 60_000.0)];
        // The main verge (0.9 of the area) of programme 0 is bare in half-month 11 of member 1.
        sample.outcomes.standing[[1, 1, 11]] = 0.0;
        sample.with(|evidence| {
            let setting = Setting { areas: &areas, ..evidence.setting.clone() };
            let (all, none) = (|_: usize| Some(0), |_: usize| None);
            let web = Web::of(&setting);
            let found = corridors(&Evidence { setting: &setting, ..*evidence }, &web, &[&all, &none]);
            let [mown, bare] = [&found[0][0], &found[1][0]];
            assert_eq!((found[0].len(), mown.areas), (1, [0, 1]));
            assert!(mown.open > 0.0 && mown.open < 1.0);
            // One segment in reach of both areas is enough of a way: 0.1 of it stands in the worst half-month.
            let crossed = |standing: f64| 1.0 - 0.5 * (1.0 - standing);
            assert!((mown.least[0] - mown.open).abs() < 1e-12, "{mown:?}");
            assert!((mown.least[1] - mown.open * crossed(0.1)).abs() < 1e-9, "{mown:?}");
            assert_eq!(mown.worst, 11);
            assert!((bare.least[0] - mown.open * crossed(0.0)).abs() < 1e-9, "{bare:?}");
            assert_eq!(mean_least(&found[0]), mown.least);
            assert!(corridors(evidence, &Web::of(evidence.setting), &[&all])[0].is_empty(), "no areas, no corridors");
        });
    }
}
