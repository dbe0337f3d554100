//! Problems that repeat themselves on many rows: the first ones are named, the others counted.

use crate::error::{Problem, Problems};
use std::collections::BTreeMap;

/// Times that the same sentence about the same column is said.
const SAME_NAMED: usize = 3;
/// Problems of one kind that are named in one column.
const KIND_NAMED: usize = 20;

/// The column at the end of a place such as `segments.csv:7, soil`.
fn column(place: &str) -> &str {
    place.rsplit_once(", ").map_or("", |(_, column)| column)
}

/// The problems of the rows of the table `name`, those that repeat themselves counted at the end.
pub fn shorten(problems: Problems, name: &str) -> Problems {
    let mut same: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    let mut kinds: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    let mut kept = Problems::none();
    for problem in problems.0 {
        let kind = (problem.code, column(&problem.place).to_owned());
        let times = same.entry((kind.0, kind.1.clone(), problem.what.clone())).or_default();
        let (named, left) = kinds.entry(kind).or_default();
        *times += 1;
        if *times <= SAME_NAMED && *named < KIND_NAMED {
            *named += 1;
            kept.push(problem);
        } else {
            *left += 1;
        }
    }
    for ((code, column), (_, left)) in kinds.into_iter().filter(|(_, (_, left))| *left > 0) {
        let what = format!("{left} more rows have such a problem in this column");
        kept.push(Problem::new(code, format!("{name}, {column}"), what));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_counted_and_unlike_problems_kept() {
        let row = |line: usize, column: &str, what: &str| Problem::new("N207", format!("s.csv:{line}, {column}"), what);
        let mut problems = Problems((2..502).map(|line| row(line, "soil", "\"zand\" is unknown")).collect());
        problems.push(row(600, "soil", "\"klei\" is unknown"));
        problems.push(row(601, "side", "\"x\" is unknown"));
        let short = shorten(problems, "s.csv");
        let places: Vec<&str> = short.0.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(
            places,
            ["s.csv:2, soil", "s.csv:3, soil", "s.csv:4, soil", "s.csv:600, soil", "s.csv:601, side", "s.csv, soil"]
        );
        assert!(short.0[5].what.starts_with("497 more rows"));
        let many = Problems((2..502).map(|line| row(line, "aadt", &format!("\"{line} x\" is no number"))).collect());
        assert_eq!(shorten(many, "s.csv").0.len(), 21);
    }
}
