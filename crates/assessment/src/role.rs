//! Decisions for a role: each must-have, the role's score, and the whole, over what can be measured; what cannot is named.

use psychometrics::ability::Estimate;
use psychometrics::decision::{CutScore, Outcome, decide};

use crate::field::{RoleNeeds, cut};
use crate::measure::knowledge::{Knowledge, normal};
use crate::measure::{Evidence, Measure};
use crate::task::{MeasuredTask, independent_count};
use bank::manifest::Kind;

/// Proven independent tasks without which a must-have is not measurable, whatever the role says.
const LEAST_TASKS: usize = 2;

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Meets,
    NotYet,
    /// The responses don't decide it.
    Inconclusive,
    /// It looks met, but rests on fewer independent tasks than the role asks for, or on quizzes alone.
    NeedsAnotherTask,
    /// The bank has too few proven tasks for it.
    NotMeasurableYet,
}

impl Standing {
    pub fn words(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::NotYet => "not yet",
            Self::Inconclusive => "inconclusive",
            Self::NeedsAnotherTask => "needs another task",
            Self::NotMeasurableYet => "not measurable yet",
        }
    }

    pub fn is_decided(self) -> bool {
        matches!(self, Self::Meets | Self::NotYet)
    }

    pub fn is_measurable(self) -> bool {
        self != Self::NotMeasurableYet
    }

    /// As a psychometric outcome; nothing where nothing can be measured.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Meets => Some(Outcome::Meets),
            Self::NotYet => Some(Outcome::NotYet),
            Self::Inconclusive | Self::NeedsAnotherTask => Some(Outcome::Inconclusive),
            Self::NotMeasurableYet => None,
        }
    }
}

/// One must-have.
#[derive(Clone, Debug, PartialEq)]
pub struct Must {
    pub competency: String,
    pub standing: Standing,
    /// P(the ability is above the role's cut).
    pub probability: f64,
    /// Independent tasks of the person that speak for it.
    pub tasks: usize,
    /// Independent proven tasks that the bank has for it.
    pub proven_tasks: usize,
}

/// The role's decision.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleDecision {
    pub role: String,
    pub standing: Standing,
    pub musts: Vec<Must>,
    /// P(the weighted score over what is measurable is above the cut); absent where nothing is.
    pub score_probability: Option<f64>,
    /// Share of the role's weight that the bank can measure at all, 0 to 1.
    pub measurable_weight: f64,
}

/// How much each competency of the field matters: for a role its share of the area's weight, and as much again for must-haves together;
/// without a role all competencies that the bank measures alike. What the bank doesn't measure counts nothing.
pub fn importance(measure: &Measure, role: Option<&RoleNeeds>) -> Vec<f64> {
    let measured = measured(measure);
    let field = &measure.field().competencies;
    let Some(role) = role else { return measured.iter().map(|one| f64::from(u8::from(*one))).collect() };
    let covers = |place: usize| measured[place] && role.covers(&field[place]);
    let in_area =
        |area: &str| (0..field.len()).filter(|place| field[*place].area == area && covers(*place)).count();
    let musts = role.musts.len().max(1);
    let weight = |place: usize| {
        let own = &field[place];
        let share = role.area_weight(own) / as_number(in_area(&own.area));
        let must = if role.is_must(&own.id) { 100.0 / as_number(musts) } else { 0.0 };
        if covers(place) { share + must } else { 0.0 }
    };
    (0..field.len()).map(weight).collect()
}

/// The weighted mean ability, by importance.
pub fn overall(measure: &Measure, knowledge: &Knowledge<'_>, role: Option<&RoleNeeds>) -> Estimate {
    let importance = importance(measure, role);
    let total: f64 = importance.iter().sum();
    let weights: Vec<(usize, f64)> = importance
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight > 0.0)
        .map(|(place, weight)| (place, weight / total))
        .collect();
    knowledge.weighted_sum(&weights)
}

fn measured(measure: &Measure) -> Vec<bool> {
    let mut measured = vec![false; measure.field().competencies.len()];
    for item in measure.items() {
        measured[item.competency] = true;
    }
    measured
}

/// Tasks of the person that speak for a competency.
pub fn tasks_of<'a>(measure: &'a Measure, evidence: &[Evidence], competency: &str) -> Vec<&'a MeasuredTask> {
    let mut tasks: Vec<&MeasuredTask> = Vec::new();
    for one in evidence.iter().filter(|one| one.response.competency == competency) {
        if let Some(task) = measure.task(&one.task).map(|task| &measure.tasks()[task])
            && !tasks.iter().any(|known| known.id == task.id)
        {
            tasks.push(task);
        }
    }
    tasks
}

/// How a must-have stands. `competency` is its place in the field.
pub fn standing_of_must(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    role: &RoleNeeds,
    competency: usize,
) -> Standing {
    must(measure, knowledge, evidence, role, competency).standing
}

