//! Response models: the probability of each category of an item, given ability.
//!
//! One `Item` holds its parameters in the published form (slope `a`, difficulty or thresholds `b`, lower asymptote `c`); ability and
//! difficulties are in logits, without the factor 1.7. Fitting them is `calibration`'s business.
//!
//! - Logistic: P(1) = c + (1 − c) / (1 + exp(−a (θ − b))); Birnbaum (1968), in Lord & Novick; Rasch (1960) is a = 1, c = 0.
//! - Graded response: P(X ≥ k) = 1 / (1 + exp(−a (θ − b_k))); Samejima (1969), logistic case.
//! - Generalised partial credit: P(k) ∝ exp(Σ_{v≤k} a (θ − b_v)); Muraki (1992); Masters (1982) is a = 1.

use thiserror::Error;

/// Probabilities never fall below this, so that no logarithm is infinite. Far below any rounding of a likelihood.
const SMALLEST_PROBABILITY: f64 = 1e-300;

/// Why parameters are no item.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ModelError {
    #[error("slope `{slope}` is not a finite number other than 0")]
    Slope { slope: f64 },
    #[error("threshold {number} is `{value}`: thresholds are finite numbers")]
    Threshold { number: usize, value: f64 },
    #[error("an item needs at least one threshold")]
    NoThreshold,
    #[error(
        "threshold {number} of a graded response item is not beyond the one before it: thresholds ascend, or descend where the slope is negative"
    )]
    Order { number: usize },
    #[error("lower asymptote `{guessing}` is outside 0 <= c < 1")]
    Guessing { guessing: f64 },
}

/// How categories follow from ability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Two categories, with a lower asymptote that may be 0.
    Logistic,
    /// Samejima's graded response model.
    Graded,
    /// Muraki's generalised partial credit model.
    PartialCredit,
}

/// An item with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    shape: Shape,
    slope: f64,
    thresholds: Vec<f64>,
    guessing: f64,
}

impl Item {
    /// Rasch (1960): slope 1.
    pub fn rasch(difficulty: f64) -> Result<Self, ModelError> {
        Self::three_pl(1.0, difficulty, 0.0)
    }

    /// Two-parameter logistic.
    pub fn two_pl(slope: f64, difficulty: f64) -> Result<Self, ModelError> {
        Self::three_pl(slope, difficulty, 0.0)
    }

    /// Three-parameter logistic: `guessing` is the lower asymptote.
    pub fn three_pl(slope: f64, difficulty: f64, guessing: f64) -> Result<Self, ModelError> {
        Self::new(Shape::Logistic, slope, vec![difficulty], guessing)
    }

    /// Graded response; `thresholds` ascend (descend, where the slope is negative).
    pub fn graded(slope: f64, thresholds: Vec<f64>) -> Result<Self, ModelError> {
        Self::new(Shape::Graded, slope, thresholds, 0.0)
    }

    /// Generalised partial credit; `thresholds` are the step difficulties, in any order.
    pub fn partial_credit(slope: f64, thresholds: Vec<f64>) -> Result<Self, ModelError> {
        Self::new(Shape::PartialCredit, slope, thresholds, 0.0)
    }

    /// An item of any shape.
    pub fn new(shape: Shape, slope: f64, thresholds: Vec<f64>, guessing: f64) -> Result<Self, ModelError> {
        if !slope.is_finite() || slope == 0.0 {
            return Err(ModelError::Slope { slope });
        }
        if thresholds.is_empty() || (shape == Shape::Logistic && thresholds.len() != 1) {
            return Err(ModelError::NoThreshold);
        }
        if let Some(index) = thresholds.iter().position(|value| !value.is_finite()) {
            return Err(ModelError::Threshold { number: index + 1, value: thresholds[index] });
        }
        if shape == Shape::Graded
            && let Some(index) = thresholds.windows(2).position(|pair| slope * (pair[1] - pair[0]) <= 0.0)
        {
            return Err(ModelError::Order { number: index + 2 });
        }
        if !(0.0..1.0).contains(&guessing) {
            return Err(ModelError::Guessing { guessing });
        }
        Ok(Self { shape, slope, thresholds, guessing })
    }

    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Slope `a`, per logit.
    pub fn slope(&self) -> f64 {
        self.slope
    }

    /// Difficulty (one) or thresholds, in logits.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// Mean of the thresholds: where the item sits on the scale, in logits.
    #[expect(clippy::cast_precision_loss, reason = "an item has few thresholds")]
    pub fn location(&self) -> f64 {
        self.thresholds.iter().sum::<f64>() / self.thresholds.len() as f64
    }

    /// Lower asymptote `c`.
    pub fn guessing(&self) -> f64 {
        self.guessing
    }

    /// Number of response categories, from 0.
    pub fn category_count(&self) -> usize {
        self.thresholds.len() + 1
    }

