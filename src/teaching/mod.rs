//! How an answer came about: step by step, with the engine's own intermediate
//! values. Nothing is computed here that an estimate or test computes; each
//! demonstration asks the statistics for what they saw on their way.

mod accumulate;
mod asked;
mod bootstrap;
mod cox;
mod curve;
pub mod demonstration;
mod few;
mod greenwood;
mod kaplan_meier;
mod kappa;
mod log_rank;
mod permutation;
pub mod picture;
pub mod questions;
mod run;
mod spearman;

pub use demonstration::{Cell, Demonstration, Grid, Named, Step};
pub use run::{Show, StepDrawing, StepsRequest, TeachRequest, steps};
