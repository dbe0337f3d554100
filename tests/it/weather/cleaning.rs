//! Limits, gap filling and its counts, refused years, and weather nodes from files.

use super::{knmi_text, read};
use zeis::calendar::Date;
use zeis::weather::WeatherSeries;
use zeis::weather::climatology::{hourly_bias, normals, parameters};
use zeis::weather::generate::generate;
use zeis::weather::nodes::{NodeWeather, RunYears, WeatherSource, load};
use zeis::weather::quality::{CleanOptions, Cleaned, clean};
use zeis::weather::read::{Column, RawStation};

/// Two years of De Bilt without a gap.
fn observed() -> RawStation {
    let series = generate(parameters(260).expect("De Bilt"), 1, 0, 2010, 2);
    read(&knmi_text(&series)).expect("complete").stations.remove(0)
}

fn cleaned(raw: &RawStation) -> Cleaned {
    clean("f", raw, &CleanOptions::default()).expect("complete enough")
}

fn blank(raw: &mut RawStation, column: Column, days: std::ops::Range<usize>) {
    for row in &mut raw.rows[days] {
        row.set(column, None);
    }
}

fn filled(cleaned: &Cleaned, column: Column, letter: char) -> usize {
    cleaned.report.columns.get(&column).and_then(|count| count.filled.get(&letter)).copied().unwrap_or(0)
}

fn flagged(series: &WeatherSeries, flag: &str) -> Vec<usize> {
    (0..series.len()).filter(|&day| series.flags[day].split(';').any(|part| part == flag)).collect()
}

#[test]
fn complete_observations_pass_unchanged() {
    let raw = observed();
    let cleaned = cleaned(&raw);
    assert_eq!(cleaned.series.len(), 730);
    assert!(cleaned.report.columns.values().all(|count| count.missing == 0 && count.rejected == 0));
    assert!(cleaned.series.flags.iter().all(String::is_empty));
    for (day, row) in raw.rows.iter().enumerate() {
        assert_eq!(Some(cleaned.series.tmax_c[day]), row.get(Column::Tmax));
        assert_eq!(Some(cleaned.series.rain_mm[day]), row.get(Column::Rain));
    }
}

#[test]
fn each_gap_is_filled_by_its_method_and_counted() {
    let mut raw = observed();
    blank(&mut raw, Column::Tmax, 10..13);
    blank(&mut raw, Column::Radiation, 50..60);
    blank(&mut raw, Column::Humidity, 100..105);
    blank(&mut raw, Column::Rain, 200..220);
    blank(&mut raw, Column::Wind, 300..320);
    blank(&mut raw, Column::Tmin, 400..404);
    blank(&mut raw, Column::Tmean, 500..506);
    let cleaned = cleaned(&raw);
    let series = &cleaned.series;
    for (column, letter, count) in [
        (Column::Tmax, 'i', 3),
        (Column::Radiation, 'h', 10),
        (Column::Humidity, 'u', 5),
        (Column::Rain, 'g', 20),
        (Column::Wind, 'c', 20),
        (Column::Tmin, 'c', 4),
        (Column::Tmean, 'h', 6),
    ] {
        assert_eq!(filled(&cleaned, column, letter), count, "{column:?}");
        assert_eq!(flagged(series, &format!("{}:{letter}", column.name())).len(), count, "{column:?}");
        assert_eq!(cleaned.report.columns[&column].missing, count);
    }
    let step = (series.tmax_c[13] - series.tmax_c[9]) / 4.0;
    assert!((series.tmax_c[11] - (series.tmax_c[9] + 2.0 * step)).abs() < 1e-9);
    let november = &normals(260).expect("De Bilt")[10];
    assert_eq!(series.wind_m_s[310], november.wind_m_s);
    assert!(series.rain_mm[200..220].iter().any(|&rain| rain > 0.0) && series.rain_mm[200..220].contains(&0.0));
    assert!((0..series.len()).all(|day| series.tmin_c[day] <= series.tmax_c[day]));
}

#[test]
fn generated_rain_of_one_gap_does_not_depend_on_another() {
    let (mut one, mut two) = (observed(), observed());
    blank(&mut one, Column::Rain, 200..220);
    blank(&mut two, Column::Rain, 100..105);
    blank(&mut two, Column::Rain, 200..220);
    assert_eq!(cleaned(&one).series.rain_mm[200..220], cleaned(&two).series.rain_mm[200..220]);
}

#[test]
fn radiation_comes_from_sunshine_where_there_is_some() {
    let mut raw = observed();
    for (day, row) in raw.rows.iter_mut().enumerate() {
        row.set(Column::Sunshine, (day % 2 == 0).then_some(4.0));
    }
    blank(&mut raw, Column::Radiation, 150..154);
    let cleaned = cleaned(&raw);
    assert_eq!((filled(&cleaned, Column::Radiation, 's'), filled(&cleaned, Column::Radiation, 'h')), (2, 2));
    assert!(cleaned.series.radiation_mj_m2[150..154].iter().all(|q| (5.0..30.0).contains(q)));
}

