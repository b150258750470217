//! Standard output and standard error of a box: read as they come, counted together, kept up to the limit.

use std::os::fd::OwnedFd;

use rustix::io::{Errno, read};

/// One pipe's reading end, which never blocks.
struct Stream {
    pipe: Option<OwnedFd>,
    kept: Vec<u8>,
}

/// Both streams of a box.
pub struct Capture {
    streams: [Stream; 2],
    counted_bytes: u64,
    limit_bytes: u64,
}

/// What one reading of a pipe may take, so that one box cannot keep the supervisor from the others.
const READ_BYTES: usize = 64 << 10;

impl Capture {
    pub fn new(stdout: OwnedFd, stderr: OwnedFd, limit_bytes: u64) -> Self {
        let stream = |pipe| Stream { pipe: Some(pipe), kept: Vec::new() };
        Self { streams: [stream(stdout), stream(stderr)], counted_bytes: 0, limit_bytes }
    }

    /// The pipes to watch.
    pub fn open_pipes(&self) -> impl Iterator<Item = &OwnedFd> {
        self.streams.iter().filter_map(|stream| stream.pipe.as_ref())
    }

    pub const fn is_over_limit(&self) -> bool {
        self.counted_bytes > self.limit_bytes
    }

    /// Reads once from each pipe, without waiting.
    pub fn read_some(&mut self) {
        for stream in 0..self.streams.len() {
            self.read_once(stream);
        }
    }

    /// Reads what a dead box has left in its pipes; no more than the kernel holds in them.
    pub fn drain(&mut self) {
        for stream in 0..self.streams.len() {
            while self.read_once(stream) {}
        }
    }

    /// False when there is nothing more at the moment.
    fn read_once(&mut self, index: usize) -> bool {
        let Some(stream) = self.streams.get_mut(index) else { return false };
        let Some(pipe) = &stream.pipe else { return false };
        let mut bytes = vec![0; READ_BYTES];
        match read(pipe, &mut bytes) {
            Ok(0) => stream.pipe = None,
            Ok(length) => {
                let room = self.limit_bytes.saturating_sub(self.counted_bytes);
                self.counted_bytes += u64::try_from(length).unwrap_or(u64::MAX);
                let kept = length.min(usize::try_from(room).unwrap_or(usize::MAX));
                stream.kept.extend(bytes.iter().take(kept));
                return true;
            }
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => stream.pipe = None,
        }
        false
    }

    /// Standard output and standard error, as far as they were kept.
    pub fn into_texts(self) -> (Vec<u8>, Vec<u8>) {
        let [stdout, stderr] = self.streams;
        (stdout.kept, stderr.kept)
    }
}
