//! Ranks, correlation and agreement on slices of numbers.

pub mod adjust;
pub mod bland_altman;
pub mod concordance;
pub mod correlation_interval;
pub mod correlation_power;
pub mod dependent;
pub mod exact_correlation;
pub mod filling;
pub mod group_ranks;
pub mod intraclass;
pub mod kappa;
pub mod kendall;
pub mod ordinal;
pub mod pairing;
pub mod partial;
pub mod pearson;
pub mod polychoric;
pub mod published;
mod random_table;
pub mod rank;
pub mod raters;
pub mod resample;
pub mod signed_rank;
pub mod spearman;
mod symmetric;
mod tables;
mod whole;
