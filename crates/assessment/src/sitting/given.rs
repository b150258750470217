//! One task of a sitting: what was handed in, what help was shown, and what it therefore says.

use super::event::Event;
use crate::measure::{Evidence, Setting};
use crate::response::{GradedResponse, nothing_done};
use crate::task::MeasuredTask;

/// A task that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenTask {
    pub task: String,
    pub variant: u64,
    given_at_ms: u64,
    paused_ms: u64,
    closed_at_ms: Option<u64>,
    /// Hint or solution was shown: later hand-ins are no evidence.
    helped: bool,
    hints: u32,
    attempts: u32,
    solved: bool,
    passed_on: bool,
    /// What counts, with the time of the hand-in that it comes from.
    counts: Option<(u64, Vec<GradedResponse>)>,
}

impl GivenTask {
    pub(super) fn new(task: &str, variant: u64, at_ms: u64) -> Self {
        Self {
            task: task.to_owned(),
            variant,
            given_at_ms: at_ms,
            paused_ms: 0,
            closed_at_ms: None,
            helped: false,
            hints: 0,
            attempts: 0,
            solved: false,
            passed_on: false,
            counts: None,
        }
    }

    pub fn is_open(&self) -> bool {
        self.closed_at_ms.is_none()
    }

    /// Whether every point was earned.
    pub fn is_solved(&self) -> bool {
        self.solved
    }

    /// Hand-ins that were graded.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Hints that were shown.
    pub fn hints(&self) -> u32 {
        self.hints
    }

    /// Whether a hint or the solution was shown.
    pub fn is_helped(&self) -> bool {
        self.helped
    }

    pub(super) fn add_pause(&mut self, ms: u64) {
        if self.is_open() {
            self.paused_ms += ms;
        }
    }

    pub(super) fn record(&mut self, event: &Event, at_ms: u64, setting: Setting) {
        match event {
            Event::Graded { responses, solved, .. } => self.graded(responses, *solved, at_ms, setting),
            Event::HintShown { .. } => {
                self.hints += 1;
                self.helped = true;
            }
            Event::SolutionShown { .. } => self.helped = true,
            Event::Passed { .. } if self.is_open() => {
                self.passed_on = true;
                self.closed_at_ms = Some(at_ms);
            }
            _ => {}
        }
    }

    fn graded(&mut self, responses: &[GradedResponse], solved: bool, at_ms: u64, setting: Setting) {
        if !self.is_open() {
            return;
        }
        self.attempts += 1;
        self.solved |= solved;
        if setting == Setting::Measured || solved {
            self.closed_at_ms = Some(at_ms);
        }
        if self.helped && setting == Setting::Practised {
            return;
        }
        match &mut self.counts {
            None => self.counts = Some((at_ms, responses.to_vec())),
            Some((at, best)) => {
                *at = at_ms;
                for (own, new) in best.iter_mut().zip(responses) {
                    own.category = own.category.max(new.category);
                }
            }
        }
    }

    /// What the task says about its competencies. In a measuring sitting going on without a hand-in is an answer: nothing was done. In practice
    /// it says nothing, and an open practice task says nothing yet.
    pub(super) fn evidence(&self, task: Option<&MeasuredTask>, setting: Setting) -> Vec<Evidence> {
        let Some(closed_at_ms) = self.closed_at_ms else { return Vec::new() };
        let (at_ms, responses) = match (&self.counts, task) {
            (Some((at_ms, responses)), _) => (*at_ms, responses.clone()),
            (None, Some(task)) if setting == Setting::Measured && self.passed_on => {
                (closed_at_ms, nothing_done(task))
            }
            _ => return Vec::new(),
        };
        let evidence = |response| Evidence { task: self.task.clone(), setting, at_ms, response };
        responses.into_iter().map(evidence).collect()
    }

    pub(super) fn minutes_worked(&self) -> f64 {
        let Some(closed) = self.closed_at_ms else { return 0.0 };
        let ms = closed.saturating_sub(self.given_at_ms).saturating_sub(self.paused_ms);
        std::time::Duration::from_millis(ms).as_secs_f64() / 60.0
    }
}
