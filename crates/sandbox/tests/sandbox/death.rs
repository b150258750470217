//! However a run ends, nothing of it lives on: host, helper or program may go first.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sandbox::Outcome;

use crate::builder::{python, run, shell, start, with_descriptor};

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
    let helper: i32 = std::fs::read_to_string(children).unwrap().trim().parse().unwrap();
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
    drop(running);
    let own = std::process::id().to_string();
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap();
    let hierarchies =
        mounts.lines().filter(|line| line.contains(" - cgroup")).filter_map(|line| line.split(' ').nth(4));
    for hierarchy in hierarchies {
        for group in groups_below(hierarchy.as_ref()) {
            let owner = group.split('-').nth(1).unwrap_or_default().to_owned();
            let parent = std::fs::read_to_string(format!("/proc/{owner}/stat")).unwrap_or_default();
            let is_ours =
                parent.rsplit_once(')').is_some_and(|(_, rest)| rest.split(' ').nth(2) == Some(own.as_str()));
            assert!(!is_ours, "{hierarchy}/{group}");
        }
    }
}

fn groups_below(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("assay-")).collect()
}
