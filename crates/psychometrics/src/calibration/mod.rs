//! Calibration: item parameters from responses, by marginal maximum likelihood (Bock & Aitkin 1981), persons being a sample
//! from a normal distribution. EM is accelerated; standard errors come from the observed information.
//!
//! What it does not do: the product's default calibration with author ratings and kept uncertainty is `hierarchical`.

mod acceleration;
pub(crate) mod coordinates;
pub(crate) mod engine;
mod expectation;
mod maximisation;
mod refusals;
pub(crate) mod standard_errors;

use nalgebra::{DMatrix, DVector};
use thiserror::Error;

use crate::quadrature::Grid;
use crate::response_model::{Item, ModelError, Shape};
use crate::responses::Responses;
use coordinates::{Coordinates, Form, NormalPrior};
use engine::{Climb, Engine};

/// What is estimated of each item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Slopes 1; the persons' standard deviation is estimated.
    Rasch,
    /// One slope for all items; persons have standard deviation 1.
    OnePl,
    TwoPl,
    ThreePl,
    /// Samejima's graded response model.
    Graded,
    /// Muraki's generalised partial credit model.
    PartialCredit,
}

/// What is known before the responses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prior {
    /// Plain maximum likelihood: data that do not determine a parameter are refused.
    Flat,
    /// Independent normal priors, one kind for all items.
    Weak(WeakPrior),
}

/// Independent normal priors; standard deviations in the units of their parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeakPrior {
    /// ln a ~ N(0, sd²), of each item's own slope.
    pub log_slope_sd: f64,
    /// The common slope of 1PL, or the persons' standard deviation of Rasch, ~ N(1, sd²).
    pub common_slope_sd: f64,
    /// Each threshold ~ N(0, sd²), in logits.
    pub threshold_sd: f64,
    /// logit(c) ~ N(mean, sd²).
    pub guessing_logit_mean: f64,
    pub guessing_logit_sd: f64,
}

impl Default for WeakPrior {
    fn default() -> Self {
        Self {
            log_slope_sd: 0.5,
            common_slope_sd: 1.0,
            threshold_sd: 2.0,
            guessing_logit_mean: -1.39,
            guessing_logit_sd: 0.5,
        }
    }
}

/// How standard errors are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandardErrors {
    Skip,
    /// Inverse of Σ s sᵀ over persons' scores s (Berndt, Hall, Hall & Hausman 1974): fast, right for large samples.
    CrossProduct,
    /// Inverse of the observed information (Louis 1982; the same matrix as Oakes 1999).
    Observed,
}

/// How EM's steps are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Em {
    /// Combined by Anderson acceleration: arrives at the maximum in few steps.
    Accelerated,
    /// One after another, as Bock & Aitkin (1981). With a coarse tolerance it stops short of the maximum, where many published values lie.
    Plain,
}

/// How to calibrate.
#[derive(Clone, Debug)]
pub struct Options {
    pub model: Model,
    pub prior: Prior,
    pub standard_errors: StandardErrors,
    pub em: Em,
    /// EM stops when no coordinate would move further than this.
    pub tolerance: f64,
    pub most_iterations: usize,
    /// Quadrature; by default fine enough for the number of items.
    pub grid: Option<Grid>,
}

impl Options {
    /// Plain maximum likelihood with observed-information standard errors.
    pub fn new(model: Model) -> Self {
        Self {
            model,
            prior: Prior::Flat,
            standard_errors: StandardErrors::Observed,
            em: Em::Accelerated,
            tolerance: 1e-5,
            most_iterations: 2_000,
            grid: None,
        }
    }
}

/// Why there is no estimate. Items are numbered from 1.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CalibrationError {
    #[error("there are no responses to calibrate from")]
    Empty,
    #[error("items {items:?} have no responses: leave them out or use a prior")]
    NoResponses { items: Vec<usize> },
    #[error("items {items:?} got the same answer from everybody: leave them out or use a prior")]
    Constant { items: Vec<usize> },
    #[error("item {item}: nobody is in category {category}: merge it with a neighbour or use a prior")]
    EmptyCategory { item: usize, category: usize },
    #[error("item {item} has {categories} categories: use `gpcm` or `grm`")]
    NotDichotomous { item: usize, categories: usize },
    #[error("{found} items don't determine this model, it needs {needed}: add items or use a prior")]
    TooFewItems { needed: usize, found: usize },
    #[error("item {item}: its estimate grows without bound, the responses separate perfectly: use a prior")]
    Separated { item: usize },
    #[error("item {item}: {source}")]
    NoItem { item: usize, source: ModelError },
    #[error("no convergence after {iterations} iterations, the last step moved {last_step:e}")]
    NotConverged { iterations: usize, last_step: f64 },
}

