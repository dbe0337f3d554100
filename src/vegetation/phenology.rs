//! Temperature sum, season and reproductive period.