fn must(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    role: &RoleNeeds,
    competency: usize,
) -> Must {
    let id = measure.field().competencies[competency].id.clone();
    let proven_tasks = independent_count(measure.tasks_for(competency));
    let own = tasks_of(measure, evidence, &id);
    let tasks = independent_count(own.iter().copied());
    let decision = knowledge.decision(competency, role);
    let needed = role.independent_tasks.max(1);
    let rests_on_work = own.iter().any(|task| task.kind != Kind::Quiz);
    let standing = match decision.outcome {
        _ if proven_tasks < LEAST_TASKS => Standing::NotMeasurableYet,
        Outcome::Meets if tasks < needed || !rests_on_work => Standing::NeedsAnotherTask,
        Outcome::Meets => Standing::Meets,
        Outcome::NotYet if tasks == 0 => Standing::NeedsAnotherTask,
        Outcome::NotYet => Standing::NotYet,
        Outcome::Inconclusive => Standing::Inconclusive,
    };
    Must { competency: id, standing, probability: decision.probability_meets, tasks, proven_tasks }
}

/// Decides a role over the part that is measurable: "not yet" as soon as one must-have is, "meets" when every measurable must-have and the
/// weighted score do, else inconclusive.
pub fn decide_role(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    role: &RoleNeeds,
) -> RoleDecision {
    let musts: Vec<Must> =
        role.musts.iter().map(|id| must_by_id(measure, knowledge, evidence, role, id)).collect();
    let score_probability = score_probability(measure, knowledge, role);
    let any = |standing: Standing| musts.iter().any(|must| must.standing == standing);
    let measurable: Vec<&Must> = musts.iter().filter(|must| must.standing.is_measurable()).collect();
    let all_meet = measurable.iter().all(|must| must.standing == Standing::Meets);
    let score_meets = score_probability.is_some_and(|probability| probability >= role.certainty);
    let standing = if measurable.is_empty() {
        Standing::NotMeasurableYet
    } else if any(Standing::NotYet) {
        Standing::NotYet
    } else if all_meet && score_meets {
        Standing::Meets
    } else {
        Standing::Inconclusive
    };
    let measurable_weight = measurable_weight(measure, role);
    RoleDecision { role: role.id.clone(), standing, musts, score_probability, measurable_weight }
}

/// A must-have that the field doesn't have has no task either.
fn must_by_id(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    role: &RoleNeeds,
    id: &str,
) -> Must {
    match measure.field().position(id) {
        Some(place) => must(measure, knowledge, evidence, role, place),
        None => Must {
            competency: id.to_owned(),
            standing: Standing::NotMeasurableYet,
            probability: 0.5,
            tasks: 0,
            proven_tasks: 0,
        },
    }
}

/// P(Σ w (θ − cut) > 0) over the competencies that the role covers and the bank measures, by the areas' weights.
fn score_probability(measure: &Measure, knowledge: &Knowledge<'_>, role: &RoleNeeds) -> Option<f64> {
    let weights = score_weights(measure, role);
    let field = &measure.field().competencies;
    let wanted: f64 =
        weights.iter().map(|(place, weight)| weight * cut(field[*place].level, role.mastery)).sum();
    let sum = knowledge.weighted_sum(&weights);
    let cut = CutScore { cut: wanted, cut_sd: 0.0, certainty: role.certainty };
    let nodes = psychometrics::ability::scoring_nodes();
    (!weights.is_empty()).then(|| decide(&normal(&nodes, sum), cut).probability_meets)
}

/// Weights of the role's score over measured competencies; they sum to 1.
fn score_weights(measure: &Measure, role: &RoleNeeds) -> Vec<(usize, f64)> {
    let measured = measured(measure);
    let field = &measure.field().competencies;
    let inside: Vec<usize> =
        (0..field.len()).filter(|place| measured[*place] && role.covers(&field[*place])).collect();
    let of_area = |area: &str| inside.iter().filter(|place| field[**place].area == area).count();
    let weights: Vec<(usize, f64)> = inside
        .iter()
        .map(|place| (*place, role.area_weight(&field[*place]) / as_number(of_area(&field[*place].area))))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    weights.into_iter().map(|(place, weight)| (place, weight / total)).collect()
}

/// Of the role's weight, the part in whose areas the bank measures: area by area the share of covered competencies that it measures.
fn measurable_weight(measure: &Measure, role: &RoleNeeds) -> f64 {
    let measured = measured(measure);
    let field = &measure.field().competencies;
    let share = |area: &str| {
        let covered: Vec<usize> = (0..field.len())
            .filter(|place| field[*place].area == area && role.covers(&field[*place]))
            .collect();
        let known = covered.iter().filter(|place| measured[**place]).count();
        as_number(known) / as_number(covered.len().max(1))
    };
    role.areas.iter().map(|need| f64::from(need.weight) * share(&need.area)).sum::<f64>() / 100.0
}

#[expect(clippy::cast_precision_loss, reason = "counts of competencies and tasks are small")]
fn as_number(count: usize) -> f64 {
    count as f64
}
