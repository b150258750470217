//! Just enough of Python's lexical structure to cut and complete source that nobody has run yet.
//!
//! It follows "Lexical analysis" of the Python language reference as far as logical lines, strings, brackets
//! and indentation go. It is no parser: source that Python itself would refuse may pass.

use std::collections::BTreeSet;

use crate::modules::is_identifier;

/// One logical line: a statement, or the head of a compound one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LogicalLine<'a> {
    /// White space before the first token.
    pub indent: &'a str,
    /// From the first token to the end, without the line break; comments inside it stay.
    pub text: &'a str,
    /// Byte offset of the start of its first physical line.
    pub start: usize,
    /// Byte offset after its line break.
    pub end: usize,
    /// Whether it ends in a colon, so that an indented block must follow.
    pub opens_block: bool,
}

/// The logical lines of a source, and what its end leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scan<'a> {
    pub lines: Vec<LogicalLine<'a>>,
    /// The quotes of a triple-quoted string that never ends.
    pub open_string: Option<&'static str>,
    /// Brackets that are never closed.
    pub open_brackets: usize,
}

/// Splits source into logical lines; blank lines and comments between them belong to none.
pub(crate) fn scan(source: &str) -> Scan<'_> {
    let mut scanner = Scanner { source, at: 0, brackets: 0, open_string: None };
    let mut lines = Vec::new();
    while scanner.at < source.len() {
        lines.extend(scanner.line());
    }
    Scan { lines, open_string: scanner.open_string, open_brackets: scanner.brackets }
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
    brackets: usize,
    open_string: Option<&'static str>,
}

