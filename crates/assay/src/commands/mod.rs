//! One file for each command.

pub mod bank;
pub mod batch;
pub mod case_line;
pub mod cheats;
pub mod corpus;
pub mod doctor;
pub mod env;
pub mod grade;
pub mod import;
pub mod learn;
pub mod measure;
pub mod place;
pub mod plan;
pub mod skills;
pub mod trickless;
pub mod version;
