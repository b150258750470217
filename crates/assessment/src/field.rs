//! What is measured: competencies with their levels and prerequisites, and what a role needs of them. A plain value, made from the skill map.
//!
//! It does not read or check the map's files (`skills` does) and knows no task.

use std::collections::{BTreeMap, VecDeque};

use bank::manifest::Level;
use nalgebra::{DMatrix, SymmetricEigen};
use psychometrics::dimensions::related;

/// Correlation of two neighbours on the map beyond what all abilities share.
const NEARNESS: f64 = 0.75;
/// Correlation of any two competencies: abilities go together.
const FLOOR: f64 = 0.45;
/// Spread of a competency among people of whom nothing is known, in logits: wider than a population of professionals.
pub const ABILITY_SD: f64 = 1.4;
/// Competencies of one area that no prerequisite joins are this many steps apart.
const WITHIN_AREA_STEPS: f64 = 3.0;
/// Least eigenvalue of the correlations, as a share of 1: keeps them positive definite on a map with cycles.
const LEAST_EIGENVALUE: f64 = 1e-3;

/// One observable ability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competency {
    pub id: String,
    pub area: String,
    pub level: Level,
    /// What a person who has it does, in words that follow "can" ("writes a generator ...").
    pub can: String,
    pub prerequisites: Vec<String>,
}

/// A group of competencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub id: String,
    pub name: String,
}

/// All competencies that are measured, in an order of their own that stays the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    pub areas: Vec<Area>,
    pub competencies: Vec<Competency>,
}

/// How much of one area a role needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaNeed {
    pub area: String,
    /// Competencies up to this level count; absent: none does.
    pub level: Option<Level>,
    /// Share of the role's score, of 100.
    pub weight: u32,
}

/// What a role at a level needs.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleNeeds {
    pub id: String,
    pub name: String,
    /// Must-haves, by id.
    pub musts: Vec<String>,
    pub areas: Vec<AreaNeed>,
    /// Share of a level's typical tasks that must be solved, 0 to 1.
    pub mastery: f64,
    /// How sure "meets" and "not yet" must be, above ½.
    pub certainty: f64,
    /// Independent tasks that a must-have needs.
    pub independent_tasks: usize,
}

/// Where a level's typical task sits on the ability scale, in logits.
pub fn anchor(level: Level) -> f64 {
    match level {
        Level::Foundation => -1.5,
        Level::Entry => -0.5,
        Level::Mid => 0.75,
        Level::Senior => 2.0,
    }
}

/// The ability that solves this share of a level's typical tasks: `anchor` + ln(share / (1 − share)).
pub fn cut(level: Level, mastery: f64) -> f64 {
    anchor(level) + (mastery / (1.0 - mastery)).ln()
}

impl Field {
    /// Place of a competency.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.competencies.iter().position(|competency| competency.id == id)
    }

    pub fn get(&self, id: &str) -> Option<&Competency> {
        self.competencies.iter().find(|competency| competency.id == id)
    }

    /// An area's name, or its id where it has none.
    pub fn area_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.areas.iter().find(|area| area.id == id).map_or(id, |area| area.name.as_str())
    }

    /// The part of the field that `keep` keeps.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&Competency) -> bool) -> Self {
        let competencies = self.competencies.iter().filter(|competency| keep(competency)).cloned().collect();
        Self { areas: self.areas.clone(), competencies }
    }

    /// Prior covariance from the map: neighbours along prerequisites go together most, an area's competencies more than strangers.
    pub fn covariance(&self) -> DMatrix<f64> {
        positive(&related(&self.distances(), NEARNESS, FLOOR)) * ABILITY_SD.powi(2)
    }

    fn distances(&self) -> DMatrix<f64> {
        let places: BTreeMap<&str, usize> =
            self.competencies.iter().enumerate().map(|(at, own)| (own.id.as_str(), at)).collect();
        let mut neighbours = vec![Vec::new(); self.competencies.len()];
        for (at, competency) in self.competencies.iter().enumerate() {
            for place in competency.prerequisites.iter().filter_map(|id| places.get(id.as_str())) {
                neighbours[at].push(*place);
                neighbours[*place].push(at);
            }
        }
        let count = self.competencies.len();
        let mut distances = DMatrix::from_element(count, count, f64::INFINITY);
        for start in 0..count {
            for (place, steps) in steps_from(start, &neighbours) {
                distances[(start, place)] = steps;
            }
        }
        DMatrix::from_fn(count, count, |row, column| {
            let same_area = self.competencies[row].area == self.competencies[column].area;
            let most = if same_area { WITHIN_AREA_STEPS } else { f64::INFINITY };
            distances[(row, column)].min(most)
        })
    }
}

