//! Ranks, correlation and agreement on slices of numbers.
