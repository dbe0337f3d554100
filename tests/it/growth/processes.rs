//! Each process switched by name: what it does shows, and the books stay closed.

use zeis::scenario::site_file::GrowSite;
use zeis::simulation::grow::{TraceDay, grow};
use zeis::vegetation::processes::{Process, Processes};
use zeis::vegetation::profile::Profile;

use super::{made_up_weather, mid_site};

/// The mid site with one process switched.
fn switched(process: Process, on: bool, days: usize) -> GrowSite {
    let mut site = GrowSite { weather: made_up_weather(days), ..mid_site(days) };
    site.processes.set(process, on);
    site.processes.apply(&mut site.parameters, &mut site.site);
    site.processes.empty(&mut site.start);
    site
}

fn total(trace: &[TraceDay], column: &str) -> f64 {
    trace.iter().map(|day| day.value(column).expect("a column")).sum()
}

fn run(process: Process, on: bool) -> Vec<TraceDay> {
    grow(&switched(process, on, 1095)).expect("closed books")
}

#[test]
fn a_process_that_is_off_does_nothing() {
    let usual = grow(&mid_site(1095)).expect("a run");
    let litter = run(Process::Litter, false);
    assert!(total(&litter, "LIT") < 0.1 * total(&usual, "LIT"));
    let nitrogen = run(Process::Nitrogen, false);
    assert_eq!(total(&nitrogen, "Nmin") + total(&nitrogen, "Norg") + total(&nitrogen, "NG"), 0.0);
    assert!(nitrogen.iter().all(|day| day.value("NI") == Some(0.7)));
    let layers = run(Process::TwoLayers, false);
    assert!(layers.iter().all(|day| day.value("W2").expect("a column").abs() < 1e-9));
    assert_eq!(total(&run(Process::Snow, false), "SNOW"), 0.0);
    assert!(total(&usual, "SNOW") > 0.0);
    // The made-up air has 420 ppm against a reference of 400.
    assert!(total(&run(Process::Co2, false), "PGRO") < total(&usual, "PGRO"));
    assert!(total(&run(Process::Drought, false), "SENGV") < total(&usual, "SENGV"));
    let composition = run(Process::Composition, false);
    assert!(composition.iter().all(|day| day.value("sA") == Some(0.1)));
    assert_ne!(usual[1000].value("sA"), Some(0.1));
}

#[test]
fn shade_is_one_of_them() {
    let shaded = |on: bool| {
        let mut site = mid_site(365);
        site.site.shade = 0.4;
        site.processes.set(Process::Shade, on);
        site.processes.apply(&mut site.parameters, &mut site.site);
        total(&grow(&site).expect("a run"), "GRO")
    };
    assert!(shaded(true) < shaded(false));
    assert_eq!(shaded(false), total(&grow(&mid_site(365)).expect("a run"), "GRO"));
}

#[test]
fn groundwater_feeds_a_dry_summer_and_a_nearer_table_feeds_more() {
    let water = |depth_m: Option<f64>| {
        let mut site = switched(Process::Groundwater, depth_m.is_some(), 1095);
        (site.site.water_table_high_m, site.site.water_table_low_m) =
            (depth_m.unwrap_or(10.0), depth_m.unwrap_or(10.0) + 0.4);
        (site.site.rise_slope, site.site.rise_level) = (-0.4536, 0.8373);
        let trace = grow(&site).expect("closed books");
        [total(&trace, "CR"), total(&trace, "GRO"), total(&trace, "WR")]
    };
    let [dry, deep, shallow] = [water(None), water(Some(2.2)), water(Some(1.2))];
    assert_eq!(dry[0], 0.0);
    assert!(deep[0] > 1.0 && shallow[0] > 1.05 * deep[0], "{deep:?} {shallow:?}");
    assert!(deep[1] > dry[1], "water in drought grows grass: {dry:?} {deep:?}");
    assert!(deep[2] > dry[2] && shallow[2] > deep[2], "{dry:?} {deep:?} {shallow:?}");
    assert_eq!(water(Some(8.0))[0], 0.0, "nothing rises from eight metres");
}

#[test]
fn hardened_leaves_stand_a_winter_and_die_of_a_late_frost() {
    let mut site = switched(Process::FrostHardening, true, 730);
    for row in site.weather.iter_mut().filter(|row| row.date.month() == 5) {
        row.temp_c = if row.date.day() == 20 { -9.0 } else { row.temp_c };
    }
    let trace = grow(&site).expect("a run");
    let share = |day: &TraceDay| {
        let [dying, left] = ["SENGV", "GV"].map(|name| day.value(name).expect("a column"));
        dying / (dying + left)
    };
    let frosts = |month: i8| {
        let days = trace.iter().filter(move |day| day.date.year() == 2002 && day.date.month() == month);
        days.filter(|day| day.value("T") < Some(0.0)).map(share).fold(0.0, f64::max)
    };
    assert!(frosts(1) > 0.0 && frosts(1) < 0.05, "hardened in January: {}", frosts(1));
    assert!(frosts(5) > 0.3, "green again in May: {}", frosts(5));
    let stems = trace.iter().filter(|day| day.value("T") < Some(0.0)).map(|day| day.value("SENGR").expect("a column"));
    assert_eq!(stems.sum::<f64>(), 0.0, "stems are not killed by frost");
}

#[test]
fn processes_of_the_other_profiles_are_those_of_their_programs() {
    let growr = Processes::of(Profile::Growr);
    assert!(growr.has(Process::Snow) && !growr.has(Process::Litter));
    assert!(!Processes::of(Profile::Inrae).has(Process::Snow));
    assert!(!Processes::of(Profile::Verge).has(Process::Groundwater));
}
