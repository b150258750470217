//! What people see: progress on standard error, pages on standard output.

pub mod cheats;
pub mod news;
pub mod paint;
pub mod verdict;
pub mod wrap;
