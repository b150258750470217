//! A task package: `task.toml`, what the candidate gets, what examines it, and the proof that it is right.

use std::collections::BTreeMap;

use crate::clauses::{self, Clause};
use crate::equivalent::{self, EquivalentMutant};
use crate::files::{FileMap, RelativePath};
use crate::finding::Finding;
use crate::history;
use crate::manifest::{self, Manifest, Surroundings};
use crate::overlay::{overlay, overlay_at};
use crate::variant::{self, Variant};
use crate::wrong::{self, WrongNote};
use crate::{groups, hints};

/// One work sample, checked. It can only be had from [`TaskPackage::parse`].
#[derive(Debug, Clone, PartialEq)]
pub struct TaskPackage {
    files: FileMap,
    manifest: Manifest,
    clauses: Vec<Clause>,
    wrong_notes: BTreeMap<String, WrongNote>,
    equivalent: Vec<EquivalentMutant>,
    /// Of the package before a variant was laid over it.
    digest: String,
    variant: Option<Variant>,
}

/// Codebases by name, each with the paths that its files have inside `start/`.
pub type Codebases = BTreeMap<String, FileMap>;

/// A solution that ships with the task: `proof/right/<name>` or `proof/wrong/<name>`, a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The folder's name, or the file's without `.py`.
    pub name: String,
    /// What would be handed in.
    pub files: FileMap,
}

impl TaskPackage {
    /// Reads a package that stands on no codebase. All that is wrong comes at once; a package comes back unless
    /// one finding is an error.
    pub fn parse(files: FileMap) -> (Option<Self>, Vec<Finding>) {
        Self::parse_among(files, &Codebases::new())
    }

    /// Reads a package; the codebase that it names is laid under its `start/`, whose own files win.
    pub fn parse_among(mut files: FileMap, codebases: &Codebases) -> (Option<Self>, Vec<Finding>) {
        let Some(text) = files.text("task.toml").map(str::to_owned) else {
            return (None, vec![no_manifest(&files)]);
        };
        let (clauses, clause_findings) = clauses::parse(files.text("brief.md").unwrap_or_default());
        let names: Vec<&str> = codebases.keys().map(String::as_str).collect();
        let surroundings = Surroundings { clauses: &clauses, codebases: &names };
        let (manifest, mut findings) = manifest::parse(&text, surroundings);
        findings.extend(clause_findings);
        let codebase = manifest.as_ref().and_then(|manifest| codebases.get(manifest.codebase.as_ref()?));
        lay_under_start(&mut files, codebase);
        let (wrong_notes, wrong_findings) = wrong::parse(&files);
        findings.extend(wrong_findings);
        let (equivalent, equivalent_findings) = equivalent::parse(&files);
        findings.extend(equivalent_findings);
        findings.extend(layout_findings(&files));
        findings.extend(history_findings(&files));
        if let Some(manifest) = &manifest {
            findings.extend(missing_solutions(&files, manifest));
            findings.extend(groups::uncited(&manifest.groups, &clauses));
        }
        let usable = !findings.iter().any(Finding::is_error);
        let package = manifest.filter(|_| usable).map(|manifest| {
            let digest = files.digest();
            Self { files, manifest, clauses, wrong_notes, equivalent, digest, variant: None }
        });
        (package, findings)
    }

    /// The task as the candidate of one seed meets it: the variant's files laid over it, `{{name}}` replaced by
    /// its parameters, and both told to the exam in `exam/variant.json`. It keeps the digest of the whole task.
    pub fn with_variant(&self, variant: Variant) -> (Option<Self>, Vec<Finding>) {
        let (files, mut findings) = variant::lay(&self.files, &variant);
        // The codebase is under `start/` already.
        let codebase = self.manifest.codebase.iter().map(|name| (name.clone(), FileMap::new()));
        let (package, more) = Self::parse_among(files, &codebase.collect());
        findings.extend(more);
        let usable = !findings.iter().any(Finding::is_error);
        let digest = self.digest.clone();
        let package = package.filter(|_| usable);
        (package.map(|package| Self { digest, variant: Some(variant), ..package }), findings)
    }

    /// What `task.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Every file of the package, its codebase's inside `start/`.
    pub fn files(&self) -> &FileMap {
        &self.files
    }

    /// What the candidate reads, in Markdown; the empty string when the package has no `brief.md`.
    pub fn brief(&self) -> &str {
        self.files.text("brief.md").unwrap_or_default()
    }

    /// The clauses of the brief, in its order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Hints in Markdown; each says more than the one before.
    pub fn hints(&self) -> Vec<String> {
        hints::parse(self.files.text("hints.md").unwrap_or_default())
    }

    /// A short worked example of the competency, in Markdown, to be shown before the task.
    pub fn worked(&self) -> Option<&str> {
        self.files.text("worked.md")
    }

    /// The program that makes variants from seeds; without it there is one variant.
    pub fn vary(&self) -> Option<&str> {
        self.files.text("vary.py")
    }

    /// The variant that was laid over the package.
    pub fn variant(&self) -> Option<&Variant> {
        self.variant.as_ref()
    }

    /// Mutants that the author argues to be equivalent.
    pub fn equivalent_mutants(&self) -> &[EquivalentMutant] {
        &self.equivalent
    }

    /// The files that the candidate starts from.
    pub fn start(&self) -> FileMap {
        history::laid_out(&self.files.under("start"), None).0
    }

    /// The hidden tests and their data.
    pub fn exam(&self) -> FileMap {
        self.files.under("exam")
    }

    /// Solutions that must pass every check.
    pub fn right(&self) -> Vec<Proof> {
        self.with_histories(proofs(&self.files, "proof/right"))
    }

    /// Solutions that must fail, each where its note says.
    pub fn wrong(&self) -> Vec<Proof> {
        self.with_histories(proofs(&self.files, "proof/wrong"))
    }

    /// The solutions, each `history.toml` replaced by the repository that it describes.
    fn with_histories(&self, proofs: Vec<Proof>) -> Vec<Proof> {
        let start = self.files.text("start/history.toml");
        let laid = |proof: Proof| Proof { files: history::laid_out(&proof.files, start).0, ..proof };
        proofs.into_iter().map(laid).collect()
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

    /// What the task is, as [`FileMap::digest`] of all its files, its codebase's too: one changed byte anywhere
    /// makes another task. All variants of a task share it.
    pub fn digest(&self) -> String {
        self.digest.clone()
    }
}

/// Lays a codebase under `start/`; a file of `start/` stays, also where the codebase has a folder of its name.
fn lay_under_start(files: &mut FileMap, codebase: Option<&FileMap>) {
    let Some(codebase) = codebase else { return };
    let own = files.under("start");
    for (path, bytes) in overlay_at(codebase, &own, None).iter() {
        if let Ok(path) = RelativePath::new(&format!("start/{path}")) {
            files.replace(path, bytes.to_vec());
        }
    }
}

/// What is wrong with any `history.toml` of the package.
fn history_findings(files: &FileMap) -> Vec<Finding> {
    let start = files.text("start/history.toml");
    let of_start = history::laid_out(&files.under("start"), None).1.into_iter();
    let mut findings: Vec<Finding> = of_start.map(|finding| finding.within("start")).collect();
    for folder in ["proof/right", "proof/wrong"] {
        for proof in proofs(files, folder) {
            let inside = format!("{folder}/{}", proof.name);
            let found = history::laid_out(&proof.files, start).1;
            findings.extend(found.into_iter().map(|finding| finding.within(&inside)));
        }
    }
    findings
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
