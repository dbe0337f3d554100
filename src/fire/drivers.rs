//! What fire reads of a day and depends on weather alone.
