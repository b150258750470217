//! The clauses of a brief: sentences or list items that a check group can cite.
//!
//! An HTML comment directly before the text names it: `<!-- clause: half-up -->`. The comment is not shown to
//! the candidate.

use crate::finding::Finding;
use crate::manifest::is_slug;

const FILE: &str = "brief.md";
const OPENING: &str = "<!--";
const CLOSING: &str = "-->";
const KEYWORD: &str = "clause";

/// One named requirement of the brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub id: String,
    /// Line of its comment in `brief.md`, counted from 1.
    pub line: usize,
    /// What follows the comment, up to the next blank line or the next clause: the words that it names.
    pub text: String,
}

/// All clauses of a brief in their order.
pub(crate) fn parse(brief: &str) -> (Vec<Clause>, Vec<Finding>) {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut findings = Vec::new();
    for (at, content) in comments(brief) {
        let line = brief[..at].matches('\n').count() + 1;
        let Some(id) = named(content) else { continue };
        if !is_slug(id) {
            let finding = Finding::error(FILE, format!("`{id}` is no plain name of a clause")).at_line(line);
            findings.push(
                finding
                    .hint("write `<!-- clause: name -->` with lowercase letters, digits and single hyphens"),
            );
            continue;
        }
        if let Some(earlier) = clauses.iter().find(|clause| clause.id == id) {
            let message = format!("clause `{id}` is named twice, first on line {}", earlier.line);
            findings
                .push(Finding::error(FILE, message).at_line(line).hint("give each clause a name of its own"));
            continue;
        }
        let text = named_text(&brief[at..]);
        if text.is_empty() {
            let finding = Finding::error(FILE, format!("clause `{id}` names nothing")).at_line(line);
            findings.push(
                finding.hint("put the comment directly before the sentence or list item that it names"),
            );
        }
        clauses.push(Clause { id: id.to_owned(), line, text });
    }
    (clauses, findings)
}

/// The brief as the candidate reads it: without the comments that name clauses, and without the lines that held
/// nothing else.
pub fn without_marks(brief: &str) -> String {
    let mut shown = String::with_capacity(brief.len());
    let mut from = 0;
    for (at, content) in comments(brief) {
        if named(content).is_none() {
            continue;
        }
        shown.push_str(&brief[from..at]);
        let after = at + brief[at..].find(CLOSING).map_or(0, |end| end + CLOSING.len());
        let rest = brief[after..].trim_start_matches([' ', '\t']);
        let alone = shown.is_empty() || shown.ends_with('\n');
        let rest = if alone { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
        from = brief.len() - rest.len();
    }
    shown.push_str(&brief[from..]);
    shown
}

/// Where each HTML comment starts, and what stands in it.
fn comments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text[from..].find(OPENING)?;
        let inner = &text[at + OPENING.len()..];
        let end = inner.find(CLOSING)?;
        from = at + OPENING.len() + end + CLOSING.len();
        Some((at, inner[..end].trim()))
    })
}

/// The name in a comment that means to name a clause.
fn named(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix(KEYWORD)?.trim_start();
    rest.strip_prefix(':').map(str::trim)
}

/// The words after the comment at the start of `text`, on one line.
fn named_text(text: &str) -> String {
    let after =
        text.split_once(CLOSING).map_or("", |(_, rest)| rest).trim_start_matches([' ', '\t', '\r', '\n']);
    let paragraph = after.split("\n\n").next().unwrap_or_default();
    let own = paragraph.split(OPENING).next().unwrap_or_default();
    own.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_the_text_after_its_comment() {
        let brief = "# Totals\n\n<!-- clause: half-up -->\nHalf a cent goes\nup. <!--clause:empty--> No lines cost 0.\n\n\
                     - <!-- clause: ties --> Ties come\n  in order.\n<!-- a remark -->\n";
        let (clauses, findings) = parse(brief);
        assert_eq!(findings, []);
        let found: Vec<_> =
            clauses.iter().map(|clause| (clause.id.as_str(), clause.line, clause.text.as_str())).collect();
        let expected = [
            ("half-up", 3, "Half a cent goes up."),
            ("empty", 5, "No lines cost 0."),
            ("ties", 7, "Ties come in order."),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn candidates_do_not_see_the_marks() {
        let check = |brief: &str, expected: &str| assert_eq!(without_marks(brief), expected);
        check("<!-- clause: a -->\nUp.\n\n- <!-- clause: b --> Ties.\n", "Up.\n\n- Ties.\n");
        check("One. <!-- clause: a -->Two.\n<!-- kept -->\n", "One. Two.\n<!-- kept -->\n");
        check("No marks", "No marks");
    }

    #[test]
    fn a_bad_clause_is_a_finding() {
        let (clauses, findings) = parse(
            "<!-- clause: Half Up -->a\n<!-- clause: a -->b\n<!-- clause: a -->c\n\n<!-- clause: b -->\n\n",
        );
        assert_eq!(clauses.len(), 2);
        let shown: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert_eq!(
            shown,
            [
                "brief.md:1: `Half Up` is no plain name of a clause\n\
                 hint: write `<!-- clause: name -->` with lowercase letters, digits and single hyphens",
                "brief.md:3: clause `a` is named twice, first on line 2\nhint: give each clause a name of its own",
                "brief.md:5: clause `b` names nothing\n\
                 hint: put the comment directly before the sentence or list item that it names",
            ]
        );
    }
}
