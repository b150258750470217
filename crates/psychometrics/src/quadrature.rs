//! Quadrature: nodes and weights over ability, and over a normal variable.
//!
//! Over ability the nodes are equally spaced: for smooth integrands that vanish at both ends the rectangle rule converges
//! exponentially, with a relative error near exp(−2 π² s² / h²) for a normal of standard deviation s and spacing h (Trefethen & Weideman
//! 2014), and its nodes serve priors and posteriors alike. Gauss–Hermite nodes serve the integral over an item's
//! uncertain parameters (Golub & Welsch 1969).

use nalgebra::{DMatrix, SymmetricEigen};

/// Equally spaced nodes over ability with the standard normal's weight on each.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    nodes: Vec<f64>,
    log_weights: Vec<f64>,
}

impl Grid {
    /// `count` nodes (at least 3, made odd) over `-reach..=reach` standard deviations.
    #[expect(clippy::cast_precision_loss, reason = "a grid has few nodes")]
    pub fn standard_normal(count: usize, reach: f64) -> Self {
        let count = count.max(3) | 1;
        let spacing = 2.0 * reach / (count - 1) as f64;
        let half = (count / 2) as f64;
        let nodes: Vec<f64> = (0..count).map(|index| (index as f64 - half) * spacing).collect();
        let total: f64 = nodes.iter().map(|node| (-0.5 * node * node).exp()).sum();
        let log_weights = nodes.iter().map(|node| -0.5 * node * node - total.ln()).collect();
        Self { nodes, log_weights }
    }

    /// A grid fine enough for posteriors of tests with this many items: spacing about the posterior's standard deviation at most.
    pub fn for_items(item_count: usize) -> Self {
        Self::standard_normal(if item_count <= 200 { 61 } else { 121 }, 6.0)
    }

    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    /// Natural logarithms of the nodes' standard normal weights, which sum to 1.
    pub fn log_weights(&self) -> &[f64] {
        &self.log_weights
    }

    /// Distance between neighbours.
    pub fn spacing(&self) -> f64 {
        self.nodes[1] - self.nodes[0]
    }
}

/// Nodes and weights for the expectation over a standard normal variable: exact for polynomials up to degree 2 `count` − 1.
/// Eigenvalues of the Jacobi matrix of the probabilists' Hermite polynomials; Golub & Welsch (1969).
#[expect(clippy::cast_precision_loss, reason = "few nodes")]
pub fn gauss_hermite(count: usize) -> Vec<(f64, f64)> {
    let jacobi = DMatrix::from_fn(count, count, |row, column| {
        if row.abs_diff(column) == 1 { (row.max(column) as f64).sqrt() } else { 0.0 }
    });
    let eigen = SymmetricEigen::new(jacobi);
    let mut rule: Vec<(f64, f64)> =
        (0..count).map(|index| (eigen.eigenvalues[index], eigen.eigenvectors[(0, index)].powi(2))).collect();
    rule.sort_by(|left, right| left.0.total_cmp(&right.0));
    rule
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_has_the_normals_moments() {
        let grid = Grid::standard_normal(61, 6.0);
        let moment = |power: i32| -> f64 {
            grid.nodes().iter().zip(grid.log_weights()).map(|(x, w)| x.powi(power) * w.exp()).sum()
        };
        assert!((moment(0) - 1.0).abs() < 1e-12);
        assert!(moment(1).abs() < 1e-12);
        assert!((moment(2) - 1.0).abs() < 1e-6);
        assert!((moment(4) - 3.0).abs() < 1e-4);
    }

    #[test]
    fn gauss_hermite_is_exact_for_polynomials() {
        let rule = gauss_hermite(5);
        let moment = |power: i32| -> f64 { rule.iter().map(|(x, w)| x.powi(power) * w).sum() };
        for (power, expected) in [(0, 1.0), (1, 0.0), (2, 1.0), (4, 3.0), (6, 15.0), (8, 105.0)] {
            assert!((moment(power) - expected).abs() < 1e-10, "power {power}");
        }
    }
}
