//! Plain data, as JSON has it: how requests come in and answers go out.
//!
//! serde describes our types; this room carries them in as little code as will
//! do, for each type is compiled once for every way of carrying it, and the
//! page holds all of them. Against serde-wasm-bindgen it takes a fifth off the
//! page. Enums told apart by a field or by their form are read through
//! [`Value`] (see [`tagged!`](crate::tagged)), not by serde's own buffering,
//! which compiles every type inside them three times.

mod read;
mod tagged;
mod value;
mod write;

pub use read::{ReadError, read};
pub use value::Value;
pub use write::write;
