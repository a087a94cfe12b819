//! Figures of made data: one sample beside its truth, and what many come to.

mod bars;
mod curves;
mod repeated;

pub(super) use curves::draw as curves;
pub(super) use repeated::draw as repeated;
