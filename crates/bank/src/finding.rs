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

/// The known word closest to `word`, when it is close enough to have been meant: at most one edit per three
/// letters. An edit inserts, deletes or replaces a character, or swaps two neighbours (Damerau, 1964, in the
/// restricted form known as optimal string alignment).
pub(crate) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    known
        .iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (edit_distance(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn edit_distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for at in 1..=left.len() {
        let mut row = vec![at];
        for to in 1..=right.len() {
            let above = &rows[at - 1];
            let replaced = above[to - 1] + usize::from(left[at - 1] != right[to - 1]);
            let mut least = replaced.min(above[to] + 1).min(row[to - 1] + 1);
            if at > 1 && to > 1 && left[at - 1] == right[to - 2] && left[at - 2] == right[to - 1] {
                least = least.min(rows[at - 2][to - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
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

    #[test]
    fn the_closest_word_is_offered_only_when_it_is_close() {
        let known = ["write", "review", "query"];
        let check = |word, expected| assert_eq!(closest(word, &known), expected, "{word}");
        check("wirte", Some("write"));
        check("wiret", None);
        check("writ", Some("write"));
        check("reveiw", Some("review"));
        check("kwery", None);
        check("query", Some("query"));
        check("", None);
    }
}
