//! What is wrong with a task or with something imported: where, what, and how to mend it.

use std::fmt;

/// How much a [`Finding`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the task, or the import, still works.
    Warning,
    /// The task, or this part of the import, cannot be used.
    Error,
}

/// One diagnostic; shown as `file:line: message`, with the hint on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// Path inside the package or import, with `/` between folders.
    pub file: String,
    /// Line in that file, counted from 1; absent when the finding is about the file as a whole.
    pub line: Option<usize>,
    /// What is wrong: lowercase, no full stop, literals in backticks.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Finding {
    /// Something that makes the task, or this part of the import, unusable.
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, file: file.into(), line: None, message: message.into(), hint: None }
    }

    /// Something that the author should know.
    pub fn warning(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, message) }
    }

    #[must_use]
    pub fn at_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The same finding, for a reader who stands one folder further up.
    #[must_use]
    pub fn within(self, folder: &str) -> Self {
        Self { file: format!("{folder}/{}", self.file), ..self }
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", printable(&self.file))?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": {}", printable(&self.message))?;
        match &self.hint {
            Some(hint) => write!(out, "\nhint: {}", printable(hint)),
            None => Ok(()),
        }
    }
}

/// Findings quote what strangers wrote; nothing of it may move a terminal's cursor or forge a line.
fn printable(text: &str) -> String {
    let escaped = |letter: char| {
        if letter.is_control() { letter.escape_default().collect() } else { letter.to_string() }
    };
    text.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_how_to_mend() {
        let finding = Finding::error("task.toml", "unknown key `minute`").at_line(4);
        assert_eq!(finding.to_string(), "task.toml:4: unknown key `minute`");
        let finding = finding.hint("did you mean `minutes`?").within("order-totals");
        assert_eq!(
            finding.to_string(),
            "order-totals/task.toml:4: unknown key `minute`\nhint: did you mean `minutes`?"
        );
    }

    #[test]
    fn a_finding_cannot_forge_a_line() {
        let finding = Finding::error("a\nb", "key `\u{1b}[2J`").hint("é\r");
        assert_eq!(finding.to_string(), "a\\nb: key `\\u{1b}[2J`\nhint: é\\r");
    }
}
