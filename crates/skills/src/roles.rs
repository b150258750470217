//! Role profiles: what a role at a level requires.

use crate::level::Level;
use crate::map::{Competency, SkillMap};
use crate::rows::{ProfileAreaRow, ProfileRow, RuleRow};

/// When a role is met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Least lower bound of a must's mastery and of the weighted score, 0 to 1.
    pub cut: f64,
    /// Coverage of the intervals whose lower bounds are meant, 0 to 1.
    pub interval: f64,
    pub max_evidence_age_days: u32,
    /// Whether answers to quizzes alone may show a must.
    pub quiz_only_allowed: bool,
    pub min_independent_tasks_per_must: u32,
}

/// What a role at a level requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleProfile {
    pub id: String,
    pub role: String,
    pub level: Level,
    pub name: String,
    pub why: String,
    /// Ids of the competencies without which the role is not met.
    pub must: Vec<String>,
    /// Frameworks and surveys that it was held against.
    pub references: Vec<String>,
    /// Every area, as the file has them.
    pub areas: Vec<RequiredArea>,
}

/// What a role requires of one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredArea {
    /// Id of the area.
    pub area: String,
    /// Every competency of the area up to this level is in scope; none: the area is outside of the role.
    pub level: Option<Level>,
    /// In percent; the weights of a profile add up to 100.
    pub weight: u32,
    pub reason: String,
}

impl Rule {
    pub(crate) fn of(row: &RuleRow) -> Self {
        Self {
            cut: row.cut,
            interval: row.interval,
            max_evidence_age_days: row.max_evidence_age_days,
            quiz_only_allowed: row.quiz_only_allowed,
            min_independent_tasks_per_must: row.min_independent_tasks_per_must,
        }
    }
}

impl RoleProfile {
    pub(crate) fn of(row: &ProfileRow) -> Option<Self> {
        Some(Self {
            id: row.id.get_ref().clone(),
            role: row.role.clone(),
            level: Level::of(&row.level)?,
            name: row.name.clone(),
            why: row.why.clone(),
            must: row.must.clone(),
            references: row.references.clone(),
            areas: row.areas.iter().map(|area| RequiredArea::of(area.get_ref())).collect(),
        })
    }

    /// What it requires of an area; nothing where the area is outside of the role.
    pub fn level_in(&self, area: &str) -> Option<Level> {
        self.areas.iter().find(|required| required.area == area)?.level
    }

    /// Whether a competency counts for this role at all.
    pub fn has_in_scope(&self, competency: &Competency) -> bool {
        self.level_in(&competency.area).is_some_and(|level| competency.level <= level)
    }

    /// Every competency that counts, each after its prerequisites.
    pub fn in_scope<'m>(&self, map: &'m SkillMap) -> Vec<&'m Competency> {
        map.learning_order().filter(|competency| self.has_in_scope(competency)).collect()
    }

    /// The musts with all that they build on, each after its prerequisites.
    pub fn learning_path<'m>(&self, map: &'m SkillMap) -> Vec<&'m Competency> {
        map.with_prerequisites(self.must.iter().map(String::as_str))
    }
}

impl RequiredArea {
    fn of(row: &ProfileAreaRow) -> Self {
        Self {
            area: row.area.clone(),
            level: Level::of(&row.level),
            weight: row.weight,
            reason: row.reason.clone(),
        }
    }
}
