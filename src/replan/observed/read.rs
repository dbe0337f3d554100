//! The table of what was measured and mown on a network, half-way through a plan.
//!
//! | column | is |
//! |---|---|
//! | `id`, or `road letter carriageway side km_from km_to` | segment, or a stretch: every segment whose middle lies in it |
//! | `date` | day of the measurement |
//! | `quantity` | see [`Quantity`]; `cut_share` is the share of the main verge that was mown that day |
//! | `value` | in the unit of the quantity |
//! | `sd`, `n` | standard deviation of one measurement (default by quantity), number of measurements (default 1) |

use super::{Cut, Measured, Observed, Quantity};
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::network::Network;
use crate::network::cells::Cells;
use crate::network::delimited::{Codes, Table};
use crate::network::segment::Side;
use crate::units::KM_PER_M;
use std::collections::BTreeSet;
use std::path::Path;

/// Codes of the problems of these tables.
const CODES: Codes =
    Codes { empty: "O721", column: "O722", row: "O723", missing: "O724", kind: "O725", range: "O726", word: "O727" };
/// Columns that a table may have; others are refused, since a misspelt one would be lost.
const COLUMNS: [&str; 12] =
    ["id", "road", "letter", "carriageway", "side", "km_from", "km_to", "date", "quantity", "value", "sd", "n"];
/// Name of the quantity that says what was mown.
const CUT_SHARE: &str = "cut_share";

/// Reads a table for a network; every problem of it is told at once.
///
/// - `span`: first day of the plan, and the day before which everything is past
pub fn read(path: &Path, network: &Network, span: (Date, Date)) -> Result<Observed, Problems> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        Problem::new("I901", &name, format!("cannot be read: {error}"))
            .hint("give a table with id, date, quantity, value")
    })?;
    parse(&name, &bytes, network, span)
}

/// Reads the bytes of a table; `name` is used in messages.
pub fn parse(name: &str, bytes: &[u8], network: &Network, span: (Date, Date)) -> Result<Observed, Problems> {
    let table = Table::read(name, bytes, CODES)?;
    let mut problems = Problems::none();
    problems.take(table.require(&["date", "quantity", "value"]));
    if table.column("id").is_none() {
        problems.take(table.require(&["road", "side", "km_from", "km_to"]));
    }
    for column in table.unknown_columns(&COLUMNS) {
        let hint = format!("known: {}", COLUMNS.join(", "));
        problems.push(Problem::new("O722", format!("{name}:1, {column}"), "unknown column").hint(hint));
    }
    let problems = problems.unless_any(Problems::none());
    let mut problems = problems?;
    let mut found = Observed::default();
    let mut seen: BTreeSet<(usize, Date, String)> = BTreeSet::new();
    for row in &table.rows {
        let cells = Cells::new(&table, row, &[]);
        let segments = segments(&cells, network);
        let date = cells.required("date").and_then(|_| cells.date("date"));
        if let Some(date) = date.filter(|date| *date < span.0 || *date >= span.1) {
            let what = format!("{date} is not between {} and the day of the adjustment, {}", span.0, span.1);
            cells.problem("O728", "date", what, "leave the row out, or give a later day with --from");
        }
        let quantity = cells.required("quantity").map(str::to_lowercase);
        let sd = cells.number("sd", 1e-9..=1e9);
        let n = cells.number("n", 1.0..=1e9).unwrap_or(1.0);
        let kind = quantity.as_deref().and_then(Quantity::named);
        let is_cut = quantity.as_deref() == Some(CUT_SHARE);
        if let Some(word) = quantity.as_deref().filter(|_| kind.is_none() && !is_cut) {
            let known = Quantity::ALL.iter().map(|one| one.name()).chain([CUT_SHARE]).collect::<Vec<_>>();
            cells.problem("O727", "quantity", format!("\"{word}\" is no quantity"), known.join(", "));
        }
        let range = if is_cut { 0.0..=1.0 } else { kind.map_or(f64::MIN..=f64::MAX, Quantity::range) };
        let value = cells.required("value").and_then(|_| cells.number("value", range));
        if let (Some(kind), Some(value)) = (kind, value)
            && kind.needs_logarithm()
            && value <= 0.0
        {
            let hint = "leave the row out, or give the smallest value that the method can tell from nothing";
            cells.problem("O726", "value", format!("{value} is not above 0"), hint);
        }
        if let (Some(date), Some(quantity), Some(segments)) = (date, &quantity, &segments) {
            for &segment in segments {
                if !seen.insert((segment, date, quantity.clone())) && is_cut {
                    let what = format!("what was mown of {} that day stands there twice", network.segments[segment].id);
                    cells.problem("O729", "date", what, "one row a segment and day");
                }
            }
        }
        let line = cells.line();
        if let (Some(segments), Some(date), Some(value)) = (segments, date, value) {
            for segment in segments {
                if is_cut {
                    found.cuts.push(Cut { segment, date, share: value });
                } else if let Some(quantity) = kind {
                    let sd = sd.unwrap_or_else(|| quantity.usual_sd(value)) / n.sqrt();
                    found.measured.push(Measured { segment, date, quantity, value, sd, line });
                }
            }
        }
        problems.0.extend(cells.into_problems().0);
    }
    found.measured.sort_by_key(|one| (one.segment, one.date, one.line));
    found.cuts.sort_by_key(|one| (one.segment, one.date));
    problems.unless_any(found)
}

