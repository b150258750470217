//! What a run's events and reports mean. Each case is a list of events in the rooms' own JSON, and what must come of it.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a case that is judged in another way fails its test")]

use assessment::{CheckOutcome, FaultOf};
use bank::files::FileMap;
use bank::groups::CheckGroup;
use bank::modules::ModuleFacts;
use bank::pattern::Pattern;
use grader::limits::CaseLimits;
use grader::rooms::events::{Heard, listen};
use grader::verdict::judge::{Graded, Judgement, Record, judge};
use sandbox::{LimitsHit, Outcome, Report};

const TWO: &str = r#"{"event":"collected","checks":[
    {"id":"t.py::a","title":"a","public":true,"points":1},{"id":"t.py::b","title":"b","public":false,"points":3}]}"#;
const DONE: &str = r#"{"event":"done"}"#;

/// A run to be judged; the default is one that ended well and told nothing.
struct Case {
    events: Vec<String>,
    submission: Outcome,
    exam: Outcome,
    modules: ModuleFacts,
    groups: Vec<CheckGroup>,
}

impl Case {
    fn told(events: &[&str]) -> Self {
        Self {
            events: events.iter().map(|event| event.replace('\n', "")).collect(),
            submission: Outcome::StoppedByHost,
            exam: Outcome::Exited { status: 0 },
            modules: ModuleFacts::default(),
            groups: Vec::new(),
        }
    }

    fn judge(&self) -> Judgement {
        let text: String = self.events.iter().flat_map(|event| [event.as_str(), "\n"]).collect();
        let heard: Heard = listen(text.as_bytes(), std::time::Instant::now());
        judge(&Record {
            heard: &heard,
            submission: &report(self.submission.clone()),
            exam: &report(self.exam.clone()),
            limits: CaseLimits::default(),
            modules: &self.modules,
            files: &files(),
            is_public: &|_| false,
            groups: &self.groups,
        })
    }

    fn graded(&self) -> Graded {
        match self.judge() {
            Judgement::Graded(graded) => graded,
            other => panic!("not graded: {other:?}"),
        }
    }

    fn fault(&self, of: FaultOf, words: &str) {
        match self.judge() {
            Judgement::NotGradable(fault) => {
                assert_eq!(fault.of, of, "{fault:?}");
                assert!(fault.why.contains(words), "{fault:?}");
            }
            other => panic!("gradable: {other:?}"),
        }
    }
}

/// What was handed in: five lines, of which the fourth is the one that events speak of.
fn files() -> FileMap {
    let mut files = FileMap::new();
    files.insert("s.py", b"# s\nprint(\ndef f(n):\n    return 3\n".to_vec()).unwrap();
    files
}

fn report(outcome: Outcome) -> Report {
    Report {
        outcome,
        cpu_time_ms: 5,
        wall_time_ms: 5,
        peak_memory_bytes: 1,
        stdout: Vec::new(),
        stderr: Vec::new(),
        limits_hit: LimitsHit::default(),
    }
}

fn finished(id: &str, outcome: &str, more: &str) -> String {
    format!(
        r#"{{"event":"finished","id":"{id}","outcome":"{outcome}","reason":null,"message":"TypeError: secret","input":"f(1)","expected":"2","got":"3","location":{{"file":"s.py","line":4,"function":"f","text":"return 3"}},"output":"noise","touched":true,"cpu_ms":1.5{more}}}"#
    )
}

fn outcomes(graded: &Graded) -> Vec<(CheckOutcome, f64)> {
    graded.checks.iter().map(|check| (check.outcome, check.earned)).collect()
}

#[test]
fn a_passed_check_earns_its_points_and_a_failed_one_nothing() {
    let graded =
        Case::told(&[TWO, &finished("t.py::b", "passed", ""), &finished("t.py::a", "failed", ""), DONE])
            .graded();
    assert_eq!(outcomes(&graded), [(CheckOutcome::Failed, 0.0), (CheckOutcome::Passed, 3.0)]);
    assert_eq!(graded.message, None);
}

