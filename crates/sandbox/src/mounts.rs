//! The private file tree of a box. The helper opens every source as a detached mount, while it still sees the host;
//! the box attaches them after the host's tree is gone, so that no path of the host is ever looked up inside a box.

use std::collections::BTreeMap;
use std::fs;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::symlink;
use std::path::Path;

use rustix::fs::{CWD, FileType, fstat};
use rustix::io::Errno;
use rustix::mount::{
    FsMountFlags, FsOpenFlags, MountAttrFlags, MoveMountFlags, OpenTreeFlags, UnmountFlags, fsconfig_create,
    fsconfig_set_string, fsmount, fsopen, move_mount, open_tree, unmount,
};
use rustix::process::{fchdir, pivot_root};

use crate::namespaces::OuterIdentity;
use crate::plan::{Mount, MountSource, Volume};
use crate::step::{Step, StepFailure, failed};
use crate::syscall::set_mount_attributes;

/// Device files that programs expect; each is bound from the host, which alone may make devices.
const DEVICES: [&str; 5] = ["null", "zero", "full", "random", "urandom"];
/// Conventional names of a process's own open files.
const DEVICE_LINKS: [(&str, &str); 4] = [
    ("/proc/self/fd", "/dev/fd"),
    ("/proc/self/fd/0", "/dev/stdin"),
    ("/proc/self/fd/1", "/dev/stdout"),
    ("/proc/self/fd/2", "/dev/stderr"),
];

/// Where POSIX semaphores and shared memory live, and so the locks of `multiprocessing`.
const SHARED_MEMORY: &str = "/dev/shm";
const SHARED_MEMORY_BYTES: u64 = 64 << 20;
const SHARED_MEMORY_INODES: u64 = 1024;

/// Gives a box the mount that programs expect everywhere, unless its plan has one in that place.
pub fn complete(mounts: &mut Vec<Mount>) {
    let target = Path::new(SHARED_MEMORY);
    if mounts.iter().all(|mount| mount.target != target) {
        let source = MountSource::Tmpfs { size_bytes: SHARED_MEMORY_BYTES, inodes: SHARED_MEMORY_INODES };
        let target = target.to_owned();
        mounts.insert(0, Mount { source, target, writable: true, follow_symlinks: false, executable: false });
    }
}

/// A source that is open and attached nowhere yet.
pub struct DetachedMount {
    mount: OwnedFd,
    target: String,
    /// Its fullness is looked at when the box has ended.
    pub in_memory: bool,
}

/// All that a box's file tree is made of.
pub struct Tree {
    root: OwnedFd,
    pub mounts: Vec<DetachedMount>,
}

/// A file system in memory, attached nowhere.
pub fn make_tmpfs(
    size_bytes: u64,
    inodes: u64,
    mode: &str,
    owner: OuterIdentity,
) -> Result<OwnedFd, StepFailure> {
    let make = || -> Result<OwnedFd, Errno> {
        let context = fsopen("tmpfs", FsOpenFlags::FSOPEN_CLOEXEC)?;
        let options = [
            ("size", size_bytes.to_string()),
            ("nr_inodes", inodes.to_string()),
            ("mode", mode.to_owned()),
            ("uid", owner.user.to_string()),
            ("gid", owner.group.to_string()),
        ];
        for (key, value) in &options {
            fsconfig_set_string(&context, *key, value.as_str())?;
        }
        fsconfig_create(&context)?;
        let attributes = MountAttrFlags::MOUNT_ATTR_NOSUID | MountAttrFlags::MOUNT_ATTR_NODEV;
        fsmount(&context, FsMountFlags::FSMOUNT_CLOEXEC, attributes)
    };
    make().map_err(failed(Step::FileSystem, format!("tmpfs of {size_bytes} bytes and {inodes} inodes")))
}

/// The plan's volumes, while boxes still take copies of them.
pub struct Volumes(BTreeMap<String, OwnedFd>);