/// An item with the uncertainty of its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedItem {
    pub item: Item,
    /// Absent when not asked for, or when the information matrix is singular: the data don't say how sure.
    pub errors: Option<Errors>,
}

/// Standard errors in the units of the parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Errors {
    /// 0 where the slope is fixed.
    pub slope: f64,
    pub thresholds: Vec<f64>,
    pub guessing: f64,
    /// Of (a, b_1..b_K, c if estimated).
    pub covariance: DMatrix<f64>,
}

/// The outcome of a calibration.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    pub items: Vec<FittedItem>,
    /// Standard deviation of the persons in logits: 1 except for Rasch.
    pub person_sd: f64,
    /// Marginal log-likelihood, natural logarithm, without priors.
    pub log_likelihood: f64,
    /// Free parameters.
    pub parameter_count: usize,
    /// E-steps that were run.
    pub iterations: usize,
}

/// Calibrates items on responses.
pub fn calibrate(responses: &Responses, options: &Options) -> Result<Calibration, CalibrationError> {
    refusals::check(responses, options)?;
    let plan = Plan::new(responses, options);
    let grid = options.grid.clone().unwrap_or_else(|| Grid::for_items(responses.item_count()));
    let mut engine = Engine::new(responses, &grid, plan.forms, plan.coordinates, plan.priors);
    engine.common_slope = plan.common_slope;
    engine.em = options.em;
    let start = engine.start(responses);
    let climb = engine.climb(start, options.tolerance, options.most_iterations)?;
    refusals::check_bounds(&engine, &climb.parameters)?;
    let covariance = standard_errors::covariance(&mut engine, responses, &climb, options.standard_errors);
    assemble(&engine, &climb, covariance.as_ref(), options.model)
}

/// Marginal log-likelihood of known items for persons from N(0, `person_sd`²), natural logarithm.
pub fn marginal_log_likelihood(responses: &Responses, items: &[Item], person_sd: f64) -> f64 {
    let grid = Grid::for_items(responses.item_count());
    let mut expectation = expectation::Expectation::new(responses, &grid);
    expectation.reset();
    for (index, item) in items.iter().enumerate() {
        let category = |k: usize| grid.nodes().iter().map(move |z| item.log_likelihood(person_sd * z, k));
        let logs: Vec<f64> = (0..item.category_count()).flat_map(category).collect();
        expectation.set_item(index, &logs);
    }
    expectation.run()
}

/// What the engine is to estimate.
struct Plan {
    forms: Vec<Form>,
    coordinates: Coordinates,
    priors: Option<Vec<NormalPrior>>,
    common_slope: bool,
}

impl Plan {
    fn new(responses: &Responses, options: &Options) -> Self {
        let forms = forms(responses, options.model);
        let common_slope = matches!(options.model, Model::Rasch | Model::OnePl);
        let Prior::Weak(weak) = options.prior else {
            return Self { forms, coordinates: Coordinates::SlopeIntercept, priors: None, common_slope };
        };
        let prior =
            |form: &Form| if common_slope { common_prior(weak, form) } else { weak_prior(weak, form) };
        let priors = forms.iter().map(prior).collect();
        let coordinates =
            if common_slope { Coordinates::SlopeIntercept } else { Coordinates::LogSlopeThreshold };
        Self { forms, coordinates, priors: Some(priors), common_slope }
    }
}

fn forms(responses: &Responses, model: Model) -> Vec<Form> {
    let mut offset = 0;
    let form = |item: usize| {
        let steps = responses.category_count(item) - 1;
        let shape = match model {
            Model::Graded if steps > 1 => Shape::Graded,
            Model::PartialCredit if steps > 1 => Shape::PartialCredit,
            _ => Shape::Logistic,
        };
        let form = Form { shape, steps, guesses: model == Model::ThreePl, offset };
        offset += form.size();
        form
    };
    (0..responses.item_count()).map(form).collect()
}

