//! Tests of fire against published tables and worked numbers, through the library functions of its verbs.
//!
//! Tables too large for the repository are read from outside where they are there; each such test has a smaller
//! sister that always runs.

mod behaviour;
mod burnt;
mod chain;
mod codes;
mod grass;
mod moisture;
mod national;
mod properties;
mod shape;
mod verbs;

use std::collections::BTreeMap;
use std::path::Path;

/// A table with its columns by name.
pub struct Columns {
    names: BTreeMap<String, usize>,
    pub rows: Vec<Vec<String>>,
}

impl Columns {
    pub fn of(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let header = lines.next().expect("a header");
        let names = header.split(',').enumerate().map(|(i, name)| (name.to_owned(), i)).collect();
        Columns { names, rows: lines.map(|line| line.split(',').map(str::to_owned).collect()).collect() }
    }

    pub fn read(path: &Path) -> Self {
        Columns::of(&std::fs::read_to_string(path).expect("a file that is there"))
    }

    pub fn text(&self, row: usize, name: &str) -> &str {
        &self.rows[row][self.names[name]]
    }

    pub fn number(&self, row: usize, name: &str) -> f64 {
        self.text(row, name).parse().expect("a number")
    }
}

/// Text of a table in `tests/published`.
pub fn published(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published").join(file);
    std::fs::read_to_string(path).expect("a published table")
}

/// The table without some columns, so that the verb has to compute them.
pub fn without(text: &str, columns: &[&str]) -> String {
    let table = Columns::of(text);
    let mut names: Vec<(&String, &usize)> =
        table.names.iter().filter(|(n, _)| !columns.contains(&n.as_str())).collect();
    names.sort_by_key(|(_, index)| **index);
    let mut out = names.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(",") + "\n";
    for row in &table.rows {
        out += &(names.iter().map(|(_, index)| row[**index].as_str()).collect::<Vec<_>>().join(",") + "\n");
    }
    out
}
