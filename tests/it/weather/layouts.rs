//! Other layouts of KNMI: hourly files, JSON of the web service, tables of the transformation program.

use crate::shared::external;
use std::fmt::Write;
use zeis::calendar::Date;
use zeis::error::Problems;
use zeis::weather::climatology::hourly_bias;
use zeis::weather::read::{Column, GenericOptions, RawTable, read_bytes, read_file, read_files};

fn read(text: &str) -> Result<RawTable, Problems> {
    read_bytes("f.txt", text.as_bytes(), &GenericOptions::default())
}

/// A day of hours: temperature 10.0 + hour / 10, a trace at hour 3, sun and wind.
fn hours(of: impl Fn(usize) -> bool) -> String {
    let mut text = "# STN,YYYYMMDD,   HH,   DD,   FH,    T,   SQ,    Q,   RH,    U\n".to_owned();
    for hour in (1..=24).filter(|&hour| of(hour)) {
        let rain = if hour == 3 { -1 } else { 0 };
        writeln!(text, "  370,20200615,   {hour},   90,   40,  {},    5,   50,   {rain},   80", 100 + hour)
            .expect("text");
    }
    text
}

#[test]
fn hours_become_days_with_corrected_extremes() {
    let table = read(&hours(|_| true)).expect("readable");
    let row = &table.stations[0].rows[0];
    let near = |column, wanted: f64| {
        let found = row.get(column).expect("a value");
        assert!((found - wanted).abs() < 1e-9, "{column:?}: {found}, {wanted}");
    };
    let bias = hourly_bias(6);
    near(Column::Tmin, 10.1 - bias.tmin_c);
    near(Column::Tmax, 12.4 - bias.tmax_c);
    near(Column::Tmean, 11.25);
    near(Column::Temp12, 11.2);
    near(Column::Radiation, 12.0);
    near(Column::Sunshine, 12.0);
    near(Column::Humidity, 80.0);
    near(Column::Wind, 4.0);
    near(Column::WindDirection, 90.0);
    near(Column::Rain, 0.0);
    assert!(row.trace && table.notices.iter().any(|notice| notice.contains("corrected")));
}

#[test]
fn a_day_that_lacks_an_hour_is_blank_but_for_noon() {
    let table = read(&hours(|hour| hour != 24)).expect("readable");
    let row = &table.stations[0].rows[0];
    assert!([Column::Tmin, Column::Rain, Column::Radiation].iter().all(|&column| row.get(column).is_none()));
    assert_eq!(row.get(Column::Temp12), Some(11.2));
    let problems = read(&hours(|_| true).replace(",   24,", ",   25,").replace("  101,", "  1x1,")).expect_err("bad");
    let codes: Vec<&str> = problems.0.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["W303", "W304"]);
}

#[test]
fn a_summer_of_hours_is_whole() {
    let Some(path) = external("hours of a summer", "data/knmi/uurgeg_370_sample_jja2018.txt") else { return };
    let table = read_file(&path, &GenericOptions::default()).expect("readable");
    let rows = &table.stations[0].rows;
    assert_eq!((rows.len(), rows[0].date), (92, Date::constant(2018, 6, 1)));
    let warmest = rows.iter().filter_map(|row| row.get(Column::Tmax)).fold(0.0, f64::max);
    assert!((35.0..39.0).contains(&warmest), "{warmest}");
    let Some(path) = external("days of the same hours", "data/knmi/uurdag_370.txt") else { return };
    let days = read_file(&path, &GenericOptions::default()).expect("readable");
    for row in rows {
        let other = days.stations[0].rows.iter().find(|other| other.date == row.date).expect("the same day");
        for column in [Column::Tmean, Column::Radiation, Column::Rain, Column::Humidity, Column::Temp12] {
            let (a, b) = (row.get(column).expect("a value"), other.get(column).expect("a value"));
            assert!(
                (a - b).abs() <= 0.51 * if column == Column::Humidity { 1.0 } else { 0.1 },
                "{} {column:?}",
                row.date
            );
        }
        let bias = hourly_bias(row.date.month()).tmax_c;
        let (a, b) = (row.get(Column::Tmax).expect("a value"), other.get(Column::Tmax).expect("a value"));
        assert!((a + bias - b).abs() < 1e-9, "the table keeps the uncorrected extreme");
    }
}

