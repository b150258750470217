//! Several correlated abilities: evidence on one competency informs its neighbours.
//!
//! The prior is multivariate normal (from the skill map: `related`), each response depends on one weighted sum of abilities. The posterior is found
//! by expectation propagation (Minka 2001; for probit and logistic models Rasmussen & Williams 2006): each response becomes a
//! normal factor along its direction, whose mean and variance match the exact one-dimensional integral.

use nalgebra::{DMatrix, DVector};
use statrs::distribution::{ContinuousCDF, Normal};
use thiserror::Error;

use crate::ability::Estimate;
use crate::posterior::Interval;
use crate::response_model::Item;
use crate::uncertain_item::Curves;

const SWEEPS: usize = 40;
const TOLERANCE: f64 = 1e-6;
/// Share of the way that a factor moves in one visit; less than 1 keeps the sweeps from swinging.
const DAMPING: f64 = 0.8;
/// A factor never takes away more than this share of the precision along its direction.
const LEAST_CAVITY: f64 = 1e-3;

/// Why there is no posterior.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DimensionError {
    #[error("the covariance is not symmetric and positive definite, or not of {size} dimensions")]
    Covariance { size: usize },
    #[error("response {number} names dimension {dimension}, there are {size}")]
    NoSuchDimension { number: usize, dimension: usize, size: usize },
    #[error("response {number} depends on no dimension: give at least one weight other than 0")]
    NoDirection { number: usize },
    #[error("response {number} is in category {category}, its item has {count}")]
    NoSuchCategory { number: usize, category: usize, count: usize },
}

/// Several abilities, jointly normal.
#[derive(Clone, Debug, PartialEq)]
pub struct Abilities {
    mean: DVector<f64>,
    covariance: DMatrix<f64>,
}

/// A response and the weighted sum of abilities that it depends on.
#[derive(Clone, Debug)]
pub struct DirectedResponse<'a> {
    /// (dimension, weight); one pair with weight 1 for an item of one competency.
    pub weights: &'a [(usize, f64)],
    /// Curves over `nodes` of that sum.
    pub curves: &'a Curves,
    pub category: usize,
}

/// Correlations from the distance on a skill map: `nearness`^distance between two competencies that are that many steps apart (an
/// Ornstein–Uhlenbeck field on the map, positive definite on trees), `floor` between any two, because abilities go together.
pub fn related(distances: &DMatrix<f64>, nearness: f64, floor: f64) -> DMatrix<f64> {
    distances.map(|distance| floor + (1.0 - floor) * nearness.powf(distance))
}

impl Abilities {
    /// A normal distribution over abilities, in logits.
    pub fn new(mean: DVector<f64>, covariance: DMatrix<f64>) -> Result<Self, DimensionError> {
        let size = mean.len();
        let symmetric =
            covariance.shape() == (size, size) && (&covariance - covariance.transpose()).amax() < 1e-9;
        if !symmetric
            || covariance.clone().cholesky().is_none()
            || mean.iter().any(|value| !value.is_finite())
        {
            return Err(DimensionError::Covariance { size });
        }
        Ok(Self { mean, covariance })
    }

    pub fn mean(&self) -> &DVector<f64> {
        &self.mean
    }

    pub fn covariance(&self) -> &DMatrix<f64> {
        &self.covariance
    }

    /// One ability with its standard error.
    pub fn estimate(&self, dimension: usize) -> Estimate {
        Estimate {
            ability: self.mean[dimension],
            standard_error: self.covariance[(dimension, dimension)].sqrt(),
        }
    }

    /// The central interval of one ability.
    pub fn interval(&self, dimension: usize, level: f64) -> Interval {
        let reach = Normal::standard().inverse_cdf(0.5 + 0.5 * level)
            * self.covariance[(dimension, dimension)].sqrt();
        Interval { low: self.mean[dimension] - reach, high: self.mean[dimension] + reach, level }
    }

