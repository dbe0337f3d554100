//! External reference files, read from `../shared` beside the project where that folder is there.

use std::path::PathBuf;

/// Path of an external file; `None`, with a line that says the test was skipped, where it is absent.
pub fn external(test: &str, file: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(file);
    if path.exists() {
        Some(path)
    } else {
        eprintln!("skipped: {test} (external file {file} is not there)");
        None
    }
}
