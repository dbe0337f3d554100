//! What can be wrong with an input or a run, said so that the user can mend it.
//!
//! A [`Problem`] has a code (by module: `S1` scenario, `N2` network, `W3` weather, `P4` plan, `G5` site files, `F6` fire
//! tables, `O7` observed values, `E8` stored units, `I9` reading and writing), a place, a sentence on what is wrong and a
//! hint on how to mend it. Readers collect every problem of an input in [`Problems`] before they give up.

use std::fmt;

/// One thing that is wrong: code, place, what, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Code such as `S114`; the first letter names the module.
    pub code: &'static str,
    /// File, line and key or column, as far as known.
    pub place: String,
    /// What is wrong, with the value found.
    pub what: String,
    /// How to mend it; empty where nothing useful can be said.
    pub hint: String,
}

impl Problem {
    /// A problem without a hint.
    pub fn new(code: &'static str, place: impl Into<String>, what: impl Into<String>) -> Self {
        Problem { code, place: place.into(), what: what.into(), hint: String::new() }
    }

    /// The same problem with a hint on how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code, self.place, self.what)?;
        if !self.hint.is_empty() {
            write!(f, "\n     hint: {}", self.hint)?;
        }
        Ok(())
    }
}

/// Every problem found, in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// No problem yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Takes over the problems of a failed part and gives its value otherwise.
    pub fn take<T>(&mut self, part: Result<T, Problems>) -> Option<T> {
        match part {
            Ok(value) => Some(value),
            Err(more) => {
                self.0.extend(more.0);
                None
            }
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value if nothing is wrong, else the problems.
    pub fn unless_any<T>(self, value: T) -> Result<T, Problems> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            writeln!(f, "{problem}")?;
        }
        match self.0.len() {
            1 => write!(f, "1 problem found"),
            n => write!(f, "{n} problems found"),
        }
    }
}

impl std::error::Error for Problems {}

/// Why a verb did not finish; decides the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The input is wrong (exit code 2).
    Input(Problems),
    /// The run failed (exit code 1).
    Run(Problem),
}

impl Error {
    /// 2 for wrong input, 1 for a failed run.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Input(_) => 2,
            Error::Run(_) => 1,
        }
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        Error::Input(problems)
    }
}

impl From<Problem> for Error {
    /// A problem that a run meets, as opposed to one of its input.
    fn from(problem: Problem) -> Self {
        Error::Run(problem)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input(problems) => problems.fmt(f),
            Error::Run(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_shown_with_code_place_and_hint() {
        let mut problems = Problems::none();
        assert_eq!(Problems::none().unless_any(3), Ok(3));
        problems.push(Problem::new("S114", "a.toml:7, regimes.late.cuts[1].height_m", "8 is above 0.5").hint("metres"));
        let nothing: Option<u8> = problems.take(Err(Problem::new("N201", "b.csv", "no rows").into()));
        assert_eq!(nothing, None);
        let text = problems.to_string();
        assert!(text.contains("S114 a.toml:7") && text.contains("hint: metres") && text.ends_with("2 problems found"));
        assert_eq!(Error::from(problems).exit_code(), 2);
    }
}
