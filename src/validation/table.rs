//! Small tables that are part of the program: rows of text by the names of their columns.

/// A table of text.
#[derive(Clone, Debug)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    head: &'a [String],
    cells: &'a [String],
}

impl Table {
    /// A table of the program; lines that begin with `#` are remarks.
    pub fn embedded(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(|cell| cell.trim().to_owned()).collect();
        let head = cells(reader.headers().expect("every embedded table is read by a test"));
        let rows = reader.records().map(|row| cells(&row.expect("every embedded table is read by a test"))).collect();
        Table { head, rows }
    }

    /// Rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { head: &self.head, cells })
    }
}

impl Row<'_> {
    /// Cell of a column; empty for a name that is not one.
    pub fn text(&self, column: &str) -> &str {
        self.head.iter().position(|name| name == column).map_or("", |place| &self.cells[place])
    }

    /// Number in a column; `None` where the cell is empty.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }

    /// Number in a column that is never empty.
    pub fn sure(&self, column: &str) -> f64 {
        self.number(column).expect("every embedded table is read by a test")
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn cells_are_found_by_the_names_of_their_columns() {
        let table = Table::embedded("# remark\na,b\nx,1.5\n\"y, z\",\n");
        let rows: Vec<_> = table.rows().collect();
        assert_eq!((rows[0].text("a"), rows[0].sure("b"), rows[0].text("c")), ("x", 1.5, ""));
        assert_eq!((rows[1].text("a"), rows[1].number("b")), ("y, z", None));
    }
}
