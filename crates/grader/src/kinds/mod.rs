//! What a kind of task needs before its exam begins: laid into the exam as data, in the folder `.assay` (`docs/ROOMS.md`).

mod changes;
mod repository;
mod review;
pub mod suite;

use bank::files::{FileMap, RelativePath};
use bank::manifest::Kind;
use bank::package::TaskPackage;
use serde::Serialize;

/// Folder of the exam that holds what the grader found out.
const EVIDENCE: &str = ".assay";

/// What the rooms of a task get: the submission's files and the exam's, as its kind wants them.
pub fn prepared(task: &TaskPackage, submission: &FileMap) -> (FileMap, FileMap) {
    let (start, exam) = (task.start(), task.exam());
    match task.manifest().kind {
        Kind::Review => review::prepared(&start, submission, &exam),
        Kind::Git => repository::prepared(&start, &repository::handed_in(task, submission), &exam),
        Kind::Fix | Kind::Secure => (task.overlay(submission), changes::prepared(&start, &exam)),
        _ => (task.overlay(submission), exam),
    }
}

/// Lays `value` into the exam as JSON under the fixture's name.
fn lay(exam: &mut FileMap, name: &str, value: &impl Serialize) {
    let path = RelativePath::new(&format!("{EVIDENCE}/{name}.json"));
    // Texts, numbers and lists of them always serialise.
    if let (Ok(path), Ok(bytes)) = (path, serde_json::to_vec(value)) {
        exam.replace(path, bytes);
    }
}
