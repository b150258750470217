//! Tasks of the kind `test`: the candidate's tests meet each program of `exam/programs` before the exam begins.
//!
//! In these runs the candidate's tests are the exam side and the program is the submission side. All that the tests' room
//! reports is a claim of the candidate; what makes it worth something is that the room cannot tell a right program from one
//! with a bug but by what the program does. So all runs are furnished alike: no name of a program, no file of it, the same
//! seed and limits, and each order in which a bug is met is one in which every right program is met, too.

use std::collections::{BTreeMap, BTreeSet};

use bank::files::{FileMap, RelativePath};
use bank::modules::module_facts;
use serde::Serialize;

use crate::rooms::events::{Event, Heard, RoomOutcome};
use crate::verdict::text::{MESSAGE, stable};

/// Folder of the exam that holds the programs.
pub const PROGRAMS: &str = "programs";
/// In how many orders the tests meet each right program; the first is the one they are written in.
pub const ORDERS: u64 = 3;
/// Most tests of a suite that are looked at.
const MOST_TESTS: usize = 2_000;

/// One program that the candidate's tests are to meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub name: String,
    pub is_right: bool,
    pub files: FileMap,
}

/// What one run of the candidate's tests told, as the fixture `suite` reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SuiteRun {
    program: String,
    is_right: bool,
    order: u64,
    outcomes: BTreeMap<String, &'static str>,
    ended: bool,
    why: Option<String>,
}

#[derive(Serialize)]
struct Runs<'a> {
    runs: &'a [SuiteRun],
}

/// The programs of an exam; what is wrong with them is the task's fault.
pub fn programs(exam: &FileMap) -> Result<Vec<Program>, String> {
    let mut programs = Vec::new();
    for (folder, is_right) in [("right", true), ("bugs", false)] {
        let all = exam.under(&format!("{PROGRAMS}/{folder}"));
        for name in all.names("") {
            let files = all.under(name);
            if files.is_empty() {
                return Err(format!("`exam/{PROGRAMS}/{folder}/{name}` is a file; each program is a folder"));
            }
            programs.push(Program { name: name.to_owned(), is_right, files });
        }
    }
    if !programs.iter().any(|program| program.is_right) || programs.iter().all(|program| program.is_right) {
        return Err(format!(
            "the exam of a `test` task needs `exam/{PROGRAMS}/right/NAME/` and `exam/{PROGRAMS}/bugs/NAME/`"
        ));
    }
    let paths = |program: &Program| program.files.paths().cloned().collect::<BTreeSet<_>>();
    let odd = programs.iter().find(|program| paths(program) != paths(&programs[0]));
    odd.map_or(Ok(()), |odd| {
        Err(format!(
            "program `{}` has other files than `{}`; programs must differ in what they do only",
            odd.name, programs[0].name
        ))
    })?;
    Ok(programs)
}

/// Every run that is to be made: program and order.
pub fn runs_of(programs: &[Program]) -> impl Iterator<Item = (&Program, u64)> {
    programs.iter().flat_map(|program| {
        let orders = if program.is_right { ORDERS } else { 1 };
        (0..orders).map(move |order| (program, order))
    })
}

/// The candidate's tests without what the program provides itself, so that an import can only mean the program.
pub fn tests_for(program: &FileMap, laid: &FileMap) -> FileMap {
    let nothing = FileMap::new();
    let own = module_facts(&nothing, program, &nothing, &BTreeSet::new()).start_modules;
    let is_programs = |path: &RelativePath| {
        let text = path.as_str().strip_prefix("src/").unwrap_or(path.as_str());
        let top = text.split('/').next().unwrap_or_default();
        own.contains(top) || (top == text && path.is_python() && own.contains(path.stem()))
    };
    let mut tests = FileMap::new();
    for (path, bytes) in laid.iter().filter(|(path, _)| !is_programs(path)) {
        tests.replace(path.clone(), bytes.to_vec());
    }
    tests
}

/// The program's files as the tests' room may see them: the names of Python files, without text.
pub fn outline(program: &FileMap) -> FileMap {
    let mut outline = FileMap::new();
    for path in program.paths().filter(|path| path.is_python()) {
        outline.replace(path.clone(), Vec::new());
    }
    outline
}

