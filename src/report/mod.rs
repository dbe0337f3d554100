//! Tables and the report page.

pub mod html;
pub mod page;
mod sections;
pub mod words;
