//! NetCDF files of the classic format with 64-bit offsets, written variable by variable without holding them as a whole.
//!
//! The layout is that of the NetCDF classic format specification (Unidata): a head with dimensions, attributes and the place of
//! every variable, then the values of one variable after the other, numbers with their most significant byte first, texts and
//! head padded to 4 bytes. xarray, SciPy, R and QGIS read it.

use crate::error::Problem;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

const DIMENSIONS: u32 = 0x0A;
const VARIABLES: u32 = 0x0B;
const ATTRIBUTES: u32 = 0x0C;

/// Type of the values of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters; the last dimension is the length of the texts.
    Text,
    /// Whole numbers of 4 bytes.
    Whole,
    /// Numbers of 8 bytes; not a number where there is no value.
    Number,
}

impl Kind {
    fn code(self) -> u32 {
        match self {
            Kind::Text => 2,
            Kind::Whole => 4,
            Kind::Number => 6,
        }
    }

    fn bytes(self) -> usize {
        match self {
            Kind::Text => 1,
            Kind::Whole => 4,
            Kind::Number => 8,
        }
    }
}

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Name; that of its dimension makes it a coordinate.
    pub name: String,
    /// Dimensions (indices into the layout), the slowest first.
    pub dimensions: Vec<usize>,
    /// Type.
    pub kind: Kind,
    /// Attributes, such as `units`.
    pub attributes: Vec<(String, String)>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Dimensions: name and size.
    pub dimensions: Vec<(String, usize)>,
    /// Attributes of the file.
    pub attributes: Vec<(String, String)>,
    /// Variables, in the order in which their values are written.
    pub variables: Vec<Variable>,
}

impl Layout {
    /// Bytes of the values of a variable, padding included.
    fn size(&self, variable: &Variable) -> usize {
        let values: usize = variable.dimensions.iter().map(|&place| self.dimensions[place].1).product();
        (values * variable.kind.bytes()).next_multiple_of(4)
    }

    /// The head of the file.
    fn head(&self) -> Vec<u8> {
        // The places of the values hang on the length of the head, which does not hang on the places.
        let length = self.head_with(0).len();
        self.head_with(length)
    }

    fn head_with(&self, length: usize) -> Vec<u8> {
        let mut head = b"CDF\x02".to_vec();
        whole(&mut head, 0);
        list(&mut head, DIMENSIONS, self.dimensions.len());
        for (dimension, size) in &self.dimensions {
            name(&mut head, dimension);
            whole(&mut head, *size as u32);
        }
        attributes(&mut head, &self.attributes);
        list(&mut head, VARIABLES, self.variables.len());
        let mut begin = length as u64;
        for variable in &self.variables {
            name(&mut head, &variable.name);
            whole(&mut head, variable.dimensions.len() as u32);
            for &place in &variable.dimensions {
                whole(&mut head, place as u32);
            }
            attributes(&mut head, &variable.attributes);
            whole(&mut head, variable.kind.code());
            let size = self.size(variable);
            whole(&mut head, u32::try_from(size).unwrap_or(u32::MAX));
            head.extend_from_slice(&begin.to_be_bytes());
            begin += size as u64;
        }
        head
    }
}

fn whole(head: &mut Vec<u8>, number: u32) {
    head.extend_from_slice(&number.to_be_bytes());
}

/// Beginning of a list; an empty one is two zeros.
fn list(head: &mut Vec<u8>, tag: u32, count: usize) {
    whole(head, if count == 0 { 0 } else { tag });
    whole(head, count as u32);
}

/// A text with its length before it.
fn name(head: &mut Vec<u8>, text: &str) {
    whole(head, text.len() as u32);
    head.extend_from_slice(text.as_bytes());
    head.resize(head.len().next_multiple_of(4), 0);
}

fn attributes(head: &mut Vec<u8>, attributes: &[(String, String)]) {
    list(head, ATTRIBUTES, attributes.len());
    for (key, text) in attributes {
        name(head, key);
        whole(head, Kind::Text.code());
        name(head, text);
    }
}

/// A file under writing: beside its place until it is finished, then renamed.
#[derive(Debug)]
pub struct NetcdfFile {
    path: PathBuf,
    beside: PathBuf,
    out: Result<BufWriter<File>, std::io::Error>,
    written: usize,
    expected: usize,
}

