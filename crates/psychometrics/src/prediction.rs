//! What a person would score on items not yet taken: mean and interval of the full score.
//!
//! Given ability, the score on the remaining items has the sum of their means and variances (items independent given ability) and is taken
//! as normal; over the posterior this is a mixture of normals, whose quantiles are found by bisection.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::posterior::{Interval, Posterior};
use crate::uncertain_item::Curves;

/// Posterior probability below which a node is left out.
const FAINT: f64 = 1e-7;

/// A predicted full score, in points (categories counted).
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePrediction {
    pub mean: f64,
    /// Per node of the posterior: its probability, and mean and deviation of the full score there.
    parts: Vec<(f64, f64, f64)>,
    lowest: f64,
    highest: f64,
}

/// Expected score and variance of an item, per node of ability.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemMoments {
    moments: Vec<(f64, f64)>,
    highest: f64,
}

/// What is still to be earned: sums over the items not yet taken, per node.
#[derive(Clone, Debug, PartialEq)]
pub struct RemainingScore {
    moments: Vec<(f64, f64)>,
    highest: f64,
}

impl ItemMoments {
    pub fn of(curves: &Curves) -> Self {
        let nodes = 0..curves.log_probabilities(0).len();
        Self {
            moments: nodes.map(|node| moments_at(curves, node)).collect(),
            highest: number(curves.category_count() - 1),
        }
    }
}

impl RemainingScore {
    /// Nothing left, over this many nodes.
    pub fn nothing(node_count: usize) -> Self {
        Self { moments: vec![(0.0, 0.0); node_count], highest: 0.0 }
    }

    /// Counts an item as not yet taken.
    pub fn add(&mut self, item: &ItemMoments) {
        self.shift(item, 1.0);
    }

    /// Counts an item as taken.
    pub fn remove(&mut self, item: &ItemMoments) {
        self.shift(item, -1.0);
    }

    fn shift(&mut self, item: &ItemMoments, sign: f64) {
        for (sum, own) in self.moments.iter_mut().zip(&item.moments) {
            sum.0 += sign * own.0;
            sum.1 = (sum.1 + sign * own.1).max(0.0);
        }
        self.highest += sign * item.highest;
    }
}

/// Predicts the full score from what was `earned` and what remains over the posterior's nodes.
pub fn predict_score(posterior: &Posterior, earned: f64, remaining: &RemainingScore) -> ScorePrediction {
    let at_nodes = posterior.probabilities().iter().zip(&remaining.moments);
    let parts: Vec<(f64, f64, f64)> = at_nodes
        .filter(|(probability, _)| **probability > FAINT)
        .map(|(probability, (mean, variance))| (*probability, earned + mean, variance.sqrt()))
        .collect();
    let total: f64 = parts.iter().map(|(probability, _, _)| probability).sum();
    let mean = parts.iter().map(|(probability, mean, _)| probability * mean).sum::<f64>() / total;
    ScorePrediction { mean, parts, lowest: earned, highest: earned + remaining.highest }
}

impl ScorePrediction {
    /// Central interval of the full score; scores are whole, so it is half a point wider on both sides and ends at what is possible.
    pub fn interval(&self, level: f64) -> Interval {
        let tail = 0.5 * (1.0 - level);
        Interval {
            low: (self.quantile(tail) - 0.5).max(self.lowest),
            high: (self.quantile(1.0 - tail) + 0.5).min(self.highest),
            level,
        }
    }

    fn quantile(&self, share: f64) -> f64 {
        let (mut low, mut high) = (self.lowest, self.highest);
        for _ in 0..25 {
            let middle = 0.5 * (low + high);
            if self.probability_below(middle) < share { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    fn probability_below(&self, score: f64) -> f64 {
        let normal = Normal::standard();
        let part = |(p, mean, sd): &(f64, f64, f64)| {
            if *sd > 0.0 {
                p * normal.cdf((score - mean) / sd)
            } else {
                p * f64::from(u8::from(score >= *mean))
            }
        };
        self.parts.iter().map(part).sum()
    }
}

fn moments_at(curves: &Curves, node: usize) -> (f64, f64) {
    let (mut mean, mut square) = (0.0, 0.0);
    for category in 0..curves.category_count() {
        let probability = curves.log_probabilities(category)[node].exp();
        mean += number(category) * probability;
        square += number(category).powi(2) * probability;
    }
    (mean, (square - mean * mean).max(0.0))
}

#[expect(clippy::cast_precision_loss, reason = "counts of categories are small")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::ability::{AbilityPrior, Link, posterior, scoring_nodes};
    use crate::response_model::Item;
    use crate::simulation::{draw_normal, draw_response};

    #[test]
    fn nothing_left_to_take_predicts_what_was_earned() {
        let known =
            posterior(AbilityPrior { mean: 0.0, sd: 1.0 }, Link::default(), &scoring_nodes(), &[]).unwrap();
        let prediction = predict_score(&known, 7.0, &RemainingScore::nothing(121));
        let interval = prediction.interval(0.9);
        assert!((prediction.mean - 7.0).abs() < 1e-9 && (interval.high - interval.low).abs() < 1e-9);
    }

    #[test]
    fn intervals_of_the_full_score_hold_it_in_nine_of_ten_cases() {
        let mut random = Pcg64Mcg::seed_from_u64(71);
        let nodes = scoring_nodes();
        let items: Vec<Item> =
            (0..60).map(|_| Item::two_pl(1.2, draw_normal(0.0, 1.0, &mut random)).unwrap()).collect();
        let curves: Vec<Curves> = items.iter().map(|item| Curves::of(item, &nodes)).collect();
        let (mut covered, mut error) = (0.0, 0.0);
        for _ in 0..600 {
            let ability = draw_normal(0.0, 1.0, &mut random);
            let drawn: Vec<usize> =
                items.iter().map(|item| draw_response(item, ability, &mut random)).collect();
            let full = number(drawn.iter().sum());
            let answered: Vec<(&Curves, usize)> =
                (0..10).map(|index| (&curves[index], drawn[index])).collect();
            let known =
                posterior(AbilityPrior { mean: 0.0, sd: 1.0 }, Link::default(), &nodes, &answered).unwrap();
            let mut remaining = RemainingScore::nothing(nodes.len());
            for curves in &curves[10..] {
                remaining.add(&ItemMoments::of(curves));
            }
            let prediction = predict_score(&known, number(drawn[..10].iter().sum()), &remaining);
            let interval = prediction.interval(0.9);
            covered += f64::from(u8::from(interval.low <= full && full <= interval.high)) / 600.0;
            error += (prediction.mean - full).abs() / 600.0;
        }
        assert!((0.87..=0.95).contains(&covered), "{covered}");
        assert!(error < 6.5, "{error}");
    }
}
