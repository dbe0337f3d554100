//! Reading the segment table.

use super::Network;
use super::cells::{Cells, ColumnDefault};
use super::chain::{chains, ignition_shares};
use super::delimited::{Codes, Table};
use super::geometry::{distance_m, is_rd_new};
use super::place;
use super::repeats;
use super::segment::{AdjacentUse, ProductivityClass, SeenSpecies, Segment, Side, Soil, VegetationType};
use super::site;
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;

/// Codes of the segment table.
const CODES: Codes =
    Codes { empty: "N201", column: "N202", row: "N203", missing: "N204", kind: "N205", range: "N206", word: "N207" };

/// Columns of the segment table.
pub const COLUMNS: [&str; 48] = [
    "id",
    "road",
    "letter",
    "carriageway",
    "side",
    "km_from",
    "km_to",
    "x_from_m",
    "y_from_m",
    "x_to_m",
    "y_to_m",
    "length_m",
    "width_m",
    "mown_area_m2",
    "owner",
    "district",
    "contract",
    "slope_deg",
    "aspect_deg",
    "soil",
    "productivity_class",
    "vegetation_type",
    "groundwater_class",
    "adjacent_use",
    "natura2000_dist_m",
    "aadt",
    "hgv_share",
    "safety_strip_m",
    "obstacles_per_100m",
    "barrier_m",
    "guard_rail",
    "sight_triangle",
    "protected_species",
    "current_regime",
    "last_cut_date",
    "weather",
    "shade",
    "whc_mm",
    "n_mineralisation_kg_ha",
    "n_turnover_per_year",
    "n_deposition_kg_ha",
    "ellenberg_f",
    "ellenberg_r",
    "share_a",
    "share_b",
    "share_c",
    "share_d",
    "problem_species",
];
/// Columns that name one segment and can have no default.
const OF_ONE_SEGMENT: [&str; 7] = ["id", "km_from", "km_to", "x_from_m", "y_from_m", "x_to_m", "y_to_m"];
/// Columns whose defaults stand in for the user's own data: column and what is taken.
const STAND_INS: [(&str, &str); 6] = [
    ("width_m", "10 m"),
    ("soil", "sand_moist"),
    ("productivity_class", "mid"),
    ("aadt", "1330 vehicles a day"),
    ("hgv_share", "0.1"),
    ("obstacles_per_100m", "3"),
];
/// Columns that are read over: nothing in this version uses them.
const UNUSED: [&str; 2] = ["groundwater_class", "aspect_deg"];
/// Rows with turned kilometres that are named.
const TURNED_NAMED: usize = 5;
/// Longest segment, m.
const LONGEST_M: f64 = 2000.0;
/// Largest mown area over length times width.
const LARGEST_AREA_RATIO: f64 = 1.2;

/// Reads a segment table. `defaults` stand for missing columns and cells, `safety_strip_m` for a missing width of the
/// safety strip. Every problem of the table is reported.
pub fn segments(
    name: &str,
    bytes: &[u8],
    defaults: &[ColumnDefault],
    safety_strip_m: f64,
) -> Result<Network, Problems> {
    let mut problems = Problems(defaults.iter().filter_map(default_problem).collect());
    let Some(table) = problems.take(Table::read(name, bytes, CODES)) else { return Err(problems) };
    let filled = |column: &&str| !defaults.iter().any(|default| default.column == **column);
    let required: Vec<&str> = ["road", "side", "km_from", "km_to"].into_iter().filter(filled).collect();
    problems.take(table.require(&required));
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut notices = Vec::new();
    let mut segments = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cells = Cells::new(&table, row, defaults);
        let segment = segment(&cells, safety_strip_m, &mut notices);
        problems.0.extend(cells.into_problems().0);
        segments.extend(segment);
    }
    problems = repeats::shorten(problems, name);
    if notices.len() > TURNED_NAMED {
        let more = notices.len() - TURNED_NAMED;
        notices.truncate(TURNED_NAMED);
        notices.push(format!("{name}: kilometres of {more} more segments are turned round"));
    }
    problems.0.extend(duplicates(name, &segments));
    notices.extend(stand_ins(&table, defaults));
    notices.extend(column_notices(&table));
    if !problems.is_empty() {
        return Err(problems);
    }
    segments.sort_by(|a, b| {
        let row_a = (&a.road, &a.letter, &a.carriageway, a.side);
        let row_b = (&b.road, &b.letter, &b.carriageway, b.side);
        row_a.cmp(&row_b).then(a.km_from.total_cmp(&b.km_from)).then_with(|| a.id.cmp(&b.id))
    });
    let shares = ignition_shares(&segments);
    for (segment, share) in segments.iter_mut().zip(shares) {
        segment.ignition_share = share;
    }
    notices.extend(lon_lat_notice(&table));
    notices.extend(remarks(name, &segments));
    let chains = chains(&segments);
    Ok(Network { segments, chains, areas: Vec::new(), notices })
}

