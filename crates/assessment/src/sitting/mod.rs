//! A sitting as a value: events in, the next task or the end out.
//!
//! Everything follows from the log and the bank: the same log gives the same next task, estimate and report, byte for byte. It decides
//! nothing by a clock: times stand in the events.

mod adaptive;
pub mod blueprint;
pub mod event;
pub mod given;
mod practice;

use psychometrics::selection::Reason;
use thiserror::Error;

use crate::field::RoleNeeds;
use crate::measure::knowledge::Knowledge;
use crate::measure::{Evidence, Measure, Setting};
use blueprint::{Blueprint, Purpose};
use event::{EndedBy, Event, Exposure, GivenFor, Logged};
use given::GivenTask;

/// Why an event has no place in a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LogError {
    #[error("event {number}: a log begins with `started`, and has it once")]
    Start { number: usize },
    #[error("event {number}: nothing follows the end of a sitting")]
    AfterEnd { number: usize },
    #[error("event {number}: task `{task}` is not the one that was given last")]
    NotGiven { number: usize, task: String },
    #[error("event {number}: task `{task}` is still open")]
    StillOpen { number: usize, task: String },
    #[error("event {number}: the sitting {is} paused")]
    Pause { number: usize, is: &'static str },
    #[error("the sitting was started with another bank: end it, and start a new one that builds on it")]
    OtherBank,
    #[error("the sitting aims at role `{wanted}`: open it with that role's needs")]
    OtherRole { wanted: String },
    #[error("the log is empty")]
    Empty,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A task is open.
    Work { task: String },
    /// Give this task.
    Give(Proposal),
    /// Nothing more: log the end.
    End(EndedBy),
    /// It has ended.
    Over(EndedBy),
}

/// The next task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub task: String,
    pub digest: String,
    pub variant: u64,
    pub reason: GivenFor,
}

/// A sitting.
pub struct Sitting<'a> {
    measure: &'a Measure,
    role: Option<&'a RoleNeeds>,
    blueprint: Blueprint,
    seed: u64,
    earlier: Vec<Evidence>,
    exposure: Exposure,
    given: Vec<GivenTask>,
    paused_at_ms: Option<u64>,
    ended: Option<EndedBy>,
    log: Vec<Logged>,
}

impl Proposal {
    /// The event that gives it.
    pub fn event(&self) -> Event {
        Event::Given {
            task: self.task.clone(),
            digest: self.digest.clone(),
            variant: self.variant,
            reason: self.reason,
        }
    }
}

impl<'a> Sitting<'a> {
    /// The sitting that a log tells of. `role` are the needs of the role that its blueprint names, if it names one.
    pub fn replay(
        measure: &'a Measure,
        role: Option<&'a RoleNeeds>,
        log: &[Logged],
    ) -> Result<Self, LogError> {
        let Some(first) = log.first() else { return Err(LogError::Empty) };
        let Event::Started { blueprint, bank, .. } = &first.event else {
            return Err(LogError::Start { number: 1 });
        };
        if bank != measure.digest() {
            return Err(LogError::OtherBank);
        }
        if let Some(wanted) = &blueprint.role
            && role.is_none_or(|role| role.id != *wanted)
        {
            return Err(LogError::OtherRole { wanted: wanted.clone() });
        }
        Self::told(measure, role, log)
    }

    /// What a log says, whatever bank and role it was made with: for evidence that outlives both.
    pub fn evidence_of(measure: &Measure, log: &[Logged]) -> Result<Vec<Evidence>, LogError> {
        Ok(Sitting::told(measure, None, log)?.own_evidence())
    }

    fn told(measure: &'a Measure, role: Option<&'a RoleNeeds>, log: &[Logged]) -> Result<Self, LogError> {
        let Some((first, rest)) = log.split_first() else { return Err(LogError::Empty) };
        let Event::Started { blueprint, seed, earlier, exposure, .. } = &first.event else {
            return Err(LogError::Start { number: 1 });
        };
        let mut sitting = Self {
            measure,
            role: role.filter(|_| blueprint.role.is_some()),
            blueprint: blueprint.clone(),
            seed: *seed,
            earlier: earlier.clone(),
            exposure: exposure.clone(),
            given: Vec::new(),
            paused_at_ms: None,
            ended: None,
            log: vec![first.clone()],
        };
        for logged in rest {
            sitting.record(logged.clone())?;
        }
        Ok(sitting)
    }

    /// The first event of a new sitting.
    pub fn start(
        measure: &Measure,
        blueprint: Blueprint,
        seed: u64,
        earlier: Vec<Evidence>,
        exposure: Exposure,
    ) -> Event {
        Event::Started { blueprint, seed, bank: measure.digest().to_owned(), earlier, exposure }
    }

    /// Takes in one more event. An event that has no place changes nothing.
    pub fn record(&mut self, logged: Logged) -> Result<(), LogError> {
        let number = self.log.len() + 1;
        if self.ended.is_some() {
            return Err(LogError::AfterEnd { number });
        }
        let pause = |is| LogError::Pause { number, is };
        match &logged.event {
            Event::Started { .. } => return Err(LogError::Start { number }),
            Event::Paused if self.paused_at_ms.is_some() => return Err(pause("already is")),
            Event::Paused => self.paused_at_ms = Some(logged.at_ms),
            Event::Resumed => {
                let since = self.paused_at_ms.take().ok_or(pause("is not"))?;
                if let Some(task) = self.given.last_mut() {
                    task.add_pause(logged.at_ms.saturating_sub(since));
                }
            }
            Event::Ended { by } => self.ended = Some(*by),
            Event::Given { task, variant, .. } => self.give(number, task, *variant, logged.at_ms)?,
            other => self.of_the_open_task(number, other, logged.at_ms)?,
        }
        self.log.push(logged);
        Ok(())
    }

