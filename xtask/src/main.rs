//! The project's own chores. `cargo xtask test` is the gate, `cargo xtask tidy` holds the house rules,
//! `cargo xtask compat` holds the grader against plain pytest, `cargo xtask strawman` shows whom the
//! cheats fool, `cargo xtask fuzz` feeds every reader of outside input.

mod bench;
mod compat;
mod fuzz;
mod gate;
mod project;
mod strawman;
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
    /// Fuzz everything that reads what others wrote; all targets side by side.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 3600)]
        seconds: u32,
        /// Only this target.
        #[arg(long)]
        only: Option<String>,
    },
    /// Run the cheats under naive graders, and hold their headers against who is fooled.
    Strawman {
        /// `--exam NAME`, `--cheat TEXT`, `--jobs N`, `--write`: those of `cheats/control.py`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure, and write the figures into docs/BENCHMARKS.md.
    Bench {
        #[command(subcommand)]
        subject: Subject,
    },
    /// Prove every task of the bank, or the named ones, once more: total time and the slowest ten.
    Bank { tasks: Vec<String> },
    /// Grade a whole public track and compare each test's verdict with plain pytest's.
    Compat {
        #[command(subcommand)]
        track: Track,
    },
}

#[derive(Subcommand)]
enum Subject {
    /// Calibration and selection beside peers from PyPI, CPU time.
    Measure {
        /// Measure only ours: installs nothing.
        #[arg(long)]
        no_peers: bool,
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
        Chore::Bank { tasks } => gate::prove_bank(&tasks),
        Chore::Fuzz { seconds, only } => fuzz::run(seconds, only.as_deref()),
        Chore::Strawman { arguments } => strawman::run(&arguments),
        Chore::Bench { subject: Subject::Measure { no_peers } } => bench::measure::run(!no_peers),
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
