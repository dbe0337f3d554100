//! Which programme on which segment in which week.
