//! The steps of a proof; each asks one kind of question and refuses what it finds.

pub(crate) mod cheating;
pub(crate) mod leaks;
pub(crate) mod mutating;
pub(crate) mod paperwork;
pub(crate) mod regrading;
pub(crate) mod solutions;
pub(crate) mod variation;
