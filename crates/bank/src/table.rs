//! Reading TOML so that every mistake is found at once, each with its line.
//!
//! A [`Table`] hands out checked values key by key, collects what is wrong, and at the end names the keys that
//! nobody asked for.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::Finding;
use skills::spelling::closest;

/// A parsed TOML file that still knows where everything stood.
pub(crate) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Document<'a> {
    /// Parses as much as can be parsed; each fault of the syntax is a finding.
    pub(crate) fn parse(file: &'a str, text: &'a str) -> (Self, Vec<Finding>) {
        let (root, errors) = DeTable::parse_recoverable(text);
        let document = Self { file, text, root };
        let findings = errors.iter().map(|error| document.syntax_finding(error)).collect();
        (document, findings)
    }

    pub(crate) fn root(&self) -> Table<'_> {
        Table {
            document: self,
            values: self.root.get_ref(),
            name: String::new(),
            line: None,
            known: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn syntax_finding(&self, error: &toml::de::Error) -> Finding {
        let message = error.message().trim().replace('\n', ", ");
        let finding = Finding::error(self.file, format!("this is no TOML: {message}"));
        match error.span() {
            Some(span) => finding.at_line(self.line(span.start)),
            None => finding,
        }
    }

    fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        before.filter(|&&byte| byte == b'\n').count() + 1
    }
}

/// One table of the document, being read.
pub(crate) struct Table<'t> {
    document: &'t Document<'t>,
    values: &'t DeTable<'t>,
    /// Path from the root, `limits` or `groups[0]`; empty for the root.
    name: String,
    line: Option<usize>,
    known: Vec<String>,
    findings: Vec<Finding>,
}

impl<'t> Table<'t> {
    /// A text of 1 to `characters` characters on one line.
    pub(crate) fn text(&mut self, key: &str, characters: usize) -> Option<String> {
        let (value, line) = self.value(key)?;
        let Some(text) = value.as_str() else {
            return self.wrong_type(key, "a text in quotes", value, line);
        };
        let text = text.trim();
        let count = text.chars().count();
        if count == 0 || count > characters || text.contains('\n') {
            let message = format!("`{key}` has {count} characters");
            let hint = format!("write 1 to {characters} characters on one line");
            return self.complain(line, message, Some(hint));
        }
        Some(text.to_owned())
    }

    /// A text of any number of lines, up to `characters` characters, as it stands.
    pub(crate) fn long_text(&mut self, key: &str, characters: usize) -> Option<String> {
        let (value, line) = self.value(key)?;
        let Some(text) = value.as_str() else {
            return self.wrong_type(key, "a text in quotes", value, line);
        };
        if text.chars().count() > characters {
            let message = format!("`{key}` is longer than {characters} characters");
            return self.complain(line, message, Some("shorten it".to_owned()));
        }
        Some(text.to_owned())
    }

    /// What was read of `key`; a mistake when there is no such key.
    pub(crate) fn present<T>(&mut self, key: &str, read: Option<T>) -> Option<T> {
        self.require(key, |_| read)
    }

    pub(crate) fn required_text(&mut self, key: &str, characters: usize) -> Option<String> {
        self.require(key, |table| table.text(key, characters))
    }

