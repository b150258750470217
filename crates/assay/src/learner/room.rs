//! A sitting under way: the bank with its measure, the log that is kept, and the hand-ins.

use std::path::Path;

use anyhow::anyhow;
use assessment::field::{Field, RoleNeeds};
use assessment::measure::Measure;
use assessment::response::graded_responses;
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::{Event, Exposure, Logged};
use assessment::sitting::{Proposal, Sitting};
use assessment::{Outcome, Purpose, Verdict};
use bank::package::TaskPackage;
use grader::environments;
use grader::grade::Grader;
use skills::map::SkillMap;
use store::HandedIn;

use super::desk::Desk;
use super::grading::{Work, grade};
use super::records::{Records, drawn, is_stale, now_ms};
use super::shelf::Shelf;
use crate::cli::sittings::Common;
use crate::exit::OrMisuse as _;
use crate::shipped;
use crate::surroundings::Surroundings;

/// What does not change while a command runs.
pub struct House {
    pub shelf: Shelf,
    pub measure: Measure,
    pub role: Option<RoleNeeds>,
}

impl House {
    pub fn open(common: &Common) -> anyhow::Result<Self> {
        let map = shipped::skill_map()?;
        let role = common.role.as_deref().map(|id| needs(&map, id)).transpose()?;
        let shelf = Shelf::open(common.bank.as_deref(), common.unproven)?;
        if !shelf.has_proven() {
            let why = "no task of the bank has a proof that holds, and only proven tasks measure\nhint: run `assay bank prove`, or try \
                       tasks of your own with `--unproven`";
            return Err(anyhow!(why)).or_misuse();
        }
        let measure = Measure::new(Field::from(&map), shelf.measured())?;
        Ok(Self { shelf, measure, role })
    }
}

fn needs(map: &SkillMap, id: &str) -> anyhow::Result<RoleNeeds> {
    let profile = map.profile(id).ok_or_else(|| {
        let known: Vec<&str> = map.profiles().iter().map(|profile| profile.id.as_str()).collect();
        anyhow!("there is no role profile `{id}`\nhint: choose one of {}", known.join(", "))
    });
    Ok(RoleNeeds::new(map, profile.or_misuse()?))
}

/// A sitting with its log.
pub struct Session<'a> {
    pub house: &'a House,
    records: &'a Records,
    id: String,
    pub sitting: Sitting<'a>,
    pub resumed: bool,
}

impl<'a> Session<'a> {
    /// Goes on with the person's open sitting of this purpose and role where there is one, else starts a new one that builds on all that is known.
    pub fn open(
        house: &'a House,
        records: &'a Records,
        blueprint: Blueprint,
        seed: Option<u64>,
    ) -> anyhow::Result<Self> {
        let rows = records.sittings()?;
        let newest = rows.last().map(|row| row.id.clone());
        let mut open = None;
        for row in rows.iter().filter(|row| row.ended_ms.is_none() && row.purpose == blueprint.purpose) {
            let same = row.role == blueprint.role && newest.as_ref() == Some(&row.id);
            match Sitting::replay(&house.measure, house.role.as_ref(), &records.log(&row.id)?) {
                Ok(sitting) if same => open = Some((row.id.clone(), sitting)),
                // Another role's sitting waits for its turn, but one that others have overtaken, or whose bank is gone, ends.
                Ok(_) if row.role != blueprint.role => {}
                Ok(_) => records.end_old(row)?,
                Err(error) if is_stale(&error) && row.role != blueprint.role => {}
                Err(error) if is_stale(&error) => records.end_old(row)?,
                Err(error) => return Err(error.into()),
            }
        }
        let resumed = open.is_some();
        let (id, sitting) = match open {
            Some(open) => open,
            None => Self::begin(house, records, blueprint, seed)?,
        };
        let mut session = Self { house, records, id, sitting, resumed };
        if session.sitting.is_paused() {
            session.log(Event::Resumed, None)?;
        }
        Ok(session)
    }

    fn begin(
        house: &'a House,
        records: &'a Records,
        blueprint: Blueprint,
        seed: Option<u64>,
    ) -> anyhow::Result<(String, Sitting<'a>)> {
        let seed = seed.map_or_else(drawn, Ok)?;
        let earlier = records.evidence(&house.measure)?;
        let event = Sitting::start(&house.measure, blueprint, seed, earlier, Exposure::default());
        let first = Logged { at_ms: now_ms(), event };
        let id = records.begin(&first)?;
        Ok((id, Sitting::replay(&house.measure, house.role.as_ref(), &[first])?))
    }

    /// Keeps an event.
    pub fn log(&mut self, event: Event, handed_in: Option<HandedIn<'_>>) -> anyhow::Result<()> {
        self.records.add(&self.id, &mut self.sitting, event, handed_in)
    }

    /// The task that is open as this person's variant has it.
    pub fn open_package(&self, grader: Grader<'_>) -> anyhow::Result<Option<(TaskPackage, u64)>> {
        let Some(open) = self.sitting.open_task() else { return Ok(None) };
        let package = self.house.shelf.task(&open.task)?;
        Ok(Some((grader.vary(package, open.variant, Purpose::Practice)?, open.variant)))
    }

    /// Gives a task.
    pub fn give(&mut self, proposal: &Proposal) -> anyhow::Result<()> {
        self.log(proposal.event(), None)
    }

    /// Grades a hand-in and keeps it with its verdict.
    pub fn hand_in(
        &mut self,
        grader: Grader<'_>,
        (task, variant): (&TaskPackage, u64),
        work: &Work<'_>,
        show: bool,
    ) -> anyhow::Result<Verdict> {
        let verdict = grade(grader, task, variant, work, show)?;
        let id = task.manifest().id.clone();
        let place = self.house.measure.task(&id);
        let responses = place
            .and_then(|place| graded_responses(&self.house.measure.tasks()[place], &verdict))
            .filter(|_| verdict.outcome == Outcome::Graded);
        let submission = work.files.digest();
        let event = match responses {
            Some(responses) => Event::Graded {
                task: id,
                submission,
                responses,
                score_per_mille: per_mille(verdict.score.unwrap_or(0.0)),
                solved: verdict.is_full_credit(),
            },
            None => Event::NotGraded { task: id, submission, why: why_not(&verdict) },
        };
        self.log(event, Some(HandedIn { files: work.files, verdict: &verdict }))?;
        Ok(verdict)
    }
}

fn why_not(verdict: &Verdict) -> String {
    match &verdict.fault {
        Some(fault) => fault.why.clone(),
        None => format!("withheld: {}", verdict.seen.join("; ")),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0 to 1")]
fn per_mille(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// Lays a task out with the libraries of its environment for the editor.
pub fn lay_out(
    into: &Path,
    task: &TaskPackage,
    variant: u64,
    surroundings: &Surroundings,
) -> anyhow::Result<Desk> {
    let definition = environments::definition(&task.manifest().environment).or_misuse()?;
    let libraries = definition.place(&surroundings.data, &surroundings.python).site_packages;
    Desk::lay_out(into, task, variant, &libraries)
}
