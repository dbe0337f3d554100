//! Runs that cannot write, are stopped, or meet results of an earlier one.

use crate::program::{files_below, small_veluwe, zeis};
use std::process::{Command, Stdio};

#[test]
fn a_folder_that_cannot_be_written_is_told_before_the_work() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let file = folder.path().join("file");
    std::fs::write(&file, "mine").expect("written");
    for out in [file.clone(), file.join("below")] {
        let run = zeis(&["run", &scenario, "-q", "-o", &out.display().to_string()]);
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(1) && said.starts_with("I930") && said.contains("-o"), "{said}");
    }
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "mine");
}

#[test]
fn results_of_an_earlier_run_do_not_stay() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let out = folder.path().join("out");
    let run = || {
        let run = zeis(&["run", &scenario, "-q", "-o", &out.display().to_string()]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        files_below(&out)
    };
    let with_plan = run();
    assert!(with_plan.contains_key("plan.csv") && with_plan.contains_key("plan_data/values.csv"));
    assert!(with_plan.keys().all(|name| !name.contains("part")), "{:?}", with_plan.keys());
    std::fs::write(out.join("mine.txt"), "mine").expect("written");
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    std::fs::write(&scenario, text.split("[plan]").next().expect("a part before the plan")).expect("written");
    let without = run();
    assert!(without.contains_key("mine.txt") && without.contains_key("kpi.csv"));
    for name in ["plan.csv", "schedule.csv", "plan_data/values.csv", "plots/weeks.svg"] {
        assert!(!without.contains_key(name), "{name} of the earlier run stays");
    }
}

#[test]
fn a_run_that_is_stopped_leaves_whole_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let whole = folder.path().join("whole");
    assert!(zeis(&["run", &scenario, "-q", "-o", &whole.display().to_string()]).status.success());
    let whole = files_below(&whole);
    let out = folder.path().join("out");
    let mut child = Command::new(env!("CARGO_BIN_EXE_zeis"))
        .args(["run", &scenario, "-q", "-o", &out.display().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("zeis runs");
    // Stopped in the midst of its writing: the first table is there, the last file is not, as far as the machine allows.
    while !out.join("outcomes.csv").exists() && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("stopped");
    child.wait().expect("ended");
    for (name, bytes) in files_below(&out) {
        if !name.contains(".part") && name != "timing.toml" {
            assert!(bytes == whole[&name], "{name} is half-written");
        }
    }
}

#[test]
fn the_starter_project_runs_and_judges_its_plan() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("my verges").display().to_string();
    assert!(zeis(&["init", &project]).status.success());
    let scenario = format!("{project}/scenario.toml");
    let out = format!("{project}/results");
    for arguments in [vec!["check", &scenario], vec!["run", &scenario, "-q", "-o", &out], vec!["verify", &out]] {
        let ended = zeis(&arguments);
        assert!(ended.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn every_verb_shows_an_example() {
    let verbs = [
        "init",
        "run",
        "check",
        "verify",
        "grow",
        "fire",
        "weather import",
        "weather generate",
        "weather fit",
        "weather test",
        "weather fwi",
    ];
    for verb in verbs {
        let mut arguments: Vec<&str> = verb.split(' ').collect();
        arguments.push("--help");
        let help = zeis(&arguments);
        let text = String::from_utf8_lossy(&help.stdout);
        assert!(help.status.success() && text.contains(&format!("Example: zeis {verb}")), "{text}");
    }
}
