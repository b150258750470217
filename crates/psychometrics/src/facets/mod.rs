//! Ratings by people who are more or less severe: the many-facet Rasch model.
//!
//! ln P(k) / P(k−1) = θ_person − δ_task − α_rater − τ_k (Linacre 1989), persons from N(0, σ²) and integrated out, severities shrunk towards 0
//! by a normal prior. EM with a Newton step on all other parameters together; standard errors from the observed information (Louis 1982).
//!
//! A severity is comparable only within a connected design: `connected` finds out before anything is estimated.

mod connectedness;

use nalgebra::{DMatrix, DVector};
use thiserror::Error;

use crate::quadrature::Grid;
use crate::response_model::normalised;

const NODES: usize = 41;
const ITERATIONS: usize = 200;
const TOLERANCE: f64 = 1e-5;
/// Posterior probability below which a node is left out of sums.
const FAINT: f64 = 1e-9;
/// Weak priors that keep unrated corners finite, in logits.
const TASK_SD: f64 = 3.0;
const STEP_SD: f64 = 3.0;

/// Why ratings give no severities. Raters and tasks are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FacetError {
    #[error("there are no ratings")]
    Empty,
    #[error("rating {number} is in category {category}, the scale has {count}")]
    NoSuchCategory { number: usize, category: usize, count: usize },
    #[error(
        "raters fall into groups that share no person and no task: {groups:?}; let some persons be rated across groups"
    )]
    Disconnected { groups: Vec<Vec<usize>> },
    #[error("severity can't be told from task difficulty or ability: let raters share persons and tasks")]
    Confounded,
    #[error("no convergence after {iterations} iterations")]
    NotConverged { iterations: usize },
}

/// One judgement; persons, tasks and raters are numbered from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    pub person: usize,
    pub task: usize,
    pub rater: usize,
    pub category: usize,
}

/// How to fit ratings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacetOptions {
    /// Number of categories of the scale, at least 2.
    pub categories: usize,
    /// Standard deviation of severities before ratings, in logits.
    pub severity_sd: f64,
}

/// What is known of a rater.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaterReport {
    /// In logits; positive is severe. Severities sum to 0.
    pub severity: f64,
    pub standard_error: f64,
    /// Information-weighted mean square of residuals, 1 expected (Wright & Masters 1982): above, the rater is
    /// less consistent than the model; below, more alike than chance allows.
    pub infit: f64,
    /// Unweighted mean square: sensitive to single surprising ratings.
    pub outfit: f64,
    pub ratings: usize,
}

/// The fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Facets {
    pub raters: Vec<RaterReport>,
    /// In logits.
    pub task_difficulties: Vec<f64>,
    /// Step difficulties of the scale; they sum to 0.
    pub steps: Vec<f64>,
    /// Standard deviation of persons, in logits.
    pub person_sd: f64,
    /// Expected ability of each person with the posterior's deviation, severity removed.
    pub abilities: Vec<(f64, f64)>,
    pub log_likelihood: f64,
}

/// Fits severities, tasks and steps to ratings; a connected design is required.
pub fn fit(ratings: &[Rating], options: FacetOptions) -> Result<Facets, FacetError> {
    let design = Design::new(ratings, options)?;
    connectedness::check(ratings, design.tasks, design.raters)?;
    let mut parameters = design.start();
    for _ in 0..ITERATIONS {
        let step = design.step(&parameters);
        let longest = step.amax();
        parameters.axpy((0.7 / longest).min(1.0), &step, 1.0);
        if longest < TOLERANCE {
            return Ok(design.report(parameters));
        }
    }
    Err(FacetError::NotConverged { iterations: ITERATIONS })
}

/// Raters by group: two raters are in one group when a chain of shared persons or tasks joins them.
pub fn connected(ratings: &[Rating]) -> Vec<Vec<usize>> {
    let raters = ratings.iter().map(|rating| rating.rater + 1).max().unwrap_or(0);
    connectedness::groups(ratings, raters)
}

/// Ratings by person, and where each parameter sits: σ, tasks, raters, steps.
struct Design {
    by_person: Vec<Vec<Rating>>,
    tasks: usize,
    raters: usize,
    categories: usize,
    severity_sd: f64,
    grid: Grid,
}

/// A rating at a node: expected design vector and the observed one minus it, over (σ, task, rater, steps).
struct Moment {
    mean: f64,
    variance: f64,
    probabilities: Vec<f64>,
}

