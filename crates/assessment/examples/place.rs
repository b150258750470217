//! A thousand people of known skill are placed: how long it takes, how far off it is, how often the intervals hold, how often tasks are shown,
//! and how often somebody truly qualified is said to meet a role, by minutes.
//!
//!     cargo run --release -p assessment --example place -- [PERSONS] [TASKS_PER_COMPETENCY]
//!
//! The bank is a made-up one over the real skill map: for each competency of core, analytic, quality, debugging and data science some tasks of 3 minutes and
//! every third of 12, one to three check groups. True difficulties and slopes are drawn from the prior that the placement believes in (authors
//! are off by 1.2 logits), once for all persons, and so is the scale's error; abilities are drawn with the skill map's covariance.

#![expect(clippy::unwrap_used, clippy::cast_precision_loss, reason = "an example prints a table or stops")]

use std::collections::BTreeMap;

use assessment::field::{Field, RoleNeeds, cut};
use assessment::measure::Measure;
use assessment::report::Known;
use assessment::response::GradedResponse;
use assessment::role::{Standing, decide_role, importance, overall};
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::{Event, Exposure, Logged};
use assessment::sitting::{Sitting, Step};
use assessment::task::{MeasuredGroup, MeasuredTask};
use bank::manifest::Kind;
use nalgebra::DVector;
use psychometrics::response_model::Item;
use psychometrics::simulation::{draw_normal, draw_response};
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use skills::map::SkillMap;

const AREAS: [&str; 5] = ["core", "analytic", "quality", "debug", "data"];
const ROLE: &str = "software-engineer-entry";
const MINUTES: [u32; 4] = [15, 30, 60, 120];

struct World {
    measure: Measure,
    /// The items as they truly are, and the role.
    truth: Vec<Item>,
    role: RoleNeeds,
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|text| text.parse::<u32>().ok());
    let (persons, each) = (arguments.next().unwrap_or(1000), arguments.next().unwrap_or(4));
    let mut random = Pcg64Mcg::seed_from_u64(20_261_125);
    let world = world(each, &mut random);
    println!(
        "bank: {} tasks, {} items over {} competencies; {persons} persons; role {}",
        world.measure.tasks().len(),
        world.measure.items().len(),
        world.measure.field().competencies.len(),
        world.role.id
    );
    for minutes in MINUTES {
        placed(&world, minutes, persons, None, &mut random);
    }
    placed(&world, 30, persons, Some(25), &mut random);
    for minutes in [60, 120, 240, 480] {
        for shift in [0.5, 1.0, 1.5] {
            qualified(&world, minutes, (persons / 5).max(1), shift, &mut random);
        }
    }
}

fn world(each: u32, random: &mut Pcg64Mcg) -> World {
    let map = SkillMap::parse(
        include_str!("../../../skills/competencies.toml"),
        include_str!("../../../skills/roles.toml"),
    )
    .unwrap();
    let profile = map.profiles().iter().find(|profile| profile.id == ROLE);
    let profile = profile.unwrap_or_else(|| &map.profiles()[0]);
    let role = RoleNeeds::new(&map, profile);
    let field = Field::from(&map).only(|own| AREAS.contains(&own.area.as_str()));
    let mut tasks = Vec::new();
    for competency in &field.competencies {
        for number in 0..each {
            let group = MeasuredGroup { competency: competency.id.clone(), points: 1 };
            tasks.push(MeasuredTask {
                id: format!("{}-{number}", competency.id),
                title: String::new(),
                digest: String::new(),
                kind: Kind::Write,
                level: competency.level,
                minutes: if number % 3 == 2 { 12 } else { 3 },
                difficulty: f64::from(number % 3) * 0.6 - 0.6,
                proven: true,
                family: None,
                causes: Vec::new(),
                groups: vec![group; 1 + (number as usize) % 3],
                variants: Vec::new(),
            });
        }
    }
    let measure = Measure::new(field, tasks).unwrap();
    let link = draw_normal(0.0, measure.link().shift_sd, random);
    let truth = measure.items().iter().map(|item| drawn(&item.item, link, random)).collect();
    World { measure, truth, role }
}

/// An item as it may truly be, by what is believed of it; `link` shifts all alike.
fn drawn(item: &psychometrics::uncertain_item::UncertainItem, link: f64, random: &mut Pcg64Mcg) -> Item {
    let known = item.item();
    let root = item.covariance().clone().cholesky().unwrap().l();
    let shift = root * DVector::from_fn(item.covariance().nrows(), |_, _| draw_normal(0.0, 1.0, random));
    let mut thresholds: Vec<f64> =
        known.thresholds().iter().zip(shift.iter().skip(1)).map(|(own, shift)| own + shift - link).collect();
    thresholds.sort_by(f64::total_cmp);
    Item::new(known.shape(), known.slope() * shift[0].exp(), thresholds, 0.0).unwrap()
}

/// Abilities of one person, by the skill map's covariance.
fn abilities(root: &nalgebra::DMatrix<f64>, random: &mut Pcg64Mcg) -> DVector<f64> {
    root * DVector::from_fn(root.nrows(), |_, _| draw_normal(0.0, 1.0, random))
}

