//! The list of KPIs.
