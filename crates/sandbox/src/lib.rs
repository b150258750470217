//! Runs one process tree in one box, several boxes together, on Linux. It knows nothing of Python, tasks or scores, and is
//! the only crate with `unsafe` code.
//!
//! The way of a run: `launcher` (host) checks the plan and executes the helper; `helper_process` opens what the boxes need and forks
//! them; `seal` builds each box from the inside; `supervisor` watches, and `launcher` hears the reports.

mod capabilities;
mod capture;
mod cgroup;
mod cgroup_delegation;
mod cgroup_places;
mod clocks;
mod helper_process;
mod landlock_wall;
mod launcher;
mod limits;
mod mounts;
mod namespaces;
mod outcome;
mod plan;
mod plan_check;
mod probe;
mod process_walk;
mod protection;
mod running_box;
mod seal;
mod seccomp;
mod start_error;
mod step;
mod supervisor;
mod syscall;
mod syscall_policy;
mod weakness;
mod wire;

pub use helper_process::helper_main;
pub use launcher::{Launcher, Running};
pub use outcome::{LimitsHit, Outcome, Report, Usage};
pub use plan::{BoxPlan, Descriptor, Limits, Mount, MountSource, Network, Plan, Volume};
pub use protection::{Isolation, Protection, ProtectionState};
pub use start_error::{Refusal, StartError};
pub use weakness::Weakness;