    /// What is known after responses; `nodes` are those of all curves, equally spaced.
    pub fn after(&self, nodes: &[f64], responses: &[DirectedResponse<'_>]) -> Result<Self, DimensionError> {
        let directions = self.directions(responses)?;
        let mut known = self.clone();
        let mut factors = vec![Factor::default(); responses.len()];
        for _ in 0..SWEEPS {
            let mut moved = 0.0_f64;
            for ((response, direction), factor) in responses.iter().zip(&directions).zip(&mut factors) {
                moved = moved.max(known.visit(nodes, response, direction, factor));
            }
            if moved < TOLERANCE {
                break;
            }
        }
        Ok(known)
    }

    fn directions(&self, responses: &[DirectedResponse<'_>]) -> Result<Vec<DVector<f64>>, DimensionError> {
        let size = self.mean.len();
        let mut directions = Vec::with_capacity(responses.len());
        for (index, response) in responses.iter().enumerate() {
            let number = index + 1;
            let mut direction: DVector<f64> = DVector::zeros(size);
            for &(dimension, weight) in response.weights {
                if dimension >= size {
                    return Err(DimensionError::NoSuchDimension { number, dimension, size });
                }
                direction[dimension] += weight;
            }
            if direction.amax() == 0.0 || direction.iter().any(|weight| !weight.is_finite()) {
                return Err(DimensionError::NoDirection { number });
            }
            let count = response.curves.category_count();
            if response.category >= count {
                return Err(DimensionError::NoSuchCategory { number, category: response.category, count });
            }
            directions.push(direction);
        }
        Ok(directions)
    }

    /// Replaces one response's factor by what matches its exact moments; gives how far the mean along the direction moved.
    fn visit(
        &mut self,
        nodes: &[f64],
        response: &DirectedResponse<'_>,
        direction: &DVector<f64>,
        factor: &mut Factor,
    ) -> f64 {
        let spread = &self.covariance * direction;
        let variance = direction.dot(&spread);
        let mean = direction.dot(&self.mean);
        let cavity_precision = (1.0 / variance - factor.precision).max(LEAST_CAVITY / variance);
        let cavity_mean = (mean / variance - factor.pull) / cavity_precision;
        let logs = response.curves.log_probabilities(response.category);
        let Some((exact_mean, exact_variance)) = tilted(nodes, logs, cavity_mean, 1.0 / cavity_precision)
        else {
            return 0.0;
        };
        let target = Factor {
            precision: 1.0 / exact_variance - cavity_precision,
            pull: exact_mean / exact_variance - cavity_mean * cavity_precision,
        };
        let change = Factor {
            precision: DAMPING * (target.precision - factor.precision),
            pull: DAMPING * (target.pull - factor.pull),
        };
        factor.precision += change.precision;
        factor.pull += change.pull;
        self.absorb(&spread, variance, mean, &change);
        (direction.dot(&self.mean) - mean).abs()
    }

    /// Rank-one update of mean and covariance by a change of a factor along a direction.
    fn absorb(&mut self, spread: &DVector<f64>, variance: f64, mean: f64, change: &Factor) {
        let denominator = 1.0 + change.precision * variance;
        self.mean.axpy((change.pull - change.precision * mean) / denominator, spread, 1.0);
        self.covariance.ger(-change.precision / denominator, spread, spread, 1.0);
    }

    /// What is to be expected after one more response along `weights` that carries this much information: the same means, and the
    /// covariance less Σu uᵀΣ I / (1 + I uᵀΣu), the information form of a normal update.
    #[must_use]
    pub fn expecting(&self, weights: &[(usize, f64)], information: f64) -> Self {
        let mut expected = self.clone();
        let (spread, along) = self.along(weights);
        let factor = information / (1.0 + information * along);
        if factor.is_finite() && factor > 0.0 {
            expected.covariance.ger(-factor, &spread, &spread, 1.0);
        }
        expected
    }

    /// How much variance such a response is expected to take away, summed over abilities with these importances.
    pub fn expected_gain(&self, importance: &[f64], weights: &[(usize, f64)], information: f64) -> f64 {
        let (spread, along) = self.along(weights);
        let factor = information / (1.0 + information * along);
        let reached = importance.iter().zip(spread.iter()).map(|(weight, spread)| weight * spread * spread);
        factor * reached.sum::<f64>()
    }

    /// Σu and uᵀΣu for the direction u that `weights` name.
    fn along(&self, weights: &[(usize, f64)]) -> (DVector<f64>, f64) {
        let mut spread = DVector::zeros(self.mean.len());
        for &(at, weight) in weights.iter().filter(|(at, _)| *at < self.mean.len()) {
            spread.axpy(weight, &self.covariance.column(at), 1.0);
        }
        let inside = weights.iter().filter(|(at, _)| *at < self.mean.len());
        let along = inside.map(|(at, weight)| weight * spread[*at]).sum();
        (spread, along)
    }

    /// A weighted sum of abilities, with its standard error.
    pub fn weighted_sum(&self, weights: &[(usize, f64)]) -> Estimate {
        let (_, variance) = self.along(weights);
        let inside = weights.iter().filter(|(at, _)| *at < self.mean.len());
        let ability = inside.map(|(at, weight)| weight * self.mean[*at]).sum();
        Estimate { ability, standard_error: variance.max(0.0).sqrt() }
    }

    /// Standard error of `dimension` that is to be expected after one more response, by its expected information there.
    pub fn expected_error_after(&self, dimension: usize, weights: &[(usize, f64)], item: &Item) -> f64 {
        let mut direction = DVector::zeros(self.mean.len());
        for &(at, weight) in weights.iter().filter(|(at, _)| *at < self.mean.len()) {
            direction[at] += weight;
        }
        let spread = &self.covariance * &direction;
        let information = item.information(direction.dot(&self.mean));
        let lost = information / (1.0 + information * direction.dot(&spread)) * spread[dimension].powi(2);
        (self.covariance[(dimension, dimension)] - lost).max(0.0).sqrt()
    }
}

/// A response as a normal factor: precision, and precision times mean, along its direction.
#[derive(Clone, Copy, Debug, Default)]
struct Factor {
    precision: f64,
    pull: f64,
}

/// Mean and variance of N(mean, variance) times the likelihood, by sums over nodes laid within the normal's reach.
fn tilted(nodes: &[f64], logs: &[f64], mean: f64, variance: f64) -> Option<(f64, f64)> {
    const STEPS: i32 = 60;
    let sd = variance.sqrt();
    let (mut total, mut first, mut second) = (0.0, 0.0, 0.0);
    for step in -STEPS..=STEPS {
        let standard = 6.0 * f64::from(step) / f64::from(STEPS);
        let weight = (likelihood_log(nodes, logs, mean + sd * standard) - 0.5 * standard * standard).exp();
        total += weight;
        first += weight * standard;
        second += weight * standard * standard;
    }
    let shift = first / total;
    let spread = second / total - shift * shift;
    (total > 0.0 && spread > 0.0).then_some((mean + sd * shift, variance * spread))
}

/// Linear between nodes, constant beyond them.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the nodes' indices")]
fn likelihood_log(nodes: &[f64], logs: &[f64], place: f64) -> f64 {
    let place = place.clamp(nodes[0], nodes[nodes.len() - 1]);
    let spacing = nodes[1] - nodes[0];
    let index = (((place - nodes[0]) / spacing) as usize).min(nodes.len() - 2);
    let share = (place - nodes[index]) / spacing;
    logs[index] + share * (logs[index + 1] - logs[index])
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::ability::{AbilityPrior, Link, posterior, scoring_nodes};
    use crate::simulation::{draw_normal, draw_response};

    fn pair(correlation: f64) -> Abilities {
        let covariance = DMatrix::from_row_slice(2, 2, &[1.0, correlation, correlation, 1.0]);
        Abilities::new(DVector::zeros(2), covariance).unwrap()
    }

    fn items() -> Vec<Item> {
        (0..12).map(|index| Item::two_pl(1.2, f64::from(index - 6) / 3.0).unwrap()).collect()
    }

    #[test]
    fn one_dimension_agrees_with_the_exact_posterior() {
        let nodes = scoring_nodes();
        let curves: Vec<Curves> = items().iter().map(|item| Curves::of(item, &nodes)).collect();
        let alone = Abilities::new(DVector::zeros(1), DMatrix::identity(1, 1)).unwrap();
        let answers: Vec<(&Curves, usize)> =
            curves.iter().enumerate().map(|(i, c)| (c, usize::from(i < 8))).collect();
        let directed: Vec<DirectedResponse<'_>> = answers
            .iter()
            .map(|(curves, category)| DirectedResponse { weights: &[(0, 1.0)], curves, category: *category })
            .collect();
        let exact =
            posterior(AbilityPrior { mean: 0.0, sd: 1.0 }, Link::default(), &nodes, &answers).unwrap();
        let known = alone.after(&nodes, &directed).unwrap().estimate(0);
        assert!((known.ability - exact.mean()).abs() < 0.005, "{} {}", known.ability, exact.mean());
        assert!((known.standard_error - exact.sd()).abs() < 0.005);
    }

    #[test]
    fn evidence_on_one_competency_informs_its_neighbour_by_their_correlation() {
        let nodes = scoring_nodes();
        let curves: Vec<Curves> = items().iter().map(|item| Curves::of(item, &nodes)).collect();
        let responses: Vec<DirectedResponse<'_>> = curves
            .iter()
            .map(|curves| DirectedResponse { weights: &[(0, 1.0)], curves, category: 1 })
            .collect();
        let near = pair(0.8).after(&nodes, &responses).unwrap();
        let far = pair(0.0).after(&nodes, &responses).unwrap();
        assert!((near.mean()[1] - 0.8 * near.mean()[0]).abs() < 1e-6);
        assert!(near.estimate(1).standard_error < 0.9);
        assert!(far.mean()[1].abs() < 1e-9 && (far.estimate(1).standard_error - 1.0).abs() < 1e-9);
    }

    #[test]
    fn intervals_of_five_correlated_abilities_are_honest() {
        let mut random = Pcg64Mcg::seed_from_u64(12);
        let nodes = scoring_nodes();
        let items = items();
        let curves: Vec<Curves> = items.iter().map(|item| Curves::of(item, &nodes)).collect();
        let distances =
            DMatrix::from_fn(5, 5, |row, column| f64::from(u8::try_from(row.abs_diff(column)).unwrap()));
        let covariance = related(&distances, 0.7, 0.2);
        let root = covariance.clone().cholesky().unwrap().l();
        let prior = Abilities::new(DVector::zeros(5), covariance).unwrap();
        let (mut covered, mut narrower, persons) = (0.0, 0.0, 300);
        for _ in 0..persons {
            let truth = &root * DVector::from_fn(5, |_, _| draw_normal(0.0, 1.0, &mut random));
            let chosen: Vec<(usize, usize)> =
                (0..20).map(|index| (index % 4, (index * 5 + index / 4) % 12)).collect();
            let weights: Vec<[(usize, f64); 1]> =
                chosen.iter().map(|(dimension, _)| [(*dimension, 1.0)]).collect();
            let responses: Vec<DirectedResponse<'_>> = chosen
                .iter()
                .zip(&weights)
                .map(|((dimension, item), weights)| DirectedResponse {
                    weights,
                    curves: &curves[*item],
                    category: draw_response(&items[*item], truth[*dimension], &mut random),
                })
                .collect();
            let known = prior.after(&nodes, &responses).unwrap();
            for dimension in 0..5 {
                let interval = known.interval(dimension, 0.9);
                let inside = interval.low <= truth[dimension] && truth[dimension] <= interval.high;
                covered += f64::from(u8::from(inside)) / (5.0 * f64::from(persons));
            }
            narrower += f64::from(u8::from(known.estimate(4).standard_error < 0.97));
        }
        assert!((0.88..=0.92).contains(&covered), "{covered}");
        assert!(narrower > 0.99 * f64::from(persons), "the fifth, never asked, narrows too");
    }

    #[test]
    fn a_task_on_a_neighbour_promises_less_than_one_on_the_ability_itself() {
        let item = Item::two_pl(1.5, 0.0).unwrap();
        let known = pair(0.6);
        let own = known.expected_error_after(0, &[(0, 1.0)], &item);
        let neighbour = known.expected_error_after(0, &[(1, 1.0)], &item);
        assert!(own < neighbour && neighbour < 1.0);
    }

    #[test]
    fn what_is_expected_of_a_response_agrees_with_the_error_that_it_is_expected_to_leave() {
        let item = Item::two_pl(1.5, 0.0).unwrap();
        let known = pair(0.6);
        let after = known.expecting(&[(1, 1.0)], item.information(0.0));
        assert!(
            (after.estimate(0).standard_error - known.expected_error_after(0, &[(1, 1.0)], &item)).abs()
                < 1e-12
        );
        let gain = known.expected_gain(&[1.0, 0.5], &[(1, 1.0)], item.information(0.0));
        let lost = |at: usize| known.covariance()[(at, at)] - after.covariance()[(at, at)];
        assert!((gain - (lost(0) + 0.5 * lost(1))).abs() < 1e-12);
    }

    #[test]
    fn a_weighted_sum_of_abilities_has_the_variance_of_its_parts_and_of_what_they_share() {
        let sum = pair(0.6).weighted_sum(&[(0, 0.5), (1, 0.5)]);
        assert!((sum.standard_error.powi(2) - 0.8).abs() < 1e-12 && sum.ability.abs() < 1e-12);
    }

    #[test]
    fn what_has_no_place_in_the_map_is_refused() {
        let nodes = scoring_nodes();
        let curves = Curves::of(&items()[0], &nodes);
        let with = |weights, category| {
            pair(0.5).after(&nodes, &[DirectedResponse { weights, curves: &curves, category }])
        };
        assert!(matches!(with(&[(2, 1.0)], 0), Err(DimensionError::NoSuchDimension { .. })));
        assert!(matches!(with(&[], 0), Err(DimensionError::NoDirection { number: 1 })));
        assert!(matches!(with(&[(0, 1.0)], 2), Err(DimensionError::NoSuchCategory { .. })));
        assert!(Abilities::new(DVector::zeros(2), DMatrix::from_element(2, 2, 1.5)).is_err());
    }
}