#[test]
fn neighbours_fill_with_the_difference_or_ratio_of_the_month() {
    let whole = observed();
    let mut near = whole.clone();
    near.node = "348".into();
    near.latitude_deg = Some(51.9699);
    near.longitude_deg = Some(4.9271);
    for row in &mut near.rows {
        row.set(Column::Tmax, row.get(Column::Tmax).map(|t| t + 2.0));
        row.set(Column::Radiation, row.get(Column::Radiation).map(|q| q * 0.5));
        row.set(Column::Rain, row.get(Column::Rain).map(|rain| rain + 1.0));
    }
    let mut far = near.clone();
    far.node = "280".into();
    far.latitude_deg = Some(53.12);
    far.longitude_deg = Some(6.58);
    let mut raw = whole.clone();
    for column in [Column::Tmax, Column::Radiation, Column::Rain] {
        blank(&mut raw, column, 20..26);
    }
    let neighbours = [far.clone(), near];
    let options = CleanOptions { neighbours: &neighbours, ..CleanOptions::default() };
    let result = clean("f", &raw, &options).expect("complete enough");
    for day in 20..26 {
        assert!((result.series.tmax_c[day] - whole.rows[day].get(Column::Tmax).expect("there")).abs() < 1e-9);
        assert!(
            (result.series.radiation_mj_m2[day] - whole.rows[day].get(Column::Radiation).expect("there")).abs() < 1e-9
        );
        assert_eq!(Some(result.series.rain_mm[day]), whole.rows[day].get(Column::Rain).map(|rain| rain + 1.0));
    }
    assert_eq!(filled(&result, Column::Rain, 'n'), 6);
    let only_far = [far];
    let options = CleanOptions { neighbours: &only_far, ..CleanOptions::default() };
    assert_eq!(filled(&clean("f", &raw, &options).expect("complete enough"), Column::Rain, 'n'), 0);
}

#[test]
fn impossible_values_are_rejected_filled_and_flagged() {
    let mut raw = observed();
    raw.rows[30].set(Column::Tmax, Some(47.0));
    raw.rows[60].set(Column::Radiation, Some(90.0));
    raw.rows[90].set(Column::Rain, Some(-3.0));
    raw.rows[120].set(Column::Humidity, Some(104.0));
    raw.rows[150].set(Column::Wind, Some(40.0));
    let (tmin, tmax) = (raw.rows[180].get(Column::Tmin), raw.rows[180].get(Column::Tmax));
    raw.rows[180].set(Column::Tmin, tmax);
    raw.rows[180].set(Column::Tmax, tmin);
    let cleaned = cleaned(&raw);
    for (column, day, fill) in [
        (Column::Tmax, 30, 'i'),
        (Column::Radiation, 60, 'h'),
        (Column::Rain, 90, 'g'),
        (Column::Humidity, 120, 'i'),
        (Column::Wind, 150, 'i'),
        (Column::Tmin, 180, 'i'),
    ] {
        let name = column.name();
        assert!(flagged(&cleaned.series, &format!("{name}:r")).contains(&day), "{name}");
        assert!(flagged(&cleaned.series, &format!("{name}:{fill}")).contains(&day), "{name}");
    }
    assert_eq!(cleaned.report.columns[&Column::Tmax].rejected, 2);
    assert!(cleaned.series.tmin_c[180] < cleaned.series.tmax_c[180]);
    assert!(cleaned.report.to_string().contains("rejected"));
}

#[test]
fn suspect_values_are_kept_and_counted() {
    let mut raw = observed();
    for row in &mut raw.rows[40..46] {
        row.set(Column::Wind, Some(3.1));
    }
    for row in &mut raw.rows[300..310] {
        row.set(Column::Humidity, Some(100.0));
    }
    let cleaned = cleaned(&raw);
    let suspects: Vec<&str> = cleaned.report.suspects.keys().map(String::as_str).collect();
    assert!(suspects.iter().any(|what| what.starts_with("wind_m_s: five")), "{suspects:?}");
    assert!(suspects.iter().any(|what| what.starts_with("humidity of 100 %")), "{suspects:?}");
    assert_eq!(cleaned.series.wind_m_s[42], 3.1);
}

#[test]
fn a_year_made_of_normals_is_refused_unless_forced() {
    let mut raw = observed();
    blank(&mut raw, Column::Wind, 400..440);
    let problems = clean("f", &raw, &CleanOptions::default()).expect_err("11 % normals");
    assert_eq!(problems.0.len(), 1);
    assert!(
        problems.0[0].code == "W309" && problems.0[0].what.starts_with("2011: monthly normals would make 11 % of wind")
    );
    assert!(clean("f", &raw, &CleanOptions { force: true, ..CleanOptions::default() }).is_ok());
    assert!(clean("f", &raw, &CleanOptions { to: Some(2010), ..CleanOptions::default() }).is_ok());
}

