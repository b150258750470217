//! Hierarchical Bayesian calibration, the product's default: from zero responses up, response by response.
//!
//! Location b_j ~ N(x_jᵀ β, τ²), x_j holding the author's rating and features of the task, τ an honest residual; ln a_j ~ N(μ, σ²), so that
//! slopes are shrunk, never fixed. The levels above the items are empirical Bayes (`regression`); an item's posterior is first normal around its
//! mode (Laplace; Tsutakawa & Lin 1986; Mislevy 1986), its precision the item's own block of the observed information, then by
//! its moments (`moments`), because with few responses a mode claims too much.
//!
//! What responses said of each item is kept as *evidence*: posterior minus prior in natural parameters (precision, precision times mean), as
//! in expectation propagation (Minka 2001). So responses can come in batches, and the upper levels can change their mind without old responses.
//!
//! Own blocks leave out what all items share: the persons who calibrated are a sample, so the scale's origin and unit are uncertain.
//! `Bank::link` gives that error. For persons from N(0, 1), each with reliability ρ_i, the origin's variance is 1 / (Σ ρ_i + 1/V₀), that of
//! the logarithm of the unit 1 / (2 Σ ρ_i + 1/V₁): the variances of a sample's mean and log deviation, with the prior's V.

mod evidence;
mod moments;
pub mod regression;

use nalgebra::{DMatrix, DVector};
use thiserror::Error;

use crate::ability::Link;
use crate::calibration::CalibrationError;
use crate::calibration::coordinates::{Coordinates, Form, NormalPrior};
use crate::calibration::engine::Engine;
use crate::calibration::standard_errors::own_information;
use crate::quadrature::Grid;
use crate::response_model::{Item, Shape};
use crate::responses::Responses;
use crate::uncertain_item::{Curves, UncertainItem};
use evidence::Evidence;
use moments::{Answers, PersonPosteriors, matched};
use regression::{Observation, Regression, RegressionPrior};

/// Rounds between items and the levels above them.
const ROUNDS: usize = 12;
const ROUND_TOLERANCE: f64 = 5e-3;
const CLIMB_TOLERANCE: f64 = 1e-4;
const CLIMB_ITERATIONS: usize = 500;
/// Stands for "nothing known" where a variance must be a number.
const VAST_VARIANCE: f64 = 1e8;
/// Distance between neighbouring thresholds before responses, in logits.
const STEP_SPACING: f64 = 0.8;

/// Why a bank cannot be made or updated. Items are numbered from 1.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BankError {
    #[error("item {item} has {found} features, the prior has {expected} coefficients besides the intercept")]
    Features { item: usize, found: usize, expected: usize },
    #[error("item {item}: feature {feature} is not a finite number")]
    NotFinite { item: usize, feature: usize },
    #[error("item {item} needs at least two categories, and exactly two if it is logistic")]
    Categories { item: usize },
    #[error("the prior's standard deviations and weights must be positive and finite, one per coefficient")]
    Prior,
    #[error("the responses have {found} columns, the bank has {expected} items")]
    Columns { found: usize, expected: usize },
    #[error("item {item} has {found} categories in the responses, {expected} in the bank")]
    CategoryCount { item: usize, found: usize, expected: usize },
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
}

/// What is known of a task before anybody has tried it.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskFacts {
    /// The author's difficulty rating and other features, on the scales of the prior's coefficients; centred on 0.
    pub features: Vec<f64>,
    pub shape: Shape,
    pub categories: usize,
}

/// What is believed of all tasks before anybody has tried any.
#[derive(Clone, Debug, PartialEq)]
pub struct BankPrior {
    /// Of locations, in logits.
    pub location: RegressionPrior,
    /// Of log-slopes; an intercept alone.
    pub log_slope: RegressionPrior,
    /// Spread of an item's thresholds around their even spacing, in logits.
    pub step_sd: f64,
}

impl BankPrior {
    /// The prior shipped: residual 1.2 logits (what features left unexplained where it was measured), slopes around 1.
    pub fn new(feature_coefficients: &[f64], coefficient_sd: f64) -> Self {
        let count = 1 + feature_coefficients.len();
        let mut coefficients = vec![0.0];
        coefficients.extend_from_slice(feature_coefficients);
        let mut coefficient_sds = vec![coefficient_sd; count];
        coefficient_sds[0] = 0.3;
        let location =
            RegressionPrior { coefficients, coefficient_sds, residual_sd: 1.2, residual_weight: 10.0 };
        let log_slope = RegressionPrior {
            coefficients: vec![0.0],
            coefficient_sds: vec![0.2],
            residual_sd: 0.3,
            residual_weight: 10.0,
        };
        Self { location, log_slope, step_sd: 0.7 }
    }
}

