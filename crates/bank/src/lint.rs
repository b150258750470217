//! What keeps a sound package out of the bank: the findings of `assay bank lint` beyond those of the parser.

use skills::map::SkillMap;
use skills::spelling::closest;

use crate::finding::Finding;
use crate::package::{Proof, TaskPackage};

/// How many solutions of each sort a task ships at least.
const LEAST_SOLUTIONS: usize = 3;
/// Longest a micro-task may take, in minutes.
const MICRO_MINUTES: u32 = 4;

/// Everything that the prover would refuse at once, or that a reader of the task would miss.
pub fn lint(package: &TaskPackage, skills: &SkillMap) -> Vec<Finding> {
    let mut findings = competencies(package, skills);
    findings.extend(solutions(package));
    findings.extend(texts(package));
    findings.extend(variants(package));
    findings
}

fn competencies(package: &TaskPackage, skills: &SkillMap) -> Vec<Finding> {
    let manifest = package.manifest();
    if manifest.groups.is_empty() {
        let finding =
            Finding::error("task.toml", "the task has no `[[groups]]`, so it is evidence for nothing");
        return vec![finding.hint("mark clauses in `brief.md`, and let a group of checks cite each")];
    }
    let known: Vec<&str> = skills.competencies().iter().map(|competency| competency.id.as_str()).collect();
    let kind = manifest.kind.word();
    let mut findings = Vec::new();
    for group in &manifest.groups {
        let at = |finding: Finding| finding.at_line(group.line);
        let Some(competency) = skills.competency(&group.competency) else {
            let finding =
                at(Finding::error("task.toml", format!("unknown competency `{}`", group.competency)));
            findings.push(match closest(&group.competency, &known) {
                Some(meant) => finding.hint(format!("did you mean `{meant}`?")),
                None => finding.hint("`assay skills show AREA` lists those that there are"),
            });
            continue;
        };
        if !competency.kinds.iter().any(|known| known == kind) {
            let message =
                format!("the skill map does not know `{kind}` as a kind that shows `{}`", competency.id);
            findings.push(
                at(Finding::warning("task.toml", message))
                    .hint(format!("it names {}", competency.kinds.join(", "))),
            );
        }
    }
    findings
}

fn solutions(package: &TaskPackage) -> Vec<Finding> {
    let few = |sort: &str, solutions: &[Proof]| {
        (solutions.len() < LEAST_SOLUTIONS).then(|| {
            let message = format!("{} solutions, where a proof needs {LEAST_SOLUTIONS}", solutions.len());
            Finding::error(format!("proof/{sort}"), message)
        })
    };
    let right = few("right", &package.right()).map(|finding| finding.hint("build each in another way"));
    let wrong = few("wrong", &package.wrong())
        .map(|finding| finding.hint("write plausible mistakes, before the exam"));
    right.into_iter().chain(wrong).collect()
}

fn texts(package: &TaskPackage) -> Vec<Finding> {
    let mut findings = Vec::new();
    if package.hints().is_empty() {
        let finding = Finding::warning("hints.md", "the task has no hints");
        findings.push(finding.hint("write two or three, each saying more, parted by lines `---`"));
    }
    if package.worked().is_none() && package.manifest().minutes <= MICRO_MINUTES {
        let finding = Finding::warning("worked.md", "the task has no worked example");
        findings.push(finding.hint("show the competency on something else, in a few lines"));
    }
    for (name, bytes) in package.files().iter() {
        let marked =
            std::str::from_utf8(bytes).unwrap_or_default().lines().position(|line| line.contains(TO_DO));
        if let Some(line) = marked {
            let finding =
                Finding::error(name.as_str(), format!("`{TO_DO}` still stands there")).at_line(line + 1);
            findings.push(finding.hint("write what it asks for, and take the mark away"));
        }
    }
    findings
}

/// What `assay bank new` writes where the author has to write.
pub const TO_DO: &str = "TO-DO:";

fn variants(package: &TaskPackage) -> Vec<Finding> {
    let has_placeholder = |text: &str| {
        text.split("{{").skip(1).any(|rest| rest.split_once("}}").is_some_and(|(name, _)| is_name(name)))
    };
    let mut findings = Vec::new();
    if package.vary().is_none() && has_placeholder(package.brief()) {
        let finding = Finding::error("brief.md", "it has a `{{placeholder}}`, but no `vary.py` fills it");
        findings.push(finding.hint("add `vary.py`, or write the text itself"));
    }
    findings
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric())
}
