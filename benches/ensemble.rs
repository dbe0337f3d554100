//! Time to a sure answer: how many members and how much processor time until the differences between regimes are known, by plain
//! Monte Carlo and by better ways, from the same run; column-days per second, scaling over threads; and what the whole national network
//! and the workload of the design would take.
//!
//! `cargo bench --bench ensemble -- [MEMBERS] [YEARS]` (default: 40 members of 30 years on the shipped area under twelve regimes).

use cpu_time::ProcessTime;
use std::path::Path;
use std::time::Instant;
use zeis::ensemble::labels::Labels;
use zeis::ensemble::run::{on_threads, store_each};
use zeis::ensemble::store::{Key, Store};
use zeis::kpi::study::answer::{Answer, Answers};
use zeis::kpi::study::member::Material;
use zeis::kpi::study::precision::{Decision, Method, WITHIN, rows};
use zeis::kpi::study::rows::Study;
use zeis::scenario::Scenario;
use zeis::scenario::load::load;
use zeis::scenario::stands::{Stands, build};

/// Regimes beside the uncut one: eleven.
const WINDOWS: [(&str, &[&str]); 11] = [
    ("autumn", &["09-15..10-15"]),
    ("june", &["06-01..06-15"]),
    ("july", &["07-01..07-15"]),
    ("august", &["08-01..08-15"]),
    ("june_autumn", &["06-15..07-05", "09-15..10-15"]),
    ("may_autumn", &["05-15..05-31", "09-15..10-15"]),
    ("july_autumn", &["07-10..07-25", "09-20..10-15"]),
    ("may_august", &["05-15..05-31", "08-15..08-31"]),
    ("three", &["05-15..05-31", "07-15..07-31", "09-25..10-15"]),
    ("spring", &["04-15..04-30"]),
    ("late", &["10-01..10-31"]),
];
/// Classes and regimes of a national network (assumed).
const NATIONAL: f64 = 2_100.0 * 12.0;
/// Column-days of the national workload of the design: 6 climates, 1,000 members of 30 years.
const WORKLOAD: f64 = 1.66e12;
/// Main KPIs.
const MAIN: [&str; 5] = ["fire", "F3", "B1", "B9", "K1"];
/// Processors that the national answer is told for.
const CORES: f64 = 2.0;

fn scenario(dir: &Path, members: usize, years: usize, antithetic: bool) -> Scenario {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe/segments.csv");
    let cuts = |windows: &[&str]| {
        windows.iter().map(|window| format!("{{ window = \"{window}\" }}")).collect::<Vec<_>>().join(", ")
    };
    let regime = |(name, windows): &(&str, &[&str])| format!("[regimes.{name}]\ncuts = [{}]\n", cuts(windows));
    let regimes = WINDOWS.iter().map(regime).collect::<Vec<String>>().concat();
    let table = std::fs::read_to_string(shipped).expect("the segments");
    // Regimes of today that the scenario does not have become the one of all.
    let names = ["one_cut_autumn", "one_cut_early", "two_cuts_phased", "two_cuts"];
    let table = names.iter().fold(table, |table, name| table.replace(name, "autumn"));
    std::fs::write(dir.join("segments.csv"), table).expect("written");
    let path = dir.join("bench.toml");
    let text = format!(
        "name = \"bench\"\n[period]\nfirst_year = 2027\nyears = {years}\nwarmup = 3\n[ensemble]\nmembers = {members}\n\
         antithetic = {antithetic}\n[network]\nsegments = \"segments.csv\"\npresent = \"autumn\"\n{regimes}"
    );
    std::fs::write(&path, text).expect("written");
    load(&path).expect("a scenario")
}

