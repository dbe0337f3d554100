//! The table of a register: `date, road, km`, and `letter, side, time` where they are known.

use super::{Incident, Register, road_key};
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::network::delimited::{Codes, Row, Table, decode};
use crate::network::segment::Side;
use std::collections::BTreeSet;

/// Codes of the problems of these tables.
const CODES: Codes =
    Codes { empty: "O711", column: "O712", row: "O713", missing: "O714", kind: "O715", range: "O716", word: "O717" };
/// Columns that are read.
const COLUMNS: [&str; 6] = ["date", "road", "km", "letter", "side", "time"];
/// Columns that must be there.
const NEEDED: [&str; 3] = ["date", "road", "km"];
/// Rows with problems that are named; more of them have one cause.
const PROBLEMS_NAMED: usize = 40;
/// Largest kilometre.
const LARGEST_KM: f64 = 1000.0;

/// Reads a register. A head line without rows is a register without fires; every problem of the rows is told.
pub fn read(name: &str, bytes: &[u8]) -> Result<Register, Problems> {
    let table = match Table::read(name, bytes, CODES) {
        Ok(table) => table,
        Err(problems) if problems.0.len() == 1 && problems.0[0].code == CODES.empty && has_head(name, bytes) => {
            return Ok(Register::default());
        }
        Err(problems) => return Err(problems),
    };
    table.require(&NEEDED)?;
    let mut problems = Problems::none();
    let mut register = Register::default();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        let reader = Cells { table: &table, row };
        let Some(incident) = problems.take(reader.incident()) else { continue };
        let key = (
            incident.date,
            incident.minute,
            incident.road.clone(),
            incident.letter.clone(),
            incident.side,
            incident.km.to_bits(),
        );
        if seen.insert(key) { register.incidents.push(incident) } else { register.repeated += 1 }
    }
    register.unread = table.unknown_columns(&COLUMNS).into_iter().map(str::to_owned).collect();
    let more = problems.0.len().saturating_sub(PROBLEMS_NAMED);
    if more > 0 {
        problems.0.truncate(PROBLEMS_NAMED);
        problems.push(Problem::new(CODES.row, name, format!("{more} more problems of the same kinds")));
    }
    problems.unless_any(register)
}

/// Whether a table without rows has the columns of a register.
fn has_head(name: &str, bytes: &[u8]) -> bool {
    let Ok(text) = decode(name, bytes) else { return false };
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").to_lowercase();
    let columns: Vec<&str> = head.split([',', ';', '\t']).map(|column| column.trim().trim_matches('"')).collect();
    NEEDED.iter().all(|needed| columns.contains(needed))
}

