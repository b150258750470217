//! Anderson acceleration of a fixed-point map (Anderson 1965; Walker & Ni 2011), here of EM as in
//! Henderson & Varadhan (2019): the next point is the combination of the last few maps whose residuals cancel best. The caller
//! watches the likelihood and falls back to the plain EM point where acceleration went too far.

use nalgebra::{DMatrix, DVector};

/// Differences that are remembered.
const MEMORY: usize = 8;
/// Regularisation of the small least-squares problem, relative to its trace.
const RIDGE: f64 = 1e-12;

/// The memory of past steps.
#[derive(Debug, Default)]
pub(crate) struct Acceleration {
    last: Option<(DVector<f64>, DVector<f64>)>,
    residual_differences: Vec<DVector<f64>>,
    mapped_differences: Vec<DVector<f64>>,
}

impl Acceleration {
    /// Forgets all past steps.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// The next point from the present one and its map.
    pub fn next(&mut self, point: &[f64], mapped: &[f64]) -> Vec<f64> {
        let mapped = DVector::from_column_slice(mapped);
        let residual = &mapped - DVector::from_column_slice(point);
        if let Some((last_residual, last_mapped)) = self.last.take() {
            if self.residual_differences.len() == MEMORY {
                self.residual_differences.remove(0);
                self.mapped_differences.remove(0);
            }
            self.residual_differences.push(&residual - last_residual);
            self.mapped_differences.push(&mapped - last_mapped);
        }
        let next = self.combined(&residual, &mapped).unwrap_or_else(|| mapped.clone());
        self.last = Some((residual, mapped));
        next.as_slice().to_vec()
    }

    fn combined(&self, residual: &DVector<f64>, mapped: &DVector<f64>) -> Option<DVector<f64>> {
        let count = self.residual_differences.len();
        if count == 0 {
            return None;
        }
        let differences = &self.residual_differences;
        let mut normal =
            DMatrix::from_fn(count, count, |row, column| differences[row].dot(&differences[column]));
        let ridge = RIDGE * normal.trace();
        for index in 0..count {
            normal[(index, index)] += ridge;
        }
        let right = DVector::from_fn(count, |row, _| differences[row].dot(residual));
        let share = normal.cholesky()?.solve(&right);
        let mut next = mapped.clone();
        for (share, difference) in share.iter().zip(&self.mapped_differences) {
            next.axpy(-share, difference, 1.0);
        }
        next.iter().all(|value| value.is_finite()).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_linear_map_is_solved_in_as_many_steps_as_it_has_dimensions() {
        let rates = [0.99, 0.9, 0.5];
        let map =
            |x: &[f64]| -> Vec<f64> { x.iter().zip(rates).map(|(x, rate)| rate * x + 1.0 - rate).collect() };
        let mut acceleration = Acceleration::default();
        let mut point = vec![9.0, -4.0, 2.0];
        for _ in 0..5 {
            let mapped = map(&point);
            point = acceleration.next(&point, &mapped);
        }
        assert!(point.iter().all(|x| (x - 1.0).abs() < 1e-6), "{point:?}");
    }
}