    /// One of a closed set of words.
    pub(crate) fn required_word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.required_text(key, 60)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*meaning);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let line = self.line_of(key);
        self.complain(line, format!("unknown {key} `{text}`"), Some(suggestion(&text, &known)))
    }

    /// A whole number in `range`.
    pub(crate) fn integer(&mut self, key: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let (value, line) = self.value(key)?;
        let Some(integer) = value.as_integer() else {
            return self.wrong_type(key, "a whole number", value, line);
        };
        let number = i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok();
        let fitting = number.and_then(|number| u32::try_from(number).ok());
        if let Some(number) = fitting.filter(|number| range.contains(number)) {
            return Some(number);
        }
        let message = format!("`{key}` is {}", integer.as_str());
        self.complain(line, message, Some(format!("choose {} to {}", range.start(), range.end())))
    }

    pub(crate) fn required_integer(&mut self, key: &str, range: RangeInclusive<u32>) -> Option<u32> {
        self.require(key, |table| table.integer(key, range))
    }

    /// A number, whole or not, in `range`.
    pub(crate) fn number(&mut self, key: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let (value, line) = self.value(key)?;
        let written = match value {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().to_owned(),
            DeValue::Float(float) => float.as_str().to_owned(),
            _ => return self.wrong_type(key, "a number", value, line),
        };
        let number = written.replace('_', "").parse::<f64>().ok();
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return Some(number);
        }
        let hint = format!("choose {} to {}", range.start(), range.end());
        self.complain(line, format!("`{key}` is {written}"), Some(hint))
    }

    pub(crate) fn boolean(&mut self, key: &str) -> Option<bool> {
        let (value, line) = self.value(key)?;
        match value.as_bool() {
            Some(boolean) => Some(boolean),
            None => self.wrong_type(key, "`true` or `false`", value, line),
        }
    }

    /// Every key of this table with its text, in the order of the keys.
    pub(crate) fn texts_by_key(&mut self, characters: usize) -> Vec<(String, String)> {
        let keys: Vec<String> = self.values.iter().map(|(key, _)| key.get_ref().to_string()).collect();
        keys.into_iter().filter_map(|key| Some((key.clone(), self.long_text(&key, characters)?))).collect()
    }

    /// A list of texts; absent: an empty list.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for entry in self.array(key, "a list of texts") {
            if let Some(text) = entry.get_ref().as_str() {
                texts.push(text.to_owned());
            } else {
                let line = self.document.line(entry.span().start);
                self.wrong_type::<()>(key, "a list of texts", entry.get_ref(), Some(line));
            }
        }
        texts
    }

    /// A table inside this one, read by `read`; absent: none.
    pub(crate) fn table<T>(&mut self, key: &str, read: impl FnOnce(&mut Table<'t>) -> T) -> Option<T> {
        let (value, line) = self.value(key)?;
        match value.as_table() {
            Some(values) => Some(self.descend(values, self.path_of(key), line, read)),
            None => self.wrong_type(key, "a table", value, line),
        }
    }

    /// A list of tables, each read by `read`; absent: an empty list.
    pub(crate) fn tables<T>(&mut self, key: &str, read: impl Fn(&mut Table<'t>) -> T) -> Vec<T> {
        let mut results = Vec::new();
        for (at, entry) in self.array(key, "a list of tables").iter().enumerate() {
            let line = Some(self.document.line(entry.span().start));
            if let Some(values) = entry.get_ref().as_table() {
                let name = format!("{}[{at}]", self.path_of(key));
                results.push(self.descend(values, name, line, &read));
            } else {
                self.wrong_type::<()>(key, "a list of tables", entry.get_ref(), line);
            }
        }
        results
    }

    /// A mistake that only the caller can see, at the line of `key`, or of the table where the key is missing.
    pub(crate) fn report(&mut self, key: &str, message: String, hint: &str) {
        let line = self.line_of(key).or(self.line);
        self.complain::<()>(line, message, Some(hint.to_owned()));
    }

    /// A mistake that only the caller can see, at a line that it knows.
    pub(crate) fn report_at(&mut self, line: usize, message: String, hint: &str) {
        self.complain::<()>(Some(line), message, Some(hint.to_owned()));
    }

    /// Where the table starts; nothing for the root.
    pub(crate) fn line(&self) -> Option<usize> {
        self.line
    }

    /// Whether the key is written down. It is known from now on.
    pub(crate) fn has(&mut self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// All that was wrong, with the keys that nobody asked for.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        for (key, _) in self.values {
            if self.known.iter().any(|known| known == key.get_ref()) {
                continue;
            }
            let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
            let hint = suggestion(key.get_ref(), &known);
            let message = format!("unknown key `{}`", self.path_of(key.get_ref()));
            let line = self.document.line(key.span().start);
            self.findings.push(self.finding(Some(line), message, Some(hint)));
        }
        self.findings.sort_by_key(|finding| finding.line);
        self.findings
    }

    fn value(&mut self, key: &str) -> Option<(&'t DeValue<'t>, Option<usize>)> {
        if !self.known.iter().any(|known| known == key) {
            self.known.push(key.to_owned());
        }
        let (found, value) = self.values.iter().find(|(name, _)| name.get_ref() == key)?;
        Some((value.get_ref(), Some(self.document.line(found.span().start))))
    }

    fn array(&mut self, key: &str, expected: &str) -> &'t [Spanned<DeValue<'t>>] {
        let Some((value, line)) = self.value(key) else { return &[] };
        if let Some(entries) = value.as_array() {
            return entries;
        }
        self.wrong_type::<()>(key, expected, value, line);
        &[]
    }

    fn require<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let value = read(self);
        if value.is_none() && !self.values.iter().any(|(name, _)| name.get_ref() == key) {
            let message = format!("`{}` is missing", self.path_of(key));
            return self.complain(self.line, message, Some(format!("add `{key} = ...`")));
        }
        value
    }

    fn descend<T>(
        &mut self,
        values: &'t DeTable<'t>,
        name: String,
        line: Option<usize>,
        read: impl FnOnce(&mut Table<'t>) -> T,
    ) -> T {
        let document = self.document;
        let mut inner = Table { document, values, name, line, known: Vec::new(), findings: Vec::new() };
        let result = read(&mut inner);
        self.findings.extend(inner.finish());
        result
    }

    fn path_of(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn line_of(&self, key: &str) -> Option<usize> {
        let (name, _) = self.values.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(self.document.line(name.span().start))
    }

    fn wrong_type<T>(
        &mut self,
        key: &str,
        expected: &str,
        value: &DeValue<'_>,
        line: Option<usize>,
    ) -> Option<T> {
        let found = match value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{}` is {found}", self.path_of(key));
        self.complain(line, message, Some(format!("write {expected}")))
    }

    fn complain<T>(&mut self, line: Option<usize>, message: String, hint: Option<String>) -> Option<T> {
        let finding = self.finding(line, message, hint);
        self.findings.push(finding);
        None
    }

    fn finding(&self, line: Option<usize>, message: String, hint: Option<String>) -> Finding {
        let finding = Finding::error(self.document.file, message);
        Finding { line, hint, ..finding }
    }
}

/// Faults of the syntax with what else was found. Where a line could not be read, what was made of it is no
/// news, nor is what seems to be missing.
pub(crate) fn merged(syntax: Vec<Finding>, mut rest: Vec<Finding>) -> Vec<Finding> {
    if !syntax.is_empty() {
        rest.retain(|finding| {
            finding.line.is_some() && !syntax.iter().any(|fault| fault.line == finding.line)
        });
    }
    let mut all = syntax;
    all.extend(rest);
    all.sort_by_key(|finding| finding.line);
    all
}

fn suggestion(word: &str, known: &[&str]) -> String {
    match closest(word, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => {
            format!("known: {}", known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
        }
    }
}
