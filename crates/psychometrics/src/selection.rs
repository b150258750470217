//! Which item next: the most posterior-weighted information per expected minute (van der Linden 1998, divided by time as
//! in Fan, Wang, Chang & Douglas 2012), within content shares (Kingsbury & Zara 1989: the area furthest behind comes next), a hard cap on
//! exposure, enemies, a random draw among the best (Kingsbury & Zara 1989, randomesque), and seats for items that need responses.
//!
//! A choice is a function of its arguments and the random source: seeded by sitting and position, an interrupted sitting resumes with
//! the identical next item.

use rand::{Rng, RngExt};
use thiserror::Error;

use crate::posterior::Posterior;
use crate::quadrature::Grid;
use crate::uncertain_item::UncertainItem;

const NODE_COUNT: usize = 41;
const REACH: f64 = 5.0;
/// Share of the posterior below which a node doesn't count for selection.
const FAINT: f32 = 1e-4;

/// Why a pool cannot be made. Items are numbered from 1.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PoolError {
    #[error("item {item}: `{minutes}` minutes is not a positive number")]
    Minutes { item: usize, minutes: f64 },
    #[error("content shares must be positive and sum to 1, they sum to `{sum}`")]
    Shares { sum: f64 },
    #[error("item {item} is in area {area}, there are {count} areas")]
    Area { item: usize, area: usize, count: usize },
    #[error("the exposure cap `{cap}` is outside 0 < cap <= 1")]
    Cap { cap: f64 },
}

/// What selection knows of an item.
#[derive(Clone, Debug)]
pub struct PoolItem<'a> {
    pub item: &'a UncertainItem,
    /// Expected working time, in minutes.
    pub minutes: f64,
    /// Content area, from 0.
    pub area: usize,
    /// Of each of these groups (variants of one family, items that give each other away) a person sees at most one.
    pub enemy_groups: Vec<u32>,
    /// Whether it needs responses: then it may take a seat.
    pub needs_responses: bool,
}

/// Items laid out for fast selection.
#[derive(Clone, Debug)]
pub struct Pool {
    nodes: Vec<f64>,
    /// Information per minute, item after item, over the nodes.
    information: Vec<f32>,
    areas: Vec<usize>,
    /// Enemy groups of all items, one item after another, with the end of each.
    enemy_groups: Vec<u32>,
    enemy_ends: Vec<usize>,
    needs_responses: Vec<bool>,
}

/// How items are chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct SelectionRules {
    /// Wanted share of each content area; they sum to 1.
    pub area_shares: Vec<f64>,
    /// No item goes to more than this share of persons.
    pub exposure_cap: Option<f64>,
    /// The first item is drawn from this many best ones.
    pub start_draw: usize,
    /// Later items are drawn from this many best ones; 1 is always the best: a cap already spreads the choice.
    pub draw: usize,
    /// Chance of each position to be a seat for an item that needs responses.
    pub seat_chance: f64,
}

impl Default for SelectionRules {
    fn default() -> Self {
        Self { area_shares: vec![1.0], exposure_cap: Some(0.25), start_draw: 10, draw: 1, seat_chance: 0.0 }
    }
}

/// How often each item was shown, over all sittings before this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    pub sittings: u32,
    /// By item; shorter than the pool means 0 for the rest.
    pub shown: Vec<u32>,
}

/// A chosen item and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub item: usize,
    pub reason: Reason,
}

/// What decided a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Among the most informative per minute within all rules.
    Informative,
    /// A seat for an item that needs responses.
    Seat,
    /// Every item within the cap is used up: the least exposed one of the rest.
    CapLifted,
}