impl Design {
    fn new(ratings: &[Rating], options: FacetOptions) -> Result<Self, FacetError> {
        let count = options.categories;
        if ratings.is_empty() {
            return Err(FacetError::Empty);
        }
        if let Some(index) = ratings.iter().position(|rating| rating.category >= count) {
            let category = ratings[index].category;
            return Err(FacetError::NoSuchCategory { number: index + 1, category, count });
        }
        let size = |facet: fn(&Rating) -> usize| ratings.iter().map(facet).max().map_or(0, |last| last + 1);
        let mut by_person = vec![Vec::new(); size(|rating| rating.person)];
        for rating in ratings {
            by_person[rating.person].push(*rating);
        }
        Ok(Self {
            by_person,
            tasks: size(|rating| rating.task),
            raters: size(|rating| rating.rater),
            categories: count,
            severity_sd: options.severity_sd,
            grid: Grid::standard_normal(NODES, 5.0),
        })
    }

    fn size(&self) -> usize {
        self.tasks + self.raters + self.categories
    }

    fn rater_at(&self, rater: usize) -> usize {
        1 + self.tasks + rater
    }

    fn step_at(&self, step: usize) -> usize {
        self.tasks + self.raters + step
    }

    /// σ = 1, all else 0.
    fn start(&self) -> DVector<f64> {
        let mut parameters = DVector::zeros(self.size());
        parameters[0] = 1.0;
        parameters
    }

    fn moment(&self, parameters: &DVector<f64>, rating: &Rating, node: f64) -> Moment {
        let place =
            parameters[0] * node - parameters[1 + rating.task] - parameters[self.rater_at(rating.rater)];
        let mut logs = vec![0.0];
        for step in 1..self.categories {
            logs.push(logs[step - 1] + place - parameters[self.step_at(step)]);
        }
        let probabilities = normalised(&logs);
        let mean: f64 = probabilities.iter().enumerate().map(|(k, p)| number(k) * p).sum();
        let variance = probabilities.iter().enumerate().map(|(k, p)| (number(k) - mean).powi(2) * p).sum();
        Moment { mean, variance, probabilities }
    }

