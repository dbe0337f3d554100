//! Broken inputs: each is refused with its code, file and line, writes nothing, and never panics.
//!
//! `scenarios/invalid/NAME.toml` says on its first lines what is expected: `# expect CODE PLACE` for each problem
//! (`PLACE` is part of the place shown), and `# notice PLACE` where the input is accepted with a remark.

mod observed;
mod starter;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zeis::error::Problems;
use zeis::scenario::Scenario;
use zeis::scenario::load::load;
use zeis::weather::nodes::NodeWeather;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/invalid")
}

/// Runs `zeis check` in an empty folder and makes sure that it stays empty.
fn check(scenario: &Path, options: &[&str]) -> Output {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_zeis"))
        .arg("check")
        .arg(scenario)
        .args(options)
        .current_dir(empty.path())
        .output()
        .expect("zeis runs");
    let written = fs::read_dir(empty.path()).expect("readable").count();
    assert_eq!(written, 0, "check of {} wrote something", scenario.display());
    output
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Lines of the scenario that start with `# word`, split into their words.
fn announced(text: &str, word: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.strip_prefix("# ")?.strip_prefix(word)?.strip_prefix(' '))
        .map(|rest| rest.split_once(' ').unwrap_or((rest, "")))
        .map(|(first, second)| (first.to_string(), second.to_string()))
        .collect()
}

/// The scenario is refused with every problem it announces, and with no other.
fn refused(name: &str) {
    let path = folder().join(format!("{name}.toml"));
    let text = fs::read_to_string(&path).expect("the scenario is there");
    let mut expected = announced(&text, "expect");
    assert!(!expected.is_empty(), "{name} announces nothing");
    let output = check(&path, &[]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    let Err(Problems(problems)) = load(&path) else { panic!("{name} is accepted") };
    for problem in &problems {
        let place = expected.iter().position(|(code, place)| problem.code == code && problem.place.contains(place));
        let place = place.unwrap_or_else(|| panic!("{name}: not announced: {problem}"));
        expected.remove(place);
        assert!(said.contains(&format!("{} {}", problem.code, problem.place)), "not shown: {problem}\n{said}");
        assert!(!problem.what.is_empty());
    }
    assert!(expected.is_empty(), "{name}: announced and not found: {expected:?}\n{said}");
}

/// The scenario is accepted.
fn accepted(path: &Path) -> Scenario {
    load(path).unwrap_or_else(|problems| panic!("{}: {problems}", path.display()))
}

macro_rules! refused {
    ($($name:ident)+) => {
        $(#[test]
        fn $name() {
            refused(stringify!($name));
        })+

        const REFUSED: &[&str] = &[$(stringify!($name)),+];
    };
}

refused! {
    biodiversity_limits
    blank_weather_column
    climate_factors
    climates
    column_twice
    crews_with_reversed_weeks
    crews_with_unknown_machine
    dates_day_first
    day_outside_its_window
    decimal_comma_between_commas
    duplicate_ids
    empty_network
    ensemble_laws
    ensemble_sample
    ensemble_sampling
    equal_kilometres
    first_year_missing
    flail_mulch_with_hay
    geometry_file
    height_in_centimetres
    impossible_date
    impossible_last_cut
    infinite_traffic
    kilometres_without_end
    later_keys
    malformed_limit
    missing_column
    missing_kilometre
    missing_station
    missing_station_in_table
    misspelt_owner
    mixed_problems
    mown_area_too_large
    network_default_of_one_segment
    no_coordinates
    no_regime
    not_a_number
    nothing_grows
    outside_the_country
    overlapping_cuts
    points_between_thousands
    problem_species
    quality_without_height
    same_mistake_on_many_rows
    share_without_pattern
    shares_above_one
    shares_in_per_cent
    short_row
    species_table
    text_in_station_file
    title_above_head
    two_rules
    two_weathers
    unclosed_table
    unknown_daily_segment
    unknown_key
    unknown_limit
    unknown_machine
    unknown_present_regime
    unknown_price
    unknown_problem_species
    unknown_regime_in_table
    unknown_soil
    unsupported_share
    weather_ends_too_early
    weather_file_missing
    weather_without_rows
    weather_year_incomplete
    weather_year_missing
    width_below_zero
    wind_for_humidity
    window_over_new_year
    wrong_type
    zero_coordinates
    zero_width
}

/// Scenarios that are not refused by what this file tests.
const OTHERS: [&str; 1] = ["reversed_kilometres"];

#[test]
fn every_broken_scenario_is_tested() {
    let mut there: Vec<String> = fs::read_dir(folder())
        .expect("readable")
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(".toml").map(str::to_string))
        .collect();
    let mut tested: Vec<&str> = REFUSED.iter().chain(&OTHERS).copied().collect();
    there.sort();
    tested.sort_unstable();
    assert_eq!(there, tested);
}

