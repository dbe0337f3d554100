//! Tables of text: encoding, delimiter, head line, rows with their line numbers.
//!
//! UTF-8 (or Windows-1252), with or without byte order mark, LF or CRLF, delimited by `,`, `;` or tab as the head line
//! shows. Columns are found by name in any case; a number may have a decimal comma where `,` does not delimit. A first line
//! `sep=;`, which spreadsheets write, is read over.

use crate::error::{Problem, Problems};
use csv::StringRecord;
use std::collections::BTreeSet;

/// Longest line that is read, bytes.
const LONGEST_LINE: usize = 1 << 20;
/// Broken rows that are named; more of them have one cause.
const ROWS_NAMED: usize = 20;
/// Signs of the bytes 0x80 to 0x9F in Windows-1252, which spreadsheets call ANSI; the rest is as in Latin-1.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

/// Codes of the problems of one kind of table.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// The table is empty.
    pub empty: &'static str,
    /// A column is missing, or stands twice.
    pub column: &'static str,
    /// A row has another number of cells than the head.
    pub row: &'static str,
    /// A cell that must be filled is empty.
    pub missing: &'static str,
    /// A cell is no number, or no date.
    pub kind: &'static str,
    /// A number is outside its range, or not finite.
    pub range: &'static str,
    /// A word is not one of those possible.
    pub word: &'static str,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Line in the file, from 1.
    pub line: usize,
    /// Cells.
    pub cells: StringRecord,
}

/// A table of text.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name for messages.
    pub name: String,
    /// Codes of its problems.
    pub codes: Codes,
    /// Column names, lower case.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Whether a number may have a decimal comma.
    pub decimal_comma: bool,
    /// Whether a number has one, so that a point can only part thousands.
    pub has_decimal_comma: bool,
}

/// The text of a file: UTF-8, or Windows-1252 where the bytes are not UTF-8; without byte order mark, lines
/// ended by LF. Binary files and lines
/// above 1 MiB are refused.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, Problem> {
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let what = format!("byte {at} is zero: this is a binary file, not a text");
        let utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        let hint = if utf_16 { "it looks like UTF-16 (\"Unicode text\"); " } else { "" };
        return Err(Problem::new("I903", name, what).hint(format!("{hint}save it as csv or text, in UTF-8")));
    }
    for (line, text) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if text.len() > LONGEST_LINE {
            let what = format!("the line is {} bytes long, above {LONGEST_LINE}", text.len());
            let problem = Problem::new("I904", format!("{name}:{}", line + 1), what);
            return Err(problem.hint("is this the right file, with its line ends?"));
        }
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => bytes
            .iter()
            .map(|&byte| match byte {
                0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(byte),
            })
            .collect(),
    };
    // The csv reader would count the lines of CRLF files one too low, and those of CR files not at all.
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// Line of the first cell of a record; the position of a record counts the empty lines before it as its own.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let start = position.byte() as usize;
    let empty = text.as_bytes()[start..].iter().take_while(|&&byte| byte == b'\n').count();
    position.line() as usize + empty
}

/// Whether a line is the one that tells a spreadsheet the delimiter.
fn is_sep_line(line: &str) -> bool {
    line.trim().len() <= 5 && line.trim().to_lowercase().starts_with("sep=")
}

/// Whether a cell is a number with a decimal comma.
fn is_decimal_comma(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    cell.trim_start_matches('-').split_once(',').is_some_and(|(whole, part)| digits(whole) && digits(part))
}

/// The delimiter that stands most often on the head line.
fn delimiter(head: &str) -> u8 {
    let count = |sign: char| head.chars().filter(|&c| c == sign).count();
    [(';', b';'), ('\t', b'\t')]
        .into_iter()
        .filter(|&(sign, _)| count(sign) > count(','))
        .max_by_key(|&(sign, _)| count(sign))
        .map_or(b',', |(_, byte)| byte)
}

impl Table {
    /// Reads a table from the bytes of a file; `name` is used in messages.
    pub fn read(name: &str, bytes: &[u8], codes: Codes) -> Result<Self, Problems> {
        let text = decode(name, bytes)?;
        let empty = || Problem::new(codes.empty, name, "the table has no rows").hint("a head line, then one row each");
        let is_head = |line: &&str| !line.trim().is_empty() && !is_sep_line(line);
        let head_line = text.lines().find(is_head).ok_or_else(empty)?;
        let delimiter = delimiter(head_line);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut problems = Problems::none();
        let mut table = Table {
            name: name.to_string(),
            codes,
            head: Vec::new(),
            rows: Vec::new(),
            decimal_comma: delimiter != b',',
            has_decimal_comma: false,
        };
        let mut broken = 0_usize;
        for record in reader.records() {
            let cells = match record {
                Ok(cells) => cells,
                Err(error) => {
                    problems.push(Problem::new(codes.row, name, format!("a row cannot be read: {error}")));
                    break;
                }
            };
            let line = cells.position().map_or(0, |position| line_of(&text, position));
            let is_sep = line == 1 && cells.get(0).is_some_and(|cell| cell.to_lowercase().starts_with("sep="));
            if is_sep || cells.iter().all(str::is_empty) {
                continue;
            }
            if table.head.is_empty() {
                table.head = cells.iter().map(str::to_lowercase).collect();
                problems.0.extend(table.head_problems(line));
            } else if cells.len() < table.head.len() || cells.iter().skip(table.head.len()).any(|cell| !cell.is_empty())
            {
                broken += 1;
                if broken > ROWS_NAMED {
                    continue;
                }
                let what = format!("{} cells where the head has {}", cells.len(), table.head.len());
                let hint = "is a delimiter missing, a text with a delimiter not in quotes, or a line above the head?";
                problems.push(Problem::new(codes.row, format!("{name}:{line}"), what).hint(hint));
            } else {
                table.rows.push(Row { line, cells });
            }
        }
        if broken > ROWS_NAMED {
            let what = format!("{} more rows have another number of cells than the head", broken - ROWS_NAMED);
            problems.push(Problem::new(codes.row, name, what));
        }
        table.has_decimal_comma =
            table.decimal_comma && table.rows.iter().any(|row| row.cells.iter().any(is_decimal_comma));
        if problems.is_empty() && table.rows.is_empty() {
            problems.push(empty());
        }
        problems.unless_any(table)
    }