#[test]
fn a_public_check_shows_its_data_and_a_hidden_one_does_not() {
    let graded =
        Case::told(&[TWO, &finished("t.py::a", "failed", ""), &finished("t.py::b", "error", ""), DONE])
            .graded();
    let [public, hidden] = &graded.checks[..] else { panic!("two checks") };
    assert_eq!(public.message.as_deref(), Some("TypeError: secret"));
    assert_eq!((public.input.as_deref(), public.got.as_deref()), (Some("f(1)"), Some("3")));
    assert_eq!(public.output.as_deref(), Some("noise"));
    assert_eq!(hidden.message.as_deref(), Some("raised `TypeError`"));
    assert_eq!((&hidden.input, &hidden.expected, &hidden.got, &hidden.output), (&None, &None, &None, &None));
    assert_eq!(hidden.location.as_ref().map(|place| place.line), Some(4));
}

#[test]
fn what_a_file_of_claims_lacks_in_form_is_told_of_a_hidden_check_too() {
    for reason in ["unreadable", "not_answered"] {
        let told = finished("t.py::b", "failed", "").replace("null", &format!("\"{reason}\""));
        let graded = Case::told(&[TWO, &told, DONE]).graded();
        assert_eq!(graded.checks[1].message.as_deref(), Some("TypeError: secret"));
        assert_eq!((&graded.checks[1].got, &graded.checks[1].expected), (&None, &None));
    }
}

#[test]
fn a_measurement_that_cannot_tell_grades_nobody_and_is_nobodys_fault() {
    let told = finished("t.py::b", "failed", "").replace("\"reason\":null", "\"reason\":\"inconclusive\"");
    Case::told(&[TWO, &finished("t.py::a", "passed", ""), &told, DONE])
        .fault(FaultOf::Assay, "was inconclusive: TypeError: secret; grade again");
}

#[test]
fn a_check_that_never_finished_has_not_run_and_still_counts() {
    let graded = Case::told(&[TWO, &finished("t.py::a", "passed", ""), DONE]).graded();
    assert_eq!(outcomes(&graded), [(CheckOutcome::Passed, 1.0), (CheckOutcome::NotRun, 0.0)]);
}

#[test]
fn a_check_that_finished_twice_keeps_its_failure() {
    let (passed, failed) = (finished("t.py::a", "passed", ""), finished("t.py::a", "error", ""));
    for order in [[&passed, &failed], [&failed, &passed]] {
        let graded = Case::told(&[TWO, order[0], order[1], DONE]).graded();
        assert_eq!(graded.checks[0].outcome, CheckOutcome::Error);
    }
}

#[test]
fn a_skip_before_touching_the_submission_leaves_the_points_and_one_after_it_fails() {
    let untouched = finished("t.py::a", "skipped", "").replace("\"touched\":true", "\"touched\":false");
    let graded = Case::told(&[TWO, &untouched, &finished("t.py::b", "skipped", ""), DONE]).graded();
    assert_eq!(outcomes(&graded), [(CheckOutcome::Skipped, 0.0), (CheckOutcome::Failed, 0.0)]);
    let points = assessment::Points::of(&graded.checks);
    assert!((points.possible - 3.0).abs() < f64::EPSILON);
}

#[test]
fn a_timeout_is_named_with_its_limit_and_only_the_running_check_says_so() {
    let ended = finished("t.py::a", "failed", "").replace("\"reason\":null", "\"reason\":\"room_ended\"");
    let case = Case { submission: Outcome::CpuTimeExceeded, ..Case::told(&[TWO, &ended, DONE]) };
    let graded = case.graded();
    assert!(graded.message.as_deref().is_some_and(|text| text.starts_with("stopped after 10 s of CPU time")));
    assert_eq!(graded.checks[0].message, graded.message);
    assert_eq!(graded.checks[1].outcome, CheckOutcome::NotRun);
}

