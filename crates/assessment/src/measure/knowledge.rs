//! What is known of a person after their evidence: every competency's estimate with its error, and what a further task is expected to tell.

use psychometrics::ability::Estimate;
use psychometrics::decision::{CutScore, Decision, decide};
use psychometrics::dimensions::{Abilities, DirectedResponse};
use psychometrics::posterior::{Interval, Posterior};

use super::{Evidence, Measure, MeasuredItem, Setting};
use crate::field::{Competency, RoleNeeds, cut};

/// Abilities of one person, jointly, given their evidence.
#[derive(Clone)]
pub struct Knowledge<'a> {
    measure: &'a Measure,
    abilities: Abilities,
}

impl Measure {
    /// What evidence says. Of several responses of one task the first counts: a second one measures memory. Responses to tasks that the bank
    /// no longer has say nothing.
    pub fn knowledge(&self, evidence: &[Evidence]) -> Knowledge<'_> {
        let mut seen: Vec<(usize, usize)> = Vec::new();
        let mut responses = Vec::new();
        for one in evidence {
            let Some((item, category)) = self.item_of(one) else { continue };
            let place = (item.task, item.competency);
            if !seen.contains(&place) {
                seen.push(place);
                let curves =
                    if one.setting == Setting::Practised { &item.practice_curves } else { &item.curves };
                responses.push((self.direction(item.competency), curves, category));
            }
        }
        let directed: Vec<DirectedResponse<'_>> = responses
            .iter()
            .map(|(weights, curves, category)| DirectedResponse { weights, curves, category: *category })
            .collect();
        // Directions and categories were taken from the items themselves, so nothing can be refused here; the prior is the honest answer if it were.
        let abilities = self.prior.after(&self.nodes, &directed).unwrap_or_else(|_| self.prior.clone());
        Knowledge { measure: self, abilities }
    }

    /// The item that a piece of evidence answers, and in which category.
    fn item_of(&self, one: &Evidence) -> Option<(&MeasuredItem, usize)> {
        let task = self.task(&one.task)?;
        let competency = self.field.position(&one.response.competency)?;
        let item = self.items_of(task).iter().find(|item| item.competency == competency)?;
        let (category, count) = (usize::from(one.response.category), item.curves.category_count());
        // A task whose groups were cut differently since then: the share that was reached still counts.
        let steps = usize::from(one.response.steps);
        let category = if steps + 1 == count { category } else { category * (count - 1) / steps.max(1) };
        Some((item, category.min(count - 1)))
    }
}

impl Knowledge<'_> {
    /// Estimate of a competency, by its place in the field.
    pub fn estimate(&self, competency: usize) -> Estimate {
        self.abilities.estimate(competency)
    }

    /// The central interval of a competency's ability.
    pub fn interval(&self, competency: usize, level: f64) -> Interval {
        self.abilities.interval(competency, level)
    }

    /// A weighted sum of competencies, by places, with its error.
    pub fn weighted_sum(&self, weights: &[(usize, f64)]) -> Estimate {
        self.abilities.weighted_sum(weights)
    }

    /// Against the ability that a role wants at the competency's level.
    pub fn decision(&self, competency: usize, role: &RoleNeeds) -> Decision {
        let own = &self.measure.field.competencies[competency];
        let cut = CutScore { cut: cut(own.level, role.mastery), cut_sd: 0.0, certainty: role.certainty };
        decide(&normal(&self.measure.nodes, self.estimate(competency)), cut)
    }

    /// P(solves more than this share of the level's typical tasks).
    pub fn probability_of_mastery(&self, own: &Competency, place: usize, mastery: f64) -> f64 {
        normal(&self.measure.nodes, self.estimate(place)).probability_above(cut(own.level, mastery), 0.0)
    }

    /// Chance to earn every point of a task, over what is known of person and items.
    pub fn chance_of_solving(&self, task: usize, setting: Setting) -> f64 {
        let chance = |item: &MeasuredItem| {
            let curves = if setting == Setting::Practised { &item.practice_curves } else { &item.curves };
            let posterior = self.seen_by(item.competency);
            let logs = curves.log_probabilities(curves.category_count() - 1);
            let each = posterior.probabilities().iter().zip(logs);
            each.map(|(probability, log)| probability * log.exp()).sum::<f64>()
        };
        // The parts of one task stand or fall together more often than not: the hardest part decides.
        self.measure.items_of(task).iter().map(chance).fold(1.0, f64::min)
    }

    /// Variance that a task is expected to take away, summed over competencies by their importance.
    pub fn gain(&self, task: usize, importance: &[f64]) -> f64 {
        let gain = |item: &MeasuredItem| {
            let information = self.information(item);
            self.abilities.expected_gain(importance, &self.measure.direction(item.competency), information)
        };
        self.measure.items_of(task).iter().map(gain).sum()
    }

    /// What is to be expected once a task was done: the same estimates, smaller errors.
    #[must_use]
    pub fn expecting(&self, task: usize) -> Self {
        let mut expected = self.clone();
        for item in self.measure.items_of(task) {
            let information = expected.information(item);
            let direction = self.measure.direction(item.competency);
            expected.abilities = expected.abilities.expecting(&direction, information);
        }
        expected
    }

    /// Information of an item, weighted by what is known.
    fn information(&self, item: &MeasuredItem) -> f64 {
        let posterior = self.seen_by(item.competency);
        posterior.probabilities().iter().zip(&item.information).map(|(p, information)| p * information).sum()
    }

    /// The distribution of a competency as its items see it: with the error that all items share.
    fn seen_by(&self, competency: usize) -> Posterior {
        normal(&self.measure.nodes, self.weighted_sum(&self.measure.direction(competency)))
    }
}

/// A normal distribution on nodes.
pub(crate) fn normal(nodes: &[f64], estimate: Estimate) -> Posterior {
    let spread = estimate.standard_error.max(1e-3);
    let logs: Vec<f64> =
        nodes.iter().map(|node| -0.5 * ((node - estimate.ability) / spread).powi(2)).collect();
    Posterior::from_log_weights(nodes, &logs)
}
