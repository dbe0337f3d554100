//! What growth reads of a day and depends on weather alone.
