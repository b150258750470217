//! What is known of an ability: probabilities over equally spaced nodes, and what follows from them.

use statrs::distribution::{ContinuousCDF, Normal};

/// Probabilities over equally spaced nodes of ability, in logits. Between nodes the distribution is taken as linear in its
/// cumulative form; means and deviations are sums over nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    nodes: Vec<f64>,
    probabilities: Vec<f64>,
}

/// An interval that holds the ability with probability `level`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
    pub level: f64,
}

impl Posterior {
    /// Normalises log-weights over equally spaced nodes (at least two).
    pub fn from_log_weights(nodes: &[f64], log_weights: &[f64]) -> Self {
        let largest = log_weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = log_weights.iter().map(|weight| (weight - largest).exp()).collect();
        let total: f64 = weights.iter().sum();
        let probabilities = weights.into_iter().map(|weight| weight / total).collect();
        Self { nodes: nodes.to_vec(), probabilities }
    }

    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    fn spacing(&self) -> f64 {
        self.nodes[1] - self.nodes[0]
    }

    /// Expectation of a function of ability.
    pub fn expectation(&self, function: impl Fn(f64) -> f64) -> f64 {
        self.nodes.iter().zip(&self.probabilities).map(|(node, p)| p * function(*node)).sum()
    }

    pub fn mean(&self) -> f64 {
        self.expectation(|node| node)
    }

    /// Standard deviation, in logits. Never below a tenth of the nodes' spacing: finer than the nodes nothing is known.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        self.expectation(|node| (node - mean).powi(2)).sqrt().max(0.1 * self.spacing())
    }

    /// The ability below which `share` of the probability lies.
    pub fn quantile(&self, share: f64) -> f64 {
        let half = 0.5 * self.spacing();
        let mut below = 0.0;
        for (node, probability) in self.nodes.iter().zip(&self.probabilities) {
            if below + probability >= share && *probability > 0.0 {
                return node - half + 2.0 * half * (share - below) / probability;
            }
            below += probability;
        }
        self.nodes[self.nodes.len() - 1] + half
    }

    /// Central interval: as much probability below as above it.
    pub fn interval(&self, level: f64) -> Interval {
        let tail = 0.5 * (1.0 - level);
        Interval { low: self.quantile(tail), high: self.quantile(1.0 - tail), level }
    }

    /// P(ability > `cut`) where the cut itself is normal with standard deviation `cut_sd` (0: exactly known), in logits.
    pub fn probability_above(&self, cut: f64, cut_sd: f64) -> f64 {
        // Within a node's cell the ability is spread evenly; its variance joins the cut's.
        let spread = (cut_sd * cut_sd + self.spacing().powi(2) / 12.0).sqrt();
        let normal = Normal::standard();
        self.expectation(|node| normal.cdf((node - cut) / spread)).clamp(0.0, 1.0)
    }

    /// The distribution of ability plus independent normal noise of this standard deviation: for what the responses cannot show.
    #[must_use]
    pub fn widened(&self, sd: f64) -> Self {
        if sd <= 0.0 {
            return self.clone();
        }
        let kernel = |distance: f64| (-0.5 * (distance / sd).powi(2)).exp();
        let weights = self.nodes.iter().map(|target| {
            self.nodes.iter().zip(&self.probabilities).map(|(node, p)| p * kernel(target - node)).sum::<f64>()
        });
        let log_weights: Vec<f64> = weights.map(|weight: f64| weight.max(1e-300).ln()).collect();
        Self::from_log_weights(&self.nodes, &log_weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(mean: f64, sd: f64) -> Posterior {
        let nodes: Vec<f64> = (-60..=60).map(|step| f64::from(step) / 10.0).collect();
        let logs: Vec<f64> = nodes.iter().map(|node| -0.5 * ((node - mean) / sd).powi(2)).collect();
        Posterior::from_log_weights(&nodes, &logs)
    }

    #[test]
    fn a_normal_posterior_has_the_normals_mean_deviation_and_quantiles() {
        let posterior = normal(0.73, 0.4);
        assert!((posterior.mean() - 0.73).abs() < 1e-9);
        assert!((posterior.sd() - 0.4).abs() < 1e-9);
        let interval = posterior.interval(0.9);
        assert!((interval.low - (0.73 - 1.6449 * 0.4)).abs() < 0.01);
        assert!((interval.high - (0.73 + 1.6449 * 0.4)).abs() < 0.01);
    }

    #[test]
    fn the_probability_above_a_cut_is_the_normals_and_the_cuts_error_pulls_it_to_a_half() {
        let posterior = normal(0.5, 0.5);
        assert!((posterior.probability_above(0.0, 0.0) - 0.8413).abs() < 0.002);
        let uncertain = posterior.probability_above(0.0, 0.5);
        assert!((uncertain - 0.7602).abs() < 0.002, "{uncertain}");
    }

    #[test]
    fn widening_adds_variances() {
        assert!((normal(0.0, 0.3).widened(0.4).sd() - 0.5).abs() < 1e-3);
        assert_eq!(normal(0.0, 0.3).widened(0.0), normal(0.0, 0.3));
    }

    #[test]
    fn the_deviation_never_collapses_to_nothing() {
        assert!(normal(0.0, 1e-6).sd() > 0.0);
    }
}
