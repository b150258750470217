//! What the host and the helper of a nursery say to each other, in the frames of `wire`.

use serde::{Deserialize, Serialize};

use crate::outcome::Report;
use crate::protection::Isolation;
use crate::start_error::Refusal;
use crate::warm_plan::{Image, RoomId, RoomSet};

/// Frames of the host, after the order that begins it all.
#[derive(Debug, Serialize, Deserialize)]
pub enum Command {
    Prepare {
        set: u64,
        plan: RoomSet,
    },
    /// The blob is the room's message; its open files follow.
    Begin {
        room: RoomId,
        descriptors: usize,
    },
    Stop(RoomId),
    /// Ends the rooms of the set that have not begun.
    Discard(u64),
}

/// Frames of the helper.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    Started(Isolation),
    Refused(Refusal),
    /// As many open folders follow.
    Prepared {
        set: u64,
        folders: usize,
    },
    NotPrepared {
        set: u64,
        refusal: Refusal,
    },
    /// The blob is what an image said.
    Said(Image),
    /// An image is gone.
    Lost(Image),
    /// The blob is standard output, then standard error.
    Ended {
        room: RoomId,
        report: Report,
        stdout_bytes: usize,
    },
}
