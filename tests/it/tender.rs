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

/// A table of species, a threshold of nectar, a reach of animals and a height of visual quality of the user change what hangs on
/// them, and the manifest tells them.
#[test]
fn a_scenario_brings_its_own_species_nectar_reach_and_quality() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_contract(folder.path());
    let run = |scenario: &str, name: &str| {
        let out = folder.path().join(name);
        let run = zeis(&["run", scenario, "-q", "-o", &out.display().to_string()]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        files_below(&out)
    };
    let shipped = run(&scenario, "shipped");
    // every second species of the shipped table, and all problem species: the segments name some
    let table = include_str!("../../src/biodiversity/species.csv");
    let is_problem = |row: &str| {
        ["nuisance", "toxic", "invasive", "ias", "allergen"].iter().any(|flag| row.contains(&format!(",{flag}")))
    };
    let kept = table.lines().enumerate().filter(|(line, row)| line % 2 == 0 || is_problem(row));
    let own = kept.map(|(_, row)| row).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("own_species.csv"), own).expect("written");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let keys = "species = \"own_species.csv\"\ngap_mg = 50\nd50_m = 2000\n";
    let changed = if text.contains("\n[biodiversity]\n") {
        text.replace("\n[biodiversity]\n", &format!("\n[biodiversity]\n{keys}"))
    } else {
        format!("{text}\n[biodiversity]\n{keys}")
    };
    let path = folder.path().join("own.toml");
    std::fs::write(&path, format!("{changed}\n[kpi.V3]\nlimit_m = 0.3\n")).expect("written");
    let own = run(&path.display().to_string(), "own");
    let value = |files: &std::collections::BTreeMap<String, Vec<u8>>, kpi: &str, column: &str| -> String {
        let mut reader = csv::Reader::from_reader(files["kpi.csv"].as_slice());
        let head = reader.headers().expect("a head line").clone();
        let at = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
        let row = reader.records().map(|row| row.expect("a row")).find(|row| {
            &row[at("kpi")] == kpi
                && &row[at("level")] == "network"
                && ["", "one_cut_early"].contains(&&row[at("regime")])
        });
        row.unwrap_or_else(|| panic!("{kpi}"))[at(column)].to_owned()
    };
    let number = |files, kpi: &str| -> f64 { value(files, kpi, "q50").parse().expect("a number") };
    assert!(number(&own, "B2") < 0.8 * number(&shipped, "B2"), "half of the species");
    assert!(number(&own, "B7") > number(&shipped, "B7"), "a gap begins at more nectar");
    assert!(number(&own, "B14") > 1.1 * number(&shipped, "B14"), "animals get farther");
    assert_eq!(number(&own, "K1"), number(&shipped, "K1"));
    let quality = number(&own, "V3");
    assert!((0.05..1.0).contains(&quality), "{quality}");
    assert_eq!((value(&own, "V3", "source"), value(&shipped, "V3", "source")), ("model".into(), "field".into()));
    assert_eq!(value(&shipped, "V3", "q50"), "");
    let manifest = |files: &std::collections::BTreeMap<String, Vec<u8>>| -> toml::Table {
        String::from_utf8_lossy(&files["manifest.toml"]).parse().expect("TOML")
    };
    let (own, shipped) = (manifest(&own), manifest(&shipped));
    assert!(own["inputs"].get("own_species.csv").is_some());
    for (name, value) in [("biodiversity.forage_gap_mg_m2_day", 50.0), ("biodiversity.d50_m", 2000.0)] {
        assert_eq!(
            (own["defaults"][name].as_float(), own["marks"][name].as_str()),
            (Some(value), Some("user")),
            "{name}"
        );
        assert_ne!(shipped["marks"][name].as_str(), Some("user"), "{name}");
    }
}
