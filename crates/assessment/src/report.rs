//! The report value: every skill with its error and the evidence behind it, the role's decision, what would narrow it, and what more time
//! would buy.

use bank::manifest::Level;
use psychometrics::ability::Estimate;

use crate::field::{Competency, RoleNeeds, anchor};
use crate::measure::knowledge::Knowledge;
use crate::measure::{Evidence, Measure, Setting};
use crate::role::{RoleDecision, decide_role, importance, overall, tasks_of};
use crate::sitting::Sitting;
use crate::sitting::event::EndedBy;

/// Coverage of every interval that is shown.
pub const INTERVAL: f64 = 0.9;

/// An ability with its interval, and as the share of a level's typical tasks that it solves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// In logits.
    pub estimate: Estimate,
    pub low: f64,
    pub high: f64,
}

/// One skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    pub competency: Competency,
    pub known: Known,
    pub evidence: Vec<Evidence>,
    /// The proven task that would narrow it most per minute, if one is left.
    pub narrowed_by: Option<String>,
}

/// An area as its measured skills show it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaLine {
    pub id: String,
    pub name: String,
    pub known: Known,
    /// Competencies that the bank measures in it.
    pub measured: usize,
    /// Competencies with evidence of the person.
    pub worked_on: usize,
    pub skills: Vec<Skill>,
}

/// What more working time is expected to buy.
#[derive(Clone, Debug, PartialEq)]
pub struct Buys {
    pub minutes: u32,
    pub tasks: Vec<String>,
    /// Root of the mean variance of what matters, by importance, now and then.
    pub error_now: f64,
    pub error_then: f64,
}

/// What is known after all evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The weighted ability over all that is measured and matters.
    pub overall: Known,
    pub areas: Vec<AreaLine>,
    pub decision: Option<RoleDecision>,
    pub tasks: usize,
    pub ended: Option<EndedBy>,
    /// Responses that the bank's items rest on; 0: their authors' ratings alone.
    pub calibrating_responses: u64,
}

impl Known {
    /// An estimate with its interval of 90 %.
    pub fn new(estimate: Estimate) -> Self {
        // The normal quantile of a central interval of 90 %.
        let reach = 1.644_853_626_951_472_2 * estimate.standard_error;
        Self { estimate, low: estimate.ability - reach, high: estimate.ability + reach }
    }

    /// Share of a level's typical tasks that such a person solves, 0 to 1: (low, middle, high).
    pub fn shares(&self, level: Level) -> (f64, f64, f64) {
        let share = |ability: f64| 1.0 / (1.0 + (anchor(level) - ability).exp());
        (share(self.low), share(self.estimate.ability), share(self.high))
    }
}

/// The report of a sitting, earlier evidence included.
pub fn of_sitting(sitting: &Sitting<'_>) -> Report {
    let report = report(sitting.measure(), &sitting.evidence(), sitting.role());
    Report { ended: sitting.ended(), tasks: sitting.given().len(), ..report }
}

/// What evidence says.
pub fn report(measure: &Measure, evidence: &[Evidence], role: Option<&RoleNeeds>) -> Report {
    let knowledge = measure.knowledge(evidence);
    let mut tasks: Vec<&str> = evidence.iter().map(|one| one.task.as_str()).collect();
    tasks.sort_unstable();
    tasks.dedup();
    Report {
        overall: Known::new(overall(measure, &knowledge, role)),
        areas: areas(measure, &knowledge, evidence, role),
        decision: role.map(|role| decide_role(measure, &knowledge, evidence, role)),
        tasks: tasks.len(),
        ended: None,
        calibrating_responses: 0,
    }
}

fn areas(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    role: Option<&RoleNeeds>,
) -> Vec<AreaLine> {
    let field = measure.field();
    let importance = importance(measure, role);
    let mut names: Vec<&str> = Vec::new();
    for area in field.areas.iter().map(|area| area.id.as_str()) {
        names.push(area);
    }
    for area in field.competencies.iter().map(|own| own.area.as_str()) {
        if !names.contains(&area) {
            names.push(area);
        }
    }
    let line = |area: &str| {
        let places: Vec<usize> = (0..field.competencies.len())
            .filter(|place| field.competencies[*place].area == area && importance[*place] > 0.0)
            .collect();
        if places.is_empty() {
            return None;
        }
        let skills: Vec<Skill> =
            places.iter().map(|place| skill(measure, knowledge, evidence, *place)).collect();
        let total: f64 = places.iter().map(|place| importance[*place]).sum();
        let weights: Vec<(usize, f64)> =
            places.iter().map(|place| (*place, importance[*place] / total)).collect();
        Some(AreaLine {
            id: area.to_owned(),
            name: field.area_name(area).to_owned(),
            known: Known::new(knowledge.weighted_sum(&weights)),
            measured: places.len(),
            worked_on: skills.iter().filter(|skill| !skill.evidence.is_empty()).count(),
            skills,
        })
    };
    names.into_iter().filter_map(line).collect()
}

