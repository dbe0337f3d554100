//! The network map: roads with both sides beside each other, coloured by a class such as the recommended regime.
//!
//! North is up, a metre is as long in both directions, sides are moved outwards so that both can be seen, and the key tells
//! what share of the length each class has.

use super::axis::step;
use super::drawing::{Anchor, BORDER, Drawing, HEIGHT, LABEL, Shape, WIDTH};
use super::font::{text_width, wrap};
use super::map_strips::{self, Stretch, stretches};
use super::palette::{BLACK, Colour, DARK_GREY, PALE_GREY, PRESENT, WHITE};
use super::places::TOWNS;
use crate::plot::words::{capital, choose, inside, number, per_cent};
use crate::scenario::Language;
use std::collections::BTreeMap;

/// Room for the key at the right.
const KEY: f64 = 300.0;
/// A usual segment shorter than this on the map is also drawn beside it.
const LEGIBLE: f64 = 4.0;
/// Width of a side, and how far it is moved from the middle of the road.
const THICK: f64 = 10.0;
const ASIDE: f64 = 7.0;

/// One segment-side.
#[derive(Clone, Debug, PartialEq)]
pub struct MapSegment {
    /// Road, such as `A12`.
    pub road: String,
    /// Kilometre at its start.
    pub km: f64,
    /// Ends in RD New, m.
    pub ends: [(f64, f64); 2],
    /// -1 left in the direction of the kilometres, 0 middle, 1 right.
    pub side: i8,
    /// Class (index into the classes of the map).
    pub class: usize,
    /// Length, m.
    pub length_m: f64,
    /// What a reader sees who points at it.
    pub tip: String,
}

/// One class of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct MapClass {
    /// Name for people.
    pub label: String,
    /// Colour.
    pub colour: Colour,
}

/// The figure.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkMap {
    /// Language.
    pub language: Language,
    /// The finding, where it is not told by the shares of the classes.
    pub headline: Option<String>,
    /// What the colours tell, for the head of the key: "Recommended regime".
    pub quantity: String,
    /// Whether the classes rise from good to bad, as risk does; the sentence above the figure then tells of the worst.
    pub rising: bool,
    /// What is plotted.
    pub subtitle: String,
    /// Classes in the order of the key.
    pub classes: Vec<MapClass>,
    /// Segments with a place.
    pub segments: Vec<MapSegment>,
}

/// Share of the length in each class; all zero for an empty map.
pub fn shares(map: &NetworkMap) -> Vec<f64> {
    let mut lengths = vec![0.0; map.classes.len()];
    for segment in &map.segments {
        if let Some(length) = lengths.get_mut(segment.class) {
            *length += segment.length_m;
        }
    }
    let total: f64 = lengths.iter().sum();
    lengths.iter().map(|length| if total > 0.0 { length / total } else { 0.0 }).collect()
}

/// The sentence above the map: the one or two classes with most of the length, or the worst class that occurs.
pub fn title(map: &NetworkMap) -> String {
    if let Some(headline) = &map.headline {
        return headline.clone();
    }
    let language = map.language;
    let shares = shares(map);
    let mut order: Vec<usize> = (0..shares.len()).filter(|&class| shares[class] > 0.0).collect();
    order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]));
    let part = |class: usize| {
        let on = choose(language, "on", "op");
        format!("{} {on} {}", map.classes[class].label, per_cent(shares[class], language))
    };
    let worst = order.iter().copied().max();
    match order[..] {
        [_, _, ..] if map.rising => {
            let worst = worst.unwrap_or(0);
            let of = choose(language, "of the length has the highest risk", "van de lengte heeft het hoogste risico");
            format!(
                "{} {of}: {} {}",
                per_cent(shares[worst], language),
                map.classes[worst].label,
                inside(&map.quantity)
            )
        }
        [] => choose(language, "No segment has a place on the map", "Geen enkel vak heeft een plaats op de kaart")
            .to_string(),
        [only] => {
            format!(
                "{} {}",
                capital(&map.classes[only].label),
                choose(language, "on the whole length", "op de hele lengte")
            )
        }
        [first, second, ..] => {
            let of = choose(language, "of the length", "van de lengte");
            format!("{} {of}, {}", capital(&part(first)), part(second))
        }
    }
}

