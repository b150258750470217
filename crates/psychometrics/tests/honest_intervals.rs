//! The product's promise: 90 % intervals hold the true ability in 88 to 92 % of cases, however few persons calibrated the bank.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use psychometrics::ability::{AbilityPrior, posterior, scoring_nodes};
use psychometrics::hierarchical::{Bank, BankPrior, TaskFacts};
use psychometrics::response_model::{Item, Shape};
use psychometrics::responses::Responses;
use psychometrics::simulation::{draw_normal, draw_response, draw_rows};
use psychometrics::uncertain_item::Curves;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

const ITEMS: usize = 25;
const TESTED: usize = 100;

/// A world drawn from the shipped prior: features that explain part of the difficulty, the rest unexplained.
struct World {
    facts: Vec<TaskFacts>,
    items: Vec<Item>,
}

fn prior() -> BankPrior {
    BankPrior::new(&[1.0], 0.2)
}

fn world(random: &mut Pcg64Mcg) -> World {
    let prior = prior();
    let intercept = draw_normal(0.0, prior.location.coefficient_sds[0], random);
    let coefficient = draw_normal(1.0, prior.location.coefficient_sds[1], random);
    let log_slope = draw_normal(0.0, prior.log_slope.coefficient_sds[0], random);
    let (mut facts, mut items) = (Vec::new(), Vec::new());
    for _ in 0..ITEMS {
        let feature = draw_normal(0.0, 1.0, random);
        let location = draw_normal(intercept + coefficient * feature, prior.location.residual_sd, random);
        let slope = draw_normal(log_slope, prior.log_slope.residual_sd, random).exp();
        facts.push(TaskFacts { features: vec![feature], shape: Shape::Logistic, categories: 2 });
        items.push(Item::two_pl(slope, location).unwrap());
    }
    World { facts, items }
}

/// Share of tested persons whose 90 % interval holds their ability.
fn coverage(worlds: usize, calibrating: usize, seed: u64) -> f64 {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let nodes = scoring_nodes();
    let mut covered = 0.0;
    for _ in 0..worlds {
        let world = world(&mut random);
        let mut bank = Bank::new(&world.facts, prior()).unwrap();
        let abilities: Vec<f64> = (0..calibrating).map(|_| draw_normal(0.0, 1.0, &mut random)).collect();
        let rows = draw_rows(&world.items, &abilities, &mut random);
        bank.update(&Responses::with_categories(&rows, &[2; ITEMS]).unwrap()).unwrap();
        let curves: Vec<Curves> = bank.items().iter().map(|item| item.curves(&nodes)).collect();
        for _ in 0..TESTED {
            let ability = draw_normal(0.0, 1.0, &mut random);
            let responses: Vec<(&Curves, usize)> = curves
                .iter()
                .zip(&world.items)
                .map(|(curves, item)| (curves, draw_response(item, ability, &mut random)))
                .collect();
            let prior = AbilityPrior { mean: 0.0, sd: 1.0 };
            let interval = posterior(prior, bank.link(), &nodes, &responses).unwrap().interval(0.9);
            covered += f64::from(u8::from(interval.low <= ability && ability <= interval.high));
        }
    }
    covered / f64::from(u32::try_from(worlds * TESTED).unwrap())
}

fn assert_honest(worlds: usize, calibrating: usize, seed: u64) {
    let coverage = coverage(worlds, calibrating, seed);
    println!("{calibrating} calibrating persons: coverage {coverage:.4}");
    assert!((0.88..=0.92).contains(&coverage), "{calibrating} calibrating persons: coverage {coverage:.4}");
}

#[test]
fn intervals_are_honest_without_any_response() {
    assert_honest(100, 0, 1);
}

#[test]
fn intervals_are_honest_after_50_persons() {
    assert_honest(60, 50, 2);
}

#[test]
fn intervals_are_honest_after_200_persons() {
    assert_honest(40, 200, 3);
}

#[test]
fn intervals_are_honest_after_2000_persons() {
    assert_honest(20, 2_000, 4);
}
