//! Finds the folders of this process's own control groups from `/proc/self/cgroup` and `/proc/self/mountinfo`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cgroup::{Place, Version};

/// The process's own group per controller (version 1) and in the unified tree (version 2).
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub memory: Option<Place>,
    pub pids: Option<Place>,
    pub cpu_accounting: Option<Place>,
    pub unified: Option<Place>,
}

pub fn find_places() -> Places {
    let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    parse(&groups, &mounts)
}

fn parse(groups: &str, mounts: &str) -> Places {
    let version_one = |controller: &str| {
        let own = own_group(groups, |controllers| controllers.split(',').any(|name| name == controller))?;
        let folder = mounted(mounts, own, |kind, options| {
            kind == "cgroup" && options.split(',').any(|name| name == controller)
        })?;
        Some(Place { version: Version::One, folder })
    };
    let unified = || {
        let own = own_group(groups, str::is_empty)?;
        Some(Place { version: Version::Two, folder: mounted(mounts, own, |kind, _| kind == "cgroup2")? })
    };
    Places {
        memory: version_one("memory"),
        pids: version_one("pids"),
        cpu_accounting: version_one("cpuacct"),
        unified: unified(),
    }
}

/// The path after the controllers in a line `number:controllers:path`.
fn own_group(groups: &str, wanted: impl Fn(&str) -> bool) -> Option<&str> {
    groups.lines().find_map(|line| {
        let (controllers, path) = line.split_once(':')?.1.split_once(':')?;
        wanted(controllers).then_some(path)
    })
}

/// The folder of a group below the mount of its hierarchy; `None` when it is not visible there.
fn mounted(mounts: &str, group: &str, wanted: impl Fn(&str, &str) -> bool) -> Option<PathBuf> {
    mounts.lines().find_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        let mut kind = kind.split(' ');
        let (kind, options) = (kind.next()?, kind.nth(1)?);
        let mut place = place.split(' ').skip(3);
        let (root, folder) = (place.next()?, place.next()?);
        let below = Path::new(group).strip_prefix(root).ok()?;
        let visible = !below.components().any(|part| part.as_os_str() == "..");
        (wanted(kind, options) && visible).then(|| Path::new(folder).join(below))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_one_controllers_are_found_in_their_hierarchies() {
        let groups = "8:pids:/\n4:memory:/work/a\n2:cpu,cpuacct:/\n0::/\n";
        let mounts = "\
            33 31 0:30 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct\n\
            35 31 0:32 /work /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n\
            39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n";
        let found = parse(groups, mounts);
        let place = |folder: &str| Some(Place { version: Version::One, folder: folder.into() });
        assert_eq!(found.memory, place("/sys/fs/cgroup/memory/a"));
        assert_eq!(found.pids, place("/sys/fs/cgroup/pids/"));
        assert_eq!(found.cpu_accounting, place("/sys/fs/cgroup/cpu/"));
        assert_eq!(found.unified, None);
    }

    #[test]
    fn the_unified_tree_is_found_and_a_group_outside_of_it_is_not() {
        let mounts = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
        let found = parse("0::/user.slice/run-1.scope\n", mounts);
        let folder = "/sys/fs/cgroup/user.slice/run-1.scope".into();
        assert_eq!(found.unified, Some(Place { version: Version::Two, folder }));
        assert_eq!(parse("0::/../elsewhere\n", mounts).unified, None);
    }
}
