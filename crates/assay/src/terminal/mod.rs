//! What people see: progress on standard error, pages on standard output.

pub mod brief;
pub mod cheats;
pub mod map;
pub mod news;
pub mod paint;
pub mod plan;
pub mod profile;
pub mod proof;
pub mod task;
pub mod verdict;
pub mod wrap;
