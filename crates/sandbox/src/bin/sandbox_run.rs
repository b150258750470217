//! Runs one program of this machine in a box, from a shell; see `USAGE`. For looking around in a box, and for tests that
//! need a host that they can kill. Accepts every weakness.

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
const USAGE: &str = "usage: sandbox-run [--read-only PATH]... [--hand-over-stdout N] PROGRAM ARGUMENT...";
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

fn run(arguments: Vec<OsString>) -> Result<Report, String> {
    let plan = Plan {
        volumes: Vec::new(),
        boxes: vec![planned(arguments)?],
        accepted_weaknesses: Weakness::ALL.into_iter().collect::<BTreeSet<_>>(),
    };
    let own_path = env::current_exe().map_err(|error| error.to_string())?;
    let launcher = Launcher::new(vec![own_path.into_os_string(), HELPER.into()]);
    let running = launcher.start(plan).map_err(|error| error.to_string())?;
    running.wait("box").ok_or_else(|| "the box is unknown".to_owned())
}

/// The ordinary box, changed by the options.
fn planned(arguments: Vec<OsString>) -> Result<BoxPlan, String> {
    let mut planned = ordinary_box();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--read-only") => {
                let path = arguments.next().and_then(|path| path.into_string().ok());
                planned.mounts.push(read_only(&path.ok_or("`--read-only` needs a path")?));
            }
            Some("--hand-over-stdout") => {
                let target = arguments.next().and_then(|number| number.to_str()?.parse().ok());
                let target = target.ok_or("`--hand-over-stdout` needs a number")?;
                let source = io::stdout().as_fd().try_clone_to_owned().map_err(|error| error.to_string())?;
                planned.descriptors.push(Descriptor { source, target });
            }
            _ => return Ok(BoxPlan { program: argument.into(), arguments: arguments.collect(), ..planned }),
        }
    }
    Err(USAGE.to_owned())
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
        fixed_addresses: false,
        limits: Limits {
            cpu_time_ms: 60_000,
            wall_time_ms: 600_000,
            memory_bytes: 4096 * MEBIBYTE,
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