impl Pool {
    pub fn new(items: &[PoolItem<'_>], rules: &SelectionRules) -> Result<Self, PoolError> {
        check_rules(rules)?;
        let nodes = Grid::standard_normal(NODE_COUNT, REACH).nodes().to_vec();
        let mut pool = Self {
            information: Vec::with_capacity(items.len() * nodes.len()),
            areas: items.iter().map(|item| item.area).collect(),
            enemy_groups: Vec::new(),
            enemy_ends: Vec::with_capacity(items.len()),
            needs_responses: items.iter().map(|item| item.needs_responses).collect(),
            nodes,
        };
        for (index, item) in items.iter().enumerate() {
            if !(item.minutes.is_finite() && item.minutes > 0.0) {
                return Err(PoolError::Minutes { item: index + 1, minutes: item.minutes });
            }
            let count = rules.area_shares.len();
            if item.area >= count {
                return Err(PoolError::Area { item: index + 1, area: item.area, count });
            }
            pool.information.extend(information_per_minute(item, &pool.nodes));
            pool.enemy_groups.extend_from_slice(&item.enemy_groups);
            pool.enemy_ends.push(pool.enemy_groups.len());
        }
        Ok(pool)
    }

    /// The next item for a person with this posterior who has seen `shown`, or `None` when nothing is left.
    pub fn next(
        &self,
        rules: &SelectionRules,
        exposure: &Exposure,
        shown: &[usize],
        posterior: &Posterior,
        random: &mut impl Rng,
    ) -> Option<Choice> {
        let weights = NodeWeights::new(&self.nodes, posterior);
        let value = |item: usize| {
            let row = &self.information[item * self.nodes.len() + weights.first..][..weights.values.len()];
            Some(row.iter().zip(&weights.values).map(|(information, weight)| information * weight).sum())
        };
        let values: Vec<Option<f32>> = (0..self.areas.len()).map(value).collect();
        self.next_by_value(rules, exposure, shown, &values, random)
    }

    /// The same within the same rules, by a value that the caller gives for each item (where several abilities are measured at once,
    /// one posterior doesn't say what an item is worth). An item without a value is not on offer.
    pub fn next_by_value(
        &self,
        rules: &SelectionRules,
        exposure: &Exposure,
        shown: &[usize],
        values: &[Option<f32>],
        random: &mut impl Rng,
    ) -> Option<Choice> {
        let mut open = self.open_items(shown);
        for (open, value) in open.iter_mut().zip(values) {
            *open = *open && value.is_some();
        }
        if rules.seat_chance > 0.0
            && random.random::<f64>() < rules.seat_chance
            && let Some(item) = self.seat(exposure, &open)
        {
            return Some(Choice { item, reason: Reason::Seat });
        }
        let within = |item: usize| open[item] && exposure.allows(item, rules.exposure_cap);
        let draw = if shown.is_empty() { rules.start_draw } else { rules.draw };
        for area in self.areas_by_need(rules, shown, random) {
            let best = Self::best(values, draw.max(1), |item| self.areas[item] == area && within(item));
            if !best.is_empty() {
                let item = best[random.random_range(0..best.len())];
                return Some(Choice { item, reason: Reason::Informative });
            }
        }
        let least = (0..self.areas.len()).filter(|item| open[*item]);
        let item = least.min_by_key(|item| exposure.count(*item))?;
        Some(Choice { item, reason: Reason::CapLifted })
    }

    /// Items that were not shown and have no enemy among the shown.
    fn open_items(&self, shown: &[usize]) -> Vec<bool> {
        let mut open = vec![true; self.areas.len()];
        let used: Vec<u32> = shown.iter().flat_map(|item| self.groups_of(*item)).copied().collect();
        if let (Some(lowest), Some(highest)) = (used.iter().min(), used.iter().max()) {
            let range = *lowest..=*highest;
            for (item, open) in open.iter_mut().enumerate() {
                let is_used = |group: &u32| range.contains(group) && used.contains(group);
                *open = !self.groups_of(item).iter().any(is_used);
            }
        }
        for item in shown {
            open[*item] = false;
        }
        open
    }

    fn groups_of(&self, item: usize) -> &[u32] {
        let start = if item == 0 { 0 } else { self.enemy_ends[item - 1] };
        &self.enemy_groups[start..self.enemy_ends[item]]
    }

    fn seat(&self, exposure: &Exposure, open: &[bool]) -> Option<usize> {
        let waiting = (0..open.len()).filter(|item| open[*item] && self.needs_responses[*item]);
        waiting.min_by_key(|item| exposure.count(*item))
    }

    /// Areas by how far they are behind their share, furthest first; ties in random order.
    fn areas_by_need(&self, rules: &SelectionRules, shown: &[usize], random: &mut impl Rng) -> Vec<usize> {
        let next = as_number(shown.len() + 1);
        let need = |area: usize| {
            let count = shown.iter().filter(|item| self.areas[**item] == area).count();
            rules.area_shares[area] * next - as_number(count)
        };
        let mut areas: Vec<(f64, f64, usize)> =
            (0..rules.area_shares.len()).map(|area| (need(area), random.random(), area)).collect();
        areas.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.total_cmp(&right.1)));
        areas.into_iter().map(|(_, _, area)| area).collect()
    }

    /// The `count` items of the highest value among those allowed, best first.
    fn best(values: &[Option<f32>], count: usize, allowed: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(count + 1);
        for (item, value) in values.iter().enumerate() {
            let Some(value) = value.filter(|_| allowed(item)) else { continue };
            if best.len() < count || best.last().is_some_and(|worst| value > worst.0) {
                let place = best.partition_point(|kept| kept.0 >= value);
                best.insert(place, (value, item));
                best.truncate(count);
            }
        }
        best.into_iter().map(|(_, item)| item).collect()
    }
}

