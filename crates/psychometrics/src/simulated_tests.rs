//! Whole tests of simulated persons on a simulated bank: how long they are, how wrong, whether their intervals hold, which items wear out.
//!
//! The truth may be another model than the one that scores (`Misfit`): then this says how far honesty reaches. Randomness is an argument.

use rand::{Rng, RngExt};
use thiserror::Error;

use crate::ability::{AbilityError, AbilityPrior, Link, posterior, scoring_nodes};
use crate::hierarchical::{Bank, BankError, BankPrior, TaskFacts};
use crate::posterior::Posterior;
use crate::quadrature::Grid;
use crate::response_model::{Item, ModelError, Shape};
use crate::responses::{ResponseError, Responses};
use crate::selection::{Exposure, Pool, PoolError, PoolItem, SelectionRules};
use crate::simulation::{draw_normal, draw_response};
use crate::stopping::{Progress, Stop, StoppingRules};
use crate::uncertain_item::{Curves, UncertainItem};

/// Items in a row that share a person's luck under local dependence.
const CLUSTER: usize = 5;
/// Items that a fixed form holds at most.
const LONGEST_FORM: usize = 400;

/// Why nothing could be simulated.
#[derive(Debug, PartialEq, Error)]
pub enum SimulationError {
    #[error("a simulation needs at least one item and one person")]
    Nothing,
    #[error("an item could not be calibrated: its posterior is degenerate")]
    LostItem,
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Responses(#[from] ResponseError),
    #[error(transparent)]
    Bank(#[from] BankError),
    #[error(transparent)]
    Pool(#[from] PoolError),
    #[error(transparent)]
    Ability(#[from] AbilityError),
}

/// How responses really come about, whatever the scoring model believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The scoring model is true.
    None,
    /// A lower asymptote of 0.2.
    Guessing,
    /// Every other item measures an ability that correlates 0.7 with the first, which is the one reported.
    TwoDimensions,
    /// Items in groups of five share a person's luck, with standard deviation 0.7 logits.
    LocalDependence,
}

/// In which order a person meets items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By the selection rules.
    Adaptive,
    /// Each person in an order of their own, drawn at random.
    Random,
    /// Everybody the same: the form that leaves N(0, 1) persons the least mean error variance.
    FixedForm,
}

/// The bank that is drawn: ln a ~ N(`log_slope_mean`, `log_slope_sd`²), b ~ N(0, `location_sd`²), in logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BankShape {
    pub items: usize,
    pub log_slope_mean: f64,
    pub log_slope_sd: f64,
    pub location_sd: f64,
    /// Content areas, dealt out in turn.
    pub areas: usize,
    /// Persons who calibrate the bank before anybody is tested; `None` takes items as exactly known.
    pub calibrating: Option<usize>,
    pub misfit: Misfit,
}

/// How persons are tested.
#[derive(Clone, Debug)]
pub struct TestRules {
    pub order: Order,
    pub selection: SelectionRules,
    pub stopping: StoppingRules,
}

/// One person's test.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatedTest {
    pub ability: f64,
    pub estimate: f64,
    pub standard_error: f64,
    /// Whether the 90 % interval holds the ability.
    pub covered: bool,
    /// Items in the order in which they were shown.
    pub shown: Vec<usize>,
    pub stop: Stop,
}

/// A drawn bank: the truth, and what scoring believes.
pub struct SimulatedBank {
    truth: Vec<Item>,
    known: Vec<UncertainItem>,
    curves: Vec<Curves>,
    nodes: Vec<f64>,
    areas: Vec<usize>,
    link: Link,
    misfit: Misfit,
}

impl SimulatedBank {
    /// Draws a bank and, where asked for, calibrates it.
    pub fn draw(shape: BankShape, random: &mut impl Rng) -> Result<Self, SimulationError> {
        if shape.items == 0 {
            return Err(SimulationError::Nothing);
        }
        let guessing = if shape.misfit == Misfit::Guessing { 0.2 } else { 0.0 };
        let mut truth = Vec::with_capacity(shape.items);
        for _ in 0..shape.items {
            let slope = draw_normal(shape.log_slope_mean, shape.log_slope_sd, random).exp();
            truth.push(Item::three_pl(slope, draw_normal(0.0, shape.location_sd, random), guessing)?);
        }
        let (known, link) = match shape.calibrating {
            None => (without_guessing(&truth)?, Link::default()),
            Some(persons) => calibrated(&truth, shape.misfit, persons, random)?,
        };
        let nodes = scoring_nodes();
        let curves = known.iter().map(|item| item.curves(&nodes)).collect();
        let areas = (0..shape.items).map(|item| item % shape.areas.max(1)).collect();
        Ok(Self { truth, known, curves, nodes, areas, link, misfit: shape.misfit })
    }

