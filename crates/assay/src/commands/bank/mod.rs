//! `assay bank`: what people do with a bank of tasks.

pub mod folder;
pub mod lint;
pub mod list;
pub mod new;
pub mod pack;
pub mod prove;
pub mod show;

use anyhow::anyhow;
use bank::collection::{Bank as Tasks, BankTask};
use skills::spelling::closest;

use crate::cli::Place;
use crate::cli::bank::Bank;
use crate::exit::{Exit, OrMisuse as _};

pub fn run(bank: &Bank, place: &Place) -> anyhow::Result<Exit> {
    match bank {
        Bank::New(arguments) => new::run(arguments),
        Bank::Lint(arguments) => lint::run(arguments, place),
        Bank::Prove(arguments) => prove::run(arguments, place),
        Bank::List(arguments) => list::run(arguments),
        Bank::Show(arguments) => show::run(arguments, place),
        Bank::Pack(arguments) => pack::run(arguments, place),
    }
}

/// The task of this id.
fn task<'b>(bank: &'b Tasks, id: &str) -> anyhow::Result<&'b BankTask> {
    let known: Vec<&str> = bank.tasks().iter().map(BankTask::id).collect();
    let hint = match closest(id, &known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`assay bank list` shows those that there are".to_owned(),
    };
    bank.task(id).ok_or_else(|| anyhow!("the bank has no task `{id}`\nhint: {hint}")).or_misuse()
}
