//! `proof/equivalent.toml`: mutants of a right solution that no check can kill, because they do the same.

use crate::files::FileMap;
use crate::finding::Finding;
use crate::table::{Document, Table, merged};

const FILE: &str = "proof/equivalent.toml";
const TEXT_CHARACTERS: usize = 2000;

/// One mutant that the author argues to be equivalent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EquivalentMutant {
    /// File of the mutated solution, relative to the package.
    pub file: String,
    /// Line of the change, counted from 1.
    pub line: u32,
    /// What was changed, in the prover's words.
    pub change: String,
    /// Why no check can tell.
    pub why: String,
}

pub(crate) fn parse(files: &FileMap) -> (Vec<EquivalentMutant>, Vec<Finding>) {
    let Some(text) = files.text(FILE) else { return (Vec::new(), Vec::new()) };
    let (document, syntax) = Document::parse(FILE, text);
    let mut root = document.root();
    let mutants = root.tables("mutant", |entry| mutant(entry, files)).into_iter().flatten().collect();
    (mutants, merged(syntax, root.finish()))
}

fn mutant(entry: &mut Table<'_>, files: &FileMap) -> Option<EquivalentMutant> {
    let file = entry.required_text("file", TEXT_CHARACTERS);
    if let Some(file) = file.as_deref().filter(|file| !files.contains(file)) {
        let message = format!("the package has no file `{file}`");
        entry.report("file", message, "name it from the package's folder, such as `proof/right/decimals.py`");
    }
    let line = entry.required_integer("line", 1..=1_000_000);
    let change = entry.required_text("change", TEXT_CHARACTERS);
    let why = entry.required_text("why", TEXT_CHARACTERS);
    Some(EquivalentMutant { file: file?, line: line?, change: change?, why: why? })
}
