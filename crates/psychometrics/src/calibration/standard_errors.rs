//! Standard errors of a calibration from the information about all parameters together.
//!
//! Louis (1982): observed information = E[−∂² ln L_c] − Σ_persons Var(S | u), where S is a person's complete-data score at
//! the (unknown) ability and u the responses. Oakes (1999) arrives at the same matrix. The cheaper cross-product form is
//! Σ_persons s sᵀ with s = E[S | u], which by Fisher's identity is the person's marginal score.

use nalgebra::{DMatrix, DMatrixViewMut};

use super::StandardErrors;
use super::coordinates::Form;
use super::engine::{Climb, Engine};
use super::maximisation::{ItemCounts, gradient_and_information};
use crate::responses::Responses;

/// Columns that are collected before one matrix product.
const BLOCK: usize = 512;
/// Posterior probability below which a node adds nothing to a variance.
const FAINT: f64 = 1e-12;

/// Covariance of all coordinates; `None` where the data don't determine it (or nobody asked).
pub(super) fn covariance(
    engine: &mut Engine,
    responses: &Responses,
    climb: &Climb,
    method: StandardErrors,
) -> Option<DMatrix<f64>> {
    let scores = ScoreTable::new(engine, &climb.parameters);
    let mut information = match method {
        StandardErrors::Skip => return None,
        StandardErrors::CrossProduct => cross_product(engine, responses, &scores),
        StandardErrors::Observed => observed(engine, responses, &scores, &climb.parameters),
    };
    if let Some(priors) = &engine.priors {
        for (form, prior) in engine.forms.iter().zip(priors) {
            let mut own = block(&mut information, form);
            own += &prior.precision;
        }
    }
    if !engine.common_slope {
        return Some(information.cholesky()?.inverse());
    }
    let tie = tied_slopes(&engine.forms);
    let tied = tie.tr_mul(&information) * &tie;
    Some(&tie * tied.cholesky()?.inverse() * tie.transpose())
}

/// Gradients of log-probabilities by coordinate, for each item, category, coordinate and node.
pub(crate) struct ScoreTable {
    node_count: usize,
    first: Vec<usize>,
    values: Vec<f64>,
}

impl ScoreTable {
    pub fn new(engine: &Engine, parameters: &[f64]) -> Self {
        let node_count = engine.nodes.len();
        let (mut first, mut values) = (Vec::new(), Vec::new());
        for form in &engine.forms {
            first.push(values.len());
            let start = values.len();
            values.resize(start + (form.steps + 1) * form.size() * node_count, 0.0);
            fill_scores(engine, form, form.of(parameters), &mut values[start..]);
        }
        Self { node_count, first, values }
    }

    /// Scores of one coordinate for a response, one value per node.
    pub fn row(&self, item: usize, form: &Form, category: usize, coordinate: usize) -> &[f64] {
        let row = category * form.size() + coordinate;
        &self.values[self.first[item] + row * self.node_count..][..self.node_count]
    }
}

fn fill_scores(engine: &Engine, form: &Form, own: &[f64], values: &mut [f64]) {
    let (size, node_count) = (form.size(), engine.nodes.len());
    let kernel = form.kernel(engine.coordinates, own);
    let jacobian = form.jacobian(engine.coordinates, &kernel);
    for (node_index, &node) in engine.nodes.iter().enumerate() {
        let (_, raw) = form.log_gradients(&kernel, node);
        for category in 0..=form.steps {
            let raw = &raw[category * size..][..size];
            for coordinate in 0..size {
                let score: f64 = (0..size).map(|index| jacobian[(index, coordinate)] * raw[index]).sum();
                values[(category * size + coordinate) * node_count + node_index] = score;
            }
        }
    }
}

fn block<'a>(matrix: &'a mut DMatrix<f64>, form: &Form) -> DMatrixViewMut<'a, f64> {
    matrix.view_mut((form.offset, form.offset), (form.size(), form.size()))
}

fn parameter_count(forms: &[Form]) -> usize {
    forms.iter().map(Form::size).sum()
}

/// Σ w s sᵀ over patterns.
fn cross_product(engine: &mut Engine, responses: &Responses, scores: &ScoreTable) -> DMatrix<f64> {
    let count = parameter_count(&engine.forms);
    let mut sum = OuterSum::new(count);
    for pattern in 0..responses.pattern_count() {
        let weight = engine.expectation.pattern_weight(pattern);
        let (low, posterior) = engine.expectation.posterior(pattern);
        let column = sum.next_column();
        for (item, form) in engine.forms.iter().enumerate() {
            let Some(category) = responses.response(pattern, item) else { continue };
            for coordinate in 0..form.size() {
                let row = &scores.row(item, form, category, coordinate)[low..low + posterior.len()];
                let mean: f64 = row.iter().zip(posterior).map(|(score, p)| score * p).sum();
                column[form.offset + coordinate] = weight.sqrt() * mean;
            }
        }
    }
    sum.finish()
}

/// E[−∂² ln L_c] − Σ w Var(S | u).
fn observed(
    engine: &mut Engine,
    responses: &Responses,
    scores: &ScoreTable,
    parameters: &[f64],
) -> DMatrix<f64> {
    let count = parameter_count(&engine.forms);
    let mut lost = OuterSum::new(count);
    for pattern in 0..responses.pattern_count() {
        let weight = engine.expectation.pattern_weight(pattern);
        let (low, posterior) = engine.expectation.posterior(pattern);
        add_score_variance(&engine.forms, responses, scores, pattern, low, posterior, weight, &mut lost);
    }
    let mut information = -lost.finish();
    for item in 0..engine.forms.len() {
        let complete = complete_information(engine, item, parameters);
        let mut own = block(&mut information, &engine.forms[item]);
        own += complete;
    }
    information
}

