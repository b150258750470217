//! The events of a sitting. Their JSON form is what a log keeps for good, so these types are `Serialize`: names may be added, never changed.

use std::collections::BTreeMap;

use bank::manifest::Level;
use serde::{Deserialize, Serialize};

use super::blueprint::Blueprint;
use crate::measure::Evidence;
use crate::response::GradedResponse;

/// One line of a sitting's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logged {
    /// Milliseconds since 1970, by the clock of whoever logged it.
    pub at_ms: u64,
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The first event. Holds all that the sitting depends on besides the bank.
    Started {
        blueprint: Blueprint,
        /// Of every random choice.
        seed: u64,
        /// Digest of the bank.
        bank: String,
        /// What was known of the person before.
        earlier: Vec<Evidence>,
        /// How often tasks were shown to others before.
        exposure: Exposure,
    },
    /// A task was laid before the person.
    Given {
        task: String,
        digest: String,
        variant: u64,
        reason: GivenFor,
    },
    /// A submission was graded.
    Graded {
        task: String,
        submission: String,
        responses: Vec<GradedResponse>,
        score_per_mille: u16,
        solved: bool,
    },
    /// A submission could not be graded, which costs nothing.
    NotGraded {
        task: String,
        submission: String,
        why: String,
    },
    /// A worked example was shown: no help with the task itself.
    ExampleShown {
        task: String,
    },
    /// A hint was shown; from here on the task is practice without evidence.
    HintShown {
        task: String,
        number: u32,
    },
    /// The right solution was shown.
    SolutionShown {
        task: String,
    },
    /// The person went on without (further) handing in.
    Passed {
        task: String,
    },
    /// The clock stands.
    Paused,
    Resumed,
    /// The last event.
    Ended {
        by: EndedBy,
    },
}

/// How often tasks were shown, over all sittings before this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    pub sittings: u32,
    /// By task id; a task that is absent was never shown.
    pub shown: BTreeMap<String, u32>,
}

/// Why a task was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenFor {
    /// It narrows most per minute.
    Informative,
    /// It needs responses.
    Seat,
    /// Nothing was left within the cap on exposure.
    CapLifted,
    /// The form says so.
    InForm,
    /// It is next in reach: its prerequisites are met and it is near one's level.
    Fits,
    /// Whoever solves it can do what comes before it too.
    Proves,
    /// It was asked for by name.
    Asked,
}

/// What ended a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    SureEnough,
    DecidedMeets,
    DecidedNotYet,
    FormDone,
    TimeSpent,
    MostTasks,
    NothingLeft,
    /// The person ended it.
    Person,
}

impl EndedBy {
    /// For a person, after "It ended because".
    pub fn words(self) -> &'static str {
        match self {
            Self::SureEnough => "the estimate is precise enough",
            Self::DecidedMeets => "it is certain that the role's needs are met",
            Self::DecidedNotYet => "it is certain that a must-have is not yet met",
            Self::FormDone => "every task of the form was done",
            Self::TimeSpent => "the time is used up",
            Self::MostTasks => "the most tasks of one sitting were done",
            Self::NothingLeft => "no further task would tell anything new",
            Self::Person => "you ended it",
        }
    }
}

/// Levels by their word in `task.toml`.
pub(super) mod level_word {
    use serde::de::Error as _;
    use serde::{Deserializer, Serializer};

    use super::{Deserialize, Level};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands a field by reference"
    )]
    pub fn serialize<S: Serializer>(level: &Option<Level>, out: S) -> Result<S::Ok, S::Error> {
        let word = level.and_then(|level| Level::ALL.iter().find(|(_, own)| *own == level));
        match word {
            Some((word, _)) => out.serialize_some(word),
            None => out.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Level>, D::Error> {
        let Some(word) = Option::<String>::deserialize(from)? else { return Ok(None) };
        let level = Level::ALL.iter().find(|(own, _)| *own == word).map(|(_, level)| *level);
        level.map(Some).ok_or_else(|| D::Error::custom(format!("`{word}` is no level")))
    }
}