/// From RD New to the frame.
struct View {
    centre: (f64, f64),
    middle: (f64, f64),
    per_metre: f64,
}

impl View {
    fn of(segments: &[MapSegment], left_top: (f64, f64), right_bottom: (f64, f64)) -> Self {
        let points = || segments.iter().flat_map(|segment| segment.ends);
        let span = |pick: fn((f64, f64)) -> f64| {
            let low = points().map(pick).fold(f64::INFINITY, f64::min);
            let high = points().map(pick).fold(f64::NEG_INFINITY, f64::max);
            if low <= high { (low, high) } else { (0.0, 1.0) }
        };
        let ((west, east), (south, north)) = (span(|point| point.0), span(|point| point.1));
        let room = (right_bottom.0 - left_top.0 - 60.0, right_bottom.1 - left_top.1 - 60.0);
        View {
            centre: (f64::midpoint(west, east), f64::midpoint(south, north)),
            middle: (f64::midpoint(left_top.0, right_bottom.0), f64::midpoint(left_top.1, right_bottom.1)),
            per_metre: (room.0 / (east - west).max(500.0)).min(room.1 / (north - south).max(500.0)),
        }
    }

    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (cx, cy) = self.centre;
        (self.middle.0 + (x - cx) * self.per_metre, self.middle.1 - (y - cy) * self.per_metre)
    }
}

/// Lays the map out.
pub fn drawing(map: &NetworkMap) -> Drawing {
    let mut figure = Drawing::new(title(map), map.subtitle.clone());
    let (left_top, right_bottom) = ((BORDER, figure.top), (WIDTH - KEY - BORDER, HEIGHT - 12.0));
    let view = View::of(&map.segments, left_top, right_bottom);
    roads(&mut figure, map, &view);
    let sides: Vec<_> = map.segments.iter().map(|segment| beside(segment, &view)).collect();
    // A white halo parts the sides from the road, a thin grey rim the pale classes from the paper.
    for (colour, width) in [(WHITE, THICK + 3.0), (PRESENT, THICK + 1.2)] {
        for points in &sides {
            figure.line(points.clone(), colour, width);
        }
    }
    for (segment, points) in map.segments.iter().zip(sides) {
        let colour = map.classes.get(segment.class).map_or(PALE_GREY, |class| class.colour);
        let line = Shape::Line { points, colour, width: THICK, dashed: false };
        figure.add_with_tip(line, segment.tip.clone());
    }
    let signs = road_names(&mut figure, map, &view);
    let middles = by_road(map).into_values().flatten().map(|(_, middle)| view.at(middle));
    let mut taken: Vec<_> = signs.into_iter().chain(middles).collect();
    let below_key = key(&mut figure, map) + 52.0;
    let drawn_out = drawn_out(map, &view, below_key);
    if let Some((list, pace)) = &drawn_out {
        map_strips::draw(&mut figure, map, list, (WIDTH - KEY, WIDTH - BORDER), below_key, *pace);
        taken.extend(map_strips::kilometres(&mut figure, map, list, |point| view.at(point), &taken));
    }
    towns(&mut figure, &view, (left_top, right_bottom), &taken);
    let left = if drawn_out.is_some() { BORDER } else { WIDTH - KEY };
    scale_and_north(&mut figure, &view, left, map.language);
    figure
}

/// The stretches to draw beside the map and the pace of their rows, where segments are too short to be seen on it.
fn drawn_out(map: &NetworkMap, view: &View, top: f64) -> Option<(Vec<Stretch>, f64)> {
    let mut lengths: Vec<f64> = map.segments.iter().map(|segment| segment.length_m * view.per_metre).collect();
    lengths.sort_by(f64::total_cmp);
    let usual = lengths.get(lengths.len() / 2).copied()?;
    let list = stretches(map);
    let pace = map_strips::pace(list.len(), top, HEIGHT - 16.0).filter(|_| usual < LEGIBLE)?;
    Some((list, pace))
}

/// The ends of a segment on the map, moved to its side of the road.
fn beside(segment: &MapSegment, view: &View) -> Vec<(f64, f64)> {
    let [a, b] = segment.ends.map(|end| view.at(end));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    let aside = ASIDE * f64::from(segment.side) / length;
    // Neighbours overlap a little, so that no seam shows.
    let longer = 0.4 / length;
    let (a, b) = ((a.0 - longer * dx, a.1 - longer * dy), (b.0 + longer * dx, b.1 + longer * dy));
    // Right of the direction of travel is (-dy, dx) in a frame whose y grows downwards.
    [a, b].map(|(x, y)| (x - dy * aside, y + dx * aside)).to_vec()
}

