//! Times to events on slices of numbers: one sorted event table, many readings.

pub mod allocation;
pub mod band;
pub mod beta_product;
pub mod cholesky;
pub mod competing;
pub mod cox;
pub mod cumulative_hazard;
pub mod cutpoint;
pub mod event_table;
pub mod family;
pub mod fan;
pub mod kaplan_meier;
pub mod limits;
pub mod log_rank;
pub mod max_combo;
pub mod milestone;
pub mod near_tie;
pub mod permutation;
pub mod power;
pub mod quadratic_form;
pub mod quantile;
pub mod reading;
pub mod rmst;
pub mod sample;
pub mod scores;
mod sort;
pub mod trend;
