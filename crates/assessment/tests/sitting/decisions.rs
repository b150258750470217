//! What a placement decides, and what it says of what it cannot know.

use assessment::measure::Setting;
use assessment::role::{Standing, decide_role};
use assessment::sitting::Sitting;
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::EndedBy;

use crate::person::{Person, counts, ended_by, measure, role};

fn placed(ability: f64, minutes: u32) -> (Standing, EndedBy, usize) {
    let (measure, role) = (measure(12), role());
    let sitting =
        Person { ability }.sit(&measure, Some(&role), Blueprint::placement(Some(&role), minutes), 5);
    let decision = decide_role(&measure, &sitting.knowledge(), &sitting.evidence(), &role);
    (decision.standing, ended_by(&sitting), sitting.given().len())
}

#[test]
fn who_can_do_everything_meets_and_who_can_do_nothing_does_not_yet() {
    assert_eq!(placed(4.0, 240).0, Standing::Meets);
    assert_eq!(placed(-4.0, 240).0, Standing::NotYet);
}

#[test]
fn a_decision_ends_a_placement_before_its_time() {
    let (_, by, _) = placed(4.0, 600);
    assert_eq!(by, EndedBy::DecidedMeets);
    let (standing, by, tasks) = placed(4.0, 9);
    assert_eq!((standing, by), (Standing::Inconclusive, EndedBy::TimeSpent));
    assert!(tasks <= 4);
}

#[test]
fn a_must_have_without_two_proven_tasks_is_not_measurable_yet_and_the_rest_is_decided() {
    let (measure, role) = (measure(12), role());
    let sitting =
        Person { ability: 4.0 }.sit(&measure, Some(&role), Blueprint::placement(Some(&role), 600), 5);
    let decision = decide_role(&measure, &sitting.knowledge(), &sitting.evidence(), &role);
    let standing = |id: &str| decision.musts.iter().find(|must| must.competency == id).unwrap().standing;
    assert_eq!((standing("g"), standing("b")), (Standing::NotMeasurableYet, Standing::Meets));
    assert_eq!(decision.standing, Standing::Meets);
    assert!(decision.measurable_weight < 1.0);
}

#[test]
fn without_any_evidence_nothing_is_decided() {
    let (measure, role) = (measure(12), role());
    let decision = decide_role(&measure, &measure.knowledge(&[]), &[], &role);
    assert_eq!(decision.standing, Standing::Inconclusive);
    assert!(decision.musts.iter().all(|must| !must.standing.is_decided()));
}

#[test]
fn tasks_that_share_a_cause_are_one_task_for_a_must_have() {
    let mut tasks = crate::person::tasks(3);
    for task in tasks.iter_mut().filter(|task| task.id.starts_with("b-")) {
        task.causes = vec!["naive-datetime".to_owned()];
    }
    let measure = assessment::measure::Measure::new(crate::person::field(), tasks).unwrap();
    let role = role();
    let decision = decide_role(&measure, &measure.knowledge(&[]), &[], &role);
    assert_eq!(decision.musts[0].standing, Standing::NotMeasurableYet);
    let sitting = Person { ability: 0.5 }.sit(&measure, None, Blueprint::placement(None, 300), 2);
    assert_eq!(counts(&sitting)["b"], 1, "they never meet in one sitting");
}

#[test]
fn short_tasks_come_first_and_quotas_are_kept() {
    let (measure, role) = (measure(12), role());
    let sitting =
        Person { ability: 0.1 }.sit(&measure, Some(&role), Blueprint::placement(Some(&role), 60), 5);
    let minutes = |id: &str| measure.tasks()[measure.task(id).unwrap()].minutes;
    let first = sitting.given().iter().take(8);
    assert!(first.clone().all(|given| minutes(&given.task) == 3));
    let core = first.filter(|given| !given.task.starts_with(['e', 'f'])).count();
    assert!((4..=6).contains(&core), "60 of 100: {core}");
}

#[test]
fn what_a_task_is_expected_to_tell_is_close_to_what_it_tells() {
    let measure = measure(6);
    let nothing = measure.knowledge(&[]);
    let place = measure.field().position("b").unwrap();
    let task = measure.task("b-1").unwrap();
    let expected = nothing.expecting(task).estimate(place).standard_error;
    let told = |ability: f64| {
        let sitting =
            Person { ability }.sit(&measure, None, Blueprint::fixed_form(vec!["b-1".into()], None), 1);
        known(&sitting, place)
    };
    let mean = 0.5 * (told(3.0) + told(-3.0));
    assert!((expected - mean).abs() < 0.1, "{expected} {mean}");
    assert!(expected < nothing.estimate(place).standard_error);
}

fn known(sitting: &Sitting<'_>, place: usize) -> f64 {
    sitting.knowledge().estimate(place).standard_error
}

#[test]
fn a_better_answer_never_lowers_an_estimate_and_practice_counts_for_less() {
    let measure = measure(6);
    let place = measure.field().position("e").unwrap();
    let after = |category: u8, setting: Setting| {
        let response = assessment::response::GradedResponse { competency: "e".into(), category, steps: 2 };
        let evidence = assessment::measure::Evidence { task: "e-1".into(), setting, at_ms: 0, response };
        measure.knowledge(&[evidence]).estimate(place).ability
    };
    let measured: Vec<f64> = (0..3).map(|category| after(category, Setting::Measured)).collect();
    assert!(measured[0] < measured[1] && measured[1] < measured[2], "{measured:?}");
    assert!(after(2, Setting::Practised) < measured[2]);
}