    /// A person's posterior over the nodes, and their log-likelihood.
    fn posterior(&self, parameters: &DVector<f64>, ratings: &[Rating]) -> (Vec<f64>, f64) {
        let log = |(node, weight): (&f64, &f64)| {
            let own =
                ratings.iter().map(|r| self.moment(parameters, r, *node).probabilities[r.category].ln());
            weight + own.sum::<f64>()
        };
        let logs: Vec<f64> = self.grid.nodes().iter().zip(self.grid.log_weights()).map(log).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|log| (log - largest).exp()).sum();
        (normalised(&logs), largest + total.ln())
    }

    /// Adds a category's design vector: σ gets k z, task and rater −k, each step passed −1.
    fn add_design(&self, vector: &mut DVector<f64>, rating: &Rating, node: f64, category: usize, share: f64) {
        let k = number(category) * share;
        vector[0] += k * node;
        vector[1 + rating.task] -= k;
        vector[self.rater_at(rating.rater)] -= k;
        for step in 1..=category {
            vector[self.step_at(step)] -= share;
        }
    }

    /// Complete-data score of a person at a node, and (added to `information`) its expected information times `weight`.
    fn score(
        &self,
        parameters: &DVector<f64>,
        ratings: &[Rating],
        node: f64,
        weight: f64,
        information: &mut DMatrix<f64>,
    ) -> DVector<f64> {
        let mut score = DVector::zeros(self.size());
        for rating in ratings {
            let moment = self.moment(parameters, rating, node);
            let mut expected = DVector::zeros(self.size());
            for (category, probability) in moment.probabilities.iter().enumerate() {
                let mut own = DVector::zeros(self.size());
                self.add_design(&mut own, rating, node, category, 1.0);
                information.ger(weight * probability, &own, &own, 1.0);
                expected.axpy(*probability, &own, 1.0);
            }
            information.ger(-weight, &expected, &expected, 1.0);
            self.add_design(&mut score, rating, node, rating.category, 1.0);
            score -= expected;
        }
        score
    }

    fn prior_precision(&self, index: usize) -> f64 {
        match index {
            0 => 0.0,
            _ if index <= self.tasks => TASK_SD.powi(-2),
            _ if index <= self.tasks + self.raters => self.severity_sd.powi(-2),
            _ => STEP_SD.powi(-2),
        }
    }

    /// Marginal score (Fisher's identity), complete-data information and what of it is lost to not knowing abilities.
    fn sums(&self, parameters: &DVector<f64>) -> (DVector<f64>, DMatrix<f64>, DMatrix<f64>) {
        let size = self.size();
        let (mut gradient, mut information) = (DVector::zeros(size), DMatrix::zeros(size, size));
        let mut lost = DMatrix::zeros(size, size);
        for ratings in &self.by_person {
            let (posterior, _) = self.posterior(parameters, ratings);
            let mut mean = DVector::zeros(size);
            for (node, weight) in self.grid.nodes().iter().zip(&posterior).filter(|(_, p)| **p > FAINT) {
                let score = self.score(parameters, ratings, *node, *weight, &mut information);
                lost.ger(*weight, &score, &score, 1.0);
                mean.axpy(*weight, &score, 1.0);
            }
            lost.ger(-1.0, &mean, &mean, 1.0);
            gradient += mean;
        }
        for index in 0..size {
            let precision = self.prior_precision(index);
            gradient[index] -= precision * parameters[index];
            information[(index, index)] += precision;
        }
        (gradient, information, lost)
    }

    /// Newton on the observed information where it is positive definite, else EM's step on the complete-data information.
    fn step(&self, parameters: &DVector<f64>) -> DVector<f64> {
        let (gradient, information, lost) = self.sums(parameters);
        let observed = (&information - lost).cholesky();
        observed.or_else(|| information.cholesky()).map_or_else(|| gradient.clone(), |c| c.solve(&gradient))
    }

    /// Severities and steps sum to 0; tasks take up the difference. The model stays the same, the priors prefer it so.
    fn centre(&self, parameters: &mut DVector<f64>) {
        let severity = parameters.rows(self.rater_at(0), self.raters).mean();
        let step = parameters.rows(self.step_at(1), self.categories - 1).mean();
        parameters.rows_mut(self.rater_at(0), self.raters).add_scalar_mut(-severity);
        parameters.rows_mut(self.step_at(1), self.categories - 1).add_scalar_mut(-step);
        parameters.rows_mut(1, self.tasks).add_scalar_mut(severity + step);
    }

    fn report(&self, mut parameters: DVector<f64>) -> Facets {
        let (_, information, lost) = self.sums(&parameters);
        self.centre(&mut parameters);
        let parameters = &parameters;
        let covariance = (&information - lost).try_inverse().or_else(|| information.try_inverse());
        let posteriors: Vec<(Vec<f64>, f64)> =
            self.by_person.iter().map(|ratings| self.posterior(parameters, ratings)).collect();
        let rater = |rater: usize| {
            let at = self.rater_at(rater);
            let variance = covariance.as_ref().map_or(f64::INFINITY, |all| self.contrast_variance(all, at));
            self.rater_report(parameters, &posteriors, rater, variance.max(0.0).sqrt())
        };
        let person_sd = parameters[0].abs();
        Facets {
            raters: (0..self.raters).map(rater).collect(),
            task_difficulties: parameters.rows(1, self.tasks).iter().copied().collect(),
            steps: parameters.rows(self.step_at(1), self.categories - 1).iter().copied().collect(),
            person_sd,
            abilities: posteriors
                .iter()
                .map(|(posterior, _)| self.ability(posterior, parameters[0]))
                .collect(),
            log_likelihood: posteriors.iter().map(|(_, log)| log).sum(),
        }
    }

    /// Variance of a severity minus the mean severity.
    fn contrast_variance(&self, covariance: &DMatrix<f64>, at: usize) -> f64 {
        let count = number(self.raters);
        let own = covariance.view((self.rater_at(0), at), (self.raters, 1)).sum();
        let first = self.rater_at(0);
        let all = covariance.view((first, first), (self.raters, self.raters)).sum();
        covariance[(at, at)] - 2.0 * own / count + all / (count * count)
    }

    fn ability(&self, posterior: &[f64], scale: f64) -> (f64, f64) {
        let nodes = self.grid.nodes();
        let mean: f64 = nodes.iter().zip(posterior).map(|(node, p)| scale * node * p).sum();
        let variance: f64 =
            nodes.iter().zip(posterior).map(|(node, p)| (scale * node - mean).powi(2) * p).sum();
        (mean, variance.sqrt())
    }

    /// Mean squares over the persons' posteriors, so that not knowing abilities doesn't look like inconsistency.
    fn rater_report(
        &self,
        parameters: &DVector<f64>,
        posteriors: &[(Vec<f64>, f64)],
        rater: usize,
        standard_error: f64,
    ) -> RaterReport {
        let (mut squares, mut variances, mut standardised, mut ratings) = (0.0, 0.0, 0.0, 0);
        for (own, (posterior, _)) in self.by_person.iter().zip(posteriors) {
            for rating in own.iter().filter(|rating| rating.rater == rater) {
                ratings += 1;
                for (node, p) in self.grid.nodes().iter().zip(posterior).filter(|(_, p)| **p > FAINT) {
                    let moment = self.moment(parameters, rating, *node);
                    let square = (number(rating.category) - moment.mean).powi(2);
                    squares += p * square;
                    variances += p * moment.variance;
                    standardised += p * square / moment.variance.max(1e-12);
                }
            }
        }
        RaterReport {
            severity: parameters[self.rater_at(rater)],
            standard_error,
            infit: squares / f64::max(variances, 1e-12),
            outfit: standardised / f64::max(number(ratings), 1.0),
            ratings,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::response_model::Item;
    use crate::simulation::{draw_normal, draw_response};

    const OPTIONS: FacetOptions = FacetOptions { categories: 7, severity_sd: 0.7 };

    /// Ratings on a scale of seven by raters of given severity; `rates` says who rates whom.
    fn simulated(
        severities: &[f64],
        persons: usize,
        rates: impl Fn(usize, usize) -> bool,
        seed: u64,
    ) -> Vec<Rating> {
        simulated_on(&[-2.0, -1.2, -0.4, 0.4, 1.2, 2.0], severities, persons, rates, seed)
    }

    fn simulated_on(
        steps: &[f64],
        severities: &[f64],
        persons: usize,
        rates: impl Fn(usize, usize) -> bool,
        seed: u64,
    ) -> Vec<Rating> {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let mut ratings = Vec::new();
        for person in 0..persons {
            let ability = draw_normal(0.0, 1.0, &mut random);
            for (rater, severity) in severities.iter().enumerate().filter(|(rater, _)| rates(person, *rater))
            {
                let steps = steps.iter().map(|step| step + severity).collect();
                let category =
                    draw_response(&Item::partial_credit(1.0, steps).unwrap(), ability, &mut random);
                ratings.push(Rating { person, task: person % 2, rater, category });
            }
        }
        ratings
    }

    fn severities(random: &mut Pcg64Mcg) -> Vec<f64> {
        let drawn: Vec<f64> = (0..8).map(|_| draw_normal(0.0, 0.7, random)).collect();
        let mean = drawn.iter().sum::<f64>() / 8.0;
        drawn.into_iter().map(|severity| severity - mean).collect()
    }

    #[test]
    fn eight_raters_with_forty_ratings_each_are_recovered_and_their_errors_are_honest() {
        let mut random = Pcg64Mcg::seed_from_u64(31);
        let (mut squares, mut standardised) = (0.0, 0.0);
        for seed in 0..12 {
            let truth = severities(&mut random);
            let fitted = fit(&simulated(&truth, 40, |_, _| true, seed), OPTIONS).unwrap();
            for (rater, truth) in fitted.raters.iter().zip(&truth) {
                assert_eq!(rater.ratings, 40);
                squares += (rater.severity - truth).powi(2) / 96.0;
                standardised += ((rater.severity - truth) / rater.standard_error).powi(2) / 96.0;
            }
        }
        println!("rmse {:.3}, mean squared z {standardised:.2}", squares.sqrt());
        assert!(squares.sqrt() <= 0.15, "{}", squares.sqrt());
        assert!((0.6..=1.4).contains(&standardised), "{standardised}");
    }

    /// The least error that 40 ratings on a scale allow: 1/√(40 I) with I the information of one rating, averaged over persons from N(0, 1)
    /// who are taken as known, times √(7/8) because severities are relative to the eight raters' mean.
    fn floor(steps: &[f64]) -> f64 {
        let item = Item::partial_credit(1.0, steps.to_vec()).unwrap();
        let grid = crate::quadrature::Grid::standard_normal(121, 6.0);
        let nodes = grid.nodes().iter().zip(grid.log_weights());
        let information: f64 = nodes.map(|(node, weight)| weight.exp() * item.information(*node)).sum();
        (7.0 / 8.0 / (40.0 * information)).sqrt()
    }

    #[test]
    fn severities_are_as_exact_as_forty_ratings_allow() {
        assert!((floor(&[-1.2, -0.4, 0.4, 1.2]) - 0.159).abs() < 1e-3, "above .15 whatever is estimated");
        assert!((floor(&[-2.0, -1.2, -0.4, 0.4, 1.2, 2.0]) - 0.140).abs() < 1e-3);
        let mut random = Pcg64Mcg::seed_from_u64(33);
        let (mut squares, steps) = (0.0, [-1.2, -0.4, 0.4, 1.2]);
        for seed in 0..12 {
            let truth = severities(&mut random);
            let ratings = simulated_on(&steps, &truth, 40, |_, _| true, seed);
            let fitted = fit(&ratings, FacetOptions { categories: 5, ..OPTIONS }).unwrap();
            for (rater, truth) in fitted.raters.iter().zip(&truth) {
                squares += (rater.severity - truth).powi(2) / 96.0;
            }
        }
        println!("rmse {:.3} on a scale of five, floor {:.3}", squares.sqrt(), floor(&steps));
        assert!(squares.sqrt() < 1.15 * floor(&steps), "{}", squares.sqrt());
    }

    #[test]
    fn an_inconsistent_rater_stands_out() {
        let mut ratings = simulated(&[0.0; 6], 150, |_, _| true, 5);
        for (index, rating) in ratings.iter_mut().filter(|rating| rating.rater == 2).enumerate() {
            rating.category = index * 3 % 7;
        }
        let fitted = fit(&ratings, OPTIONS).unwrap();
        assert!(fitted.raters[2].infit > 1.5 && fitted.raters[2].outfit > 1.5);
        assert!(fitted.raters.iter().enumerate().all(|(r, report)| r == 2 || report.infit < 1.2));
    }

    #[test]
    fn severity_is_taken_out_of_abilities() {
        // Persons 0 to 59 meet the severe pair, the others the lenient pair; rater 2 sees all and links them.
        let truth = [1.0, 1.0, 0.0, -1.0, -1.0];
        let rates = |person: usize, rater: usize| rater == 2 || (rater < 2) == (person < 60);
        let fitted = fit(&simulated(&truth, 120, rates, 8), OPTIONS).unwrap();
        let mean = |persons: &[(f64, f64)]| persons.iter().map(|(ability, _)| ability).sum::<f64>() / 60.0;
        assert!((mean(&fitted.abilities[..60]) - mean(&fitted.abilities[60..])).abs() < 0.45);
        assert!(fitted.raters[0].severity > 0.5 && fitted.raters[4].severity < -0.5);
    }

    #[test]
    fn raters_that_share_nothing_are_not_compared() {
        let ratings = simulated(&[0.0; 4], 40, |person, rater| (rater < 2) == (person % 2 == 0), 1);
        let groups = vec![vec![1, 2], vec![3, 4]];
        assert_eq!(fit(&ratings, OPTIONS), Err(FacetError::Disconnected { groups }));
        let mut linked = ratings;
        linked.push(Rating { person: 0, task: 0, rater: 3, category: 2 });
        assert_eq!(connected(&linked).len(), 1);
    }

    #[test]
    fn raters_who_keep_to_their_own_task_cannot_be_told_from_it() {
        // Both persons meet both raters, but each rater sees one task only.
        let rating = |person, rater| Rating { person, task: rater, rater, category: person % 3 };
        let ratings: Vec<Rating> =
            (0..20).flat_map(|person| [rating(person, 0), rating(person, 1)]).collect();
        assert_eq!(fit(&ratings, OPTIONS), Err(FacetError::Confounded));
    }

    #[test]
    fn nothing_and_nonsense_are_refused() {
        assert_eq!(fit(&[], OPTIONS), Err(FacetError::Empty));
        let rating = Rating { person: 0, task: 0, rater: 0, category: 9 };
        assert!(matches!(fit(&[rating], OPTIONS), Err(FacetError::NoSuchCategory { number: 1, .. })));
    }

    #[test]
    fn ratings_that_never_vary_stay_finite() {
        let rating = |person, rater| Rating { person, task: 0, rater, category: 4 };
        let ratings: Vec<Rating> =
            (0..10).flat_map(|person| [rating(person, 0), rating(person, 1)]).collect();
        if let Ok(fitted) = fit(&ratings, OPTIONS) {
            assert!(fitted.raters.iter().all(|rater| rater.severity.is_finite() && rater.infit.is_finite()));
        }
    }
}