#[test]
fn how_the_room_ends_after_the_exam_is_no_news() {
    let passed = [finished("t.py::a", "passed", ""), finished("t.py::b", "passed", "")];
    for submission in
        [Outcome::Exited { status: 1 }, Outcome::Signalled { signal: 11 }, Outcome::StoppedByHost]
    {
        let case = Case { submission, ..Case::told(&[TWO, &passed[0], &passed[1], DONE]) };
        assert_eq!(case.graded().message, None);
    }
}

#[test]
fn a_submission_that_cannot_be_imported_is_graded_and_told_where() {
    let failed = r#"{"event":"import_failed","kind":"syntax_error","module":"s","message":"`SyntaxError`: '(' was never closed (s.py, line 2)","location":{"file":"s.py","line":2,"function":null,"text":"print("}}"#;
    let graded = Case::told(&[failed, TWO, DONE]).graded();
    assert_eq!(graded.message.as_deref(), Some("Python cannot read `s`: '(' was never closed"));
    assert_eq!(graded.location.map(|place| place.line), Some(2));
    assert!(graded.checks.iter().all(|check| check.outcome == CheckOutcome::NotRun));
    let why = graded.checks[0].message.as_deref();
    assert_eq!(why, Some("not run, because the submission could not be imported"));
}

#[test]
fn tampering_withholds_the_verdict_whatever_the_checks_say() {
    let tampering = r#"{"event":"tampering","what":"a malformed frame"}"#;
    let passed = finished("t.py::a", "passed", "");
    let judgement = Case::told(&[TWO, &passed, tampering, tampering, DONE]).judge();
    assert_eq!(judgement, Judgement::Withheld(vec!["a malformed frame".into()]));
    let forbidden = Case { submission: Outcome::ForbiddenSystemCall, ..Case::told(&[TWO, &passed, DONE]) };
    assert!(matches!(forbidden.judge(), Judgement::Withheld(_)));
}

#[test]
fn a_box_that_failed_is_never_the_candidates_fault() {
    let failed = Outcome::BoxFailed { step: "mount".into(), message: "no such file".into() };
    let case = Case { submission: failed, ..Case::told(&[TWO, DONE]) };
    case.fault(FaultOf::Assay, "failed in step `mount`");
}