#[test]
fn blank_columns_are_errors() {
    for (column, forced) in
        [(Column::Rain, false), (Column::Tmin, false), (Column::Wind, true), (Column::Humidity, true)]
    {
        let mut raw = observed();
        let days = raw.rows.len();
        blank(&mut raw, column, 0..days);
        let problems = clean("f", &raw, &CleanOptions::default()).expect_err("blank");
        assert!(problems.0[0].code == "W308" && problems.0[0].what.contains(column.name()));
        let options = CleanOptions { force: true, ..CleanOptions::default() };
        assert_eq!(clean("f", &raw, &options).is_ok(), forced, "{column:?}");
    }
}

#[test]
fn missing_dates_are_inserted_and_blank_ends_dropped() {
    let mut raw = observed();
    raw.rows.remove(100);
    for column in Column::ALL {
        blank(&mut raw, column, 0..5);
    }
    let cleaned = cleaned(&raw);
    assert_eq!((cleaned.series.first_day, cleaned.series.len()), (Date::constant(2010, 1, 6), 725));
    assert_eq!(cleaned.report.inserted, 1);
    assert_eq!(filled(&cleaned, Column::Tmean, 'i'), 1);
}

#[test]
fn measured_noon_values_are_used_and_flagged() {
    let mut raw = observed();
    raw.rows[7].set(Column::Temp12, Some(11.1));
    raw.rows[7].set(Column::Humidity12, Some(66.0));
    raw.rows[7].set(Column::Wind12, Some(4.4));
    let series = cleaned(&raw).series;
    assert_eq!((series.temp12_c[7], series.rh12_pct[7], series.wind12_m_s[7]), (11.1, 66.0, 4.4));
    assert_eq!(series.flags[7], "temp12_c:m;rh12_pct:m;wind12_m_s:m");
    assert_eq!(series.flags[8], "");
}

#[test]
fn nodes_from_files_take_the_good_years_and_the_nearest_station() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    for number in [260, 280] {
        let series = generate(parameters(number).expect("station"), 1, 0, 2001, 4);
        // The second file begins in March, so that its first whole year is a later one.
        let rows_left_out = if number == 280 { 60 } else { 0 };
        let text = knmi_text(&series).replacen("\n  ", "\n# ", rows_left_out);
        let file = folder.path().join(format!("{number}.txt"));
        std::fs::write(&file, text).expect("written");
        files.push(file);
    }
    let run = RunYears { first_year: 2028, years: 2, warmup: 1, first_weather_year: None };
    let points = [(235_000.0, 571_000.0), (140_000.0, 456_000.0)];
    let loaded = load(&WeatherSource::KnmiFiles(files.clone()), &points, &run).expect("good years");
    assert_eq!(loaded.of_point, [1, 0]);
    let NodeWeather::Observed(series) = &loaded.nodes[0] else { panic!("observed") };
    assert_eq!((series.first_day, series.len()), (Date::constant(2027, 1, 1), 365 + 366 + 365));
    let too_long = RunYears { years: 9, ..run };
    assert!(load(&WeatherSource::KnmiFiles(files), &points, &too_long).is_err());
}

#[test]
fn extremes_of_hours_are_corrected_by_month() {
    let mut raw = observed();
    let before = raw.rows[200];
    raw.correct_hourly_extremes();
    let july = hourly_bias(7);
    let change = |column| raw.rows[200].get(column).expect("there") - before.get(column).expect("there");
    assert!((change(Column::Tmin) + july.tmin_c).abs() < 1e-9 && july.tmin_c > 0.0);
    assert!((change(Column::Tmax) + july.tmax_c).abs() < 1e-9 && july.tmax_c < 0.0);
}

#[test]
fn a_mistyped_century_is_refused() {
    let problems = read("# STN,YYYYMMDD,TG\n260,20200101,1\n260,02020102,1\n").expect_err("year 202");
    assert!(problems.0[0].code == "W304" && problems.0[0].what.contains("0202-01-02"), "{problems}");
}

#[test]
fn a_file_without_mean_temperature_gets_it_from_the_extremes() {
    let mut raw = observed();
    blank(&mut raw, Column::Tmean, 0..730);
    let cleaned = cleaned(&raw);
    assert!(cleaned.series.flags.iter().all(String::is_empty));
    assert!(cleaned.report.notices.iter().any(|notice| notice.starts_with("mean temperature computed")));
    let middle = f64::midpoint(cleaned.series.tmin_c[190], cleaned.series.tmax_c[190]);
    assert!((cleaned.series.tmean_c[190] - middle - 0.1363).abs() < 1e-9);
}
