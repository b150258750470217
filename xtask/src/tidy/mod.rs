//! The house rules that a machine can hold. Each rule is a file here with its own tests, and one line in `RULES`.

mod arrows;
mod glossary;
mod lengths;
mod paths;
mod words;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::project;

/// A tracked text file: path relative to the root, and its text.
pub struct TextFile {
    pub path: PathBuf,
    pub text: String,
}

/// A broken rule: where, what, how to mend.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub place: String,
    pub what: String,
}

type Rule = fn(&[TextFile]) -> Vec<Broken>;

const RULES: &[(&str, Rule)] = &[
    ("lengths", lengths::check),
    ("paths named in docs", paths::check),
    ("glossary", glossary::check),
    ("words", words::check),
];

/// Checks all rules and lists what is broken.
pub fn run() -> Result<()> {
    let files = text_files()?;
    let arrows = [("crate arrows", arrows::check(&files)?)];
    let rest = RULES.iter().map(|(name, rule)| (*name, rule(&files)));
    let mut broken_count = 0;
    for (name, broken) in arrows.into_iter().chain(rest) {
        for Broken { place, what } in &broken {
            eprintln!("{place}: {what}");
        }
        eprintln!("tidy: {name}: {}", if broken.is_empty() { "kept" } else { "BROKEN" });
        broken_count += broken.len();
    }
    if broken_count > 0 {
        bail!("{broken_count} broken house rules");
    }
    Ok(())
}

fn text_files() -> Result<Vec<TextFile>> {
    let mut files = Vec::new();
    for path in project::files()? {
        if let Ok(text) = std::fs::read_to_string(project::root().join(&path)) {
            files.push(TextFile { path, text });
        }
    }
    Ok(files)
}

impl TextFile {
    /// The path with forward slashes.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The file name's ending, without the dot.
    pub fn ending(&self) -> &str {
        self.path.extension().and_then(|ending| ending.to_str()).unwrap_or("")
    }

    /// Whether the file is the project's own code (not a fixture, cheat, example or somebody's task).
    pub fn is_own_code(&self) -> bool {
        ["crates", "xtask", "python"].iter().any(|folder| self.path.starts_with(folder))
    }
}
