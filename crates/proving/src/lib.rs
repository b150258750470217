//! Proves that a task is right, before anybody's work is measured with it.
//!
//! It holds a package's exam against its own solutions, against plausible mistakes, against small changes of a right
//! solution and against the cheat corpus. It knows neither people nor a database, and it prints nothing.

mod examiner;
pub mod mutation;
pub mod proof;
pub mod prover;
mod python_text;
pub mod refusal;
mod steps;
