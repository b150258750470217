//! Submission in, verdict out.
//!
//! It stages files, builds Python environments, starts the two rooms in boxes, reads the exam room's events and turns
//! them into a verdict. It knows neither people nor a database, and it prints nothing.

pub mod data_folder;
pub mod digest;
pub mod embedded;
pub mod environments;
pub mod grade;
pub mod interpreter;
mod kinds;
pub mod leftovers;
pub mod limits;
pub mod progress;
pub mod rooms;
pub mod staging;
pub mod vary;
pub mod verdict;
