//! Finished units on disk: each in a file of its own, whole or not there, with the digest of its inputs and a checksum.
//!
//! A unit is one member of one climate. Its numbers are written beside their place, brought to the disk and renamed, so that
//! a run that is killed loses the units in flight and nothing else. Where a unit is missing, or its checksum does not fit, it
//! is computed again; units of other inputs are refused. What the numbers mean stands in [`Labels`], once per folder, so
//! that folders can be merged and summed up without the scenario.
//!
//! | bytes | hold |
//! |---|---|
//! | 0-11 | `zeis unit 1` and a line feed |
//! | 12-43 | digest of the inputs, climate, member, count of numbers: whole numbers of 8 bytes, least byte first |
//! | then | the numbers, 8 bytes each (IEEE 754), least byte first |
//! | last 8 | checksum of all before: FNV-1a, as [`digest`](crate::random::digest) |

use super::labels::Labels;
use crate::error::Problem;
use crate::random;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 12] = b"zeis unit 1\n";
/// Bytes before the numbers.
const HEAD: usize = MAGIC.len() + 4 * 8;
/// Name of the file with the labels.
const LABELS: &str = "labels.json";
/// Folder of the units.
const UNITS: &str = "units";

/// Which unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Member.
    pub member: usize,
    /// Climate (index).
    pub climate: usize,
}

/// What is found of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Missing,
    /// A file that is not whole, or whose checksum does not fit.
    Damaged,
    /// The unit.
    Whole,
}

/// The units of one study in a folder.
#[derive(Clone, Debug)]
pub struct Store {
    units: PathBuf,
    digest: u64,
    count: usize,
}

impl Store {
    /// Opens the folder of a study, makes it where needed, and refuses one that holds units of other inputs; `fresh` takes
    /// those away instead.
    pub fn open(dir: &Path, labels: &Labels, fresh: bool) -> Result<Self, Problem> {
        let units = dir.join(UNITS);
        if fresh && units.exists() {
            fs::remove_dir_all(&units).map_err(|error| failed(&units, "cannot be taken away", &error))?;
        }
        fs::create_dir_all(&units).map_err(|error| failed(&units, "cannot be made", &error))?;
        let path = units.join(LABELS);
        if path.exists() {
            let found = Store::labels(dir)?;
            if found.digest != labels.digest || found.count() != labels.count() {
                return Err(others(&path, &found.digest, &labels.digest));
            }
        } else {
            write_whole(&path, labels.to_json()?.as_bytes())?;
        }
        Ok(Store { units, digest: labels.digest_number()?, count: labels.count() })
    }

    /// What the numbers of a folder mean.
    pub fn labels(dir: &Path) -> Result<Labels, Problem> {
        let path = dir.join(UNITS).join(LABELS);
        let text = fs::read_to_string(&path).map_err(|error| {
            Problem::new("E813", path.display().to_string(), format!("cannot be read: {error}"))
                .hint("name a folder that `zeis ensemble` has written")
        })?;
        Labels::from_json(&path.display().to_string(), &text)
    }

    fn path(&self, key: Key) -> PathBuf {
        self.units.join(format!("{:02}", key.climate)).join(format!("{:06}.unit", key.member))
    }

    /// Looks at a unit and its checksum; refuses one of other inputs.
    pub fn state(&self, key: Key) -> Result<State, Problem> {
        let path = self.path(key);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(State::Missing),
            Err(error) => return Err(failed(&path, "cannot be read", &error)),
        };
        let whole = HEAD + 8 * self.count + 8;
        let Some((body, checksum)) = bytes.split_last_chunk::<8>() else { return Ok(State::Damaged) };
        if !bytes.starts_with(MAGIC) || random::digest(body) != u64::from_le_bytes(*checksum) {
            return Ok(State::Damaged);
        }
        let number = |place: usize| {
            let at = MAGIC.len() + 8 * place;
            body.get(at..at + 8).and_then(|part| part.try_into().ok()).map(u64::from_le_bytes)
        };
        if number(0) != Some(self.digest) {
            let found = number(0).map(|found| format!("{found:016x}")).unwrap_or_default();
            return Err(others(&path, &found, &format!("{:016x}", self.digest)));
        }
        let own = [key.climate, key.member, self.count].map(|part| Some(part as u64));
        let is_own = bytes.len() == whole && [number(1), number(2), number(3)] == own;
        Ok(if is_own { State::Whole } else { State::Damaged })
    }

    /// Writes a unit; after an error nothing of it is there, and other units are as they were.
    pub fn save(&self, key: Key, numbers: &[f64]) -> Result<(), Problem> {
        let mut bytes = Vec::with_capacity(HEAD + 8 * numbers.len() + 8);
        bytes.extend_from_slice(MAGIC);
        for part in [self.digest, key.climate as u64, key.member as u64, numbers.len() as u64] {
            bytes.extend_from_slice(&part.to_le_bytes());
        }
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        let checksum = random::digest(&bytes);
        bytes.extend_from_slice(&checksum.to_le_bytes());
        write_whole(&self.path(key), &bytes)
    }

    /// Some of the numbers of a unit that is whole.
    pub fn part(&self, key: Key, places: Range<usize>) -> Result<Vec<f64>, Problem> {
        let path = self.path(key);
        let mut bytes = vec![0; 8 * places.len()];
        let from = (HEAD + 8 * places.start) as u64;
        File::open(&path)
            .and_then(|mut file| file.seek(SeekFrom::Start(from)).and_then(|_| file.read_exact(&mut bytes)))
            .map_err(|error| failed(&path, "cannot be read", &error))?;
        Ok(bytes.chunks_exact(8).map(|part| f64::from_le_bytes(part.try_into().unwrap_or_default())).collect())
    }

    /// Takes a unit over from another folder of the same study, byte for byte.
    pub fn adopt(&self, other: &Store, key: Key) -> Result<(), Problem> {
        let path = other.path(key);
        let bytes = fs::read(&path).map_err(|error| failed(&path, "cannot be read", &error))?;
        write_whole(&self.path(key), &bytes)
    }
}