fn sit<'a>(
    world: &'a World,
    role: Option<&'a RoleNeeds>,
    blueprint: Blueprint,
    truth: &DVector<f64>,
    (seed, exposure): (u64, &Exposure),
    random: &mut Pcg64Mcg,
) -> Sitting<'a> {
    let event = Sitting::start(&world.measure, blueprint, seed, Vec::new(), exposure.clone());
    let mut sitting = Sitting::replay(&world.measure, role, &[Logged { at_ms: 0, event }]).unwrap();
    let mut at_ms = 0;
    loop {
        let event = match sitting.step() {
            Step::Give(proposal) => proposal.event(),
            Step::Work { task } => {
                let place = world.measure.task(&task).unwrap();
                at_ms += u64::from(world.measure.tasks()[place].minutes) * 60_000;
                answer(world, place, truth, random)
            }
            Step::End(by) => Event::Ended { by },
            Step::Over(_) => return sitting,
        };
        sitting.record(Logged { at_ms, event }).unwrap();
    }
}

fn answer(world: &World, task: usize, truth: &DVector<f64>, random: &mut Pcg64Mcg) -> Event {
    let first = world.measure.items().partition_point(|item| item.task < task);
    let respond = |(offset, item): (usize, &assessment::measure::MeasuredItem)| {
        let own = &world.truth[first + offset];
        GradedResponse {
            competency: world.measure.field().competencies[item.competency].id.clone(),
            category: u8::try_from(draw_response(own, truth[item.competency], random)).unwrap(),
            steps: u8::try_from(own.category_count() - 1).unwrap(),
        }
    };
    let responses: Vec<GradedResponse> =
        world.measure.items_of(task).iter().enumerate().map(respond).collect();
    let solved = responses.iter().all(|response| response.category == response.steps);
    let (task, submission) = (world.measure.tasks()[task].id.clone(), String::new());
    Event::Graded { task, submission, responses, score_per_mille: 0, solved }
}

/// Placement without a role: the overall ability and each skill.
fn placed(world: &World, minutes: u32, persons: u32, cap: Option<u32>, random: &mut Pcg64Mcg) {
    let root = world.measure.field().covariance().cholesky().unwrap().l();
    let weights = importance(&world.measure, None);
    let total: f64 = weights.iter().sum();
    let (mut lengths, mut squares, mut covered, mut errors) = (Vec::new(), 0.0, 0.0, 0.0);
    let (mut skill_covered, mut skills) = (0.0, 0.0);
    let mut exposure = Exposure::default();
    for person in 0..persons {
        let truth = abilities(&root, random);
        let blueprint = Blueprint { exposure_cap_percent: cap, ..Blueprint::placement(None, minutes) };
        let seen = if cap.is_some() { exposure.clone() } else { Exposure::default() };
        let sitting = sit(world, None, blueprint, &truth, (u64::from(person), &seen), random);
        exposure.sittings += 1;
        for given in sitting.given() {
            *exposure.shown.entry(given.task.clone()).or_insert(0) += 1;
        }
        let knowledge = sitting.knowledge();
        let known = Known::new(overall(&world.measure, &knowledge, None));
        let own: f64 = truth.iter().zip(&weights).map(|(ability, weight)| ability * weight / total).sum();
        lengths.push(sitting.given().len());
        squares += (known.estimate.ability - own).powi(2);
        errors += known.estimate.standard_error;
        covered += f64::from(u8::from(known.low <= own && own <= known.high));
        for place in 0..truth.len() {
            let known = Known::new(knowledge.estimate(place));
            skill_covered += f64::from(u8::from(known.low <= truth[place] && truth[place] <= known.high));
            skills += 1.0;
        }
    }
    lengths.sort_unstable();
    let highest = exposure.shown.values().max().copied().unwrap_or(0);
    let count = f64::from(persons);
    println!(
        "place {minutes} min{}: median {} tasks, error {:.2} (claimed {:.2}), coverage of 90 % {:.3} overall and {:.3} by skill, highest exposure {:.2}",
        cap.map_or_else(String::new, |cap| format!(" (cap {cap} %)")),
        lengths[lengths.len() / 2],
        (squares / count).sqrt(),
        errors / count,
        covered / count,
        skill_covered / skills,
        f64::from(highest) / count
    );
}

/// People who are above the cut in every measurable must-have by `shift` logits: how often is it said that they meet the role?
fn qualified(world: &World, minutes: u32, persons: u32, shift: f64, random: &mut Pcg64Mcg) {
    let field = &world.measure.field().competencies;
    let truth = DVector::from_fn(field.len(), |place, _| cut(field[place].level, world.role.mastery) + shift);
    let mut said: BTreeMap<&str, u32> = BTreeMap::new();
    let mut lengths = 0;
    for person in 0..persons {
        let blueprint = Blueprint::placement(Some(&world.role), minutes);
        let seed = (u64::from(person), &Exposure::default());
        let sitting = sit(world, Some(&world.role), blueprint, &truth, seed, random);
        let decision = decide_role(&world.measure, &sitting.knowledge(), &sitting.evidence(), &world.role);
        *said.entry(decision.standing.words()).or_insert(0) += 1;
        lengths += sitting.given().len();
    }
    let share =
        |standing: Standing| f64::from(said.get(standing.words()).copied().unwrap_or(0)) / f64::from(persons);
    println!(
        "role {minutes} min, {shift:+.1} above every cut: says meets {:.2}, not yet {:.2}, inconclusive {:.2}; {:.1} tasks",
        share(Standing::Meets),
        share(Standing::NotYet),
        share(Standing::Inconclusive),
        lengths as f64 / f64::from(persons)
    );
}
