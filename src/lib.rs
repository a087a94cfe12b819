//! Gradus: grades of tumour necrosis, rank correlation and survival for small
//! cohorts.
//!
//! The core is a chain of pure functions: pasted text becomes a
//! [`table::Table`], its columns get roles in a [`table::mapping::Mapping`],
//! a [`cohort`] says who is in and who is out, an [`analysis::Request`] becomes
//! an [`analysis::Answer`], and an answer becomes a [`figure`] or a [`report`].
//! `stats` and `survival` know only slices of numbers; only `face` knows
//! JavaScript.

pub mod analysis;
pub mod cohort;
mod compact;
#[cfg(target_arch = "wasm32")]
mod face;
pub mod figure;
pub mod percent_text;
pub mod plain;
pub mod problem;
pub mod random;
pub mod report;
pub mod scale;
pub mod session;
pub mod simulation;
pub mod stats;
pub mod survival;
pub mod table;
pub mod tail;
pub mod teaching;
pub mod value;
