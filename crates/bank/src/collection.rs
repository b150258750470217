//! A bank: its tasks, the codebases that they stand on, and the stored proofs.
//!
//!     <area>/<task id>/     the package
//!     codebases/<name>/     starting files that several tasks share
//!     proofs/<task id>.json what the prover stored

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::files::FileMap;
use crate::finding::Finding;
use crate::package::{Codebases, TaskPackage};

/// Folders of a bank that are no areas.
const CODEBASES: &str = "codebases";
const PROOFS: &str = "proofs";

/// A set of tasks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bank {
    tasks: Vec<BankTask>,
}

/// One task of a bank.
#[derive(Debug, Clone, PartialEq)]
pub struct BankTask {
    /// Folder of its area.
    pub area: String,
    pub package: TaskPackage,
    /// What the prover stored, whether it still holds or not.
    pub proof: Option<StoredProof>,
}

/// What a bank needs to know of a stored proof. The rest is the prover's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StoredProof {
    /// Digest of the task that was proven.
    pub digest: String,
    /// Day on which it was made, such as `2026-05-04`.
    #[serde(alias = "proven_at")]
    pub date: String,
    /// Whether it shows the task to be proven at all.
    #[serde(default = "yes")]
    pub proven: bool,
}

fn yes() -> bool {
    true
}

impl BankTask {
    pub fn id(&self) -> &str {
        &self.package.manifest().id
    }

    /// Whether the stored proof is of exactly this task.
    pub fn is_proven(&self) -> bool {
        self.proof.as_ref().is_some_and(|proof| proof.proven && proof.digest == self.package.digest())
    }

    /// Ids of the competencies that the task counts for.
    pub fn competencies(&self) -> Vec<String> {
        let shares = self.package.manifest().competencies();
        shares.into_iter().filter(crate::groups::CompetencyShare::counts).map(|share| share.id).collect()
    }
}

impl Bank {
    /// Reads a bank. A task that is no task is left out, with findings that name files from the bank's folder.
    pub fn parse(files: &FileMap) -> (Self, Vec<Finding>) {
        let codebases = codebases(files);
        let mut tasks: Vec<BankTask> = Vec::new();
        let mut findings = Vec::new();
        for folder in task_folders(files) {
            let (package, more) = TaskPackage::parse_among(files.under(&folder), &codebases);
            findings.extend(more.into_iter().map(|finding| finding.within(&folder)));
            let Some(package) = package else { continue };
            let (area, name) = folder.split_once('/').unwrap_or_default();
            findings.extend(misplaced(&package, &folder, name, &tasks));
            let proof = stored_proof(files, &package.manifest().id);
            tasks.push(BankTask { area: area.to_owned(), package, proof });
        }
        tasks.sort_by(|left, right| (&left.area, left.id()).cmp(&(&right.area, right.id())));
        (Self { tasks }, findings)
    }

    /// All tasks, by area and id.
    pub fn tasks(&self) -> &[BankTask] {
        &self.tasks
    }

    pub fn task(&self, id: &str) -> Option<&BankTask> {
        self.tasks.iter().find(|task| task.id() == id)
    }

    /// How many proven tasks count for each competency; one without any is not there.
    pub fn proven_tasks(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for id in self.tasks.iter().filter(|task| task.is_proven()).flat_map(BankTask::competencies) {
            *counts.entry(id).or_insert(0) += 1;
        }
        counts
    }
}

/// The codebases of a bank by their names.
pub fn codebases(files: &FileMap) -> Codebases {
    let inside = files.under(CODEBASES);
    inside.names("").into_iter().map(|name| (name.to_owned(), inside.under(name))).collect()
}

/// The folders that hold a package, such as `core/order-totals`.
pub fn task_folders(files: &FileMap) -> Vec<String> {
    let manifests = files.paths().filter_map(|path| path.as_str().strip_suffix("/task.toml"));
    let folders: BTreeSet<String> = manifests
        .filter(|folder| folder.matches('/').count() == 1)
        .filter(|folder| ![CODEBASES, PROOFS].iter().any(|name| folder.starts_with(&format!("{name}/"))))
        .map(str::to_owned)
        .collect();
    folders.into_iter().collect()
}

fn stored_proof(files: &FileMap, id: &str) -> Option<StoredProof> {
    serde_json::from_str(files.text(&format!("{PROOFS}/{id}.json"))?).ok()
}

/// A task that stands in a folder of another name, or whose id another task has.
fn misplaced(package: &TaskPackage, folder: &str, name: &str, earlier: &[BankTask]) -> Vec<Finding> {
    let id = &package.manifest().id;
    let mut findings = Vec::new();
    if id != name {
        let finding =
            Finding::error(format!("{folder}/task.toml"), format!("`id` is `{id}`, the folder is `{name}`"));
        findings.push(finding.hint("give both the same name"));
    }
    if let Some(other) = earlier.iter().find(|task| task.id() == id) {
        let message = format!("`{}/{id}` has the same `id`", other.area);
        findings.push(
            Finding::error(format!("{folder}/task.toml"), message).hint("give each task an id of its own"),
        );
    }
    findings
}
