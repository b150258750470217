//! What a box costs: the time from the plan to the report of `/bin/true`, and that of a bare process, in medians.
//! `cargo run --release -p sandbox --example start_cost [ROUNDS]`

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use sandbox::{BoxPlan, Launcher, Limits, Mount, MountSource, Network, Outcome, Plan, Weakness, helper_main};

const HELPER: &str = "sandbox-helper";

fn main() -> ExitCode {
    let argument = env::args().nth(1);
    if argument.as_deref() == Some(HELPER) {
        return helper_main();
    }
    let rounds = argument.and_then(|rounds| rounds.parse().ok()).unwrap_or(100);
    let Ok(own_path) = env::current_exe() else { return ExitCode::FAILURE };
    let launcher = Launcher::new(vec![own_path.into_os_string(), HELPER.into()]);
    let bare = median(rounds, || Command::new("/bin/true").status().is_ok_and(|status| status.success()));
    let one = median(rounds, || ends_well(&launcher, 1));
    let two = median(rounds, || ends_well(&launcher, 2));
    let shown = |time: Option<Duration>| time.map_or("failed".to_owned(), |time| format!("{time:.2?}"));
    let line = format!("bare process {}, one box {}, two boxes {}\n", shown(bare), shown(one), shown(two));
    match io::stdout().write_all(line.as_bytes()) {
        Ok(()) if one.is_some() && two.is_some() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// `None` when a round failed.
fn median(rounds: usize, mut round: impl FnMut() -> bool) -> Option<Duration> {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let began = Instant::now();
        if !round() {
            return None;
        }
        times.push(began.elapsed());
    }
    times.sort();
    times.get(rounds / 2).copied()
}

fn ends_well(launcher: &Launcher, boxes: usize) -> bool {
    let boxes: Vec<BoxPlan> = (0..boxes).map(|number| planned(number.to_string())).collect();
    let names: Vec<String> = boxes.iter().map(|planned| planned.name.clone()).collect();
    let accepted_weaknesses = Weakness::ALL.into_iter().collect::<BTreeSet<_>>();
    let started = launcher.start(Plan { volumes: Vec::new(), boxes, accepted_weaknesses });
    started.is_ok_and(|running| {
        names.iter().all(|name| {
            running.wait(name).is_some_and(|report| report.outcome == Outcome::Exited { status: 0 })
        })
    })
}

fn planned(name: String) -> BoxPlan {
    let system = ["/usr", "/bin", "/lib", "/lib64"].into_iter().filter(|path| Path::new(path).exists());
    let mounts = system.map(|path| Mount {
        source: MountSource::HostReadOnly(path.into()),
        target: path.into(),
        writable: false,
        follow_symlinks: true,
        executable: true,
    });
    BoxPlan {
        name,
        program: "/bin/true".into(),
        arguments: Vec::new(),
        environment: BTreeMap::new(),
        working_directory: "/".into(),
        mounts: mounts.collect(),
        descriptors: Vec::new(),
        network: Network::Loopback,
        fixed_addresses: false,
        limits: Limits {
            cpu_time_ms: 1000,
            wall_time_ms: 10_000,
            memory_bytes: 64 << 20,
            processes: 16,
            open_files: 64,
            file_size_bytes: 1 << 20,
            output_bytes: 1 << 20,
        },
    }
}