    /// A bank that is known, every item as certain as it says.
    pub fn of(known: Vec<UncertainItem>) -> Result<Self, SimulationError> {
        if known.is_empty() {
            return Err(SimulationError::Nothing);
        }
        let nodes = scoring_nodes();
        Ok(Self {
            truth: known.iter().map(|item| item.item().clone()).collect(),
            curves: known.iter().map(|item| item.curves(&nodes)).collect(),
            areas: vec![0; known.len()],
            nodes,
            known,
            link: Link::default(),
            misfit: Misfit::None,
        })
    }

    /// Tests persons from N(0, 1), one after another, so that the exposure cap counts.
    pub fn test(
        &self,
        rules: &TestRules,
        persons: usize,
        random: &mut impl Rng,
    ) -> Result<Vec<SimulatedTest>, SimulationError> {
        let area_count = rules.selection.area_shares.len();
        let area = |item: usize| if area_count == 1 { 0 } else { self.areas[item] };
        let pool_item = |(index, item)| PoolItem {
            item,
            minutes: 1.0,
            area: area(index),
            enemy_groups: Vec::new(),
            needs_responses: false,
        };
        let pool_items: Vec<PoolItem<'_>> = self.known.iter().enumerate().map(pool_item).collect();
        let room = TestRoom {
            bank: self,
            rules,
            pool: Pool::new(&pool_items, &rules.selection)?,
            form: if rules.order == Order::FixedForm { fixed_form(&self.truth) } else { Vec::new() },
        };
        let mut exposure = Exposure::default();
        let mut tests = Vec::with_capacity(persons);
        for _ in 0..persons {
            let test = room.sit(&exposure, random)?;
            exposure.add(&test.shown);
            tests.push(test);
        }
        Ok(tests)
    }

    /// The content area of an item.
    pub fn area(&self, item: usize) -> usize {
        self.areas[item]
    }
}

/// What all persons of one simulation share.
struct TestRoom<'a> {
    bank: &'a SimulatedBank,
    rules: &'a TestRules,
    pool: Pool,
    form: Vec<usize>,
}

impl TestRoom<'_> {
    fn sit(&self, exposure: &Exposure, random: &mut impl Rng) -> Result<SimulatedTest, SimulationError> {
        let person = Person::draw(self.bank.misfit, self.bank.truth.len(), random);
        let order = self.order(random);
        let area_count = self.rules.selection.area_shares.len();
        let (mut shown, mut answers, mut by_area) = (Vec::new(), Vec::new(), vec![0; area_count]);
        let mut known = posterior(AbilityPrior::STANDARD, self.bank.link, &self.bank.nodes, &[])?;
        let stop = loop {
            let Some(item) = self.next(&order, &shown, exposure, &known, random) else {
                break Stop::NothingLeft;
            };
            shown.push(item);
            by_area[if area_count == 1 { 0 } else { self.bank.areas[item] }] += 1;
            let category = draw_response(&self.bank.truth[item], person.place(item), random);
            answers.push((&self.bank.curves[item], category));
            known = posterior(AbilityPrior::STANDARD, self.bank.link, &self.bank.nodes, &answers)?;
            let progress = Progress {
                posterior: &known,
                items_by_area: &by_area,
                minutes_spent: as_number(shown.len()),
                items_left: shown.len() < self.bank.truth.len(),
            };
            if let Some(stop) = self.rules.stopping.fired(progress) {
                break stop;
            }
        };
        let interval = known.interval(0.9);
        Ok(SimulatedTest {
            ability: person.ability,
            estimate: known.mean(),
            standard_error: known.sd(),
            covered: interval.low <= person.ability && person.ability <= interval.high,
            shown,
            stop,
        })
    }

    /// The order that is settled before the first item; empty for an adaptive test.
    fn order(&self, random: &mut impl Rng) -> Vec<usize> {
        match self.rules.order {
            Order::Adaptive => Vec::new(),
            Order::FixedForm => self.form.clone(),
            Order::Random => shuffled(self.bank.truth.len(), random),
        }
    }

    fn next(
        &self,
        order: &[usize],
        shown: &[usize],
        exposure: &Exposure,
        known: &Posterior,
        random: &mut impl Rng,
    ) -> Option<usize> {
        if self.rules.order != Order::Adaptive {
            return order.get(shown.len()).copied();
        }
        let choice = self.pool.next(&self.rules.selection, exposure, shown, known, random);
        choice.map(|choice| choice.item)
    }
}

/// A simulated person: the ability that is reported, and what else their responses come from.
struct Person {
    ability: f64,
    second: f64,
    luck: Vec<f64>,
    misfit: Misfit,
}

impl Person {
    fn draw(misfit: Misfit, items: usize, random: &mut impl Rng) -> Self {
        let ability = draw_normal(0.0, 1.0, random);
        let second = draw_normal(0.7 * ability, 0.51_f64.sqrt(), random);
        let clusters = if misfit == Misfit::LocalDependence { items.div_ceil(CLUSTER) } else { 0 };
        let luck = (0..clusters).map(|_| draw_normal(0.0, 0.7, random)).collect();
        Self { ability, second, luck, misfit }
    }

