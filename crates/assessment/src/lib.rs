//! A sitting as a value. Today it holds the one noun that every later part shares: the [`Verdict`].
//!
//! It never reads a clock, a file, a database or a socket: time, ids and randomness are arguments.

mod verdict;

pub use verdict::junit::{JunitError, to_junit};
pub use verdict::{
    Check, CheckOutcome, Fault, FaultOf, Group, Isolation, Location, Outcome, Points, Purpose, TimingsMs,
    Usage, Verdict, VerdictReadError, WeaknessAccepted, schema,
};
