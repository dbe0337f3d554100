//! Embedded tables as rows with named columns.

/// A table of the program: comma separated, one head line, no quotes; lines with `#` say where its numbers come from.
pub(super) struct Table {
    head: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

/// A row of a [`Table`].
pub(super) struct Row<'t> {
    head: &'t [&'static str],
    fields: &'t [&'static str],
}

impl Table {
    /// Splits the text of an embedded file.
    pub(super) fn new(text: &'static str) -> Self {
        let written = text.lines().filter(|line| !line.starts_with('#'));
        let mut lines = written.map(|line| line.split(',').map(str::trim).collect::<Vec<_>>());
        let head = lines.next().unwrap_or_default();
        Table { head, rows: lines.filter(|fields| fields.len() > 1).collect() }
    }

    /// The rows in the order of the file.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|fields| Row { head: &self.head, fields })
    }
}

impl Row<'_> {
    /// Text of a column.
    pub(super) fn text(&self, column: &str) -> &'static str {
        let index = self.head.iter().position(|&name| name == column);
        let index = index.expect("the embedded table has the column its reader names");
        self.fields.get(index).copied().unwrap_or("")
    }

    /// Number of a column; blank counts as zero.
    pub(super) fn number(&self, column: &str) -> f64 {
        self.text(column).parse().unwrap_or(0.0)
    }
}
