//! `assay bank`: what people do with a bank of tasks.

pub mod folder;
pub mod prove;
