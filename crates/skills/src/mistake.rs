//! What is wrong with the data of the skill map or of the role profiles.

use std::fmt;

/// Something that must be mended before the data can be used; shown as `file:line: message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// `competencies.toml` or `roles.toml`.
    pub file: &'static str,
    /// Line in it, counted from 1.
    pub line: Option<usize>,
    pub message: String,
}

impl Mistake {
    pub(crate) fn new(file: &'static str, line: usize, message: impl Into<String>) -> Self {
        Self { file, line: Some(line), message: message.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.file, self.message),
            None => write!(out, "{}: {}", self.file, self.message),
        }
    }
}
