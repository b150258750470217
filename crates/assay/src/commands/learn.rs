//! `assay learn`: practice in one's own editor. Proposes the next task, grades on every save, helps step by step, and remembers everything.

use std::time::Instant;

use assessment::measure::Measure;
use assessment::report::{Known, report};
use assessment::sitting::Step;
use assessment::sitting::blueprint::Blueprint;
use assessment::sitting::event::{Event, GivenFor};
use bank::package::TaskPackage;
use serde_json::json;

use crate::cli::Place;
use crate::cli::sittings::Learn;
use crate::exit::{Exit, OrMisuse as _};
use crate::learner::desk::Desk;
use crate::learner::grading::{Work, grade};
use crate::learner::records::Records;
use crate::learner::room::{House, Session, lay_out};
use crate::learner::signals::{Signal, Signals};
use crate::learner::talk::Talk;
use crate::surroundings::Surroundings;
use crate::terminal::news::News;
use crate::terminal::wrap::wrapped;
use crate::terminal::{brief, map, profile, task};

const KEYS: &str = "Save to be graded. g grade now | h hint | e worked example | s solution | n next | b brief | m map | p profile | q quit";
const AFTER_KEYS: &str = "Enter: next task | s a right solution | m map | p profile | q quit";

/// Where the person wants to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Stay,
    Next,
    Quit,
}

/// What stays the same over all tasks.
struct Practice<'a> {
    arguments: &'a Learn,
    surroundings: &'a Surroundings,
    news: &'a News,
    talk: Talk,
}

/// The task on the desk.
struct Open {
    package: TaskPackage,
    variant: u64,
    desk: Desk,
    /// Digest of what was graded last: the same files are not graded twice.
    seen: Option<String>,
}

pub fn run(arguments: &Learn, place: &Place) -> anyhow::Result<Exit> {
    let talk = Talk::new(arguments.common.plain, arguments.common.json);
    let house = House::open(&arguments.common)?;
    let surroundings = Surroundings::open(place)?;
    let records = Records::open(arguments.common.records.as_deref(), &surroundings.data)?;
    if arguments.map {
        let evidence = records.evidence(&house.measure)?;
        let report = report(&house.measure, &evidence, house.role.as_ref());
        talk.say(&map::page(&report, talk), || map::as_json(&report))?;
    } else {
        let mut session =
            Session::open(&house, &records, Blueprint::practice(house.role.as_ref()), arguments.desk.seed)?;
        let news = News::new();
        let practice = Practice { arguments, surroundings: &surroundings, news: &news, talk };
        practice.sit(&mut session)?;
    }
    records.close();
    Ok(Exit::Full)
}

