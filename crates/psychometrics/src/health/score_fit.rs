//! Fit of items over total scores: S-X² of Orlando & Thissen (2000), for several categories as Kang & Chen (2008).
//!
//! Persons who answered everything are grouped by total score. In each group the observed share of each category is held against
//! E(z | score s) = ∫ P(z | θ) f(s − z without the item | θ) φ dθ / ∫ f(s | θ) φ dθ, with score distributions f by the recursion of
//! Lord & Wingersky (1984). S-X² = Σ N_s (O − E)² / E over groups and categories, chi-squared under the model. Groups are
//! merged with their neighbour until each expected count is at least 1.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::quadrature::Grid;
use crate::response_model::Item;
use crate::responses::Responses;

/// Expected persons in a cell below which a chi-squared distribution is no approximation.
const FEWEST_EXPECTED: f64 = 1.0;
/// Above this many items the recursion, one for each item left out, takes longer than its answer is worth.
const MOST_ITEMS: usize = 250;

/// Fit of one item over total scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreFit {
    pub statistic: f64,
    pub freedom: usize,
    /// P(a statistic at least this large | the model is true).
    pub p: f64,
    /// Persons who answered everything.
    pub persons: f64,
}

/// Fit of each item; `parameters` says how many parameters of an item were estimated. `None` where too few persons answered everything, and
/// for all items of tests with more than 250.
pub fn score_fit(
    responses: &Responses,
    items: &[Item],
    person_sd: f64,
    parameters: impl Fn(&Item) -> usize,
) -> Vec<Option<ScoreFit>> {
    if items.len() < 2 || items.len() > MOST_ITEMS {
        return vec![None; items.len()];
    }
    let grid = Grid::for_items(items.len());
    let at = |item: &Item| -> Vec<Vec<f64>> {
        grid.nodes().iter().map(|node| item.probabilities(person_sd * node)).collect()
    };
    let probabilities: Vec<Vec<Vec<f64>>> = items.iter().map(at).collect();
    let weights: Vec<f64> = grid.log_weights().iter().map(|weight| weight.exp()).collect();
    let fit = |item: usize| {
        let expected = expected_shares(&probabilities, &weights, item);
        let observed = observed_counts(responses, items, item);
        compare(&observed, &expected, parameters(&items[item]))
    };
    (0..items.len()).map(fit).collect()
}

/// Per total score: the probability of each of the item's categories, jointly with the score.
fn expected_shares(probabilities: &[Vec<Vec<f64>>], weights: &[f64], item: usize) -> Vec<Vec<f64>> {
    let highest: usize = probabilities.iter().map(|nodes| nodes[0].len() - 1).sum();
    let categories = probabilities[item][0].len();
    let mut joint = vec![vec![0.0; categories]; highest + 1];
    for (node, weight) in weights.iter().enumerate() {
        let others = probabilities.iter().enumerate().filter(|(other, _)| *other != item);
        let rest = score_distribution(others.map(|(_, nodes)| nodes[node].as_slice()));
        for (score, chance) in rest.iter().enumerate() {
            for (category, own) in probabilities[item][node].iter().enumerate() {
                joint[score + category][category] += weight * chance * own;
            }
        }
    }
    joint
}

/// Lord & Wingersky (1984): the distribution of the total score, item by item.
fn score_distribution<'a>(items: impl Iterator<Item = &'a [f64]>) -> Vec<f64> {
    let mut known = vec![1.0];
    for own in items {
        let mut next = vec![0.0; known.len() + own.len() - 1];
        for (score, chance) in known.iter().enumerate() {
            for (category, probability) in own.iter().enumerate() {
                next[score + category] += chance * probability;
            }
        }
        known = next;
    }
    known
}

/// Persons by total score and category of the item, among those who answered everything.
fn observed_counts(responses: &Responses, items: &[Item], item: usize) -> Vec<Vec<f64>> {
    let highest: usize = items.iter().map(|item| item.category_count() - 1).sum();
    let mut counts = vec![vec![0.0; items[item].category_count()]; highest + 1];
    for pattern in 0..responses.pattern_count() {
        let Some(row) = responses.pattern(pattern).collect::<Option<Vec<usize>>>() else { continue };
        counts[row.iter().sum::<usize>()][row[item]] += responses.weight(pattern);
    }
    counts
}

