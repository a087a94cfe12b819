//! Plain data, as JSON has it: how requests come in and answers go out.
//!
//! The page holds everything that is compiled for our types, so that both ways
//! are made of few calls to shared functions: types are read by the derive
//! [`FromPlain`], which follows the serde attributes they carry, and written by
//! serde into JSON text.

mod read;
mod value;
mod write;

pub use plain_derive::FromPlain;
pub use read::{Fields, FromPlain, ReadError, read};
pub use value::Value;
pub use write::write;
