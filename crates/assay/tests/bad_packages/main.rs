//! Deliberately bad packages, each of which the prover must refuse for its reason. Each is proven whole, which takes minutes: run it with
//! `cargo test -p assay --test bad_packages`. The gate doesn't.

mod packages;
#[path = "../cli/place.rs"]
#[expect(dead_code, reason = "the tests of the whole binary use all of it")]
mod place;
