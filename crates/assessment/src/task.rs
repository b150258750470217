//! A task as a sitting sees it: what it asks, for how long, and which check groups speak for which competency.

use bank::groups::LEAST_SHARE;
use bank::manifest::{Kind, Level};
use bank::package::TaskPackage;

/// Most steps of a graded response: finer differences say little about ability.
const MOST_STEPS: usize = 4;

/// Checks that are scored together: passed only if all of them pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredGroup {
    pub competency: String,
    pub points: u32,
}

/// A task of the bank.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredTask {
    pub id: String,
    pub title: String,
    pub digest: String,
    pub kind: Kind,
    pub level: Level,
    pub minutes: u32,
    /// The author's rating in logits, 0 as hard as the level's typical task.
    pub difficulty: f64,
    /// Only a proven task measures anybody; others are practice.
    pub proven: bool,
    pub family: Option<String>,
    pub causes: Vec<String>,
    pub groups: Vec<MeasuredGroup>,
    /// Seeds of its variants; empty: it has one form.
    pub variants: Vec<u64>,
}

impl MeasuredTask {
    /// What a package says of itself. Whether it is proven, and for which seeds, its proof says.
    pub fn new(package: &TaskPackage, proven: bool, variants: Vec<u64>) -> Self {
        let manifest = package.manifest();
        let group = |group: &bank::groups::CheckGroup| MeasuredGroup {
            competency: group.competency.clone(),
            points: group.points,
        };
        Self {
            id: manifest.id.clone(),
            title: manifest.title.clone(),
            digest: package.digest(),
            kind: manifest.kind,
            level: manifest.level,
            minutes: manifest.minutes,
            difficulty: manifest.difficulty,
            proven,
            family: manifest.family.clone(),
            causes: manifest.causes.clone(),
            groups: manifest.groups.iter().map(group).collect(),
            variants,
        }
    }

    /// The competencies that the task measures, in the order of its groups.
    pub fn competencies(&self) -> Vec<&str> {
        let total: u32 = self.groups.iter().map(|group| group.points).sum();
        let mut found: Vec<&str> = Vec::new();
        for group in &self.groups {
            let own = self.groups_of(&group.competency).map(|group| group.points).sum::<u32>();
            let counts = f64::from(own) >= LEAST_SHARE * f64::from(total) && own > 0;
            if counts && !found.contains(&group.competency.as_str()) {
                found.push(&group.competency);
            }
        }
        found
    }

    /// The groups that speak for a competency.
    pub fn groups_of<'a>(&'a self, competency: &'a str) -> impl Iterator<Item = &'a MeasuredGroup> {
        self.groups.iter().filter(move |group| group.competency == competency)
    }

    /// Categories of the task's graded response for a competency: one more than its steps.
    pub fn categories(&self, competency: &str) -> usize {
        self.groups_of(competency).count().clamp(1, MOST_STEPS) + 1
    }

    /// Whether two tasks are independent evidence: they share neither family nor planted cause.
    pub fn is_independent_of(&self, other: &Self) -> bool {
        let same_family = self.family.is_some() && self.family == other.family;
        !same_family && self.id != other.id && !self.causes.iter().any(|cause| other.causes.contains(cause))
    }
}

/// How many tasks of a list are independent of each other, taken greedily.
pub fn independent_count<'a>(tasks: impl Iterator<Item = &'a MeasuredTask>) -> usize {
    let mut kept: Vec<&MeasuredTask> = Vec::new();
    for task in tasks {
        if kept.iter().all(|other| other.is_independent_of(task)) {
            kept.push(task);
        }
    }
    kept.len()
}
