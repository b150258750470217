//! An item's posterior by its moments instead of its mode.
//!
//! With few responses the posterior of (ln a, b) is skewed, and its mode and curvature claim too much. Here its mean and covariance are
//! integrated: prior(ξ) · Π_i ∫ P(u_ij | θ, ξ) p(θ | u_i without j) dθ at the points of a rule laid over the present normal approximation,
//! reweighted (adaptive quadrature, Naylor & Smith 1982; the factorisation is that of expectation propagation, Minka 2001). Persons' posteriors come
//! from curves with the other items' uncertainty integrated out.

use nalgebra::{Cholesky, DMatrix, DVector};

use crate::calibration::coordinates::{Coordinates, Form, NormalPrior};
use crate::calibration::engine::Engine;
use crate::responses::Responses;
use crate::uncertain_item::{Curves, normal_rule};

/// Points are laid a little wider than the present approximation, lest a tail be overlooked.
const STRETCH: f64 = 1.15;
/// Products of likelihoods are taken to logarithms when they fall below this.
const SMALL_PRODUCT: f64 = 1e-200;

/// Persons' posteriors over all nodes, pattern by pattern, with all items' curves.
pub(super) struct PersonPosteriors {
    first_nodes: Vec<usize>,
    ends: Vec<usize>,
    probabilities: Vec<f64>,
}

impl PersonPosteriors {
    /// Loads the curves into the engine and keeps each pattern's posterior over its window.
    pub fn new(engine: &mut Engine, curves: &[Curves], pattern_count: usize) -> Self {
        engine.evaluate_curves(curves);
        let mut kept = Self { first_nodes: Vec::new(), ends: Vec::new(), probabilities: Vec::new() };
        for pattern in 0..pattern_count {
            let (low, posterior) = engine.expectation.posterior(pattern);
            kept.first_nodes.push(low);
            kept.probabilities.extend_from_slice(posterior);
            kept.ends.push(kept.probabilities.len());
        }
        kept
    }

    fn window(&self, pattern: usize) -> (usize, &[f64]) {
        let start = if pattern == 0 { 0 } else { self.ends[pattern - 1] };
        (self.first_nodes[pattern], &self.probabilities[start..self.ends[pattern]])
    }
}

/// One answer to an item: the category, how many persons, and their posterior without this answer.
struct Answer {
    category: usize,
    weight: f64,
    first_node: usize,
    start: usize,
    end: usize,
}

/// All answers to one item.
pub(super) struct Answers {
    answers: Vec<Answer>,
    cavities: Vec<f64>,
}

impl Answers {
    pub fn new(responses: &Responses, item: usize, persons: &PersonPosteriors, own_curves: &Curves) -> Self {
        let mut all = Self { answers: Vec::new(), cavities: Vec::new() };
        for pattern in 0..responses.pattern_count() {
            let Some(category) = responses.response(pattern, item) else { continue };
            let (first_node, posterior) = persons.window(pattern);
            let own = &own_curves.log_probabilities(category)[first_node..first_node + posterior.len()];
            let start = all.cavities.len();
            all.cavities.extend(posterior.iter().zip(own).map(|(p, log)| p * (-log).exp()));
            let total: f64 = all.cavities[start..].iter().sum();
            all.cavities[start..].iter_mut().for_each(|cell| *cell /= total);
            let (weight, end) = (responses.weight(pattern), all.cavities.len());
            all.answers.push(Answer { category, weight, first_node, start, end });
        }
        all
    }

    /// ln Π ∫ P(u | θ, ξ) p(θ) dθ, with the item's probabilities given category by category over all nodes.
    fn log_likelihood(&self, probabilities: &[f64], node_count: usize) -> f64 {
        let (mut sum, mut product) = (0.0, 1.0_f64);
        for answer in &self.answers {
            let cavity = &self.cavities[answer.start..answer.end];
            let row = &probabilities[answer.category * node_count + answer.first_node..][..cavity.len()];
            let likelihood: f64 = row.iter().zip(cavity).map(|(p, weight)| p * weight).sum();
            if (answer.weight - 1.0).abs() < f64::EPSILON {
                product *= likelihood;
                if product < SMALL_PRODUCT {
                    sum += product.max(1e-308).ln();
                    product = 1.0;
                }
            } else {
                sum += answer.weight * likelihood.max(1e-308).ln();
            }
        }
        sum + product.ln()
    }
}

/// Mean and precision of prior times likelihood, from points around `present`; `None` where they give no covariance.
pub(super) fn matched(
    form: &Form,
    nodes: &[f64],
    prior: &NormalPrior,
    present: &NormalPrior,
    answers: &Answers,
) -> Option<NormalPrior> {
    let root = Cholesky::new(present.precision.clone())?.inverse().cholesky()?.l() * STRETCH;
    let mut points = Vec::new();
    let mut logs = Vec::new();
    for (standard, weight) in normal_rule(form.size()) {
        let point = &present.mean + &root * &standard;
        if !form.in_order(Coordinates::LogSlopeThreshold, point.as_slice()) {
            continue;
        }
        let deviation = &point - &prior.mean;
        let log_prior = -0.5 * deviation.dot(&(&prior.precision * &deviation));
        let log_proposal = -0.5 * standard.norm_squared();
        logs.push(weight.ln() + log_prior - log_proposal + likelihood_at(form, nodes, answers, &point));
        points.push(point);
    }
    moments(&points, &logs)
}

fn likelihood_at(form: &Form, nodes: &[f64], answers: &Answers, point: &DVector<f64>) -> f64 {
    let kernel = form.kernel(Coordinates::LogSlopeThreshold, point.as_slice());
    let mut probabilities = Vec::new();
    form.log_probabilities(&kernel, nodes, &mut probabilities);
    for log in &mut probabilities {
        *log = log.exp();
    }
    answers.log_likelihood(&probabilities, nodes.len())
}

fn moments(points: &[DVector<f64>], logs: &[f64]) -> Option<NormalPrior> {
    let size = points.first()?.len();
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
    let total: f64 = weights.iter().sum();
    let mut mean = DVector::zeros(size);
    for (point, weight) in points.iter().zip(&weights) {
        mean.axpy(weight / total, point, 1.0);
    }
    let mut covariance = DMatrix::zeros(size, size);
    for (point, weight) in points.iter().zip(&weights) {
        let deviation = point - &mean;
        covariance.ger(weight / total, &deviation, &deviation, 1.0);
    }
    let precision = covariance.cholesky()?.inverse();
    precision.iter().all(|value| value.is_finite()).then_some(NormalPrior { mean, precision })
}
