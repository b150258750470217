//! The cheat corpus earns nothing on this exam: no group beyond those that an answer without work earns.

use std::collections::BTreeSet;
use std::path::Path;

use assessment::Verdict;
use bank::files::FileMap;
use bank::manifest::Kind;
use bank::package::TaskPackage;
use grader::environments::UnknownEnvironment;
use grader::limits::WishedLimits;
use sha2::{Digest as _, Sha256};

use super::solutions::emptied;
use crate::examiner::Question;
use crate::prover::{Cheat, Cheats, Work};
use crate::python_text;
use crate::refusal::Reason;

/// Cheats that wait or spin are ended early.
const CPU_SECONDS: f64 = 2.0;
const WALL_SECONDS: f64 = 10.0;
/// Families and kinds of which every cheat is handed in, and how many of the others.
const ALWAYS: [&str; 8] =
    ["figure/", "equality/", "claims/", "history/", "mending/", "review/", "suite/", "speed/"];
const DRAWN: usize = 16;
/// How many credited cheats are told.
const TOLD: usize = 5;

pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let Some(variant) = work.variants.first() else { return Ok(()) };
    let package = &variant.package;
    let entry = entry(package);
    let limits =
        WishedLimits { cpu_seconds: Some(CPU_SECONDS), wall_seconds: Some(WALL_SECONDS), memory_mb: None };
    let question = |submission: FileMap| Question { variant, submission, limits, cold: false };
    let applying = (work.prover.corpus)(&entry).into_iter().filter(|cheat| applies(cheat, package)).collect();
    let mut cheats = chosen(applying, &package.digest(), work.prover.cheats);
    let own = own_class(package, &entry).filter(|_| work.prover.cheats != Cheats::None);
    cheats.extend(own);
    let credits = work.examiner.each("cheats", &cheats, |cheat| {
        let question = question(cheat.files.clone());
        let mut credited = BTreeSet::new();
        for _ in 0..cheat.attempts.max(1) {
            credited.extend(earned(&work.examiner.grade(&question)?));
        }
        Ok::<_, UnknownEnvironment>(credited)
    });
    let mut credited: Vec<(&str, BTreeSet<String>)> = Vec::new();
    for (cheat, groups) in cheats.iter().zip(credits) {
        let groups = groups?;
        if !groups.is_empty() {
            credited.push((&cheat.name, groups));
        }
    }
    if !credited.is_empty() {
        // Only now: what a constant earns is nobody's credit.
        let mut honest: Vec<Question<'_>> = vec![question(FileMap::new()), question(emptied(package))];
        if Path::new(&entry).extension().is_some_and(|extension| extension == "py") {
            honest.extend((work.prover.trickless)(&entry).into_iter().map(question));
        }
        let verdicts = work.examiner.grade_all("answers without work", &honest)?;
        let nobodys: BTreeSet<String> = verdicts.iter().flat_map(earned).collect();
        for (_, groups) in &mut credited {
            groups.retain(|group| !nobodys.contains(group));
        }
        credited.retain(|(_, groups)| !groups.is_empty());
    }
    work.figures.cheats = cheats.len();
    if !credited.is_empty() {
        let message = told(&credited);
        let hint =
            "compare plain values that the check works out itself, and test inequality as well as equality";
        work.refuse(Reason::CheatCredited, "exam", message, hint);
    }
    Ok(())
}

/// Groups that earned their points.
fn earned(verdict: &Verdict) -> BTreeSet<String> {
    let earning = verdict.groups.iter().filter(|group| group.earned > 0.0);
    earning.map(|group| group.id.clone()).collect()
}

