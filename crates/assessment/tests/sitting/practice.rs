//! What practice proposes, and what of it counts.

use assessment::response::GradedResponse;
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::{Event, Exposure, GivenFor, Logged};
use assessment::sitting::{Sitting, Step};

use crate::person::{Person, counts, measure, role};

#[test]
fn a_beginner_soon_works_on_what_needs_nothing_before_it() {
    let measure = measure(6);
    let sitting = Person { ability: -3.0 }.sit(&measure, None, Blueprint::practice(None), 1);
    let first: Vec<char> =
        sitting.given().iter().take(5).filter_map(|given| given.task.chars().next()).collect();
    assert!(first.iter().skip(1).all(|competency| *competency == 'a'), "{first:?}");
}

#[test]
fn who_is_ahead_skips_what_they_can_already_do() {
    let measure = measure(6);
    let strong = Person { ability: 3.5 }.sit(&measure, None, Blueprint::practice(None), 1);
    let weak = Person { ability: -3.0 }.sit(&measure, None, Blueprint::practice(None), 1);
    assert!(strong.given().len() < weak.given().len() / 2, "{} {}", strong.given().len(), weak.given().len());
    let proves = strong
        .log()
        .iter()
        .any(|logged| matches!(logged.event, Event::Given { reason: GivenFor::Proves, .. }));
    assert!(proves, "a harder task proves a chapter");
    assert!(counts(&strong)["a"] < 6);
}

#[test]
fn a_role_pulls_practice_towards_its_must_haves() {
    let (measure, role) = (measure(6), role());
    let sitting = Person { ability: 0.4 }.sit(&measure, Some(&role), Blueprint::practice(Some(&role)), 1);
    let first: Vec<char> =
        sitting.given().iter().take(4).filter_map(|given| given.task.chars().next()).collect();
    assert!(first.iter().filter(|id| "bce".contains(**id)).count() >= 3, "{first:?}");
}

#[test]
fn only_what_was_reached_before_the_first_help_counts() {
    let measure = measure(6);
    let start = Sitting::start(&measure, Blueprint::practice(None), 1, Vec::new(), Exposure::default());
    let mut sitting = Sitting::replay(&measure, None, &[Logged { at_ms: 0, event: start }]).unwrap();
    let Step::Give(proposal) = sitting.step() else { panic!("no task") };
    let task = proposal.task.clone();
    let steps = u8::try_from(measure.tasks()[measure.task(&task).unwrap()].categories("a") - 1).unwrap();
    let graded = |category: u8| Event::Graded {
        task: task.clone(),
        submission: String::new(),
        responses: vec![GradedResponse { competency: "a".into(), category, steps }],
        score_per_mille: 0,
        solved: category == steps,
    };
    let events = [
        proposal.event(),
        Event::ExampleShown { task: task.clone() },
        graded(0),
        Event::HintShown { task: task.clone(), number: 1 },
        graded(steps),
    ];
    for event in events {
        sitting.record(Logged { at_ms: 60_000, event }).unwrap();
    }
    assert!(sitting.given()[0].is_solved() && sitting.given()[0].is_helped());
    let evidence = sitting.own_evidence();
    assert_eq!((evidence.len(), evidence[0].response.category), (1, 0));
    assert!(matches!(sitting.step(), Step::Give(_)), "solved with help is solved all the same");
}

#[test]
fn an_open_practice_task_says_nothing_yet() {
    let measure = measure(3);
    let start = Sitting::start(&measure, Blueprint::practice(None), 1, Vec::new(), Exposure::default());
    let mut sitting = Sitting::replay(&measure, None, &[Logged { at_ms: 0, event: start }]).unwrap();
    let Step::Give(proposal) = sitting.step() else { panic!("no task") };
    sitting.record(Logged { at_ms: 1, event: proposal.event() }).unwrap();
    let hand_in = Person { ability: -4.0 }.hand_in(&measure, &proposal.task);
    sitting.record(Logged { at_ms: 2, event: hand_in }).unwrap();
    assert!(sitting.own_evidence().is_empty());
    assert_eq!(sitting.step(), Step::Work { task: proposal.task });
}
