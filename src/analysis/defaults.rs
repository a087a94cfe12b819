//! What a question is asked with unless it says otherwise.

pub(super) fn five_per_cent() -> f64 {
    0.05
}

pub(super) fn ninety_five_per_cent() -> f64 {
    0.95
}

pub(super) fn first_seed() -> u64 {
    1
}
