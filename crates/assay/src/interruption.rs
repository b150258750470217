//! Ctrl-C and its kin: clear what is half made, then leave. The boxes die with this process.

use anyhow::Context as _;
use grader::leftovers::Leftovers;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// From now on a signal that asks this process to end clears `leftovers` and ends it with 128 plus the signal's number.
pub fn clear_on_signal(leftovers: &Leftovers) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot listen for Ctrl-C")?;
    let leftovers = leftovers.clone();
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            leftovers.clear();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}
