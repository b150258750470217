//! What a room sees of this machine, as mounts: the table of `docs/ROOMS.md`. A pure value.

use std::path::{Path, PathBuf};

use sandbox::{Mount, MountSource};

use super::plan::{Furniture, SHARED};
use crate::environments::{Environment, IN_BOX};
use crate::interpreter::Interpreter;
use crate::staging::Stage;

/// Size of a writable file system in memory.
pub const DISK_BYTES: u64 = 128 << 20;
pub const INODES: u64 = 16_384;

#[derive(Clone, Copy)]
pub enum Use {
    /// Programs and libraries: links followed, code executable.
    System,
    /// Files handed in: no link is followed and nothing is executed from here.
    Data,
}

/// The writable places, the system, the interpreter, the environment and the rooms' own programs, parents before
/// children: an interpreter may live below `/tmp` or `/work`.
pub fn of_every_room(furniture: Furniture<'_>, shared: Mount) -> Vec<Mount> {
    let mut mounts = vec![work_folder(), shared];
    mounts.extend(ground(furniture.stage, furniture.python, furniture.environment, furniture.rooms));
    mounts
}

/// The part of it that is the same for every room of an environment.
pub fn ground(stage: &Stage, python: &Interpreter, environment: &Environment, rooms: &Path) -> Vec<Mount> {
    let mut mounts = vec![read_only(Path::new("/usr"), "/usr", Use::System)];
    for folder in ["/bin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/alternatives"] {
        if Path::new(folder).is_dir() {
            mounts.push(read_only(Path::new(folder), folder, Use::System));
        }
    }
    for file in ["/etc/ld.so.cache", "/etc/localtime"] {
        if Path::new(file).is_file() {
            mounts.push(read_only(Path::new(file), file, Use::System));
        }
    }
    for name in ["passwd", "group", "hosts"] {
        mounts.push(read_only(&stage.etc(name), format!("/etc/{name}"), Use::Data));
    }
    for folder in interpreter_folders(&python.folders) {
        mounts.push(read_only(&folder, folder.clone(), Use::System));
    }
    mounts.push(read_only(&environment.path, IN_BOX, Use::System));
    mounts.push(read_only(rooms, "/rooms", Use::Data));
    mounts
}

/// A room's own working directory; programs of the work may be run from it.
pub fn work_folder() -> Mount {
    Mount {
        source: MountSource::Tmpfs { size_bytes: DISK_BYTES, inodes: INODES },
        target: PathBuf::from("/work"),
        writable: true,
        follow_symlinks: true,
        executable: true,
    }
}

/// The interpreter's folders that are not inside another mount, outermost first.
pub fn interpreter_folders(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut sorted: Vec<_> = folders.iter().filter(|folder| folder.parent().is_some()).collect();
    sorted.sort();
    let system = ["/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin"].map(PathBuf::from);
    let mut kept: Vec<PathBuf> = Vec::new();
    for folder in sorted {
        if !system.iter().chain(&kept).any(|outer| folder.starts_with(outer)) {
            kept.push(folder.clone());
        }
    }
    kept
}

/// A part of this machine's file tree that nobody in the box can change.
pub fn read_only(source: &Path, target: impl Into<PathBuf>, used: Use) -> Mount {
    let system = matches!(used, Use::System);
    Mount {
        source: MountSource::HostReadOnly(source.to_owned()),
        target: target.into(),
        writable: false,
        follow_symlinks: system,
        executable: system,
    }
}

/// `/tmp` of both rooms. In the exam room no link that the submission planted there is followed and no program of it runs.
pub fn shared_volume(of_submission: bool) -> Mount {
    Mount {
        source: MountSource::Volume(SHARED.to_owned()),
        target: PathBuf::from("/tmp"),
        writable: true,
        follow_symlinks: of_submission,
        executable: of_submission,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_folder_inside_another_mount_is_not_mounted_again() {
        let folders = ["/opt/python/lib", "/opt/python", "/usr/lib/python3.11", "/", "/opt/python-3.13"];
        let kept = interpreter_folders(&folders.map(PathBuf::from));
        assert_eq!(kept, ["/opt/python", "/opt/python-3.13"].map(PathBuf::from));
    }
}
