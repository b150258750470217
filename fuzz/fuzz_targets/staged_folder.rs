//! Reading what somebody handed in: a folder with files, folders, links, pipes and odd names, made as the input says.
//! Nothing from outside of the folder may be read, and nothing may hold the reader up.
#![no_main]

use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use grader::staging::read::{ReadLimits, read};
use libfuzzer_sys::fuzz_target;
use rustix::fs::{CWD, FileType, Mode, mknodat};

const SECRET: &[u8] = b"outside of the folder";
const LIMITS: ReadLimits = ReadLimits { files: 20, total_bytes: 4096, depth: 4 };

fn make(root: &Path, secret: &Path, step: &[u8]) {
    let Some((how, name)) = step.split_first() else { return };
    let name = Path::new(std::ffi::OsStr::from_bytes(name));
    // The maker itself stays inside: only the reader is on trial.
    if name.as_os_str().is_empty() || name.is_absolute() || name.components().any(|part| part.as_os_str() == "..") {
        return;
    }
    let place = root.join(name);
    if !place.parent().is_some_and(|parent| parent.canonicalize().is_ok_and(|parent| parent.starts_with(root))) {
        return;
    }
    let _ = match how % 8 {
        0 => fs::create_dir(&place),
        1 => symlink(secret, &place),
        2 => symlink(secret.parent().unwrap_or(secret), &place),
        3 => fs::hard_link(root.join("a"), &place),
        4 => mknodat(CWD, &place, FileType::Fifo, Mode::RWXU, 0).map_err(Into::into),
        5 => symlink(".", &place),
        6 => write(&place, &vec![b'x'; usize::from(*how) * 40]),
        _ => write(&place, b"inside"),
    };
}

/// Writes a file that is not there yet: what is there may be a link or a pipe.
fn write(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::File::create_new(place)?.write_all(bytes)
}

fuzz_target!(|data: &[u8]| {
    let outer = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
    let (root, secret) = (outer.path().join("handed_in"), outer.path().join("secret/file"));
    fs::create_dir_all(&root).expect("a folder");
    fs::create_dir_all(outer.path().join("secret")).expect("a folder");
    fs::write(&secret, SECRET).expect("a file");
    let root = root.canonicalize().expect("it exists");
    for step in data.split(|byte| *byte == 0).take(40) {
        make(&root, &secret, step);
    }
    let Ok((files, _)) = read(&root, LIMITS) else { return };
    assert!(files.len() <= LIMITS.files && files.total_bytes() <= LIMITS.total_bytes);
    for (path, bytes) in files.iter() {
        assert!(bytes != SECRET, "read from outside: {path}");
        assert!(bytes == b"inside" || bytes.iter().all(|byte| *byte == b'x'), "{path}");
    }
});
