//! Replay: adaptive tests answered from recorded responses, to see how soon they know the full score.
//!
//! Some persons calibrate a hierarchical bank; each other person gets an adaptive test and one in random order. After every item the full
//! score (on all items that the person has a record of) is predicted. Reported by number of items: rank correlation of predicted and
//! full score, mean absolute error in points of 100, and how often the 90 % interval held the full score.

use rand::{Rng, RngExt};
use thiserror::Error;

use crate::ability::{AbilityError, AbilityPrior, posterior, scoring_nodes};
use crate::hierarchical::{Bank, BankError, BankPrior, TaskFacts};
use crate::posterior::Posterior;
use crate::prediction::{ItemMoments, RemainingScore, ScorePrediction, predict_score};
use crate::responses::{ResponseError, Responses};
use crate::selection::{Exposure, Pool, PoolError, PoolItem, SelectionRules};
use crate::uncertain_item::{Curves, UncertainItem};

/// Why there is nothing to replay.
#[derive(Debug, PartialEq, Error)]
pub enum ReplayError {
    #[error(transparent)]
    Responses(#[from] ResponseError),
    #[error(transparent)]
    Bank(#[from] BankError),
    #[error(transparent)]
    Pool(#[from] PoolError),
    #[error(transparent)]
    Ability(#[from] AbilityError),
    #[error("an item could not be calibrated: its posterior is degenerate")]
    LostItem,
}

/// What to replay.
#[derive(Clone, Copy, Debug)]
pub struct Recording<'a> {
    pub tasks: &'a [TaskFacts],
    pub prior: &'a BankPrior,
    /// Rows of the persons who calibrate.
    pub train: &'a [Vec<Option<u8>>],
    /// Rows of the persons who are tested.
    pub test: &'a [Vec<Option<u8>>],
    pub most_items: usize,
}

/// One way to choose items; arrays by number of items, from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplayCurves {
    /// Spearman's rank correlation with ties; 0 while all predictions are equal.
    pub spearman: Vec<f64>,
    pub mae_points: Vec<f64>,
    pub coverage_90: Vec<f64>,
}

/// Both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    pub adaptive: ReplayCurves,
    pub random: ReplayCurves,
}

/// Replays a recording.
pub fn replay(recording: Recording<'_>, random: &mut impl Rng) -> Result<Replay, ReplayError> {
    let categories: Vec<u8> =
        recording.tasks.iter().map(|task| u8::try_from(task.categories).unwrap_or(u8::MAX)).collect();
    let mut bank = Bank::new(recording.tasks, recording.prior.clone())?;
    bank.update(&Responses::with_categories(recording.train, &categories)?)?;
    Responses::with_categories(recording.test, &categories)?;
    let room = Room::new(&bank, recording.tasks.len())?;
    Ok(Replay {
        adaptive: room.curves(recording, true, random)?,
        random: room.curves(recording, false, random)?,
    })
}

/// A calibrated bank made ready for tests.
struct Room {
    pool: Pool,
    rules: SelectionRules,
    nodes: Vec<f64>,
    curves: Vec<Curves>,
    moments: Vec<ItemMoments>,
    link: crate::ability::Link,
}

impl Room {
    fn new(bank: &Bank, count: usize) -> Result<Self, ReplayError> {
        let items: Vec<UncertainItem> = bank.items();
        if items.len() != count {
            return Err(ReplayError::LostItem);
        }
        let nodes = scoring_nodes();
        let curves: Vec<Curves> = items.iter().map(|item| item.curves(&nodes)).collect();
        let rules = SelectionRules { exposure_cap: None, start_draw: 1, ..SelectionRules::default() };
        let pool_item =
            |item| PoolItem { item, minutes: 1.0, area: 0, enemy_groups: Vec::new(), needs_responses: false };
        let pool = Pool::new(&items.iter().map(pool_item).collect::<Vec<_>>(), &rules)?;
        let moments = curves.iter().map(ItemMoments::of).collect();
        Ok(Self { pool, rules, nodes, curves, moments, link: bank.link() })
    }

