//! What `learn`, `place` and `plan` share: the bank, the records of the person at this machine, the desk, and the talk in the terminal.

pub mod desk;
pub mod grading;
pub mod records;
pub mod room;
pub mod shelf;
pub mod signals;
pub mod talk;
