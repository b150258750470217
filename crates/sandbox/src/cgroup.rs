//! Control groups: the limits and counts of a whole process tree, on version 1 hierarchies and on version 2, chosen per
//! controller. Only groups named `assay-*` below the process's own group are ever made, used or removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::process::Pid;

use crate::cgroup_delegation::{Family, prepare};
use crate::cgroup_places::{Places, find_places};
use crate::plan::Limits;
use crate::step::{Step, StepFailure, failed};
use crate::weakness::Weakness;

/// The interface of one hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    One,
    Two,
}

/// A folder of a control group file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub version: Version,
    pub folder: PathBuf,
}

/// Where child groups can be made for each controller; `None` where they cannot.
#[derive(Debug, Clone, Default)]
pub struct Controllers {
    memory: Option<Place>,
    processes: Option<Place>,
    cpu_time: Option<Place>,
}

/// The control groups of one box.
#[derive(Debug, Clone, Default)]
pub struct Control {
    memory: Option<Place>,
    processes: Option<Place>,
    cpu_time: Option<Place>,
}

impl Controllers {
    /// Looks at this process's own groups, and removes what dead helpers left behind there.
    pub fn find() -> Self {
        let Places { memory, pids, cpu_accounting, unified } = find_places();
        let unified = unified.map(|place| Place { folder: prepare(place.folder, Family::here()), ..place });
        let version_two = |controller: &str| unified.clone().filter(|place| offers(place, controller));
        let cpu_by_two = unified.clone().filter(|place| is_writable(&place.folder));
        let usable = |place: &Place| is_writable(&place.folder);
        let found = Self {
            memory: version_two("memory").or(memory.filter(usable)),
            processes: version_two("pids").or(pids.filter(usable)),
            cpu_time: cpu_by_two.or(cpu_accounting.filter(usable)),
        };
        for folder in found.folders() {
            sweep(&folder);
        }
        found
    }

    pub fn weaknesses(&self) -> BTreeSet<Weakness> {
        let missing = [
            (self.memory.is_none(), Weakness::MemoryNotByCgroup),
            (self.processes.is_none(), Weakness::ProcessesNotByCgroup),
            (self.cpu_time.is_none(), Weakness::CpuTimeNotByCgroup),
        ];
        missing.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, weakness)| weakness).collect()
    }

    fn folders(&self) -> BTreeSet<PathBuf> {
        let places = [&self.memory, &self.processes, &self.cpu_time];
        places.into_iter().flatten().map(|place| place.folder.clone()).collect()
    }

    /// Makes the groups of a box and sets their limits.
    pub fn make(&self, index: usize, limits: &Limits) -> Result<Control, StepFailure> {
        let name = format!("assay-{}-{index}", std::process::id());
        let child = |place: &Option<Place>| {
            place.clone().map(|place| Place { folder: place.folder.join(&name), ..place })
        };
        let control = Control {
            memory: child(&self.memory),
            processes: child(&self.processes),
            cpu_time: child(&self.cpu_time),
        };
        for folder in control.folders() {
            fs::create_dir(&folder).map_err(failed(Step::ControlGroup, folder.display()))?;
        }
        control.limit(limits).inspect_err(|_| control.remove())?;
        Ok(control)
    }
}

impl Control {
    pub const fn counts_memory(&self) -> bool {
        self.memory.is_some()
    }

    pub const fn counts_cpu_time(&self) -> bool {
        self.cpu_time.is_some()
    }

    pub const fn counts_processes(&self) -> bool {
        self.processes.is_some()
    }

    fn folders(&self) -> BTreeSet<PathBuf> {
        let places = [&self.memory, &self.processes, &self.cpu_time];
        places.into_iter().flatten().map(|place| place.folder.clone()).collect()
    }

    fn limit(&self, limits: &Limits) -> Result<(), StepFailure> {
        let memory = limits.memory_bytes.to_string();
        match &self.memory {
            Some(Place { version: Version::One, folder }) => {
                set(folder, "memory.limit_in_bytes", &memory)?;
                set_if_there(folder, "memory.memsw.limit_in_bytes", &memory)?;
            }
            Some(Place { version: Version::Two, folder }) => {
                set(folder, "memory.max", &memory)?;
                set_if_there(folder, "memory.swap.max", "0")?;
                set_if_there(folder, "memory.oom.group", "1")?;
            }
            None => {}
        }
        if let Some(place) = &self.processes {
            // The box's init is one more.
            set(&place.folder, "pids.max", &(limits.processes + 1).to_string())?;
        }
        Ok(())
    }

