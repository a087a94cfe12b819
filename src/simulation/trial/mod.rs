//! Trials: groups of patients followed for an event, under a truth that is set.

mod draw;
mod repeat;
mod sample;
mod truth;

pub use draw::Drawn;
pub use repeat::{RepeatedTrials, TrialsOfSize, by_size, repeat};
pub use sample::{Found, GroupFound, analyse, analyse_in_steps, of_groups};
pub use truth::{Effect, TrialTruth};