impl Exposure {
    /// Times an item was shown.
    pub fn count(&self, item: usize) -> u32 {
        self.shown.get(item).copied().unwrap_or(0)
    }

    /// Counts a finished sitting.
    pub fn add(&mut self, shown: &[usize]) {
        self.sittings += 1;
        for &item in shown {
            if self.shown.len() <= item {
                self.shown.resize(item + 1, 0);
            }
            self.shown[item] += 1;
        }
    }

    /// Share of persons that saw the item; 0 before anybody sat.
    pub fn rate(&self, item: usize) -> f64 {
        f64::from(self.count(item)) / f64::from(self.sittings.max(1))
    }

    /// Whether showing the item once more keeps its share within the cap (each item may be shown to the very first).
    fn allows(&self, item: usize, cap: Option<f64>) -> bool {
        let Some(cap) = cap else { return true };
        let shown = f64::from(self.count(item));
        shown < 1.0 || shown + 1.0 <= cap * f64::from(self.sittings + 1)
    }
}

/// A posterior on the pool's nodes, without its faint ends.
struct NodeWeights {
    first: usize,
    values: Vec<f32>,
}

impl NodeWeights {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the nodes' indices; single precision is enough to rank items"
    )]
    fn new(nodes: &[f64], posterior: &Posterior) -> Self {
        let mut weights = vec![0.0_f32; nodes.len()];
        let spacing = nodes[1] - nodes[0];
        for (place, probability) in posterior.nodes().iter().zip(posterior.probabilities()) {
            let position = ((place - nodes[0]) / spacing).clamp(0.0, as_number(nodes.len() - 1));
            let (index, share) = (position as usize, position.fract());
            weights[index] += (probability * (1.0 - share)) as f32;
            if let Some(next) = weights.get_mut(index + 1) {
                *next += (probability * share) as f32;
            }
        }
        let first = weights.iter().position(|weight| *weight > FAINT).unwrap_or(0);
        let last = weights.iter().rposition(|weight| *weight > FAINT).unwrap_or(nodes.len() - 1);
        Self { first, values: weights[first..=last].to_vec() }
    }
}

/// Information of the item's curves with its uncertainty integrated out, Σ P̄'² / P̄, per minute.
#[expect(clippy::cast_possible_truncation, reason = "single precision is enough to rank items")]
fn information_per_minute(item: &PoolItem<'_>, nodes: &[f64]) -> Vec<f32> {
    item.item.expected_information(nodes).into_iter().map(|value| (value / item.minutes) as f32).collect()
}