impl Volumes {
    /// Attaches each volume over the helper's own root, in its private mount namespace, because kernels before 6.15 copy
    /// only attached mounts.
    pub fn make(volumes: &[Volume], owner: OuterIdentity) -> Result<Self, StepFailure> {
        let mut made = BTreeMap::new();
        for volume in volumes {
            let mount = make_tmpfs(volume.size_bytes, volume.inodes, "1777", owner)?;
            attach(&mount, Path::new("/")).map_err(failed(Step::FileSystem, &volume.name))?;
            made.insert(volume.name.clone(), mount);
        }
        Ok(Self(made))
    }

    /// Takes them away again: with something over its root a process may make no user namespace.
    pub fn detach(self) -> Result<(), StepFailure> {
        for (name, mount) in self.0 {
            let detach = || -> Result<(), Errno> {
                fchdir(&mount)?;
                unmount(".", UnmountFlags::DETACH)
            };
            detach().map_err(failed(Step::FileSystem, name))?;
        }
        rustix::process::chdir("/").map_err(failed(Step::FileSystem, "/"))
    }
}

/// An open folder of a volume, for whoever fills it.
pub fn copy_folder(volumes: &Volumes, name: &str) -> Result<OwnedFd, StepFailure> {
    let volume = volumes.0.get(name).ok_or(Errno::NOENT).map_err(failed(Step::MountSource, name))?;
    copy_tree(volume, "", OpenTreeFlags::AT_EMPTY_PATH).map_err(failed(Step::MountSource, name))
}

impl Tree {
    /// Opens every source of one box. The plan has been checked: a named volume exists.
    pub fn open(mounts: &[Mount], volumes: &Volumes, owner: OuterIdentity) -> Result<Self, StepFailure> {
        let root = make_tmpfs(1 << 20, 4096, "0755", OuterIdentity::PRIVILEGED)?;
        let mut opened = Vec::with_capacity(mounts.len() + DEVICES.len());
        for device in DEVICES {
            opened.push(open_device(device)?);
        }
        for mount in mounts {
            opened.push(open_source(mount, volumes, owner)?);
        }
        Ok(Self { root, mounts: opened })
    }

    /// Attaches the root, makes it the process's own and lets go of the host's tree.
    pub fn enter(&self) -> Result<(), StepFailure> {
        let enter = || -> Result<(), Errno> {
            attach(&self.root, Path::new("/"))?;
            fchdir(&self.root)?;
            pivot_root(".", ".")?;
            unmount(".", UnmountFlags::DETACH)?;
            rustix::process::chdir("/")
        };
        enter().map_err(failed(Step::Root, "/"))
    }

    /// Attaches `/proc`, the devices and the plan's mounts inside the new root.
    pub fn fill(&self, process_tree: &OwnedFd) -> Result<(), StepFailure> {
        place(process_tree, Path::new("/proc"))?;
        for mount in &self.mounts {
            place(&mount.mount, Path::new(&mount.target))?;
        }
        for (destination, link) in DEVICE_LINKS {
            symlink(destination, link).map_err(failed(Step::Mount, link))?;
        }
        Ok(())
    }

    /// No file can be made, hidden or planted beside the mounts.
    pub fn seal(&self) -> Result<(), StepFailure> {
        let attributes = libc::MOUNT_ATTR_RDONLY | libc::MOUNT_ATTR_NOEXEC;
        set_mount_attributes(&self.root, attributes, false).map_err(failed(Step::SealedRoot, "/"))
    }
}

impl AsFd for DetachedMount {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.mount.as_fd()
    }
}

impl DetachedMount {
    /// Whether the file system has no byte or no inode left.
    pub fn is_full(&self) -> bool {
        rustix::fs::fstatfs(&self.mount).is_ok_and(|state| state.f_bfree == 0 || state.f_ffree == 0)
    }
}

