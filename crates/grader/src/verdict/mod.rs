//! From what the rooms told to a verdict. Pure: events and reports in, verdict out, no clock and no file.

pub mod checks;
mod groups;
pub mod hidden;
pub mod judge;
pub mod messages;
pub mod place;
pub mod text;
