//! Decisions against a cut, how often they are right, and which next task would narrow the estimate most.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::ability::Estimate;
use crate::posterior::Posterior;
use crate::uncertain_item::Curves;

/// A cut on the ability scale, itself uncertain, in logits; and how sure a decision must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutScore {
    pub cut: f64,
    /// Standard error of the cut, 0 if it is exactly known.
    pub cut_sd: f64,
    /// Probability from which a decision is made, above ½ (0.95 by default elsewhere).
    pub certainty: f64,
}

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Meets,
    NotYet,
    /// The responses don't decide it.
    Inconclusive,
}

/// A decision with its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// P(ability above the cut), over the posterior and the cut's uncertainty.
    pub probability_meets: f64,
    pub outcome: Outcome,
}

/// Decides against a cut.
pub fn decide(posterior: &Posterior, cut: CutScore) -> Decision {
    let probability_meets = posterior.probability_above(cut.cut, cut.cut_sd);
    let outcome = if probability_meets >= cut.certainty {
        Outcome::Meets
    } else if probability_meets <= 1.0 - cut.certainty {
        Outcome::NotYet
    } else {
        Outcome::Inconclusive
    };
    Decision { probability_meets, outcome }
}

/// How dependable pass/fail by the point estimate is, over a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dependability {
    /// Expected share of persons classified as their true ability would be.
    pub accuracy: f64,
    /// Expected share classified alike by a second, equally precise test.
    pub consistency: f64,
}

/// Rudner (2001, 2005): with an estimate θ̂ ± se, a person's true ability is above the cut with p = Φ((θ̂ − cut) / se).
/// Accuracy is the mean of p on the side of the estimate; consistency the mean of p² + (1 − p)². `None` for an empty group.
#[expect(clippy::cast_precision_loss, reason = "counts of persons are small")]
pub fn dependability(estimates: &[Estimate], cut: f64) -> Option<Dependability> {
    let normal = Normal::standard();
    let count = estimates.len() as f64;
    let above =
        |estimate: &Estimate| normal.cdf((estimate.ability - cut) / estimate.standard_error.max(1e-12));
    let probabilities: Vec<f64> = estimates.iter().map(above).collect();
    let accuracy = probabilities.iter().map(|p| p.max(1.0 - p)).sum::<f64>() / count;
    let consistency = probabilities.iter().map(|p| p * p + (1.0 - p) * (1.0 - p)).sum::<f64>() / count;
    (!estimates.is_empty()).then_some(Dependability { accuracy, consistency })
}

/// What answering a task would do for an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Narrowing {
    /// The candidate's place in the list handed in.
    pub candidate: usize,
    /// Root of the expected posterior variance after the answer, in logits (van der Linden 1998, minimum expected posterior variance).
    pub expected_sd: f64,
    /// Variance that it takes away, per expected minute.
    pub gain_per_minute: f64,
}

/// Candidates (curves over the posterior's nodes, expected minutes) by what they'd narrow per minute, best first.
pub fn narrowing(posterior: &Posterior, candidates: &[(&Curves, f64)]) -> Vec<Narrowing> {
    let variance = posterior.sd().powi(2);
    let narrow = |(candidate, (curves, minutes)): (usize, &(&Curves, f64))| {
        let after = expected_variance(posterior, curves);
        let gain_per_minute = (variance - after) / minutes;
        Narrowing { candidate, expected_sd: after.sqrt(), gain_per_minute }
    };
    let mut all: Vec<Narrowing> = candidates.iter().enumerate().map(narrow).collect();
    all.sort_by(|left, right| right.gain_per_minute.total_cmp(&left.gain_per_minute));
    all
}

/// Σ_k P(k) Var(θ | k).
fn expected_variance(posterior: &Posterior, curves: &Curves) -> f64 {
    (0..curves.category_count())
        .map(|category| {
            let (mut chance, mut first, mut second) = (0.0, 0.0, 0.0);
            let logs = curves.log_probabilities(category);
            for ((node, p), log) in posterior.nodes().iter().zip(posterior.probabilities()).zip(logs) {
                let weight = p * log.exp();
                chance += weight;
                first += weight * node;
                second += weight * node * node;
            }
            if chance > 0.0 { second - first * first / chance } else { 0.0 }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::ability::scoring_nodes;
    use crate::response_model::Item;
    use crate::simulation::draw_normal;

    fn normal(mean: f64, sd: f64) -> Posterior {
        let nodes = scoring_nodes();
        let logs: Vec<f64> = nodes.iter().map(|node| -0.5 * ((node - mean) / sd).powi(2)).collect();
        Posterior::from_log_weights(&nodes, &logs)
    }

    #[test]
    fn a_decision_is_made_only_beyond_its_certainty() {
        let cut = CutScore { cut: 0.0, cut_sd: 0.0, certainty: 0.95 };
        for (mean, expected) in [(1.0, Outcome::Meets), (-1.0, Outcome::NotYet), (0.6, Outcome::Inconclusive)]
        {
            assert_eq!(decide(&normal(mean, 0.5), cut).outcome, expected);
        }
        let uncertain = CutScore { cut_sd: 0.6, ..cut };
        assert_eq!(decide(&normal(1.0, 0.5), uncertain).outcome, Outcome::Inconclusive);
    }

    #[test]
    fn rudners_accuracy_is_the_share_that_truth_confirms() {
        let mut random = Pcg64Mcg::seed_from_u64(4);
        let (mut right, mut alike, mut estimates) = (0.0, 0.0, Vec::new());
        for _ in 0..20_000 {
            let estimate = Estimate { ability: draw_normal(0.0, 1.0, &mut random), standard_error: 0.4 };
            let truth = draw_normal(estimate.ability, 0.4, &mut random);
            let other = draw_normal(estimate.ability, 0.4, &mut random);
            right += f64::from(u8::from((truth > 0.3) == (estimate.ability > 0.3))) / 20_000.0;
            alike += f64::from(u8::from((truth > 0.3) == (other > 0.3))) / 20_000.0;
            estimates.push(estimate);
        }
        let dependability = dependability(&estimates, 0.3).unwrap();
        assert!((dependability.accuracy - right).abs() < 0.01);
        assert!((dependability.consistency - alike).abs() < 0.01);
        assert_eq!(super::dependability(&[], 0.0), None);
    }

    #[test]
    fn the_task_near_the_person_narrows_most_and_a_long_one_less_per_minute() {
        let nodes = scoring_nodes();
        let curves: Vec<Curves> =
            [-2.0, 0.4, 2.5].iter().map(|b| Curves::of(&Item::two_pl(1.5, *b).unwrap(), &nodes)).collect();
        let posterior = normal(0.5, 0.7);
        let list = narrowing(&posterior, &[(&curves[0], 1.0), (&curves[1], 1.0), (&curves[2], 1.0)]);
        assert_eq!(list[0].candidate, 1);
        assert!(list.iter().all(|narrowing| narrowing.expected_sd < 0.7));
        let slow = narrowing(&posterior, &[(&curves[0], 1.0), (&curves[1], 30.0), (&curves[2], 1.0)]);
        assert_eq!(slow[2].candidate, 1);
    }
}
