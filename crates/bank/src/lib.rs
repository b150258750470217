//! Task packages: their format, their diagnostics, and the importers that make them from other people's exercises.
//!
//! Everything here works on [`files::FileMap`], a map from checked relative paths to bytes. The crate never
//! touches the file system, knows nobody who takes a task, and runs no Python.

pub mod clauses;
pub mod collection;
pub mod equivalent;
pub mod files;
pub mod finding;
mod git_objects;
pub mod groups;
mod hints;
pub mod history;
pub mod importers;
pub mod lint;
pub mod manifest;
pub mod markdown;
pub mod modules;
pub mod overlay;
pub mod package;
pub mod pattern;
mod python_source;
pub mod review;
mod table;
pub mod variant;
pub mod wrong;
