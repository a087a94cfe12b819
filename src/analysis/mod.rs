//! What can be asked and what comes back, as plain data: the page, the worker,
//! Node, the tests and the report speak only [`Request`] and [`Answer`].

pub mod correlation;
pub mod method;
pub mod pairwise;
pub mod permutation;
pub mod request;
pub mod survival;

pub use request::Request;
use serde::Serialize;

/// What a request gave. `kind` repeats the request's.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    Survival(survival::SurvivalAnswer),
    Correlation(correlation::CorrelationAnswer),
}
