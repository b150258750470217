//! The plan: what to do next towards a role (or towards everything that the bank measures), in hours with an interval, prerequisites first, each
//! step with its reason.
//!
//! Hours are an assumption of the authors (`hours_per_logit`), no measurement: what a logit of ability costs differs between people by more than
//! all else, which the interval says.

use bank::manifest::Level;
use psychometrics::ability::Estimate;
use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::field::{Competency, RoleNeeds, cut};
use crate::measure::knowledge::Knowledge;
use crate::measure::{Evidence, Measure};
use crate::report::{INTERVAL, narrowing};
use crate::review::{Fading, fading};
use crate::role::tasks_of;

/// Share of a level's typical tasks that is wanted where no role says otherwise.
const MASTERY: f64 = 0.65;
/// From this probability on a competency needs no step.
const SURE: f64 = 0.9;
/// Up to this probability it is to be learned; between, it is first to be found out.
const UNLIKELY: f64 = 0.35;
/// Errors up to this, in logits, are no reason for a step of their own.
const PRECISE: f64 = 0.5;
/// Spread of the hours between people, as the standard deviation of their logarithm: one in twenty needs more than 2.3 times as long.
const PERSON_LOG_SD: f64 = 0.5;

/// Hours with their interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hours {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

/// What a step asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Do a task or two: it isn't known.
    FindOut,
    Learn,
    /// The bank has no proven task for it: learn it elsewhere.
    LearnElsewhere,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub competency: Competency,
    pub action: Action,
    pub hours: Hours,
    /// Why: "because ... and the role needs it".
    pub reason: String,
    /// The task to begin with.
    pub task: Option<String>,
}

/// What to do, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub role: Option<String>,
    pub steps: Vec<Step>,
    pub hours: Hours,
    /// What was once done and is worth doing again, most faded first.
    pub reviews: Vec<Fading>,
}

/// What a logit of ability costs somebody in between, in hours of practice, by the level of what is learned.
fn hours_per_logit(level: Level) -> f64 {
    match level {
        Level::Foundation => 5.0,
        Level::Entry => 8.0,
        Level::Mid => 14.0,
        Level::Senior => 25.0,
    }
}

/// The plan after this evidence. `now_ms` only decides what has faded.
pub fn plan(measure: &Measure, evidence: &[Evidence], role: Option<&RoleNeeds>, now_ms: u64) -> Plan {
    let knowledge = measure.knowledge(evidence);
    let wanted = wanted(measure, role);
    let mut steps = Vec::new();
    let mut spread = Estimate { ability: 0.0, standard_error: 0.0 };
    for place in in_order(measure, &wanted) {
        if let Some((step, hours)) = step(measure, &knowledge, evidence, role, place) {
            spread.ability += hours.ability;
            // Somebody who is slower in one thing is so in most: the errors go together.
            spread.standard_error += hours.standard_error;
            steps.push(step);
        }
    }
    let reviews = fading(evidence, now_ms).into_iter().filter(|one| one.is_due(now_ms)).collect();
    Plan { role: role.map(|role| role.id.clone()), steps, hours: interval(spread), reviews }
}

/// The must-haves and covered competencies of a role; without one, what the bank measures.
fn wanted(measure: &Measure, role: Option<&RoleNeeds>) -> Vec<bool> {
    let competencies = measure.field().competencies.iter().enumerate();
    let is_wanted = |(place, own): (usize, &Competency)| match role {
        Some(role) => role.covers(own),
        None => measure.tasks_for(place).next().is_some(),
    };
    competencies.map(is_wanted).collect()
}

/// Wanted competencies, each after its prerequisites (which are wanted too where they are missing).
fn in_order(measure: &Measure, wanted: &[bool]) -> Vec<usize> {
    fn visit(measure: &Measure, place: usize, done: &mut Vec<usize>, open: &mut Vec<usize>) {
        // A map is free of cycles; one that isn't ends here instead of running for ever.
        if done.contains(&place) || open.contains(&place) {
            return;
        }
        open.push(place);
        for id in &measure.field().competencies[place].prerequisites {
            if let Some(before) = measure.field().position(id) {
                visit(measure, before, done, open);
            }
        }
        open.pop();
        done.push(place);
    }
    let mut order = Vec::new();
    for (place, _) in wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
        visit(measure, place, &mut order, &mut Vec::new());
    }
    order
}

