//! What goes where: data on standard output, everything else on standard error.

use std::io::{self, Write as _};

use anyhow::Context as _;

use crate::exit::Misuse;

/// Prints data. A reader who has closed the pipe has seen enough: that is no error.
pub fn data(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

/// Says something that is not data.
pub fn note(text: &str) {
    // Nobody can be told that standard error is closed.
    drop(writeln!(io::stderr().lock(), "{text}"));
}

/// Says why a command was not carried out, the outermost reason first.
pub fn complain(error: &anyhow::Error) {
    let mark = Misuse.to_string();
    let reasons: Vec<String> =
        error.chain().map(ToString::to_string).filter(|reason| *reason != mark).collect();
    let mut text = String::from("error: ");
    for (at, reason) in reasons.iter().enumerate() {
        // A reason that the one before repeats word by word is told once.
        if at > 0 && !reasons[at - 1].contains(reason.as_str()) {
            text.push_str("\n  because ");
            text.push_str(reason);
        } else if at == 0 {
            text.push_str(reason);
        }
    }
    note(&text);
}
