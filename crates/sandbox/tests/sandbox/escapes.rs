//! Attacks, each a script in `tests/escapes` with the outcome that it must have:
//!
//!     # attack: what it tries
//!     # expect: contained | forbidden-system-call | output-exceeded | cpu-time-exceeded | memory-exceeded
//!
//! A contained attack prints `contained` and exits with 0 after it has tried everything and got nothing.

use std::fs;
use std::path::Path;

use sandbox::{Outcome, Report};

use crate::builder::{python, run, text, with_limits};

struct Attack {
    name: String,
    expected: String,
    script: String,
}

fn attacks() -> Vec<Attack> {
    include_dir()
        .into_iter()
        .map(|(name, script)| {
            let header = |key: &str| script.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
            assert!(
                header("# attack:").is_some_and(|text| !text.is_empty()),
                "{name} does not say what it tries"
            );
            let expected = header("# expect:").unwrap_or_else(|| panic!("{name} expects nothing")).to_owned();
            Attack { name, expected, script }
        })
        .collect()
}

fn include_dir() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/escapes");
    let mut scripts: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    scripts.sort();
    scripts
}

fn outcome_name(report: &Report) -> String {
    match &report.outcome {
        Outcome::Exited { status: 0 } if text(&report.stdout) == "contained\n" => "contained".to_owned(),
        Outcome::ForbiddenSystemCall => "forbidden-system-call".to_owned(),
        Outcome::OutputExceeded => "output-exceeded".to_owned(),
        Outcome::CpuTimeExceeded => "cpu-time-exceeded".to_owned(),
        Outcome::MemoryExceeded => "memory-exceeded".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_attack_ends_as_expected() {
    let attacks = attacks();
    assert!(attacks.len() >= 12, "attacks are missing: {}", attacks.len());
    let mut surprises = Vec::new();
    for attack in attacks {
        let planned = with_limits(python(&attack.script), |limits| {
            limits.cpu_time_ms = 2000;
            limits.processes = 30;
            limits.memory_bytes = 64 << 20;
        });
        let report = run(planned);
        let got = outcome_name(&report);
        if got != attack.expected {
            let said = format!("{}{}", text(&report.stdout), text(&report.stderr));
            surprises.push(format!("{}: expected {}, got {got}\n{said}", attack.name, attack.expected));
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}