/// The step for a competency, with mean and spread of its hours; nothing where it is there already.
fn step(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    role: Option<&RoleNeeds>,
    place: usize,
) -> Option<(Step, Estimate)> {
    let competency = &measure.field().competencies[place];
    let mastery = role.map_or(MASTERY, |role| role.mastery);
    let estimate = knowledge.estimate(place);
    let probability = knowledge.probability_of_mastery(competency, place, mastery);
    let shown = !tasks_of(measure, evidence, &competency.id).is_empty();
    if probability >= SURE && (shown || estimate.standard_error <= PRECISE) {
        return None;
    }
    let task = narrowing(measure, knowledge, evidence, place);
    let own_task = task.filter(|task| measure.items_of(*task).iter().any(|item| item.competency == place));
    let action = match own_task {
        None if measure.tasks_for(place).next().is_none() => Action::LearnElsewhere,
        Some(_) if probability > UNLIKELY && estimate.standard_error > PRECISE => Action::FindOut,
        _ => Action::Learn,
    };
    let minutes = own_task.map_or(0.0, |task| f64::from(measure.tasks()[task].minutes));
    let gap = gap(estimate, cut(competency.level, mastery));
    let rate = hours_per_logit(competency.level);
    let hours = match action {
        // Two tasks tell; what is then missing is another plan.
        Action::FindOut => Estimate { ability: 2.0 * minutes / 60.0, standard_error: 0.5 * minutes / 60.0 },
        _ => Estimate { ability: rate * gap.ability, standard_error: rate * gap.standard_error },
    };
    let reason = reason(competency, estimate, action, role);
    let task = own_task.map(|task| measure.tasks()[task].id.clone());
    Some((Step { competency: competency.clone(), action, hours: interval(hours), reason, task }, hours))
}

/// Mean and standard deviation of max(cut − θ, 0) for a normal θ: what is missing.
fn gap(estimate: Estimate, cut: f64) -> Estimate {
    let normal = Normal::standard();
    let sd = estimate.standard_error.max(1e-6);
    let z = (cut - estimate.ability) / sd;
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let below = normal.cdf(z);
    let mean = sd * (z * below + density);
    let square = sd * sd * ((z * z + 1.0) * below + z * density);
    Estimate { ability: mean, standard_error: (square - mean * mean).max(0.0).sqrt() }
}

/// Hours with an interval over what is missing and over how people differ.
fn interval(hours: Estimate) -> Hours {
    let reach = Normal::standard().inverse_cdf(0.5 + 0.5 * INTERVAL);
    let relative = if hours.ability > 0.0 { hours.standard_error / hours.ability } else { 0.0 };
    // A log-normal spread: hours are never negative, and too few is as likely as too many in proportion.
    let log_sd = ((1.0 + relative * relative).ln() + PERSON_LOG_SD * PERSON_LOG_SD).sqrt();
    Hours {
        low: hours.ability * (-reach * log_sd).exp(),
        middle: hours.ability,
        high: hours.ability * (reach * log_sd).exp(),
    }
}

fn reason(competency: &Competency, estimate: Estimate, action: Action, role: Option<&RoleNeeds>) -> String {
    let needs = match role {
        Some(role) if role.is_must(&competency.id) => "it is a must-have of the role",
        Some(role) if role.covers(competency) => "the role needs it",
        Some(_) => "what the role needs builds on it",
        None => "the bank can show it",
    };
    let error = estimate.standard_error;
    match action {
        Action::FindOut => format!("because it is known only to ±{error:.1} and {needs}"),
        Action::Learn => format!("because it stands at {:+.1} ±{error:.1} and {needs}", estimate.ability),
        Action::LearnElsewhere => format!("because {needs}; no proven task measures it yet (±{error:.1})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_never_negative_and_agrees_with_the_plain_difference_when_known() {
        let known = |ability| gap(Estimate { ability, standard_error: 1e-6 }, 1.0);
        assert!((known(-1.0).ability - 2.0).abs() < 1e-4);
        assert!(known(3.0).ability.abs() < 1e-9);
        let unsure = gap(Estimate { ability: 1.0, standard_error: 1.0 }, 1.0);
        assert!((unsure.ability - 0.3989).abs() < 1e-3 && unsure.standard_error > 0.5);
    }

    #[test]
    fn an_interval_of_hours_holds_its_middle_and_grows_with_what_is_unknown() {
        let sure = interval(Estimate { ability: 10.0, standard_error: 0.0 });
        let unsure = interval(Estimate { ability: 10.0, standard_error: 10.0 });
        assert!(sure.low < 10.0 && 10.0 < sure.high && sure.low > unsure.low && sure.high < unsure.high);
        assert_eq!(interval(Estimate { ability: 0.0, standard_error: 0.0 }), Hours::default());
    }
}
