//! The files of a scenario: found beside it, read once, and their digests kept.

use super::file::suggest;
use super::{InputFile, Scenario};
use crate::error::Problem;
use crate::random::digest;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The files read so far.
#[derive(Debug)]
pub struct Inputs {
    folder: PathBuf,
    /// Every file read, in order of reading.
    pub files: Vec<InputFile>,
}

impl Inputs {
    /// The inputs of a scenario file; names in it are relative to its folder.
    pub fn beside(scenario: &Path) -> Self {
        Inputs { folder: scenario.parent().map(Path::to_path_buf).unwrap_or_default(), files: Vec::new() }
    }

    /// Path of a file named in the scenario.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Reads a file named at `place`.
    pub fn read(&mut self, name: &str, place: &str) -> Result<Vec<u8>, Problem> {
        let path = self.path(name);
        let bytes = read(&path, place)?;
        self.files.push(InputFile { name: name.to_string(), digest: digest(&bytes) });
        Ok(bytes)
    }
}

impl Scenario {
    /// Digest of everything read, and of the seed.
    pub fn digest(&self) -> u64 {
        let mut bytes = Vec::new();
        for input in &self.inputs {
            bytes.extend_from_slice(input.name.as_bytes());
            bytes.extend_from_slice(&input.digest.to_le_bytes());
        }
        bytes.extend_from_slice(&self.seed.to_le_bytes());
        digest(&bytes)
    }
}

/// Reads a file; `place` is where the user named it.
pub fn read(path: &Path, place: &str) -> Result<Vec<u8>, Problem> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Problem::new("I905", place, format!("{shown} is a folder, not a file")));
    }
    std::fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Problem::new("I901", place, format!("the file {shown} is not there")).hint(similar_file(path))
        }
        ErrorKind::PermissionDenied => Problem::new("I902", place, format!("{shown} may not be read"))
            .hint("look at the rights of file and folder"),
        _ => Problem::new("I902", place, format!("{shown} cannot be read: {error}")),
    })
}

/// A hint at the file of the same folder whose name is nearest.
fn similar_file(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return format!("the folder {} is not there or cannot be read", folder.display());
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    suggest::nearest(&wanted, names.iter().map(String::as_str)).map_or_else(
        || format!("looked for in {}", folder.display()),
        |name| format!("did you mean {}?", folder.join(name).display()),
    )
}
