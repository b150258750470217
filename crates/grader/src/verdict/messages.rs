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
        // Once the window is closed the program ends by itself or is stopped, whichever comes first: one message, so that
        // the same submission gives the same words.
        Outcome::Exited { .. } | Outcome::StoppedByHost | Outcome::BoxFailed { .. } => {
            "the program ended itself or stopped answering while it was needed; remove `sys.exit()`, `exit()` or `os._exit()`"
                .to_owned()
        }
    }
}

/// Why nothing of the submission could be examined.
pub fn import_failure(
    failed: &ImportFailed,
    submission: &FileMap,
    room: &Outcome,
    limits: CaseLimits,
) -> String {
    let said = stable(&failed.message, MESSAGE);
    match failed.kind {
        ImportFailure::RoomEnded => {
            format!("`{}` could not be imported: {}", failed.module, room_end(room, limits))
        }
        // Without a place in the submission it is the exam that asked for the module.
        ImportFailure::MissingModule if failed.location.is_none() => {
            missing_module(&failed.module, submission)
        }
        ImportFailure::MissingModule => match quoted(&said) {
            Some(name) => format!("`{name}` is not installed in the exam's environment; do without it"),
            None => said,
        },
        ImportFailure::MissingName => match quoted(&said) {
            Some(name) => format!(
                "the exam needs `{name}`, and `{}` does not have this name; define it, or correct its spelling",
                failed.module
            ),
            None => said,
        },
        ImportFailure::SyntaxError => {
            format!("Python cannot read `{}`: {}", failed.module, without_place(&said))
        }
        ImportFailure::Raised => format!("importing `{}` failed: {said}", failed.module),
    }
}

/// The first name in single quotes, as in `cannot import name 'total' from 'shop'`.
fn quoted(text: &str) -> Option<&str> {
    text.split('\'').nth(1).filter(|name| !name.is_empty())
}

/// The text of a syntax error without the exception's name and the place, which stand beside it.
fn without_place(text: &str) -> &str {
    let text = text.split_once(": ").map_or(text, |(_, rest)| rest);
    text.rsplit_once(" (").filter(|(_, place)| place.contains(", line ")).map_or(text, |(rest, _)| rest)
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
    use crate::rooms::events::Place;

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
        check(Outcome::Exited { status: 0 }, "remove `sys.exit()`");
        check(Outcome::StoppedByHost, "stopped answering");
    }

    #[test]
    fn what_keeps_a_submission_from_being_imported_is_said_with_its_mend() {
        let place = Place { file: "shop.py".into(), line: 1, function: None, text: None };
        let check = |kind, message: &str, location: Option<Place>, expected: &str| {
            let failed = ImportFailed { kind, module: "shop".into(), message: message.into(), location };
            let said =
                import_failure(&failed, &FileMap::new(), &Outcome::StoppedByHost, CaseLimits::default());
            assert_eq!(said, expected);
        };
        check(
            ImportFailure::SyntaxError,
            "`SyntaxError`: expected ':' (shop.py, line 1)",
            Some(place.clone()),
            "Python cannot read `shop`: expected ':'",
        );
        check(
            ImportFailure::MissingModule,
            "`ModuleNotFoundError`: No module named 'requests'",
            Some(place),
            "`requests` is not installed in the exam's environment; do without it",
        );
        check(
            ImportFailure::MissingName,
            "`ImportError`: cannot import name 'total' from 'shop' (unknown location)",
            None,
            "the exam needs `total`, and `shop` does not have this name; define it, or correct its spelling",
        );
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
