//! The exam room's event channel, and the verdict that is made of it: nothing that a room could write may panic, hang, or
//! give more points than checks were announced.
#![no_main]

use std::collections::BTreeSet;
use std::time::Instant;

use assessment::CheckOutcome;
use bank::files::FileMap;
use bank::modules::module_facts;
use grader::limits::CaseLimits;
use grader::rooms::events::{Event, RoomOutcome, listen};
use grader::verdict::judge::{Judgement, Record, judge};
use libfuzzer_sys::fuzz_target;
use sandbox::{LimitsHit, Outcome, Report};

fn report() -> Report {
    Report {
        outcome: Outcome::Exited { status: 0 },
        cpu_time_ms: 1,
        wall_time_ms: 1,
        peak_memory_bytes: 1,
        stdout: Vec::new(),
        stderr: Vec::new(),
        limits_hit: LimitsHit::default(),
    }
}

fuzz_target!(|data: &[u8]| {
    let heard = listen(data, Instant::now());
    let mut files = FileMap::new();
    let _ = files.insert("solution.py", b"def f():\n    return 1\n".to_vec());
    let modules = module_facts(&FileMap::new(), &files, &FileMap::new(), &BTreeSet::new());
    let (submission, exam) = (report(), report());
    let record = Record {
        heard: &heard,
        submission: &submission,
        exam: &exam,
        limits: CaseLimits::default(),
        modules: &modules,
        files: &files,
        is_public: &|_| false,
        groups: &[],
    };
    let Judgement::Graded(graded) = judge(&record) else { return };
    assert!(!heard.events.iter().any(|event| matches!(event, Event::Tampering { .. })));
    assert!(graded.points.earned <= graded.points.possible, "{:?}", graded.points);
    let said: BTreeSet<&str> = heard
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Finished(finished) if finished.outcome == RoomOutcome::Passed => Some(finished.id.as_str()),
            _ => None,
        })
        .collect();
    for check in graded.checks.iter().filter(|check| check.outcome == CheckOutcome::Passed) {
        assert!(said.contains(check.id.as_str()), "`{}` passed and nobody said so", check.id);
    }
});
