//! Exit codes: part of the contract with scripts.

use std::process::ExitCode;

use assessment::{Outcome, Verdict};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: full credit; for a batch, every line got a verdict; for other commands, all is well.
    Full,
    /// 1: graded with less than full credit; for a batch, a line got no verdict; for other commands, something is not
    /// as it should be.
    Less,
    /// 2: the command line or a file named on it is wrong.
    Usage,
    /// 3: not gradable, which is never the candidate's fault.
    NotGradable,
    /// 4: withheld, because tampering was seen.
    Withheld,
}

/// Marks an error as the caller's: a wrong path, name or file. The program then ends with 2 instead of 3.
#[derive(Debug)]
pub struct Misuse;

impl std::fmt::Display for Misuse {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the command cannot be carried out as it was given")
    }
}

impl Exit {
    /// The exit code of one verdict.
    pub fn of(verdict: &Verdict) -> Self {
        match verdict.outcome {
            Outcome::Graded if verdict.is_full_credit() => Self::Full,
            Outcome::Graded => Self::Less,
            Outcome::NotGradable => Self::NotGradable,
            Outcome::Withheld => Self::Withheld,
        }
    }

    /// `Full` when all is well, else `Less`.
    pub fn all_well(well: bool) -> Self {
        if well { Self::Full } else { Self::Less }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Full => 0,
            Exit::Less => 1,
            Exit::Usage => 2,
            Exit::NotGradable => 3,
            Exit::Withheld => 4,
        })
    }
}

/// The exit code of a command that could not be carried out.
pub fn of_error(error: &anyhow::Error) -> Exit {
    if error.is::<Misuse>() { Exit::Usage } else { Exit::NotGradable }
}

/// Marks the error of a result as the caller's.
pub trait OrMisuse<T> {
    fn or_misuse(self) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> OrMisuse<T> for Result<T, E> {
    fn or_misuse(self) -> anyhow::Result<T> {
        self.map_err(|error| error.into().context(Misuse))
    }
}
