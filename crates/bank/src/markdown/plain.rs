//! Markdown as plain text: what a terminal, a pipe or a screen reader gets.

use std::cell::RefCell;

use comrak::nodes::{Ast, AstNode, ListType, NodeList, NodeValue};
use comrak::{Arena, Options, parse_document};

/// Least width of a paragraph, however deep it is.
const LEAST_COLUMNS: usize = 20;

pub(super) fn render(markdown: &str, columns: usize, options: &Options<'_>) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, options);
    let mut lines = blocks(root, columns.max(LEAST_COLUMNS));
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

/// The lines of all blocks inside a node, an empty line between two.
fn blocks<'a>(node: &'a AstNode<'a>, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for child in node.children() {
        let block = block(child, columns);
        if !block.is_empty() && !lines.is_empty() && !is_tight(node) {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines
}

/// Whether no empty line stands between the parts of this node.
fn is_tight<'a>(node: &'a AstNode<'a>) -> bool {
    let is_tight = |list: &NodeList| list.tight;
    let own = match &value(node).value {
        NodeValue::List(list) => is_tight(list),
        _ => false,
    };
    let parents = node.parent().is_some_and(|parent| match &value(parent).value {
        NodeValue::List(list) => is_tight(list),
        _ => false,
    });
    own || (parents && matches!(value(node).value, NodeValue::Item(_)))
}

fn block<'a>(node: &'a AstNode<'a>, columns: usize) -> Vec<String> {
    match &value(node).value {
        NodeValue::Heading(heading) => headed(&inline(node), heading.level, columns),
        NodeValue::Paragraph => filled(&inline(node), columns),
        NodeValue::CodeBlock(code) => {
            code.literal.lines().map(|line| format!("    {}", harmless(line))).collect()
        }
        NodeValue::BlockQuote => prefixed(&blocks(node, columns.saturating_sub(2)), "> ", "> "),
        NodeValue::List(list) => items(node, *list, columns),
        NodeValue::Table(_) => table(node),
        NodeValue::ThematicBreak => vec!["---".to_owned()],
        NodeValue::HtmlBlock(_) => Vec::new(),
        _ => blocks(node, columns),
    }
}

fn headed(text: &str, level: u8, columns: usize) -> Vec<String> {
    let mut lines = filled(text, columns);
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    match level {
        1 => lines.push("=".repeat(width)),
        2 => lines.push("-".repeat(width)),
        _ => {}
    }
    lines
}

fn items<'a>(list: &'a AstNode<'a>, kind: NodeList, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, item) in list.children().enumerate() {
        let mark = match kind.list_type {
            ListType::Bullet => "- ".to_owned(),
            ListType::Ordered => format!("{}. ", kind.start + at),
        };
        if !lines.is_empty() && !kind.tight {
            lines.push(String::new());
        }
        let inner = blocks(item, columns.saturating_sub(mark.len()).max(LEAST_COLUMNS));
        lines.extend(prefixed(&inner, &mark, &" ".repeat(mark.len())));
    }
    lines
}

fn prefixed(lines: &[String], first: &str, others: &str) -> Vec<String> {
    let mark = |at| if at == 0 { first } else { others };
    lines.iter().enumerate().map(|(at, line)| format!("{}{line}", mark(at))).collect()
}

/// Columns as wide as their widest cell, two blanks between them.
fn table<'a>(node: &'a AstNode<'a>) -> Vec<String> {
    let rows: Vec<Vec<String>> =
        node.children().map(|row| row.children().map(|cell| inline(cell)).collect()).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ")
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if !lines.is_empty() {
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        lines.insert(1, rule.join("  "));
    }
    lines
}

/// The text of a node's inline parts; a hard line break is a line feed.
fn inline<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for child in node.children() {
        match &value(child).value {
            NodeValue::Text(literal) => text.push_str(&harmless(literal)),
            NodeValue::Code(code) => {
                text.push('`');
                text.push_str(&harmless(&code.literal));
                text.push('`');
            }
            NodeValue::SoftBreak => text.push(' '),
            NodeValue::LineBreak => text.push('\n'),
            NodeValue::HtmlInline(_) => {}
            NodeValue::Link(link) => {
                let words = inline(child);
                let address = harmless(&link.url);
                let shown = if words == address { words } else { format!("{words} ({address})") };
                text.push_str(&shown);
            }
            NodeValue::Strong => text.extend(["*", &inline(child), "*"]),
            _ => text.push_str(&inline(child)),
        }
    }
    text
}

/// Words filled into lines; a word that is too long stands alone.
fn filled(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        for word in part.split_whitespace() {
            let fits = line.chars().count() + 1 + word.chars().count() <= columns;
            if !line.is_empty() && !fits {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// Nothing of a text may move a cursor; a tab is four blanks.
fn harmless(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\t' => "    ".to_owned(),
        letter if letter.is_control() => String::new(),
        letter => letter.to_string(),
    };
    text.chars().map(shown).collect()
}

fn value<'a>(node: &'a AstNode<'a>) -> std::cell::Ref<'a, Ast> {
    let cell: &RefCell<Ast> = &node.data;
    cell.borrow()
}

#[cfg(test)]
mod tests {
    use crate::markdown::plain;

    #[test]
    fn a_brief_reads_well_without_a_renderer() {
        let markdown = "# Totals\n\nA **shop** has [lines](https://example.org), see\nbelow:\n\n    {\"a\": 1}\n\n\
                        1. <!-- clause: x --> `total(lines)` adds\n   - up\n   - more\n2. Second\n\n\
                        | name | price |\n|---|---:|\n| tea | 4.50 |\n\n> Quoted <b>html</b>\n";
        assert_eq!(
            plain(markdown, 40),
            "Totals\n======\n\nA *shop* has lines\n(https://example.org), see below:\n\n    {\"a\": 1}\n\n\
             1. `total(lines)` adds\n   - up\n   - more\n2. Second\n\nname  price\n----  -----\ntea   4.50\n\n\
             > Quoted html\n"
        );
    }

    #[test]
    fn no_line_of_words_is_too_wide_and_no_cursor_moves() {
        let shown = plain(&format!("- {}\n\n`\u{1b}[2J`\n", "word ".repeat(60)), 30);
        assert!(shown.lines().all(|line| line.chars().count() <= 30), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }
}
