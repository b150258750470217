//! Importers of other people's repositories: an Exercism track, and a repository that pytest grades.
#![no_main]

use assay_fuzz::{files, hold_imported};
use bank::importers::{exercism, pytest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let files = files(data);
    hold_imported(&exercism::import(&files));
    hold_imported(&pytest::import("some-repository", &files));
});