/// Writes beside the path, brings the bytes to the disk and renames.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let beside = path.with_extension("part");
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| write_synced(&beside, bytes)).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What was begun is taken away again; where that fails too, the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        failed(path, "cannot be written", &error)
    })
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(path: &Path, what: &str, error: &std::io::Error) -> Problem {
    Problem::new("E811", path.display().to_string(), format!("{what}: {error}"))
        .hint("free the disk or look at the rights; what is finished is kept, and the same command goes on from there")
}

fn others(path: &Path, found: &str, wanted: &str) -> Problem {
    let what = format!("holds results of other inputs (digest {found}, not {wanted})");
    Problem::new("E812", path.display().to_string(), what)
        .hint("choose another folder with -o, or begin anew with --fresh: results of different inputs are never mixed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::labels::tests::labels;

    const KEY: Key = Key { member: 3, climate: 1 };

    fn numbers(count: usize) -> Vec<f64> {
        (0..count).map(|place| if place == 1 { f64::NAN } else { 0.1 + place as f64 }).collect()
    }

    fn store(dir: &Path) -> Store {
        Store::open(dir, &labels(), false).expect("opened")
    }

    #[test]
    fn a_unit_comes_back_bit_by_bit() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store(folder.path());
        assert_eq!(store.state(KEY), Ok(State::Missing));
        let written = numbers(store.count);
        store.save(KEY, &written).expect("written");
        assert_eq!(store.state(KEY), Ok(State::Whole));
        let read = store.part(KEY, 0..store.count).expect("read");
        assert!(read.iter().zip(&written).all(|(a, b)| a.to_bits() == b.to_bits()));
        assert_eq!(store.part(KEY, 2..4).expect("read"), written[2..4]);
        assert_eq!(Store::labels(folder.path()).expect("read"), labels());
    }

    #[test]
    fn every_damaged_byte_is_found() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store(folder.path());
        store.save(KEY, &numbers(store.count)).expect("written");
        let path = store.path(KEY);
        let whole = fs::read(&path).expect("read");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            fs::write(&path, &bytes).expect("written");
            assert_eq!(store.state(KEY), Ok(State::Damaged), "byte {at}");
            fs::write(&path, &whole[..at]).expect("written");
            assert_eq!(store.state(KEY), Ok(State::Damaged), "cut off at {at}");
        }
        // A whole unit in the place of another is no unit either.
        fs::create_dir_all(store.path(Key { member: 4, climate: 1 }).parent().expect("a folder")).expect("made");
        fs::write(store.path(Key { member: 4, climate: 1 }), &whole).expect("written");
        assert_eq!(store.state(Key { member: 4, climate: 1 }), Ok(State::Damaged));
    }

    #[test]
    fn other_inputs_are_refused_or_taken_away() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = store(folder.path());
        first.save(KEY, &numbers(first.count)).expect("written");
        let other = Labels { digest: "00000000000000ff".into(), ..labels() };
        assert_eq!(Store::open(folder.path(), &other, false).expect_err("refused").code, "E812");
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        let second = Store::open(elsewhere.path(), &other, false).expect("opened");
        second.adopt(&first, KEY).expect("copied");
        assert_eq!(second.state(KEY).expect_err("refused").code, "E812");
        let fresh = Store::open(folder.path(), &other, true).expect("opened anew");
        assert_eq!(fresh.state(KEY), Ok(State::Missing));
    }

    #[test]
    fn a_write_that_fails_leaves_other_units_and_no_half() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store(folder.path());
        store.save(KEY, &numbers(store.count)).expect("written");
        let next = Key { member: 4, ..KEY };
        let beside = store.path(next).with_extension("part");
        fs::create_dir(&beside).expect("something in the way");
        let problem = store.save(next, &numbers(store.count)).expect_err("cannot be written");
        assert!(problem.code == "E811" && problem.hint.contains("goes on"), "{problem}");
        fs::remove_dir(&beside).expect("taken away");
        #[cfg(unix)]
        if Path::new("/dev/full").exists() {
            std::os::unix::fs::symlink("/dev/full", &beside).expect("linked");
            let problem = store.save(next, &numbers(store.count)).expect_err("the disk is full");
            assert!(problem.code == "E811" && problem.what.contains("cannot be written"), "{problem}");
        }
        assert_eq!((store.state(KEY), store.state(next)), (Ok(State::Whole), Ok(State::Missing)));
        store.save(next, &numbers(store.count)).expect("written");
        assert_eq!(store.state(next), Ok(State::Whole));
    }
}
