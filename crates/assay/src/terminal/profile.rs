//! What is known of somebody: plain words first, then figures, with error bars drawn. In plain form the bars are words.

use std::fmt::Write as _;

use assessment::field::anchor;
use assessment::report::{Buys, Known, Report, Skill};
use assessment::role::{RoleDecision, Standing};
use assessment::sitting::event::EndedBy;
use bank::manifest::Level;
use serde_json::{Value, json};

use super::wrap::wrapped;
use crate::learner::talk::Talk;

/// Width of a drawn interval, in characters, over −3.5 to 3.5 logits.
const BAR: usize = 29;
const REACH: f64 = 3.5;

/// The whole profile.
pub fn page(report: &Report, talk: Talk) -> String {
    let mut page = format!("{}\n", talk.paint.strong("What Assay now believes"));
    page.push_str(&wrapped("", &overall_words(report)));
    page.push_str(&legend(talk));
    for area in report.areas.iter().filter(|area| area.worked_on > 0) {
        page.push_str(&line(&area.name, &area.known, talk));
        for skill in area.skills.iter().filter(|skill| !skill.evidence.is_empty()) {
            page.push_str(&line(&format!("  {}", skill.competency.id), &skill.known, talk));
        }
    }
    let unknown: Vec<&str> =
        report.areas.iter().filter(|area| area.worked_on == 0).map(|area| area.name.as_str()).collect();
    if !unknown.is_empty() {
        page.push_str(&wrapped("", &format!("No work of yours yet in: {}.", unknown.join("; "))));
    }
    if let Some(decision) = &report.decision {
        page.push_str(&decision_page(decision, talk));
    }
    page.push_str(&wrapped("", &calibration(report)));
    page
}

fn overall_words(report: &Report) -> String {
    let after = match report.tasks {
        0 => "Before any task".to_owned(),
        1 => "After 1 task".to_owned(),
        tasks => format!("After {tasks} tasks"),
    };
    format!("{after}: {}", shares_words(&report.overall, Level::Entry))
}

/// The estimate as a share of tasks: "you'd solve about 7 in 10 typical entry tasks (90 % sure: 4 to 9)".
pub fn shares_words(known: &Known, level: Level) -> String {
    let (low, middle, high) = known.shares(level);
    let tenths = |share: f64| format!("{:.0}", share * 10.0);
    format!(
        "you would solve about {} in 10 typical {} tasks (90 % sure: {} to {}). Estimate {:+.1} ± {:.1}.",
        tenths(middle),
        level.word(),
        tenths(low),
        tenths(high),
        known.estimate.ability,
        known.estimate.standard_error
    )
}

fn legend(talk: Talk) -> String {
    if talk.is_plain() {
        return String::new();
    }
    let mut marks = vec![' '; BAR];
    for level in [Level::Foundation, Level::Entry, Level::Mid, Level::Senior] {
        marks[column(anchor(level))] = level.word().chars().next().unwrap_or(' ');
    }
    let marks: String = marks.into_iter().collect();
    format!("\n{:34}{marks}  typical task of\n{:34}{}  each level\n", "", "", "╌".repeat(BAR))
}

/// One line: name, interval, figures.
fn line(name: &str, known: &Known, talk: Talk) -> String {
    let name: String = name.chars().take(33).collect();
    let estimate = known.estimate;
    if talk.is_plain() {
        return format!(
            "{}: {:+.1}, 90 % sure between {:+.1} and {:+.1}.\n",
            name.trim(),
            estimate.ability,
            known.low,
            known.high
        );
    }
    format!("{name:<34}{}  {:+.1} ± {:.1}\n", bar(known), estimate.ability, estimate.standard_error)
}

