//! `assay bank new`: a small, whole task to be made into one's own.

use anyhow::{Context as _, anyhow};
use bank::files::FileMap;
use grader::staging::write_files;
use include_dir::{Dir, DirEntry, include_dir};

use crate::cli::bank::BankNew;
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/templates/write");

/// What stands in the template where the task's own words come.
const ID: &str = "new-task";
const TITLE: &str = "New task";
const KIND: &str = "kind = \"write\"";

pub fn run(arguments: &BankNew) -> anyhow::Result<Exit> {
    let id = arguments.id.as_str();
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if !id.split('-').all(plain) || id.len() > 60 {
        return Err(anyhow!(
            "`{id}` is no id\nhint: use lowercase letters, digits and single hyphens, such as `order-totals`"
        ))
        .or_misuse();
    }
    let folder = arguments.into.join(id);
    if folder.exists() {
        return Err(anyhow!(
            "`{}` exists already\nhint: choose another id, or another folder with `--into`",
            folder.display()
        ))
        .or_misuse();
    }
    let mut files = FileMap::new();
    lay(&TEMPLATE, id, &arguments.kind, &mut files)?;
    write_files(&folder, &files)
        .with_context(|| format!("cannot write `{}`", folder.display()))
        .or_misuse()?;
    output::data(&format!("{}\n", folder.display()))?;
    output::note(&format!(
        "next: make it your own (docs/authoring/GUIDE.md), then `assay bank lint {0}` and `assay bank prove {0}`",
        folder.display()
    ));
    Ok(Exit::Full)
}

fn lay(folder: &Dir<'_>, id: &str, kind: &str, files: &mut FileMap) -> anyhow::Result<()> {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => lay(inner, id, kind, files)?,
            DirEntry::File(file) => {
                let text = String::from_utf8_lossy(file.contents())
                    .replace(ID, id)
                    .replace(TITLE, &title(id))
                    .replace(KIND, &format!("kind = \"{kind}\""));
                files.insert(&file.path().to_string_lossy(), text.into_bytes())?;
            }
        }
    }
    Ok(())
}

/// `order-totals` becomes `Order totals`.
fn title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
