//! Protections that a machine may be unable to give, by name. A run refuses to start without them unless it accepts the
//! name, which is then part of its isolation and so of every verdict.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A stated weakness. `Display` gives its kebab-case name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weakness {
    MemoryNotByCgroup,
    ProcessesNotByCgroup,
    CpuTimeNotByCgroup,
    NoLandlock,
}

impl Weakness {
    pub const ALL: [Self; 4] =
        [Self::MemoryNotByCgroup, Self::ProcessesNotByCgroup, Self::CpuTimeNotByCgroup, Self::NoLandlock];

    pub const fn name(self) -> &'static str {
        match self {
            Self::MemoryNotByCgroup => "memory-not-by-cgroup",
            Self::ProcessesNotByCgroup => "processes-not-by-cgroup",
            Self::CpuTimeNotByCgroup => "cpu-time-not-by-cgroup",
            Self::NoLandlock => "no-landlock",
        }
    }

    /// What it means for a verdict, as a sentence.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::MemoryNotByCgroup => {
                "memory is limited per process and watched by polling, so several processes together may exceed it \
                 for a moment, and what no process has mapped (anonymous files, System V segments, full pipes and \
                 sockets) is not counted"
            }
            Self::ProcessesNotByCgroup => {
                "processes are counted per user namespace instead of per control group"
            }
            Self::CpuTimeNotByCgroup => {
                "CPU time is summed from `/proc`, so processes that are born and die between two looks may escape it"
            }
            Self::NoLandlock => "the file system has one wall (mounts) instead of two",
        }
    }

    /// How to get the protection.
    pub const fn mend(self) -> &'static str {
        match self {
            Self::MemoryNotByCgroup | Self::ProcessesNotByCgroup | Self::CpuTimeNotByCgroup => {
                "control groups version 2: start under `systemd-run --user --scope -p Delegate=yes` (as root without \
                 `--user`), so that the group holds nothing else; version 1: run as root, since an ordinary user \
                 cannot be given a hierarchy; in a container, mount `/sys/fs/cgroup` writable; on \
                 WSL2, set `systemd=true` in `/etc/wsl.conf`"
            }
            Self::NoLandlock => "use Linux 5.13 or newer with `landlock` in the boot parameter `lsm=`",
        }
    }
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
