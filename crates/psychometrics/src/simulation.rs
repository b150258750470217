//! Simulated persons and responses; the randomness is the caller's.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use crate::response_model::Item;

/// A draw from N(`mean`, `sd`²).
pub fn draw_normal(mean: f64, sd: f64, random: &mut impl Rng) -> f64 {
    let standard: f64 = StandardNormal.sample(random);
    mean + sd * standard
}

/// The category in which a person of this ability answers.
pub fn draw_response(item: &Item, ability: f64, random: &mut impl Rng) -> usize {
    let mut remaining: f64 = random.random();
    let probabilities = item.probabilities(ability);
    for (category, probability) in probabilities.iter().enumerate() {
        remaining -= probability;
        if remaining < 0.0 {
            return category;
        }
    }
    probabilities.len() - 1
}

/// Complete rows: one per ability, one cell per item.
pub fn draw_rows(items: &[Item], abilities: &[f64], random: &mut impl Rng) -> Vec<Vec<Option<u8>>> {
    let mut row = |ability: &f64| {
        let cell = |item| u8::try_from(draw_response(item, *ability, random)).ok();
        items.iter().map(cell).collect()
    };
    abilities.iter().map(&mut row).collect()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;

    #[test]
    fn categories_come_as_often_as_the_model_says() {
        let item = Item::partial_credit(1.2, vec![-0.5, 0.8]).unwrap();
        let mut random = Pcg64Mcg::seed_from_u64(1);
        let mut counts = [0.0; 3];
        for _ in 0..20_000 {
            counts[draw_response(&item, 0.3, &mut random)] += 1.0 / 20_000.0;
        }
        for (share, probability) in counts.iter().zip(item.probabilities(0.3)) {
            assert!((share - probability).abs() < 0.015);
        }
    }
}
