//! `assay learn` from the first task to what is remembered.

use crate::learner::Learner;

#[test]
fn a_save_is_graded_and_names_input_expected_and_got_and_a_solved_task_changes_what_is_believed() {
    let learner = Learner::new();
    let mut talking = learner.talk(&["learn", "--task", "count-words"]);
    let task = talking.hear_of("task");
    assert_eq!((&task["id"], &task["level"]), (&"count-words".into(), &"entry".into()));
    assert!(!task["brief"].as_str().unwrap().contains("<!--"), "marks are for authors");
    assert!(learner.file("count-words", ".vscode/settings.json").is_file());
    assert!(learner.file("count-words", ".idea/task.iml").is_file());
    learner.save("count-words", "words.py", "def counts(text):\n    return {'a': text.count('a')}\n");
    let verdict = talking.hear_of("verdict");
    let checks = verdict["verdict"]["checks"].as_array().unwrap();
    let failed = checks.iter().find(|check| check["outcome"] == "failed").unwrap();
    assert!(failed["input"].as_str().unwrap().contains("counts("), "{failed}");
    assert!(failed["expected"].is_string() && failed["got"].is_string(), "{failed}");
    learner.solve("count-words");
    let verdict = talking.hear_of("verdict");
    assert_eq!(verdict["verdict"]["score"], 1.0);
    let belief = talking.hear_of("belief");
    let skill = &belief["skills"][0];
    assert_eq!((&belief["counted"], &skill["id"]), (&true.into(), &"core-structures".into()));
    assert!(skill["after"]["estimate"].as_f64() > skill["before"]["estimate"].as_f64());
    assert!(skill["after"]["standard_error"].as_f64() < skill["before"]["standard_error"].as_f64());
    talking.type_line("q");
    assert_eq!(talking.end(), Some(0));
}

#[test]
fn help_comes_step_by_step_and_what_is_solved_after_it_changes_no_estimate() {
    let learner = Learner::new();
    let mut talking = learner.talk(&["learn", "--task", "add-tax"]);
    talking.hear_of("task");
    talking.type_line("e");
    assert!(talking.hear_of("example")["text"].as_str().unwrap().contains("reduced"));
    talking.type_line("h");
    assert_eq!(talking.hear_of("hint")["number"], 1);
    talking.type_line("h");
    assert!(talking.hear_of("hint")["text"].as_str().unwrap().contains("//"));
    talking.type_line("h");
    assert!(talking.hear_of("hint")["text"].is_null());
    talking.type_line("s");
    assert!(talking.hear_of("solution")["text"].as_str().unwrap().contains("120"));
    learner.solve("add-tax");
    assert_eq!(talking.hear_of("verdict")["verdict"]["score"], 1.0);
    assert_eq!(talking.hear_of("belief")["counted"], false);
    assert_eq!(talking.end(), Some(0));
}

#[test]
fn a_lost_connection_loses_nothing() {
    let learner = Learner::new();
    let talking = learner.talk(&["learn", "--seed", "1"]);
    let first = talking.hear_of("task");
    talking.kill();
    let id = first["id"].as_str().unwrap().to_owned();
    let talking = learner.talk(&["learn", "--seed", "2"]);
    assert_eq!(talking.hear_of("task")["id"], first["id"], "the same task lies there");
    learner.solve(&id);
    talking.hear_of("belief");
    talking.kill();
    let mut talking_again = learner.talk(&["learn"]);
    let next = talking_again.hear_of("task");
    assert_ne!(next["id"], first["id"], "what is solved stays solved");
    talking_again.type_line("m");
    let map = talking_again.hear_of("map");
    let core = map["areas"].as_array().unwrap().iter().find(|area| area["id"] == "core").unwrap();
    assert_eq!(core["shown"].as_u64().unwrap() + core["begun"].as_u64().unwrap(), 1, "{core}");
    assert_eq!(talking_again.end(), Some(0));
}

#[test]
fn plain_form_is_words_without_drawings_and_fits_eighty_columns() {
    let learner = Learner::new();
    let run = learner.run(&["learn", "--plain", "--task", "add-tax"], "g\nh\nm\np\n?\nq\n");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("Failed: 0 of 3 points"), "{}", run.stdout);
    assert!(run.stdout.contains("Hint 1 of 2"), "{}", run.stdout);
    for drawing in ["✗", "✓", "■", "□", "●", "─", "\x1b"] {
        assert!(!run.stdout.contains(drawing), "{drawing} in {}", run.stdout);
    }
    let wide = run.stdout.lines().find(|line| line.chars().count() > 80 && !line.starts_with("Edit "));
    assert_eq!(wide, None);
}

#[test]
fn an_unknown_role_or_task_is_named_with_what_there_is() {
    let learner = Learner::new();
    let run = learner.run(&["learn", "--role", "astronaut"], "");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("there is no role profile `astronaut`"), "{}", run.stderr);
    assert!(run.stderr.contains("web-developer-entry"), "{}", run.stderr);
    let run = learner.run(&["learn", "--task", "nothing"], "");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("count-words"), "{}", run.stderr);
}
