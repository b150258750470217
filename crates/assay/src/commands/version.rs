//! `assay version`.

use crate::exit::Exit;
use crate::output;

pub fn run() -> anyhow::Result<Exit> {
    output::data(concat!("assay ", env!("CARGO_PKG_VERSION"), "\n"))?;
    Ok(Exit::Full)
}