#[test]
fn reversed_kilometres_are_a_notice() {
    let path = folder().join("reversed_kilometres.toml");
    let scenario = accepted(&path);
    let segment = &scenario.network.segments[0];
    assert_eq!((segment.km_from, segment.km_to), (117.0, 117.1));
    let output = check(&path, &[]);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert!(said.contains("reversed.csv:2") && said.contains("turned round"), "{said}");
    assert!(stderr(&check(&path, &["-q"])).is_empty());
}

#[test]
fn a_table_of_a_whole_year_is_accepted_with_its_years() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let text = fs::read_to_string(folder().join("weather_ends_too_early.toml")).expect("there");
    let tables = folder().join("tables");
    let text = text.replace("tables/", &format!("{}/", tables.display())).replace("years = 2", "years = 1");
    let path = temporary.path().join("a.toml");
    fs::write(&path, text).expect("written");
    let scenario = accepted(&path);
    assert_eq!((scenario.nodes.len(), &scenario.segment_node), (1, &vec![0, 0]));
    let NodeWeather::Observed(series) = &scenario.nodes[0].weather else { panic!("observed") };
    assert_eq!(
        (series.first_day.year(), series.len()),
        (2024, 366 + 3 * 365),
        "three years of warm-up and one that counts"
    );
    assert!(scenario.notices.iter().any(|notice| notice.contains("warm-up")), "{:?}", scenario.notices);
    assert_eq!(scenario.inputs.len(), 3);
}

#[test]
fn problems_are_given_to_scripts_as_json() {
    let output = check(&folder().join("mixed_problems.toml"), &["--json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON on stdout");
    let codes: Vec<&str> =
        value["problems"].as_array().expect("a list").iter().filter_map(|problem| problem["code"].as_str()).collect();
    assert!(codes.len() >= 9 && codes.contains(&"N206") && codes.contains(&"I901"), "{codes:?}");
    assert_eq!((output.status.code(), &value["valid"]), (Some(2), &serde_json::Value::Bool(false)));
}

#[test]
fn suggestions_name_the_nearest_word() {
    for (name, hint) in [
        ("unknown_key", "did you mean `warmup`?"),
        ("unknown_machine", "did you mean `disc_hay`?"),
        ("unknown_limit", "did you mean `fire`?"),
        ("misspelt_owner", "did you mean \"RWS\"?"),
        ("missing_station_in_table", "did you mean Deelen, 275?"),
        ("unknown_present_regime", "did you mean `autumn`?"),
        ("unsupported_share", "leave = 0.250 and 0.375"),
    ] {
        let Err(problems) = load(&folder().join(format!("{name}.toml"))) else { panic!("{name} is accepted") };
        assert!(problems.0.iter().any(|problem| problem.hint.contains(hint)), "{name}: {problems}");
    }
}

#[test]
fn weather_files_that_are_absent_say_where_to_get_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/one_site.toml");
    if path.with_file_name("my_knmi_file.txt").exists() {
        eprintln!("skipped: somebody put a station file beside scenarios/one_site.toml");
        return;
    }
    let Err(problems) = load(&path) else { panic!("accepted without its weather") };
    assert_eq!(problems.0.len(), 1, "{problems}");
    assert!(problems.0[0].code == "I901" && problems.0[0].hint.contains("knmi.nl"), "{problems}");
}

/// A scenario in a temporary folder with a segment table of these bytes; the first problem of its check.
fn first_problem_of_table(bytes: &[u8]) -> (String, String) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let good = fs::read_to_string(folder().join("reversed_kilometres.toml")).expect("there");
    let scenario = temporary.path().join("a.toml");
    fs::write(&scenario, good.replace("tables/reversed.csv", "segments.csv")).expect("written");
    fs::write(temporary.path().join("segments.csv"), bytes).expect("written");
    let output = check(&scenario, &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let Err(problems) = load(&scenario) else { panic!("accepted") };
    (problems.0[0].code.to_string(), problems.0[0].place.clone())
}

#[test]
fn a_line_of_ten_megabytes_is_refused() {
    let mut table = b"road,side,km_from,km_to\nA12,Re,1.0,1.1\n".to_vec();
    table.resize(table.len() + 10_000_000, b'x');
    let (code, place) = first_problem_of_table(&table);
    assert_eq!(code, "I904");
    assert!(place.ends_with("segments.csv:3"), "{place}");
}

#[test]
fn a_binary_table_is_refused() {
    let (code, place) = first_problem_of_table(b"PK\x03\x04\x14\x00\x06\x00workbook.xml\xff\xfe\x00\x00");
    assert_eq!(code, "I903");
    assert!(place.ends_with("segments.csv"), "{place}");
}

#[test]
fn empty_files_are_refused() {
    assert_eq!(first_problem_of_table(b"").0, "N201");
    assert_eq!(first_problem_of_table(b"\xef\xbb\xbf\r\n\r\n").0, "N201");
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let scenario = temporary.path().join("empty.toml");
    fs::write(&scenario, b"").expect("written");
    let Err(problems) = load(&scenario) else { panic!("accepted") };
    let codes: Vec<&str> = problems.0.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["S105"; 3], "period, network and regimes");
}