/// What a run told. Nothing in it is believed beyond what the room may say of itself.
pub fn told(program: &Program, order: u64, heard: &Heard) -> SuiteRun {
    let mut outcomes = BTreeMap::new();
    let mut why = heard.problem.clone();
    for event in &heard.events {
        match event {
            Event::Collected { checks } => {
                let listed = checks.iter().take(MOST_TESTS);
                outcomes.extend(listed.map(|check| (check.id.clone(), "not_run")));
            }
            Event::Finished(finished) => {
                if let Some(outcome) = outcomes.get_mut(&finished.id) {
                    // A test that ends twice has said nothing.
                    *outcome = if *outcome == "not_run" { word(finished.outcome) } else { "error" };
                }
            }
            Event::Tampering { what } => why = Some(stable(what, MESSAGE)),
            Event::ExamProblem { message } => why = Some(stable(message, MESSAGE)),
            Event::ImportFailed(_) | Event::Started { .. } | Event::FullWay | Event::Done => {}
        }
    }
    let ended = heard.events.last() == Some(&Event::Done);
    SuiteRun { program: program.name.clone(), is_right: program.is_right, order, outcomes, ended, why }
}

/// The exam as it is then run: without the programs, with what was told.
pub fn with_runs(exam: &FileMap, runs: &[SuiteRun]) -> FileMap {
    let mut laid = FileMap::new();
    let inside = format!("{PROGRAMS}/");
    for (path, bytes) in exam.iter().filter(|(path, _)| !path.as_str().starts_with(&inside)) {
        laid.replace(path.clone(), bytes.to_vec());
    }
    super::lay(&mut laid, "suite", &Runs { runs });
    laid
}

fn word(outcome: RoomOutcome) -> &'static str {
    match outcome {
        RoomOutcome::Passed => "passed",
        RoomOutcome::Failed => "failed",
        RoomOutcome::Error => "error",
        RoomOutcome::Skipped => "skipped",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> FileMap {
        FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
    }

    fn paths(files: &FileMap) -> Vec<&str> {
        files.paths().map(RelativePath::as_str).collect()
    }

    #[test]
    fn programs_need_a_right_one_a_bug_and_the_same_files() {
        let check = |entries: &[(&str, &str)], expected: &str| {
            let found = programs(&files(entries)).map(|found| found.len().to_string());
            let found = found.unwrap_or_else(|why| why);
            assert!(found.contains(expected), "{found}");
        };
        check(&[("programs/right/a/x.py", "1")], "needs `exam/programs/right/NAME/`");
        check(&[("programs/right/a/x.py", "1"), ("programs/bugs/b/x.py", "2")], "2");
        check(
            &[("programs/right/a/x.py", "1"), ("programs/bugs/b/y.py", "2")],
            "`b` has other files than `a`",
        );
        check(&[("programs/right/a.py", "1"), ("programs/bugs/b/y.py", "2")], "each program is a folder");
    }

    #[test]
    fn no_file_of_the_candidate_stands_in_for_the_program() {
        let program = files(&[("shop/cart.py", ""), ("till.py", ""), ("rates.csv", "")]);
        let laid = files(&[
            ("shop/cart.py", "mine"),
            ("shop/other.py", "mine"),
            ("till.py", "mine"),
            ("src/till.py", "mine"),
            ("till/__init__.py", "mine"),
            ("test_till.py", "t"),
            ("rates.csv", "r"),
        ]);
        assert_eq!(paths(&tests_for(&program, &laid)), ["rates.csv", "test_till.py"]);
    }

    #[test]
    fn the_tests_room_sees_names_of_python_files_and_no_text() {
        let seen = outline(&files(&[("till.py", "secret"), ("rates.csv", "1")]));
        assert_eq!((seen.get("till.py"), seen.get("rates.csv")), (Some(&b""[..]), None));
    }

    #[test]
    fn the_exam_holds_what_was_told_and_no_program() {
        let exam = files(&[("programs/right/a/x.py", "1"), ("test_suite.py", "t")]);
        let program = Program { name: "a".into(), is_right: true, files: FileMap::new() };
        let laid = with_runs(&exam, &[told(&program, 0, &Heard::default())]);
        assert_eq!(paths(&laid), [".assay/suite.json", "test_suite.py"]);
        assert!(laid.text(".assay/suite.json").unwrap().contains("\"ended\":false"));
    }
}
