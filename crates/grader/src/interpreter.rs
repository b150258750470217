//! Which Python runs the rooms: found on PATH or named, 3.11 or newer, asked once about itself.
//!
//! It does not install one.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::digest;

/// The oldest Python that the rooms run on.
pub const OLDEST: [u32; 2] = [3, 11];

/// Names tried on PATH, in this order, when no interpreter is named.
const NAMES: [&str; 6] = ["python3", "python3.13", "python3.12", "python3.11", "python3.14", "python"];

const PROBE: &str = include_str!("../../../python/environments/tools/probe.py");

/// A Python interpreter that can run the rooms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Interpreter {
    /// The base interpreter itself, links resolved, never one of a virtual environment.
    pub executable: PathBuf,
    pub version: [u32; 3],
    pub implementation: String,
    /// What wheels call the platform, such as `linux-x86_64`.
    pub platform: String,
    /// How the interpreter names its bytecode, such as `cpython-311`.
    pub cache_tag: Option<String>,
    /// Folders that the interpreter needs to run: prefixes, standard library, shared library.
    pub folders: Vec<PathBuf>,
}

/// No usable interpreter.
#[derive(Debug, thiserror::Error)]
pub enum InterpreterError {
    #[error(
        "no Python on PATH (tried {tried})\nhint: install Python 3.11 or newer, for instance `apt install python3 python3-venv`, or name one with `--python PATH` or `ASSAY_PYTHON`"
    )]
    NotFound { tried: String },
    #[error(
        "`{path}` is Python {version}, and the rooms need 3.11 or newer\nhint: install a newer Python, or name one with `--python PATH` or `ASSAY_PYTHON`"
    )]
    TooOld { path: String, version: String },
    #[error(
        "`{path}` cannot be used as Python: {why}\nhint: name a working interpreter with `--python PATH` or `ASSAY_PYTHON`"
    )]
    Unusable { path: String, why: String },
}

impl Interpreter {
    /// The interpreter named by the caller, else the first on PATH that is new enough.
    pub fn find(named: Option<&Path>) -> Result<Self, InterpreterError> {
        if let Some(path) = named {
            return Self::ask(path.as_os_str())?.new_enough(&path.display().to_string());
        }
        let mut refusal = None;
        for name in NAMES {
            match Self::ask(OsStr::new(name)).and_then(|found| found.new_enough(name)) {
                Ok(found) => return Ok(found),
                Err(error @ InterpreterError::TooOld { .. }) => refusal = refusal.or(Some(error)),
                Err(_) => {}
            }
        }
        Err(refusal.unwrap_or_else(|| InterpreterError::NotFound {
            tried: NAMES.map(|n| format!("`{n}`")).join(", "),
        }))
    }

    /// Such as `3.11.7`.
    pub fn version_text(&self) -> String {
        self.version.map(|part| part.to_string()).join(".")
    }

    /// What distinguishes this interpreter from another as the ground of an environment.
    pub fn digest(&self) -> String {
        let version = self.version_text();
        let parts = [&self.implementation, &version, &self.platform].map(String::as_bytes);
        digest::of_parts(parts)
    }

    fn ask(path: &OsStr) -> Result<Self, InterpreterError> {
        let unusable =
            |why: String| InterpreterError::Unusable { path: path.to_string_lossy().into_owned(), why };
        let output = Command::new(path)
            .args([OsString::from("-I"), OsString::from("-B"), OsString::from("-c"), OsString::from(PROBE)])
            .stdin(Stdio::null())
            .output()
            .map_err(|error| unusable(error.to_string()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(unusable(said.trim().lines().last().unwrap_or("it ended with an error").to_owned()));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|error| unusable(format!("it described itself unreadably ({error})")))
    }

    fn new_enough(self, path: &str) -> Result<Self, InterpreterError> {
        if self.version[..2] >= OLDEST[..] {
            return Ok(self);
        }
        Err(InterpreterError::TooOld { path: path.to_owned(), version: self.version_text() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(version: [u32; 3]) -> Interpreter {
        Interpreter {
            executable: "/usr/bin/python3".into(),
            version,
            implementation: "CPython".into(),
            platform: "linux-x86_64".into(),
            cache_tag: Some("cpython-311".into()),
            folders: vec!["/usr".into()],
        }
    }

    #[test]
    fn a_python_that_is_too_old_is_named_with_its_version() {
        let refusal = python([3, 10, 13]).new_enough("python3").unwrap_err().to_string();
        assert!(refusal.starts_with("`python3` is Python 3.10.13, and the rooms need 3.11 or newer\nhint:"));
        assert!(python([3, 11, 0]).new_enough("python3").is_ok());
        assert!(python([4, 0, 0]).new_enough("python3").is_ok());
    }

    #[test]
    fn another_patch_release_is_another_ground_for_an_environment() {
        assert_ne!(python([3, 11, 2]).digest(), python([3, 11, 7]).digest());
        assert_eq!(python([3, 11, 2]).digest(), python([3, 11, 2]).digest());
    }

    #[test]
    fn a_program_that_is_no_python_is_refused_by_name() {
        let refusal = Interpreter::find(Some(Path::new("/bin/true"))).unwrap_err().to_string();
        assert!(refusal.starts_with("`/bin/true` cannot be used as Python: "), "{refusal}");
    }
}
