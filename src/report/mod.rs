//! Tables and the report page.
