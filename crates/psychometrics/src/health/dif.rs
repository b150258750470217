//! Whether an item treats two groups of equal ability alike (differential item functioning).
//!
//! Mantel & Haenszel (1959), as used by Holland & Thayer (1988): a common odds ratio over ability strata, with the standard error of
//! Robins, Breslow & Greenland (1986) and the classes of Zieky (1993): A negligible, B moderate, C large. Logistic regression
//! (Swaminathan & Rogers 1990): likelihood-ratio tests of a group effect (uniform) and its interaction with ability (non-uniform).
//! Below 200 persons in a group, or without an estimate, the answer is "not testable", never "no difference".

use nalgebra::{DMatrix, DVector};
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Fewer persons than this in a group test nothing.
pub const FEWEST_PER_GROUP: usize = 200;
/// −2.35 ln(odds ratio) is the difference on the delta scale of difficulty (Holland & Thayer 1988).
const DELTA_PER_LOG_ODDS: f64 = -2.35;
const SIGNIFICANT_CHI: f64 = 3.841_458_820_694_124;
const NEWTON_STEPS: usize = 50;

/// One person's answer to the item in question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupedAnswer {
    pub is_focal: bool,
    pub is_right: bool,
    /// What persons are matched on: ability or a score without this item.
    pub matching: f64,
}

/// What can be said of an item and two groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dif {
    /// Too few persons, or no variance: no answer.
    NotTestable {
        reference: usize,
        focal: usize,
    },
    Tested(DifReport),
}

/// The two tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DifReport {
    /// Logarithm of the common odds ratio, reference against focal; positive favours the reference group. In logits.
    pub log_odds_ratio: f64,
    pub standard_error: f64,
    /// Delta scale: negative means harder for the focal group.
    pub delta: f64,
    pub class: DifClass,
    /// p of a group effect, ability held equal.
    pub uniform_p: f64,
    /// p of a group effect that changes with ability.
    pub non_uniform_p: f64,
}

/// Zieky (1993): A |delta| < 1 or not significant; C |delta| >= 1.5 and significantly above 1; B the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifClass {
    Negligible,
    Moderate,
    Large,
}

/// Tests one item.
pub fn test(answers: &[GroupedAnswer]) -> Dif {
    let focal = answers.iter().filter(|answer| answer.is_focal).count();
    let reference = answers.len() - focal;
    let untestable = Dif::NotTestable { reference, focal };
    if reference.min(focal) < FEWEST_PER_GROUP || answers.iter().any(|answer| !answer.matching.is_finite()) {
        return untestable;
    }
    let (Some((log_odds_ratio, standard_error)), Some((uniform_p, non_uniform_p))) =
        (mantel_haenszel(answers), logistic_tests(answers))
    else {
        return untestable;
    };
    let delta = DELTA_PER_LOG_ODDS * log_odds_ratio;
    let class = classify(delta, DELTA_PER_LOG_ODDS.abs() * standard_error);
    Dif::Tested(DifReport { log_odds_ratio, standard_error, delta, class, uniform_p, non_uniform_p })
}

fn classify(delta: f64, error: f64) -> DifClass {
    let is_significant = delta.abs() > SIGNIFICANT_CHI.sqrt() * error;
    let is_above_1 = delta.abs() - 1.0 > 1.645 * error;
    if delta.abs() >= 1.5 && is_above_1 {
        DifClass::Large
    } else if delta.abs() >= 1.0 && is_significant {
        DifClass::Moderate
    } else {
        DifClass::Negligible
    }
}

/// Counts of one stratum: reference right and wrong, focal right and wrong.
#[derive(Clone, Copy, Debug, Default)]
struct Stratum {
    cells: [f64; 4],
}

