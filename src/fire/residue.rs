//! Fresh cuttings: mass, moisture and age.
