//! Ability from responses: EAP (expected a posteriori), MAP (maximum a posteriori) and WLE (weighted likelihood), each with
//! its standard error.
//!
//! EAP: Bock & Mislevy (1982), the mean and deviation of the posterior, with uncertain items and an uncertain scale integrated.
//! MAP: the posterior's mode; Samejima (1969). WLE: Warm (1989), and for several categories Samejima (1998): the root of
//! l'(θ) + J(θ) / (2 I(θ)) with J = Σ P' P'' / P; it needs no prior and stays finite for all-right and all-wrong responses.

use thiserror::Error;

use crate::posterior::Posterior;
use crate::quadrature::{Grid, gauss_hermite};
use crate::response_model::Item;
use crate::uncertain_item::Curves;

/// Abilities are looked for within this many logits of the scale's origin.
const REACH: f64 = 12.0;
const SCAN_STEPS: u32 = 60;

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AbilityError {
    #[error("there are no responses to estimate from")]
    NoResponses,
    #[error("the responses don't bound the ability: use EAP, which has a prior")]
    Unbounded,
    #[error("response {number} is in category {category}, its item has {count}")]
    NoSuchCategory { number: usize, category: usize, count: usize },
}

/// A normal prior on ability, in logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AbilityPrior {
    pub mean: f64,
    pub sd: f64,
}

impl AbilityPrior {
    /// For a person of the population that calibrated the bank.
    pub const STANDARD: Self = Self { mean: 0.0, sd: 1.0 };
    /// For a person of whom it isn't known that they belong to that population: costs a matching person next to nothing, and lets the
    /// responses speak where the population differs (`docs/PSYCHOMETRICS.md`, replay).
    pub const WIDE: Self = Self { mean: 0.0, sd: 2.0 };
}

/// How well the bank's scale is tied to the scale of the calibrating population: an error that all items share. If θ is a
/// person's ability, the items behave as at e^s θ + m with m ~ N(0, `shift_sd`²), s ~ N(0, `log_unit_sd`²).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Link {
    pub shift_sd: f64,
    pub log_unit_sd: f64,
}

/// A point with its standard error, in logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub ability: f64,
    pub standard_error: f64,
}

/// The nodes on which abilities are scored: −6 to 6 logits by a tenth.
pub fn scoring_nodes() -> Vec<f64> {
    Grid::standard_normal(121, 6.0).nodes().to_vec()
}

/// The posterior over `nodes` after responses (curves over the same nodes, category).
pub fn posterior(
    prior: AbilityPrior,
    link: Link,
    nodes: &[f64],
    responses: &[(&Curves, usize)],
) -> Result<Posterior, AbilityError> {
    let mut log_likelihood = vec![0.0; nodes.len()];
    for (index, (curves, category)) in responses.iter().enumerate() {
        check_category(index, *category, curves.category_count())?;
        for (sum, log) in log_likelihood.iter_mut().zip(curves.log_probabilities(*category)) {
            *sum += log;
        }
    }
    if !responses.is_empty() {
        log_likelihood = over_link(link, nodes, &log_likelihood);
    }
    let prior_log = |node: &f64| -0.5 * ((node - prior.mean) / prior.sd).powi(2);
    let log_weights: Vec<f64> =
        nodes.iter().zip(&log_likelihood).map(|(node, log)| prior_log(node) + log).collect();
    Ok(Posterior::from_log_weights(nodes, &log_weights))
}

fn check_category(index: usize, category: usize, count: usize) -> Result<(), AbilityError> {
    if category < count {
        return Ok(());
    }
    Err(AbilityError::NoSuchCategory { number: index + 1, category, count })
}

/// ln ∫ L(e^s θ + m) p(m) p(s): the likelihood with the scale's own error integrated out.
fn over_link(link: Link, nodes: &[f64], log_likelihood: &[f64]) -> Vec<f64> {
    if link.shift_sd == 0.0 && link.log_unit_sd == 0.0 {
        return log_likelihood.to_vec();
    }
    let largest = log_likelihood.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (shifts, units) = (gauss_hermite(7), gauss_hermite(5));
    let integrate = |node: &f64| {
        let mut sum = 0.0;
        for (shift, shift_weight) in &shifts {
            for (unit, unit_weight) in &units {
                let place = (link.log_unit_sd * unit).exp() * node + link.shift_sd * shift;
                sum +=
                    shift_weight * unit_weight * (interpolated(nodes, log_likelihood, place) - largest).exp();
            }
        }
        sum.max(1e-300).ln()
    };
    nodes.iter().map(integrate).collect()
}

