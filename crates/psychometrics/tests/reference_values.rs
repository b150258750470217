//! Published marginal maximum likelihood estimates of classic tables; see `fixtures/psychometrics/PROVENANCE.md`.

#![expect(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops where its data are not as it says")]

mod tables;

use psychometrics::calibration::{Calibration, Em, Model, Options, calibrate, marginal_log_likelihood};
use psychometrics::quadrature::Grid;
use psychometrics::response_model::Item;
use psychometrics::responses::Responses;
use tables::table;

/// Log-likelihoods, and what is published with our convergence. The published parameters stopped a little before the maximum:
/// `the_published_estimates_lie_below_ours` shows by how much, `plain_em_stopped_early_gives_the_published_digits` where.
const TOLERANCE: f64 = 1e-3;
const UNCONVERGED_TOLERANCE: f64 = 3e-3;

const LSAT6: &str = include_str!("../../../fixtures/psychometrics/lsat6.csv");
const LSAT7: &str = include_str!("../../../fixtures/psychometrics/lsat7.csv");
const SAT12: &str = include_str!("../../../fixtures/psychometrics/sat12.csv");
const SCIENCE: &str = include_str!("../../../fixtures/psychometrics/science.csv");

fn fit(responses: &Responses, model: Model) -> Calibration {
    calibrate(responses, &Options::new(model)).unwrap()
}

fn near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= TOLERANCE, "{actual}, published {expected}");
}

fn near_unconverged(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= UNCONVERGED_TOLERANCE, "{actual}, published {expected}");
}

/// Published slopes and difficulties of five 2PL items.
struct Published {
    slopes: [f64; 5],
    difficulties: [f64; 5],
}

const LSAT6_TWO_PL: Published = Published {
    slopes: [0.8251, 0.7231, 0.8900, 0.6887, 0.6576],
    difficulties: [-3.3607, -1.3696, -0.2799, -1.8657, -3.1230],
};
const LSAT7_TWO_PL: Published = Published {
    slopes: [0.9879, 1.0809, 1.7058, 0.7652, 0.7358],
    difficulties: [-1.8787, -0.7475, -1.0577, -0.6351, -2.5204],
};

impl Published {
    fn check(&self, fitted: &Calibration) {
        for (index, fitted) in fitted.items.iter().enumerate() {
            near_unconverged(fitted.item.slope(), self.slopes[index]);
            near_unconverged(fitted.item.thresholds()[0], self.difficulties[index]);
        }
    }

    fn items(&self) -> Vec<Item> {
        self.slopes.iter().zip(self.difficulties).map(|(a, b)| Item::two_pl(*a, b).unwrap()).collect()
    }
}

#[test]
fn lsat6_by_two_pl() {
    let fitted = fit(&table(LSAT6, 0), Model::TwoPl);
    near(fitted.log_likelihood, -2466.653);
    LSAT6_TWO_PL.check(&fitted);
}

#[test]
fn lsat6_by_one_pl_and_rasch_is_one_model_on_two_scales() {
    let one_pl = fit(&table(LSAT6, 0), Model::OnePl);
    near(one_pl.log_likelihood, -2466.938);
    near(one_pl.items[0].item.slope(), 0.7551);
    let rasch = fit(&table(LSAT6, 0), Model::Rasch);
    near(rasch.log_likelihood, -2466.938);
    near(rasch.person_sd, 0.7551);
    assert_eq!((one_pl.parameter_count, rasch.parameter_count), (6, 6));
    for (left, right) in one_pl.items.iter().zip(&rasch.items) {
        assert_eq!(right.item.slope(), 1.0);
        near(left.item.thresholds()[0] * 0.7551, right.item.thresholds()[0]);
    }
}

#[test]
fn lsat7_by_two_pl() {
    let fitted = fit(&table(LSAT7, 0), Model::TwoPl);
    near(fitted.log_likelihood, -2658.805);
    LSAT7_TWO_PL.check(&fitted);
}

#[test]
fn sat12_by_two_pl() {
    near(fit(&table(SAT12, 0), Model::TwoPl).log_likelihood, -9488.955);
}

#[test]
fn science_by_partial_credit_and_graded_response() {
    let partial_credit = fit(&table(SCIENCE, 1), Model::PartialCredit).log_likelihood;
    near_unconverged(partial_credit, -1612.683);
    assert!(partial_credit > -1612.683, "ours is the higher maximum");
    near(fit(&table(SCIENCE, 1), Model::Graded).log_likelihood, -1608.870);
}