#[test]
fn the_web_service_answers_in_json() {
    let text = r#"[
        {"station_code": 260, "date": "2020-01-01T00:00:00.000Z", "TG": 21, "RH": -1, "UG": 95, "FG": null, "XY": 3},
        {"station_code": "260", "date": "2020-01-02T00:00:00.000Z", "TG": -5, "RH": 12, "UG": 90, "FG": 40}
    ]"#;
    let table = read(text).expect("readable");
    let rows = &table.stations[0].rows;
    assert_eq!((table.stations[0].node.as_str(), rows.len()), ("260", 2));
    assert_eq!((rows[0].get(Column::Tmean), rows[0].get(Column::Rain), rows[0].trace), (Some(2.1), Some(0.0), true));
    assert_eq!((rows[0].get(Column::Wind), rows[1].get(Column::Rain)), (None, Some(1.2)));
    assert!(table.notices.iter().any(|notice| notice.contains("XY")));
    let codes = |text: &str| -> Vec<&'static str> {
        read(text).expect_err("bad").0.iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes(r#"[{"date": "2020-01-01"}, {"station_code": 260}]"#), ["W304", "W304"]);
    assert_eq!(codes(r#"[{"station_code": 260, "date": "2020-01-01", "TG": "warm"}]"#), ["W303"]);
    assert_eq!(codes(r#"[{"station_code": 260,"#), ["W302"]);
    assert_eq!(codes("[]"), ["W302"]);
}

#[test]
fn tables_of_the_transformation_program_hold_one_quantity_of_many_stations() {
    let text = "# max temperature [degrees Celsius]\n  00000000    260    275\n  00000000 140.600 189.295\n\
                \x20 00000000 456.875 452.525\n  00000000   5.177   5.888\n  00000000  52.101  52.061\n\
                \x20 19810101    8.00    7.50\n  19810102    8.40 -999.00\n";
    let table = read(text).expect("readable");
    assert_eq!(table.stations.len(), 2);
    assert_eq!(table.stations[1].rows[0].get(Column::Tmax), Some(7.5));
    assert_eq!(table.stations[1].rows[1].get(Column::Tmax), None);
    assert_eq!(table.stations[0].latitude_deg, Some(52.101));
    let problems = read(&text.replace("    7.50\n", "\n").replace("8.40", "warm")).expect_err("bad");
    assert_eq!(problems.0.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["W304", "W303"]);
    assert_eq!(read(&text.replace("max temperature", "something")).expect_err("which").0[0].code, "W302");
}

#[test]
fn quantities_from_several_files_are_joined() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = "  00000000    260\n  00000000 140.6\n  00000000 456.9\n  00000000   5.177\n  00000000  52.101\n";
    let mut paths = Vec::new();
    for (name, what, value) in
        [("tx", "max temperature", "9.0"), ("tn", "min temperature", "2.0"), ("rr", "precipitation", "1.5")]
    {
        let path = folder.path().join(format!("{name}.txt"));
        std::fs::write(&path, format!("# {what} [unit]\n{head}  19810101 {value}\n")).expect("written");
        paths.push(path);
    }
    let table = read_files(&paths, &GenericOptions::default()).expect("readable");
    let row = &table.stations[0].rows[0];
    let values = [Column::Tmax, Column::Tmin, Column::Rain].map(|column| row.get(column));
    assert_eq!(values, [Some(9.0), Some(2.0), Some(1.5)]);
}

#[test]
fn a_sample_of_the_transformation_program_is_read() {
    let Some(path) = external("transformed series", "data/knmi/knmi14_ref_tx_sample_1981.txt") else { return };
    let table = read_file(&path, &GenericOptions::default()).expect("readable");
    assert!(table.stations.len() >= 10);
    let de_bilt = table.stations.iter().find(|station| station.node == "260").expect("De Bilt");
    assert_eq!(de_bilt.rows[0].get(Column::Tmax), Some(8.0));
}
