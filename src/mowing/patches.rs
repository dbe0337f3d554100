//! Patches: regime, strips and pattern turned into area shares with their own lists of cuts.
