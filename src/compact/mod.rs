//! What the standard library does, compiled small: the page carries every copy.

mod gather;
mod order;

pub use gather::Gather;
pub use order::{Order, sort_numbers};
