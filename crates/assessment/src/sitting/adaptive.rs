//! The adaptive choice: of the tasks that are allowed the one that narrows most per minute what the sitting is for, within content quotas,
//! exposure cap and enemies (`psychometrics::selection`); and the rules that end it (`psychometrics::stopping`).

use std::collections::{BTreeMap, BTreeSet};

use psychometrics::ability::scoring_nodes;
use psychometrics::decision::Outcome;
use psychometrics::selection::{Exposure, Pool, PoolItem, SelectionRules};
use psychometrics::stopping::{Progress, Stop, StoppingRules};
use psychometrics::uncertain_item::UncertainItem;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;

use super::event::{EndedBy, GivenFor};
use super::{Sitting, Step};
use crate::measure::Measure;
use crate::measure::knowledge::{Knowledge, normal};
use crate::role::{decide_role, importance, overall, standing_of_must};
use crate::task::MeasuredTask;

/// The first task is drawn from this many best ones, so that not everybody starts alike.
const START_DRAW: usize = 5;
/// What already decided competencies count for, beside undecided ones.
const DECIDED_IMPORTANCE: f64 = 0.1;
/// Precision ends a sitting only after this many tasks.
const FEWEST_TASKS: usize = 5;
/// Spreads the positions of one sitting over seeds.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

pub(super) fn next(sitting: &Sitting<'_>) -> Step {
    let knowledge = sitting.knowledge();
    let importance = wanted(sitting, &knowledge);
    let content = Content::new(sitting);
    let allowed = Allowed::new(sitting, &content);
    let value = |task: &usize| allowed.value(*task, &knowledge, &importance);
    let values: Vec<Option<f32>> = content.tasks.iter().map(value).collect();
    let tasks_left = values.iter().any(Option::is_some);
    if let Some(by) = ended(sitting, &knowledge, tasks_left, allowed.time_is_short) {
        return Step::End(by);
    }
    let chosen = content.choose(sitting, &values);
    chosen.map_or(Step::End(EndedBy::NothingLeft), |(task, reason)| sitting.proposal(task, reason))
}

/// Importance of each competency: what the role weighs, most of all where it isn't decided yet.
fn wanted(sitting: &Sitting<'_>, knowledge: &Knowledge<'_>) -> Vec<f64> {
    let mut importance = importance(sitting.measure, sitting.role);
    let Some(role) = sitting.role.filter(|_| sitting.blueprint.until_decided) else { return importance };
    let evidence = sitting.evidence();
    for (place, weight) in importance.iter_mut().enumerate() {
        let is_must = role.is_must(&sitting.measure.field().competencies[place].id);
        if is_must && standing_of_must(sitting.measure, knowledge, &evidence, role, place).is_decided() {
            *weight *= DECIDED_IMPORTANCE;
        }
    }
    importance
}

/// Which tasks may come now.
struct Allowed<'s, 'a> {
    sitting: &'s Sitting<'a>,
    minutes_left: f64,
    most_minutes: u32,
    time_is_short: bool,
}

impl<'s, 'a> Allowed<'s, 'a> {
    fn new(sitting: &'s Sitting<'a>, content: &Content) -> Self {
        let minutes = sitting.blueprint.minutes.map_or(f64::INFINITY, f64::from);
        let minutes_left = minutes - sitting.minutes_worked();
        let mut allowed = Self { sitting, minutes_left, most_minutes: u32::MAX, time_is_short: false };
        let minutes_of = |task: usize| sitting.measure.tasks()[task].minutes;
        let mut open = content.tasks.iter().filter(|task| allowed.is_fresh(**task)).peekable();
        let any = open.peek().is_some();
        let shortest = open.map(|task| minutes_of(*task)).filter(|own| f64::from(*own) <= minutes_left).min();
        allowed.time_is_short = any && shortest.is_none();
        if let (Some(micro), Some(shortest)) = (sitting.blueprint.short_first_minutes, shortest)
            && shortest <= micro
        {
            allowed.most_minutes = micro;
        }
        allowed
    }

    /// Never met, and not above the level.
    fn is_fresh(&self, task: usize) -> bool {
        let own = &self.sitting.measure.tasks()[task];
        self.sitting.blueprint.level.is_none_or(|level| own.level <= level) && !self.sitting.has_met(&own.id)
    }

