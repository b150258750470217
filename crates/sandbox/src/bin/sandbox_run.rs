//! Runs one program of this machine in a box, from a shell: `sandbox-run [--hand-over-stdout N] PROGRAM ARGUMENT...`.
//! For looking around in a box, and for tests that need a host that they can kill. Accepts every weakness.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::ExitCode;

use sandbox::{
    BoxPlan, Descriptor, Launcher, Limits, Mount, MountSource, Network, Outcome, Plan, Report, Weakness,
    helper_main,
};

const HELPER: &str = "sandbox-helper";
const MEBIBYTE: u64 = 1 << 20;

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1).peekable();
    if arguments.peek().is_some_and(|argument| argument == HELPER) {
        return helper_main();
    }
    match run(arguments.collect()) {
        Ok(report) => show(&report),
        Err(message) => {
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

fn run(mut arguments: Vec<OsString>) -> Result<Report, String> {
    let mut descriptors = Vec::new();
    if arguments.first().is_some_and(|argument| argument == "--hand-over-stdout") {
        let target = arguments.get(1).and_then(|number| number.to_str()?.parse().ok());
        let target = target.ok_or("`--hand-over-stdout` needs a number")?;
        let source = io::stdout().as_fd().try_clone_to_owned().map_err(|error| error.to_string())?;
        descriptors.push(Descriptor { source, target });
        arguments.drain(..2);
    }
    if arguments.is_empty() {
        return Err("usage: sandbox-run [--hand-over-stdout N] PROGRAM ARGUMENT...".to_owned());
    }
    let program = arguments.remove(0).into();
    let planned = BoxPlan { program, arguments, descriptors, ..ordinary_box() };
    let plan = Plan {
        volumes: Vec::new(),
        boxes: vec![planned],
        accepted_weaknesses: Weakness::ALL.into_iter().collect::<BTreeSet<_>>(),
    };
    let own_path = env::current_exe().map_err(|error| error.to_string())?;
    let launcher = Launcher::new(vec![own_path.into_os_string(), HELPER.into()]);
    let running = launcher.start(plan).map_err(|error| error.to_string())?;
    running.wait("box").ok_or_else(|| "the box is unknown".to_owned())
}

fn ordinary_box() -> BoxPlan {
    let system = ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache"];
    let mut mounts: Vec<Mount> =
        system.into_iter().filter(|path| Path::new(path).exists()).map(read_only).collect();
    let source = MountSource::Tmpfs { size_bytes: 64 * MEBIBYTE, inodes: 4096 };
    let target = "/work".into();
    mounts.push(Mount { source, target, writable: true, follow_symlinks: true, executable: true });
    BoxPlan {
        name: "box".to_owned(),
        program: "/bin/sh".into(),
        arguments: Vec::new(),
        environment: BTreeMap::from([("PATH".to_owned(), "/usr/bin:/bin".to_owned())]),
        working_directory: "/work".into(),
        mounts,
        descriptors: Vec::new(),
        network: Network::Loopback,
        limits: Limits {
            cpu_time_ms: 60_000,
            wall_time_ms: 600_000,
            memory_bytes: 1024 * MEBIBYTE,
            processes: 128,
            open_files: 1024,
            file_size_bytes: 64 * MEBIBYTE,
            output_bytes: 16 * MEBIBYTE,
        },
    }
}

fn read_only(path: &str) -> Mount {
    let source = MountSource::HostReadOnly(path.into());
    Mount { source, target: path.into(), writable: false, follow_symlinks: true, executable: true }
}

fn show(report: &Report) -> ExitCode {
    let _ = io::stdout().write_all(&report.stdout);
    let _ = io::stderr().write_all(&report.stderr);
    if let Outcome::Exited { status } = report.outcome {
        return ExitCode::from(u8::try_from(status).unwrap_or(1));
    }
    let _ = writeln!(io::stderr(), "{:?}", report.outcome);
    ExitCode::from(1)
}
