//! Markdown of a task for a terminal: 80 columns, code as it stands, no marks that only a browser understands.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use super::paint::{Paint, harmless};
use super::wrap::wrapped;

/// Markdown without its HTML comments (clause marks are for authors).
pub fn without_marks(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(begin) = rest.find("<!--") {
        text.push_str(&rest[..begin]);
        let Some(end) = rest[begin..].find("-->") else { return text };
        rest = rest[begin + end + 3..].trim_start_matches(' ');
    }
    text.push_str(rest);
    text
}

/// The text as a page.
pub fn page(markdown: &str, paint: Paint) -> String {
    let text = harmless(&without_marks(markdown));
    let mut page = String::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        let is_item = is_list_item(line);
        if in_code
            || fence
            || line.trim().is_empty()
            || line.starts_with('#')
            || is_item
            || is_indented(line, &paragraph)
        {
            flush(&mut paragraph, &mut page);
        }
        match line {
            _ if fence => in_code = !in_code,
            line if in_code => page.push_str(&format!("    {line}\n")),
            line if line.trim().is_empty() => blank_line(&mut page),
            line if line.starts_with('#') => {
                page.push_str(&format!("{}\n", paint.strong(line.trim_start_matches('#').trim())));
            }
            line if is_indented(line, &paragraph) => page.push_str(&format!("{line}\n")),
            line => {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(if is_item { line } else { line.trim() });
            }
        }
    }
    flush(&mut paragraph, &mut page);
    page.trim_end().to_owned() + "\n"
}

/// At most so many lines of a page, and how many are left out.
pub fn first_lines(page: &str, most: usize) -> (String, usize) {
    let lines: Vec<&str> = page.lines().collect();
    let mut shown = String::new();
    for line in lines.iter().take(most) {
        shown.push_str(line);
        shown.push('\n');
    }
    (shown, lines.len().saturating_sub(most))
}

fn is_list_item(line: &str) -> bool {
    let text = line.trim_start();
    let number = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    text.starts_with("- ")
        || text.starts_with("* ")
        || (number.len() < text.len() && number.starts_with(". "))
}

/// Indented code, not the second line of a paragraph or an item.
fn is_indented(line: &str, paragraph: &str) -> bool {
    line.starts_with("    ") && paragraph.is_empty() && !is_list_item(line)
}

fn flush(paragraph: &mut String, page: &mut String) {
    if paragraph.is_empty() {
        return;
    }
    let indent = paragraph.len() - paragraph.trim_start().len();
    let text = paragraph.trim_start();
    let mark = if is_list_item(text) { text.split_inclusive(' ').next().unwrap_or("") } else { "" };
    let prefix = format!("{}{mark}", " ".repeat(indent));
    page.push_str(&wrapped(&prefix, &text[mark.len()..]));
    paragraph.clear();
}

fn blank_line(page: &mut String) {
    if !page.is_empty() && !page.ends_with("\n\n") {
        page.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_is_filled_to_the_page_and_its_code_stays_as_it_is() {
        let markdown = "# Totals\n\nAdd the\nprices. <!-- clause: half-up --> Round half up.\n\n- one\n  thing\n- two\n\n    x = 1\n\n```python\ny  =  2\n```\n";
        let expected =
            "Totals\n\nAdd the prices. Round half up.\n\n- one thing\n- two\n\n    x = 1\n\n    y  =  2\n";
        assert_eq!(page(markdown, Paint::off()), expected);
    }

    #[test]
    fn a_long_brief_says_how_much_is_left() {
        assert_eq!(first_lines("a\nb\nc\n", 2), ("a\nb\n".to_owned(), 1));
        assert_eq!(first_lines("a\n", 2), ("a\n".to_owned(), 0));
    }

    #[test]
    fn no_line_is_wider_than_eighty_columns() {
        let text = page(&format!("- {}\n\n{}", "word ".repeat(40), "word ".repeat(40)), Paint::off());
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}
