//! The two ends of a segment on the map: RD New, or longitude and latitude, told apart by their size.

use super::cells::Cells;
use super::segment::Point;

/// Above this magnitude an x coordinate is RD New, else a longitude.
pub const LARGEST_LONGITUDE: f64 = 400.0;
/// West, east, south and north end of the Netherlands in RD New, m.
const BOUNDS_M: [f64; 4] = [-7_000.0, 300_000.0, 289_000.0, 629_000.0];

/// RD New of a longitude and latitude; the transformation joins here.
fn rd_of(_longitude_deg: f64, _latitude_deg: f64) -> Option<Point> {
    None
}

/// The ends of the row, if all four coordinates are given.
pub fn ends(cells: &Cells<'_>) -> Option<[Point; 2]> {
    const COLUMNS: [&str; 4] = ["x_from_m", "y_from_m", "x_to_m", "y_to_m"];
    let written = COLUMNS.iter().filter(|column| cells.text(column).is_some()).count();
    let values = COLUMNS.map(|column| cells.number(column, f64::MIN..=f64::MAX));
    if written > 0 && written < 4 {
        cells.problem("N210", "x_from_m", format!("{written} of the four coordinates are given"), "give all or none");
    }
    let [Some(x0), Some(y0), Some(x1), Some(y1)] = values else { return None };
    let ends = [point(cells, "x_from_m", x0, y0)?, point(cells, "x_to_m", x1, y1)?];
    if ends[0] == ends[1] {
        cells.problem("N210", "x_to_m", "both ends are the same place", "");
    }
    Some(ends)
}

fn point(cells: &Cells<'_>, column: &str, x: f64, y: f64) -> Option<Point> {
    let point = if x.abs() > LARGEST_LONGITUDE {
        Point { x_m: x, y_m: y }
    } else if let Some(point) = rd_of(x, y) {
        point
    } else {
        cells.problem("N216", column, format!("lon/lat {x}, {y} is not read here"), "give RD New (EPSG:28992), in m");
        return None;
    };
    let [west, east, south, north] = BOUNDS_M;
    if (west..=east).contains(&point.x_m) && (south..=north).contains(&point.y_m) {
        return Some(point);
    }
    let hint = "RD New in m: x from -7000 to 300000, y from 289000 to 629000; are x and y swapped?";
    cells.problem("N211", column, format!("the place {x}, {y} lies outside the Netherlands"), hint);
    None
}

/// Distance of two places, m.
pub fn distance_m(a: Point, b: Point) -> f64 {
    let (dx, dy) = (a.x_m - b.x_m, a.y_m - b.y_m);
    (dx * dx + dy * dy).sqrt()
}
