//! What to practise next: a task whose prerequisites are met and that one is likely, not sure, to solve; and where somebody is ahead, a harder
//! one that proves the chapter before it.

use std::collections::BTreeSet;

use super::event::{EndedBy, GivenFor};
use super::{Sitting, Step};
use crate::field::Competency;
use crate::measure::Setting;
use crate::measure::knowledge::Knowledge;

/// The chance to solve at which a task teaches most: hard enough to learn, easy enough to go on.
const WANTED_CHANCE: f64 = 0.7;
/// A prerequisite holds nobody up from this probability of mastery on.
const PREREQUISITE_MET: f64 = 0.45;
/// Share of a level's typical tasks that mastery means.
const MASTERY: f64 = 0.65;
/// A competency is taken as one's own from this probability on, when own work speaks for it.
const OWN: f64 = 0.9;
/// A harder task is offered in place of a chapter from this chance on.
const LEAP_CHANCE: f64 = 0.55;
/// Nobody leaps before this many tasks were solved without help.
const SOLVED_BEFORE_LEAP: usize = 1;
/// How much being wanted by the role outweighs fitting one's level.
const ROLE_PULL: f64 = 0.3;

pub(super) fn next(sitting: &Sitting<'_>) -> Step {
    let view = View::new(sitting);
    let fits = view.best(true).or_else(|| view.best(false));
    let Some(task) = fits else { return Step::End(EndedBy::NothingLeft) };
    match view.leap(task) {
        Some(harder) => sitting.proposal(harder, GivenFor::Proves),
        None => sitting.proposal(task, GivenFor::Fits),
    }
}

/// What practice looks at.
struct View<'s, 'a> {
    sitting: &'s Sitting<'a>,
    knowledge: Knowledge<'a>,
    /// Competencies that own work speaks for.
    worked_on: BTreeSet<String>,
    measured: BTreeSet<usize>,
}

impl<'s, 'a> View<'s, 'a> {
    fn new(sitting: &'s Sitting<'a>) -> Self {
        let evidence = sitting.evidence();
        Self {
            sitting,
            knowledge: sitting.measure.knowledge(&evidence),
            worked_on: evidence.iter().map(|one| one.response.competency.clone()).collect(),
            measured: sitting.measure.items().iter().map(|item| item.competency).collect(),
        }
    }

    /// The task that fits best; `strictly`: only with all prerequisites met. Ties go to the first by id.
    fn best(&self, strictly: bool) -> Option<usize> {
        let tasks = 0..self.sitting.measure.tasks().len();
        let fitting =
            tasks.filter(|task| self.is_open(*task) && (!strictly || self.prerequisites_met(*task)));
        let mut best: Option<(f64, usize)> = None;
        for task in fitting {
            let fit = self.fit(task);
            if best.is_none_or(|(known, _)| fit > known) {
                best = Some((fit, task));
            }
        }
        best.map(|(_, task)| task)
    }

    /// Not met in this sitting, not solved or answered before, and not something that one can already do.
    fn is_open(&self, task: usize) -> bool {
        let own = &self.sitting.measure.tasks()[task];
        let items = self.sitting.measure.items_of(task);
        let within_level = self.sitting.blueprint.level.is_none_or(|level| own.level <= level);
        !items.is_empty()
            && within_level
            && !self.sitting.has_met(&own.id)
            && !items.iter().all(|item| self.is_own(item.competency))
    }

    fn competency(&self, place: usize) -> &'a Competency {
        &self.sitting.measure.field().competencies[place]
    }

    /// Whether somebody has shown that they can do it.
    fn is_own(&self, place: usize) -> bool {
        let competency = self.competency(place);
        self.worked_on.contains(&competency.id)
            && self.knowledge.probability_of_mastery(competency, place, MASTERY) >= OWN
    }

    fn prerequisites_met(&self, task: usize) -> bool {
        let field = self.sitting.measure.field();
        let items = self.sitting.measure.items_of(task);
        let own: BTreeSet<usize> = items.iter().map(|item| item.competency).collect();
        let needed = own.iter().flat_map(|place| field.competencies[*place].prerequisites.iter());
        let places = needed.filter_map(|id| field.position(id)).filter(|place| !own.contains(place));
        // What no task of the bank measures can neither be shown nor practised here: it holds nobody up.
        let mut measured = places.filter(|place| self.measured.contains(place));
        measured.all(|place| {
            self.knowledge.probability_of_mastery(self.competency(place), place, MASTERY) >= PREREQUISITE_MET
        })
    }

    /// Higher is better: near the wanted chance, and wanted by the role.
    fn fit(&self, task: usize) -> f64 {
        let chance = self.knowledge.chance_of_solving(task, Setting::Practised);
        let items = self.sitting.measure.items_of(task);
        let wanted = self.sitting.role.map_or(0.0, |role| {
            let own = |must: bool| {
                items.iter().any(|item| {
                    let competency = self.competency(item.competency);
                    if must { role.is_must(&competency.id) } else { role.covers(competency) }
                })
            };
            if own(true) { 1.0 } else { 0.5 * f64::from(u8::from(own(false))) }
        });
        ROLE_PULL * wanted - (chance - WANTED_CHANCE).abs()
    }

    /// A harder task of the same chapter (the same competency, or one that builds on it) that somebody who is ahead may well solve.
    fn leap(&self, task: usize) -> Option<usize> {
        let solved =
            self.sitting.given.iter().filter(|given| given.is_solved() && !given.is_helped()).count();
        let answered =
            self.sitting.earlier.iter().filter(|one| one.response.category == one.response.steps).count();
        if solved + answered < SOLVED_BEFORE_LEAP {
            return None;
        }
        let chance = |task: usize| self.knowledge.chance_of_solving(task, Setting::Practised);
        let own_chance = chance(task);
        let candidates = (0..self.sitting.measure.tasks().len()).filter(|other| {
            *other != task
                && self.is_open(*other)
                && self.prerequisites_met(*other)
                && self.is_wanted(*other)
                && self.builds_on(*other, task)
        });
        let harder = candidates.map(|other| (chance(other), other));
        let harder = harder.filter(|(chance, _)| (LEAP_CHANCE..own_chance).contains(chance));
        harder.min_by(|left, right| left.0.total_cmp(&right.0)).map(|(_, other)| other)
    }

    /// Whether the role, if there is one, covers what the task measures.
    fn is_wanted(&self, task: usize) -> bool {
        let covered = |place: usize| self.sitting.role.is_none_or(|role| role.covers(self.competency(place)));
        self.sitting.measure.items_of(task).iter().any(|item| covered(item.competency))
    }

    fn builds_on(&self, task: usize, base: usize) -> bool {
        let base: Vec<&Competency> =
            self.sitting.measure.items_of(base).iter().map(|item| self.competency(item.competency)).collect();
        let stands_on = |competency: &Competency| {
            base.iter().all(|own| own.id == competency.id || competency.prerequisites.contains(&own.id))
        };
        self.sitting.measure.items_of(task).iter().any(|item| stands_on(self.competency(item.competency)))
    }
}
