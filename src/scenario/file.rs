//! Exactly what the user wrote.
