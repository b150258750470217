//! `assay bank lint`: what is wrong with tasks, each thing with file, line and how to mend it.

use std::path::Path;

use anyhow::anyhow;
use assessment::Purpose;
use bank::collection::{Bank, codebases, task_folders};
use bank::files::FileMap;
use bank::finding::{Finding, Severity};
use bank::lint::lint;
use bank::package::{Codebases, TaskPackage};
use grader::grade::Grader;
use grader::staging::read;
use grader::vary::VaryError;
use serde_json::json;
use skills::map::SkillMap;

use crate::cli::Place;
use crate::cli::bank::BankLint;
use crate::commands::grade::codebases_beside;
use crate::exit::{Exit, OrMisuse as _};
use crate::surroundings::Surroundings;
use crate::terminal::news::News;
use crate::{output, shipped};

/// A task's files and what its codebase may be.
struct Named {
    /// Path or folder in the bank that findings begin with.
    shown: String,
    files: FileMap,
    codebases: Codebases,
}

pub fn run(arguments: &BankLint, place: &Place) -> anyhow::Result<Exit> {
    let skills = shipped::skill_map()?;
    let (mut findings, tasks) = named(arguments)?;
    let surroundings = Surroundings::open(place)?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let linter = Linter { skills, grader: surroundings.grader(&listener), seeds: arguments.seeds };
    for task in &tasks {
        findings.extend(linter.lint(task)?.into_iter().map(|finding| finding.within(&task.shown)));
    }
    news.end();
    let findings = once(findings);
    tell(&findings, tasks.len(), arguments.json)?;
    Ok(Exit::all_well(!findings.iter().any(Finding::is_error)))
}

/// The tasks that were named, else all of the bank, with what is wrong with the bank as a whole.
fn named(arguments: &BankLint) -> anyhow::Result<(Vec<Finding>, Vec<Named>)> {
    let (folders, ids): (Vec<&String>, Vec<&String>) =
        arguments.tasks.iter().partition(|name| Path::new(name).join("task.toml").is_file());
    let mut tasks: Vec<Named> = Vec::new();
    for folder in &folders {
        let path = Path::new(folder.as_str());
        let (files, _) = read::read_folder(path, read::OF_A_TASK).or_misuse()?;
        tasks.push(Named { shown: (*folder).clone(), files, codebases: codebases_beside(path)? });
    }
    if ids.is_empty() && !folders.is_empty() {
        return Ok((Vec::new(), tasks));
    }
    let here = Some(Path::new("bank")).filter(|folder| folder.join("core").is_dir());
    let (files, mut findings) = shipped::bank_files(arguments.place.bank.as_deref().or(here))?;
    if ids.is_empty() {
        findings.extend(Bank::parse(&files).1);
    }
    let all = task_folders(&files);
    for id in &ids {
        if !all.iter().any(|folder| folder.rsplit('/').next() == Some(id.as_str())) {
            return Err(anyhow!("`{id}` is neither a folder with a `task.toml` nor a task of the bank"))
                .or_misuse();
        }
    }
    let wanted = |folder: &&String| {
        ids.is_empty() || ids.iter().any(|id| folder.rsplit('/').next() == Some(id.as_str()))
    };
    let known = codebases(&files);
    tasks.extend(all.iter().filter(wanted).map(|folder| Named {
        shown: folder.clone(),
        files: files.under(folder),
        codebases: known.clone(),
    }));
    Ok((findings, tasks))
}

struct Linter<'a> {
    skills: SkillMap,
    grader: Grader<'a>,
    seeds: u16,
}

impl Linter<'_> {
    fn lint(&self, task: &Named) -> anyhow::Result<Vec<Finding>> {
        let (package, mut findings) = TaskPackage::parse_among(task.files.clone(), &task.codebases);
        if let Some(package) = package {
            findings.extend(lint(&package, &self.skills));
            findings.extend(self.variants(&package)?);
        }
        Ok(findings)
    }

    /// Makes each variant twice: it must be whole, and the same.
    fn variants(&self, package: &TaskPackage) -> anyhow::Result<Vec<Finding>> {
        let seeds = if package.vary().is_some() { self.seeds } else { 0 };
        let mut findings = Vec::new();
        for seed in 1..=u64::from(seeds) {
            let twice = [0, 1].map(|_| self.grader.vary(package, seed, Purpose::Practice));
            match twice {
                [Ok(first), Ok(second)] if first == second => {}
                [Ok(_), Ok(_)] => findings.push(
                    Finding::error("vary.py", format!("seed {seed} gives another variant each time"))
                        .hint("take everything random from `rng`, and do not look at the clock"),
                ),
                [Err(VaryError::Task(more)), _] | [_, Err(VaryError::Task(more))] => findings.extend(more),
                [Err(error), _] | [_, Err(error)] => return Err(error.into()),
            }
        }
        findings.dedup();
        Ok(findings)
    }
}

/// What the bank as a whole and one of its tasks both say is said once.
fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        if !kept.contains(&finding) {
            kept.push(finding);
        }
    }
    kept
}

fn tell(findings: &[Finding], tasks: usize, as_json: bool) -> anyhow::Result<()> {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    for finding in findings {
        let line = if as_json { row(finding) } else { shown(finding) };
        output::data(&format!("{line}\n"))?;
    }
    output::note(&format!("{tasks} tasks, {errors} errors, {} warnings", findings.len() - errors));
    Ok(())
}

fn shown(finding: &Finding) -> String {
    let word = if finding.is_error() { "error" } else { "warning" };
    format!("{word}: {finding}")
}

fn row(finding: &Finding) -> String {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    json!({
        "severity": severity, "file": finding.file, "line": finding.line, "message": finding.message,
        "hint": finding.hint,
    })
    .to_string()
}