/// A `/proc` of the box's own process namespace with nothing but processes in it: no `/proc/sys`, `kcore`, `keys`,
/// `sysrq-trigger`. Made while the host's `/proc` is still visible, which the kernel demands of an ordinary user.
pub fn make_process_tree() -> Result<OwnedFd, StepFailure> {
    let make = || -> Result<OwnedFd, Errno> {
        let context = fsopen("proc", FsOpenFlags::FSOPEN_CLOEXEC)?;
        fsconfig_set_string(&context, "subset", "pid")?;
        fsconfig_create(&context)?;
        let attributes = MountAttrFlags::MOUNT_ATTR_NOSUID
            | MountAttrFlags::MOUNT_ATTR_NODEV
            | MountAttrFlags::MOUNT_ATTR_NOEXEC;
        fsmount(&context, FsMountFlags::FSMOUNT_CLOEXEC, attributes)
    };
    make().map_err(failed(Step::ProcessTree, "/proc"))
}

fn open_device(name: &str) -> Result<DetachedMount, StepFailure> {
    let path = format!("/dev/{name}");
    let open = || -> Result<OwnedFd, std::io::Error> {
        let mount = copy_tree(CWD, &path, OpenTreeFlags::empty())?;
        set_mount_attributes(&mount, libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NOEXEC, false)?;
        Ok(mount)
    };
    let mount = open().map_err(failed(Step::MountSource, &path))?;
    Ok(DetachedMount { mount, target: path, in_memory: false })
}

pub fn open_source(
    mount: &Mount,
    volumes: &Volumes,
    owner: OuterIdentity,
) -> Result<DetachedMount, StepFailure> {
    let target = mount.target.to_string_lossy().into_owned();
    let (opened, in_memory) = match &mount.source {
        MountSource::HostReadOnly(path) => {
            let opened = copy_tree(CWD, path, OpenTreeFlags::AT_RECURSIVE);
            (opened.map_err(failed(Step::MountSource, path.display()))?, false)
        }
        MountSource::Tmpfs { size_bytes, inodes } => (make_tmpfs(*size_bytes, *inodes, "0700", owner)?, true),
        MountSource::Volume(name) => {
            let volume = volumes.0.get(name).ok_or(Errno::NOENT).map_err(failed(Step::MountSource, name))?;
            let opened = copy_tree(volume, "", OpenTreeFlags::AT_EMPTY_PATH);
            (opened.map_err(failed(Step::MountSource, name))?, true)
        }
    };
    set_mount_attributes(&opened, attributes(mount), true).map_err(failed(Step::MountSource, &target))?;
    Ok(DetachedMount { mount: opened, target, in_memory })
}

/// What a mount may not be used for.
fn attributes(mount: &Mount) -> u64 {
    let mut attributes = libc::MOUNT_ATTR_NOSUID | libc::MOUNT_ATTR_NODEV;
    if !mount.writable || matches!(mount.source, MountSource::HostReadOnly(_)) {
        attributes |= libc::MOUNT_ATTR_RDONLY;
    }
    if !mount.executable {
        attributes |= libc::MOUNT_ATTR_NOEXEC;
    }
    if !mount.follow_symlinks {
        attributes |= libc::MOUNT_ATTR_NOSYMFOLLOW;
    }
    attributes
}

fn copy_tree(
    folder: impl AsFd,
    path: impl rustix::path::Arg,
    flags: OpenTreeFlags,
) -> Result<OwnedFd, Errno> {
    open_tree(folder, path, flags | OpenTreeFlags::OPEN_TREE_CLONE | OpenTreeFlags::OPEN_TREE_CLOEXEC)
}

fn attach(mount: &OwnedFd, target: &Path) -> Result<(), Errno> {
    move_mount(mount, "", CWD, target, MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH)
}

/// Makes the mount point if it is missing, then attaches.
pub fn place(mount: &OwnedFd, target: &Path) -> Result<(), StepFailure> {
    let place = || -> Result<(), std::io::Error> {
        let is_folder = FileType::from_raw_mode(fstat(mount)?.st_mode) == FileType::Directory;
        if is_folder {
            fs::create_dir_all(target)?;
        } else if fs::symlink_metadata(target).is_err() {
            fs::create_dir_all(target.parent().unwrap_or(Path::new("/")))?;
            fs::write(target, "")?;
        }
        Ok(attach(mount, target)?)
    };
    place().map_err(failed(Step::Mount, target.display()))
}