impl Practice<'_> {
    fn sit(&self, session: &mut Session<'_>) -> anyhow::Result<()> {
        let mut signals = Signals::new();
        if session.resumed && session.sitting.open_task().is_some() {
            self.talk.remark("Going on with the task that you left.\n")?;
        }
        self.give_asked(session)?;
        loop {
            match session.sitting.step() {
                Step::Give(proposal) => session.give(&proposal)?,
                Step::Work { .. } => {
                    if self.work(session, &mut signals)? == Wish::Quit {
                        return self.farewell(session);
                    }
                }
                Step::End(by) => {
                    let text = format!("\nThe end of what the bank has for you: {}.\n", by.words());
                    self.talk.say(&text, || json!({ "event": "end", "by": by.words() }))?;
                    session.log(Event::Ended { by }, None)?;
                }
                Step::Over(_) => return self.farewell(session),
            }
        }
    }

    /// Gives the task that was asked for by name, in place of the open one.
    fn give_asked(&self, session: &mut Session<'_>) -> anyhow::Result<()> {
        let Some(id) = &self.arguments.task else { return Ok(()) };
        if session.sitting.open_task().is_some_and(|open| open.task == *id) {
            return Ok(());
        }
        let proposal = session.sitting.asked(id).ok_or_else(|| {
            anyhow::anyhow!(
                "the bank has no task `{id}`\nhint: it has {}",
                session.house.shelf.ids().join(", ")
            )
        });
        let proposal = proposal.or_misuse()?;
        if let Some(open) = session.sitting.open_task().map(|open| open.task.clone()) {
            session.log(Event::Passed { task: open }, None)?;
        }
        session.give(&proposal)
    }

    /// One task from its first sight to what comes after it.
    fn work(&self, session: &mut Session<'_>, signals: &mut Signals) -> anyhow::Result<Wish> {
        let listener = |progress| self.news.tell(progress);
        let grader = self.surroundings.warm_grader(&listener);
        let Some((package, variant)) = session.open_package(grader)? else { return Ok(Wish::Next) };
        let desk = lay_out(&self.arguments.desk.into, &package, variant, self.surroundings)?;
        signals.watch(&desk.folder)?;
        // What lies there now is no hand-in yet.
        let seen = Some(desk.submission()?.0.digest());
        let mut open = Open { package, variant, desk, seen };
        self.show(session, &open)?;
        self.warm_up(&open)?;
        loop {
            let wish = match signals.next() {
                Signal::Saved => self.grade(session, &mut open, false)?,
                Signal::Line(line) => self.command(session, &mut open, line.trim())?,
                Signal::Closed => Wish::Quit,
            };
            if wish != Wish::Stay {
                let solved = session.sitting.open_task().is_none() && wish == Wish::Next;
                return if solved { self.after(session, &open, signals) } else { Ok(wish) };
            }
        }
    }

    fn show(&self, session: &Session<'_>, open: &Open) -> anyhow::Result<()> {
        let reason = reason_of(session);
        let heading = format!("Practice, because {}", task::reason_words(reason));
        let example =
            open.package.worked().map_or("", |_| "New to this? Type e for a short worked example first.\n");
        let text = task::page(&open.package, &open.desk, &heading, KEYS, self.talk) + example;
        self.talk
            .say(&text, || task::as_json(&open.package, &open.desk, open.variant, task::reason_words(reason)))
    }

    /// While the person reads: builds the environment if need be, and grades the task as it lies there, which nobody sees and nothing counts, so
    /// that the rooms are warm when the first save comes.
    fn warm_up(&self, open: &Open) -> anyhow::Result<()> {
        let (files, findings) = open.desk.submission()?;
        let listener = |progress| self.news.tell(progress);
        let work = Work { files: &files, findings: &findings };
        grade(self.surroundings.warm_grader(&listener), &open.package, open.variant, &work, true)?;
        self.news.end();
        Ok(())
    }

    /// What a typed line asks for, while the task is open.
    fn command(&self, session: &mut Session<'_>, open: &mut Open, line: &str) -> anyhow::Result<Wish> {
        match line {
            "g" | "grade" => return self.grade(session, open, true),
            "h" | "hint" => self.hint(session, &open.package)?,
            "e" | "example" => self.example(session, &open.package)?,
            "s" | "solution" => self.solution(session, &open.package)?,
            "n" | "next" => return self.pass(session, open),
            "q" | "quit" => return Ok(Wish::Quit),
            other => self.look(session, &open.package, other, KEYS)?,
        }
        Ok(Wish::Stay)
    }

    /// Things to look at, whether the task is open or not.
    fn look(
        &self,
        session: &Session<'_>,
        package: &TaskPackage,
        line: &str,
        keys: &str,
    ) -> anyhow::Result<()> {
        let report = || report(&session.house.measure, &session.sitting.evidence(), session.sitting.role());
        match line {
            "b" | "brief" => self.talk.remark(&task::brief(package, self.talk)),
            "m" | "map" => self.talk.say(&map::page(&report(), self.talk), || map::as_json(&report())),
            "p" | "profile" => {
                let report = report();
                let json = || json!({ "event": "profile", "report": profile::as_json(&report) });
                self.talk.say(&profile::page(&report, self.talk), json)
            }
            _ => self.talk.remark(&wrapped("", keys)),
        }
    }

    /// Grades what lies on the desk, if it changed since the last time or was asked for.
    fn grade(&self, session: &mut Session<'_>, open: &mut Open, asked: bool) -> anyhow::Result<Wish> {
        let begun = Instant::now();
        let (files, findings) = open.desk.submission()?;
        let digest = files.digest();
        if !asked && open.seen.as_ref() == Some(&digest) {
            return Ok(Wish::Stay);
        }
        open.seen = Some(digest);
        let before = known_of(session, &open.package);
        let listener = |progress| self.news.tell(progress);
        let work = Work { files: &files, findings: &findings };
        let grader = self.surroundings.warm_grader(&listener);
        let verdict = session.hand_in(grader, (&open.package, open.variant), &work, true)?;
        self.news.end();
        let took_ms = begun.elapsed().as_millis();
        let text = format!(
            "\n{}{}\n",
            task::verdict_page(&verdict, self.talk),
            self.talk.paint.faint(&format!("graded in {took_ms} ms"))
        );
        self.talk.say(&text, || json!({ "event": "verdict", "verdict": verdict, "took_ms": took_ms }))?;
        if session.sitting.open_task().is_some() {
            return Ok(Wish::Stay);
        }
        self.belief(session, &open.package, &before)?;
        Ok(Wish::Next)
    }

    fn pass(&self, session: &mut Session<'_>, open: &Open) -> anyhow::Result<Wish> {
        let before = known_of(session, &open.package);
        session.log(Event::Passed { task: open.package.manifest().id.clone() }, None)?;
        self.talk.say("Going on.\n", || json!({ "event": "passed" }))?;
        self.belief(session, &open.package, &before)?;
        Ok(Wish::Next)
    }

    /// What changed in what is believed.
    fn belief(
        &self,
        session: &Session<'_>,
        package: &TaskPackage,
        before: &[(String, Known)],
    ) -> anyhow::Result<()> {
        let after = known_of(session, package);
        let field = session.house.measure.field();
        let mut text = String::new();
        for ((id, before), (_, after)) in before.iter().zip(&after) {
            let Some(own) = field.get(id) else { continue };
            let name = format!("{} ({})", own.id, own.can);
            text.push_str(&wrapped("", &profile::change_words(&name, before, after, own.level)));
        }
        let counted = session.sitting.own_evidence().iter().any(|one| one.task == package.manifest().id);
        if !counted {
            text.push_str("After help a task is practice: it changes no estimate.\n");
        }
        self.talk.say(&text, || {
            let skill = |((id, before), (_, after)): (&(String, Known), &(String, Known))| {
                json!({ "id": id, "before": profile::known_json(before), "after": profile::known_json(after) })
            };
            let skills: Vec<_> = before.iter().zip(&after).map(skill).collect();
            json!({ "event": "belief", "counted": counted, "skills": skills })
        })
    }

    fn hint(&self, session: &mut Session<'_>, package: &TaskPackage) -> anyhow::Result<()> {
        let hints = package.hints();
        let shown = session.sitting.open_task().map_or(0, assessment_hints);
        let Some(hint) = hints.get(shown) else {
            let text =
                if hints.is_empty() { "This task has no hints.\n" } else { "There are no more hints.\n" };
            return self.talk.say(text, || json!({ "event": "hint", "text": null }));
        };
        let number = u32::try_from(shown + 1).unwrap_or(u32::MAX);
        session.log(Event::HintShown { task: package.manifest().id.clone(), number }, None)?;
        let text = format!("\nHint {number} of {}\n{}", hints.len(), brief::page(hint, self.talk.paint));
        self.talk.say(&text, || json!({ "event": "hint", "number": number, "of": hints.len(), "text": hint }))
    }

    fn example(&self, session: &mut Session<'_>, package: &TaskPackage) -> anyhow::Result<()> {
        let Some(worked) = package.worked() else {
            return self
                .talk
                .say("This task has no worked example.\n", || json!({ "event": "example", "text": null }));
        };
        session.log(Event::ExampleShown { task: package.manifest().id.clone() }, None)?;
        self.talk.say(
            &format!("\n{}", brief::page(worked, self.talk.paint)),
            || json!({ "event": "example", "text": brief::without_marks(worked) }),
        )
    }

    fn solution(&self, session: &mut Session<'_>, package: &TaskPackage) -> anyhow::Result<()> {
        let Some(solution) = task::solution(package) else {
            return self
                .talk
                .say("This task ships no solution.\n", || json!({ "event": "solution", "text": null }));
        };
        session.log(Event::SolutionShown { task: package.manifest().id.clone() }, None)?;
        let text = format!("\nOne right solution (there are others)\n{solution}");
        self.talk.say(&text, || json!({ "event": "solution", "text": solution }))
    }

    /// The task is behind: look at a solution, at the map, or go on.
    fn after(&self, session: &mut Session<'_>, open: &Open, signals: &Signals) -> anyhow::Result<Wish> {
        self.talk.remark(&format!("{AFTER_KEYS}\n"))?;
        loop {
            match signals.next() {
                Signal::Saved => {}
                Signal::Closed => return Ok(Wish::Quit),
                Signal::Line(line) => match line.trim() {
                    "" | "n" | "next" => return Ok(Wish::Next),
                    "q" | "quit" => return Ok(Wish::Quit),
                    "s" | "solution" => self.solution(session, &open.package)?,
                    other => self.look(session, &open.package, other, AFTER_KEYS)?,
                },
            }
        }
    }

    fn farewell(&self, session: &Session<'_>) -> anyhow::Result<()> {
        let solved = session.sitting.given().iter().filter(|given| given.is_solved()).count();
        let text =
            format!("Kept: {solved} solved in this sitting. `assay learn` goes on, `assay plan` plans.\n");
        self.talk.say(&text, || json!({ "event": "quit", "solved": solved }))
    }
}

fn assessment_hints(given: &assessment::sitting::given::GivenTask) -> usize {
    usize::try_from(given.hints()).unwrap_or(usize::MAX)
}

/// Why the open task was given.
fn reason_of(session: &Session<'_>) -> GivenFor {
    let given = session.sitting.log().iter().rev().find_map(|logged| match &logged.event {
        Event::Given { reason, .. } => Some(*reason),
        _ => None,
    });
    given.unwrap_or(GivenFor::Fits)
}

/// What is known of the competencies that a task measures.
fn known_of(session: &Session<'_>, package: &TaskPackage) -> Vec<(String, Known)> {
    let measure: &Measure = &session.house.measure;
    let Some(place) = measure.task(&package.manifest().id) else { return Vec::new() };
    let knowledge = session.sitting.knowledge();
    let known = |item: &assessment::measure::MeasuredItem| {
        let id = measure.field().competencies[item.competency].id.clone();
        (id, Known::new(knowledge.estimate(item.competency)))
    };
    measure.items_of(place).iter().map(known).collect()
}
