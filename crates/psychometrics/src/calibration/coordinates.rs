//! The parameters of an item as a vector that an optimiser moves, and what the model says there.
//!
//! Two coordinate systems: *slope–intercept* (a, d_1..d_K), in which the likelihood is best behaved, and *log-slope–threshold*
//! (ln a, b_1..b_K), in which priors are written. Intercepts: graded response and logistic d_k = −a b_k; partial credit
//! d_k = −a Σ_{v≤k} b_v. With a lower asymptote, logit(c) is the last coordinate of both.

use nalgebra::{DMatrix, DVector};

use crate::response_model::{Item, ModelError, Shape, Step, normalised};

/// Neighbouring steps of a graded item stay at least this far apart, in logits: a category nobody is in would close the gap.
const SMALLEST_GAP: f64 = 1e-4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coordinates {
    SlopeIntercept,
    LogSlopeThreshold,
}

/// What kind of item sits where in the vector of all parameters.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub shape: Shape,
    /// Thresholds; one less than categories.
    pub steps: usize,
    pub guesses: bool,
    /// First coordinate in the vector of all items.
    pub offset: usize,
}

/// Slope, intercepts and lower asymptote: what likelihoods are computed from.
#[derive(Clone, Debug)]
pub(crate) struct Kernel {
    pub slope: f64,
    pub intercepts: Vec<f64>,
    pub guessing: f64,
}

impl Form {
    pub fn size(&self) -> usize {
        1 + self.steps + usize::from(self.guesses)
    }

