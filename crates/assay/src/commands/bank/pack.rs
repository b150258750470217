//! `assay bank pack`: a task in one file. The same task gives the same bytes.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use bank::clauses::without_marks;
use bank::files::FileMap;
use bank::package::TaskPackage;
use tar::{Builder, EntryType, Header};

use super::show::variant;
use crate::cli::Place;
use crate::cli::bank::BankPack;
use crate::exit::{Exit, OrMisuse as _};
use crate::{output, shipped};

pub fn run(arguments: &BankPack, place: &Place) -> anyhow::Result<Exit> {
    let bank = shipped::bank(arguments.place.bank.as_deref())?;
    let task = super::task(&bank, &arguments.id)?;
    let files = match arguments.candidate {
        Some(seed) => of_the_candidate(&variant(&task.package, seed, place)?)?,
        None => task.package.files().clone(),
    };
    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.tar", task.id())));
    let archive = archive(task.id(), &files)?;
    fs::write(&path, archive).with_context(|| format!("cannot write `{}`", path.display())).or_misuse()?;
    output::data(&format!("{}\n", path.display()))?;
    Ok(Exit::Full)
}

/// The brief as it is read and the starting files; nothing of exam, hints or proof.
fn of_the_candidate(task: &TaskPackage) -> anyhow::Result<FileMap> {
    let mut files = task.start();
    if !files.contains("brief.md") {
        files.insert("brief.md", without_marks(task.brief()).into_bytes())?;
    }
    Ok(files)
}

fn archive(folder: &str, files: &FileMap) -> anyhow::Result<Vec<u8>> {
    let mut builder = Builder::new(Vec::new());
    for (path, bytes) in files.iter() {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        // One second after the epoch: some tools take zero for a mistake.
        header.set_mtime(1);
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, format!("{folder}/{path}"), bytes)?;
    }
    Ok(builder.into_inner()?)
}