#[test]
fn an_exam_that_is_broken_empty_or_all_skipped_is_the_tasks_fault() {
    Case::told(&[r#"{"event":"exam_problem","message":"conftest.py: no"}"#, DONE])
        .fault(FaultOf::Task, "conftest.py: no");
    Case::told(&[r#"{"event":"collected","checks":[]}"#, DONE]).fault(FaultOf::Task, "holds no test");
    let skipped = |id| finished(id, "skipped", "").replace("\"touched\":true", "\"touched\":false");
    Case::told(&[TWO, &skipped("t.py::a"), &skipped("t.py::b"), DONE])
        .fault(FaultOf::Task, "no check counted");
    let slow = Case { exam: Outcome::WallTimeExceeded, ..Case::told(&[]) };
    slow.fault(FaultOf::Task, "did not get as far as its first test");
}

#[test]
fn an_exam_room_that_just_ends_is_our_fault_even_with_exit_status_zero() {
    Case::told(&[TWO, &finished("t.py::a", "passed", "")]).fault(FaultOf::Assay, "before it was done");
    Case::told(&[]).fault(FaultOf::Assay, "before it had collected");
    Case::told(&[TWO, "nonsense"]).fault(FaultOf::Assay, "an event could not be read");
}

#[test]
fn a_check_in_which_the_exam_room_met_its_limit_has_failed() {
    let events = [TWO, &finished("t.py::a", "passed", ""), r#"{"event":"started","id":"t.py::b"}"#];
    let graded = Case { exam: Outcome::MemoryExceeded, ..Case::told(&events) }.graded();
    assert_eq!(outcomes(&graded), [(CheckOutcome::Passed, 1.0), (CheckOutcome::Failed, 0.0)]);
    assert!(graded.checks[1].message.as_deref().is_some_and(|text| text.contains("of memory")));
}

#[test]
fn an_exam_that_brings_every_module_itself_never_met_the_submission() {
    let untouched = |id| finished(id, "passed", "").replace("\"touched\":true", "\"touched\":false");
    let mut case = Case::told(&[TWO, &untouched("t.py::a"), &untouched("t.py::b"), DONE]);
    case.modules.shadowed = ["solution".to_owned(), "conftest".to_owned()].into();
    case.fault(FaultOf::Task, "brings its own `solution`, so");
    case.modules.shadowed = ["conftest".to_owned()].into();
    assert_eq!(case.graded().checks.len(), 2);
}

fn group(id: &str, points: u32, checks: &[&str]) -> CheckGroup {
    CheckGroup {
        id: id.into(),
        competency: "core-functions".into(),
        points,
        clauses: vec!["a".into()],
        checks: checks.iter().map(|text| Pattern::new(text)).collect(),
        line: 9,
    }
}

fn earned(graded: &Graded) -> Vec<(&str, f64, usize)> {
    graded.groups.iter().map(|group| (group.id.as_str(), group.earned, group.checks.len())).collect()
}

#[test]
fn a_group_earns_its_points_only_when_all_its_checks_pass() {
    let both = [finished("t.py::a", "passed", ""), finished("t.py::b", "failed", "")];
    let mut case = Case::told(&[TWO, &both[0], &both[1], DONE]);
    case.groups = vec![group("first", 4, &["t.py::a"]), group("second", 6, &["t.py::b*"])];
    let graded = case.graded();
    assert_eq!(earned(&graded), [("first", 4.0, 1), ("second", 0.0, 1)]);
    assert_eq!((graded.points.earned, graded.points.possible), (4.0, 10.0));
    case.groups = vec![group("one", 5, &["t.py::*"])];
    assert_eq!(earned(&case.graded()), [("one", 0.0, 2)]);
}

#[test]
fn a_group_without_a_counted_check_is_left_out() {
    let untouched = finished("t.py::a", "skipped", "").replace("\"touched\":true", "\"touched\":false");
    let mut case = Case::told(&[TWO, &untouched, &finished("t.py::b", "passed", ""), DONE]);
    case.groups = vec![group("first", 4, &["t.py::a"]), group("second", 6, &["t.py::b"])];
    assert_eq!(earned(&case.graded()), [("second", 6.0, 1)]);
    case.groups = vec![group("all", 3, &["*"])];
    assert_eq!(earned(&case.graded()), [("all", 3.0, 2)]);
}

#[test]
fn a_check_belongs_to_exactly_one_group_and_a_group_has_one() {
    let both = [finished("t.py::a", "passed", ""), finished("t.py::b", "passed", "")];
    let mut case = Case::told(&[TWO, &both[0], &both[1], DONE]);
    case.groups = vec![group("first", 1, &["t.py::a"])];
    case.fault(FaultOf::Task, "check `t.py::b` belongs to no group");
    case.groups = vec![group("first", 1, &["t.py::a"]), group("all", 1, &["*"])];
    case.fault(FaultOf::Task, "belongs to the groups `first` (task.toml:9) and `all` (task.toml:9)");
    case.groups = vec![group("all", 1, &["*"]), group("gone", 1, &["t.py::c"])];
    case.fault(FaultOf::Task, "group `gone` (task.toml:9) has no check");
}

#[test]
fn a_submission_that_hides_a_check_from_the_exam_does_not_get_its_group() {
    // Where a test file can't be loaded, a check is listed without its parameters, and never runs.
    let failed = r#"{"event":"import_failed","kind":"raised","module":"s","message":"no","location":null}"#;
    let mut case = Case::told(&[failed, TWO, &finished("t.py::b", "passed", ""), DONE]);
    case.groups = vec![group("both", 1, &["t.py::a[1]", "t.py::b"])];
    assert_eq!(earned(&case.graded()), [("both", 0.0, 2)]);
    case.groups = vec![group("elsewhere", 1, &["u.py::c", "t.py::b"]), group("a", 1, &["t.py::a[*]"])];
    assert_eq!(earned(&case.graded()), [("elsewhere", 0.0, 1), ("a", 0.0, 1)]);
}
