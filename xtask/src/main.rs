//! The project's own chores. `cargo xtask test` is the gate, `cargo xtask tidy` holds the house rules,
//! `cargo xtask compat` holds the grader against plain pytest.

mod compat;
mod gate;
mod project;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the Assay project.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Format, clippy, all tests, cheats, look-alike compatibility, tidy. Installs what the tests need.
    Test {
        /// Only what the uncommitted change (and the last commit) touches.
        #[arg(long)]
        changed: bool,
    },
    /// The house rules: crate arrows, lengths, paths named in docs, glossary, words.
    Tidy,
    /// Grade a whole public track and compare each test's verdict with plain pytest's.
    Compat {
        #[command(subcommand)]
        track: Track,
    },
}

#[derive(Subcommand)]
enum Track {
    /// A copy of the public repository exercism/python (or a track of that shape).
    Exercism {
        dir: PathBuf,
        /// Only exercises with these slugs.
        slugs: Vec<String>,
        /// Cases graded at once.
        #[arg(long, default_value_t = 2)]
        jobs: usize,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Test { changed } => gate::run(changed),
        Chore::Tidy => tidy::run(),
        Chore::Compat { track: Track::Exercism { dir, slugs, jobs } } => compat::exercism(&dir, &slugs, jobs),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
