//! The hierarchical bank: what it does with nothing, with little, with batches, with several categories.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use psychometrics::hierarchical::{Bank, BankError, BankPrior, TaskFacts};
use psychometrics::response_model::{Item, Shape};
use psychometrics::responses::Responses;
use psychometrics::simulation::{draw_normal, draw_rows};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

fn facts(count: usize, shape: Shape, categories: usize) -> Vec<TaskFacts> {
    vec![TaskFacts { features: vec![], shape, categories }; count]
}

fn two_pl_items(random: &mut Pcg64Mcg, count: usize) -> Vec<Item> {
    let mut item =
        || Item::two_pl(draw_normal(0.0, 0.3, random).exp(), draw_normal(0.0, 1.2, random)).unwrap();
    (0..count).map(|_| item()).collect()
}

fn abilities(random: &mut Pcg64Mcg, count: usize) -> Vec<f64> {
    (0..count).map(|_| draw_normal(0.0, 1.0, random)).collect()
}

fn updated(facts: &[TaskFacts], batches: &[&[Vec<Option<u8>>]]) -> Bank {
    let mut bank = Bank::new(facts, BankPrior::new(&[], 0.2)).unwrap();
    let categories: Vec<u8> = facts.iter().map(|task| u8::try_from(task.categories).unwrap()).collect();
    for batch in batches {
        bank.update(&Responses::with_categories(batch, &categories).unwrap()).unwrap();
    }
    bank
}

#[test]
fn without_responses_items_are_what_their_author_says_and_no_surer_than_the_residual() {
    let tasks = [TaskFacts { features: vec![1.5], shape: Shape::Logistic, categories: 2 }];
    let bank = Bank::new(&tasks, BankPrior::new(&[0.8], 0.2)).unwrap();
    let item = &bank.items()[0];
    assert!((item.item().location() - 1.2).abs() < 1e-9);
    assert!(item.location_error() >= 1.2);
    assert!(bank.response_counts().iter().all(|count| *count < 0.5));
}

#[test]
fn batches_arrive_where_all_responses_at_once_arrive() {
    let mut random = Pcg64Mcg::seed_from_u64(21);
    let items = two_pl_items(&mut random, 15);
    let rows = draw_rows(&items, &abilities(&mut random, 400), &mut random);
    let tasks = facts(15, Shape::Logistic, 2);
    let whole = updated(&tasks, &[&rows]);
    let parts: Vec<&[Vec<Option<u8>>]> = rows.chunks(100).collect();
    let batched = updated(&tasks, &parts);
    for (left, right) in whole.items().iter().zip(batched.items()) {
        assert!((left.item().location() - right.item().location()).abs() < 0.12);
        assert!((left.item().slope() / right.item().slope()).ln().abs() < 0.12);
        assert!((left.location_error() / right.location_error()).ln().abs() < 0.35);
    }
    assert!((whole.link().shift_sd - batched.link().shift_sd).abs() < 0.01);
}

#[test]
fn responses_narrow_an_item_and_leave_the_unanswered_wide() {
    let mut random = Pcg64Mcg::seed_from_u64(22);
    let items = two_pl_items(&mut random, 10);
    let mut rows = draw_rows(&items, &abilities(&mut random, 300), &mut random);
    for row in &mut rows {
        row[9] = None;
    }
    let bank = updated(&facts(10, Shape::Logistic, 2), &[&rows]);
    let known = bank.items();
    assert!(known[..9].iter().all(|item| item.location_error() < 0.5));
    assert!(known[9].location_error() > 0.8 && bank.response_counts()[9] < 0.5);
}

#[test]
fn columns_without_variance_stay_finite_and_uncertain() {
    let rows = vec![vec![Some(1), Some(0), None]; 40];
    let bank = updated(&facts(3, Shape::Logistic, 2), &[&rows]);
    let known = bank.items();
    assert!(known[0].item().location() < -1.0 && known[1].item().location() > 1.0);
    for item in &known {
        assert!(item.item().location().is_finite() && item.location_error() > 0.3);
    }
}

#[test]
fn several_categories_are_recovered() {
    let mut random = Pcg64Mcg::seed_from_u64(23);
    let truth: Vec<Item> = (0..12)
        .map(|_| {
            let middle = draw_normal(0.0, 1.0, &mut random);
            let slope = draw_normal(0.0, 0.2, &mut random).exp();
            Item::partial_credit(slope, vec![middle - 0.8, middle, middle + 0.8]).unwrap()
        })
        .collect();
    let rows = draw_rows(&truth, &abilities(&mut random, 800), &mut random);
    for shape in [Shape::PartialCredit, Shape::Graded] {
        let bank = updated(&facts(12, shape, 4), &[&rows]);
        for (known, truth) in bank.items().iter().zip(&truth) {
            let deviation = known.item().location() - truth.location();
            assert!(deviation.abs() < 4.0 * known.location_error() + 0.1, "{shape:?} {deviation}");
            assert!(known.location_error() < 0.2);
        }
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let task = |feature: f64| TaskFacts { features: vec![feature], shape: Shape::Logistic, categories: 2 };
    assert!(matches!(
        Bank::new(&[task(1.0)], BankPrior::new(&[], 0.2)),
        Err(BankError::Features { item: 1, found: 1, expected: 0 })
    ));
    assert!(matches!(
        Bank::new(&[task(f64::NAN)], BankPrior::new(&[1.0], 0.2)),
        Err(BankError::NotFinite { item: 1, feature: 1 })
    ));
    let mut prior = BankPrior::new(&[], 0.2);
    prior.location.residual_sd = 0.0;
    assert_eq!(Bank::new(&[], prior), Err(BankError::Prior));
    let mut bank = Bank::new(&facts(2, Shape::Logistic, 2), BankPrior::new(&[], 0.2)).unwrap();
    let three = Responses::from_rows(&[vec![Some(1); 3]]).unwrap();
    assert!(matches!(bank.update(&three), Err(BankError::Columns { found: 3, expected: 2 })));
    assert_eq!(
        bank.update(&Responses::from_rows(&[]).unwrap()),
        Err(BankError::Columns { found: 0, expected: 2 })
    );
}
