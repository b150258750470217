//! Whole adaptive tests of simulated persons: length, error, exposure, quotas, honesty of the interval.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as it says")]

use psychometrics::selection::SelectionRules;
use psychometrics::simulated_tests::{
    BankShape, Misfit, Order, SimulatedBank, SimulatedTest, TestRules, TestSummary, summary,
};
use psychometrics::stopping::{Stop, StoppingRules};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

/// The bank whose random order takes the baseline's 43 items at the baseline's error (.295): 1,000 2PL items, ln a ~ N(.1, .35²), b ~ N(0, 1).
const BASELINE: BankShape = BankShape {
    items: 1_000,
    log_slope_mean: 0.1,
    log_slope_sd: 0.35,
    location_sd: 1.0,
    areas: 3,
    calibrating: None,
    misfit: Misfit::None,
};

fn run(shape: BankShape, order: Order, selection: SelectionRules, persons: usize) -> Vec<SimulatedTest> {
    let stopping =
        StoppingRules { standard_error: Some(0.3), most_items: Some(200), ..StoppingRules::default() };
    let mut random = Pcg64Mcg::seed_from_u64(77);
    let bank = SimulatedBank::draw(shape, &mut random).unwrap();
    bank.test(&TestRules { order, selection, stopping }, persons, &mut random).unwrap()
}

fn free() -> SelectionRules {
    SelectionRules { exposure_cap: None, start_draw: 1, draw: 1, ..SelectionRules::default() }
}

fn summed(tests: &[SimulatedTest]) -> TestSummary {
    summary(tests).unwrap()
}

#[test]
fn eleven_items_reach_a_standard_error_of_three_tenths_on_the_bank_of_the_baseline() {
    let random = summed(&run(BASELINE, Order::Random, free(), 400));
    let adaptive = summed(&run(BASELINE, Order::Adaptive, free(), 400));
    println!("random {random:?}\nadaptive {adaptive:?}");
    assert!((41..=46).contains(&random.median_length), "no baseline's bank: {}", random.median_length);
    assert!(adaptive.median_length <= 11, "{}", adaptive.median_length);
    assert!(adaptive.rmse < 0.33 && (0.87..=0.93).contains(&adaptive.coverage_90));
    assert!(adaptive.highest_exposure > 0.9, "without a cap everybody meets the same first item");
}

#[test]
fn an_exposure_cap_of_a_quarter_costs_less_than_a_fifth_of_the_mean_length() {
    let adaptive = summed(&run(BASELINE, Order::Adaptive, free(), 400));
    let tests = run(BASELINE, Order::Adaptive, SelectionRules::default(), 400);
    let capped = summed(&tests);
    let cost = capped.mean_length / adaptive.mean_length;
    println!("mean length {:.3} times, median {} of {}", cost, capped.median_length, adaptive.median_length);
    assert!(cost < 1.2, "the cap costs {cost}");
    assert!(capped.highest_exposure <= 0.25, "{}", capped.highest_exposure);
    assert!(capped.rmse < 0.33 && (0.87..=0.93).contains(&capped.coverage_90));
    assert!(tests.iter().filter(|test| test.stop == Stop::StandardErrorReached).count() > 395);
}

#[test]
fn quotas_are_met_within_five_points_over_a_thousand_persons() {
    let rules = SelectionRules { area_shares: vec![0.2, 0.3, 0.5], ..SelectionRules::default() };
    let tests = run(BankShape { items: 600, ..BASELINE }, Order::Adaptive, rules.clone(), 1_000);
    // Areas are dealt out in turn.
    let count =
        |area: usize| tests.iter().flat_map(|test| &test.shown).filter(|item| *item % 3 == area).count();
    let counts: Vec<f64> = (0..3).map(|area| f64::from(u32::try_from(count(area)).unwrap())).collect();
    let total: f64 = counts.iter().sum();
    for (count, wanted) in counts.iter().zip(&rules.area_shares) {
        assert!((count / total - wanted).abs() < 0.05, "area {:.3}, wanted {wanted}", count / total);
    }
}

#[test]
fn a_misfit_of_the_truth_shows_in_the_coverage() {
    let covered = |misfit| {
        let shape = BankShape { items: 40, calibrating: Some(100), log_slope_sd: 0.3, misfit, ..BASELINE };
        summed(&run(shape, Order::Random, free(), 300)).coverage_90
    };
    let (fits, two) = (covered(Misfit::None), covered(Misfit::TwoDimensions));
    println!("coverage {fits} where the model is true, {two} with a second ability");
    assert!(fits > 0.85 && two < fits, "{fits} {two}");
}
