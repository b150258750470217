//! Levels: how far along a person is.

/// How far along the person is for whom something is meant, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Foundation,
    Entry,
    Mid,
    Senior,
}

impl Level {
    /// Every level with its word, lowest first.
    pub const ALL: [(&'static str, Self); 4] = [
        ("foundation", Self::Foundation),
        ("entry", Self::Entry),
        ("mid", Self::Mid),
        ("senior", Self::Senior),
    ];

    /// The level of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, level)| *level)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Entry => "entry",
            Self::Mid => "mid",
            Self::Senior => "senior",
        }
    }
}
