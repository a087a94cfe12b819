//! Answers become words: numbers as people read them, sentences, tables.

pub mod number;
pub mod sentence;
mod survival_sentence;