/// A bank of items under calibration.
#[derive(Clone, Debug, PartialEq)]
pub struct Bank {
    prior: BankPrior,
    /// Intercept and features of each item.
    designs: Vec<Vec<f64>>,
    shapes: Vec<(Shape, usize)>,
    evidence: Vec<Evidence>,
    location: Regression,
    log_slope: Regression,
    responses: Vec<f64>,
    /// Σ ρ over calibrating persons.
    reliable_persons: f64,
}

impl Bank {
    /// A bank that nobody has answered.
    pub fn new(tasks: &[TaskFacts], prior: BankPrior) -> Result<Self, BankError> {
        check_prior(&prior)?;
        let expected = prior.location.coefficients.len() - 1;
        for (index, task) in tasks.iter().enumerate() {
            check_task(index + 1, task, expected)?;
        }
        let design = |task: &TaskFacts| std::iter::once(1.0).chain(task.features.iter().copied()).collect();
        Ok(Self {
            designs: tasks.iter().map(design).collect(),
            shapes: tasks.iter().map(|task| (task.shape, task.categories - 1)).collect(),
            evidence: tasks.iter().map(|task| Evidence::none(task.categories)).collect(),
            location: prior.location.belief(),
            log_slope: prior.log_slope.belief(),
            responses: vec![0.0; tasks.len()],
            reliable_persons: 0.0,
            prior,
        })
    }

    /// Takes in the responses of further persons (columns are the bank's items; unanswered items are missing).
    /// The persons are taken as a sample of the population for which the scale is N(0, 1).
    pub fn update(&mut self, responses: &Responses) -> Result<(), BankError> {
        self.check_columns(responses)?;
        if responses.person_count() == 0.0 || self.designs.is_empty() {
            return Ok(());
        }
        let grid = Grid::for_items(responses.item_count());
        let before = self.evidence.clone();
        let forms = self.forms();
        let mut engine = Engine::new(responses, &grid, forms, Coordinates::LogSlopeThreshold, None);
        let priors = self.priors(&before);
        let start = prior_means(&priors);
        engine.priors = Some(priors.clone());
        let climb = engine.climb(start, CLIMB_TOLERANCE, CLIMB_ITERATIONS)?;
        let information = own_information(&mut engine, responses, &climb.parameters);
        for (item, form) in engine.forms.iter().enumerate() {
            let mode = DVector::from_column_slice(form.of(&climb.parameters));
            self.evidence[item] = before[item].with(&priors[item], &mode, &information[item]);
        }
        for _ in 0..ROUNDS {
            let moved = self.match_moments(&mut engine, responses, &before);
            if moved.max(self.update_levels()) < ROUND_TOLERANCE {
                break;
            }
        }
        self.reliable_persons += reliability_sum(&mut engine, responses);
        for (item, count) in self.responses.iter_mut().enumerate() {
            *count += responses.category_frequencies(item).iter().sum::<f64>();
        }
        Ok(())
    }

    /// One round over all items: each posterior's moments, given the persons as the present items show them. Gives how far they moved.
    fn match_moments(&mut self, engine: &mut Engine, responses: &Responses, before: &[Evidence]) -> f64 {
        let posteriors = self.priors(&self.evidence);
        let curves: Vec<Curves> = (0..posteriors.len())
            .map(|item| self.known_item(item, &posteriors[item]).map(|known| known.curves(&engine.nodes)))
            .collect::<Option<_>>()
            .unwrap_or_default();
        if curves.len() != posteriors.len() {
            return 0.0;
        }
        let persons = PersonPosteriors::new(engine, &curves, responses.pattern_count());
        let priors = self.priors(before);
        let mut moved = 0.0_f64;
        for (item, form) in engine.forms.iter().enumerate() {
            let answers = Answers::new(responses, item, &persons, &curves[item]);
            let Some(new) = matched(form, &engine.nodes, &priors[item], &posteriors[item], &answers) else {
                continue;
            };
            moved = moved.max((&new.mean - &posteriors[item].mean).amax());
            let information = &new.precision - &priors[item].precision;
            self.evidence[item] = before[item].with(&priors[item], &new.mean, &information);
        }
        moved
    }

