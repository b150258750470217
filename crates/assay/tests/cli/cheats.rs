//! `assay cheats` on an exam of one's own.

use crate::place::Place;

#[test]
fn what_a_constant_earns_of_ones_own_exam_is_no_credit_for_a_cheat() {
    let place = Place::new();
    place.write(
        "exam/test_total.py",
        "from solution import total\n\n\ndef test_nothing():\n    assert total([]) == 0\n\n\n\
         def test_two():\n    assert total([1, 2]) == 3\n",
    );
    place.write("wrong/solution.py", "def total(prices):\n    return 7\n");
    let exam =
        ["cheats", "--exam", "exam", "--submission", "wrong", "--only", "equality/whole_number", "--json"];
    let run = place.run(&exam);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains(r#""got":"nothing_more""#), "{}", run.stdout);
    assert!(run.stdout.contains(r#""passed":1,"honest":1"#), "{}", run.stdout);
}