impl<'a> Scanner<'a> {
    /// Reads to the end of one logical line; none when it holds no token.
    fn line(&mut self) -> Option<LogicalLine<'a>> {
        let start = self.at;
        let rest = &self.source[start..];
        let indent = &rest[..rest.len() - rest.trim_start_matches([' ', '\t', '\x0c']).len()];
        let first = start + indent.len();
        self.at = first;
        self.brackets = 0;
        let mut last = None;
        let mut stop = self.source.len();
        while let Some(letter) = self.peek() {
            match letter {
                '\n' if self.brackets == 0 => {
                    stop = self.at;
                    self.at += 1;
                    break;
                }
                '#' => self.skip_comment(),
                '"' | '\'' => {
                    self.skip_string(letter);
                    last = Some(letter);
                }
                '\\' => self.skip_escaped(),
                _ => {
                    self.count(letter);
                    self.at += letter.len_utf8();
                    last = if letter.is_whitespace() { last } else { Some(letter) };
                }
            }
        }
        let text = self.source[first..stop].trim_end();
        let opens_block = last == Some(':') && self.brackets == 0;
        last.map(|_| LogicalLine { indent, text, start, end: self.at, opens_block })
    }

    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn count(&mut self, letter: char) {
        match letter {
            '(' | '[' | '{' => self.brackets += 1,
            ')' | ']' | '}' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.source[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// A backslash and what it escapes: a quote in a string, the line break outside of one.
    fn skip_escaped(&mut self) {
        self.at += 1;
        if self.source[self.at..].starts_with("\r\n") {
            self.at += 1;
        }
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// A string literal from its opening quote. A plain one that is never closed ends with its line.
    fn skip_string(&mut self, quote: char) {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let is_triple = self.source[self.at..].starts_with(triple);
        let end = if is_triple { triple } else { &triple[..1] };
        self.at += end.len();
        while let Some(letter) = self.peek() {
            if self.source[self.at..].starts_with(end) {
                self.at += end.len();
                return;
            }
            match letter {
                '\\' => self.skip_escaped(),
                '\n' if !is_triple => return,
                _ => self.at += letter.len_utf8(),
            }
        }
        self.open_string = is_triple.then_some(triple);
    }
}

/// The source with what its end leaves open closed: a string, and a block that was announced and never came.
/// None when brackets are open, for nobody knows what was to stand in them.
pub(crate) fn completed(source: &str) -> Option<String> {
    let mut text = source.trim_end().to_owned();
    if let Some(quotes) = scan(&text).open_string {
        let needs_break = text.ends_with(['"', '\'', '\\']);
        text.push_str(if needs_break { "\n" } else { "" });
        text.push_str(quotes);
    }
    text.push('\n');
    let scan = scan(&text);
    if scan.open_brackets > 0 || scan.open_string.is_some() {
        return None;
    }
    let body = scan.lines.last().filter(|line| line.opens_block).map(|line| {
        let statement = if is_function(line.text) { "raise NotImplementedError" } else { "pass" };
        format!("{}    {statement}\n", line.indent)
    });
    text.extend(body);
    Some(text)
}

fn is_function(line: &str) -> bool {
    defined_name(line).is_some() && !line.starts_with("class ")
}

/// The name that a line defines by `def`, `async def` or `class`.
pub(crate) fn defined_name(line: &str) -> Option<&str> {
    definition(line).map(|(name, _)| name)
}

/// The name that a line defines, and what comes behind it.
pub(crate) fn definition(line: &str) -> Option<(&str, &str)> {
    let rest = ["def ", "async def ", "class "].iter().find_map(|word| line.strip_prefix(word))?.trim_start();
    let length = rest.find(|letter: char| letter != '_' && !letter.is_alphanumeric()).unwrap_or(rest.len());
    Some(rest.split_at(length)).filter(|(name, _)| !name.is_empty())
}

/// Whether the source defines `name` at its top level by `def`, `class` or a plain assignment.
pub(crate) fn defines(source: &str, name: &str) -> bool {
    scan(source).lines.iter().filter(|line| line.indent.is_empty()).any(|line| {
        let assigned = || {
            line.text
                .split_once('=')
                .is_some_and(|(left, right)| left.trim() == name && !right.starts_with('='))
        };
        defined_name(line.text) == Some(name) || assigned()
    })
}

/// Names behind `import` and `from` at the start of a line, without their packages' dots.
pub(crate) fn imported_modules(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim_start) {
        let Some(names) = line.strip_prefix("import ").or_else(|| line.strip_prefix("from ")) else {
            continue;
        };
        for name in names.trim_start_matches([' ', '.']).split([' ', ',', '.', ';']) {
            if name == "import" || name == "as" {
                break;
            }
            found.extend(Some(name).filter(|name| is_identifier(name)));
        }
    }
    found
}

/// The source without the top-level statements that `unwanted` picks. Only whole lines of no block are cut.
pub(crate) fn without(source: &str, unwanted: impl Fn(&str) -> bool) -> String {
    let scan = scan(source);
    let mut kept = String::with_capacity(source.len());
    let mut from = 0;
    for line in scan.lines.iter().filter(|line| line.indent.is_empty() && unwanted(line.text)) {
        kept.push_str(&source[from..line.start]);
        from = line.end;
    }
    kept.push_str(&source[from..]);
    kept
}

/// The source moved right by `indent`; the inside of strings that go over several lines stays as it is.
pub(crate) fn indented(source: &str, indent: &str) -> String {
    let mut text = String::new();
    for line in scan(source).lines {
        text.push_str(indent);
        text.push_str(line.indent);
        text.push_str(line.text);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_brackets_and_backslashes_keep_a_line_together() {
        let check = |source: &str, expected: &[&str]| {
            let texts: Vec<&str> = scan(source).lines.iter().map(|line| line.text).collect();
            assert_eq!(texts, expected, "{source}");
        };
        check("a = 1\nb = 2", &["a = 1", "b = 2"]);
        check("a = (1,\n  # inside\n  2)\nb", &["a = (1,\n  # inside\n  2)", "b"]);
        check("a = '''x\ny'''\nb", &["a = '''x\ny'''", "b"]);
        check("a = 1 + \\\n  2\nb", &["a = 1 + \\\n  2", "b"]);
        check("a = '#('  # (\nb", &["a = '#('  # (", "b"]);
        check("a = 'it\\'s'\n\n# only words\n   \nb", &["a = 'it\\'s'", "b"]);
        check("a = r'\\\\'\nb", &["a = r'\\\\'", "b"]);
        check("a = 'open\nb", &["a = 'open", "b"]);
        check("", &[]);
    }

    #[test]
    fn a_prompt_is_completed_only_where_it_stops() {
        let check = |source: &str, expected: Option<&str>| assert_eq!(completed(source).as_deref(), expected);
        check("def f(x):\n", Some("def f(x):\n    raise NotImplementedError\n"));
        check("def f(x):\n    '''Doc.'''\n", Some("def f(x):\n    '''Doc.'''\n"));
        check("def f(x):\n    # a hint", Some("def f(x):\n    # a hint\n    raise NotImplementedError\n"));
        check("def f(x):\n    '''Doc.", Some("def f(x):\n    '''Doc.'''\n"));
        check("def f(x):\n  for y in x:  # each", Some("def f(x):\n  for y in x:  # each\n      pass\n"));
        check("class A:\n", Some("class A:\n    pass\n"));
        check("x = {1:\n", None);
        check(
            "def f(a: int = 3) -> dict[str, int]:",
            Some("def f(a: int = 3) -> dict[str, int]:\n    raise NotImplementedError\n"),
        );
    }

    #[test]
    fn definitions_are_seen_at_the_top_level_only() {
        let source = "import re\nasync def one(): ...\nclass Two(A): ...\nthree = lambda: 3\nif x:\n    def four(): ...\n";
        let found: Vec<bool> =
            ["one", "Two", "three", "four", "On", "re"].iter().map(|name| defines(source, name)).collect();
        assert_eq!(found, [true, true, true, false, false, false]);
    }

    #[test]
    fn statements_are_cut_and_moved_whole() {
        let source = "def check(f):\n    assert f\n\ncheck(\n  one)\n# end\n";
        let cut = without(source, |line| line.starts_with("check("));
        assert_eq!(cut, "def check(f):\n    assert f\n\n# end\n");
        let moved = indented("assert f('''a\nb''') == 1\nassert g", "    ");
        assert_eq!(moved, "    assert f('''a\nb''') == 1\n    assert g\n");
    }

    #[test]
    fn imports_are_seen_at_any_depth() {
        let text =
            "import os, re as r\n    from . import x\nfrom .a.b import c\nfrom d import (e)\nimportant = 1\n";
        assert_eq!(imported_modules(text), BTreeSet::from(["os", "re", "a", "b", "d"]));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned_without_loss(source in "[ a:#\n\\\\'\"()\\[\\]é\t]{0,60}") {
            let found = scan(&source);
            let mut end = 0;
            for line in &found.lines {
                proptest::prop_assert!(end <= line.start && line.start < line.end && line.end <= source.len());
                end = line.end;
            }
            let _ = (completed(&source), indented(&source, "  "), without(&source, |_| true));
        }
    }
}
