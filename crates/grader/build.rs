//! Rebuilds the crate when a file of `python/` changes: `include_dir!` alone does not watch what it embeds.

fn main() {
    println!("cargo:rerun-if-changed=../../python");
}
