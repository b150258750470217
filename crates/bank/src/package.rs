//! A task package: `task.toml`, what the candidate gets, what examines it, and the proof that it is right.

use std::collections::BTreeMap;

use crate::files::{FileMap, RelativePath};
use crate::finding::Finding;
use crate::manifest::{self, Manifest};
use crate::overlay::{overlay, overlay_at};
use crate::wrong::{self, WrongNote};

/// One work sample, checked. It can only be had from [`TaskPackage::parse`].
#[derive(Debug, Clone, PartialEq)]
pub struct TaskPackage {
    files: FileMap,
    manifest: Manifest,
    wrong_notes: BTreeMap<String, WrongNote>,
}

/// A solution that ships with the task: `proof/right/<name>` or `proof/wrong/<name>`, a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The folder's name, or the file's without `.py`.
    pub name: String,
    /// What would be handed in.
    pub files: FileMap,
}

impl TaskPackage {
    /// Reads a package. All that is wrong comes at once; a package comes back unless one finding is an error.
    pub fn parse(files: FileMap) -> (Option<Self>, Vec<Finding>) {
        let Some(text) = files.text("task.toml") else {
            return (None, vec![no_manifest(&files)]);
        };
        let (manifest, mut findings) = manifest::parse(text);
        let (wrong_notes, wrong_findings) = wrong::parse(&files);
        findings.extend(wrong_findings);
        findings.extend(layout_findings(&files));
        if let Some(manifest) = &manifest {
            findings.extend(missing_solutions(&files, manifest));
        }
        let usable = !findings.iter().any(Finding::is_error);
        let package = manifest.filter(|_| usable).map(|manifest| Self { files, manifest, wrong_notes });
        (package, findings)
    }

    /// What `task.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Every file of the package.
    pub fn files(&self) -> &FileMap {
        &self.files
    }

    /// What the candidate reads, in Markdown; the empty string when the package has no `brief.md`.
    pub fn brief(&self) -> &str {
        self.files.text("brief.md").unwrap_or_default()
    }

    /// The files that the candidate starts from.
    pub fn start(&self) -> FileMap {
        self.files.under("start")
    }

    /// The hidden tests and their data.
    pub fn exam(&self) -> FileMap {
        self.files.under("exam")
    }

    /// Solutions that must pass every check.
    pub fn right(&self) -> Vec<Proof> {
        proofs(&self.files, "proof/right")
    }

    /// Solutions that must fail, each where its note says.
    pub fn wrong(&self) -> Vec<Proof> {
        proofs(&self.files, "proof/wrong")
    }

    /// What `proof/wrong.toml` says about the wrong solution of this name.
    pub fn wrong_note(&self, name: &str) -> Option<&WrongNote> {
        self.wrong_notes.get(name)
    }

    /// What the submission room gets: the submission laid over `start/`.
    ///
    /// A single Python file of another name takes the place of the file that `solution` names in `task.toml`,
    /// when that is one, else of the only Python file of `start/`, when there is only one.
    pub fn overlay(&self, submission: &FileMap) -> FileMap {
        let start = self.start();
        match &self.manifest.solution[..] {
            [] => overlay(&start, submission),
            [only] => overlay_at(&start, submission, Some(only)),
            _ => overlay_at(&start, submission, None),
        }
    }

    /// Whether a check is one of the candidate's practice checks by a pattern of `public` in `task.toml`. Checks
    /// marked `@pytest.mark.public` are public too; the exam room knows those.
    pub fn is_public(&self, node_id: &str) -> bool {
        self.manifest.public.iter().any(|pattern| pattern.matches(node_id))
    }

    /// What the task is, as [`FileMap::digest`] of all its files: one changed byte anywhere makes another task.
    pub fn digest(&self) -> String {
        self.files.digest()
    }
}

/// The solutions inside `folder`: each file and each folder directly in it is one.
pub(crate) fn proofs(files: &FileMap, folder: &str) -> Vec<Proof> {
    let inside = files.under(folder);
    let names = inside.names("");
    names.into_iter().map(|name| proof(&inside, name)).collect()
}

fn proof(inside: &FileMap, name: &str) -> Proof {
    let Some(bytes) = inside.get(name) else {
        return Proof { name: name.to_owned(), files: inside.under(name) };
    };
    let mut files = FileMap::new();
    if let Ok(path) = RelativePath::new(name) {
        files.replace(path, bytes.to_vec());
    }
    Proof { name: name.strip_suffix(".py").unwrap_or(name).to_owned(), files }
}

fn no_manifest(files: &FileMap) -> Finding {
    if files.contains("task.toml") {
        return Finding::error("task.toml", "the file is not UTF-8 text").hint("save it as UTF-8");
    }
    Finding::error("task.toml", "there is no such file")
        .hint("a task package has a `task.toml`; an exam folder alone is graded with `--exam`")
}

fn layout_findings(files: &FileMap) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !files.under("exam").paths().any(RelativePath::is_python) {
        let finding = Finding::error("exam", "the package has no exam: `exam/` holds no Python file");
        findings.push(finding.hint("put at least one pytest or unittest file into `exam/`"));
    }
    if files.text("brief.md").is_none_or(|brief| brief.trim().is_empty()) {
        let finding = Finding::warning("brief.md", "the candidate has nothing to read");
        findings.push(finding.hint("say in `brief.md` what is to be done"));
    }
    findings
}

fn missing_solutions(files: &FileMap, manifest: &Manifest) -> Vec<Finding> {
    let missing = manifest.solution.iter().filter(|path| !files.contains(&format!("start/{path}")));
    missing
        .map(|path| {
            Finding::error("task.toml", format!("`solution` names `{path}`, which `start/` does not have"))
                .hint(format!("add `start/{path}`, or correct the name"))
        })
        .collect()
}
