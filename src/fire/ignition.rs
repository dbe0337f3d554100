//! Susceptibility of a stand and ignition rate of a segment.