/// Breadth first: each reachable place and how many steps away it is.
fn steps_from(start: usize, neighbours: &[Vec<usize>]) -> Vec<(usize, f64)> {
    let mut found = vec![(start, 0.0)];
    let mut seen = vec![false; neighbours.len()];
    seen[start] = true;
    let mut queue = VecDeque::from([(start, 0.0)]);
    while let Some((place, steps)) = queue.pop_front() {
        for next in &neighbours[place] {
            if !seen[*next] {
                seen[*next] = true;
                found.push((*next, steps + 1.0));
                queue.push_back((*next, steps + 1.0));
            }
        }
    }
    found
}

/// The correlations without directions of negative variance (distances on a map with cycles may give such), diagonal 1 again.
fn positive(correlations: &DMatrix<f64>) -> DMatrix<f64> {
    let mut eigen = SymmetricEigen::new(correlations.clone());
    eigen.eigenvalues.apply(|value| *value = value.max(LEAST_EIGENVALUE));
    let clipped = eigen.recompose();
    let scale = clipped.diagonal().map(f64::sqrt);
    let scaled = DMatrix::from_fn(clipped.nrows(), clipped.ncols(), |row, column| {
        clipped[(row, column)] / (scale[row] * scale[column])
    });
    0.5 * (&scaled + scaled.transpose())
}

impl RoleNeeds {
    fn area(&self, id: &str) -> Option<&AreaNeed> {
        self.areas.iter().find(|need| need.area == id)
    }

    /// Whether a competency is within what the role needs: its area's level reaches it, or it is a must-have.
    pub fn covers(&self, competency: &Competency) -> bool {
        self.musts.contains(&competency.id)
            || self
                .area(&competency.area)
                .and_then(|need| need.level)
                .is_some_and(|level| competency.level <= level)
    }

    /// Weight of the competency's area, of 100.
    pub fn area_weight(&self, competency: &Competency) -> f64 {
        self.area(&competency.area).map_or(0.0, |need| f64::from(need.weight))
    }

    pub fn is_must(&self, id: &str) -> bool {
        self.musts.iter().any(|must| must == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(rows: &[(&str, &str, &[&str])]) -> Field {
        let competency = |(id, area, prerequisites): &(&str, &str, &[&str])| Competency {
            id: (*id).to_owned(),
            area: (*area).to_owned(),
            level: Level::Entry,
            can: String::new(),
            prerequisites: prerequisites.iter().map(|id| (*id).to_owned()).collect(),
        };
        Field { areas: Vec::new(), competencies: rows.iter().map(competency).collect() }
    }

    #[test]
    fn neighbours_on_the_map_go_together_more_than_strangers() {
        let field = field(&[("a", "x", &[]), ("b", "x", &["a"]), ("c", "y", &["b"]), ("d", "z", &[])]);
        let covariance = field.covariance();
        assert!(covariance[(0, 1)] > covariance[(0, 2)] && covariance[(0, 2)] > covariance[(0, 3)]);
        assert!(covariance[(0, 3)] > 0.4 * covariance[(0, 0)], "abilities go together everywhere");
    }

    #[test]
    fn a_map_with_cycles_still_gives_a_covariance() {
        let ring: Vec<(String, String)> =
            (0..30).map(|at| (format!("c{at}"), format!("c{}", (at + 7) % 30))).collect();
        let mut field = Field::default();
        for (id, next) in &ring {
            let mut one = self::field(&[(id, "x", &[next, "c0", "c5"])]);
            field.competencies.append(&mut one.competencies);
        }
        let covariance = field.covariance();
        assert!(covariance.clone().cholesky().is_some());
        assert!(
            (covariance.diagonal().map(f64::sqrt) - nalgebra::DVector::from_element(30, ABILITY_SD)).amax()
                < 1e-9
        );
    }

    #[test]
    fn the_cut_of_a_level_is_the_ability_that_solves_that_share_of_its_tasks() {
        let above = cut(Level::Mid, 0.65) - anchor(Level::Mid);
        assert!((1.0 / (1.0 + (-above).exp()) - 0.65).abs() < 1e-12);
    }
}
