//! Items whose parameters are known only so well, and their response curves with that uncertainty integrated out.
//!
//! The curve of category k is P̄(k | θ) = ∫ P(k | θ, ξ) p(ξ) dξ with ξ = (ln a, b_1..b_K) normal: for one response per item and items
//! that err independently, the product of such curves is the exact likelihood (Lewis 1985; Tsutakawa & Johnson 1990).
//! Errors that all items share (the scale's origin and unit) are `ability::Link`.

use nalgebra::{DMatrix, DVector, SymmetricEigen};
use statrs::distribution::{ContinuousCDF, Normal};
use thiserror::Error;

use crate::calibration::FittedItem;
use crate::quadrature::gauss_hermite;
use crate::response_model::{Item, Shape};

/// Points of the quasi-random rule for items with more than two uncertain parameters; antithetic, so twice as many evaluations.
const QUASI_RANDOM_POINTS: usize = 32;
/// Gauss–Hermite nodes along the directions of largest and smallest uncertainty of a two-parameter item.
const NODES: [usize; 2] = [9, 5];

/// Why a covariance does not belong to an item.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UncertaintyError {
    #[error("the covariance is {rows} x {columns}, the item has {parameters} uncertain parameters")]
    Size { rows: usize, columns: usize, parameters: usize },
    #[error("the covariance holds a number that is not finite or a negative variance")]
    NotACovariance,
    #[error("a negative slope has no logarithm: review the item before it measures anybody")]
    NegativeSlope,
}

/// An item and the covariance of its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct UncertainItem {
    item: Item,
    covariance: DMatrix<f64>,
}

/// Log-probabilities of an item's categories over nodes, the item's uncertainty integrated out.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    log_probabilities: Vec<Vec<f64>>,
}

impl UncertainItem {
    /// An item whose parameters are taken as exactly known.
    pub fn certain(item: Item) -> Self {
        let size = 1 + item.thresholds().len();
        Self { item, covariance: DMatrix::zeros(size, size) }
    }

    /// An item with the covariance of (ln a, b_1..b_K). A lower asymptote is taken as known.
    pub fn new(item: Item, covariance: DMatrix<f64>) -> Result<Self, UncertaintyError> {
        let parameters = 1 + item.thresholds().len();
        if covariance.shape() != (parameters, parameters) {
            let (rows, columns) = covariance.shape();
            return Err(UncertaintyError::Size { rows, columns, parameters });
        }
        let valid = covariance.iter().all(|value| value.is_finite())
            && covariance.diagonal().iter().all(|variance| *variance >= 0.0);
        if !valid {
            return Err(UncertaintyError::NotACovariance);
        }
        if item.slope() < 0.0 {
            return Err(UncertaintyError::NegativeSlope);
        }
        Ok(Self { item, covariance })
    }

    /// A fitted item with its errors; without errors it is taken as exactly known.
    pub fn from_fitted(fitted: &FittedItem) -> Result<Self, UncertaintyError> {
        let item = fitted.item.clone();
        let Some(errors) = &fitted.errors else { return Ok(Self::certain(item)) };
        let size = 1 + item.thresholds().len();
        let mut covariance = errors.covariance.view((0, 0), (size, size)).into_owned();
        covariance.row_mut(0).unscale_mut(item.slope());
        covariance.column_mut(0).unscale_mut(item.slope());
        Self::new(item, covariance)
    }

    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Of (ln a, b_1..b_K).
    pub fn covariance(&self) -> &DMatrix<f64> {
        &self.covariance
    }

    /// Standard error of the item's location, in logits.
    #[expect(clippy::cast_precision_loss, reason = "an item has few thresholds")]
    pub fn location_error(&self) -> f64 {
        let steps = self.item.thresholds().len();
        (self.covariance.view((1, 1), (steps, steps)).sum() / (steps * steps) as f64).max(0.0).sqrt()
    }

