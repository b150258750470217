//! What can be told from the package alone: enough solutions, notes, competencies that there are, nothing leaked.

use std::collections::BTreeMap;

use bank::package::Proof;
use grader::environments::UnknownEnvironment;

use super::leaks;
use crate::prover::Work;
use crate::python_text;
use crate::refusal::Reason;

/// How many right and how many wrong solutions a task must bring.
const LEAST_SOLUTIONS: usize = 3;

#[expect(clippy::unnecessary_wraps, reason = "every step has the type `Step`")]
pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let (right, wrong) = (work.package.right(), work.package.wrong());
    work.figures.right = right.iter().map(|proof| proof.name.clone()).collect();
    work.figures.wrong = wrong.iter().map(|proof| proof.name.clone()).collect();
    work.figures.groups = work.package.manifest().groups.len();
    work.figures.lines_to_read = lines_to_read(work);
    competencies(work);
    enough(work, Reason::FewRights, "proof/right", right.len(), "built differently");
    enough(work, Reason::FewWrongs, "proof/wrong", wrong.len(), "each a mistake that people make");
    alike(work, &right);
    for proof in wrong.iter().filter(|proof| work.package.wrong_note(&proof.name).is_none()) {
        let message = format!("nothing says which check must catch `proof/wrong/{}`", proof.name);
        let hint = format!("add `[{}]` with `caught_by` and `why`", proof.name);
        work.refusals.push(crate::refusal::refuse(
            Reason::WrongWithoutNote,
            "proof/wrong.toml",
            message,
            hint,
        ));
    }
    work.refusals.extend(leaks::refusals(work.package));
    Ok(())
}

fn lines_to_read(work: &Work<'_>) -> usize {
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let start = work.package.start();
    let given: usize = start.paths().filter_map(|path| start.text(path.as_str())).map(lines).sum();
    lines(work.package.brief()) + given
}

fn competencies(work: &mut Work<'_>) {
    let manifest = work.package.manifest();
    if manifest.groups.is_empty() {
        let hint = "add `[[groups]]`, each with `id`, `competency`, `points`, `clauses` and `checks`";
        work.refuse(Reason::NoGroups, "task.toml", "the task has no check groups", hint);
    }
    for share in manifest.competencies() {
        let line = manifest.groups.iter().find(|group| group.competency == share.id).map(|group| group.line);
        let first = work.refusals.len();
        if !(work.prover.is_competency)(&share.id) {
            let message = format!("the skill map has no competency `{}`", share.id);
            work.refuse(
                Reason::UnknownCompetency,
                "task.toml",
                message,
                "`assay skills` lists the competencies",
            );
        } else if !share.counts() {
            let message = format!("`{}` has only {:.0} % of the points", share.id, share.share * 100.0);
            let hint = "give it at least 20 %, or count its groups for another competency";
            work.refuse(Reason::ThinCompetency, "task.toml", message, hint);
        }
        for refusal in &mut work.refusals[first..] {
            refusal.line = line;
        }
    }
}

fn enough(work: &mut Work<'_>, reason: Reason, folder: &str, count: usize, what: &str) {
    if count < LEAST_SOLUTIONS {
        let message = format!("{count} solutions are not enough: {LEAST_SOLUTIONS} are needed, {what}");
        work.refuse(reason, folder, message, "add solutions of your own, or of people who tried the task");
    }
}

/// Right solutions that are the same but for names, comments and layout say nothing new.
fn alike(work: &mut Work<'_>, right: &[Proof]) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for proof in right {
        let shape: Vec<String> = proof
            .files
            .iter()
            .map(|(path, bytes)| format!("{path}\n{}", python_text::shape(path, bytes)))
            .collect();
        if let Some(other) = seen.insert(shape.join("\n"), &proof.name) {
            let message =
                format!("`proof/right/{}` is the same as `proof/right/{other}` but for names", proof.name);
            let hint = "solve the task in another way: other data structure, other order of steps";
            work.refusals.push(crate::refusal::refuse(Reason::RightsAlike, "proof/right", message, hint));
        }
    }
}
