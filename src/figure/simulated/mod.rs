//! Figures of made data: one sample beside its truth, and what many come to.

mod bars;
mod curves;
mod readings;
mod repeated;
mod studies;
mod trap;

pub(super) use curves::draw as curves;
pub(super) use readings::draw as readings;
pub(super) use repeated::{gradings, trials};
pub(super) use studies::draw as studies;
pub(super) use trap::draw as trap;
