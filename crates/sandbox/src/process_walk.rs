//! Counts a process tree from the host's `/proc`, for machines where no control group can be had. A process that is born
//! and dies between two looks is seen only once its parent, or the box's init, has waited for it.

use std::fs;

use rustix::process::Pid;

/// Sums over the processes that live now; CPU time includes children that were waited for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TreeUsage {
    pub cpu_time_ms: u64,
    /// Resident memory that belongs to no file.
    pub memory_bytes: u64,
}

/// A tree larger than this is cut off; the process limit is far below.
const PROCESSES_MAX: usize = 4096;

pub fn measure(root: Pid) -> TreeUsage {
    let mut sum = TreeUsage::default();
    let mut waiting = vec![root.as_raw_nonzero().get().unsigned_abs()];
    let mut seen = 0;
    while let Some(pid) = waiting.pop() {
        seen += 1;
        if seen > PROCESSES_MAX {
            break;
        }
        sum.cpu_time_ms += cpu_time_ms(pid).unwrap_or(0);
        sum.memory_bytes += memory_bytes(pid).unwrap_or(0);
        waiting.extend(children(pid));
    }
    sum
}

fn children(pid: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

fn cpu_time_ms(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let ticks = cpu_ticks(&stat)?;
    Some(ticks * 1000 / rustix::param::clock_ticks_per_second())
}

/// Fields 14 to 17: user and system time, of the process and of the children it has waited for. The name in field 2 may
/// contain anything, so counting starts behind its last bracket.
fn cpu_ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().skip(11).take(4).map(|field| field.parse::<u64>().ok()).sum()
}

/// Resident minus shared pages.
fn memory_bytes(pid: u32) -> Option<u64> {
    let statm = fs::read_to_string(format!("/proc/{pid}/statm")).ok()?;
    let mut pages = statm.split_whitespace().map(str::parse::<u64>);
    let (resident, shared) = (pages.nth(1)?.ok()?, pages.next()?.ok()?);
    let page_bytes = u64::try_from(rustix::param::page_size()).ok()?;
    Some(resident.saturating_sub(shared) * page_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_name_full_of_brackets_does_not_shift_the_fields() {
        let stat = "7 (a) 9 (b)) S 1 7 7 0 -1 4194304 100 0 0 0 11 22 33 44 20 0 1 0 5";
        assert_eq!(cpu_ticks(stat), Some(110));
    }

    #[test]
    fn this_process_uses_memory() {
        let here = rustix::process::getpid();
        assert!(measure(here).memory_bytes > 0);
    }
}
