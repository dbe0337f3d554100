//! Snow pack and melt.