/// In Rasch coordinates −d is the difficulty. The slope is one parameter: only the first item carries its prior.
fn common_prior(weak: WeakPrior, form: &Form) -> NormalPrior {
    let slope_precision = if form.offset == 0 { weak.common_slope_sd.powi(-2) } else { 0.0 };
    let diagonal = DVector::from_vec(vec![slope_precision, weak.threshold_sd.powi(-2)]);
    NormalPrior { mean: DVector::from_vec(vec![1.0, 0.0]), precision: DMatrix::from_diagonal(&diagonal) }
}

fn weak_prior(weak: WeakPrior, form: &Form) -> NormalPrior {
    let mut mean = DVector::zeros(form.size());
    let mut precision = DVector::from_element(form.size(), weak.threshold_sd.powi(-2));
    precision[0] = weak.log_slope_sd.powi(-2);
    if form.guesses {
        mean[1 + form.steps] = weak.guessing_logit_mean;
        precision[1 + form.steps] = weak.guessing_logit_sd.powi(-2);
    }
    NormalPrior { mean, precision: DMatrix::from_diagonal(&precision) }
}

fn assemble(
    engine: &Engine,
    climb: &Climb,
    covariance: Option<&DMatrix<f64>>,
    model: Model,
) -> Result<Calibration, CalibrationError> {
    let rasch = model == Model::Rasch;
    let mut items = Vec::with_capacity(engine.forms.len());
    for (index, form) in engine.forms.iter().enumerate() {
        let own = form.of(&climb.parameters);
        let item = if rasch { Item::rasch(-own[1]) } else { form.item(engine.coordinates, own) };
        let item = item.map_err(|source| CalibrationError::NoItem { item: index + 1, source })?;
        let own_covariance = covariance
            .map(|all| all.view((form.offset, form.offset), (form.size(), form.size())).into_owned());
        let errors = own_covariance.map(|own_covariance| {
            let jacobian = published_jacobian(form, engine.coordinates, own, &item, rasch);
            Errors::from_covariance(form, &jacobian * own_covariance * jacobian.transpose())
        });
        items.push(FittedItem { item, errors });
    }
    let all: usize = engine.forms.iter().map(Form::size).sum();
    let tied = if engine.common_slope { engine.forms.len() - 1 } else { 0 };
    Ok(Calibration {
        items,
        person_sd: if rasch { climb.parameters[0].abs() } else { 1.0 },
        log_likelihood: climb.log_likelihood,
        parameter_count: all - tied,
        iterations: climb.iterations,
    })
}

impl Errors {
    fn from_covariance(form: &Form, covariance: DMatrix<f64>) -> Self {
        let error = |index: usize| covariance[(index, index)].max(0.0).sqrt();
        Self {
            slope: error(0),
            thresholds: (1..=form.steps).map(error).collect(),
            guessing: if form.guesses { error(1 + form.steps) } else { 0.0 },
            covariance,
        }
    }
}

/// ∂(a, b_1..b_K, c) / ∂coordinates, for the delta method.
fn published_jacobian(
    form: &Form,
    coordinates: Coordinates,
    own: &[f64],
    item: &Item,
    rasch: bool,
) -> DMatrix<f64> {
    let size = form.size();
    if rasch {
        return DMatrix::from_row_slice(2, 2, &[0.0, 0.0, 0.0, -1.0]);
    }
    let mut jacobian = DMatrix::identity(size, size);
    match coordinates {
        Coordinates::LogSlopeThreshold => jacobian[(0, 0)] = item.slope(),
        Coordinates::SlopeIntercept => {
            for step in 1..=form.steps {
                jacobian[(step, 0)] = -item.thresholds()[step - 1] / own[0];
                jacobian[(step, step)] = -1.0 / own[0];
                if form.shape == Shape::PartialCredit && step > 1 {
                    jacobian[(step, step - 1)] = 1.0 / own[0];
                }
            }
        }
    }
    if form.guesses {
        jacobian[(size - 1, size - 1)] = item.guessing() * (1.0 - item.guessing());
    }
    jacobian
}
