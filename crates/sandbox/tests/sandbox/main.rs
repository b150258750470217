//! What the sandbox promises, seen from inside and outside of real boxes.

mod builder;
mod running;
