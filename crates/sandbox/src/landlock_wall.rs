//! The second wall around the file system: if a mount flag or the root failed, Landlock still says no. It also keeps
//! signals and abstract sockets inside, where the kernel can.

use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, make_bitflags,
};

use crate::plan::{Mount, MountSource};
use crate::step::{Step, StepFailure, failed};

/// The newest set of rights that this file knows; an older kernel enforces those that it knows.
const KNOWN: ABI = ABI::V6;

/// What every box has beside its mounts.
const FIXED: [(&str, BitFlags<AccessFs>); 3] = [
    ("/", make_bitflags!(AccessFs::{ReadDir})),
    ("/proc", make_bitflags!(AccessFs::{ReadFile | ReadDir | WriteFile})),
    ("/dev", make_bitflags!(AccessFs::{ReadFile | WriteFile | IoctlDev})),
];

/// Whether this kernel has Landlock at all.
pub fn is_available() -> bool {
    let wanted = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1));
    wanted.and_then(Ruleset::create).is_ok()
}

/// Allows the mounts of the plan, each for what it is for, and nothing else. Runs inside the finished root.
pub fn raise(mounts: &[Mount]) -> Result<(), StepFailure> {
    let refused = || std::io::Error::from_raw_os_error(libc::EPERM);
    let status = enforce(mounts).map_err(|_| refused()).and_then(|status| match status {
        RulesetStatus::NotEnforced => Err(refused()),
        RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced => Ok(()),
    });
    status.map_err(failed(Step::Landlock, "rules of the box's mounts"))
}

fn enforce(mounts: &[Mount]) -> Result<RulesetStatus, RulesetError> {
    let handled = Ruleset::default()
        .handle_access(AccessFs::from_all(KNOWN))?
        .scope(Scope::Signal | Scope::AbstractUnixSocket)?;
    let mut rules = handled.create()?;
    for (place, rights) in FIXED {
        rules = allow(rules, Path::new(place), rights)?;
    }
    for mount in mounts {
        rules = allow(rules, &mount.target, rights(mount))?;
    }
    Ok(rules.restrict_self()?.ruleset)
}

fn allow(
    rules: RulesetCreated,
    path: &Path,
    rights: BitFlags<AccessFs>,
) -> Result<RulesetCreated, RulesetError> {
    match PathFd::new(path) {
        Ok(opened) => rules.add_rule(PathBeneath::new(opened, rights)),
        // A mount that another one hides cannot be opened; then there is nothing to allow.
        Err(_) => Ok(rules),
    }
}

fn rights(mount: &Mount) -> BitFlags<AccessFs> {
    let mut rights = make_bitflags!(AccessFs::{ReadFile | ReadDir});
    if mount.executable {
        rights |= AccessFs::Execute;
    }
    if mount.writable && !matches!(mount.source, MountSource::HostReadOnly(_)) {
        let never = AccessFs::MakeChar | AccessFs::MakeBlock | AccessFs::IoctlDev;
        rights |= AccessFs::from_write(KNOWN) & !never;
    }
    rights
}

/// The same wall as numbers, for `seal_script`.
pub struct Wall {
    version: i32,
}

impl Wall {
    /// `None` where the kernel has no Landlock.
    pub fn of_this_kernel() -> Option<Self> {
        let version = crate::syscall::landlock_version();
        (version > 0).then_some(Self { version })
    }

    fn known(&self) -> BitFlags<AccessFs> {
        AccessFs::from_all(match self.version {
            ..=1 => ABI::V1,
            2 => ABI::V2,
            3 => ABI::V3,
            4 => ABI::V4,
            5 => ABI::V5,
            _ => KNOWN,
        })
    }

    /// What the kernel is told to refuse: rights on files, on ports (none), and reaching out of the box. Older kernels
    /// take a shorter list.
    pub fn handled(&self) -> Vec<u8> {
        let scopes = (Scope::Signal | Scope::AbstractUnixSocket).bits();
        let length = match self.version {
            ..=3 => 1,
            4 | 5 => 2,
            _ => 3,
        };
        let lists = [self.known().bits(), 0, scopes];
        lists.iter().take(length).flat_map(|list| list.to_ne_bytes()).collect()
    }

    /// Paths and the rights below them.
    pub fn rules(&self, mounts: &[&Mount]) -> Vec<(PathBuf, u64)> {
        let fixed = FIXED.map(|(place, rights)| (PathBuf::from(place), rights));
        let of_mounts = mounts.iter().map(|mount| (mount.target.clone(), rights(mount)));
        let all = fixed.into_iter().chain(of_mounts);
        all.map(|(place, rights)| (place, (rights & self.known()).bits()))
            .filter(|(_, rights)| *rights != 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Landlock binds the thread that calls it: the rest of the test process stays free.
    #[test]
    fn what_no_mount_names_is_out_of_reach_even_without_mounts() {
        if !is_available() {
            eprintln!("not checked: this kernel has no Landlock");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let (named, other) = (folder.path().join("named"), folder.path().join("other"));
        for place in [&named, &other] {
            fs::create_dir(place).unwrap();
            fs::write(place.join("file"), "content").unwrap();
        }
        let source = MountSource::HostReadOnly(named.clone());
        let target = named.clone();
        let mount = Mount { source, target, writable: false, follow_symlinks: true, executable: false };
        let behind_the_wall = std::thread::spawn(move || {
            rustix::thread::set_no_new_privs(true).unwrap();
            raise(&[mount]).unwrap();
            let reads = |place: &Path| fs::read(place.join("file")).is_ok();
            (reads(&named), reads(&other), fs::write(named.join("file"), "changed").is_ok())
        });
        assert_eq!(behind_the_wall.join().unwrap(), (true, false, false));
        assert_eq!(fs::read_to_string(folder.path().join("other/file")).unwrap(), "content");
    }
}