    fn curves(
        &self,
        recording: Recording<'_>,
        is_adaptive: bool,
        random: &mut impl Rng,
    ) -> Result<ReplayCurves, ReplayError> {
        let mut sittings = Vec::with_capacity(recording.test.len());
        for row in recording.test.iter().filter(|row| row.iter().any(Option::is_some)) {
            sittings.push(self.sit(row, recording.most_items, is_adaptive, random)?);
        }
        let longest = sittings.iter().map(|sitting| sitting.predictions.len()).max().unwrap_or(0);
        let mut curves = ReplayCurves::default();
        for step in 0..longest {
            curves.add(&sittings, step);
        }
        Ok(curves)
    }

    /// One person's test: the prediction after each item.
    fn sit(
        &self,
        row: &[Option<u8>],
        most_items: usize,
        is_adaptive: bool,
        random: &mut impl Rng,
    ) -> Result<Sitting, ReplayError> {
        let mut shown: Vec<usize> = (0..row.len()).filter(|item| row[*item].is_none()).collect();
        let mut remaining = RemainingScore::nothing(self.nodes.len());
        for (item, _) in row.iter().enumerate().filter(|(_, response)| response.is_some()) {
            remaining.add(&self.moments[item]);
        }
        let highest: f64 = row
            .iter()
            .zip(&self.curves)
            .filter(|(r, _)| r.is_some())
            .map(|(_, c)| as_number(c.category_count() - 1))
            .sum();
        let full: f64 = row.iter().flatten().map(|category| f64::from(*category)).sum();
        let (mut answers, mut earned) = (Vec::new(), 0.0);
        let mut known = posterior(AbilityPrior::WIDE, self.link, &self.nodes, &[])?;
        let mut sitting = Sitting { predictions: Vec::new(), full, highest };
        while sitting.predictions.len() < most_items {
            let Some(item) = self.next(&shown, &known, is_adaptive, random) else { break };
            shown.push(item);
            if let Some(category) = row[item] {
                answers.push((&self.curves[item], usize::from(category)));
                earned += f64::from(category);
                remaining.remove(&self.moments[item]);
            }
            known = posterior(AbilityPrior::WIDE, self.link, &self.nodes, &answers)?;
            sitting.predictions.push(predict_score(&known, earned, &remaining));
        }
        Ok(sitting)
    }

