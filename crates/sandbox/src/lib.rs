//! Runs one process tree in one box, several boxes together, on Linux. It knows nothing of Python, tasks or scores, and is
//! the only crate with `unsafe` code.

mod helper;
mod launcher;
mod outcome;
mod plan;
mod protection;
mod start_error;
mod weakness;

pub use helper::helper_main;
pub use launcher::{Launcher, Running};
pub use outcome::{LimitsHit, Outcome, Report, Usage};
pub use plan::{BoxPlan, Descriptor, Limits, Mount, MountSource, Network, Plan, Volume};
pub use protection::{Isolation, Protection, ProtectionState};
pub use start_error::{Refusal, StartError};
pub use weakness::Weakness;
