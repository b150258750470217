//! The engine shared by all marginal calibrations: tables, E-step, M-step, and the accelerated climb.

use super::acceleration::Acceleration;
use super::coordinates::{Coordinates, Form, NormalPrior};
use super::expectation::Expectation;
use super::maximisation::{ItemCounts, improve, improve_common_slope};
use super::{CalibrationError, Em};
use crate::quadrature::Grid;
use crate::response_model::Shape;
use crate::responses::Responses;
use crate::uncertain_item::Curves;

/// A likelihood may fall by this share of itself (rounding, nodes outside of windows) before a step counts as one too far.
const SLACK: f64 = 1e-9;

pub(crate) struct Engine {
    pub forms: Vec<Form>,
    pub coordinates: Coordinates,
    pub priors: Option<Vec<NormalPrior>>,
    /// One slope for all items; only with slope–intercept coordinates and two-category items.
    pub common_slope: bool,
    pub em: Em,
    pub nodes: Vec<f64>,
    pub expectation: Expectation,
}

/// Where the climb ended.
pub(crate) struct Climb {
    pub parameters: Vec<f64>,
    /// Without priors.
    pub log_likelihood: f64,
    pub iterations: usize,
}

impl Engine {
    pub fn new(
        responses: &Responses,
        grid: &Grid,
        forms: Vec<Form>,
        coordinates: Coordinates,
        priors: Option<Vec<NormalPrior>>,
    ) -> Self {
        let expectation = Expectation::new(responses, grid);
        Self {
            forms,
            coordinates,
            priors,
            common_slope: false,
            em: Em::Accelerated,
            nodes: grid.nodes().to_vec(),
            expectation,
        }
    }

    /// Starting values: slope 1, thresholds from the categories' frequencies; prior means where there are priors.
    pub fn start(&self, responses: &Responses) -> Vec<f64> {
        let mut parameters = Vec::new();
        for (item, form) in self.forms.iter().enumerate() {
            let prior = self.priors.as_ref().map(|priors| &priors[item]);
            match (self.coordinates, prior) {
                (Coordinates::LogSlopeThreshold, Some(prior)) => parameters.extend(prior.mean.iter()),
                _ => parameters.extend(start_from_frequencies(form, &responses.category_frequencies(item))),
            }
        }
        self.spread_equal_thresholds(&mut parameters);
        parameters
    }

    /// A graded item's steps must differ to have likelihood at all.
    fn spread_equal_thresholds(&self, parameters: &mut [f64]) {
        for form in &self.forms {
            let own = form.of_mut(parameters);
            if !form.in_order(self.coordinates, own) {
                let descends = self.coordinates == Coordinates::SlopeIntercept;
                for step in 2..=form.steps {
                    let shift = if descends { -0.3 } else { 0.3 };
                    own[step] = own[step - 1] + shift;
                }
            }
        }
    }

    fn in_order(&self, parameters: &[f64]) -> bool {
        self.forms.iter().all(|form| form.in_order(self.coordinates, form.of(parameters)))
    }

    /// Loads the tables and runs the E-step; gives the marginal log-likelihood without priors.
    pub fn evaluate(&mut self, parameters: &[f64]) -> f64 {
        self.expectation.reset();
        let mut logs = Vec::new();
        for (item, form) in self.forms.iter().enumerate() {
            let kernel = form.kernel(self.coordinates, form.of(parameters));
            form.log_probabilities(&kernel, &self.nodes, &mut logs);
            self.expectation.set_item(item, &logs);
        }
        self.expectation.run()
    }

    /// Runs the E-step with curves over the engine's nodes in place of point items.
    pub fn evaluate_curves(&mut self, curves: &[Curves]) {
        self.expectation.reset();
        for (item, curves) in curves.iter().enumerate() {
            let logs: Vec<f64> = (0..curves.category_count())
                .flat_map(|category| curves.log_probabilities(category).iter().copied())
                .collect();
            self.expectation.set_item(item, &logs);
        }
        self.expectation.run();
    }

