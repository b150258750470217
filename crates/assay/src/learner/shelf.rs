//! The bank as learners meet it: read from a folder or from this binary, with the proofs that belong to it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use assessment::task::MeasuredTask;
use bank::files::FileMap;
use bank::package::{Codebases, TaskPackage};
use serde::Deserialize;

use crate::exit::OrMisuse as _;
use crate::shipped;

const CODEBASES: &str = "codebases";
const PROOFS: &str = "proofs";

/// What a learner needs of a stored proof.
#[derive(Deserialize)]
struct Proof {
    digest: String,
    proven: bool,
    #[serde(default)]
    seeds: Vec<u64>,
}

/// Tasks by id.
pub struct Shelf {
    tasks: BTreeMap<String, TaskPackage>,
    measured: Vec<MeasuredTask>,
}

impl Shelf {
    /// Reads the bank in `folder`, or the embedded one. A task that cannot be read is left out: `assay bank lint` says why.
    pub fn open(folder: Option<&Path>, unproven: bool) -> anyhow::Result<Self> {
        let (files, _) = shipped::bank_files(folder)?;
        let codebases = codebases(&files);
        let mut shelf = Self { tasks: BTreeMap::new(), measured: Vec::new() };
        for area in files.names("").into_iter().filter(|area| ![CODEBASES, PROOFS].contains(area)) {
            for name in files.names(area) {
                let package = files.under(&format!("{area}/{name}"));
                if package.contains("task.toml") {
                    shelf.put(package, &codebases, &files, unproven);
                }
            }
        }
        if shelf.tasks.is_empty() {
            let place =
                folder.map_or_else(|| "this program".to_owned(), |path| format!("`{}`", path.display()));
            return Err(anyhow!("the bank of {place} holds no task\nhint: name a bank with `--bank DIR`"))
                .or_misuse();
        }
        Ok(shelf)
    }

    fn put(&mut self, package: FileMap, codebases: &Codebases, bank: &FileMap, unproven: bool) {
        let (Some(package), _) = TaskPackage::parse_among(package, codebases) else { return };
        let id = package.manifest().id.clone();
        let proof = bank.text(&format!("{PROOFS}/{id}.json"));
        let proof = proof.and_then(|text| serde_json::from_str::<Proof>(text).ok());
        let proof = proof.filter(|proof| proof.proven && proof.digest == package.digest());
        let seeds = proof.as_ref().map(|proof| proof.seeds.clone()).unwrap_or_default();
        let variants = if package.vary().is_some() { seeds } else { Vec::new() };
        self.measured.push(MeasuredTask::new(&package, unproven || proof.is_some(), variants));
        self.tasks.insert(id, package);
    }

    pub fn measured(&self) -> Vec<MeasuredTask> {
        self.measured.clone()
    }

    pub fn has_proven(&self) -> bool {
        self.measured.iter().any(|task| task.proven)
    }

    pub fn task(&self, id: &str) -> anyhow::Result<&TaskPackage> {
        self.tasks.get(id).with_context(|| format!("the bank has no task `{id}`"))
    }

    pub fn ids(&self) -> Vec<&str> {
        self.tasks.keys().map(String::as_str).collect()
    }
}

fn codebases(files: &FileMap) -> Codebases {
    let inside = files.under(CODEBASES);
    let names = inside.names("");
    names.into_iter().map(|name| (name.to_owned(), inside.under(name))).collect()
}
