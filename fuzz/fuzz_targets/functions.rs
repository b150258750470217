//! The importer of function tasks in JSON Lines, as published data sets have them.
#![no_main]

use assay_fuzz::hold_imported;
use bank::importers::functions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hold_imported(&functions::import(data)));
