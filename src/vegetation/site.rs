//! What a stand is given: water capacity, nitrogen, shade.