    /// Probability of each category; they sum to 1.
    pub fn probabilities(&self, ability: f64) -> Vec<f64> {
        self.curves(ability).into_iter().map(|curve| curve.probability).collect()
    }

    /// Natural logarithm of the probability of a category.
    pub fn log_likelihood(&self, ability: f64, category: usize) -> f64 {
        self.curves(ability)[category].probability.ln()
    }

    /// Derivative of the log-likelihood of a category by ability, per logit.
    pub fn score(&self, ability: f64, category: usize) -> f64 {
        let curve = self.curves(ability)[category];
        curve.slope / curve.probability
    }

    /// Expected score: Σ k P(k), in categories.
    #[expect(clippy::cast_precision_loss, reason = "an item has few categories")]
    pub fn expected_score(&self, ability: f64) -> f64 {
        self.probabilities(ability).iter().enumerate().map(|(k, p)| k as f64 * p).sum()
    }

    /// Fisher information Σ P'(k)² / P(k), per squared logit; Samejima (1969); Lord (1980).
    pub fn information(&self, ability: f64) -> f64 {
        self.curves(ability).iter().map(|curve| curve.slope * curve.slope / curve.probability).sum()
    }

    /// Probability of each category with its first and second derivative by ability.
    pub fn curves(&self, ability: f64) -> Vec<Curve> {
        match self.shape {
            Shape::Logistic => self.logistic_curves(ability),
            Shape::Graded => self.graded_curves(ability),
            Shape::PartialCredit => self.partial_credit_curves(ability),
        }
    }

    fn logistic_curves(&self, ability: f64) -> Vec<Curve> {
        let (a, c) = (self.slope, self.guessing);
        let step = Step::at(a * (ability - self.thresholds[0]));
        let right = Curve {
            probability: c + (1.0 - c) * step.above,
            slope: (1.0 - c) * a * step.density,
            bend: (1.0 - c) * a * a * step.density * (step.below - step.above),
        };
        let wrong = Curve { probability: (1.0 - c) * step.below, slope: -right.slope, bend: -right.bend };
        vec![wrong.floored(), right.floored()]
    }

    fn graded_curves(&self, ability: f64) -> Vec<Curve> {
        let a = self.slope;
        let steps: Vec<Step> = self.thresholds.iter().map(|b| Step::at(a * (ability - b))).collect();
        let bend = |step: &Step| step.density * (step.below - step.above);
        let curve = |k: usize| {
            let lower = k.checked_sub(1).map_or(Step::CERTAIN, |index| steps[index]);
            let upper = steps.get(k).copied().unwrap_or(Step::IMPOSSIBLE);
            Curve {
                probability: lower.minus(upper),
                slope: a * (lower.density - upper.density),
                bend: a * a * (bend(&lower) - bend(&upper)),
            }
            .floored()
        };
        (0..=steps.len()).map(curve).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "an item has few categories")]
    fn partial_credit_curves(&self, ability: f64) -> Vec<Curve> {
        let mut weights = vec![0.0];
        let mut sum = 0.0;
        for threshold in &self.thresholds {
            sum += self.slope * (ability - threshold);
            weights.push(sum);
        }
        let probabilities = normalised(&weights);
        let mean: f64 = probabilities.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        let variance: f64 =
            probabilities.iter().enumerate().map(|(k, p)| (k as f64 - mean).powi(2) * p).sum();
        let curve = |(k, probability): (usize, f64)| {
            let deviation = k as f64 - mean;
            Curve {
                probability,
                slope: self.slope * probability * deviation,
                bend: self.slope.powi(2) * probability * (deviation * deviation - variance),
            }
            .floored()
        };
        probabilities.into_iter().enumerate().map(curve).collect()
    }
}

/// A category's probability with its derivatives by ability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    pub probability: f64,
    /// First derivative, per logit.
    pub slope: f64,
    /// Second derivative, per squared logit.
    pub bend: f64,
}

impl Curve {
    fn floored(self) -> Self {
        Self { probability: self.probability.max(SMALLEST_PROBABILITY), ..self }
    }
}

/// One logistic step: the chance to be above it, below it, and their product (the logistic density).
/// Both tails are computed on their own, so that neither is lost by 1 − p.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub above: f64,
    pub below: f64,
    pub density: f64,
}

impl Step {
    pub const CERTAIN: Self = Self { above: 1.0, below: 0.0, density: 0.0 };
    pub const IMPOSSIBLE: Self = Self { above: 0.0, below: 1.0, density: 0.0 };

    pub fn at(logit: f64) -> Self {
        let small = (-logit.abs()).exp();
        let (large_tail, small_tail) = (1.0 / (1.0 + small), small / (1.0 + small));
        let density = large_tail * small_tail;
        if logit >= 0.0 {
            Self { above: large_tail, below: small_tail, density }
        } else {
            Self { above: small_tail, below: large_tail, density }
        }
    }

