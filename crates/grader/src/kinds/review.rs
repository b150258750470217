//! Tasks of the kind `review`: the comments reach the exam as data, and the submission room gets the starting files with
//! the candidate's suggestions applied, so that hidden tests meet the code as the candidate would leave it.

use bank::files::FileMap;
use bank::finding::Finding;
use bank::review::{Comment, parse, patched};
use serde::Serialize;

#[derive(Serialize)]
struct Review<'a> {
    comments: &'a [Comment],
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    line: Option<usize>,
    message: String,
}

/// The code that the submission room gets, and the exam with the comments laid in.
pub fn prepared(start: &FileMap, submission: &FileMap, exam: &FileMap) -> (FileMap, FileMap) {
    let (comments, findings) = parse(submission, start);
    let mut exam = exam.clone();
    let problems = findings.iter().map(problem).collect();
    super::lay(&mut exam, "review", &Review { comments: &comments, problems });
    (patched(start, &comments), exam)
}

fn problem(finding: &Finding) -> Problem {
    let hint = finding.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
    Problem { line: finding.line, message: format!("{}{hint}", finding.message) }
}
