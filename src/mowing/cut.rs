//! What a cut does to a stand.
