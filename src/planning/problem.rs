//! A choice of one option for each of many segments under shared rows: what the search sees of a bare instance or of a run.
//!
//! Options of a segment lie together, in order of programme. What they are worth stands in columns; the hours they ask of
//! capacity rows follow from a pattern (week and share of each visit) times the segment's hours, so that segments with equal
//! visits share a pattern. Segments stand in order along the road; a chain is a run of them.

use std::ops::Range;

/// Relative excess over a row that still counts as rounding.
pub const ROUNDING: f64 = 1e-9;

/// What a row adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adds {
    /// Hours, by the patterns of the options.
    Hours,
    /// A column over the segments of an owner, or of all.
    Column {
        /// Column.
        column: usize,
        /// Owner; `None`: every segment.
        owner: Option<u32>,
    },
}

/// A limit that many segments share.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name in the certificate.
    pub name: String,
    /// Unit of its use.
    pub unit: &'static str,
    /// What it adds up.
    pub adds: Adds,
    /// Whether its use may not fall below the limit (else: not rise above).
    pub at_least: bool,
    /// Limit.
    pub limit: f64,
    /// Use that no choice changes.
    pub fixed: f64,
}

impl Row {
    /// 1 where the use may not exceed the limit, -1 where it may not fall below.
    pub fn sign(&self) -> f64 {
        if self.at_least { -1.0 } else { 1.0 }
    }

    /// Use above the limit, or below a lower one, in the unit of the row; negative: room left.
    pub fn excess(&self, used: f64) -> f64 {
        self.sign() * (used + self.fixed - self.limit)
    }

    /// Excess that counts as rounding.
    pub fn tolerance(&self) -> f64 {
        ROUNDING * self.limit.abs()
    }

    /// Size of the row, by which it is scaled: what the choices can use of it, never zero.
    pub fn size(&self) -> f64 {
        let room = (self.limit - self.fixed).abs();
        if room > 0.0 { room } else { self.limit.abs().max(1.0) }
    }
}

/// Hours of options: rows and shares of each option of a segment, which many segments may have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// First entry of each option, and one past the last.
    first: Vec<u32>,
    /// Row and share.
    entries: Vec<(u32, f64)>,
}

impl Block {
    /// A block of these options.
    pub fn new<'a>(options: impl Iterator<Item = &'a [(u32, f64)]>) -> Self {
        let mut block = Block { first: vec![0], entries: Vec::new() };
        for option in options {
            block.entries.extend_from_slice(option);
            block.first.push(block.entries.len() as u32);
        }
        block
    }

    /// Rows and shares of an option.
    pub fn option(&self, option: usize) -> &[(u32, f64)] {
        &self.entries[self.first[option] as usize..self.first[option + 1] as usize]
    }

    /// Whether any option asks for hours of a row.
    pub fn touches(&self, row: u32) -> bool {
        self.entries.iter().any(|(at, _)| *at == row)
    }

    /// Number of options.
    pub fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// Whether it has no option.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The whole choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// First option of each segment, and one past the last.
    pub first: Vec<u32>,
    /// Programme of each option; rising within a segment.
    pub programme: Vec<u32>,
    /// Columns of values, one number an option.
    pub columns: Vec<Vec<f64>>,
    /// Column that is made small.
    pub objective: usize,
    /// Block of hours of each segment.
    pub block: Vec<u32>,
    /// Hours of each segment, by which the shares of its block are multiplied.
    pub hours: Vec<f64>,
    /// Owner of each segment.
    pub owner: Vec<u32>,
    /// Number of owners.
    pub owners: usize,
    /// Area of each segment, whose crews it shares with others.
    pub area: Vec<u32>,
    /// Blocks.
    pub blocks: Vec<Block>,
    /// Rows; those of hours first.
    pub rows: Vec<Row>,
    /// First segment of each chain, and one past the last.
    pub chains: Vec<u32>,
    /// Cost of a change of programme between neighbours of a chain, in the unit of the objective.
    pub stretch: f64,
    /// Whether the options of each segment have the programmes of the segment before it.
    pub alike: Vec<bool>,
}

impl Problem {
    /// Number of segments.
    pub fn segments(&self) -> usize {
        self.block.len()
    }

    /// Options of a segment.
    pub fn options(&self, segment: usize) -> Range<usize> {
        self.first[segment] as usize..self.first[segment + 1] as usize
    }

    /// Programmes of the options of a segment.
    pub fn programmes(&self, segment: usize) -> &[u32] {
        &self.programme[self.options(segment)]
    }

    /// Number of rows of hours, which come first.
    pub fn hour_rows(&self) -> usize {
        self.rows.iter().take_while(|row| row.adds == Adds::Hours).count()
    }

    /// A column of an option (place among those of its segment).
    pub fn value(&self, segment: usize, option: usize, column: usize) -> f64 {
        self.columns[column][self.first[segment] as usize + option]
    }

    /// Rows and shares of an option.
    pub fn shares(&self, segment: usize, option: usize) -> &[(u32, f64)] {
        self.blocks[self.block[segment] as usize].option(option)
    }

    /// Segments whose options can change the use of a row.
    pub fn concerned(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let owner = if let Adds::Column { owner, .. } = self.rows[row].adds { owner } else { None };
        let of_hours = self.rows[row].adds == Adds::Hours;
        let touching: Vec<bool> = self.blocks.iter().map(|block| !of_hours || block.touches(row as u32)).collect();
        (0..self.segments()).filter(move |&segment| {
            touching[self.block[segment] as usize] && owner.is_none_or(|owner| owner == self.owner[segment])
        })
    }

    /// Finds, once everything else is set, which segments have the programmes of the one before.
    pub fn find_alike(&mut self) {
        let alike = |segment: usize| segment > 0 && self.programmes(segment) == self.programmes(segment - 1);
        self.alike = (0..self.segments()).map(alike).collect();
    }

    /// Whether a segment begins a chain.
    pub fn begins_chain(&self, segment: usize) -> bool {
        self.chains.binary_search(&(segment as u32)).is_ok()
    }

    /// Chunks of segments for parallel work: the same for any number of threads, and, where changes of programme cost, made of
    /// whole chains.
    pub fn chunks(&self) -> Vec<Range<usize>> {
        const CHUNKS: usize = 64;
        const LEAST: usize = 64;
        let size = self.segments().div_ceil(CHUNKS).max(LEAST);
        if self.stretch == 0.0 {
            return (0..self.segments()).step_by(size).map(|at| at..(at + size).min(self.segments())).collect();
        }
        let mut chunks = Vec::new();
        let mut begin = 0;
        for &end in &self.chains[1..] {
            if end as usize - begin >= size || end as usize == self.segments() {
                chunks.push(begin..end as usize);
                begin = end as usize;
            }
        }
        chunks
    }

    /// Chains within a chunk.
    pub fn chains_of(&self, chunk: &Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let from = self.chains.partition_point(|&begin| (begin as usize) < chunk.start);
        let end = chunk.end;
        self.chains[from..]
            .windows(2)
            .map(|pair| pair[0] as usize..pair[1] as usize)
            .take_while(move |chain| chain.end <= end)
    }
}
