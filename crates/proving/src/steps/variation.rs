//! Variants: each seed makes one, always the same one, and they differ in what must be thought.

use assessment::Purpose;
use bank::finding::Finding;
use bank::package::TaskPackage;
use grader::environments::UnknownEnvironment;
use grader::limits::WishedLimits;
use grader::vary::VaryError;

use crate::examiner::{Question, Variant};
use crate::prover::Work;
use crate::python_text;
use crate::refusal::{Reason, Refusal};

/// A parameter by which a task declares that its variants ask the same of other data. Its data must then differ.
const DATA_ONLY: &str = "data_only";

/// Makes the task of each seed, and the first one twice.
#[expect(clippy::unnecessary_wraps, reason = "every step has the type `Step`")]
pub(crate) fn lay_out(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let seeds: Vec<u64> = (1..=work.prover.seeds).collect();
    if work.package.vary().is_none() {
        work.variants = seeds.iter().map(|seed| Variant::new(*seed, work.package.clone())).collect();
        return Ok(());
    }
    let (package, grader) = (work.package, work.prover.grader);
    let once_more = seeds.first().copied();
    let wanted: Vec<u64> = seeds.iter().copied().chain(once_more).collect();
    let made = work.examiner.each("variants", &wanted, |seed| grader.vary(package, *seed, Purpose::Practice));
    let mut variants = Vec::new();
    for (seed, made) in wanted.iter().zip(made) {
        match made {
            Ok(package) => variants.push(Variant::new(*seed, package)),
            Err(VaryError::Task(findings)) => work.refusals.extend(of_findings(*seed, findings)),
            Err(error) => {
                let hint = "`assay doctor` says whether this machine is sound";
                work.refuse(Reason::NotGradable, "vary.py", error.to_string(), hint);
            }
        }
    }
    if !work.refusals.is_empty() {
        return Ok(());
    }
    if let Some(again) = variants.pop()
        && let Some(first) = variants.first()
        && first.package.files().digest() != again.package.files().digest()
    {
        let message = format!("seed {} made two different variants", again.seed);
        let hint = "take everything random from `rng`, and nothing from time, sets or the machine";
        work.refuse(Reason::VariantUnsteady, "vary.py", message, hint);
    }
    work.variants = variants;
    Ok(())
}

fn of_findings(seed: u64, findings: Vec<Finding>) -> impl Iterator<Item = Refusal> {
    findings.into_iter().filter(Finding::is_error).map(move |finding| {
        let message = format!("{} (seed {seed})", finding.message);
        Refusal::new(Reason::VariantFails, Finding { message, ..finding })
    })
}

/// A right solution of one seed must fail under another, and not because of names alone.
pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    if work.package.vary().is_none() || work.variants.len() < 2 {
        return Ok(());
    }
    if declares_data_only(work) {
        if !data_differs(&work.variants) {
            let hint = "vary the data, or take the parameter `data_only` away";
            work.refuse(Reason::VariantInNameOnly, "vary.py", "all seeds have the same data", hint);
        }
        return Ok(());
    }
    for right in 0..work.package.right().len() {
        for pair in work.variants.windows(2) {
            if really_differ(work, &pair[0], &pair[1], right)? {
                return Ok(());
            }
        }
    }
    let hint = "vary a rule, a boundary or the shape of the data, so that the answer to one seed is wrong for another; \
                where only data can vary, say so with the parameter `data_only: True`";
    let message = "a right solution of one seed passes on every other, or they differ in names only";
    work.refuse(Reason::VariantInNameOnly, "vary.py", message, hint);
    Ok(())
}

fn declares_data_only(work: &Work<'_>) -> bool {
    let declares = |variant: &Variant| {
        let parameters = variant.package.variant().map(|variant| &variant.parameters);
        parameters.and_then(|parameters| parameters.get(DATA_ONLY)).is_some_and(|it| it.value == true)
    };
    work.variants.iter().all(declares)
}

/// Whether any two seeds have different files that are no programs.
fn data_differs(variants: &[Variant]) -> bool {
    let data = |variant: &Variant| {
        let mut files = variant.package.start();
        let programs: Vec<String> =
            files.paths().filter(|path| path.is_python()).map(ToString::to_string).collect();
        for path in programs {
            files.remove(&path);
        }
        let parameters = variant.package.variant().map(|variant| format!("{:?}", variant.parameters));
        (files.digest(), parameters)
    };
    variants.windows(2).any(|pair| data(&pair[0]) != data(&pair[1]))
}

fn really_differ(
    work: &Work<'_>,
    one: &Variant,
    other: &Variant,
    right: usize,
) -> Result<bool, UnknownEnvironment> {
    let (ours, theirs) = (shape(&one.package, right), shape(&other.package, right));
    if ours == theirs {
        return Ok(false);
    }
    let Some(solution) = one.package.right().into_iter().nth(right) else { return Ok(false) };
    let limits = WishedLimits::default();
    let question = Question { variant: other, submission: solution.files, limits, cold: false };
    Ok(!work.examiner.grade(&question)?.is_full_credit())
}

fn shape(package: &TaskPackage, right: usize) -> Vec<String> {
    let solution = package.right().into_iter().nth(right);
    let files = solution.iter().flat_map(|solution| solution.files.iter());
    files.map(|(path, bytes)| format!("{path}\n{}", python_text::shape(path, bytes))).collect()
}
