//! The plan as a page: steps in order with hours, their interval and their reason.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use assessment::plan::{Action, Hours, Plan, Step};
use serde_json::{Value, json};

use super::profile::rounded;
use super::wrap::wrapped;
use crate::learner::talk::Talk;

/// Days of milliseconds.
const DAY_MS: f64 = 86_400_000.0;

/// The plan, at most so many steps of it.
pub fn page(plan: &Plan, most: usize, now_ms: u64, talk: Talk) -> String {
    let mut page = format!("{}\n", talk.paint.strong("Your plan"));
    if plan.steps.is_empty() {
        page.push_str(&wrapped("", "Nothing is missing that the bank can see."));
    } else {
        page.push_str(&wrapped("", &total_words(plan)));
    }
    for (at, step) in plan.steps.iter().take(most).enumerate() {
        page.push_str(&step_words(at + 1, step, talk));
    }
    if plan.steps.len() > most {
        page.push_str(&format!("and {} more steps: `assay plan --all`\n", plan.steps.len() - most));
    }
    if !plan.reviews.is_empty() {
        page.push_str(&format!("{}\n", talk.paint.strong("Worth doing again")));
        for review in &plan.reviews {
            page.push_str(&wrapped(indent(talk), &review_words(review, now_ms)));
        }
    }
    page
}

fn total_words(plan: &Plan) -> String {
    let aim = plan.role.as_ref().map_or_else(String::new, |role| format!(" to {role}"));
    let hours = plan.hours;
    format!(
        "About {} of practice{aim}, in {} steps (90 % sure: {} to {}). Hours are an assumption, no measurement: people differ most.",
        span(hours.middle),
        plan.steps.len(),
        span(hours.low),
        span(hours.high)
    )
}

fn step_words(number: usize, step: &Step, talk: Talk) -> String {
    let action = match step.action {
        Action::FindOut => "find out",
        Action::Learn => "learn",
        Action::LearnElsewhere => "learn elsewhere",
    };
    let begin = step.task.as_ref().map_or_else(String::new, |task| format!(" Begin with `{task}`."));
    let Hours { low, middle, high } = step.hours;
    let words = format!(
        "{action} {} ({}): {}, {} to {}; {}.{begin}",
        step.competency.id,
        step.competency.can,
        span(middle),
        span(low),
        span(high),
        step.reason
    );
    wrapped(&format!("{}{number}. ", indent(talk)), &words)
}

fn indent(talk: Talk) -> &'static str {
    if talk.is_plain() { "" } else { "  " }
}

/// Minutes below an hour, whole hours above three.
fn span(hours: f64) -> String {
    if hours < 1.0 {
        format!("{:.0} min", hours * 60.0)
    } else if hours < 3.0 {
        format!("{hours:.1} h")
    } else {
        format!("{hours:.0} h")
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a few years")]
fn review_words(review: &assessment::review::Fading, now_ms: u64) -> String {
    let days = now_ms.saturating_sub(review.last_ms) as f64 / DAY_MS;
    format!(
        "{}: last done {days:.0} days ago, still there with a chance of {:.0} in 10",
        review.competency,
        review.retention * 10.0
    )
}

/// The plan as JSON.
pub fn as_json(plan: &Plan) -> Value {
    let step = |step: &Step| {
        json!({
            "competency": step.competency.id,
            "can": step.competency.can,
            "action": match step.action {
                Action::FindOut => "find_out",
                Action::Learn => "learn",
                Action::LearnElsewhere => "learn_elsewhere",
            },
            "hours": hours(step.hours),
            "reason": step.reason,
            "task": step.task,
        })
    };
    let review = |one: &assessment::review::Fading| json!({ "competency": one.competency, "retention": rounded(one.retention), "due_ms": one.due_ms, "last_ms": one.last_ms });
    json!({
        "role": plan.role,
        "hours": hours(plan.hours),
        "steps": plan.steps.iter().map(step).collect::<Vec<_>>(),
        "reviews": plan.reviews.iter().map(review).collect::<Vec<_>>(),
    })
}

fn hours(hours: Hours) -> Value {
    json!({ "low": rounded(hours.low), "middle": rounded(hours.middle), "high": rounded(hours.high) })
}
