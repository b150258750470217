//! What host and helper say to each other over one stream socket: frames of JSON, each with a blob of bytes behind it.
//! Open files travel beside the bytes. Both ends are the same program, so there are no versions.

use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd, RawFd};

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, sendmsg,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::outcome::{Report, Usage};
use crate::plan::Plan;
use crate::protection::{Isolation, Protection};
use crate::start_error::Refusal;
use crate::warm_plan::NurseryPlan;

/// The first frame: what this helper is for.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    Run {
        plan: Plan,
        /// Per box, the numbers under which it gets the open files that follow, in order.
        descriptor_targets: Vec<Vec<RawFd>>,
    },
    Probe,
    Nursery(NurseryPlan),
}

/// Later frames of the host. Boxes are named by their place in the plan.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Command {
    Stop(usize),
    Usage(usize),
}

/// Frames of the helper.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    Started(Isolation),
    Refused(Refusal),
    Protections(Vec<Protection>),
    Usage(usize, Usage),
    /// The blob is standard output, then standard error.
    Ended {
        index: usize,
        report: Report,
        stdout_bytes: usize,
    },
}

/// A frame longer than this is a fault of the sender.
const FRAME_BYTES_MAX: u32 = 1 << 30;
/// The kernel takes at most 253 open files with one message.
const DESCRIPTORS_PER_MESSAGE: usize = 64;

pub fn send<T: Serialize>(mut socket: impl Write, message: &T, blob: &[&[u8]]) -> io::Result<()> {
    let text = serde_json::to_vec(message)?;
    let blob_length = blob.iter().map(|part| part.len()).sum();
    let mut frame = Vec::with_capacity(8 + text.len() + blob_length);
    frame.extend(frame_length(text.len())?.to_le_bytes());
    frame.extend(frame_length(blob_length)?.to_le_bytes());
    frame.extend(text);
    for part in blob {
        frame.extend_from_slice(part);
    }
    socket.write_all(&frame)
}

/// The next message, or `None` when the other end has closed.
pub fn receive<T: DeserializeOwned>(mut socket: impl Read) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut text_length = [0; 4];
    match socket.read_exact(&mut text_length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut blob_length = [0; 4];
    socket.read_exact(&mut blob_length)?;
    let text = read_exactly(&mut socket, u32::from_le_bytes(text_length))?;
    let blob = read_exactly(&mut socket, u32::from_le_bytes(blob_length))?;
    Ok(Some((serde_json::from_slice(&text)?, blob)))
}

fn frame_length(length: usize) -> io::Result<u32> {
    let fits = u32::try_from(length).ok().filter(|length| *length <= FRAME_BYTES_MAX);
    fits.ok_or_else(|| io::Error::other("a message of the sandbox is over 1 GiB"))
}

fn read_exactly(mut socket: impl Read, length: u32) -> io::Result<Vec<u8>> {
    let length = frame_length(usize::try_from(length).unwrap_or(usize::MAX))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    socket.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Sends open files, each group with one byte that carries it.
pub fn send_descriptors(socket: impl AsFd, descriptors: &[OwnedFd]) -> io::Result<()> {
    for group in descriptors.chunks(DESCRIPTORS_PER_MESSAGE) {
        let borrowed: Vec<_> = group.iter().map(AsFd::as_fd).collect();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS_PER_MESSAGE))];
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        ancillary.push(SendAncillaryMessage::ScmRights(&borrowed));
        sendmsg(&socket, &[IoSlice::new(b"d")], &mut ancillary, SendFlags::NOSIGNAL)?;
    }
    Ok(())
}

/// Receives exactly `count` open files, all of them closed on `exec`.
pub fn receive_descriptors(socket: impl AsFd, count: usize) -> io::Result<Vec<OwnedFd>> {
    let mut descriptors = Vec::new();
    while descriptors.len() < count {
        let mut byte = [0];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS_PER_MESSAGE))];
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        let received =
            recvmsg(&socket, &mut [IoSliceMut::new(&mut byte)], &mut ancillary, RecvFlags::CMSG_CLOEXEC)?;
        for message in ancillary.drain() {
            if let RecvAncillaryMessage::ScmRights(files) = message {
                descriptors.extend(files);
            }
        }
        if received.bytes == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(descriptors)
}