/// The cells of a row.
struct Cells<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> Option<&str> {
        let text = self.table.column(column).and_then(|at| self.row.cells.get(at))?.trim();
        (!["", "NA", "NaN", "-"].contains(&text)).then_some(text)
    }

    fn place(&self, column: &str) -> String {
        format!("{}:{}, {column}", self.table.name, self.row.line)
    }

    fn needed(&self, column: &str) -> Result<&str, Problems> {
        let missing = || Problem::new(CODES.missing, self.place(column), "the cell is empty");
        self.text(column).ok_or_else(|| missing().hint("day, road and kilometre say where and when it burned").into())
    }

    fn incident(&self) -> Result<Incident, Problems> {
        let mut problems = Problems::none();
        let date = problems.take(self.date());
        let road = problems.take(self.needed("road")).map(road_key);
        let km = problems.take(self.km());
        let side = problems.take(self.side());
        let minute = problems.take(self.minute());
        let letter = self.text("letter").map(str::to_lowercase);
        match (date, road, km, side, minute) {
            (Some(date), Some(road), Some(km), Some(side), Some(minute)) => {
                problems.unless_any(Incident { line: self.row.line, date, minute, road, letter, side, km })
            }
            _ => Err(problems),
        }
    }

    fn date(&self) -> Result<Date, Problems> {
        let text = self.needed("date")?;
        let whole = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
        } else {
            text.to_owned()
        };
        // A time may follow the day, as in 2018-07-16 15:40.
        let day = whole.get(..10).unwrap_or(&whole);
        day.parse().map_err(|_| {
            let hint = "dates are written 2018-07-16 or 20180716; days first are not read, as 3-4 may be either";
            Problem::new(CODES.kind, self.place("date"), format!("{text:?} is not a date")).hint(hint).into()
        })
    }

    fn km(&self) -> Result<f64, Problems> {
        let text = self.needed("km")?;
        // A comma within a cell is a decimal comma whatever the delimiter: kilometres have no thousands.
        let number = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
        let Some(number) = number else {
            return Err(Problem::new(CODES.kind, self.place("km"), format!("{text:?} is not a number")).into());
        };
        if !(0.0..=LARGEST_KM).contains(&number) {
            let what = format!("{number} is outside 0 to {LARGEST_KM} km");
            let hint = "kilometres, such as 117.3; hectometres are divided by 10";
            return Err(Problem::new(CODES.range, self.place("km"), what).hint(hint).into());
        }
        Ok(number)
    }

    fn side(&self) -> Result<Option<Side>, Problems> {
        let Some(text) = self.text("side") else { return Ok(None) };
        let side = match text.to_lowercase().as_str() {
            "li" | "l" | "links" | "left" => Side::Left,
            "re" | "r" | "rechts" | "right" => Side::Right,
            "middle" | "mid" | "midden" | "m" => Side::Middle,
            _ => {
                let what = format!("{text:?} is not a side");
                return Err(Problem::new(CODES.word, self.place("side"), what).hint("Li, Re, middle or empty").into());
            }
        };
        Ok(Some(side))
    }

    fn minute(&self) -> Result<Option<u16>, Problems> {
        let Some(text) = self.text("time") else { return Ok(None) };
        let parts: Vec<Option<u16>> = text.split([':', '.', 'u', 'h']).map(|part| part.trim().parse().ok()).collect();
        match parts[..] {
            [Some(hour), Some(minute)] | [Some(hour), Some(minute), Some(_)] if hour < 24 && minute < 60 => {
                Ok(Some(60 * hour + minute))
            }
            _ => {
                let what = format!("{text:?} is not a time");
                Err(Problem::new(CODES.kind, self.place("time"), what).hint("hours and minutes, such as 15:40").into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::register::Roads;

    #[test]
    fn messy_registers_that_can_be_understood_are_read() {
        let text = "\u{feff}Datum_binnen;DATE;Road;km;Side;time\r\nx;2018-07-16;a 12;117,35;Li;15:40\r\n\
                    y;20180717;A12;118;links;\r\nz;2018-07-18 09:12;N224;6,2;-;9.12\r\ny;20180717;A12;118;links;\r\n";
        let found = read("r.csv", text.as_bytes()).expect("readable");
        assert_eq!((found.incidents.len(), found.repeated, found.unread.len()), (3, 1, 1));
        let first = &found.incidents[0];
        assert_eq!(
            (first.road.as_str(), first.km, first.side, first.minute),
            ("A12", 117.35, Some(Side::Left), Some(940))
        );
        assert_eq!(found.incidents[1].date.to_string(), "2018-07-17");
        assert_eq!((found.incidents[2].side, found.incidents[2].minute), (None, Some(552)));
        let quoted = read("r.csv", b"date,road,km\n2018-07-16,N266,\"64,0\"\n").expect("readable");
        assert_eq!(quoted.incidents[0].km, 64.0);
        assert_eq!(read("r.csv", b"date,road,km\n"), Ok(Register::default()), "no fire was registered");
    }

    #[test]
    fn every_mistake_is_told_with_its_code() {
        let codes = |text: &str| -> Vec<&str> {
            read("r.csv", text.as_bytes()).expect_err("wrong").0.iter().map(|problem| problem.code).collect()
        };
        assert_eq!(codes(""), ["O711"]);
        assert_eq!(codes("day,road,km\n2018-07-16,A12,117\n"), ["O712"]);
        assert_eq!(codes("day,road\n"), ["O711"]);
        assert_eq!(codes("date,road,km\n2018-07-16,A12\n"), ["O713"]);
        assert_eq!(codes("date,road,km\n,,\n16-07-2018,A12,near Ede\n,A12,1170\n"), ["O715", "O715", "O714", "O716"]);
        assert_eq!(codes("date,road,km,side,time\n2018-02-30,A12,1,up,25:00\n"), ["O715", "O717", "O715"]);
        let many = format!("date,road,km\n{}", "x,A12,1\n".repeat(500));
        assert_eq!(codes(&many).len(), 41);
    }

    #[test]
    fn incidents_find_their_segments() {
        let table = "road,side,km_from,km_to\nA12,Li,1.0,1.1\nA12,Re,1.0,1.1\nA12,Li,1.1,1.2\nA12,Re,1.1,1.2\n";
        let network = crate::network::read::segments("s.csv", table.as_bytes(), &[], 1.5).expect("a network");
        let segments = network.segments;
        let roads = Roads::new(&segments);
        let at = |text: &str| roads.find(&read("r.csv", text.as_bytes()).expect("readable").incidents[0]);
        // The network keeps the segments of one side together.
        assert_eq!(at("date,road,km\n2018-07-16,a12,1.05\n"), [0, 2]);
        assert_eq!(at("date,road,km,side\n2018-07-16,A12,1.1,Re\n"), [3]);
        assert_eq!(at("date,road,km\n2018-07-16,A12,1.2\n"), [1, 3], "the end of the road belongs to it");
        assert!(
            at("date,road,km\n2018-07-16,A12,1.3\n").is_empty() && at("date,road,km\n2018-07-16,A1,1\n").is_empty()
        );
        assert!(at("date,road,km,letter\n2018-07-16,A12,1.05,b\n").is_empty());
    }
}
