//! Memory of a study follows neither members nor, but for the weather of the one member at hand, years.

use super::{done, shown, small_study, study};
use std::path::Path;

/// Largest memory of a study, MB, as its own clock file tells.
fn peak_mb(out: &Path) -> Option<f64> {
    let text = std::fs::read_to_string(out.join("timing.toml")).expect("the times");
    text.lines().find_map(|line| line.strip_prefix("peak_mb = ")).and_then(|number| number.parse().ok())
}

#[test]
fn memory_follows_neither_members_nor_years() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_study(folder.path());
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let peak = |members: usize, years: usize| {
        let name = format!("{members}-{years}");
        let own = text
            .replace("members = 24", &format!("members = {members}"))
            .replace("years = 3", &format!("years = {years}"));
        let path = folder.path().join(format!("{name}.toml"));
        std::fs::write(&path, own).expect("written");
        let out = folder.path().join(name);
        done(&study(&shown(&path), &out, &["--threads", "1", "-q"]));
        peak_mb(&out)
    };
    let Some(few) = peak(10, 10) else {
        eprintln!("skipped: this system does not tell the memory of a process");
        return;
    };
    let (many, long) = (peak(100, 10).expect("told"), peak(10, 30).expect("told"));
    assert!(many < 1.05 * few, "{few} MB for 10 members, {many} MB for 100");
    assert!(long < 1.15 * few, "{few} MB for 10 years, {long} MB for 30");
}

/// On the whole shipped area, where a unit has more stands than it holds at a time; the weather of a member grows with its years.
#[test]
fn memory_of_a_large_unit_does_not_follow_years() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = std::fs::read_to_string(shipped.join("veluwe.toml")).expect("the scenario");
    let text = text.replace("\"veluwe/", &format!("\"{}/", shown(&shipped.join("veluwe"))));
    let peak = |years: usize| {
        let own =
            text.replace("\nyears = 10", &format!("\nyears = {years}")).replace("\nmembers = 20", "\nmembers = 2");
        let path = folder.path().join(format!("{years}.toml"));
        std::fs::write(&path, own).expect("written");
        let out = folder.path().join(format!("out{years}"));
        done(&study(&shown(&path), &out, &["--threads", "1", "-q"]));
        peak_mb(&out)
    };
    let (Some(short), Some(long)) = (peak(10), peak(30)) else {
        eprintln!("skipped: this system does not tell the memory of a process");
        return;
    };
    assert!(long < 1.15 * short && long < 200.0, "{short} MB for 10 years, {long} MB for 30");
}
