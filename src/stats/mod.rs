//! Ranks, correlation and agreement on slices of numbers.

pub mod adjust;
