//! The verdict's published formats: JSON against its schema, and JUnit XML.
#![expect(clippy::unwrap_used, reason = "a test whose set-up fails must stop")]

use assessment::{
    Check, CheckOutcome, Fault, FaultOf, Group, Isolation, Location, Outcome, Points, Purpose, TimingsMs,
    Usage, Verdict, WeaknessAccepted, schema, to_junit,
};
use proptest::prelude::*;

fn check(id: &str, outcome: CheckOutcome, public: bool) -> Check {
    let shown = |text: &str| (public && outcome != CheckOutcome::Passed).then(|| text.to_owned());
    Check {
        id: id.to_owned(),
        title: String::from("a title"),
        outcome,
        public,
        points: 1.0,
        earned: if outcome == CheckOutcome::Passed { 1.0 } else { 0.0 },
        reason: None,
        message: shown("wrong total"),
        input: shown("total([1, 2])"),
        expected: shown("3"),
        got: shown("<4>"),
        location: Some(Location { file: String::from("solution.py"), line: 2, function: None, text: None }),
        output: None,
        cpu_ms: 1.25,
    }
}

fn verdict(checks: Vec<Check>) -> Verdict {
    let points = Points::of(&checks);
    Verdict {
        id: String::from("case-1"),
        outcome: Outcome::Graded,
        fault: None,
        seen: Vec::new(),
        score: points.score(),
        points,
        message: None,
        location: None,
        checks,
        groups: Vec::new(),
        notes: Vec::new(),
        isolation: Isolation {
            purpose: Purpose::Practice,
            protections: vec![String::from("network-namespace")],
            weaknesses: vec![WeaknessAccepted {
                name: String::from("memory-not-by-cgroup"),
                meaning: String::from("why"),
            }],
        },
        timings_ms: TimingsMs { queue: 0.0, room: 3.5, load: 200.0, exam: 40.0 },
        usage: Usage { cpu_ms: 80.0, wall_ms: 250.0, peak_memory_bytes: 20_000_000 },
        task_digest: None,
        exam_digest: Some("0".repeat(64)),
        submission_digest: "1".repeat(64),
        environment_digest: String::from("core-0123456789ab"),
        seed: 7,
    }
}

