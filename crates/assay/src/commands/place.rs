//! `assay place`: an adaptive placement in the terminal; ends with the profile, what more time would buy, and the plan.

use assessment::Verdict;
use assessment::plan::plan;
use assessment::report::{buys, of_sitting};
use assessment::sitting::Step;
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::Event;
use bank::package::TaskPackage;
use serde_json::json;

use crate::cli::Place;
use crate::cli::sittings::Placement;
use crate::exit::Exit;
use crate::learner::desk::Desk;
use crate::learner::grading::{Work, grade};
use crate::learner::records::{Records, now_ms};
use crate::learner::room::{House, Session, lay_out};
use crate::learner::signals::{Signal, Signals};
use crate::learner::talk::Talk;
use crate::surroundings::Surroundings;
use crate::terminal::news::News;
use crate::terminal::{plan as plan_page, profile, task, verdict};

/// What a placement tells of further time, in minutes.
const FURTHER: [u32; 3] = [15, 60, 180];
/// Steps of the plan that the end shows.
const PLAN_STEPS: usize = 5;
const KEYS: &str = "d done, hand in | c try the public checks | n go on without | b brief | q pause";

/// What the person wants of an open task.
enum Wish {
    Next,
    Pause,
}

/// What stays the same over all tasks.
struct Room<'a> {
    arguments: &'a Placement,
    surroundings: &'a Surroundings,
    news: &'a News,
    talk: Talk,
}

pub fn run(arguments: &Placement, place: &Place) -> anyhow::Result<Exit> {
    let talk = Talk::new(arguments.common.plain, arguments.common.json);
    let house = House::open(&arguments.common)?;
    let surroundings = Surroundings::open(place)?;
    let records = Records::open(arguments.common.records.as_deref(), &surroundings.data)?;
    let blueprint = Blueprint::placement(house.role.as_ref(), arguments.minutes);
    let mut session = Session::open(&house, &records, blueprint, arguments.desk.seed)?;
    let news = News::new();
    let room = Room { arguments, surroundings: &surroundings, news: &news, talk };
    let paused = room.sit(&mut session)?;
    if !paused {
        show_results(&session, talk)?;
    }
    drop(session);
    records.close();
    Ok(Exit::Full)
}

