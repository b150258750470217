//! The measure of a bank: an item for each task and competency, from author ratings, level and kind (`psychometrics::hierarchical`), and what
//! evidence then says about every competency at once (`psychometrics::dimensions`, the skill map as prior).
//!
//! The bank's shared error, how well its scale is tied to the levels, is one more dimension that every response depends on.

pub mod knowledge;

use std::fmt::Write as _;

use bank::manifest::Kind;
use nalgebra::{DMatrix, DVector};
use psychometrics::ability::{Link, scoring_nodes};
use psychometrics::dimensions::{Abilities, DimensionError};
use psychometrics::hierarchical::{Bank, BankError, BankPrior, TaskFacts};
use psychometrics::response_model::{Item, Shape};
use psychometrics::uncertain_item::{Curves, UncertainItem};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::field::{Field, anchor};
use crate::response::GradedResponse;
use crate::task::MeasuredTask;

/// How much easier a task is in practice, where one may try again and sees what fails, in logits. An author's guess, to be calibrated.
const PRACTICE_EASE: f64 = 0.5;
/// Spread of the features' coefficients before any response.
const COEFFICIENT_SD: f64 = 0.25;

/// Why a bank cannot be measured with.
#[derive(Debug, Error)]
pub enum MeasureError {
    #[error("the tasks' facts make no items: {0}")]
    Bank(#[from] BankError),
    #[error("the skill map makes no prior: {0}")]
    Prior(#[from] DimensionError),
}

/// Under which conditions a task was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// One hand-in.
    Measured,
    /// Graded on every save, with what fails shown; only what was reached before the first help counts.
    Practised,
}

/// One graded response with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub task: String,
    pub setting: Setting,
    pub at_ms: u64,
    pub response: GradedResponse,
}

/// An item: what one task says about one competency.
#[derive(Clone, Debug)]
pub struct MeasuredItem {
    pub task: usize,
    /// Place of the competency in the field.
    pub competency: usize,
    pub item: UncertainItem,
    curves: Curves,
    practice_curves: Curves,
    /// Expected information over the scoring nodes.
    information: Vec<f64>,
}

/// A bank ready to measure with.
pub struct Measure {
    field: Field,
    tasks: Vec<MeasuredTask>,
    items: Vec<MeasuredItem>,
    /// Items of a task: a range of `items`.
    ends: Vec<usize>,
    prior: Abilities,
    nodes: Vec<f64>,
    link: Link,
    digest: String,
}

impl Measure {
    /// Items for all proven tasks; the prior over all competencies of the field. Tasks are sorted by id, so that the order in which
    /// a bank was read changes nothing.
    pub fn new(field: Field, mut tasks: Vec<MeasuredTask>) -> Result<Self, MeasureError> {
        tasks.sort_by(|left, right| left.id.cmp(&right.id));
        let (facts, places) = facts(&field, &tasks);
        let bank = Bank::new(&facts, prior_belief())?;
        let nodes = scoring_nodes();
        let items: Vec<MeasuredItem> = bank
            .items()
            .into_iter()
            .zip(places)
            .map(|(item, (task, competency))| measured_item(task, competency, item, &nodes))
            .collect();
        let end = |task: usize| items.partition_point(|item| item.task <= task);
        let ends = (0..tasks.len()).map(end).collect();
        let link = bank.link();
        let prior = prior(&field, link)?;
        let digest = digest(&tasks);
        Ok(Self { field, tasks, items, ends, prior, nodes, link, digest })
    }

    pub fn field(&self) -> &Field {
        &self.field
    }

    pub fn tasks(&self) -> &[MeasuredTask] {
        &self.tasks
    }

    pub fn task(&self, id: &str) -> Option<usize> {
        self.tasks.binary_search_by(|task| task.id.as_str().cmp(id)).ok()
    }

    pub fn items(&self) -> &[MeasuredItem] {
        &self.items
    }

    /// The items of a task; none where it isn't proven or measures nothing of the field.
    pub fn items_of(&self, task: usize) -> &[MeasuredItem] {
        let start = if task == 0 { 0 } else { self.ends[task - 1] };
        &self.items[start..self.ends[task]]
    }

    /// The proven tasks that measure a competency.
    pub fn tasks_for(&self, competency: usize) -> impl Iterator<Item = &MeasuredTask> {
        self.items.iter().filter(move |item| item.competency == competency).map(|item| &self.tasks[item.task])
    }

    /// What the whole bank is, for logs that outlive it.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    pub fn link(&self) -> Link {
        self.link
    }

    /// Which weighted sum of dimensions an item of a competency depends on: the ability and the error that all items share.
    fn direction(&self, competency: usize) -> [(usize, f64); 2] {
        [(competency, 1.0), (self.field.competencies.len(), 1.0)]
    }
}

fn facts(field: &Field, tasks: &[MeasuredTask]) -> (Vec<TaskFacts>, Vec<(usize, usize)>) {
    let (mut facts, mut places) = (Vec::new(), Vec::new());
    for (at, task) in tasks.iter().enumerate().filter(|(_, task)| task.proven) {
        for competency in task.competencies() {
            let Some(place) = field.position(competency) else { continue };
            let categories = task.categories(competency);
            let shape = if categories == 2 { Shape::Logistic } else { Shape::Graded };
            facts.push(TaskFacts { features: features(task), shape, categories });
            places.push((at, place));
        }
    }
    (facts, places)
}

/// The author's rating, the level's place, and the kind (one column each).
fn features(task: &MeasuredTask) -> Vec<f64> {
    let kinds = Kind::ALL.iter().map(|(_, kind)| f64::from(u8::from(*kind == task.kind)));
    [task.difficulty, anchor(task.level)].into_iter().chain(kinds).collect()
}

/// Ratings and levels count as their authors meant them; kinds differ by what responses will show, before that not at all.
fn prior_belief() -> BankPrior {
    let coefficients: Vec<f64> = [1.0, 1.0].into_iter().chain(Kind::ALL.iter().map(|_| 0.0)).collect();
    BankPrior::new(&coefficients, COEFFICIENT_SD)
}

fn measured_item(task: usize, competency: usize, item: UncertainItem, nodes: &[f64]) -> MeasuredItem {
    let curves = item.curves(nodes);
    let practice_curves =
        eased(&item, PRACTICE_EASE).map_or_else(|| curves.clone(), |item| item.curves(nodes));
    let information = item.expected_information(nodes);
    MeasuredItem { task, competency, item, curves, practice_curves, information }
}

fn eased(item: &UncertainItem, logits: f64) -> Option<UncertainItem> {
    let own = item.item();
    let thresholds = own.thresholds().iter().map(|threshold| threshold - logits).collect();
    let easier = Item::new(own.shape(), own.slope(), thresholds, own.guessing()).ok()?;
    UncertainItem::new(easier, item.covariance().clone()).ok()
}

fn prior(field: &Field, link: Link) -> Result<Abilities, DimensionError> {
    let count = field.competencies.len();
    let abilities = field.covariance();
    let covariance =
        DMatrix::from_fn(count + 1, count + 1, |row, column| match (row == count, column == count) {
            (true, true) => link.shift_sd.powi(2),
            (false, false) => abilities[(row, column)],
            _ => 0.0,
        });
    Abilities::new(DVector::zeros(count + 1), covariance)
}

fn digest(tasks: &[MeasuredTask]) -> String {
    let mut digest = Sha256::new();
    for task in tasks {
        digest.update(task.id.as_bytes());
        digest.update([0]);
        digest.update(task.digest.as_bytes());
        digest.update([u8::from(task.proven)]);
    }
    digest.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