    fn next(
        &self,
        shown: &[usize],
        known: &Posterior,
        is_adaptive: bool,
        random: &mut impl Rng,
    ) -> Option<usize> {
        if is_adaptive {
            let choice = self.pool.next(&self.rules, &Exposure::default(), shown, known, random);
            return choice.map(|choice| choice.item);
        }
        let open: Vec<usize> = (0..self.curves.len()).filter(|item| !shown.contains(item)).collect();
        (!open.is_empty()).then(|| open[random.random_range(0..open.len())])
    }
}

/// One person's predictions, full score and highest possible score.
struct Sitting {
    predictions: Vec<ScorePrediction>,
    full: f64,
    highest: f64,
}

impl Sitting {
    /// The prediction after `step`, or the last one of a shorter test.
    fn prediction(&self, step: usize) -> Option<&ScorePrediction> {
        self.predictions.get(step).or_else(|| self.predictions.last())
    }
}

impl ReplayCurves {
    fn add(&mut self, sittings: &[Sitting], step: usize) {
        let (mut predicted, mut full) = (Vec::new(), Vec::new());
        let (mut error, mut covered) = (0.0, 0.0);
        for sitting in sittings {
            let Some(prediction) = sitting.prediction(step) else { continue };
            let interval = prediction.interval(0.9);
            predicted.push(prediction.mean / sitting.highest);
            full.push(sitting.full / sitting.highest);
            error += 100.0 * (prediction.mean - sitting.full).abs() / sitting.highest;
            covered += f64::from(u8::from(interval.low <= sitting.full && sitting.full <= interval.high));
        }
        let count = as_number(predicted.len()).max(1.0);
        self.spearman.push(spearman(&predicted, &full));
        self.mae_points.push(error / count);
        self.coverage_90.push(covered / count);
    }
}

/// Spearman's (1904) rank correlation, ties at their mean rank; 0 where one side does not vary.
fn spearman(left: &[f64], right: &[f64]) -> f64 {
    let (left, right) = (ranks(left), ranks(right));
    let middle = 0.5 * (as_number(left.len()) + 1.0);
    let (mut product, mut left_square, mut right_square) = (0.0, 0.0, 0.0);
    for (x, y) in left.iter().zip(&right) {
        product += (x - middle) * (y - middle);
        left_square += (x - middle).powi(2);
        right_square += (y - middle).powi(2);
    }
    let scale = (left_square * right_square).sqrt();
    if scale > 0.0 { product / scale } else { 0.0 }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|left, right| values[*left].total_cmp(&values[*right]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    while first < order.len() {
        let value = values[order[first]];
        let tied =
            order[first..].iter().take_while(|index| values[**index].total_cmp(&value).is_eq()).count();
        let mean = as_number(first) + 0.5 * (as_number(tied) + 1.0);
        for index in &order[first..first + tied] {
            ranks[*index] = mean;
        }
        first += tied;
    }
    ranks
}

#[expect(clippy::cast_precision_loss, reason = "counts of persons and items are small")]
fn as_number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::response_model::{Item, Shape};
    use crate::simulation::{draw_normal, draw_rows};

    #[test]
    fn ranks_share_their_mean_where_values_are_equal() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), vec![3.5, 1.0, 3.5, 2.0]);
        assert!((spearman(&[1.0, 2.0, 3.0], &[9.0, 5.0, 1.0]) + 1.0).abs() < 1e-12);
        assert!(spearman(&[1.0, 1.0], &[1.0, 2.0]).abs() < 1e-12);
    }

    #[test]
    fn an_adaptive_test_knows_the_full_score_sooner_and_its_intervals_hold() {
        let mut random = Pcg64Mcg::seed_from_u64(81);
        let items: Vec<Item> = (0..60)
            .map(|_| {
                Item::two_pl(draw_normal(0.2, 0.3, &mut random).exp(), draw_normal(0.0, 1.3, &mut random))
                    .unwrap()
            })
            .collect();
        let abilities: Vec<f64> = (0..140).map(|_| draw_normal(0.0, 1.0, &mut random)).collect();
        let mut rows = draw_rows(&items, &abilities, &mut random);
        rows[100][5] = None;
        let tasks = vec![TaskFacts { features: vec![], shape: Shape::Logistic, categories: 2 }; 60];
        let prior = BankPrior::new(&[], 0.2);
        let (train, test) = rows.split_at(60);
        let recording = Recording { tasks: &tasks, prior: &prior, train, test, most_items: 20 };
        let replay = replay(recording, &mut random).unwrap();
        let (adaptive, chance) = (&replay.adaptive, &replay.random);
        assert_eq!((adaptive.spearman.len(), chance.mae_points.len()), (20, 20));
        assert!(adaptive.spearman[9] > chance.spearman[9] && adaptive.mae_points[9] < chance.mae_points[9]);
        assert!(adaptive.spearman[19] > 0.9, "{}", adaptive.spearman[19]);
        let coverage = adaptive.coverage_90.iter().sum::<f64>() / 20.0;
        assert!((0.85..=0.97).contains(&coverage), "{coverage}");
    }

    #[test]
    fn a_test_longer_than_the_bank_ends_with_the_full_score() {
        let mut random = Pcg64Mcg::seed_from_u64(82);
        let tasks = vec![TaskFacts { features: vec![], shape: Shape::Logistic, categories: 2 }; 3];
        let rows = [vec![Some(1), Some(0), None], vec![None, Some(1), Some(1)], vec![None; 3]];
        let prior = BankPrior::new(&[], 0.2);
        let recording = Recording { tasks: &tasks, prior: &prior, train: &rows, test: &rows, most_items: 9 };
        let replay = replay(recording, &mut random).unwrap();
        assert!(replay.adaptive.mae_points.last().unwrap().abs() < 1e-6);
        assert!((replay.random.coverage_90.last().unwrap() - 1.0).abs() < 1e-12);
    }
}
