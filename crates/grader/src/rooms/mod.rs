//! The two rooms: how their boxes are furnished, what the exam room tells, and one run of both.

pub mod events;
pub mod mounts;
pub mod plan;
pub mod run;
pub mod variant_plan;
pub mod warm;
