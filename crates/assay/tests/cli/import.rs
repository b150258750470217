//! `assay import`, and grading what it wrote.

use crate::place::{EXAM, Place, RIGHT};

#[test]
fn a_plain_repository_becomes_a_task_that_grades() {
    let place = Place::new();
    place.write("repository/README.md", "# Total\n\nAdd up the prices.\n");
    place.write("repository/solution.py", "def total(prices):\n    pass\n");
    place.write("repository/tests/test_total.py", EXAM);
    let run = place.run(&["import", "pytest", "repository", "--into", "tasks"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "tasks/repository\n"), "{}", run.stderr);
    place.write("right.py", RIGHT);
    let graded = place.run(&["grade", "tasks/repository", "--submission", "right.py"]);
    assert_eq!(graded.code, Some(0), "{}{}", graded.stdout, graded.stderr);
    let again = place.run(&["import", "pytest", "repository", "--into", "tasks"]);
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("exists already\nhint: "), "{}", again.stderr);
}

#[test]
fn function_records_become_tasks_and_a_bad_line_stops_nothing() {
    let place = Place::new();
    let record =
        r#"{"task_id": "Prices/0", "entry_point": "total", "test_list": ["assert total([1, 2]) == 3"]}"#;
    place.write("records.jsonl", &format!("{record}\nnot JSON\n"));
    let run = place.run(&["import", "functions", "records.jsonl", "--into", "tasks"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), "tasks/prices-0\n"), "{}", run.stderr);
    place.write("right.py", RIGHT);
    let graded = place.run(&["grade", "tasks/prices-0", "--submission", "right.py"]);
    assert_eq!(graded.code, Some(0), "{}{}", graded.stdout, graded.stderr);
}
