//! One nursery with the files that its boxes see for as long as it lives, and the images of the exams that were used lately.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bank::files::FileMap;
use sandbox::{Image, Launcher, Nursery, RoomId};

use super::run::fill;
use super::{Attempt, plan};
use crate::digest;
use crate::environments::Workshop;
use crate::staging::Stage;

/// Warm images of one environment.
#[derive(Debug)]
pub struct Nest {
    pub nursery: Nursery,
    exams: Mutex<Exams>,
    /// Its `/etc` files lie here; dropped after the nursery.
    _stage: Stage,
}

#[derive(Debug, Default)]
struct Exams {
    uses: u64,
    all: BTreeMap<String, (u64, Slot)>,
}

type Slot = Arc<Mutex<State>>;

/// What is known of an exam's image.
#[derive(Debug, Default)]
enum State {
    #[default]
    Untried,
    Ready(RoomId),
    /// The exam cannot be collected without a submission.
    Unfit,
}

/// Exam images that are kept at most; the one used longest ago goes first.
const IMAGES: usize = 12;
/// How long collecting an exam may take.
const COLLECTING: Duration = Duration::from_mins(1);
const READY: &[u8] = b"ready";

impl Nest {
    /// `None` where this machine or this interpreter cannot have one.
    pub fn new(attempt: &Attempt<'_>, launcher: &Launcher, workshop: Workshop<'_>) -> Option<Self> {
        if plan::hides_interpreter(workshop.python) {
            return None;
        }
        let stage = Stage::new(&FileMap::new(), &FileMap::new(), workshop.leftovers).ok()?;
        let nursery = launcher.nurse(plan::of_nursery(attempt, &stage, workshop.python)).ok()?;
        Some(Self { nursery, exams: Mutex::default(), _stage: stage })
    }

    pub fn is_alive(&self) -> bool {
        [plan::SUBMISSION_IMAGE, plan::EXAM_IMAGE].into_iter().all(|image| !self.nursery.is_lost(image))
    }

    /// The image of the attempt's exam, made first when there is none; `None` when the exam has to be collected anew.
    pub fn image(&self, attempt: &Attempt<'_>) -> Option<Image> {
        let slot = self.slot(exam_key(attempt));
        let mut state = slot.lock().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Unfit => return None,
            State::Ready(room) if !self.nursery.is_lost(Image::Room(room)) => return Some(Image::Room(room)),
            State::Ready(_) | State::Untried => {}
        }
        *state = self.made(attempt).map_or(State::Unfit, State::Ready);
        match *state {
            State::Ready(room) => Some(Image::Room(room)),
            State::Unfit | State::Untried => None,
        }
    }

    fn made(&self, attempt: &Attempt<'_>) -> Option<RoomId> {
        let set = self.nursery.order(plan::of_image(attempt));
        let prepared = self.nursery.prepared(set).ok()?;
        fill(&prepared, [attempt.exam]).ok()?;
        let room = RoomId { set, place: 0 };
        self.nursery.begin(room, &plan::image_message(attempt), &[]);
        let word = self.nursery.word(Image::Room(room), COLLECTING);
        if word.as_deref() != Some(READY) {
            self.nursery.stop(room);
            return None;
        }
        Some(room)
    }

    fn slot(&self, key: String) -> Slot {
        let mut exams = self.exams.lock().unwrap_or_else(PoisonError::into_inner);
        exams.uses += 1;
        let now = exams.uses;
        if !exams.all.contains_key(&key) && exams.all.len() >= IMAGES {
            let oldest = exams.all.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            if let Some((_, slot)) = oldest.and_then(|key| exams.all.remove(&key)) {
                self.retire(&slot);
            }
        }
        let (used, slot) = exams.all.entry(key).or_default();
        *used = now;
        Arc::clone(slot)
    }

    /// Ends an image that nobody is using just now; one that is in use goes when its nursery goes.
    fn retire(&self, slot: &Slot) {
        if let Ok(state) = slot.try_lock()
            && let State::Ready(room) = *state
        {
            self.nursery.stop(room);
        }
    }
}

/// What an image depends on beside its nursery.
fn exam_key(attempt: &Attempt<'_>) -> String {
    let message = plan::image_message(attempt);
    let memory = attempt.limits.memory_bytes.to_le_bytes();
    digest::of_parts([attempt.exam.digest().as_bytes(), &message, &memory])
}
