//! `proof/wrong.toml`: which check must catch each wrong solution, and why it is wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::FileMap;
use crate::finding::Finding;
use crate::package::proofs;
use crate::pattern::Pattern;
use crate::table::{Document, Table, merged};

const FILE: &str = "proof/wrong.toml";

/// What the author says about one wrong solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongNote {
    /// Node ids of the checks that must fail; all others must pass.
    pub caught_by: Vec<Pattern>,
    /// The mistake, in a sentence.
    pub why: String,
}

/// Reads the notes, and holds them against the solutions in `proof/wrong/`.
pub(crate) fn parse(files: &FileMap) -> (BTreeMap<String, WrongNote>, Vec<Finding>) {
    let names: BTreeSet<String> = proofs(files, "proof/wrong").into_iter().map(|proof| proof.name).collect();
    let (notes, mut findings) = match files.text(FILE) {
        Some(text) => read(text, &names),
        None => (BTreeMap::new(), Vec::new()),
    };
    for name in names.iter().filter(|name| !notes.contains_key(*name)) {
        let message = format!("nothing says which check must catch `proof/wrong/{name}`");
        let hint = format!("add `[{name}]` with `caught_by` and `why`");
        findings.push(Finding::warning(FILE, message).hint(hint));
    }
    (notes, findings)
}

fn read(text: &str, names: &BTreeSet<String>) -> (BTreeMap<String, WrongNote>, Vec<Finding>) {
    let (document, syntax) = Document::parse(FILE, text);
    let mut root = document.root();
    let mut notes = BTreeMap::new();
    for name in names {
        if let Some(note) = root.table(name, note).flatten() {
            notes.insert(name.clone(), note);
        }
    }
    (notes, merged(syntax, root.finish()))
}

fn note(table: &mut Table<'_>) -> Option<WrongNote> {
    let caught_by: Vec<Pattern> = table.texts("caught_by").iter().map(|text| Pattern::new(text)).collect();
    if caught_by.is_empty() {
        table.report(
            "caught_by",
            "`caught_by` names no check".to_owned(),
            "name the node ids that must fail",
        );
    }
    let why = table.required_text("why", 2000)?;
    Some(WrongNote { caught_by, why })
}
