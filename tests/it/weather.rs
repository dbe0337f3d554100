//! Tests of weather.
