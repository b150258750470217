//! Progress on standard error: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use grader::progress::Progress;
use indicatif::{ProgressBar, ProgressStyle};

use crate::output;

/// Shows what long work tells. Silent until there is something to tell.
pub struct News {
    bar: Option<Mutex<Option<ProgressBar>>>,
}

impl News {
    pub fn new() -> Self {
        Self { bar: std::io::stderr().is_terminal().then(Mutex::default) }
    }

    pub fn tell(&self, progress: Progress) {
        match &self.bar {
            Some(bar) => tell_bar(&mut bar.lock().unwrap_or_else(PoisonError::into_inner), progress),
            None => tell_plainly(&progress),
        }
    }

    /// Clears the bar, so that nothing stands between the reader and the result.
    pub fn end(&self) {
        if let Some(bar) =
            self.bar.as_ref().and_then(|bar| bar.lock().unwrap_or_else(PoisonError::into_inner).take())
        {
            bar.finish_and_clear();
        }
    }
}

fn tell_bar(place: &mut Option<ProgressBar>, progress: Progress) {
    if let Progress::Finished { what } = &progress {
        if let Some(bar) = place.take() {
            bar.finish_and_clear();
        }
        output::note(&format!("{what} is ready"));
        return;
    }
    let bar = place.get_or_insert_with(new_bar);
    match progress {
        Progress::Waiting { what } => bar.set_prefix(format!("waiting: another process builds {what}")),
        Progress::Step { what, step, total } => {
            bar.set_length(total);
            bar.set_position(step);
            bar.set_prefix(what);
            bar.set_message(String::new());
        }
        Progress::Detail { line } => bar.set_message(line),
        Progress::Finished { .. } => {}
    }
}

fn new_bar() -> ProgressBar {
    let bar = ProgressBar::new(1);
    // The default style is a bar as well; it only says less.
    if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:16}] {prefix} {elapsed} {wide_msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn tell_plainly(progress: &Progress) {
    match progress {
        Progress::Waiting { what } => output::note(&format!("waiting: another process builds {what}")),
        Progress::Step { what, step, total } => output::note(&format!("[{}/{total}] {what}", step + 1)),
        // A list of every package would bury the steps.
        Progress::Detail { line } if line.starts_with(" +") => {}
        Progress::Detail { line } => output::note(&format!("      {line}")),
        Progress::Finished { what } => output::note(&format!("{what} is ready")),
    }
}
