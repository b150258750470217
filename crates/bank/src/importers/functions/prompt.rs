//! What of a prompt is Python, and what is plain words.

use crate::python_source::{definition, scan};

/// Words that only a statement of Python begins with, when a prompt begins with them.
const OPENERS: [&str; 12] = [
    "@",
    "#",
    "\"\"\"",
    "'''",
    "import ",
    "from ",
    "def ",
    "async ",
    "class ",
    "if __name__",
    "try:",
    "del ",
];

/// A prompt taken apart.
pub(super) struct Prompt<'a> {
    /// The empty string when the prompt is words only.
    pub code: &'a str,
    /// The empty string when the prompt is Python only.
    pub words: &'a str,
}

impl<'a> Prompt<'a> {
    /// Python is what stands between the fences of a Markdown text, or what goes from the first top-level
    /// definition or import to the end; only a prompt that begins like Python is Python from its beginning.
    pub fn of(text: &'a str) -> Self {
        if let Some(code) = fenced(text) {
            return Self { code, words: text };
        }
        let scan = scan(text);
        let top = || scan.lines.iter().filter(|line| line.indent.is_empty());
        let Some(first) = top().find(|line| is_python(line.text)) else {
            return Self { code: "", words: text };
        };
        let begins = top().next().is_some_and(|line| begins_like_python(line.text));
        let start = if begins { 0 } else { first.start };
        Self { code: &text[start..], words: &text[..start] }
    }
}

/// The first block between fences that holds a definition.
fn fenced(text: &str) -> Option<&str> {
    let blocks = text.split("```").skip(1).step_by(2).filter_map(|block| {
        let (language, code) = block.split_once('\n')?;
        matches!(language.trim(), "" | "python" | "py" | "python3").then_some(code)
    });
    blocks.into_iter().find(|code| scan(code).lines.iter().any(|line| is_python(line.text)))
}

/// Whether the line is a definition or an import, and no sentence that happens to begin with the word.
fn is_python(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    definition(line).is_some_and(|(_, rest)| rest.trim_start().starts_with(['(', ':', '[']))
        || matches!(words[..], ["import", _] | ["import", _, "as", _] | ["from", _, "import", ..])
}

fn begins_like_python(line: &str) -> bool {
    let assigns = line.split_once('=').is_some_and(|(name, _)| {
        name.trim().split([',', ':']).next().is_some_and(|name| !name.trim().contains(' '))
    });
    is_python(line) || assigns || OPENERS.iter().any(|opener| line.starts_with(opener))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_python_are_told_apart() {
        let check = |text: &str, code: &str, words: &str| {
            let prompt = Prompt::of(text);
            assert_eq!((prompt.code, prompt.words), (code, words), "{text}");
        };
        check("def f(x):\n    pass\n", "def f(x):\n    pass\n", "");
        check("LIMIT: int = 3\n\ndef f(x):\n", "LIMIT: int = 3\n\ndef f(x):\n", "");
        check("'''Doc.'''\nimport re\n", "'''Doc.'''\nimport re\n", "");
        check("Write a function that doesn't fail.", "", "Write a function that doesn't fail.");
        check("Sort a class of problems: by size.", "", "Sort a class of problems: by size.");
        check("class of 1999: list them", "", "class of 1999: list them");
        check("from A to B in three steps", "", "from A to B in three steps");
        check("Complete it.\ndef f(x):\n", "def f(x):\n", "Complete it.\n");
        let text = "Complete it.\n```python\ndef f(x):\n```\nGood luck.";
        check(text, "def f(x):\n", text);
        check("", "", "");
    }
}
