//! `review.toml`: what a candidate says about a change, and the code as the candidate's suggestions leave it.
//!
//! ```toml
//! [[comments]]
//! file = "shop/cart.py"
//! line = 14
//! kind = "bug"
//! severity = "high"
//! text = "an empty cart divides by zero here"
//! [comments.replace]
//! first_line = 14
//! last_line = 14
//! text = "    return total / len(lines) if lines else 0"
//! ```

use serde::Serialize;

use crate::files::{FileMap, RelativePath};
use crate::finding::Finding;
use crate::table::{Document, Table, merged};

/// The file that a candidate hands in.
pub const FILE: &str = "review.toml";

/// What a comment may be about, and how much it matters.
pub const KINDS: [&str; 8] =
    ["bug", "security", "concurrency", "performance", "design", "tests", "docs", "style"];
pub const SEVERITIES: [&str; 3] = ["high", "medium", "low"];

const MOST_COMMENTS: usize = 60;
const MOST_LINES: u32 = 100_000;
const TEXT_CHARACTERS: usize = 4_000;
const REPLACEMENT_BYTES: usize = 20_000;

/// One comment on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comment {
    pub file: String,
    /// From 1, in the file as it is after the change.
    pub line: u32,
    pub kind: &'static str,
    pub severity: &'static str,
    pub text: String,
    pub replace: Option<Suggestion>,
}

/// Lines that the candidate would write instead. With `last_line` one before `first_line` they are put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    pub first_line: u32,
    pub last_line: u32,
    pub text: String,
}

/// Reads what was handed in about `start`. Any mistake voids the whole review: what would be left of it is a guess.
pub fn parse(submission: &FileMap, start: &FileMap) -> (Vec<Comment>, Vec<Finding>) {
    let Some(bytes) = submission.get(FILE) else {
        let finding = Finding::error(FILE, "there is no such file");
        return (Vec::new(), vec![finding.hint("hand in your comments under this name")]);
    };
    if bytes.len() > 1 << 20 {
        return (Vec::new(), vec![Finding::error(FILE, "the file is larger than 1 MB").hint("shorten it")]);
    }
    let Some(text) = submission.text(FILE) else {
        return (
            Vec::new(),
            vec![Finding::error(FILE, "the file is not UTF-8 text").hint("save it as UTF-8")],
        );
    };
    let (document, syntax) = Document::parse(FILE, text);
    let mut root = document.root();
    let comments: Vec<Comment> =
        root.tables("comments", |table| comment(table, start)).into_iter().flatten().collect();
    if comments.len() > MOST_COMMENTS {
        root.report(
            "comments",
            format!("there are {} comments", comments.len()),
            "keep those that matter, 60 at most",
        );
    }
    report_overlaps(&mut root, &comments);
    let findings = merged(syntax, root.finish());
    if findings.is_empty() { (comments, findings) } else { (Vec::new(), findings) }
}

/// The files of `start` with every suggestion applied; from the last line to the first, so that no place moves.
pub fn patched(start: &FileMap, comments: &[Comment]) -> FileMap {
    let mut patched = start.clone();
    let mut suggestions: Vec<(&str, &Suggestion)> = comments
        .iter()
        .filter_map(|comment| Some((comment.file.as_str(), comment.replace.as_ref()?)))
        .collect();
    suggestions
        .sort_by_key(|(_, suggestion)| std::cmp::Reverse((suggestion.first_line, suggestion.last_line)));
    for (file, suggestion) in suggestions {
        if let (Some(text), Ok(path)) = (patched.text(file), RelativePath::new(file)) {
            let text = replaced(text, suggestion);
            patched.replace(path, text.into_bytes());
        }
    }
    patched
}

fn replaced(text: &str, suggestion: &Suggestion) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let index = |line: u32| (line.saturating_sub(1) as usize).min(lines.len());
    let (first, after) = (index(suggestion.first_line), index(suggestion.last_line.saturating_add(1)));
    let mut new = lines[..first].concat();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    new.push_str(&suggestion.text);
    if !suggestion.text.is_empty() && !suggestion.text.ends_with('\n') {
        new.push('\n');
    }
    new.push_str(&lines[after.max(first)..].concat());
    new
}

fn comment(table: &mut Table<'_>, start: &FileMap) -> Option<Comment> {
    let file = table.required_text("file", 300).filter(|file| is_file(table, file, start));
    let line = table.required_integer("line", 1..=MOST_LINES);
    let kind = table.required_word("kind", &KINDS.map(|word| (word, word)));
    let severity = table.required_word("severity", &SEVERITIES.map(|word| (word, word)));
    let text = table.long_text("text", TEXT_CHARACTERS);
    if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
        table.report("text", "`text` is empty".to_owned(), "say what is wrong, and why it matters");
    }
    let text = table.present("text", text);
    let replace = table.table("replace", suggestion);
    let has_broken_suggestion = matches!(replace, Some(None));
    let comment = Comment {
        file: file?,
        line: line?,
        kind: kind?,
        severity: severity?,
        text: text?,
        replace: replace.flatten(),
    };
    let lines = start.text(&comment.file).map_or(0, |text| text.lines().count());
    if comment.line as usize > lines {
        let message = format!("`{}` has {lines} lines, not {}", comment.file, comment.line);
        table.report("line", message, "count lines in the file as it lies in your folder");
    }
    if comment.replace.as_ref().is_some_and(|suggestion| suggestion.last_line as usize > lines) {
        let message = format!("the suggestion goes beyond the end of `{}`", comment.file);
        table.report("replace", message, "name lines that the file has");
    }
    (!has_broken_suggestion).then_some(comment)
}

