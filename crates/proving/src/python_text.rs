//! Python text without what only people see: its shape, its literals, its lines of code.

use std::collections::BTreeMap;

use bank::files::RelativePath;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Decorator, Stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged as _;

/// The text with every identifier, and every text that is one word, replaced by the number of its first place, without
/// comments and blank lines. Two texts of one shape differ in names only. What is no Python keeps its text.
pub(crate) fn shape(path: &RelativePath, bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else { return format!("{bytes:?}") };
    if !path.is_python() {
        return text.to_owned();
    }
    let Ok(parsed) = parse_module(text) else { return text.to_owned() };
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shape = Vec::new();
    for token in parsed.tokens().iter().filter(|token| is_code(token.kind())) {
        let source = &text[token.range()];
        let word = source.trim_matches(['"', '\'']);
        let is_name = token.kind() == TokenKind::Name || (token.kind() == TokenKind::String && is_word(word));
        if is_name {
            let next = names.len();
            shape.push(format!("n{}", names.entry(word).or_insert(next)));
        } else {
            shape.push(source.to_owned());
        }
    }
    shape.join(" ")
}

fn is_code(kind: TokenKind) -> bool {
    !matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|letter: char| letter == '_' || letter.is_alphabetic())
        && text.chars().all(|letter| letter == '_' || letter.is_alphanumeric())
}

/// Texts and numbers of a Python file that are long enough to be telling.
pub(crate) fn telling_literals(text: &str) -> Vec<String> {
    let Ok(parsed) = parse_module(text) else { return Vec::new() };
    let literals = parsed.tokens().iter().filter_map(|token| {
        let source = &text[token.range()];
        match token.kind() {
            TokenKind::Int | TokenKind::Float => {
                let digits = source.chars().filter(char::is_ascii_digit).count();
                (digits >= 4).then(|| source.to_owned())
            }
            TokenKind::String => {
                let inner = source
                    .trim_start_matches(|letter: char| letter.is_alphabetic())
                    .trim_matches(['"', '\'']);
                let is_telling = inner.chars().count() >= 8 && !is_word(inner) && !inner.contains('\n');
                is_telling.then(|| inner.to_owned())
            }
            _ => None,
        }
    });
    literals.collect()
}

/// Names of the classes and of the functions that a module defines, without private ones.
pub(crate) fn definitions(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut classes, mut functions) = (Vec::new(), Vec::new());
    let Ok(parsed) = parse_module(text) else { return (classes, functions) };
    for stmt in &parsed.syntax().body {
        match stmt {
            Stmt::ClassDef(class) => classes.push(class.name.to_string()),
            Stmt::FunctionDef(function) => functions.push(function.name.to_string()),
            _ => {}
        }
    }
    for names in [&mut classes, &mut functions] {
        names.retain(|name| !name.starts_with('_'));
    }
    (classes, functions)
}

/// The text of an exam file without the checks marked `@pytest.mark.public`, which the candidate may read.
pub(crate) fn without_public_checks(text: &str) -> String {
    let Ok(parsed) = parse_module(text) else { return text.to_owned() };
    let mut kept = String::new();
    let mut from = 0;
    for stmt in &parsed.syntax().body {
        let Stmt::FunctionDef(function) = stmt else { continue };
        let is_public = |decorator: &Decorator| text[decorator.range()].contains("mark.public");
        if function.decorator_list.iter().any(is_public) {
            kept.push_str(&text[from..stmt.start().to_usize()]);
            from = stmt.end().to_usize();
        }
    }
    kept.push_str(&text[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(text: &str) -> String {
        shape(&RelativePath::new("a.py").unwrap(), text.as_bytes())
    }

    #[test]
    fn names_comments_and_layout_do_not_change_a_shape() {
        let one = shape_of("def f(a):\n    # adds\n    return a['price'] + 1\n");
        assert_eq!(one, shape_of("def g(b):\n\n    return b['cost'] + 1\n"));
        assert_ne!(one, shape_of("def f(a):\n    return a['price'] + 2\n"));
        assert_ne!(shape_of("x = a - b"), shape_of("x = a - a"));
        assert_ne!(shape_of("x = 'a b'"), shape_of("x = 'c d'"));
    }

    #[test]
    fn only_long_literals_are_telling() {
        let found =
            telling_literals("x = f(12, 1234, 'ab', 'order 17 of May', 'a_long_identifier', 3.14159)");
        assert_eq!(found, ["1234", "order 17 of May", "3.14159"]);
    }

    #[test]
    fn public_checks_are_cut_out() {
        let text = "x = 1\n\n@pytest.mark.public\ndef test_a():\n    assert f() == 1\n\ndef test_b(): pass\n";
        assert_eq!(without_public_checks(text), "x = 1\n\n\n\ndef test_b(): pass\n");
    }
}
