//! Why a run did not start.

use std::collections::BTreeSet;
use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::weakness::Weakness;

#[derive(Debug, Error)]
pub enum StartError {
    #[error(
        "cannot start the sandbox helper `{command}`: {source}\nhint: check that this file exists and can be executed"
    )]
    HelperNotStarted { command: String, source: io::Error },
    #[error(
        "the sandbox helper ended before it answered\nhint: the helper command must call `sandbox::helper_main`"
    )]
    HelperSilent,
    #[error("cannot talk to the sandbox helper: {0}")]
    Channel(#[from] io::Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The helper's own answer, or a plan that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Refusal {
    #[error("plan, {place}: {what}\nhint: {mend}")]
    Plan { place: String, what: String, mend: String },
    #[error("{}", describe_missing(.0))]
    Weaknesses(BTreeSet<Weakness>),
    #[error("sandbox step `{step}` failed on `{object}`: {message}\nhint: {mend}")]
    Step { step: String, object: String, message: String, mend: String },
}

fn describe_missing(weaknesses: &BTreeSet<Weakness>) -> String {
    let lines = weaknesses.iter().map(|weakness| {
        format!(
            "this machine cannot protect fully: `{weakness}`: {}\nhint: {}",
            weakness.explanation(),
            weakness.mend()
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
