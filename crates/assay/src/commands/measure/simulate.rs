//! `assay measure simulate`: what a testing rule would do, tried on simulated persons.

use std::collections::BTreeMap;

use anyhow::anyhow;
use psychometrics::decision::CutScore;
use psychometrics::selection::SelectionRules;
use psychometrics::simulated_tests::{
    BankShape, Misfit, Order, SimulatedBank, SimulatedTest, TestRules, TestSummary, summary,
};
use psychometrics::stopping::{Stop, StoppingRules};
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use serde::Serialize;

use super::columns::aligned;
use super::{as_json, cpu_seconds};
use crate::cli::measure::{MisfitName, RuleName, Simulate};
use crate::exit::{Exit, OrMisuse as _};
use crate::output;

#[derive(Serialize)]
struct Outcome {
    persons: u32,
    items: u32,
    /// Items that a test took, over persons.
    length: Length,
    /// Root of the mean squared error of the ability, in logits.
    rmse: f64,
    bias: f64,
    /// Share of 90 % intervals that hold the ability.
    coverage_90: f64,
    /// Largest share of persons that one item was shown to.
    highest_exposure: f64,
    items_used: usize,
    /// Tests by the rule that ended them.
    stops: BTreeMap<&'static str, usize>,
    cpu_seconds: f64,
}

#[derive(Serialize)]
struct Length {
    median: usize,
    mean: f64,
    p90: usize,
}

pub fn run(arguments: &Simulate) -> anyhow::Result<Exit> {
    let before = cpu_seconds();
    let rules = rules(arguments).or_misuse()?;
    let shape = BankShape {
        items: usize::try_from(arguments.items)?,
        log_slope_mean: 0.0,
        log_slope_sd: arguments.slope_sd,
        location_sd: 1.0,
        areas: 1,
        calibrating: arguments.calibrating.map(usize::try_from).transpose()?,
        misfit: match arguments.misfit {
            MisfitName::None => Misfit::None,
            MisfitName::Guessing => Misfit::Guessing,
            MisfitName::TwoDimensions => Misfit::TwoDimensions,
            MisfitName::LocalDependence => Misfit::LocalDependence,
        },
    };
    let mut random = Pcg64Mcg::seed_from_u64(arguments.seed);
    let bank = SimulatedBank::draw(shape, &mut random).or_misuse()?;
    let tests = bank.test(&rules, usize::try_from(arguments.persons)?, &mut random).or_misuse()?;
    let summary = summary(&tests).ok_or_else(|| anyhow!("nobody was tested"))?;
    let outcome = Outcome::new(arguments, &summary, &tests, cpu_seconds() - before);
    output::data(&if arguments.json { as_json(&outcome)? } else { page(&outcome) })?;
    Ok(Exit::Full)
}

fn rules(arguments: &Simulate) -> anyhow::Result<TestRules> {
    let free = SelectionRules { exposure_cap: None, start_draw: 1, draw: 1, ..SelectionRules::default() };
    let (order, selection) = match arguments.rule {
        RuleName::Capped => (Order::Adaptive, SelectionRules::default()),
        RuleName::Information => (Order::Adaptive, free),
        RuleName::Randomesque => (Order::Adaptive, SelectionRules { start_draw: 5, draw: 5, ..free }),
        RuleName::Random => (Order::Random, free),
        RuleName::Fixed => (Order::FixedForm, free),
    };
    let mut stopping = StoppingRules {
        most_items: Some(usize::try_from(arguments.most_items)?),
        ..StoppingRules::default()
    };
    for part in arguments.stop.split(',') {
        add_stop(&mut stopping, part.trim())?;
    }
    Ok(TestRules { order, selection, stopping })
}

fn add_stop(stopping: &mut StoppingRules, text: &str) -> anyhow::Result<()> {
    let wrong = || {
        anyhow!(
            "`--stop {text}` is no rule\nhint: write `se=0.3`, `items=20` or `decision=0.5`, separated by commas"
        )
    };
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let number: f64 = value.parse().map_err(|_| wrong())?;
    match name {
        "se" if number.is_finite() && number > 0.0 => stopping.standard_error = Some(number),
        "decision" if number.is_finite() => {
            stopping.decision = Some(CutScore { cut: number, cut_sd: 0.0, certainty: 0.95 });
        }
        "items" => {
            let items: usize = value.parse().map_err(|_| wrong())?;
            if items == 0 {
                return Err(wrong());
            }
            stopping.most_items = Some(items.min(stopping.most_items.unwrap_or(items)));
        }
        _ => return Err(wrong()),
    }
    Ok(())
}

impl Outcome {
    fn new(arguments: &Simulate, summary: &TestSummary, tests: &[SimulatedTest], cpu_seconds: f64) -> Self {
        let mut stops = BTreeMap::new();
        for test in tests {
            *stops.entry(word(test.stop)).or_insert(0) += 1;
        }
        Self {
            persons: arguments.persons,
            items: arguments.items,
            length: Length {
                median: summary.median_length,
                mean: summary.mean_length,
                p90: summary.long_length,
            },
            rmse: summary.rmse,
            bias: summary.bias,
            coverage_90: summary.coverage_90,
            highest_exposure: summary.highest_exposure,
            items_used: summary.items_used,
            stops,
            cpu_seconds,
        }
    }
}

fn word(stop: Stop) -> &'static str {
    match stop {
        Stop::StandardErrorReached => "standard_error",
        Stop::DecidedMeets => "decided_meets",
        Stop::DecidedNotYet => "decided_not_yet",
        Stop::BlueprintCovered => "blueprint",
        Stop::TimeSpent => "time",
        Stop::MostItems => "most_items",
        Stop::NothingLeft => "nothing_left",
    }
}

fn page(outcome: &Outcome) -> String {
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row("persons", outcome.persons.to_string()),
        row("items in the bank", outcome.items.to_string()),
        row("median length", outcome.length.median.to_string()),
        row("mean length", format!("{:.2}", outcome.length.mean)),
        row("ninth decile of length", outcome.length.p90.to_string()),
        row("root mean squared error, logits", format!("{:.3}", outcome.rmse)),
        row("bias, logits", format!("{:+.3}", outcome.bias)),
        row("coverage of 90 % intervals", format!("{:.3}", outcome.coverage_90)),
        row("highest exposure", format!("{:.3}", outcome.highest_exposure)),
        row("items ever shown", outcome.items_used.to_string()),
    ];
    rows.extend(
        outcome.stops.iter().map(|(stop, count)| row(&format!("ended by {stop}"), count.to_string())),
    );
    aligned(&["what", "value"], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> anyhow::Result<StoppingRules> {
        let mut stopping = StoppingRules::default();
        text.split(',').try_for_each(|part| add_stop(&mut stopping, part)).map(|()| stopping)
    }

    #[test]
    fn stops_are_named_with_their_numbers() {
        let stopping = parsed("se=0.3,items=20,decision=-0.5").unwrap();
        assert_eq!((stopping.standard_error, stopping.most_items), (Some(0.3), Some(20)));
        assert!((stopping.decision.unwrap().cut + 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_stop_is_refused() {
        for text in ["", "se", "se=0", "se=nan", "items=0", "items=2.5", "length=3"] {
            assert!(parsed(text).unwrap_err().to_string().contains("hint: write"), "{text}");
        }
    }
}
