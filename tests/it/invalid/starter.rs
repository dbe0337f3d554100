//! The starter project.

use super::{accepted, check, stderr};
use std::fs;
use std::process::Command;

#[test]
fn the_starter_project_passes_its_own_check_and_is_never_overwritten() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let init = || {
        let command =
            Command::new(env!("CARGO_BIN_EXE_zeis")).args(["init", "my"]).current_dir(temporary.path()).output();
        command.expect("zeis runs")
    };
    assert_eq!(init().status.code(), Some(0));
    let scenario = temporary.path().join("my/scenario.toml");
    let output = check(&scenario, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(accepted(&scenario).network.segments.len(), 12);
    fs::write(&scenario, "mine").expect("written");
    assert_eq!(init().status.code(), Some(2));
    assert_eq!(fs::read_to_string(&scenario).expect("there"), "mine");
}
