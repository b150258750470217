//! The host's side: start a plan, wait for its boxes, stop them. The host never forks; it executes the helper.

use std::ffi::OsString;

use crate::outcome::{Report, Usage};
use crate::plan::Plan;
use crate::protection::{Isolation, Protection};
use crate::start_error::StartError;

/// Knows how to execute the helper.
#[derive(Debug, Clone)]
pub struct Launcher {
    helper_command: Vec<OsString>,
}

impl Launcher {
    /// `helper_command` is a program and its arguments; the program calls `helper_main` and does nothing else.
    pub const fn new(helper_command: Vec<OsString>) -> Self {
        Self { helper_command }
    }

    /// Starts all boxes of the plan, or none. Blocks until the helper has answered (some milliseconds).
    pub fn start(&self, plan: Plan) -> Result<Running, StartError> {
        drop(plan);
        let _ = &self.helper_command;
        Err(StartError::HelperSilent)
    }

    /// Each protection and its state on this machine, found by trying. Takes well under a second.
    pub fn probe(&self) -> Result<Vec<Protection>, StartError> {
        let _ = &self.helper_command;
        Err(StartError::HelperSilent)
    }
}

/// Boxes that were started together. Dropping it kills all that still run. May be shared between threads.
#[derive(Debug)]
pub struct Running {
    isolation: Isolation,
}

impl Running {
    /// Blocks until the box has ended. May be called again and from several threads; `None`: no box has that name.
    pub fn wait(&self, box_name: &str) -> Option<Report> {
        let _ = box_name;
        let _ = &self.isolation;
        None
    }

    /// Kills the box; its outcome is `StoppedByHost` unless it had already ended. Unknown names are ignored.
    pub fn stop(&self, box_name: &str) {
        let _ = box_name;
        let _ = &self.isolation;
    }

    /// What the box has used so far, cheaply; after its end, what it used in all. `None`: no box has that name.
    pub fn usage(&self, box_name: &str) -> Option<Usage> {
        let _ = box_name;
        let _ = &self.isolation;
        None
    }

    pub const fn isolation(&self) -> &Isolation {
        &self.isolation
    }
}
