//! Surface rate of spread after Rothermel.
