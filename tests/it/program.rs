//! The program as a user runs it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program with these arguments, in the folder of the package.
pub fn zeis(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zeis"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program starts")
}

/// A copy of the shipped scenario with two members and two years, in `folder`; gives its path.
pub fn small_veluwe(folder: &Path) -> String {
    small_copy("veluwe.toml", folder)
}

/// Likewise of the shipped tender.
pub fn small_contract(folder: &Path) -> String {
    small_copy("contract.toml", folder)
}

fn small_copy(name: &str, folder: &Path) -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    std::fs::create_dir_all(folder.join("veluwe")).expect("a folder for the tables");
    for table in ["segments.csv", "crews.csv"] {
        std::fs::copy(shipped.join("veluwe").join(table), folder.join("veluwe").join(table)).expect("a copied table");
    }
    let text = std::fs::read_to_string(shipped.join(name)).expect("the shipped scenario");
    let small: String = text
        .lines()
        .map(|line| match line.split('=').next().map(str::trim) {
            Some("members") => "members = 2".to_owned(),
            Some("years") => "years = 2".to_owned(),
            Some("warmup") => "warmup = 1".to_owned(),
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    assert!(small.contains("members = 2") && small.contains("years = 2"));
    let path = folder.join(name);
    std::fs::write(&path, small).expect("a written scenario");
    path.display().to_string()
}

/// Every file below a folder, by its name relative to it.
pub fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder_now) = open.pop() {
        for entry in std::fs::read_dir(&folder_now).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the folder").display().to_string();
                found.insert(name, std::fs::read(&path).expect("a readable file"));
            }
        }
    }
    found
}
