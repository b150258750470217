//! What stands between a box and the machine, for verdicts (`Isolation`) and for people (`Protection`).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::weakness::Weakness;

/// The walls around the boxes of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isolation {
    /// Kebab-case names of the protections in force, in a fixed order.
    pub protections: Vec<String>,
    /// What is missing and was accepted.
    pub weaknesses: BTreeSet<Weakness>,
}

/// One protection on this machine, as `assay doctor` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// Kebab-case.
    pub name: String,
    pub state: ProtectionState,
    /// What it is for, or why it is missing.
    pub why: String,
    /// How to get it; `None` when it is in force.
    pub mend: Option<String>,
    /// The weakness to accept in order to do without; `None` when no run starts without it.
    pub weakness: Option<Weakness>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProtectionState {
    InForce,
    Missing,
    NotNeeded,
}
