//! The single-threaded process between the host and the boxes of one plan.

use std::process::ExitCode;

/// The helper's whole life: read a plan from standard input (a socket), run it, report. Never returns before every box
/// is dead. Call it first thing in `main`, before any thread is started.
pub fn helper_main() -> ExitCode {
    ExitCode::FAILURE
}