/// ln of the common odds ratio with its standard error, over strata of nearly equal size.
fn mantel_haenszel(answers: &[GroupedAnswer]) -> Option<(f64, f64)> {
    let (mut r_sum, mut s_sum, mut pr, mut ps_qr, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for Stratum { cells: [a, b, c, d] } in strata(answers) {
        let total = a + b + c + d;
        let (r, s) = (a * d / total, b * c / total);
        let (p, q) = ((a + d) / total, (b + c) / total);
        r_sum += r;
        s_sum += s;
        pr += p * r;
        ps_qr += p * s + q * r;
        qs += q * s;
    }
    if r_sum <= 0.0 || s_sum <= 0.0 {
        return None;
    }
    let variance = pr / (2.0 * r_sum * r_sum) + ps_qr / (2.0 * r_sum * s_sum) + qs / (2.0 * s_sum * s_sum);
    Some(((r_sum / s_sum).ln(), variance.sqrt()))
}

/// About twenty strata along the matching variable; equal values stay together, so that sum scores match exactly.
fn strata(answers: &[GroupedAnswer]) -> Vec<Stratum> {
    let mut sorted = answers.to_vec();
    sorted.sort_by(|left, right| left.matching.total_cmp(&right.matching));
    let least = sorted.len().div_ceil(20);
    let (mut strata, mut current, mut size) = (Vec::new(), Stratum::default(), 0);
    for (index, answer) in sorted.iter().enumerate() {
        let is_new_value = index > 0 && answer.matching > sorted[index - 1].matching;
        if size >= least && is_new_value {
            strata.push(std::mem::take(&mut current));
            size = 0;
        }
        let cell = 2 * usize::from(answer.is_focal) + usize::from(!answer.is_right);
        current.cells[cell] += 1.0;
        size += 1;
    }
    strata.push(current);
    strata
}

/// p of the uniform and of the non-uniform effect, by likelihood ratios of nested logistic regressions.
fn logistic_tests(answers: &[GroupedAnswer]) -> Option<(f64, f64)> {
    let count = f64::from(u32::try_from(answers.len()).ok()?);
    let mean = answers.iter().map(|answer| answer.matching).sum::<f64>() / count;
    let variance = answers.iter().map(|answer| (answer.matching - mean).powi(2)).sum::<f64>() / count;
    let scale = if variance > 0.0 { variance.sqrt() } else { return None };
    let row = |answer: &GroupedAnswer| {
        let (ability, group) = ((answer.matching - mean) / scale, f64::from(u8::from(answer.is_focal)));
        [1.0, ability, group, ability * group]
    };
    let rows: Vec<[f64; 4]> = answers.iter().map(row).collect();
    let right: Vec<f64> = answers.iter().map(|answer| f64::from(u8::from(answer.is_right))).collect();
    let (plain, group) =
        (logistic_log_likelihood(&rows, &right, 2)?, logistic_log_likelihood(&rows, &right, 3)?);
    let interaction = logistic_log_likelihood(&rows, &right, 4)?;
    let chi_squared = ChiSquared::new(1.0).ok()?;
    let p = |gain: f64| 1.0 - chi_squared.cdf((2.0 * gain).max(0.0));
    Some((p(group - plain), p(interaction - group)))
}

/// Maximum of the log-likelihood with the first `size` columns; `None` when it does not exist.
fn logistic_log_likelihood(rows: &[[f64; 4]], right: &[f64], size: usize) -> Option<f64> {
    let mut coefficients = DVector::zeros(size);
    for _ in 0..NEWTON_STEPS {
        let mut gradient = DVector::zeros(size);
        let mut information = DMatrix::zeros(size, size);
        let mut log_likelihood = 0.0;
        for (row, right) in rows.iter().zip(right) {
            let row = DVector::from_column_slice(&row[..size]);
            let logit = coefficients.dot(&row);
            let probability = 1.0 / (1.0 + (-logit).exp());
            log_likelihood += right * logit - logit.max(0.0) - (-logit.abs()).exp().ln_1p();
            gradient.axpy(right - probability, &row, 1.0);
            information.ger(probability * (1.0 - probability), &row, &row, 1.0);
        }
        let step = information.cholesky()?.solve(&gradient);
        if step.amax() < 1e-8 {
            return Some(log_likelihood);
        }
        coefficients += &step * (2.0 / step.amax()).min(1.0);
    }
    None
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::response_model::Item;
    use crate::simulation::{draw_normal, draw_response};

    /// Persons of both groups (the focal one less able), matched on their ability.
    fn answers(count: usize, reference: (f64, f64), focal: (f64, f64), seed: u64) -> Vec<GroupedAnswer> {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let mut answer = |index: usize| {
            let is_focal = index % 2 == 1;
            let (slope, difficulty) = if is_focal { focal } else { reference };
            let ability = draw_normal(if is_focal { -0.5 } else { 0.0 }, 1.0, &mut random);
            let item = Item::two_pl(slope, difficulty).unwrap();
            GroupedAnswer {
                is_focal,
                is_right: draw_response(&item, ability, &mut random) == 1,
                matching: ability,
            }
        };
        (0..count).map(&mut answer).collect()
    }

    fn tested(answers: &[GroupedAnswer]) -> DifReport {
        match test(answers) {
            Dif::Tested(report) => report,
            Dif::NotTestable { .. } => panic!("the groups are large enough"),
        }
    }

    #[test]
    fn a_fair_item_is_negligible_though_the_groups_differ_in_ability() {
        let report = tested(&answers(3_000, (1.0, 0.0), (1.0, 0.0), 1));
        assert_eq!(report.class, DifClass::Negligible);
        assert!(report.log_odds_ratio.abs() < 3.0 * report.standard_error);
        assert!(report.uniform_p > 0.01 && report.non_uniform_p > 0.01);
    }

    #[test]
    fn an_item_that_is_harder_for_one_group_is_large_with_the_right_sign_and_size() {
        let report = tested(&answers(3_000, (1.0, 0.0), (1.0, 0.8), 2));
        assert_eq!(report.class, DifClass::Large);
        assert!((report.log_odds_ratio - 0.8).abs() < 0.2, "{}", report.log_odds_ratio);
        assert!(report.delta < -1.5 && report.uniform_p < 1e-6);
    }

    #[test]
    fn a_difference_that_turns_with_ability_is_found_by_the_second_test() {
        let report = tested(&answers(4_000, (0.5, 0.0), (1.8, 0.0), 3));
        assert!(report.non_uniform_p < 1e-4, "{}", report.non_uniform_p);
    }

    #[test]
    fn small_groups_and_items_without_variance_are_not_testable() {
        let few = answers(398, (1.0, 0.0), (1.0, 0.0), 4);
        assert_eq!(test(&few), Dif::NotTestable { reference: 199, focal: 199 });
        let mut constant = answers(600, (1.0, 0.0), (1.0, 0.0), 5);
        for answer in &mut constant {
            answer.is_right = true;
        }
        assert_eq!(test(&constant), Dif::NotTestable { reference: 300, focal: 300 });
    }
}
