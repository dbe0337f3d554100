//! Reading the segment table.
