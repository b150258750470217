//! A time namespace, where the kernel has one: the box's monotonic clocks start at a fixed reading, so that they do not
//! tell how long the machine has been up.

use std::fs;
use std::path::Path;

use rustix::thread::UnshareFlags;
use rustix::time::{ClockId, clock_gettime};

use crate::step::{Step, StepFailure, failed};
use crate::syscall::unshare;

/// What the clocks read when the box starts: not zero, which careless programs take for "never".
const FIRST_READING_SECONDS: i64 = 1000;

/// Holds for the program, not for the calling process, which keeps the machine's clocks.
pub fn hide_uptime() -> Result<(), StepFailure> {
    if !Path::new("/proc/self/ns/time").exists() {
        return Ok(());
    }
    unshare(UnshareFlags::NEWTIME).map_err(failed(Step::Clocks, "time namespace"))?;
    let offset = |clock| FIRST_READING_SECONDS - clock_gettime(clock).tv_sec;
    let offsets =
        format!("monotonic {} 0\nboottime {} 0\n", offset(ClockId::Monotonic), offset(ClockId::Boottime));
    let path = "/proc/self/timens_offsets";
    fs::write(path, offsets).map_err(failed(Step::Clocks, path))
}
