//! Stretches of a map drawn out beside it: where 100 m of road is less than a few pixels, the map shows where, the strips what.

use super::drawing::{Anchor, Drawing};
use super::font::text_width;
use super::network_map::{MapSegment, NetworkMap};
use super::palette::{BLACK, DARK_GREY, PALE_GREY, PRESENT};
use crate::plot::words::{choose, with_decimals};

/// Kilometres between two segments of a road from which on they belong to different stretches.
const GAP_KM: f64 = 0.5;
/// Shortest and longest pace of the rows.
const PACE: (f64, f64) = (14.0, 21.0);
/// Room for the name of a stretch at least, and between the longest name and the strips: other fonts are wider than ours.
const NAME: (f64, f64) = (104.0, 12.0);
/// Size of the names.
const SIZE: f64 = 12.5;

/// Segments of one road without large gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Road.
    pub road: String,
    /// Kilometre at its start.
    pub from_km: f64,
    /// Kilometre at its end.
    pub to_km: f64,
    /// Segments of the map.
    pub segments: Vec<usize>,
}

impl Stretch {
    /// Road and first kilometre, as on the hectometre posts.
    pub fn name(&self, map: &NetworkMap) -> String {
        format!("{} {}", self.road, with_decimals(self.from_km, 1, map.language))
    }
}

fn end_km(segment: &MapSegment) -> f64 {
    segment.km + segment.length_m / 1000.0
}

/// The stretches of a map, by road and kilometre.
pub fn stretches(map: &NetworkMap) -> Vec<Stretch> {
    let mut order: Vec<usize> = (0..map.segments.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&map.segments[a], &map.segments[b]);
        a.road.cmp(&b.road).then(a.km.total_cmp(&b.km))
    });
    let mut list: Vec<Stretch> = Vec::new();
    for at in order {
        let segment = &map.segments[at];
        match list.last_mut().filter(|last| last.road == segment.road && segment.km < last.to_km + GAP_KM) {
            Some(last) => {
                last.to_km = last.to_km.max(end_km(segment));
                last.segments.push(at);
            }
            None => list.push(Stretch {
                road: segment.road.clone(),
                from_km: segment.km,
                to_km: end_km(segment),
                segments: vec![at],
            }),
        }
    }
    list
}

/// Pace of the rows between two heights; `None` where so many stretches cannot be read.
pub fn pace(stretches: usize, top: f64, bottom: f64) -> Option<f64> {
    let pace = ((bottom - top) / stretches.max(1) as f64).min(PACE.1);
    (stretches > 0 && pace >= PACE.0).then_some(pace)
}

/// Draws the stretches below each other between `left` and `right`, on one scale of kilometres, from `top` down.
pub fn draw(figure: &mut Drawing, map: &NetworkMap, list: &[Stretch], (left, right): (f64, f64), top: f64, pace: f64) {
    let words =
        choose(map.language, "stretches: left side above, right below", "wegvakken: linkerkant boven, rechts onder");
    figure.label((left, top - 10.0), words, SIZE, DARK_GREY, false, Anchor::Start);
    let longest = list.iter().map(|stretch| stretch.to_km - stretch.from_km).fold(0.1, f64::max);
    let widest = list.iter().map(|stretch| text_width(&stretch.name(map), SIZE, false)).fold(0.0, f64::max);
    let begin = left + NAME.0.max(widest + NAME.1);
    let per_km = (right - begin) / longest;
    let thick = (pace - 4.0) / 2.0;
    for (row, stretch) in list.iter().enumerate() {
        let y = top + row as f64 * pace;
        figure.label((left, y + pace / 2.0 + 3.0), &stretch.name(map), SIZE, BLACK, false, Anchor::Start);
        let at = |km: f64| begin + (km - stretch.from_km) * per_km;
        let cells = stretch.segments.iter().map(|&place| {
            let segment = &map.segments[place];
            let (below, height) = match segment.side {
                -1 => (1.0, thick),
                0 => (1.0, 2.0 * thick),
                _ => (1.0 + thick, thick),
            };
            let from = at(segment.km);
            (segment, (from, y + below), (at(end_km(segment)) - from, height))
        });
        // A thin grey rim parts the pale classes from the paper; a side without verges stays white.
        for (_, (x, y), (width, height)) in cells.clone() {
            figure.bar((x - 0.7, y - 0.7), (width + 1.4, height + 1.4), PRESENT);
        }
        for (segment, place, (width, height)) in cells {
            let colour = map.classes.get(segment.class).map_or(PALE_GREY, |class| class.colour);
            figure.add_with_tip(super::drawing::bar(place, (width + 0.3, height), colour), segment.tip.clone());
        }
        let sides = |side| stretch.segments.iter().any(|&place| map.segments[place].side == side);
        if sides(-1) && sides(1) {
            let y = y + 1.0 + thick;
            figure.line(vec![(at(stretch.from_km), y), (at(stretch.to_km), y)], super::palette::WHITE, 1.2);
        }
    }
}

