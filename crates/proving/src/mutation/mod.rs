//! The mutation engine: small changes of a right solution, each of which an exam should notice.
//!
//! DeMillo, Lipton and Sayward (1978) argue why small changes are worth while: tests that tell a program from its near
//! neighbours tell it from most of what goes wrong ("coupling effect"). The operators here are the usual ones for an
//! imperative language: operators, boundaries, constants, returns, conditions, exceptions, deleted statements, swapped
//! arguments. A change is made in the text, so everything else of the file stays as it was written.

mod edit;
mod expressions;
mod python;
mod statements;

use std::collections::BTreeSet;

use bank::files::FileMap;
use sha2::{Digest as _, Sha256};

use edit::Edit;
pub use edit::Operation;

/// One change of one file of a solution.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mutant {
    /// Path within the solution.
    pub file: String,
    /// Line of the change's first byte, from 1.
    pub line: usize,
    /// The bytes that are replaced, `start <= at && at < end`.
    pub start: usize,
    pub end: usize,
    pub replacement: String,
    pub operation: Operation,
    /// The change in words, such as "`<` becomes `<=`".
    pub change: String,
}

impl Mutant {
    /// The solution with this one change; absent when the file is not the one that the mutant was made from.
    pub fn applied(&self, solution: &FileMap) -> Option<FileMap> {
        let text = solution.get(&self.file)?;
        let (before, after) = (text.get(..self.start)?, text.get(self.end..)?);
        let mut files = solution.clone();
        let mutated = [before, self.replacement.as_bytes(), after].concat();
        files.insert(&self.file, mutated).ok()?;
        Some(files)
    }
}

/// Every mutant of a solution's Python files, by file and place. Definitions and statements that `start` has word by word
/// are left alone: they are not the candidate's work. No two mutants give the same text, and each is valid Python.
pub fn mutants(solution: &FileMap, start: &FileMap) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for path in solution.paths().filter(|path| path.is_python()) {
        let Some(text) = solution.text(path.as_str()) else { continue };
        let given = start.text(path.as_str()).unwrap_or_default();
        mutants.extend(of_file(path.as_str(), text, given));
    }
    mutants
}

fn of_file(file: &str, text: &str, given: &str) -> Vec<Mutant> {
    let mut edits = python::edits(text, given);
    edits.sort();
    let mut seen = BTreeSet::from([digest(&[text])]);
    let lines = LineStarts::of(text);
    let mut mutants = Vec::new();
    for edit in edits {
        let mutated = [&text[..edit.start], &edit.replacement, &text[edit.end..]].concat();
        if seen.insert(digest(&[&mutated])) && python::is_valid(&mutated) {
            mutants.push(mutant(file, text, &lines, edit));
        }
    }
    mutants
}

fn mutant(file: &str, text: &str, lines: &LineStarts, edit: Edit) -> Mutant {
    Mutant {
        file: file.to_owned(),
        line: lines.line_of(edit.start),
        change: edit.change(text),
        start: edit.start,
        end: edit.end,
        replacement: edit.replacement,
        operation: edit.operation,
    }
}

/// At most `cap` of the mutants, drawn by `seed` alone and kept in their order. A draw without replacement in which each
/// mutant's place depends on nothing but itself: one that is added or goes hardly changes the rest of the sample.
pub fn sample(mutants: Vec<Mutant>, cap: usize, seed: u64) -> Vec<Mutant> {
    if mutants.len() <= cap {
        return mutants;
    }
    let key = |mutant: &Mutant| {
        let (start, end) = (mutant.start.to_string(), mutant.end.to_string());
        digest(&[&seed.to_string(), &mutant.file, &start, &end, &mutant.replacement])
    };
    let mut drawn: Vec<_> = mutants.into_iter().map(|mutant| (key(&mutant), mutant)).collect();
    drawn.sort();
    drawn.truncate(cap);
    let mut kept: Vec<Mutant> = drawn.into_iter().map(|(_, mutant)| mutant).collect();
    kept.sort();
    kept
}

fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Where the lines of a text begin.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn line_of(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

#[cfg(test)]
mod tests;