impl NetcdfFile {
    /// Begins a file; what fails is told by [`NetcdfFile::finish`]. The values of the variables follow in the order of the layout.
    pub fn begin(path: &Path, layout: &Layout) -> Self {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let out = File::create(&beside).map(BufWriter::new);
        let expected = layout.variables.iter().map(|variable| layout.size(variable)).sum();
        let mut file = NetcdfFile { path: path.to_path_buf(), beside, out, written: 0, expected };
        file.write(&layout.head());
        file.written = 0;
        file
    }

    fn write(&mut self, bytes: &[u8]) {
        self.written += bytes.len();
        if let Ok(out) = &mut self.out
            && let Err(error) = out.write_all(bytes)
        {
            self.out = Err(error);
        }
    }

    /// Values of a variable of numbers, or some of them.
    pub fn numbers(&mut self, values: &[f64]) {
        for value in values {
            self.write(&value.to_be_bytes());
        }
    }

    /// Values of a variable of whole numbers.
    pub fn wholes(&mut self, values: impl Iterator<Item = i32>) {
        for value in values {
            self.write(&value.to_be_bytes());
        }
    }

    /// Values of a variable of texts, each filled up to `length` bytes.
    pub fn texts(&mut self, texts: &[&str], length: usize) {
        let mut bytes: Vec<u8> = Vec::with_capacity(texts.len() * length);
        for (place, text) in texts.iter().enumerate() {
            bytes.extend_from_slice(&text.as_bytes()[..text.len().min(length)]);
            bytes.resize((place + 1) * length, 0);
        }
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        self.write(&bytes);
    }

    /// Brings the file into its place; refuses one whose values are not those of its layout.
    pub fn finish(self) -> Result<(), Problem> {
        let place = self.path.display().to_string();
        let written = self.out.and_then(|mut out| out.flush());
        if written.is_ok() && self.written != self.expected {
            let _ = std::fs::remove_file(&self.beside);
            let what = format!("{} bytes of values where the layout has {}", self.written, self.expected);
            return Err(Problem::new("I911", place, what).hint("a fault of the program; please report it"));
        }
        written.and_then(|()| std::fs::rename(&self.beside, &self.path)).map_err(|error| {
            // What was begun is taken away again; where that fails too, the first error is the one to tell.
            let _ = std::fs::remove_file(&self.beside);
            Problem::new("I904", place, format!("cannot be written: {error}"))
                .hint("check the folder of the output, its rights and the free space")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        let text = |text: &str| text.to_owned();
        let variable = |name: &str, dimensions: Vec<usize>, kind| Variable {
            name: text(name),
            dimensions,
            kind,
            attributes: vec![(text("units"), text("m"))],
        };
        Layout {
            dimensions: vec![(text("a"), 2), (text("letters"), 3)],
            attributes: Vec::new(),
            variables: vec![variable("a", vec![0, 1], Kind::Text), variable("height", vec![0], Kind::Number)],
        }
    }

    #[test]
    fn bytes_are_those_of_the_specification() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.nc");
        let mut file = NetcdfFile::begin(&path, &layout());
        file.texts(&["abc", "d"], 3);
        file.numbers(&[1.5, f64::NAN]);
        file.finish().expect("written");
        let bytes = std::fs::read(&path).expect("read");
        // magic, no records, list of 2 dimensions, the first with a name of 1 letter and size 2
        let head = [b'C', b'D', b'F', 2, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 2, 0, 0, 0, 1, b'a', 0, 0, 0, 0, 0, 0, 2];
        assert_eq!(bytes[..28], head);
        let data = layout().head().len();
        assert_eq!(bytes.len(), data + 8 + 16);
        assert_eq!(&bytes[data..data + 8], b"abcd\0\0\0\0");
        assert_eq!(bytes[data + 8..data + 16], 1.5_f64.to_be_bytes());
        // the head says where the second variable begins
        assert_eq!(bytes[data - 8..data], ((data + 8) as u64).to_be_bytes());
    }

    #[test]
    fn a_file_with_other_values_than_it_says_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut file = NetcdfFile::begin(&folder.path().join("a.nc"), &layout());
        file.numbers(&[1.5]);
        assert_eq!(file.finish().expect_err("refused").code, "I911");
        let lost = NetcdfFile::begin(&folder.path().join("none/a.nc"), &layout());
        assert_eq!(lost.finish().expect_err("no folder").code, "I904");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
