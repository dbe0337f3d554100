//! Time to a sure answer: how many members and how much processor time until the differences between regimes are known, by plain
//! Monte Carlo and by better ways, from the same run; column-days per second, scaling over threads; and what the whole national network
//! and the workload of the design would take.
//!
//! `cargo bench --bench ensemble -- [MEMBERS] [YEARS]` (default: 40 members of 30 years on the shipped area under twelve regimes);
//! `cargo bench --bench ensemble -- [MEMBERS] [YEARS] nation` does it on a made-up network of the size of the national one, with members
//! of a sample beside those of the whole (default: 20 members, in about 15 minutes).

mod nation;

use cpu_time::ProcessTime;
use std::path::Path;
use std::time::Instant;
use zeis::ensemble::labels::Labels;
use zeis::ensemble::run::{on_threads, store_each};
use zeis::ensemble::store::{Key, Store};
use zeis::kpi::study::answer::{Answer, Answers};
use zeis::kpi::study::member::Material;
use zeis::kpi::study::precision::{Decision, Method, WITHIN, rows};
use zeis::kpi::study::rows::{Sample, Study};
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

/// Segments of the national network.
const SEGMENTS: usize = 60_000;
/// Share of it that a sample has, and members of the sample for each of the whole.
const SAMPLE: (f64, usize) = (0.05, 15);

/// The shipped area, its regimes of today become the one of all.
fn shipped_area() -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe/segments.csv");
    let table = std::fs::read_to_string(shipped).expect("the segments");
    let names = ["one_cut_autumn", "one_cut_early", "two_cuts_phased", "two_cuts"];
    names.iter().fold(table, |table, name| table.replace(name, "autumn"))
}

/// A scenario of some years on a network; `ensemble` are the keys of that section.
fn scenario(dir: &Path, table: &str, years: usize, ensemble: &str) -> Scenario {
    let cuts = |windows: &[&str]| {
        windows.iter().map(|window| format!("{{ window = \"{window}\" }}")).collect::<Vec<_>>().join(", ")
    };
    let regime = |(name, windows): &(&str, &[&str])| format!("[regimes.{name}]\ncuts = [{}]\n", cuts(windows));
    let regimes = WINDOWS.iter().map(regime).collect::<Vec<String>>().concat();
    std::fs::write(dir.join("segments.csv"), table).expect("written");
    let path = dir.join("bench.toml");
    let text = format!(
        "name = \"bench\"\n[period]\nfirst_year = 2027\nyears = {years}\nwarmup = 3\n[ensemble]\n{ensemble}\n[network]\nsegments = \"segments.csv\"\npresent = \"autumn\"\n{regimes}"
    );
    std::fs::write(&path, text).expect("written");
    load(&path).expect("a scenario")
}

/// Labels of a study, and a place for its units.
fn empty_store(dir: &Path, material: &Material<'_>) -> (Labels, Store) {
    let labels = material.labels(None);
    let store = Store::open(dir, &labels, true).expect("a folder");
    (labels, store)
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
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let years = numbers.get(1).copied().unwrap_or(30);
    let folder = tempfile::tempdir().expect("a temporary folder");
    if words.iter().any(|word| word == "nation") {
        national(folder.path(), numbers.first().copied().unwrap_or(20), years);
        return;
    }
    let members = numbers.first().copied().unwrap_or(40);
    for antithetic in [false, true] {
        let dir = folder.path().join(antithetic.to_string());
        std::fs::create_dir(&dir).expect("a folder");
        let ensemble = format!("members = {members}\nantithetic = {antithetic}");
        let scenario = scenario(&dir, &shipped_area(), years, &ensemble);
        let stands = build(&scenario);
        let material = Material::new(&scenario, &stands);
        let (labels, store) = empty_store(&dir, &material);
        let [_, seconds] = simulate(&material, &store, 0..members, 2);
        let per_member = seconds / members as f64;
        println!("\n{}", if antithetic { "members in antithetic pairs" } else { "independent members" });
        if !antithetic {
            speed(&scenario, &stands, (&labels, &store), per_member);
            scaling(&material, &store, members);
        }
        let study = Study { labels: &labels, store: &store, members, sample: None };
        answers(&study, [per_member, per_member], stands.classes.len() * scenario.regimes.len());
    }
}

/// Members of the whole national network, and of a sample of it.
fn national(dir: &Path, members: usize, years: usize) {
    let of_sample = SAMPLE.1 * members;
    let ensemble = format!("members = {members}\nsample = {{ share = {}, members = {of_sample} }}", SAMPLE.0);
    let scenario = scenario(dir, &nation::table(SEGMENTS), years, &ensemble);
    let stands = build(&scenario);
    let material = Material::new(&scenario, &stands);
    let (labels, store) = empty_store(&dir.join("whole"), &material);
    let [wall, seconds] = simulate(&material, &store, 0..members, 2);
    let per_member = seconds / members as f64;
    speed(&scenario, &stands, (&labels, &store), per_member);
    let part = scenario.sample(&stands, SAMPLE.0);
    let stands_of_part = build(&part);
    let material_of_part = Material::of_sample(&part, &stands_of_part, &material, of_sample);
    let (labels_of_part, store_of_part) = empty_store(&dir.join("part"), &material_of_part);
    let [wall_of_part, seconds] = simulate(&material_of_part, &store_of_part, 0..labels_of_part.members, 2);
    println!(
        "a sample of {} segments and {} classes: {} members, {:.3} s CPU each; wall clock of all on two threads {:.1} min",
        part.network.segments.len(),
        stands_of_part.classes.len(),
        labels_of_part.members,
        seconds / labels_of_part.members as f64,
        (wall + wall_of_part) / 60.0
    );
    let sample = Some(Sample { labels: &labels_of_part, store: &store_of_part });
    let study = Study { labels: &labels, store: &store, members, sample };
    let cells = stands.classes.len() * scenario.regimes.len();
    answers(&study, [per_member, per_member + seconds / members as f64], cells);
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

/// Members and time until half and nine tenths of the differences are decided, by each method, and on a network of the classes and
/// regimes of the national one; `member_s`: processor time of a member, and with its part of a sample.
fn answers(study: &Study<'_>, member_s: [f64; 2], cells: usize) {
    let scale = NATIONAL / cells as f64 / CORES / 60.0;
    println!(
        "kpi    method       variance ratio to plain (10 %, median, 90 %)   members (half, nine tenths)  CPU here  national, {CORES} \
         cores (half, nine tenths)"
    );
    for id in MAIN {
        let place = study.labels.kpis.iter().position(|name| name == id).expect("listed");
        let mut found: Option<Answers> = None;
        rows(study, &[place], (WITHIN, WITHIN), &mut |row| {
            if !found.as_mut().is_some_and(|found| found.take(row)) {
                found = Some(Answers::new(row, study.members, (WITHIN, WITHIN)));
            }
        })
        .expect("read");
        let found = found.expect("differences");
        for Answer { method, ratios, members: [half, most, _] } in found.all() {
            let with_sample = method.is_none_or(|method| method == Method::Sample);
            let seconds = member_s[usize::from(with_sample)];
            println!(
                "{id:6} {:12} {:12.1} {:12.1} {:12.1} {half:14.0} {most:10.0} {:12.0} s {:9.1} {:9.1} min",
                method.map_or("best", Method::name),
                ratios[0],
                ratios[1],
                ratios[2],
                most * seconds,
                half * seconds * scale,
                most * seconds * scale
            );
        }
        let decided = found.rows().iter().filter(|row| row.decision != Decision::Open).count();
        println!("{id:6} {decided} of {} decided after {} members", found.rows().len(), study.members);
    }
}
