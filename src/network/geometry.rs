//! Places on the map: RD New, lengths, bearings.
