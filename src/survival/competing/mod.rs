//! Two ways for follow-up to end: the event asked about, or one that makes it
//! impossible.

pub mod fine_gray;
pub mod gray;
pub mod incidence;
mod weighted;

use super::sample::SortedSample;

/// How a subject's follow-up ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Censored,
    /// The event of interest.
    Event,
    /// One after which the event of interest cannot happen.
    Competing,
}

/// Endings by row beside the sorted follow-up, whose events are of either kind.
#[derive(Clone, Copy)]
pub struct CompetingData<'a> {
    pub sample: &'a SortedSample,
    pub ending: &'a [Ending],
}
