//! Weather nodes: from a place to the station that stands for it.
