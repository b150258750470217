//! Data that say too little: a finite answer or a refusal that names the item, never a NaN.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use psychometrics::calibration::{
    Calibration, CalibrationError, Model, Options, Prior, WeakPrior, calibrate,
};
use psychometrics::responses::Responses;

const MODELS: [Model; 6] =
    [Model::Rasch, Model::OnePl, Model::TwoPl, Model::ThreePl, Model::Graded, Model::PartialCredit];

fn responses(text: &str) -> Responses {
    let cell = |letter: char| letter.to_digit(10).map(|digit| u8::try_from(digit).unwrap());
    let rows: Vec<Vec<Option<u8>>> =
        text.split_whitespace().map(|row| row.chars().map(cell).collect()).collect();
    Responses::from_rows(&rows).unwrap()
}

fn flat(text: &str, model: Model) -> Result<Calibration, CalibrationError> {
    calibrate(&responses(text), &Options::new(model))
}

fn with_prior(text: &str, model: Model) -> Result<Calibration, CalibrationError> {
    calibrate(&responses(text), &Options { prior: Prior::Weak(WeakPrior::default()), ..Options::new(model) })
}

fn is_refusal_of_separation(error: &CalibrationError) -> bool {
    matches!(error, CalibrationError::Separated { .. } | CalibrationError::NotConverged { .. })
}

fn assert_finite(fitted: &Calibration) {
    assert!(fitted.log_likelihood.is_finite() && fitted.person_sd.is_finite());
    for fitted in &fitted.items {
        assert!(fitted.item.slope().is_finite() && fitted.item.location().is_finite());
        if let Some(errors) = &fitted.errors {
            assert!(errors.slope.is_finite() && errors.thresholds.iter().all(|error| error.is_finite()));
        }
    }
}

#[test]
fn nothing_at_all_is_refused() {
    for model in MODELS {
        assert_eq!(flat("", model), Err(CalibrationError::Empty));
        assert_eq!(flat("... ...", model), Err(CalibrationError::Empty));
        assert_eq!(with_prior("...", model), Err(CalibrationError::Empty));
    }
}

#[test]
fn columns_without_variance_are_named_and_a_prior_makes_them_finite() {
    let text = "1100 1010 1001 1110 1011 1001 1101 1000";
    for model in MODELS {
        assert_eq!(flat(text, model), Err(CalibrationError::Constant { items: vec![1] }));
        assert_finite(&with_prior(text, model).unwrap());
    }
}

#[test]
fn all_right_and_all_wrong_are_refused_and_a_prior_makes_them_finite() {
    for text in ["111 111 111", "000 000 000"] {
        for model in MODELS {
            assert!(matches!(flat(text, model), Err(CalibrationError::Constant { .. })));
            assert_finite(&with_prior(text, model).unwrap());
        }
    }
}

#[test]
fn one_item_does_not_determine_a_slope() {
    for model in MODELS {
        assert!(matches!(flat("1 0 1 1 0", model), Err(CalibrationError::TooFewItems { .. })));
        assert_finite(&with_prior("1 0 1 1 0", model).unwrap());
    }
}

#[test]
fn an_item_that_nobody_answered_is_named() {
    let text = "10.1 01.0 11.0 00.1 10.0 01.1";
    assert_eq!(flat(text, Model::TwoPl), Err(CalibrationError::NoResponses { items: vec![3] }));
    assert_finite(&with_prior(text, Model::TwoPl).unwrap());
}

#[test]
fn a_category_that_nobody_is_in_is_named() {
    let gap = "020 202 220 002 222 200";
    assert_eq!(flat(gap, Model::Graded), Err(CalibrationError::EmptyCategory { item: 1, category: 1 }));
    for model in [Model::Graded, Model::PartialCredit] {
        assert_finite(&with_prior(gap, model).unwrap());
    }
}

#[test]
fn perfect_separation_is_refused_or_finite_and_a_prior_makes_it_finite() {
    let guttman = "0000 1000 1100 1110 1111 ".repeat(20);
    for model in MODELS {
        match flat(&guttman, model) {
            Ok(fitted) => assert_finite(&fitted),
            Err(error) => assert!(is_refusal_of_separation(&error), "{model:?}: {error}"),
        }
        assert_finite(&with_prior(&guttman, model).unwrap());
    }
}

#[test]
fn two_kinds_of_persons_only_are_refused_or_finite() {
    let text = "1111 0000 ".repeat(30);
    for model in MODELS {
        match flat(&text, model) {
            Ok(fitted) => assert_finite(&fitted),
            Err(error) => assert!(is_refusal_of_separation(&error), "{model:?}: {error}"),
        }
        assert_finite(&with_prior(&text, model).unwrap());
    }
}

#[test]
fn persons_handed_in_twice_count_twice() {
    let once = "1101 0110 1000 0011 1110 0101 1001 0000 1111 0100 1011 0010 ";
    let single = with_prior(once, Model::TwoPl).unwrap();
    let double = with_prior(&once.repeat(2), Model::TwoPl).unwrap();
    assert_finite(&double);
    assert!(
        double.items[0].errors.as_ref().unwrap().thresholds[0]
            < single.items[0].errors.as_ref().unwrap().thresholds[0]
    );
}

#[test]
fn polytomous_items_are_refused_by_two_category_models() {
    let refusal = CalibrationError::NotDichotomous { item: 2, categories: 3 };
    assert_eq!(flat("02 11 10 01", Model::TwoPl), Err(refusal));
}