    pub fn of<'a>(&self, parameters: &'a [f64]) -> &'a [f64] {
        &parameters[self.offset..self.offset + self.size()]
    }

    pub fn of_mut<'a>(&self, parameters: &'a mut [f64]) -> &'a mut [f64] {
        &mut parameters[self.offset..self.offset + self.size()]
    }

    pub fn kernel(&self, coordinates: Coordinates, own: &[f64]) -> Kernel {
        let guessing = if self.guesses { Step::at(own[1 + self.steps]).above } else { 0.0 };
        let steps = &own[1..=self.steps];
        match coordinates {
            Coordinates::SlopeIntercept => Kernel { slope: own[0], intercepts: steps.to_vec(), guessing },
            Coordinates::LogSlopeThreshold => {
                let slope = own[0].exp();
                Kernel { slope, intercepts: self.intercepts(slope, steps), guessing }
            }
        }
    }

    fn intercepts(&self, slope: f64, thresholds: &[f64]) -> Vec<f64> {
        let mut sum = 0.0;
        let intercept = |threshold: &f64| {
            sum = if self.shape == Shape::PartialCredit { sum + threshold } else { *threshold };
            -slope * sum
        };
        thresholds.iter().map(intercept).collect()
    }

    /// The coordinates of an item; its slope must be positive for log-slope–threshold.
    #[cfg(test)]
    pub fn coordinates_of(&self, coordinates: Coordinates, item: &Item) -> Vec<f64> {
        let mut own = match coordinates {
            Coordinates::SlopeIntercept => {
                let mut own = vec![item.slope()];
                own.extend(self.intercepts(item.slope(), item.thresholds()));
                own
            }
            Coordinates::LogSlopeThreshold => {
                let mut own = vec![item.slope().ln()];
                own.extend_from_slice(item.thresholds());
                own
            }
        };
        if self.guesses {
            let c = item.guessing().clamp(1e-6, 1.0 - 1e-6);
            own.push((c / (1.0 - c)).ln());
        }
        own
    }

    /// The published form of the coordinates.
    pub fn item(&self, coordinates: Coordinates, own: &[f64]) -> Result<Item, ModelError> {
        let kernel = self.kernel(coordinates, own);
        let mut previous = 0.0;
        let threshold = |intercept: &f64| {
            let step = intercept - if self.shape == Shape::PartialCredit { previous } else { 0.0 };
            previous = *intercept;
            -step / kernel.slope
        };
        let mut thresholds: Vec<f64> = kernel.intercepts.iter().map(threshold).collect();
        if coordinates == Coordinates::LogSlopeThreshold {
            thresholds.copy_from_slice(&own[1..=self.steps]);
        }
        Item::new(self.shape, kernel.slope, thresholds, kernel.guessing)
    }

    /// ∂(slope, intercepts, logit c) / ∂coordinates.
    pub fn jacobian(&self, coordinates: Coordinates, kernel: &Kernel) -> DMatrix<f64> {
        let mut jacobian = DMatrix::identity(self.size(), self.size());
        if coordinates == Coordinates::SlopeIntercept {
            return jacobian;
        }
        jacobian[(0, 0)] = kernel.slope;
        for step in 1..=self.steps {
            jacobian[(step, 0)] = kernel.intercepts[step - 1];
            let first = if self.shape == Shape::PartialCredit { 1 } else { step };
            for threshold in first..=step {
                jacobian[(step, threshold)] = -kernel.slope;
            }
        }
        jacobian
    }

    /// Natural logarithms of all categories' probabilities: category by category, one per node.
    pub fn log_probabilities(&self, kernel: &Kernel, nodes: &[f64], out: &mut Vec<f64>) {
        out.clear();
        out.resize((self.steps + 1) * nodes.len(), 0.0);
        for (index, &node) in nodes.iter().enumerate() {
            if self.shape == Shape::Logistic && !self.guesses {
                let logit = kernel.slope * node + kernel.intercepts[0];
                // ln P(0) = −ln(1 + e^x), ln P(1) = x + ln P(0); one exponential and one logarithm a node.
                let log_wrong = -(logit.max(0.0) + (-logit.abs()).exp().ln_1p());
                out[index] = log_wrong;
                out[nodes.len() + index] = logit + log_wrong;
            } else {
                for (category, probability) in self.probabilities(kernel, node).into_iter().enumerate() {
                    out[category * nodes.len() + index] = probability.ln();
                }
            }
        }
    }

    fn probabilities(&self, kernel: &Kernel, node: f64) -> Vec<f64> {
        match self.shape {
            Shape::Logistic => {
                let step = Step::at(kernel.slope * node + kernel.intercepts[0]);
                let c = kernel.guessing;
                vec![(1.0 - c) * step.below.max(1e-300), (c + (1.0 - c) * step.above).max(1e-300)]
            }
            Shape::Graded => {
                let steps = self.graded_steps(kernel, node);
                steps.windows(2).map(|pair| pair[0].minus(pair[1])).collect()
            }
            Shape::PartialCredit => normalised(&partial_credit_logs(kernel, node)),
        }
    }

    fn graded_steps(&self, kernel: &Kernel, node: f64) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.steps + 2);
        steps.push(Step::CERTAIN);
        steps.extend(kernel.intercepts.iter().map(|intercept| Step::at(kernel.slope * node + intercept)));
        steps.push(Step::IMPOSSIBLE);
        steps
    }

    /// Probability of each category and the gradient of its logarithm by (slope, intercepts, logit c), category by category.
    pub fn log_gradients(&self, kernel: &Kernel, node: f64) -> (Vec<f64>, Vec<f64>) {
        let size = self.size();
        let probabilities = self.probabilities(kernel, node);
        let mut gradients = vec![0.0; (self.steps + 1) * size];
        match self.shape {
            Shape::Logistic => {
                let step = Step::at(kernel.slope * node + kernel.intercepts[0]);
                let c = kernel.guessing;
                for (category, sign) in [(0, -1.0), (1, 1.0)] {
                    let own = &mut gradients[category * size..][..size];
                    let by_logit = sign * (1.0 - c) * step.density / probabilities[category];
                    (own[0], own[1]) = (node * by_logit, by_logit);
                    if self.guesses {
                        own[2] = sign * c * (1.0 - c) * step.below / probabilities[category];
                    }
                }
            }
            Shape::Graded => {
                let steps = self.graded_steps(kernel, node);
                for category in 0..=self.steps {
                    let own = &mut gradients[category * size..][..size];
                    let (lower, upper) = (steps[category].density, steps[category + 1].density);
                    own[0] = node * (lower - upper) / probabilities[category];
                    if category > 0 {
                        own[category] = lower / probabilities[category];
                    }
                    if category < self.steps {
                        own[category + 1] = -upper / probabilities[category];
                    }
                }
            }
            Shape::PartialCredit => partial_credit_gradients(&probabilities, node, &mut gradients),
        }
        (probabilities, gradients)
    }

    /// Whether the coordinates are inside the model: a graded item's steps in order.
    pub fn in_order(&self, coordinates: Coordinates, own: &[f64]) -> bool {
        if self.shape != Shape::Graded {
            return true;
        }
        let gap = |pair: &[f64]| match coordinates {
            Coordinates::SlopeIntercept => pair[0] - pair[1],
            Coordinates::LogSlopeThreshold => pair[1] - pair[0],
        };
        own[1..=self.steps].windows(2).all(|pair| gap(pair) > SMALLEST_GAP)
    }
}