fn compare(observed: &[Vec<f64>], joint: &[Vec<f64>], parameters: usize) -> Option<ScoreFit> {
    let categories = joint[0].len();
    let mut groups: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    let (mut own_observed, mut own_expected) = (vec![0.0; categories], vec![0.0; categories]);
    // The lowest and the highest score say nothing: everybody there is in the same category.
    for score in 1..observed.len() - 1 {
        let persons: f64 = observed[score].iter().sum();
        let total: f64 = joint[score].iter().sum();
        for category in 0..categories {
            own_observed[category] += observed[score][category];
            own_expected[category] += persons * joint[score][category] / total.max(1e-300);
        }
        if own_expected.iter().all(|count| *count >= FEWEST_EXPECTED) {
            groups.push((own_observed, own_expected));
            (own_observed, own_expected) = (vec![0.0; categories], vec![0.0; categories]);
        }
    }
    if let Some((last_observed, last_expected)) = groups.last_mut() {
        for category in 0..categories {
            last_observed[category] += own_observed[category];
            last_expected[category] += own_expected[category];
        }
    }
    let freedom = (groups.len() * (categories - 1)).checked_sub(parameters).filter(|freedom| *freedom > 0)?;
    let cells = groups.iter().flat_map(|(observed, expected)| observed.iter().zip(expected));
    let statistic: f64 = cells.map(|(observed, expected)| (observed - expected).powi(2) / expected).sum();
    let distribution = ChiSquared::new(f64::from(u32::try_from(freedom).ok()?)).ok()?;
    let persons = observed.iter().flatten().sum();
    Some(ScoreFit { statistic, freedom, p: distribution.sf(statistic), persons })
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::simulation::{draw_normal, draw_rows};

    fn items(random: &mut Pcg64Mcg) -> Vec<Item> {
        let mut items: Vec<Item> = (0..14)
            .map(|index| {
                Item::two_pl(draw_normal(0.0, 0.2, random).exp(), f64::from(index - 7) / 4.0).unwrap()
            })
            .collect();
        items.push(Item::partial_credit(1.0, vec![-0.5, 0.6]).unwrap());
        items
    }

    fn fits(items: &[Item], truth: &[Item], random: &mut Pcg64Mcg) -> Vec<Option<ScoreFit>> {
        let abilities: Vec<f64> = (0..1_500).map(|_| draw_normal(0.0, 1.0, random)).collect();
        let rows = draw_rows(truth, &abilities, random);
        // The items' true parameters are known here, none was estimated.
        score_fit(&Responses::from_rows(&rows).unwrap(), items, 1.0, |_| 0)
    }

    #[test]
    fn the_recursion_is_the_distribution_of_the_sum() {
        let distribution = score_distribution([[0.4, 0.6].as_slice(), &[0.2, 0.3, 0.5]].into_iter());
        for (chance, expected) in distribution.iter().zip([0.08, 0.24, 0.38, 0.3]) {
            assert!((chance - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn items_that_follow_their_model_are_rejected_as_often_as_chance_says() {
        let mut random = Pcg64Mcg::seed_from_u64(31);
        let items = items(&mut random);
        let mut p_values = Vec::new();
        for _ in 0..20 {
            p_values.extend(fits(&items, &items, &mut random).into_iter().map(|fit| fit.unwrap().p));
        }
        let below = |level: f64| p_values.iter().filter(|p| **p < level).count();
        assert_eq!(p_values.len(), 300);
        assert!((5..=27).contains(&below(0.05)), "{}", below(0.05));
        assert!((120..=180).contains(&below(0.5)), "{}", below(0.5));
    }

    #[test]
    fn an_item_that_can_be_guessed_does_not_fit_a_model_that_cannot() {
        let mut random = Pcg64Mcg::seed_from_u64(32);
        let items = items(&mut random);
        let mut truth = items.clone();
        truth[9] = Item::three_pl(1.5, 0.5, 0.35).unwrap();
        assert!(fits(&items, &truth, &mut random)[9].unwrap().p < 1e-6);
    }

    #[test]
    fn too_few_persons_have_no_answer() {
        let items = vec![Item::rasch(0.0).unwrap(); 3];
        let some = Responses::from_rows(&[vec![Some(1), Some(0), None], vec![Some(1), Some(0), Some(0)]]);
        assert_eq!(score_fit(&some.unwrap(), &items, 1.0, |_| 1), vec![None; 3]);
    }
}
