//! What responses said of one item, apart from any prior: a normal factor in natural parameters.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::calibration::coordinates::NormalPrior;

/// Precision, and precision times mean, over (ln a, b_1..b_K). Zero where nobody has answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    precision: DMatrix<f64>,
    pull: DVector<f64>,
}

impl Evidence {
    pub fn none(categories: usize) -> Self {
        Self { precision: DMatrix::zeros(categories, categories), pull: DVector::zeros(categories) }
    }

    pub fn is_none(&self) -> bool {
        self.precision.amax() == 0.0
    }

    /// Prior times evidence.
    pub fn posterior(&self, prior: &NormalPrior) -> NormalPrior {
        let precision = &prior.precision + &self.precision;
        let pull = &prior.precision * &prior.mean + &self.pull;
        let mean = precision.clone().cholesky().map_or_else(|| prior.mean.clone(), |c| c.solve(&pull));
        NormalPrior { mean, precision }
    }

    /// This evidence and what a batch adds: with the mode and information that the batch gave under `prior` (which holds this evidence).
    /// At the mode the batch's gradient balances the prior's: its factor has precision `information` and pull
    /// `information` · mode + prior precision · (mode − prior mean).
    pub fn with(&self, prior: &NormalPrior, mode: &DVector<f64>, information: &DMatrix<f64>) -> Self {
        let information = without_negative_directions(information);
        let pull = &information * mode + &prior.precision * (mode - &prior.mean);
        Self { precision: &self.precision + information, pull: &self.pull + pull }
    }
}

/// Where a likelihood is not concave at the mode it says nothing: its negative curvature counts as none.
fn without_negative_directions(information: &DMatrix<f64>) -> DMatrix<f64> {
    let mut eigen = SymmetricEigen::new(information.clone());
    eigen.eigenvalues.apply(|value| *value = value.max(0.0));
    eigen.recompose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_times_its_prior_gives_the_mode_back() {
        let prior = NormalPrior {
            mean: DVector::from_vec(vec![0.1, -0.3]),
            precision: DMatrix::identity(2, 2) * 4.0,
        };
        let mode = DVector::from_vec(vec![0.4, 0.6]);
        let information = DMatrix::from_row_slice(2, 2, &[3.0, 0.5, 0.5, 7.0]);
        let posterior = Evidence::none(2).with(&prior, &mode, &information).posterior(&prior);
        assert!((&posterior.mean - mode).amax() < 1e-12);
        assert!((posterior.precision - (information + prior.precision)).amax() < 1e-12);
    }

    #[test]
    fn negative_curvature_is_no_evidence() {
        let prior = NormalPrior { mean: DVector::zeros(2), precision: DMatrix::identity(2, 2) };
        let bent = DMatrix::from_row_slice(2, 2, &[-2.0, 0.0, 0.0, 1.0]);
        let posterior = Evidence::none(2).with(&prior, &DVector::zeros(2), &bent).posterior(&prior);
        assert!(posterior.precision.cholesky().is_some());
    }
}
