//! Markdown that authors write, shown to candidates: as harmless HTML, or as plain text for a terminal.
//!
//! The text is CommonMark with tables. HTML in it is never passed on, and neither are the comments that name clauses.

mod plain;

use comrak::{Options, markdown_to_html};

use crate::clauses::without_marks;

/// Columns of a terminal that nobody has to scroll.
pub const COLUMNS: usize = 80;

/// HTML that can be put into a page: no script, no style, no event handler, no HTML of the author's.
pub fn html(markdown: &str) -> String {
    // Two walls: the renderer leaves raw HTML and dangerous addresses out, the cleaner lets through what it knows.
    ammonia::clean(&markdown_to_html(&without_marks(markdown), &options()))
}

/// Plain text of at most `columns` columns (code and tables may be wider); it holds no control character but line
/// feeds, so it cannot move a cursor.
pub fn plain(markdown: &str, columns: usize) -> String {
    plain::render(&without_marks(markdown), columns, &options())
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_an_author_writes_becomes_a_program() {
        let check = |markdown: &str, gone: &[&str]| {
            let html = html(markdown).to_lowercase();
            for word in gone {
                assert!(!html.contains(word), "{word} in {html}");
            }
        };
        check("a <script>alert(1)</script> b", &["<script", "alert(1)</script"]);
        check("<img src=x onerror=alert(1)>", &["onerror", "<img"]);
        check("[x](javascript:alert(1))", &["javascript:"]);
        check("![x](data:text/html;base64,PHNjcmlwdD4=)", &["data:text"]);
        check("<style>*{display:none}</style>\n\n<iframe src=//x></iframe>", &["<style", "<iframe"]);
        check("[a](<vbscript:x> \"onload=1\")", &["vbscript"]);
        check("<a href='https://x.example' onclick='y()'>z</a>", &["onclick"]);
    }

    #[test]
    fn clauses_are_shown_and_their_names_are_not() {
        let shown = html("- <!-- clause: half-up --> Half a cent goes **up**.\n");
        assert_eq!(shown, "<ul>\n<li>Half a cent goes <strong>up</strong>.</li>\n</ul>\n");
    }

    #[test]
    fn tables_and_code_are_rendered() {
        let shown = html("| a | b |\n|---|---|\n| 1 | `x < y` |\n");
        assert!(shown.contains("<table>") && shown.contains("<code>x &lt; y</code>"), "{shown}");
    }
}
