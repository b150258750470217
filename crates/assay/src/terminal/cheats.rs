//! The table of `assay cheats`: cheat, what it tries, what it got.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use std::collections::BTreeMap;

use super::paint::Paint;
use super::wrap::wrapped;
use crate::commands::cheats::{Got, Row};

/// A block for each cheat, then a summary.
pub fn table(rows: &[Row], paint: Paint) -> String {
    let mut by_cheat: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_cheat.entry(&row.cheat).or_default().push(row);
    }
    let mut text = String::new();
    for (name, rows) in &by_cheat {
        text.push_str(&block(name, rows, paint));
    }
    let of = |got: Got| by_cheat.values().filter(|rows| rows.iter().any(|row| row.got == got)).count();
    text.push_str(&format!(
        "\n{} cheats in {} runs: {} credited more than the honest wrong answer, {} told hidden tests, {} withheld\n",
        by_cheat.len(),
        rows.len(),
        of(Got::Credit),
        of(Got::Leak),
        of(Got::Withheld),
    ));
    text
}

fn block(name: &str, rows: &[&Row], paint: Paint) -> String {
    let beaten = rows.iter().any(|row| matches!(row.got, Got::Credit | Got::Leak));
    let mark = if beaten { paint.bad("✗") } else { paint.good("✓") };
    let mut text = format!("{mark} {}\n", paint.strong(name));
    if let Some(first) = rows.first() {
        text.push_str(&wrapped("    tries: ", &first.tries));
    }
    let mut by_result: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in rows {
        by_result.entry(result(row)).or_default().push(&row.exam);
    }
    for (result, exams) in by_result {
        text.push_str(&wrapped("    got:   ", &format!("{result} ({})", exams.join(", "))));
    }
    text
}

fn result(row: &Row) -> String {
    match row.got {
        Got::Credit => format!("CREDIT that it did not earn: {}", row.credited.join(", ")),
        Got::Leak => "no credit, but its verdict TELLS of the hidden tests".to_owned(),
        Got::NothingMore => "nothing more than the honest wrong answer".to_owned(),
        Got::Withheld => "withheld: the tampering was seen".to_owned(),
        Got::NotGradable => "nothing: not gradable".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(exam: &str, got: Got, credited: &[&str]) -> Row {
        Row {
            cheat: "exit/early".into(),
            exam: exam.into(),
            tries: "leave with status 0".into(),
            got,
            passed: credited.len(),
            honest: 0,
            credited: credited.iter().map(|&id| id.to_owned()).collect(),
            leaked: got == Got::Leak,
        }
    }

    #[test]
    fn a_cheat_that_got_credit_stands_out_and_names_the_check() {
        let text = table(
            &[row("class", Got::NothingMore, &[]), row("function", Got::Credit, &["t.py::a"])],
            Paint::off(),
        );
        assert_eq!(
            text,
            "✗ exit/early\n    tries: leave with status 0\n    got:   CREDIT that it did not earn: t.py::a (function)\n    got:   \
             nothing more than the honest wrong answer (class)\n\n1 cheats in 2 runs: 1 credited more than the honest \
             wrong answer, 0 told hidden tests, 0 withheld\n"
        );
    }
}