    fn give(&mut self, number: usize, task: &str, variant: u64, at_ms: u64) -> Result<(), LogError> {
        if let Some(open) = self.open_task() {
            return Err(LogError::StillOpen { number, task: open.task.clone() });
        }
        self.given.push(GivenTask::new(task, variant, at_ms));
        Ok(())
    }

    /// Events that belong to the task that was given last.
    fn of_the_open_task(&mut self, number: usize, event: &Event, at_ms: u64) -> Result<(), LogError> {
        let setting = self.setting();
        let (Event::Graded { task, .. }
        | Event::NotGraded { task, .. }
        | Event::ExampleShown { task }
        | Event::HintShown { task, .. }
        | Event::SolutionShown { task }
        | Event::Passed { task }) = event
        else {
            return Ok(());
        };
        match self.given.last_mut().filter(|given| given.task == *task) {
            Some(given) => {
                given.record(event, at_ms, setting);
                Ok(())
            }
            None => Err(LogError::NotGiven { number, task: task.clone() }),
        }
    }

    /// What comes next.
    pub fn step(&self) -> Step {
        if let Some(by) = self.ended {
            return Step::Over(by);
        }
        if let Some(open) = self.open_task() {
            return Step::Work { task: open.task.clone() };
        }
        match self.blueprint.purpose {
            Purpose::FixedForm => self.next_of_form(),
            Purpose::Practice => practice::next(self),
            Purpose::Placement | Purpose::Assessment => adaptive::next(self),
        }
    }

    fn next_of_form(&self) -> Step {
        let out_of_time =
            self.blueprint.minutes.is_some_and(|minutes| self.minutes_worked() >= f64::from(minutes));
        if out_of_time {
            return Step::End(EndedBy::TimeSpent);
        }
        let task = self.blueprint.form.get(self.given.len()).and_then(|id| self.measure.task(id));
        task.map_or(Step::End(EndedBy::FormDone), |task| self.proposal(task, GivenFor::InForm))
    }

    /// A task that was asked for by name.
    pub fn asked(&self, id: &str) -> Option<Proposal> {
        match self.proposal(self.measure.task(id)?, GivenFor::Asked) {
            Step::Give(proposal) => Some(proposal),
            _ => None,
        }
    }

    fn proposal(&self, task: usize, reason: GivenFor) -> Step {
        let own = &self.measure.tasks()[task];
        let count = u64::try_from(own.variants.len()).unwrap_or(u64::MAX);
        let turn = self.seed.wrapping_add(self.times_met(&own.id));
        let variant = turn.checked_rem(count).and_then(|at| usize::try_from(at).ok());
        let variant = variant.and_then(|at| own.variants.get(at)).copied().unwrap_or(0);
        Step::Give(Proposal { task: own.id.clone(), digest: own.digest.clone(), variant, reason })
    }

    /// How often the person has met a task, here and before: each time another variant.
    fn times_met(&self, id: &str) -> u64 {
        let here = self.given.iter().filter(|given| given.task == id).count();
        let before = self.earlier.iter().any(|evidence| evidence.task == id);
        u64::try_from(here).unwrap_or(0) + u64::from(before)
    }

    /// Whether the person has met a task, here or before.
    fn has_met(&self, id: &str) -> bool {
        self.times_met(id) > 0
    }

    /// The task that is open, if one is.
    pub fn open_task(&self) -> Option<&GivenTask> {
        self.given.last().filter(|given| given.is_open())
    }

    /// All tasks that were given, in order.
    pub fn given(&self) -> &[GivenTask] {
        &self.given
    }

    pub fn log(&self) -> &[Logged] {
        &self.log
    }

    pub fn blueprint(&self) -> &Blueprint {
        &self.blueprint
    }

    pub fn role(&self) -> Option<&'a RoleNeeds> {
        self.role
    }

    pub fn measure(&self) -> &'a Measure {
        self.measure
    }

    pub fn ended(&self) -> Option<EndedBy> {
        self.ended
    }

    pub fn is_paused(&self) -> bool {
        self.paused_at_ms.is_some()
    }

    /// Working time of finished tasks, in minutes; pauses don't count, and no task counts for more than three times its expected time (an
    /// interruption that nobody logged).
    pub fn minutes_worked(&self) -> f64 {
        let expected = |id: &str| {
            self.measure.task(id).map_or(10.0, |task| f64::from(self.measure.tasks()[task].minutes))
        };
        self.given.iter().map(|given| given.minutes_worked().min(3.0 * expected(&given.task))).sum()
    }

    /// What earlier sittings and this one say.
    pub fn evidence(&self) -> Vec<Evidence> {
        let mut evidence = self.earlier.clone();
        evidence.extend(self.own_evidence());
        evidence
    }

    /// What this sitting says.
    pub fn own_evidence(&self) -> Vec<Evidence> {
        let setting = self.setting();
        let of = |given: &GivenTask| {
            let task = self.measure.task(&given.task).map(|task| &self.measure.tasks()[task]);
            given.evidence(task, setting)
        };
        self.given.iter().flat_map(of).collect()
    }

    /// What is known of the person now.
    pub fn knowledge(&self) -> Knowledge<'a> {
        self.measure.knowledge(&self.evidence())
    }

    fn setting(&self) -> Setting {
        match self.blueprint.purpose {
            Purpose::Practice => Setting::Practised,
            _ => Setting::Measured,
        }
    }
}

impl From<Reason> for GivenFor {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Informative => Self::Informative,
            Reason::Seat => Self::Seat,
            Reason::CapLifted => Self::CapLifted,
        }
    }
}
