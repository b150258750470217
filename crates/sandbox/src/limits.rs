//! Limits that the kernel holds per process. Those of the whole tree are in `cgroup` and `supervisor`; here is also what
//! stands in for them where no control group can be had.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::cgroup::Control;
use crate::plan::Limits;
use crate::step::{Step, StepFailure, failed};

/// Less than any core file, and the one value at which the kernel does not start a core handler either: 0 would start it,
/// outside of the box, as root, on the box's data.
const CORE_BYTES: u64 = 1;
/// The supervisor ends a tree that is over its CPU time; this ends a process if the supervisor could not.
const CPU_BACKSTOP_SECONDS: u64 = 2;
/// Threads and allocators reserve much more than they use: this only keeps a single request from outrunning the polling,
/// which holds the box to what it uses.
const RESERVED_TIMES: u64 = 4;
/// Enough for a process that locks a few pages of secrets.
const LOCKED_MEMORY_BYTES: u64 = 64 << 10;

/// Signals and timers that wait, and bytes of message queues: memory of the kernel, which a host may have set free.
const WAITING_SIGNALS: u64 = 1024;
const MESSAGE_QUEUE_BYTES: u64 = 800 << 10;

/// Sets each limit, soft and hard. Must run inside the box's user namespace, which counts its processes apart.
pub fn apply(limits: &Limits, control: &Control) -> Result<(), StepFailure> {
    for (resource, value) in values(limits, control) {
        let value = getrlimit(resource).maximum.map_or(value, |highest| value.min(highest));
        let limit = Rlimit { current: Some(value), maximum: Some(value) };
        setrlimit(resource, limit).map_err(failed(Step::Limits, format!("{resource:?} {value}")))?;
    }
    Ok(())
}

/// Each limited resource and its most.
pub fn values(limits: &Limits, control: &Control) -> Vec<(Resource, u64)> {
    let mut values = vec![
        (Resource::Core, CORE_BYTES),
        (Resource::Cpu, limits.cpu_time_ms.div_ceil(1000) + CPU_BACKSTOP_SECONDS),
        (Resource::Nofile, limits.open_files),
        (Resource::Fsize, limits.file_size_bytes),
        (Resource::Memlock, LOCKED_MEMORY_BYTES),
        (Resource::Sigpending, WAITING_SIGNALS),
        (Resource::Msgqueue, MESSAGE_QUEUE_BYTES),
        (Resource::Rtprio, 0),
        (Resource::Nice, 0),
    ];
    // The box's init is one more. A control group must be the first to refuse, because it counts its refusals.
    let processes = limits.processes + 1;
    values.push((Resource::Nproc, if control.counts_processes() { 2 * processes } else { processes }));
    if !control.counts_memory() {
        values.push((Resource::Data, limits.memory_bytes.saturating_mul(RESERVED_TIMES)));
    }
    values
}