/// Remarks on sorted segments that look odd, each with their number and first line.
fn remarks(name: &str, segments: &[Segment]) -> Vec<String> {
    const ROUNDING_KM: f64 = 0.001;
    const LARGEST_RATIO: f64 = 1.5;
    let same_row = |a: &Segment, b: &Segment| {
        (&a.road, &a.letter, &a.carriageway, a.side) == (&b.road, &b.letter, &b.carriageway, b.side)
    };
    let overlapping = segments
        .windows(2)
        .filter(|pair| same_row(&pair[0], &pair[1]) && pair[1].km_from + ROUNDING_KM < pair[0].km_to)
        .map(|pair| pair[1].line);
    let unlike = segments.iter().filter(|segment| {
        let between = segment.ends.map(|[a, b]| distance_m(a, b) / (1000.0 * (segment.km_to - segment.km_from)));
        between.is_some_and(|ratio| !(1.0 / LARGEST_RATIO..=LARGEST_RATIO).contains(&ratio))
    });
    let narrow = segments.iter().filter(|segment| segment.safety_strip_m >= segment.width_m);
    let unplaced = segments.iter().filter(|segment| segment.ends.is_none());
    let found: [(Vec<usize>, &str); 5] = [
        (unlike_owners(segments), "have an owner whose name differs from another's in capitals or spaces alone"),
        (overlapping.collect(), "overlap the one before: their verge counts twice"),
        (
            unlike.map(|s| s.line).collect(),
            "have ends that lie much farther apart, or nearer, than their kilometres say",
        ),
        (narrow.map(|s| s.line).collect(), "are no wider than the safety strip: they have no main verge"),
        (unplaced.map(|s| s.line).collect(), "have no coordinates: they are ordered by kilometre alone"),
    ];
    let remark = |(lines, what): (Vec<usize>, &str)| {
        let first = lines.iter().min()?;
        Some(format!("{name}:{first}: {} segments {what}", lines.len()))
    };
    found.into_iter().filter_map(remark).collect()
}

/// Lines of segments with the rarer spellings of one owner's name.
fn unlike_owners(segments: &[Segment]) -> Vec<usize> {
    let mut spellings: BTreeMap<String, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for segment in segments {
        let plain = segment.owner.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        spellings.entry(plain).or_default().entry(&segment.owner).or_default().push(segment.line);
    }
    let rarer = |names: BTreeMap<&str, Vec<usize>>| {
        let mut lines: Vec<Vec<usize>> = names.into_values().collect();
        lines.sort_by_key(Vec::len);
        lines.pop();
        lines.into_iter().flatten()
    };
    spellings.into_values().flat_map(rarer).collect()
}

/// What is wrong with a default, if anything.
fn default_problem(default: &ColumnDefault) -> Option<Problem> {
    let column = default.column.as_str();
    if OF_ONE_SEGMENT.contains(&column) {
        let what = format!("`{column}` belongs to one segment and can have no default");
        return Some(Problem::new("N217", default.place.clone(), what));
    }
    if COLUMNS.contains(&column) {
        return None;
    }
    let problem = Problem::new("N217", default.place.clone(), format!("the segment table has no column `{column}`"));
    Some(problem.hint(format!("columns: {}", COLUMNS.join(", "))))
}

fn duplicates(name: &str, segments: &[Segment]) -> Vec<Problem> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut problems = Vec::new();
    for segment in segments {
        if let Some(&line) = first.get(segment.id.as_str()) {
            let what = format!("the id \"{}\" already stands on line {line}", segment.id);
            problems.push(Problem::new("N208", format!("{name}:{}, id", segment.line), what).hint("ids are unique"));
        } else {
            first.insert(&segment.id, segment.line);
        }
    }
    problems
}

