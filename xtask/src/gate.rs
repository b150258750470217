//! The gate: everything that must hold before a change counts. `.ci/run` calls it; it installs what it needs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::{compat, fuzz, project, tidy};

/// A step of the gate: its name, the folders whose change makes it worth running, and what it does.
struct Step {
    name: &'static str,
    touched_by: &'static [&'static str],
    run: fn() -> Result<()>,
}

const RUST: &[&str] = &["crates", "xtask", "Cargo.toml", "Cargo.lock"];
const STEPS: &[Step] = &[
    Step { name: "format", touched_by: RUST, run: format },
    Step { name: "clippy", touched_by: RUST, run: clippy },
    Step { name: "tidy", touched_by: &[""], run: tidy::run },
    Step {
        name: "Python environments",
        touched_by: &["python", "crates/grader", "cheats", "fixtures"],
        run: environments,
    },
    Step {
        name: "Rust tests",
        touched_by: &["crates", "xtask", "python", "fixtures", "examples", "docs/schemas"],
        run: rust_tests,
    },
    Step { name: "Python tests", touched_by: &["python"], run: python_tests },
    Step {
        name: "cheats",
        touched_by: &["cheats", "python", "crates/grader", "fixtures/exams"],
        run: cheats,
    },
    Step {
        name: "fuzzing",
        touched_by: &["crates", "python/window", "fuzz"],
        run: || fuzz::run(fuzz::SECONDS_IN_THE_GATE, None),
    },
    Step {
        name: "bank proofs",
        touched_by: &["bank", "crates/proving", "crates/bank", "crates/grader", "python", "skills"],
        run: bank_proofs,
    },
    Step {
        name: "look-alike track",
        touched_by: &["python", "crates/grader", "fixtures/exercism-lookalike"],
        run: lookalikes,
    },
];

/// Runs all steps, or only those that the change touches.
pub fn run(only_changed: bool) -> Result<()> {
    let changed = if only_changed { project::changed_files()? } else { Vec::new() };
    let started = std::time::Instant::now();
    let steps: Vec<&Step> = STEPS.iter().filter(|step| !only_changed || is_touched(step, &changed)).collect();
    for step in &steps {
        let step_started = std::time::Instant::now();
        eprintln!("== {}", step.name);
        (step.run)().with_context(|| format!("step `{}`", step.name))?;
        eprintln!("== {}: kept, {:.0} s", step.name, step_started.elapsed().as_secs_f64());
    }
    eprintln!("== all {} steps kept, {:.0} s", steps.len(), started.elapsed().as_secs_f64());
    Ok(())
}

fn is_touched(step: &Step, changed: &[PathBuf]) -> bool {
    step.touched_by
        .iter()
        .any(|folder| changed.iter().any(|file| folder.is_empty() || file.starts_with(folder)))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    project::run(Command::new("cargo").args(arguments))
}

fn format() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])
}

fn clippy() -> Result<()> {
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
}

/// Builds the environments that the tests use, after installing Debian's `venv` where it is missing and we may.
fn environments() -> Result<()> {
    install_missing_packages()?;
    let assay = project::assay_binary(false)?;
    project::run(assay_command(&assay).args(["env", "build", "core", "data"]))
}

fn assay_command(assay: &Path) -> Command {
    let mut command = Command::new(assay);
    command.env("ASSAY_DATA", project::data_folder());
    command
}

/// `python3 -m ensurepip` is a package of its own on Debian; the environments' builder needs it when `uv` is absent.
fn install_missing_packages() -> Result<()> {
    let has = |arguments: &[&str]| {
        let mut command = Command::new(arguments[0]);
        command.args(&arguments[1..]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if has(&["uv", "--version"]) || has(&["python3", "-c", "import ensurepip, venv"]) {
        return Ok(());
    }
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    anyhow::ensure!(
        is_root,
        "`uv` and `python3-venv` are both missing; install one of them: `apt install python3-venv`"
    );
    project::run(Command::new("apt-get").args(["-qq", "update"]))?;
    project::run(
        Command::new("apt-get")
            .args(["-qq", "install", "-y", "python3-venv"])
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

fn rust_tests() -> Result<()> {
    let data = project::data_folder();
    let nextest = Command::new("cargo")
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    let mut tests = Command::new("cargo");
    if nextest {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        tests.args(["test", "--workspace", "--no-fail-fast"]);
    }
    project::run(tests.env("ASSAY_DATA", data))
}

/// The tests of what runs in the rooms, with the interpreter of the `data` environment (it has NumPy and pandas).
fn python_tests() -> Result<()> {
    let assay = project::assay_binary(false)?;
    let python = compat::environment_python(&assay, "data")?;
    let mut tests = Command::new(python);
    tests.args(["-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "python/tests"]);
    project::run(&mut tests)
}

/// The whole cheat corpus against every shipped exam; the command fails when a cheat is credited.
fn cheats() -> Result<()> {
    let assay = project::assay_binary(false)?;
    project::run(assay_command(&assay).arg("cheats"))
}

/// Proves the tasks whose stored proof no longer fits, and one of the others, another one each day. A task without any
/// proof is a draft: it counts for nothing, so nothing is held against it.
fn bank_proofs() -> Result<()> {
    let assay = project::assay_binary(false)?;
    project::run(
        assay_command(&assay)
            .args(["bank", "prove", "--bank", "bank", "--stored", "--check", "--sample", "1"]),
    )
}

/// Proves the whole bank once more, by a binary made for speed, and stores what was shown.
pub fn prove_bank(tasks: &[String]) -> Result<()> {
    environments()?;
    let assay = project::assay_binary(true)?;
    let mut prove = assay_command(&assay);
    prove.args(["bank", "prove", "--bank", "bank", "--again"]).args(tasks);
    project::run(&mut prove)
}

fn lookalikes() -> Result<()> {
    compat::exercism(&project::root().join("fixtures/exercism-lookalike"), &[], 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_prose_runs_tidy_only() {
        let touched: Vec<&str> = STEPS
            .iter()
            .filter(|step| is_touched(step, &[PathBuf::from("docs/ARCHITECTURE.md")]))
            .map(|step| step.name)
            .collect();
        assert_eq!(touched, ["tidy"]);
    }
}
