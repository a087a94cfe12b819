//! Made data: samples drawn from a truth that is known, each analysed by the
//! engine's own statistics, so that what they promise can be watched.
//!
//! Repetition k of a seed is one stream of random numbers of its own: a single
//! sample can be shown, handed to a student, or found again among a thousand.

pub mod class;
pub mod cohort_power;
pub mod grading;
pub mod share;
pub mod spread;
pub mod stream;
pub mod study;
pub mod traps;
pub mod trial;
