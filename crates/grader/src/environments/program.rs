//! Running the programs that build environments: their lines become progress, an interruption ends them with all their
//! children, and a failure carries the last lines that they said.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use rustix::process::Pid;

use super::Workshop;
use crate::progress::Progress;

/// Lines of a failed program that are worth repeating.
const LINES_KEPT: usize = 12;

/// Variables that would lead a builder astray: they belong to whatever Python the caller has active.
const MISLEADING: [&str; 6] = [
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
];

/// A program did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    #[error("cannot run `{program}`: {source}")]
    Start { program: String, source: std::io::Error },
    #[error("`{program}` failed:\n{said}")]
    Failed { program: String, said: String },
}

/// Runs a program to its end.
pub fn run(command: &mut Command, workshop: Workshop<'_>) -> Result<(), ProgramError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let start_error = |source| ProgramError::Start { program: program.clone(), source };
    for name in MISLEADING {
        command.env_remove(name);
    }
    // One pipe for both streams, so that the lines keep their order.
    let (reader, writer) = std::io::pipe().map_err(start_error)?;
    let writer_again = writer.try_clone().map_err(start_error)?;
    command.stdin(Stdio::null()).stdout(writer).stderr(writer_again).process_group(0);
    let mut child = command.spawn().map_err(start_error)?;
    let leader = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let _entry = leader.map(|leader| workshop.leftovers.program(leader));
    // The command holds our copies of the pipe's writing end; the reader would never see its end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let last_lines = forward_lines(reader, workshop);
    let status = child.wait().map_err(start_error)?;
    if status.success() {
        return Ok(());
    }
    Err(ProgramError::Failed { program, said: last_lines })
}

fn forward_lines(stream: impl Read, workshop: Workshop<'_>) -> String {
    let mut kept = VecDeque::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if line.is_empty() {
            continue;
        }
        (workshop.listener)(Progress::Detail { line: line.clone() });
        if kept.len() == LINES_KEPT {
            kept.pop_front();
        }
        kept.push_back(line);
    }
    Vec::from(kept).join("\n")
}
