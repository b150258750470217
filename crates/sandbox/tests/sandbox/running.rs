//! Starting, hearing and ending boxes.

use sandbox::Outcome;

use crate::builder::{output, python, run, shell, text};

#[test]
fn a_program_runs_and_its_output_is_captured() {
    let report = run(shell("echo out; echo err >&2; exit 3"));
    assert_eq!(report.outcome, Outcome::Exited { status: 3 }, "{}", text(&report.stderr));
    assert_eq!((text(&report.stdout), text(&report.stderr)), ("out\n".to_owned(), "err\n".to_owned()));
}

#[test]
fn python_runs() {
    assert_eq!(output(python("print(6 * 7)")), "42\n");
}
