//! A normal regression with an honest residual: parameter_j = x_jᵀ β + u_j, u_j ~ N(0, τ²), where each parameter is known only through an
//! estimate y_j with variance v_j. Empirical Bayes by EM for τ (Morris 1983; Raudenbush & Bryk 1985), a normal
//! prior on β and pseudo-observations on τ², so that few items leave both where the prior put them.

use nalgebra::{DMatrix, DVector};

const ROUNDS: usize = 60;

/// What is believed before responses.
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionPrior {
    /// Means of the coefficients; the first is the intercept.
    pub coefficients: Vec<f64>,
    /// Standard deviations of the coefficients.
    pub coefficient_sds: Vec<f64>,
    /// Standard deviation τ of what the features don't explain.
    pub residual_sd: f64,
    /// How many items the belief in τ is worth.
    pub residual_weight: f64,
}

/// What is believed after responses.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    pub coefficients: DVector<f64>,
    pub covariance: DMatrix<f64>,
    pub residual_sd: f64,
}

/// An item's parameter as the responses alone show it.
#[derive(Clone, Debug)]
pub(super) struct Observation<'a> {
    pub features: &'a [f64],
    pub value: f64,
    pub variance: f64,
}

impl RegressionPrior {
    pub(super) fn belief(&self) -> Regression {
        let variances = self.coefficient_sds.iter().map(|sd| sd * sd);
        Regression {
            coefficients: DVector::from_column_slice(&self.coefficients),
            covariance: DMatrix::from_diagonal(&DVector::from_iterator(self.coefficients.len(), variances)),
            residual_sd: self.residual_sd,
        }
    }

    pub(super) fn updated(&self, observations: &[Observation<'_>]) -> Regression {
        let mut regression = self.belief();
        if observations.is_empty() {
            return regression;
        }
        for _ in 0..ROUNDS {
            let before = regression.residual_sd;
            if let Some(fitted) = self.coefficients_given(before, observations) {
                (regression.coefficients, regression.covariance) = fitted;
            }
            regression.residual_sd = self.residual_given(&regression, observations);
            if (regression.residual_sd - before).abs() < 1e-6 {
                break;
            }
        }
        regression
    }

    /// Generalised least squares with weights 1 / (τ² + v_j) and the prior's precision.
    fn coefficients_given(
        &self,
        residual_sd: f64,
        observations: &[Observation<'_>],
    ) -> Option<(DVector<f64>, DMatrix<f64>)> {
        let prior_precision: Vec<f64> = self.coefficient_sds.iter().map(|sd| sd.powi(-2)).collect();
        let mut precision = DMatrix::from_diagonal(&DVector::from_vec(prior_precision));
        let mut pull = &precision * DVector::from_column_slice(&self.coefficients);
        for observation in observations {
            let features = DVector::from_column_slice(observation.features);
            let weight = 1.0 / (residual_sd * residual_sd + observation.variance);
            pull.axpy(weight * observation.value, &features, 1.0);
            precision.ger(weight, &features, &features, 1.0);
        }
        let covariance = precision.cholesky()?.inverse();
        Some((&covariance * pull, covariance))
    }

    /// One EM step: the mean of E[u_j²] given y_j, with the prior's pseudo-items.
    #[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
    fn residual_given(&self, regression: &Regression, observations: &[Observation<'_>]) -> f64 {
        let variance = regression.residual_sd * regression.residual_sd;
        let square = |observation: &Observation<'_>| {
            let total = variance + observation.variance;
            let deviation = observation.value - regression.mean(observation.features);
            (variance / total * deviation).powi(2) + variance * observation.variance / total
        };
        let sum: f64 = observations.iter().map(square).sum();
        let prior = self.residual_weight * self.residual_sd * self.residual_sd;
        ((prior + sum) / (self.residual_weight + observations.len() as f64)).sqrt()
    }
}

impl Regression {
    /// Expected parameter of an item with these features.
    pub fn mean(&self, features: &[f64]) -> f64 {
        self.coefficients.iter().zip(features).map(|(coefficient, feature)| coefficient * feature).sum()
    }

    /// Variance of that expectation, from the coefficients' uncertainty.
    pub fn mean_variance(&self, features: &[f64]) -> f64 {
        let features = DVector::from_column_slice(features);
        features.dot(&(&self.covariance * &features)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::simulation::draw_normal;

    fn prior() -> RegressionPrior {
        RegressionPrior {
            coefficients: vec![0.0, 1.0],
            coefficient_sds: vec![1.0, 1.0],
            residual_sd: 1.2,
            residual_weight: 10.0,
        }
    }

    #[test]
    fn without_observations_the_prior_stays() {
        assert_eq!(prior().updated(&[]), prior().belief());
    }

    #[test]
    fn many_items_move_coefficients_and_residual_to_the_truth() {
        let mut random = Pcg64Mcg::seed_from_u64(3);
        let data: Vec<([f64; 2], f64)> = (0..600)
            .map(|_| {
                let feature = draw_normal(0.0, 1.0, &mut random);
                let value = 0.3 + 0.8 * feature + draw_normal(0.0, 0.6, &mut random);
                ([1.0, feature], value + draw_normal(0.0, 0.5, &mut random))
            })
            .collect();
        let observations: Vec<Observation<'_>> = data
            .iter()
            .map(|(features, value)| Observation { features, value: *value, variance: 0.25 })
            .collect();
        let fitted = prior().updated(&observations);
        assert!((fitted.coefficients[0] - 0.3).abs() < 0.1 && (fitted.coefficients[1] - 0.8).abs() < 0.1);
        assert!((fitted.residual_sd - 0.6).abs() < 0.08, "{}", fitted.residual_sd);
    }

    #[test]
    fn items_that_say_nothing_change_nothing() {
        let observations = vec![Observation { features: &[1.0, 0.0], value: 5.0, variance: 1e9 }; 50];
        let fitted = prior().updated(&observations);
        assert!(fitted.coefficients[0].abs() < 1e-4 && (fitted.residual_sd - 1.2).abs() < 1e-4);
    }
}