/// Wall clock and processor time of some members on so many threads, s; units are stored.
fn simulate(material: &Material<'_>, store: &Store, members: std::ops::Range<usize>, threads: usize) -> [f64; 2] {
    let keys: Vec<Key> = members.map(|member| Key { member, climate: 0 }).collect();
    let (begun, wall) = (ProcessTime::now(), Instant::now());
    let work = || store_each(&keys, |&key| store.save(key, &material.numbers(key)?));
    on_threads(Some(threads), work).expect("threads").expect("simulated");
    [wall.elapsed().as_secs_f64(), begun.elapsed().as_secs_f64()]
}

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (members, years) = (numbers.first().copied().unwrap_or(40), numbers.get(1).copied().unwrap_or(30));
    let folder = tempfile::tempdir().expect("a temporary folder");
    for antithetic in [false, true] {
        let dir = folder.path().join(antithetic.to_string());
        std::fs::create_dir(&dir).expect("a folder");
        let scenario = scenario(&dir, members, years, antithetic);
        let stands = build(&scenario);
        let material = Material::new(&scenario, &stands);
        let labels = material.labels(None);
        let store = Store::open(&dir.join("out"), &labels, true).expect("a folder");
        let [_, seconds] = simulate(&material, &store, 0..members, 2);
        let per_member = seconds / members as f64;
        println!("\n{}", if antithetic { "members in antithetic pairs" } else { "independent members" });
        if !antithetic {
            speed(&scenario, &stands, (&labels, &store), per_member);
            scaling(&material, &store, members);
        }
        answers(&labels, &store, members, per_member, stands.classes.len() * scenario.regimes.len());
    }
}

/// Column-days per second, and what the workload of the design takes at that rate.
fn speed(scenario: &Scenario, stands: &Stands, (labels, store): (&Labels, &Store), per_member: f64) {
    let last = labels.count() - 1;
    let column_days = store.part(Key { member: 0, climate: 0 }, last..last + 1).expect("read")[0];
    let rate = column_days / per_member;
    println!(
        "{} classes, {} stands, {} nodes, {} years: {per_member:.3} s CPU a member, {:.2} M column-days a second and core\n\
         (growth, fire, yearly plants and insects, all KPIs and {} further weathers of a member)",
        stands.classes.len(),
        stands.stands.len(),
        scenario.nodes.len(),
        scenario.years,
        1e-6 * rate,
        labels.controls.as_ref().map_or(0, |controls| controls.further)
    );
    println!(
        "national workload of {WORKLOAD:.3e} column-days at that rate: {:.1} h on {CORES} cores",
        WORKLOAD / rate / CORES / 3600.0
    );
}

/// Two threads against one, on the same members.
fn scaling(material: &Material<'_>, store: &Store, members: usize) {
    let some = members.min(8);
    let [one, one_cpu] = simulate(material, store, 0..some, 1);
    let [two, two_cpu] = simulate(material, store, 0..some, 2);
    println!(
        "two threads against one: wall clock {:.2}, processor time {:.2} (1 is no loss), so at most {:.2} on a quiet machine",
        one / two,
        two_cpu / one_cpu,
        2.0 * one_cpu / two_cpu
    );
}

/// Members and time until nine tenths of the differences are decided, by each method, and on the national network.
fn answers(labels: &Labels, store: &Store, members: usize, per_member: f64, cells: usize) {
    let study = Study { labels, store, members, sample: None };
    let national = per_member * NATIONAL / cells as f64;
    println!(
        "kpi    method       variance ratio to plain (10 %, median, 90 %)   members  CPU here  national, {CORES} cores"
    );
    for id in MAIN {
        let place = labels.kpis.iter().position(|name| name == id).expect("listed");
        let mut found: Option<Answers> = None;
        rows(&study, &[place], (WITHIN, WITHIN), &mut |row| {
            if !found.as_mut().is_some_and(|found| found.take(row)) {
                found = Some(Answers::new(row, members, (WITHIN, WITHIN)));
            }
        })
        .expect("read");
        let found = found.expect("differences");
        for Answer { method, ratios, members } in found.all() {
            println!(
                "{id:6} {:12} {:12.1} {:12.1} {:12.1} {:18.0} {:9.0} s {:9.1} min",
                method.map_or("best", Method::name),
                ratios[0],
                ratios[1],
                ratios[2],
                members[1],
                members[1] * per_member,
                members[1] * national / CORES / 60.0
            );
        }
        let decided = found.rows().iter().filter(|row| row.decision != Decision::Open).count();
        println!("{id:6} {decided} of {} decided after {members} members", found.rows().len());
    }
}