#[test]
fn the_published_estimates_lie_below_ours() {
    for (text, published) in [(LSAT6, LSAT6_TWO_PL), (LSAT7, LSAT7_TWO_PL)] {
        let responses = table(text, 0);
        let ours = fit(&responses, Model::TwoPl);
        let theirs = marginal_log_likelihood(&responses, &published.items(), 1.0);
        assert!(theirs < ours.log_likelihood && ours.log_likelihood - theirs < 1e-4);
    }
}

/// Plain EM from the usual start, ended when a step moves no parameter by 1.9e-4, stands where the published digits are.
#[test]
fn plain_em_stopped_early_gives_the_published_digits() {
    for (text, published) in [(LSAT6, LSAT6_TWO_PL), (LSAT7, LSAT7_TWO_PL)] {
        let early = Options { em: Em::Plain, tolerance: 1.9e-4, ..Options::new(Model::TwoPl) };
        for (index, fitted) in calibrate(&table(text, 0), &early).unwrap().items.iter().enumerate() {
            near(fitted.item.slope(), published.slopes[index]);
            near(fitted.item.thresholds()[0], published.difficulties[index]);
        }
    }
}

#[test]
fn plain_em_and_its_acceleration_arrive_at_the_same_maximum() {
    for (text, base, model) in [(LSAT6, 0, Model::TwoPl), (SCIENCE, 1, Model::PartialCredit)] {
        let responses = table(text, base);
        let strict = |em| Options { em, tolerance: 1e-7, ..Options::new(model) };
        let (fast, plain) = (strict(Em::Accelerated), strict(Em::Plain));
        let (fast, plain) = (calibrate(&responses, &fast).unwrap(), calibrate(&responses, &plain).unwrap());
        assert!((fast.log_likelihood - plain.log_likelihood).abs() < 1e-6);
        for (left, right) in fast.items.iter().zip(&plain.items) {
            assert!((left.item.location() - right.item.location()).abs() < 1e-4);
        }
    }
}

#[test]
fn a_finer_and_wider_grid_and_a_stricter_stop_change_nothing_that_is_published() {
    let responses = table(LSAT6, 0);
    let strict = Options {
        tolerance: 1e-9,
        grid: Some(Grid::standard_normal(241, 10.0)),
        ..Options::new(Model::TwoPl)
    };
    let (usual, strict) = (fit(&responses, Model::TwoPl), calibrate(&responses, &strict).unwrap());
    for (usual, strict) in usual.items.iter().zip(&strict.items) {
        assert!((usual.item.slope() - strict.item.slope()).abs() < 1e-4);
        assert!((usual.item.thresholds()[0] - strict.item.thresholds()[0]).abs() < 2e-4);
    }
}

#[test]
fn standard_errors_are_the_inverse_curvature_of_the_marginal_likelihood() {
    // Central second differences of the marginal log-likelihood itself, in slope and difficulty of all five items.
    let responses = table(LSAT7, 0);
    let fitted = calibrate(&responses, &Options { tolerance: 1e-9, ..Options::new(Model::TwoPl) }).unwrap();
    let point: Vec<f64> =
        fitted.items.iter().flat_map(|f| [f.item.slope(), f.item.thresholds()[0]]).collect();
    let at = |moved: &[f64]| {
        let items: Vec<Item> = moved.chunks(2).map(|own| Item::two_pl(own[0], own[1]).unwrap()).collect();
        marginal_log_likelihood(&responses, &items, 1.0)
    };
    let step = 1e-3;
    let mut information = nalgebra::DMatrix::zeros(10, 10);
    for row in 0..10 {
        for column in 0..10 {
            let corner = |left: f64, right: f64| {
                let mut moved = point.clone();
                moved[row] += left * step;
                moved[column] += right * step;
                at(&moved)
            };
            let bend = corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0);
            information[(row, column)] = -bend / (4.0 * step * step);
        }
    }
    let covariance = information.try_inverse().unwrap();
    for (index, fitted) in fitted.items.iter().enumerate() {
        let errors = fitted.errors.as_ref().unwrap();
        assert!((errors.slope - covariance[(2 * index, 2 * index)].sqrt()).abs() < 1e-3);
        let error = covariance[(2 * index + 1, 2 * index + 1)].sqrt();
        assert!((errors.thresholds[0] - error).abs() < 1e-3, "{} {error}", errors.thresholds[0]);
    }
}
