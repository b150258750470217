//! Variants: an author's `vary.py` run in a box of its own, its result laid over the task.
//!
//! The same task and seed give the same variant: the box has no network, no site-packages, a fixed hash seed and
//! fixed addresses. A program that looks at the clock is still another one each time; the prover finds it.

use std::collections::BTreeMap;

use assessment::Purpose;
use bank::files::FileMap;
use bank::finding::Finding;
use bank::modules::ModuleFacts;
use bank::package::TaskPackage;
use bank::variant::{Parameter, Variant};
use sandbox::{Outcome, Report, StartError};
use serde::Deserialize;

use crate::embedded::{self, EmbeddedError};
use crate::environments::{Environment, UnknownEnvironment, build, definition};
use crate::grade::{Grader, accepted};
use crate::limits::CaseLimits;
use crate::rooms::plan::Furniture;
use crate::rooms::variant_plan::{VARIANT, of_variant};
use crate::staging::{Stage, StageError};

/// The file that makes variants.
const PROGRAM: &str = "vary.py";

/// No variant could be made.
#[derive(Debug, thiserror::Error)]
pub enum VaryError {
    /// The task is at fault; each finding says where and how to mend it.
    #[error("{}", shown(.0))]
    Task(Vec<Finding>),
    #[error(transparent)]
    Environment(#[from] UnknownEnvironment),
    #[error(transparent)]
    Build(#[from] build::BuildError),
    #[error(transparent)]
    Stage(#[from] StageError),
    #[error(transparent)]
    Rooms(#[from] EmbeddedError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(
        "the box that makes the variant failed in step `{step}`: {message}\nhint: `assay doctor` says more"
    )]
    Box { step: String, message: String },
    #[error("the sandbox lost the box that makes the variant")]
    Lost,
}

/// What the box says.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Made { parameters: BTreeMap<String, Made>, files: BTreeMap<String, String> },
    Problem { problem: String, line: Option<usize> },
}

#[derive(Deserialize)]
struct Made {
    value: serde_json::Value,
    text: String,
}

impl Grader<'_> {
    /// The task as the candidate of `seed` meets it. A task without `vary.py`, or one that is a variant already,
    /// comes back as it is.
    pub fn vary(&self, task: &TaskPackage, seed: u64, purpose: Purpose) -> Result<TaskPackage, VaryError> {
        if task.variant().is_some() {
            return Ok(task.clone());
        }
        let Some(program) = task.files().get(PROGRAM) else { return Ok(task.clone()) };
        let report = self.run_program(program, &task.manifest().environment, seed, purpose)?;
        let variant = read(&report, seed)?;
        match task.with_variant(variant) {
            (Some(task), _) => Ok(task),
            (None, findings) => Err(VaryError::Task(findings)),
        }
    }

    fn run_program(
        &self,
        program: &[u8],
        environment: &str,
        seed: u64,
        purpose: Purpose,
    ) -> Result<Report, VaryError> {
        let definition = definition(environment)?;
        build::ensure(definition, self.workshop)?;
        let environment: Environment = definition.place(self.workshop.data, self.workshop.python);
        let mut files = FileMap::new();
        files.insert(PROGRAM, program.to_vec()).map_err(|error| task_error(error.to_string(), None))?;
        let stage = Stage::new(&files, &FileMap::new(), self.workshop.leftovers)?;
        let rooms = embedded::unpack_rooms(self.workshop.data, self.workshop.python)?;
        let running = self.launcher.start(of_variant(Furniture {
            stage: &stage,
            rooms: &rooms,
            python: self.workshop.python,
            environment: &environment,
            modules: &ModuleFacts::default(),
            limits: CaseLimits::default(),
            seed,
            public: false,
            allow_equality: false,
            suite: None,
            accepted_weaknesses: &accepted(purpose),
        }))?;
        running.wait(VARIANT).ok_or(VaryError::Lost)
    }
}

/// What the box made of the seed.
fn read(report: &Report, seed: u64) -> Result<Variant, VaryError> {
    match &report.outcome {
        Outcome::Exited { .. } => {}
        Outcome::BoxFailed { step, message } => {
            return Err(VaryError::Box { step: step.clone(), message: message.clone() });
        }
        outcome => return Err(task_error(format!("making a variant was stopped: {}", limit(outcome)), None)),
    }
    match serde_json::from_slice(&report.stdout) {
        Ok(Answer::Made { parameters, files }) => variant(seed, parameters, files),
        Ok(Answer::Problem { problem, line }) => Err(task_error(problem, line)),
        Err(_) => {
            let said = String::from_utf8_lossy(&report.stderr);
            let last = said.trim().lines().last().unwrap_or("it said nothing").to_owned();
            Err(task_error(format!("the program ended without a variant: {last}"), None))
        }
    }
}

fn variant(
    seed: u64,
    parameters: BTreeMap<String, Made>,
    files: BTreeMap<String, String>,
) -> Result<Variant, VaryError> {
    let made = |(name, made): (String, Made)| (name, Parameter { value: made.value, text: made.text });
    let mut variant =
        Variant { seed, parameters: parameters.into_iter().map(made).collect(), files: FileMap::new() };
    for (path, digits) in files {
        let bytes = from_hexadecimal(&digits)
            .ok_or_else(|| task_error(format!("file `{path}` did not arrive whole"), None))?;
        variant.files.insert(&path, bytes).map_err(|error| task_error(error.to_string(), None))?;
    }
    Ok(variant)
}

fn from_hexadecimal(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.is_ascii() {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}

fn limit(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::CpuTimeExceeded => "it took too much CPU time",
        Outcome::WallTimeExceeded => "it took too long",
        Outcome::MemoryExceeded => "it took too much memory",
        Outcome::OutputExceeded => "its files are too large",
        Outcome::ForbiddenSystemCall => "it made a system call that is not allowed",
        _ => "it was ended by a signal",
    }
}

fn task_error(message: String, line: Option<usize>) -> VaryError {
    let finding = Finding::error(PROGRAM, message);
    VaryError::Task(vec![Finding { line, ..finding }])
}

fn shown(findings: &[Finding]) -> String {
    findings
        .iter()
        .filter(|finding| finding.is_error())
        .map(Finding::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_arrive_as_they_were() {
        assert_eq!(from_hexadecimal("00ff4a"), Some(vec![0, 255, 74]));
        assert_eq!(from_hexadecimal(""), Some(Vec::new()));
        assert_eq!(from_hexadecimal("abc"), None);
        assert_eq!(from_hexadecimal("zz"), None);
    }
}
