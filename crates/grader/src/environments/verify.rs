//! Verifying an environment: each file against the hash that its package recorded, then each package imported.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Environment;
use crate::interpreter::Interpreter;

const VERIFY: &str = include_str!("../../../../python/environments/tools/verify.py");
const IMPORTS: &str = include_str!("../../../../python/environments/tools/imports.py");

/// What was found in an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    pub files: Files,
    pub imports: Imports,
}

/// Installed files against recorded hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// How many files were compared.
    pub files: u64,
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Sources and libraries that no package claims.
    pub unrecorded: Vec<String>,
}

/// Packages that load, and those that do not with their error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imports {
    pub imported: u64,
    pub failed: BTreeMap<String, String>,
}

/// The environment could not be examined.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("environment `{0}` is not built\nhint: `assay env build {0}`")]
    NotBuilt(String),
    #[error("cannot examine `{path}`: {why}")]
    Unreadable { path: PathBuf, why: String },
}

impl Findings {
    /// Whether everything is as it was when it was built.
    pub fn is_sound(&self) -> bool {
        let Files { changed, missing, unrecorded, .. } = &self.files;
        changed.is_empty() && missing.is_empty() && unrecorded.is_empty() && self.imports.failed.is_empty()
    }
}

/// Examines a built environment. Nothing of it is executed before its files were compared.
pub fn verify(environment: &Environment, python: &Interpreter) -> Result<Findings, VerifyError> {
    if !environment.is_built() {
        return Err(VerifyError::NotBuilt(environment.name.clone()));
    }
    let mut compare = Command::new(&python.executable);
    compare.args(["-I", "-S", "-B", "-c", VERIFY]).arg(&environment.site_packages);
    let files: Files = answer(&mut compare, environment)?;
    let mut import = Command::new(environment.python());
    import.args(["-I", "-B", "-c", IMPORTS]);
    Ok(Findings { files, imports: answer(&mut import, environment)? })
}

fn answer<T: DeserializeOwned>(command: &mut Command, environment: &Environment) -> Result<T, VerifyError> {
    let unreadable = |why: String| VerifyError::Unreadable { path: environment.path.clone(), why };
    let output = command.stdin(Stdio::null()).output().map_err(|error| unreadable(error.to_string()))?;
    if !output.status.success() {
        return Err(unreadable(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| unreadable(error.to_string()))
}
