//! Time to a sure answer: how well differences between regimes are known after some members, by plain Monte Carlo and as studies
//! tell it, in the same run; and what a member of a national network would take.
//!
//! `cargo bench --bench ensemble -- [MEMBERS] [YEARS]` (default: 40 members of 30 years on the shipped area under twelve regimes).

use cpu_time::ProcessTime;
use std::path::Path;
use zeis::ensemble::labels::Labels;
use zeis::ensemble::run::{on_threads, store_each};
use zeis::ensemble::store::{Key, Store};
use zeis::kpi::study::member::Material;
use zeis::kpi::study::precision::{Decision, PrecisionRow, rows};
use zeis::kpi::study::rows::Study;
use zeis::scenario::load::load;
use zeis::scenario::stands::build;

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
/// Weather nodes of a national network (assumed).
const NATIONAL_NODES: f64 = 15.0;

fn scenario(dir: &Path, members: usize, years: usize) -> String {
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
         [network]\nsegments = \"segments.csv\"\npresent = \"autumn\"\n{regimes}"
    );
    std::fs::write(&path, text).expect("written");
    path.display().to_string()
}

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (members, years) = (numbers.first().copied().unwrap_or(40), numbers.get(1).copied().unwrap_or(30));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = load(Path::new(&scenario(folder.path(), members, years))).expect("a scenario");
    let stands = build(&scenario);
    let material = Material::new(&scenario, &stands);
    let labels = material.labels(None);
    let store = Store::open(&folder.path().join("out"), &labels, true).expect("a folder");
    let keys: Vec<Key> = (0..members).map(|member| Key { member, climate: 0 }).collect();
    let begun = ProcessTime::now();
    let simulate = || store_each(&keys, |&key| store.save(key, &material.numbers(key)?));
    on_threads(None, simulate).expect("threads").expect("simulated");
    let seconds = begun.elapsed().as_secs_f64();
    let per_member = seconds / members as f64;
    let columns = stands.stands.len();
    println!(
        "{} classes, {columns} stands, {} nodes, {years} years: {per_member:.3} s CPU a member",
        stands.classes.len(),
        scenario.nodes.len()
    );
    let controls = labels.controls.as_ref().expect("an ensemble");
    println!("further weathers of a member: {}", controls.further);
    for count in [20, 40, 80, 160].into_iter().filter(|&count| count <= members) {
        tell(&labels, &store, count, per_member);
    }
    let nodes = scenario.nodes.len() as f64;
    let cells = (stands.classes.len() * scenario.regimes.len()) as f64;
    println!(
        "national network of {NATIONAL:.0} cells on {NATIONAL_NODES:.0} nodes, by cells: {:.1} s CPU a member ({:.2} weathers of this slice by nodes)",
        per_member * NATIONAL / cells,
        NATIONAL_NODES / nodes
    );
}

/// How many differences are decided, and what plain means would take for the same errors.
fn tell(labels: &Labels, store: &Store, members: usize, per_member: f64) {
    let study = Study { labels, store, members };
    for id in ["fire", "F3", "B1", "B9", "K1"] {
        let place = labels.kpis.iter().position(|name| name == id).expect("listed");
        let mut found: Vec<PrecisionRow> = Vec::new();
        rows(&study, &[place], (0.01, 0.01), &mut |row| found.push(row)).expect("read");
        let decided = |plain: bool| {
            let of = |row: &&PrecisionRow| {
                let estimate = if plain { row.plain } else { row.corrected };
                Decision::of(&estimate, f64::INFINITY, 0.01, 0.0) != Decision::Open
            };
            found.iter().filter(of).count()
        };
        let mut gains: Vec<f64> = found.iter().filter_map(PrecisionRow::gain).collect();
        gains.sort_by(f64::total_cmp);
        let at = |share: f64| gains.get((share * gains.len() as f64) as usize).copied().unwrap_or(1.0);
        // members that the plain and the corrected mean take until the half-width is 1 % of the difference
        let wanted = |plain: bool| {
            let of = |row: &PrecisionRow| {
                let estimate = if plain { row.plain } else { row.corrected };
                let ratio = 1.96 * estimate.error / (0.01 * estimate.mean.abs());
                members as f64 * ratio * ratio
            };
            let mut all: Vec<f64> = found.iter().map(of).filter(|count| count.is_finite()).collect();
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied().unwrap_or(0.0)
        };
        println!(
            "{members:4} members ({:6.1} s CPU) {id:5}: known to 1 % plain {} corrected {} of {}; gain {:.1} (10 %: {:.1}, 90 %: {:.1}); \
             members for 1 % of the median difference: plain {:.0}, corrected {:.0}",
            members as f64 * per_member,
            decided(true),
            decided(false),
            found.len(),
            at(0.5),
            at(0.1),
            at(0.9),
            wanted(true),
            wanted(false)
        );
    }
}
