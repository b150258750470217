//! The exam notices small changes of a right solution.

use bank::equivalent::EquivalentMutant;
use bank::files::FileMap;
use bank::manifest::Kind;
use bank::package::TaskPackage;
use grader::environments::UnknownEnvironment;
use grader::limits::WishedLimits;

use crate::examiner::Question;
use crate::mutation::{Mutant, mutants, sample};
use crate::proof::{MutantFigures, Survivor};
use crate::prover::Work;
use crate::refusal::{Reason, refuse};

/// How many mutants of one solution are graded at most. A share of 90 % in a sample of 60 has a standard error of 4 points.
const MOST_MUTANTS: usize = 60;
/// Share of the mutants that must be killed.
const LEAST_KILLED: f64 = 0.9;
/// A mutant may use this many times the CPU time of the solution that it was made of, and never less than the floor, which
/// starting the interpreter takes.
const CPU_TIMES: f64 = 3.0;
const CPU_FLOOR_SECONDS: f64 = 1.0;
/// A mutant that waits for something is ended after so long by the clock.
const WALL_SECONDS: f64 = 15.0;
/// How many survivors are told.
const TOLD: usize = 12;

pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let Some(variant) = work.variants.first() else { return Ok(()) };
    let Some(right) = variant.package.right().into_iter().next() else { return Ok(()) };
    let folder = folder_of(&variant.package, &right.name);
    let solution = placed(&variant.package, &right.files);
    let all = if hands_in_a_program(variant.package.manifest().kind) {
        mutants(&solution, &variant.package.start())
    } else {
        Vec::new()
    };
    let made = all.len();
    let graded = sample(all.clone(), MOST_MUTANTS, variant.seed);
    let limits = WishedLimits {
        cpu_seconds: Some((work.figures.cpu_ms / 1000.0 * CPU_TIMES).max(CPU_FLOOR_SECONDS)),
        wall_seconds: Some(WALL_SECONDS),
        memory_mb: None,
    };
    let questions: Vec<Question<'_>> = graded
        .iter()
        .filter_map(|mutant| {
            Some(Question { variant, submission: mutant.applied(&solution)?, limits, cold: false })
        })
        .collect();
    let verdicts = work.examiner.grade_all("mutants", &questions)?;
    let argued = variant.package.equivalent_mutants().to_vec();
    let path = |mutant: &Mutant| match &folder {
        Folder::File(file) => file.clone(),
        Folder::Folder(folder) => format!("{folder}/{}", mutant.file),
    };
    let is_argued = |mutant: &Mutant| argued.iter().any(|argued| names(argued, mutant, &path(mutant)));
    let mut figures =
        MutantFigures { of: right.name.clone(), made, total: graded.len(), ..MutantFigures::default() };
    let mut refusals = Vec::new();
    for (mutant, verdict) in graded.iter().zip(&verdicts) {
        match (verdict.is_full_credit(), is_argued(mutant)) {
            (true, true) => figures.equivalent += 1,
            (true, false) => figures.survivors.push(survivor(mutant, path(mutant))),
            (false, argued) => {
                figures.killed += 1;
                if argued {
                    refusals.push(killed_but_argued(mutant));
                }
            }
        }
    }
    for argued in
        argued.iter().filter(|argued| !all.iter().any(|mutant| names(argued, mutant, &path(mutant))))
    {
        let message =
            format!("`{}:{}` has no mutant whose change is \"{}\"", argued.file, argued.line, argued.change);
        let hint = "copy file, line and change from the prover's list of survivors";
        refusals.push(refuse(Reason::NotEquivalent, "proof/equivalent.toml", message, hint));
    }
    if figures.killed_share() < LEAST_KILLED {
        refusals.push(weak(&figures));
    }
    work.refusals.extend(refusals);
    work.figures.mutants = figures;
    Ok(())
}

/// Kinds whose submission is a program that the exam calls.
fn hands_in_a_program(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Test | Kind::Review | Kind::Git | Kind::Analyse | Kind::Quiz | Kind::Explain | Kind::Design
    )
}

enum Folder {
    /// The solution is this one file of the package.
    File(String),
    Folder(String),
}

/// Where a right solution stands in the package.
fn folder_of(package: &TaskPackage, name: &str) -> Folder {
    let file = format!("proof/right/{name}.py");
    if package.files().contains(&file) {
        Folder::File(file)
    } else {
        Folder::Folder(format!("proof/right/{name}"))
    }
}

/// The solution's files under the names that they have in the submission room.
fn placed(package: &TaskPackage, solution: &FileMap) -> FileMap {
    let laid = package.overlay(solution);
    let start = package.start();
    let mut placed = FileMap::new();
    for (path, bytes) in laid.iter() {
        if start.get(path.as_str()) != Some(bytes) {
            placed.replace(path.clone(), bytes.to_vec());
        }
    }
    placed
}

fn names(argued: &EquivalentMutant, mutant: &Mutant, path: &str) -> bool {
    argued.file == path && usize::try_from(argued.line) == Ok(mutant.line) && argued.change == mutant.change
}

fn survivor(mutant: &Mutant, file: String) -> Survivor {
    Survivor {
        file,
        line: mutant.line,
        operation: mutant.operation.word().to_owned(),
        change: mutant.change.clone(),
    }
}

fn killed_but_argued(mutant: &Mutant) -> crate::refusal::Refusal {
    let message =
        format!("line {}, {}: a check tells this mutant from the solution", mutant.line, mutant.change);
    refuse(Reason::NotEquivalent, "proof/equivalent.toml", message, "take the entry away")
}

fn weak(figures: &MutantFigures) -> crate::refusal::Refusal {
    let counted = figures.killed + figures.survivors.len();
    let told: Vec<String> = figures
        .survivors
        .iter()
        .take(TOLD)
        .map(|survivor| format!("{}:{} {}", survivor.file, survivor.line, survivor.change))
        .collect();
    let more = figures.survivors.len().saturating_sub(TOLD);
    let more = if more == 0 { String::new() } else { format!("; and {more} more") };
    let message = format!(
        "only {} of {counted} mutants are killed; these survive: {}{more}",
        figures.killed,
        told.join("; ")
    );
    let hint = "check what the change breaks; argue in `proof/equivalent.toml` why nobody could tell";
    refuse(Reason::WeakExam, "exam", message, hint)
}
