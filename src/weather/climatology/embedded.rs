//! Reading of the tables that are part of the program.

/// Rows of an embedded table, with values found by column name.
pub(in crate::weather) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

impl Table {
    /// Splits a comma-separated text whose first line names the columns.
    pub(in crate::weather) fn new(text: &'static str) -> Self {
        let mut lines = text.lines().map(|line| line.split(',').map(str::trim).collect::<Vec<_>>());
        let header = lines.next().unwrap_or_default();
        Table { rows: lines.filter(|row| row.len() == header.len()).collect(), header }
    }

    /// The rows, in the order of the file.
    pub(in crate::weather) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|values| Row { header: &self.header, values })
    }
}

/// One row.
#[derive(Clone, Copy)]
pub(in crate::weather) struct Row<'a> {
    header: &'a [&'static str],
    values: &'a [&'static str],
}

impl Row<'_> {
    /// The text in a column.
    pub(in crate::weather) fn text(&self, column: &str) -> &'static str {
        let place = self.header.iter().position(|&name| name == column);
        self.values[place.expect("embedded tables have the columns asked for")]
    }

    /// The number in a column.
    pub(in crate::weather) fn number(&self, column: &str) -> f64 {
        self.text(column).parse().expect("embedded tables hold numbers where numbers are asked for")
    }

    /// The whole number in a column.
    pub(in crate::weather) fn whole(&self, column: &str) -> u32 {
        self.text(column).parse().expect("embedded tables hold whole numbers where these are asked for")
    }

    /// The month in a column, counted from 0.
    pub(in crate::weather) fn month(&self, column: &str) -> usize {
        (self.whole(column) as usize).checked_sub(1).expect("embedded tables count months from 1")
    }
}
