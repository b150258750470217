//! Whether items behave as their model says.
//!
//! Mean squares of residuals (Wright & Masters 1982), taken over each person's posterior so that not knowing abilities doesn't look like
//! misfit; and Yen's (1984) Q3, the correlation of two items' residuals: dependence that the model doesn't know, such as
//! checks inside one task.

use crate::quadrature::Grid;
use crate::response_model::Item;
use crate::response_model::normalised;
use crate::responses::Responses;

/// Fit of one item. Expected values are 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemFit {
    /// Information-weighted mean square: above 1 noisier than the model, below 1 too regular.
    pub infit: f64,
    /// Unweighted mean square: sensitive to single surprising responses.
    pub outfit: f64,
    /// Responses that it rests on.
    pub responses: f64,
}

/// Fit of each item for persons from N(0, `person_sd`²); `None` for an item that nobody answered.
pub fn item_fit(responses: &Responses, items: &[Item], person_sd: f64) -> Vec<Option<ItemFit>> {
    let residuals = Residuals::new(responses, items, person_sd);
    let mut sums = vec![(0.0, 0.0, 0.0, 0.0); items.len()];
    for pattern in 0..responses.pattern_count() {
        let posterior = residuals.posterior(responses, pattern);
        let weight = responses.weight(pattern);
        for (item, category) in responses.pattern(pattern).enumerate() {
            let Some(category) = category else { continue };
            let sum = &mut sums[item];
            for (node, p) in posterior.iter().enumerate() {
                let (mean, variance) = residuals.moments[item][node];
                let square = (number(category) - mean).powi(2);
                sum.0 += weight * p * square;
                sum.1 += weight * p * variance;
                sum.2 += weight * p * square / variance.max(1e-12);
            }
            sum.3 += weight;
        }
    }
    let fit = |(squares, variances, standardised, count): (f64, f64, f64, f64)| {
        (count > 0.0).then(|| ItemFit {
            infit: squares / variances.max(1e-12),
            outfit: standardised / count,
            responses: count,
        })
    };
    sums.into_iter().map(fit).collect()
}

/// Q3 of two items over the persons who answered both; `None` below 20 of them or without variance.
pub fn q3(responses: &Responses, items: &[Item], person_sd: f64, left: usize, right: usize) -> Option<f64> {
    let residuals = Residuals::new(responses, items, person_sd);
    let (mut count, mut sums, mut products) = (0.0, [0.0; 2], [0.0; 3]);
    for pattern in 0..responses.pattern_count() {
        let (Some(x), Some(y)) = (responses.response(pattern, left), responses.response(pattern, right))
        else {
            continue;
        };
        let posterior = residuals.posterior(responses, pattern);
        let expected = |item: usize| -> f64 {
            posterior.iter().zip(&residuals.moments[item]).map(|(p, (mean, _))| p * mean).sum()
        };
        let (x, y) = (number(x) - expected(left), number(y) - expected(right));
        let weight = responses.weight(pattern);
        count += weight;
        sums = [sums[0] + weight * x, sums[1] + weight * y];
        products = [products[0] + weight * x * x, products[1] + weight * x * y, products[2] + weight * y * y];
    }
    let spread = |product: f64, left: f64, right: f64| product / count - left * right / (count * count);
    let (xx, yy) = (spread(products[0], sums[0], sums[0]), spread(products[2], sums[1], sums[1]));
    (count >= 20.0 && xx > 0.0 && yy > 0.0).then(|| spread(products[1], sums[0], sums[1]) / (xx * yy).sqrt())
}

/// Expected score and variance of each item at each node, and what persons' posteriors are made of.
struct Residuals {
    grid: Grid,
    moments: Vec<Vec<(f64, f64)>>,
    logs: Vec<Vec<Vec<f64>>>,
}

impl Residuals {
    fn new(responses: &Responses, items: &[Item], person_sd: f64) -> Self {
        let grid = Grid::for_items(responses.item_count());
        let at = |item: &Item| -> Vec<Vec<f64>> {
            grid.nodes().iter().map(|node| item.probabilities(person_sd * node)).collect()
        };
        let probabilities: Vec<Vec<Vec<f64>>> = items.iter().map(at).collect();
        let moments =
            probabilities.iter().map(|nodes| nodes.iter().map(|own| score_moments(own)).collect()).collect();
        let logs = probabilities
            .into_iter()
            .map(|nodes| nodes.into_iter().map(|own| own.into_iter().map(f64::ln).collect()).collect())
            .collect();
        Self { grid, moments, logs }
    }

    fn posterior(&self, responses: &Responses, pattern: usize) -> Vec<f64> {
        let mut sums = self.grid.log_weights().to_vec();
        for (item, category) in responses.pattern(pattern).enumerate() {
            let Some(category) = category else { continue };
            for (sum, logs) in sums.iter_mut().zip(&self.logs[item]) {
                *sum += logs[category];
            }
        }
        normalised(&sums)
    }
}

fn score_moments(probabilities: &[f64]) -> (f64, f64) {
    let mean: f64 = probabilities.iter().enumerate().map(|(k, p)| number(k) * p).sum();
    let variance = probabilities.iter().enumerate().map(|(k, p)| (number(k) - mean).powi(2) * p).sum();
    (mean, variance)
}

#[expect(clippy::cast_precision_loss, reason = "an item has few categories")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::simulation::{draw_normal, draw_rows};

    fn setting() -> (Vec<Item>, Vec<Vec<Option<u8>>>) {
        let mut random = Pcg64Mcg::seed_from_u64(41);
        let items: Vec<Item> = (0..15).map(|j| Item::two_pl(1.2, f64::from(j - 7) / 4.0).unwrap()).collect();
        let abilities: Vec<f64> = (0..1_500).map(|_| draw_normal(0.0, 1.0, &mut random)).collect();
        let rows = draw_rows(&items, &abilities, &mut random);
        (items, rows)
    }

    #[test]
    fn items_that_follow_the_model_have_mean_squares_near_1_and_a_coin_does_not() {
        let (items, mut rows) = setting();
        for (index, row) in rows.iter_mut().enumerate() {
            row[7] = Some(u8::from(index % 2 == 0));
        }
        let fit = item_fit(&Responses::from_rows(&rows).unwrap(), &items, 1.0);
        for (item, fit) in fit.iter().enumerate() {
            let fit = fit.unwrap();
            assert!(item == 7 || (fit.infit - 1.0).abs() < 0.08, "{item}: {}", fit.infit);
        }
        assert!(fit[7].unwrap().infit > 1.15 && fit[7].unwrap().outfit > 1.15);
    }

    #[test]
    fn two_items_that_hang_together_beyond_ability_show_in_q3() {
        let (items, mut rows) = setting();
        for row in rows.iter_mut().step_by(2) {
            row[8] = row[7];
        }
        let responses = Responses::from_rows(&rows).unwrap();
        assert!(q3(&responses, &items, 1.0, 7, 8).unwrap() > 0.2);
        assert!(q3(&responses, &items, 1.0, 2, 3).unwrap().abs() < 0.12);
    }

    #[test]
    fn an_item_without_responses_has_no_fit() {
        let items = vec![Item::rasch(0.0).unwrap(); 2];
        let responses = Responses::from_rows(&[vec![Some(1), None]]).unwrap();
        assert_eq!(item_fit(&responses, &items, 1.0)[1], None);
        assert_eq!(q3(&responses, &items, 1.0, 0, 1), None);
    }
}
