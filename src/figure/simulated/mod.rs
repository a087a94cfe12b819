//! Figures of made data: one sample beside its truth, and what many come to.

mod bars;
mod curves;
mod readings;
mod repeated;
mod studies;

pub(super) use curves::draw as curves;
pub(super) use readings::draw as readings;
pub(super) use repeated::{gradings, trials};
pub(super) use studies::draw as studies;
