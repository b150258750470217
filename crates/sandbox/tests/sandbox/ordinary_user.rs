//! All of this must hold for an ordinary user too: root runs the whole suite again as one.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::builder::{HELPER_VARIABLE, is_root, readable_folder};

/// Where the unprivileged rerun finds the host that tests may kill.
pub const HOST_VARIABLE: &str = "SANDBOX_TEST_HOST";
/// The user `nobody` of every distribution.
const NOBODY: &str = "65534";

#[test]
fn all_of_this_holds_for_an_ordinary_user() {
    if !is_root() {
        return assert_ne!(rustix::process::geteuid().as_raw(), 0, "this run is the proof");
    }
    // The build folder may be closed to others.
    let folder = readable_folder();
    let tests = copy(&env::current_exe().unwrap(), folder.path());
    let helper = copy(env!("CARGO_BIN_EXE_sandbox-helper").as_ref(), folder.path());
    let host = copy(env!("CARGO_BIN_EXE_sandbox-run").as_ref(), folder.path());
    let finished = Command::new("setpriv")
        .args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"])
        .arg(tests)
        .args(["--test-threads", "2"])
        .env(HELPER_VARIABLE, helper)
        .env(HOST_VARIABLE, host)
        .env_remove("NEXTEST")
        .current_dir("/")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&finished.stdout);
    assert!(finished.status.success(), "{printed}");
    assert!(printed.contains("test result: ok"), "{printed}");
}

fn copy(program: &Path, folder: &Path) -> PathBuf {
    let copied = folder.join(program.file_name().unwrap());
    fs::copy(program, &copied).unwrap();
    fs::set_permissions(&copied, fs::Permissions::from_mode(0o755)).unwrap();
    copied
}
