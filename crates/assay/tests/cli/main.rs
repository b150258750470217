//! The whole binary, as a person or a script meets it. Few tests: what is decided inside is tested inside.

mod batch;
mod cheats;
mod grade;
mod import;
mod learn;
mod learner;
mod measure;
mod other_people;
mod place;
mod placement;
mod variants;