    fn head_problems(&self, line: usize) -> Vec<Problem> {
        let mut seen = BTreeSet::new();
        self.head
            .iter()
            .filter(|column| !column.is_empty() && !seen.insert(column.as_str()))
            .map(|column| {
                let what = format!("the column `{column}` stands twice on the head line");
                Problem::new(self.codes.column, format!("{}:{line}", self.name), what)
            })
            .collect()
    }

    /// Index of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|column| column == name)
    }

    /// Refuses a table without these columns.
    pub fn require(&self, columns: &[&str]) -> Result<(), Problems> {
        let mut problems = Problems::none();
        for column in columns.iter().filter(|column| self.column(column).is_none()) {
            let what = format!("the column `{column}` is missing");
            let hint = format!("the head line has: {}", self.head.join(", "));
            problems.push(Problem::new(self.codes.column, self.name.clone(), what).hint(hint));
        }
        problems.unless_any(())
    }

    /// Columns that are not among the known ones.
    pub fn unknown_columns(&self, known: &[&str]) -> Vec<&str> {
        self.head.iter().map(String::as_str).filter(|column| !column.is_empty() && !known.contains(column)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: Codes = Codes { empty: "E", column: "C", row: "R", missing: "M", kind: "K", range: "G", word: "W" };

    #[test]
    fn dialects_give_the_same_table() {
        let plain = Table::read("a", b"Road,km_from\nA12,1.5\n", CODES).expect("valid");
        for other in [
            "\u{feff}road;km_from\r\nA12;1.5\r\n\r\n",
            "road\tkm_from\nA12\t1.5",
            "\"road\",\"km_from\"\n\n\"A12\",1.5\n",
            "sep=;\r\nroad;km_from\r\nA12;1.5\r\n",
        ] {
            let table = Table::read("a", other.as_bytes(), CODES).expect("valid");
            let line = other.lines().position(|line| line.contains("A12")).expect("a row") + 1;
            assert_eq!(table.rows[0].line, line, "{other:?}");
            assert_eq!((&table.head, &table.rows[0].cells), (&plain.head, &plain.rows[0].cells));
        }
        assert!(!plain.decimal_comma);
        assert_eq!(plain.rows[0].line, 2);
    }

    #[test]
    fn latin_1_is_accepted_and_binary_refused() {
        let table = Table::read("a", b"owner\nGemeente Fr\xeeesland\n", CODES).expect("valid");
        assert_eq!(&table.rows[0].cells[0], "Gemeente Frîesland");
        let euro = Table::read("a", b"owner\n\x80 5 \x91s-Gravenhage\n", CODES).expect("valid");
        assert_eq!(&euro.rows[0].cells[0], "\u{20ac} 5 \u{2018}s-Gravenhage");
        assert!(decode("a", b"\xff\xfer\0o\0").expect_err("wide").hint.contains("UTF-16"));
        assert_eq!(decode("a", b"PK\0\x03").expect_err("binary").code, "I903");
        assert_eq!(decode("a", &vec![b'x'; 2 << 20]).expect_err("long line").code, "I904");
    }

    #[test]
    fn broken_rows_and_heads_are_all_named() {
        let problems = Table::read("a", b"x,y,x\n1,2\n1,2,3,4\n", CODES).expect_err("broken");
        let found: Vec<(&str, &str)> = problems.0.iter().map(|p| (p.code, p.place.as_str())).collect();
        assert_eq!(found, [("C", "a:1"), ("R", "a:2"), ("R", "a:3")]);
        let rows = "1\n".repeat(5000);
        let problems = Table::read("a", format!("x,y\n{rows}").as_bytes(), CODES).expect_err("broken");
        assert_eq!(problems.0.len(), 21);
        assert!(problems.0[20].what.starts_with("4980 more rows"), "{problems}");
        assert_eq!(Table::read("a", b"", CODES).expect_err("empty").0[0].code, "E");
        assert_eq!(Table::read("a", b"x,y\n", CODES).expect_err("no rows").0[0].code, "E");
    }
}
