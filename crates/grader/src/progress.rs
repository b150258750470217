//! What long work tells whoever waits for it. How it is shown is the caller's matter.

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Another process builds the same thing; this one waits for it.
    Waiting { what: String },
    /// A step of `total` begins.
    Step { what: String, step: u64, total: u64 },
    /// A line of detail within the current step.
    Detail { line: String },
    /// The work that the steps belonged to is finished.
    Finished { what: String },
}

/// Who is told. Called from the thread that does the work.
pub type Listener<'a> = &'a (dyn Fn(Progress) + Sync);
