//! Yearly fire measures.
