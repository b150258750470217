//! A log is all there is: any prefix of it resumes identically.

use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::{EndedBy, Event, Exposure, GivenFor, Logged};
use assessment::sitting::{LogError, Sitting, Step};
use proptest::prelude::*;

use crate::person::{Person, ended_by, measure, role};

fn blueprints() -> impl Strategy<Value = (Blueprint, bool)> {
    prop_oneof![
        Just((Blueprint::placement(None, 45), false)),
        Just((Blueprint::placement(Some(&role()), 60), true)),
        Just((Blueprint::practice(Some(&role())), true)),
        Just((Blueprint::fixed_form(vec!["a-0".into(), "e-1".into(), "b-2".into()], None), false)),
        Just((Blueprint::assessment(&role(), None, 90), true)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_prefix_of_a_log_resumes_with_the_identical_next_task(
        (blueprint, aims) in blueprints(), seed in any::<u64>(), ability in -3.0..3.0_f64, cut in 0.0..1.0_f64,
    ) {
        let (measure, role) = (measure(6), role());
        let role = aims.then_some(&role);
        let whole = Person { ability }.sit(&measure, role, blueprint, seed);
        let lines: Vec<String> = whole.log().iter().map(|logged| serde_json::to_string(logged).unwrap()).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short list")]
        let kept = ((cut * lines.len() as f64) as usize).max(1);
        let read: Vec<Logged> = lines[..kept].iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let resumed = Sitting::replay(&measure, role, &read).unwrap();
        let again: Vec<String> = resumed.log().iter().map(|logged| serde_json::to_string(logged).unwrap()).collect();
        prop_assert_eq!(&again, &lines[..kept], "the log is read and written byte for byte");
        match whole.log().get(kept).map(|logged| &logged.event) {
            Some(event @ Event::Given { .. }) => match resumed.step() {
                Step::Give(proposal) => prop_assert_eq!(&proposal.event(), event),
                other => prop_assert!(false, "{:?} instead of {:?}", other, event),
            },
            Some(Event::Ended { by }) => prop_assert_eq!(resumed.step(), Step::End(*by)),
            Some(_) => prop_assert!(matches!(resumed.step(), Step::Work { .. }), "an open task stays open"),
            None => prop_assert!(matches!(resumed.step(), Step::Over(_))),
        }
    }
}

#[test]
fn the_order_in_which_a_bank_is_read_changes_nothing() {
    let mut turned = crate::person::tasks(6);
    turned.reverse();
    let turned = assessment::measure::Measure::new(crate::person::field(), turned).unwrap();
    let (straight, person) = (measure(6), Person { ability: 0.3 });
    let tasks = |measure| {
        let sitting = person.sit(measure, None, Blueprint::placement(None, 40), 7);
        sitting.given().iter().map(|given| given.task.clone()).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&straight), tasks(&turned));
}

#[test]
fn not_everybody_starts_with_the_same_task() {
    let measure = measure(6);
    let first = |seed| {
        let sitting = Person { ability: 0.0 }.sit(&measure, None, Blueprint::placement(None, 20), seed);
        sitting.given()[0].task.clone()
    };
    let firsts: std::collections::BTreeSet<String> = (0..12).map(first).collect();
    assert!(firsts.len() > 1, "{firsts:?}");
}

#[test]
fn events_without_a_place_are_refused_and_change_nothing() {
    let measure = measure(3);
    let start = Sitting::start(&measure, Blueprint::placement(None, 20), 1, Vec::new(), Exposure::default());
    let log = |event| Logged { at_ms: 5, event };
    let mut sitting = Sitting::replay(&measure, None, &[log(start.clone())]).unwrap();
    let given = |task: &str| Event::Given {
        task: task.to_owned(),
        digest: String::new(),
        variant: 1,
        reason: GivenFor::Asked,
    };
    let before = sitting.step();
    assert!(matches!(
        sitting.record(log(Event::Passed { task: "a-0".into() })),
        Err(LogError::NotGiven { .. })
    ));
    assert!(matches!(sitting.record(log(start.clone())), Err(LogError::Start { .. })));
    assert!(matches!(sitting.record(log(Event::Resumed)), Err(LogError::Pause { .. })));
    assert_eq!(sitting.step(), before);
    sitting.record(log(given("a-0"))).unwrap();
    assert!(matches!(sitting.record(log(given("a-1"))), Err(LogError::StillOpen { .. })));
    sitting.record(log(Event::Ended { by: EndedBy::Person })).unwrap();
    assert_eq!(sitting.record(log(Event::Paused)), Err(LogError::AfterEnd { number: 4 }));
    assert_eq!(Sitting::replay(&measure, None, &[]).err(), Some(LogError::Empty));
    let other = crate::person::measure(4);
    assert_eq!(Sitting::replay(&other, None, &[log(start)]).err(), Some(LogError::OtherBank));
}

#[test]
fn a_pause_costs_no_time_and_an_interruption_that_nobody_logged_costs_little() {
    let measure = measure(6);
    let start = Sitting::start(&measure, Blueprint::placement(None, 20), 1, Vec::new(), Exposure::default());
    let minute = 60_000;
    let mut sitting = Sitting::replay(&measure, None, &[Logged { at_ms: 0, event: start }]).unwrap();
    let mut add = |at_ms, event| {
        sitting.record(Logged { at_ms, event }).unwrap();
        sitting.minutes_worked()
    };
    let given = |task: &str| Event::Given {
        task: task.to_owned(),
        digest: String::new(),
        variant: 1,
        reason: GivenFor::Asked,
    };
    add(0, given("a-0"));
    add(minute, Event::Paused);
    add(100 * minute, Event::Resumed);
    let worked = add(101 * minute, Event::Passed { task: "a-0".into() });
    assert!((worked - 2.0).abs() < 1e-9, "{worked}");
    add(101 * minute, given("a-1"));
    let worked = add(901 * minute, Event::Passed { task: "a-1".into() });
    assert!((worked - 11.0).abs() < 1e-9, "at most three times the expected three minutes: {worked}");
}

#[test]
fn a_fixed_form_gives_its_tasks_in_order_and_ends() {
    let measure = measure(3);
    let form = vec!["e-0".to_owned(), "a-1".to_owned()];
    let sitting = Person { ability: 0.0 }.sit(&measure, None, Blueprint::fixed_form(form.clone(), None), 3);
    let tasks: Vec<String> = sitting.given().iter().map(|given| given.task.clone()).collect();
    assert_eq!((tasks, ended_by(&sitting)), (form, EndedBy::FormDone));
}
