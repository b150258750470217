//! Builds small plans for tests: a box that runs a shell or Python script of the machine.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sandbox::{
    BoxPlan, Descriptor, Launcher, Limits, Mount, MountSource, Network, Plan, Report, Running, Volume,
    Weakness,
};

const MEBIBYTE: u64 = 1 << 20;

/// Where an unprivileged rerun of these tests finds the helper that was copied for it.
pub const HELPER_VARIABLE: &str = "SANDBOX_TEST_HELPER";

pub fn helper() -> PathBuf {
    env::var_os(HELPER_VARIABLE).map_or_else(|| env!("CARGO_BIN_EXE_sandbox-helper").into(), PathBuf::from)
}

pub fn launcher() -> Launcher {
    Launcher::new(vec![helper().into_os_string()])
}

/// The weaknesses that this machine has for this user, which all tests accept and say aloud.
pub fn weaknesses_here() -> BTreeSet<Weakness> {
    static HERE: OnceLock<BTreeSet<Weakness>> = OnceLock::new();
    HERE.get_or_init(find_weaknesses).clone()
}

fn find_weaknesses() -> BTreeSet<Weakness> {
    let protections = launcher().probe().unwrap();
    let missing: BTreeSet<Weakness> =
        protections.iter().filter_map(|protection| protection.weakness).collect();
    for weakness in &missing {
        eprintln!("could not check with full protection: {weakness}: {}", weakness.explanation());
    }
    missing
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A box that runs `sh -c script`.
pub fn shell(script: &str) -> BoxPlan {
    box_plan("/bin/sh", ["-c".into(), script.into()])
}

/// A box that runs a Python script.
pub fn python(script: &str) -> BoxPlan {
    box_plan("/usr/bin/python3", ["-I".into(), "-S".into(), "-c".into(), script.into()])
}

fn box_plan(program: &str, arguments: impl IntoIterator<Item = OsString>) -> BoxPlan {
    let mut mounts: Vec<Mount> = ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache"]
        .into_iter()
        .filter(|path| Path::new(path).exists())
        .map(|path| Mount { executable: true, ..host(path, path) })
        .collect();
    mounts.push(tmpfs("/work", 16 * MEBIBYTE, 500));
    BoxPlan {
        name: "box".to_owned(),
        program: program.into(),
        arguments: arguments.into_iter().collect(),
        environment: BTreeMap::from([("PATH".to_owned(), "/usr/bin:/bin".to_owned())]),
        working_directory: "/work".into(),
        mounts,
        descriptors: Vec::new(),
        network: Network::Loopback,
        fixed_addresses: false,
        limits: limits(),
    }
}

/// Generous limits: tests lower the one that they are about.
pub const fn limits() -> Limits {
    Limits {
        cpu_time_ms: 20_000,
        wall_time_ms: 60_000,
        memory_bytes: 256 * MEBIBYTE,
        processes: 64,
        open_files: 256,
        file_size_bytes: 64 * MEBIBYTE,
        output_bytes: MEBIBYTE,
    }
}

pub fn host(source: impl AsRef<Path>, target: &str) -> Mount {
    let source = MountSource::HostReadOnly(source.as_ref().to_owned());
    Mount { source, target: target.into(), writable: false, follow_symlinks: true, executable: false }
}

pub fn tmpfs(target: &str, size_bytes: u64, inodes: u64) -> Mount {
    let source = MountSource::Tmpfs { size_bytes, inodes };
    Mount { source, target: target.into(), writable: true, follow_symlinks: true, executable: false }
}

pub fn volume(name: &str, target: &str) -> Mount {
    let source = MountSource::Volume(name.to_owned());
    Mount { source, target: target.into(), writable: true, follow_symlinks: true, executable: false }
}

pub fn named(name: &str, planned: BoxPlan) -> BoxPlan {
    BoxPlan { name: name.to_owned(), ..planned }
}

pub fn with_limits(planned: BoxPlan, change: impl FnOnce(&mut Limits)) -> BoxPlan {
    let mut planned = planned;
    change(&mut planned.limits);
    planned
}

pub fn with_mount(mut planned: BoxPlan, mount: Mount) -> BoxPlan {
    planned.mounts.push(mount);
    planned
}

pub fn with_descriptor(mut planned: BoxPlan, source: OwnedFd, target: i32) -> BoxPlan {
    planned.descriptors.push(Descriptor { source, target });
    planned
}

pub fn plan(boxes: Vec<BoxPlan>) -> Plan {
    let volumes = vec![Volume { name: "shared".to_owned(), size_bytes: 4 * MEBIBYTE, inodes: 100 }];
    Plan { volumes, boxes, accepted_weaknesses: weaknesses_here() }
}

pub fn start(boxes: Vec<BoxPlan>) -> Running {
    launcher().start(plan(boxes)).unwrap()
}

/// Runs one box to its end.
pub fn run(planned: BoxPlan) -> Report {
    let name = planned.name.clone();
    start(vec![planned]).wait(&name).unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a box that must end well has printed.
#[track_caller]
pub fn output(planned: BoxPlan) -> String {
    let report = run(planned);
    assert_eq!(report.outcome, sandbox::Outcome::Exited { status: 0 }, "stderr: {}", text(&report.stderr));
    text(&report.stdout)
}

/// A folder that an unprivileged user can read, removed when dropped.
pub fn readable_folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}
