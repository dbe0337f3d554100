//! The Canadian fire weather codes of 1987.
