//! Ranks, correlation and agreement on slices of numbers.

pub mod adjust;
pub mod correlation_interval;
pub mod kendall;
pub mod ordinal;
pub mod pearson;
pub mod rank;
pub mod spearman;
