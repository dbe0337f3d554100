//! Small pieces of HTML; every text that comes from a user goes through [`escape`].

use crate::plot::svg::escape;

/// A section with an anchor and a heading.
pub fn section(id: &str, heading: &str, body: &str) -> String {
    format!("<section id=\"{}\">\n<h2>{}</h2>\n{body}</section>\n", escape(id), escape(heading))
}

/// A paragraph of plain text; nothing for an empty text.
pub fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p>{}</p>\n", escape(text)) }
}

/// A list of plain texts; nothing for an empty list.
pub fn list(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items = items.iter().map(|item| format!("<li>{}</li>\n", escape(item))).collect::<Vec<_>>().concat();
    format!("<ul>\n{items}</ul>\n")
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, left.
    Text(String),
    /// Number, right, never broken.
    Number(String),
    /// Text after a small square of a colour (`#RRGGBB`).
    Coloured(String, String),
    /// Parts of a whole as a small bar over their names: text, colour (`#RRGGBB`), share.
    Shares(Vec<(String, String, f64)>),
    /// A word about certainty; strong ones are set in bold, weak ones in grey.
    Word(String, bool),
}

/// A table with a head; numbers stand right under their head.
pub fn table(head: &[&str], rows: &[Vec<Cell>]) -> String {
    let is_number = |column: usize| rows.first().is_some_and(|row| matches!(row.get(column), Some(Cell::Number(_))));
    let head = head
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let class = if is_number(column) { " class=\"number\"" } else { "" };
            format!("<th scope=\"col\"{class}>{}</th>", escape(name))
        })
        .collect::<Vec<_>>()
        .concat();
    let row = |cells: &Vec<Cell>| format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>());
    let body = rows.iter().map(row).collect::<Vec<_>>().concat();
    format!("<div class=\"wide\"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!("<td>{}</td>", escape(text)),
        Cell::Number(text) => format!("<td class=\"number\">{}</td>", escape(text)),
        Cell::Coloured(text, colour) => {
            format!("<td><span class=\"swatch\" style=\"background:{}\"></span>{}</td>", escape(colour), escape(text))
        }
        Cell::Shares(parts) => shares(parts),
        Cell::Word(text, strong) => {
            format!("<td class=\"{}\">{}</td>", if *strong { "strong" } else { "weak" }, escape(text))
        }
    }
}

fn shares(parts: &[(String, String, f64)]) -> String {
    let part = |(_, colour, share): &(String, String, f64)| {
        format!("<span style=\"width:{:.1}%;background:{}\"></span>", 100.0 * share, escape(colour))
    };
    let name = |(text, colour, _): &(String, String, f64)| {
        format!("<li><span class=\"swatch\" style=\"background:{}\"></span>{}</li>", escape(colour), escape(text))
    };
    let bar: String = parts.iter().map(part).collect();
    let names: String = parts.iter().map(name).collect();
    format!("<td class=\"shares\"><div class=\"bar\">{bar}</div><ul>{names}</ul></td>")
}

/// Something long that opens when it is asked for.
pub fn folded(summary: &str, body: &str) -> String {
    format!("<details>\n<summary>{}</summary>\n{body}</details>\n", escape(summary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_user_is_taken_as_markup() {
        let evil = "<script>alert('1')</script>";
        let parts = Cell::Shares(vec![(evil.into(), evil.into(), 0.5)]);
        let cells = vec![vec![
            Cell::Text(evil.into()),
            Cell::Number(evil.into()),
            Cell::Coloured(evil.into(), evil.into()),
            parts,
        ]];
        let all = section(evil, evil, &(paragraph(evil) + &list(&[evil.to_string()]) + &table(&[evil], &cells)));
        assert!(!all.contains("<script") && all.matches("&lt;script&gt;").count() == 12);
    }

    #[test]
    fn empty_parts_leave_nothing() {
        assert_eq!(paragraph(""), "");
        assert_eq!(list(&[]), "");
        assert!(table(&["a"], &[]).contains("<th scope=\"col\">a</th>"));
    }
}
