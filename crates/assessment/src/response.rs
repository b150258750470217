//! Verdict to graded responses: one per competency, scored by check groups, never by single checks (checks of one task fail together).

use serde::{Deserialize, Serialize};

use crate::task::MeasuredTask;
use crate::verdict::{Group, Outcome, Verdict};

/// How far a submission came on one competency: `category` of 0 to `steps`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradedResponse {
    pub competency: String,
    pub category: u8,
    pub steps: u8,
}

/// What a verdict says about each competency that the task measures; `None` when nothing was graded: that costs nobody anything.
pub fn graded_responses(task: &MeasuredTask, verdict: &Verdict) -> Option<Vec<GradedResponse>> {
    (verdict.outcome == Outcome::Graded).then(|| responses(task, &verdict.groups))
}

/// The responses of somebody who handed in nothing.
pub fn nothing_done(task: &MeasuredTask) -> Vec<GradedResponse> {
    responses(task, &[])
}

/// Whole steps of the points that a competency's groups earned: the last step needs every point. A group that the exam skipped is in neither
/// sum.
fn responses(task: &MeasuredTask, groups: &[Group]) -> Vec<GradedResponse> {
    let respond = |competency: &str| {
        let of = |group: &&Group| group.competency == competency;
        let earned: f64 = groups.iter().filter(of).map(|group| group.earned).sum();
        let possible: f64 = groups.iter().filter(of).map(|group| group.points).sum();
        let steps = u8::try_from(task.categories(competency) - 1).unwrap_or(u8::MAX);
        let reached = |step: &u8| f64::from(*step) * possible <= earned * f64::from(steps) + 1e-9;
        let category = if possible > 0.0 { (0..=steps).rev().find(reached).unwrap_or(0) } else { 0 };
        GradedResponse { competency: competency.to_owned(), category, steps }
    };
    task.competencies().into_iter().map(respond).collect()
}
