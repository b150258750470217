//! The command line: a contract. Parsed here, carried out in `commands/`.

pub mod bank;
pub mod measure;
pub mod sittings;
pub mod skills;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Measures what a Python developer can do, by having them do the work.
#[derive(Debug, Parser)]
#[command(name = "assay", disable_version_flag = true, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 full credit (batch: every line got a verdict), 1 graded with less, 2 usage,\n\
                          3 not gradable (never the candidate's fault), 4 withheld (tampering was seen)";

/// Where things are on this machine.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Folder for environments and caches [default: the XDG data home]
    #[arg(long, global = true, value_name = "DIR", env = "ASSAY_DATA", hide_env_values = true)]
    pub data: Option<PathBuf>,
    /// Python 3.11 or newer that runs the rooms [default: the first on PATH]
    #[arg(long, global = true, value_name = "PATH", env = "ASSAY_PYTHON", hide_env_values = true)]
    pub python: Option<PathBuf>,
    /// Start the rooms of each submission anew instead of keeping them warm: slower, with the same verdicts
    #[arg(long, global = true)]
    pub cold: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Grade a submission, or a batch of them
    Grade(Grade),
    /// Make task packages of other people's exercises
    #[command(subcommand)]
    Import(Import),
    /// Tasks: make, check, list, show and pack them
    #[command(subcommand)]
    Bank(bank::Bank),
    /// The skill map, the role profiles, and what the bank covers
    #[command(subcommand)]
    Skills(skills::Skills),
    /// Run the cheat corpus: what does it get?
    Cheats(Cheats),
    /// The Python environments of the rooms
    #[command(subcommand)]
    Env(Env),
    /// Calibrate, score, replay and simulate tests; the health of a bank
    #[command(subcommand)]
    Measure(measure::Measure),
    /// Practise in your own editor: the next task that fits, graded on every save
    Learn(sittings::Learn),
    /// Find out where you stand, by short tasks chosen for you
    Place(sittings::Placement),
    /// What to do next, in hours, and why
    Plan(sittings::Plan),
    /// What this machine enforces, and how to get what is missing
    Doctor(Doctor),
    /// The version of this program
    Version,
}

#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line, read once")]
#[command(group(clap::ArgGroup::new("what").required(true).args(["task", "exam", "batch"])))]
pub struct Grade {
    /// Folder of a task package
    #[arg(value_name = "TASK_DIR")]
    pub task: Option<PathBuf>,
    /// Folder of unmodified pytest or unittest files, instead of a task
    #[arg(long, value_name = "DIR")]
    pub exam: Option<PathBuf>,
    /// JSON Lines of cases: {"id", "task" or "exam", "submission", "environment"?, "limits"?, "seed"?}; `-` reads them from standard input
    #[arg(long, value_name = "CASES.jsonl", conflicts_with_all = ["submission", "json", "junit"])]
    pub batch: Option<PathBuf>,
    /// How many cases of a batch are graded at once [default: the number of processors]
    #[arg(long, value_name = "N", requires = "batch", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// File or folder that was handed in
    #[arg(long, value_name = "PATH", required_unless_present = "batch")]
    pub submission: Option<PathBuf>,
    /// Seed of everything random, the hash seed included
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Name of the Python environment [default: the task's, else `core`]
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
    /// Show every check with its input, as a public one
    #[arg(long)]
    pub public: bool,
    /// Let an object of the submission claim to equal a plain value
    #[arg(long)]
    pub allow_equality: bool,
    /// Print the verdict as JSON
    #[arg(long, conflicts_with = "junit")]
    pub json: bool,
    /// Print the verdict as JUnit XML
    #[arg(long)]
    pub junit: bool,
    /// Refuse to grade when this machine lacks a protection, as an assessment does
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub limits: LimitArguments,
}

/// Limits of the submission; what is not named is the task's or the default.
#[derive(Clone, Copy, Debug, Args)]
pub struct LimitArguments {
    /// CPU time of the submission [default: the task's, else 10]
    #[arg(long, value_name = "SECONDS", value_parser = positive)]
    pub cpu_seconds: Option<f64>,
    /// Time by the clock [default: the task's, else 60]
    #[arg(long, value_name = "SECONDS", value_parser = positive)]
    pub wall_seconds: Option<f64>,
    /// Memory of the submission [default: the task's, else 512]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(16..=1_048_576))]
    pub memory_mb: Option<u64>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Import {
    /// A track in Exercism's layout: a package for each exercise
    Exercism(ImportFolder),
    /// Function records, one JSON object per line: a package for each
    Functions(ImportFile),
    /// A plain repository with pytest or unittest files: one package
    Pytest(ImportFolder),
}

#[derive(Clone, Debug, Args)]
pub struct ImportFolder {
    /// The folder to import
    #[arg(value_name = "DIR")]
    pub from: PathBuf,
    /// Where the packages are written, a folder for each
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub struct ImportFile {
    /// {"task_id", "prompt"?, "entry_point", "test" with check(candidate) or "test_list", "test_imports"?, "canonical_solution"?}
    #[arg(value_name = "FILE.jsonl")]
    pub from: PathBuf,
    /// Where the packages are written, a folder for each
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

#[derive(Clone, Debug, Args)]
pub struct Cheats {
    /// Folder of an exam of your own, instead of the shipped ones
    #[arg(long, value_name = "DIR", requires = "submission")]
    pub exam: Option<PathBuf>,
    /// An honest but wrong submission to that exam: no cheat may get more
    #[arg(long, value_name = "PATH", requires = "exam")]
    pub submission: Option<PathBuf>,
    /// Run only the cheats whose name holds this text
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Print a JSON object for each cheat
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Env {
    /// Which environments there are, and which are built
    List(EnvList),
    /// Build environments (all, when none is named)
    Build(EnvBuild),
    /// Hold built environments against their packages' hashes and import every package
    Verify(EnvVerify),
}

#[derive(Clone, Debug, Args)]
pub struct EnvList {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct EnvBuild {
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Build from this folder of wheels and never touch the network
    #[arg(long, value_name = "DIR")]
    pub wheels: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct EnvVerify {
    /// Every built environment, when none is named
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Doctor {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds > 0.0 => Ok(seconds),
        _ => Err("expected a number of seconds over 0".to_owned()),
    }
}
