//! One change of a text, and the families of changes.

/// Longest piece of source text that a description quotes, in characters.
const QUOTED: usize = 48;

/// The family that a change belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    Operator,
    Boundary,
    Constant,
    Return,
    Condition,
    Exception,
    Deletion,
    Arguments,
}

impl Operation {
    /// The word for it in proofs and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Boundary => "boundary",
            Self::Constant => "constant",
            Self::Return => "return",
            Self::Condition => "condition",
            Self::Exception => "exception",
            Self::Deletion => "deletion",
            Self::Arguments => "arguments",
        }
    }
}

/// The bytes from `start` to `end` give way to `replacement`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    pub start: usize,
    pub end: usize,
    pub replacement: String,
    pub operation: Operation,
}

impl Edit {
    /// The change in words; `text` is what the edit was made for.
    pub fn change(&self, text: &str) -> String {
        let old = text.get(self.start..self.end).unwrap_or_default();
        match self.operation {
            Operation::Deletion => format!("`{}` is deleted", quoted(old)),
            _ => format!("`{}` becomes `{}`", quoted(old), quoted(&self.replacement)),
        }
    }
}

/// Source text on one line, cut where it is long.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}...", &line[..at]),
        None => line,
    }
}