fn bar(known: &Known) -> String {
    let (low, middle, high) = (column(known.low), column(known.estimate.ability), column(known.high));
    (0..BAR)
        .map(|at| match at {
            _ if at == middle => '●',
            _ if at == low && known.low >= -REACH => '├',
            _ if at == high && known.high <= REACH => '┤',
            _ if low <= at && at <= high => '─',
            _ => ' ',
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the columns of a bar"
)]
fn column(ability: f64) -> usize {
    let share = ((ability + REACH) / (2.0 * REACH)).clamp(0.0, 1.0);
    (share * (BAR - 1) as f64).round() as usize
}

fn decision_page(decision: &RoleDecision, talk: Talk) -> String {
    let mut page = format!("\n{}\n", talk.paint.strong(&format!("For {}", decision.role)));
    page.push_str(&wrapped("", &decision_words(decision)));
    for must in decision.musts.iter().filter(|must| must.standing != Standing::NotMeasurableYet) {
        let figure = format!("{:.0} %", must.probability * 100.0);
        let row = format!(
            "{}: {}; met with a probability of {figure}; from {} of your tasks",
            must.competency,
            must.standing.words(),
            must.tasks
        );
        page.push_str(&wrapped(if talk.is_plain() { "" } else { "  " }, &row));
    }
    let missing: Vec<&str> = decision
        .musts
        .iter()
        .filter(|must| must.standing == Standing::NotMeasurableYet)
        .map(|must| must.competency.as_str())
        .collect();
    if !missing.is_empty() {
        page.push_str(&wrapped(
            "",
            &format!("Not measurable yet (fewer than two proven tasks): {}.", missing.join(", ")),
        ));
    }
    page
}

/// The decision in a sentence that says what it covers.
pub fn decision_words(decision: &RoleDecision) -> String {
    let measurable = decision.musts.iter().filter(|must| must.standing.is_measurable()).count();
    let covers = format!(
        "This covers {measurable} of {} must-haves and {:.0} % of the role's weight: what the bank can measure.",
        decision.musts.len(),
        decision.measurable_weight * 100.0
    );
    let said = match decision.standing {
        Standing::Meets => "Meets the role's needs, as far as they can be measured.",
        Standing::NotYet => "Not yet: at least one must-have is not met.",
        Standing::Inconclusive | Standing::NeedsAnotherTask => {
            "Inconclusive: the tasks so far don't decide it."
        }
        Standing::NotMeasurableYet => "Not measurable yet: the bank has no must-have of this role.",
    };
    format!("{said} {covers}")
}

fn calibration(report: &Report) -> String {
    if report.calibrating_responses == 0 {
        "How hard tasks are is their authors' rating so far (0 responses calibrate them): intervals are wide for it.".to_owned()
    } else {
        format!("{} responses calibrate the tasks.", report.calibrating_responses)
    }
}

/// What more time would buy.
pub fn buys_page(buys: &[Buys], talk: Talk) -> String {
    let mut page = format!("\n{}\n", talk.paint.strong("What more time would buy"));
    for buy in buys {
        let tasks =
            if buy.tasks.len() == 1 { "1 task".to_owned() } else { format!("{} tasks", buy.tasks.len()) };
        let row = if buy.tasks.is_empty() {
            format!("{} minutes: nothing; no task is left that fits.", buy.minutes)
        } else {
            format!(
                "{} minutes: {tasks}; the error of a skill goes from ±{:.2} to ±{:.2}.",
                buy.minutes, buy.error_now, buy.error_then
            )
        };
        page.push_str(&wrapped(if talk.is_plain() { "" } else { "  " }, &row));
    }
    page
}

/// The report as JSON.
pub fn as_json(report: &Report) -> Value {
    let skill = |skill: &Skill| {
        json!({
            "id": skill.competency.id,
            "level": skill.competency.level.word(),
            "known": known_json(&skill.known),
            "tasks": skill.evidence.iter().map(|one| one.task.clone()).collect::<Vec<_>>(),
            "narrowed_by": skill.narrowed_by,
        })
    };
    let areas: Vec<Value> = report
        .areas
        .iter()
        .map(|area| {
            json!({
                "id": area.id,
                "name": area.name,
                "known": known_json(&area.known),
                "measured": area.measured,
                "worked_on": area.worked_on,
                "skills": area.skills.iter().map(skill).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "overall": known_json(&report.overall),
        "tasks": report.tasks,
        "ended_by": report.ended.map(EndedBy::words),
        "calibrating_responses": report.calibrating_responses,
        "areas": areas,
        "decision": report.decision.as_ref().map(decision_json),
    })
}

/// An estimate with its interval, as JSON.
pub fn known_json(known: &Known) -> Value {
    json!({
        "estimate": rounded(known.estimate.ability),
        "standard_error": rounded(known.estimate.standard_error),
        "low": rounded(known.low),
        "high": rounded(known.high),
        "interval": assessment::report::INTERVAL,
    })
}

fn decision_json(decision: &RoleDecision) -> Value {
    let must = |must: &assessment::role::Must| {
        json!({
            "id": must.competency,
            "standing": must.standing.words(),
            "probability": rounded(must.probability),
            "tasks": must.tasks,
            "proven_tasks": must.proven_tasks,
        })
    };
    json!({
        "role": decision.role,
        "standing": decision.standing.words(),
        "says": decision_words(decision),
        "measurable_weight": rounded(decision.measurable_weight),
        "score_probability": decision.score_probability.map(rounded),
        "musts": decision.musts.iter().map(must).collect::<Vec<_>>(),
    })
}

/// What more time would buy, as JSON.
pub fn buys_json(buys: &[Buys]) -> Value {
    let buy = |buy: &Buys| {
        json!({
            "minutes": buy.minutes,
            "tasks": buy.tasks,
            "error_now": rounded(buy.error_now),
            "error_then": rounded(buy.error_then),
        })
    };
    buys.iter().map(buy).collect()
}

/// Three digits: more are noise.
pub fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// A line for one skill after a change: before and after.
pub fn change_words(name: &str, before: &Known, after: &Known, level: Level) -> String {
    let share = |known: &Known| format!("{:.0}", known.shares(level).1 * 10.0);
    let mut words = format!("{name}: {}", shares_words(after, level));
    if share(before) != share(after) {
        let _ = write!(words, " Before, it was {} in 10.", share(before));
    }
    words
}

#[cfg(test)]
mod tests {
    use psychometrics::ability::Estimate;

    use super::*;

    fn known(ability: f64, standard_error: f64) -> Known {
        let reach = 1.645 * standard_error;
        Known { estimate: Estimate { ability, standard_error }, low: ability - reach, high: ability + reach }
    }

    #[test]
    fn an_estimate_is_said_in_tasks_first_and_in_figures_after() {
        let words = shares_words(&known(0.35, 0.6), Level::Entry);
        assert!(words.starts_with("you would solve about 7 in 10 typical entry tasks"), "{words}");
        assert!(words.ends_with("Estimate +0.3 ± 0.6."), "{words}");
    }

    #[test]
    fn a_bar_has_its_ends_inside_the_page_and_an_open_end_outside() {
        let inside = bar(&known(0.0, 0.6));
        assert_eq!(inside.chars().count(), BAR);
        assert!(inside.contains('├') && inside.contains('●') && inside.contains('┤'), "{inside}");
        assert!(!bar(&known(3.0, 1.0)).contains('┤'));
    }
}
