//! What the sandbox promises, seen from inside and outside of real boxes.
#![cfg(test)]

mod builder;
mod death;
mod escapes;
mod files;
mod limits;
mod ordinary_user;
mod running;
mod sharing;
mod walls;