/// One notice for each column whose default stands in for the user's own data.
fn stand_ins(table: &Table, defaults: &[ColumnDefault]) -> Vec<String> {
    let rows = table.rows.len();
    STAND_INS
        .into_iter()
        .filter(|(column, _)| !defaults.iter().any(|default| default.column == *column))
        .filter_map(|(column, value)| {
            let empty = table.rows.iter().filter(|row| Cells::new(table, row, &[]).text(column).is_none()).count();
            let name = &table.name;
            (empty > 0).then(|| format!("{name}: {column} is missing for {empty} of {rows} segments: {value} is taken"))
        })
        .collect()
}

fn column_notices(table: &Table) -> Vec<String> {
    let unknown = table.unknown_columns(&COLUMNS);
    let unused: Vec<&str> = UNUSED.into_iter().filter(|column| table.column(column).is_some()).collect();
    let notice = |columns: &[&str], what: &str| {
        (!columns.is_empty()).then(|| format!("{}: {what}: {}", table.name, columns.join(", ")))
    };
    [
        notice(&unknown, "columns that are not known and not used"),
        notice(&unused, "columns that this version does not use"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A table names no reference system, so the size of the numbers decides, which is said where it is lon/lat.
fn lon_lat_notice(table: &Table) -> Option<String> {
    let lon_lat =
        |row| Cells::new(table, row, &[]).number("x_from_m", f64::MIN..=f64::MAX).is_some_and(|x| !is_rd_new(x));
    let count = table.rows.iter().filter(|row| lon_lat(row)).count();
    (count > 0)
        .then(|| format!("{}: the coordinates of {count} segments are taken as longitude and latitude", table.name))
}

/// Kilometres of a row, turned round with a notice where they fall, and whether they were.
fn kilometres(cells: &Cells<'_>, notices: &mut Vec<String>) -> Option<(f64, f64, bool)> {
    let read = |column: &str| {
        cells.required(column)?;
        cells.number(column, 0.0..=1000.0)
    };
    let (from, to) = (read("km_from"), read("km_to"));
    let (from, to) = (from?, to?);
    if from == to {
        cells.problem("N209", "km_to", format!("km_from and km_to are both {from}"), "a segment has a length");
        return None;
    }
    if from > to {
        notices.push(format!("{}: kilometres {from} to {to} are turned round", cells.place("km_from")));
        return Some((to, from, true));
    }
    Some((from, to, false))
}

fn segment(cells: &Cells<'_>, safety_strip_m: f64, notices: &mut Vec<String>) -> Option<Segment> {
    let number = |column: &str, limits, default: f64| cells.number(column, limits).unwrap_or(default);
    let text = |column: &str| cells.text(column).unwrap_or_default().to_string();
    let flag = |column: &str| cells.flag(column).unwrap_or(false);
    let road = cells.required("road").map(str::to_string);
    let (letter, carriageway) = (text("letter"), text("carriageway"));
    let side = cells.required("side").and_then(|_| cells.word("side", &side_words()));
    let km = kilometres(cells, notices);
    let turned = km.is_some_and(|km| km.2);
    let ends = place::ends(cells).map(|[a, b]| if turned { [b, a] } else { [a, b] });
    let from_ends = ends.map(|[a, b]| distance_m(a, b)).filter(|&length| length > 0.0);
    let default_length = from_ends.or(km.map(|(from, to, _)| (to - from) * 1000.0));
    let length_m = cells.number("length_m", 0.0..=LONGEST_M).or(default_length).unwrap_or(0.0);
    if length_m <= 0.0 && default_length.is_some() || length_m > LONGEST_M {
        let what = format!("the segment is {length_m:.0} m long, outside 0 to {LONGEST_M}");
        cells.problem("N206", "length_m", what, "cut it into stretches of about 100 m");
    }
    let width_m = number("width_m", 0.5..=200.0, 10.0);
    let mown_area_m2 = number("mown_area_m2", f64::MIN_POSITIVE..=f64::MAX, length_m * width_m);
    if mown_area_m2 > LARGEST_AREA_RATIO * length_m * width_m && length_m > 0.0 {
        let what = format!("{mown_area_m2} m2 is more than {LARGEST_AREA_RATIO} times length times width");
        cells.problem("N212", "mown_area_m2", what, format!("{length_m:.1} m x {width_m} m"));
    }
    let owner = cells.text("owner").unwrap_or("unknown");
    let district = cells.text("district").unwrap_or(owner);
    let contract = cells.text("contract").unwrap_or(district);
    let soil = cells.word("soil", &Soil::WORDS).unwrap_or(Soil::SandMoist);
    let class = cells.word("productivity_class", &ProductivityClass::WORDS).unwrap_or(ProductivityClass::Mid);
    let slope_deg = number("slope_deg", 0.0..=60.0, 0.0);
    cells.number("aspect_deg", 0.0..=360.0);
    let segment = Segment {
        id: String::new(),
        side: side.unwrap_or(Side::Right),
        km_from: km.map_or(0.0, |km| km.0),
        km_to: km.map_or(0.0, |km| km.1),
        ends,
        length_m,
        width_m,
        mown_area_m2,
        owner: owner.to_string(),
        district: district.to_string(),
        contract: contract.to_string(),
        slope_deg,
        vegetation: cells.word("vegetation_type", &VegetationType::WORDS).unwrap_or(VegetationType::Grass),
        site: site::site_columns(cells, soil, class, slope_deg),
        adjacent_use: adjacent_use(cells, soil),
        natura2000_dist_m: cells.number("natura2000_dist_m", 0.0..=f64::MAX),
        aadt: number("aadt", 0.0..=300_000.0, 1330.0),
        hgv_share: number("hgv_share", 0.0..=1.0, 0.1),
        safety_strip_m: number("safety_strip_m", 0.0..=15.0, safety_strip_m).min(width_m),
        obstacles_per_100m: number("obstacles_per_100m", 0.0..=100.0, 3.0),
        barrier_m: number("barrier_m", 0.0..=50.0, 0.0),
        guard_rail: flag("guard_rail"),
        sight_triangle: flag("sight_triangle"),
        protected_species: flag("protected_species"),
        problem_species: problem_species(cells),
        current_regime: cells.text("current_regime").map(str::to_string),
        last_cut: cells.date("last_cut_date"),
        weather: cells.text("weather").map(str::to_string),
        ignition_share: 1.0,
        line: cells.line(),
        road: road?,
        letter,
        carriageway,
    };
    (side.is_some() && km.is_some()).then(|| Segment { id: id_of(cells, &segment), ..segment })
}

/// The id of the row, or one made of road, letter, carriageway, side and kilometre.
fn id_of(cells: &Cells<'_>, segment: &Segment) -> String {
    cells.text("id").map_or_else(
        || {
            let start = format!("{}{}", segment.road, segment.letter);
            let km = segment.km_from.to_string();
            let parts = [start.as_str(), &segment.carriageway, segment.side.name(), &km];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
        },
        str::to_string,
    )
}

/// Problem species of a row, `Name:cover_pct;...`; their names are judged where the table of species is known.
fn problem_species(cells: &Cells<'_>) -> Vec<SeenSpecies> {
    const COLUMN: &str = "problem_species";
    let parts = cells.text(COLUMN).unwrap_or_default().split(';').map(str::trim).filter(|part| !part.is_empty());
    let seen = |part: &str| {
        let found = part.rsplit_once(':').and_then(|(name, cover)| {
            let cover_pct: f64 = cover.trim().replace(',', ".").parse().ok()?;
            (0.0..=100.0)
                .contains(&cover_pct)
                .then(|| SeenSpecies { name: name.trim().to_owned(), cover: 0.01 * cover_pct })
        });
        if found.is_none() {
            let what = format!("\"{part}\" is no species with its cover in per cent, 0 to 100");
            cells.problem("N219", COLUMN, what, "such as Jacobaea vulgaris:2;Reynoutria japonica:0.5");
        }
        found
    };
    parts.filter_map(seen).collect()
}

fn adjacent_use(cells: &Cells<'_>, soil: Soil) -> AdjacentUse {
    let sandy = matches!(soil, Soil::SandDry | Soil::SandMoist);
    let forest = if sandy { AdjacentUse::PineForest } else { AdjacentUse::DeciduousForest };
    let mut words = AdjacentUse::WORDS.to_vec();
    words.extend([("forest", forest), ("arable", AdjacentUse::Crop)]);
    cells.word("adjacent_use", &words).unwrap_or(AdjacentUse::Grass)
}

/// Words for the side of the road; `R` and `L` alone are those of a carriageway.
fn side_words() -> Vec<(&'static str, Side)> {
    let mut words = Side::WORDS.to_vec();
    words.extend([("links", Side::Left), ("rechts", Side::Right), ("midden", Side::Middle)]);
    words
}

#[cfg(test)]
mod tests;
