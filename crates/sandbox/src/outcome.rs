//! How a box ended and what it used. The list of outcomes is closed: whoever grades must answer for each one.

use serde::{Deserialize, Serialize};

/// Why a box is no longer running.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The program ended by itself.
    Exited {
        status: i32,
    },
    /// The program was ended by a signal that the sandbox did not send.
    Signalled {
        signal: i32,
    },
    CpuTimeExceeded,
    WallTimeExceeded,
    MemoryExceeded,
    OutputExceeded,
    /// The program made a system call that no honest program makes, and was killed by it.
    ForbiddenSystemCall,
    /// `Running::stop` was called.
    StoppedByHost,
    /// The box could not be built or watched: never the program's fault.
    BoxFailed {
        step: String,
        message: String,
    },
}

/// The end of one box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub outcome: Outcome,
    /// Of the whole process tree.
    pub cpu_time_ms: u64,
    pub wall_time_ms: u64,
    /// Of the whole process tree, memory file systems included where a control group counts it.
    pub peak_memory_bytes: u64,
    /// At most `Limits::output_bytes` together with `stderr`.
    #[serde(skip)]
    pub stdout: Vec<u8>,
    #[serde(skip)]
    pub stderr: Vec<u8>,
    pub limits_hit: LimitsHit,
}

/// Limits that a program runs into without being ended by them, where this can be known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitsHit {
    /// A new process or thread was refused.
    pub processes: bool,
    /// A file system in memory was full (bytes or inodes) when the box ended.
    pub disk: bool,
}

/// What a box has used so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub cpu_time_ms: u64,
    pub wall_time_ms: u64,
    pub memory_bytes: u64,
}