impl Room<'_> {
    /// Task after task; whether it was paused.
    fn sit(&self, session: &mut Session<'_>) -> anyhow::Result<bool> {
        self.talk.remark(&greeting(session))?;
        let mut signals = Signals::new();
        loop {
            match session.sitting.step() {
                Step::Give(proposal) => session.give(&proposal)?,
                Step::Work { .. } => {
                    if let Wish::Pause = self.work(session, &mut signals)? {
                        session.log(Event::Paused, None)?;
                        let text = "Paused. Run the same command to go on with the same task.\n";
                        self.talk.say(text, || json!({ "event": "paused" }))?;
                        return Ok(true);
                    }
                }
                Step::End(by) => session.log(Event::Ended { by }, None)?,
                Step::Over(by) => {
                    self.talk.remark(&format!("\nThe placement is over: {}.\n\n", by.words()))?;
                    return Ok(false);
                }
            }
        }
    }

    fn work(&self, session: &mut Session<'_>, signals: &mut Signals) -> anyhow::Result<Wish> {
        let listener = |progress| self.news.tell(progress);
        let grader = self.surroundings.warm_grader(&listener);
        let Some((package, variant)) = session.open_package(grader)? else { return Ok(Wish::Next) };
        let desk = lay_out(&self.arguments.desk.into, &package, variant, self.surroundings)?;
        let number = session.sitting.given().len();
        let text = task::page(&package, &desk, &format!("Task {number}"), KEYS, self.talk);
        self.talk.say(&text, || task::as_json(&package, &desk, variant, "adaptive"))?;
        loop {
            let Signal::Line(line) = signals.next() else {
                // Saves are the candidate's own business here; only the end of the input matters.
                if signals.is_closed() {
                    return Ok(Wish::Pause);
                }
                continue;
            };
            match line.trim() {
                "d" | "done" => {
                    if self.hand_in(session, &package, variant, &desk)? {
                        return Ok(Wish::Next);
                    }
                }
                "c" | "check" => self.try_public(&package, variant, &desk)?,
                "n" | "next" => {
                    session.log(Event::Passed { task: package.manifest().id.clone() }, None)?;
                    self.talk.say("Noted as not done.\n", || json!({ "event": "passed" }))?;
                    return Ok(Wish::Next);
                }
                "b" | "brief" => self.talk.remark(&task::brief(&package, self.talk))?,
                "q" | "quit" => return Ok(Wish::Pause),
                _ => self.talk.remark(&format!("{KEYS}\n"))?,
            }
        }
    }

    /// Whether the hand-in was graded; one that could not be graded costs nothing, and the task stays open.
    fn hand_in(
        &self,
        session: &mut Session<'_>,
        package: &TaskPackage,
        variant: u64,
        desk: &Desk,
    ) -> anyhow::Result<bool> {
        let listener = |progress| self.news.tell(progress);
        let grader = self.surroundings.warm_grader(&listener);
        let (files, findings) = desk.submission()?;
        let work = Work { files: &files, findings: &findings };
        let verdict = session.hand_in(grader, (package, variant), &work, false)?;
        self.news.end();
        let is_graded = verdict.score.is_some();
        let text = match verdict.score {
            Some(score) => format!("Handed in: {:.0} of 100 points.\n", score * 100.0),
            None => verdict::page(&verdict, self.talk.paint),
        };
        self.talk.say(&text, || json!({ "event": "verdict", "verdict": verdict }))?;
        Ok(is_graded)
    }

    /// The candidate's practice checks, as often as they like.
    fn try_public(&self, package: &TaskPackage, variant: u64, desk: &Desk) -> anyhow::Result<()> {
        let listener = |progress| self.news.tell(progress);
        let (files, findings) = desk.submission()?;
        let work = Work { files: &files, findings: &findings };
        let whole = grade(self.surroundings.warm_grader(&listener), package, variant, &work, false)?;
        self.news.end();
        let shown = only_public(&whole);
        if shown.checks.is_empty() && shown.score.is_some() {
            let nothing = "This task has no public checks.\n";
            return self.talk.say(nothing, || json!({ "event": "public", "verdict": shown }));
        }
        self.talk
            .say(&task::verdict_page(&shown, self.talk), || json!({ "event": "public", "verdict": shown }))
    }
}

fn greeting(session: &Session<'_>) -> String {
    let minutes = session.sitting.blueprint().minutes.unwrap_or(0);
    if session.resumed {
        let left = f64::from(minutes) - session.sitting.minutes_worked();
        return format!("Going on where you stopped; {left:.0} of {minutes} minutes are left.\n");
    }
    format!(
        "Placement, up to {minutes} minutes of work. Short tasks, chosen for you;\n\
         each is handed in once. Some will be too hard: that is how it finds out.\n\
         Nothing leaves this machine.\n"
    )
}

/// The verdict as the public checks alone give it.
fn only_public(verdict: &Verdict) -> Verdict {
    let checks: Vec<_> = verdict.checks.iter().filter(|check| check.public).cloned().collect();
    let points = assessment::Points::of(&checks);
    let score = verdict.score.map(|_| points.score().unwrap_or(0.0));
    Verdict { checks, groups: Vec::new(), points, score, ..verdict.clone() }
}

fn show_results(session: &Session<'_>, talk: Talk) -> anyhow::Result<()> {
    let report = of_sitting(&session.sitting);
    let (measure, role) = (session.sitting.measure(), session.sitting.role());
    let evidence = session.sitting.evidence();
    let buys = buys(measure, &evidence, role, &FURTHER);
    let now_ms = now_ms();
    let plan = plan(measure, &evidence, role, now_ms);
    let mut text = profile::page(&report, talk);
    text.push_str(&profile::buys_page(&buys, talk));
    text.push('\n');
    text.push_str(&plan_page::page(&plan, PLAN_STEPS, now_ms, talk));
    talk.say(&text, || {
        json!({
            "event": "report",
            "report": profile::as_json(&report),
            "buys": profile::buys_json(&buys),
            "plan": plan_page::as_json(&plan),
        })
    })
}
