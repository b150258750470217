//! Data that determine no estimate are refused before (empty, constant, too few items) or after (perfect separation) the climb.

use super::coordinates::Coordinates;
use super::engine::Engine;
use super::maximisation::{INTERCEPT_LIMIT, SLOPE_LIMIT};
use super::{CalibrationError, Model, Options, Prior};
use crate::responses::Responses;

/// Refuses what cannot have a finite estimate under the options.
pub(super) fn check(responses: &Responses, options: &Options) -> Result<(), CalibrationError> {
    let frequencies: Vec<Vec<f64>> =
        (0..responses.item_count()).map(|item| responses.category_frequencies(item)).collect();
    let answered = |own: &Vec<f64>| own.iter().sum::<f64>() > 0.0;
    if !frequencies.iter().any(answered) {
        return Err(CalibrationError::Empty);
    }
    if !matches!(options.model, Model::Graded | Model::PartialCredit)
        && let Some(index) = frequencies.iter().position(|own| own.len() > 2)
    {
        return Err(CalibrationError::NotDichotomous {
            item: index + 1,
            categories: frequencies[index].len(),
        });
    }
    if matches!(options.prior, Prior::Weak(_)) {
        return Ok(());
    }
    check_columns(&frequencies)?;
    check_item_count(&frequencies, options.model)
}

fn check_columns(frequencies: &[Vec<f64>]) -> Result<(), CalibrationError> {
    let shown = |own: &[f64]| own.iter().filter(|persons| **persons > 0.0).count();
    let with = |count: usize| -> Vec<usize> {
        let matching = frequencies.iter().enumerate().filter(|(_, own)| shown(own) == count);
        matching.map(|(index, _)| index + 1).collect()
    };
    let (silent, constant) = (with(0), with(1));
    if !silent.is_empty() {
        return Err(CalibrationError::NoResponses { items: silent });
    }
    if !constant.is_empty() {
        return Err(CalibrationError::Constant { items: constant });
    }
    for (index, own) in frequencies.iter().enumerate() {
        if let Some(category) = own.iter().position(|persons| *persons == 0.0) {
            return Err(CalibrationError::EmptyCategory { item: index + 1, category });
        }
    }
    Ok(())
}

/// Counts what the margins can determine: with two-category items a common slope needs two items, free slopes three.
fn check_item_count(frequencies: &[Vec<f64>], model: Model) -> Result<(), CalibrationError> {
    let polytomous = frequencies.iter().all(|own| own.len() > 2);
    let needed = match model {
        Model::Rasch | Model::OnePl => 2,
        Model::Graded | Model::PartialCredit if polytomous => 2,
        _ => 3,
    };
    if frequencies.len() < needed {
        return Err(CalibrationError::TooFewItems { needed, found: frequencies.len() });
    }
    Ok(())
}

/// An estimate at the edge of what is representable is no estimate.
pub(super) fn check_bounds(engine: &Engine, parameters: &[f64]) -> Result<(), CalibrationError> {
    const NEAR: f64 = 0.99;
    let slope_limit = match engine.coordinates {
        Coordinates::SlopeIntercept => SLOPE_LIMIT,
        Coordinates::LogSlopeThreshold => SLOPE_LIMIT.ln(),
    };
    for (index, form) in engine.forms.iter().enumerate() {
        let own = form.of(parameters);
        let steps = &own[1..=form.steps];
        if own[0].abs() > NEAR * slope_limit || steps.iter().any(|d| d.abs() > NEAR * INTERCEPT_LIMIT) {
            return Err(CalibrationError::Separated { item: index + 1 });
        }
    }
    Ok(())
}