    /// The items as they are known now, with their own uncertainty.
    pub fn items(&self) -> Vec<UncertainItem> {
        let priors = self.priors(&self.evidence);
        let item = |(index, prior): (usize, &NormalPrior)| self.known_item(index, prior);
        priors.iter().enumerate().filter_map(item).collect()
    }

    fn known_item(&self, index: usize, posterior: &NormalPrior) -> Option<UncertainItem> {
        let covariance = posterior.precision.clone().cholesky()?.inverse();
        let (shape, _) = self.shapes[index];
        let mut thresholds: Vec<f64> = posterior.mean.iter().skip(1).copied().collect();
        if shape == Shape::Graded {
            thresholds.sort_by(f64::total_cmp);
        }
        let item = Item::new(shape, posterior.mean[0].exp(), thresholds, 0.0).ok()?;
        UncertainItem::new(item, covariance).ok()
    }

    /// The error that all items share.
    pub fn link(&self) -> Link {
        let shift = self.prior.location.coefficient_sds[0].powi(-2) + self.reliable_persons;
        let unit = self.prior.log_slope.coefficient_sds[0].powi(-2) + 2.0 * self.reliable_persons;
        Link { shift_sd: shift.sqrt().recip(), log_unit_sd: unit.sqrt().recip() }
    }

    /// Responses taken in, item by item; 0 means "prior only".
    pub fn response_counts(&self) -> &[f64] {
        &self.responses
    }

    /// How features predict locations, as known now.
    pub fn location_level(&self) -> &Regression {
        &self.location
    }

    /// How log-slopes are distributed, as known now.
    pub fn log_slope_level(&self) -> &Regression {
        &self.log_slope
    }

    fn forms(&self) -> Vec<Form> {
        let mut offset = 0;
        let form = |&(shape, steps): &(Shape, usize)| {
            let form = Form { shape, steps, guesses: false, offset };
            offset += form.size();
            form
        };
        self.shapes.iter().map(form).collect()
    }

    /// Each item's distribution from the upper levels and the given evidence.
    fn priors(&self, evidence: &[Evidence]) -> Vec<NormalPrior> {
        (0..self.designs.len())
            .map(|item| {
                let design = &self.designs[item];
                let known = if self.reliable_persons > 0.0 || !evidence[item].is_none() {
                    self.location.mean_variance(design)
                } else {
                    // Before any response the intercept's error is all items' shared error: `link` carries it.
                    self.location.mean_variance(design) - self.location.covariance[(0, 0)]
                };
                let location = self.location.residual_sd.powi(2) + known.max(0.0);
                let slope = self.log_slope.residual_sd.powi(2);
                evidence[item].posterior(&self.level(item, slope, location))
            })
            .collect()
    }

    /// The upper levels' distribution of (ln a, b_1..b_K) with given variances of ln a and of the location.
    fn level(&self, item: usize, slope_variance: f64, location_variance: f64) -> NormalPrior {
        let (_, steps) = self.shapes[item];
        let location = self.location.mean(&self.designs[item]);
        let count = as_number(steps);
        let mut mean = DVector::zeros(1 + steps);
        mean[0] = self.log_slope.coefficients[0];
        for step in 1..=steps {
            mean[step] = location + STEP_SPACING * (as_number(step) - 0.5 * (count + 1.0));
        }
        let step_variance = self.prior.step_sd.powi(2);
        let covariance = DMatrix::from_fn(1 + steps, 1 + steps, |row, column| match (row, column) {
            (0, 0) => slope_variance,
            (0, _) | (_, 0) => 0.0,
            _ if steps == 1 => location_variance,
            // Deviations from the location sum to 0, so that the location keeps its own variance.
            _ => location_variance + step_variance * (f64::from(u8::from(row == column)) - 1.0 / count),
        });
        let precision = covariance.try_inverse().unwrap_or_else(|| DMatrix::identity(1 + steps, 1 + steps));
        NormalPrior { mean, precision }
    }

