//! `assay grade --batch`.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::place::Place;

#[test]
fn a_batch_answers_every_line_and_names_the_bad_ones() {
    let place = Place::new();
    let cases = [
        r#"{"id": "right", "exam": "exam", "submission": "right", "colour": "ignored"}"#,
        "",
        r#"{"id": "nothing", "exam": "exam"}"#,
        "not JSON",
        r#"{"id": "gone", "exam": "exam", "submission": "gone.py"}"#,
        r#"{"id": 5, "exam": "exam", "submission": "wrong", "limits": {"cpu_seconds": 5}, "seed": 3}"#,
    ];
    place.write("cases.jsonl", &cases.join("\n"));
    let run = place.run(&["grade", "--batch", "cases.jsonl", "--jobs", "2"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let mut answers: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    answers.sort_by_key(|answer| answer["id"].to_string());
    let told: Vec<_> =
        answers.iter().map(|answer| (&answer["id"], &answer["score"], &answer["line"])).collect();
    let expected = serde_json::json!([
        ["5", 0.0, null],
        ["gone", null, 5],
        ["nothing", null, 3],
        ["right", 1.0, null],
        [null, null, 4]
    ]);
    assert_eq!(serde_json::json!(told), expected);
    assert!(run.stderr.contains("cases.jsonl:3: missing field `submission`"), "{}", run.stderr);
    assert_eq!(answers[0]["seed"], 3);
}

#[test]
fn an_interruption_ends_the_rooms_and_leaves_nothing_behind() {
    let place = Place::new();
    place.write("sleeps/solution.py", "import time\ndef total(prices): time.sleep(1000)\n");
    place.write("staging/.keep", "");
    let cases = ["right", "sleeps"]
        .map(|name| format!(r#"{{"id": "{name}", "exam": "exam", "submission": "{name}"}}"#));
    place.write("cases.jsonl", &cases.join("\n"));
    let mut command = place.command(&["grade", "--batch", "cases.jsonl", "--jobs", "1"]);
    let mut child = command
        .env("TMPDIR", place.path().join("staging"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The first verdict says that the second case is next; wherever it stands then, nothing of it may stay.
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains(r#""score":1.0"#), "{first}");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let left: Vec<_> = std::fs::read_dir(place.path().join("staging"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, [".keep"]);
}

/// Rooms that end at once, and many of them: ends and beginnings of rooms cross each other.
#[test]
fn a_crowded_batch_gets_the_verdicts_of_rooms_that_are_started_anew() {
    let place = Place::new();
    place.write("ends/solution.py", "import os\nos._exit(0)\n");
    place.write("looks/solution.py", "import sys\ntotal = sum if 'exam' in sys.modules else len\n");
    let names = ["right", "wrong", "ends", "looks"];
    let case = |id: usize, name: &str| format!(r#"{{"id": {id}, "exam": "exam", "submission": "{name}"}}"#);
    let cases: Vec<_> = (0..96).map(|id| case(id, names[id % names.len()])).collect();
    place.write("crowd.jsonl", &cases.join("\n"));
    place.write("few.jsonl", &cases[..names.len()].join("\n"));
    let verdicts = |arguments: &[&str]| -> BTreeMap<u64, Value> {
        let run = place.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let lines = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.map(|line: Value| (line["id"].as_str().unwrap().parse().unwrap(), stable(line))).collect()
    };
    let crowd = verdicts(&["grade", "--batch", "crowd.jsonl", "--jobs", "8"]);
    let few = verdicts(&["grade", "--batch", "few.jsonl", "--cold"]);
    assert_eq!(crowd.len(), cases.len());
    for (id, verdict) in &crowd {
        assert_eq!(verdict, &few[&(id % names.len() as u64)], "case {id}");
    }
}

/// A verdict without what differs from run to run.
fn stable(mut verdict: Value) -> Value {
    for key in ["id", "timings_ms", "usage", "isolation"] {
        verdict[key] = Value::Null;
    }
    for check in verdict["checks"].as_array_mut().into_iter().flatten() {
        check["cpu_ms"] = Value::Null;
    }
    verdict
}
