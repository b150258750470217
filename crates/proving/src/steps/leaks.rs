//! The brief must not give away what it asks for.
//!
//! Two rules, simple enough to be argued about. *The solution*: two lines of a right solution that follow each other
//! there, or one long one, stand in what the candidate reads, and the starting files don't have them. *The exam*: of the
//! hidden checks' telling literals (texts and numbers too long to be there by chance, and in no starting file, solution or
//! public check) more than half stand in the brief; one example from the exam is a fair example, most of them is an
//! answer sheet.

use std::collections::BTreeSet;

use bank::package::TaskPackage;

use crate::python_text::{telling_literals, without_public_checks};
use crate::refusal::{Reason, Refusal, refuse};

/// Shortest line of code that says something, and shortest that says it alone; in characters.
const LINE: usize = 12;
const LONG_LINE: usize = 40;
/// Fewest telling literals that a rule about shares can be about.
const LEAST_LITERALS: usize = 4;

/// What a candidate reads before the work, and may read during it.
const READ: [&str; 2] = ["brief.md", "worked.md"];

pub(crate) fn refusals(package: &TaskPackage) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let start = package.start();
    let given: BTreeSet<String> =
        start.paths().filter_map(|path| start.text(path.as_str())).flat_map(lines).collect();
    for file in READ {
        let read: BTreeSet<String> = lines(package.files().text(file).unwrap_or_default()).collect();
        let leaked = package.right().iter().find_map(|right| {
            let mut texts = right.files.paths().filter(|path| path.is_python());
            texts.find_map(|path| leaked_line(right.files.text(path.as_str())?, &read, &given))
        });
        if let Some(line) = leaked {
            let hint = "say what is wanted, not how; move shared definitions into `start/`";
            refusals.push(refuse(Reason::Leak, file, format!("it holds the solution: `{line}`"), hint));
        }
    }
    refusals.extend(shown_exam(package));
    refusals
}

/// Lines of code, without what stands around them.
fn lines(text: &str) -> impl Iterator<Item = String> + use<'_> {
    text.lines().map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
}

fn leaked_line(solution: &str, read: &BTreeSet<String>, given: &BTreeSet<String>) -> Option<String> {
    let telling = |line: &String| {
        line.chars().count() >= LINE
            && !given.contains(line)
            && !["import ", "from ", "\"\"\"", "@", "class "].iter().any(|opening| line.starts_with(opening))
    };
    let own: Vec<String> = lines(solution).filter(telling).collect();
    let shown = |line: &String| read.contains(line);
    let pair = own.windows(2).find(|pair| pair.iter().all(shown)).map(|pair| pair.join(" / "));
    pair.or_else(|| {
        own.iter()
            .find(|line| line.chars().count() >= LONG_LINE && !line.starts_with("def ") && shown(line))
            .cloned()
    })
}

fn shown_exam(package: &TaskPackage) -> Option<Refusal> {
    let exam = package.exam();
    let files = package.files();
    let elsewhere: Vec<&str> = files
        .paths()
        .filter(|path| ["start/", "proof/"].iter().any(|folder| path.as_str().starts_with(folder)))
        .filter_map(|path| files.text(path.as_str()))
        .collect();
    let hidden: BTreeSet<String> = exam
        .paths()
        .filter(|path| path.is_python())
        .filter_map(|path| exam.text(path.as_str()))
        .flat_map(|text| telling_literals(&without_public_checks(text)))
        .filter(|literal| !elsewhere.iter().any(|text| text.contains(literal.as_str())))
        .collect();
    let shown: Vec<&String> =
        hidden.iter().filter(|literal| package.brief().contains(literal.as_str())).collect();
    if hidden.len() < LEAST_LITERALS || shown.len() * 2 <= hidden.len() {
        return None;
    }
    let message = format!(
        "it shows {} of the {} values that the hidden checks use, such as `{}`",
        shown.len(),
        hidden.len(),
        shown[0]
    );
    Some(refuse(Reason::Leak, "brief.md", message, "give the exam values of its own"))
}
