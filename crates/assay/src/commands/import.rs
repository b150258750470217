//! `assay import`: other people's exercises become task packages, a folder for each.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use bank::files::FileMap;
use bank::importers::{Imported, exercism, functions, pytest};
use grader::staging::{read, write_files};

use crate::cli::Import;
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

pub fn run(import: &Import) -> anyhow::Result<Exit> {
    let (from, into, imported) = match import {
        Import::Exercism(folder) => (&folder.from, &folder.into, exercism::import(&read_all(&folder.from)?)),
        Import::Pytest(folder) => {
            let name = folder_name(&folder.from)?;
            (&folder.from, &folder.into, pytest::import(&name, &read_all(&folder.from)?))
        }
        Import::Functions(file) => {
            let lines =
                fs::read(&file.from).with_context(|| format!("cannot read `{}`", file.from.display()));
            (&file.from, &file.into, functions::import(&lines.or_misuse()?))
        }
    };
    write(from, into, imported)
}

/// Writes the packages. What could not be imported is told and makes the exit code 1; the rest is written.
fn write(from: &Path, into: &Path, (packages, findings): Imported) -> anyhow::Result<Exit> {
    let mut well = true;
    for finding in &findings {
        well &= !finding.is_error();
        output::note(&format!("{}/{finding}", from.display()));
    }
    let mut written = String::new();
    for (slug, files) in &packages {
        let folder = into.join(slug);
        if folder.exists() {
            well = false;
            output::note(&format!(
                "{}: exists already\nhint: remove it, or choose another folder with `--into`",
                folder.display()
            ));
            continue;
        }
        write_files(&folder, files)
            .with_context(|| format!("cannot write `{}`", folder.display()))
            .or_misuse()?;
        written.push_str(&format!("{}\n", folder.display()));
    }
    output::data(&written)?;
    output::note(&format!("{} of {} packages written", written.lines().count(), packages.len()));
    Ok(Exit::all_well(well && !packages.is_empty()))
}

fn read_all(folder: &Path) -> anyhow::Result<FileMap> {
    let (files, left_out) = read::read_folder(folder, read::OF_A_TASK).or_misuse()?;
    for finding in left_out {
        output::note(&format!("{}/{finding}", folder.display()));
    }
    Ok(files)
}

fn folder_name(folder: &Path) -> anyhow::Result<String> {
    let path =
        folder.canonicalize().with_context(|| format!("cannot read `{}`", folder.display())).or_misuse()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.ok_or_else(|| anyhow!("`{}` has no name to call the package by", folder.display())).or_misuse()
}
