//! Blueprints: placement, practice, fixed form and assessment are settings of one mechanism.

use bank::manifest::Level;
use serde::{Deserialize, Serialize};

use crate::field::RoleNeeds;

/// Tasks of at most this many minutes come first in a placement.
const MICRO_MINUTES: u32 = 4;
/// A placement without a role stops at this error of the mean ability, in logits.
const PLACED_ERROR: f64 = 0.3;

/// How the next task is chosen, and how a hand-in counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Adaptive, to know where somebody stands.
    Placement,
    /// What fits next, graded on every save, with help.
    Practice,
    /// The same tasks for everybody, in order.
    FixedForm,
    /// Adaptive within quotas, until the role is decided.
    Assessment,
}

/// Share of the tasks that come from one area, relative to the other quotas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    pub area: String,
    pub weight: u32,
}

/// What a sitting is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    pub purpose: Purpose,
    /// Id of the role profile that it aims at.
    pub role: Option<String>,
    /// No task above this level.
    #[serde(with = "super::event::level_word")]
    pub level: Option<Level>,
    /// Working time.
    pub minutes: Option<u32>,
    pub most_tasks: Option<u32>,
    /// Stops once the wanted ability is known this well, in logits.
    pub standard_error: Option<f64>,
    /// Stops once every measurable must-have is decided.
    pub until_decided: bool,
    /// Tasks up to this length come first.
    pub short_first_minutes: Option<u32>,
    /// Empty: by the role's weights, else all areas alike.
    pub quotas: Vec<Quota>,
    /// No task goes to more than this share of persons.
    pub exposure_cap_percent: Option<u32>,
    /// Task ids of a fixed form.
    pub form: Vec<String>,
}

impl Blueprint {
    /// Where does somebody stand, overall or against a role? Micro-tasks first.
    pub fn placement(role: Option<&RoleNeeds>, minutes: u32) -> Self {
        Self {
            minutes: Some(minutes),
            standard_error: role.is_none().then_some(PLACED_ERROR),
            until_decided: role.is_some(),
            short_first_minutes: Some(MICRO_MINUTES),
            ..Self::of(Purpose::Placement, role)
        }
    }

    /// Open-ended practice.
    pub fn practice(role: Option<&RoleNeeds>) -> Self {
        Self::of(Purpose::Practice, role)
    }

    /// The same tasks for everybody.
    pub fn fixed_form(form: Vec<String>, minutes: Option<u32>) -> Self {
        Self { minutes, form, ..Self::of(Purpose::FixedForm, None) }
    }

    /// A sitting whose result others rely on.
    pub fn assessment(role: &RoleNeeds, level: Option<Level>, minutes: u32) -> Self {
        Self {
            level,
            minutes: Some(minutes),
            until_decided: true,
            ..Self::of(Purpose::Assessment, Some(role))
        }
    }

    fn of(purpose: Purpose, role: Option<&RoleNeeds>) -> Self {
        let quotas = role.map_or_else(Vec::new, |role| {
            let weighed = role.areas.iter().filter(|need| need.level.is_some() && need.weight > 0);
            weighed.map(|need| Quota { area: need.area.clone(), weight: need.weight }).collect()
        });
        Self {
            purpose,
            role: role.map(|role| role.id.clone()),
            level: None,
            minutes: None,
            most_tasks: None,
            standard_error: None,
            until_decided: false,
            short_first_minutes: None,
            quotas,
            exposure_cap_percent: None,
            form: Vec::new(),
        }
    }
}