    /// Where the person stands on an item.
    fn place(&self, item: usize) -> f64 {
        match self.misfit {
            Misfit::TwoDimensions if item % 2 == 1 => self.second,
            Misfit::LocalDependence => self.ability + self.luck[item / CLUSTER],
            _ => self.ability,
        }
    }
}

fn without_guessing(truth: &[Item]) -> Result<Vec<UncertainItem>, SimulationError> {
    let known = |item: &Item| Ok(UncertainItem::certain(Item::two_pl(item.slope(), item.location())?));
    truth.iter().map(known).collect()
}

/// What persons who answer every item teach of a bank that nothing was known of.
fn calibrated(
    truth: &[Item],
    misfit: Misfit,
    persons: usize,
    random: &mut impl Rng,
) -> Result<(Vec<UncertainItem>, Link), SimulationError> {
    let facts = vec![TaskFacts { features: Vec::new(), shape: Shape::Logistic, categories: 2 }; truth.len()];
    let mut bank = Bank::new(&facts, BankPrior::new(&[], 0.2))?;
    let mut rows: Vec<Vec<Option<u8>>> = Vec::with_capacity(persons);
    for _ in 0..persons {
        let person = Person::draw(misfit, truth.len(), random);
        let answer = |(index, item)| u8::try_from(draw_response(item, person.place(index), random)).ok();
        rows.push(truth.iter().enumerate().map(answer).collect());
    }
    bank.update(&Responses::with_categories(&rows, &vec![2; truth.len()])?)?;
    let known = bank.items();
    if known.len() != truth.len() {
        return Err(SimulationError::LostItem);
    }
    Ok((known, bank.link()))
}

/// Items one by one, each the one that lowers ∫ φ(θ) / (1 + I(θ)) dθ most: the mean error variance of N(0, 1) persons.
fn fixed_form(items: &[Item]) -> Vec<usize> {
    let grid = Grid::standard_normal(41, 5.0);
    let weights: Vec<f64> = grid.log_weights().iter().map(|weight| weight.exp()).collect();
    let information: Vec<Vec<f64>> =
        items.iter().map(|item| grid.nodes().iter().map(|node| item.information(*node)).collect()).collect();
    let (mut form, mut total) = (Vec::new(), vec![1.0; weights.len()]);
    let mut open: Vec<usize> = (0..items.len()).collect();
    while !open.is_empty() && form.len() < LONGEST_FORM {
        let variance = |item: usize| -> f64 {
            let after = total.iter().zip(&information[item]);
            after.zip(&weights).map(|((sum, own), weight)| weight / (sum + own)).sum()
        };
        let best = open.iter().map(|item| variance(*item)).enumerate().min_by(|x, y| x.1.total_cmp(&y.1));
        let Some((place, _)) = best else { break };
        let item = open.swap_remove(place);
        for (sum, own) in total.iter_mut().zip(&information[item]) {
            *sum += own;
        }
        form.push(item);
    }
    form
}

/// Fisher and Yates: every order equally likely.
fn shuffled(count: usize, random: &mut impl Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, random.random_range(0..=last));
    }
    order
}

/// What a group of simulated tests comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct TestSummary {
    pub median_length: usize,
    pub mean_length: f64,
    /// Nine in ten are not longer.
    pub long_length: usize,
    /// Root of the mean squared error of the estimate, in logits.
    pub rmse: f64,
    pub bias: f64,
    /// Share of 90 % intervals that hold the ability.
    pub coverage_90: f64,
    /// The largest share of persons that one item was shown to.
    pub highest_exposure: f64,
    pub items_used: usize,
}

/// Sums up tests; `None` for none.
pub fn summary(tests: &[SimulatedTest]) -> Option<TestSummary> {
    let mut lengths: Vec<usize> = tests.iter().map(|test| test.shown.len()).collect();
    lengths.sort_unstable();
    let at = |share: usize| lengths.get(lengths.len() * share / 100).copied();
    let count = as_number(tests.len());
    let mean = |value: &dyn Fn(&SimulatedTest) -> f64| tests.iter().map(value).sum::<f64>() / count;
    let rates = exposure_rates(tests);
    Some(TestSummary {
        median_length: at(50)?,
        mean_length: mean(&|test| as_number(test.shown.len())),
        long_length: at(90)?,
        rmse: mean(&|test| (test.estimate - test.ability).powi(2)).sqrt(),
        bias: mean(&|test| test.estimate - test.ability),
        coverage_90: mean(&|test| f64::from(u8::from(test.covered))),
        highest_exposure: rates.iter().copied().fold(0.0, f64::max),
        items_used: rates.iter().filter(|rate| **rate > 0.0).count(),
    })
}

/// Share of persons that each item was shown to; as long as the highest item shown.
pub fn exposure_rates(tests: &[SimulatedTest]) -> Vec<f64> {
    let mut exposure = Exposure::default();
    for test in tests {
        exposure.add(&test.shown);
    }
    (0..exposure.shown.len()).map(|item| exposure.rate(item)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of persons and items are small")]
fn as_number(count: usize) -> f64 {
    count as f64
}
