//! The private file tree.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use sandbox::Mount;

use crate::builder::{host, is_root, output, python, readable_folder, shell, tmpfs, with_mount};

#[test]
fn the_root_holds_the_mounts_and_nothing_else() {
    let listed = output(python("import os; print(sorted(os.listdir('/')), sorted(os.listdir('/dev')))"));
    let devices = "['fd', 'full', 'null', 'random', 'shm', 'stderr', 'stdin', 'stdout', 'urandom', 'zero']";
    assert!(listed.ends_with(&format!("{devices}\n")), "{listed}");
    for absent in ["root", "home", "tmp", "var", "sys", "mnt"] {
        assert!(!listed.contains(&format!("'{absent}'")), "{listed}");
    }
}

#[test]
fn a_file_of_root_that_nobody_else_may_read_stays_unreadable_even_when_mounted() {
    if !is_root() {
        eprintln!("not checked: an ordinary user owns what it mounts");
        return assert_ne!(rustix::process::geteuid().as_raw(), 0);
    }
    let folder = readable_folder();
    fs::write(folder.path().join("secret"), "secret").unwrap();
    fs::set_permissions(folder.path().join("secret"), fs::Permissions::from_mode(0o600)).unwrap();
    let planned = with_mount(shell("cat /data/secret || echo refused"), host(folder.path(), "/data"));
    assert_eq!(output(planned), "refused\n");
}

#[test]
fn a_folder_below_a_closed_one_can_be_handed_in() {
    let closed = tempfile::tempdir().unwrap();
    let open = closed.path().join("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(open.join("file"), "content").unwrap();
    fs::set_permissions(open.join("file"), fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(output(with_mount(shell("cat /data/file"), host(&open, "/data"))), "content");
}

#[test]
fn what_comes_from_the_host_cannot_be_changed() {
    let folder = readable_folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    fs::write(folder.path().join("file"), "content").unwrap();
    fs::set_permissions(folder.path().join("file"), fs::Permissions::from_mode(0o666)).unwrap();
    let script = "
import os
attempts = [lambda: open('/data/file', 'w'), lambda: open('/data/new', 'w'), lambda: os.remove('/data/file'),
            lambda: os.chmod('/data/file', 0o777), lambda: os.rename('/data/file', '/data/other'),
            lambda: os.utime('/data/file'), lambda: open('/usr/planted', 'w'), lambda: os.mkdir('/planted')]
for number, attempt in enumerate(attempts):
    try:
        attempt()
        print('allowed', number)
    except OSError:
        pass
";
    assert_eq!(output(with_mount(python(script), host(folder.path(), "/data"))), "");
    assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "content");
}

#[test]
fn a_mount_that_does_not_follow_links_follows_none() {
    let folder = readable_folder();
    fs::write(folder.path().join("file"), "content").unwrap();
    symlink("file", folder.path().join("link")).unwrap();
    let mount = |follow_symlinks| Mount { follow_symlinks, ..host(folder.path(), "/data") };
    let script = "cat /data/link || cat /data/file";
    assert_eq!(output(with_mount(shell("cat /data/link"), mount(true))), "content");
    let refused = crate::builder::run(with_mount(shell(script), mount(false)));
    assert_eq!(crate::builder::text(&refused.stdout), "content");
    assert!(crate::builder::text(&refused.stderr).contains("Too many levels of symbolic links"));
}

#[test]
fn a_file_is_executed_only_from_an_executable_mount() {
    let script = "cp /bin/true ./program && ./program || echo refused";
    assert_eq!(output(shell(script)), "refused\n");
    let executable = Mount { executable: true, ..tmpfs("/work/programs", 1 << 20, 10) };
    assert_eq!(
        output(with_mount(shell("cd programs; cp /bin/true ./program && ./program && echo ran"), executable)),
        "ran\n"
    );
}

#[test]
fn every_mount_ignores_set_user_ids_and_devices() {
    let mounts = output(shell("cat /proc/self/mountinfo"));
    for line in mounts.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let (target, options) = (fields[4], fields[5]);
        let is_device = target.starts_with("/dev/");
        assert!(options.contains("nosuid"), "{line}");
        assert!(options.contains("nodev") || is_device, "{line}");
    }
    assert!(mounts.lines().count() > 8);
}

#[test]
fn devices_work_and_no_other_can_be_made() {
    let script = "
import os, stat
open('/dev/null', 'w').write('x')
print(open('/dev/zero', 'rb').read(2), len(open('/dev/urandom', 'rb').read(3)))
try:
    os.mknod('/work/disk', stat.S_IFBLK | 0o600, os.makedev(254, 0))
    print('made')
except OSError as error:
    print(error.strerror)
";
    let printed = output(python(script));
    assert!(printed.starts_with("b'\\x00\\x00' 3\n") && !printed.contains("made"), "{printed}");
}

#[test]
fn a_single_file_can_be_mounted() {
    let folder = readable_folder();
    fs::write(folder.path().join("names"), "root\n").unwrap();
    let planned = with_mount(shell("cat /etc/passwd"), host(folder.path().join("names"), "/etc/passwd"));
    assert_eq!(output(planned), "root\n");
}

#[test]
fn shared_memory_is_the_boxs_own_and_a_plan_may_replace_it() {
    let size = "df -k /dev/shm | tail -n 1 | tr -s ' ' | cut -d ' ' -f 2; ls -A /dev/shm";
    assert_eq!(output(shell(size)), "65536\n");
    assert_eq!(output(with_mount(shell(size), tmpfs("/dev/shm", 1 << 20, 10))), "1024\n");
}
