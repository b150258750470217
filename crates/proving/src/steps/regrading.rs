//! The same submission gets the same verdict, ten times, in warm rooms and in rooms of its own.

use std::collections::BTreeSet;

use assessment::Verdict;
use grader::environments::UnknownEnvironment;
use grader::limits::WishedLimits;

use crate::examiner::Question;
use crate::prover::Work;
use crate::refusal::Reason;

/// How often a right and a wrong solution are graded: a right one shows what flickers in the outcome, a wrong one what
/// flickers in a message.
const TIMES: [usize; 2] = [10, 4];

pub(crate) fn step(work: &mut Work<'_>) -> Result<(), UnknownEnvironment> {
    let Some(variant) = work.variants.first() else { return Ok(()) };
    let right = variant.package.right().into_iter().next();
    let wrong = variant.package.wrong().into_iter().next();
    let mut different = None;
    for (proof, times) in right.into_iter().chain(wrong).zip(TIMES) {
        let question = |cold| Question {
            variant,
            submission: proof.files.clone(),
            limits: WishedLimits::default(),
            cold,
        };
        let questions: Vec<Question<'_>> = (0..times).map(|time| question(time % 2 == 0)).collect();
        let verdicts = work.examiner.grade_all("regrades", &questions)?;
        let verdicts: Vec<Verdict> = verdicts.into_iter().map(Verdict::without_volatile_fields).collect();
        work.figures.regrades += verdicts.len();
        if verdicts.iter().map(Verdict::to_json).collect::<BTreeSet<_>>().len() > 1 {
            different.get_or_insert((proof.name, difference(&verdicts)));
        }
    }
    if let Some((name, place)) = different {
        let message = format!("`{name}` got different verdicts when it was graded again and again{place}");
        let hint = "let the check depend on nothing but the submission: no clock, no random number without a seed, no \
                    address or set order in a message";
        work.refuse(Reason::Flaky, "exam", message, hint);
    }
    Ok(())
}

/// The first check on which two of the verdicts do not agree.
fn difference(verdicts: &[Verdict]) -> String {
    let pairs = verdicts.windows(2).find_map(|pair| {
        let both = pair[0].checks.iter().zip(&pair[1].checks);
        both.into_iter().find(|(one, other)| one != other).map(|(one, _)| one.id.clone())
    });
    pairs.map(|id| format!(": `{id}`")).unwrap_or_default()
}
