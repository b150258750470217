//! What to run, in which box, with which limits. A plan is a plain value: nothing here touches the system.
//! It does not know what the programs are for.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::os::fd::{OwnedFd, RawFd};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::weakness::Weakness;

/// Several boxes that start together, and the volumes they share.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Plan {
    pub volumes: Vec<Volume>,
    pub boxes: Vec<BoxPlan>,
    /// Protections that this run may do without. Anything else that is missing refuses the start.
    pub accepted_weaknesses: BTreeSet<Weakness>,
}

/// A file system in memory that several boxes may mount under the same name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Volume {
    pub name: String,
    pub size_bytes: u64,
    pub inodes: u64,
}

/// One process tree: its program and all that it may see and use. Standard input is `/dev/null`;
/// standard output and standard error are captured and counted.
#[derive(Debug, Serialize, Deserialize)]
pub struct BoxPlan {
    /// Unique in its plan.
    pub name: String,
    /// Path inside the box.
    pub program: PathBuf,
    /// Without the program's own name, which is always `program`.
    pub arguments: Vec<OsString>,
    /// The whole environment; nothing is inherited.
    pub environment: BTreeMap<String, String>,
    /// Path inside the box.
    pub working_directory: PathBuf,
    /// Mounted in this order, so a parent comes before its child.
    /// `/proc`, `/dev/{null,zero,full,random,urandom}` and `/dev/{fd,stdin,stdout,stderr}` are always there, and
    /// `/dev/shm`, private and of 64 MiB, unless a mount of the plan takes its place.
    pub mounts: Vec<Mount>,
    /// Open files handed over; they and the three standard streams are all that is open.
    #[serde(skip)]
    pub descriptors: Vec<Descriptor>,
    pub network: Network,
    /// Programs are loaded at the same addresses each time, so that what depends on addresses (the order of a set of plain
    /// objects) is the same in each run. Costs the program its address randomisation.
    pub fixed_addresses: bool,
    pub limits: Limits,
}

/// An open file of the host and the number that it gets in the box.
#[derive(Debug)]
pub struct Descriptor {
    pub source: OwnedFd,
    /// At least 3.
    pub target: RawFd,
}

/// No box reaches anything outside itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    /// The loopback interface is there and down.
    None,
    /// The box's own loopback interface is up.
    Loopback,
}

/// Something put into the box's file tree. Every mount is `nosuid` and `nodev`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mount {
    pub source: MountSource,
    /// Absolute path inside the box; missing parent folders are made.
    pub target: PathBuf,
    /// Must be false for a `HostReadOnly` source.
    pub writable: bool,
    /// False: no symbolic link in this mount is ever followed.
    pub follow_symlinks: bool,
    /// False: no file in this mount can be executed or mapped as code.
    pub executable: bool,
}

/// Where a mount's content comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MountSource {
    /// A file or folder of the host, with the mounts below it.
    HostReadOnly(PathBuf),
    /// A private, empty file system in memory.
    Tmpfs { size_bytes: u64, inodes: u64 },
    /// A volume of the plan, by name.
    Volume(String),
}

/// Each limit holds for the whole process tree, except `open_files` and `file_size_bytes`, which the kernel counts
/// per process and per file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub cpu_time_ms: u64,
    pub wall_time_ms: u64,
    pub memory_bytes: u64,
    pub processes: u64,
    pub open_files: u64,
    pub file_size_bytes: u64,
    /// Standard output and standard error together.
    pub output_bytes: u64,
}
