//! The arguments of `assay measure`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Clone, Debug, Subcommand)]
pub enum Measure {
    /// Calibrate items on responses
    Fit(Fit),
    /// Estimate each person's ability on a calibrated bank
    Score(Score),
    /// Give recorded persons an adaptive test: how soon does it know their full score?
    Replay(Replay),
    /// Test simulated persons on a simulated bank
    Simulate(Simulate),
    /// The health of a bank, as a table and as plots
    Bank(Health),
}

pub const RESPONSES_HELP: &str = "\
RESPONSES.csv has a header. A first column named `person`, `agent` or `model` is the id; without one, every column is an item and \
the row number, from 1, is the id. A cell is a whole number, or empty for no response; an item's lowest number counts as 0.";

#[derive(Clone, Debug, Args)]
#[command(after_help = RESPONSES_HELP)]
pub struct Fit {
    #[arg(value_name = "RESPONSES.csv")]
    pub responses: PathBuf,
    /// `rasch` fixes slopes at 1, `1pl` estimates one common slope
    #[arg(long, value_name = "MODEL")]
    pub model: ModelName,
    /// `default`: weak priors keep every parameter finite
    #[arg(long, value_name = "PRIOR", default_value = "none")]
    pub prior: PriorName,
    /// `plain` steps of EM are slower; stopped early (`--tolerance 1.9e-4`) they stand where many published values do
    #[arg(long, value_name = "STEPS", default_value = "accelerated")]
    pub em: EmName,
    /// Stop when no step would move a parameter further than this
    #[arg(long, value_name = "X", default_value_t = 1e-5, value_parser = positive)]
    pub tolerance: f64,
    /// Print the bank as JSON (BANK.json)
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModelName {
    Rasch,
    #[value(name = "1pl")]
    OnePl,
    #[value(name = "2pl")]
    TwoPl,
    #[value(name = "3pl")]
    ThreePl,
    Gpcm,
    Grm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PriorName {
    None,
    Default,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EmName {
    Accelerated,
    Plain,
}

#[derive(Clone, Debug, Args)]
#[command(after_help = RESPONSES_HELP)]
pub struct Score {
    #[arg(value_name = "RESPONSES.csv")]
    pub responses: PathBuf,
    /// A calibrated bank, as `assay measure fit --json` writes it
    #[arg(long, value_name = "BANK.json")]
    pub bank: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
#[command(after_help = RESPONSES_HELP)]
pub struct Replay {
    #[arg(value_name = "RESPONSES.csv")]
    pub responses: PathBuf,
    /// Ids of the rows that calibrate, one per line
    #[arg(long, value_name = "ROWS.txt")]
    pub train: PathBuf,
    /// Ids of the rows that are tested, one per line
    #[arg(long, value_name = "ROWS.txt")]
    pub test: PathBuf,
    /// Features of the items that may predict difficulty: first column the item's id, each other a number
    #[arg(long, value_name = "ITEMS.csv")]
    pub features: Option<PathBuf>,
    /// Items that each person gets at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_items: u32,
    /// Seed of the random order
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Simulate {
    /// Items of the simulated bank
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub items: u32,
    /// Persons that are tested, from N(0, 1)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub persons: u32,
    /// How the next item is chosen: `capped` by information with no item shown to more than a quarter of the persons
    #[arg(long, value_name = "RULE", default_value = "capped")]
    pub rule: RuleName,
    /// When a test ends: `se=0.3`, `items=20` or `decision=CUT`; several are separated by commas, the first to fire ends it
    #[arg(long, value_name = "STOP", default_value = "se=0.3")]
    pub stop: String,
    /// What the responses come from, whatever the scoring model believes
    #[arg(long, value_name = "MISFIT", default_value = "none")]
    pub misfit: MisfitName,
    /// Persons who calibrate the bank first [default: items are exactly known]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub calibrating: Option<u32>,
    /// Spread of the items' log-slopes
    #[arg(long, value_name = "SD", default_value_t = 0.4, value_parser = positive)]
    pub slope_sd: f64,
    /// A test is never longer than this
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub most_items: u32,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RuleName {
    /// Most information within an exposure cap of .25
    Capped,
    /// Most information, whoever has seen the item
    Information,
    /// Drawn among the five most informative
    Randomesque,
    /// Each person in an order drawn at random
    Random,
    /// One fixed form for all
    Fixed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MisfitName {
    None,
    /// A lower asymptote of .2
    Guessing,
    /// Every other item measures an ability that correlates .7
    TwoDimensions,
    /// Items in fives share a person's luck
    LocalDependence,
}

#[derive(Clone, Debug, Args)]
pub struct Health {
    #[arg(value_name = "BANK.json")]
    pub bank: PathBuf,
    /// Responses to hold the items against: fit, local dependence, reliability
    #[arg(long, value_name = "RESPONSES.csv")]
    pub responses: Option<PathBuf>,
    /// What is known of the items: first column the item's id; columns `level` and `shown` (times) are used
    #[arg(long, value_name = "ITEMS.csv")]
    pub items: Option<PathBuf>,
    /// Where the plots are written [default: a folder beside the bank, named after it]
    #[arg(long, value_name = "DIR")]
    pub plots: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("expected a number over 0".to_owned()),
    }
}
