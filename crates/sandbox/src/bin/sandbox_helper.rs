//! The helper alone, for the crate's own tests; the product's binary calls the same function.

use std::process::ExitCode;

fn main() -> ExitCode {
    sandbox::helper_main()
}