/// Linear between nodes, continued along the outermost slopes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the nodes' indices")]
fn interpolated(nodes: &[f64], values: &[f64], place: f64) -> f64 {
    let spacing = nodes[1] - nodes[0];
    let position = (place - nodes[0]) / spacing;
    let index = (position.max(0.0) as usize).min(nodes.len() - 2);
    let share = (place - nodes[index]) / spacing;
    values[index] + share * (values[index + 1] - values[index])
}

/// The posterior's mean and deviation.
pub fn eap(posterior: &Posterior) -> Estimate {
    Estimate { ability: posterior.mean(), standard_error: posterior.sd() }
}

/// The posterior's mode, items taken as known; the standard error is (I(θ) + 1/sd²)^−½.
pub fn map(prior: AbilityPrior, responses: &[(&Item, usize)]) -> Result<Estimate, AbilityError> {
    check_items(responses)?;
    let precision = prior.sd.powi(-2);
    let gradient = |theta: f64| score(responses, theta) - precision * (theta - prior.mean);
    let height =
        |theta: f64| log_likelihood(responses, theta) - 0.5 * precision * (theta - prior.mean).powi(2);
    let ability = highest_root(gradient, height).ok_or(AbilityError::Unbounded)?;
    let information = information(responses, ability) + precision;
    Ok(Estimate { ability, standard_error: information.sqrt().recip() })
}

/// Warm's weighted likelihood estimate; the standard error is I(θ)^−½.
pub fn wle(responses: &[(&Item, usize)]) -> Result<Estimate, AbilityError> {
    check_items(responses)?;
    if responses.is_empty() {
        return Err(AbilityError::NoResponses);
    }
    let gradient = |theta: f64| score(responses, theta) + 0.5 * bias_weight(responses, theta);
    let height = |theta: f64| log_likelihood(responses, theta) + 0.5 * information(responses, theta).ln();
    let ability = highest_root(gradient, height).ok_or(AbilityError::Unbounded)?;
    Ok(Estimate { ability, standard_error: information(responses, ability).sqrt().recip() })
}

fn check_items(responses: &[(&Item, usize)]) -> Result<(), AbilityError> {
    let mut each = responses.iter().enumerate();
    each.try_for_each(|(index, (item, category))| check_category(index, *category, item.category_count()))
}

fn log_likelihood(responses: &[(&Item, usize)], theta: f64) -> f64 {
    responses.iter().map(|(item, category)| item.log_likelihood(theta, *category)).sum()
}

fn score(responses: &[(&Item, usize)], theta: f64) -> f64 {
    responses.iter().map(|(item, category)| item.score(theta, *category)).sum()
}

fn information(responses: &[(&Item, usize)], theta: f64) -> f64 {
    responses.iter().map(|(item, _)| item.information(theta)).sum()
}

/// J(θ) / I(θ) of Warm (1989).
fn bias_weight(responses: &[(&Item, usize)], theta: f64) -> f64 {
    let (mut weight, mut information) = (0.0, 0.0);
    for (item, _) in responses {
        for curve in item.curves(theta) {
            weight += curve.slope * curve.bend / curve.probability;
            information += curve.slope * curve.slope / curve.probability;
        }
    }
    weight / information
}

/// Where `gradient` falls through zero; of several such places the one where `height` is largest.
fn highest_root(gradient: impl Fn(f64) -> f64, height: impl Fn(f64) -> f64) -> Option<f64> {
    let place = |step: u32| -REACH + 2.0 * REACH * f64::from(step) / f64::from(SCAN_STEPS);
    let slopes: Vec<f64> = (0..=SCAN_STEPS).map(|step| gradient(place(step))).collect();
    let mut best: Option<(f64, f64)> = None;
    for step in 0..SCAN_STEPS {
        let index = step as usize;
        if slopes[index] >= 0.0 && slopes[index + 1] < 0.0 {
            let root = bisected(&gradient, place(step), place(step + 1));
            let candidate = (height(root), root);
            if best.is_none_or(|known| candidate.0 > known.0) {
                best = Some(candidate);
            }
        }
    }
    best.map(|(_, root)| root)
}

