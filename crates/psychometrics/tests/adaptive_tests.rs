//! Whole adaptive tests of simulated persons: length, error, exposure, quotas, honesty of the interval.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use psychometrics::ability::{AbilityPrior, Link, posterior, scoring_nodes};
use psychometrics::posterior::Posterior;
use psychometrics::response_model::Item;
use psychometrics::selection::{Exposure, Pool, PoolItem, SelectionRules};
use psychometrics::simulation::{draw_normal, draw_response};
use psychometrics::stopping::{Progress, Stop, StoppingRules};
use psychometrics::uncertain_item::{Curves, UncertainItem};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

const PRIOR: AbilityPrior = AbilityPrior { mean: 0.0, sd: 1.0 };

struct TestBank {
    items: Vec<UncertainItem>,
    curves: Vec<Curves>,
    areas: Vec<usize>,
}

/// A 2PL bank of the baseline's kind (random order needs 43 items there): slopes around 1, difficulties as the persons; three areas.
fn bank(count: usize) -> TestBank {
    let mut random = Pcg64Mcg::seed_from_u64(77);
    let nodes = scoring_nodes();
    let mut draw = || {
        let slope = draw_normal(0.0, 0.4, &mut random).exp();
        UncertainItem::certain(Item::two_pl(slope, draw_normal(0.0, 1.0, &mut random)).unwrap())
    };
    let items: Vec<UncertainItem> = (0..count).map(|_| draw()).collect();
    let curves = items.iter().map(|item| item.curves(&nodes)).collect();
    let areas = (0..count).map(|index| index % 3).collect();
    TestBank { items, curves, areas }
}

struct Outcome {
    lengths: Vec<usize>,
    squared_error: f64,
    covered: f64,
    exposure: Exposure,
    area_counts: Vec<f64>,
    stops: Vec<Stop>,
}

fn run(bank: &TestBank, rules: &SelectionRules, persons: usize) -> Outcome {
    let nodes = scoring_nodes();
    let area = |index: usize| if rules.area_shares.len() == 1 { 0 } else { bank.areas[index] };
    let pool_items: Vec<PoolItem<'_>> = bank
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| PoolItem {
            item,
            minutes: 1.0,
            area: area(index),
            enemy_groups: vec![],
            needs_responses: false,
        })
        .collect();
    let pool = Pool::new(&pool_items, rules).unwrap();
    let stopping =
        StoppingRules { standard_error: Some(0.3), most_items: Some(90), ..StoppingRules::default() };
    let mut outcome = Outcome {
        lengths: vec![],
        squared_error: 0.0,
        covered: 0.0,
        exposure: Exposure::default(),
        area_counts: vec![0.0; rules.area_shares.len()],
        stops: vec![],
    };
    let mut random = Pcg64Mcg::seed_from_u64(78);
    for _ in 0..persons {
        let ability = draw_normal(0.0, 1.0, &mut random);
        let (mut shown, mut answers) = (Vec::new(), Vec::new());
        let mut by_area = vec![0; rules.area_shares.len()];
        let mut known: Posterior = posterior(PRIOR, Link::default(), &nodes, &[]).unwrap();
        let stop = loop {
            let choice = pool.next(rules, &outcome.exposure, &shown, &known, &mut random).unwrap();
            shown.push(choice.item);
            by_area[area(choice.item)] += 1;
            answers.push((
                &bank.curves[choice.item],
                draw_response(bank.items[choice.item].item(), ability, &mut random),
            ));
            known = posterior(PRIOR, Link::default(), &nodes, &answers).unwrap();
            let progress =
                Progress { posterior: &known, items_by_area: &by_area, minutes_spent: 0.0, items_left: true };
            if let Some(stop) = stopping.fired(progress) {
                break stop;
            }
        };
        outcome.stops.push(stop);
        outcome.lengths.push(shown.len());
        outcome.squared_error += (known.mean() - ability).powi(2);
        let interval = known.interval(0.9);
        outcome.covered += f64::from(u8::from(interval.low <= ability && ability <= interval.high));
        outcome.exposure.add(&shown);
        for (total, count) in outcome.area_counts.iter_mut().zip(&by_area) {
            *total += f64::from(u32::try_from(*count).unwrap());
        }
    }
    outcome.lengths.sort_unstable();
    outcome
}

fn share(sum: f64, persons: usize) -> f64 {
    sum / f64::from(u32::try_from(persons).unwrap())
}

fn median(lengths: &[usize]) -> usize {
    lengths[lengths.len() / 2]
}

fn mean(lengths: &[usize]) -> f64 {
    share(f64::from(u32::try_from(lengths.iter().sum::<usize>()).unwrap()), lengths.len())
}

fn highest_exposure(outcome: &Outcome) -> f64 {
    (0..outcome.exposure.shown.len()).map(|item| outcome.exposure.rate(item)).fold(0.0, f64::max)
}

#[test]
fn eleven_items_reach_a_standard_error_of_three_tenths_and_the_cap_costs_about_a_fifth() {
    let bank = bank(1_000);
    let free = SelectionRules { exposure_cap: None, start_draw: 1, draw: 1, ..SelectionRules::default() };
    let unlimited = run(&bank, &free, 400);
    let capped = run(&bank, &SelectionRules::default(), 400);
    let random_order = SelectionRules { start_draw: 1_000, draw: 1_000, exposure_cap: None, ..free.clone() };
    let random = median(&run(&bank, &random_order, 200).lengths);
    println!(
        "median {} unlimited, {} capped, {random} random",
        median(&unlimited.lengths),
        median(&capped.lengths)
    );
    assert!(random >= 43, "the bank is no better than the baseline's: {random}");
    assert!(median(&unlimited.lengths) <= 11);
    let cost = mean(&capped.lengths) / mean(&unlimited.lengths);
    println!("mean length {:.2}, capped {:.2} times that", mean(&unlimited.lengths), cost);
    assert!(cost < 1.22, "the cap costs {cost}");
    assert!(highest_exposure(&capped) <= 0.25, "{}", highest_exposure(&capped));
    assert!(highest_exposure(&unlimited) > 0.9);
    for outcome in [&unlimited, &capped] {
        assert!(share(outcome.squared_error, 400).sqrt() < 0.33);
        assert!((0.87..=0.93).contains(&share(outcome.covered, 400)));
        assert!(outcome.stops.iter().all(|stop| *stop == Stop::StandardErrorReached));
    }
}

#[test]
fn quotas_are_met_within_five_points_over_a_thousand_persons() {
    let bank = bank(600);
    let rules = SelectionRules { area_shares: vec![0.2, 0.3, 0.5], ..SelectionRules::default() };
    let outcome = run(&bank, &rules, 1_000);
    let total: f64 = outcome.area_counts.iter().sum();
    for (count, wanted) in outcome.area_counts.iter().zip(&rules.area_shares) {
        println!("area {:.3}, wanted {wanted}", count / total);
        assert!((count / total - wanted).abs() < 0.05);
    }
}
