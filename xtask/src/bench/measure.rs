//! `cargo xtask bench measure`: calibration and selection beside what researchers use, in CPU time of one thread.
//!
//! Peers are installed from PyPI into `target/bench-peers`; what cannot be installed or does not finish is said, not left out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::write_section;
use crate::project;

const PEERS: &str = include_str!("peers.py");
const SIZES: [(u32, u32); 3] = [(1_000, 50), (10_000, 200), (100_000, 500)];
const POOLS: [u32; 3] = [1_000, 10_000, 100_000];
/// CPU seconds after which a peer counts as unfinished.
const PATIENCE_SECONDS: u32 = 90;

/// Measures everything and writes the section.
pub fn run(with_peers: bool) -> Result<()> {
    build()?;
    let folder = project::root().join("target/bench-peers");
    fs::create_dir_all(&folder)?;
    let python = if with_peers { install(&folder) } else { None };
    let mut rows = Vec::new();
    for (persons, items) in SIZES {
        let data = folder.join(format!("{persons}x{items}.bytes"));
        let ours = example("speed", &[&persons.to_string(), &items.to_string(), "json", &text(&data)])?;
        let goal = ours["log_likelihood"].as_f64().context("no log-likelihood")?.to_string();
        let peer =
            |name: &str| peer(python.as_deref(), &folder, &[name, &text(&data), &items.to_string(), &goal]);
        let tried = |name: &str, most: u32| (persons <= most).then(|| peer(name));
        rows.push(calibration_row(
            persons,
            items,
            &ours,
            tried("numpy", 10_000).as_ref(),
            tried("girth", 1_000).as_ref(),
        ));
    }
    let mut steps = Vec::new();
    for pool in POOLS {
        let ours = example("selection_speed", &[&pool.to_string(), "json"])?;
        let catsim = peer(python.as_deref(), &folder, &["catsim", &pool.to_string()]);
        let catsim = catsim["cpu_ms"].as_f64();
        let own = ours["median_ms"].as_f64().context("no time of a selection step")?;
        steps.push(format!(
            "| {pool} | {own:.3} | {:.3} | {} |",
            ours["p90_ms"].as_f64().unwrap_or(f64::NAN),
            ratio(catsim.map(|ms| ms / 1e3), own / 1e3, 1e3)
        ));
    }
    write_section("measure", &section(&rows, &steps))
}

fn build() -> Result<()> {
    let arguments = ["build", "--quiet", "--release", "-p", "psychometrics", "--examples"];
    let status = Command::new("cargo").args(arguments).current_dir(project::root()).status()?;
    if !status.success() {
        bail!("the examples did not build");
    }
    Ok(())
}

fn example(name: &str, arguments: &[&str]) -> Result<Value> {
    let path = project::root().join("target/release/examples").join(name);
    let ran = Command::new(&path).args(arguments).output().with_context(|| format!("cannot run {name}"))?;
    if !ran.status.success() {
        bail!("{name} failed: {}", String::from_utf8_lossy(&ran.stderr));
    }
    serde_json::from_slice(&ran.stdout).with_context(|| format!("{name} printed no JSON"))
}

/// A Python with the peers, or `None` where they cannot be installed.
fn install(folder: &Path) -> Option<PathBuf> {
    let python = folder.join("venv/bin/python");
    if !python.is_file() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")).status().ok()?;
        let pip = ["-m", "pip", "install", "--quiet", "numpy", "girth", "catsim"];
        let installed = Command::new(&python).args(pip).status().ok()?;
        if !made.success() || !installed.success() {
            return None;
        }
    }
    Some(python)
}

/// What a peer says of itself, or why it says nothing. One thread, so that CPU time is comparable.
fn peer(python: Option<&Path>, folder: &Path, arguments: &[&str]) -> Value {
    let Some(python) = python else { return Value::Null };
    let script = folder.join("peers.py");
    if fs::write(&script, PEERS).is_err() {
        return Value::Null;
    }
    let mut command = Command::new(python);
    command.arg(script).args(arguments).arg(PATIENCE_SECONDS.to_string());
    for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"] {
        command.env(threads, "1");
    }
    let ran = command.output().ok();
    ran.and_then(|ran| serde_json::from_slice(&ran.stdout).ok()).unwrap_or(Value::Null)
}

fn calibration_row(
    persons: u32,
    items: u32,
    ours: &Value,
    numpy: Option<&Value>,
    girth: Option<&Value>,
) -> String {
    let number = |value: &Value, key: &str| value[key].as_f64();
    let own = number(ours, "cpu_seconds").unwrap_or(f64::NAN);
    let rounded = |value: Option<f64>, digits: usize| {
        value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
    };
    let mebibytes = |value: &Value| rounded(number(value, "peak_kib").map(|kib| kib / 1024.0), 0);
    let likelihood = |value: &Value| rounded(number(value, "log_likelihood"), 2);
    let seconds = |peer: Option<&Value>| {
        peer.map_or_else(|| "not tried".to_owned(), |peer| ratio(number(peer, "cpu_seconds"), own, 1.0))
    };
    let numpy_value = numpy.unwrap_or(&Value::Null);
    format!(
        "| {persons} x {items} | {own:.3} | {} | {} | {} | {} | {} | {} |",
        likelihood(ours),
        mebibytes(ours),
        seconds(numpy),
        likelihood(numpy_value),
        mebibytes(numpy_value),
        seconds(girth),
    )
}

/// A peer's time and how many times ours that is; `unit` is seconds (1) or milliseconds (1000).
fn ratio(theirs: Option<f64>, ours: f64, unit: f64) -> String {
    theirs.map_or_else(
        || "not finished".to_owned(),
        |theirs| format!("{:.2} ({:.0} x)", theirs * unit, theirs / ours),
    )
}

fn section(rows: &[String], steps: &[String]) -> String {
    format!(
        "## Measure\n\n`cargo xtask bench measure`. CPU time of one thread on a shared virtual machine, release build; ratios say more than seconds. The same simulated 2PL responses for all, \
         the same 61 nodes from -6 to 6 (121 for ours above 200 items). NumPy is a plain EM of thirty lines, stopped within .01 of our log-likelihood, BLAS on one thread. `girth` (PyPI) is its \
         `twopl_mml`; it gives no log-likelihood. R's `mirt` is not measured here: Debian has no package of it. Not finished: no result within {PATIENCE_SECONDS} s of CPU; not tried: the peer would take minutes.\n\n\
         | persons x items | ours, s | log-likelihood | MiB | NumPy EM, s | its log-likelihood | MiB | girth, s |\n|---|---|---|---|---|---|---|---|\n{}\n\n\
         One selection step (median and ninth decile of 200; information under the posterior, exposure cap, three areas, enemy groups) beside `catsim` (PyPI), whose `MaxInfoSelector` knows one point and no rules:\n\n\
         | items | ours, ms | ninth decile, ms | catsim, ms |\n|---|---|---|---|\n{}",
        rows.join("\n"),
        steps.join("\n")
    )
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
