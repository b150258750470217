//! The M-step of Bock & Aitkin (1981): each item's parameters move to where the expected complete-data
//! log-likelihood (plus its prior, if any) is highest, by Fisher scoring.

use nalgebra::{DMatrix, DVector};

use super::coordinates::{Coordinates, Form, NormalPrior};
use super::expectation::Expectation;

/// Slopes and intercepts beyond these are no estimates any more: the data separate perfectly.
pub(crate) const SLOPE_LIMIT: f64 = 25.0;
pub(crate) const INTERCEPT_LIMIT: f64 = 75.0;
/// Scoring steps per M-step; EM needs no more than an improvement (Dempster, Laird & Rubin 1977, generalised EM).
const SCORING_STEPS: usize = 2;
const LONGEST_STEP: f64 = 1.0;
const FEWEST_PERSONS: f64 = 1e-10;

/// Expected persons of one item: category by category, one value per node.
pub(crate) struct ItemCounts<'a> {
    pub nodes: &'a [f64],
    pub categories: Vec<&'a [f64]>,
}

impl<'a> ItemCounts<'a> {
    pub fn new(expectation: &'a Expectation, form: &Form, item: usize, nodes: &'a [f64]) -> Self {
        let categories = (0..=form.steps).map(|category| expectation.category_counts(item, category));
        Self { nodes, categories: categories.collect() }
    }
}

/// Moves an item's coordinates up the expected log-likelihood.
pub(crate) fn improve(
    form: &Form,
    coordinates: Coordinates,
    prior: Option<&NormalPrior>,
    counts: &ItemCounts<'_>,
    own: &mut [f64],
) {
    for _ in 0..SCORING_STEPS {
        let longest = if is_plain_two_pl(form, coordinates, prior) {
            two_pl_step(counts, own)
        } else {
            scoring_step(form, coordinates, prior, counts, own)
        };
        if longest < 1e-4 {
            return;
        }
    }
}

fn is_plain_two_pl(form: &Form, coordinates: Coordinates, prior: Option<&NormalPrior>) -> bool {
    form.size() == 2 && coordinates == Coordinates::SlopeIntercept && prior.is_none()
}

/// One Newton step of a 2PL item in slope and intercept, the common case written out; gives its length.
fn two_pl_step(counts: &ItemCounts<'_>, own: &mut [f64]) -> f64 {
    let sums = two_pl_sums(counts, own[0], own[1]);
    let determinant = sums.slope_slope * sums.both - sums.slope_both * sums.slope_both;
    if determinant <= 1e-12 * sums.slope_slope * sums.both {
        return 0.0;
    }
    let slope = (sums.both * sums.by_slope - sums.slope_both * sums.by_intercept) / determinant;
    let intercept = (sums.slope_slope * sums.by_intercept - sums.slope_both * sums.by_slope) / determinant;
    let shrink = (LONGEST_STEP / slope.abs().max(intercept.abs())).min(1.0);
    own[0] = (own[0] + shrink * slope).clamp(-SLOPE_LIMIT, SLOPE_LIMIT);
    own[1] = (own[1] + shrink * intercept).clamp(-INTERCEPT_LIMIT, INTERCEPT_LIMIT);
    slope.abs().max(intercept.abs())
}

/// Gradient and information of a two-category logistic item in slope and intercept.
pub(crate) struct TwoPlSums {
    pub by_slope: f64,
    pub by_intercept: f64,
    pub slope_slope: f64,
    pub slope_both: f64,
    pub both: f64,
}

pub(crate) fn two_pl_sums(counts: &ItemCounts<'_>, slope: f64, intercept: f64) -> TwoPlSums {
    let mut sums =
        TwoPlSums { by_slope: 0.0, by_intercept: 0.0, slope_slope: 0.0, slope_both: 0.0, both: 0.0 };
    for ((&node, &wrong), &right) in counts.nodes.iter().zip(counts.categories[0]).zip(counts.categories[1]) {
        let persons = wrong + right;
        if persons < FEWEST_PERSONS {
            continue;
        }
        let probability = 1.0 / (1.0 + (-(slope * node + intercept)).exp());
        let residual = right - persons * probability;
        let weight = persons * probability * (1.0 - probability);
        sums.by_slope += residual * node;
        sums.by_intercept += residual;
        sums.slope_slope += weight * node * node;
        sums.slope_both += weight * node;
        sums.both += weight;
    }
    sums
}

fn scoring_step(
    form: &Form,
    coordinates: Coordinates,
    prior: Option<&NormalPrior>,
    counts: &ItemCounts<'_>,
    own: &mut [f64],
) -> f64 {
    let (mut gradient, mut information) = gradient_and_information(form, coordinates, counts, own);
    add_prior(prior, own, &mut gradient, &mut information);
    let Some(cholesky) = information.cholesky() else { return 0.0 };
    let step = cholesky.solve(&gradient);
    let longest = step.amax();
    let mut shrink = (LONGEST_STEP / longest).min(1.0);
    for _ in 0..20 {
        let mut moved: Vec<f64> = own.iter().zip(step.iter()).map(|(x, s)| x + shrink * s).collect();
        bound(form, coordinates, &mut moved);
        if form.in_order(coordinates, &moved) {
            own.copy_from_slice(&moved);
            break;
        }
        shrink *= 0.5;
    }
    longest
}

