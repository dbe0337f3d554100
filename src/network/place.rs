//! The two ends of a segment on the map: RD New, or longitude and latitude, told apart by their size.

use super::cells::Cells;
use super::geometry::{is_in_the_netherlands, is_rd_new, rd_new};
use super::segment::Point;

/// West, east, south and north end of the Netherlands in RD New, m.
const BOUNDS_M: [f64; 4] = [-7_000.0, 300_000.0, 289_000.0, 629_000.0];

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
    let [west, east, south, north] = BOUNDS_M;
    let (inside, point, hint) = if is_rd_new(x) {
        let inside = (west..=east).contains(&x) && (south..=north).contains(&y);
        (inside, Point { x_m: x, y_m: y }, "RD New in m: x -7000 to 300000, y 289000 to 629000; are x and y swapped?")
    } else {
        let inside = is_in_the_netherlands(x, y);
        (inside, rd_new(x, y), "longitude 3.2 to 7.3 in x, latitude 50.6 to 53.8 in y; are they swapped?")
    };
    if inside {
        return Some(point);
    }
    let hint = if x == 0.0 && y == 0.0 { "leave all four cells empty where the place is not known" } else { hint };
    cells.problem("N211", column, format!("the place {x}, {y} lies outside the Netherlands"), hint);
    None
}
