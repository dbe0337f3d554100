//! Every layout of the KNMI daily files, and what must not pass.

use super::super::shared::external;
use super::{found, read};
use zeis::calendar::Date;
use zeis::weather::read::{Column, GenericOptions, read_bytes, read_file};

const ZIP: &str = include_str!("../../published/knmi_348_sample.txt");
const SCRIPT: &str = "# BRON: KNMI\n\
    # STN         LON(east)   LAT(north)  ALT(m)      NAME\n\
    # 260         5.180       52.100      1.90        De Bilt\n\
    # 283:        6.657       52.069     29.10  HUPSEL\n\
    # TG          : Etmaalgemiddelde temperatuur (in 0.1 graden Celsius)\n\
    # STN,YYYYMMDD,   TG,   RH,   SQ\n\
    \x20 260,20200101,   12,   -1,   -1\n\
    \x20 260,20200102,     ,    3,   25\n\
    \x20 283,20200101,  -15,    0,     \n";

#[test]
fn the_zip_layout_is_read_by_column_name() {
    for text in [ZIP.to_owned(), format!("\u{feff}{ZIP}"), ZIP.replace("\r\n", "\n")] {
        let table = read(&text).expect("sample");
        let station = &table.stations[0];
        assert_eq!((station.node.as_str(), station.rows.len()), ("348", 36));
        assert_eq!(station.name.as_deref(), Some("Cabauw mast"));
        assert_eq!(table.notices, ["RH read as rain (0.1 mm)"]);
        let row = station.rows.iter().find(|row| row.date == Date::constant(2018, 7, 15)).expect("in the sample");
        for (column, value) in [
            (Column::Tmin, 13.6),
            (Column::Tmean, 21.3),
            (Column::Tmax, 28.4),
            (Column::Radiation, 28.26),
            (Column::Sunshine, 13.3),
            (Column::Rain, 0.0),
            (Column::Wind, 2.3),
            (Column::WindDirection, 55.0),
            (Column::Humidity, 60.0),
            (Column::HumidityMin, 36.0),
            (Column::Evaporation, 5.3),
        ] {
            assert_eq!(row.get(column), Some(value), "{column:?}");
        }
    }
}

#[test]
fn latin_1_headers_are_accepted() {
    let mut bytes = b"Temperatuur in gr\xe1den\n".to_vec();
    bytes.extend(ZIP.as_bytes());
    let table = read_bytes("f", &bytes, &GenericOptions::default()).expect("latin-1");
    assert_eq!(table.stations[0].rows.len(), 36);
}

#[test]
fn script_output_has_its_stations_and_both_styles_of_the_station_table() {
    let table = read(SCRIPT).expect("script output");
    assert_eq!(table.stations.len(), 2);
    let hupsel = &table.stations[1];
    assert_eq!(
        (hupsel.name.as_deref(), hupsel.latitude_deg, hupsel.longitude_deg),
        (Some("HUPSEL"), Some(52.069), Some(6.657))
    );
    let [first, second] = table.stations[0].rows[..] else { panic!("two rows of De Bilt") };
    assert_eq!((first.get(Column::Rain), first.trace, first.get(Column::Sunshine)), (Some(0.0), true, Some(0.025)));
    assert_eq!((second.get(Column::Tmean), second.get(Column::Rain), second.trace), (None, Some(0.3), false));
    let moved = SCRIPT.replace("52.100 ", "52.200 ");
    assert!(read(&moved).expect("readable").notices.iter().any(|notice| notice.contains("station 260")));
}

#[test]
fn headers_may_repeat_with_other_columns_and_rows_may_end_early() {
    let text = format!("{SCRIPT}# STN,YYYYMMDD,RH,TG,EV24,XYZ\n260,20200103,5,31,\n260,20200104,5,31,2,7,\n");
    let table = read(&text).expect("joined exports");
    let row = table.stations[0].rows[2];
    assert_eq!(
        (row.get(Column::Rain), row.get(Column::Tmean), row.get(Column::Evaporation)),
        (Some(0.5), Some(3.1), None)
    );
    assert!(table.notices.contains(&"unknown columns not read: XYZ".to_owned()));
}

