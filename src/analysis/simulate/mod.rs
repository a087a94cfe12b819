//! Questions to made data; none needs a table.

pub mod trial;

/// Drawn patients beyond which an answer would not come in time.
pub(super) const MOST_PATIENTS: f64 = 3e7;

pub(super) fn one() -> u32 {
    1
}

pub(super) fn first_sample() -> Vec<u32> {
    vec![1]
}

pub(super) fn thousand() -> u32 {
    1_000
}

pub(super) fn level() -> f64 {
    0.95
}