/// The first kilometre beside each stretch of a road with several, to find it among the strips; gives the middles of these texts.
pub fn kilometres(
    figure: &mut Drawing,
    map: &NetworkMap,
    list: &[Stretch],
    to_frame: impl Fn((f64, f64)) -> (f64, f64),
    taken: &[(f64, f64)],
) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    // The sign of a road with one stretch says enough.
    let alone = |stretch: &Stretch| list.iter().filter(|other| other.road == stretch.road).count() == 1;
    for stretch in list.iter().filter(|stretch| !alone(stretch)) {
        let ends = || stretch.segments.iter().flat_map(|&place| map.segments[place].ends).map(&to_frame);
        let count = (2 * stretch.segments.len()) as f64;
        let middle = (ends().map(|end| end.0).sum::<f64>() / count, ends().map(|end| end.1).sum::<f64>() / count);
        let text = format!("km\u{a0}{}", with_decimals(stretch.from_km, 1, map.language));
        let tries = [
            (0.0, 34.0),
            (0.0, -28.0),
            (62.0, 4.0),
            (-62.0, 4.0),
            (36.0, 26.0),
            (-36.0, 26.0),
            (-36.0, -22.0),
            (0.0, 50.0),
            (-62.0, 22.0),
            (62.0, 22.0),
        ];
        let tries = tries.map(|(right, down)| (middle.0 + right, middle.1 + down));
        let free = |at: &(f64, f64)| {
            taken.iter().chain(&places).all(|other| (other.0 - at.0).abs() > 58.0 || (other.1 - at.1).abs() > 18.0)
        };
        let Some(at) = tries.iter().copied().find(free) else { continue };
        figure.label((at.0, at.1 + 4.0), &text, 12.5, BLACK, false, Anchor::Middle);
        places.push(at);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::drawing::Shape;
    use crate::plot::network_map::tests::example;
    use crate::scenario::Language;

    #[test]
    fn stretches_hold_every_segment_once_and_break_at_gaps() {
        let map = example(Language::En);
        let list = stretches(&map);
        assert_eq!(list.iter().map(|stretch| stretch.segments.len()).sum::<usize>(), map.segments.len());
        assert!(list.len() > 10, "{}", list.len());
        for pair in list.windows(2) {
            assert!(pair[0].road != pair[1].road || pair[1].from_km >= pair[0].to_km + GAP_KM);
        }
    }

    #[test]
    fn strips_begin_behind_the_longest_name() {
        let mut map = example(Language::En);
        map.segments[0].road = "OUDE RIJKSSTRAATWEG".to_owned();
        let list = stretches(&map);
        let mut figure = Drawing::new("t", "s");
        draw(&mut figure, &map, &list, (10.0, 400.0), 20.0, 16.0);
        let widest = list.iter().map(|one| text_width(&one.name(&map), SIZE, false)).fold(0.0, f64::max);
        let bars = figure.marks.iter().filter_map(|mark| match &mark.shape {
            Shape::Area { points, .. } => Some(points[0].0),
            _ => None,
        });
        assert!(widest > NAME.0 && bars.fold(f64::INFINITY, f64::min) > 10.0 + widest + 5.0);
    }

    #[test]
    fn too_many_stretches_are_not_drawn() {
        assert_eq!(pace(0, 0.0, 300.0), None);
        assert_eq!(pace(100, 0.0, 300.0), None);
        assert_eq!(pace(2, 0.0, 300.0), Some(PACE.1));
    }
}
