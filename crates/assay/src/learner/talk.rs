//! How the three commands talk: pages with drawings, plain words, or JSON lines.

use serde_json::Value;

use crate::output;
use crate::terminal::paint::Paint;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Drawings and colour, 80 columns.
    Page,
    /// Words and figures, line by line, for screen readers.
    Plain,
    /// One JSON object per line.
    Json,
}

/// Says things on standard output.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    pub form: Form,
    pub paint: Paint,
}

impl Talk {
    pub fn new(plain: bool, json: bool) -> Self {
        let form = match (json, plain) {
            (true, _) => Form::Json,
            (false, true) => Form::Plain,
            (false, false) => Form::Page,
        };
        let paint = if form == Form::Page { Paint::for_stdout() } else { Paint::none() };
        Self { form, paint }
    }

    pub fn is_json(self) -> bool {
        self.form == Form::Json
    }

    pub fn is_plain(self) -> bool {
        self.form == Form::Plain
    }

    /// Text for people, or its JSON.
    pub fn say(self, text: &str, json: impl FnOnce() -> Value) -> anyhow::Result<()> {
        match self.form {
            Form::Json => output::data(&format!("{}\n", json())),
            Form::Page | Form::Plain => output::data(text),
        }
    }

    /// Text for people only.
    pub fn remark(self, text: &str) -> anyhow::Result<()> {
        if self.is_json() { Ok(()) } else { output::data(text) }
    }
}
