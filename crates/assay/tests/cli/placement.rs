//! `assay place` and `assay plan`: a placement from start to plan, paused in between.

use serde_json::Value;

use crate::learner::Learner;

#[test]
fn a_placement_pauses_at_a_task_and_goes_on_with_the_same_one_to_the_profile_and_the_plan() {
    let learner = Learner::new();
    let mut talking = learner.talk(&["place", "--minutes", "20", "--seed", "3"]);
    let first = talking.hear_of("task");
    assert!(first["minutes"].as_u64().unwrap() <= 4, "micro-tasks first");
    talking.type_line("q");
    talking.hear_of("paused");
    assert_eq!(talking.end(), Some(0));

    let mut talking = learner.talk(&["place", "--minutes", "20"]);
    let mut task = talking.hear_of("task");
    assert_eq!(task["id"], first["id"]);
    let report = loop {
        learner.solve(task["id"].as_str().unwrap());
        talking.type_line("d");
        assert_eq!(talking.hear_of("verdict")["verdict"]["score"], 1.0);
        let said = talking.hear();
        if said["event"] == "report" {
            break said;
        }
        task = said;
    };
    assert_eq!(talking.end(), Some(0));
    assert_eq!(report["report"]["tasks"], 4);
    assert!(report["report"]["overall"]["estimate"].as_f64().unwrap() > 0.0);
    assert_eq!(report["buys"].as_array().unwrap().len(), 3);
    let plan = learner.run(&["plan", "--json"], "");
    let plan: Value = serde_json::from_str(&plan.stdout).unwrap();
    assert_eq!(plan["steps"], report["plan"]["steps"], "the plan is kept in the evidence");
}

#[test]
fn a_hidden_check_shows_nothing_of_itself_in_a_placement() {
    let learner = Learner::new();
    let mut talking = learner.talk(&["place", "--minutes", "20", "--seed", "3"]);
    let task = talking.hear_of("task");
    talking.type_line("c");
    let public = talking.hear();
    let shown = public["verdict"]["checks"].as_array().map_or(0, Vec::len);
    assert!(public["event"] == "public" && shown > 0, "{public}");
    assert!(public["verdict"]["checks"].as_array().unwrap().iter().all(|check| check["public"] == true));
    talking.type_line("d");
    let verdict = talking.hear_of("verdict");
    let hidden =
        verdict["verdict"]["checks"].as_array().unwrap().iter().find(|check| check["public"] == false);
    assert!(hidden.is_some_and(|check| check["input"].is_null()), "{task}");
    assert_eq!(talking.end(), Some(0));
}

#[test]
fn passing_everything_on_ends_with_an_honest_profile_in_plain_words() {
    let learner = Learner::new();
    let run =
        learner.run(&["place", "--plain", "--seed", "3", "--role", "web-developer-entry"], "n\nn\nn\nn\n");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("in 10 typical entry tasks (90 % sure:"), "{}", run.stdout);
    assert!(run.stdout.contains("Not measurable yet"), "{}", run.stdout);
    assert!(run.stdout.contains("15 minutes:"), "{}", run.stdout);
    assert!(run.stdout.contains("Your plan"), "{}", run.stdout);
    assert!(
        run.stdout.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Edit ")),
        "{}",
        run.stdout
    );
}

#[test]
fn a_plan_says_why_before_anything_is_known() {
    let learner = Learner::new();
    let run = learner.run(&["plan", "--plain", "--role", "web-developer-entry"], "");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.starts_with("Nothing is known of you yet"), "{}", run.stdout);
    let unfilled = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(unfilled.contains("because it is known only to ±"), "{unfilled}");
    assert!(unfilled.contains("no proven task measures it yet"), "{unfilled}");
}