#[expect(clippy::too_many_arguments, reason = "the inner loop of one sum, cut out for its length")]
fn add_score_variance(
    forms: &[Form],
    responses: &Responses,
    scores: &ScoreTable,
    pattern: usize,
    low: usize,
    posterior: &[f64],
    weight: f64,
    lost: &mut OuterSum,
) {
    let rows = pattern_rows(forms, responses, scores, pattern, low, posterior.len());
    let mean = |row: &[f64]| -> f64 { row.iter().zip(posterior).map(|(score, p)| score * p).sum() };
    let means: Vec<(usize, &[f64], f64)> = rows.into_iter().map(|(at, row)| (at, row, mean(row))).collect();
    for (node, probability) in posterior.iter().enumerate().filter(|(_, p)| **p > FAINT) {
        let column = lost.next_column();
        let scale = (weight * probability).sqrt();
        for (at, row, mean) in &means {
            column[*at] = scale * (row[node] - mean);
        }
    }
}

/// The score rows of all responses of a pattern, with their coordinate, over the window.
fn pattern_rows<'a>(
    forms: &[Form],
    responses: &Responses,
    scores: &'a ScoreTable,
    pattern: usize,
    low: usize,
    length: usize,
) -> Vec<(usize, &'a [f64])> {
    let mut rows = Vec::new();
    for (item, form) in forms.iter().enumerate() {
        let Some(category) = responses.response(pattern, item) else { continue };
        for coordinate in 0..form.size() {
            let row = scores.row(item, form, category, coordinate);
            rows.push((form.offset + coordinate, &row[low..low + length]));
        }
    }
    rows
}

/// −∂² of the expected complete-data log-likelihood of an item: central differences of its exact gradient.
pub(crate) fn complete_information(engine: &Engine, item: usize, parameters: &[f64]) -> DMatrix<f64> {
    const STEP: f64 = 1e-5;
    let form = &engine.forms[item];
    let own = form.of(parameters);
    let counts: ItemCounts<'_> = engine.counts(item);
    let gradient = |moved: &[f64]| gradient_and_information(form, engine.coordinates, &counts, moved).0;
    let mut information = DMatrix::zeros(form.size(), form.size());
    for coordinate in 0..form.size() {
        let mut moved = own.to_vec();
        moved[coordinate] = own[coordinate] + STEP;
        let above = gradient(&moved);
        moved[coordinate] = own[coordinate] - STEP;
        let slope = (gradient(&moved) - above) / (2.0 * STEP);
        information.set_column(coordinate, &slope);
    }
    0.5 * (&information + information.transpose())
}

/// Each item's own block of the observed information: what the responses say of it when the scale is given by all others.
pub(crate) fn own_information(
    engine: &mut Engine,
    responses: &Responses,
    parameters: &[f64],
) -> Vec<DMatrix<f64>> {
    let scores = ScoreTable::new(engine, parameters);
    let mut own: Vec<DMatrix<f64>> =
        (0..engine.forms.len()).map(|item| complete_information(engine, item, parameters)).collect();
    for pattern in 0..responses.pattern_count() {
        let weight = engine.expectation.pattern_weight(pattern);
        let (low, posterior) = engine.expectation.posterior(pattern);
        for (item, form) in engine.forms.iter().enumerate() {
            let Some(category) = responses.response(pattern, item) else { continue };
            let rows: Vec<&[f64]> = (0..form.size())
                .map(|coordinate| &scores.row(item, form, category, coordinate)[low..low + posterior.len()])
                .collect();
            own[item] -= weight * covariance_of_rows(&rows, posterior);
        }
    }
    own
}

fn covariance_of_rows(rows: &[&[f64]], posterior: &[f64]) -> DMatrix<f64> {
    let mean = |row: &[f64]| -> f64 { row.iter().zip(posterior).map(|(score, p)| score * p).sum() };
    let means: Vec<f64> = rows.iter().map(|row| mean(row)).collect();
    DMatrix::from_fn(rows.len(), rows.len(), |left, right| {
        let product = rows[left].iter().zip(rows[right]).zip(posterior);
        product.map(|((x, y), p)| (x - means[left]) * (y - means[right]) * p).sum()
    })
}

/// Maps (common slope, intercepts) to the coordinates of all items.
fn tied_slopes(forms: &[Form]) -> DMatrix<f64> {
    let mut tie = DMatrix::zeros(parameter_count(forms), 1 + forms.len());
    for (item, form) in forms.iter().enumerate() {
        tie[(form.offset, 0)] = 1.0;
        tie[(form.offset + 1, 1 + item)] = 1.0;
    }
    tie
}

/// Σ x xᵀ over columns, by blocks through a matrix product.
struct OuterSum {
    columns: DMatrix<f64>,
    used: usize,
    sum: DMatrix<f64>,
}

impl OuterSum {
    fn new(size: usize) -> Self {
        Self { columns: DMatrix::zeros(size, BLOCK), used: 0, sum: DMatrix::zeros(size, size) }
    }

    /// A zeroed column to fill.
    fn next_column(&mut self) -> &mut [f64] {
        if self.used == BLOCK {
            self.flush();
        }
        self.used += 1;
        let size = self.columns.nrows();
        let column = &mut self.columns.as_mut_slice()[(self.used - 1) * size..self.used * size];
        column.fill(0.0);
        column
    }

    fn flush(&mut self) {
        let columns = self.columns.columns(0, self.used);
        self.sum.gemm(1.0, &columns, &columns.transpose(), 1.0);
        self.used = 0;
    }

    fn finish(mut self) -> DMatrix<f64> {
        self.flush();
        self.sum
    }
}