fn bisected(gradient: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if gradient(middle) >= 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The noise between runs of a test taker that does not answer the same way twice (an agent), in logits: the variance of
/// estimates between runs beyond what their standard errors explain, by the method of moments (DerSimonian & Laird 1986, with
/// equal weights). Each inner list holds one taker's runs; takers with one run say nothing. `None` without any rerun.
#[expect(clippy::cast_precision_loss, reason = "a taker has few runs")]
pub fn rerun_sd(takers: &[Vec<Estimate>]) -> Option<f64> {
    let (mut excess, mut freedom) = (0.0, 0.0);
    for runs in takers.iter().filter(|runs| runs.len() > 1) {
        let count = runs.len() as f64;
        let mean = runs.iter().map(|run| run.ability).sum::<f64>() / count;
        let squares: f64 = runs.iter().map(|run| (run.ability - mean).powi(2)).sum();
        let expected = runs.iter().map(|run| run.standard_error.powi(2)).sum::<f64>() / count;
        excess += squares - (count - 1.0) * expected;
        freedom += count - 1.0;
    }
    (freedom > 0.0).then(|| (excess / freedom).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::simulation::{draw_normal, draw_response};
    use crate::uncertain_item::UncertainItem;

    const STANDARD: AbilityPrior = AbilityPrior { mean: 0.0, sd: 1.0 };

    fn bank() -> Vec<Item> {
        let difficulty = |index: i32| f64::from(index - 10) / 5.0;
        (0..20)
            .map(|index| Item::two_pl(1.0 + f64::from(index % 3) / 4.0, difficulty(index)).unwrap())
            .collect()
    }

    fn eap_of(items: &[Item], link: Link, answer: impl Fn(usize) -> usize) -> Estimate {
        let nodes = scoring_nodes();
        let curves: Vec<Curves> = items.iter().map(|item| Curves::of(item, &nodes)).collect();
        let responses: Vec<(&Curves, usize)> =
            curves.iter().enumerate().map(|(index, curves)| (curves, answer(index))).collect();
        eap(&posterior(STANDARD, link, &nodes, &responses).unwrap())
    }

    fn answers(items: &[Item], answer: impl Fn(usize) -> usize) -> Vec<(&Item, usize)> {
        items.iter().enumerate().map(|(index, item)| (item, answer(index))).collect()
    }

    #[test]
    fn no_responses_leave_the_prior() {
        let nothing = eap_of(&[], Link::default(), |_| 0);
        assert!(nothing.ability.abs() < 1e-9 && (nothing.standard_error - 1.0).abs() < 1e-4);
        assert!((map(STANDARD, &[]).unwrap().ability).abs() < 1e-9);
        assert_eq!(wle(&[]), Err(AbilityError::NoResponses));
    }

    #[test]
    fn all_right_and_all_wrong_are_finite_and_opposite() {
        let items = bank();
        for estimate in
            [|a: &[(&Item, usize)]| wle(a).unwrap(), |a: &[(&Item, usize)]| map(STANDARD, a).unwrap()]
        {
            let (wrong, right) = (estimate(&answers(&items, |_| 0)), estimate(&answers(&items, |_| 1)));
            assert!(wrong.ability < -1.0 && right.ability > 1.0, "{wrong:?} {right:?}");
            assert!(wrong.standard_error > 0.2 && right.standard_error > 0.2);
        }
        assert!(eap_of(&items, Link::default(), |_| 1).ability > 1.5);
    }

    #[test]
    fn a_better_answer_never_lowers_the_estimate() {
        let items: Vec<Item> = bank().into_iter().take(6).collect();
        for pattern in 0..64_usize {
            let answer = |bits: usize| move |index: usize| bits >> index & 1;
            for item in (0..6).filter(|item| pattern >> item & 1 == 0) {
                let better = pattern | 1 << item;
                let (low, high) = (answers(&items, answer(pattern)), answers(&items, answer(better)));
                assert!(wle(&low).unwrap().ability < wle(&high).unwrap().ability);
                assert!(map(STANDARD, &low).unwrap().ability < map(STANDARD, &high).unwrap().ability);
            }
        }
    }

    #[test]
    fn wle_is_nearly_unbiased_where_map_shrinks() {
        let items = bank();
        let mut random = Pcg64Mcg::seed_from_u64(5);
        let (mut weighted, mut shrunk) = (0.0, 0.0);
        for _ in 0..2_000 {
            let drawn: Vec<usize> = items.iter().map(|item| draw_response(item, 1.5, &mut random)).collect();
            weighted += wle(&answers(&items, |index| drawn[index])).unwrap().ability / 2_000.0;
            shrunk += map(STANDARD, &answers(&items, |index| drawn[index])).unwrap().ability / 2_000.0;
        }
        assert!((weighted - 1.5).abs() < 0.04, "{weighted}");
        assert!(shrunk < 1.35, "{shrunk}");
    }

    #[test]
    fn polytomous_wle_recovers_and_its_standard_error_is_the_spread() {
        let items: Vec<Item> = (0..12)
            .map(|index| {
                let middle = f64::from(index - 6) / 4.0;
                Item::partial_credit(1.1, vec![middle - 0.7, middle, middle + 0.7]).unwrap()
            })
            .collect();
        let mut random = Pcg64Mcg::seed_from_u64(6);
        let estimates: Vec<Estimate> = (0..1_000)
            .map(|_| {
                let drawn: Vec<usize> =
                    items.iter().map(|item| draw_response(item, -0.4, &mut random)).collect();
                wle(&answers(&items, |index| drawn[index])).unwrap()
            })
            .collect();
        let mean = estimates.iter().map(|e| e.ability).sum::<f64>() / 1_000.0;
        let spread = (estimates.iter().map(|e| (e.ability - mean).powi(2)).sum::<f64>() / 1_000.0).sqrt();
        let claimed = estimates.iter().map(|e| e.standard_error).sum::<f64>() / 1_000.0;
        assert!((mean + 0.4).abs() < 0.03, "{mean}");
        assert!((spread - claimed).abs() < 0.03, "{spread} {claimed}");
    }

    #[test]
    fn uncertain_items_and_an_uncertain_scale_widen_the_error_bar() {
        let nodes = scoring_nodes();
        let items = bank();
        let blurred: Vec<Curves> = items
            .iter()
            .map(|item| {
                UncertainItem::new(item.clone(), nalgebra::DMatrix::identity(2, 2) * 0.25)
                    .unwrap()
                    .curves(&nodes)
            })
            .collect();
        let responses: Vec<(&Curves, usize)> =
            blurred.iter().enumerate().map(|(index, curves)| (curves, index % 2)).collect();
        let sharp = eap_of(&items, Link::default(), |index| index % 2);
        let uncertain = eap(&posterior(STANDARD, Link::default(), &nodes, &responses).unwrap());
        let linked = eap_of(&items, Link { shift_sd: 0.3, log_unit_sd: 0.1 }, |index| index % 2);
        assert!(uncertain.standard_error > 1.02 * sharp.standard_error);
        assert!(linked.standard_error > 1.1 * sharp.standard_error);
    }

    #[test]
    fn a_category_that_an_item_lacks_is_refused() {
        let item = Item::two_pl(1.0, 0.0).unwrap();
        let refusal = AbilityError::NoSuchCategory { number: 1, category: 2, count: 2 };
        assert_eq!(wle(&[(&item, 2)]), Err(refusal));
    }

    #[test]
    fn noise_between_runs_is_what_standard_errors_leave_over() {
        let mut random = Pcg64Mcg::seed_from_u64(9);
        let takers: Vec<Vec<Estimate>> = (0..400)
            .map(|_| {
                let level = draw_normal(0.0, 1.0, &mut random);
                let run = |_| Estimate {
                    ability: draw_normal(level, (0.3_f64.powi(2) + 0.4_f64.powi(2)).sqrt(), &mut random),
                    standard_error: 0.4,
                };
                (0..3).map(run).collect()
            })
            .collect();
        assert!((rerun_sd(&takers).unwrap() - 0.3).abs() < 0.05);
        assert_eq!(rerun_sd(&[vec![takers[0][0]]]), None);
    }
}