fn check_rules(rules: &SelectionRules) -> Result<(), PoolError> {
    let sum: f64 = rules.area_shares.iter().sum();
    if rules.area_shares.iter().any(|share| share.is_nan() || *share <= 0.0) || (sum - 1.0).abs() > 1e-6 {
        return Err(PoolError::Shares { sum });
    }
    match rules.exposure_cap {
        Some(cap) if !(cap > 0.0 && cap <= 1.0) => Err(PoolError::Cap { cap }),
        _ => Ok(()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
fn as_number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::response_model::Item;

    fn items(count: usize) -> Vec<UncertainItem> {
        let place = |index: usize| as_number(index) / as_number(count) * 4.0 - 2.0;
        (0..count).map(|index| UncertainItem::certain(Item::two_pl(1.0, place(index)).unwrap())).collect()
    }

    fn pool_items(items: &[UncertainItem]) -> Vec<PoolItem<'_>> {
        let item =
            |item| PoolItem { item, minutes: 1.0, area: 0, enemy_groups: vec![], needs_responses: false };
        items.iter().map(item).collect()
    }

    fn at(place: f64) -> Posterior {
        let nodes = crate::ability::scoring_nodes();
        let logs: Vec<f64> = nodes.iter().map(|node| -0.5 * ((node - place) / 0.3).powi(2)).collect();
        Posterior::from_log_weights(&nodes, &logs)
    }

    fn plain() -> SelectionRules {
        SelectionRules { exposure_cap: None, start_draw: 1, draw: 1, ..SelectionRules::default() }
    }

    fn pick(
        pool: &[PoolItem<'_>],
        rules: &SelectionRules,
        exposure: &Exposure,
        shown: &[usize],
    ) -> Option<Choice> {
        let mut random = Pcg64Mcg::seed_from_u64(1);
        Pool::new(pool, rules).unwrap().next(rules, exposure, shown, &at(0.9), &mut random)
    }

    #[test]
    fn the_item_that_fits_the_person_comes_first_and_a_slow_one_later() {
        let items = items(41);
        let mut pool = pool_items(&items);
        let first = pick(&pool, &plain(), &Exposure::default(), &[]).unwrap();
        assert!((items[first.item].item().location() - 0.9).abs() < 0.15);
        pool[first.item].minutes = 5.0;
        assert_ne!(pick(&pool, &plain(), &Exposure::default(), &[]).unwrap().item, first.item);
    }

    #[test]
    fn an_item_is_shown_once_and_its_enemies_never() {
        let items = items(5);
        let mut pool = pool_items(&items);
        for index in [0, 1, 2, 3] {
            pool[index].enemy_groups = vec![7];
        }
        let next = pick(&pool, &plain(), &Exposure::default(), &[3]).unwrap();
        assert_eq!(next.item, 4);
        assert_eq!(pick(&pool, &plain(), &Exposure::default(), &[3, 4]), None);
    }

    #[test]
    fn an_item_at_its_cap_rests_and_a_bank_that_is_too_small_says_so() {
        let items = items(3);
        let pool = pool_items(&items);
        let rules = SelectionRules { exposure_cap: Some(0.25), ..plain() };
        let exposure = Exposure { sittings: 7, shown: vec![2, 2, 1] };
        assert_eq!(
            pick(&pool, &rules, &exposure, &[]).unwrap(),
            Choice { item: 2, reason: Reason::Informative }
        );
        let exposure = Exposure { sittings: 7, shown: vec![3, 2, 2] };
        assert_eq!(
            pick(&pool, &rules, &exposure, &[]).unwrap(),
            Choice { item: 1, reason: Reason::CapLifted }
        );
    }

    #[test]
    fn a_seat_goes_to_the_item_with_the_fewest_responses() {
        let items = items(4);
        let mut pool = pool_items(&items);
        pool[0].needs_responses = true;
        pool[1].needs_responses = true;
        let rules = SelectionRules { seat_chance: 1.0, ..plain() };
        let exposure = Exposure { sittings: 10, shown: vec![5, 1, 0, 0] };
        assert_eq!(pick(&pool, &rules, &exposure, &[]).unwrap(), Choice { item: 1, reason: Reason::Seat });
        assert_eq!(pick(&pool, &rules, &exposure, &[0, 1]).unwrap().reason, Reason::Informative);
    }

    #[test]
    fn the_same_sitting_resumed_gets_the_identical_item() {
        let items = items(200);
        let pool = pool_items(&items);
        let rules = SelectionRules::default();
        let choices: Vec<_> = (0..3).map(|_| pick(&pool, &rules, &Exposure::default(), &[4, 9])).collect();
        assert!(choices.iter().all(|choice| *choice == choices[0]));
    }

    #[test]
    fn rules_that_make_no_sense_are_refused() {
        let items = items(1);
        let mut pool = pool_items(&items);
        let with = |rules: &SelectionRules, pool: &[PoolItem<'_>]| Pool::new(pool, rules).err();
        assert!(with(&SelectionRules { area_shares: vec![0.5], ..plain() }, &pool).is_some());
        assert!(with(&SelectionRules { exposure_cap: Some(0.0), ..plain() }, &pool).is_some());
        pool[0].minutes = f64::NAN;
        assert!(with(&plain(), &pool).is_some());
        pool[0].minutes = 1.0;
        pool[0].area = 1;
        assert_eq!(with(&plain(), &pool), Some(PoolError::Area { item: 1, area: 1, count: 1 }));
    }
}