    /// The item's curves over nodes of ability.
    pub fn curves(&self, nodes: &[f64]) -> Curves {
        let mut probabilities = vec![vec![0.0; nodes.len()]; self.item.category_count()];
        for (item, weight) in self.possible_items() {
            for (index, &node) in nodes.iter().enumerate() {
                for (category, probability) in item.probabilities(node).into_iter().enumerate() {
                    probabilities[category][index] += weight * probability;
                }
            }
        }
        let log = |row: Vec<f64>| row.into_iter().map(f64::ln).collect();
        Curves { log_probabilities: probabilities.into_iter().map(log).collect() }
    }

    /// Information of the curves with the uncertainty integrated out, Σ P̄'² / P̄ over categories, per squared logit and node: an
    /// uncertain item promises less than its point estimate would.
    pub fn expected_information(&self, nodes: &[f64]) -> Vec<f64> {
        let mut sums = vec![vec![(0.0, 0.0); self.item.category_count()]; nodes.len()];
        for (item, weight) in self.possible_items() {
            for (index, &node) in nodes.iter().enumerate() {
                for (category, curve) in item.curves(node).into_iter().enumerate() {
                    sums[index][category].0 += weight * curve.probability;
                    sums[index][category].1 += weight * curve.slope;
                }
            }
        }
        let information = |own: Vec<(f64, f64)>| own.into_iter().map(|(p, slope)| slope * slope / p).sum();
        sums.into_iter().map(information).collect()
    }

    /// Items that the parameters may be, with weights that sum to 1.
    fn possible_items(&self) -> Vec<(Item, f64)> {
        let size = self.covariance.nrows();
        if self.covariance.amax() == 0.0 {
            return vec![(self.item.clone(), 1.0)];
        }
        let eigen = SymmetricEigen::new(self.covariance.clone());
        let spreads = eigen.eigenvalues.map(|value| value.max(0.0).sqrt());
        let points = if size == 2 { two_dimensional_rule(&spreads) } else { quasi_random_rule(size) };
        let possible = |(standard, weight): (DVector<f64>, f64)| {
            let shift = &eigen.eigenvectors * standard.component_mul(&spreads);
            self.shifted(&shift).map(|item| (item, weight))
        };
        let items: Vec<(Item, f64)> = points.into_iter().filter_map(possible).collect();
        let total: f64 = items.iter().map(|(_, weight)| weight).sum();
        items.into_iter().map(|(item, weight)| (item, weight / total)).collect()
    }

    fn shifted(&self, shift: &DVector<f64>) -> Option<Item> {
        let slope = self.item.slope() * shift[0].exp();
        let thresholds = self.item.thresholds().iter().zip(shift.iter().skip(1));
        let mut thresholds: Vec<f64> = thresholds.map(|(threshold, shift)| threshold + shift).collect();
        if self.item.shape() == Shape::Graded {
            thresholds.sort_by(f64::total_cmp);
        }
        Item::new(self.item.shape(), slope, thresholds, self.item.guessing()).ok()
    }
}

impl Curves {
    /// Curves of an item without uncertainty.
    pub fn of(item: &Item, nodes: &[f64]) -> Self {
        UncertainItem::certain(item.clone()).curves(nodes)
    }

    pub fn category_count(&self) -> usize {
        self.log_probabilities.len()
    }

    /// Natural logarithms of a category's probability, one per node.
    pub fn log_probabilities(&self, category: usize) -> &[f64] {
        &self.log_probabilities[category]
    }
}

/// Points and weights for an expectation over a standard normal vector.
pub(crate) fn normal_rule(size: usize) -> Vec<(DVector<f64>, f64)> {
    if size == 2 { product_rule(&gauss_hermite(7), &gauss_hermite(7)) } else { quasi_random_rule(size) }
}

/// Gauss–Hermite points, more of them along the direction of larger spread.
fn two_dimensional_rule(spreads: &DVector<f64>) -> Vec<(DVector<f64>, f64)> {
    let counts = if spreads[0] >= spreads[1] { NODES } else { [NODES[1], NODES[0]] };
    product_rule(&gauss_hermite(counts[0]), &gauss_hermite(counts[1]))
}

fn product_rule(first: &[(f64, f64)], second: &[(f64, f64)]) -> Vec<(DVector<f64>, f64)> {
    let mut points = Vec::with_capacity(first.len() * second.len());
    for (x, x_weight) in first {
        for (y, y_weight) in second {
            points.push((DVector::from_vec(vec![*x, *y]), x_weight * y_weight));
        }
    }
    points
}

