//! Rebuilds the binary when what it embeds changes: `include_dir!` alone does not watch it.

fn main() {
    println!("cargo:rerun-if-changed=../../bank");
    println!("cargo:rerun-if-changed=src/templates");
    println!("cargo:rerun-if-changed=../../cheats");
    println!("cargo:rerun-if-changed=../../fixtures/exams");
}
