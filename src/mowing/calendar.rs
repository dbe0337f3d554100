//! Dated cuts of a stand and year, from its list of cuts.
