//! Fuzzing of everything that reads what others wrote: builds the targets of `fuzz/` with coverage feedback on the stable
//! toolchain, and runs all of them side by side, those in Python too. See `fuzz/README.md`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};

use anyhow::{Context, Result, bail};

use crate::{compat, project};

/// A minute of wall time for all targets together, which run side by side: a target's share of two processors is less.
pub const SECONDS_IN_THE_GATE: u32 = 60;
/// Programs of `fuzz/fuzz_targets`.
const TARGETS: [&str; 6] =
    ["events", "functions", "repositories", "staged_folder", "task_package", "verdict"];
/// The target in Python: the window's exam end.
const WINDOW: &str = "window";
/// What `cargo fuzz build --sanitizer none` sets, all of it known to a stable compiler: safe code needs no sanitizer, and
/// the only `unsafe` code, the sandbox's system calls, is not reached by these targets.
const COVERAGE: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];
/// An input that takes longer is a find, and so is one that needs more memory.
const HANG_SECONDS: u32 = 10;
const MEMORY_MB: u32 = 2048;

struct Running {
    name: &'static str,
    process: Child,
    log: PathBuf,
}

/// Runs every target, or one, for so many seconds of wall time, all at once; fails when one of them found something.
pub fn run(seconds: u32, only: Option<&str>) -> Result<()> {
    let folder = project::target_folder().join("fuzz");
    fs::create_dir_all(folder.join("finds")).context("cannot make the folder of finds")?;
    let chosen = |name: &str| only.is_none_or(|only| only == name);
    if !TARGETS.into_iter().chain([WINDOW]).any(chosen) {
        bail!("no such target; there are {}, {WINDOW}", TARGETS.join(", "));
    }
    let mut running = Vec::new();
    if TARGETS.into_iter().any(chosen) {
        let programs = build(&folder)?;
        for name in TARGETS.into_iter().filter(|name| chosen(name)) {
            running.push(start(name, target(&programs, &folder, name, seconds)?, &folder)?);
        }
    }
    if chosen(WINDOW) {
        running.push(start(WINDOW, window(&folder, seconds)?, &folder)?);
    }
    eprintln!("fuzz: {} targets side by side for {seconds} s each", running.len());
    let ends: Vec<(&str, ExitStatus, String)> = running.into_iter().map(end).collect::<Result<_>>()?;
    for (name, status, last) in &ends {
        eprintln!("fuzz: {name:14} {} {last}", if status.success() { "nothing found:" } else { "FOUND:" });
    }
    if ends.iter().any(|(_, status, _)| !status.success()) {
        bail!("something was found: inputs are in `{}`, logs beside", folder.join("finds").display());
    }
    Ok(())
}

/// Builds the targets into a folder of their own, so that the main build keeps what it has; returns where they lie.
fn build(folder: &Path) -> Result<PathBuf> {
    let version = project::output(Command::new("rustc").arg("-vV"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host =
        version.lines().find_map(|line| line.strip_prefix("host: ")).context("`rustc -vV` names no host")?;
    let mut build = Command::new("cargo");
    // A target of its own keeps the flags away from build scripts.
    build.args(["build", "--release", "--quiet", "--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    project::run(build.env("CARGO_TARGET_DIR", folder).env("RUSTFLAGS", COVERAGE.join(" ")))?;
    Ok(folder.join(host).join("release"))
}

fn target(programs: &Path, folder: &Path, name: &str, seconds: u32) -> Result<Command> {
    let found = folder.join("corpus").join(name);
    fs::create_dir_all(&found).context("cannot make the folder of inputs")?;
    let mut command = Command::new(programs.join(name));
    // New inputs go to the first folder; the seeds stay as they are.
    command.arg(found).arg(project::root().join("fuzz/corpus").join(name));
    command.args([
        format!("-max_total_time={seconds}"),
        format!("-timeout={HANG_SECONDS}"),
        format!("-rss_limit_mb={MEMORY_MB}"),
        format!("-artifact_prefix={}/{name}-", folder.join("finds").display()),
    ]);
    Ok(command)
}

fn window(folder: &Path, seconds: u32) -> Result<Command> {
    let assay = project::assay_binary(false)?;
    let mut build = Command::new(&assay);
    project::run(build.args(["env", "build", "data"]).env("ASSAY_DATA", project::data_folder()))?;
    let mut command = Command::new(compat::environment_python(&assay, "data")?);
    command.args(["-B", "fuzz/window/fuzz_window.py", "--seconds", &seconds.to_string(), "--finds"]);
    command.arg(folder.join("finds")).env("PYTHONHASHSEED", "0");
    Ok(command)
}

fn start(name: &'static str, mut command: Command, folder: &Path) -> Result<Running> {
    let log = folder.join(format!("{name}.log"));
    let file = File::create(&log).with_context(|| format!("cannot write `{}`", log.display()))?;
    command.current_dir(project::root()).stdout(file.try_clone()?).stderr(file);
    let process = command.spawn().with_context(|| format!("cannot start the target `{name}`"))?;
    Ok(Running { name, process, log })
}

/// Waits for a target; returns its status and what it said last.
fn end(mut running: Running) -> Result<(&'static str, ExitStatus, String)> {
    let status = running.process.wait().with_context(|| format!("lost the target `{}`", running.name))?;
    let said = fs::read(&running.log).unwrap_or_default();
    let last = String::from_utf8_lossy(&said).trim_end().lines().last().unwrap_or_default().to_owned();
    Ok((running.name, status, last))
}
