//! The one binary: arguments in, exit code out. Every command is a file of `commands/`.

mod cli;
mod commands;
mod exit;
mod interruption;
mod learner;
mod output;
mod shipped;
mod surroundings;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Arguments, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    // The sandbox re-executes this binary as its helper, which must be single-threaded: nothing may come before this.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == surroundings::HELPER) {
        return sandbox::helper_main();
    }
    // A wrong argument ends here: clap explains it on standard error and exits with 2.
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(exit) => exit.into(),
        Err(error) => {
            output::complain(&error);
            exit::of_error(&error).into()
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let place = &arguments.place;
    match &arguments.command {
        Command::Grade(grade) => commands::grade::run(grade, place),
        Command::Import(import) => commands::import::run(import),
        Command::Bank(bank) => commands::bank::run(bank, place),
        Command::Skills(skills) => commands::skills::run(skills),
        Command::Cheats(cheats) => commands::cheats::run(cheats, place),
        Command::Env(env) => commands::env::run(env, place),
        Command::Measure(measure) => commands::measure::run(measure),
        Command::Learn(learn) => commands::learn::run(learn, place),
        Command::Place(placement) => commands::place::run(placement, place),
        Command::Plan(plan) => commands::plan::run(plan, place),
        Command::Doctor(doctor) => commands::doctor::run(doctor, place),
        Command::Version => commands::version::run(),
    }
}
