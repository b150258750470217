//! The arguments of `assay learn`, `assay place` and `assay plan`.

use std::path::PathBuf;

use clap::Args;

/// What the three share.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Aim at this role profile, such as `web-developer-entry` [default: everything that the bank measures]
    #[arg(long, value_name = "ID")]
    pub role: Option<String>,
    /// Folder of a bank of tasks [default: the one that this program carries]
    #[arg(long, value_name = "DIR", env = "ASSAY_BANK", hide_env_values = true)]
    pub bank: Option<PathBuf>,
    /// Take tasks without a proof too: for authors who try their own
    #[arg(long)]
    pub unproven: bool,
    /// Folder of your records [default: `records` in the data folder]
    #[arg(long, value_name = "DIR", env = "ASSAY_RECORDS", hide_env_values = true)]
    pub records: Option<PathBuf>,
    /// Words and figures only, for screen readers: no drawings, no colour
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
    /// Print JSON (where the command talks with you, one object per line)
    #[arg(long)]
    pub json: bool,
}

/// Where tasks are laid out, and what only tests set.
#[derive(Clone, Debug, Args)]
pub struct Desk {
    /// Folder in which tasks are laid out, a folder for each
    #[arg(long, value_name = "DIR", default_value = "assay-tasks")]
    pub into: PathBuf,
    /// Seed of every random choice [default: drawn]
    #[arg(long, value_name = "N", hide = true)]
    pub seed: Option<u64>,
}

pub const LEARN_HELP: &str = "\
Edit in your own editor; each save is graded. Type a letter and Enter: h hint, e worked example, s right solution, \
n next task, b brief, m map, p profile, q quit, ? all of them.";

#[derive(Clone, Debug, Args)]
#[command(after_help = LEARN_HELP)]
pub struct Learn {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub desk: Desk,
    /// Practise this task
    #[arg(long, value_name = "ID")]
    pub task: Option<String>,
    /// Show the map of what you can do and end
    #[arg(long)]
    pub map: bool,
}

pub const PLACE_HELP: &str = "\
Each task is handed in once. Type a letter and Enter: d done, hand in; c try the public checks; n go on without; b brief; \
q pause (run the command again to go on). Only finished tasks count towards the time.";

#[derive(Clone, Debug, Args)]
#[command(after_help = PLACE_HELP)]
pub struct Placement {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub desk: Desk,
    /// Working time
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=600))]
    pub minutes: u32,
}

#[derive(Clone, Debug, Args)]
pub struct Plan {
    #[command(flatten)]
    pub common: Common,
    /// Show every step [default: the first twelve]
    #[arg(long)]
    pub all: bool,
}
