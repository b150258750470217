//! What is kept: people, their sittings as append-only event logs, submissions as content-addressed blobs, verdicts.
//!
//! SQL stands only here. Today the database is SQLite; statements keep to what PostgreSQL understands too (`$1`, no SQLite functions), and what
//! differs stands in `migrations/`. It decides nothing: what a log means, `assessment` knows.

mod migrations;
mod open;
mod people;
mod sittings;
mod submissions;

pub use open::{Store, StoreError};
pub use people::Person;
pub use sittings::{HandedIn, SittingRow};
pub use submissions::StoredVerdict;
