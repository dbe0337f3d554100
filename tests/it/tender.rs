//! A tender from scenario to workbook, as a contract manager meets it.

use crate::program::{files_below, small_contract, zeis};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

#[test]
fn a_contract_is_judged_paid_and_written_as_a_workbook() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_contract(folder.path());
    let out = folder.path().join("out");
    let run = zeis(&["run", &scenario, "-o", &out.display().to_string()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let files = files_below(&out);

    let table = String::from_utf8(files["kpi.csv"].clone()).expect("text");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().expect("a head line").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[head.iter().position(|cell| cell == name).expect("the column is there")].to_owned()
    };
    let of = |kpi: &str, level: &str, regime: &str| {
        let found = rows
            .iter()
            .find(|row| cell(row, "kpi") == kpi && cell(row, "level") == level && cell(row, "regime") == regime);
        found.unwrap_or_else(|| panic!("{kpi} of {level} under {regime}")).clone()
    };
    // the contract asks 5 target species; nobody is paid at the level of the network
    let species = of("B1", "contract", "two_cuts_phased");
    assert_eq!(
        (cell(&species, "threshold"), cell(&of("B1", "network", "none"), "bonus_eur")),
        ("5".into(), String::new())
    );
    let bonus: f64 = cell(&species, "bonus_eur").parse().expect("a bonus");
    // the run has two years, so that the last assessment year takes the second of them
    let assessed = cell(&species, "assessed");
    let value: f64 = assessed.rsplit_once('=').expect("years with values").1.parse().expect("a value");
    assert!(assessed.starts_with("3="), "{assessed}");
    // five KPIs weigh 0.3 + 0.2 + 0.2 + 0.1 + 0.2 = 1
    let score = ((value - 5.0) / 2.0).clamp(-1.0, 1.0);
    let score = if score.abs() < 0.1 { 0.0 } else { score };
    assert!((bonus - 100_000.0 * 0.05 * 0.3 * score).abs() < 20.0, "{bonus} for {value} species");
    // hay that is cut once in autumn is never early, and a disc mower is no flail
    assert_eq!(cell(&of("F5", "contract", "one_cut_autumn"), "q50"), "0");
    assert_eq!(cell(&of("F5", "contract", "one_cut_early"), "pass"), "yes");
    assert_eq!(cell(&of("B16", "network", "two_cuts"), "q50"), "1");
    assert_eq!(cell(&of("K4", "network", ""), "source"), "field");
    assert_eq!(cell(&of("K4", "network", ""), "q50"), "");

    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(files["kpi.xlsx"].clone())).expect("a workbook");
    let sheets = [
        "KPIs",
        "Requirements",
        "Scores",
        "Bonus and malus",
        "Award criteria",
        "Bids",
        "Partners",
        "Problem species",
        "Mid-term",
        "RAW",
        "Image quality",
        "Performance",
    ];
    assert_eq!(book.sheet_names(), sheets);
    let payments = book.worksheet_range("Bonus and malus").expect("the sheet");
    let paid: Vec<f64> = payments
        .rows()
        .skip(7)
        .filter_map(|row| if let Data::Float(paid) = row[6] { Some(paid) } else { None })
        .collect();
    assert!(!paid.is_empty() && paid.iter().all(|paid| (95_000.0..=105_000.0).contains(paid)), "{paid:?}");

    let page = String::from_utf8(files["report.html"].clone()).expect("text");
    assert!(page.contains("What the contract pays") && page.contains("Whose weights choose what"));
    assert!(page.contains("safety_region"));
}
