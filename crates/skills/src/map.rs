//! The skill map: all competencies with their prerequisites, by area, and the role profiles over it.

use std::collections::{BTreeMap, BTreeSet};

use crate::level::Level;
use crate::mistake::Mistake;
use crate::roles::{RoleProfile, Rule};
use crate::rows::{CompetencyRow, MAP_FILE, MapRows, ROLES_FILE, RoleRows, read};
use crate::{map_checks, profile_checks};

/// A group of competencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    pub id: String,
    pub name: String,
    pub about: String,
}

/// One observable ability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    pub id: String,
    /// Id of its area.
    pub area: String,
    /// The broader skill that it is part of, in words.
    pub skill: String,
    pub level: Level,
    /// What somebody who has it can do: "chooses and converts between ...".
    pub can: String,
    /// Kinds of task that can show it.
    pub kinds: Vec<String>,
    /// Ids of the competencies that it builds on directly.
    pub prerequisites: Vec<String>,
    /// Ids of the items of the checklist that it covers.
    pub checklist: Vec<String>,
    /// How a task can show it.
    pub shown_by: String,
}

/// The checked skill map and role profiles.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillMap {
    areas: Vec<Area>,
    competencies: Vec<Competency>,
    places: BTreeMap<String, usize>,
    /// Places of the competencies so that each comes after its prerequisites; else as in the file.
    order: Vec<usize>,
    rule: Rule,
    profiles: Vec<RoleProfile>,
}

impl SkillMap {
    /// Reads `competencies.toml` and `roles.toml`. Errors: everything that is wrong with the first, or else with the
    /// second, in the order of its lines.
    pub fn parse(competencies: &str, roles: &str) -> Result<Self, Vec<Mistake>> {
        let rows: MapRows = read(MAP_FILE, competencies).map_err(|mistake| vec![mistake])?;
        let role_rows: RoleRows = read(ROLES_FILE, roles).map_err(|mistake| vec![mistake])?;
        let mut mistakes = map_checks::check(&rows, competencies);
        if mistakes.is_empty() {
            // Profiles on an unsound map would only say the same again.
            mistakes = profile_checks::check(&role_rows, roles, &rows);
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        if mistakes.is_empty() { Ok(Self::of(&rows, &role_rows)) } else { Err(mistakes) }
    }

    fn of(rows: &MapRows, role_rows: &RoleRows) -> Self {
        let competencies: Vec<Competency> = rows.competency.iter().filter_map(competency).collect();
        let places = competencies.iter().enumerate().map(|(at, known)| (known.id.clone(), at)).collect();
        let area = |row: &crate::rows::AreaRow| Area {
            id: row.id.get_ref().clone(),
            name: row.name.clone(),
            about: row.about.clone(),
        };
        let mut map = Self {
            areas: rows.area.iter().map(area).collect(),
            competencies,
            places,
            order: Vec::new(),
            rule: Rule::of(role_rows.rule.get_ref()),
            profiles: role_rows.profile.iter().filter_map(RoleProfile::of).collect(),
        };
        map.order = map.in_order();
        map
    }

    /// The areas as the file has them.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    pub fn area(&self, id: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    /// All competencies as the file has them.
    pub fn competencies(&self) -> &[Competency] {
        &self.competencies
    }

    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.places.get(id).map(|&at| &self.competencies[at])
    }

    pub fn profiles(&self) -> &[RoleProfile] {
        &self.profiles
    }

    pub fn profile(&self, id: &str) -> Option<&RoleProfile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }

    /// When a role is met.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// All competencies, each after its prerequisites.
    pub fn learning_order(&self) -> impl Iterator<Item = &Competency> {
        self.order.iter().map(|&at| &self.competencies[at])
    }

    /// The given competencies with all that they build on, each after its prerequisites. Unknown ids are left out.
    pub fn with_prerequisites<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<&Competency> {
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&Competency> = ids.into_iter().filter_map(|id| self.competency(id)).collect();
        while let Some(next) = open.pop() {
            if wanted.insert(&next.id) {
                open.extend(next.prerequisites.iter().filter_map(|id| self.competency(id)));
            }
        }
        self.learning_order().filter(|competency| wanted.contains(competency.id.as_str())).collect()
    }

    /// All that a competency builds on, directly or not, each after its prerequisites.
    pub fn prerequisites(&self, id: &str) -> Vec<&Competency> {
        let mut all = self.with_prerequisites([id]);
        all.retain(|competency| competency.id != id);
        all
    }

    /// The competencies that build on this one directly.
    pub fn built_on(&self, id: &str) -> Vec<&Competency> {
        let builds =
            |competency: &&Competency| competency.prerequisites.iter().any(|prerequisite| prerequisite == id);
        self.competencies.iter().filter(builds).collect()
    }

    /// Places in an order in which each comes after its prerequisites (Kahn, 1962), earlier in the file first.
    fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        let mut placed: BTreeSet<&str> = BTreeSet::new();
        while let Some(next) = (0..self.competencies.len()).find(|&at| {
            let competency = &self.competencies[at];
            !placed.contains(competency.id.as_str())
                && competency.prerequisites.iter().all(|id| placed.contains(id.as_str()))
        }) {
            placed.insert(&self.competencies[next].id);
            order.push(next);
        }
        order
    }
}

fn competency(row: &CompetencyRow) -> Option<Competency> {
    Some(Competency {
        id: row.id.get_ref().clone(),
        area: row.area.clone(),
        skill: row.skill.clone(),
        level: Level::of(&row.level)?,
        can: row.can.clone(),
        kinds: row.kinds.clone(),
        prerequisites: row.prerequisites.clone(),
        checklist: row.seeds.clone(),
        shown_by: row.proof.clone(),
    })
}
