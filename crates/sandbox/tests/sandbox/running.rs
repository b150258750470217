//! Starting, hearing and stopping boxes, and refusing to start them.

use std::collections::BTreeSet;

use sandbox::{Launcher, MountSource, Outcome, Refusal, StartError};

use crate::builder::{
    host, launcher, named, output, plan, python, run, shell, start, text, weaknesses_here, with_mount,
};

#[test]
fn a_program_runs_and_its_output_is_captured() {
    let report = run(shell("echo out; echo err >&2; exit 3"));
    assert_eq!(report.outcome, Outcome::Exited { status: 3 }, "{}", text(&report.stderr));
    assert_eq!((text(&report.stdout), text(&report.stderr)), ("out\n".to_owned(), "err\n".to_owned()));
}

#[test]
fn a_program_sees_only_the_environment_of_its_plan() {
    assert_eq!(output(shell("exec env")), "PATH=/usr/bin:/bin\nPWD=/work\n");
}

#[test]
fn a_signal_that_the_program_sends_itself_is_reported_as_such() {
    assert_eq!(run(shell("kill -TERM $$")).outcome, Outcome::Signalled { signal: 15 });
    assert_eq!(run(shell("kill -KILL $$")).outcome, Outcome::Signalled { signal: 9 });
}

#[test]
fn a_missing_program_fails_the_box_and_says_where() {
    let mut planned = shell("");
    planned.program = "/usr/bin/no-such-program".into();
    let Outcome::BoxFailed { step, message } = run(planned).outcome else { panic!("the box ran") };
    assert_eq!(step, "execute the program");
    assert!(message.starts_with("`/usr/bin/no-such-program`: No such file or directory"), "{message}");
}

#[test]
fn a_missing_mount_source_refuses_the_start_and_names_it() {
    let planned = with_mount(shell(""), host("/no/such/folder", "/data"));
    let error = launcher().start(plan(vec![planned])).unwrap_err();
    assert!(
        matches!(&error, StartError::Refused(Refusal::Step { object, .. }) if object == "/no/such/folder"),
        "{error}"
    );
}

#[test]
fn a_plan_that_would_write_to_the_host_is_refused() {
    let mut mount = host("/usr", "/data");
    mount.writable = true;
    let error = launcher().start(plan(vec![with_mount(shell(""), mount)])).unwrap_err();
    assert!(error.to_string().contains("would make files of the host writable"), "{error}");
}

#[test]
fn a_plan_that_names_an_unknown_volume_is_refused() {
    let mut mount = host("/usr", "/data");
    mount.source = MountSource::Volume("elsewhere".to_owned());
    let error = launcher().start(plan(vec![with_mount(shell(""), mount)])).unwrap_err();
    assert!(error.to_string().contains("unknown volume `elsewhere`"), "{error}");
}

#[test]
fn a_missing_protection_refuses_the_start_unless_its_weakness_is_accepted() {
    let missing = weaknesses_here();
    let mut strict = plan(vec![shell("true")]);
    strict.accepted_weaknesses = BTreeSet::new();
    match launcher().start(strict) {
        Ok(running) => {
            assert_eq!(missing, BTreeSet::new());
            assert_eq!(running.isolation().weaknesses, BTreeSet::new());
        }
        Err(StartError::Refused(Refusal::Weaknesses(refused))) => assert_eq!(refused, missing),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn accepted_weaknesses_are_listed_with_the_protections_in_force() {
    let running = start(vec![shell("true")]);
    assert_eq!(running.isolation().weaknesses, weaknesses_here());
    assert!(running.isolation().protections.contains(&"system-call-filter".to_owned()));
}

#[test]
fn a_helper_that_does_not_exist_is_named() {
    let error = Launcher::new(vec!["/no/such/helper".into()]).start(plan(vec![shell("")])).unwrap_err();
    assert!(error.to_string().contains("`/no/such/helper`"), "{error}");
}

#[test]
fn a_helper_that_is_another_program_is_not_waited_for() {
    let error = Launcher::new(vec!["/bin/true".into()]).start(plan(vec![shell("")])).unwrap_err();
    assert!(matches!(error, StartError::HelperSilent), "{error}");
}

#[test]
fn a_box_can_be_stopped_while_another_goes_on() {
    let running =
        start(vec![named("endless", python("while True: pass")), named("short", shell("echo done"))]);
    assert_eq!(text(&running.wait("short").unwrap().stdout), "done\n");
    running.stop("endless");
    assert_eq!(running.wait("endless").unwrap().outcome, Outcome::StoppedByHost);
    assert_eq!(running.wait("short").unwrap().outcome, Outcome::Exited { status: 0 });
    assert_eq!(running.wait("unknown"), None);
}

#[test]
fn usage_grows_while_a_box_works_and_ends_with_its_report() {
    let running = start(vec![python("while True: pass")]);
    let mut usage = running.usage("box").unwrap();
    while usage.cpu_time_ms < 100 {
        let later = running.usage("box").unwrap();
        assert!(later.cpu_time_ms >= usage.cpu_time_ms);
        usage = later;
    }
    running.stop("box");
    let report = running.wait("box").unwrap();
    assert_eq!(running.usage("box").unwrap().cpu_time_ms, report.cpu_time_ms);
    assert!(report.cpu_time_ms >= 100 && report.peak_memory_bytes > 1_000_000, "{report:?}");
}

#[test]
fn a_probe_names_every_protection_once_and_mends_what_is_missing() {
    let protections = launcher().probe().unwrap();
    let names: BTreeSet<_> = protections.iter().map(|protection| &protection.name).collect();
    assert_eq!(names.len(), protections.len());
    for protection in &protections {
        let is_missing = protection.state == sandbox::ProtectionState::Missing;
        assert_eq!(protection.mend.is_some(), is_missing, "{protection:?}");
    }
}
