//! Making task packages of other people's exercises.
//!
//! `exercism::import(track: &FileMap)`, `functions::import(json_lines: &[u8])` and
//! `pytest::import(name: &str, repository: &FileMap)` give [`Imported`]: complete packages, each under a slug that
//! is safe as a folder name, with a `task.toml` that [`crate::package::TaskPackage::parse`] accepts. What cannot be
//! imported is a finding and stops nothing else.

mod draft;
mod environment;
pub mod exercism;
pub mod functions;
pub mod pytest;

use crate::files::FileMap;
use crate::finding::Finding;

/// Packages by slug, and what was found on the way.
pub type Imported = (Vec<(String, FileMap)>, Vec<Finding>);
