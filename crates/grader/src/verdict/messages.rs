//! Plain words for what ended a room and for what kept a submission from being imported: what happened and how to mend.

use bank::files::FileMap;
use sandbox::Outcome;

use crate::limits::CaseLimits;
use crate::rooms::events::{ImportFailed, ImportFailure};
use crate::verdict::text::{MESSAGE, stable};

/// Why the submission room is no longer there.
pub fn room_end(outcome: &Outcome, limits: CaseLimits) -> String {
    match outcome {
        Outcome::CpuTimeExceeded => format!(
            "stopped after {} of CPU time; look for an endless loop or a slow way to the result",
            seconds(limits.cpu_time_ms)
        ),
        Outcome::WallTimeExceeded => format!(
            "stopped after {} by the clock; look for something that waits, such as `input()` or `time.sleep()`",
            seconds(limits.wall_time_ms)
        ),
        Outcome::MemoryExceeded => format!(
            "stopped because it needed more than {} MB of memory; look for data that grows without end",
            limits.memory_bytes >> 20
        ),
        Outcome::OutputExceeded => {
            "stopped because it printed too much; look for a `print` in an endless loop".to_owned()
        }
        Outcome::ForbiddenSystemCall => {
            "stopped because it asked the system for something that no task needs".to_owned()
        }
        Outcome::Signalled { signal } => format!(
            "the program crashed ({}); look for very deep recursion or a fault in a compiled library",
            signal_name(*signal)
        ),
        Outcome::Exited { status } => format!(
            "the program ended itself (exit status {status}) while it was needed; remove `sys.exit()`, `exit()` or `os._exit()`"
        ),
        Outcome::StoppedByHost | Outcome::BoxFailed { .. } => "the program no longer answered".to_owned(),
    }
}

/// Why nothing of the submission could be examined.
pub fn import_failure(
    failed: &ImportFailed,
    submission: &FileMap,
    room: &Outcome,
    limits: CaseLimits,
) -> String {
    match failed.kind {
        ImportFailure::RoomEnded => {
            format!("`{}` could not be imported: {}", failed.module, room_end(room, limits))
        }
        // Without a place in the submission it is the exam that asked for the module.
        ImportFailure::MissingModule if failed.location.is_none() => {
            missing_module(&failed.module, submission)
        }
        ImportFailure::MissingModule
        | ImportFailure::SyntaxError
        | ImportFailure::MissingName
        | ImportFailure::Raised => stable(&failed.message, MESSAGE),
    }
}

fn missing_module(module: &str, submission: &FileMap) -> String {
    const SHOWN: usize = 5;
    let wanted = module.replace('.', "/");
    let python: Vec<_> =
        submission.paths().filter(|path| path.is_python()).map(|path| format!("`{path}`")).collect();
    let has = match python.len() {
        0 => "no Python file".to_owned(),
        count if count > SHOWN => format!("{} and {} more", python[..SHOWN].join(", "), count - SHOWN),
        _ => python.join(", "),
    };
    format!("the exam needs `{wanted}.py`, and the submission has {has}; give the file this name")
}

fn seconds(milliseconds: u64) -> String {
    match milliseconds % 1000 {
        0 => format!("{} s", milliseconds / 1000),
        rest => format!("{}.{:03} s", milliseconds / 1000, rest),
    }
}

fn signal_name(signal: i32) -> String {
    let name = match signal {
        4 => "illegal instruction",
        6 => "aborted",
        7 => "bus error",
        8 => "arithmetic fault",
        9 => "killed",
        11 => "segmentation fault",
        15 => "terminated",
        _ => return format!("signal {signal}"),
    };
    format!("signal {signal}, {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_of_a_room_has_its_own_words_with_the_limit_that_was_met() {
        let limits = CaseLimits { cpu_time_ms: 2_500, wall_time_ms: 60_000, memory_bytes: 512 << 20 };
        let check = |outcome: Outcome, words: &str| {
            let text = room_end(&outcome, limits);
            assert!(text.contains(words), "{text}");
        };
        check(Outcome::CpuTimeExceeded, "stopped after 2.500 s of CPU time");
        check(Outcome::WallTimeExceeded, "stopped after 60 s by the clock");
        check(Outcome::MemoryExceeded, "more than 512 MB of memory");
        check(Outcome::OutputExceeded, "printed too much");
        check(Outcome::Signalled { signal: 11 }, "segmentation fault");
        check(Outcome::Exited { status: 0 }, "exit status 0");
    }

    #[test]
    fn a_missing_file_is_named_beside_those_that_are_there() {
        let failed = ImportFailed {
            kind: ImportFailure::MissingModule,
            module: "shop.order".into(),
            message: String::new(),
            location: None,
        };
        let mut files = FileMap::new();
        let words =
            |files: &FileMap| import_failure(&failed, files, &Outcome::StoppedByHost, CaseLimits::default());
        assert_eq!(
            words(&files),
            "the exam needs `shop/order.py`, and the submission has no Python file; give the file this name"
        );
        files.insert("orders.py", Vec::new()).unwrap();
        assert!(words(&files).contains("the submission has `orders.py`;"));
    }
}