/// The cheats that are handed in. Forged equality depends on how this exam compares, so those are always among them, and
/// so are those made for its kind; tricks against the grader itself are tried by `assay cheats` on exams made for them,
/// and here by a draw that is another one for each task: over a bank each of them meets many exams.
fn chosen(applying: Vec<Cheat>, digest: &str, cheats: Cheats) -> Vec<Cheat> {
    match cheats {
        Cheats::None => Vec::new(),
        Cheats::All => applying,
        Cheats::Drawn => {
            let is_always = |cheat: &Cheat| ALWAYS.iter().any(|family| cheat.name.starts_with(family));
            let (mut kept, mut rest): (Vec<Cheat>, Vec<Cheat>) = applying.into_iter().partition(is_always);
            rest.sort_by_cached_key(|cheat| Sha256::digest(format!("{digest} {}", cheat.name)));
            rest.truncate(DRAWN);
            kept.extend(rest);
            kept
        }
    }
}

/// The cheat that is made for this very exam: every class that the right solution has, as one whose objects equal
/// everything, and every function giving such an object. It earns what only compares handles with handles.
fn own_class(package: &TaskPackage, entry: &str) -> Option<Cheat> {
    let right = package.right().into_iter().next()?;
    let laid = package.overlay(&right.files);
    let (classes, functions) = python_text::definitions(laid.text(entry)?);
    let mut text = OWN_CLASS.to_owned();
    text.extend(classes.iter().map(|name| format!("\n\nclass {name}(Agreeable):\n    pass\n")));
    let answer = |name| format!("\n\ndef {name}(*arguments, **keywords):\n    return Agreeable()\n");
    text.extend(functions.iter().map(answer));
    let mut files = FileMap::new();
    files.insert(entry, text.into_bytes()).ok()?;
    Some(Cheat { name: "own class equals everything".to_owned(), exams: Vec::new(), attempts: 1, files })
}

const OWN_CLASS: &str = "\
class Agreeable:
    def __init__(self, *arguments, **keywords):
        pass

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __lt__(self, other):
        return True

    __le__ = __gt__ = __ge__ = __lt__

    def __hash__(self):
        return 0

    def __bool__(self):
        return True

    def __len__(self):
        return 1

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return lambda *arguments, **keywords: Agreeable()
";

fn told(credited: &[(&str, BTreeSet<String>)]) -> String {
    let lines: Vec<String> = credited
        .iter()
        .take(TOLD)
        .map(|(cheat, groups)| {
            let names: Vec<&str> = groups.iter().map(String::as_str).collect();
            format!("`{cheat}` earns {}", names.join(", "))
        })
        .collect();
    format!("{} cheats earn credit: {}", credited.len(), lines.join("; "))
}

/// The file that a submission of one file takes the place of.
fn entry(package: &TaskPackage) -> String {
    let start = package.start();
    let python: Vec<_> = start.paths().filter(|path| path.is_python()).collect();
    match (&package.manifest().solution[..], &python[..]) {
        ([first, ..], _) => first.to_string(),
        ([], [only]) => only.to_string(),
        _ => "solution.py".to_owned(),
    }
}

/// Whether a cheat's trick can meet this exam: made for all, or for exams of this kind, or for what this exam uses.
fn applies(cheat: &Cheat, package: &TaskPackage) -> bool {
    let manifest = package.manifest();
    let mut kinds: Vec<&str> = match manifest.kind {
        Kind::Test => vec!["suite"],
        Kind::Review => vec!["review"],
        Kind::Git => vec!["repo"],
        Kind::Analyse | Kind::Quiz => vec!["answers"],
        Kind::Plot => vec!["function", "class", "figure"],
        Kind::Speed => vec!["function", "class", "speed"],
        Kind::Secure => vec!["function", "class", "exploit", "answers"],
        Kind::Fix => vec!["function", "class", "changes"],
        _ => vec!["function", "class"],
    };
    if manifest.environment == "data" {
        kinds.push("pandas");
    }
    // Each meeting of a suite takes a dozen runs: only cheats that are made for suites are tried.
    let is_for_all = cheat.exams.is_empty() && manifest.kind != Kind::Test;
    is_for_all || cheat.exams.iter().any(|exam| kinds.contains(&exam.as_str()))
}
