//! The control of the cheat corpus: naive graders that the cheats do fool, so that the table of `assay cheats` means
//! something. The logic is `cheats/control.py`, which needs no more than Python; this finds it an interpreter.

use std::process::Command;

use anyhow::Result;

use crate::{compat, project};

/// Runs the corpus under the naive graders with the interpreter of the `data` environment; fails when a header claims
/// something else than what is observed, or when fewer cheats work than are promised.
pub fn run(arguments: &[String]) -> Result<()> {
    let assay = project::assay_binary(false)?;
    let mut build = Command::new(&assay);
    project::run(build.args(["env", "build", "data"]).env("ASSAY_DATA", project::data_folder()))?;
    let mut control = Command::new(compat::environment_python(&assay, "data")?);
    project::run(control.args(["-B", "cheats/control.py"]).args(arguments))
}
