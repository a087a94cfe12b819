//! Answers become words: numbers as people read them, sentences, tables.

mod comparison_sentence;
mod correlation_sentence;
mod grade_sentence;
pub mod number;
pub mod rank_sentence;
pub mod robustness_sentence;
pub mod sentence;
mod simulation_sentence;
pub mod survival_sentence;
