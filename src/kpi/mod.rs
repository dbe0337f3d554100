//! KPI definitions and tables.
