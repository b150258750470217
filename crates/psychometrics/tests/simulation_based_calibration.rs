//! Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman 2018): when truth is drawn from the prior, the share of
//! posterior below the truth is uniform. A posterior that claims too much piles up at both ends, a timid one in the middle.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use psychometrics::ability::{AbilityPrior, posterior, scoring_nodes};
use psychometrics::hierarchical::{Bank, BankPrior, TaskFacts};
use psychometrics::response_model::{Item, Shape};
use psychometrics::responses::Responses;
use psychometrics::simulation::{draw_normal, draw_response, draw_rows};
use psychometrics::uncertain_item::Curves;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use statrs::distribution::{ContinuousCDF, Normal};

const BINS: usize = 10;
/// 99.9 % point of χ² with 9 degrees of freedom.
const CRITICAL: f64 = 27.88;

fn chi_squared(counts: &[f64; BINS]) -> f64 {
    let expected = counts.iter().sum::<f64>() / 10.0;
    counts.iter().map(|count| (count - expected).powi(2) / expected).sum()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of ten bins")]
fn bin(share: f64) -> usize {
    ((share * 10.0) as usize).min(BINS - 1)
}

/// Ranks of the true abilities and of the true locations of the items, over worlds drawn from the bank's prior.
fn ranks(worlds: usize, calibrating: usize, seed: u64) -> ([f64; BINS], [f64; BINS]) {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let nodes = scoring_nodes();
    let prior = BankPrior::new(&[], 0.2);
    let (mut abilities, mut locations) = ([0.0; BINS], [0.0; BINS]);
    for _ in 0..worlds {
        let intercept = draw_normal(0.0, prior.location.coefficient_sds[0], &mut random);
        let log_slope = draw_normal(0.0, prior.log_slope.coefficient_sds[0], &mut random);
        let items: Vec<Item> = (0..20)
            .map(|_| {
                let slope = draw_normal(log_slope, prior.log_slope.residual_sd, &mut random).exp();
                Item::two_pl(slope, draw_normal(intercept, prior.location.residual_sd, &mut random)).unwrap()
            })
            .collect();
        let facts = vec![TaskFacts { features: vec![], shape: Shape::Logistic, categories: 2 }; 20];
        let mut bank = Bank::new(&facts, prior.clone()).unwrap();
        let persons: Vec<f64> = (0..calibrating).map(|_| draw_normal(0.0, 1.0, &mut random)).collect();
        let rows = draw_rows(&items, &persons, &mut random);
        bank.update(&Responses::with_categories(&rows, &[2; 20]).unwrap()).unwrap();
        let known = bank.items();
        // One item a world: items of one world share the scale's error and would count as independent otherwise.
        let error = known[0].location_error().hypot(bank.link().shift_sd);
        let rank = Normal::standard().cdf((items[0].location() - known[0].item().location()) / error);
        locations[bin(rank)] += 1.0;
        let curves: Vec<Curves> = known.iter().map(|item| item.curves(&nodes)).collect();
        let ability = draw_normal(0.0, 1.0, &mut random);
        let responses: Vec<(&Curves, usize)> = curves
            .iter()
            .zip(&items)
            .map(|(curves, item)| (curves, draw_response(item, ability, &mut random)))
            .collect();
        let known = posterior(AbilityPrior { mean: 0.0, sd: 1.0 }, bank.link(), &nodes, &responses).unwrap();
        abilities[bin(1.0 - known.probability_above(ability, 0.0))] += 1.0;
    }
    (abilities, locations)
}

#[test]
fn the_truth_sits_anywhere_in_its_posterior_equally_often() {
    for (worlds, calibrating) in [(300, 0), (120, 60)] {
        let (abilities, locations) = ranks(worlds, calibrating, 51);
        println!("{calibrating} persons: abilities {abilities:?}, locations {locations:?}");
        assert!(chi_squared(&abilities) < CRITICAL, "{abilities:?}");
        assert!(chi_squared(&locations) < CRITICAL, "{locations:?}");
    }
}