    /// Empirical Bayes for both upper levels; gives how far they moved.
    fn update_levels(&mut self) -> f64 {
        let slope = self.log_slope.residual_sd.powi(2);
        let location = self.location.residual_sd.powi(2);
        let (mut locations, mut slopes) = (Vec::new(), Vec::new());
        for item in (0..self.designs.len()).filter(|item| !self.evidence[*item].is_none()) {
            let free_location = self.evidence[item].posterior(&self.level(item, slope, VAST_VARIANCE));
            if let Some((value, variance)) = location_of(&free_location) {
                locations.push(Observation { features: &self.designs[item], value, variance });
            }
            let free_slope = self.evidence[item].posterior(&self.level(item, VAST_VARIANCE, location));
            if let Some(covariance) = free_slope.precision.cholesky().map(|c| c.inverse()) {
                slopes.push(Observation {
                    features: &[1.0],
                    value: free_slope.mean[0],
                    variance: covariance[(0, 0)],
                });
            }
        }
        let (new_location, new_slope) =
            (self.prior.location.updated(&locations), self.prior.log_slope.updated(&slopes));
        let moved = distance(&self.location, &new_location).max(distance(&self.log_slope, &new_slope));
        (self.location, self.log_slope) = (new_location, new_slope);
        moved
    }

    fn check_columns(&self, responses: &Responses) -> Result<(), BankError> {
        let (found, expected) = (responses.item_count(), self.designs.len());
        if found != expected {
            return Err(BankError::Columns { found, expected });
        }
        for (item, (_, steps)) in self.shapes.iter().enumerate() {
            let (found, expected) = (responses.category_count(item), steps + 1);
            if found != expected {
                return Err(BankError::CategoryCount { item: item + 1, found, expected });
            }
        }
        Ok(())
    }
}

fn distance(before: &Regression, after: &Regression) -> f64 {
    let coefficients = (&after.coefficients - &before.coefficients).amax();
    coefficients.max((after.residual_sd - before.residual_sd).abs())
}

fn prior_means(priors: &[NormalPrior]) -> Vec<f64> {
    priors.iter().flat_map(|prior| prior.mean.iter().copied()).collect()
}

/// Mean and variance of the mean of the thresholds.
fn location_of(posterior: &NormalPrior) -> Option<(f64, f64)> {
    let covariance = posterior.precision.clone().cholesky()?.inverse();
    let steps = covariance.nrows() - 1;
    let count = as_number(steps);
    let variance = covariance.view((1, 1), (steps, steps)).sum() / (count * count);
    Some((posterior.mean.rows(1, steps).sum() / count, variance))
}

/// Σ (1 − Var(θ | u_i)) over persons.
fn reliability_sum(engine: &mut Engine, responses: &Responses) -> f64 {
    let nodes = engine.nodes.clone();
    let mut sum = 0.0;
    for pattern in 0..responses.pattern_count() {
        let (low, posterior) = engine.expectation.posterior(pattern);
        let nodes = &nodes[low..low + posterior.len()];
        let mean: f64 = nodes.iter().zip(posterior).map(|(node, p)| node * p).sum();
        let variance: f64 = nodes.iter().zip(posterior).map(|(node, p)| (node - mean).powi(2) * p).sum();
        sum += responses.weight(pattern) * (1.0 - variance).clamp(0.0, 1.0);
    }
    sum
}

#[expect(clippy::cast_precision_loss, reason = "an item has few thresholds")]
fn as_number(count: usize) -> f64 {
    count as f64
}

fn check_prior(prior: &BankPrior) -> Result<(), BankError> {
    let positive = |value: f64| value.is_finite() && value > 0.0;
    let level = |level: &RegressionPrior| {
        !level.coefficients.is_empty()
            && level.coefficients.len() == level.coefficient_sds.len()
            && level.coefficients.iter().all(|value| value.is_finite())
            && level.coefficient_sds.iter().all(|sd| positive(*sd))
            && positive(level.residual_sd)
            && positive(level.residual_weight)
    };
    let one_intercept = prior.log_slope.coefficients.len() == 1;
    if level(&prior.location) && level(&prior.log_slope) && one_intercept && positive(prior.step_sd) {
        return Ok(());
    }
    Err(BankError::Prior)
}

fn check_task(number: usize, task: &TaskFacts, expected: usize) -> Result<(), BankError> {
    if task.features.len() != expected {
        return Err(BankError::Features { item: number, found: task.features.len(), expected });
    }
    if let Some(feature) = task.features.iter().position(|value| !value.is_finite()) {
        return Err(BankError::NotFinite { item: number, feature: feature + 1 });
    }
    let logistic = task.shape == Shape::Logistic;
    if task.categories < 2 || (logistic && task.categories != 2) {
        return Err(BankError::Categories { item: number });
    }
    Ok(())
}
