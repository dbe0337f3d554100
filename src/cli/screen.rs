//! What a verb says: data to stdout, talk to stderr. A reader that closes the pipe is a normal end.

use crate::error::{Error, Problem};
use std::io::{ErrorKind, Write};

/// Writes text and a line end to stdout.
pub fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::Run(Problem::new("I907", "stdout", format!("cannot be written: {error}"))))
        }
        _ => Ok(()),
    }
}

/// Writes text and a line end to stderr; where nobody listens there is nobody to tell.
pub fn tell(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}
