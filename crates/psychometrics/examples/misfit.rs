//! How far the coverage of 90 % intervals falls when responses don't come from the fitted model (2PL, hierarchical):
//! `cargo run --release -p psychometrics --example misfit -- CALIBRATING_PERSONS WORLDS`.

use std::error::Error;

use psychometrics::ability::{AbilityPrior, posterior, scoring_nodes};
use psychometrics::hierarchical::{Bank, BankPrior, TaskFacts};
use psychometrics::response_model::{Item, Shape};
use psychometrics::responses::Responses;
use psychometrics::simulation::{draw_normal, draw_response};
use psychometrics::uncertain_item::Curves;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

const ITEMS: usize = 25;
const TESTED: usize = 200;

/// How responses really come about.
#[derive(Clone, Copy, Debug)]
enum Truth {
    Fits,
    /// A lower asymptote of 0.2.
    Guessing,
    /// Every other item measures an ability that correlates 0.7 with the first.
    TwoDimensions,
    /// Items in groups of five share a person's luck, with standard deviation 0.7 logits.
    LocalDependence,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |index: usize, default: usize| arguments.get(index).map_or(Ok(default), |text| text.parse());
    let (calibrating, worlds) = (number(1, 200)?, number(2, 20)?);
    for truth in [Truth::Fits, Truth::Guessing, Truth::TwoDimensions, Truth::LocalDependence] {
        let coverage = coverage(truth, calibrating, worlds)?;
        println!("{truth:?}: {calibrating} calibrating persons, 90 % intervals cover {coverage:.3}");
    }
    Ok(())
}

fn coverage(truth: Truth, calibrating: usize, worlds: usize) -> Result<f64, Box<dyn Error>> {
    let mut random = Pcg64Mcg::seed_from_u64(61);
    let nodes = scoring_nodes();
    let mut covered = 0_u32;
    for _ in 0..worlds {
        let items = items(truth, &mut random)?;
        let facts = vec![TaskFacts { features: vec![], shape: Shape::Logistic, categories: 2 }; ITEMS];
        let mut bank = Bank::new(&facts, BankPrior::new(&[], 0.2))?;
        let rows: Vec<Vec<Option<u8>>> = (0..calibrating)
            .map(|_| {
                let ability = draw_normal(0.0, 1.0, &mut random);
                row(truth, &items, ability, &mut random)
            })
            .collect();
        bank.update(&Responses::with_categories(&rows, &[2; ITEMS])?)?;
        let curves: Vec<Curves> = bank.items().iter().map(|item| item.curves(&nodes)).collect();
        for _ in 0..TESTED {
            let ability = draw_normal(0.0, 1.0, &mut random);
            let row = row(truth, &items, ability, &mut random);
            let answers = row.into_iter().map(|cell| usize::from(cell.unwrap_or(0)));
            let responses: Vec<(&Curves, usize)> = curves.iter().zip(answers).collect();
            let prior = AbilityPrior { mean: 0.0, sd: 1.0 };
            let interval = posterior(prior, bank.link(), &nodes, &responses)?.interval(0.9);
            covered += u32::from(interval.low <= ability && ability <= interval.high);
        }
    }
    Ok(f64::from(covered) / f64::from(u32::try_from(worlds * TESTED)?))
}

fn items(truth: Truth, random: &mut Pcg64Mcg) -> Result<Vec<Item>, Box<dyn Error>> {
    let guessing = if matches!(truth, Truth::Guessing) { 0.2 } else { 0.0 };
    let mut items = Vec::with_capacity(ITEMS);
    for _ in 0..ITEMS {
        let slope = draw_normal(0.0, 0.3, random).exp();
        items.push(Item::three_pl(slope, draw_normal(0.0, 1.2, random), guessing)?);
    }
    Ok(items)
}

fn row(truth: Truth, items: &[Item], ability: f64, random: &mut Pcg64Mcg) -> Vec<Option<u8>> {
    let second = draw_normal(0.7 * ability, 0.51_f64.sqrt(), random);
    let luck: Vec<f64> = (0..ITEMS.div_ceil(5)).map(|_| draw_normal(0.0, 0.7, random)).collect();
    let place = |index: usize| match truth {
        Truth::TwoDimensions if index % 2 == 1 => second,
        Truth::LocalDependence => ability + luck[index / 5],
        _ => ability,
    };
    let cell = |(index, item)| u8::try_from(draw_response(item, place(index), random)).ok();
    items.iter().enumerate().map(cell).collect()
}
