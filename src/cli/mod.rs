//! The command line: one short file per verb.

pub mod fire;
pub mod fwi;
pub mod grow;

/// Parses the command line, runs the verb, prints the problems and sets the exit code.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
