//! A sitting as a value: blueprint and events in, next task, estimate, decision, report and plan out; and the [`Verdict`], the noun that every
//! part shares.
//!
//! It never reads a clock, a file, a database or a socket: time, ids and randomness are arguments.

pub mod field;
mod from_skills;
pub mod measure;
pub mod plan;
pub mod report;
pub mod response;
pub mod review;
pub mod role;
pub mod sitting;
pub mod task;
mod verdict;

pub use verdict::junit::{JunitError, to_junit};
pub use verdict::{
    Check, CheckOutcome, Fault, FaultOf, Group, Isolation, Location, Outcome, Points, Purpose, TimingsMs,
    Usage, Verdict, VerdictReadError, WeaknessAccepted, schema,
};