#[test]
fn scenarios_that_are_no_text_are_refused() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    for (bytes, code) in
        [(&b"\x7fELF\x02\x01\x01\x00\x00"[..], "I903"), (&b"\xff\xfe[period]"[..], "S101"), (&b"{}"[..], "S101")]
    {
        let scenario = temporary.path().join("a.toml");
        fs::write(&scenario, bytes).expect("written");
        let Err(problems) = load(&scenario) else { panic!("accepted") };
        assert_eq!(problems.0[0].code, code, "{problems}");
    }
    let missing = temporary.path().join("b.toml");
    let Err(problems) = load(&missing) else { panic!("accepted") };
    assert_eq!(problems.0[0].code, "I901");
    assert!(problems.0[0].hint.contains("a.toml"), "{problems}");
    let Err(problems) = load(temporary.path()) else { panic!("accepted") };
    assert_eq!(problems.0[0].code, "I905");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let closed = temporary.path().join("closed");
    fs::create_dir(&closed).expect("made");
    fs::copy(folder().join("wrong_type.toml"), closed.join("a.toml")).expect("copied");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    let readable = fs::read_dir(&closed).is_ok();
    let found = load(&closed.join("a.toml"));
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("opened");
    if readable {
        eprintln!("skipped: a_folder_that_may_not_be_read_is_refused (this user may read every folder)");
        return;
    }
    let Err(problems) = found else { panic!("accepted") };
    assert_eq!(problems.0[0].code, "I902", "{problems}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// A valid scenario with some of its text replaced is refused or accepted, never a panic.
    #[test]
    fn damaged_scenarios_never_panic(at in 0_usize..4000, length in 0_usize..40, put in ".{0,12}") {
        let text = include_str!("../../src/cli/init/scenario.toml");
        let start = (at.min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
        let end = ((start + length).min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
        let damaged = format!("{}{put}{}", &text[..start], &text[end..]);
        let (Ok((_, problems)) | Err(problems)) = zeis::scenario::file::parse("a.toml", &damaged);
        for problem in &problems.0 {
            proptest::prop_assert!(problem.place.starts_with("a.toml"), "{}", problem);
        }
    }

    /// A valid segment table with some of its bytes replaced never panics, and what is accepted is in range.
    #[test]
    fn damaged_tables_never_panic(at in 0_usize..2000, length in 0_usize..30, put in proptest::collection::vec(0_u8.., 0..12)) {
        let mut bytes = include_bytes!("../../src/cli/init/segments.csv").to_vec();
        let start = at.min(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, put);
        if let Ok(network) = zeis::network::read::segments("s.csv", &bytes, &[], 1.5) {
            for segment in &network.segments {
                proptest::prop_assert!(segment.km_from < segment.km_to && segment.length_m > 0.0 && segment.width_m >= 0.5);
                proptest::prop_assert!(segment.ignition_share > 0.0 && segment.ignition_share <= 1.0);
            }
            let listed: usize = network.chains.iter().map(|chain| chain.segments.len()).sum();
            proptest::prop_assert_eq!(listed, network.segments.len());
        }
    }

    /// Numbers of any size and form in a cell are read or refused.
    #[test]
    fn any_number_in_any_column_is_judged(column in 0_usize..47, value in proptest::prelude::any::<f64>()) {
        let name = zeis::network::read::COLUMNS[column];
        let mut row = std::collections::BTreeMap::from([("road", "A1".to_string()), ("side", "Re".to_string())]);
        row.extend([("km_from", "1.0".to_string()), ("km_to", "1.1".to_string())]);
        row.insert(name, value.to_string());
        let head: Vec<&str> = row.keys().copied().collect();
        let cells: Vec<String> = row.values().cloned().collect();
        let table = format!("{}\n{}\n", head.join(","), cells.join(","));
        let found = zeis::network::read::segments("s.csv", table.as_bytes(), &[], 1.5);
        proptest::prop_assert!(found.is_ok() || found.is_err_and(|problems| !problems.is_empty()));
    }
}

#[test]
fn the_command_line_shows_help_and_bears_a_closed_pipe() {
    let zeis = env!("CARGO_BIN_EXE_zeis");
    let help = Command::new(zeis).output().expect("zeis runs");
    let text = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(help.status.success() && text.contains("Example") && text.contains("zeis init"), "{text}");
    assert_eq!(Command::new(zeis).arg("chek").output().expect("zeis runs").status.code(), Some(2));
    let mut child = Command::new(zeis)
        .args(["check", "--json"])
        .arg(folder().join("mixed_problems.toml"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("zeis runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("zeis ends");
    assert_eq!(output.status.code(), Some(2));
    assert!(!stderr(&output).contains("panicked"));
}
