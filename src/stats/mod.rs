//! Ranks, correlation and agreement on slices of numbers.

pub mod adjust;
pub mod correlation_interval;
pub mod exact_correlation;
pub mod kendall;
pub mod ordinal;
pub mod pairing;
pub mod pearson;
pub mod rank;
pub mod spearman;
mod tables;
mod whole;
