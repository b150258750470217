//! A made-up bank, a role, and persons who answer by what they can.

use std::collections::BTreeMap;

use assessment::field::{AreaNeed, Competency, Field, RoleNeeds, anchor};
use assessment::measure::Measure;
use assessment::response::GradedResponse;
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::{EndedBy, Event, Exposure, Logged};
use assessment::sitting::{Sitting, Step};
use assessment::task::{MeasuredGroup, MeasuredTask};
use bank::manifest::{Kind, Level};

/// Areas `core` (a to d, each on the one before) and `data` (e, f), and `g`, which nothing measures.
pub fn field() -> Field {
    let rows: [(&str, &str, Level, &[&str]); 7] = [
        ("a", "core", Level::Foundation, &[]),
        ("b", "core", Level::Entry, &["a"]),
        ("c", "core", Level::Entry, &["b"]),
        ("d", "core", Level::Mid, &["c"]),
        ("e", "data", Level::Entry, &["a"]),
        ("f", "data", Level::Mid, &["e"]),
        ("g", "data", Level::Entry, &["e"]),
    ];
    let competency = |(id, area, level, prerequisites): (&str, &str, Level, &[&str])| Competency {
        id: id.to_owned(),
        area: area.to_owned(),
        level,
        can: format!("does {id}"),
        prerequisites: prerequisites.iter().map(|id| (*id).to_owned()).collect(),
    };
    Field { areas: Vec::new(), competencies: rows.into_iter().map(competency).collect() }
}

pub fn role() -> RoleNeeds {
    let need = |area: &str, weight| AreaNeed { area: area.to_owned(), level: Some(Level::Entry), weight };
    RoleNeeds {
        id: "clerk".to_owned(),
        name: "Clerk".to_owned(),
        musts: ["b", "c", "e", "g"].map(str::to_owned).to_vec(),
        areas: vec![need("core", 60), need("data", 40)],
        mastery: 0.65,
        certainty: 0.95,
        independent_tasks: 2,
    }
}

/// `count` tasks for each competency but `g`, of 3 minutes, every third of 12; one or two groups.
pub fn tasks(count: u32) -> Vec<MeasuredTask> {
    let mut tasks = Vec::new();
    for competency in field().competencies.iter().filter(|competency| competency.id != "g") {
        for number in 0..count {
            let group = MeasuredGroup { competency: competency.id.clone(), points: 1 };
            tasks.push(MeasuredTask {
                id: format!("{}-{number}", competency.id),
                title: format!("Task {number} for {}", competency.id),
                digest: format!("digest-{}-{number}", competency.id),
                kind: Kind::Write,
                level: competency.level,
                minutes: if number % 3 == 2 { 12 } else { 3 },
                difficulty: f64::from(number % 5) * 0.4 - 0.8,
                proven: true,
                family: None,
                causes: Vec::new(),
                groups: vec![group.clone(); 1 + (number as usize) % 2],
                variants: vec![1, 2, 3],
            });
        }
    }
    tasks
}

pub fn measure(count: u32) -> Measure {
    Measure::new(field(), tasks(count)).unwrap()
}

/// Somebody of the same ability everywhere, who answers by the sign of ability − difficulty; no luck involved.
pub struct Person {
    pub ability: f64,
}

impl Person {
    fn answers(&self, task: &MeasuredTask) -> Vec<GradedResponse> {
        let easy_by = self.ability - anchor(task.level) - task.difficulty;
        let respond = |competency: &str| {
            let steps = u8::try_from(task.categories(competency) - 1).unwrap();
            let category = if easy_by > 0.4 {
                steps
            } else if easy_by > -0.4 {
                steps / 2
            } else {
                0
            };
            GradedResponse { competency: competency.to_owned(), category, steps }
        };
        task.competencies().into_iter().map(respond).collect()
    }

    /// Hands in once.
    pub fn hand_in(&self, measure: &Measure, task: &str) -> Event {
        let own = &measure.tasks()[measure.task(task).unwrap()];
        let responses = self.answers(own);
        let solved = responses.iter().all(|response| response.category == response.steps);
        let score_per_mille = if solved { 1000 } else { 0 };
        let submission = "0".repeat(64);
        Event::Graded { task: task.to_owned(), submission, responses, score_per_mille, solved }
    }

    /// Sits until the end, `minutes` on each task. In practice an unsolved task is passed on.
    pub fn sit<'a>(
        &self,
        measure: &'a Measure,
        role: Option<&'a RoleNeeds>,
        blueprint: Blueprint,
        seed: u64,
    ) -> Sitting<'a> {
        let started = Sitting::start(measure, blueprint, seed, Vec::new(), Exposure::default());
        let mut sitting = Sitting::replay(measure, role, &[Logged { at_ms: 1_000, event: started }]).unwrap();
        let mut at_ms = 1_000;
        for _ in 0..400 {
            let event = match sitting.step() {
                Step::Give(proposal) => proposal.event(),
                Step::Work { task } => {
                    at_ms += 150_000;
                    let tried = sitting.open_task().unwrap().attempts() > 0;
                    if tried { Event::Passed { task } } else { self.hand_in(measure, &task) }
                }
                Step::End(by) => Event::Ended { by },
                Step::Over(_) => return sitting,
            };
            sitting.record(Logged { at_ms, event }).unwrap();
        }
        panic!("a sitting without end");
    }
}

pub fn ended_by(sitting: &Sitting<'_>) -> EndedBy {
    sitting.ended().unwrap()
}

/// Tasks by competency.
pub fn counts(sitting: &Sitting<'_>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for given in sitting.given() {
        *counts.entry(given.task.split('-').next().unwrap().to_owned()).or_insert(0) += 1;
    }
    counts
}
