//! The competency model: the skill map with its prerequisites, the role profiles, and what follows from them.
//!
//! Its texts are handed in; it touches no file and knows no task.

mod checklist;
pub mod level;
pub mod map;
mod map_checks;
pub mod mistake;
mod profile_checks;
pub mod reach;
pub mod roles;
mod rows;
pub mod spelling;
