//! When a sitting ends, and which rule ended it.

use crate::decision::{CutScore, Outcome, decide};
use crate::posterior::Posterior;

/// When to stop. What is `None` or empty doesn't apply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoppingRules {
    /// The posterior's standard deviation falls to this, in logits.
    pub standard_error: Option<f64>,
    /// P(ability above the cut) leaves the band of doubt.
    pub decision: Option<CutScore>,
    /// Expected minutes are used up.
    pub minutes: Option<f64>,
    /// This many items were answered.
    pub most_items: Option<usize>,
    /// Least number of items per content area; precision rules wait until all are reached.
    pub blueprint: Vec<usize>,
    /// Whether reaching the blueprint is by itself an end.
    pub stop_when_covered: bool,
    /// Precision rules wait for this many items.
    pub fewest_items: usize,
}

/// What a sitting has come to.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    pub posterior: &'a Posterior,
    /// Items answered, by content area.
    pub items_by_area: &'a [usize],
    pub minutes_spent: f64,
    /// Whether selection has an item left.
    pub items_left: bool,
}

/// The rule that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    StandardErrorReached,
    /// The decision is certain: it meets.
    DecidedMeets,
    /// The decision is certain: not yet.
    DecidedNotYet,
    BlueprintCovered,
    TimeSpent,
    MostItems,
    NothingLeft,
}

impl StoppingRules {
    /// The first rule that fires, precision before exhaustion; `None` to go on.
    pub fn fired(&self, progress: Progress<'_>) -> Option<Stop> {
        let answered: usize = progress.items_by_area.iter().sum();
        let area_count = |area: usize| progress.items_by_area.get(area).copied().unwrap_or(0);
        let covered = self.blueprint.iter().enumerate().all(|(area, least)| area_count(area) >= *least);
        if covered && answered >= self.fewest_items.max(1) {
            let precise = self.precise(progress.posterior);
            if precise.is_some() {
                return precise;
            }
            if self.stop_when_covered {
                return Some(Stop::BlueprintCovered);
            }
        }
        if self.minutes.is_some_and(|minutes| progress.minutes_spent >= minutes) {
            return Some(Stop::TimeSpent);
        }
        if self.most_items.is_some_and(|most| answered >= most) {
            return Some(Stop::MostItems);
        }
        (!progress.items_left).then_some(Stop::NothingLeft)
    }

    fn precise(&self, posterior: &Posterior) -> Option<Stop> {
        if self.standard_error.is_some_and(|target| posterior.sd() <= target) {
            return Some(Stop::StandardErrorReached);
        }
        match decide(posterior, self.decision?).outcome {
            Outcome::Meets => Some(Stop::DecidedMeets),
            Outcome::NotYet => Some(Stop::DecidedNotYet),
            Outcome::Inconclusive => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posterior(mean: f64, sd: f64) -> Posterior {
        let nodes = crate::ability::scoring_nodes();
        let logs: Vec<f64> = nodes.iter().map(|node| -0.5 * ((node - mean) / sd).powi(2)).collect();
        Posterior::from_log_weights(&nodes, &logs)
    }

    fn check(rules: &StoppingRules, mean: f64, sd: f64, items_by_area: &[usize], expected: Option<Stop>) {
        let posterior = posterior(mean, sd);
        let progress =
            Progress { posterior: &posterior, items_by_area, minutes_spent: 20.0, items_left: true };
        assert_eq!(rules.fired(progress), expected);
    }

    #[test]
    fn precision_ends_a_sitting_once_its_blueprint_is_covered() {
        let rules =
            StoppingRules { standard_error: Some(0.3), blueprint: vec![2, 1], ..StoppingRules::default() };
        check(&rules, 0.0, 0.4, &[4, 4], None);
        check(&rules, 0.0, 0.29, &[4, 0], None);
        check(&rules, 0.0, 0.29, &[2, 1], Some(Stop::StandardErrorReached));
    }

    #[test]
    fn a_certain_decision_names_its_side() {
        let cut = CutScore { cut: 0.0, cut_sd: 0.1, certainty: 0.95 };
        let rules = StoppingRules { decision: Some(cut), fewest_items: 3, ..StoppingRules::default() };
        check(&rules, 1.5, 0.4, &[2], None);
        check(&rules, 1.5, 0.4, &[3], Some(Stop::DecidedMeets));
        check(&rules, -1.5, 0.4, &[3], Some(Stop::DecidedNotYet));
        check(&rules, 0.1, 0.4, &[3], None);
    }

    #[test]
    fn time_and_length_end_it_whatever_is_known() {
        let rules = StoppingRules { minutes: Some(20.0), blueprint: vec![9], ..StoppingRules::default() };
        check(&rules, 0.0, 0.9, &[1], Some(Stop::TimeSpent));
        let rules = StoppingRules { most_items: Some(5), ..StoppingRules::default() };
        check(&rules, 0.0, 0.9, &[3, 2], Some(Stop::MostItems));
        let covered =
            StoppingRules { blueprint: vec![1], stop_when_covered: true, ..StoppingRules::default() };
        check(&covered, 0.0, 0.9, &[1], Some(Stop::BlueprintCovered));
    }

    #[test]
    fn an_empty_pool_is_named() {
        let posterior = posterior(0.0, 1.0);
        let progress =
            Progress { posterior: &posterior, items_by_area: &[0], minutes_spent: 0.0, items_left: false };
        assert_eq!(StoppingRules::default().fired(progress), Some(Stop::NothingLeft));
    }
}
