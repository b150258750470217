//! The Python sources of a package made of one record.

use super::super::draft::{Draft, title_of};
use super::FILE;
use super::prompt::Prompt;
use super::record::{Record, Tests};
use crate::files::{FileMap, PathError};
use crate::finding::Finding;
use crate::python_source::{completed, defined_name, defines, indented, scan, without};

/// The package of one record. Errors: the prompt cannot be completed to Python.
pub(super) fn draft(record: &Record, slug: String) -> Result<Draft, Finding> {
    let prompt = Prompt::of(&record.prompt);
    let code = completed(prompt.code).ok_or_else(|| {
        Finding::error(FILE, "`prompt` is Python that ends inside a bracket")
            .hint("let the prompt end after a complete line")
    })?;
    let stub = stub(record, &code);
    let right =
        record.canonical_solution.as_ref().map(|solution| canonical(record, &prompt, &code, solution));
    let brief = brief(record, &prompt, &stub);
    let sources = Sources { exam: exam(record, &code), stub, right };
    let draft = Draft {
        title: title_of(&record.entry_point),
        slug,
        level: "entry",
        minutes: 20,
        brief,
        hints: None,
        solution: vec!["solution.py".to_owned()],
        start: FileMap::new(),
        exam: FileMap::new(),
        right: FileMap::new(),
    };
    sources.place(draft).map_err(|error| Finding::error(FILE, error.to_string()))
}

struct Sources {
    exam: String,
    stub: String,
    right: Option<String>,
}

impl Sources {
    fn place(self, mut draft: Draft) -> Result<Draft, PathError> {
        draft.exam.insert("test_solution.py", self.exam.into_bytes())?;
        draft.start.insert("solution.py", self.stub.into_bytes())?;
        if let Some(right) = self.right {
            draft.right.insert("canonical.py", right.into_bytes())?;
        }
        Ok(draft)
    }
}

/// The exam: the prompt's own code, so that its helper functions are the exam's and not the candidate's, then the
/// candidate's function, then the tests.
fn exam(record: &Record, code: &str) -> String {
    let name = &record.entry_point;
    let imports = record.test_imports.join("\n");
    let function = match needs_own_import(record) {
        false => format!("\nfrom solution import {name}\n"),
        true if defines(code, name) => format!("\ndel {name}\n"),
        true => String::new(),
    };
    let exam = format!("{code}{imports}\n{function}{}", checks(record));
    exam.trim_start_matches('\n').to_owned()
}

/// Whether the candidate's function must not be a name of the exam's module: pytest would take `test_of_time`
/// for a check, and `check` is the tests' own.
fn needs_own_import(record: &Record) -> bool {
    let is_check = matches!(record.tests, Tests::Check(_)) && record.entry_point == "check";
    is_check || record.entry_point.starts_with("test")
}

fn checks(record: &Record) -> String {
    let name = &record.entry_point;
    let own = needs_own_import(record);
    match &record.tests {
        Tests::Check(test) => {
            let test = without(test, |line| line.starts_with("check("));
            let import =
                if own { format!("    from solution import {name} as candidate\n") } else { String::new() };
            let candidate = if own { "candidate" } else { name };
            format!("\n{}\n\n\ndef test_check():\n{import}    check({candidate})\n", test.trim())
        }
        Tests::List(list) => {
            let import = if own { format!("    from solution import {name}\n") } else { String::new() };
            let check = |(at, assertion): (usize, &String)| {
                format!("\n\ndef test_{}():\n{import}{}", at + 1, indented(assertion.trim(), "    "))
            };
            list.iter().enumerate().map(check).collect()
        }
    }
}

/// What the candidate starts from: the prompt, completed to Python, with the function at least announced.
fn stub(record: &Record, code: &str) -> String {
    let code = code.trim_matches('\n');
    let name = &record.entry_point;
    if defines(code, name) {
        return format!("{code}\n");
    }
    let head = record.canonical_solution.as_deref().and_then(|solution| head(solution, name));
    let head = head.unwrap_or_else(|| format!("def {name}(*arguments):"));
    let stub = format!("{head}\n    raise NotImplementedError\n");
    if code.is_empty() { stub } else { format!("{code}\n\n\n{stub}") }
}

/// The line that announces the function in the solution: its arguments are no secret.
fn head(solution: &str, name: &str) -> Option<String> {
    let scan = scan(solution);
    let is_head = |line: &&crate::python_source::LogicalLine<'_>| {
        line.indent.is_empty() && line.opens_block && defined_name(line.text) == Some(name)
    };
    let line = scan.lines.iter().find(is_head)?;
    (!line.text.starts_with("class ")).then(|| line.text.to_owned())
}

/// The right solution as a whole file: given whole, it comes after the prompt's code; given as the rest of the
/// prompt's function, it goes on where the prompt stops.
fn canonical(record: &Record, prompt: &Prompt<'_>, code: &str, solution: &str) -> String {
    if prompt.code.is_empty() {
        return format!("{}\n", solution.trim_matches('\n'));
    }
    if defines(solution, &record.entry_point) {
        return format!("{}\n\n\n{}\n", code.trim_matches('\n'), solution.trim_matches('\n'));
    }
    let gap = if prompt.code.ends_with('\n') { "" } else { "\n" };
    format!("{}{gap}{}\n", prompt.code.trim_start_matches('\n'), solution.trim_end())
}

fn brief(record: &Record, prompt: &Prompt<'_>, stub: &str) -> String {
    let title = title_of(&record.entry_point);
    let name = &record.entry_point;
    let words = prompt.words.trim();
    if words.is_empty() {
        let fence = "`".repeat(longest_fence(stub).max(2) + 1);
        let task = format!("Complete `{name}` in `solution.py`.");
        return format!("# {title}\n\n{task}\n\n{fence}python\n{}\n{fence}\n", stub.trim_end());
    }
    format!("# {title}\n\n{words}\n\nWrite `{name}` in `solution.py`.\n")
}

fn longest_fence(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}