#[test]
fn noon_columns_of_files_made_from_hours_are_read() {
    let table = read("# STN,YYYYMMDD,TG,T12,U12,FH12\n260,20110101,35,56,88,20\n").expect("uurdag");
    let row = table.stations[0].rows[0];
    assert_eq!(
        (row.get(Column::Temp12), row.get(Column::Humidity12), row.get(Column::Wind12)),
        (Some(5.6), Some(88.0), Some(2.0))
    );
}

#[test]
fn a_file_without_column_line_needs_41_fields() {
    let rows = ZIP
        .lines()
        .filter(|line| line.starts_with("  348"))
        .map(|line| format!("{line}\n"))
        .collect::<Vec<_>>()
        .concat();
    let table = read(&rows).expect("41 columns assumed");
    assert!(table.notices[0].contains("41 columns"));
    assert_eq!(table.stations[0].rows.len(), 36);
    let short = read("  348,20200101,  1,  2\n  348,20200102,  1,  2\n").expect_err("unknown columns");
    assert_eq!(found(&short), [("W302", "f.txt:1")]);
}

#[test]
fn dates_are_sorted_and_the_last_of_a_double_date_holds() {
    let head = "# STN,YYYYMMDD,TG\n";
    let table = read(&format!("{head}260,20200103,30\n260,20200101,10\n260,20200103,33\n")).expect("readable");
    let rows = &table.stations[0].rows;
    assert_eq!(rows.iter().map(|row| row.get(Column::Tmean)).collect::<Vec<_>>(), [Some(1.0), Some(3.3)]);
    assert_eq!(table.stations[0].duplicates, 1);
    assert!(table.notices.iter().any(|notice| notice.contains("1 dates came more than once")));
}

#[test]
fn every_problem_is_named_with_line_column_and_text() {
    let text = "# STN,YYYYMMDD,TG,TN\n260,20200101,1.5,2\n260,20200230,1,2\n260,20200103,3,n/a\n260,20200104,3,4,5\n\
        26x,20200105,1,2\n260;20200106;1;2\n260,20200107\n";
    let problems = read(text).expect_err("broken");
    assert_eq!(
        found(&problems),
        [
            ("W303", "f.txt:2"),
            ("W304", "f.txt:3"),
            ("W303", "f.txt:4"),
            ("W304", "f.txt:5"),
            ("W304", "f.txt:6"),
            ("W304", "f.txt:7"),
            ("W304", "f.txt:8"),
        ]
    );
    assert!(problems.0[0].what.contains("TG") && problems.0[0].what.contains("1.5"));
    assert!(problems.0[2].what.contains("TN") && problems.0[2].what.contains("n/a"));
    let cut_off = "# STN,YYYYMMDD,TG,TN,TX,RH\n260,20200101,1,2,3,4\n260,20200102,1\n";
    assert_eq!(found(&read(cut_off).expect_err("cut off")), [("W304", "f.txt:3")]);
}

#[test]
fn a_file_full_of_mistakes_stops_at_a_limit() {
    let rows: String = (0..5000).map(|_| "260,20200101,x\n").collect();
    let problems = read(&format!("# STN,YYYYMMDD,TG\n{rows}")).expect_err("broken");
    assert_eq!(problems.0.len(), 41);
}

#[test]
fn other_kinds_of_knmi_files_are_recognised() {
    let rain_station = read("# STN,YYYYMMDD,   RD,   SX\n010,20200101,1,\n").expect_err("precipitation station");
    assert!(rain_station.0[0].what.contains("precipitation station"));
    let twice = read("# STN,YYYYMMDD,TG,TG\n260,20200101,1,2\n").expect_err("double column");
    assert_eq!(twice.0[0].code, "W305");
}

#[test]
fn whole_files_are_read_with_all_their_rows() {
    for (file, rows, first) in [
        ("etmgeg_348", 14_696, Date::constant(1986, 4, 1)),
        ("etmgeg_392", 381, Date::constant(2025, 6, 9)),
        ("uurdag_323", 3_847, Date::constant(2011, 1, 1)),
    ] {
        let Some(path) = external("whole_files_are_read", &format!("data/knmi/{file}.txt")) else { return };
        let table = read_file(&path, &GenericOptions::default()).expect("readable");
        assert_eq!((table.stations[0].rows.len(), table.stations[0].rows[0].date), (rows, first), "{file}");
    }
}
