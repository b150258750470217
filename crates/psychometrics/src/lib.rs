//! Psychometrics: what responses say about ability and about items, and how sure that is.
//!
//! Pure functions over numbers: no files, no clock, no serialisation, no knowledge of skills or tasks. Randomness is an argument.
//! `docs/PSYCHOMETRICS.md` explains the methods and what was measured.

#![cfg_attr(test, expect(clippy::float_cmp, reason = "counts and fixed values are exact"))]

pub mod ability;
pub mod calibration;
pub mod correlations;
pub mod decision;
pub mod dimensions;
pub mod facets;
pub mod health;
pub mod hierarchical;
pub mod posterior;
pub mod prediction;
pub mod quadrature;
pub mod replay;
pub mod response_model;
pub mod responses;
pub mod selection;
pub mod simulated_tests;
pub mod simulation;
pub mod stopping;
pub mod uncertain_item;
