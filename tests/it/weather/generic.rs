//! Generic tables: names, units, delimiters, missing values, calendars, and what must not pass.

use super::{found, read};
use zeis::calendar::Date;
use zeis::weather::read::{Column, ColumnMapping, GenericOptions, RawTable, read_bytes};

fn value(table: &RawTable, row: usize, column: Column) -> Option<f64> {
    table.stations[0].rows[row].get(column)
}

fn near(found: Option<f64>, wanted: f64) -> bool {
    found.is_some_and(|found| (found - wanted).abs() < 1e-6)
}

#[test]
fn a_dutch_spreadsheet_has_semicolons_and_decimal_commas() {
    let table =
        read("Datum;TN;TX;precip_mm;albedo\r\n2020-01-01;-1,5;3,25;0;0,2\r\n20200102;NA;4;-9999;\r\n").expect("csv");
    assert_eq!(value(&table, 0, Column::Tmin), Some(-1.5));
    assert_eq!(value(&table, 0, Column::Tmax), Some(3.25));
    assert_eq!((value(&table, 1, Column::Tmin), value(&table, 1, Column::Rain)), (None, None));
    assert_eq!(table.stations[0].rows[1].date, Date::constant(2020, 1, 2));
    assert_eq!(table.notices, ["unknown columns not read: albedo"]);
    assert_eq!(table.stations[0].node, "f");
}

#[test]
fn climate_model_names_and_units_are_converted() {
    let text = "time,tasmin,tas [K],tasmax,pr,rsds,hurs,sfcWind\n\
        2050-07-01T12:00:00,285.15,291.15,297.15,0.0,300,60,4\n2050-07-02,284.15,290.15,296.15,0.0001,100,80,5\n";
    let table = read(text).expect("csv");
    assert!(near(value(&table, 0, Column::Tmean), 18.0) && near(value(&table, 1, Column::Tmax), 23.0));
    assert!(near(value(&table, 1, Column::Rain), 8.64) && near(value(&table, 0, Column::Radiation), 25.92));
    assert_eq!(table.notices.len(), 5, "{:?}", table.notices);
}

#[test]
fn era5_names_give_wind_humidity_and_rain() {
    let text = "date\tt2m\td2m\tssrd\ttp\tu10\tv10\n20200701\t293.15\t283.15\t20000000\t0.0021\t-3\t-4\n";
    let table = read(text).expect("csv");
    assert!(near(value(&table, 0, Column::Wind), 5.0) && near(value(&table, 0, Column::Rain), 2.1));
    assert!(near(value(&table, 0, Column::WindDirection), 36.869_897_6));
    let humidity = value(&table, 0, Column::Humidity).expect("from the dew point");
    assert!((humidity - 52.5).abs() < 0.3, "{humidity}");
    let low = read("date,tas,u2\n2020-01-01,3,3\n").expect("csv");
    assert!(value(&low, 0, Column::Wind).is_some_and(|wind| (wind - 4.011).abs() < 0.001));
}

#[test]
fn days_of_the_year_make_dates() {
    let table = read("year,DOY,Tmin\n2020,60,1\n2021,60,2\n").expect("csv");
    let dates: Vec<Date> = table.stations[0].rows.iter().map(|row| row.date).collect();
    assert_eq!(dates, [Date::constant(2020, 2, 29), Date::constant(2021, 3, 1)]);
    let running = read("doy,tmin\n365,1\n1,2\n").expect("csv");
    assert_eq!(running.stations[0].rows[1].date, Date::constant(2002, 1, 1));
    assert_eq!(read("year,doy,tmin\n2021,366,1\n").expect_err("no such day").0[0].code, "W304");
}

#[test]
fn stations_positions_and_named_columns() {
    let text = "site,lat,lon,date,warmte,rh\nA,52.5,6.1,2020-01-01,350,80\nB,52.0,5.0,2020-01-01,20,90\n";
    let mapping = ColumnMapping { name: "Warmte".into(), column: Column::Tmax, factor: 0.1, offset: 1.0 };
    let options = GenericOptions { mappings: vec![mapping], ..GenericOptions::default() };
    let table = read_bytes("x.csv", text.as_bytes(), &options).expect("csv");
    assert_eq!(table.stations.len(), 2);
    assert_eq!((table.stations[0].latitude_deg, table.stations[1].longitude_deg), (Some(52.5), Some(5.0)));
    assert_eq!(value(&table, 0, Column::Tmax), Some(36.0));
    assert!(table.notices.iter().any(|notice| notice.contains("rh read as mean relative humidity")));
}

#[test]
fn a_calendar_without_leap_days_is_mapped_when_asked() {
    let text = "date,tmin_c\n2020-02-28,1\n2020-03-01,3\n";
    assert_eq!(read(text).expect("csv").stations[0].rows.len(), 2);
    let options = GenericOptions { repeat_28_february: true, ..GenericOptions::default() };
    let rows = &read_bytes("x", text.as_bytes(), &options).expect("csv").stations[0].rows;
    assert_eq!((rows[1].date, rows[1].get(Column::Tmin)), (Date::constant(2020, 2, 29), Some(1.0)));
    let of_360_days = read("date,tmin_c\n2020-02-30,1\n").expect_err("no such day");
    assert!(of_360_days.0[0].hint.contains("360"));
}

#[test]
fn broken_tables_are_refused_with_every_problem() {
    let text = "date,tmin_c,tmax_c\n2020-01-01,inf,3\n01-02-2020,1,2\n2020-01-03,1,x\n2020-01-04,1,2,3\n";
    let problems = read(text).expect_err("broken");
    assert_eq!(found(&problems), [("W303", "f.txt:2"), ("W304", "f.txt:3"), ("W303", "f.txt:4"), ("W304", "f.txt:5")]);
    for (text, code) in [
        ("a,b\n1,2\n", "W302"),
        ("date,albedo\n2020-01-01,2\n", "W302"),
        ("date,tmin_c\n", "W302"),
        ("date,tmin,tasmin\n2020-01-01,1,2\n", "W305"),
        ("", "W301"),
        ("\0\0\0", "W301"),
    ] {
        assert_eq!(read(text).expect_err(text).0[0].code, code, "{text:?}");
    }
    let hourly = (0..48)
        .map(|hour| format!("2020-01-{:02} {:02}:00,1\n", 1 + hour / 24, hour % 24))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(read(&format!("date,tmin_c\n{hourly}")).expect_err("hourly").0[0].code, "W306");
}

#[test]
fn swapped_columns_are_caught_by_their_range() {
    let rows =
        (1..=20).map(|day| format!("2020-06-{day:02},{},{}\n", 50 + day, 2 + day % 5)).collect::<Vec<_>>().concat();
    let swapped = read(&format!("date,wind_m_s,rh_pct\n{rows}")).expect_err("swapped");
    let places: Vec<_> = found(&swapped);
    assert_eq!(places, [("W307", "f.txt, station f, wind_m_s"), ("W307", "f.txt, station f, rh_pct")]);
    assert!(swapped.0[1].hint.contains("wind"));
    assert!(read(&format!("date,rh_pct,wind_m_s\n{rows}")).is_ok());
    let knmi_rain = (1..=20)
        .map(|day| format!("2020-06-{day:02},{}\n", if day % 2 == 0 { 0 } else { day }))
        .collect::<Vec<_>>()
        .concat();
    let taken_for_humidity = read(&format!("date,RH\n{knmi_rain}")).expect_err("rain");
    assert!(taken_for_humidity.0[0].hint.contains("RH is rain"));
}
