//! Verdicts that were stored or sent: reading ends, and what was read is written as the same verdict, also as JUnit.
#![no_main]

use assessment::{Verdict, to_junit};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(verdict) = Verdict::from_json(text) else { return };
    let written = verdict.to_json();
    let again = Verdict::from_json(&written).expect("a verdict that was just written can be read");
    assert_eq!(again.to_json(), written);
    let _ = to_junit(&verdict);
});