#[expect(clippy::cast_precision_loss, reason = "an item has few categories")]
fn partial_credit_logs(kernel: &Kernel, node: f64) -> Vec<f64> {
    let later = kernel.intercepts.iter().enumerate();
    let later = later.map(|(index, intercept)| (index + 1) as f64 * kernel.slope * node + intercept);
    std::iter::once(0.0).chain(later).collect()
}

#[expect(clippy::cast_precision_loss, reason = "an item has few categories")]
fn partial_credit_gradients(probabilities: &[f64], node: f64, gradients: &mut [f64]) {
    let size = probabilities.len();
    let mean: f64 = probabilities.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    for category in 0..size {
        let own = &mut gradients[category * size..][..size];
        own[0] = node * (category as f64 - mean);
        for step in 1..size {
            own[step] = f64::from(u8::from(step == category)) - probabilities[step];
        }
    }
}

/// A normal prior on an item's log-slope–threshold coordinates.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NormalPrior {
    pub mean: DVector<f64>,
    pub precision: DMatrix<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> Vec<(Form, Item)> {
        let form = |shape, steps, guesses| Form { shape, steps, guesses, offset: 0 };
        vec![
            (form(Shape::Logistic, 1, false), Item::two_pl(1.4, 0.3).unwrap()),
            (form(Shape::Logistic, 1, true), Item::three_pl(1.4, 0.3, 0.2).unwrap()),
            (form(Shape::Graded, 3, false), Item::graded(0.9, vec![-1.0, 0.2, 1.1]).unwrap()),
            (form(Shape::PartialCredit, 3, false), Item::partial_credit(0.7, vec![0.5, -0.2, 1.1]).unwrap()),
        ]
    }

    #[test]
    fn an_item_survives_the_way_into_coordinates_and_back() {
        for (form, item) in forms() {
            for coordinates in [Coordinates::SlopeIntercept, Coordinates::LogSlopeThreshold] {
                let back = form.item(coordinates, &form.coordinates_of(coordinates, &item)).unwrap();
                assert!((back.slope() - item.slope()).abs() < 1e-12);
                assert!((back.guessing() - item.guessing()).abs() < 1e-12);
                for (left, right) in back.thresholds().iter().zip(item.thresholds()) {
                    assert!((left - right).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn kernels_and_published_items_give_the_same_probabilities() {
        for (form, item) in forms() {
            let own = form.coordinates_of(Coordinates::LogSlopeThreshold, &item);
            let kernel = form.kernel(Coordinates::LogSlopeThreshold, &own);
            let mut logs = Vec::new();
            form.log_probabilities(&kernel, &[0.8], &mut logs);
            for (category, log) in logs.iter().enumerate() {
                assert!((log - item.log_likelihood(0.8, category)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn gradients_agree_with_finite_differences_in_both_coordinates() {
        const STEP: f64 = 1e-6;
        for (form, item) in forms() {
            for coordinates in [Coordinates::SlopeIntercept, Coordinates::LogSlopeThreshold] {
                let own = form.coordinates_of(coordinates, &item);
                let kernel = form.kernel(coordinates, &own);
                let jacobian = form.jacobian(coordinates, &kernel);
                let (_, raw) = form.log_gradients(&kernel, -0.6);
                for category in 0..item.category_count() {
                    let raw = DVector::from_column_slice(&raw[category * form.size()..][..form.size()]);
                    let gradient = jacobian.transpose() * raw;
                    for index in 0..form.size() {
                        let at = |shift: f64| {
                            let mut moved = own.clone();
                            moved[index] += shift;
                            let mut logs = Vec::new();
                            form.log_probabilities(&form.kernel(coordinates, &moved), &[-0.6], &mut logs);
                            logs[category]
                        };
                        let expected = (at(STEP) - at(-STEP)) / (2.0 * STEP);
                        assert!((gradient[index] - expected).abs() < 1e-7, "{:?} {index}", form.shape);
                    }
                }
            }
        }
    }
}
