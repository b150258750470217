//! What travels inside the binary: the skill map and the bank. Each may be replaced by a folder that is named.

use std::path::Path;

use anyhow::anyhow;
use bank::collection::Bank;
use bank::files::FileMap;
use bank::finding::Finding;
use grader::staging::read;
use include_dir::{Dir, DirEntry, include_dir};
use skills::map::SkillMap;

use crate::exit::OrMisuse as _;

static BANK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../bank");
const COMPETENCIES: &str = include_str!("../../../skills/competencies.toml");
const ROLES: &str = include_str!("../../../skills/roles.toml");

/// The skill map of this program.
pub fn skill_map() -> anyhow::Result<SkillMap> {
    SkillMap::parse(COMPETENCIES, ROLES).map_err(|mistakes| {
        let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        anyhow!("the skill map in this program is not sound:\n{}", all.join("\n"))
    })
}

/// The files of the bank that was named, else of the one in this program; with what was left out of them.
pub fn bank_files(named: Option<&Path>) -> anyhow::Result<(FileMap, Vec<Finding>)> {
    if let Some(folder) = named {
        return read::read_folder(folder, read::OF_A_TASK).or_misuse();
    }
    let mut entries = Vec::new();
    collect(&BANK, &mut entries);
    Ok(FileMap::from_entries(entries))
}

/// The bank that was named, else the one in this program. What is no task is told and left out.
pub fn bank(named: Option<&Path>) -> anyhow::Result<Bank> {
    let (files, left_out) = bank_files(named)?;
    let (bank, findings) = Bank::parse(&files);
    for finding in left_out.iter().chain(&findings).filter(|finding| finding.is_error()) {
        crate::output::note(&finding.to_string());
    }
    Ok(bank)
}

fn collect(folder: &'static Dir<'static>, entries: &mut Vec<(String, Vec<u8>)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) if !inner.path().ends_with("__pycache__") => collect(inner, entries),
            DirEntry::Dir(_) => {}
            DirEntry::File(file) => {
                entries.push((file.path().to_string_lossy().into_owned(), file.contents().to_vec()));
            }
        }
    }
}