    /// Chance to be above this step and not above the `upper` one, from whichever tails are smaller.
    pub fn minus(self, upper: Self) -> f64 {
        let difference = if upper.above > 0.5 { upper.below - self.below } else { self.above - upper.above };
        difference.max(SMALLEST_PROBABILITY)
    }
}

/// exp(x) / Σ exp(x), without overflow.
pub(crate) fn normalised(log_weights: &[f64]) -> Vec<f64> {
    let largest = log_weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = log_weights.iter().map(|weight| (weight - largest).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| (weight / total).max(SMALLEST_PROBABILITY)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn items() -> impl Strategy<Value = Item> {
        let slope = 0.1..4.0_f64;
        let thresholds = prop::collection::vec(-3.0..3.0_f64, 1..5);
        (slope, thresholds, 0.0..0.4_f64, 0..3_u8).prop_map(|(a, mut b, c, shape)| {
            let item = match shape {
                0 => Item::three_pl(a, b[0], c),
                1 => {
                    b.sort_by(f64::total_cmp);
                    b.iter_mut()
                        .enumerate()
                        .for_each(|(k, value)| *value += 0.01 * f64::from(u8::try_from(k).unwrap()));
                    Item::graded(a, b)
                }
                _ => Item::partial_credit(a, b),
            };
            item.unwrap()
        })
    }

    proptest! {
        #[test]
        fn probabilities_lie_in_0_to_1_and_sum_to_1(item in items(), ability in -8.0..8.0_f64) {
            let probabilities = item.probabilities(ability);
            prop_assert_eq!(probabilities.len(), item.category_count());
            prop_assert!(probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
            prop_assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }

        #[test]
        fn derivatives_agree_with_finite_differences(item in items(), ability in -3.0..3.0_f64) {
            const STEP: f64 = 1e-5;
            let (low, here, high) = (item.curves(ability - STEP), item.curves(ability), item.curves(ability + STEP));
            for k in 0..item.category_count() {
                let slope = (high[k].probability - low[k].probability) / (2.0 * STEP);
                let bend = (high[k].slope - low[k].slope) / (2.0 * STEP);
                prop_assert!((here[k].slope - slope).abs() < 1e-7, "slope {} {}", here[k].slope, slope);
                prop_assert!((here[k].bend - bend).abs() < 1e-6, "bend {} {}", here[k].bend, bend);
            }
        }

        #[test]
        fn information_is_the_expected_squared_score(item in items(), ability in -4.0..4.0_f64) {
            let expected: f64 = item.probabilities(ability).iter().enumerate()
                .map(|(k, p)| p * item.score(ability, k).powi(2)).sum();
            prop_assert!((item.information(ability) - expected).abs() < 1e-9 * (1.0 + expected));
        }
    }

    #[test]
    fn models_with_one_threshold_agree() {
        let (two_pl, graded) = (Item::two_pl(1.3, 0.4).unwrap(), Item::graded(1.3, vec![0.4]).unwrap());
        let partial = Item::partial_credit(1.3, vec![0.4]).unwrap();
        for ability in [-3.0, 0.0, 0.4, 2.5] {
            let expected = two_pl.probabilities(ability)[1];
            assert!((graded.probabilities(ability)[1] - expected).abs() < 1e-14);
            assert!((partial.probabilities(ability)[1] - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn information_of_a_two_pl_item_is_a_squared_p_q() {
        let item = Item::two_pl(1.5, -0.5).unwrap();
        let p = 1.0 / (1.0 + (-1.5_f64 * 0.9).exp());
        assert!((item.information(0.4) - 1.5 * 1.5 * p * (1.0 - p)).abs() < 1e-14);
    }

    #[test]
    fn the_top_category_of_a_polytomous_item_counts_upwards_without_end() {
        let item = Item::partial_credit(1.0, vec![-1.0, 0.0, 1.0]).unwrap();
        assert!(item.score(2.0, 3) > 0.0 && item.score(-2.0, 0) < 0.0);
        assert!(item.probabilities(9.0)[3] > 0.999);
    }

    #[test]
    fn far_tails_stay_finite() {
        let graded = Item::graded(3.0, vec![-1.0, 0.0, 1.0]).unwrap();
        for ability in [-300.0, 300.0] {
            for category in 0..4 {
                assert!(graded.log_likelihood(ability, category).is_finite());
            }
        }
    }

    #[test]
    fn parameters_that_are_no_item_are_refused() {
        assert!(Item::two_pl(0.0, 0.0).is_err());
        assert!(Item::two_pl(f64::NAN, 0.0).is_err());
        assert!(Item::two_pl(1.0, f64::INFINITY).is_err());
        assert!(Item::three_pl(1.0, 0.0, 1.0).is_err());
        assert!(Item::partial_credit(1.0, vec![]).is_err());
        assert_eq!(Item::graded(1.0, vec![0.0, 0.0]), Err(ModelError::Order { number: 2 }));
    }
}
