//! Tables and the report page.

<<<<<<< HEAD
pub mod csv;
pub mod schedule;
pub mod tables;
=======
pub mod html;
pub mod page;
mod sections;
pub mod words;
>>>>>>> c0627152741e88c6cf89361faa4bac4d705b4a0a
