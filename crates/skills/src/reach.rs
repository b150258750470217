//! What somebody can learn next.

use std::collections::BTreeSet;

use crate::map::{Competency, SkillMap};

impl SkillMap {
    /// The competencies that are not mastered and whose direct prerequisites all are, in learning order.
    pub fn in_reach(&self, mastered: &BTreeSet<&str>) -> Vec<&Competency> {
        let has = |id: &String| mastered.contains(id.as_str());
        self.learning_order()
            .filter(|competency| !has(&competency.id) && competency.prerequisites.iter().all(has))
            .collect()
    }

    /// What of `goal` (and of all that it builds on) is not mastered, each after its prerequisites. What a mastered
    /// competency builds on is taken as mastered too.
    pub fn gap<'m>(&'m self, goal: &[&'m Competency], mastered: &BTreeSet<&str>) -> Vec<&'m Competency> {
        let known: BTreeSet<&str> = self
            .with_prerequisites(mastered.iter().copied())
            .into_iter()
            .map(|competency| competency.id.as_str())
            .collect();
        let mut gap = self.with_prerequisites(goal.iter().map(|competency| competency.id.as_str()));
        gap.retain(|competency| !known.contains(competency.id.as_str()));
        gap
    }
}