    /// Expected persons of an item after `evaluate`.
    pub fn counts(&self, item: usize) -> ItemCounts<'_> {
        ItemCounts::new(&self.expectation, &self.forms[item], item, &self.nodes)
    }

    fn maximise(&self, parameters: &[f64]) -> Vec<f64> {
        let mut moved = parameters.to_vec();
        if self.common_slope {
            let counts: Vec<ItemCounts<'_>> = (0..self.forms.len()).map(|item| self.counts(item)).collect();
            improve_common_slope(&self.forms, &counts, self.priors.as_deref(), &mut moved);
            return moved;
        }
        for (item, form) in self.forms.iter().enumerate() {
            let prior = self.priors.as_ref().map(|priors| &priors[item]);
            improve(form, self.coordinates, prior, &self.counts(item), form.of_mut(&mut moved));
        }
        moved
    }

    fn log_prior(&self, parameters: &[f64]) -> f64 {
        let Some(priors) = &self.priors else { return 0.0 };
        let item = |(form, prior): (&Form, &NormalPrior)| {
            let deviation = nalgebra::DVector::from_column_slice(form.of(parameters)) - &prior.mean;
            -0.5 * deviation.dot(&(&prior.precision * &deviation))
        };
        self.forms.iter().zip(priors).map(item).sum()
    }

    /// Accelerated EM from `start` until no coordinate moves more than `tolerance`.
    pub fn climb(
        &mut self,
        start: Vec<f64>,
        tolerance: f64,
        most_iterations: usize,
    ) -> Result<Climb, CalibrationError> {
        let mut acceleration = Acceleration::default();
        let (mut parameters, mut safe_point) = (start, None::<Vec<f64>>);
        let (mut best, mut last_step) = (f64::NEG_INFINITY, f64::INFINITY);
        for iteration in 1..=most_iterations {
            let log_likelihood =
                if self.in_order(&parameters) { self.evaluate(&parameters) } else { f64::NAN };
            let goal = log_likelihood + self.log_prior(&parameters);
            let too_far = !goal.is_finite() || goal < best - SLACK * best.abs();
            if let (true, Some(point)) = (too_far, safe_point.take()) {
                acceleration.restart();
                parameters = point;
                best = f64::NEG_INFINITY;
                continue;
            }
            best = goal;
            let mapped = self.maximise(&parameters);
            last_step = longest_step(&parameters, &mapped);
            if last_step < tolerance {
                return Ok(Climb { parameters, log_likelihood, iterations: iteration });
            }
            parameters = match self.em {
                Em::Accelerated => acceleration.next(&parameters, &mapped),
                Em::Plain => mapped.clone(),
            };
            safe_point = Some(mapped);
        }
        Err(CalibrationError::NotConverged { iterations: most_iterations, last_step })
    }
}

fn longest_step(from: &[f64], to: &[f64]) -> f64 {
    from.iter().zip(to).map(|(from, to)| (to - from).abs()).fold(0.0, f64::max)
}

/// Slope–intercept coordinates from frequencies: the logits a person in the middle would show, with half a person added to each
/// category so that they are finite.
fn start_from_frequencies(form: &Form, frequencies: &[f64]) -> Vec<f64> {
    let total: f64 = frequencies.iter().sum::<f64>();
    let share = |persons: f64| (persons + 0.5) / (total + 1.0);
    let intercept = |step: usize| {
        if form.shape == Shape::PartialCredit {
            return (share(frequencies[step]) / share(frequencies[0])).ln();
        }
        let above = share(frequencies[step..].iter().sum());
        1.2 * (above / (1.0 - above).max(1e-6)).ln()
    };
    let mut own = vec![1.0];
    own.extend((1..=form.steps).map(intercept));
    if form.guesses {
        own.push(-2.0);
    }
    own
}
