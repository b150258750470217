//! Compiles `native/entry.rs`, which warm processes load, into a library of its own; its bytes travel inside this crate.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=native/entry.rs");
    let variable = |name: &str| env::var_os(name).unwrap_or_default();
    let library = PathBuf::from(variable("OUT_DIR")).join("entry.so");
    let mut compiler = Command::new(variable("RUSTC"));
    compiler
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--crate-name",
            "assay_entry",
            "-C",
            "panic=abort",
        ])
        .args(["-C", "opt-level=2", "-C", "strip=symbols", "-C", "overflow-checks=no", "-D", "warnings"])
        .arg("--target")
        .arg(variable("TARGET"))
        .arg("-o")
        .arg(&library)
        .arg("native/entry.rs");
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        compiler.arg("-C").arg(format!("linker={}", linker.to_string_lossy()));
    }
    let ended = compiler.status();
    assert!(ended.is_ok_and(|status| status.success()), "cannot compile native/entry.rs");
}