    fn value(&self, task: usize, knowledge: &Knowledge<'_>, importance: &[f64]) -> Option<f32> {
        let minutes = self.sitting.measure.tasks()[task].minutes;
        let fits = f64::from(minutes) <= self.minutes_left && minutes <= self.most_minutes;
        if !fits || !self.is_fresh(task) {
            return None;
        }
        let gain = knowledge.gain(task, importance) / f64::from(minutes);
        #[expect(clippy::cast_possible_truncation, reason = "single precision is enough to rank tasks")]
        (gain > 0.0).then_some(gain as f32)
    }
}

/// What the blueprint's quotas offer: areas with their shares, and the proven tasks in them.
struct Content {
    shares: Vec<f64>,
    /// Places in the measure.
    tasks: Vec<usize>,
    /// Area of each of these tasks.
    areas: Vec<usize>,
}

impl Content {
    fn new(sitting: &Sitting<'_>) -> Self {
        let quotas = quotas(sitting);
        let measure = sitting.measure;
        let mut names: Vec<String> = Vec::new();
        let (mut tasks, mut areas) = (Vec::new(), Vec::new());
        for (place, task) in measure.tasks().iter().enumerate() {
            let Some(area) = area(measure, task).filter(|area| quotas.contains_key(area)) else { continue };
            if measure.items_of(place).is_empty() {
                continue;
            }
            let known = names.iter().position(|name| *name == area);
            areas.push(known.unwrap_or_else(|| {
                names.push(area);
                names.len() - 1
            }));
            tasks.push(place);
        }
        let weights: Vec<f64> = names.iter().map(|name| quotas[name]).collect();
        let total: f64 = weights.iter().sum();
        Self { shares: weights.iter().map(|weight| weight / total).collect(), tasks, areas }
    }

    fn choose(&self, sitting: &Sitting<'_>, values: &[Option<f32>]) -> Option<(usize, GivenFor)> {
        let rules = SelectionRules {
            area_shares: self.shares.clone(),
            exposure_cap: sitting.blueprint.exposure_cap_percent.map(|percent| f64::from(percent) / 100.0),
            start_draw: START_DRAW,
            draw: 1,
            seat_chance: 0.0,
        };
        let pool = self.pool(sitting.measure, &rules)?;
        let id = |task: &usize| sitting.measure.tasks()[*task].id.as_str();
        let at = |given: &str| self.tasks.iter().position(|task| id(task) == given);
        let shown: Vec<usize> = sitting.given.iter().filter_map(|given| at(&given.task)).collect();
        let count = |task: &usize| sitting.exposure.shown.get(id(task)).copied().unwrap_or(0);
        let exposure =
            Exposure { sittings: sitting.exposure.sittings, shown: self.tasks.iter().map(count).collect() };
        let position = u64::try_from(sitting.given.len()).unwrap_or(u64::MAX);
        let mut random = Pcg64Mcg::seed_from_u64(sitting.seed.wrapping_add(position.wrapping_mul(ODD)));
        let choice = pool.next_by_value(&rules, &exposure, &shown, values, &mut random)?;
        Some((self.tasks[choice.item], choice.reason.into()))
    }

    /// The tasks laid out for selection; what they're worth is computed apart, so one item stands for each.
    fn pool(&self, measure: &Measure, rules: &SelectionRules) -> Option<Pool> {
        let of = |task: &usize| UncertainItem::certain(measure.items_of(*task)[0].item.item().clone());
        let items: Vec<UncertainItem> = self.tasks.iter().map(of).collect();
        let mut groups = EnemyGroups::default();
        let places = self.tasks.iter().zip(&self.areas).zip(&items);
        let pool_items: Vec<PoolItem<'_>> = places
            .map(|((task, area), item)| PoolItem {
                item,
                minutes: f64::from(measure.tasks()[*task].minutes),
                area: *area,
                enemy_groups: groups.of(&measure.tasks()[*task]),
                needs_responses: false,
            })
            .collect();
        Pool::new(&pool_items, rules).ok()
    }
}

