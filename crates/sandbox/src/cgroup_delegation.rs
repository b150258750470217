//! Version 2 control groups give limits only to children of a group that holds no process itself. When the group that this
//! process was started in holds nothing but the host and its helpers (`Delegate=yes` of systemd makes such a group), they
//! move aside into a child of it, and the group hands its controllers on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Controllers that are handed on where they are there.
const CONTROLLERS: [&str; 3] = ["memory", "pids", "cpu"];
/// What the group to which a host moves aside is called, before its process number.
const ASIDE: &str = "assay-host-";

/// Who is asking: the helper and the host that executed it.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    pub host: u32,
    pub helper: u32,
}

impl Family {
    pub fn here() -> Self {
        let host = rustix::process::getppid().map_or(0, |pid| pid.as_raw_nonzero().get().unsigned_abs());
        Self { host, helper: std::process::id() }
    }

    /// Whether a process is the host, this helper or another helper of the same host.
    fn includes(self, process: u32) -> bool {
        process == self.host || process == self.helper || parent(process) == Some(self.host)
    }
}

/// The folder below which groups with controllers can be made: `own`, or its parent where the host has already moved
/// aside into `own`. Nothing changes unless everything in the group is ours.
pub fn prepare(own: PathBuf, family: Family) -> PathBuf {
    let moved_aside = own.file_name().is_some_and(|name| name.to_string_lossy().starts_with(ASIDE));
    let base = if moved_aside { own.parent().map_or(own.clone(), Path::to_owned) } else { own };
    if !missing(&base).is_empty() && is_ours(&base, family) {
        // A failure leaves the group without limits, which is reported as a weakness.
        let _ = hand_on(&base, family);
    }
    base
}

/// Controllers that the group has and does not hand on.
fn missing(group: &Path) -> Vec<&'static str> {
    let words = |file: &str| fs::read_to_string(group.join(file)).unwrap_or_default();
    let (available, handed_on) = (words("cgroup.controllers"), words("cgroup.subtree_control"));
    let has = |list: &str, name: &str| list.split_whitespace().any(|word| word == name);
    CONTROLLERS.into_iter().filter(|name| has(&available, name) && !has(&handed_on, name)).collect()
}

fn is_ours(group: &Path, family: Family) -> bool {
    processes(group).is_some_and(|mut processes| processes.all(|process| family.includes(process)))
}

fn processes(group: &Path) -> Option<impl Iterator<Item = u32>> {
    let text = fs::read_to_string(group.join("cgroup.procs")).ok()?;
    // A process outside of this process namespace is listed as 0 and belongs to nobody here.
    let listed: Vec<u32> = text.split_whitespace().map(|pid| pid.parse().unwrap_or(0)).collect();
    Some(listed.into_iter())
}

fn hand_on(base: &Path, family: Family) -> io::Result<()> {
    let aside = base.join(format!("{ASIDE}{}", family.host));
    match fs::create_dir(&aside) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    for process in processes(base).into_iter().flatten() {
        fs::write(aside.join("cgroup.procs"), process.to_string())?;
    }
    let wanted: Vec<String> = missing(base).into_iter().map(|name| format!("+{name}")).collect();
    fs::write(base.join("cgroup.subtree_control"), wanted.join(" "))
}

/// Field 4 of `stat`, counted behind the name's last bracket.
fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that looks like a group; the numbers are not those of processes.
    fn group(controllers: &str, handed_on: &str, processes: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("cgroup.controllers"), controllers).unwrap();
        fs::write(folder.path().join("cgroup.subtree_control"), handed_on).unwrap();
        fs::write(folder.path().join("cgroup.procs"), processes).unwrap();
        folder
    }

    fn handed_on(group: &Path) -> String {
        fs::read_to_string(group.join("cgroup.subtree_control")).unwrap()
    }

    const FAMILY: Family = Family { host: 4_000_001, helper: 4_000_002 };

    #[test]
    fn a_group_of_our_own_is_emptied_and_hands_its_controllers_on() {
        let own = group("cpuset cpu memory pids\n", "", "4000001\n4000002\n");
        // A plain folder does not make the files of a group by itself.
        let aside = own.path().join("assay-host-4000001");
        fs::create_dir(&aside).unwrap();
        assert_eq!(prepare(own.path().to_owned(), FAMILY), own.path());
        assert_eq!(handed_on(own.path()), "+memory +pids +cpu");
        assert_eq!(fs::read_to_string(aside.join("cgroup.procs")).unwrap(), "4000002");
    }

    #[test]
    fn a_group_with_strangers_in_it_is_left_alone() {
        for strangers in ["4000001\n4000002\n4000003\n", "4000001\n0\n", "1\n"] {
            let own = group("memory pids\n", "", strangers);
            prepare(own.path().to_owned(), FAMILY);
            assert_eq!(handed_on(own.path()), "");
            assert!(!own.path().join("assay-host-4000001").exists());
        }
    }

    #[test]
    fn a_later_helper_finds_the_group_that_the_host_has_left() {
        let base = group("memory pids\n", "memory pids\n", "");
        let aside = base.path().join("assay-host-4000001");
        fs::create_dir(&aside).unwrap();
        assert_eq!(prepare(aside, FAMILY), base.path());
        assert_eq!(handed_on(base.path()), "memory pids\n");
    }

    #[test]
    fn a_tree_without_controllers_stays_as_it_is() {
        let own = group("", "", "4000001\n");
        prepare(own.path().to_owned(), FAMILY);
        assert_eq!(handed_on(own.path()), "");
    }
}