    /// Puts a process, and so all that it will start, under these limits.
    pub fn admit(&self, pid: Pid) -> Result<(), StepFailure> {
        for folder in self.folders() {
            set(&folder, "cgroup.procs", &pid.as_raw_nonzero().to_string())?;
        }
        Ok(())
    }

    /// CPU time of all processes that ever were in the group.
    pub fn cpu_time_ms(&self) -> Option<u64> {
        let place = self.cpu_time.as_ref()?;
        match place.version {
            Version::One => Some(number(&place.folder, "cpuacct.usage")? / 1_000_000),
            Version::Two => Some(field(&place.folder, "cpu.stat", "usage_usec")? / 1000),
        }
    }

    pub fn memory_bytes(&self) -> Option<u64> {
        let place = self.memory.as_ref()?;
        match place.version {
            Version::One => number(&place.folder, "memory.usage_in_bytes"),
            Version::Two => number(&place.folder, "memory.current"),
        }
    }

    pub fn peak_memory_bytes(&self) -> Option<u64> {
        let place = self.memory.as_ref()?;
        match place.version {
            Version::One => number(&place.folder, "memory.max_usage_in_bytes"),
            Version::Two => number(&place.folder, "memory.peak"),
        }
    }

    /// Whether the kernel has killed a process of the group for want of memory.
    pub fn ran_out_of_memory(&self) -> bool {
        let Some(place) = &self.memory else { return false };
        let file = match place.version {
            Version::One => "memory.oom_control",
            Version::Two => "memory.events",
        };
        field(&place.folder, file, "oom_kill").is_some_and(|count| count > 0)
    }

    /// Whether a new process was refused.
    pub fn ran_out_of_processes(&self) -> bool {
        let place = self.processes.as_ref();
        place.and_then(|place| field(&place.folder, "pids.events", "max")).is_some_and(|count| count > 0)
    }

    /// Removes the groups, which must be empty. What cannot be removed is swept by a later helper.
    pub fn remove(&self) {
        for folder in self.folders() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn is_writable(folder: &Path) -> bool {
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
        && access(folder.join("cgroup.procs"), Access::WRITE_OK).is_ok()
}

/// Whether child groups of a version 2 group get the controller.
fn offers(place: &Place, controller: &str) -> bool {
    let controllers = fs::read_to_string(place.folder.join("cgroup.subtree_control")).unwrap_or_default();
    is_writable(&place.folder) && controllers.split_whitespace().any(|name| name == controller)
}

/// Removes empty groups of helpers that no longer live.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if let Some(owner) = owner(&entry.file_name().to_string_lossy())
            && !Path::new("/proc").join(owner.to_string()).exists()
        {
            let _ = fs::remove_dir(entry.path());
        }
    }
}

/// The process number of the helper or host in a group's name.
fn owner(group: &str) -> Option<u32> {
    let name = group.strip_prefix("assay-")?;
    name.strip_prefix("host-").unwrap_or(name).split('-').next()?.parse().ok()
}

fn set(folder: &Path, file: &str, value: &str) -> Result<(), StepFailure> {
    let path = folder.join(file);
    fs::write(&path, value).map_err(failed(Step::ControlGroup, path.display()))
}

fn set_if_there(folder: &Path, file: &str, value: &str) -> Result<(), StepFailure> {
    let path = folder.join(file);
    match fs::write(&path, value) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed(Step::ControlGroup, path.display())(error))
        }
        _ => Ok(()),
    }
}

fn number(folder: &Path, file: &str) -> Option<u64> {
    fs::read_to_string(folder.join(file)).ok()?.trim().parse().ok()
}

/// The number after `key` in a file of lines `key number`.
fn field(folder: &Path, file: &str, key: &str) -> Option<u64> {
    let text = fs::read_to_string(folder.join(file)).ok()?;
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' ')?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_names_its_owner_and_strangers_are_left_alone() {
        assert_eq!(owner("assay-417-0"), Some(417));
        assert_eq!(owner("assay-host-417"), Some(417));
        assert_eq!(owner("assay-host"), None);
        assert_eq!(owner("system.slice"), None);
    }

    #[test]
    fn a_count_is_read_by_its_whole_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("memory.events"), "oom 3\noom_kill 2\n").unwrap();
        assert_eq!(field(folder.path(), "memory.events", "oom"), Some(3));
        assert_eq!(field(folder.path(), "memory.events", "oom_kill"), Some(2));
        assert_eq!(field(folder.path(), "memory.events", "oom_group_kill"), None);
    }
}