/// The segments of a row; a problem where there are none or where no grass grows.
fn segments(cells: &Cells<'_>, network: &Network) -> Option<Vec<usize>> {
    if let Some(id) = cells.text("id") {
        let Some(at) = network.segments.iter().position(|segment| segment.id == id) else {
            let near = nearest(id, network);
            cells.problem("O730", "id", format!("there is no segment \"{id}\""), near);
            return None;
        };
        if !network.segments[at].is_grass() {
            cells.problem("O730", "id", format!("no grass is mown on {id}"), "name a segment with grass");
            return None;
        }
        return Some(vec![at]);
    }
    let [road, side] = ["road", "side"].map(|column| cells.required(column));
    let km = ["km_from", "km_to"].map(|column| cells.required(column).and_then(|_| cells.number(column, 0.0..=1000.0)));
    let (Some(road), Some(_), [Some(from), Some(to)]) = (road, side, km) else { return None };
    let words = [("Li", Side::Left), ("Re", Side::Right), ("middle", Side::Middle)];
    let side = cells.word("side", &words)?;
    let (low, high) = (from.min(to), from.max(to));
    let rounding = KM_PER_M;
    let same = |column: &str, own: &str| cells.text(column).is_none_or(|text| text.eq_ignore_ascii_case(own));
    let lies = |at: &usize| {
        let one = &network.segments[*at];
        let middle = f64::midpoint(one.km_from, one.km_to);
        one.is_grass()
            && one.road.eq_ignore_ascii_case(road)
            && same("letter", &one.letter)
            && same("carriageway", &one.carriageway)
            && one.side == side
            && (low - rounding..=high + rounding).contains(&middle)
    };
    let found: Vec<usize> = (0..network.segments.len()).filter(lies).collect();
    if found.is_empty() {
        let what = format!("no segment with grass of {road} has its middle between km {low} and {high} on that side");
        cells.problem("O730", "km_from", what, "the middle of a segment of 100 m lies 0.05 km after its post");
        return None;
    }
    Some(found)
}

fn nearest(id: &str, network: &Network) -> String {
    let ids = network.segments.iter().map(|segment| segment.id.as_str());
    crate::scenario::file::suggest::hint(id, ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::stands::samples::segment;

    fn network() -> Network {
        let mut segments: Vec<_> = ["a", "b", "c"].iter().map(|id| segment(id, "o", Side::Right, 100.0)).collect();
        for (at, one) in segments.iter_mut().enumerate() {
            one.km_from = 0.1 * at as f64;
            one.km_to = one.km_from + 0.1;
        }
        Network { segments, chains: Vec::new(), areas: Vec::new(), notices: Vec::new() }
    }

    fn parsed(text: &str) -> Result<Observed, Problems> {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        parse("o.csv", text.as_bytes(), &network(), (day("2027-01-01"), day("2027-08-01")))
    }

    #[test]
    fn segments_and_stretches_are_found_and_deviations_filled() {
        let found = parsed(
            "id,road,side,km_from,km_to,date,quantity,value,sd,n\n\
             b,,,,,2027-06-10,standing_kg_ha,2500,400,4\n\
             ,a12,re,0.1,0.3,20270612,height_m,0.5,,\n\
             a,,,,,2027-06-20,cut_share,0,,\n",
        )
        .expect("good");
        let of: Vec<(usize, f64)> = found.measured.iter().map(|one| (one.segment, one.sd)).collect();
        assert_eq!(of, [(1, 200.0), (1, 0.05), (2, 0.05)]);
        assert_eq!(found.cuts, [Cut { segment: 0, date: "2027-06-20".parse().expect("a day"), share: 0.0 }]);
        let comma = parsed("id;date;quantity;value\na;2027-05-01;richness;21,5\n").expect("good");
        assert_eq!((comma.measured[0].value, comma.measured[0].sd), (21.5, 3.0));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let text = "id,date,quantity,value,sd\n\
                    x,2027-06-10,standing_kg_ha,2500,\n\
                    a,10-06-2027,weight,2500,-3\n\
                    a,2028-06-10,yield_kg_ha,0,\n\
                    b,2027-06-10,cut_share,40,\n\
                    c,2027-06-10,cut_share,1,\n\
                    c,2027-06-10,cut_share,1,\n\
                    ,2027-06-10,richness,9,\n";
        let problems = parsed(text).expect_err("wrong");
        let mut codes: Vec<(&str, &str)> = problems.0.iter().map(|one| (one.code, one.place.as_str())).collect();
        codes.sort_by_key(|(_, place)| (*place).to_owned());
        for expected in [
            ("O730", "o.csv:2, id"),
            ("O725", "o.csv:3, date"),
            ("O727", "o.csv:3, quantity"),
            ("O726", "o.csv:3, sd"),
            ("O728", "o.csv:4, date"),
            ("O726", "o.csv:4, value"),
            ("O726", "o.csv:5, value"),
            ("O729", "o.csv:7, date"),
            ("O724", "o.csv:8, road"),
        ] {
            assert!(codes.contains(&expected), "{expected:?} is not in {codes:?}");
        }
        let heads = parsed("id,day,quantity,value\na,2027-06-10,richness,9\n").expect_err("no date");
        assert_eq!(heads.0.len(), 2, "{heads}");
    }
}
