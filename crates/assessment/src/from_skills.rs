//! The skill map and a role profile as the measure sees them.

use skills::map::SkillMap;
use skills::roles::RoleProfile;

use crate::field::{Area, AreaNeed, Competency, Field, RoleNeeds};

impl From<&SkillMap> for Field {
    /// In learning order: each competency after its prerequisites.
    fn from(map: &SkillMap) -> Self {
        let area = |area: &skills::map::Area| Area { id: area.id.clone(), name: area.name.clone() };
        let competency = |own: &skills::map::Competency| Competency {
            id: own.id.clone(),
            area: own.area.clone(),
            level: own.level,
            can: own.can.clone(),
            prerequisites: own.prerequisites.clone(),
        };
        Self {
            areas: map.areas().iter().map(area).collect(),
            competencies: map.learning_order().map(competency).collect(),
        }
    }
}

impl RoleNeeds {
    /// What a profile needs, by the map's rule: "meets" when the interval's lower bound is above the cut.
    pub fn new(map: &SkillMap, profile: &RoleProfile) -> Self {
        let rule = map.rule();
        let need = |own: &skills::roles::RequiredArea| AreaNeed {
            area: own.area.clone(),
            level: own.level,
            weight: own.weight,
        };
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
            musts: profile.must.clone(),
            areas: profile.areas.iter().map(need).collect(),
            mastery: rule.cut,
            // The lower bound of a central interval leaves half of what is outside below it.
            certainty: 0.5 + 0.5 * rule.interval,
            independent_tasks: usize::try_from(rule.min_independent_tasks_per_must).unwrap_or(usize::MAX),
        }
    }
}
