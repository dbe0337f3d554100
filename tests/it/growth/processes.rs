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
    assert_eq!(total(&layers, "W2"), 0.0);
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
        (total(&trace, "CR"), total(&trace, "GRO"))
    };
    let [dry, deep, shallow] = [water(None), water(Some(1.6)), water(Some(0.8))];
    assert_eq!(dry.0, 0.0);
    assert!(deep.0 > 1.0 && shallow.0 > 2.0 * deep.0, "{deep:?} {shallow:?}");
    assert!(deep.1 > dry.1 && shallow.1 > deep.1);
    assert_eq!(water(Some(8.0)).0, 0.0, "nothing rises from eight metres");
}

#[test]
fn hardened_leaves_stand_a_usual_winter_better_than_a_sudden_frost() {
    let killed = |hardening: bool, sudden: bool| {
        let mut site = switched(Process::FrostHardening, hardening, 365);
        for row in &mut site.weather {
            let april = row.date.month() == 4 && row.date.day() > 20;
            row.temp_c = if sudden && april { -9.0 } else { row.temp_c };
        }
        let frost = |day: &&TraceDay| day.value("T") < Some(0.0);
        let trace = grow(&site).expect("a run");
        trace.iter().filter(frost).map(|day| day.value("SENGV").expect("a column")).sum::<f64>()
    };
    assert!(killed(true, true) > 5.0 * killed(true, false), "{} {}", killed(true, true), killed(true, false));
    assert!(killed(true, true) > killed(false, true), "a late frost after dehardening kills more than its depth says");
}

#[test]
fn processes_of_the_other_profiles_are_those_of_their_programs() {
    let growr = Processes::of(Profile::Growr);
    assert!(growr.has(Process::Snow) && !growr.has(Process::Litter));
    assert!(!Processes::of(Profile::Inrae).has(Process::Snow));
    assert!(!Processes::of(Profile::Verge).has(Process::Groundwater));
}
