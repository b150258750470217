//! Adaptive tests on simulated banks of 1,000 items, to find the bank whose figures a baseline reports:
//! `cargo run --release -p psychometrics --example baseline -- PERSONS LOG_SLOPE_MEAN LOG_SLOPE_SD LOCATION_SD`.

use std::error::Error;

use psychometrics::selection::SelectionRules;
use psychometrics::simulated_tests::{BankShape, Misfit, Order, SimulatedBank, TestRules, summary};
use psychometrics::stopping::StoppingRules;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |index: usize, default: f64| arguments.get(index).map_or(Ok(default), |text| text.parse());
    let persons: usize = arguments.get(1).map_or(Ok(400), |text| text.parse())?;
    let shape = BankShape {
        items: 1_000,
        log_slope_mean: number(2, 0.0)?,
        log_slope_sd: number(3, 0.3)?,
        location_sd: number(4, 1.0)?,
        areas: 1,
        calibrating: None,
        misfit: Misfit::None,
    };
    let free = SelectionRules { exposure_cap: None, start_draw: 1, draw: 1, ..SelectionRules::default() };
    let stopping =
        StoppingRules { standard_error: Some(0.3), most_items: Some(200), ..StoppingRules::default() };
    for (name, order, selection) in [
        ("most information", Order::Adaptive, free.clone()),
        ("capped", Order::Adaptive, SelectionRules::default()),
        ("random", Order::Random, free.clone()),
        ("fixed form", Order::FixedForm, free.clone()),
    ] {
        let mut random = Pcg64Mcg::seed_from_u64(77);
        let bank = SimulatedBank::draw(shape, &mut random)?;
        let rules = TestRules { order, selection, stopping: stopping.clone() };
        let tests = bank.test(&rules, persons, &mut random)?;
        if let Some(summary) = summary(&tests) {
            println!(
                "{name}: median {} mean {:.2} RMSE {:.3} exposure {:.2} used {}",
                summary.median_length,
                summary.mean_length,
                summary.rmse,
                summary.highest_exposure,
                summary.items_used
            );
        }
    }
    Ok(())
}
