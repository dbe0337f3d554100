//! Results of an earlier run in the same folder: taken away before new ones are written, so that no file of another scenario
//! stays beside those of this one.

use crate::error::Problem;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Files that a run writes, apart from daily traces.
const FILES: [&str; 24] = [
    "timing.toml",
    "manifest.toml",
    "report.html",
    "plan.csv",
    "certificate.json",
    "pareto.csv",
    "contract.csv",
    "owners.csv",
    "schedule.csv",
    "schedule.ics",
    "workorders.csv",
    "crew_weeks.csv",
    "programmes.csv",
    "kpi.csv",
    "kpi.xlsx",
    "outcomes.csv",
    "verges.geojson",
    "verges.gpkg",
    "plan_data/segments.csv",
    "plan_data/programmes.csv",
    "plan_data/values.csv",
    "plan_data/capacity.csv",
    "plan_data/limits.csv",
    "plan_data/fire_members.csv",
];
/// Figures that a run writes, as SVG and PNG.
const FIGURES: [&str; 10] = [
    "season",
    "hazard_calendar",
    "after_cut",
    "months",
    "regimes",
    "map_regimes",
    "map_weeks",
    "map_risk",
    "weeks",
    "gantt",
];
/// How the figures of sweeps begin.
const FRONT_HEAD: &str = "pareto_";
/// Folders that a run makes; they go where nothing else is in them.
const FOLDERS: [&str; 3] = ["plan_data", "plots", "daily"];
/// How the table of a daily trace begins.
const TRACE_HEAD: &[u8] = b"date,member,";

/// Takes away what an earlier run left in `dir`; files that no run writes stay.
pub fn remove(dir: &Path) -> Result<(), Problem> {
    for name in FILES {
        remove_file(&dir.join(name))?;
    }
    for figure in FIGURES {
        for ending in ["svg", "png"] {
            remove_file(&dir.join("plots").join(figure).with_extension(ending))?;
        }
    }
    for entry in fs::read_dir(dir.join("plots")).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(FRONT_HEAD) {
            remove_file(&entry.path())?;
        }
    }
    for entry in fs::read_dir(dir.join("daily")).into_iter().flatten().flatten() {
        if is_trace(&entry.path()) {
            remove_file(&entry.path())?;
        }
    }
    for folder in FOLDERS {
        // A folder with files of the user is not empty and stays.
        let _ = fs::remove_dir(dir.join(folder));
    }
    Ok(())
}

fn is_trace(path: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; TRACE_HEAD.len()];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok_and(|()| head == TRACE_HEAD)
}

fn remove_file(path: &Path) -> Result<(), Problem> {
    match fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            let what = format!("of an earlier run cannot be removed: {error}");
            Err(Problem::new("I930", path.display().to_string(), what).hint("choose another folder with -o"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_go_and_files_of_the_user_stay() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path();
        for name in FOLDERS {
            fs::create_dir(dir.join(name)).expect("made");
        }
        for name in FILES.iter().chain(&["plots/weeks.svg", "mine.csv", "plots/photo.png", "daily/mine.csv"]) {
            fs::write(dir.join(name), "station,date\n").expect("written");
        }
        fs::write(dir.join("daily/a.csv"), "date,member,x\n").expect("written");
        remove(dir).expect("removed");
        for (name, stays) in
            [("plan.csv", false), ("plan_data", false), ("plots/weeks.svg", false), ("daily/a.csv", false)]
                .into_iter()
                .chain([("mine.csv", true), ("plots/photo.png", true), ("daily/mine.csv", true)])
        {
            assert_eq!(dir.join(name).exists(), stays, "{name}");
        }
        remove(&dir.join("nowhere")).expect("nothing to remove");
    }
}
