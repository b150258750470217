//! `assay measure`: calibration, scoring, replay, simulation and the health of a bank. The mathematics is crate `psychometrics`.

mod bank_file;
mod columns;
mod fit;
mod health;
mod item_table;
mod page;
mod plots;
mod replay;
mod response_table;
mod score;
mod simulate;

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use crate::cli::measure::Measure;
use crate::exit::{Exit, OrMisuse as _};

pub fn run(measure: &Measure) -> anyhow::Result<Exit> {
    match measure {
        Measure::Fit(arguments) => fit::run(arguments),
        Measure::Score(arguments) => score::run(arguments),
        Measure::Replay(arguments) => replay::run(arguments),
        Measure::Simulate(arguments) => simulate::run(arguments),
        Measure::Bank(arguments) => health::run(arguments),
    }
}

/// A file named on the command line.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read `{}`", path.display())).or_misuse()
}

/// CPU time of this process so far.
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "a process runs for fewer seconds than a double counts")]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9;
    seconds
}

/// A result as JSON on one page, with a line end.
fn as_json(value: &impl serde::Serialize) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
