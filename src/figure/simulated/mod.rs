//! Figures of made data: one sample beside its truth, and what many come to.

mod bars;
mod curves;
mod readings;
mod repeated;
mod sizes;
mod studies;
mod trap;
mod wall;

pub(super) use curves::{class, trial};
pub(super) use readings::draw as readings;
pub(super) use repeated::{gradings, trials};
pub(super) use sizes::draw as sizes;
pub(super) use studies::draw as studies;
pub(super) use trap::draw as trap;
pub(super) use wall::draw as wall;
