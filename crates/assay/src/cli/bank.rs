//! `assay bank` on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Clone, Debug, Subcommand)]
pub enum Bank {
    /// Lay out a small, whole task to be made into one's own
    New(BankNew),
    /// What is wrong with tasks, each thing with file, line and how to mend it
    Lint(BankLint),
    /// Try to break tasks in every way; store what was shown
    Prove(BankProve),
    /// The tasks of a bank
    List(BankList),
    /// A task as its candidate reads it, and what is known of it
    Show(BankShow),
    /// Put a task into one file
    Pack(BankPack),
}

/// Which bank is meant.
#[derive(Clone, Debug, Args)]
pub struct BankPlace {
    /// Folder of a bank [default: the one in this program]
    #[arg(long, value_name = "DIR", env = "ASSAY_BANK", hide_env_values = true)]
    pub bank: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub struct BankNew {
    /// Id of the task: lowercase letters, digits and single hyphens
    #[arg(value_name = "ID")]
    pub id: String,
    /// Folder in which the task's folder is made, such as `bank/core`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub into: PathBuf,
    /// Kind of work
    #[arg(long, value_name = "KIND", default_value = "write", value_parser = ["write", "fix"])]
    pub kind: String,
}

#[derive(Clone, Debug, Args)]
pub struct BankLint {
    /// Ids of tasks of the bank, or folders of tasks [default: the whole bank]
    #[arg(value_name = "TASK")]
    pub tasks: Vec<String>,
    #[command(flatten)]
    pub place: BankPlace,
    /// How many variants of each task are made and looked at
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub seeds: u16,
    /// Print a JSON object for each finding
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct BankList {
    #[command(flatten)]
    pub place: BankPlace,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct BankShow {
    /// Id of a task
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub place: BankPlace,
    /// Show the variant of this seed
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Print the brief as HTML
    #[arg(long)]
    pub html: bool,
}

#[derive(Clone, Debug, Args)]
pub struct BankPack {
    /// Id of a task
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub place: BankPlace,
    /// The file to write [default: `ID.tar`]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only what the candidate gets: brief and starting files of the variant of this seed
    #[arg(long, value_name = "SEED")]
    pub candidate: Option<u64>,
}

/// Which cheats a proof hands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum CheatChoice {
    None,
    /// All that forge equality or are made for the kind, and a draw of the others
    Drawn,
    All,
}

#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line, read once")]
pub struct BankProve {
    /// Ids of tasks in the bank, or folders of tasks [default: the whole bank]
    #[arg(value_name = "TASK")]
    pub tasks: Vec<String>,
    /// Folder of the bank [default: `bank` in this folder]
    #[arg(long, value_name = "DIR", env = "ASSAY_BANK", hide_env_values = true)]
    pub bank: Option<PathBuf>,
    /// How many seeds are proven
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub seeds: u16,
    /// How many submissions are graded at once [default: the number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Prove what is proven once more
    #[arg(long)]
    pub again: bool,
    /// Prove this many of the proven tasks once more, other ones each day
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub sample: usize,
    /// Leave out drafts: tasks that no stored proof speaks of
    #[arg(long)]
    pub stored: bool,
    /// Store no proof
    #[arg(long)]
    pub check: bool,
    /// Which cheats are handed in; a proof without any is not stored
    #[arg(long, value_enum, default_value = "drawn")]
    pub cheats: CheatChoice,
    /// The date that the proof bears, as `2026-05-04` [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Print each proof as a line of JSON
    #[arg(long)]
    pub json: bool,
}