fn skill(measure: &Measure, knowledge: &Knowledge<'_>, evidence: &[Evidence], place: usize) -> Skill {
    let competency = measure.field().competencies[place].clone();
    let own = evidence.iter().filter(|one| one.response.competency == competency.id).cloned().collect();
    Skill {
        known: Known::new(knowledge.estimate(place)),
        narrowed_by: narrowing(measure, knowledge, evidence, place)
            .map(|task| measure.tasks()[task].id.clone()),
        evidence: own,
        competency,
    }
}

/// The unanswered task that takes most variance off a competency per minute.
pub fn narrowing(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    evidence: &[Evidence],
    place: usize,
) -> Option<usize> {
    let mut wanted = vec![0.0; measure.field().competencies.len()];
    wanted[place] = 1.0;
    best_task(measure, knowledge, &met(evidence), &wanted, f64::INFINITY)
}

fn met(evidence: &[Evidence]) -> Vec<&str> {
    evidence.iter().map(|one| one.task.as_str()).collect()
}

/// The task that gains most per minute of those not met that fit the time.
fn best_task(
    measure: &Measure,
    knowledge: &Knowledge<'_>,
    met: &[&str],
    importance: &[f64],
    minutes: f64,
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (place, task) in measure.tasks().iter().enumerate() {
        if met.contains(&task.id.as_str()) || f64::from(task.minutes) > minutes {
            continue;
        }
        let gain = knowledge.gain(place, importance) / f64::from(task.minutes);
        if gain > 0.0 && best.is_none_or(|(known, _)| gain > known) {
            best = Some((gain, place));
        }
    }
    best.map(|(_, place)| place)
}

/// What each of these amounts of working time is expected to buy, by choosing again and again what gains most.
pub fn buys(
    measure: &Measure,
    evidence: &[Evidence],
    role: Option<&RoleNeeds>,
    minutes: &[u32],
) -> Vec<Buys> {
    let importance = importance(measure, role);
    let known = measure.knowledge(evidence);
    let error_now = error(&known, &importance);
    let buy = |minutes: &u32| {
        let (mut known, mut left) = (known.clone(), f64::from(*minutes));
        let mut seen = met(evidence);
        let mut tasks: Vec<String> = Vec::new();
        while let Some(task) = best_task(measure, &known, &seen, &importance, left) {
            known = known.expecting(task);
            let own = &measure.tasks()[task];
            left -= f64::from(own.minutes);
            seen.push(&own.id);
            tasks.push(own.id.clone());
        }
        Buys { minutes: *minutes, tasks, error_now, error_then: error(&known, &importance) }
    };
    minutes.iter().map(buy).collect()
}

/// Root of the mean variance, by importance.
fn error(knowledge: &Knowledge<'_>, importance: &[f64]) -> f64 {
    let total: f64 = importance.iter().sum();
    let variance = |(place, weight): (usize, &f64)| weight * knowledge.estimate(place).standard_error.powi(2);
    let sum: f64 = importance.iter().enumerate().filter(|(_, weight)| **weight > 0.0).map(variance).sum();
    if total > 0.0 { (sum / total).sqrt() } else { 0.0 }
}

impl Report {
    /// All skills, area by area.
    pub fn skills(&self) -> impl Iterator<Item = &Skill> {
        self.areas.iter().flat_map(|area| area.skills.iter())
    }
}

impl Skill {
    /// How many tasks speak for it, and how many of these were practice.
    pub fn tasks(&self, measure: &Measure) -> (usize, usize) {
        let practised = self.evidence.iter().filter(|one| one.setting == Setting::Practised).count();
        (tasks_of(measure, &self.evidence, &self.competency.id).len(), practised)
    }
}
