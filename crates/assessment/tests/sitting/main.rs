//! Sittings over a small made-up bank: replay, choice, stops, decisions.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what goes wrong here fails the test that called it")]

mod decisions;
mod person;
mod practice;
mod replay;
