//! Runs one process tree in one box, several boxes together, on Linux. It knows nothing of Python, tasks or scores, and is
//! the only crate with `unsafe` code.
//!
//! The way of a run: `launcher` (host) checks the plan and executes the helper; `helper_process` opens what the boxes need and forks
//! them; `seal` builds each box from the inside; `supervisor` watches, and `launcher` hears the reports.
//!
//! The way of a warm run: `nursery` (host) asks for rooms; `nursery_helper` has boxes made by `maker`, the first process of
//! each, and rooms forked into them from an image, which seal themselves by `seal_script` (`native/entry.rs`).

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
mod maker;
mod mounts;
mod namespaces;
mod nursery;
mod nursery_helper;
mod nursery_wire;
mod outcome;
mod packets;
mod plan;
mod plan_check;
mod probe;
mod process_walk;
mod protection;
mod running_box;
mod seal;
mod seal_script;
mod seccomp;
mod start_error;
mod step;
mod supervisor;
mod syscall;
mod syscall_policy;
mod warm_plan;
mod weakness;
mod wire;

pub use helper_process::helper_main;
pub use launcher::{Launcher, Running};
pub use nursery::{Nursery, Prepared};
pub use outcome::{LimitsHit, Outcome, Report, Usage};
pub use plan::{BoxPlan, Descriptor, Limits, Mount, MountSource, Network, Plan, Volume};
pub use protection::{Isolation, Protection, ProtectionState};
pub use start_error::{Refusal, StartError};
pub use warm_plan::{Image, ImagePlan, NurseryPlan, RoomId, RoomPlan, RoomSet};
pub use weakness::Weakness;

/// The library that an image loads to fork its rooms: `native/entry.rs`.
pub const ENTRY_LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entry.so"));