/// Each road as a pale line through its segments in the order of the kilometres, so that stretches hang together.
fn roads(figure: &mut Drawing, map: &NetworkMap, view: &View) {
    for points in by_road(map).values() {
        let line: Vec<_> = points.iter().map(|(_, point)| view.at(*point)).collect();
        figure.line(line, PALE_GREY, 2.0);
    }
}

/// Kilometre and place of the middles of segments.
type Middles = Vec<(f64, (f64, f64))>;

/// Middles of the segments of each road in the order of the kilometres.
fn by_road(map: &NetworkMap) -> BTreeMap<&str, Middles> {
    let mut roads: BTreeMap<&str, Middles> = BTreeMap::new();
    for segment in &map.segments {
        let [a, b] = segment.ends;
        let middle = (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        roads.entry(&segment.road).or_default().push((segment.km, middle));
    }
    for points in roads.values_mut() {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    roads
}

/// The name of each road on a small sign beside its middle; gives the middles of the signs.
fn road_names(figure: &mut Drawing, map: &NetworkMap, view: &View) -> Vec<(f64, f64)> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (road, points) in by_road(map) {
        let width = text_width(road, LABEL - 1.0, true) + 10.0;
        let free =
            |at: (f64, f64)| taken.iter().all(|other| (other.0 - at.0).abs() > 56.0 || (other.1 - at.1).abs() > 24.0);
        // Tried at the middle first, then at a quarter and three quarters of the road.
        let tries = [2, 1, 3].map(|quarter| view.at(points[(points.len() - 1) * quarter / 4].1));
        let (x, y) =
            tries.into_iter().map(|(x, y)| (x + 14.0 + width / 2.0, y - 20.0)).find(|&at| free(at)).unwrap_or_else(
                || {
                    let (x, y) = tries[0];
                    (x, y + 28.0)
                },
            );
        taken.push((x, y));
        figure.bar((x - width / 2.0, y - 10.0), (width, 20.0), DARK_GREY);
        figure.label((x, y + 5.0), road, LABEL - 1.0, WHITE, true, Anchor::Middle);
    }
    taken
}

/// Towns inside the map, named below or above their dot; one whose name would touch a sign or a verge is left out.
fn towns(figure: &mut Drawing, view: &View, (left_top, right_bottom): ((f64, f64), (f64, f64)), taken: &[(f64, f64)]) {
    for (name, east_km, north_km) in TOWNS {
        let (x, y) = view.at((1000.0 * east_km, 1000.0 * north_km));
        let half = text_width(name, LABEL, false) / 2.0;
        let fits = |base: f64| {
            let inside =
                x - half > left_top.0 && x + half < right_bottom.0 && base > left_top.1 + 14.0 && base < right_bottom.1;
            inside && taken.iter().all(|other| (other.0 - x).abs() > half + 30.0 || (other.1 - base + 5.0).abs() > 20.0)
        };
        if let Some(base) = [y + 18.0, y - 8.0].into_iter().find(|&base| fits(base)) {
            figure.add(Shape::Dot { at: (x, y), radius: 2.0, colour: DARK_GREY, hollow: false });
            figure.text((x, base), name, DARK_GREY, Anchor::Middle);
        }
    }
}

/// The classes with their shares; gives where the key ends.
fn key(figure: &mut Drawing, map: &NetworkMap) -> f64 {
    let left = WIDTH - KEY;
    let mut y = figure.top + 24.0;
    for line in wrap(&map.quantity, 17.0, true, KEY - BORDER) {
        figure.label((left, y), &line, 17.0, BLACK, true, Anchor::Start);
        y += 20.0;
    }
    let words = choose(map.language, "share of the length of the sides", "deel van de lengte van de kanten");
    figure.text((left, y), words, DARK_GREY, Anchor::Start);
    for (class, share) in map.classes.iter().zip(shares(map)) {
        y += 28.0;
        figure.bar((left - 1.0, y - 14.0), (32.0, 18.0), PRESENT);
        figure.bar((left, y - 13.0), (30.0, 16.0), class.colour);
        figure.label((left + 82.0, y), &per_cent(share, map.language), 17.0, BLACK, true, Anchor::End);
        let lines = wrap(&class.label, LABEL, false, KEY - 92.0 - BORDER);
        for (place, line) in lines.iter().enumerate() {
            figure.text((left + 92.0, y + 18.0 * place as f64), line, BLACK, Anchor::Start);
        }
        y += 18.0 * lines.len().saturating_sub(1) as f64;
    }
    y
}

fn scale_and_north(figure: &mut Drawing, view: &View, left: f64, language: Language) {
    let base = HEIGHT - 34.0;
    let metres = step(160.0 / view.per_metre, 1) / 2.0;
    let length = metres * view.per_metre;
    let (amount, unit) = if metres >= 1000.0 { (metres / 1000.0, "km") } else { (metres, "m") };
    figure.line(vec![(left, base - 6.0), (left, base), (left + length, base), (left + length, base - 6.0)], BLACK, 2.0);
    figure.text((left + length + 10.0, base), &format!("{} {unit}", number(amount, language)), BLACK, Anchor::Start);
    let x = left + 256.0;
    let arrow = vec![(x, base - 46.0), (x + 8.0, base - 18.0), (x, base - 25.0), (x - 8.0, base - 18.0)];
    figure.add(Shape::Area { points: arrow, fill: BLACK, opacity: 1.0 });
    figure.label((x, base), "N", LABEL, BLACK, true, Anchor::Middle);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plot::palette::REGIMES;
    use crate::plot::svg;

    /// The shipped segments with made-up classes, for tests and looking.
    pub(crate) fn example(language: Language) -> NetworkMap {
        let table = include_str!("../../scenarios/veluwe/segments.csv");
        let head: Vec<&str> = table.lines().next().unwrap_or_default().split(',').collect();
        let column = |name: &str| head.iter().position(|other| *other == name).expect("column of the shipped table");
        let segments = table.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |name: &str| cells[column(name)].parse::<f64>().expect("number of the shipped table");
            let class = match (cells[column("soil")], cells[column("productivity_class")]) {
                (_, "high") => 2,
                ("sand_dry", "low") => 0,
                _ => 1,
            };
            MapSegment {
                road: cells[column("road")].to_string(),
                km: number("km_from"),
                ends: [(number("x_from_m"), number("y_from_m")), (number("x_to_m"), number("y_to_m"))],
                side: if cells[column("side")] == "Li" { -1 } else { 1 },
                class,
                length_m: 100.0,
                tip: cells[0].to_string(),
            }
        });
        let labels = ["one cut before July", "two cuts", "two cuts, a quarter left"];
        NetworkMap {
            language,
            headline: None,
            quantity: "Recommended regime".to_string(),
            rising: false,
            subtitle: "355 sides of 100 m on 17 stretches; plan for 2027".to_string(),
            classes: (0..3).map(|i| MapClass { label: labels[i].to_string(), colour: REGIMES[i] }).collect(),
            segments: segments.collect(),
        }
    }

    #[test]
    fn the_title_tells_where_most_of_the_length_goes() {
        let mut map = example(Language::En);
        assert!((shares(&map).iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(title(&map).contains("of the length, "), "{}", title(&map));
        map.rising = true;
        assert!(title(&map).ends_with("two cuts, a quarter left recommended regime"), "{}", title(&map));
        for segment in &mut map.segments {
            segment.class = 1;
        }
        assert_eq!(title(&map), "Two cuts on the whole length");
        map.segments.clear();
        assert!(title(&map).starts_with("No segment"));
        assert!(!svg::render(&drawing(&map)).contains("NaN"));
    }

    #[test]
    fn sides_lie_on_their_side_and_carry_their_tip() {
        let map = example(Language::En);
        let view = View { centre: (0.0, 0.0), middle: (0.0, 0.0), per_metre: 1.0 };
        let mut segment = map.segments[0].clone();
        segment.ends = [(0.0, 0.0), (100.0, 0.0)];
        segment.side = 1;
        // Driving east, the right side lies to the south, which is downwards on the map.
        assert!(beside(&segment, &view).iter().all(|point| (point.1 - ASIDE).abs() < 1e-9));
        assert!(svg::render(&drawing(&map)).contains("<title>a12-re-"));
    }
}
