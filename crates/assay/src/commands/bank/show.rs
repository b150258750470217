//! `assay bank show`: a task as its candidate reads it, and what is known of it.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use assessment::Purpose;
use bank::collection::BankTask;
use bank::markdown;
use bank::package::TaskPackage;

use crate::cli::Place;
use crate::cli::bank::BankShow;
use crate::exit::Exit;
use crate::surroundings::Surroundings;
use crate::terminal::news::News;
use crate::{output, shipped};

pub fn run(arguments: &BankShow, place: &Place) -> anyhow::Result<Exit> {
    let bank = shipped::bank(arguments.place.bank.as_deref())?;
    let task = super::task(&bank, &arguments.id)?;
    let variant = variant(&task.package, arguments.seed, place)?;
    if arguments.html {
        output::data(&markdown::html(variant.brief()))?;
        return Ok(Exit::Full);
    }
    output::data(&format!("{}\n{}", markdown::plain(variant.brief(), markdown::COLUMNS), facts(task)))?;
    Ok(Exit::Full)
}

/// The task as the candidate of a seed meets it. Only a task that makes variants needs a box, and so Python.
pub fn variant(task: &TaskPackage, seed: u64, place: &Place) -> anyhow::Result<TaskPackage> {
    if task.vary().is_none() {
        return Ok(task.clone());
    }
    let surroundings = Surroundings::open(place)?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let varied = surroundings.grader(&listener).vary(task, seed, Purpose::Practice);
    news.end();
    Ok(varied?)
}

fn facts(task: &BankTask) -> String {
    let manifest = task.package.manifest();
    let mut page = format!("{}\n", "-".repeat(markdown::COLUMNS));
    let mut line = |label: &str, text: &str| page.push_str(&format!("{label:<13}{text}\n"));
    line("task", &format!("{} ({})", task.id(), manifest.title));
    line("work", &format!("{}, {}, {} min", manifest.kind.word(), manifest.level.word(), manifest.minutes));
    for share in manifest.competencies() {
        let percent = (share.share * 100.0).round();
        let counts = if share.counts() { "" } else { " (too little to count)" };
        line("competency", &format!("{} {percent} %{counts}", share.id));
    }
    let names: Vec<String> = task.package.start().paths().map(ToString::to_string).collect();
    line("starts from", &names.join(" "));
    line("variants", if task.package.vary().is_some() { "by seed" } else { "one" });
    let proof = match &task.proof {
        Some(proof) if task.is_proven() => format!("proven on {}", proof.date),
        Some(proof) => format!("changed since it was proven on {}", proof.date),
        None => "not proven yet".to_owned(),
    };
    line("proof", &proof);
    page
}