/// Antithetic points of the additive recurrence with the generalised golden ratio (Roberts 2018), made normal.
#[expect(clippy::cast_precision_loss, reason = "few points")]
fn quasi_random_rule(size: usize) -> Vec<(DVector<f64>, f64)> {
    let mut ratio = 2.0_f64;
    for _ in 0..32 {
        ratio = (1.0 + ratio).powf(1.0 / (size as f64 + 1.0));
    }
    let normal = Normal::standard();
    let mut points = Vec::with_capacity(2 * QUASI_RANDOM_POINTS);
    for index in 1..=QUASI_RANDOM_POINTS {
        let coordinate = |dimension: usize| {
            let step = ratio.powi(-(i32::try_from(dimension).unwrap_or(i32::MAX) + 1));
            normal.inverse_cdf((0.5 + index as f64 * step).fract().clamp(1e-6, 1.0 - 1e-6))
        };
        let point = DVector::from_fn(size, |dimension, _| coordinate(dimension));
        points.push((-&point, 1.0));
        points.push((point, 1.0));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_pl(slope_variance: f64, variance: f64) -> UncertainItem {
        let covariance = DMatrix::from_diagonal(&DVector::from_vec(vec![slope_variance, variance]));
        UncertainItem::new(Item::two_pl(1.0, 0.5).unwrap(), covariance).unwrap()
    }

    #[test]
    fn uncertainty_flattens_a_curve_and_leaves_probabilities() {
        let nodes = [-2.0, 0.5, 3.0];
        let (sharp, blurred) = (two_pl(0.0, 0.0).curves(&nodes), two_pl(0.1, 1.4).curves(&nodes));
        for node in 0..3 {
            let total: f64 = (0..2).map(|k| blurred.log_probabilities(k)[node].exp()).sum();
            assert!((total - 1.0).abs() < 1e-12);
        }
        assert!(blurred.log_probabilities(1)[2] < sharp.log_probabilities(1)[2]);
        assert!((blurred.log_probabilities(1)[1] - 0.5_f64.ln()).abs() < 1e-9, "its middle stays");
    }

    #[test]
    fn the_integral_over_difficulty_agrees_with_a_fine_sum() {
        let item = two_pl(0.0, 1.44);
        let fine: f64 = (-600..=600)
            .map(|step| {
                let z = f64::from(step) / 100.0;
                let weight = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt() / 100.0;
                weight * Item::two_pl(1.0, 0.5 + 1.2 * z).unwrap().probabilities(1.7)[1]
            })
            .sum();
        assert!((item.curves(&[1.7]).log_probabilities(1)[0].exp() - fine).abs() < 1e-4);
    }

    #[test]
    fn the_quasi_random_rule_has_the_normals_moments() {
        let points = quasi_random_rule(4);
        let count = f64::from(u32::try_from(points.len()).unwrap());
        for dimension in 0..4 {
            let mean: f64 = points.iter().map(|(point, _)| point[dimension]).sum::<f64>() / count;
            let square: f64 = points.iter().map(|(point, _)| point[dimension].powi(2)).sum::<f64>() / count;
            assert!(mean.abs() < 1e-12 && (square - 1.0).abs() < 0.15, "{dimension}: {square}");
        }
    }

    #[test]
    fn what_is_no_covariance_is_refused() {
        let item = Item::two_pl(1.0, 0.0).unwrap();
        assert!(UncertainItem::new(item.clone(), DMatrix::zeros(3, 3)).is_err());
        assert!(UncertainItem::new(item.clone(), DMatrix::from_element(2, 2, f64::NAN)).is_err());
        assert!(UncertainItem::new(item, -DMatrix::<f64>::identity(2, 2)).is_err());
        let reversed = Item::two_pl(-1.0, 0.0).unwrap();
        assert_eq!(UncertainItem::new(reversed, DMatrix::zeros(2, 2)), Err(UncertaintyError::NegativeSlope));
    }
}
