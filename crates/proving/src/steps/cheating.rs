//! The cheat corpus earns nothing on this exam: no check beyond those that an answer without work passes.

use std::collections::BTreeSet;

use bank::files::FileMap;
use bank::manifest::Kind;
use bank::package::TaskPackage;
use grader::environments::UnknownEnvironment;
use grader::limits::WishedLimits;

use super::solutions::emptied;
use crate::examiner::{Question, passed};
use crate::prover::{Cheat, Work};
use crate::refusal::Reason;

/// Cheats that wait or spin are ended early.
const CPU_SECONDS: f64 = 2.0;
const WALL_SECONDS: f64 = 10.0;
/// How many credited cheats and checks are told.
const TOLD: usize = 5;

pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let Some(variant) = work.variants.first() else { return Ok(()) };
    let package = &variant.package;
    let entry = entry(package);
    let limits =
        WishedLimits { cpu_seconds: Some(CPU_SECONDS), wall_seconds: Some(WALL_SECONDS), memory_mb: None };
    let question = |submission: FileMap| Question { variant, submission, limits };
    let mut honest: Vec<Question<'_>> = vec![question(FileMap::new()), question(emptied(package))];
    if entry.ends_with(".py") {
        honest.extend((work.prover.trickless)(&entry).into_iter().map(question));
    }
    let verdicts = work.examiner.grade_all("answers without work", &honest)?;
    let nobodys: BTreeSet<String> = verdicts.iter().flat_map(passed).collect();
    let cheats: Vec<Cheat> =
        (work.prover.corpus)(&entry).into_iter().filter(|cheat| applies(cheat, package)).collect();
    let credits = work.examiner.each("cheats", &cheats, |cheat| {
        let question = question(cheat.files.clone());
        let mut credited = BTreeSet::new();
        for _ in 0..cheat.attempts.max(1) {
            credited.extend(passed(&work.examiner.grade(&question)?));
        }
        Ok(credited.difference(&nobodys).cloned().collect::<Vec<_>>())
    });
    let mut credited: Vec<(&str, Vec<String>)> = Vec::new();
    for (cheat, checks) in cheats.iter().zip(credits) {
        let checks = checks?;
        if !checks.is_empty() {
            credited.push((&cheat.name, checks));
        }
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

fn told(credited: &[(&str, Vec<String>)]) -> String {
    let lines: Vec<String> = credited
        .iter()
        .take(TOLD)
        .map(|(cheat, checks)| {
            let more = checks.len().saturating_sub(1);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("`{cheat}` passes `{}`{more}", checks[0])
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
        Kind::Git => vec!["repo", "git"],
        Kind::Analyse | Kind::Quiz => vec!["answers"],
        Kind::Plot => vec!["function", "class", "figure"],
        Kind::Speed => vec!["function", "class", "speed"],
        Kind::Secure => vec!["function", "class", "secure", "answers"],
        Kind::Fix => vec!["function", "class", "changes", "fix"],
        _ => vec!["function", "class"],
    };
    if manifest.environment == "data" {
        kinds.push("pandas");
    }
    cheat.exams.is_empty() || cheat.exams.iter().any(|exam| kinds.contains(&exam.as_str()))
}