fn suggestion(table: &mut Table<'_>) -> Option<Suggestion> {
    let first_line = table.required_integer("first_line", 1..=MOST_LINES);
    let last_line = table.required_integer("last_line", 0..=MOST_LINES);
    let text = table.long_text("text", REPLACEMENT_BYTES);
    let text = table.present("text", text);
    let suggestion = Suggestion { first_line: first_line?, last_line: last_line?, text: text? };
    if suggestion.last_line + 1 < suggestion.first_line {
        let hint = "name the first and the last line that go; one less than the first only puts lines in";
        table.report("last_line", "`last_line` comes before `first_line`".to_owned(), hint);
    }
    Some(suggestion)
}

fn is_file(table: &mut Table<'_>, file: &str, start: &FileMap) -> bool {
    let known = RelativePath::new(file).is_ok_and(|path| path.as_str() == file) && start.text(file).is_some();
    if !known {
        table.report(
            "file",
            format!("there is no text file `{file}`"),
            "name it as it lies in your folder, with `/`",
        );
    }
    known
}

fn report_overlaps(root: &mut Table<'_>, comments: &[Comment]) {
    let mut suggestions: Vec<(&str, &Suggestion)> = comments
        .iter()
        .filter_map(|comment| Some((comment.file.as_str(), comment.replace.as_ref()?)))
        .collect();
    suggestions.sort_by_key(|(file, suggestion)| (*file, suggestion.first_line, suggestion.last_line));
    for pair in suggestions.windows(2) {
        let [(file, first), (other, second)] = pair else { continue };
        if file == other && (second.first_line <= first.last_line || second.first_line == first.first_line) {
            let message = format!("two suggestions change line {} of `{file}`", second.first_line);
            root.report("comments", message, "make one suggestion of them");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> FileMap {
        FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
    }

    fn comment(lines: &str) -> String {
        format!(
            "[[comments]]\nfile = \"a.py\"\nline = 2\nkind = \"bug\"\nseverity = \"high\"\ntext = \"wrong\"\n{lines}"
        )
    }

    fn read(text: &str) -> (Vec<Comment>, Vec<String>) {
        let start = files(&[("a.py", "one\ntwo\nthree\n")]);
        let (comments, findings) = parse(&files(&[(FILE, text)]), &start);
        (comments, findings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_review_is_read_whole_or_not_at_all() {
        let (comments, findings) = read(&comment(""));
        assert_eq!((comments.len(), findings.len()), (1, 0));
        let check = |text: &str, expected: &str| {
            let (comments, findings) = read(text);
            assert!(comments.is_empty(), "{text}");
            assert!(findings.iter().any(|finding| finding.contains(expected)), "{findings:?}");
        };
        check(&comment("points = 3\n"), "review.toml:7: unknown key `comments[0].points`");
        check(
            &comment("").replace("bug", "bugs"),
            "review.toml:4: unknown kind `bugs`\nhint: did you mean `bug`?",
        );
        check(&comment("").replace("a.py", "../a.py"), "there is no text file `../a.py`");
        check(&comment("").replace("= 2", "= 9"), "review.toml:3: `a.py` has 3 lines, not 9");
        check(&comment("[comments.replace]\nfirst_line = 2\nlast_line = 4\ntext = \"\"\n"), "beyond the end");
        check(&comment("[comments.replace]\nfirst_line = 3\nlast_line = 1\ntext = \"\"\n"), "comes before");
        check("comments = 3", "`comments` is a whole number");
        check("[[comments]\n", "this is no TOML");
        let one = comment("[comments.replace]\nfirst_line = 2\nlast_line = 3\ntext = \"\"\n");
        check(
            &format!("{one}{}", one.replace("first_line = 2", "first_line = 3")),
            "two suggestions change line 3",
        );
    }

    #[test]
    fn suggestions_are_applied_whatever_their_order() {
        let start = files(&[("a.py", "one\ntwo\nthree\nfour")]);
        let at = |first_line, last_line, text: &str| Comment {
            file: "a.py".into(),
            line: first_line,
            kind: "bug",
            severity: "high",
            text: "wrong".into(),
            replace: Some(Suggestion { first_line, last_line, text: text.into() }),
        };
        let check = |comments: &[Comment], expected: &str| {
            assert_eq!(patched(&start, comments).text("a.py"), Some(expected));
        };
        check(&[at(1, 1, "ONE\nAND"), at(3, 4, "REST\n")], "ONE\nAND\ntwo\nREST\n");
        check(&[at(3, 2, "between"), at(1, 1, "")], "two\nbetween\nthree\nfour");
        check(&[at(4, 4, "4")], "one\ntwo\nthree\n4\n");
        check(&[at(5, 4, "five")], "one\ntwo\nthree\nfour\nfive\n");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_parser_fail(text in "(\\[\\[comments\\]\\]|\\n|file|line|=|\"|a\\.py|[0-9]|.){0,30}") {
            let (comments, _) = read(&text);
            patched(&files(&[("a.py", "one\n")]), &comments);
        }
    }
}
