//! Colour, where a person wants it; nothing is ever said by colour alone.

use std::io::IsTerminal as _;

/// Whether and how to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// Colour only on a terminal, and never where `NO_COLOR` (no-color.org) or a dumb terminal says no.
    pub fn for_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { on: std::io::stdout().is_terminal() && !refused }
    }

    /// No colour at all.
    pub fn none() -> Self {
        Self { on: false }
    }

    #[cfg(test)]
    pub fn off() -> Self {
        Self::none()
    }

    pub fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    pub fn bad(self, text: &str) -> String {
        self.with("31", text)
    }

    pub fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Text of a stranger as it may reach a terminal: control characters, which could move the cursor or hide words, become
/// visible escapes.
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push('\n'),
            '\t' => shown.push_str("    "),
            // Control characters, and those that turn the direction of text around.
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                shown.extend(c.escape_unicode());
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_text_cannot_move_the_cursor() {
        assert_eq!(harmless("a\x1b[2Jb\r\tc\n\u{202e}d"), "a\\u{1b}[2Jb\\u{d}    c\n\\u{202e}d");
    }
}
