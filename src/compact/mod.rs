//! What the standard library does, compiled small: the page carries every copy.

mod gather;

pub use gather::Gather;
