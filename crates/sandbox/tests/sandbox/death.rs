//! However a run ends, nothing of it lives on: host, helper or program may go first.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sandbox::{Outcome, Weakness};

use crate::builder::{python, run, shell, start, weaknesses_here, with_descriptor};

/// Forks twice, leaves its session, ignores what it can, and holds descriptor 3.
const DAEMON: &str = "
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        os.write(3, b'ready\\n')
        while True:
            time.sleep(1000)
    os._exit(0)
os.wait()
";

/// A host of its own, which a test can kill. Its standard output is descriptor 3 of the box.
fn host_with(script: &str) -> Child {
    let program = std::env::var_os(crate::ordinary_user::HOST_VARIABLE)
        .unwrap_or_else(|| env!("CARGO_BIN_EXE_sandbox-run").into());
    Command::new(program)
        .args(["--hand-over-stdout", "3", "/usr/bin/python3", "-I", "-S", "-c", script])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// True once nobody holds the other end any more; false after a long time.
fn closes(mut stream: impl Read + Send + 'static) -> bool {
    let (told, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        let _ = told.send(stream.read_to_end(&mut rest));
    });
    heard.recv_timeout(Duration::from_secs(20)).is_ok_and(|end| end.is_ok())
}

#[test]
fn killing_the_host_kills_a_double_forked_daemon() {
    let mut host = host_with(&format!("{DAEMON}\nwhile True: time.sleep(1000)"));
    let mut output = BufReader::new(host.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    host.kill().unwrap();
    host.wait().unwrap();
    assert!(closes(output), "something of the box lives on");
}

#[test]
fn killing_the_helper_kills_the_box() {
    let mut host = host_with(&format!("{DAEMON}\nwhile True: time.sleep(1000)"));
    let mut output = BufReader::new(host.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let children = format!("/proc/{0}/task/{0}/children", host.id());
    let helper: i32 = fs::read_to_string(children).unwrap().trim().parse().unwrap();
    let helper = rustix::process::Pid::from_raw(helper).unwrap();
    rustix::process::kill_process(helper, rustix::process::Signal::KILL).unwrap();
    let status = host.wait().unwrap();
    assert!(closes(output), "something of the box lives on");
    assert!(!status.success(), "the host did not notice");
}

#[test]
fn a_daemon_ends_with_its_program() {
    let (here, there) = UnixStream::pair().unwrap();
    let report = run(with_descriptor(python(DAEMON), there.into(), 3));
    assert_eq!(report.outcome, Outcome::Exited { status: 0 });
    assert!(closes(here), "the daemon lives on");
}

#[test]
fn dropping_a_run_kills_its_boxes() {
    let (here, there) = UnixStream::pair().unwrap();
    let running = start(vec![with_descriptor(shell("sleep 1000"), there.into(), 3)]);
    drop(running);
    assert!(closes(here), "the box lives on");
}

#[test]
fn no_control_group_is_left_behind() {
    let running = start(vec![shell("sleep 1000")]);
    let ours: Vec<PathBuf> =
        groups().into_iter().filter(|group| parent(&owner(group)) == Some(std::process::id())).collect();
    let missing = weaknesses_here();
    assert_eq!(ours.is_empty(), missing.contains(&Weakness::CpuTimeNotByCgroup), "{ours:?}");
    drop(running);
    // Another test of this process may be running a box of its own.
    let left = ours.iter().filter(|group| group.exists() && parent(&owner(group)).is_none());
    assert_eq!(left.collect::<Vec<_>>(), Vec::<&PathBuf>::new());
}

/// All groups that a helper has made, in every hierarchy.
fn groups() -> Vec<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
    let control_groups = mounts.lines().filter(|line| line.contains(" - cgroup"));
    let mut waiting: Vec<PathBuf> =
        control_groups.filter_map(|line| line.split(' ').nth(4)).map(PathBuf::from).collect();
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        waiting.extend(folders.map(|entry| entry.path()));
        if folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("assay-")) {
            found.push(folder);
        }
    }
    found
}

/// The process number in a group's name.
fn owner(group: &Path) -> String {
    group.file_name().unwrap().to_string_lossy().split('-').nth(1).unwrap_or_default().to_owned()
}

/// `None` when there is no such process.
fn parent(process: &str) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
