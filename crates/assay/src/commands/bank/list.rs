//! `assay bank list`: the tasks of a bank.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use bank::collection::BankTask;
use serde_json::json;

use crate::cli::bank::BankList;
use crate::exit::Exit;
use crate::{output, shipped};

pub fn run(arguments: &BankList) -> anyhow::Result<Exit> {
    let bank = shipped::bank(arguments.place.bank.as_deref())?;
    if arguments.json {
        let rows: Vec<_> = bank.tasks().iter().map(row).collect();
        output::data(&format!("{}\n", json!(rows)))?;
        return Ok(Exit::Full);
    }
    let mut page = String::new();
    let mut area = "";
    for task in bank.tasks() {
        if task.area != area {
            area = &task.area;
            page.push_str(&format!("{area}\n"));
        }
        let manifest = task.package.manifest();
        let mark = if task.is_proven() { "✓" } else { "-" };
        page.push_str(&format!(
            "  {mark} {:<28} {:<8} {:<11}{:>4} min  {}\n",
            task.id(),
            manifest.kind.word(),
            manifest.level.word(),
            manifest.minutes,
            task.competencies().join(" ")
        ));
    }
    let proven = bank.tasks().iter().filter(|task| task.is_proven()).count();
    page.push_str(&format!("{} tasks, {proven} proven (✓)\n", bank.tasks().len()));
    output::data(&page)?;
    Ok(Exit::Full)
}

fn row(task: &BankTask) -> serde_json::Value {
    let manifest = task.package.manifest();
    json!({
        "id": task.id(),
        "kind": manifest.kind.word(),
        "level": manifest.level.word(),
        "competencies": task.competencies(),
        "minutes": manifest.minutes,
        "environment": manifest.environment,
        "proven": task.is_proven(),
    })
}