/// The area of a task: that of the competency with most points.
fn area(measure: &Measure, task: &MeasuredTask) -> Option<String> {
    let points = |competency: &str| task.groups_of(competency).map(|group| group.points).sum::<u32>();
    let known = task.competencies().into_iter().filter_map(|id| Some((points(id), measure.field().get(id)?)));
    known.max_by_key(|(points, _)| *points).map(|(_, competency)| competency.area.clone())
}

/// Quotas: the blueprint's, and a small one for each must-have's area outside of them; without a blueprint each area by how many competencies
/// the bank measures in it.
fn quotas(sitting: &Sitting<'_>) -> BTreeMap<String, f64> {
    let given = &sitting.blueprint.quotas;
    let mut quotas: BTreeMap<String, f64> = given
        .iter()
        .filter(|quota| quota.weight > 0)
        .map(|quota| (quota.area.clone(), f64::from(quota.weight)))
        .collect();
    let field = sitting.measure.field();
    let measured: BTreeSet<usize> = sitting.measure.items().iter().map(|item| item.competency).collect();
    for own in measured.into_iter().map(|place| &field.competencies[place]) {
        if given.is_empty() {
            *quotas.entry(own.area.clone()).or_insert(0.0) += 1.0;
        } else if sitting.role.is_some_and(|role| role.is_must(&own.id)) {
            quotas.entry(own.area.clone()).or_insert(1.0);
        }
    }
    quotas
}

/// Numbers for families and causes.
#[derive(Default)]
struct EnemyGroups(BTreeMap<String, u32>);

impl EnemyGroups {
    fn of(&mut self, task: &MeasuredTask) -> Vec<u32> {
        let family = task.family.iter().map(|family| format!("family {family}"));
        let causes = task.causes.iter().map(|cause| format!("cause {cause}"));
        family
            .chain(causes)
            .map(|name| {
                let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
                *self.0.entry(name).or_insert(next)
            })
            .collect()
    }
}

/// The rule that ends the sitting, if one does.
fn ended(
    sitting: &Sitting<'_>,
    knowledge: &Knowledge<'_>,
    tasks_left: bool,
    time_is_short: bool,
) -> Option<EndedBy> {
    if sitting.blueprint.until_decided
        && let Some(by) = decided(sitting, knowledge)
    {
        return Some(by);
    }
    let posterior = normal(&scoring_nodes(), overall(sitting.measure, knowledge, sitting.role));
    let rules = StoppingRules {
        standard_error: sitting.blueprint.standard_error,
        minutes: sitting.blueprint.minutes.map(f64::from),
        most_items: sitting.blueprint.most_tasks.and_then(|most| usize::try_from(most).ok()),
        fewest_items: FEWEST_TASKS,
        ..StoppingRules::default()
    };
    let progress = Progress {
        posterior: &posterior,
        items_by_area: &[sitting.given.len()],
        minutes_spent: sitting.minutes_worked(),
        items_left: tasks_left,
    };
    rules.fired(progress).map(|stop| match stop {
        Stop::StandardErrorReached => EndedBy::SureEnough,
        Stop::DecidedMeets => EndedBy::DecidedMeets,
        Stop::DecidedNotYet => EndedBy::DecidedNotYet,
        Stop::BlueprintCovered => EndedBy::FormDone,
        Stop::TimeSpent => EndedBy::TimeSpent,
        Stop::MostItems => EndedBy::MostTasks,
        Stop::NothingLeft if time_is_short => EndedBy::TimeSpent,
        Stop::NothingLeft => EndedBy::NothingLeft,
    })
}

/// Ends once the whole is decided: all measurable must-haves and the score are met, or each must-have stands and one is not yet met.
fn decided(sitting: &Sitting<'_>, knowledge: &Knowledge<'_>) -> Option<EndedBy> {
    let decision = decide_role(sitting.measure, knowledge, &sitting.evidence(), sitting.role?);
    let all_stand =
        decision.musts.iter().all(|must| must.standing.is_decided() || !must.standing.is_measurable());
    match decision.standing.outcome() {
        Some(Outcome::Meets) => Some(EndedBy::DecidedMeets),
        Some(Outcome::NotYet) if all_stand => Some(EndedBy::DecidedNotYet),
        _ => None,
    }
}
