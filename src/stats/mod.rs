//! Ranks, correlation and agreement on slices of numbers.

pub mod adjust;
pub mod correlation_interval;
pub mod rank;
pub mod spearman;
