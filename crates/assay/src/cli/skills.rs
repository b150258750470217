//! `assay skills` on the command line.

use clap::{Args, Subcommand};

use super::bank::BankPlace;

#[derive(Clone, Debug, Subcommand)]
pub enum Skills {
    /// A competency with what it builds on, or an area with its competencies
    Show(SkillsShow),
    /// What a role profile requires
    Role(SkillsRole),
    /// How many proven tasks of the bank count for each competency
    Coverage(SkillsCoverage),
}

#[derive(Clone, Debug, Args)]
pub struct SkillsShow {
    /// Id of a competency or of an area [default: all areas]
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct SkillsRole {
    /// Id of a role profile [default: all of them]
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct SkillsCoverage {
    #[command(flatten)]
    pub place: BankPlace,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