fn schema_errors(json: &str) -> Vec<String> {
    let schema = serde_json::from_str(schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value = serde_json::from_str(json).unwrap();
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn each_outcome_fits_the_published_schema() {
    let graded = verdict(vec![
        check("test_a.py::test_b", CheckOutcome::Passed, false),
        check("test_a.py::test_c", CheckOutcome::Failed, true),
        check("test_a.py::test_d", CheckOutcome::NotRun, false),
    ]);
    assert_eq!(schema_errors(&graded.to_json()), Vec::<String>::new());
    let group = Group {
        id: String::from("sums"),
        competency: String::from("core-functions"),
        points: 2.0,
        earned: 2.0,
        checks: vec![String::from("test_a.py::test_b")],
        passed: true,
    };
    let grouped = Verdict { groups: vec![group], ..graded.clone() };
    assert_eq!(schema_errors(&grouped.to_json()), Vec::<String>::new());
    assert_eq!(Verdict::from_json(&grouped.to_json()).unwrap(), grouped);
    assert!(!graded.to_json().contains("\"groups\""));
    let not_gradable = Verdict {
        outcome: Outcome::NotGradable,
        fault: Some(Fault { of: FaultOf::Task, why: String::from("conftest.py raises") }),
        score: None,
        ..graded.clone()
    };
    assert_eq!(schema_errors(&not_gradable.to_json()), Vec::<String>::new());
    let withheld = Verdict {
        outcome: Outcome::Withheld,
        seen: vec![String::from("garbage in the window")],
        score: None,
        ..graded
    };
    assert_eq!(schema_errors(&withheld.to_json()), Vec::<String>::new());
}

#[test]
fn the_schema_refuses_a_hidden_check_that_shows_its_input_and_a_withheld_score() {
    let mut shown = verdict(vec![check("test_a.py::test_b", CheckOutcome::Failed, true)]);
    shown.checks[0].public = false;
    assert!(!schema_errors(&shown.to_json()).is_empty());
    let mut withheld = verdict(Vec::new());
    withheld.outcome = Outcome::Withheld;
    withheld.score = Some(1.0);
    assert!(!schema_errors(&withheld.to_json()).is_empty());
}

#[test]
fn a_skipped_check_leaves_the_points_and_one_that_never_ran_has_failed() {
    let points = Points::of(&[
        check("a", CheckOutcome::Passed, false),
        check("b", CheckOutcome::Skipped, false),
        check("c", CheckOutcome::NotRun, false),
    ]);
    assert_eq!(points, Points { earned: 1.0, possible: 2.0 });
    assert_eq!(points.score(), Some(0.5));
    assert_eq!(Points::of(&[check("b", CheckOutcome::Skipped, false)]).score(), None);
}

#[test]
fn volatile_fields_are_the_only_ones_that_differ_between_two_runs() {
    let first = verdict(vec![check("a", CheckOutcome::Passed, false)]);
    let mut second = first.clone();
    second.timings_ms.exam = 99.0;
    second.usage.cpu_ms = 1.0;
    second.checks[0].cpu_ms = 0.5;
    assert_ne!(first.to_json(), second.to_json());
    assert_eq!(first.without_volatile_fields().to_json(), second.without_volatile_fields().to_json());
}

#[test]
fn junit_counts_what_never_ran_as_a_failure_and_escapes_what_the_submission_said() {
    let xml = to_junit(&verdict(vec![
        check("test_a.py::TestB::test_c", CheckOutcome::Failed, true),
        check("test_a.py::TestB::test_d", CheckOutcome::NotRun, false),
        check("test_a.py::TestB::test_e", CheckOutcome::Skipped, false),
    ]))
    .unwrap();
    assert!(xml.contains(r#"tests="3" failures="2" errors="0" skipped="1""#), "{xml}");
    assert!(xml.contains(r#"classname="test_a.TestB" name="test_c""#), "{xml}");
    assert!(xml.contains("got: &lt;4&gt;"), "{xml}");
}

#[test]
fn junit_of_a_withheld_verdict_carries_one_error_that_says_what_was_seen() {
    let mut withheld = verdict(vec![check("a::b", CheckOutcome::Passed, false)]);
    withheld.outcome = Outcome::Withheld;
    withheld.seen = vec![String::from("garbage in the window")];
    let xml = to_junit(&withheld).unwrap();
    assert!(xml.contains(r#"errors="1""#), "{xml}");
    assert!(xml.contains("withheld: garbage in the window"), "{xml}");
}

proptest! {
    #[test]
    fn a_verdict_reads_back_as_written_whatever_the_texts(message in any::<String>(), id in any::<String>(), seed: u64) {
        let mut original = verdict(vec![check(&id, CheckOutcome::Failed, true)]);
        original.message = Some(message);
        original.seed = seed;
        prop_assert_eq!(Verdict::from_json(&original.to_json()).unwrap(), original);
    }

    #[test]
    fn a_score_keeps_its_last_digit(number in "[0-9]\\.[0-9]{17,90}") {
        let mut original = verdict(vec![check("test_a.py::test_a", CheckOutcome::Passed, true)]);
        original.score = Some(0.25);
        let text = original.to_json().replace("\"score\":0.25", &format!("\"score\":{number}"));
        let written = Verdict::from_json(&text).unwrap().to_json();
        prop_assert_eq!(Verdict::from_json(&written).unwrap().to_json(), written);
    }

    #[test]
    fn junit_is_well_formed_whatever_the_texts(message in any::<String>(), id in any::<String>()) {
        let mut odd = verdict(vec![check(&id, CheckOutcome::Failed, true)]);
        odd.checks[0].message = Some(message);
        let xml = to_junit(&odd).unwrap();
        let mut reader = quick_xml::Reader::from_str(&xml);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                    for attribute in tag.attributes() {
                        prop_assert!(attribute.is_ok());
                    }
                }
                _ => {}
            }
        }
    }

    #[test]
    fn reading_a_verdict_never_panics(text in any::<String>()) {
        let _ = Verdict::from_json(&text);
    }
}
