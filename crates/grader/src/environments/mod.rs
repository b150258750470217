//! Python environments: defined by hashed locks inside the binary, built once into read-only folders that are named by
//! the digest of lock, interpreter and platform.

pub mod build;
pub mod build_lock;
pub mod builder;
pub mod program;
pub mod verify;

use std::path::{Path, PathBuf};

use crate::data_folder::DataFolder;
use crate::digest;
use crate::embedded;
use crate::interpreter::Interpreter;
use crate::leftovers::Leftovers;
use crate::progress::Listener;

/// The environment that a task gets when it names none.
pub const DEFAULT: &str = "core";

/// Where an environment is mounted in a box.
pub const IN_BOX: &str = "/environment";

/// An environment as the binary defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    pub name: &'static str,
    /// Requirements with versions and hashes.
    pub lock: &'static str,
}

/// An environment on this machine: built or to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    pub name: String,
    /// Digest of lock, interpreter and platform.
    pub digest: String,
    /// Its folder.
    pub path: PathBuf,
    /// The interpreter's folders below it, such as `lib/python3.11/site-packages`.
    pub site_packages: PathBuf,
}

/// What building and verifying need from their surroundings.
#[derive(Clone, Copy)]
pub struct Workshop<'a> {
    pub data: &'a DataFolder,
    pub python: &'a Interpreter,
    pub leftovers: &'a Leftovers,
    /// A folder of wheels: build from it and never touch the network.
    pub wheels: Option<&'a Path>,
    pub listener: Listener<'a>,
}

/// No environment has this name.
#[derive(Debug, thiserror::Error)]
#[error("unknown environment `{name}`\nhint: `assay env list` shows those that there are: {known}")]
pub struct UnknownEnvironment {
    pub name: String,
    pub known: String,
}

/// All definitions, sorted by name.
pub fn definitions() -> Vec<Definition> {
    let mut all: Vec<_> =
        embedded::environment_files(".lock").map(|(name, lock)| Definition { name, lock }).collect();
    all.sort_by_key(|definition| definition.name);
    all
}

/// The definition with this name.
pub fn definition(name: &str) -> Result<Definition, UnknownEnvironment> {
    let all = definitions();
    all.iter().find(|definition| definition.name == name).copied().ok_or_else(|| UnknownEnvironment {
        name: name.to_owned(),
        known: all.iter().map(|definition| format!("`{}`", definition.name)).collect::<Vec<_>>().join(", "),
    })
}

impl Definition {
    /// How many packages the lock names; some are for other platforms only.
    pub fn package_count(&self) -> usize {
        self.lock.lines().filter(|line| !line.starts_with([' ', '#']) && line.contains("==")).count()
    }

    /// Where this environment is, or will be, for this interpreter.
    pub fn place(&self, data: &DataFolder, python: &Interpreter) -> Environment {
        let digest = self.digest(python);
        let path = data.environments().join(format!("{}-{}", self.name, digest::short(&digest)));
        let [major, minor, _] = python.version;
        let site_packages = path.join(format!("lib/python{major}.{minor}/site-packages"));
        Environment { name: self.name.to_owned(), digest, path, site_packages }
    }

    fn digest(&self, python: &Interpreter) -> String {
        digest::of_parts([self.name.as_bytes(), self.lock.as_bytes(), python.digest().as_bytes()])
    }
}

impl Environment {
    /// Whether it is there. A folder gets its name only when it is complete.
    pub fn is_built(&self) -> bool {
        self.path.is_dir()
    }

    /// Its interpreter as a box sees it.
    pub fn python_in_box() -> PathBuf {
        Path::new(IN_BOX).join("bin/python")
    }

    /// Its interpreter on this machine.
    pub fn python(&self) -> PathBuf {
        self.path.join("bin/python")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(version: [u32; 3], platform: &str) -> Interpreter {
        Interpreter {
            executable: "/usr/bin/python3".into(),
            version,
            implementation: "CPython".into(),
            platform: platform.into(),
            cache_tag: None,
            folders: Vec::new(),
        }
    }

    #[test]
    fn the_digest_covers_name_lock_version_and_platform() {
        let base = Definition { name: "core", lock: "pytest==8.4.2" };
        let here = python([3, 11, 7], "linux-x86_64");
        let digest = base.digest(&here);
        assert_eq!(digest, base.digest(&here.clone()));
        assert_ne!(digest, Definition { name: "data", ..base }.digest(&here));
        assert_ne!(digest, Definition { lock: "pytest==8.4.1", ..base }.digest(&here));
        assert_ne!(digest, base.digest(&python([3, 11, 8], "linux-x86_64")));
        assert_ne!(digest, base.digest(&python([3, 11, 7], "linux-aarch64")));
    }

    #[test]
    fn an_unknown_environment_names_the_known_ones() {
        let error = definition("cor").unwrap_err().to_string();
        assert!(error.starts_with(
            "unknown environment `cor`\nhint: `assay env list` shows those that there are: `core`,"
        ));
    }

    #[test]
    fn packages_are_counted_by_their_pins() {
        let lock =
            "# via\na==1 \\\n    --hash=sha256:00\n    # via b\nb==2 ; python_full_version < '3.13' \\\n";
        assert_eq!(Definition { name: "x", lock }.package_count(), 2);
    }
}
