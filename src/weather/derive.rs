//! What follows from the weather of a day alone: vapour pressure, day length, noon values.