fn bound(form: &Form, coordinates: Coordinates, own: &mut [f64]) {
    own[0] = match coordinates {
        Coordinates::SlopeIntercept => own[0].clamp(-SLOPE_LIMIT, SLOPE_LIMIT),
        Coordinates::LogSlopeThreshold => own[0].clamp(-SLOPE_LIMIT.ln(), SLOPE_LIMIT.ln()),
    };
    for value in &mut own[1..] {
        *value = value.clamp(-INTERCEPT_LIMIT, INTERCEPT_LIMIT);
    }
    if form.guesses {
        // Below e^−12 an asymptote is zero for every purpose; the bound keeps its flat direction from running off.
        own[1 + form.steps] = own[1 + form.steps].clamp(-12.0, 4.0);
    }
}

fn add_prior(
    prior: Option<&NormalPrior>,
    own: &[f64],
    gradient: &mut DVector<f64>,
    information: &mut DMatrix<f64>,
) {
    if let Some(prior) = prior {
        *gradient -= &prior.precision * (DVector::from_column_slice(own) - &prior.mean);
        *information += &prior.precision;
    }
}

/// Gradient of the expected complete-data log-likelihood, and its expected information, in the given coordinates.
pub(crate) fn gradient_and_information(
    form: &Form,
    coordinates: Coordinates,
    counts: &ItemCounts<'_>,
    own: &[f64],
) -> (DVector<f64>, DMatrix<f64>) {
    let size = form.size();
    let kernel = form.kernel(coordinates, own);
    let mut gradient = DVector::zeros(size);
    let mut information = DMatrix::zeros(size, size);
    for (index, &node) in counts.nodes.iter().enumerate() {
        let persons: f64 = counts.categories.iter().map(|category| category[index]).sum();
        if persons < FEWEST_PERSONS {
            continue;
        }
        let (probabilities, gradients) = form.log_gradients(&kernel, node);
        for (category, probability) in probabilities.iter().enumerate() {
            let own_gradient = &gradients[category * size..][..size];
            let observed = counts.categories[category][index];
            let weight = persons * probability;
            for row in 0..size {
                gradient[row] += observed * own_gradient[row];
                for column in 0..=row {
                    information[(row, column)] += weight * own_gradient[row] * own_gradient[column];
                }
            }
        }
    }
    information.fill_upper_triangle_with_lower_triangle();
    let jacobian = form.jacobian(coordinates, &kernel);
    (jacobian.tr_mul(&gradient), jacobian.tr_mul(&information) * &jacobian)
}

/// One Newton step of one slope shared by all (logistic) items and each item's own intercept: the information is an arrow
/// matrix, solved by its Schur complement.
/// Priors, if any, are diagonal.
pub(crate) fn improve_common_slope(
    forms: &[Form],
    all_counts: &[ItemCounts<'_>],
    priors: Option<&[NormalPrior]>,
    parameters: &mut [f64],
) {
    for _ in 0..SCORING_STEPS {
        let (mut slope_gradient, mut slope_information) = (0.0, 0.0);
        let own_sums = |(index, form): (usize, &Form)| {
            let own = form.of(parameters);
            let mut sums = two_pl_sums(&all_counts[index], own[0], own[1]);
            if let Some(priors) = priors {
                let (mean, precision) = (&priors[index].mean, &priors[index].precision);
                sums.by_slope -= precision[(0, 0)] * (own[0] - mean[0]);
                sums.slope_slope += precision[(0, 0)];
                sums.by_intercept -= precision[(1, 1)] * (own[1] - mean[1]);
                sums.both += precision[(1, 1)];
            }
            sums
        };
        let sums: Vec<TwoPlSums> = forms.iter().enumerate().map(own_sums).collect();
        for sums in &sums {
            slope_gradient += sums.by_slope - sums.slope_both * sums.by_intercept / sums.both;
            slope_information += sums.slope_slope - sums.slope_both * sums.slope_both / sums.both;
        }
        let slope_step = (slope_gradient / slope_information).clamp(-LONGEST_STEP, LONGEST_STEP);
        let mut longest = slope_step.abs();
        for (form, sums) in forms.iter().zip(&sums) {
            let intercept_step = (sums.by_intercept - sums.slope_both * slope_step) / sums.both;
            let intercept_step = intercept_step.clamp(-LONGEST_STEP, LONGEST_STEP);
            longest = longest.max(intercept_step.abs());
            let own = form.of_mut(parameters);
            own[0] = (own[0] + slope_step).clamp(-SLOPE_LIMIT, SLOPE_LIMIT);
            own[1] = (own[1] + intercept_step).clamp(-INTERCEPT_LIMIT, INTERCEPT_LIMIT);
        }
        if longest < 1e-4 {
            return;
        }
    }
}
